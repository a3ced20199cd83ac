"""What all commands share: the app of the chosen instance, output as text or JSON, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import wraps
from typing import Any

import click
from flask import Flask

from smartkampung.inti.skema import pastikan_skema
from smartkampung.inti.tugas import BilahTerminal, Kemajuan, diam

pilihan_format = click.option("--format", "bentuk", type=click.Choice(["teks", "json"]), default="teks",
                              show_default=True, help="Bentuk keluaran.")


def buka_app(ctx: click.Context) -> Flask:
    """The app of the instance the command was given; refuses when its schema is not this program's."""
    app: Flask = ctx.find_root().obj["buat_app"]()
    with app.app_context():
        pastikan_skema()
    return app


def dengan_app(fungsi: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the app context of its instance."""

    @click.pass_context
    @wraps(fungsi)
    def bungkus(ctx: click.Context, *a: Any, **k: Any) -> Any:
        with buka_app(ctx).app_context():
            return fungsi(*a, **k)

    return bungkus


def kemajuan() -> Kemajuan:
    """A progress bar on the terminal; silent when nobody watches."""
    if not sys.stderr.isatty():
        return diam
    return BilahTerminal(lambda teks: click.echo(teks, nl=False, err=True))


def tampilkan(bentuk: str, kunci: Sequence[str], baris: Sequence[Sequence[Any]], *, judul: Sequence[str] = ()
              ) -> None:
    """Print rows as an aligned table or as a JSON list of objects."""
    if bentuk == "json":
        cetak_json([dict(zip(kunci, b, strict=True)) for b in baris])
        return
    sel = [[str("" if x is None else x) for x in b] for b in baris]
    kepala = list(judul or kunci)
    lebar = [max(len(r[i]) for r in [kepala, *sel]) for i in range(len(kepala))]
    for r in [kepala, *sel]:
        click.echo("  ".join(x.ljust(n) for x, n in zip(r, lebar, strict=True)).rstrip())


def cetak_json(isi: Any) -> None:
    """Print JSON: dates ISO, amounts as decimal strings."""
    click.echo(json.dumps(isi, ensure_ascii=False, indent=1, default=_polos))


def _polos(nilai: Any) -> Any:
    return str(nilai) if isinstance(nilai, Decimal) else nilai.isoformat()
