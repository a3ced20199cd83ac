"""The recap of the books and the console: sheets that close, figures equal to the reports."""

from __future__ import annotations

import json

import jsonschema
import pytest

from smartkampung.inti.lembar import lembar_json
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.laporan.perintah import REALISASI
from smartkampung.keuangan.laporan.rekap import susun
from smartkampung.keuangan.perintah import keluarkan
from smartkampung.lokasi import folder_data
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.test_dasbor import BUKU
from tests.keuangan.test_lra import SKEMA

NAMA = {"bku": "buku-kas-umum"} | {n: f"buku-{n}" for n in ("bank", "tunai", "pajak", "panjar")}
pytestmark = [pytest.mark.acuan(BUKU), pytest.mark.satu_basis]


def test_setiap_kontrol_menutup_dan_lembarnya_sesuai_skema(kantor):
    """Every month of the year, the one after the books and a year without any."""
    skema = json.loads((folder_data() / "rekap.schema.json").read_text(encoding="utf-8"))
    with kantor.app_context():
        for periode in (Periode(2026, 1), Periode(2026, 6), Periode(2026, 11), Periode(2026, 12), Periode(2020, 5)):
            isi = susun(periode)
            for k in isi.kontrol:
                assert k.nilai == k.nilai_lembar(isi.lembar), (periode, k.nama)
            for satu in isi.lembar:
                jsonschema.validate(lembar_json(satu) | {"grafik": []}, skema["$defs"]["lembar"] | {
                    "$defs": skema["$defs"]})  # fmt: skip


def test_isi_rekap_november(kantor):
    with kantor.app_context():
        lembar = {satu.kode: satu for satu in susun(Periode(2026, 11)).lembar}
        assert lembar["realisasi_kas"].jumlah("saldo") == posisi(2026).kas
        assert lembar["realisasi_kas"].baris[0][0] == "Bank Jatim …2345"
        assert lembar["realisasi_bulan"].jumlah("ditutup") == 10
        assert {b[-1] for b in lembar["realisasi_panjar"].baris} == {"lewat waktu", "berjalan"}
        assert any(b[0] == "K-PJR-02" for b in lembar["realisasi_temuan"].baris)
        opendk = lembar["realisasi_opendk"]
        assert [k.judul for k in opendk.kolom] == ["total_anggaran", "total_belanja", "belanja_pegawai",
                                                   "belanja_barang_jasa", "belanja_modal", "belanja_tidak_langsung"]
        baris = opendk.baris[0]
        assert baris[1] == sum(baris[2:]) == lembar["realisasi_bidang"].jumlah("realisasi")


def test_konsol_mengeluarkan_laporan(kantor):
    """LRA and realisasi kegiatan up to a month, as JSON that keeps to the schema and as the other two."""
    with kantor.app_context():
        for nama in REALISASI:
            isi = json.loads(keluarkan(REALISASI[nama](2026, 6), "json"))
            jsonschema.validate(isi, SKEMA)
            assert (isi["laporan"], isi["tahun"]) == (NAMA.get(nama, nama), 2026)
        lra = json.loads(keluarkan(REALISASI["lra"](2026, 6), "json"))
        assert "Sampai 30 Juni 2026" in lra["judul"]
        assert keluarkan(REALISASI["lra"](2026, None), "pdf").startswith(b"%PDF")
