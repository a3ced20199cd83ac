"""`smartkampung periksa paket FILE`: judge an audit pack; needs no village, only the file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from smartkampung.inti.perintah import cetak_json, pilihan_format
from smartkampung.keuangan.paket.segel import periksa_paket


@click.command("paket")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kunci", default="", help="Sidik kunci desa yang diharapkan (16 digit), dari halaman paket audit.")
@pilihan_format
def paket(berkas: Path, kunci: str, bentuk: str) -> None:
    """Memeriksa paket audit keuangan: tanda tangan, setiap berkas, dan jumlah jurnalnya.

    Keluar dengan kode 1 bila ada yang diubah, hilang, atau ditambahkan. Contoh: smartkampung periksa paket paket.zip
    """
    hasil = periksa_paket(berkas, kunci)
    isi = hasil.manifes
    if bentuk == "json":
        ringkas = {k: isi.get(k) for k in ("desa", "tahun", "dari", "sampai", "dibuat", "jurnal")}
        cetak_json({"baik": hasil.baik, "kunci": hasil.kunci, "berkas": hasil.banyak, "temuan": hasil.temuan} | ringkas)
    else:
        if isi:
            click.echo(f"{isi['desa']['nama']} ({isi['desa']['kode']}), {isi['dari']} sampai {isi['sampai']}")
            click.echo(f"Dibuat {isi['dibuat']}, kunci {hasil.kunci}; cocokkan dengan yang tertulis di kantor desa.")
        for satu in hasil.temuan:
            click.echo(f"SALAH  {satu}")
        click.echo(f"{hasil.banyak} berkas diperiksa, {len(hasil.temuan)} temuan.")
    sys.exit(0 if hasil.baik else 1)
