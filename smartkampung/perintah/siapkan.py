"""`smartkampung siapkan`: make the instance, print the recovery key and the one-time set-up code."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
from flask import Flask

from smartkampung import create_app, lokasi
from smartkampung.akun.services import ada_pengguna
from smartkampung.beranda.cadangan import kunci_pemulihan
from smartkampung.desa.services import buat_kode_siapkan
from smartkampung.inti.db import transaksi
from smartkampung.inti.skema import mutakhirkan, skema_basis_data
from smartkampung.pengaturan import NAMA_BERKAS, Pengaturan
from smartkampung.sambungan import muat_data_awal


def siapkan_instance(atur: Pengaturan) -> Flask:
    """Make folders, keys and database; safe to repeat."""
    atur.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = create_app(atur)
    with app.app_context():
        mutakhirkan_lengkap()
        kunci_pemulihan(atur)
    return app


def mutakhirkan_lengkap() -> None:
    """Run all migrations, then bring the areas' reference data in."""
    mutakhirkan()
    with transaksi():
        muat_data_awal()


@click.command()
@click.option("--mode", type=click.Choice(["desa", "kabupaten"]), default=None,
              help="Untuk desa atau kantor kabupaten.")
@click.pass_context
def siapkan(ctx: click.Context, mode: str | None) -> None:
    """Menyiapkan folder data, kunci, dan basis data; mencetak kode penyiapan.

    Contoh: smartkampung siapkan --mode desa
    """
    instance: Path = (ctx.find_root().obj or {}).get("instance") or lokasi.folder_instance()
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    berkas = instance / NAMA_BERKAS
    if not berkas.exists():
        shutil.copy(lokasi.folder_data() / "contoh.desa.toml", berkas)
        if mode:
            isi = berkas.read_text(encoding="utf-8")
            berkas.write_text(isi.replace('mode = "desa"', f'mode = "{mode}"', 1), encoding="utf-8")
    atur = Pengaturan.muat(instance)
    baru = not (atur.instance / "kunci" / "cadangan.age").exists()
    app = siapkan_instance(atur)
    with app.app_context():
        click.echo(f"Folder data : {atur.instance}")
        click.echo(f"Skema       : {skema_basis_data()}")
        if baru:
            _lembar_pemulihan(kunci_pemulihan(atur))
        if ada_pengguna():
            click.echo("Sudah ada akun admin. Jalankan: smartkampung jalankan")
        else:
            click.echo(f"\nKode penyiapan (sekali pakai): {buat_kode_siapkan()}")
            click.echo(f"Jalankan: smartkampung jalankan\nlalu buka {atur.alamat_publik}/siapkan dan isi kode itu.")


def _lembar_pemulihan(kunci: str) -> None:
    click.echo("\n=== LEMBAR PEMULIHAN: cetak, simpan di lemari terkunci, jangan di komputer ini ===")
    click.echo("Cadangan hanya dapat dibuka dengan kunci ini:")
    click.echo(f"\n    {kunci}\n")
    click.echo("Memulihkan: smartkampung pulihkan BERKAS.skc --kunci KUNCI-DI-ATAS")
    click.echo("=================================================================================")
