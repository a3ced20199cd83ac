"""`smartkampung jalankan` and `penjadwal`: the web server with its scheduler, or the scheduler alone."""

from __future__ import annotations

import logging
import sys
import threading
from urllib.parse import urlsplit

import click
from flask import Flask

from smartkampung.inti.perintah import buka_app
from smartkampung.pengaturan import loopback

SUDAH_JALAN = 3


def pastikan_alamat(app: Flask, alamat: str) -> None:
    """Demo mode has passwords everybody knows: it listens on this machine only, unless told in so many words."""
    atur = app.extensions["smartkampung"].pengaturan
    if atur.demo and not loopback(alamat) and not atur.demo_terbuka:
        raise click.UsageError("Desa contoh hanya boleh dibuka dari komputer ini (127.0.0.1). Untuk membukanya ke "
                               "jaringan, tulis demo_terbuka = true di desa.toml.")


def layani(app: Flask, alamat: str, port: int, *, utas: int = 6) -> None:
    """Serve until stopped."""
    from waitress import serve

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(app, host=alamat, port=port, threads=utas, ident=None, clear_untrusted_proxy_headers=True,
          max_request_body_size=27 * 1024 * 1024, channel_timeout=60)


@click.command()
@click.option("--alamat", default="127.0.0.1", show_default=True, help="Alamat yang didengarkan.")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Port; bawaan dari alamat_publik.")
@click.option("--tanpa-penjadwal", is_flag=True, help="Hanya halaman; penjadwal dijalankan terpisah.")
@click.pass_context
def jalankan(ctx: click.Context, alamat: str, port: int | None, tanpa_penjadwal: bool) -> None:
    """Menjalankan halaman dan penjadwal bersama-sama.

    Contoh: smartkampung jalankan --alamat 127.0.0.1 --port 8000
    """
    app = buka_app(ctx)
    pastikan_alamat(app, alamat)
    atur = app.extensions["smartkampung"].pengaturan
    port = port or urlsplit(atur.alamat_publik).port or 8000
    jadwal = None if tanpa_penjadwal else mulai_penjadwal(app)
    click.echo(f"Smart Kampung di http://{alamat}:{port} (berhenti: Ctrl+C)")
    try:
        layani(app, alamat, port)
    finally:
        if jadwal is not None:
            jadwal.henti()


def mulai_penjadwal(app: Flask):  # type: ignore[no-untyped-def]
    """Start the scheduler beside the pages; when another one leads already, say so and go on without."""
    from smartkampung.penjadwal import Penjadwal, SudahAdaPenjadwal

    jadwal = Penjadwal(app)
    try:
        jadwal.mulai()
    except SudahAdaPenjadwal as galat:
        click.echo(galat.kalimat(), err=True)
        return None
    return jadwal


@click.command()
@click.pass_context
def penjadwal(ctx: click.Context) -> None:
    """Menjalankan penjadwal saja (untuk hosting).

    Contoh: smartkampung penjadwal
    """
    from smartkampung.penjadwal import Penjadwal, SudahAdaPenjadwal

    jadwal = Penjadwal(buka_app(ctx))
    try:
        jadwal.mulai()
    except SudahAdaPenjadwal as galat:
        click.echo(galat.kalimat(), err=True)
        sys.exit(SUDAH_JALAN)
    click.echo("Penjadwal berjalan (berhenti: Ctrl+C)")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("Berhenti.")
    finally:
        jadwal.henti()
