"""Closing months and years: order, bank, three people, reopening, fingerprint, the balance the next year opens with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.aturan.parameter import atur_sikap
from smartkampung.keuangan.bku import galat, tahun, tutup
from smartkampung.keuangan.bku.daftar_periksa import daftar_periksa
from smartkampung.keuangan.bku.kertas import kertas_buku
from smartkampung.keuangan.bku.periksa import daftar_pemeriksaan
from smartkampung.keuangan.bku.tanda import sidik_bulan_buku
from smartkampung.keuangan.kas.bukukan import dokumen_baru, koreksi
from smartkampung.keuangan.kas.bulan import bulan_buku
from smartkampung.keuangan.kas.galat import BulanTertutup
from smartkampung.keuangan.kas.models import SETAHUN, TUNAI, BulanBuku, DokumenKas, RekeningBank
from smartkampung.keuangan.kas.nomor import beri_nomor
from smartkampung.keuangan.kas.saldo import posisi, utang_pajak
from smartkampung.keuangan.koran.bukti import BulanSudahDitutup, catat_saldo
from smartkampung.keuangan.langkah import BukanPemegangPeran
from smartkampung.keuangan.penerimaan.awal import IsiAwal, bukukan_awal, dokumen_awal, isi_dari
from smartkampung.keuangan.penerimaan.galat import AwalDariTutupTahun
from smartkampung.keuangan.penerimaan.pindah import mutasi
from smartkampung.peristiwa import BulanDitutup
from tests.acuan import Acuan
from tests.keuangan.kas_pabrik import TAHUN, didengar, hari, saldo_awal, terima
from tests.keuangan.pabrik import orang
from tests.keuangan.test_penerimaan import KAS, bersih, tbp
from tests.peramban import Peramban

JANUARI, FEBRUARI, MARET = (Periode(TAHUN, b) for b in (1, 2, 3))


def isi_bulan(app):
    with app.app_context(), transaksi():
        terima(bank(), "4.2.1.01", "DDS", Decimal("400000000.25"), hari(1, 12))
        tbp(orang("keuangan"), tanggal=hari(2, 5))
        mutasi(hari(2, 27), Decimal(1_000_000), None, 1, "Setor", oleh=orang("keuangan"))


def bank() -> RekeningBank:
    return db.session.get_one(RekeningBank, 1)


BULAN = Acuan("tutup_kas", isi_bulan, KAS)
pytestmark = pytest.mark.acuan(BULAN)


@pytest.fixture
def acuan():
    return BULAN


@pytest.fixture
def kaur(kantor, konteks):
    return orang("keuangan")


def cocokkan(p, oleh, **beda):
    """Enter what the statements show: what the books say, or something else."""
    for nomor, saldo in posisi(p.tahun, p.akhir).bank.items():
        rekening = db.session.get_one(RekeningBank, nomor)
        catat_saldo(rekening, p, beda.get("saldo", saldo), beda.get("sebab", ""), oleh=oleh)


def tutup_penuh(p):
    cocokkan(p, orang("keuangan"))
    tutup.tutup(p, oleh=orang("keuangan"))
    tutup.verifikasi(p, oleh=orang("sekdes"))
    tutup.setujui(p, oleh=orang("kades"))


def test_bulan_ditutup_berurutan_oleh_tiga_orang(kaur):
    with pytest.raises(galat.TutupBerurutan, match="Tutup dulu buku Januari 2026"):
        tutup.tutup(FEBRUARI, oleh=kaur)
    with pytest.raises(galat.BukanGiliranBulan, match="sekarang terbuka"):
        tutup.verifikasi(JANUARI, oleh=orang("sekdes"))
    with pytest.raises(BukanPemegangPeran):
        tutup.tutup(JANUARI, oleh=orang("sekdes"))
    with didengar(BulanDitutup) as kabar:
        tutup_penuh(JANUARI)
    assert kabar == [BulanDitutup("keuangan", "2026-01")] and bulan_buku(TAHUN)[1].keadaan == "disetujui"
    with pytest.raises(galat.SudahDitutup):
        tutup.tutup(JANUARI, oleh=kaur)
    with pytest.raises(BulanTertutup, match="Januari 2026 sudah disetujui"), db.session.begin_nested():
        tbp(kaur, tanggal=hari(1, 20))
    with pytest.raises(BulanSudahDitutup):
        cocokkan(JANUARI, kaur, saldo=Decimal(1))
    for b in range(2, 11):
        tutup_penuh(Periode(TAHUN, b))
    with pytest.raises(galat.BulanBelumLewat, match="mulai 30 November 2026"):
        tutup.tutup(Periode(TAHUN, 11), oleh=kaur)


def test_k_bnk_01(kaur):
    """The statement is entered, equal or explained; a village may turn the rule into a warning."""
    with pytest.raises(galat.BankBelumCocok, match=r"belum diisi \(buku Rp461.000.000,25\)"):
        tutup.tutup(JANUARI, oleh=kaur)
    cocokkan(JANUARI, kaur, saldo=Decimal(460_000_000))
    with pytest.raises(galat.BankBelumCocok, match=r"selisih −Rp1.000.000,25"):
        tutup.tutup(JANUARI, oleh=kaur)
    cocokkan(JANUARI, kaur, saldo=Decimal(460_000_000), sebab="Giro nomor 12 belum dicairkan")
    tutup.tutup(JANUARI, oleh=kaur)
    cocokkan(FEBRUARI, kaur, saldo=Decimal(5))
    atur_sikap(TAHUN, "K-BNK-01", "peringatan", "Perbup 7/2026", oleh=orang("sekdes"))
    assert "Buku bank sama dengan rekening koran · K-BNK-01: 1 temuan" in tutup.tutup(FEBRUARI, oleh=kaur).catatan


def test_daftar_periksa_menyebut_yang_terbuka(kaur):
    tunai = tbp(kaur, tanggal=hari(3, 2), nilai=30_000_000)
    temuan = {b.aturan: b.temuan for b in daftar_periksa(MARET)}
    assert temuan["K-KAS-02"] == ("2 Maret 2026 Rp30.000.000",)
    assert temuan["K-KAS-03"] == (f"{tunai.sebutan} Rp30.000.000",)  # that of February went by mutasi
    assert temuan["K-PJK-04"] == ("PPN Desember 2025 Rp1.000.000",)
    assert not temuan["K-PJR-02"] and not temuan["K-SPP-08"]


def test_buka_kembali_oleh_kades_dari_yang_terakhir(kaur):
    tutup_penuh(JANUARI)
    pertama = sidik_bulan_buku(TAHUN, 1)
    tutup_penuh(FEBRUARI)
    with pytest.raises(galat.BulanSesudahnya, match="Februari 2026 juga sudah ditutup"):
        tutup.buka(JANUARI, "Salah", oleh=orang("kades"))
    with pytest.raises(BukanPemegangPeran):
        tutup.buka(FEBRUARI, "Salah", oleh=kaur)
    with pytest.raises(galat.PerluAlasan):
        tutup.buka(FEBRUARI, " ", oleh=orang("kades"))
    tutup.buka(FEBRUARI, "Salah", oleh=orang("kades"))
    tutup.buka(JANUARI, "Kurang satu TBP", oleh=orang("kades"))
    tbp(kaur, tanggal=hari(1, 20), media="bank")
    tutup_penuh(JANUARI)
    kedua = sidik_bulan_buku(TAHUN, 1)
    assert (pertama[1], kedua[1]) == (1, 2) and pertama[0] != kedua[0]
    assert f"versi 2 · sidik {kedua[0][:16]}" in kertas_buku("buku-kas-umum", TAHUN, 1, 1).kaki
    tanda = kertas_buku("buku-kas-umum", TAHUN, 1, 1).bagian[0].tanda_tangan
    assert all("lewat program" in t.bawah for t in tanda)


def test_pemeriksaan_malam_membandingkan_sidik(kaur):
    tutup_penuh(JANUARI)
    assert not daftar_pemeriksaan()[0].jalankan()
    db.session.get_one(BulanBuku, (TAHUN, 1)).sidik = "0" * 64
    db.session.flush()
    assert daftar_pemeriksaan()[0].jalankan()[0].startswith("Januari 2026: sidik saat ditutup 0000")


def test_tutup_tahun_dan_saldo_awal_berikutnya(kaur, jam):
    """K-BKU-04, K-PJK-06: what a year ends with opens the next one, to the sen; it reopens while that is empty."""
    with pytest.raises(galat.TahunBelumBisaDitutup, match="buku Januari 2026 belum ditutup"):
        tahun.ajukan_tutup_tahun(TAHUN, oleh=kaur)
    tunai = tbp(kaur, tanggal=hari(11, 5))
    jam.maju(days=41)  # 1 January 2027
    for b in range(1, 13):
        tutup_penuh(Periode(TAHUN, b))
    with pytest.raises(galat.TahunBelumBisaDitutup, match=r"kas tunai masih Rp1.000.000"):
        tahun.ajukan_tutup_tahun(TAHUN, oleh=kaur)
    for b in (12, 11):
        tutup.buka(Periode(TAHUN, b), "Setor tunai", oleh=orang("kades"))
    mutasi(hari(11, 6), tunai.nilai, None, 1, "Setor", oleh=kaur)
    for b in (11, 12):
        tutup_penuh(Periode(TAHUN, b))
    with pytest.raises(galat.TahunBelumDiajukan):
        tahun.tutup_tahun(TAHUN, oleh=orang("kades"))
    tahun.ajukan_tutup_tahun(TAHUN, oleh=kaur)
    awal = tahun.tutup_tahun(TAHUN, oleh=orang("kades"))
    akhir, isi = posisi(TAHUN), isi_dari(awal)
    assert (isi.kas, isi.silpa, isi.pajak) == (akhir.kas, akhir.silpa_sumber, utang_pajak(TAHUN))
    assert (isi.kas, isi.pajak) == (Decimal("463000000.25"), {("PPN", "DDS"): Decimal(1_000_000)})
    assert posisi(TAHUN + 1).silpa_sumber == akhir.silpa_sumber and not bersih()
    with pytest.raises(AwalDariTutupTahun):
        bukukan_awal(TAHUN + 1, IsiAwal(), oleh=kaur)
    tahun.buka_tahun(TAHUN, "Ada yang tertinggal", oleh=orang("kades"))
    assert dokumen_awal(TAHUN + 1) is None and posisi(TAHUN + 1).kas == 0 and SETAHUN not in bulan_buku(TAHUN)
    tahun.ajukan_tutup_tahun(TAHUN, oleh=kaur)
    assert tahun.tutup_tahun(TAHUN, oleh=orang("kades")).nomor == 2
    terima(bank(), "4.2.1.01", "DDS", 7, hari(1, 1, TAHUN + 1))
    with pytest.raises(galat.TahunBerikutBerjalan, match="sudah berisi 1 bukti"):
        tahun.buka_tahun(TAHUN, "Lagi", oleh=orang("kades"))
    assert not bersih()


def test_saldo_awal_yang_diketik_diganti_penutupan_tahun_sebelumnya(kaur):
    """Books of the year before that come later: its closing puts what it ends with in the place of what was typed."""
    lama = dokumen_awal(TAHUN)
    saldo_awal(bank(), {"DDS": 70_000_000}, tahun=TAHUN - 1)
    for b in range(1, 13):
        tutup_penuh(Periode(TAHUN - 1, b))
    tahun.ajukan_tutup_tahun(TAHUN - 1, oleh=kaur)
    baru = tahun.tutup_tahun(TAHUN - 1, oleh=orang("kades"))
    assert baru.id != lama.id and isi_dari(baru).silpa == {"DDS": 70_000_000}
    assert posisi(TAHUN).kas == Decimal("471000000.25") and not bersih()


def test_tahun_yang_berakhir_nol_tidak_meninggalkan_saldo_awal_yang_diketik(kaur):
    koreksi(saldo_awal(bank(), {"DDS": 70_000_000}, tahun=TAHUN - 1), hari(1, 2, TAHUN - 1), "Salah desa", oleh=kaur)
    for b in range(1, 13):
        tutup_penuh(Periode(TAHUN - 1, b))
    tahun.ajukan_tutup_tahun(TAHUN - 1, oleh=kaur)
    assert tahun.tutup_tahun(TAHUN - 1, oleh=orang("kades")) is None
    assert dokumen_awal(TAHUN) is None and posisi(TAHUN).kas == Decimal("401000000.25") and not bersih()


def test_spp_yang_dikembalikan_menahan_tutup_tahun(kaur):
    """K-BKU-04: it has a number and may be handed in again, so it is not final until it is voided."""
    spp = dokumen_baru("spp", hari(2, 3), oleh=kaur)
    assert not any("SPP" in s for s in tahun.syarat_tahun(TAHUN))
    beri_nomor(spp)
    assert any("1 SPP atau SPJ belum selesai" in s for s in tahun.syarat_tahun(TAHUN))


def test_dua_orang_menutup_bersamaan(kantor):
    """The second finds the month closed; a posting that raced the closing is refused."""
    with kantor.app_context():
        with transaksi():
            cocokkan(JANUARI, orang("keuangan"))
            tutup.tutup(JANUARI, oleh=orang("keuangan"))
        with pytest.raises(galat.SudahDitutup), transaksi():
            tutup.tutup(JANUARI, oleh=orang("keuangan"))
        with pytest.raises(BulanTertutup), transaksi():
            tbp(orang("keuangan"), tanggal=hari(1, 31), media=TUNAI)
        assert db.session.scalar(db.select(db.func.count()).select_from(DokumenKas).filter_by(jenis="tbp")) == 2


@pytest.mark.satu_basis
def test_menutup_dari_halaman(kantor):
    kaur, sekdes, kades = (Peramban(kantor).masuk(n) for n in ("keuangan", "sekdes", "kades"))
    beranda = kaur.jalur("/beranda")
    assert "Januari 2026" in beranda.teks_semua and "Setor PPN" in beranda.teks_semua
    daftar = kaur.buka("tutup_buku.daftar")
    assert daftar.teks_semua.index("Desember 2026") < daftar.teks_semua.index("Oktober 2026")  # newest first
    bulan = daftar.ikuti("Periksa Januari")
    assert any("belum diisi" in p for p in bulan.tekan("Tutup buku").pesan)
    salah = bulan.ikuti("Isi saldo").kirim("Simpan", saldo="1")
    assert "Belum cocok" in salah.pesan[0] and "selisih −Rp460.999.999,25" in salah.pesan[0]
    bulan = kaur.buka("tutup_buku.bank", tahun=TAHUN, bulan=1, rekening_id=1).kirim("Simpan", saldo="461.000.000,25")
    assert "ditutup" in bulan.tekan("Tutup buku").pesan[0]
    hal = sekdes.jalur("/beranda")
    assert "Januari 2026" in hal.teks_semua
    bulan = sekdes.buka("tutup_buku.bulan", tahun=TAHUN, bulan=1)
    assert "diverifikasi" in bulan.tekan("Verifikasi").pesan[0]
    bulan = kades.buka("tutup_buku.bulan", tahun=TAHUN, bulan=1)
    assert "disetujui" in bulan.tekan("Setujui").pesan[0]
    buka = kades.buka("tutup_buku.buka", tahun=TAHUN, bulan=1).kirim("Buka", alasan="Salah catat")
    assert "dibuka kembali" in buka.pesan[0] and "Salah catat" in buka.teks_semua
    assert kades.jalur("/keuangan/tutup-buku/2026/13").status == 404
    formulir = dict(kaur.buka("tutup_buku.bulan", tahun=TAHUN, bulan=1).isian("Tutup buku"))
    assert kaur.kirim("/keuangan/tutup-buku/5/ajukan", formulir).status == 404
