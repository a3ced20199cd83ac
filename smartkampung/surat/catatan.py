"""What every act leaves behind: one row of history, and one link of the audit chain."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Protocol

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import sekarang
from smartkampung.peristiwa import SuratBertindak
from smartkampung.surat.galat import KeadaanSalah, PerluAlasan
from smartkampung.surat.keadaan import TINDAKAN, boleh
from smartkampung.surat.models import RiwayatSurat, Surat

_ENAM_BELAS = re.compile(r"\d[\d .-]{14,}\d")


class Pelaku(Protocol):
    """Whoever acts: a user of the program."""

    id: Any
    nama: Any

    def punya_izin(self, izin: str) -> bool: ...


def tanpa_nik(teks: str) -> str:
    """Answer a text without the long numbers people write into reasons (the audit record holds no NIK)."""
    return _ENAM_BELAS.sub("…", teks)


def tandai(
    surat: Surat, tindakan: str, oleh: Pelaku | None, keterangan: str = "", *, nama: str = "", **fakta: Any
) -> None:
    """Add the act to the history (with the state it led to) and to the audit record.

    `nama` names who acted when nobody is logged in ("Pemohon"). The audit always carries the kind.
    """
    baris = RiwayatSurat(
        surat_id=surat.id,
        pada=sekarang(),
        tindakan=tindakan,
        keadaan=surat.keadaan,
        oleh_id=oleh.id if oleh else None,
        oleh_nama=oleh.nama if oleh else nama or "Program",
        keterangan=keterangan,
    )
    db.session.add(baris)
    db.session.flush()
    db.session.expire(surat, ["riwayat"])
    catat(f"surat.{tindakan}", oleh=oleh, objek=("surat", surat.id), jenis=surat.jenis.nama, **fakta)
    siarkan(SuratBertindak(surat.id, baris.id, tindakan))


def pastikan_boleh(surat: Surat, tindakan: str) -> None:
    """Raise KeadaanSalah unless the act is possible in the letter's state, read anew and locked until the commit."""
    db.session.refresh(surat, ["keadaan"], with_for_update=True)
    if not boleh(tindakan, surat.keadaan):
        kata = {"tanda_tangani": "ditandatangani", "minta_lengkapi": "diminta dilengkapi", "ubah": "diubah"}
        lain = TINDAKAN.get(f"di{tindakan}", tindakan).lower()
        raise KeadaanSalah(keadaan=surat.nama_keadaan.lower(), tindakan=kata.get(tindakan, lain))


def pastikan_alasan(alasan: str) -> str:
    """Answer the reason, trimmed; PerluAlasan when there is none."""
    rapi = alasan.strip()
    if len(rapi) < 5:
        raise PerluAlasan()
    return rapi


def bulan_dari(saat: datetime) -> int:
    """Answer the month of an instant in the village's zone as a number, e.g. 202611."""
    setempat = saat.astimezone(zona())
    return setempat.year * 100 + setempat.month
