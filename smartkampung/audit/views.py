"""The readable audit page."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from smartkampung.audit import queries
from smartkampung.audit.forms import SaringAudit
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import waktu_pendek
from smartkampung.inti.web import halaman, nomor_halaman, unduh

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
@perlu_izin("audit.lihat")
def daftar() -> ResponseReturnValue:
    """Acts, newest first, narrowed by person, area and days."""
    saring = SaringAudit(request.args)
    saring.validate()
    isi = halaman(queries.pilih_catatan(**saring.nilai()), nomor=nomor_halaman())
    baris = [(b.CatatanAudit, queries.kalimat(b.CatatanAudit)) for b in isi.butir]
    return render_template("audit/daftar.html", saring=saring, hal=isi, baris=baris)


@bp.get("/unduh")
@perlu_izin("audit.lihat")
def unduh_xlsx() -> ResponseReturnValue:
    """The same acts as a workbook (the newest 50,000)."""
    from smartkampung.extensions import db
    from smartkampung.inti.xlsx import buku_ke_bytes

    saring = SaringAudit(request.args)
    saring.validate()
    pilih = queries.pilih_catatan(**saring.nilai()).limit(50_000)
    kolom = (Kolom("pada", "Waktu"), Kolom("pelaku", "Pelaku"), Kolom("peristiwa", "Peristiwa"),
             Kolom("kalimat", "Uraian", lebar=60), Kolom("objek", "Objek"), Kolom("hash", "Hash", lebar=66))
    baris = [(waktu_pendek(b.pada, zona()), b.pelaku_nama, b.peristiwa, queries.kalimat(b),
              f"{b.objek_jenis} {b.objek_id}" if b.objek_jenis else "", b.hash)
             for b in db.session.scalars(pilih)]
    lembar = Lembar("audit", "Catatan audit", kolom, baris)
    return unduh(buku_ke_bytes([lembar]), "catatan-audit.xlsx",
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
