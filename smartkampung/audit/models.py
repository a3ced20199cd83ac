"""The audit table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import hanya_tambah


class CatatanAudit(db.Model):
    """One act. `hash` covers this row and the hash of the row before it."""

    __tablename__ = "catatan_audit"
    __table_args__ = (Index("ix_catatan_audit_objek", "objek_jenis", "objek_id"),
                      Index("ix_catatan_audit_peristiwa", "peristiwa", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pada: Mapped[datetime] = mapped_column(index=True)
    pelaku_id: Mapped[int | None] = mapped_column(index=True)
    pelaku_nama: Mapped[str] = mapped_column(String(120))
    peristiwa: Mapped[str] = mapped_column(String(60))
    objek_jenis: Mapped[str | None] = mapped_column(String(40))
    objek_id: Mapped[str | None] = mapped_column(String(60))
    rincian: Mapped[dict[str, Any]]
    hash_sebelum: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


hanya_tambah("catatan_audit")
