"""Printed reports with version and hash, the CaLK, kekayaan, programs, and the LPJ as one file."""

from __future__ import annotations

import re
import subprocess
from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import TidakBoleh
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.laporan.calk import isi_calk
from smartkampung.keuangan.laporan.cetakan import BEDA, SAMA, cetak_laporan, keadaan_cetakan
from smartkampung.keuangan.laporan.kekayaan import kekayaan_bersih, kertas_kekayaan, nilai_kekayaan, simpan_kekayaan
from smartkampung.keuangan.laporan.lppd import kertas_lppd_kegiatan, kertas_lppd_keuangan
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import S1, Minta
from smartkampung.keuangan.laporan.naskah import NaskahLaporanBentrok, nilai_laporan, simpan_naskah
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.kas_pabrik import hari, terima
from tests.keuangan.pabrik import orang
from tests.keuangan.test_dasbor import BUKU

pytestmark = [pytest.mark.acuan(BUKU), pytest.mark.satu_basis]


@pytest.fixture
def buku(kantor):
    with kantor.app_context():
        yield kantor


def teks_pdf(data, tmp_path):
    jalur = tmp_path / "laporan.pdf"
    jalur.write_bytes(data)
    return subprocess.run(["pdftotext", "-layout", str(jalur), "-"], capture_output=True, text=True, check=True).stdout


def test_cetakan_menyimpan_versi_dan_tahu_bila_buku_berubah(buku, tmp_path):
    """The same figures are one version; after another document the old print says so, and the next is version 2."""
    minta, kaur = Minta(2026), orang("keuangan")
    satu = cetak_laporan("lra", minta, oleh=kaur)
    assert cetak_laporan("lra", minta, oleh=kaur).id == satu.id
    assert keadaan_cetakan(satu) == SAMA
    teks = teks_pdf(baca_berkas(satu.berkas), tmp_path)
    assert f"versi 1 · sidik {satu.sidik[:16]}" in teks
    semester = cetak_laporan("lra", Minta(2026, S1), oleh=kaur)
    nomor, lama = satu.id, satu.sidik
    with transaksi():
        terima(None, "4.1.2.01", "PAD", 1, hari(11, 20))
    satu = db.session.get(type(satu), nomor)
    assert keadaan_cetakan(satu) == BEDA
    assert keadaan_cetakan(db.session.get(type(satu), semester.id)) == SAMA
    baru = cetak_laporan("lra", minta, oleh=orang("keuangan"))
    assert (baru.versi, baru.sidik != lama) == (2, True)
    with pytest.raises(TidakBoleh):
        cetak_laporan("lra", minta, oleh=orang("bpd"))


def test_lpj_satu_berkas_dengan_daftar_isi_yang_benar(buku, tmp_path):
    """Every entry of the contents names the page its part begins on."""
    satu = cetak_laporan("lpj", Minta(2026), oleh=orang("kades"))
    halaman = teks_pdf(baca_berkas(satu.berkas), tmp_path).split("\f")
    isi = dict(re.findall(r"^\s*(.+?) \.{3,}\s*(\d+)$", halaman[1], re.M))
    mulai = {"Peraturan Desa": "DENGAN RAHMAT", "Lampiran I. ": "LAPORAN REALISASI PELAKSANAAN APBDES",
             "Lampiran II. ": "CATATAN ATAS LAPORAN KEUANGAN", "Lampiran III. ": "LAPORAN REALISASI KEGIATAN",
             "Lampiran IV. ": "LAPORAN KEKAYAAN MILIK DESA", "Lampiran V. ": "DAFTAR PROGRAM SEKTORAL"}  # fmt: skip
    assert len(isi) == len(mulai)
    for awal, kata in mulai.items():
        nomor = next(int(n) for nama, n in isi.items() if nama.startswith(awal))
        assert kata in halaman[nomor - 1], awal
        assert f"Halaman {nomor} dari {len(halaman) - 1}" in halaman[nomor - 1]
    assert satu.sidik[:16] in halaman[4] and "Tahun Anggaran 2026" in halaman[0] or "TAHUN ANGGARAN 2026" in halaman[0]


def test_calk_menutup_dengan_buku(buku):
    """Section D adds up to cash, and the texts speak the figures of the LRA."""
    minta = Minta(2026)
    bagian = {b.naskah.bagian: b for b in isi_calk(minta)}
    d = bagian["d"].kertas.bagian
    p = posisi(2026)
    assert [t.baris[-1].nilai["jumlah"] for t in d] == [p.kas, p.silpa, p.utang_pajak, p.kas]
    for t in d:
        assert sum(b.nilai["jumlah"] for b in t.baris[:-1]) == t.baris[-1].nilai["jumlah"]
    c = {t.judul: t.baris[-1].nilai["realisasi"] for t in bagian["c"].kertas.bagian}
    assert c["C.2 Belanja"] == isi_lra(minta).jumlah("5", 1)
    nilai = nilai_laporan(minta)
    assert nilai["belanja"] in "".join(teks for satu in bagian["c"].alinea for teks, _ in satu)


def test_naskah_diubah_setahun_dan_teks_tetap_teks(buku):
    with transaksi():
        simpan_naskah(2026, "f", "Ada <b>banjir</b> [belanja]. [tidak_ada]", 0, oleh=orang("sekdes"))
    teks = "".join(t for t, _ in next(b for b in isi_calk(Minta(2026)) if b.naskah.bagian == "f").alinea[0])
    assert teks.startswith("Ada <b>banjir</b> Rp") and teks.endswith("[tidak_ada]")
    assert "banjir" not in str(next(b for b in isi_calk(Minta(2027)) if b.naskah.bagian == "f").alinea)
    with pytest.raises(NaskahLaporanBentrok), transaksi():
        simpan_naskah(2026, "f", "Lain", 0, oleh=orang("kades"))


def test_kekayaan_dari_buku_dan_ketikan(buku):
    """Cash 2026 from the books, land typed; 2025 has no books, so its cash is typed too; liabilities are taken off."""
    with transaksi():
        simpan_kekayaan(2026, {"tanah": Decimal(900_000_000), "utang_lain": Decimal(1_000_000), "kas_bank": Decimal(1)},
                        oleh=orang("sekdes"))
        simpan_kekayaan(2025, {"kas_bank": Decimal(5_000_000)}, oleh=orang("sekdes"))
    p = posisi(2026)
    assert kekayaan_bersih(nilai_kekayaan(2026)) == p.kas + p.panjar + 900_000_000 - p.utang_pajak - 1_000_000
    akhir = kertas_kekayaan(Minta(2026)).bagian[0].baris[-1].nilai
    assert akhir["lalu"] == 5_000_000
    assert [k.judul for k in kertas_kekayaan(Minta(2026)).tata.kolom] == ["Uraian", "2026 (Rp)", "2025 (Rp)"]


def test_tabel_lppd_sama_dengan_lra(buku):
    lra = isi_lra(Minta(2026))
    uang = {b.nilai["uraian"]: b.nilai for b in kertas_lppd_keuangan(Minta(2026)).bagian[0].baris}
    assert uang["Jumlah belanja"]["realisasi"] == lra.jumlah("5", 1)
    assert uang["SiLPA tahun berjalan"]["realisasi"] == posisi(2026).silpa
    jumlah = kertas_lppd_kegiatan(Minta(2026)).bagian[0].baris[-1].nilai
    assert (jumlah["kegiatan"], jumlah["realisasi"]) == (20, lra.jumlah("5", 1))


def test_halaman_lpj_dari_isi_sampai_cetak(kantor, peramban):
    """Kaur keuangan types kekayaan and a program, changes a text, prints; BPD sees it and has no button."""
    p = peramban.masuk("keuangan")
    isi = p.buka("laporan_keuangan.lihat", kode="kekayaan", tahun=2026).ikuti("Isi pos yang tidak ada di buku")
    salah = isi.kirim("Simpan", tanah="seratus juta", gedung_bangunan="2.000.000")
    assert salah.status == 422 and "Tulis jumlah rupiah" in salah.teks_semua
    assert dict(salah.isian("Simpan"))["gedung_bangunan"] == "2.000.000"
    assert "2.000.000" in salah.kirim("Simpan", tanah="1.500.000").teks_semua
    program = p.buka("lpj.program", tahun=2026).ikuti("Tambah program")
    jadi = program.kirim("Simpan", program="Jalan <i>usaha tani</i>", kegiatan="Rabat", sumber="Kementerian",
                         nilai="75.000.000")  # fmt: skip
    assert "Jalan <i>usaha tani</i>" in jadi.teks_semua and "Rp75.000.000" in jadi.teks_semua
    naskah = p.buka("lpj.calk", tahun=2026).ikuti("Ubah naskah F")
    naskah = naskah.kirim("Pratinjau", isi="Musim kering", aksi="pratinjau")
    assert "Musim kering" in naskah.teks_semua
    assert "Naskah disimpan" in " ".join(naskah.kirim("Simpan", isi="Musim kering").pesan)
    cetak = p.buka("laporan_keuangan.lihat", kode="lra", tahun=2026).tekan("Cetak resmi")
    assert "Sama dengan buku hari ini" in cetak.teks_semua
    assert p.jalur(cetak.tautan("Buka PDF")).isi.startswith(b"%PDF")
    assert "versi 1" in p.buka("lpj.lihat", tahun=2026).tekan("Cetak resmi").teks_semua
    bpd = peramban.keluar().masuk("bpd")
    assert "Laporan realisasi APBDes" in bpd.buka("lpj.daftar_cetakan", tahun=2026).teks_semua
    for halaman in (bpd.buka("lpj.lihat", tahun=2026), bpd.buka("lpj.calk", tahun=2026)):
        assert "Cetak resmi" not in halaman.teks_semua and "Ubah" not in halaman.teks_semua
    assert bpd.jalur("/keuangan/lpj/lpj.pdf?tahun=2026").isi.startswith(b"%PDF")
