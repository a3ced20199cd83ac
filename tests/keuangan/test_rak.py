"""The RAK: income per month, spending from DPA, a month below nought, three signatures, made anew after a DPPA."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.dpa import jenjang, rak
from smartkampung.keuangan.dpa.galat import KasMinus, RAKBelumSiap, SudahDiajukan
from smartkampung.keuangan.dpa.models import BERLAKU, DIGANTIKAN
from smartkampung.keuangan.dpa.services import siapkan
from smartkampung.keuangan.dpa.tenggat import hari_kerja_sesudah, tahapan
from smartkampung.keuangan.langkah import BukanPemegangPeran
from tests.keuangan.dpa_pabrik import buat_berlaku, dpa, rak_disetujui, semua_disetujui, setujui, ubah_anggaran
from tests.keuangan.pabrik import orang

JUTA = Decimal(1_000_000)


@pytest.fixture
def siap(kantor, konteks, jam):
    """January 2027, every DPA approved."""
    jam.atur(datetime(2027, 1, 5, 3, tzinfo=UTC))
    buat_berlaku()
    semua_disetujui()


def test_rak_menjumlah_penerimaan_dan_dpa_sampai_nol(siap):
    arus = rak.arus_kas(rak.susun(2027, oleh=orang("keuangan")))

    assert sum(arus.jumlah_masuk) == sum(arus.jumlah_keluar) == 1060 * JUTA
    assert arus.saldo[11] == NOL
    assert next(b for b in arus.masuk if b.rekening == "6.1.1.01").bulan[0] == 60 * JUTA
    assert {b.kegiatan for b in arus.keluar} == {"", "01.01.01", "01.01.02", "01.01.04", "02.02.02", "02.03.11",
                                                 "04.02.01", "05.03.00"}  # fmt: skip


def test_bulan_minus_ditolak_dengan_bulan_dan_angkanya(siap):
    satu = rak.susun(2027, oleh=orang("keuangan"))
    dds = next(b for b in rak.baris_rak(satu) if b.rekening == "4.2.1.01")
    rak.simpan(satu, {dds.id: [*[NOL] * 11, 600 * JUTA]}, "", satu.versi, oleh=orang("keuangan"))
    minus = rak.arus_kas(satu).minus
    assert minus
    with pytest.raises(KasMinus, match=f"akhir {minus[0][0]}"):
        rak.ajukan(satu, oleh=orang("keuangan"))
    rak.simpan(satu, {}, "Ditutup dengan pinjaman antar sumber.", satu.versi, oleh=orang("keuangan"))
    rak.ajukan(satu, oleh=orang("keuangan"))
    assert satu.keadaan == "diajukan"


def test_rak_menunggu_semua_dpa(kantor, konteks, jam):
    jam.atur(datetime(2027, 1, 5, 3, tzinfo=UTC))
    buat_berlaku()
    siapkan(2027, oleh=orang("sekdes"))
    satu = rak.susun(2027, oleh=orang("keuangan"))
    with pytest.raises(RAKBelumSiap, match="7 kegiatan"):
        rak.ajukan(satu, oleh=orang("keuangan"))


def test_rak_lewat_tiga_tangan_dan_hanya_oleh_pemegangnya(siap):
    satu = rak.susun(2027, oleh=orang("keuangan"))
    with pytest.raises(SudahDiajukan, match="masih berjalan"):
        rak.susun(2027, oleh=orang("keuangan"))
    rak.simpan(satu, {}, "Kas ditutup SiLPA.", satu.versi, oleh=orang("keuangan"))
    rak.ajukan(satu, oleh=orang("keuangan"))
    with pytest.raises(BukanPemegangPeran):
        jenjang.verifikasi(satu, oleh=orang("keuangan"))
    jenjang.tolak(satu, "Tahap Dana Desa keliru.", oleh=orang("sekdes"))
    rak.ajukan(satu, oleh=orang("keuangan"))
    jenjang.verifikasi(satu, oleh=orang("sekdes"))
    rak.setujui(satu, oleh=orang("kades"))
    assert (satu.keadaan, len(satu.sidik)) == (BERLAKU, 64)
    assert not rak.perlu_disusun_ulang(satu)


def test_rak_disusun_ulang_sesudah_dppa(siap, jam):
    lama = rak_disetujui()
    jam.atur(datetime(2027, 7, 10, 3, tzinfo=UTC))
    ubah_anggaran({("02.03.11", "5.3.5.03", "DDS"): 430_000_000, ("", "4.2.1.01", "DDS"): 630_000_000})
    siapkan(2027, oleh=orang("sekdes"))
    setujui(dpa("02.03.11"))
    assert rak.perlu_disusun_ulang(lama)

    baru = rak_disetujui()
    dulu = {(b.rekening, b.sumber_dana): b for b in rak.baris_rak(lama) if not b.kegiatan}
    kini = {(b.rekening, b.sumber_dana): b for b in rak.baris_rak(baru) if not b.kegiatan}
    assert kini["4.2.3.01", "ADD"].bulan == dulu["4.2.3.01", "ADD"].bulan
    assert kini["4.2.1.01", "DDS"].bulan[:6] == dulu["4.2.1.01", "DDS"].bulan[:6]
    assert kini["4.2.1.01", "DDS"].jumlah == 630 * JUTA
    assert (lama.keadaan, baru.keadaan, baru.nama) == (DIGANTIKAN, BERLAKU, "RAK 2027 perubahan 1")


def test_hari_kerja_melompati_libur_dan_akhir_pekan(kantor, konteks):
    from datetime import date

    from smartkampung.desa.services import tambah_libur

    tambah_libur(date(2027, 1, 1), "Tahun Baru", oleh=None)
    assert hari_kerja_sesudah(date(2026, 12, 31), 3) == date(2027, 1, 6)


def test_tahapan_adalah_data_dengan_dua_belas_bobot():
    for tahun in (2026, 2027, 2030):
        assert all(len(t.bobot) == 12 and sum(t.bobot) > 0 for t in tahapan(tahun))
