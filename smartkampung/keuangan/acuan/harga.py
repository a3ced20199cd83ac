"""The standard price list: what a thing costs on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement

from smartkampung.extensions import db
from smartkampung.keuangan.acuan.models import HargaSatuan


def berlaku_pada(pada: date) -> ColumnElement[bool]:
    """The prices in force on a day."""
    sampai = HargaSatuan.berlaku_sampai
    return db.and_(HargaSatuan.berlaku_mulai <= pada, db.or_(sampai.is_(None), sampai >= pada))


def cari_harga(teks: str, pada: date, *, banyak: int = 12) -> list[HargaSatuan]:
    """Prices in force whose name, specification or code holds all the words."""
    pilih = db.select(HargaSatuan).where(berlaku_pada(pada))
    for kata in teks.split()[:6]:
        medan = (HargaSatuan.uraian, HargaSatuan.spesifikasi, HargaSatuan.kode)
        pilih = pilih.where(db.or_(*(m.icontains(kata, autoescape=True) for m in medan)))
    return list(db.session.scalars(pilih.order_by(HargaSatuan.uraian, HargaSatuan.kode).limit(banyak)))
