"""The public realisation: shown only once it was published, without names, and gone when it was taken back."""

from __future__ import annotations

import subprocess

import pytest

from smartkampung.inti import db as basis
from smartkampung.inti.galat import TidakBoleh
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import S1, SETAHUN, Minta
from smartkampung.keuangan.laporan.umum import BERJALAN, BelumWaktunya, isi_umum, terbitkan
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.pabrik import orang
from tests.keuangan.test_dasbor import BUKU

pytestmark = [pytest.mark.acuan(BUKU), pytest.mark.satu_basis]


def test_semester_terbit_sesudah_selesai_dan_angkanya_berhenti_di_sana(kantor):
    with kantor.app_context():
        with pytest.raises(BelumWaktunya, match="31 Desember 2026"), basis.transaksi():
            terbitkan(2026, SETAHUN, oleh=orang("kades"))
        with pytest.raises(TidakBoleh), basis.transaksi():
            terbitkan(2026, S1, oleh=orang("keuangan"))
        with basis.transaksi():
            terbitkan(2026, S1, oleh=orang("kades"))
        isi = isi_umum(2026)
        assert isi.belanja[1] == isi_lra(Minta(2026, S1)).jumlah("5", 1) < isi_lra(Minta(2026)).jumlah("5", 1)
        assert isi.sisa == isi.belanja[0] - isi.belanja[1]
        assert sum(b.nilai for b in isi.bidang) == sum(s.nilai for s in isi.sumber) == isi.belanja[1]


def test_warga_melihat_sesudah_diterbitkan_sampai_ditarik(kantor, peramban, tmp_path):
    assert "Realisasi belum diterbitkan" in peramban.jalur("/realisasi").teks_semua
    for jalur in ("/realisasi/2026", "/realisasi/2026/baliho.pdf", "/realisasi/2026/realisasi.xlsx"):
        assert peramban.jalur(jalur).status == 404
    sekdes = peramban.masuk("sekdes")
    atur = sekdes.buka("laporan_keuangan.daftar", tahun=2026).ikuti("Buka: Realisasi untuk umum")
    assert atur.kirim("Terbitkan", masa=SETAHUN).status == 422
    assert "tampil di halaman umum" in " ".join(atur.kirim("Terbitkan", masa=BERJALAN).pesan)
    with kantor.app_context():
        angka = rupiah(int(isi_umum(2026).belanja[1]))
    warga = peramban.keluar().jalur("/apbdes").ikuti("Realisasi")
    assert angka in warga.teks_semua and "Kegiatan yang belum selesai" in warga.teks_semua
    assert "(0399) 123456" in warga.teks_semua and "Kasi" not in warga.teks_semua
    pdf = tmp_path / "baliho.pdf"
    pdf.write_bytes(peramban.jalur("/realisasi/2026/baliho.pdf?ukuran=a3").isi)
    teks = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "Realisasi APBDes 2026" in teks and "Sisa anggaran belanja" in teks
    assert peramban.jalur("/realisasi/2026/realisasi.xlsx").isi.startswith(b"PK")
    assert peramban.jalur("/realisasi/2026/baliho.pdf?ukuran=x").status == 404
    peramban.masuk("kades").jalur("/keuangan/lpj/2026/terbit").tekan("Tarik dari halaman umum")
    assert peramban.keluar().jalur("/realisasi/2026").status == 404
