"""Smart Kampung: surat, keuangan desa, BUMDes, and rekap for one village, in one light app.

`create_app` builds the web application of one village (or of one kabupaten office, the same package
in another mode). Several apps may live in one process: nothing is kept outside the app object and
its own database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from smartkampung.pengaturan import Pengaturan

__all__ = ["__version__", "create_app"]
__version__ = "0.1.0"


def create_app(pengaturan: Pengaturan | None = None, **lain: Any) -> Flask:
    """Build the app; see `smartkampung.app.create_app` (imported late, so the CLI starts quickly)."""
    from smartkampung.app import create_app as _create_app

    return _create_app(pengaturan, **lain)
