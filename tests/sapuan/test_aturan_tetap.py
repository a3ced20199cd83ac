"""Invariants that `smartkampung periksa` watches: each is broken behind the program's back, and is reported."""

from __future__ import annotations

import pytest

from smartkampung import sambungan
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.penomoran import lompati_sampai
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.surat import services
from tests.acuan import KANTOR, Acuan
from tests.surat.bantu import buat_terbit, buat_warga, orang

NOMOR, NIK, TEMPAT, KEPALA = ("Nomor surat berurutan tanpa lubang", "Satu penduduk hidup per NIK",
                              "Setiap penduduk dalam satu KK dan satu RT",
                              "Paling banyak satu kepala keluarga hidup per KK")


def _isi(app):
    """Two residents of one family, five letters; number 3 is void, 6 to 8 were skipped by a restore."""
    with app.app_context(), basis.transaksi():
        warga = buat_warga()
        buat_warga("Sutini", nik="9901016005790008", hubungan_keluarga=3, jenis_kelamin=2)
        surat = [buat_terbit(warga) for _ in range(5)]
        services.cabut(surat[2], "Nama usahanya keliru.", oleh=orang("kades"))
        lompati_sampai("surat_keluar", 2026, 8, "dipulihkan dari cadangan")
        buat_terbit(warga)


pytestmark = pytest.mark.acuan(Acuan("aturan_tetap", _isi, KANTOR, berkas=True))


@pytest.fixture
def desa(kantor):
    return kantor


def temuan(app):
    with app.app_context():
        return {h.nama: list(h.temuan) for h in jalankan_semua(sambungan.pemeriksaan())}


def rusak(app, *perintah):
    """Run SQL as somebody with a database tool would: no triggers, no keys."""
    with app.app_context(), db.engine.connect().execution_options(menulis=True) as k, k.begin():
        if db.engine.dialect.name == "sqlite":
            k.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for (nama,) in k.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'").all():
                k.exec_driver_sql(f"DROP TRIGGER {nama}")
        else:
            k.exec_driver_sql("SET session_replication_role = replica")
        for satu in perintah:
            k.exec_driver_sql(satu)


def test_desa_utuh_tidak_ada_temuan_dan_nomor_batal_tetap(desa):
    hasil = temuan(desa)
    assert {n: hasil[n] for n in (NOMOR, NIK, TEMPAT, KEPALA)} == {NOMOR: [], NIK: [], TEMPAT: [], KEPALA: []}


@pytest.mark.parametrize(("perintah", "kalimat"), [
    ("UPDATE surat SET nomor = NULL, tahun = NULL, register = NULL WHERE nomor = 2", "nomor 2 "),
    ("UPDATE surat SET nomor = 40 WHERE nomor = 5", "nomor 40 register surat_keluar tahun 2026 melewati"),
    ("UPDATE surat SET nomor = 7 WHERE nomor = 5", "nomor 7 register surat_keluar tahun 2026 sudah dilompati"),
    ("UPDATE surat SET nomor = 1, sufiks = NULL WHERE nomor = 2", "nomor 1 register surat_keluar tahun 2026 dipakai"),
    ("UPDATE nomor_urut SET terakhir = 12", "nomor 10 "),
    ("DELETE FROM nomor_urut", "melewati urutan terakhir 0"),
    ("DELETE FROM nomor_dilompati", "nomor 6 "),
])
def test_nomor_surat_yang_dirusak_dilaporkan(desa, perintah, kalimat):
    rusak(desa, perintah)
    assert any(kalimat in t for t in temuan(desa)[NOMOR]), temuan(desa)[NOMOR]


def test_nik_ganda_dan_kepala_ganda_dilaporkan(desa):
    rusak(desa, "DROP INDEX ux_penduduk_nik_hidup",
          "UPDATE penduduk SET nik = '9901012005790007', hubungan_keluarga = 1")
    hasil = temuan(desa)
    assert "NIK yang sama" in hasil[NIK][0] and "2 kepala keluarga" in hasil[KEPALA][0]


def test_penduduk_tanpa_kk_dilaporkan(desa):
    with desa.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
        db.session.remove()
        db.engine.dispose()
        if sqlite:
            import sqlite3

            with sqlite3.connect(desa.extensions["smartkampung"].pengaturan.sqlite) as k:
                k.execute("UPDATE penduduk SET keluarga_id = 999 WHERE id = 2")
        else:
            rusak(desa, "UPDATE penduduk SET keluarga_id = 999 WHERE id = 2")
    assert temuan(desa)[TEMPAT] == ["penduduk 2 tidak punya KK atau RT"]


def test_catatan_audit_yang_diubah_dilaporkan(desa):
    rusak(desa, "UPDATE catatan_audit SET pelaku_nama = 'Orang lain' WHERE id = 3")
    assert any("catatan 3 " in t for t in temuan(desa)["Rantai catatan audit"])
