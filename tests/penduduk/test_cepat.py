"""How long things take at 20,000 residents, and how much memory an import needs."""

import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from smartkampung.contoh.warga import buat_warga
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.queries import Saring, cari, pilih_daftar
from smartkampung.penduduk.tata_impor import kolom_tata
from smartkampung.penduduk.tulis_impor import Penulis, kenalkan_isi
from tests.acuan import KOSONG, Acuan
from tests.penduduk.lembar_uji import PADA, buku

pytestmark = pytest.mark.berat


def lama(kerja, kali=7) -> float:
    """Median milliseconds."""
    waktu = []
    for _ in range(kali):
        mulai = time.perf_counter()
        kerja()
        waktu.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(waktu)


def _isi(app, jumlah):
    with app.app_context(), basis.transaksi():
        warga = buat_warga(jumlah, 5, PADA)
        penulis = Penulis(PADA, "uji")
        penulis.siapkan_baris(warga)
        for awal in range(0, len(warga), 2000):
            penulis.tambah(warga[awal:awal + 2000])
        kenalkan_isi()


@pytest.fixture(scope="session")
def acuan(banyak):
    """20,000 residents (2,000 in the default run)."""
    return Acuan("ramai", partial(_isi, jumlah=banyak(2000, 20_000)), KOSONG)


@pytest.fixture
def ramai(app):
    with app.app_context():
        yield app


def test_pencarian_paling_lama_seratus_milidetik(ramai, banyak):
    batas = banyak(300, 100)  # other tests run beside it by default
    for kata in ("siti", "muhammad rizky", "sitti aminah", "su", "a", "990101", "9901012005700001", "zzz"):
        assert lama(lambda k=kata: cari(k)) < batas, kata


def test_daftar_dan_halaman_jauh_tetap_cepat(ramai):
    for saring in (Saring(), Saring(dusun="Krajan"), Saring(status=None), Saring(jenis_kelamin=2)):
        for geser in (0, 1000):
            pilih = pilih_daftar(saring).limit(51).offset(geser)
            assert lama(lambda p=pilih: db.session.execute(p).all()) < 100


def test_impor_dua_puluh_ribu_baris_dalam_waktu_dan_memori(tmp_path, banyak):
    """In a process of its own: dry run and apply together ≤ 15 s, peak ≤ 250 MB (issue 2, B.11)."""
    if not Path("/proc/self/status").exists():
        pytest.skip("peak memory is read from /proc")
    jumlah = banyak(4000, 20_000)
    baris = [{k.judul: w[k.kunci] if k.jenis == "tanggal" else str(w[k.kunci]) for k in kolom_tata() if k.kunci in w}
             for w in buat_warga(jumlah, 1, PADA)]
    jalur = buku(tmp_path, baris)
    skrip = Path(__file__).with_name("impor_terukur.py")
    hasil = subprocess.run([sys.executable, str(skrip), str(jalur), str(tmp_path)], capture_output=True,
                           text=True,
                           check=False)
    assert hasil.returncode == 0, hasil.stderr
    baru, detik, megabita = hasil.stdout.split()

    assert int(baru) == len(baris)
    assert float(detik) <= 15
    assert int(megabita) <= 250


def test_penyimpanan_massal_menulis_kata_kunci_dan_urutan(ramai):
    assert db.session.scalar(db.select(db.func.count()).select_from(Penduduk)) >= 2000
