"""`smartkampung surat …`: what the console offers of this area."""

from __future__ import annotations

import click

from smartkampung.inti.db import transaksi
from smartkampung.inti.perintah import dengan_app, pilihan_format, tampilkan
from smartkampung.surat.jenis import muat_jenis
from smartkampung.surat.queries import jenis_terbaru


@click.group()
def surat() -> None:
    """Surat: jenis yang dilayani.

    Contoh: smartkampung surat jenis
    """


@surat.command("jenis")
@click.option("--muat", is_flag=True, help="Muat dulu definisi yang ikut program ini.")
@pilihan_format
@dengan_app
def jenis(muat: bool, bentuk: str) -> None:
    """Menampilkan jenis surat, versi, kode klasifikasi, dan janji waktunya.

    Contoh: smartkampung surat jenis --format json
    """
    if muat:
        with transaksi():
            muat_jenis()
    baris = [
        (
            satu.kode,
            satu.nama,
            satu.versi,
            satu.klasifikasi,
            satu.janji_menit,
            "ya" if satu.aktif else "tidak",
        )
        for satu in jenis_terbaru()
    ]
    tampilkan(bentuk, ("kode", "nama", "versi", "klasifikasi", "janji_menit", "dilayani"), baris)
