"""The floor: a bare Flask page on the same server, one row or fifty rows of SQLite."""

from __future__ import annotations

import sqlite3
import sys

from flask import Flask, g, render_template_string
from waitress import serve

HALAMAN = """<!doctype html><html lang="id"><title>Polos</title><h1>Daftar</h1><table>
{% for b in baris %}<tr><td>{{ b.id }}</td><td>{{ b.nama }}</td><td>{{ b.nik }}</td><td>{{ b.tempat_lahir }}</td></tr>
{% endfor %}</table></html>"""


def buat(basis: str) -> Flask:
    """Two routes over the village's own table of residents."""
    app = Flask(__name__)
    halaman = app.jinja_env.from_string(HALAMAN)

    def baris(banyak: int) -> list[sqlite3.Row]:
        if "basis" not in g:
            g.basis = sqlite3.connect(basis)
            g.basis.row_factory = sqlite3.Row
        return g.basis.execute("SELECT id, nama, nik, tempat_lahir FROM penduduk LIMIT ?", (banyak,)).fetchall()

    @app.teardown_appcontext
    def tutup(_galat: object) -> None:
        if "basis" in g:
            g.basis.close()

    @app.get("/satu")
    def satu() -> str:
        return halaman.render(baris=baris(1))

    @app.get("/lima-puluh")
    def lima_puluh() -> str:
        return halaman.render(baris=baris(50))

    @app.get("/masuk")
    def masuk() -> str:
        return render_template_string("ya")

    return app


if __name__ == "__main__":
    serve(buat(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), threads=6)
