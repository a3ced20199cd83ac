"""The command `smartkampung`: Indonesian verbs, an example in each help, exit codes scripts can trust.

0 done; 1 refused by a rule or a check that found something; 2 wrong use; 3 somebody else is running.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smartkampung import __version__, lokasi, sambungan
from smartkampung.pengaturan import PengaturanSalah

if TYPE_CHECKING:
    from flask import Flask

PERINTAH_DASAR = {
    "siapkan": "smartkampung.perintah.siapkan:siapkan",
    "jalankan": "smartkampung.perintah.jalankan:jalankan",
    "penjadwal": "smartkampung.perintah.jalankan:penjadwal",
    "demo": "smartkampung.perintah.demo:demo",
    "pengguna": "smartkampung.perintah.pengguna:pengguna",
    "impor": "smartkampung.perintah.data:impor",
    "ekspor": "smartkampung.perintah.data:ekspor",
    "laporan": "smartkampung.perintah.data:laporan",
    "periksa": "smartkampung.perintah.periksa:periksa",
    "cadangkan": "smartkampung.perintah.cadangan:cadangkan",
    "pulihkan": "smartkampung.perintah.cadangan:pulihkan",
    "perbarui": "smartkampung.perintah.cadangan:perbarui",
}


class Kumpulan(click.Group):
    """Commands that are imported when they are called, so `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*PERINTAH_DASAR, *(nama for nama, _ in sambungan.PERINTAH)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        alamat = PERINTAH_DASAR.get(cmd_name)
        hasil: click.Command | None = sambungan.ambil(alamat) if alamat else sambungan.perintah(cmd_name)
        return hasil


@click.group(cls=Kumpulan, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
@click.option("--instance", type=click.Path(path_type=Path, file_okay=False), default=None,
              envvar=lokasi.NAMA_INSTANCE, help="Folder data desa ini.")
@click.version_option(__version__, message="Smart Kampung %(version)s")
@click.pass_context
def grup(ctx: click.Context, instance: Path | None) -> None:
    """Smart Kampung: surat, data penduduk, dan rekap untuk satu desa.

    Contoh: smartkampung siapkan; smartkampung jalankan
    """
    def buat_app() -> Flask:
        from smartkampung import create_app
        from smartkampung.pengaturan import Pengaturan

        return create_app(Pengaturan.muat(instance))

    ctx.obj = {"instance": instance, "buat_app": buat_app}


def main(argumen: list[str] | None = None) -> None:
    """Run the command line; refusals become a sentence and exit code 1."""
    from smartkampung.inti.galat import GalatDomain

    for aliran in (sys.stdout, sys.stderr):
        ubah: Any = getattr(aliran, "reconfigure", None)
        if ubah:
            ubah(encoding="utf-8", errors="replace")  # Windows consoles
    try:
        grup.main(args=argumen, prog_name="smartkampung", standalone_mode=True)
    except PengaturanSalah as galat:
        click.echo(str(galat), err=True)
        sys.exit(2)
    except GalatDomain as galat:
        click.echo(galat.kalimat(), err=True)
        sys.exit(1)
