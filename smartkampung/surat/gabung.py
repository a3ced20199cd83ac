"""Many issued letters as one PDF, to be sent to the printer in one go.

Signatures live in the single files only: a joined file is a copy for paper, and its signature fields are
left out, so that no reader shows a broken one.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, baca_berkas
from smartkampung.inti.galat import GalatDomain
from smartkampung.surat.models import Surat

BATAS = 1_000


class TidakAdaCetakan(GalatDomain):
    """Nothing to join."""

    pesan = "Tidak ada surat terbit dalam daftar ini. Pilih bulan atau jenis yang suratnya sudah terbit."


class TerlaluBanyakCetakan(GalatDomain):
    """More than one file should hold."""

    pesan = "Daftar ini lebih dari %(batas)s surat terbit. Persempit dengan bulan atau jenis, lalu cetak lagi."


def berkas_terbit(pilih: Select[Any]) -> list[int]:
    """The files of the issued letters of a list, oldest number first; refused when none or too many."""
    daftar = pilih.where(Surat.berkas_id.is_not(None)).with_only_columns(Surat.berkas_id).limit(BATAS + 1)
    kunci = [satu for satu in db.session.scalars(daftar) if satu is not None]
    if not kunci:
        raise TidakAdaCetakan()
    if len(kunci) > BATAS:
        raise TerlaluBanyakCetakan(batas=BATAS)
    return kunci[::-1]


def gabungkan(kunci: Sequence[int]) -> bytes:
    """The pages of these files one after another."""
    berkas = {satu.id: satu for satu in db.session.scalars(db.select(Berkas).where(Berkas.id.in_(kunci)))}
    return satukan(baca_berkas(berkas[satu]) for satu in kunci)


def satukan(daftar: Iterable[bytes]) -> bytes:
    """Join PDFs, each read when its turn comes."""
    import pikepdf

    with pikepdf.new() as jadi:
        for data in daftar:
            with pikepdf.open(io.BytesIO(data)) as satu:
                for halaman in satu.pages:
                    if "/Annots" in halaman:
                        del halaman["/Annots"]
                jadi.pages.extend(satu.pages)
        with tempfile.TemporaryFile() as keluar:
            jadi.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            keluar.seek(0)
            return keluar.read()
