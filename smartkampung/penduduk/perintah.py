"""`smartkampung impor penduduk` and `smartkampung ekspor penduduk`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from smartkampung.desa.queries import profil
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.perintah import cetak_json, dengan_app, kemajuan, pilihan_format
from smartkampung.penduduk import ekspor as keluar
from smartkampung.penduduk import impor as masuk
from smartkampung.penduduk.models import DIUJI, ImporPenduduk
from smartkampung.penduduk.rencana_impor import Rencana

BATAS_CETAK = 20


@click.command("penduduk")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--uji", is_flag=True, help="Hanya diperiksa; tidak ada yang disimpan.")
@click.option("--semua-atau-tidak", is_flag=True, help="Simpan hanya bila tidak ada baris yang ditolak.")
@pilihan_format
@dengan_app
def impor(berkas: Path, uji: bool, semua_atau_tidak: bool, bentuk: str) -> None:
    """Memasukkan penduduk dari lembar OpenSID (.xlsx atau .csv).

    Selesai dengan kode 0 bila semua baris diterima, 1 bila ada yang ditolak.

    Contoh: smartkampung impor penduduk penduduk.xlsx --uji
    """
    pada, bilah = hari_desa(), kemajuan()
    baris = masuk.baca_semua(berkas, pada, bilah)
    with transaksi():
        rencana = masuk.bandingkan(baris, pada, profil().kode, kemajuan=bilah) if uji else Rencana()
        hasil = masuk.simpan_uji(rencana, berkas.name, oleh=None)
        if not uji:
            masuk.terapkan(hasil, baris, pada=pada, oleh=None, hanya_bila_bersih=semua_atau_tidak, kemajuan=bilah)
        laporan = _laporan(hasil)
        if uji:
            masuk.buang(hasil)
    _cetak(laporan, bentuk)
    sys.exit(1 if laporan["ditolak"] else 0)


def _laporan(hasil: ImporPenduduk) -> dict[str, Any]:
    return {
        "berkas": hasil.nama_berkas, "tersimpan": hasil.keadaan != DIUJI, "baru": hasil.baru,
        "berubah": hasil.berubah, "tetap": hasil.tetap, "ditolak": hasil.ditolak,
        "peringatan": hasil.peringatan,
        "tolakan": [{"baris": b, "kolom": k, "nilai": n, "kalimat": p % a if a else p}
                    for b, k, n, p, a, _ in hasil.rincian["tolak"]],
    }


def _cetak(laporan: dict[str, Any], bentuk: str) -> None:
    if bentuk == "json":
        cetak_json(laporan)
        return
    kepala = "Tersimpan" if laporan["tersimpan"] else "Uji saja, tidak ada yang disimpan"
    click.echo(f"{kepala}: {laporan['baru']} baru, {laporan['berubah']} berubah, {laporan['tetap']} tetap, "
               f"{laporan['ditolak']} ditolak, {laporan['peringatan']} peringatan.")
    for t in laporan["tolakan"][:BATAS_CETAK]:
        click.echo(f"  baris {t['baris']}, kolom {t['kolom']}, isi {t['nilai'] or '(kosong)'}: "
                   f"{t['kalimat']}")
    if len(laporan["tolakan"]) > BATAS_CETAK:
        click.echo(f"  … dan {len(laporan['tolakan']) - BATAS_CETAK} lagi; --format json menampilkan "
                   f"semuanya.")


@click.command("penduduk")
@click.option("--format", "bentuk", type=click.Choice(["xlsx", "csv", "json"]), default="xlsx",
              show_default=True)
@click.option("--ke", type=click.Path(path_type=Path, dir_okay=False), default=None,
              help="Berkas tujuan; bawaan: penduduk.<format> di folder ini, \"-\" untuk keluaran baku.")
@dengan_app
def ekspor(bentuk: str, ke: Path | None) -> None:
    """Mengeluarkan semua penduduk dalam tata letak yang sama dengan impor. Tercatat di audit.

    Contoh: smartkampung ekspor penduduk --format csv --ke penduduk.csv
    """
    tujuan = ke or Path(f"penduduk.{bentuk}")
    with transaksi():
        if str(tujuan) == "-":
            banyak = keluar.ekspor(bentuk, sys.stdout.buffer, oleh=None)
            sys.stdout.flush()
        else:
            with tujuan.open("wb") as berkas:
                banyak = keluar.ekspor(bentuk, berkas, oleh=None, kemajuan=kemajuan())
    click.echo(f"{banyak} penduduk ditulis ke {tujuan}.", err=True)
