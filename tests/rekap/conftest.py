from __future__ import annotations

from tests.rekap.perabot import bagian_uji, gabung, kabupaten, kawat, usb  # noqa: F401
