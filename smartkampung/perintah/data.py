"""`smartkampung impor|ekspor|laporan`: groups whose commands come from the areas."""

from __future__ import annotations

import click

from smartkampung import sambungan


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


@click.group(cls=KumpulanArea)
def laporan() -> None:
    """Mencetak laporan. Contoh: smartkampung laporan pelayanan --periode 2026-10 --format json"""
