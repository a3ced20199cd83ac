"""`make test`: the whole suite, browser stories beside the rest.

Playwright keeps an event loop in its thread, under which PDFs cannot be signed, so the stories have a
process of their own; it runs at the same time and is reported afterwards. Exit code 1 when either fails.
The program is compiled first, whatever the environment says, because the tests start hundreds of processes;
what they write goes into memory where there is enough of it.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import bersama

CUKUP = 4 * 2**30  # bytes
TIDAK_ADA = 5  # pytest's answer when nothing was asked of it, here: of one of the two


def main(argumen: list[str]) -> int:
    """Run both; `argumen` goes to each."""
    pytest = [sys.executable, "-m", "pytest", *argumen]
    modul = [str(p) for p in Path("tests").rglob("test_*.py") if "mark.peramban" in p.read_text(encoding="utf-8")]
    with tempfile.TemporaryDirectory(prefix="sk-", dir=_tempat()) as folder, tempfile.TemporaryFile() as laporan:
        os.environ["TMPDIR"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        compileall.compile_dir("smartkampung", quiet=1, workers=0)
        os.environ[bersama.KUNCI] = tempfile.mkdtemp(prefix="b", dir=folder)
        with subprocess.Popen([*pytest, "-m", "peramban", *([] if argumen else modul)], stdout=laporan,
                              stderr=subprocess.STDOUT) as cerita:
            lain = subprocess.run([*pytest, "--postgresql", "-n", "2", "--dist", "worksteal", "-m",
                                  "not peramban"], check=False)
        laporan.seek(0)
        print("\nPeramban sungguhan:", laporan.read().decode(errors="replace"), sep="\n")
    return 0 if {lain.returncode, cerita.returncode} in ({0}, {0, TIDAK_ADA}) else 1


def _tempat() -> str | None:
    """Memory that looks like a folder, when it holds what the tests write (about 1.5 GB); else the usual place."""
    memori = Path("/dev/shm")
    if not os.access(memori, os.W_OK) or os.statvfs(memori).f_flag & os.ST_NOEXEC:
        return None  # the tests install packages there and run them
    return str(memori) if shutil.disk_usage(memori).free > CUKUP else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
