"""Makes sure that a browser is there: one that is installed, else the distribution's, else a clear refusal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
JALUR = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
         r"C:\Program Files\Google\Chrome\Application\chrome.exe",
         r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe")


def cari_peramban() -> str | None:
    """The path of a Chromium or Chrome on this machine (`SMARTKAMPUNG_PERAMBAN` first)."""
    pilihan = os.environ.get("SMARTKAMPUNG_PERAMBAN")
    calon = [pilihan] if pilihan else [*(shutil.which(n) for n in NAMA), *JALUR]
    return next((c for c in calon if c and Path(c).exists()), None)


def _apt(*argumen: str) -> None:
    subprocess.run(["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq", *argumen], check=True,
                   env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


def main() -> int:
    """Find or install a browser and pdfsig/pdftotext; 1 with a sentence when they cannot be had."""
    kurang = [p for p, ada in (("chromium", cari_peramban()), ("poppler-utils", shutil.which("pdfsig"))) if not ada]
    if not kurang:
        return 0
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        try:
            _apt("update")
            _apt("install", "-y", "--no-install-recommends", *kurang)
        except subprocess.CalledProcessError as galat:
            print(f"apt-get could not install {', '.join(kurang)}: {galat}", file=sys.stderr)
        if cari_peramban() and shutil.which("pdfsig"):
            return 0
    print(f"The tests need {' and '.join(kurang)}. Install them (Debian, Ubuntu: sudo apt install "
          f"{' '.join(kurang)}), or name a Chromium or Chrome in SMARTKAMPUNG_PERAMBAN.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
