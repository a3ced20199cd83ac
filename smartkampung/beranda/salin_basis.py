"""Copying all rows between a server database and an SQLite file, for backup and restore."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, Integer, create_engine, func, select, text

from smartkampung.extensions import db

SEKALI = 1000


def salin_ke_sqlite(sumber: Engine, tujuan: Path) -> None:
    """Copy every table of one consistent snapshot into a fresh SQLite file."""
    mesin = create_engine(f"sqlite:///{tujuan}")
    db.metadata.create_all(mesin)
    pilihan = {"isolation_level": "REPEATABLE READ"} if sumber.dialect.name == "postgresql" else {}
    with sumber.connect().execution_options(**pilihan) as baca, mesin.begin() as tulis:
        _salin(baca, tulis)
        versi = baca.execute(text("SELECT version_num FROM alembic_version")).scalar() \
            if sumber.dialect.has_table(baca, "alembic_version") else None
        tulis.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        if versi:
            tulis.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": versi})
    mesin.dispose()


def salin_dari_sqlite(sumber: Path, tujuan: Connection) -> None:
    """Fill the (empty, migrated) tables of a server database from an SQLite file."""
    mesin = create_engine(f"sqlite:///{sumber}")
    with mesin.connect() as baca:
        _salin(baca, tujuan)
    mesin.dispose()
    for tabel in db.metadata.sorted_tables:
        kolom = tabel.autoincrement_column
        if kolom is not None and isinstance(kolom.type, Integer):
            tertinggi = tujuan.execute(select(func.max(kolom))).scalar()
            if tertinggi:
                tujuan.execute(text("SELECT setval(pg_get_serial_sequence(:t, :k), :n)"),
                               {"t": tabel.name, "k": kolom.name, "n": tertinggi})


def _salin(baca: Connection, tulis: Connection) -> None:
    for tabel in db.metadata.sorted_tables:
        for potong in baca.execute(select(tabel)).mappings().partitions(SEKALI):
            tulis.execute(tabel.insert(), [dict(b) for b in potong])
