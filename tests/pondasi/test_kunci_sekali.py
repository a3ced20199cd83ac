"""A double click, a refresh, a resend: acted once, answered kindly each time."""

from __future__ import annotations

import threading

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db


def _banyak_pengguna(app, nama):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Pengguna).filter_by(nama_pengguna=nama))


def test_formulir_yang_sama_dikirim_dua_kali_berlaku_sekali(peramban):
    halaman = peramban.masuk("admin").buka("pengguna.buat")
    pertama = halaman.kirim("Buat akun", nama="Rina Dua", nama_pengguna="rinadua")
    kedua = halaman.kirim("Buat akun", nama="Rina Dua", nama_pengguna="rinadua")
    assert pertama.judul == kedua.judul == "Rina Dua"
    assert "tidak dikerjakan dua kali" in " ".join(kedua.pesan)
    assert _banyak_pengguna(peramban.app, "rinadua") == 1


def test_kiriman_bersamaan_berlaku_sekali(peramban, banyak):
    halaman = peramban.masuk("admin").buka("pengguna.buat")
    data = dict(halaman.isian("Buat akun"), nama="Rina Tiga", nama_pengguna="rinatiga")
    kuki = peramban.klien.get_cookie(peramban.app.config["SESSION_COOKIE_NAME"]).value
    status = []

    def kirim():
        klien = peramban.app.test_client()
        klien.set_cookie(peramban.app.config["SESSION_COOKIE_NAME"], kuki)
        status.append(klien.post("/pengguna/buat", data=data).status_code)

    utas = [threading.Thread(target=kirim) for _ in range(banyak(8, 50))]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert set(status) == {303}
    assert _banyak_pengguna(peramban.app, "rinatiga") == 1


def test_yang_ditolak_boleh_dikirim_lagi_dengan_kunci_yang_sama(peramban):
    halaman = peramban.masuk("admin").buka("pengguna.buat")
    salah = halaman.kirim("Buat akun", nama="Rina", nama_pengguna="x")
    assert salah.status == 422 and salah.galat
    assert 'value="Rina"' in salah.isi.decode()
    assert halaman.kirim("Buat akun", nama="Rina", nama_pengguna="rinaempat").judul == "Rina"


def test_tanpa_kunci_ditolak(peramban):
    halaman = peramban.masuk("admin").buka("pengguna.buat")
    data = dict(halaman.isian("Buat akun"), nama="Rina", nama_pengguna="rinalima")
    data.pop("_kunci")
    assert peramban.kirim("/pengguna/buat", data).status == 400
    assert _banyak_pengguna(peramban.app, "rinalima") == 0
