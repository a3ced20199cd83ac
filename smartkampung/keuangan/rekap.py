"""What the budget offers to the monthly recap: figures of the version in force, per bidang, per source, for OpenDK."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from smartkampung.desa.queries import profil
from smartkampung.inti.lembar import BagianRekap, Grafik, IsiRekap, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, isi_versi, versi_tahun
from smartkampung.keuangan.anggaran.models import BERLAKU, DIGANTIKAN, VersiAnggaran
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.aturan.services import periksa_versi
from smartkampung.keuangan.baca.queries import per_bidang, per_sumber
from smartkampung.keuangan.dpa.models import BERLAKU as DPA_BERLAKU
from smartkampung.keuangan.dpa.queries import baris_banyak, dpa_tahun

KODE = "anggaran"


def versi_bulan(periode: Periode) -> VersiAnggaran | None:
    """The version that was in force at the end of a month."""
    semua = [v for v in versi_tahun(periode.tahun) if v.keadaan in (BERLAKU, DIGANTIKAN)
             and (v.berlaku_pada is None or v.berlaku_pada <= periode.akhir)]  # fmt: skip
    return semua[-1] if semua else None


def susun(periode: Periode) -> IsiRekap:
    """The sheets of a month; a year without a budget in force has headings and no rows."""
    versi = versi_bulan(periode)
    isi = isi_versi(versi) if versi else IsiAnggaran(periode.tahun, {}, ())
    lembar = (_ringkas(periode, versi, isi), _bidang(periode, isi), _sumber(periode, isi), _opendk(periode, isi),
              _pelanggaran(periode, versi), _setempat(periode))  # fmt: skip
    return IsiRekap(lembar, _kontrol(isi))


def _kontrol(isi: IsiAnggaran) -> tuple[Kontrol, ...]:
    pendapatan = sum((n.pendapatan for n in isi.per_sumber.values()), NOL)
    return (
        Kontrol("Belanja per bidang = belanja APBDes", isi.belanja, ((1, "anggaran_bidang", "anggaran"),)),
        Kontrol("Pendapatan per sumber dana = pendapatan APBDes", pendapatan, ((1, "anggaran_sumber", "pendapatan"),)),
        Kontrol("Belanja per sumber dana = belanja APBDes", isi.belanja, ((1, "anggaran_sumber", "belanja"),)),
        Kontrol("Sisa semua sumber dana = SiLPA tahun berjalan", isi.silpa, ((1, "anggaran_sumber", "sisa"),)),
    )


def _ringkas(periode: Periode, versi: VersiAnggaran | None, isi: IsiAnggaran) -> Lembar:
    semula = isi_versi(versi.dasar) if versi and versi.dasar else isi
    kolom = (Kolom("uraian", "Uraian"), Kolom("semula", "Semula", "rupiah"), Kolom("menjadi", "Menjadi", "rupiah"),
             Kolom("selisih", "Bertambah/(berkurang)", "rupiah"))  # fmt: skip
    nama = (("Pendapatan", "pendapatan"), ("Belanja", "belanja"), ("Surplus/(defisit)", "surplus"),
            ("Penerimaan pembiayaan", "penerimaan"), ("Pengeluaran pembiayaan", "pengeluaran"),
            ("SiLPA tahun berjalan", "silpa"))  # fmt: skip
    baris = []
    for judul, kunci in nama if versi else ():
        lama, baru = getattr(semula, kunci), getattr(isi, kunci)
        baris.append((judul, lama, baru, baru - lama))
    catatan = (f"{versi.nama}, Perdes {versi.nomor_perdes or '—'}.",) if versi else ("Belum ada APBDes yang berlaku.",)
    return Lembar("anggaran_ringkas", "Ringkasan APBDes", kolom, baris, subjudul=_masa(periode), catatan=catatan)


def _masa(periode: Periode) -> str:
    return f"Tahun anggaran {periode.tahun}, keadaan akhir {periode.nama}"


def _bidang(periode: Periode, isi: IsiAnggaran) -> Lembar:
    dpa = _dpa_per_bidang(periode.tahun) if isi.kegiatan else {}
    kolom = (Kolom("bidang", "Bidang"), Kolom("kegiatan", "Kegiatan", "angka", jumlah=True),
             Kolom("anggaran", "Anggaran", "rupiah", jumlah=True), Kolom("bagian", "Bagian dari belanja", "persen"),
             Kolom("dpa", "DPA disetujui", "rupiah", jumlah=True))  # fmt: skip
    banyak = {j.kode: sum(1 for k in isi.kegiatan if k.startswith(j.kode)) for j in per_bidang(isi)}
    baris = [(j.nama, banyak[j.kode], j.nilai, j.nilai / isi.belanja if isi.belanja else None, dpa.get(j.kode, NOL))
             for j in per_bidang(isi)]  # fmt: skip
    grafik = (Grafik("batang", "Anggaran per bidang", "bidang", ("anggaran", "dpa")),)
    return Lembar("anggaran_bidang", "Anggaran per bidang", kolom, baris, subjudul=_masa(periode), grafik=grafik)


def _dpa_per_bidang(tahun: int) -> dict[str, Decimal]:
    dokumen = [d for d in dpa_tahun(tahun) if d.keadaan == DPA_BERLAKU]
    isi, hasil = baris_banyak(dokumen), dict[str, Decimal]()
    for d in dokumen:
        hasil[d.kegiatan[:2]] = hasil.get(d.kegiatan[:2], NOL) + sum((b.nilai for b in isi[d.id]), NOL)
    return hasil


def _sumber(periode: Periode, isi: IsiAnggaran) -> Lembar:
    kolom = (Kolom("kode", "Kode"), Kolom("sumber", "Sumber dana"),
             *(Kolom(k, j, "rupiah", jumlah=True) for k, j in (
                 ("pendapatan", "Pendapatan"), ("penerimaan", "Penerimaan pembiayaan"), ("belanja", "Belanja"),
                 ("pengeluaran", "Pengeluaran pembiayaan"), ("sisa", "Sisa"))))  # fmt: skip
    nama = {j.kode: j.nama for j in per_sumber(isi)}
    baris = [(s, nama[s], n.pendapatan, n.penerimaan, n.belanja, n.pengeluaran, n.selisih)
             for s, n in isi.per_sumber.items()]  # fmt: skip
    return Lembar("anggaran_sumber", "Anggaran per sumber dana", kolom, baris, subjudul=_masa(periode))


def _opendk(periode: Periode, isi: IsiAnggaran) -> Lembar:
    """The headings OpenDK's ImporAPBDesa reads: one row per account down to objek (spending over all kegiatan)."""
    kolom = (Kolom("desa_id", "desa_id"), Kolom("no_akun", "no_akun"), Kolom("nama_akun", "nama_akun", lebar=50),
             Kolom("jumlah", "jumlah", "rupiah"))  # fmt: skip
    jumlah: dict[str, Decimal] = {}
    for b in isi.baris:
        bagian = b.kunci.rekening.split(".")
        for n in range(1, len(bagian) + 1):
            kode = ".".join(bagian[:n])
            jumlah[kode] = jumlah.get(kode, NOL) + b.nilai
    nama, desa = acuan(periode.tahun).nama_rekening, profil().kode
    baris: list[tuple[Any, ...]] = [(desa, kode, nama(kode), jumlah[kode]) for kode in sorted(jumlah)]
    return Lembar("anggaran_opendk", "APBDes untuk OpenDK", kolom, baris, subjudul=_masa(periode),
                  catatan=("Judul kolom mengikuti impor APBDes OpenDK (ImporAPBDesa).",))  # fmt: skip


def _pelanggaran(periode: Periode, versi: VersiAnggaran | None) -> Lembar:
    kolom = (Kolom("kode", "Aturan"), Kolom("sikap", "Sikap"), Kolom("kegiatan", "Kegiatan"),
             Kolom("kalimat", "Temuan", lebar=80))  # fmt: skip
    baris = [(t.kode, t.sikap, t.kegiatan, t.kalimat) for t in (periksa_versi(versi) if versi else ())]
    return Lembar("anggaran_temuan", "Aturan yang dilanggar", kolom, baris, subjudul=_masa(periode))


BAGIAN = BagianRekap(KODE, "Anggaran desa", susun)


def _setempat(periode: Periode) -> Lembar:
    """Rules and figures of the year that the village set under a local regulation: a switch shows in the recap."""
    isi = aturan_tahun(periode.tahun)
    kolom = (Kolom("kode", "Kode"), Kolom("judul", "Aturan atau angka", lebar=44), Kolom("nilai", "Menjadi", lebar=20),
             Kolom("dasar", "Dasar", lebar=30))  # fmt: skip
    baris = [(a.kode, a.judul, a.sikap, a.setempat) for a in isi.aturan.values() if a.setempat]
    baris += [(p.aturan or p.kode, p.judul, p.tampil, p.setempat) for p in isi.parameter.values() if p.setempat]
    return Lembar("anggaran_setempat", "Aturan yang diatur setempat", kolom, baris, subjudul=_masa(periode))
