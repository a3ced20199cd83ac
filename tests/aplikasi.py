"""Apps for tests, lent again and again: what a test changes of an app ends that app's service.

An app is the same for every village but for its settings, its database and its `Keadaan`; those three are
made anew for each test by the app's own steps. Building the rest (rules, templates, macros) takes longer than
most tests. An app whose rules, hooks, settings or template functions differ afterwards is not lent again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask

from smartkampung import app as rakitan
from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.pengaturan import Pengaturan

_bebas: dict[Pengaturan, list[Flask]] = defaultdict(list)
_bentuk_awal: dict[Flask, Any] = {}
_per_tes = ("sqlalchemy", "migrate", "smartkampung")


def pinjam(atur: Pengaturan) -> Flask:
    """The app of these settings, on their database, as if just made."""
    siap = _bebas[_jenis(atur)]
    if not siap:
        app = create_app(atur)
    else:
        app = siap.pop()
        app.instance_path, app._got_first_request = str(atur.instance), False
        kait = list(app.teardown_appcontext_funcs), list(app.shell_context_processors)
        del app.extensions["sqlalchemy"]
        for langkah in (rakitan.selesaikan_pemulihan, *(_pada(app, s) for s in (
                rakitan._konfigurasi, rakitan._basis_data, rakitan._keadaan))):
            langkah(atur)
        app.teardown_appcontext_funcs[:], app.shell_context_processors[:] = kait
    _bentuk_awal[app] = _bentuk(app)
    return app


def kembalikan(app: Flask) -> None:
    """Take an app back: its sessions end, its database is let go."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if _bentuk(app) == _bentuk_awal.pop(app):
        _bebas[_jenis(app.extensions["smartkampung"].pengaturan)].append(app)


def _pada(app: Flask, langkah: Any) -> Any:
    return lambda atur: langkah(app, atur)


def _jenis(atur: Pengaturan) -> Pengaturan:
    return replace(atur, instance=Path(), basis_data="")


def _bentuk(app: Flask) -> Any:
    """All of an app that a test could change, to be compared."""
    datar = (app.view_functions, app.jinja_env.globals, app.jinja_env.filters, app.config, app.blueprints)
    kait = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs,
            app.template_context_processors, app.error_handler_spec, app.url_value_preprocessors)
    return (tuple(dict(d) for d in datar), tuple(_salin(k) for k in kait), list(app.teardown_appcontext_funcs),
            len(app.url_map._rules), app.wsgi_app, {n: id(e) for n, e in app.extensions.items() if n not in _per_tes})


def _salin(isi: Any) -> Any:
    """A copy of nested dictionaries and lists, without the empty ones that looking makes."""
    if isinstance(isi, dict):
        return {k: s for k, v in isi.items() if (s := _salin(v)) not in ({}, [])}
    return list(isi) if isinstance(isi, list) else isi
