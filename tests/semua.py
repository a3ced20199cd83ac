"""`make test`: the whole suite, browser stories beside the rest.

Playwright keeps an event loop in its thread, under which PDFs cannot be signed, so the stories have a
process of their own; it runs at the same time and is reported afterwards. Exit code 1 when either fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile


def main(argumen: list[str]) -> int:
    """Run both; `argumen` goes to each."""
    pytest = [sys.executable, "-m", "pytest", *argumen]
    with tempfile.TemporaryFile() as laporan:
        with subprocess.Popen([*pytest, "-m", "peramban"], stdout=laporan, stderr=subprocess.STDOUT) as cerita:
            lain = subprocess.run([*pytest, "--postgresql", "-n", "2", "-m", "not peramban"], check=False)
        laporan.seek(0)
        print("\nPeramban sungguhan:", laporan.read().decode(errors="replace"), sep="\n")
    return 1 if lain.returncode or cerita.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
