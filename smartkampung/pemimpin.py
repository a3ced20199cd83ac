"""One leader per village: a lock that dies with its holder, so that only one scheduler works.

SQLite: a lock on a file beside the database. PostgreSQL: an advisory lock of a connection of its own.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from smartkampung.pengaturan import Pengaturan


class KunciBerkas:
    """A lock on a file beside the SQLite database; the system lets go of it when the process dies."""

    def __init__(self, berkas: Path) -> None:
        self._berkas = berkas
        self._pegangan: IO[bytes] | None = None

    def ambil(self) -> bool:
        """Take the lead; False when somebody else has it."""
        pegangan = self._berkas.open("a+b")
        try:
            _kunci(pegangan)
        except OSError:
            pegangan.close()
            return False
        self._pegangan = pegangan
        return True

    def masih(self) -> bool:
        return self._pegangan is not None

    def lepas(self) -> None:
        if self._pegangan is not None:
            self._pegangan.close()
            self._pegangan = None


if os.name == "nt":
    import msvcrt

    def _kunci(pegangan: IO[bytes]) -> None:
        pegangan.seek(0)
        msvcrt.locking(pegangan.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
else:
    import fcntl

    def _kunci(pegangan: IO[bytes]) -> None:
        fcntl.flock(pegangan, fcntl.LOCK_EX | fcntl.LOCK_NB)


class KunciPostgreSQL:
    """An advisory lock held by a connection of its own; the server lets go of it when the connection dies."""

    def __init__(self, uri: str) -> None:
        self._mesin = create_engine(uri, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._koneksi: Any = None

    def ambil(self) -> bool:
        """Take the lead; False when somebody else has it."""
        koneksi = self._mesin.connect()
        if koneksi.scalar(text("SELECT pg_try_advisory_lock(hashtext('smartkampung.penjadwal'))")):
            self._koneksi = koneksi
            return True
        koneksi.close()
        return False

    def masih(self) -> bool:
        """Whether the connection that holds the lock still lives."""
        try:
            self._koneksi.execute(text("SELECT 1"))
        except Exception:
            self.lepas()
            return False
        return True

    def lepas(self) -> None:
        if self._koneksi is not None:
            with suppress(SQLAlchemyError):  # so that the next one need not wait until the server notices we are gone
                self._koneksi.execute(text("SELECT pg_advisory_unlock_all()"))
            self._koneksi.invalidate()
            self._koneksi.close()
            self._koneksi = None


def kunci_pemimpin(atur: Pengaturan) -> KunciBerkas | KunciPostgreSQL:
    """The lock whose holder leads this village (also taken by a restore, so that nothing runs meanwhile)."""
    if atur.sqlite:
        return KunciBerkas(atur.sqlite.with_name(atur.sqlite.name + ".penjadwal"))
    return KunciPostgreSQL(atur.uri_basis_data)
