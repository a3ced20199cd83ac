"""How codes are written: the annex, Siskeudes and people write them differently, we keep one form."""

from __future__ import annotations

import re

_BAGIAN = re.compile(r"[0-9]+")
_DEPAN = re.compile(r"[0-9. ]*[0-9]\.?")
# Siskeudes and older lists number bidang 5 from 01; the annex has one kegiatan 00 per sub bidang.
SETARA = {"05.01.01": "05.01.00", "05.02.01": "05.02.00", "05.03.01": "05.03.00"}


def baku_kegiatan(teks: str, *, awalan: str = "") -> str:
    """`2 3 11`, `2.3.11`, `02.03.11.`, or with the village's prefix: `02.03.11`; "" when there are no digits.

    `awalan` is the village code of Siskeudes ("01.2001."), taken off when the text starts with it.
    """
    bersih = teks.strip()
    if awalan and bersih.startswith(awalan):
        bersih = bersih[len(awalan):]
    kode = ".".join(b.zfill(2) for b in _BAGIAN.findall(bersih))
    return SETARA.get(kode, kode)


def baku_rekening(teks: str) -> str:
    """`5 3 5 03`, `5.3.5.3`, `5.3.5.03.`: `5.3.5.03`; the fourth level has two digits, the first three one."""
    bagian = [b.lstrip("0") or "0" for b in _BAGIAN.findall(teks)]
    return ".".join(b.zfill(2) if urut > 2 else b for urut, b in enumerate(bagian))


def kode_depan(teks: str) -> str:
    """The code a text begins with: `5.2.1.01 Belanja ATK`, `2 1 1 PAUD`; "" when there is none."""
    depan = _DEPAN.match(teks)
    return depan.group() if depan else ""


def induk(kode: str) -> str:
    """The code one level up; "" at the top."""
    return kode.rpartition(".")[0]
