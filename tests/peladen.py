"""A waitress server for a test, on loopback, that ends before the test does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from waitress import wasyncore
from waitress.server import create_server


@contextmanager
def dilayani(app: Any, port: int = 0) -> Iterator[str]:
    """Serve a WSGI app from a thread; answers its address.

    The loop is turned by hand: closing sockets under waitress's own loop sometimes breaks its select.
    """
    peladen: Any = create_server(app, host="127.0.0.1", port=port, threads=4)
    henti = threading.Event()

    def putar() -> None:
        while not henti.is_set():
            wasyncore.loop(timeout=0.2, map=peladen._map, count=1)

    utas = threading.Thread(target=putar, daemon=True)
    utas.start()
    try:
        yield f"http://127.0.0.1:{peladen.effective_port}"
    finally:
        henti.set()
        peladen.pull_trigger()
        utas.join()
        peladen.close()
        peladen.task_dispatcher.shutdown()
