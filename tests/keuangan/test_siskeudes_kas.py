"""The treasury of a Siskeudes export: dated transactions that add up, twice the same, differences listed."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from smartkampung.contoh.anggaran import butir_contoh
from smartkampung.extensions import db
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru
from smartkampung.keuangan.kas.models import DIAJUKAN, DokumenKas, JurnalKas, RekeningBank
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import minus_pada, panjar_terbuka, posisi, realisasi
from smartkampung.keuangan.penerimaan.pindah import belum_disetor
from smartkampung.keuangan.siskeudes.berkas import baca_kiriman
from smartkampung.keuangan.siskeudes.services import ImporDitolak, ambil, periksa
from tests.keuangan.pabrik import orang
from tests.keuangan.siskeudes_kas import BATU, KERTAS, UMUM, tabel_kas
from tests.keuangan.zip_siskeudes import tabel_anggaran, zip_siskeudes

pytestmark = pytest.mark.satu_basis
BUTIR = butir_contoh()
KEGIATAN = [KegiatanBaru(k, nama=k) for k in sorted({b.kunci.kegiatan for b in BUTIR} - {""})]


@pytest.fixture
def tabel():
    return tabel_anggaran({"2": BUTIR}, KEGIATAN) | tabel_kas()


def kirim(tabel, **dialek):
    return baca_kiriman(io.BytesIO(zip_siskeudes(tabel, **dialek)))


def jalankan(tabel, **dialek):
    return ambil(kirim(tabel, **dialek), oleh=orang("sekdes"), nama="desa.zip")


@pytest.mark.parametrize("dialek", [{}, {"pemisah": ";", "koma": True, "balik": True}])
@pytest.mark.dua_basis
def test_setahun_menjadi_transaksi_bertanggal(kantor, konteks, tabel, dialek):
    """Worked by hand from `tabel_kas`: every balance to the sen, on the day it holds."""
    laporan = jalankan(tabel, **dialek)
    akhir = posisi(2026)
    bank = db.session.scalars(db.select(RekeningBank)).one()
    assert (bank.nomor, bank.bank, bank.utama) == ("0031 2233", "Bank Jatim", True)
    # bank: 60,000,000 + 400,000,000.25 + 2,500,000 - 9,850,000 - 5,000,000 + 35,000.75 - 7,000.15 - 2,100,000
    assert akhir.bank == {bank.id: Decimal("445578000.85")}
    # till: 1,000,000 + 2,500,000 - 2,500,000 + 5,000,000 - 5,000,000 + 25,000 + 400,000
    assert akhir.tunai == Decimal(1_425_000)
    assert {k: v for k, v in akhir.pajak.items() if v} == {"PPh22": 150_000, "PPh21": 25_000}
    assert (akhir.panjar, akhir.selisih) == (0, 0)
    # its STS does not say for which TBP; what came back of the advance lies in the till and is no receipt
    assert belum_disetor(2026) == []
    assert posisi(2026, date(2026, 3, 19)).panjar == 5_000_000
    nilai = realisasi(2026)
    assert nilai[Kunci("02.03.11", "5.3.5.03", "DDS")] == 11_100_000
    assert nilai[Kunci("01.01.04", "5.2.1.01", "ADD")] == 4_600_000
    assert nilai[Kunci("", "6.1.1.01", "DDS")] == 60_000_000
    assert nilai[Kunci("", "4.3.6.01", "DLL")] == Decimal("35000.75")
    assert panjar_terbuka(2026) == {}
    assert laporan.dokumen_baru == db.session.scalar(db.select(db.func.count()).select_from(DokumenKas)) == 15


def test_bukti_potongan_dan_ntpn_ikut(kantor, konteks, tabel):
    jalankan(tabel)
    spp = db.session.scalars(db.select(DokumenKas).filter_by(nomor_teks="0001/SPP")).one()
    baris = db.session.execute(db.text(
        "SELECT b.uraian, b.pihak_nama, j.keluar FROM dokumen_kas_baris b JOIN jurnal_kas j ON j.baris_id = b.id "
        "WHERE b.dokumen_id = :i ORDER BY b.urut"), {"i": spp.id}).all()  # fmt: skip
    assert baris == [("Batu", "UD Watu", 600_000_000), ("Pasir", "UD Watu", 510_000_000)]
    setor = db.session.scalars(db.select(DokumenKas).filter_by(jenis="setor")).one()
    assert (setor.ntpn, setor.nilai) == ("A1B2C3D4E5F60001", 2_100_000)
    belum = db.session.scalars(db.select(DokumenKas).filter_by(nomor_teks="0003/SPP")).one()
    assert (belum.keadaan, belum.terkunci_pada) == (DIAJUKAN, None)


@pytest.mark.dua_basis
def test_dua_kali_tidak_mengubah_apa_pun_lalu_yang_baru_menyusul(kantor, konteks, tabel):
    jalankan(tabel)
    banyak = db.session.scalar(db.select(db.func.count()).select_from(JurnalKas))
    assert jalankan(tabel).dokumen_baru == 0
    assert db.session.scalar(db.select(db.func.count()).select_from(JurnalKas)) == banyak
    tabel["Ta_Pencairan"].append(UMUM | {"No_SPP": "0003/SPP", "No_Cek": "0003/CAIR", "Tgl_Cek": "04/01/26 00:00:00",
                                         "Jumlah": "750000.0000", "KdBayar": "2", "ID_Bank": "01"})  # fmt: skip
    assert jalankan(tabel).dokumen_baru == 1
    spp = db.session.scalars(db.select(DokumenKas).filter_by(nomor_teks="0003/SPP")).one()
    assert spp.keadaan == "dicairkan"
    assert realisasi(2026)[Kunci("01.01.04", "5.2.1.01", "ADD")] == 5_350_000


def test_yang_berbeda_disebut_dan_tidak_ditimpa(kantor, konteks, tabel):
    jalankan(tabel)
    tabel["Ta_TBPRinci"][1]["nilai"] = "2600000.0000"
    tabel["Ta_TBP"][1]["Jumlah"] = "2600000.0000"
    laporan = jalankan(tabel)
    assert laporan.kas[0]["beda"] == ["TBP 0002/TBP: di sini Rp2.500.000, di berkas Rp2.600.000"]
    assert realisasi(2026)[Kunci("", "4.1.2.01", "PAD")] == 2_500_000


def test_selisih_dengan_jurnal_dan_kepala_disebut(kantor, konteks, tabel):
    tabel["Ta_JurnalUmumRinci"].append(UMUM | BATU | {"NoBukti": "JU2", "Debet": "11000000.0000", "Kredit": "0.0000"})
    tabel["Ta_SPP"][0]["Jumlah"] = "11000000.0000"
    tabel["Ta_SPPBukti"][0]["Nilai"] = "5900000.0000"
    catatan = "\n".join(periksa(kirim(tabel))[0].catatan)
    assert "5.3.5.03: dari dokumen Rp11.100.000, menurut jurnal Siskeudes Rp11.000.000, selisih Rp100.000" in catatan
    assert "SPP 0001/SPP: jumlah di kepala Rp11.000.000, rinciannya Rp11.100.000" in catatan
    assert "bukti Rp11.000.000, rincian Rp11.100.000; dipakai rincian" in catatan
    assert "0003/SPP belum dicairkan" in catatan
    assert "dibukukan di luar anggaran: 01.01.04/5.2.5.90/DLL" in catatan.replace("/4.3.6.01/DLL, ", "")


def test_minus_akhir_hari_disebut_bukan_ditolak(kantor, konteks, tabel):
    """What happened happened: the till is emptied a day before it is filled."""
    tabel["Ta_Mutasi"][0]["Tgl_Bukti"] = "03/11/26 00:00:00"
    assert any("10 Maret 2026: Kas tunai −Rp4.000.000" in c for c in jalankan(tabel).catatan)
    assert posisi(2026).selisih == 0
    assert minus_pada(2026, date(2026, 3, 10)) and not minus_pada(2026, date(2026, 3, 9))


@pytest.mark.parametrize(("nama", "kolom", "nilai", "kalimat"), [
    ("Ta_TBP", "KdBayar", "9", "KdBayar 9 tidak dikenal"),
    ("Ta_SPP", "Jn_SPP", "XX", "Jn_SPP XX tidak dikenal"),
    ("Ta_SPPRinci", "Nilai", "sebelas juta", "bukan jumlah uang"),
    ("Ta_Pencairan", "Tgl_Cek", "06 Maret", "bukan tanggal tahun 2026"),
    ("Ta_SPJ", "No_SPP", "0009/SPP", "SPP 0009/SPP tidak ada"),
    ("Ta_SPPPot", "Kd_Rincian", "7.1.1.99.", "kode potongan 7.1.1.99. tidak dikenal"),
    ("Ta_PajakRinci", "Nilai", "9000000.0000", "melebihi yang dipungut"),
    ("Ta_Mutasi", "Kd_Mutasi", "7", "Kd_Mutasi 7 tidak dikenal"),
])  # fmt: skip
def test_yang_tidak_dapat_diambil_ditolak_seluruhnya(kantor, konteks, tabel, nama, kolom, nilai, kalimat):
    tabel[nama][0][kolom] = nilai
    assert any(kalimat in t for t in periksa(kirim(tabel))[0].tolak)
    with pytest.raises(ImporDitolak):
        jalankan(tabel)
    assert db.session.scalar(db.select(db.func.count()).select_from(JurnalKas)) == 0


def test_swadaya_barang_bukan_kas(kantor, konteks, tabel):
    tabel["Ta_TBP"].append(UMUM | {"No_Bukti": "0003/TBP", "Tgl_Bukti": "03/04/26 00:00:00", "Uraian": "Batu warga",
                                   "Jumlah": "3000000.0000", "KdBayar": "3"})  # fmt: skip
    tabel["Ta_TBPRinci"].append(UMUM | {"No_Bukti": "0003/TBP", "Kd_Rincian": "4.1.3.01.", "SumberDana": "SWD",
                                        "nilai": "3000000.0000"})  # fmt: skip
    jalankan(tabel)
    p = posisi(2026)
    assert (p.barang, p.selisih, p.kas) == (3_000_000, 0, Decimal("447003000.85"))
    identitas = next(c for c in daftar_pemeriksaan() if c.nama.startswith("Kas = SiLPA"))
    assert identitas.jalankan() == []


def test_kunci_dipakai_dari_panjar(kantor, konteks, tabel):
    """An advance is booked per key, so that its source is known while it is open."""
    jalankan(tabel)
    panjar = db.session.scalars(db.select(JurnalKas).filter_by(jenis="panjar")).one()
    assert f"{panjar.rekening}." == KERTAS["Kd_Rincian"]
    assert (panjar.kegiatan, panjar.sumber_dana) == ("01.01.04", "ADD")
