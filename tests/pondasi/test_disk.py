"""Disk full: read-only with a sentence, nothing half-written, recovery by itself."""

from __future__ import annotations

from collections import namedtuple

import pytest

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti import penyimpanan

Pakai = namedtuple("Pakai", "total used free")


@pytest.fixture
def sisa_disk(monkeypatch):
    """Set what the operating system says is free (bytes)."""
    def atur(bebas):
        monkeypatch.setattr(penyimpanan.shutil, "disk_usage", lambda _: Pakai(10**12, 0, bebas))
    return atur


def test_hampir_penuh_diperingatkan_penuh_hanya_baca_lalu_pulih(peramban, sisa_disk):
    peramban.masuk("admin")
    sisa_disk(400 * 1024**2)
    assert "Sisa ruang disk 400 MB" in peramban.buka("beranda.lihat").teks_semua
    sisa_disk(5 * 1024**2)
    halaman = peramban.buka("pengguna.buat")
    assert "hanya dapat dibaca" in halaman.teks_semua
    ditolak = halaman.kirim("Buat akun", nama="Rina", nama_pengguna="rinadisk")
    assert ditolak.status in (200, 503) and "hampir penuh" in ditolak.teks_semua
    sisa_disk(10**11)
    assert halaman.kirim("Buat akun", nama="Rina", nama_pengguna="rinadisk").judul == "Rina"


def test_basis_data_benar_benar_penuh_tidak_meninggalkan_setengah(peramban, pengaturan_uji):
    """A real SQLITE_FULL: the file may not grow beyond its present pages."""
    if pengaturan_uji.basis_data:
        pytest.skip("max_page_count exists on SQLite only")
    app = peramban.masuk("admin").app
    with app.app_context():
        dari_mesin = db.engine

        from sqlalchemy import event

        @event.listens_for(dari_mesin, "checkout")
        def penuhi(koneksi, *_):
            batas = koneksi.execute("PRAGMA page_count").fetchone()[0] if penuh else 4294967294
            koneksi.execute(f"PRAGMA max_page_count={batas}")

    penuh = True
    halaman = peramban.buka("pengguna.buat")
    terakhir = None
    for n in range(60):
        terakhir = peramban.buka("pengguna.buat").kirim("Buat akun", nama="R" * 110, nama_pengguna=f"penuh{n:03d}")
        if "hampir penuh" in terakhir.teks_semua:
            break
    assert "hampir penuh" in terakhir.teks_semua, "the file never filled up"
    assert peramban.buka("beranda.lihat").status == 200
    with app.app_context():
        sebelum = db.session.scalar(db.select(db.func.count()).select_from(Pengguna))
        assert db.session.execute(db.text("PRAGMA integrity_check")).scalar() == "ok"
        db.session.remove()
    penuh = False
    assert halaman.kirim("Buat akun", nama="Sesudah", nama_pengguna="sesudahpenuh").judul == "Sesudah"
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Pengguna)) == sebelum + 1
