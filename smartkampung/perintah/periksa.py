"""`smartkampung periksa`: run all checks and say what was checked."""

from __future__ import annotations

import sys

import click

from smartkampung import sambungan
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format
from smartkampung.perintah.periksa_paket import paket


@click.group(invoke_without_command=True)
@pilihan_format
@click.pass_context
def periksa(ctx: click.Context, bentuk: str) -> None:
    """Memeriksa rantai audit, aturan setiap bagian, dan pengaturan; atau sebuah paket audit.

    Keluar dengan kode 1 bila ada temuan. Contoh: smartkampung periksa --format json
    """
    if ctx.invoked_subcommand is None:
        _semua(bentuk)


@dengan_app
def _semua(bentuk: str) -> None:
    hasil = jalankan_semua(sambungan.pemeriksaan())
    temuan = sum(len(h.temuan) for h in hasil)
    if bentuk == "json":
        cetak_json({"baik": not temuan, "pemeriksaan": [
            {"nama": h.nama, "baik": h.baik, "temuan": h.temuan} for h in hasil]})
    else:
        for h in hasil:
            click.echo(f"{'baik ' if h.baik else 'SALAH'}  {h.nama}")
            for t in h.temuan:
                click.echo(f"         - {t}")
        click.echo(f"{len(hasil)} pemeriksaan, {temuan} temuan.")
    sys.exit(1 if temuan else 0)


periksa.add_command(paket)
