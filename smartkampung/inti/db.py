"""The database: one declarative base, column types, and transactions that say what they are.

A transaction is either a read (`BEGIN`, the database itself refuses writes) or a write
(`BEGIN IMMEDIATE` on SQLite, so that no reader turns into a writer half-way and meets
"database is locked"). Web requests and jobs open theirs once and commit once at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import current_app
from sqlalchemy import JSON, BigInteger, Date, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry, scoped_session
from sqlalchemy.types import TypeDecorator

POLA_NAMA = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class WaktuUTC(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, a UTC timestamp in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants must be aware; take them from inti.tanggal.sekarang()")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class RupiahKolom(TypeDecorator[Decimal]):
    """Money: `Decimal` rupiah with two places in Python, integer sen in the database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        sen = Decimal(value) * 100
        if sen != sen.to_integral_value():
            raise ValueError(f"{value} has a fraction of a sen")
        return int(sen)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(Decimal("0.01"))


class PecahanKolom(TypeDecorator[Decimal]):
    """A quantity such as a volume: `Decimal` with four places in Python, an integer in the database."""

    impl = BigInteger
    cache_ok = True
    TEMPAT = Decimal("0.0001")

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        puluh_ribu = Decimal(value) * 10_000
        if puluh_ribu != puluh_ribu.to_integral_value():
            raise ValueError(f"{value} has more than four places")
        return int(puluh_ribu)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 10_000).quantize(self.TEMPAT)


class Dasar(DeclarativeBase):
    """Base of all tables."""

    registry = registry(
        metadata=MetaData(naming_convention=POLA_NAMA),
        type_annotation_map={datetime: WaktuUTC, date: Date, dict[str, Any]: JSON, list[Any]: JSON})


def opsi_sesi() -> dict[str, Any]:
    """Options of every session: objects stay readable after the one commit at the end."""
    return {"expire_on_commit": False}


# --- transactions -------------------------------------------------------------------------------

_menulis: ContextVar[bool] = ContextVar("menulis", default=False)


def sedang_menulis() -> bool:
    """Whether this context has opened (or will open) a write transaction."""
    return _menulis.get()


@contextmanager
def mode(menulis: bool) -> Iterator[None]:
    """Make transactions begun inside writes (or reads)."""
    tanda = _menulis.set(menulis)
    try:
        yield
    finally:
        _menulis.reset(tanda)


def sesi_utama() -> scoped_session[Session]:
    """The session of the current app context."""
    return current_app.extensions["sqlalchemy"].session  # type: ignore[no-any-return]


@contextmanager
def transaksi() -> Iterator[Session]:
    """Open the write transaction of a job, a command or a test; commit at the end, or undo it all."""
    if sedang_menulis():
        raise RuntimeError("a write transaction is already open; services only flush")
    sesi = sesi_utama()
    sesi.rollback()
    with mode(True):
        try:
            yield sesi()
            sesi.commit()
        except BaseException:
            sesi.rollback()
            raise


@contextmanager
def transaksi_pendek(*, tunggu: int | None = None) -> Iterator[Session]:
    """A short write of its own on another connection: login counters, denials, session touches.

    It stays when the request around it is undone. It may not be used while this request holds the
    write lock itself, because SQLite would wait for us to finish, and we for it. `tunggu` (milliseconds)
    gives up early with OperationalError while somebody else writes, for notes that can wait.
    """
    if sedang_menulis():
        raise RuntimeError("the request holds the write lock already; write in its own transaction")
    mesin: Engine = current_app.extensions["sqlalchemy"].engine.execution_options(menulis=True, tunggu=tunggu)
    with Session(mesin, expire_on_commit=False) as sesi, sesi.begin():
        yield sesi
    sesi_utama().rollback()  # the next read sees what was just written


def setelah_komit(kerja: Callable[[], None]) -> None:
    """Run `kerja` once this transaction has really been committed, never when it is undone."""
    sesi = sesi_utama()()
    if not sesi.in_transaction():
        sesi.begin()  # so that an undo is noticed even when nothing was written yet
    sesi.info.setdefault("setelah_komit", []).append(kerja)


@event.listens_for(Session, "after_commit")
def _jalankan_setelah_komit(sesi: Session) -> None:
    for kerja in sesi.info.pop("setelah_komit", []):
        kerja()


@event.listens_for(Session, "after_soft_rollback")
def _lupakan_setelah_batal(sesi: Session, _sebelum: Any) -> None:
    sesi.info.pop("setelah_komit", None)


# --- engines ------------------------------------------------------------------------------------

TUNGGU = 30_000  # milliseconds a writer waits for another
PRAGMA = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={TUNGGU}",
          "temp_store=MEMORY", "cache_size=-8000")


def siapkan_mesin(mesin: Engine) -> None:
    """Hook the transaction rules above into one engine."""
    if mesin.dialect.name == "sqlite":
        event.listen(mesin, "connect", _sambung_sqlite)
        event.listen(mesin, "begin", _mulai_sqlite)
    else:
        event.listen(mesin, "begin", _mulai_postgresql)


def _sambung_sqlite(koneksi: Any, _catatan: Any) -> None:
    koneksi.isolation_level = None  # we write BEGIN ourselves
    for pragma in PRAGMA:
        koneksi.execute(f"PRAGMA {pragma}")


def _mulai_sqlite(koneksi: Any) -> None:
    mentah, opsi = koneksi.connection.dbapi_connection, koneksi.get_execution_options()
    menulis, tunggu = opsi.get("menulis", _menulis.get()), opsi.get("tunggu")
    if koneksi.info.get("menulis") is not menulis:  # this pragma makes SQLite compile every statement anew
        mentah.execute(f"PRAGMA query_only={'OFF' if menulis else 'ON'}")
        koneksi.info["menulis"] = menulis
    if tunggu is not None:
        mentah.execute(f"PRAGMA busy_timeout={tunggu}")
    try:
        mentah.execute("BEGIN IMMEDIATE" if menulis else "BEGIN")
    except sqlite3.OperationalError as galat:  # outside SQLAlchemy's own calls nobody translates it
        raise OperationalError("BEGIN", None, galat) from galat
    finally:
        if tunggu is not None:
            mentah.execute(f"PRAGMA busy_timeout={TUNGGU}")


def _mulai_postgresql(koneksi: Any) -> None:
    if not koneksi.get_execution_options().get("menulis", _menulis.get()):
        koneksi.exec_driver_sql("SET TRANSACTION READ ONLY")


def kunci_penasihat(nama: str, sesi: Session | None = None) -> None:
    """Serialise writers of one kind until the end of the transaction (the main one by default).

    SQLite has one writer anyway; PostgreSQL takes an advisory lock named after `nama`.
    """
    sesi = sesi or sesi_utama()()
    if sesi.get_bind().dialect.name == "postgresql":
        from sqlalchemy import text

        sesi.execute(text("SELECT pg_advisory_xact_lock(hashtext(:nama))"), {"nama": nama})


# --- append-only tables -------------------------------------------------------------------------

TABEL_HANYA_TAMBAH: set[str] = set()
KOLOM_BEKU: dict[str, tuple[str, ...]] = {}
IKUT_INDUK: dict[str, tuple[str, str, str]] = {}


def hanya_tambah(tabel: str) -> None:
    """Declare a table whose rows may only be added; the database refuses UPDATE and DELETE."""
    TABEL_HANYA_TAMBAH.add(tabel)


def kolom_beku(tabel: str, *kolom: str) -> None:
    """Declare columns that never change once they hold a value (and whose rows are never deleted)."""
    KOLOM_BEKU[tabel] = kolom


def beku_bersama(tabel: str, kolom: str, induk: str, kunci: str) -> None:
    """Declare rows that are no longer added, changed, or deleted once their parent is locked.

    The parent is the row of `induk` whose id is in `kolom`; it is locked while its column `kunci` holds a value.
    """
    IKUT_INDUK[tabel] = (kolom, induk, kunci)


def pasang_pemicu(koneksi: Any) -> list[str]:
    """(Re)create the triggers of all declared tables that exist; return their tables' names.

    Batch migrations rebuild SQLite tables and drop their triggers, so this runs after each migration.
    """
    from sqlalchemy import inspect

    ada = set(inspect(koneksi).get_table_names())
    dialek = koneksi.dialect.name
    for tabel in sorted((TABEL_HANYA_TAMBAH | set(KOLOM_BEKU)) & ada):
        kolom = KOLOM_BEKU.get(tabel)
        pernyataan = _pemicu_sqlite if dialek == "sqlite" else _pemicu_postgresql
        for ddl in pernyataan(tabel, kolom):
            koneksi.exec_driver_sql(ddl)
    for tabel in sorted(set(IKUT_INDUK) & ada):
        ikut = _ikut_sqlite if dialek == "sqlite" else _ikut_postgresql
        for ddl in ikut(tabel, *IKUT_INDUK[tabel]):
            koneksi.exec_driver_sql(ddl)
    return sorted((TABEL_HANYA_TAMBAH | set(KOLOM_BEKU) | set(IKUT_INDUK)) & ada)


def _syarat_beku(kolom: tuple[str, ...], beda: str, sebagai: str = "") -> str:
    return " OR ".join(f"(OLD.{k} IS NOT NULL AND NEW.{k}{sebagai} {beda} OLD.{k}{sebagai})" for k in kolom)


def _pemicu_sqlite(tabel: str, kolom: tuple[str, ...] | None) -> list[str]:
    kapan_ubah = f"WHEN {_syarat_beku(kolom, 'IS NOT')}" if kolom else ""
    kapan_hapus = f"WHEN OLD.{kolom[0]} IS NOT NULL" if kolom else ""
    tolak = f"BEGIN SELECT RAISE(ABORT, 'baris {tabel} tidak boleh diubah atau dihapus'); END"
    return [
        f"DROP TRIGGER IF EXISTS tolak_ubah_{tabel}",
        f"DROP TRIGGER IF EXISTS tolak_hapus_{tabel}",
        f"CREATE TRIGGER tolak_ubah_{tabel} BEFORE UPDATE ON {tabel} FOR EACH ROW {kapan_ubah} {tolak}",
        f"CREATE TRIGGER tolak_hapus_{tabel} BEFORE DELETE ON {tabel} FOR EACH ROW {kapan_hapus} {tolak}",
    ]


def _pemicu_postgresql(tabel: str, kolom: tuple[str, ...] | None) -> list[str]:
    kapan_ubah = f"WHEN ({_syarat_beku(kolom, 'IS DISTINCT FROM', '::text')})" if kolom else ""
    kapan_hapus = f"WHEN (OLD.{kolom[0]} IS NOT NULL)" if kolom else ""
    fungsi = (
        "CREATE OR REPLACE FUNCTION tolak_perubahan() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'baris %% tidak boleh diubah atau dihapus', TG_TABLE_NAME; END $$"
    )
    return [
        fungsi,
        f"DROP TRIGGER IF EXISTS tolak_ubah_{tabel} ON {tabel}",
        f"DROP TRIGGER IF EXISTS tolak_hapus_{tabel} ON {tabel}",
        f"CREATE TRIGGER tolak_ubah_{tabel} BEFORE UPDATE ON {tabel} "
        f"FOR EACH ROW {kapan_ubah} EXECUTE FUNCTION tolak_perubahan()",
        f"CREATE TRIGGER tolak_hapus_{tabel} BEFORE DELETE ON {tabel} "
        f"FOR EACH ROW {kapan_hapus} EXECUTE FUNCTION tolak_perubahan()",
    ]


_SISI = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _syarat_ikut(sisi: tuple[str, ...], kolom: str, induk: str, kunci: str) -> str:
    return " OR ".join(f"(SELECT {kunci} FROM {induk} WHERE id = {s}.{kolom}) IS NOT NULL" for s in sisi)  # noqa: S608


def _ikut_sqlite(tabel: str, kolom: str, induk: str, kunci: str) -> Iterator[str]:
    for tindakan, sisi in _SISI.items():
        nama = f"ikut_{tindakan.lower()}_{tabel}"
        syarat = _syarat_ikut(sisi, kolom, induk, kunci)
        yield f"DROP TRIGGER IF EXISTS {nama}"
        yield (f"CREATE TRIGGER {nama} BEFORE {tindakan} ON {tabel} FOR EACH ROW WHEN {syarat} "
               f"BEGIN SELECT RAISE(ABORT, 'baris {tabel} sudah terkunci'); END")


def _ikut_postgresql(tabel: str, kolom: str, induk: str, kunci: str) -> Iterator[str]:
    for tindakan, sisi in _SISI.items():
        nama = f"ikut_{tindakan.lower()}_{tabel}"
        syarat = _syarat_ikut(sisi, kolom, induk, kunci)
        yield (f"CREATE OR REPLACE FUNCTION {nama}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {syarat} THEN "
               f"RAISE EXCEPTION 'baris {tabel} sudah terkunci'; END IF; RETURN {sisi[-1]}; END $$")
        yield f"DROP TRIGGER IF EXISTS {nama} ON {tabel}"
        yield f"CREATE TRIGGER {nama} BEFORE {tindakan} ON {tabel} FOR EACH ROW EXECUTE FUNCTION {nama}()"
