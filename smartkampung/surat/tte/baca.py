"""What a signer has read: opening the preview counts until the letter is verified anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from smartkampung.desa.queries import penandatangan_sebagai
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi_pendek
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.galat import BelumDibaca
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import Surat
from smartkampung.surat.tte.models import BacaanSurat


def tandai_dibaca(surat: Surat, oleh: Pelaku) -> None:
    """Note that a signer opened the preview (a short write of its own, for a page that only reads)."""
    if surat.keadaan != Keadaan.MENUNGGU_TTD or not oleh.punya_izin("surat.tanda_tangani"):
        return
    if penandatangan_sebagai(oleh.id, hari_desa()) is None:
        return
    kunci, kini = {"surat_id": surat.id, "pengguna_id": oleh.id}, sekarang()
    with transaksi_pendek() as sesi:
        bacaan = sesi.get(BacaanSurat, kunci, with_for_update=True)
        if bacaan is None:
            sesi.add(BacaanSurat(**kunci, pada=kini))
        else:
            bacaan.pada = kini


def sudah_dibaca(daftar: Iterable[Surat], pengguna_id: int) -> set[int]:
    """The ids of those letters that this person has read as they are now."""
    per_id = {surat.id: surat for surat in daftar}
    pilih = db.select(BacaanSurat).where(BacaanSurat.pengguna_id == pengguna_id, BacaanSurat.surat_id.in_(per_id))
    return {
        baca.surat_id
        for baca in db.session.scalars(pilih)
        if all(saat is None or saat <= baca.pada for saat in _saat_berubah(per_id[baca.surat_id]))
    }


def _saat_berubah(surat: Surat) -> tuple[datetime | None, ...]:
    return surat.diverifikasi_pada, surat.diparaf_pada


def pastikan_dibaca(daftar: Iterable[Surat], pengguna_id: int) -> None:
    """Raise BelumDibaca when a batch holds a letter this person has not read."""
    semua = list(daftar)
    dibaca = sudah_dibaca(semua, pengguna_id)
    belum = [f"{surat.jenis.nama} {surat.nama}" for surat in semua if surat.id not in dibaca]
    if belum:
        lebih = f", dan {len(belum) - 3} lagi" if len(belum) > 3 else ""
        raise BelumDibaca(surat=", ".join(belum[:3]) + lebih)
