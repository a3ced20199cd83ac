"""`smartkampung cadangkan|pulihkan|perbarui`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
from flask import Flask

from smartkampung.beranda import cadangan as buat
from smartkampung.beranda import pulih
from smartkampung.beranda.detak import berdetak
from smartkampung.beranda.pita import SALINAN_LUAR
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.perintah import cetak_json, dengan_app, kemajuan, pilihan_format
from smartkampung.inti.skema import skema_basis_data, skema_program
from smartkampung.perintah.siapkan import mutakhirkan_lengkap
from smartkampung.surat.nomor.skema import REGISTER_KELUAR, lanjutkan_sesudah

ALASAN_PULIH = "dipulihkan dari cadangan"


@click.command()
@click.option("--ke", type=click.Path(path_type=Path, dir_okay=False), default=None,
              help="Berkas tujuan, misalnya di flash disk; lampiran ikut disalin ke sampingnya.")
@pilihan_format
@dengan_app
def cadangkan(ke: Path | None, bentuk: str) -> None:
    """Membuat cadangan tersandi dan mengujinya dengan membukanya kembali.

    Contoh: smartkampung cadangkan --ke /media/usb/desa.skc
    """
    if ke is not None:
        ke.parent.mkdir(parents=True, exist_ok=True)
    berkas = buat.cadangkan_kini(kemajuan=kemajuan(), tujuan=ke)
    if ke is not None:
        shutil.copytree(pengaturan().folder("cadangan") / "lampiran", ke.parent / "lampiran", dirs_exist_ok=True)
        with transaksi():
            berdetak(SALINAN_LUAR, berkas.name)
    if bentuk == "json":
        cetak_json({"berkas": str(berkas), "ukuran": berkas.stat().st_size})
    else:
        click.echo(f"Cadangan {berkas} dibuat dan teruji ({berkas.stat().st_size // 1024} KB).")


@click.command()
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kunci", default="", help="Kunci pada lembar pemulihan; bawaan: kunci di folder data ini.")
@click.option("--nomor-terakhir", multiple=True, metavar="REGISTER/TAHUN=NOMOR",
              help="Nomor terakhir yang pernah tercetak, untuk komputer yang datanya hilang semua.")
@click.option("--ya", is_flag=True, help="Tidak bertanya lagi.")
@click.pass_context
def pulihkan(ctx: click.Context, berkas: Path, kunci: str, nomor_terakhir: tuple[str, ...], ya: bool) -> None:
    """Memulihkan data dari cadangan. Berkas rusak ditolak sebelum ada yang diubah.

    Contoh: smartkampung pulihkan 20261121-020000.skc --kunci AGE-SECRET-KEY-1…
    """
    terakhir = dict(_baca_nomor(n) for n in nomor_terakhir)
    app: Flask = ctx.find_root().obj["buat_app"]()
    with app.app_context():
        atur = pengaturan()
        kosong = not (atur.sqlite and atur.sqlite.exists())
        manifes = pulih.periksa_isi(berkas, kunci or buat.kunci_pemulihan(atur), atur)
        _tanya(manifes, ya)
        if kosong and not terakhir and not ya:
            terakhir = _tanya_nomor()
        if atur.sqlite is None:
            pulih.isi_postgresql(atur)
        _tukar(kunci)
        mutakhirkan_lengkap()
        pulih.catat_pulih(berkas, manifes)
        lompat = pulih.lompati_nomor(atur, terakhir, ALASAN_PULIH)
        _lanjutkan(terakhir)
    click.echo("Data dipulihkan.")
    for baris in lompat:
        click.echo(f"Nomor yang sudah tercetak sesudah cadangan dilompati: {baris}")
    if manifes["lampiran_hilang"]:
        click.echo(f"{len(manifes['lampiran_hilang'])} lampiran tidak ada di folder lampiran cadangan.")


def _lanjutkan(terakhir: dict[str, int]) -> None:
    """A village may number its letters by another scheme: then its own registers go on after the number as well."""
    if not terakhir:
        return
    with transaksi():
        for kunci, nomor in terakhir.items():
            register, _, tahun = kunci.rpartition("/")
            if register == REGISTER_KELUAR:
                lanjutkan_sesudah(nomor, int(tahun), ALASAN_PULIH)


def _tukar(kunci: str) -> None:
    from smartkampung.extensions import db
    from smartkampung.penjadwal import kunci_pemimpin

    atur = pengaturan()
    db.session.remove()
    db.engine.dispose()
    pemimpin = kunci_pemimpin(atur)
    if not pemimpin.ambil():
        raise click.ClickException("Program sedang berjalan. Hentikan dulu, lalu pulihkan.")
    try:
        pulih.tukar(atur)
    finally:
        pemimpin.lepas()
    if kunci:
        from smartkampung.pengaturan import tulis_rahasia

        tulis_rahasia(atur.folder("kunci") / buat.NAMA_KUNCI, kunci.strip().encode())


def _tanya(manifes: dict[str, object], ya: bool) -> None:
    hilang = pulih.yang_akan_hilang(pengaturan(), manifes)
    click.echo(f"Cadangan dari {manifes['dibuat']}, versi {manifes['versi']}: utuh dan dapat dibuka.")
    for tabel, banyak in hilang.items():
        click.echo(f"  akan hilang: {banyak} baris {tabel}")
    if not ya:
        click.confirm("Ganti data sekarang dengan isi cadangan ini?", abort=True)


def _tanya_nomor() -> dict[str, int]:
    click.echo("Komputer ini kosong. Lihat buku agenda: nomor surat keluar terakhir yang sudah tercetak?")
    tahun = click.prompt("Tahun", type=int)
    nomor = click.prompt("Nomor terakhir (0 bila tidak ada)", type=int)
    return {f"surat_keluar/{tahun}": nomor} if nomor else {}


def _baca_nomor(teks: str) -> tuple[str, int]:
    register, pisah, nomor = teks.partition("=")
    if not (pisah and nomor.isdecimal() and register.rpartition("/")[2].isdecimal()):
        raise click.BadParameter(f"{teks!r}: tulis seperti surat_keluar/2026=57", param_hint="--nomor-terakhir")
    return register, int(nomor)


@click.command()
@click.pass_context
def perbarui(ctx: click.Context) -> None:
    """Memperbarui basis data ke versi program ini: cadangkan, migrasi, periksa.

    Contoh: smartkampung perbarui
    """
    app: Flask = ctx.find_root().obj["buat_app"]()
    with app.app_context():
        dari, ke = skema_basis_data(), skema_program()
        if dari == ke:
            click.echo(f"Sudah skema {ke}; tidak ada yang perlu diperbarui.")
            return
        if dari is not None:
            salinan = _salin_dulu()
            click.echo(f"Salinan sebelum pembaruan: {salinan}")
        mutakhirkan_lengkap()
        click.echo(f"Basis data diperbarui dari skema {dari} ke {skema_basis_data()}.")


def _salin_dulu() -> Path:
    """An exact copy of the old database: an older schema cannot be read by this program's backup."""
    import sqlite3

    atur = pengaturan()
    tujuan = atur.folder("cadangan") / "sebelum-perbarui.sqlite3"
    if atur.sqlite:
        tujuan.unlink(missing_ok=True)
        with sqlite3.connect(atur.sqlite) as basis:
            basis.execute("VACUUM INTO ?", (str(tujuan),))
    return tujuan
