"""Bank statements: any bank's columns, a file comes once, matches by itself and by hand, the proof to the sen."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.bku import tutup
from smartkampung.keuangan.bku.daftar_periksa import bukti_bulan
from smartkampung.keuangan.kas.bukukan import koreksi
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.koran import galat, services
from smartkampung.keuangan.koran.models import BarisKoran, CocokKoran
from smartkampung.keuangan.koran.rekon import Rekonsiliasi
from smartkampung.keuangan.koran.rekon import rekonsiliasi as bandingkan
from smartkampung.keuangan.penerimaan.pindah import mutasi
from tests.keuangan.kas_pabrik import TAHUN, hari
from tests.keuangan.pabrik import orang
from tests.keuangan.test_penerimaan import KAS, tbp
from tests.peramban import Peramban

JANUARI, FEBRUARI = Periode(TAHUN, 1), Periode(TAHUN, 2)
pytestmark = pytest.mark.acuan(KAS)
# The book of account 1: opening 61,000,000; +250,000.50 (5 Jan); -1,000,000 (8 Jan); +2,000,000 (30 Jan).
KORAN = """Rekening 0012345678;;;;
Tanggal;Keterangan;Debet;Kredit;Saldo
05/01/2026;SETOR SEWA PAK KARTO;;250.000,50;61.250.000,50
09/01/2026;TARIK TUNAI;1.000.000,00;;60.250.000,50
31/01/2026;BUNGA;;5.000,00;60.255.000,50
;Total;;;
"""


@pytest.fixture
def acuan():
    return KAS


@pytest.fixture
def kaur(kantor, konteks):
    oleh = orang("keuangan")
    tbp(oleh, nilai="250000.50", media="bank", tanggal=hari(1, 5))
    mutasi(hari(1, 8), Decimal(1_000_000), 1, None, "Upah", oleh=oleh)
    tbp(oleh, nilai=2_000_000, media="bank", tanggal=hari(1, 30))
    return oleh


def bank() -> RekeningBank:
    return db.session.get_one(RekeningBank, 1)


def rekonsiliasi(rekening: RekeningBank, p: Periode) -> Rekonsiliasi:
    return bandingkan(rekening, p, posisi(p.tahun, p.akhir).bank[rekening.id])


def ambil(oleh, teks=KORAN, nama="koran.csv"):
    impor = services.terima_berkas(bank(), teks.encode() if isinstance(teks, str) else teks, nama, oleh=oleh)
    jalur = folder_unggahan() / db.session.get_one(Berkas, impor.berkas_id).lokasi
    return impor, services.ambil_baris(impor, jalur, services.usul_peta(impor), oleh=oleh)


def test_diambil_sekali_dan_dicocokkan_sendiri(kaur):
    impor, banyak = ambil(kaur)
    assert (banyak, impor.tolak) == (3, [])
    r = rekonsiliasi(bank(), JANUARI)
    assert [b.uraian for b in r.di_koran] == ["BUNGA"] and [b.nilai for b in r.di_buku] == [2_000_000]
    assert (r.cocok, r.awal) == (2, 0)
    assert r.koran == r.hitung == Decimal("60255000.50") and r.terbukti and not r.dijelaskan
    with pytest.raises(galat.SudahDiunggah, match="tidak ada baris yang ditambahkan"):
        ambil(kaur)
    lebih = KORAN + "02/02/2026;SETOR;;2.000.000,00;62.255.000,50\n"
    impor, banyak = ambil(kaur, lebih)  # overlaps: only the new line comes
    assert (banyak, impor.sudah_ada) == (1, 3)
    assert rekonsiliasi(bank(), FEBRUARI).cocok == 3
    januari = rekonsiliasi(bank(), JANUARI)  # the deposit is still outstanding at the end of January
    assert [b.nilai for b in januari.di_buku] == [2_000_000] and januari.terbukti


def test_selisih_dijelaskan_satu_per_satu_menutup_bulan(kaur):
    ambil(kaur)
    assert "selisih −Rp1.995.000" in bukti_bulan(JANUARI, posisi(TAHUN, JANUARI.akhir))[0].kalimat
    bunga = db.session.scalars(db.select(BarisKoran).filter_by(uraian="BUNGA")).one()
    with pytest.raises(galat.AlasanWajib):
        services.jelaskan(1, " ", baris=bunga, oleh=kaur)
    services.jelaskan(1, "Dibukukan Februari", baris=bunga, oleh=kaur)
    luar = rekonsiliasi(bank(), JANUARI).di_buku[0]
    services.jelaskan(1, "Masuk bank 2 Februari", dokumen_id=luar.id, oleh=kaur)
    bukti = bukti_bulan(JANUARI, posisi(TAHUN, JANUARI.akhir))[0]
    assert bukti.penjelasan == "Rekonsiliasi: 2 selisih dijelaskan satu per satu."
    assert tutup.tutup(JANUARI, oleh=kaur).keadaan == "ditutup"


def test_dicocokkan_dengan_tangan_dan_dilepas(kaur):
    ambil(kaur, KORAN + "31/01/2026;SETOR 1;;1.500.000,00;\n31/01/2026;SETOR 2;;500.000,00;\n")
    baris = [b.id for b in rekonsiliasi(bank(), JANUARI).di_koran]
    dokumen = rekonsiliasi(bank(), JANUARI).di_buku[0].id
    with pytest.raises(galat.JumlahBerbeda, match=r"selisih Rp5.000"):
        services.cocokkan(bank(), TAHUN, baris, [dokumen], oleh=kaur)
    with pytest.raises(galat.PilihYangCocok):
        services.cocokkan(bank(), TAHUN, baris, [], oleh=kaur)
    services.cocokkan(bank(), TAHUN, baris[1:], [dokumen], oleh=kaur)
    assert not rekonsiliasi(bank(), JANUARI).di_buku
    with pytest.raises(galat.SudahCocok):
        services.cocokkan(bank(), TAHUN, baris[1:], [dokumen], oleh=kaur)
    cocok = db.session.get_one(CocokKoran, db.session.get_one(BarisKoran, baris[1]).cocok_id)
    services.lepas(cocok, oleh=kaur)
    assert len(rekonsiliasi(bank(), JANUARI).di_koran) == 3


def test_bukti_yang_dikoreksi_tidak_dicari_di_bank(kaur):
    salah = tbp(kaur, nilai=77, media="bank", tanggal=hari(1, 12))
    koreksi(salah, hari(2, 3), "Salah", oleh=kaur)
    ambil(kaur)
    assert 77 in [b.nilai for b in rekonsiliasi(bank(), JANUARI).di_buku]  # not yet reversed then
    assert 77 not in [b.nilai for b in rekonsiliasi(bank(), FEBRUARI).di_buku]


def test_bentuk_bank_lain_dan_baris_rusak(kaur):
    """One column of amounts with D/C, American separators, real dates in a workbook; what cannot be read is named."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar)
    lembar, tanggal = buku.add_worksheet(), buku.add_format({"num_format": "dd/mm/yyyy"})
    for kolom, judul in enumerate(("Post Date", "Description", "Amount", "DB/CR", "Balance")):
        lembar.write(0, kolom, judul)
    lembar.write_datetime(1, 0, date(2026, 1, 8), tanggal)  # type: ignore[arg-type]
    lembar.write_row(1, 1, ("TARIK", "1,000,000.00", "DB", 60000000.5))
    lembar.write_row(2, 0, ("kemarin", "SETOR", "5", "CR", ""))
    lembar.write_row(3, 0, ("2026-01-09", "SETOR", "lima", "CR", ""))
    buku.close()
    impor, banyak = ambil(kaur, keluar.getvalue(), "koran.xlsx")
    satu = db.session.scalars(db.select(BarisKoran)).one()
    assert (banyak, satu.keluar, satu.saldo) == (1, 1_000_000, Decimal("60000000.50"))
    assert [(n, k) for n, _t, k in impor.tolak] == [
        (3, "Tanggal tidak terbaca; tulis seperti 31-12-2026."), (4, "Jumlah tidak terbaca; tulis seperti 1.500.000.")]
    with pytest.raises(galat.KolomKurang):
        services.ambil_baris(impor, folder_unggahan() / "x", {"uraian": 1}, oleh=kaur)


@pytest.mark.satu_basis
def test_dari_unggah_sampai_cocok_di_halaman(kantor):
    kaur = Peramban(kantor).masuk("keuangan")
    kosong = kaur.buka("rekening_koran.daftar")
    assert "Belum ada rekening koran" in kosong.teks_semua
    kolom = kosong.ikuti("Unggah").kirim("Unggah", berkas=(io.BytesIO(KORAN.encode()), "koran.csv"))
    hal = kolom.kirim("Ambil")
    assert "3 baris diambil" in hal.pesan[0] and "Januari 2026" in hal.judul
    assert "SETOR SEWA" in hal.teks_semua
    jelas = hal.ikuti("Jelaskan").kirim("Simpan", alasan="Belum dibukukan")
    assert "Belum dibukukan" in jelas.teks_semua
    assert any("paling sedikit satu" in p for p in jelas.kirim("Cocokkan yang dicentang").pesan)
    jawab = kaur.klien.get(hal.tautan("Unduh XLSX"))
    assert openpyxl.load_workbook(io.BytesIO(jawab.data))["Selisih"].max_row > 3
    ulang = kaur.buka("rekening_koran.unggah", rekening_id=1).kirim(
        "Unggah", berkas=(io.BytesIO(KORAN.encode()), "koran.csv"))  # fmt: skip
    assert any("sudah pernah diambil" in g for g in ulang.galat)
    rusak = kaur.buka("rekening_koran.unggah", rekening_id=1).kirim(
        "Unggah", berkas=(io.BytesIO(b"PK\x03\x04rusak"), "koran.xlsx"))  # fmt: skip
    assert rusak.status == 422
    assert kaur.jalur("/keuangan/rekening-koran/1/jelaskan/koran/999").status == 404
