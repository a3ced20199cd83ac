"""Living through a past year: the acts of the demo happen when they would have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from smartkampung.inti.tanggal import jam


@contextmanager
def masa_lalu() -> Iterator[Callable[[datetime], None]]:
    """Give the clock to the caller: `ke(saat)` moves it, forward only; afterwards it is as before.

    Only for filling an empty village before it is served: the clock belongs to the whole process.
    """
    terakhir = [jam.kini().replace(year=1970, month=1, day=1)]

    def ke(saat: datetime) -> None:
        terakhir[0] = max(terakhir[0], saat)
        jam.atur(terakhir[0])

    with jam.sementara():
        yield ke
