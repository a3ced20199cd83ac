"""`smartkampung demo`: a fictional village and the kabupaten beside it, filled and running on this machine."""

from __future__ import annotations

import shutil
import threading
import tomllib
from pathlib import Path

import click
from flask import Flask

from smartkampung import lokasi
from smartkampung.akun.demo import SANDI_DEMO, buat_akun_demo, daftar_akun_demo
from smartkampung.akun.services import ada_pengguna
from smartkampung.contoh import bsre_tiruan
from smartkampung.contoh.bahan import pengguna
from smartkampung.desa.services import tetapkan_wilayah
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.perintah import kemajuan
from smartkampung.pengaturan import NAMA_BERKAS, Pengaturan
from smartkampung.perintah.jalankan import layani, mulai_penjadwal
from smartkampung.perintah.siapkan import siapkan_instance
from smartkampung.surat.tte.layanan import atur_layanan, layanan_tte

KABUPATEN, KECAMATAN = "99.01", "99.01.01"


@click.command()
@click.option("--port", type=click.IntRange(1024, 65534), default=8000, show_default=True,
              help="Port desa; kabupaten memakai port berikutnya.")
@click.option("--penduduk", type=click.IntRange(0, 100_000), default=3000, show_default=True)
@click.option("--benih", type=int, default=2026, show_default=True, help="Benih acak: sama benih, sama data.")
@click.option("--bersih", is_flag=True, help="Buang desa contoh yang lama dulu.")
@click.option("--siapkan-saja", is_flag=True, help="Isi data lalu selesai, tanpa menjalankan.")
@click.pass_context
def demo(ctx: click.Context, port: int, penduduk: int, benih: int, bersih: bool, siapkan_saja: bool) -> None:
    """Membuat dan menjalankan desa contoh beserta kabupatennya di komputer ini.

    Contoh: smartkampung demo --penduduk 3000
    """
    rumah = ((ctx.find_root().obj or {}).get("instance") or lokasi.folder_instance()) / "demo"
    if bersih:
        shutil.rmtree(rumah, ignore_errors=True)
    desa = _siapkan(rumah / "desa", "desa", port)
    kabupaten = _siapkan(rumah / "kabupaten", "kabupaten", port + 1)
    _isi_kabupaten(kabupaten)
    _isi_desa(desa, penduduk, benih)
    _hubungkan(desa, kabupaten, port + 1)
    _siapkan_bsre(desa, port + 2)
    if siapkan_saja:
        click.echo(f"Desa contoh siap di {rumah}.")
        return
    bsre_tiruan.Tiruan().mulai(port + 2)
    _cetak_alamat(desa, kabupaten, port)
    _layani_semua([(desa, port), (kabupaten, port + 1)])


def _siapkan(folder: Path, mode: str, port: int) -> Flask:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    berkas = folder / NAMA_BERKAS
    isi = (f'mode = "{mode}"\nalamat_publik = "http://127.0.0.1:{port}"\ndemo = true\ntotp_wajib = false\n')
    if not berkas.exists() or tomllib.loads(berkas.read_text(encoding="utf-8")).get("demo"):
        berkas.write_text(isi, encoding="utf-8")
    return siapkan_instance(Pengaturan.muat(folder))


def _isi_kabupaten(app: Flask) -> None:
    with app.app_context():
        if not ada_pengguna():
            with transaksi():
                tetapkan_wilayah(KABUPATEN, alamat="Jalan Pemuda Nomor 1, Tirtawangi")
                buat_akun_demo(hari_desa().replace(year=hari_desa().year - 1), cakupan=KECAMATAN)


def _isi_desa(app: Flask, penduduk: int, benih: int) -> None:
    from smartkampung.contoh.isi import isi_contoh

    with app.app_context():
        if not ada_pengguna():
            click.echo(f"Mengisi desa contoh dengan {penduduk} penduduk…")
            isi_contoh(penduduk, benih, kemajuan=kemajuan())


def _hubungkan(desa: Flask, kabupaten: Flask, port: int) -> None:
    """Exchange keys between village and kabupaten, and send the past months, so the matrix is not empty."""
    from smartkampung.kabupaten.demo import hubungkan_demo

    hubungkan_demo(desa, kabupaten, f"http://127.0.0.1:{port}")


def _siapkan_bsre(desa: Flask, port: int) -> None:
    """The settings of the pretended BSrE service, switched off until a visitor tries it."""
    with desa.app_context():
        if layanan_tte() is None:
            with transaksi():
                atur_layanan(aktif=False, versi="v2", alamat=f"http://127.0.0.1:{port}", pengguna=bsre_tiruan.PENGGUNA,
                             sandi=bsre_tiruan.SANDI, tampak=False, tenggat=20, oleh=pengguna("sekdes"))


def _cetak_alamat(desa: Flask, kabupaten: Flask, port: int) -> None:
    for app, alamat, nama in ((desa, port, "Desa     "), (kabupaten, port + 1, "Kabupaten")):
        with app.app_context():
            click.echo(f"\n{nama}  http://127.0.0.1:{alamat}")
            for akun, peran in daftar_akun_demo():
                click.echo(f"    {akun:<11} {peran}")
    click.echo(f"\nBSrE tiruan http://127.0.0.1:{port + 2} (menu Surat, Atur, BSrE: nyalakan). "
               f"NIK {bsre_tiruan.NIK}, frasa {bsre_tiruan.FRASA}, kode sekali pakai {bsre_tiruan.TOTP}.")
    click.echo(f"\nKata sandi semua akun contoh: {SANDI_DEMO}\nBerhenti: Ctrl+C")


def _layani_semua(semua: list[tuple[Flask, int]]) -> None:
    jadwal = [mulai_penjadwal(app) for app, _ in semua]
    for app, port in semua[1:]:
        threading.Thread(target=layani, args=(app, "127.0.0.1", port), kwargs={"utas": 3}, daemon=True).start()
    try:
        layani(semua[0][0], "127.0.0.1", semua[0][1], utas=4)
    finally:
        for j in jadwal:
            if j is not None:
                j.henti()
