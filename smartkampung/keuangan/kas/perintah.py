"""`smartkampung impor kas` and `smartkampung ekspor kas`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from smartkampung.inti.db import transaksi
from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format
from smartkampung.keuangan.kas.buku_kerja import terapkan_kas, tulis_kas, uji_kas
from smartkampung.keuangan.siskeudes.perintah import pelaku


@click.command("kas")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--uji", is_flag=True, help="Hanya diperiksa; tidak ada yang dibukukan.")
@click.option("--oleh", default="", help="Nama pengguna yang bertanggung jawab; bawaan: sekretaris desa.")
@pilihan_format
@dengan_app
def impor(berkas: Path, uji: bool, oleh: str, bentuk: str) -> None:
    """Membukukan saldo awal dan transaksi kas dari buku kerja (.xlsx atau .csv).

    Seluruhnya atau tidak sama sekali. Selesai dengan kode 0 bila semua baris benar, 1 bila ada yang ditolak.

    Contoh: smartkampung impor kas kas-2026.xlsx --uji
    """
    with transaksi():
        hasil = uji_kas(berkas)
        if not uji and not hasil.tolak:
            terapkan_kas(hasil, oleh=pelaku(oleh))
    if bentuk == "json":
        tolakan = [{"baris": n, "bukti": b, "kalimat": k} for n, b, k in hasil.tolak]
        cetak_json(hasil.ringkas | {"tersimpan": not uji and not hasil.tolak, "tolakan": tolakan, "minus": hasil.minus})
    else:
        for nama, banyak in hasil.ringkas.items():
            click.echo(f"{nama.replace('_', ' ')}: {banyak}")
        for nomor, bukti, kalimat in hasil.tolak:
            click.echo(f"baris {nomor} ({bukti}): {kalimat}")
        for kalimat in hasil.minus:
            click.echo(f"minus pada akhir hari: {kalimat}")
    sys.exit(1 if hasil.tolak else 0)


@click.command("kas")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--tahun", type=int, required=True, help="Tahun anggaran.")
@dengan_app
def ekspor(berkas: Path, tahun: int) -> None:
    """Menulis jurnal kas satu tahun sebagai buku kerja (.xlsx) yang dapat diimpor lagi.

    Contoh: smartkampung ekspor kas kas-2026.xlsx --tahun 2026
    """
    berkas.write_bytes(tulis_kas(tahun))
    click.echo(f"Jurnal kas {tahun} ditulis ke {berkas}.")
