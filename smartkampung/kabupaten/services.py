"""Acts of the receiving office on its reports."""

from __future__ import annotations

from collections.abc import Sequence

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.kabupaten.models import Laporan


def simpan_laporan(isi: Sequence[tuple[str, str, int, bool]], *, oleh: Pengguna | None = None) -> None:
    """Set the reports of the matrix: (code, name, due day of the next month, shown), in order."""
    for urut, (kode, judul, hari, aktif) in enumerate(isi):
        db.session.merge(Laporan(kode=kode, judul=judul, hari=hari, aktif=aktif, urut=urut))
    db.session.flush()
    catat("kabupaten.laporan_disimpan", oleh=oleh,
          apa=", ".join(f"{judul} tanggal {hari}" for _, judul, hari, aktif in isi if aktif)[:300])
