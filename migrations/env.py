"""Runs migrations on a connection of their own.

Batch mode rebuilds SQLite tables. With foreign keys on, that would delete the children of ON DELETE
CASCADE, and it drops triggers: so foreign keys are off here, checked before the commit, and the
append-only triggers are made again from their one list.
"""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import NullPool, create_engine, text

from smartkampung.inti.db import PecahanKolom, RupiahKolom, WaktuUTC, pasang_pemicu

metadata = current_app.extensions["migrate"].db.metadata


def _tampilkan(jenis: str, objek: object, _konteks: object) -> str | bool:
    """Write our column types as what they are in the database."""
    if jenis == "type" and isinstance(objek, WaktuUTC):
        return "sa.DateTime(timezone=True)"
    if jenis == "type" and isinstance(objek, RupiahKolom | PecahanKolom):
        return "sa.BigInteger()"
    return False


def jalankan() -> None:
    mesin = create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
    sqlite = mesin.dialect.name == "sqlite"
    with mesin.connect() as koneksi:
        if sqlite:
            koneksi.connection.dbapi_connection.isolation_level = None
            koneksi.exec_driver_sql("PRAGMA journal_mode=WAL")
            koneksi.exec_driver_sql("PRAGMA foreign_keys=OFF")
            koneksi.exec_driver_sql("PRAGMA busy_timeout=30000")
            koneksi.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(connection=koneksi, target_metadata=metadata, render_as_batch=sqlite,
                          compare_type=True, render_item=_tampilkan, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()
            pasang_pemicu(koneksi)
            if sqlite:
                yatim = koneksi.execute(text("PRAGMA foreign_key_check")).fetchall()
                if yatim:
                    raise RuntimeError(f"migration leaves rows without parents: {yatim[:5]}")
        if sqlite:
            koneksi.commit()
    mesin.dispose()


jalankan()
