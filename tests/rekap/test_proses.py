"""Real processes and a real HTTP server: killed senders, several senders, private addresses."""

from __future__ import annotations

import random
import socket
import time

import pytest

from smartkampung.extensions import db
from smartkampung.inti import jaringan
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.kabupaten.models import RekapMasuk
from smartkampung.rekap import pengirim
from smartkampung.rekap.gabung import gabung
from smartkampung.rekap.models import KotakKeluar
from smartkampung.rekap.tujuan import simpan_tujuan
from tests.anak import Anak
from tests.peladen import dilayani
from tests.rekap import alat
from tests.rekap.pengirim_anak import kirim_terus


@pytest.fixture
def nyata(kantor, kabupaten):
    """The kabupaten served by waitress on loopback, the village joined to it; real time."""
    jam_program.kembalikan()
    with dilayani(kabupaten) as alamat:
        kode = alat.undang(kabupaten)
        with alat.menulis(kantor):
            nomor = simpan_tujuan(None, nama="Kabupaten", kanal="http", alamat=alamat).id
        with kantor.app_context():
            gabung(nomor, kode)
        yield nomor


def _anak(app) -> Anak:
    return Anak(kirim_terus, app.extensions["smartkampung"].pengaturan)


def _masuk(kabupaten) -> list[tuple[str, int]]:
    with kabupaten.app_context():
        return list(db.session.execute(db.select(RekapMasuk.periode, RekapMasuk.revisi)
                                       .order_by(RekapMasuk.periode)).tuples())


def test_dua_aplikasi_waitress_di_loopback(kantor, kabupaten, nyata):
    alat.buat_jadwal(kantor, [nyata], mulai="2026-08")
    alat.putar(kantor)
    assert [b.keadaan for b in alat.keluar(kantor) if b.periode <= "2026-10"] == ["diterima"] * 3


@pytest.mark.berat
def test_kill_9_berulang_tepat_satu_per_rekap(kantor, kabupaten, nyata, banyak):
    """The sender is killed at random instants, over and over; every recap arrives exactly once."""
    putaran = banyak(2, 100)
    alat.buat_jadwal(kantor, [nyata], mulai=f"{2025 if putaran < 50 else 2018}-01")
    acak = random.Random(11)
    for _ in range(putaran):
        anak = _anak(kantor)
        assert anak.dengar() == "siap"
        time.sleep(acak.uniform(0.01, 0.35))
        anak.bunuh()
    time.sleep(0.3)
    batas = time.monotonic() + 60 + 3 * putaran
    with kantor.app_context():
        from datetime import timedelta

        from smartkampung.rekap import keluar
        from smartkampung.rekap.jadwal import siapkan_jatuh_tempo
        siapkan_jatuh_tempo()
        lama, keluar.LAMA_SEWA = keluar.LAMA_SEWA, timedelta(seconds=0.2)
        try:
            while time.monotonic() < batas:
                with alat.basis.transaksi():
                    db.session.execute(db.update(KotakKeluar).where(KotakKeluar.keadaan == "menunggu").values(
                        berikut_pada=KotakKeluar.dibuat_pada))
                pengirim.kirim_antrean()
                if set(alat.keadaan(kantor)) == {"diterima"}:
                    break
        finally:
            keluar.LAMA_SEWA = lama
    semua = alat.keluar(kantor)
    assert {b.keadaan for b in semua} == {"diterima"}
    assert _masuk(kabupaten) == [(b.periode, 0) for b in semua]


def test_banyak_pengirim_sekaligus_tidak_menggandakan(kantor, kabupaten, nyata, banyak):
    """F-01: several senders on one outbox."""
    from smartkampung.rekap.jadwal import siapkan_jatuh_tempo

    alat.buat_jadwal(kantor, [nyata], mulai="2025-06")
    with kantor.app_context():
        siapkan_jatuh_tempo()
        with alat.basis.transaksi():
            db.session.execute(db.update(KotakKeluar).values(berikut_pada=KotakKeluar.dibuat_pada))
    anak = [_anak(kantor) for _ in range(4)]
    try:
        batas = time.monotonic() + 60
        while set(alat.keadaan(kantor)) != {"diterima"} and time.monotonic() < batas:
            time.sleep(0.2)
    finally:
        for a in anak:
            a.bunuh()
    semua = alat.keluar(kantor)
    assert {b.keadaan for b in semua} == {"diterima"}
    assert _masuk(kabupaten) == [(b.periode, 0) for b in semua]


# --- addresses ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "::", "fe80::1", "::ffff:169.254.169.254"])
def test_alamat_terlarang_selalu_ditolak(kantor, host):
    with kantor.app_context(), pytest.raises(jaringan.TidakTersambung, match="tidak dibolehkan"):
        jaringan.alamat_aman(host, 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "2130706433", "0x7f000001",
                                  "localhost"])
def test_jaringan_dalam_hanya_bila_dibolehkan(kantor, host, monkeypatch):
    from dataclasses import replace

    keadaan = kantor.extensions["smartkampung"]
    keadaan.pengaturan = replace(keadaan.pengaturan, umpan_jaringan_privat=False)
    monkeypatch.setattr(socket.socket, "connect", lambda *a: pytest.fail("connected"))
    with kantor.app_context(), pytest.raises(jaringan.TidakTersambung):
        jaringan.kirim(f"https://{host if ':' not in host else f'[{host}]'}/x", b"", {})


def test_http_polos_ke_luar_tidak_pernah(kantor):
    with kantor.app_context(), pytest.raises(jaringan.TidakTersambung, match="https"):
        jaringan.kirim("http://192.0.2.1/x", b"", {})


def test_pengalihan_tidak_diikuti(kantor):
    def alihkan(_lingkungan, mulai):
        mulai("302 Found", [("Location", "http://169.254.169.254/"), ("Content-Length", "0")])
        return [b""]

    with dilayani(alihkan) as alamat, kantor.app_context():
        assert jaringan.kirim(f"{alamat}/x", b"", {}).status == 302
