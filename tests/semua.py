"""`make test`: the whole suite, browser stories beside the rest.

Playwright keeps an event loop in its thread, under which PDFs cannot be signed, so the stories have a
process of their own; it runs at the same time and is reported afterwards. Exit code 1 when either fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

TIDAK_ADA = 5  # pytest's answer when nothing was asked of it, here: of one of the two


def main(argumen: list[str]) -> int:
    """Run both; `argumen` goes to each."""
    pytest = [sys.executable, "-m", "pytest", *argumen]
    modul = [str(p) for p in Path("tests").rglob("test_*.py") if "mark.peramban" in p.read_text(encoding="utf-8")]
    with tempfile.TemporaryFile() as laporan:
        with subprocess.Popen([*pytest, "-m", "peramban", *([] if argumen else modul)], stdout=laporan,
                              stderr=subprocess.STDOUT) as cerita:
            lain = subprocess.run([*pytest, "--postgresql", "-n", "2", "--dist", "worksteal", "-m",
                                  "not peramban"], check=False)
        laporan.seek(0)
        print("\nPeramban sungguhan:", laporan.read().decode(errors="replace"), sep="\n")
    return 0 if {lain.returncode, cerita.returncode} in ({0}, {0, TIDAK_ADA}) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
