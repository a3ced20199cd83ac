"""`smartkampung contoh`: fill an empty instance with a village that does not exist."""

from __future__ import annotations

import click

from smartkampung.akun.demo import SANDI_DEMO, daftar_akun_demo
from smartkampung.contoh.isi import isi_contoh
from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.perintah import cetak_json, dengan_app, kemajuan, pilihan_format
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.surat.models import Surat


@click.command()
@click.option("--penduduk", type=click.IntRange(0, 100_000), default=5000, show_default=True,
              help="Banyaknya penduduk; boleh 0.")
@click.option("--benih", type=int, default=2026, show_default=True, help="Benih acak: sama benih, sama data.")
@pilihan_format
@dengan_app
def contoh(penduduk: int, benih: int, bentuk: str) -> None:
    """Mengisi instance kosong dengan desa rekaan: penduduk, akun per peran, surat setahun.

    Hanya untuk mode demo (demo = true di desa.toml).

    Contoh: smartkampung contoh --penduduk 5000 --benih 7
    """
    if not pengaturan().demo and not pengaturan().uji:
        raise click.ClickException("Data contoh hanya untuk mode demo. Tulis demo = true di desa.toml lebih dulu.")
    isi_contoh(penduduk, benih, kemajuan=kemajuan())
    hasil = {"penduduk": db.session.query(Penduduk).filter_by(status_dasar=HIDUP).count(),
             "surat": db.session.query(Surat).count(), "akun": [n for n, _ in daftar_akun_demo()],
             "sandi": SANDI_DEMO}
    if bentuk == "json":
        cetak_json(hasil)
        return
    click.echo(f"{hasil['penduduk']} penduduk, {hasil['surat']} surat.")
    for nama, peran in daftar_akun_demo():
        click.echo(f"  {nama:<11} {peran}")
    click.echo(f"Kata sandi semua akun, juga frasa tanda tangan kepala desa: {SANDI_DEMO}")
