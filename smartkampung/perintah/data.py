"""`smartkampung impor|ekspor|laporan`: groups whose commands come from the areas."""

from __future__ import annotations

import json
from pathlib import Path

import click

from smartkampung import sambungan
from smartkampung.desa.kop import kop_surat
from smartkampung.inti.lembar import BagianRekap, lembar_json
from smartkampung.inti.pdf import pdf_lembar
from smartkampung.inti.perintah import dengan_app
from smartkampung.inti.tanggal import Periode, sekarang


class KumpulanArea(click.Group):
    """A group whose commands the areas bring: `sambungan.PERINTAH_DATA[group]`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(sambungan.PERINTAH_DATA.get(self.name or "", {}))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        alamat = sambungan.PERINTAH_DATA.get(self.name or "", {}).get(cmd_name)
        hasil: click.Command | None = sambungan.ambil(alamat) if alamat else None
        return hasil


@click.group(cls=KumpulanArea)
def impor() -> None:
    """Memasukkan data dari berkas. Contoh: smartkampung impor penduduk penduduk.xlsx --uji"""


@click.group(cls=KumpulanArea)
def ekspor() -> None:
    """Mengeluarkan data ke berkas. Contoh: smartkampung ekspor penduduk --format xlsx"""


class KumpulanLaporan(KumpulanArea):
    """The areas' own reports, and every sheet that is offered to the recap."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*dict.fromkeys([*super().list_commands(ctx), *(b.kode for b in sambungan.bagian_rekap())])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        sendiri = super().get_command(ctx, cmd_name)
        for bagian in sambungan.bagian_rekap():
            if bagian.kode == cmd_name and sendiri is None:
                return perintah_bagian(bagian)
            if bagian.kode == cmd_name and isinstance(sendiri, click.Group):
                sendiri.add_command(perintah_bagian(bagian, f"{bagian.kode} rekap"),
                                    "rekap")  # beside the area's own statements
        return sendiri


@click.group(cls=KumpulanLaporan)
def laporan() -> None:
    """Mencetak laporan. Contoh: smartkampung laporan surat --periode 2026-10 --format json"""


def perintah_bagian(bagian: BagianRekap, jalur: str = "") -> click.Command:
    """A command that prints the sheets of one part of the recap for a month; `jalur` is how it is called."""

    @click.command(bagian.kode, help=f"{bagian.judul}.\n\nContoh: smartkampung laporan {jalur or bagian.kode} "
                                     "--periode 2026-10 --format xlsx --keluar laporan.xlsx")
    @click.option("--periode", required=True, help="Bulan, seperti 2026-10.")
    @click.option("--format", "bentuk", type=click.Choice(["json", "xlsx", "pdf"]), default="json", show_default=True)
    @click.option("--keluar", type=click.Path(path_type=Path, dir_okay=False), default=None,
                  help="Berkas tujuan; wajib untuk xlsx dan pdf.")
    @dengan_app
    def cetak(periode: str, bentuk: str, keluar: Path | None) -> None:
        tulis_laporan(bagian, _baca_periode(periode), bentuk, keluar)

    return cetak


def _baca_periode(teks: str) -> Periode:
    try:
        return Periode.baca(teks)
    except ValueError as galat:
        raise click.BadParameter("tulis bulan seperti 2026-10", param_hint="--periode") from galat


def tulis_laporan(bagian: BagianRekap, periode: Periode, bentuk: str, keluar: Path | None) -> None:
    """Compose and write: JSON to the screen or a file, a workbook or PDF to a file."""
    isi = bagian.susun(periode)
    if bentuk == "json":
        teks = json.dumps({"bagian": bagian.kode, "periode": periode.kode,
                           "lembar": [lembar_json(x) for x in isi.lembar]}, ensure_ascii=False, indent=1)
        keluar.write_text(teks, encoding="utf-8") if keluar else click.echo(teks)
        return
    if keluar is None:
        raise click.UsageError("Sebutkan berkas tujuan dengan --keluar.")
    if bentuk == "xlsx":
        from smartkampung.inti.xlsx import tulis_buku

        with keluar.open("wb") as f:
            tulis_buku(isi.lembar, kontrol=isi.kontrol, ke=f)
        click.echo(f"Ditulis ke {keluar}.")
        return
    for lembar in isi.lembar:
        berkas = keluar if len(isi.lembar) == 1 else keluar.with_stem(f"{keluar.stem}-{lembar.kode}")
        berkas.write_bytes(pdf_lembar(lembar, kop_surat(), pada=sekarang(), mendatar=len(lembar.kolom) > 7))
        click.echo(f"Ditulis ke {berkas}.")
