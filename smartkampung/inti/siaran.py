"""Facts between areas: announced and heard in the same transaction, so both happen or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app


def siarkan(peristiwa: Any) -> None:
    """Tell the listeners of this fact (see `sambungan.PENDENGAR`); an error in one fails the act."""
    pendengar: dict[type, list[Callable[[Any], None]]] = current_app.extensions["smartkampung"].pendengar
    for dengar in pendengar.get(type(peristiwa), ()):
        dengar(peristiwa)
