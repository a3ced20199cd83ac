"""`smartkampung rekap`: compose, send, list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from smartkampung.inti.perintah import cetak_json, dengan_app, pilihan_format
from smartkampung.inti.tanggal import Periode


class Bulan(click.ParamType):
    """A month as 2026-10."""

    name = "TAHUN-BULAN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Periode:
        if isinstance(value, Periode):
            return value
        try:
            return Periode.baca(value)
        except ValueError:
            self.fail(f"{value!r} bukan bulan; tulis seperti 2026-10.", param, ctx)


def tulis(isi: Any, bentuk: str, teks: str) -> None:
    """Print a result as JSON or as lines."""
    if bentuk == "json":
        cetak_json(isi)
    else:
        click.echo(teks)


@click.group()
def rekap() -> None:
    """Menyusun dan mengirim rekap bulanan.

    Contoh: smartkampung rekap susun --periode 2026-10
    """


@rekap.command()
@click.option("--periode", type=Bulan(), required=True, help="Bulan, misalnya 2026-10.")
@click.option("--jenis", default="bulanan", show_default=True, help="Jenis rekap.")
@click.option("--alasan", default="", help="Alasan bila angka tidak cocok; ikut terkirim.")
@click.option("--keluar", type=click.Path(path_type=Path, dir_okay=False),
              help="Tulis buku XLSX (atau paket .json) ke sini.")
@pilihan_format
@dengan_app
def susun(periode: Periode, jenis: str, alasan: str, keluar: Path | None, bentuk: str) -> None:
    """Susun rekap satu bulan; revisi baru hanya bila angkanya berubah.

    Contoh: smartkampung rekap susun --periode 2026-10 --keluar rekap.xlsx
    """
    from smartkampung.inti.berkas import baca_berkas
    from smartkampung.inti.db import transaksi
    from smartkampung.rekap.kanal_folder import tulis_utuh
    from smartkampung.rekap.services import susun_rekap

    with transaksi():
        hasil = susun_rekap(jenis, periode, alasan=alasan)
        if keluar is not None:
            tulis_utuh(keluar.absolute(), baca_berkas(hasil.json if keluar.suffix == ".json" else hasil.xlsx))
        isi = {"jenis": hasil.jenis, "periode": hasil.periode, "revisi": hasil.revisi, "sha256": hasil.sha256,
               "tidak_cocok": hasil.temuan, "perbedaan": len(hasil.perbedaan)}
    tulis(isi, bentuk, f"Rekap {isi['jenis']} {isi['periode']} revisi {isi['revisi']}, SHA-256 {isi['sha256']}")


@rekap.command()
@pilihan_format
@dengan_app
def kirim(bentuk: str) -> None:
    """Susun yang jatuh tempo, lalu kirim yang menunggu. Kode keluar 1 bila masih ada yang belum sampai.

    Contoh: smartkampung rekap kirim
    """
    from smartkampung.audit.services import pastikan_jam
    from smartkampung.extensions import db
    from smartkampung.inti.tanggal import sekarang
    from smartkampung.rekap import pengirim, queries
    from smartkampung.rekap.jadwal import siapkan_jatuh_tempo
    from smartkampung.rekap.models import KotakKeluar

    pastikan_jam(sekarang())
    disusun = siapkan_jatuh_tempo()
    pengirim.jemput_tanda_terima()
    hasil = dict(pengirim.kirim_antrean())
    sisa = db.session.scalar(db.select(db.func.count()).select_from(
        db.select(KotakKeluar.id).where(queries.belum_selesai()).subquery())) or 0
    isi = {"disiapkan": disusun, "hasil": hasil, "belum_sampai": sisa}
    kata = ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in hasil.items()) or "tidak ada yang perlu dikirim"
    tulis(isi, bentuk, f"Disiapkan {disusun}; {kata}. Belum sampai: {sisa}.")
    if sisa:
        raise SystemExit(1)


@rekap.command()
@click.option("--keadaan", "saring", default="", help="Hanya keadaan ini: belum, menunggu, dikirim, diterima, …")
@pilihan_format
@dengan_app
def daftar(saring: str, bentuk: str) -> None:
    """Tampilkan kotak keluar dan yang akan dikirim.

    Contoh: smartkampung rekap daftar --keadaan belum
    """
    from smartkampung.extensions import db
    from smartkampung.rekap import queries

    baris = [{"jenis": b.jenis, "periode": b.periode, "revisi": b.revisi, "tujuan": b.tujuan.nama,
              "keadaan": b.keadaan, "sebab": b.sebab, "percobaan": b.percobaan}
             for b in db.session.scalars(queries.pilih_keluar(saring).limit(500))]
    rencana = [{"judul": r.judul, "periode": r.periode, "tujuan": r.tujuan, "pada": r.pada.isoformat()}
               for r in queries.daftar_rencana()]
    teks = [f"{b['periode']}  {b['jenis']:<14} r{b['revisi']}  {b['keadaan']:<17} {b['tujuan']}  {b['sebab']}".rstrip()
            for b in baris] or ["Kotak keluar kosong."]
    teks += ["", "Akan dikirim:"] + [f"{r['pada'][:16]}Z  {r['judul']} {r['periode']} → {r['tujuan']}" for r in rencana]
    tulis({"kotak_keluar": baris, "rencana": rencana}, bentuk, "\n".join(teks))
