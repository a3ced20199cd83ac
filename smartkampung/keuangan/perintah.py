"""`smartkampung laporan keuangan …`: the papers of the budget for other programs and for scripts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.perintah import dengan_app
from smartkampung.keuangan.acuan.kode import baku_kegiatan
from smartkampung.keuangan.anggaran.isi import versi_berlaku, versi_tahun, versi_terkini
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.dpa.models import BERLAKU
from smartkampung.keuangan.dpa.queries import dpa_tahun
from smartkampung.keuangan.dpa.rak import rak_tahun
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import json_kertas, pdf_kertas, xlsx_kertas
from smartkampung.keuangan.kertas.susun import kertas_dpa, kertas_dpa_tahun, kertas_rak, kertas_versi
from smartkampung.keuangan.laporan.perintah import REALISASI

ANGGARAN = ("apbdes", "penjabaran", "perubahan", "rka", "rkkd", "rab", "dpa", "rak")
LAPORAN = (*ANGGARAN, *REALISASI)


class TidakAdaLaporan(GalatDomain):
    """There is nothing to report."""

    pesan = "%(sebab)s"
    status = 404


@click.command("keuangan")
@click.argument("laporan", type=click.Choice(LAPORAN))
@click.option("--tahun", type=int, help="Tahun anggaran; bawaannya tahun ini.")
@click.option("--versi", type=int, help="Urut versi (0: awal); bawaannya yang berlaku, atau yang terakhir.")
@click.option("--bulan", type=click.IntRange(1, 12), help="Sampai akhir bulan ini; untuk buku, bulan itu saja.")
@click.option("--kegiatan", default="", help="Kode kegiatan, misalnya 02.03.11, untuk rka, rab, dan dpa.")
@click.option("--format", "bentuk", type=click.Choice(["json", "xlsx", "pdf"]), default="json", show_default=True)
@click.option("--ke", type=click.Path(dir_okay=False, path_type=Path), help="Berkas tujuan; bawaannya layar.")
@dengan_app
def laporan(laporan: str, tahun: int | None, versi: int | None, bulan: int | None, kegiatan: str, bentuk: str,
            ke: Path | None) -> None:  # fmt: skip
    """Mengeluarkan kertas anggaran, buku kas, atau laporan realisasi sebagai JSON, XLSX, atau PDF.

    Contoh: smartkampung laporan keuangan lra --tahun 2026 --bulan 6 --format pdf --ke lra.pdf
    """
    if bentuk != "json" and ke is None and sys.stdout.isatty():
        raise click.UsageError("Sebut berkas tujuannya dengan --ke.")
    try:
        pilih = tahun or hari_desa().year
        kertas = (REALISASI[laporan](pilih, bulan) if laporan in REALISASI
                  else susun(laporan, pilih, versi, baku_kegiatan(kegiatan)))  # fmt: skip
    except TidakDitemukan as galat:
        raise TidakAdaLaporan(sebab=f"Tidak ada {laporan} untuk kegiatan {kegiatan}.") from galat
    data = keluarkan(kertas, bentuk)
    if ke is None:
        click.echo(data, nl=False)
    else:
        ke.write_bytes(data)
        click.echo(f"{ke}: {len(data)} bita", err=True)


def keluarkan(kertas: Kertas, bentuk: str) -> bytes:
    """The paper in one of the three forms."""
    if bentuk == "json":
        return json.dumps(json_kertas(kertas), ensure_ascii=False, indent=1).encode() + b"\n"
    return pdf_kertas(kertas) if bentuk == "pdf" else xlsx_kertas(kertas)


def susun(nama: str, tahun: int, urut: int | None, kegiatan: str) -> Kertas:
    """The paper a command asks for."""
    if nama == "dpa":
        return _dpa(tahun, kegiatan)
    if nama == "rak":
        semua = rak_tahun(tahun)
        if not semua:
            raise TidakAdaLaporan(sebab=f"Belum ada RAK {tahun}.")
        return kertas_rak(next((r for r in reversed(semua) if r.keadaan == BERLAKU), semua[-1]))
    return kertas_versi(nama, _versi(tahun, urut), kegiatan or None)


def _dpa(tahun: int, kegiatan: str) -> Kertas:
    semua = [d for d in dpa_tahun(tahun) if not kegiatan or d.kegiatan == kegiatan]
    if not semua:
        raise TidakAdaLaporan(sebab=f"Belum ada DPA {tahun}{f' untuk kegiatan {kegiatan}' if kegiatan else ''}.")
    if not kegiatan:
        return kertas_dpa_tahun(tahun)
    return kertas_dpa(next((d for d in semua if d.keadaan == BERLAKU), semua[-1]))


def _versi(tahun: int, urut: int | None) -> VersiAnggaran:
    if urut is None:
        versi = versi_berlaku(tahun) or versi_terkini(tahun)
    else:
        versi = next((v for v in versi_tahun(tahun) if v.urut == urut), None)
    if versi is None:
        raise TidakAdaLaporan(sebab=f"Tidak ada anggaran {tahun}{'' if urut is None else f' versi {urut}'}.")
    return versi
