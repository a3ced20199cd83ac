"""`smartkampung pengguna`: accounts from the console, for when nobody can log in."""

from __future__ import annotations

from datetime import date

import click

from smartkampung.akun import services
from smartkampung.akun.models import Pengguna
from smartkampung.akun.peran import peran_mode
from smartkampung.akun.queries import daftar_pengguna, pengguna_bernama
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa, pengaturan
from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format, tampilkan


@click.group()
def pengguna() -> None:
    """Akun pengguna: lihat, tambah, setel ulang.

    Contoh: smartkampung pengguna daftar
    """


@pengguna.command("daftar")
@pilihan_format
@dengan_app
def daftar(bentuk: str) -> None:
    """Menampilkan semua akun. Contoh: smartkampung pengguna daftar --format json"""
    baris = [(p.nama_pengguna, p.nama, ", ".join(t.peran for t in p.peran_kini()), "ya" if p.totp else "tidak",
              "aktif" if p.aktif else "nonaktif") for p in daftar_pengguna()]
    tampilkan(bentuk, ("nama_pengguna", "nama", "peran", "totp", "keadaan"), baris)


@pengguna.command("tambah")
@click.argument("nama_pengguna")
@click.option("--nama", required=True, help="Nama lengkap.")
@click.option("--peran", required=True, help="Kunci peran; lihat: smartkampung pengguna peran")
@click.option("--cakupan", default="", help="Kode kecamatan untuk pejabat kecamatan.")
@click.option("--mulai", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Bawaan: hari ini.")
@pilihan_format
@dengan_app
def tambah(nama_pengguna: str, nama: str, peran: str, cakupan: str, mulai: date | None, bentuk: str) -> None:
    """Membuat akun dengan kata sandi sementara.

    Contoh: smartkampung pengguna tambah rina --nama "Rina Wulandari" --peran operator
    """
    with transaksi():
        orang, sandi = services.buat_pengguna(nama_pengguna, nama, oleh=None)
        services.tugaskan(orang, peran, mulai=mulai.date() if mulai else hari_desa(), oleh=None,  # type: ignore[attr-defined]
                          cakupan=cakupan)
    if bentuk == "json":
        cetak_json({"nama_pengguna": orang.nama_pengguna, "sandi_sementara": sandi})
    else:
        click.echo(f"Akun {orang.nama_pengguna} dibuat. Kata sandi sementara: {sandi}")


@pengguna.command("peran")
@pilihan_format
@dengan_app
def peran(bentuk: str) -> None:
    """Menampilkan peran yang ada. Contoh: smartkampung pengguna peran"""
    tampilkan(bentuk, ("kunci", "nama"), [(p.kunci, p.nama) for p in peran_mode(pengaturan().mode)])


@pengguna.command("sandi")
@click.argument("nama_pengguna")
@pilihan_format
@dengan_app
def sandi(nama_pengguna: str, bentuk: str) -> None:
    """Menyetel ulang kata sandi. Contoh: smartkampung pengguna sandi rina"""
    with transaksi():
        sementara = services.setel_sandi(_ambil(nama_pengguna), oleh=None)
    if bentuk == "json":
        cetak_json({"nama_pengguna": nama_pengguna, "sandi_sementara": sementara})
    else:
        click.echo(f"Kata sandi sementara {nama_pengguna}: {sementara}")


@pengguna.command("lepas-totp")
@click.argument("nama_pengguna")
@dengan_app
def lepas_totp(nama_pengguna: str) -> None:
    """Melepas kode kedua orang yang kehilangan telepon. Contoh: smartkampung pengguna lepas-totp rina"""
    with transaksi():
        services.lepas_totp(_ambil(nama_pengguna), oleh=None)
    click.echo(f"Kode kedua {nama_pengguna} dilepas; dipasang lagi saat masuk.")


def _ambil(nama_pengguna: str) -> Pengguna:
    orang = pengguna_bernama(nama_pengguna)
    if orang is None:
        raise click.ClickException(f"Tidak ada akun {nama_pengguna}.")
    return orang
