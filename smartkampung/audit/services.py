"""Writing the audit record, and proving that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from smartkampung.audit.daftar import JAM_DIBETULKAN, PERISTIWA, TANPA_JAM
from smartkampung.audit.models import CatatanAudit
from smartkampung.audit.simpanan import ada_catatan_baru
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import JamMelompat, JamMundur
from smartkampung.inti.tanggal import sekarang, waktu_panjang

HASH_AWAL = "0" * 64
TOLERANSI_JAM = timedelta(minutes=10)
JAM_TERJAUH = timedelta(days=366 * 5)
RILIS = datetime.fromisoformat("2026-11-21T00:00:00+00:00")
PILIH_HASH = db.select(CatatanAudit.hash).order_by(CatatanAudit.id.desc()).limit(1)
_PATOKAN = db.select(db.func.max(CatatanAudit.id)).where(CatatanAudit.peristiwa == JAM_DIBETULKAN)
PILIH_TERCATAT = (
    db.select(CatatanAudit.pada).where(CatatanAudit.peristiwa.not_in(TANPA_JAM),
                                       CatatanAudit.id >= db.func.coalesce(_PATOKAN.scalar_subquery(), 0))
    .order_by(CatatanAudit.pada.desc()).limit(1))


class Pelaku(Protocol):
    """Whoever acts: a user."""

    @property
    def id(self) -> Any: ...
    @property
    def nama(self) -> Any: ...


def catat(peristiwa: str, *, oleh: Pelaku | None = None, objek: tuple[str, Any] | None = None,
          sesi: Session | None = None, **fakta: Any) -> CatatanAudit:
    """Add one act to the chain, in the present transaction.

    `oleh` None means the program itself. Unknown events and facts are programming errors and raise
    ValueError. An act is refused with JamMundur while the machine's clock stands before the latest
    record; the events of `TANPA_JAM` are taken all the same, so that people can still log in.
    """
    jenis = PERISTIWA.get(peristiwa)
    if jenis is None or set(fakta) != set(jenis.fakta):
        raise ValueError(f"event {peristiwa!r} with facts {sorted(fakta)} is not in audit/daftar.py")
    sesi = sesi or db.session()
    kunci_penasihat("audit", sesi)
    kini = sekarang()
    if peristiwa not in TANPA_JAM and peristiwa != JAM_DIBETULKAN:
        pastikan_jam(kini)
    sebelum = sesi.scalar(PILIH_HASH)
    baris = CatatanAudit(
        pada=kini, pelaku_id=oleh.id if oleh else None, pelaku_nama=oleh.nama if oleh else "Program",
        peristiwa=peristiwa, objek_jenis=objek[0] if objek else None,
        objek_id=str(objek[1]) if objek else None, rincian={k: _polos(v) for k, v in fakta.items()},
        hash_sebelum=sebelum or HASH_AWAL)
    baris.hash = hitung_hash(baris)
    sesi.add(baris)
    sesi.flush()
    ada_catatan_baru()
    return baris


def pastikan_jam(kini: datetime) -> None:
    """Raise JamMundur when the clock stands clearly before the latest record, JamMelompat when absurdly far ahead."""
    periksa_jam(kini, tercatat_terakhir())


def periksa_jam(kini: datetime, terakhir: datetime | None) -> None:
    """As `pastikan_jam`, for a latest record the caller knows already.

    Too far ahead is five years after the release or the latest act, whichever is later: a village that
    keeps working never reaches it, however old its program is.
    """
    zona = ZoneInfo("Asia/Jakarta")
    pastikan_jam_masuk_akal(kini, terakhir)
    if kini < ((terakhir - TOLERANSI_JAM) if terakhir else RILIS - timedelta(days=400)):
        raise JamMundur(kini=waktu_panjang(kini, zona), terakhir=waktu_panjang(terakhir or RILIS, zona))


def pastikan_jam_masuk_akal(kini: datetime, terakhir: datetime | None = None) -> None:
    """Raise JamMelompat when the clock stands five years after all that is known."""
    if kini > max(RILIS, terakhir or RILIS) + JAM_TERJAUH:
        raise JamMelompat(kini=waktu_panjang(kini, ZoneInfo("Asia/Jakarta")))


def tercatat_terakhir() -> datetime | None:
    """The instant of the latest act that was checked against the clock, since the clock was last put right."""
    return db.session.scalar(PILIH_TERCATAT)


def _polos(nilai: Any) -> Any:
    if isinstance(nilai, date | datetime):
        return nilai.isoformat()
    return nilai if isinstance(nilai, str | int | bool) or nilai is None else str(nilai)


def hitung_hash(baris: CatatanAudit) -> str:
    """SHA-256 over the row's facts and the hash before it, in one canonical form."""
    isi = [baris.hash_sebelum, baris.pada.isoformat(), baris.pelaku_id, baris.pelaku_nama, baris.peristiwa,
           baris.objek_jenis, baris.objek_id, baris.rincian]
    return hashlib.sha256(json.dumps(isi, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def periksa_rantai() -> list[str]:
    """Walk the whole chain; says at which row and date it breaks (empty when it holds)."""
    temuan: list[str] = []
    harap = HASH_AWAL
    nomor = 0
    for baris in db.session.scalars(db.select(CatatanAudit).order_by(CatatanAudit.id)
                                    .execution_options(yield_per=500)):
        if baris.id != nomor + 1 and nomor:
            temuan.append(f"catatan {nomor + 1}–{baris.id - 1} hilang sebelum {baris.pada:%Y-%m-%d %H:%M} UTC")
        if baris.hash_sebelum != harap or hitung_hash(baris) != baris.hash:
            temuan.append(f"catatan {baris.id} ({baris.pada:%Y-%m-%d %H:%M} UTC) tidak cocok dengan rantai")
        harap, nomor = baris.hash, baris.id
    return temuan


def hash_terakhir() -> str:
    """The newest link, printed in each recap as an outside witness."""
    return db.session.scalar(PILIH_HASH) or HASH_AWAL
