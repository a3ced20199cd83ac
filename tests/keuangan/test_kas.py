"""The cash journal: posting, correcting, the days below nought, the invariants."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import JamMundur
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru, koreksi
from smartkampung.keuangan.kas.galat import (
    BelumAdaTahun,
    BulanTertutup,
    KasKurang,
    PajakLebihSetor,
    SudahDikoreksi,
    TanggalDiLuarTahun,
    TanggalMasaDepan,
    TidakBisaDikoreksi,
)
from smartkampung.keuangan.kas.models import (
    CAIR,
    DI_BANK,
    DICAIRKAN,
    DITUTUP,
    R_BELANJA,
    R_MUTASI,
    R_PANJAR,
    R_POTONGAN,
    R_SETOR,
    SETOR,
    SPP,
    TUNAI,
    BulanBuku,
    DokumenKas,
)
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import posisi, realisasi
from tests.keuangan.kas_pabrik import TAHUN, hari, rekening_bank, saldo_awal, terima
from tests.keuangan.pabrik import buat_anggaran, orang

BELANJA = Kunci("02.03.11", "5.3.5.03", "DDS")


@pytest.fixture
def bank(kantor):
    with kantor.app_context():
        with transaksi():
            buat_anggaran(berlaku=True)
            satu = rekening_bank()
            saldo_awal(satu, {"DDS": 60_000_000}, pajak={("PPN", "DDS"): 1_000_000})
        yield satu


def bayar(bank, tanggal, nilai, potongan=0):
    dokumen = dokumen_baru(CAIR, tanggal, oleh=orang("keuangan"), uraian="Beli batu", nilai=Decimal(nilai))
    gerak = [Gerak(R_BELANJA, DI_BANK, keluar=Decimal(nilai), kunci=BELANJA, rekening_id=bank.id)]
    if potongan:
        gerak.append(Gerak(R_POTONGAN, DI_BANK, masuk=Decimal(potongan), pajak="PPN", kunci=Kunci("", "", "DDS"),
                           rekening_id=bank.id))  # fmt: skip
    bukukan(dokumen, gerak, oleh=orang("keuangan"))
    return dokumen


def salah():
    return {p.nama: p.jalankan() for p in daftar_pemeriksaan()}


def test_identitas_setelah_setiap_gerak(bank):
    """Kas = SiLPA + utang pajak - panjar, with an opening tax debt, a deduction and an advance."""
    with transaksi():
        terima(bank, "4.2.1.01", "DDS", Decimal("400000000.25"), hari(3, 2))
        bayar(bank, hari(3, 5), 11_100_000, 1_100_000)
        panjar = dokumen_baru(CAIR, hari(3, 6), oleh=orang("keuangan"), uraian="Panjar", nilai=Decimal(5_000_000))
        bukukan(panjar, [Gerak(R_PANJAR, DI_BANK, keluar=Decimal(5_000_000), kunci=BELANJA, rekening_id=bank.id)],
                oleh=orang("keuangan"))  # fmt: skip
    p = posisi(TAHUN)
    assert (p.kas, p.utang_pajak, p.panjar) == (Decimal("446000000.25"), 2_100_000, 5_000_000)
    assert p.silpa == Decimal("448900000.25")
    assert p.selisih == 0
    assert posisi(TAHUN, hari(3, 4)).kas == Decimal("461000000.25")
    assert realisasi(TAHUN)[BELANJA] == 11_100_000
    assert not any(salah().values())


def test_minus_di_akhir_hari_ditolak_walau_masukan_terlambat(bank):
    """F-58: inside a day the balance may dip; a late entry that would make a later day dip is refused."""
    with transaksi():
        bayar(bank, hari(2, 10), 61_000_000 - 1_000_000)
    with pytest.raises(KasKurang, match="kurang Rp4.000.000 pada akhir 10 Februari 2026"), transaksi():
        bayar(bank, hari(1, 5), 5_000_000)
    with transaksi():  # dips, then money comes on the same day
        terima(bank, "4.2.1.01", "DDS", 100_000_000, hari(2, 11))
        bayar(bank, hari(2, 11), 90_000_000)
    assert posisi(TAHUN).kas == 11_000_000


def test_sumber_dana_lain_tidak_menutup(bank):
    """K-KAS-01 per source: money of ADD does not pay for DDS."""
    with transaksi():
        terima(bank, "4.2.3.01", "ADD", 100_000_000, hari(2, 1))
    with pytest.raises(KasKurang, match="Uang sumber dana DDS akan kurang Rp39.000.000"), transaksi():
        bayar(bank, hari(2, 2), 100_000_000)


def test_setor_lebih_dari_yang_dipungut(bank):
    with pytest.raises(PajakLebihSetor, match="Utang PPN"), transaksi():
        dokumen = dokumen_baru(SETOR, hari(2, 2), oleh=orang("keuangan"), uraian="Setor", nilai=Decimal(1_000_001))
        bukukan(dokumen, [Gerak(R_SETOR, DI_BANK, keluar=Decimal(1_000_001), pajak="PPN", rekening_id=bank.id,
                                kunci=Kunci("", "", "DDS"))], oleh=orang("keuangan"))  # fmt: skip


def test_tanggal_yang_ditolak(bank):
    with pytest.raises(TanggalMasaDepan), transaksi():
        terima(bank, "4.2.1.01", "DDS", 1, hari(12, 30))
    with pytest.raises(TanggalDiLuarTahun), transaksi():
        dokumen = dokumen_baru(CAIR, hari(2, 1), oleh=orang("keuangan"), tahun=2025)
        bukukan(dokumen, [], oleh=orang("keuangan"))
    with transaksi():
        db.session.add(BulanBuku(tahun=TAHUN, bulan=2, keadaan=DITUTUP, pada=sekarang(), oleh="Kaur"))
    with pytest.raises(BulanTertutup, match="Februari 2026 sudah ditutup"), transaksi():
        terima(bank, "4.2.1.01", "DDS", 1, hari(2, 28))


def test_tahun_berikut_menunggu_penutupan(bank, jam):
    jam.maju(days=60)
    with pytest.raises(BelumAdaTahun, match="Buku tahun 2026 belum ditutup"), transaksi():
        terima(bank, "4.2.1.01", "DDS", 1, hari(1, 2, 2027))


def test_koreksi_membalik_seluruhnya_sekali(bank):
    with transaksi():
        dokumen = bayar(bank, hari(3, 5), 11_100_000, 1_100_000)
        balik = koreksi(dokumen, hari(3, 9), "Salah kegiatan", oleh=orang("keuangan"))
    assert posisi(TAHUN).kas == 61_000_000
    assert realisasi(TAHUN)[BELANJA] == 0
    assert balik.nomor_teks == f"0001/KOR/{balik.nomor_teks.split('/')[2]}/2026"
    assert not any(salah().values())
    with pytest.raises(SudahDikoreksi), transaksi():
        koreksi(dokumen, hari(3, 9), "Lagi", oleh=orang("keuangan"))


def test_koreksi_dan_yang_tidak_menggerakkan_uang_tidak_bisa_dikoreksi(bank):
    """Reversing a reversal would put the payment back while everything still reads it as corrected."""
    with transaksi():
        dokumen = bayar(bank, hari(3, 5), 11_100_000)
        balik = koreksi(dokumen, hari(3, 9), "Salah kegiatan", oleh=orang("keuangan"))
        spp = dokumen_baru(SPP, hari(3, 5), oleh=orang("keuangan"), keadaan=DICAIRKAN)
    for satu in (balik, spp):
        with pytest.raises(TidakBisaDikoreksi, match="bukti baru"), transaksi():
            koreksi(satu, hari(3, 10), "Lagi", oleh=orang("keuangan"))
    assert realisasi(TAHUN)[BELANJA] == 0


@pytest.mark.dua_basis
def test_yang_dibukukan_tidak_bisa_disentuh(bank):
    """F-59: neither the journal nor a posted document with its lines."""
    for perintah in ("UPDATE jurnal_kas SET masuk = 5", "DELETE FROM jurnal_kas", "UPDATE dokumen_kas SET nilai = 1",
                     "UPDATE dokumen_kas SET keadaan = 'draf'", "DELETE FROM dokumen_kas"):  # fmt: skip
        with pytest.raises(DBAPIError, match=r"tidak boleh diubah|sudah terkunci"), transaksi():
            db.session.execute(db.text(perintah))


def test_pemeriksaan_malam_menemukan_selisih(bank):
    """A row that has no other side is found by the nightly check on its day."""
    with transaksi():
        dokumen = dokumen_baru(CAIR, hari(2, 2), oleh=orang("keuangan"), uraian="Mutasi setengah")
        bukukan(dokumen, [Gerak(R_MUTASI, TUNAI, masuk=Decimal(7))], oleh=orang("keuangan"))
    assert salah()["Kas = SiLPA berjalan + utang pajak − panjar, setiap hari"] == ["2 Februari 2026: selisih Rp7"]


def test_jam_yang_mundur_tidak_membukukan(bank, jam):
    """A computer whose clock fell back a month posts nothing: it would be dated before what is already there."""
    jam.atur(datetime(2026, 10, 20, 3, tzinfo=UTC))
    with pytest.raises((JamMundur, TanggalMasaDepan)), transaksi():
        terima(bank, "4.2.1.01", "DDS", 1, hari(11, 1))
    with pytest.raises(JamMundur), transaksi():
        koreksi(db.session.scalars(db.select(DokumenKas)).first(), hari(10, 1), "Uji", oleh=orang("keuangan"))
    assert posisi(TAHUN).kas == 61_000_000

