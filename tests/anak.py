"""Processes that tests kill: real ones, forked from a server that has loaded the program once.

Loading it takes a second of work, more than the tests that kill many such processes need for all the rest.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_konteks = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
_konteks.set_forkserver_preload(["pytest", "tests.anak_siap"])


class Anak:
    """A process that runs `fungsi(lapor, *argumen)`; what it reports is heard here until it ends or is killed."""

    def __init__(self, fungsi: Callable[..., None], *argumen: Any) -> None:
        self._dari, ke = _konteks.Pipe(duplex=False)
        self._proses = _konteks.Process(target=_jalan, args=(fungsi, ke, argumen), daemon=True)
        self._proses.start()
        ke.close()

    def dengar(self, detik: float = 60) -> Any:
        """The next thing it reports."""
        assert self._dari.poll(detik), "the process says nothing"
        return self._dari.recv()

    def bunuh(self) -> list[Any]:
        """Kill -9; answers what it had reported and nobody has heard yet. Fails when it had ended by itself."""
        assert self._proses.is_alive(), f"it ended by itself: {self._proses.exitcode}"
        self._proses.kill()
        self._proses.join()
        sisa = []
        try:
            while True:
                sisa.append(self._dari.recv())
        except EOFError:
            return sisa


def _jalan(fungsi: Callable[..., None], ke: Connection, argumen: tuple[Any, ...]) -> None:
    fungsi(ke.send, *argumen)
