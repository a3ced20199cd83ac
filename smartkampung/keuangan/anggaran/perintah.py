"""`smartkampung impor anggaran` and `smartkampung ekspor anggaran`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from smartkampung.inti.db import transaksi
from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format
from smartkampung.keuangan.anggaran import buku_kerja
from smartkampung.keuangan.anggaran.isi import versi_terkini
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.siskeudes.perintah import pelaku


def _versi(tahun: int) -> VersiAnggaran:
    versi = versi_terkini(tahun)
    if versi is None:
        raise click.ClickException(f"Belum ada anggaran tahun {tahun}.")
    return versi


@click.command("anggaran")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--tahun", type=int, required=True, help="Tahun anggaran; yang diisi adalah draf terakhirnya.")
@click.option("--uji", is_flag=True, help="Hanya diperiksa; tidak ada yang disimpan.")
@click.option("--oleh", default="", help="Nama pengguna yang bertanggung jawab; bawaan: sekretaris desa.")
@pilihan_format
@dengan_app
def impor(berkas: Path, tahun: int, uji: bool, oleh: str, bentuk: str) -> None:
    """Mengisi draf anggaran dari buku kerja (.xlsx atau .csv).

    Selesai dengan kode 0 bila semua baris diterima, 1 bila ada yang ditolak.

    Contoh: smartkampung impor anggaran anggaran-2027.xlsx --tahun 2027 --uji
    """
    with transaksi():
        versi = _versi(tahun)
        hasil = buku_kerja.uji_buku_kerja(versi, berkas)
        if not uji:
            buku_kerja.terapkan_buku_kerja(versi, hasil, oleh=pelaku(oleh))
    if bentuk == "json":
        cetak_json(hasil.ringkas | {"tersimpan": not uji, "tolakan": list(buku_kerja.baris_tolak(hasil))})
    else:
        for nama, banyak in hasil.ringkas.items():
            click.echo(f"{nama.replace('_', ' ')}: {banyak}")
        for t in buku_kerja.baris_tolak(hasil):
            click.echo(f"{t['lembar']} baris {t['baris']}: {t['nilai']}: {t['kalimat']}")
    sys.exit(1 if hasil.tolak else 0)


@click.command("anggaran")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--tahun", type=int, required=True, help="Tahun anggaran; versi terakhirnya yang ditulis.")
@dengan_app
def ekspor(berkas: Path, tahun: int) -> None:
    """Menulis anggaran sebagai buku kerja (.xlsx) yang dapat diimpor lagi.

    Contoh: smartkampung ekspor anggaran anggaran-2026.xlsx --tahun 2026
    """
    versi = _versi(tahun)
    berkas.write_bytes(buku_kerja.tulis_buku_kerja(versi))
    click.echo(f"{versi.nama} ditulis ke {berkas}.")
