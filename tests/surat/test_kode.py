"""Codes people type."""

from __future__ import annotations

import re

import pytest

from smartkampung.surat.kode import ABJAD, baca_kode, kode_baru


def test_kode_baru_berbentuk_tetap_dan_tidak_berulang():
    kode = {kode_baru() for _ in range(2000)}
    assert len(kode) == 2000
    assert all(re.fullmatch(rf"[{ABJAD}]{{4}}-[{ABJAD}]{{4}}-[{ABJAD}]{{4}}", satu) for satu in kode)


@pytest.mark.parametrize("ketik", ["kr7m-2mx9-td4p", "KR7M 2MX9 TD4P", " kr7m2mx9td4p ", "KR7M.2MX9.TD4P"])
def test_kode_dipahami_walau_diketik_lain(ketik):
    assert baca_kode(ketik) == "KR7M-2MX9-TD4P"


def test_huruf_mirip_dianggap_angka():
    assert baca_kode("O1IL-0000-0000") == "0111-0000-0000"


@pytest.mark.parametrize("ketik", ["", "KR7M-2MX9", "KR7M-2MX9-TD4PX", "UUUU-UUUU-UUUU", "بسم", "💥" * 12])
def test_bukan_kode_ditolak(ketik):
    assert baca_kode(ketik) is None
