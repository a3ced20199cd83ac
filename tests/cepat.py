"""What every app of the suite would work out anew and always alike, kept for the process.

Each test makes its own app, so templates and URL builders would be compiled two thousand times. Both are
pure functions of what stands in the sources: nothing a test does can get into them.
"""

from __future__ import annotations

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from smartkampung.akun import sandi

_susun_asli = Rule._compile_builder
_pembangun: dict[tuple, object] = {}


class SimpananTemplat(BytecodeCache):
    """Compiled templates by name and checksum of their source."""

    def __init__(self) -> None:
        self._isi: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._isi:
            bucket.bytecode_from_string(self._isi[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._isi[bucket.key] = bucket.bytecode_to_string()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{name}|{filename}"


def _susun(rule: Rule, append_unknown: bool = True):
    if rule.defaults:
        return _susun_asli(rule, append_unknown)
    kunci = (tuple(rule._trace), append_unknown)
    if kunci not in _pembangun:
        _pembangun[kunci] = _susun_asli(rule, append_unknown)
    return _pembangun[kunci]


def pasang() -> None:
    """Keep both for the rest of the process, and let passwords cost little: the suite logs in a thousand times."""
    sandi.PUTARAN, sandi.MEMORI_KIB = 1, 64
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": SimpananTemplat()}
    Rule._compile_builder = _susun
