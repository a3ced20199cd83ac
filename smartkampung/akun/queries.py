"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from smartkampung.akun.models import Pengguna, Penugasan
from smartkampung.extensions import db


def daftar_pengguna() -> list[Pengguna]:
    """All accounts, active ones first, by name."""
    return list(db.session.scalars(db.select(Pengguna).order_by(Pengguna.aktif.desc(), Pengguna.nama)))


def pengguna_bernama(nama_pengguna: str) -> Pengguna | None:
    """The account with this user name."""
    return db.session.scalar(db.select(Pengguna).filter_by(nama_pengguna=nama_pengguna.lower()))


def nama_pengguna(ids: set[int]) -> dict[int, str]:
    """id -> name, for lists that show who did what."""
    if not ids:
        return {}
    pilih = db.select(Pengguna.id, Pengguna.nama).where(Pengguna.id.in_(ids))
    return {b.id: b.nama for b in db.session.execute(pilih)}


def ada_pemegang(peran: Sequence[str], pada: date) -> bool:
    """Whether an active account holds one of these roles on a day."""
    berlaku = db.and_(Penugasan.mulai <= pada, db.or_(Penugasan.sampai.is_(None), Penugasan.sampai >= pada))
    pilih = db.select(Penugasan.id).join(Pengguna, Pengguna.id == Penugasan.pengguna_id)
    return db.session.scalar(pilih.where(Pengguna.aktif, Penugasan.peran.in_(peran), berlaku).limit(1)) is not None
