"""`smartkampung impor jurnal`, `smartkampung laporan bumdes …`, `smartkampung bumdes hitung-ulang`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from smartkampung.bumdes.akses import Program
from smartkampung.bumdes.buku import queries
from smartkampung.bumdes.buku.hitung import hitung_ulang
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.halaman import kop_bumdes, tanda_tangan
from smartkampung.bumdes.impor import services
from smartkampung.bumdes.impor.baca import MEDAN, WAJIB_JURNAL, WAJIB_SALDO, baca_judul, tebak
from smartkampung.bumdes.laporan import keluar, susun
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import lembar_json
from smartkampung.inti.pdf import pdf_lembar
from smartkampung.inti.perintah import cetak_json, dengan_app, kemajuan, pilihan_format
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.xlsx import buku_ke_bytes

pilihan_bumdes = click.option("--bumdes", "kode", default="", help="Kode atau nama BUMDes; boleh kosong bila satu.")


def _bumdes(kode: str) -> Bumdes:
    semua = list(db.session.scalars(db.select(Bumdes).order_by(Bumdes.id)))
    cocok = [b for b in semua if kode.lower() in (b.kode.lower(), b.nama.lower())] if kode else semua
    if len(cocok) != 1:
        raise click.UsageError("Sebutkan BUMDes dengan --bumdes: " + ", ".join(f"{b.kode} ({b.nama})" for b in semua))
    return cocok[0]


@click.command("jurnal")
@click.argument("berkas", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--uji", is_flag=True, help="Hanya diperiksa; tidak ada yang disimpan.")
@click.option("--saldo-awal", is_flag=True, help="Berkas berisi saldo awal, bukan jurnal.")
@pilihan_bumdes
@pilihan_format
@dengan_app
def impor(berkas: Path, uji: bool, saldo_awal: bool, kode: str, bentuk: str) -> None:
    """Memasukkan jurnal BUMDes dari CSV atau XLSX.

    Kolom: tanggal, entitas, nomor, akun, debit, kredit, uraian, unit_lawan, pihak, arus_kas. Selesai dengan kode 0 bila
    semua diterima, 1 bila ada yang ditolak.

    Contoh: smartkampung impor jurnal jurnal.csv --uji
    """
    peta = tebak(baca_judul(berkas)[0])
    kurang = [MEDAN[m] for m in (WAJIB_SALDO if saldo_awal else WAJIB_JURNAL) if m not in peta]
    if kurang:
        raise click.UsageError("Kolom yang tidak ditemukan: " + ", ".join(kurang))
    jenis = "saldo" if saldo_awal else "jurnal"
    with transaksi():
        bumdes = _bumdes(kode)
        rencana = services.rencanakan(bumdes, berkas, peta, jenis=jenis, kemajuan=kemajuan(), simpan_pihak=not uji)
        if not uji and rencana.konsep:
            services.terapkan(bumdes, rencana, berkas.name, oleh=Program(), kemajuan=kemajuan())
        hasil = {"berkas": berkas.name, "tersimpan": not uji, **rencana.untuk_layar()}
    _cetak(hasil, bentuk)
    sys.exit(1 if hasil["ditolak"] else 0)


def _cetak(hasil: dict[str, Any], bentuk: str) -> None:
    if bentuk == "json":
        cetak_json({**hasil, "tolak": [dict(zip(("baris", "kolom", "isi", "kalimat"), t, strict=True))
                                       for t in hasil["tolak"]]})  # fmt: skip
        return
    click.echo(f"{hasil['baru']} jurnal {'disimpan' if hasil['tersimpan'] else 'siap disimpan'}, {hasil['ditolak']} "
               f"ditolak, {hasil['sudah_ada']} sudah ada.")  # fmt: skip
    for baris, kolom, isi, kalimat in hasil["tolak"][:20]:
        click.echo(f"  baris {baris}, {kolom} “{isi}”: {kalimat}")


@click.group("bumdes")
def laporan() -> None:
    """Laporan BUMDes. Contoh: smartkampung laporan bumdes neraca --sampai 2026-06-30 --format xlsx --keluar n.xlsx"""


def _hari(teks: str, bawaan: date) -> date:
    try:
        return date.fromisoformat(teks) if teks else bawaan
    except ValueError as galat:
        raise click.BadParameter("tulis tanggal seperti 2026-06-30") from galat


def _entitas(bumdes: Bumdes, kode: str) -> list[EntitasBumdes]:
    if not kode:
        return list(bumdes.entitas)
    cocok = [e for e in bumdes.entitas if e.kode.lower() == kode.lower()]
    if not cocok:
        raise click.UsageError("Unit yang ada: " + ", ".join(e.kode for e in bumdes.entitas))
    return cocok


def _perintah(jenis: str, judul: str) -> click.Command:
    @click.command(jenis, help=f"{judul}. Tanpa --entitas: konsolidasi.\n\nContoh: smartkampung laporan bumdes {jenis} "
                               "--entitas TOKO --sampai 2026-06-30")
    @pilihan_bumdes
    @click.option("--entitas", default="", help="Kode unit, atau PUSAT.")
    @click.option("--dari", default="", help="Hari pertama; bawaan 1 Januari tahun --sampai.")
    @click.option("--sampai", default="", help="Hari terakhir; bawaan hari ini.")
    @click.option("--format", "bentuk", type=click.Choice(["json", "xlsx", "pdf"]), default="json", show_default=True)
    @click.option("--keluar", "tujuan", type=click.Path(path_type=Path, dir_okay=False), default=None)
    @dengan_app
    def cetak(kode: str, entitas: str, dari: str, sampai: str, bentuk: str, tujuan: Path | None) -> None:
        bumdes = _bumdes(kode)
        akhir = _hari(sampai, hari_desa())
        awal = _hari(dari, date(akhir.year, 1, 1))
        if bentuk != "json" and tujuan is None:
            raise click.UsageError("Sebutkan berkas tujuan dengan --keluar.")
        isi = _isi(jenis, bumdes, _entitas(bumdes, entitas), awal, akhir, bentuk)
        if tujuan is None:
            cetak_json(isi)
        else:
            tujuan.write_bytes(isi if isinstance(isi, bytes) else _json(isi))
            click.echo(f"Ditulis ke {tujuan}.")

    hasil: click.Command = cetak
    return hasil


def _json(isi: Any) -> bytes:
    import json

    return json.dumps(isi, ensure_ascii=False, indent=1).encode()


def _isi(jenis: str, bumdes: Bumdes, entitas: list[EntitasBumdes], dari: date, sampai: date, bentuk: str) -> Any:
    bukunya = buku(bumdes)
    if jenis == "neraca-saldo":
        lembar = queries.lembar_neraca_saldo(queries.neraca_saldo(bukunya, [e.id for e in entitas], dari, sampai),
                                             f"{bumdes.nama}, {dari:%d-%m-%Y} sampai {sampai:%d-%m-%Y}")  # fmt: skip
        if bentuk == "json":
            return lembar_json(lembar)
        return buku_ke_bytes([lembar]) if bentuk == "xlsx" else pdf_lembar(
            lembar, kop_bumdes(bumdes), pada=sekarang(), mendatar=True, tanda_tangan=tanda_tangan(bumdes))
    satu = susun.susun(jenis, susun.dua_masa(bukunya, entitas, dari, sampai))
    if bentuk == "json":
        return keluar.sebagai_json(satu)
    if bentuk == "xlsx":
        return keluar.buku_kerja([satu])
    return keluar.pdf([keluar.bagian_pdf(satu)], kop_bumdes(bumdes), tanda_tangan(bumdes), judul=satu.judul)


for _jenis, _judul in {**susun.JENIS, "neraca-saldo": "Neraca saldo"}.items():
    laporan.add_command(_perintah(_jenis, _judul))


@click.group("bumdes")
def bumdes() -> None:
    """Merawat buku BUMDes. Contoh: smartkampung bumdes hitung-ulang"""


@bumdes.command("hitung-ulang")
@dengan_app
def ulang() -> None:
    """Menghitung saldo bulanan lagi dari baris jurnalnya.

    Contoh: smartkampung bumdes hitung-ulang
    """
    with transaksi():
        banyak = hitung_ulang()
    click.echo(f"{banyak} saldo bulanan dihitung ulang.")


