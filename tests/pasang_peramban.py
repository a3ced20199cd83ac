"""Makes sure that a browser is there: one that is installed, else the distribution's, else a clear refusal.

Chromium without its windows (Debian's `chromium-headless-shell`) draws and answers like the whole one for half
the work, so stories take it wherever it can be had; it lacks the viewer of PDFs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

RINGAN = "chromium-headless-shell"
NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
JALUR = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
         r"C:\Program Files\Google\Chrome\Application\chrome.exe",
         r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe")


def cari_peramban(*, utuh: bool = False) -> str | None:
    """The path of a Chromium or Chrome on this machine (`SMARTKAMPUNG_PERAMBAN` first); the whole one if `utuh`."""
    pilihan = os.environ.get("SMARTKAMPUNG_PERAMBAN")
    nama = NAMA if utuh else (RINGAN, *NAMA)
    calon = [pilihan] if pilihan else [*(shutil.which(n) for n in nama), *JALUR]
    return next((c for c in calon if c and Path(c).exists()), None)


def _kurang() -> list[str]:
    """What has to be there and is not, by the names of Debian's packages."""
    ada = {"chromium": cari_peramban(utuh=True), "poppler-utils": shutil.which("pdfsig")}
    return [paket for paket, jalur in ada.items() if not jalur]


def _apt(*argumen: str) -> None:
    """Answers nothing: what is there afterwards says whether it worked."""
    subprocess.run(["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq", *argumen], check=False,
                   env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


def _pasang() -> None:
    """What is missing, and the light browser if the distribution has it, where this user may install."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    if _kurang():
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *_kurang())
    ditawarkan = subprocess.run(["apt-cache", "show", RINGAN], check=False, capture_output=True).returncode == 0
    if ditawarkan and not shutil.which(RINGAN):
        _apt("install", "-y", "--no-install-recommends", "--no-remove", RINGAN)


def main() -> int:
    """Find or install browsers and pdfsig/pdftotext; 1 with a sentence when they cannot be had."""
    _pasang()
    kurang = _kurang()
    if kurang:
        print(f"The tests need {' and '.join(kurang)}. Install them (Debian, Ubuntu: sudo apt install "
              f"{' '.join(kurang)}), or name a Chromium or Chrome in SMARTKAMPUNG_PERAMBAN.", file=sys.stderr)
    return 1 if kurang else 0


if __name__ == "__main__":
    sys.exit(main())
