"""Codes with their years, the regency's numbers, standard prices in and out."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.galat import TidakBoleh
from smartkampung.keuangan.acuan import services
from smartkampung.keuangan.acuan.harga import cari_harga
from smartkampung.keuangan.acuan.impor_harga import baca_harga, terapkan_harga
from smartkampung.keuangan.acuan.models import AcuanKegiatan, HargaSatuan, Rekening
from smartkampung.keuangan.acuan.muat import muat_acuan
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.acuan.services import (
    BukanNomorLokal,
    HargaSalah,
    IndukTidakAda,
    IsiHarga,
    NomorSudahDipakai,
    akhiri_lokal,
    simpan_harga,
    tambah_lokal,
)
from smartkampung.keuangan.aturan.services import periksa_versi
from tests.keuangan.pabrik import buat_anggaran, orang, rkp
from tests.peramban import Peramban

pytestmark = pytest.mark.satu_basis


@pytest.mark.dua_basis
def test_seluruh_kode_lampiran_ada_dan_dimuat_sekali(kantor, konteks):
    assert muat_acuan() == 0
    kini = acuan(2026)
    assert (len(kini.objek()), len(kini.daftar_kegiatan()), len(kini.sumber_dana)) == (148, 177, 8)
    assert kini.kelompok_30["01.01.05"] == "ya" and kini.nama_rekening("5.3.5.03") == "Belanja Modal Bahan Baku"


@pytest.mark.parametrize(("jenis", "kode", "galat"), [
    ("rekening", "5.2.1.89", BukanNomorLokal), ("rekening", "5.2.1", BukanNomorLokal),
    ("kegiatan", "02.03.11", BukanNomorLokal),
    ("kegiatan", "09.09.91", IndukTidakAda), ("rekening", "", BukanNomorLokal),
])  # fmt: skip
def test_kode_yang_bukan_milik_bupati_ditolak(kantor, konteks, jenis, kode, galat):
    with pytest.raises(galat):
        tambah_lokal(jenis, kode, "Nama", "Perbup 1/2026", 2026, oleh=orang("admin"))


@pytest.mark.dua_basis
def test_kode_lokal_bertahun_dan_nomornya_tidak_dipakai_lagi(kantor, konteks):
    tambah_lokal("kegiatan", "2 3 92", "Bronjong Sungai", "Perbup 1/2026", 2026, oleh=orang("admin"))
    assert acuan(2026).kegiatan["02.03.92"] == "Bronjong Sungai"
    assert "02.03.92" not in acuan(2025).kegiatan
    akhiri_lokal("kegiatan", "02.03.92", 2026, oleh=orang("admin"))

    assert "02.03.92" in acuan(2026).kegiatan and "02.03.92" not in acuan(2027).kegiatan
    with pytest.raises(NomorSudahDipakai, match="Bronjong"):
        tambah_lokal("kegiatan", "02.03.92", "Arti lain", "Perbup 2/2027", 2027, oleh=orang("admin"))
    with pytest.raises(TidakBoleh):
        tambah_lokal("kegiatan", "02.03.93", "X", "P", 2026, oleh=orang("kasi"))


def test_nomor_90_bawaan_diganti_nama_sejak_tahunnya(kantor, konteks):
    lama = db.session.scalar(db.select(Rekening.nama).filter_by(kode="5.2.1.90"))
    tambah_lokal("rekening", "5.2.1.90", "Belanja Cinderamata", "Perbup 1/2026", 2026, oleh=orang("admin"))
    assert (acuan(2025).nama_rekening("5.2.1.90"), acuan(2026).nama_rekening("5.2.1.90")) == (
        lama,
        "Belanja Cinderamata",
    )


def harga(kode="A.1", nilai=68_000, mulai=date(2026, 1, 1), uraian="Semen PC 50 kg"):
    return IsiHarga(kode, uraian, "sak", Decimal(nilai), mulai, dasar="Perbup 21/2025")


def test_harga_baru_mengakhiri_yang_lama_sehari_sebelumnya(kantor, konteks):
    simpan_harga(harga(), oleh=orang("admin"))
    simpan_harga(harga(nilai=70_000, mulai=date(2026, 7, 1)), oleh=orang("admin"))

    assert [h.harga for h in cari_harga("semen 50", date(2026, 6, 30))] == [68_000]
    assert [h.harga for h in cari_harga("SEMEN", date(2026, 7, 1))] == [70_000]
    with pytest.raises(HargaSalah, match="1 Juli 2026"):
        simpan_harga(harga(nilai=1, mulai=date(2026, 7, 1)), oleh=orang("admin"))


def test_harga_di_atas_standar_ditandai_pada_anggaran(kantor, konteks):
    from smartkampung.keuangan.anggaran.ubah import IsianButir, simpan_butir

    rkp()
    versi, satu = buat_anggaran(), simpan_harga(harga(), oleh=orang("admin"))
    isian = IsianButir("5.3.5.03", "DDS", "Semen", Decimal(10), "sak", Decimal(75_000), harga_id=satu.id)
    simpan_butir(versi, "02.03.11", [isian], oleh=orang("sekdes"))

    kalimat = [t.kalimat for t in periksa_versi(versi) if t.kode == "EBG-2"]
    assert any("Rp75.000, di atas standar Rp68.000" in k for k in kalimat)
    assert any("harga bebas tanpa alasan" in k for k in kalimat)


def buku(tmp_path, *baris):
    kerja = openpyxl.Workbook()
    for b in (("Daftar harga 2026",), ("Kode", "Nama Barang", "Satuan", "Harga Satuan"), *baris):
        kerja.active.append(b)
    jalur = tmp_path / "harga.xlsx"
    kerja.save(jalur)
    return jalur


def test_impor_harga_menyebut_baris_yang_salah_dan_menyimpan_sisanya(kantor, konteks, tmp_path):
    simpan_harga(harga(), oleh=orang("admin"))
    jalur = buku(tmp_path, ("A.1", "Semen PC 50 kg", "sak", 72_000), ("A.2", "Pasir", "m3", "Rp 245.000,50"),
                 ("A.3", "", "m3", 5), ("A.4", "Batu", "m3", "mahal"), ("A.2", "Pasir lagi", "m3", 1),
                 ("A.9", "Upah", "unit", -3))  # fmt: skip
    uji = baca_harga(jalur, date(2026, 8, 1), "Perbup 21/2026")

    assert [(n, v) for n, v, _ in uji.tolak] == [(5, "A.3"), (6, "mahal"), (7, "A.2"), (8, "-3")]
    assert terapkan_harga(uji, "harga.xlsx", oleh=orang("admin")) == 2
    assert {h.kode: h.harga for h in cari_harga("", date(2026, 8, 1))} == {
        "A.1": Decimal("72000.00"), "A.2": Decimal("245000.50")}  # fmt: skip
    lagi = baca_harga(jalur, date(2026, 9, 1), "Perbup 21/2026")
    assert (lagi.baru, lagi.ubah, lagi.tetap) == ([], [], 2)


def test_halaman_kode_dan_harga(app, kantor, tmp_path):
    admin = Peramban(app).masuk("admin")
    hasil = admin.buka("acuan_keuangan.tambah").kirim(
        "Tambahkan", jenis="rekening", kode="5.2.1.91", nama="Belanja <b>Suvenir</b>", dasar="Perbup 3/2026"
    )
    assert "Belanja <b>Suvenir</b>" in hasil.teks_semua
    assert "milik" in admin.buka("acuan_keuangan.daftar", q="bahan baku").teks_semua
    akhir = hasil.ikuti("Akhiri").kirim("Akhiri", tahun="2026")
    assert "2026–2026" in akhir.teks_semua
    impor = admin.buka("harga.impor")
    data = buku(tmp_path, ("A.1", "Semen", "sak", 72_000), ("A.2", "Rusak", "m3", "x")).read_bytes()
    uji = impor.kirim("Periksa", berkas=(io.BytesIO(data), "h.xlsx"), dasar="Perbup 1", uji="y")
    assert "1 baru, 0 berubah, 0 tetap, 1 ditolak" in uji.teks_semua
    simpan = uji.kirim("Periksa", berkas=(io.BytesIO(data), "h.xlsx"), dasar="Perbup 1", uji=[])
    assert "1 harga disimpan" in " ".join(simpan.pesan)
    assert "Rp72.000" in admin.buka("harga.daftar", q="semen").teks_semua
    rusak = admin.buka("harga.impor").kirim("Periksa", berkas=(io.BytesIO(b"bukan"), "h.xlsx"), dasar="P")
    assert rusak.status == 422
    isi = openpyxl.load_workbook(io.BytesIO(admin.jalur("/keuangan/harga/xlsx").isi)).active
    assert "A.1" in [s.value for b in isi.iter_rows() for s in b]
    with app.app_context(), basis.transaksi():
        assert db.session.scalar(db.select(db.func.count()).select_from(HargaSatuan)) == 1
        assert db.session.scalar(db.select(AcuanKegiatan.id).filter_by(asal="lokal")) is None
        assert services.LOKAL_AWAL == 90
