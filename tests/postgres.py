"""An embedded PostgreSQL for the suite: databases from two templates, put back as they were between tests.

Copying a template takes longer than most tests, so a database is used again: a function inside it empties the
tables in which a row is newer than the last time, or missing, and brings the template's rows back. One whose
tables or triggers a test has changed is left alone.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from tests import bersama

PULIHKAN = """
CREATE SCHEMA acuan;
DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE acuan.%I AS TABLE public.%I', t, t);
  END LOOP;
END $$;
CREATE VIEW acuan.urutan AS SELECT sequencename AS nama, last_value AS nilai FROM pg_sequences
  WHERE schemaname = 'public';
CREATE TABLE acuan.urutan_awal AS TABLE acuan.urutan;
CREATE FUNCTION acuan.bentuk() RETURNS text LANGUAGE sql AS $$
  SELECT concat_ws('/',
    (SELECT md5(string_agg(tgrelid::text || tgname || tgenabled::text, ',' ORDER BY tgrelid, tgname)) FROM pg_trigger),
    (SELECT md5(string_agg(attrelid::regclass::text || attname || atttypid, ',' ORDER BY attrelid, attnum))
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND attnum > 0)) $$;
CREATE TABLE acuan.pulih AS SELECT pg_current_xact_id()::xid AS terakhir;
DO $$ DECLARE t text; n bigint; isi text := ''; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT count(*) FROM public.%I', t) INTO n;
    isi := isi || format('IF (SELECT count(*) <> %s OR coalesce(bool_or(age(xmin) < lama), false) FROM public.%I) THEN '
      'DELETE FROM public.%I; INSERT INTO public.%I SELECT * FROM acuan.%I; END IF; ', n, t, t, t, t);
  END LOOP;
  EXECUTE format('CREATE FUNCTION acuan.pulihkan() RETURNS void LANGUAGE plpgsql AS %L', 'DECLARE lama int; BEGIN '
    || 'SET LOCAL session_replication_role = replica; SELECT age(terakhir) INTO lama FROM acuan.pulih; ' || isi
    || 'PERFORM setval(format(''public.%I'', nama), coalesce(nilai, 1), nilai IS NOT NULL) FROM acuan.urutan_awal; '
    || 'UPDATE acuan.pulih SET terakhir = pg_current_xact_id()::xid; END');
END $$;
"""
ATURAN = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}
LEPAS_SAMBUNGAN = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                   "WHERE datname = current_database() AND pid <> pg_backend_pid()")


class PeladenUji:
    """The run's server; `pinjam` lends a database until `kembalikan_semua`, `baru` gives one away.

    Each process of the run holds it; with the last one it stops.
    """

    def __init__(self, pgserver: Any) -> None:
        self._folder = bersama.folder() / "pg"
        with bersama.sekali("peladen-postgresql") as belum:
            if belum:
                self._atur(pgserver)
        self._peladen = pgserver.get_server(str(self._folder), cleanup_mode="delete")
        self._alamat: URL = make_url(self._peladen.get_uri())
        self._urut = iter(range(1_000_000))
        self._bebas: dict[str, list[str]] = defaultdict(list)
        self._dipinjam: list[tuple[str, str]] = []
        self._terbuka: dict[str, psycopg.Connection] = {}  # kept, so that what puts rows back is planned once

    def _atur(self, pgserver: Any) -> None:
        """Settings that a server reads when it starts: room for many connections, and nothing outlives the run."""
        with pgserver.get_server(str(self._folder), cleanup_mode="stop") as peladen:
            with psycopg.connect(peladen.get_uri(), autocommit=True) as sambungan:
                for kunci, nilai in ATURAN.items():
                    sambungan.execute(f"ALTER SYSTEM SET {kunci} = {nilai}")

    def buat_acuan(self, nama: str, isi: Callable[[str], None], dari: str = "template1") -> None:
        """Make a template: a copy of `dari`, filled by `isi`, which gets its address."""
        self._jalankan("postgres", f"DROP DATABASE IF EXISTS {nama} WITH (FORCE)")  # left by a filling that failed
        self._jalankan("postgres", f"CREATE DATABASE {nama} TEMPLATE {dari}")
        self._jalankan(nama, "DROP SCHEMA IF EXISTS acuan CASCADE")
        isi(self._untuk(nama))
        self._jalankan(nama, PULIHKAN)
        self._bentuk(nama).write_text(self._jalankan(nama, "SELECT acuan.bentuk()"))

    def baru(self, acuan: str = "kosong") -> str:
        """The address of a database of its own."""
        nama = f"uji_{os.getpid()}_{next(self._urut)}"
        self._jalankan("postgres", f"CREATE DATABASE {nama} TEMPLATE {acuan}")
        return self._untuk(nama)

    def pinjam(self, acuan: str) -> str:
        """The address of a database that stands as the template, until `kembalikan_semua`."""
        alamat = self._bebas[acuan].pop() if self._bebas[acuan] else self.baru(acuan)
        self._dipinjam.append((acuan, alamat))
        return alamat

    def kembalikan_semua(self) -> None:
        """Put back what was lent; a database of another shape than its template is not lent again."""
        for acuan, alamat in self._dipinjam:
            if alamat not in self._terbuka:
                self._terbuka[alamat] = self._sambung(str(make_url(alamat).database))
            sambungan = self._terbuka[alamat]
            sambungan.execute(LEPAS_SAMBUNGAN)
            if sambungan.execute("SELECT acuan.bentuk()").fetchone() == (self._bentuk(acuan).read_text(),):
                sambungan.execute("SELECT acuan.pulihkan()")
                self._bebas[acuan].append(alamat)
            else:
                self._terbuka.pop(alamat).close()
        self._dipinjam.clear()

    def henti(self) -> None:
        """Let the server go; the last process stops it and removes its files."""
        for sambungan in self._terbuka.values():
            sambungan.close()
        self._peladen.cleanup()

    def _bentuk(self, acuan: str) -> Path:
        return bersama.folder() / f"pg-{acuan}.bentuk"

    def _untuk(self, nama: str) -> str:
        return self._alamat.set(drivername="postgresql+psycopg", database=nama).render_as_string(hide_password=False)

    def _sambung(self, basis: str) -> psycopg.Connection:
        return psycopg.connect(self._alamat.set(database=basis).render_as_string(hide_password=False), autocommit=True)

    def _jalankan(self, basis: str, perintah: str) -> Any:
        with self._sambung(basis) as sambungan:
            hasil = sambungan.execute(perintah)
            return hasil.fetchone()[0] if hasil.description and hasil.rowcount else None
