"""`make gambar`: screenshots of the running demo for README and docs, made the same way each time."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from smartkampung.akun.demo import SANDI_DEMO
from tests.cerita.conftest import ARGUMEN, port_bebas
from tests.kinerja.beban import tunggu_hidup
from tests.pasang_peramban import cari_peramban

KE = Path(__file__).resolve().parents[2] / "docs" / "gambar"
# file, app (0 village, 1 kabupaten), account, address, width, height
GAMBAR = (
    ("beranda-1366", 0, "kades", "/beranda", 1366, 768),
    ("beranda-360", 0, "kades", "/beranda", 360, 740),
    ("surat-1366", 0, "operator", "/surat", 1366, 768),
    ("loket-1366", 0, "operator", "/surat/loket", 1366, 768),
    ("penduduk-1366", 0, "operator", "/penduduk", 1366, 768),
    ("warga-360", 0, "", "/", 360, 740),
    ("rekap-1366", 0, "sekdes", "/rekap", 1366, 768),
    ("keuangan-1366", 0, "kades", "/keuangan", 1366, 768),
    ("bumdes-1366", 0, "bumdes", "/bumdes/1", 1366, 768),
    ("kabupaten-1366", 1, "kabupaten", "/kabupaten", 1366, 768),
)


def main() -> int:
    """Start the demo on free ports, take the pictures, stop it."""
    port = port_bebas()
    KE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        perintah = [sys.executable, "-m", "smartkampung", "--instance", folder, "demo", "--port", str(port),
                    "--penduduk", "3000"]
        with subprocess.Popen(perintah, stdout=subprocess.DEVNULL) as demo:
            try:
                tunggu_hidup(port, 180)
                tunggu_hidup(port + 1)
                with sync_playwright() as p:
                    peramban = p.chromium.launch(executable_path=cari_peramban(), args=ARGUMEN)
                    for nama, aplikasi, akun, alamat, lebar, tinggi in GAMBAR:
                        hal = peramban.new_page(viewport={"width": lebar, "height": tinggi}, locale="id-ID")
                        _jepret(hal, f"http://127.0.0.1:{port + aplikasi}", akun, alamat, KE / f"{nama}.png")
                        hal.close()
                    peramban.close()
            finally:
                demo.terminate()
    return 0


def _jepret(hal: Page, dasar: str, akun: str, alamat: str, ke: Path) -> None:
    if akun:
        hal.goto(f"{dasar}/masuk")
        hal.fill("[name=nama_pengguna]", akun)
        hal.fill("[name=sandi]", SANDI_DEMO)
        hal.click("main button[type=submit]")
        hal.wait_for_url("**/beranda")
    hal.goto(dasar + alamat)
    hal.wait_for_load_state("networkidle")
    hal.screenshot(path=ke)
    Image.open(ke).convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(ke, optimize=True)
    print(f"{ke.name}: {ke.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
