"""Building an app: a list of named steps."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from flask import Flask

from smartkampung import lokasi, sambungan
from smartkampung.beranda.pulih import selesaikan as selesaikan_pemulihan
from smartkampung.extensions import babel, compress, csrf, db, login
from smartkampung.inti.db import siapkan_mesin
from smartkampung.inti.konteks import Keadaan
from smartkampung.inti.saringan import pasang_saringan
from smartkampung.inti.tabel import baris_tabel, sel, url_pola
from smartkampung.inti.terjemahan import LingkunganJinja
from smartkampung.inti.web import pasang_siklus
from smartkampung.pengaturan import Pengaturan

BATAS_PERMINTAAN = 26 * 1024 * 1024


class Aplikasi(Flask):
    """Flask with our template environment."""

    jinja_environment = LingkunganJinja


def create_app(pengaturan: Pengaturan | None = None, **lain: Any) -> Flask:
    """Build the app of one village (or kabupaten office) from its settings.

    `lain` overrides single settings (`instance=`, `mode=`, …). Raises PengaturanSalah on faults.
    """
    atur = pengaturan or Pengaturan.muat(**lain)
    selesaikan_pemulihan(atur)
    app = Aplikasi("smartkampung", instance_path=str(atur.instance), static_folder=None,
                   template_folder=str(lokasi.folder_templates()))
    for langkah in (_konfigurasi, _basis_data, _keadaan, _ekstensi, _siklus, _tampilan, _area, _proksi):
        langkah(app, atur)
    return app


def _konfigurasi(app: Flask, atur: Pengaturan) -> None:
    https = atur.alamat_publik.startswith("https://")
    nama_kuki = _nama_kuki(atur)
    app.config.update(
        SECRET_KEY=atur.kunci_rahasia(), TESTING=atur.uji, DEBUG=False,
        SQLALCHEMY_DATABASE_URI=atur.uri_basis_data, SQLALCHEMY_ENGINE_OPTIONS=_opsi_mesin(atur),
        SESSION_COOKIE_NAME=f"__Host-{nama_kuki}" if https else nama_kuki, SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=atur.sesi_mutlak_jam), SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=BATAS_PERMINTAAN, MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024, MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False, BABEL_DEFAULT_LOCALE="id",
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/csv"], COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=3, COMPRESS_LEVEL=5, COMPRESS_MIN_SIZE=900, TEMPLATES_AUTO_RELOAD=False,
    )
    if not app.debug and not atur.uji:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
        for ramai in ("alembic", "waitress", "apscheduler"):
            logging.getLogger(ramai).setLevel(logging.WARNING)


def _nama_kuki(atur: Pengaturan) -> str:
    """Cookies ignore ports, so two apps on one machine need two names."""
    import hashlib

    return "sk_" + hashlib.sha256(str(atur.instance).encode()).hexdigest()[:8]


def _opsi_mesin(atur: Pengaturan) -> dict[str, Any]:
    """Options of the engine; faults of the database reach the log without the values (names, NIK) they were about."""
    if atur.sqlite:
        atur.sqlite.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return {"connect_args": {"check_same_thread": False, "timeout": 30}, "pool_size": 8, "hide_parameters": True}
    return {"pool_pre_ping": True, "pool_size": 8, "hide_parameters": True}


def _basis_data(app: Flask, atur: Pengaturan) -> None:
    sambungan.muat_model()
    db.init_app(app)
    with app.app_context():
        siapkan_mesin(db.engine)


def _keadaan(app: Flask, atur: Pengaturan) -> None:
    from smartkampung.akun.masuk import sela_masuk
    from smartkampung.akun.peran import izin_per_peran
    from smartkampung.desa.queries import profil, zona_desa

    app.extensions["smartkampung"] = Keadaan(
        pengaturan=atur, pendengar=sambungan.pendengar(), ambil_zona=zona_desa,
        ambil_nama=lambda: profil().nama, sela_masuk=sela_masuk, izin_peran=izin_per_peran())


def _ekstensi(app: Flask, atur: Pengaturan) -> None:
    from smartkampung.akun.masuk import pasang_masuk

    babel.init_app(app)
    csrf.init_app(app)
    compress.init_app(app)
    login.init_app(app)
    pasang_masuk(login)


def _siklus(app: Flask, atur: Pengaturan) -> None:
    pasang_siklus(app)


def _tampilan(app: Flask, atur: Pengaturan) -> None:
    from smartkampung.beranda.rangka import pasang_rangka
    from smartkampung.inti.aset import pasang_aset
    from smartkampung.inti.widget import pasang_medan

    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    pasang_saringan(app)
    app.jinja_env.filters.update(baris_tabel=baris_tabel, sel=sel)
    app.jinja_env.globals["url_pola"] = url_pola
    pasang_medan(app)
    pasang_aset(app)
    pasang_rangka(app)


def _area(app: Flask, atur: Pengaturan) -> None:
    for cetak_biru in sambungan.cetak_biru(atur.mode):
        app.register_blueprint(cetak_biru)


def _proksi(app: Flask, atur: Pengaturan) -> None:
    if atur.lapis_proksi:
        from werkzeug.middleware.proxy_fix import ProxyFix

        n = atur.lapis_proksi
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
