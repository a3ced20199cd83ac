"""Transactions: reads cannot write, writes commit once, refusals undo, facts stay as they were posted."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from smartkampung.audit.models import CatatanAudit
from smartkampung.audit.services import catat, periksa_rantai
from smartkampung.desa.models import HariLibur
from smartkampung.desa.queries import zona_desa
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.penomoran import nomor_berikut, tertinggi
from smartkampung.inti.tanggal import hari_ini
from tests.pabrik import isi_desa


def test_baca_tidak_dapat_menulis(app):
    with app.app_context():
        db.session.add(HariLibur(tanggal=hari_ini(zona_desa()), nama="x"))
        with pytest.raises((OperationalError, DatabaseError)):
            db.session.flush()
        db.session.rollback()


def test_transaksi_batal_tidak_menyisakan_apa_pun(app):
    with app.app_context():
        with pytest.raises(RuntimeError), basis.transaksi():
            isi_desa()
            raise RuntimeError
        assert not db.session.execute(db.text("SELECT count(*) FROM desa")).scalar()


def test_transaksi_tidak_bersarang(konteks):
    with pytest.raises(RuntimeError, match="already open"), basis.transaksi():
        pass


def test_catatan_audit_hanya_bertambah(app):
    with app.app_context():
        with basis.transaksi():
            catat("akun.keluar")
        for perintah in ("UPDATE catatan_audit SET pelaku_nama = 'x'", "DELETE FROM catatan_audit"):
            with pytest.raises((IntegrityError, DatabaseError)), basis.transaksi() as sesi:
                sesi.execute(db.text(perintah))


def test_rantai_audit_menunjukkan_baris_yang_diubah(app):
    with app.app_context():
        with basis.transaksi() as sesi:
            for n in range(5):
                catat("desa.libur_dihapus", tanggal=f"2026-01-0{n + 1}")
        assert periksa_rantai() == []
        db.session.rollback()
        with basis.transaksi() as sesi:
            if db.engine.dialect.name == "sqlite":
                sesi.execute(db.text("DROP TRIGGER tolak_ubah_catatan_audit"))
            else:
                sesi.execute(db.text("ALTER TABLE catatan_audit DISABLE TRIGGER USER"))
            sesi.execute(db.text("UPDATE catatan_audit SET pelaku_nama = 'Orang lain' WHERE id = 3"))
        assert any("catatan 3 " in t for t in periksa_rantai())


@pytest.mark.parametrize("perintah, tanda", [
    ("DELETE FROM catatan_audit WHERE id = 3", "hilang"),
    ("UPDATE catatan_audit SET pada = '2020-01-01 00:00:00' WHERE id = 2", "catatan 2 ")])
def test_rantai_audit_putus_terlihat(app, perintah, tanda):
    with app.app_context():
        with basis.transaksi():
            for n in range(5):
                catat("desa.libur_dihapus", tanggal=f"2026-01-0{n + 1}")
        with basis.transaksi() as sesi:
            for jenis in ("ubah", "hapus"):
                sesi.execute(db.text(f"DROP TRIGGER tolak_{jenis}_catatan_audit"
                                     + (" ON catatan_audit" if db.engine.dialect.name != "sqlite" else "")))
            sesi.execute(db.text(perintah))
        assert any(tanda in t for t in periksa_rantai())


def test_peristiwa_di_luar_daftar_adalah_kesalahan_program(konteks):
    with pytest.raises(ValueError, match=r"audit/daftar\.py"):
        catat("tidak.ada")
    with pytest.raises(ValueError, match=r"audit/daftar\.py"):
        catat("akun.keluar", nik="9901010101010001")
    assert db.session.scalar(db.select(db.func.count()).select_from(CatatanAudit)) == 0


def test_nomor_urut_tanpa_celah_oleh_banyak_penulis(app, banyak):
    tiap, penulis = banyak(12, 50), 8
    didapat: list[int] = []
    with app.app_context():
        folder = app.extensions["smartkampung"].pengaturan.folder("kunci")

    def ambil() -> None:
        with app.app_context():
            for n in range(tiap):
                with suppress(ZeroDivisionError):
                    with basis.transaksi():
                        nomor = nomor_berikut("uji", 2026)
                        if n % 5 == 4:
                            raise ZeroDivisionError  # an act that fails gives its number back
                    didapat.append(nomor)

    utas = [threading.Thread(target=ambil) for _ in range(penulis)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(didapat) == list(range(1, len(didapat) + 1))
    assert len(didapat) == penulis * sum(n % 5 != 4 for n in range(tiap))
    assert tertinggi(folder)["uji/2026"] == len(didapat)


def test_setelah_komit_tidak_jalan_bila_batal(app):
    jejak = []
    with app.app_context():
        with pytest.raises(ZeroDivisionError), basis.transaksi():
            basis.setelah_komit(lambda: jejak.append("batal"))
            raise ZeroDivisionError
        with basis.transaksi():
            basis.setelah_komit(lambda: jejak.append("jadi"))
            isi_desa()
    assert jejak == ["jadi"]
