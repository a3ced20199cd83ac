"""The glossary names every model; the regulations' list is named in the code that follows them."""

from __future__ import annotations

import re
from pathlib import Path

from smartkampung import sambungan
from smartkampung.extensions import db

AKAR = Path(__file__).resolve().parents[2]


def test_setiap_model_ada_di_kamus():
    sambungan.muat_model()
    kamus = (AKAR / "docs/kamus.md").read_text(encoding="utf-8")
    nama = {m.class_.__name__ for m in db.Model.registry.mappers}
    hilang = sorted(n for n in nama if f"`{n}`" not in kamus)
    assert not hilang, f"docs/kamus.md lacks {hilang}"


def test_tidak_ada_float_di_dekat_uang():
    for berkas in (AKAR / "smartkampung").rglob("*.py"):
        for baris in berkas.read_text(encoding="utf-8").splitlines():
            assert "float(" not in baris or "# not money" in baris, f"{berkas}: {baris}"


def test_jam_hanya_lewat_inti_tanggal():
    pola = re.compile(r"datetime\.(?:now|utcnow|today)\(|date\.today\(|time\.sleep\(|time\.time\(")
    for berkas in (AKAR / "smartkampung").rglob("*.py"):
        if berkas.name != "tanggal.py":
            assert not pola.search(berkas.read_text(encoding="utf-8")), berkas
