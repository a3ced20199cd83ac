"""RPJM and RKP Desa: kegiatan in and out, steps, proposals of another area, the way into the budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.siaran import siarkan
from smartkampung.keuangan.anggaran.isi import isi_versi
from smartkampung.keuangan.anggaran.models import RencanaKegiatan
from smartkampung.keuangan.anggaran.versi import buat_versi_awal
from smartkampung.keuangan.aturan.services import rkp_tahun
from smartkampung.keuangan.rencana import services as r
from smartkampung.peristiwa import KegiatanDiusulkan
from tests.keuangan.pabrik import orang
from tests.peramban import Peramban

pytestmark = pytest.mark.satu_basis
JALAN = r.IsiRencana("02.03.11", pagu=Decimal(150_000_000), sumber_dana="DDS")
HARI = date(2026, 11, 20)


@pytest.fixture
def rkp2027(kantor, konteks):
    return r.buat_dokumen("rkp", 2027, 2027, oleh=orang("sekdes"))


def tetapkan(dokumen):
    r.musyawarahkan(dokumen, "1/BA", HARI, oleh=orang("sekdes"))
    r.tetapkan_rencana(dokumen, "4/2026", HARI, oleh=orang("sekdes"))


def test_rkp_yang_ditetapkan_mengisi_draf_anggaran_dengan_pagunya(rkp2027):
    versi = buat_versi_awal(2027, oleh=orang("sekdes"))
    r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"))
    assert rkp_tahun(2027) is None
    tetapkan(rkp2027)

    assert rkp_tahun(2027) == {"02.03.11": Decimal("150000000.00")}
    assert isi_versi(versi).kegiatan["02.03.11"].pagu == 150_000_000


def test_yang_ditetapkan_hanya_berubah_sesudah_dibuka_dengan_alasan(rkp2027):
    satu = r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"))
    tetapkan(rkp2027)
    with pytest.raises(r.RencanaTerkunci, match="RKP Desa 2027"):
        r.hapus_rencana(rkp2027, satu, oleh=orang("sekdes"))
    with pytest.raises(r.IsianRencanaSalah, match="alasan"):
        r.buka_perubahan(rkp2027, " ", oleh=orang("sekdes"))
    r.buka_perubahan(rkp2027, "Bencana", oleh=orang("sekdes"))
    r.hapus_rencana(rkp2027, satu, oleh=orang("sekdes"))
    assert (rkp2027.perubahan, rkp_tahun(2027)) == (1, None)


@pytest.mark.parametrize(("isi", "galat"), [
    (r.IsiRencana("99.99.99"), "tidak ada dalam daftar kegiatan"), (r.IsiRencana("02.03"), "tidak ada"),
    (r.IsiRencana("02.03.11", sumber_dana="XX"), "sumber dana"),
    (r.IsiRencana("02.03.11", pagu=Decimal(-1)), "kurang dari nol"),
])  # fmt: skip
def test_isian_salah_ditolak(rkp2027, isi, galat):
    with pytest.raises(Exception, match=galat):
        r.simpan_rencana(rkp2027, 2027, isi, oleh=orang("sekdes"))


@pytest.mark.dua_basis
def test_satu_kegiatan_satu_baris_dan_dua_orang_diberi_tahu(rkp2027):
    satu = r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"))
    with pytest.raises(r.SudahDirencanakan):
        r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"))
    r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"), lama=satu, cacah=1)
    with pytest.raises(Bentrok):
        r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"), lama=satu, cacah=1)


def test_langkah_berurutan_dan_tidak_kosong(rkp2027):
    with pytest.raises(r.RencanaKosong):
        r.musyawarahkan(rkp2027, "1", HARI, oleh=orang("sekdes"))
    r.simpan_rencana(rkp2027, 2027, JALAN, oleh=orang("sekdes"))
    with pytest.raises(r.RencanaLangkahSalah, match="draf"):
        r.tetapkan_rencana(rkp2027, "1", HARI, oleh=orang("sekdes"))
    with pytest.raises(r.IsianRencanaSalah, match="di depan"):
        r.musyawarahkan(rkp2027, "1", date(2026, 11, 22), oleh=orang("sekdes"))


def test_rpjm_per_tahun_disalin_ke_rkp_dan_masanya_tidak_bertumpuk(rkp2027):
    rpjm = r.buat_dokumen("rpjm", 2024, 2031, oleh=orang("sekdes"))
    with pytest.raises(r.IsianRencanaSalah, match="RPJM Desa 2024–2031 sudah ada"):
        r.buat_dokumen("rpjm", 2030, 2034, oleh=orang("sekdes"))
    for tahun in (2026, 2027):
        r.simpan_rencana(rpjm, tahun, JALAN, oleh=orang("sekdes"))
    with pytest.raises(r.IsianRencanaSalah, match="di luar"):
        r.simpan_rencana(rpjm, 2032, JALAN, oleh=orang("sekdes"))

    assert (r.salin_dari_rpjm(rkp2027, oleh=orang("sekdes")), r.salin_dari_rpjm(rkp2027, oleh=orang("sekdes"))) == (
        1,
        0,
    )


@pytest.mark.dua_basis
def test_usulan_area_lain_masuk_satu_kali(kantor, konteks):
    usul = KegiatanDiusulkan("musdus:7", 2027, "02.03.11", "", Decimal(5_000_000), "Dusun Tegal")
    for _ in range(2):
        siarkan(usul)
    semua = db.session.scalars(db.select(RencanaKegiatan).filter_by(tahun=2027)).all()
    assert [(k.kode, k.lokasi, k.sumber) for k in semua] == [("02.03.11", "Dusun Tegal", "musdus:7")]


def test_dari_halaman_sampai_ditetapkan(app, kantor):
    sekdes = Peramban(app).masuk("sekdes")
    halaman = sekdes.buka("rencana.buat").kirim("Buat", jenis="rkp", tahun="2027")
    assert "Belum ada kegiatan" in halaman.teks_semua
    salah = halaman.ikuti("Tambah kegiatan").kirim("Simpan", kode="02.03.11", pagu="1.5")
    assert "Tulis jumlah rupiah" in " ".join(salah.galat)
    halaman = salah.kirim(
        "Simpan", kode="2.3.11 Jalan", pagu="150.000.000", volume="620", satuan="meter", keluaran="Rabat"
    )
    assert "Rp150.000.000" in halaman.teks_semua and "Rabat 620 meter" in halaman.teks_semua
    halaman = halaman.ikuti("Catat musyawarah").kirim("Simpan", nomor="1/BA", tanggal="2026-11-20")
    halaman = halaman.ikuti("Tetapkan dengan Perdes").kirim("Simpan", nomor="4/2026", tanggal="2026-11-20")
    assert "Perdes 4/2026" in halaman.teks_semua and "Tambah kegiatan" not in halaman.teks_semua
    assert "Ditetapkan" in sekdes.buka("rencana.daftar").teks_semua
    assert sekdes.jalur(halaman.tautan("Unduh XLSX")).isi[:2] == b"PK"
    assert Peramban(app).masuk("kasi").jalur("/keuangan/rencana/buat").status == 403
