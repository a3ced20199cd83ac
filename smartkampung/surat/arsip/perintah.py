"""`smartkampung impor surat`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from smartkampung.inti.berkas import simpan_hasil
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.perintah import cetak_json, dengan_app, kemajuan, pilihan_format
from smartkampung.surat.arsip import impor as masuk
from smartkampung.surat.arsip.models import DIUJI, ImporSurat
from smartkampung.surat.arsip.tata import MEDAN, baca_semua

BATAS_CETAK = 20


@click.command("surat")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--uji", is_flag=True, help="Hanya diperiksa; tidak ada yang disimpan.")
@click.option(
    "--kolom", multiple=True, metavar="ARTI=JUDUL", help='Misalnya --kolom nomor="No. Agenda"; boleh berulang.'
)
@click.option(
    "--bagian", type=click.IntRange(0, 4), default=None, help="Nomor urut ada di bagian ke berapa; 0 = seutuhnya."
)
@click.option("--lanjutkan/--tidak-lanjutkan", default=True, help="Nomor tahun ini melanjutkan arsip.")
@pilihan_format
@dengan_app
def impor(berkas: Path, uji: bool, kolom: tuple[str, ...], bagian: int | None, lanjutkan: bool, bentuk: str) -> None:
    """Memasukkan arsip surat lama (.xlsx atau .csv) dengan judul no, tanggal, kode_surat, nik, nama, pamong.

    Selesai dengan kode 0 bila semua baris diterima, 1 bila ada yang ditolak.

    Contoh: smartkampung impor surat log-surat.xlsx --kolom nomor="No. Agenda" --uji
    """
    bilah = kemajuan()
    with transaksi():
        hasil = masuk.terima(simpan_hasil(berkas.read_bytes(), berkas.name, "application/octet-stream"), oleh=None)
        _petakan(hasil, kolom, bagian, lanjutkan)
        baris = baca_semua(berkas, masuk.peta_dari(hasil), hari_desa(), bilah)
        masuk.simpan_uji(hasil, masuk.bandingkan(baris, hari_desa(), sesi=None))
        if not uji:
            masuk.terapkan(hasil, baris, oleh=None, kemajuan=bilah)
        laporan = _laporan(hasil)
        if uji:
            masuk.buang(hasil)
    _cetak(laporan, bentuk)
    sys.exit(1 if laporan["ditolak"] else 0)


def _petakan(hasil: ImporSurat, kolom: tuple[str, ...], bagian: int | None, lanjutkan: bool) -> None:
    """The remembered or guessed mapping, with what was typed laid over it."""
    peta = dict(hasil.peta["kolom"])
    for satu in kolom:
        arti, _sama, judul = satu.partition("=")
        if arti not in MEDAN or judul not in hasil.judul:
            pilihan = f"Arti: {', '.join(MEDAN)}. Judul: {', '.join(j for j in hasil.judul if j)}."
            raise click.BadParameter(f"{satu} tidak cocok. {pilihan}", param_hint="--kolom")
        peta[arti] = hasil.judul.index(judul)
    masuk.petakan(hasil, peta, hasil.peta.get("bagian", 0) if bagian is None else bagian, lanjutkan=lanjutkan)


def _laporan(hasil: ImporSurat) -> dict[str, Any]:
    return {
        "berkas": hasil.nama_berkas,
        "tersimpan": hasil.keadaan != DIUJI,
        "baru": hasil.baru,
        "tetap": hasil.tetap,
        "ditolak": hasil.ditolak,
        "peringatan": hasil.peringatan,
        "tolakan": [{"baris": b, "kolom": k, "isi": i, "kalimat": s} for b, k, i, s in hasil.rincian["tolak"]],
    }


def _cetak(laporan: dict[str, Any], bentuk: str) -> None:
    if bentuk == "json":
        cetak_json(laporan)
        return
    kepala = "Tersimpan" if laporan["tersimpan"] else "Uji saja, tidak ada yang disimpan"
    click.echo(f"{kepala}: {laporan['baru']} baru, {laporan['tetap']} sudah ada, {laporan['ditolak']} ditolak, "
               f"{laporan['peringatan']} peringatan.")  # fmt: skip
    for t in laporan["tolakan"][:BATAS_CETAK]:
        click.echo(f"  baris {t['baris']}, kolom {t['kolom']}: {t['kalimat']}")
    if len(laporan["tolakan"]) > BATAS_CETAK:
        click.echo(f"  … dan {len(laporan['tolakan']) - BATAS_CETAK} lagi; --format json menampilkan semuanya.")
