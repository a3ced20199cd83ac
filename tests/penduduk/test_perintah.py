"""The commands: exit codes scripts can trust, JSON, and the demo switch."""

import json

import pytest
from click.testing import CliRunner

from smartkampung.cli import grup
from smartkampung.contoh import isi
from smartkampung.contoh.surat import isi_surat
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.penduduk.models import ImporPenduduk, Penduduk
from tests.pabrik import isi_desa
from tests.penduduk.lembar_uji import baris, buku


@pytest.fixture
def jalankan(app, monkeypatch):
    monkeypatch.setattr("smartkampung.inti.perintah.pastikan_skema", lambda: None)
    monkeypatch.setattr("smartkampung.pengaturan.Pengaturan.muat",
                        lambda *_a, **_k: app.extensions["smartkampung"].pengaturan)
    with app.app_context(), basis.transaksi():
        isi_desa()

    def kerja(*argumen):
        return CliRunner().invoke(grup, [str(a) for a in argumen])

    return kerja


def banyak_penduduk(app) -> int:
    with app.app_context():
        return db.session.query(Penduduk).count()


def test_impor_uji_tidak_menyimpan_lalu_impor_menyimpan(jalankan, app, tmp_path):
    jalur = buku(tmp_path, [baris(), baris(nik="9901012005700001", sex="1", kk_level="4")])

    uji = jalankan("impor", "penduduk", jalur, "--uji")
    assert uji.exit_code == 0 and "Uji saja" in uji.output and "2 baru" in uji.output
    assert banyak_penduduk(app) == 0
    with app.app_context():
        assert db.session.query(ImporPenduduk).count() == 0
    assert "Tersimpan: 2 baru" in jalankan("impor", "penduduk", jalur).output
    assert banyak_penduduk(app) == 2


def test_ada_yang_ditolak_kode_keluar_satu_dan_json_menyebutnya(jalankan, app, tmp_path):
    jalur = buku(tmp_path, [baris(), baris(nik="123")])
    hasil = jalankan("impor", "penduduk", jalur, "--format", "json")

    assert hasil.exit_code == 1
    isi = json.loads(hasil.output)
    assert (isi["baru"], isi["ditolak"], isi["tolakan"][0]["baris"], isi["tolakan"][0]["kolom"]) == (1, 1,
        3, "nik")
    assert banyak_penduduk(app) == 1


def test_ekspor_ke_berkas_dan_berkas_tidak_ada(jalankan, tmp_path):
    jalankan("impor", "penduduk", buku(tmp_path, [baris()]))
    tujuan = tmp_path / "keluar.csv"

    assert jalankan("ekspor", "penduduk", "--format", "csv", "--ke", tujuan).exit_code == 0
    assert "9901015003960001" in tujuan.read_text(encoding="utf-8-sig")
    assert jalankan("impor", "penduduk", tmp_path / "tidak-ada.xlsx").exit_code == 2


@pytest.mark.satu_basis  # the same filling is tried on PostgreSQL by tests/contoh_data
def test_contoh_mengisi_lewat_perintah(jalankan, app, monkeypatch):
    monkeypatch.setattr(isi, "LANGKAH", [isi_surat])
    hasil = jalankan("contoh", "--penduduk", "12", "--benih", "3", "--format", "json")

    assert hasil.exit_code == 0, hasil.output
    assert json.loads(hasil.output)["penduduk"] == 12
    assert banyak_penduduk(app) >= 12
    assert jalankan("contoh", "--penduduk", "-1").exit_code == 2
