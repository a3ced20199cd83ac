"""What every app of the suite would work out anew and always alike, kept for the process (templates: for the run).

Each test has its own database and many make their own app, so templates, URL rules and SQL would be compiled
two thousand times. All three are pure functions of what stands in the sources (SQL: of the statement's structure,
as within one app): nothing a test does can get into them.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from smartkampung.akun import sandi
from smartkampung.desa import wilayah
from smartkampung.inti import db as basis
from tests import bersama

_kompilasi_asli = Rule.compile
_mesin_asli = SQLAlchemy._make_engine
_mesin_pertama: dict[str, Engine] = {}
_BAGIAN = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")
_aturan: dict[tuple, dict[str, object]] = {}


def _kompilasi(rule: Rule) -> None:
    """The parser and builder of an address, worked out once per pattern."""
    kunci = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, tuple(rule.defaults or ()),
             tuple(str(jenis) for jenis in rule.map.converters.values()))  # fmt: skip
    if kunci not in _aturan:
        _kompilasi_asli(rule)
        _aturan[kunci] = {nama: getattr(rule, nama) for nama in _BAGIAN}
    for nama, nilai in _aturan[kunci].items():
        setattr(rule, nama, set(nilai) if nama == "arguments" else nilai)


def _mesin(db: SQLAlchemy, kunci: str | None, opsi: dict[str, Any], app: Flask) -> Engine:
    """An engine that knows the statements which engines of its kind have compiled before it."""
    mesin = _mesin_asli(db, kunci, {**opsi, "query_cache_size": 10_000}, app)
    pertama = _mesin_pertama.get(mesin.dialect.name)
    if pertama is None:  # its dialect is complete once it has met a database
        event.listen(mesin, "connect", lambda *_a: _mesin_pertama.setdefault(mesin.dialect.name, mesin), once=True)
    else:
        mesin.dialect = mesin.pool._dialect = pertama.dialect
        mesin._compiled_cache = pertama._compiled_cache
    return mesin


def pasang() -> None:
    """Keep them for the rest of the process, and let passwords cost little: the suite logs in a thousand times.

    Nothing waits for the disk: a killed process loses nothing by it, only a power cut would, which no test makes.
    """
    sandi.PUTARAN, sandi.MEMORI_KIB = 1, 64
    basis.PRAGMA = tuple(p.replace("synchronous=FULL", "synchronous=OFF") for p in basis.PRAGMA)
    wilayah._isi_resmi = cache(wilayah._isi_resmi)
    os.fsync = lambda _berkas: None
    templat = bersama.folder() / "templat"
    templat.mkdir(exist_ok=True)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(str(templat))}
    Rule.compile = _kompilasi
    SQLAlchemy._make_engine = _mesin
