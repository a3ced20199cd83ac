"""The clock: one leader, jumps, a stopped timer, jobs that fail, the night."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smartkampung import sambungan
from smartkampung.beranda.detak import detak, detak_terakhir
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.penjadwal import Penjadwal, SudahAdaPenjadwal, menunggu, pekerjaan_gagal
from tests.rekap import alat

AKAR = Path(__file__).resolve().parents[2]
CATATAN: list[str] = []


def kerja_baik() -> None:
    CATATAN.append("baik")


def kerja_rusak() -> None:
    CATATAN.append("rusak")
    raise RuntimeError("rusak")


def kerja_menolak() -> None:
    raise GalatDomain("Disk hampir penuh.")


@pytest.fixture(autouse=True)
def daftar_kerja(monkeypatch):
    CATATAN.clear()
    sini = "tests.penjadwal.test_penjadwal"
    monkeypatch.setattr(sambungan, "JADWAL", (("Rusak", f"{sini}:kerja_rusak", "menit", ""),
                                              ("Menolak", f"{sini}:kerja_menolak", "menit", ""),
                                              ("Baik", f"{sini}:kerja_baik", "menit", "")))
    return monkeypatch


def tunggu(syarat, detik: float = 8) -> bool:
    batas = time.monotonic() + detik
    while time.monotonic() < batas:
        if syarat():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def penjadwal(kantor):
    """A fast scheduler on real time, stopped afterwards."""
    jam_program.kembalikan()
    dibuat = []

    def buat(**kw):
        dibuat.append(Penjadwal(kantor, **({"jeda": 3600.0, "awasi": 0.05} | kw)))
        return dibuat[-1]

    yield buat
    for p in dibuat:
        p.henti()


def test_yang_kedua_menolak_dengan_sopan(penjadwal):
    pertama = penjadwal().mulai()
    kedua = penjadwal()
    with pytest.raises(SudahAdaPenjadwal, match="sudah berjalan") as galat:
        kedua.mulai()
    assert galat.value.kode_keluar == 3
    pertama.henti()
    kedua.mulai()


def test_satu_kerja_rusak_tidak_menghentikan_yang_lain_dan_tampak(kantor, caplog):
    Penjadwal(kantor).detik()
    assert CATATAN == ["rusak", "baik"]
    with kantor.app_context():
        gagal = pekerjaan_gagal()
        assert set(gagal) == {"Rusak", "Menolak"} and gagal["Menolak"][0] == "Disk hampir penuh."
    from tests.peramban import Peramban
    assert "Disk hampir penuh." in Peramban(kantor).masuk("admin").buka("beranda.lihat").teks_semua
    assert "Disk hampir penuh." not in Peramban(kantor).masuk("operator").buka("beranda.lihat").teks_semua
    assert menunggu


def test_detak_tercatat_dan_tidak_mundur(kantor, jam):
    penjadwal = Penjadwal(kantor)
    penjadwal.detik()
    with kantor.app_context():
        pertama = detak_terakhir()
    jam.atur(datetime(2000, 1, 1, tzinfo=UTC))
    penjadwal.detik()
    with kantor.app_context():
        assert detak_terakhir() == pertama, "a clock that went back must stay visible"
        assert "Jam komputer" in pekerjaan_gagal()["Detak penjadwal"][0]


@pytest.mark.parametrize("loncat", [timedelta(days=1), timedelta(hours=-9)])
def test_loncatan_jam_membangunkan(penjadwal, kantor, loncat):
    """F-03: wall clock moved, monotonic clock not: the jobs run at once, not after the old wait."""
    jam_program.atur(datetime(2026, 11, 21, 3, tzinfo=UTC))
    jam_program._monoton = time.monotonic
    jam_program._sumber = lambda: datetime(2026, 11, 21, 3, tzinfo=UTC) + timedelta(seconds=time.monotonic() - awal)
    awal = time.monotonic()
    p = penjadwal().mulai()
    assert tunggu(lambda: CATATAN.count("baik") == 1)
    dulu = jam_program._sumber
    jam_program._sumber = lambda: dulu() + loncat
    assert tunggu(lambda: CATATAN.count("baik") >= 2) and p.dibangunkan >= 1


def test_jam_yang_berhenti_dinyalakan_lagi(penjadwal, kantor, caplog):
    """F-10."""
    p = penjadwal(jeda=0.2).mulai()
    assert tunggu(lambda: CATATAN)
    p._jam.shutdown(wait=True)
    CATATAN.clear()
    assert tunggu(lambda: CATATAN), "the watchdog puts a new timer in its place"


def test_henti_menunggu_yang_sedang_jalan(penjadwal, kantor, daftar_kerja):
    daftar_kerja.setattr(sambungan, "JADWAL", (("Lama", "tests.penjadwal.test_penjadwal:kerja_lama", "menit", ""),))
    p = penjadwal().mulai()
    assert MULAI.wait(5)
    p.henti()
    assert CATATAN == ["lama selesai"]
    assert not [t for t in threading.enumerate() if t.name == "penjaga-jam" and t.is_alive()]


MULAI = threading.Event()


def kerja_lama() -> None:
    MULAI.set()
    time.sleep(0.3)
    CATATAN.append("lama selesai")


def test_pekerjaan_malam_sekali_sehari_dan_menyusul(kantor, jam, daftar_kerja):
    sini = "tests.penjadwal.test_penjadwal"
    daftar_kerja.setattr(sambungan, "JADWAL", (("Baik", f"{sini}:kerja_baik", "malam", ""),
                                               ("Lain", f"{sini}:kerja_baik", "malam", "kabupaten")))
    p = Penjadwal(kantor)
    for saat, harap in ((datetime(2026, 11, 21, 17, 30, tzinfo=UTC), 0),   # 00.30 WIB
                        (datetime(2026, 11, 21, 18, 1, tzinfo=UTC), 1), (datetime(2026, 11, 22, 9, tzinfo=UTC), 1),
                        (datetime(2026, 11, 25, 1, tzinfo=UTC), 2), (datetime(2026, 11, 25, 2, tzinfo=UTC), 2)):
        jam.atur(saat)
        p.malam()
        assert len(CATATAN) == harap, saat


def test_pekerjaan_malam_bawaan_semuanya_jalan(kantor, jam, monkeypatch):
    """Backup, purge and checks on a fresh village, all in one night."""
    import importlib

    asli = importlib.import_module("smartkampung.sambungan")
    monkeypatch.setattr(sambungan, "JADWAL", tuple(
        (f"{a.rsplit(':')[-1]}", a, "malam", "") for a in (
            "smartkampung.penjadwal:cadangkan", "smartkampung.penjadwal:bersihkan",
            "smartkampung.rekap.jadwal:bersihkan")))
    Penjadwal(kantor).malam()
    with kantor.app_context():
        assert pekerjaan_gagal() == {}
        assert detak("cadangan") is not None and detak("malam") is not None
    assert asli


def test_dua_proses_satu_rekap(kantor, kabupaten, gabung, jam):
    """Two schedulers by mistake: the second cannot lead, and even two ticks at once make one row."""
    from smartkampung.rekap.jadwal import siapkan_jatuh_tempo

    alat.buat_jadwal(kantor, [gabung])
    galat: list[BaseException] = []

    def putar() -> None:
        try:
            with kantor.app_context():
                siapkan_jatuh_tempo()
        except BaseException as g:
            galat.append(g)

    utas = [threading.Thread(target=putar) for _ in range(6)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert not galat
    assert len(alat.keluar(kantor)) == 1
    with kantor.app_context():
        from smartkampung.rekap.models import Rekap
        assert db.session.scalar(db.select(db.func.count()).select_from(Rekap)) == 1


def test_perintah_penjadwal_kedua_keluar_dengan_kode_3(kantor, penjadwal, basis_data, monkeypatch):
    atur = kantor.extensions["smartkampung"].pengaturan
    penjadwal().mulai()
    kode = ("import sys\nfrom smartkampung import create_app\nfrom smartkampung.pengaturan import Pengaturan\n"
            "from smartkampung.penjadwal import Penjadwal, SudahAdaPenjadwal\nfrom pathlib import Path\n"
            "app = create_app(Pengaturan(instance=Path(sys.argv[1]), uji=True, basis_data=sys.argv[2]))\n"
            "try:\n    Penjadwal(app).mulai()\n"
            "except SudahAdaPenjadwal as g:\n    print(g.kalimat()); sys.exit(g.kode_keluar)\n")
    hasil = subprocess.run([sys.executable, "-c", kode, str(atur.instance), basis_data], cwd=AKAR, timeout=60,
                           capture_output=True, text=True)
    assert hasil.returncode == 3 and "sudah berjalan" in hasil.stdout
