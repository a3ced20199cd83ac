"""`smartkampung periksa`: run all checks and say what was checked."""

from __future__ import annotations

import sys

import click

from smartkampung import sambungan
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format


@click.command()
@pilihan_format
@dengan_app
def periksa(bentuk: str) -> None:
    """Memeriksa rantai audit, aturan setiap bagian, dan pengaturan.

    Keluar dengan kode 1 bila ada temuan. Contoh: smartkampung periksa --format json
    """
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
