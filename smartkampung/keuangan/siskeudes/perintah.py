"""`smartkampung impor siskeudes FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format
from smartkampung.keuangan.siskeudes.berkas import baca_kiriman
from smartkampung.keuangan.siskeudes.services import Laporan, ambil, periksa


@click.command("siskeudes")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--uji", is_flag=True, help="Hanya diperiksa; tidak ada yang disimpan.")
@click.option("--oleh", default="", help="Nama pengguna yang bertanggung jawab; bawaan: sekretaris desa.")
@pilihan_format
@dengan_app
def impor(berkas: Path, uji: bool, oleh: str, bentuk: str) -> None:
    """Mengambil anggaran dan dokumen kas dari ekspor CSV Siskeudes (.zip).

    Selesai dengan kode 0 bila semuanya dapat diambil, 1 bila ada yang ditolak.

    Contoh: smartkampung impor siskeudes desa-2026.zip --uji
    """
    kiriman = baca_kiriman(berkas)
    if uji:
        laporan = periksa(kiriman)[0]
    else:
        with transaksi():
            laporan = ambil(kiriman, oleh=pelaku(oleh), nama=berkas.name)
    _cetak(laporan, bentuk, tersimpan=not uji)
    sys.exit(1 if laporan.tolak else 0)


def pelaku(nama: str) -> Pengguna:
    """The account the import is done as."""
    semua = db.session.scalars(db.select(Pengguna).filter_by(aktif=True).order_by(Pengguna.id))
    for orang in semua:
        if orang.punya_izin("keuangan.koordinasi") and nama in ("", orang.nama_pengguna):
            return orang
    raise click.ClickException("Tidak ada akun sekretaris desa yang aktif dengan nama itu. Pakai --oleh.")


def _cetak(laporan: Laporan, bentuk: str, *, tersimpan: bool) -> None:
    if bentuk == "json":
        cetak_json(laporan.isi() | {"tersimpan": tersimpan})
        return
    for t in laporan.tahun:
        click.echo(f"{t['tahun']} {t['versi']}: {t['kegiatan']} kegiatan, {t['rab']} baris RAB, "
                   f"belanja {t['belanja']}, {t['keadaan']}")
    for kas in laporan.kas:
        for j in kas["jenis"]:
            click.echo(f"{kas['tahun']} {j['nama']}: {j['banyak']} dokumen, {j['nilai']}")
        click.echo(f"{kas['tahun']} kas: {kas['baris']} baris jurnal, {kas['baru']} dokumen baru")
    for kalimat in laporan.tolak:
        click.echo(f"DITOLAK: {kalimat}")
    for kalimat in laporan.catatan:
        click.echo(f"- {kalimat}")
