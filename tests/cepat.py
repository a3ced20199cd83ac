"""What every app of the suite would work out anew and always alike, kept for the process.

Each test makes its own app, so templates and URL rules would be compiled two thousand times. Both are
pure functions of what stands in the sources: nothing a test does can get into them.
"""

from __future__ import annotations

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from smartkampung.akun import sandi

_kompilasi_asli = Rule.compile
_BAGIAN = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")
_aturan: dict[tuple, dict[str, object]] = {}


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


def _kompilasi(rule: Rule) -> None:
    """The parser and builder of an address, worked out once per pattern."""
    kunci = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, tuple(rule.defaults or ()),
             tuple(str(jenis) for jenis in rule.map.converters.values()))  # fmt: skip
    if kunci not in _aturan:
        _kompilasi_asli(rule)
        _aturan[kunci] = {nama: getattr(rule, nama) for nama in _BAGIAN}
    for nama, nilai in _aturan[kunci].items():
        setattr(rule, nama, set(nilai) if nama == "arguments" else nilai)


def pasang() -> None:
    """Keep both for the rest of the process, and let passwords cost little: the suite logs in a thousand times."""
    sandi.PUTARAN, sandi.MEMORI_KIB = 1, 64
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": SimpananTemplat()}
    Rule.compile = _kompilasi
