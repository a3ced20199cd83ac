"""The enterprise of the invented village: a shop, tents for hire, water; almost two years of journals in bulk."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from smartkampung.akun.demo import USAHA
from smartkampung.akun.services import buat_pengguna
from smartkampung.bumdes.akses import Program
from smartkampung.bumdes.aset.services import IsiAset, daftarkan, susutkan
from smartkampung.bumdes.buku import pos
from smartkampung.bumdes.buku.bagan import akun_kode, ubah_akun
from smartkampung.bumdes.buku.konsep import Konsep, baris_dua
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.models import PihakBumdes
from smartkampung.bumdes.buku.periode import kunci_bulan
from smartkampung.bumdes.catat.resep import Isian, pindah_antar
from smartkampung.bumdes.hubungan.services import bayar, laba_tahun, tetapkan
from smartkampung.bumdes.laporan import berkala
from smartkampung.bumdes.laporan.tutup import tutup_tahun
from smartkampung.bumdes.laporan.views_berkala import paket
from smartkampung.bumdes.lembaga import services
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.bumdes.lembaga.services import IsiBumdes, IsiUnit
from smartkampung.bumdes.persediaan import services as stok
from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import Periode
from smartkampung.penduduk.models import Penduduk

KAS, BANK = "1.1.01.01", "1.1.01.04"
_UNIT = (
    IsiUnit("Toko Desa Wangi", "TOKO", "dagang", date(2000, 1, 1), tenaga_kerja=3, kontak="0812-0000-0101"),
    IsiUnit("Sewa Tenda dan Alat", "SEWA", "sewa", date(2000, 1, 1), tenaga_kerja=2, kontak="0812-0000-0102"),
    IsiUnit("Air Bersih Sumberwangi", "AIR", "air", date(2000, 1, 1), tenaga_kerja=2, kontak="0812-0000-0103"),
)
_JABATAN = {"direktur": "direktur", "bendahara": "bendahara", "manajer": "manajer", "pengawasbumdes": "pengawas"}
_PELANGGAN = ("Warung Bu Tini", "Kelompok Tani Makmur", "SDN Sumberwangi 1", "Karang Taruna Tunas Wangi")
_BULANAN = (
    ("PUSAT", "6.1.01.01", 1_500_000, 25, "Honor pengurus"), ("PUSAT", "6.1.02.01", 120_000, 6, "Alat tulis kantor"),
    ("TOKO", "6.2.01.01", 2_100_000, 27, "Gaji penjaga toko"), ("TOKO", "6.1.04.01", 260_000, 10, "Listrik toko"),
    ("SEWA", "6.2.01.01", 900_000, 27, "Upah pasang tenda"), ("AIR", "6.1.04.01", 780_000, 10, "Listrik pompa"),
    ("AIR", "6.2.02.02", 350_000, 18, "Perbaikan pipa"),
)  # (unit, account, amount, day, words)


def isi_bumdes(bahan: Bahan) -> None:
    """The enterprise from the year before last January; last year is closed. Nothing when nobody lives here."""
    if db.session.scalar(db.select(Penduduk.id).limit(1)) is None:
        return
    bahan.ke(bahan.kini)
    with transaksi():
        awal = date(bahan.hari.year - 1, 1, 1)
        usaha = _dirikan(awal)
        _orang(usaha, bahan)
        oleh = Program()
        pos.tulis(buku(usaha), _modal(usaha, awal, bahan.hari), oleh=oleh)
        _aset(usaha, awal, bahan.hari)
        pos.tulis(buku(usaha), sorted(_setahun(usaha, awal, bahan), key=lambda k: k.tanggal), oleh=oleh)
        _stok(usaha, bahan.hari)
        _tutup(usaha, awal, bahan.hari)
        _laporan(usaha, bahan.hari)


def _tutup(usaha: Bumdes, awal: date, hari: date) -> None:
    """Last year locked and closed, its profit shared in March, this year locked to the month before last."""
    oleh, akhir_tahun, bulan = Program(), date(awal.year, 12, 31), Periode.dari(awal)
    batas = hari - timedelta(days=20)
    while bulan.akhir < batas:
        kunci_bulan(usaha, bulan, oleh=oleh)
        if bulan.akhir == akhir_tahun:
            tutup_tahun(usaha, awal.year, oleh=oleh)
            musdes = date(hari.year, 3, 10)
            if musdes < hari:
                hasil = tetapkan(usaha, awal.year, laba_tahun(usaha, awal.year), f"BA-01/MUSDES/{hari.year}", musdes,
                                 oleh=oleh)  # fmt: skip
                bayar(hasil.bagian[0], musdes + timedelta(days=5), akun_kode(usaha.id, BANK).id, oleh=oleh)
        bulan = bulan.sesudah()


def _laporan(usaha: Bumdes, hari: date) -> None:
    """Reports of the periods that are over: signed ones, and the newest semester waiting for the head."""
    direktur, pengawas, kades = pengguna("direktur"), pengguna("pengawasbumdes"), pengguna("kades")
    semua = berkala.belum_disusun(usaha)
    for ke, (tahun, jenis, _tenggat) in enumerate(semua, 1):
        lapor = berkala.siapkan(usaha, tahun, jenis, oleh=direktur)
        berkala.tulis(lapor, "Toko, sewa, dan air bersih berjalan lancar. Pendapatan naik dibanding masa yang lalu.",
                      "Musim hujan mengurangi sewa tenda; jadwal disesuaikan.", "Menambah kursi dan meja.",
                      oleh=direktur)
        berkala.ajukan(lapor, paket(usaha, lapor), oleh=direktur)
        berkala.telaah(lapor, "Sesuai buku.", oleh=pengawas)
        if ke < len(semua):
            berkala.setujui(lapor, "", oleh=kades)
        if jenis == "tahunan" and ke < len(semua):
            berkala.putuskan_musdes(lapor, f"BA-01/MUSDES/{hari.year}", min(date(tahun + 1, 3, 10), hari),
                                    "Laporan diterima, laba dibagi sesuai AD/ART.", oleh=direktur)  # fmt: skip


def _dirikan(awal: date) -> Bumdes:
    oleh = Program()
    usaha = services.dirikan(IsiBumdes(
        "Karya Wangi", awal, perdes_nomor=f"Perdes Nomor 4 Tahun {awal.year - 3}",
        badan_hukum=f"AHU-00417.AH.01.33.TAHUN {awal.year - 2}", nib="1234000056789",
        alamat="Jalan Raya Krajan Nomor 3",
        telepon="(0399) 123457", email="bumdes@sumberwangi.contoh"), oleh=oleh)  # fmt: skip
    for isi in _UNIT:
        services.tambah_unit(usaha, replace(isi, mulai=awal), oleh=oleh)
    ubah_akun(akun_kode(usaha.id, BANK), "Rekening BRI BUM Desa", True, oleh=oleh)
    db.session.add_all(PihakBumdes(bumdes_id=usaha.id, nama=n) for n in (*_PELANGGAN, "UD Sumber Pangan"))
    db.session.flush()
    return usaha


def _orang(usaha: Bumdes, bahan: Bahan) -> None:
    """Accounts of the organs; the head of the village is penasihat by office."""
    mulai = bahan.awal - timedelta(days=300)
    sandi = pengguna("kades").kata_sandi
    for nama_pengguna, nama, _peran in USAHA:
        orang, _ = buat_pengguna(nama_pengguna, nama, oleh=None, hash_sandi=sandi, ganti_sandi=False)
        jabatan = _JABATAN[nama_pengguna]
        services.angkat(usaha, jabatan, nama, mulai, nomor_sk=f"188/{jabatan[:3].upper()}/{mulai.year}", pengguna=orang,
                        unit=_unit(usaha, "TOKO") if jabatan == "manajer" else None, oleh=Program())  # fmt: skip
    services.angkat(usaha, "penasihat", pengguna("kades").nama, mulai, oleh=Program())
    for kode, nama in (("SEWA", "Karsono"), ("AIR", "Mujiono")):
        services.angkat(usaha, "manajer", nama, mulai, unit=_unit(usaha, kode), oleh=Program())


def _unit(usaha: Bumdes, kode: str) -> EntitasBumdes:
    return next(e for e in usaha.entitas if e.kode == kode)


def _pembuat(usaha: Bumdes) -> Callable[..., Konsep]:
    akun = {a.kode: a.id for a in buku(usaha).akun.values()}
    unit = {e.kode: e.id for e in usaha.entitas}

    def buat(kode: str, hari: date, debit: str, kredit: str, nilai: int, uraian: str,
             pihak_id: int | None = None) -> Konsep:  # fmt: skip
        baris = tuple(replace(b, pihak_id=pihak_id) if b.akun_id == akun["1.1.03.01"] else b
                      for b in baris_dua(akun[debit], akun[kredit], Decimal(nilai)))  # fmt: skip
        return Konsep(unit[kode], hari, uraian, baris)

    return buat


def _modal(usaha: Bumdes, awal: date, sampai: date) -> list[Konsep]:
    """Capital of the village and of residents, and what the pusat hands to the units."""
    buat, isi = _pembuat(usaha), buku(usaha)
    hasil = [buat("PUSAT", awal, BANK, "3.1.01.01", 120_000_000, "Penyertaan modal desa"),
             buat("PUSAT", awal, BANK, "3.1.02.01", 15_000_000, "Penyertaan modal masyarakat")]  # fmt: skip
    bank, kas = akun_kode(usaha.id, BANK).id, akun_kode(usaha.id, KAS).id
    for n, (kode, nilai) in enumerate((("TOKO", 35_000_000), ("SEWA", 42_000_000), ("AIR", 30_000_000))):
        kirim = Isian(usaha.pusat, awal + timedelta(days=2), Decimal(nilai), f"Modal kerja {_unit(usaha, kode).nama}",
                      kas=bank, ke=_unit(usaha, kode))  # fmt: skip
        hasil += [replace(k, pasangan=f"contoh{n}") for k in pindah_antar(isi, kirim, kas)]
    setor = [(kode, date(t, b, 28)) for t in (awal.year, awal.year + 1) for b in (3, 6, 9, 12) for kode in ("SEWA",
                                                                                                            "AIR")]
    for n, (kode, hari) in enumerate(s for s in setor if s[1] <= sampai):
        kirim = Isian(_unit(usaha, kode), hari, Decimal(5_000_000), "Setoran hasil usaha ke pusat", kas=kas,
                      ke=usaha.pusat)  # fmt: skip
        hasil += [replace(k, pasangan=f"setor{n}") for k in pindah_antar(isi, kirim, bank)]
    hasil.append(buat("PUSAT", awal + timedelta(days=3), KAS, BANK, 3_000_000, "Ambil tunai untuk kas pusat"))
    return hasil


def _aset(usaha: Bumdes, awal: date, hari: date) -> None:
    """Tents and a pump, depreciated to the month before last."""
    oleh, kas = Program(), akun_kode(usaha.id, KAS).id
    mesin = akun_kode(usaha.id, "1.3.03.01").id
    for kode, nama, harga, umur in (("SEWA", "Tenda dan kursi", 30_000_000, 60), ("AIR", "Pompa dan pipa", 21_600_000,
                                                                                  96)):
        daftarkan(_unit(usaha, kode), IsiAset(nama, awal + timedelta(days=5), Decimal(harga), mesin, umur, "garis",
                                              bayar_id=kas), oleh=oleh)  # fmt: skip
    bulan = Periode.dari(awal).sesudah()
    while bulan.akhir < hari - timedelta(days=20):
        for kode in ("SEWA", "AIR"):
            susutkan(_unit(usaha, kode), bulan, oleh=oleh)
        bulan = bulan.sesudah()


def _setahun(usaha: Bumdes, awal: date, bahan: Bahan) -> list[Konsep]:
    """Daily trade: hires on weekends, water bills, wages and bills; receivables that are paid the month after."""
    buat, acak = _pembuat(usaha), random.Random(bahan.benih)
    pihak = {p.nama: p.id for p in db.session.scalars(db.select(PihakBumdes).filter_by(bumdes_id=usaha.id))}
    hasil: list[Konsep] = []
    hari = awal + timedelta(days=7)
    while hari < bahan.hari:
        hasil += _sehari(buat, acak, hari, pihak)
        hari += timedelta(days=1)
    return [k for k in hasil if k.tanggal <= bahan.hari]


def _sehari(buat: Callable[..., Konsep], acak: random.Random, hari: date, pihak: dict[str, int]) -> list[Konsep]:
    hasil = []
    if hari.weekday() < 6:
        hasil.append(buat("TOKO", hari, KAS, "4.1.05.99", acak.randrange(60, 140) * 1000, "Jasa fotokopi dan pulsa"))
    if hari.weekday() in (5, 6):
        hasil.append(buat("SEWA", hari, KAS, "4.1.04.99", acak.randrange(6, 13) * 50_000, "Sewa tenda hajatan"))
    if hari.day in (5, 12, 20):
        hasil.append(buat("AIR", hari, KAS, "4.1.02.01", acak.randrange(90, 125) * 10_000, "Rekening air warga"))
    if hari.day == 15:
        nama = acak.choice(_PELANGGAN)
        nilai = acak.randrange(20, 60) * 10_000
        hasil.append(buat("SEWA", hari, "1.1.03.01", "4.1.04.99", nilai, f"Sewa tempo, {nama}", pihak_id=pihak[nama]))
        lunas = hari + timedelta(days=acak.randrange(20, 45))
        hasil.append(buat("SEWA", lunas, KAS, "1.1.03.01", nilai, f"Pelunasan {nama}", pihak_id=pihak[nama]))
    for kode, akun, nilai, tanggal, uraian in _BULANAN:
        if hari.day == tanggal:
            sumber = BANK if kode == "PUSAT" else KAS
            hasil.append(buat(kode, hari, akun, sumber, nilai, f"{uraian} {Periode.dari(hari).nama}"))
    return hasil


_BARANG = (("Beras 5 kg", "sak", 62_000, 70_000), ("Minyak goreng", "liter", 15_500, 18_000),
           ("Gula pasir", "kg", 14_500, 17_000), ("LPG 3 kg", "tabung", 16_000, 18_000))  # fmt: skip


def _stok(usaha: Bumdes, hari: date) -> None:
    """Goods of the shop with their cards: bought each month of the last three, sold since."""
    toko, oleh, acak = _unit(usaha, "TOKO"), Program(), random.Random(5)
    persediaan, hpp, jual = (akun_kode(usaha.id, k).id for k in ("1.1.05.01", "5.1.01.01", "4.2.01.90"))
    kas = akun_kode(usaha.id, KAS).id
    for nama, satuan, beli, harga in _BARANG:
        barang = stok.simpan_barang(toko, stok.IsiBarang(nama, satuan, persediaan, hpp, Decimal(harga), 10_000),
                                    oleh=oleh)  # fmt: skip
        for lalu in (75, 45, 14):
            banyak = acak.randrange(40, 80)
            stok.beli(barang, Konsep(toko.id, hari - timedelta(days=lalu), f"Kulakan {nama}", baris_dua(
                persediaan, kas, Decimal(banyak * (beli + acak.randrange(0, 5) * 100)))), banyak * 1000, oleh=oleh)
            terjual = banyak - acak.randrange(5, 15)
            stok.jual(barang, Konsep(toko.id, hari - timedelta(days=lalu - 10), f"Penjualan {nama}", baris_dua(
                kas, jual, Decimal(terjual * harga))), terjual * 1000, oleh=oleh)  # fmt: skip
