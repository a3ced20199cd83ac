"""`smartkampung kabupaten`: join (in a village), take in a packet (in the kabupaten's app)."""

from __future__ import annotations

from pathlib import Path

import click

from smartkampung.inti.perintah import dengan_app, pilihan_format
from smartkampung.rekap.perintah import tulis


@click.group()
def kabupaten() -> None:
    """Hubungan desa dengan aplikasi kabupaten.

    Contoh: smartkampung kabupaten gabung https://rekap.contoh.go.id 4F7K-22MQ-9XTB
    """


@kabupaten.command()
@click.argument("alamat")
@click.argument("kode")
@click.option("--nama", default="Kabupaten", show_default=True, help="Nama tujuan.")
@click.option("--kunci-baru", is_flag=True, help="Ganti kunci desa (hilang, bocor, atau dicabut).")
@pilihan_format
@dengan_app
def gabung(alamat: str, kode: str, nama: str, kunci_baru: bool, bentuk: str) -> None:
    """Gabungkan desa ini dengan kode sekali pakai dari kabupaten.

    Contoh: smartkampung kabupaten gabung https://rekap.contoh.go.id 4F7K-22MQ-9XTB
    """
    from smartkampung.extensions import db
    from smartkampung.inti.db import transaksi
    from smartkampung.rekap.gabung import gabung as gabungkan
    from smartkampung.rekap.models import HTTP, TujuanRekap
    from smartkampung.rekap.tujuan import rapikan_alamat, simpan_tujuan

    with transaksi():
        rapi = rapikan_alamat(HTTP, alamat)
        tujuan = db.session.scalar(db.select(TujuanRekap).filter_by(kanal=HTTP, alamat=rapi))
        tujuan = tujuan or simpan_tujuan(None, nama=nama, kanal=HTTP, alamat=rapi)
        nomor = tujuan.id
    tujuan = gabungkan(nomor, kode, kunci_baru=kunci_baru)
    isi = {"tujuan": tujuan.nama, "alamat": tujuan.alamat, "penerima": tujuan.nama_penerima,
           "kode": tujuan.kode_penerima}
    tulis(isi, bentuk, f"Tergabung dengan {isi['penerima']} ({isi['kode']}).")


@kabupaten.command()
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--tanda-terima", type=click.Path(path_type=Path, dir_okay=False),
              help="Tulis tanda terima ke sini (bawaan: di samping berkas).")
@pilihan_format
@dengan_app
def terima(berkas: Path, tanda_terima: Path | None, bentuk: str) -> None:
    """Terima satu paket rekap .json yang datang lewat surel atau flash disk. Kode keluar 1 bila ditolak.

    Contoh: smartkampung kabupaten terima rekap-99.01.01.2001-bulanan-2026-10-r0.json
    """
    from smartkampung.inti.db import transaksi
    from smartkampung.inti.konteks import pengaturan
    from smartkampung.kabupaten.terima import terima as ambil
    from smartkampung.rekap.kanal_folder import tulis_utuh

    if pengaturan().mode != "kabupaten":
        raise click.UsageError("Perintah ini hanya untuk aplikasi kabupaten (mode = \"kabupaten\").")
    with transaksi():
        jawab = ambil(berkas.read_bytes(), jalur="unggah")
    surat = tanda_terima or berkas.with_name("tanda-terima-" + berkas.name.removeprefix("rekap-"))
    tulis_utuh(surat.absolute(), jawab.tanda_terima)
    isi = {"hasil": jawab.hasil, "sebab": jawab.sebab, "tanda_terima": str(surat)}
    tulis(isi, bentuk, f"Diterima. Tanda terima: {surat}" if jawab.rekap else f"Ditolak: {jawab.sebab}.")
    if jawab.rekap is None:
        raise SystemExit(1)
