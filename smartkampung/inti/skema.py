"""The database schema: is it this program's, and bringing it there."""

from __future__ import annotations

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect, text

from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain


class SkemaBerbeda(GalatDomain):
    """The database belongs to another version of the program."""

    pesan = "%(sebab)s"


def skema_program() -> str:
    """The newest migration this program knows."""
    return ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head() or ""


def skema_basis_data() -> str | None:
    """The migration the database stands at; None when it is empty."""
    with db.engine.connect() as koneksi:
        if not inspect(koneksi).has_table("alembic_version"):
            return None
        versi: str | None = koneksi.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return versi


def pastikan_skema() -> None:
    """Raise SkemaBerbeda with what to do unless database and program agree."""
    ada, harap = skema_basis_data(), skema_program()
    if ada is None:
        raise SkemaBerbeda(sebab="Basis data belum disiapkan. Jalankan: smartkampung siapkan")
    if ada < harap:
        raise SkemaBerbeda(sebab=f"Basis data masih skema {ada}, program memakai {harap}. "
                                 "Jalankan: smartkampung perbarui")
    if ada > harap:
        raise SkemaBerbeda(sebab=f"Basis data skema {ada} lebih baru daripada program ({harap}). "
                                 "Pasang versi program yang lebih baru.")


def mutakhirkan() -> None:
    """Run all migrations."""
    from flask_migrate import upgrade

    db.session.remove()
    db.engine.dispose()
    upgrade()
    db.engine.dispose()
