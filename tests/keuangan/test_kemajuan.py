"""Progress of kegiatan: who may record it, which way it goes, what the report makes of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from smartkampung.inti.db import transaksi
from smartkampung.keuangan.dpa import services
from smartkampung.keuangan.kertas.keluar import json_kertas
from smartkampung.keuangan.langkah import BukanPemegangPeran
from smartkampung.keuangan.laporan.kegiatan import capaian, kertas_kegiatan
from smartkampung.keuangan.laporan.kemajuan import (
    BelumSelesai,
    BukanPelaksana,
    IsiKemajuan,
    PerluAlasan,
    TanggalKemajuan,
    catat_kemajuan,
    fisik_tahun,
)
from smartkampung.keuangan.laporan.minta import S1, Minta
from smartkampung.keuangan.laporan.models import DPAL, SELESAI
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.dpa_pabrik import buat_berlaku, dpa
from tests.keuangan.kas_pabrik import hari, rekening_bank, saldo_awal, terima
from tests.keuangan.pabrik import orang
from tests.keuangan.test_kertas import EMAS, tuang
from tests.keuangan.test_lra import JALAN, SIKAP, SKEMA, belanja

KODE = "02.03.11"


@pytest.fixture
def siap(kantor):
    """A budget whose kegiatan are all kasi's; siltap and the road were partly paid."""
    with kantor.app_context(), transaksi():
        buat_berlaku(2026)
        bank = rekening_bank()
        saldo_awal(bank, {"DDS": 60_000_000})
        terima(bank, "4.2.1.01", "DDS", 300_000_000, hari(2, 2))
        terima(bank, "4.2.3.01", "ADD", 100_000_000, hari(2, 3))
        belanja(bank, SIKAP, 20_000_000, hari(3, 2))
        belanja(bank, JALAN, 100_000_000, hari(4, 1))
    return kantor


@pytest.fixture
def tahun_2026(siap):
    with siap.app_context():
        yield siap


def maju(persen, tanggal, oleh="kasi", **lain):
    with transaksi():
        return catat_kemajuan(2026, KODE, IsiKemajuan(tanggal, persen, **lain), oleh=orang(oleh))


def test_kemajuan_turun_butuh_alasan_dan_riwayat_tetap(tahun_2026):
    maju(30, hari(4, 20), volume=Decimal("0.3"))
    with pytest.raises(PerluAlasan, match="turun dari 30 % menjadi 20 %"):
        maju(20, hari(5, 2))
    maju(20, hari(5, 2), alasan="Longsor merusak badan jalan")
    assert fisik_tahun(2026)[KODE].persen == 20
    assert fisik_tahun(2026, hari(4, 30))[KODE].persen == 30


def test_tanggal_maju_dan_tidak_di_masa_depan(tahun_2026):
    maju(10, hari(4, 20))
    for salah in (hari(4, 19), date(2025, 12, 31), hari(12, 1)):
        with pytest.raises(TanggalKemajuan, match="20 April 2026 dan 21 November 2026"):
            maju(20, salah)


def test_hanya_pelaksananya(tahun_2026):
    with pytest.raises(BukanPemegangPeran):
        maju(10, hari(4, 20), oleh="kades")
    with transaksi():
        services.siapkan(2026, oleh=orang("sekdes"))
        dpa(KODE, 2026).pka_id = orang("sekdes").id
    with pytest.raises(BukanPelaksana, match="dicatat oleh pelaksananya"):
        maju(10, hari(4, 20))


def test_selesai_berarti_seratus(tahun_2026):
    with pytest.raises(BelumSelesai):
        maju(99, hari(4, 20), keterangan=SELESAI)
    maju(100, hari(4, 20), keterangan=SELESAI)
    assert [c.kode for c in capaian(Minta(2026)) if c.fisik.akhir] == [KODE]


def test_laporan_realisasi_kegiatan_emas(tahun_2026):
    """The golden paper: half the road, siltap not reported, DPAL for it."""
    maju(50, hari(6, 20), volume=Decimal("0.5"), catatan="Pondasi selesai")
    maju(60, hari(8, 20), keterangan=DPAL)
    kertas = kertas_kegiatan(Minta(2026, S1))
    assert tuang(kertas) == (EMAS / "realisasi-kegiatan-s1.txt").read_text(encoding="utf-8")
    jsonschema.validate(json_kertas(kertas), SKEMA)
    akhir = {c.kode: c for c in capaian(Minta(2026))}
    assert (akhir[KODE].fisik.sebutan, akhir[KODE].persen, akhir[KODE].sisa) == (
        "Dilanjutkan dengan DPAL", Decimal("0.25"), 300_000_000)  # fmt: skip


def test_pka_mencatat_dari_telepon(siap, peramban):
    """From the list to the record; bad input stays on the page; others see no button."""
    daftar = peramban.masuk("kasi").buka("kemajuan_kegiatan.daftar", tahun=2026, saring="milik")
    halaman = daftar.ikuti("Pembangunan/Rehabilitasi").ikuti("Catat kemajuan")
    salah = halaman.kirim("Simpan", persen="40", volume="banyak", tanggal="2026-09-01")
    assert salah.status == 422 and "Tulis volume dengan angka" in salah.teks_semua
    baik = salah.kirim("Simpan", volume="0,4", catatan="<b>Rabat</b>")
    assert "40 %" in " ".join(baik.pesan) and "<b>Rabat</b>" in baik.teks_semua
    assert "Catat kemajuan" not in peramban.keluar().masuk("bpd").jalur(f"/keuangan/kemajuan/2026/{KODE}").teks_semua
    assert peramban.jalur(f"/keuangan/kemajuan/2026/{KODE}/catat").status == 403
    assert peramban.jalur("/keuangan/kemajuan/2026/09.09.99").status == 404
