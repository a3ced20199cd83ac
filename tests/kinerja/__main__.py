"""`make bench`: every figure of the foundation, its floor measured in the same run, as one table.

Exit code 1 when a figure misses its target. The data (20,000 residents, 100,000 letters) are made once in
the temporary folder and used again.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from smartkampung.akun.demo import SANDI_DEMO
from tests.kinerja import anggaran, beban, buku, bumdes, cetakan, dalam, isi, kas

PORT, PORT_POLOS = 8790, 8791


@dataclass(frozen=True)
class Baris:
    """One line of the table."""

    nama: str
    nilai: str
    target: str
    lulus: bool


@contextlib.contextmanager
def proses(*perintah: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server for the time of the measurement."""
    with subprocess.Popen(perintah, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
        try:
            yield p
        finally:
            p.terminate()
            p.wait(20)


def masuk(port: int, nama: str) -> str:
    """Log in through the login page; answers the cookie header."""
    stoples = CookieJar()
    buka = build_opener(HTTPCookieProcessor(stoples))
    teks = buka.open(f"http://127.0.0.1:{port}/masuk").read().decode()
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', teks)
    kunci = re.search(r'name="_kunci" value="([^"]+)"', teks)
    assert csrf and kunci
    buka.open(f"http://127.0.0.1:{port}/masuk", urlencode({
        "csrf_token": csrf[1], "_kunci": kunci[1], "nama_pengguna": nama, "sandi": SANDI_DEMO}).encode())
    return "; ".join(f"{c.name}={c.value}" for c in stoples)


def halaman(port: int, polos: int) -> list[Baris]:
    """Server time and throughput of the pages people use most, against a bare page of the same server."""
    operator, kades = masuk(port, "operator"), masuk(port, "kades")
    cari, kuki_cari = dalam.permintaan_cari(port, operator)
    ukur = [
        ("beranda (kepala desa)", beban.get("/beranda", kades), "satu"),
        ("beranda (operator)", beban.get("/beranda", operator), "satu"),
        ("cari penduduk", beban.post("/penduduk/cari", cari, kuki_cari, "Accept: application/json\r\n"), "satu"),
        ("daftar penduduk", beban.get("/penduduk", operator), "lima-puluh"),
        ("daftar surat", beban.get("/surat", operator), "lima-puluh"),
        ("formulir surat (loket)", beban.get(dalam.jalur_formulir(), operator), "satu"),
    ]
    hasil = []
    for nama, permintaan, dasar in ukur:
        h = beban.ukur(port, permintaan)
        hasil.append(Baris(f"{nama}: waktu peladen p95", f"{h.p95:.1f} ms ({h.ukuran / 1024:.1f} KB)", "≤ 60 ms",
                           h.p95 <= 60))
        sendiri, lantai = beban.bandingkan(port, permintaan, polos, beban.get(f"/{dasar}"))
        hasil.append(Baris(f"{nama}: permintaan/detik", f"{sendiri:.0f} = {sendiri / lantai:.0%} dari {lantai:.0f}",
                           "≥ 25 %", sendiri / lantai >= 0.25))
    return hasil


def pencarian(port: int) -> list[Baris]:
    """The public catalogue by an everyday word, and the letter list by a name, among 100,000 letters."""
    operator = masuk(port, "operator")
    token, kuki = dalam.token(port, "/surat", operator)
    nama = beban.post("/surat", urlencode({"csrf_token": token, "q": "sitti amin"}), kuki)
    ukur = [("katalog publik: cari", beban.get("/?q=surat+miskin"), 20), ("daftar surat: cari nama", nama, 60),
            ("waktu pelayanan bulan ini", beban.get("/surat/waktu", masuk(port, "kades")), 60)]
    return [Baris(f"{apa}: waktu peladen p95", f"{h.p95:.1f} ms ({h.ukuran / 1024:.1f} KB)", f"≤ {batas} ms",
                  h.p95 <= batas) for apa, permintaan, batas in ukur for h in [beban.ukur(port, permintaan)]]


def status(port: int, folder: Path) -> list[Baris]:
    """The public status page: size and server time."""
    permintaan = dalam.permintaan_status(port, folder)
    h = beban.ukur(port, permintaan, banyak=100)
    return [Baris("halaman status: ukuran", f"{h.ukuran / 1024:.1f} KB", "≤ 15 KB", h.ukuran <= 15 * 1024),
            Baris("halaman status: waktu peladen", f"{h.median:.1f} ms", "≤ 10 ms", h.median <= 10)]


def cetak(port: int, rancangan_id: int, folder: Path) -> list[Baris]:
    """The designer's live preview, and a thousand letters as one file."""
    h = cetakan.pratinjau(port, masuk(port, "sekdes"), rancangan_id)
    detik, mb, kb = cetakan.gabungan(folder)
    return [Baris("pratinjau perancang: waktu peladen p95", f"{h.p95:.0f} ms ({h.ukuran / 1024:.0f} KB)", "≤ 150 ms",
                  h.p95 <= 150),
            Baris("1.000 surat digabung untuk dicetak", f"{detik:.1f} dtk, {mb} MB ({kb / 1024:.0f} MB)",
                  "≤ 20 dtk, ≤ 300 MB", detik <= 20 and mb <= 300)]


def memori(proses_id: int) -> Baris:
    """Proportional memory of web + scheduler, idle (Linux)."""
    berkas = Path(f"/proc/{proses_id}/smaps_rollup")
    if not berkas.exists():
        return Baris("memori diam (PSS)", "tidak terukur di sistem ini", "≤ 110 MB", True)
    pss = int(re.search(r"^Pss:\s+(\d+)", berkas.read_text(), re.M)[1]) / 1024  # type: ignore[index]
    return Baris("memori web + penjadwal, diam (PSS)", f"{pss:.0f} MB", "≤ 110 MB", pss <= 110)


def main() -> int:
    """Fill, measure, print."""
    pilih = argparse.ArgumentParser(prog="make bench")
    pilih.add_argument("--penduduk", type=int, default=20_000)
    pilih.add_argument("--surat", type=int, default=100_000)
    pilih.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "smartkampung-kinerja")
    atur = pilih.parse_args()
    folder = atur.folder / f"{atur.penduduk}-{atur.surat}"
    print(f"Menyiapkan {atur.penduduk} penduduk dan {atur.surat} surat di {folder} …", flush=True)
    isi.siapkan(folder, PORT, atur.penduduk, atur.surat)
    rancangan_id = cetakan.siapkan_rancangan(folder)
    versi_id = anggaran.siapkan_anggaran(folder)
    kas.siapkan_kas(folder)
    hasil: list[Baris] = []
    program = (sys.executable, "-m", "smartkampung", "--instance", str(folder))
    with proses(*program, "jalankan", "--port", str(PORT)) as web:
        hangat = beban.tunggu_hidup(PORT)
        hasil.append(Baris("mulai hangat sampai halaman pertama", f"{hangat:.1f} dtk", "≤ 3 dtk", hangat <= 3))
        dalam.diamkan()
        hasil.append(memori(web.pid))
        with proses(sys.executable, "-m", "tests.kinerja.polos", str(folder / "desa.sqlite3"), str(PORT_POLOS)):
            beban.tunggu_hidup(PORT_POLOS)
            hasil += halaman(PORT, PORT_POLOS)
        hasil += pencarian(PORT) + status(PORT, folder)
        hasil += cetak(PORT, rancangan_id, folder)
        hasil += [Baris(*b) for b in anggaran.halaman(PORT, versi_id, masuk(PORT, "sekdes"))]
        hasil.append(Baris(*anggaran.ketik(PORT, folder, masuk(PORT, "sekdes"))))
        hasil += [Baris(*b) for b in kas.halaman(PORT, masuk(PORT, "sekdes"))]
        hasil += [Baris(*b) for b in buku.halaman(PORT, masuk(PORT, "sekdes"))]
    hasil += [Baris(*b) for b in anggaran.aturan_dan_siskeudes(folder, versi_id)]
    hasil += [Baris(*b) for b in anggaran.kertas(folder, versi_id)]
    hasil += [Baris(*b) for b in buku.dalam(folder)]
    hasil += [Baris(*b) for b in kas.dalam(folder) + kas.langkah_spp(folder) + kas.siskeudes()]
    hasil += [Baris(*b) for b in dalam.surat_dan_rekap(folder)]
    hasil += [Baris(*b) for b in bumdes.ukur()]
    lebar = max(len(b.nama) for b in hasil)
    for b in hasil:
        tanda = "  " if not b.target else "ok" if b.lulus else "X "
        print(f"{tanda} {b.nama:<{lebar}}  {b.nilai:<34} {b.target}")
    return 0 if all(b.lulus for b in hasil) else 1


if __name__ == "__main__":
    sys.exit(main())
