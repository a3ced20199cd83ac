"""Rows of other areas that stand in a register beside letters: incoming letters in a joint register."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from smartkampung.extensions import db

_TABEL: list[Any] = []


def ikut_bernomor(model: Any) -> None:
    """Declare a model with `register`, `tahun`, `nomor`, `tanggal_diterima` whose rows take numbers of registers."""
    _TABEL.append(model)


def pilih_bernomor() -> list[Select[Any]]:
    """One select per such model: register, tahun, nomor, tanggal_diterima, keadaan."""
    return [db.select(m.register, m.tahun, m.nomor, m.tanggal_diterima, m.keadaan) for m in _TABEL]


def nomor_bersama(register: str, tahun: int, dari: int, sampai: int) -> list[Any]:
    """Their rows among the numbers `dari`–`sampai` of a register."""
    hasil: list[Any] = []
    for m, pilih in zip(_TABEL, pilih_bernomor(), strict=True):
        syarat = (m.register == register, m.tahun == tahun, m.nomor.between(dari, sampai))
        hasil += db.session.execute(pilih.where(*syarat))
    return hasil
