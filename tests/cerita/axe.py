"""axe-core on a page that the real server gave: what keeps people with a screen reader or a keyboard out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALAMAT = "/axe-uji.js"
NASKAH = Axe().axe_script.encode()
PERIKSA = "pilihan => axe.run(pilihan).then(h => h.violations)"


def dengan_axe(wsgi: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The app, and beside it axe as a script of its own origin, which the browser fetches and compiles once."""
    def jawab(environ: dict[str, Any], mulai: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != ALAMAT:
            return wsgi(environ, mulai)
        mulai("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "max-age=86400, immutable"),
                         ("Content-Length", str(len(NASKAH)))])
        return [NASKAH]

    return jawab


def axe(hal: Page, alamat: str, template: str, *, kontras: bool = False) -> list[str]:
    """Serious and critical findings; contrast, the slowest rule, is worked out from the colours in test_aset."""
    hal.add_script_tag(url=ALAMAT)
    temuan = hal.evaluate(PERIKSA, {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21aa"],
                                    "rules": {"color-contrast": {"enabled": kontras}}})
    return [f"{alamat} ({template}): {v['id']} {v['nodes'][0]['html'][:160]}"
            for v in temuan if v["impact"] in ("serious", "critical")]
