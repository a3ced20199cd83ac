"""The database schema: is it this program's, and bringing it there."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import inspect, text

from smartkampung import lokasi
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain


class SkemaBerbeda(GalatDomain):
    """The database belongs to another version of the program."""

    pesan = "%(sebab)s"


def skema_program() -> str:
    """The newest migration this program knows: they are one line, and their files carry their numbers."""
    return max(p.name[:4] for p in (lokasi.folder_migrasi() / "versions").glob("[0-9]*.py"))


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
    """Run all migrations.

    Only this loads flask-migrate and alembic: 11 MB that a village at work has no use for.
    """
    from flask_migrate import Migrate, upgrade

    Migrate(current_app, db, directory=str(lokasi.folder_migrasi()))
    db.session.remove()
    db.engine.dispose()
    upgrade()
    db.engine.dispose()
