"""The share of the village, from the Musdes to both ledgers: expected once, received once, paid once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.bumdes.buku import periode
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konteks import buku as buka
from smartkampung.bumdes.hubungan import services as hasil
from smartkampung.bumdes.hubungan.cocok import cocokkan
from smartkampung.bumdes.laporan.tutup import tutup_tahun
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.models import RencanaPenerimaan
from smartkampung.keuangan.penerimaan.tbp import IsiTBP, terima
from tests.bumdes.bantu import KAS, PROGRAM, dirikan, isi_tahun
from tests.keuangan.kas_pabrik import rekening_bank, saldo_awal
from tests.keuangan.pabrik import buat_anggaran, orang

HASIL_USAHA = Kunci("", "4.1.1.01", "PAD")


@pytest.fixture
def usaha(kantor, konteks):
    """An enterprise whose year 2025 is closed, and a village that expects five million of it in its budget."""
    b = dirikan(date(2025, 1, 1))
    isi_tahun(b)
    while periode.bulan_berikut(b).tahun == 2025:
        periode.kunci_bulan(b, periode.bulan_berikut(b), oleh=PROGRAM)
    tutup_tahun(b, 2025, oleh=PROGRAM)
    buat_anggaran([(*HASIL_USAHA, 5_000_000), ("01.01.04", "5.2.1.01", "PAD", 5_000_000)], berlaku=True)
    saldo_awal(rekening_bank(), {"PAD": 1_000_000})
    return b


def test_dari_musdes_sampai_kedua_buku_cocok(usaha):
    satu = hasil.tetapkan(usaha, 2025, Decimal(4_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    desa = next(b for b in satu.bagian if b.kode == "desa")
    rencana = db.session.scalars(db.select(RencanaPenerimaan)).one()
    assert (rencana.rekening, rencana.sumber_dana, rencana.nilai) == ("4.1.1.01", "PAD", desa.nilai)
    hasil.bayar(desa, date(2026, 3, 8), akun_kode(usaha.id, KAS).id, oleh=PROGRAM)

    isi = IsiTBP(date(2026, 3, 9), HASIL_USAHA, desa.nilai, "Bagi hasil BUM Desa", "BUM Desa", rekening_id=1,
                 rencana_id=rencana.id)  # fmt: skip
    bukti = terima(isi, oleh=orang("keuangan"))
    db.session.refresh(desa)
    assert (desa.diterima_nomor, desa.diterima_tanggal) == (bukti.nomor_teks, date(2026, 3, 9))
    assert [b.cocok for b in cocokkan(buka(usaha), 2026)] == [True]
    with pytest.raises(GalatDomain):
        terima(isi, oleh=orang("keuangan"))
    with pytest.raises(GalatDomain, match="Kas desa sudah menerimanya"):
        hasil.batal_bayar(desa, "Salah", oleh=PROGRAM)
