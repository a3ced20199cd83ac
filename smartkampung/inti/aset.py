"""Styles, scripts and icons as few, small, unchanging responses, without a build step.

The parts under `static/` are joined once per app, in memory; the address carries the hash of the
content, so a browser keeps the answer for a year and asks again only when something changed.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import brotli
from flask import Flask, Response, abort, has_request_context, request, url_for
from markupsafe import Markup

from smartkampung import lokasi

SETAHUN = "public, max-age=31536000, immutable"

# Name in the address -> (media type, parts under static/, joined in the order of their names).
BUNDEL: dict[str, tuple[str, str]] = {
    "rupa.css": ("text/css; charset=utf-8", "css/*.css"),
    "laku.js": ("text/javascript; charset=utf-8", "js/*.js"),
    "kisi.js": ("text/javascript; charset=utf-8", "kisi/*.js"),  # only where lines are typed like a sheet
    "ikon.svg": ("image/svg+xml", "ikon.svg"),
}


@dataclass(frozen=True)
class Aset:
    """One joined file and its compressed forms, each made when first asked for."""

    nama: str
    mime: str
    isi: bytes

    @cached_property
    def sidik(self) -> str:
        """The hash that stands in the address."""
        return hashlib.sha256(self.isi).hexdigest()[:12]

    @cached_property
    def brotli(self) -> bytes:
        """The content compressed with Brotli at its best."""
        return bytes(brotli.compress(self.isi, quality=11))

    @cached_property
    def gzip(self) -> bytes:
        """The content compressed with gzip, the same bytes every time."""
        return gzip.compress(self.isi, 9, mtime=0)

    def untuk(self, terima_br: bool, terima_gzip: bool) -> tuple[str | None, bytes]:
        """The encoding and the body for what the browser accepts."""
        if terima_br:
            return "br", self.brotli
        if terima_gzip:
            return "gzip", self.gzip
        return None, self.isi


@dataclass
class RakAset:
    """All assets of one app, read from its static folder; reread on change while debugging."""

    akar: Path
    awas: bool = False
    _simpan: dict[str, tuple[float, Aset]] = field(default_factory=dict)

    def ambil(self, nama: str) -> Aset | None:
        """The asset of that name, or None when there is no such bundle."""
        if nama not in BUNDEL:
            return None
        tersimpan = self._simpan.get(nama)
        if tersimpan and not (self.awas and self._usia(nama) > tersimpan[0]):
            return tersimpan[1]
        baru = self._susun(nama)
        self._simpan[nama] = (self._usia(nama) if self.awas else 0.0, baru)
        return baru

    def _bagian(self, nama: str) -> list[Path]:
        return sorted(self.akar.glob(BUNDEL[nama][1]))

    def _usia(self, nama: str) -> float:
        return max((b.stat().st_mtime for b in self._bagian(nama)), default=0.0)

    def _susun(self, nama: str) -> Aset:
        teks = [b.read_text(encoding="utf-8") for b in self._bagian(nama)]
        susun = {"css": padatkan_css, "js": padatkan_js}.get(nama.rsplit(".", 1)[1], "".join)
        return Aset(nama, BUNDEL[nama][0], susun(teks).encode())


def padatkan_css(bagian: list[str]) -> str:
    """Join style sheets without comments and needless space."""
    teks = re.sub(r"/\*.*?\*/", "", "".join(bagian), flags=re.S)
    teks = re.sub(r"\s+", " ", teks)
    return re.sub(r" ?([{};,]) ?", r"\1", teks).replace(";}", "}").strip()


def padatkan_js(bagian: list[str]) -> str:
    """Join scripts, each in a scope of its own, without whole-line comments and indentation."""
    return "\n".join(f'(function(){{"use strict";\n{_baris_js(b)}\n}})();' for b in bagian)


def _baris_js(teks: str) -> str:
    teks = re.sub(r"^\s*/\*.*?\*/\s*$", "", teks, flags=re.S | re.M)
    baris = (b.strip() for b in teks.splitlines())
    return "\n".join(b for b in baris if b and not b.startswith("//"))


_IKON = Markup('<svg class="ikon" width="20" height="20" {}><use href="{}#i-{}"/></svg>')


def pasang_aset(app: Flask) -> None:
    """Add the route /aset/<hash>/<name> and the template function `aset(name)`."""
    rak = RakAset(lokasi.PAKET / "static", awas=bool(app.debug))
    app.extensions["aset"] = rak

    def sajikan_aset(sidik: str, nama: str) -> Response:
        aset = rak.ambil(nama)
        if aset is None:
            abort(404)
        return _jawab(aset, tetap=sidik == aset.sidik)

    sajikan_aset._publik = True  # type: ignore[attr-defined]
    app.add_url_rule("/aset/<sidik>/<nama>", "aset", sajikan_aset)
    app.jinja_env.globals["aset"] = aset = alamat_aset(rak)
    app.jinja_env.globals["gambar_ikon"] = gambar_ikon(aset)


def alamat_aset(rak: RakAset) -> Callable[[str], str]:
    """The function templates call: the address of an asset, with its hash; made once per version and mount point."""
    alamat: dict[tuple[str, str], str] = {}

    def aset(nama: str) -> str:
        ada = rak.ambil(nama)
        if ada is None:
            raise KeyError(nama)
        kunci = (ada.sidik, request.environ["SCRIPT_NAME"] if has_request_context() else "")
        if kunci not in alamat:
            alamat[kunci] = url_for("aset", sidik=ada.sidik, nama=nama)
        return alamat[kunci]

    return aset


def gambar_ikon(aset: Callable[[str], str]) -> Callable[..., Markup]:
    """The function behind `ikon` of the templates: one line icon, remembered when it has no name of its own."""
    rak: dict[tuple[str, str], Markup] = {}

    def ikon(nama: str, ket: str = "") -> Markup:
        alamat = aset("ikon.svg")
        if ket:
            return _IKON.format(Markup('role="img" aria-label="{}"').format(ket), alamat, nama)
        if (alamat, nama) not in rak:
            rak[alamat, nama] = _IKON.format(Markup('aria-hidden="true"'), alamat, nama)
        return rak[alamat, nama]

    return ikon


def _jawab(aset: Aset, tetap: bool) -> Response:
    """The response; an outdated address gets today's content, but may not be kept."""
    mau = request.accept_encodings
    sandi, isi = aset.untuk(mau["br"] > 0, mau["gzip"] > 0)
    jawab = Response(isi, content_type=aset.mime)
    jawab.headers["Cache-Control"] = SETAHUN if tetap else "no-cache"
    jawab.headers["Vary"] = "Accept-Encoding"
    if sandi:
        jawab.headers["Content-Encoding"] = sandi
    jawab.set_etag(f"{aset.sidik}-{sandi or 'utuh'}")
    jawab.make_conditional(request)
    return jawab
