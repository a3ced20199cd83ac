"""The table of bundles that were asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.surat.models import Surat


class PaketSurat(db.Model):
    """One bundle of one resident; its letters name it in `Surat.paket_id`."""

    __tablename__ = "paket_surat"

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(40))
    nama: Mapped[str] = mapped_column(String(120))
    penduduk_id: Mapped[int] = mapped_column(ForeignKey("penduduk.id"), index=True)
    dibuat_pada: Mapped[datetime]

    surat: Mapped[list[Surat]] = relationship(order_by="Surat.id", lazy="selectin", viewonly=True)
