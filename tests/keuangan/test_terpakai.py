"""What spending means for the budget and for next year's carry-over: K-PRB-02 and the rest of a DPAL."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.keuangan.anggaran.models import PERUBAHAN, BarisAnggaran
from smartkampung.keuangan.anggaran.versi import buat_perubahan
from smartkampung.keuangan.aturan.services import periksa_versi
from smartkampung.keuangan.dpa.lanjutan import sisa_menurut_buku
from tests.keuangan.belanja_pabrik import BAHAN, BELANJA, TAHUN, ajukan, baris, dicairkan, pihak
from tests.keuangan.dpa_pabrik import dpa
from tests.keuangan.pabrik import orang

pytestmark = [pytest.mark.acuan(BELANJA), pytest.mark.satu_basis]


@pytest.fixture
def terpakai(kantor, konteks):
    """30 million paid, 12 million handed in, out of 400."""
    pihak()
    dicairkan(baris(BAHAN, 30_000_000, "Toko Makmur"))
    ajukan(baris(BAHAN, 12_000_000, "Toko Makmur"))


def test_prb_02_perubahan_tidak_di_bawah_yang_sudah_dipakai(terpakai):
    """The change must leave room for what was paid and for what is on its way, to the sen."""
    ubah = buat_perubahan(TAHUN, PERUBAHAN, "Penyesuaian", oleh=orang("sekdes"))
    satu = db.session.scalars(db.select(BarisAnggaran).filter_by(versi_id=ubah.id, rekening=BAHAN.rekening)).one()
    for nilai, kalimat in ((Decimal(42_000_000), []), (Decimal("41999999.99"), [True])):
        satu.nilai, ubah.catatan = nilai, ubah.catatan + 1
        db.session.flush()
        temuan = [t.kalimat for t in periksa_versi(ubah) if t.kode == "K-PRB-02"]
        assert ["di bawah yang sudah dipakai Rp42.000.000" in t for t in temuan] == kalimat


def test_sisa_dpal_menurut_buku(terpakai):
    assert sisa_menurut_buku(dpa("02.03.11", TAHUN))[BAHAN.rekening, "DDS"] == 358_000_000
