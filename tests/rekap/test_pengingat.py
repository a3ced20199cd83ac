"""Reminded before the due day, shown a draft the day before, told the day after (design 7.1)."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from smartkampung.extensions import db
from smartkampung.rekap.models import KotakKeluar, Rekap
from tests.peramban import Peramban
from tests.rekap import alat, bahan

pytestmark = pytest.mark.satu_basis


def beranda(kantor, nama):
    return Peramban(kantor).masuk(nama).buka("beranda.lihat")


def pukul(jam, bulan, hari, jam_utc=1, menit=1):
    jam.atur(datetime(2026, bulan, hari, jam_utc, menit, tzinfo=UTC))


def test_pengisi_seminggu_sebelumnya_kades_sehari_sebelumnya(kantor, gabung, jam):
    """Due 1 December, 08.00 WIB (01.00 UTC)."""
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11")
    for hari, menit, sekdes, kades in ((23, 59, False, False), (24, 1, True, False), (30, 1, True, True)):
        pukul(jam, 11, hari, 0 if menit == 59 else 1, menit)
        for nama, tahu in (("sekdes", sekdes), ("kades", kades), ("kasi", False)):
            hal = beranda(kantor, nama)
            assert ("Baca draf rekap" in hal.teks_semua) is tahu, (hari, nama)
    assert "berangkat sendiri 1 Des" in beranda(kantor, "kades").teks_semua


def test_draf_menunjukkan_yang_akan_menahan_dan_tidak_menyimpan_apa_pun(kantor, gabung, jam):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11")
    alat.susun(kantor, "2026-10")
    pukul(jam, 11, 30)
    bahan.DATA["kontrol"] = 999
    hal = beranda(kantor, "kades").ikuti("Draf")
    assert hal.judul == "Draf Rekap bulanan November 2026" and "Ini akan menahan rekap" in hal.teks_semua
    assert "Penduduk desa" in hal.teks_semua and "Rp150.000,50" in hal.teks_semua
    bahan.DATA["kontrol"] = None
    hal = hal.peramban.jalur(hal.jawab.request.path)
    assert "Belum disimpan, belum dikirim" in hal.teks_semua
    buku = openpyxl.load_workbook(io.BytesIO(hal.peramban.jalur(hal.tautan("Unduh XLSX")).isi))
    sampul = "\n".join(str(sel.value) for baris in buku.worksheets[0].iter_rows() for sel in baris if sel.value)
    assert "ini draf, belum disimpan dan belum dikirim" in sampul and "Krajan" in str(list(buku.worksheets[1].values))
    with kantor.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Rekap)) == 1  # October's alone
        assert db.session.scalar(db.select(db.func.count()).select_from(KotakKeluar)) == 0


def test_kades_diberi_tahu_sehari_sesudah_jatuh_tempo_bila_belum_sampai(kantor, gabung, kawat, jam):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11", perlu_persetujuan=False)
    kawat.putus = "sebelum"
    pukul(jam, 12, 1)
    alat.putar(kantor)
    assert "Rekap terlambat" not in beranda(kantor, "kades").teks_semua
    pukul(jam, 12, 2, 2)
    hal = beranda(kantor, "kades")
    assert "Rekap terlambat" in hal.teks_semua and "November 2026" in hal.teks_semua
    assert "Rekap terlambat" not in beranda(kantor, "kasi").teks_semua
    kawat.putus = None
    pukul(jam, 12, 3, 2)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"]
    assert "Rekap terlambat" not in beranda(kantor, "kades").teks_semua


def test_yang_tidak_dapat_disusun_pun_sampai_ke_kades(kantor, gabung, jam):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11")
    bahan.DATA["rusak"] = bahan.Terhenti()
    pukul(jam, 12, 2, 2)
    alat.putar(kantor)
    hal = beranda(kantor, "kades")
    assert "Rekap terlambat" in hal.teks_semua and "belum dapat disusun" in hal.teks_semua
    sekdes = beranda(kantor, "sekdes").teks_semua
    assert "Rekap belum dapat disusun" in sekdes and "Rekap terlambat" not in sekdes


def test_yang_menunggu_persetujuan_kades_tidak_disebut_dua_kali(kantor, gabung, jam):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11", perlu_persetujuan=True)
    pukul(jam, 12, 4)
    alat.putar(kantor)
    teks = beranda(kantor, "kades").teks_semua
    assert "Setujui rekap" in teks and "Rekap terlambat" not in teks


@pytest.mark.parametrize(("jenis", "periode", "kode"), [
    ("bulanan", "2026-13", 404), ("bulanan", "x", 404), ("apa", "2026-11", 404), ("bulanan", "2027-05", 422)])
def test_alamat_draf_yang_keliru(kantor, jenis, periode, kode):
    hal = Peramban(kantor).masuk("sekdes").jalur(f"/rekap/draf/{jenis}/{periode}")
    assert hal.status == kode
    assert kode == 404 or "belum tiba" in hal.teks_semua
