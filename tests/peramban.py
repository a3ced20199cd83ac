"""An HTML client for tests of pages, with house checks on every page it opens.

Each page must have a language, one h1, a title, labels for its inputs, unique ids, a key in each POST
form, no inline style or script, and no text that looks like an unfinished template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from flask import Flask, session, url_for
from werkzeug.test import TestResponse

from smartkampung.akun.masuk import masukkan, perangkat_kini
from smartkampung.akun.services import periksa_masuk

SANDI_UJI = "sandi-uji-kampung"


class Halaman:
    """One answer: its status, its text, its forms."""

    def __init__(self, peramban: Peramban, jawab: TestResponse) -> None:
        self.peramban, self.jawab = peramban, jawab
        self.status = jawab.status_code
        self.isi = jawab.get_data()
        self.html = jawab.mimetype == "text/html" and bool(self.isi) and not 300 <= self.status < 400
        self.pohon = lxml.html.fromstring(self.isi.decode()) if self.html else None
        if self.html:
            self._periksa_rumah()

    @property
    def teks_semua(self) -> str:
        """All text people see."""
        return " ".join(" ".join(self.pohon.itertext()).split())

    @property
    def judul(self) -> str:
        return " ".join(self.pohon.xpath("//h1")[0].text_content().split())

    @property
    def pesan(self) -> list[str]:
        """Flash messages."""
        return [" ".join(p.text_content().split())
                for p in self.pohon.xpath("//*[contains(concat(' ',@class,' '),' pesan ')]")]

    @property
    def galat(self) -> list[str]:
        """Sentences beside fields."""
        return [" ".join(p.text_content().split())
                for p in self.pohon.xpath("//*[contains(concat(' ',@class,' '),' galat ')]")]

    def tautan(self, teks: str) -> str:
        """The address of the link with this text."""
        for a in self.pohon.xpath("//a[@href]"):
            if teks.casefold() in " ".join(a.text_content().split()).casefold():
                return str(a.get("href"))
        raise AssertionError(f"no link {teks!r} on {self.judul!r}: {self.teks_semua[:800]}")

    def ikuti(self, teks: str) -> Halaman:
        return self.peramban.jalur(self.tautan(teks))

    def formulir(self, tombol: str = "") -> Any:
        """The POST form that has this button, or this action when it begins with "/" (else the first in main)."""
        calon = [f for f in self.pohon.xpath("//form") if (f.get("method") or "").lower() == "post"]
        utama = [f for f in calon if f.xpath("ancestor::main")]
        for f in (utama or calon) if not tombol else utama + calon:
            if tombol.startswith("/"):
                if (f.get("action") or "").startswith(tombol):
                    return f
                continue
            teks = [" ".join(b.text_content().split()) for b in f.xpath(".//button")]
            if not tombol or any(tombol.casefold() in t.casefold() for t in teks):
                return f
        raise AssertionError(f"no form with button {tombol!r} on {self.judul!r}: {self.teks_semua[:800]}")

    def isian(self, tombol: str = "") -> list[tuple[str, str]]:
        """What the browser would send for that form."""
        return list(_isian(self.formulir(tombol), tombol))

    def kirim(self, tombol: str = "", /, ikuti: bool = True, **isi: Any) -> Halaman:
        """Fill the form that has this button and press it."""
        form = self.formulir(tombol)
        data: dict[str, Any] = {}
        for nama, nilai in _isian(form, tombol):
            data.setdefault(nama, []).append(nilai)
        data.update({k: v for k, v in isi.items() if v is not None})
        tujuan = form.get("action") or self.jawab.request.full_path.rstrip("?")
        banyak = form.get("enctype") == "multipart/form-data"
        return self.peramban.kirim(tujuan, data, ikuti=ikuti, dari=self.jawab.request.full_path,
                                   content_type="multipart/form-data" if banyak else None)

    tekan = kirim

    def _periksa_rumah(self) -> None:
        pohon, jalur = self.pohon, self.jawab.request.path
        assert pohon.get("lang") == "id" or pohon.xpath("/html/@lang") == ["id"], f"{jalur}: no language"
        assert len(pohon.xpath("//h1")) == 1, f"{jalur}: not exactly one h1"
        assert pohon.xpath("normalize-space(//title)"), f"{jalur}: no title"
        ids = pohon.xpath("//@id")
        assert len(ids) == len(set(ids)), f"{jalur}: ids not unique: {[i for i in ids if ids.count(i) > 1]}"
        assert not pohon.xpath("//@style|//style|//script[not(@src)]"), f"{jalur}: inline style or script"
        assert not pohon.xpath("//*[@onclick or @onload or @onerror or @onchange]"), f"{jalur}: inline handler"
        for f in pohon.xpath("//form[translate(@method,'POST','post')='post']"):
            assert f.xpath(".//input[@name='_kunci']") and f.xpath(".//input[@name='csrf_token']"), \
                f"{jalur}: POST form without keys"
        for m in pohon.xpath("//input[not(@type='hidden')]|//select|//textarea"):
            berlabel = m.get("aria-label") or m.get("aria-labelledby") or m.xpath("ancestor::label") or (
                m.get("id") and pohon.xpath("//label[@for=$i]", i=m.get("id")))
            assert berlabel, f"{jalur}: input {m.get('name')} without a label"
        teks = " ".join(pohon.itertext())
        assert not re.search(r"\{\{|\{%|<built-in|Undefined|%\(\w+\)s", teks), f"{jalur}: unfinished template"



def _isian(form: Any, tombol: str) -> Iterator[tuple[str, str]]:
    for m in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]|.//button[@name]"):
        nama, jenis = m.get("name"), (m.get("type") or "").lower()
        if m.tag == "select":
            pilih = m.xpath(".//option[@selected]") or ([] if m.get("multiple") else m.xpath(".//option")[:1])
            for o in pilih:
                yield nama, o.get("value") if o.get("value") is not None else o.text_content()
        elif m.tag == "textarea":
            yield nama, m.text_content().removeprefix("\n")
        elif m.tag == "button":
            if tombol and tombol.casefold() in " ".join(m.text_content().split()).casefold():
                yield nama, m.get("value") or ""
        elif jenis in ("checkbox", "radio"):
            if m.get("checked") is not None:
                yield nama, m.get("value") or "on"
        elif jenis not in ("file", "submit"):
            yield nama, m.get("value") or ""


class Peramban:
    """Opens pages by endpoint, follows links, sends forms."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.klien = app.test_client()

    def alamat(self, endpoint: str, **nilai: Any) -> str:
        with self.app.test_request_context():
            return url_for(endpoint, **nilai)

    def buka(self, endpoint: str, **nilai: Any) -> Halaman:
        """Open a page by endpoint, following redirects."""
        return self.jalur(self.alamat(endpoint, **nilai))

    def jalur(self, jalur: str, ikuti: bool = True) -> Halaman:
        return Halaman(self, self.klien.get(jalur, follow_redirects=ikuti))

    def kirim(self, jalur: str, data: Any, ikuti: bool = True, dari: str = "/", **lain: Any) -> Halaman:
        jawab = self.klien.post(jalur, data=data, follow_redirects=ikuti,
                                headers={"Referer": f"http://localhost{dari}"}, **lain)
        return Halaman(self, jawab)

    def masuk(self, nama: str, sandi: str = SANDI_UJI) -> Peramban:
        """Log in by the acts behind the login page; the page itself is tried in tests/akun."""
        with self.app.test_request_context("/masuk", method="POST"):
            masukkan(periksa_masuk(nama, sandi, perangkat_kini()))
            isi = dict(session)
        with self.klien.session_transaction() as sesi:
            sesi.clear()
            sesi.update(isi)
        return self

    def keluar(self) -> Peramban:
        """Forget all cookies."""
        self.klien = self.app.test_client()
        return self
