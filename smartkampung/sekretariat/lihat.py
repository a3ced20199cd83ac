"""Who may see which incoming letter: the office ordinary ones, a chain its own, a secret who is named."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.sekretariat.models import RAHASIA, Disposisi, SuratMasuk
from smartkampung.surat.catatan import Pelaku


def dalam_rantai(pengguna: Pelaku) -> ColumnElement[bool]:
    """Letters this user ordered about or was given."""
    punya = db.select(Disposisi.masuk_id).where(
        db.or_(Disposisi.dari_id == pengguna.id, Disposisi.kepada_id == pengguna.id)
    )
    return SuratMasuk.id.in_(punya)


def yang_terlihat(pengguna: Pelaku) -> ColumnElement[bool]:
    """The incoming letters this user may see."""
    pilihan: list[Any] = [dalam_rantai(pengguna), SuratMasuk.dicatat_oleh_id == pengguna.id]
    if pengguna.punya_izin("sekretariat.rahasia"):
        pilihan.append(SuratMasuk.sifat == RAHASIA)
    if pengguna.punya_izin("sekretariat.lihat"):
        pilihan.append(SuratMasuk.sifat != RAHASIA)
    return db.or_(*pilihan)


def pastikan_terlihat(masuk: SuratMasuk, pengguna: Pelaku) -> SuratMasuk:
    """Answer the letter; TidakDitemukan when it is not this user's to see."""
    if db.session.scalar(db.select(SuratMasuk.id).where(SuratMasuk.id == masuk.id, yang_terlihat(pengguna))) is None:
        raise TidakDitemukan()
    return masuk
