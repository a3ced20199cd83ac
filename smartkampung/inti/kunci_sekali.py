"""One-time form keys: a double click, a refresh, or a resend on a bad line acts once.

Each form carries a random key. The key is stored in the same transaction as the act, with the address
the person was sent to; whoever sends the same key again is sent there too.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from flask import flash, g, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy import String, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang

MEDAN = "_kunci"
_BENTUK = re.compile(r"[A-Za-z0-9_-]{16,64}")
UMUR = timedelta(days=2)


class KunciFormulir(db.Model):
    """A key that has been used, and where its act led."""

    __tablename__ = "kunci_formulir"

    kunci: Mapped[str] = mapped_column(String(64), primary_key=True)
    lokasi: Mapped[str | None] = mapped_column(String(2000))
    dibuat_pada: Mapped[datetime] = mapped_column(index=True)


class KunciHilang(GalatDomain):
    """A form came without its key."""

    pesan = "Formulir ini tidak lengkap. Muat ulang halaman, lalu kirim lagi."
    status = 400


def kunci_formulir() -> Markup:
    """The hidden inputs of every POST form: CSRF token and one-time key (a Jinja global)."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">'
                  '<input type="hidden" name="{}" value="{}">').format(
        generate_csrf(), MEDAN, secrets.token_urlsafe(18))


def pakai(kunci: str) -> ResponseReturnValue | None:
    """Use a key up; answers with a redirect when it was used before."""
    if not _BENTUK.fullmatch(kunci):
        raise KunciHilang()
    if db.session.get(KunciFormulir, kunci) is None:
        g.kunci_formulir = KunciFormulir(kunci=kunci, dibuat_pada=sekarang())
        db.session.add(g.kunci_formulir)
        try:
            db.session.flush()
        except IntegrityError:  # a twin request on PostgreSQL was quicker
            db.session.rollback()
            g.pop("kunci_formulir")
        else:
            return None
    sudah = db.session.get_one(KunciFormulir, kunci)
    flash(_("Sudah tersimpan sebelumnya; tidak dikerjakan dua kali."), "berhasil")
    return redirect(sudah.lokasi or "/", 303)


def catat_tujuan(lokasi: str | None) -> None:
    """Remember where this act led, for whoever sends the key again."""
    dipakai: KunciFormulir | None = g.pop("kunci_formulir", None)
    if dipakai is not None:
        dipakai.lokasi = (lokasi or "")[:2000] or None


def buang_kunci_lama() -> int:
    """Delete keys older than two days; returns how many."""
    hasil = db.session.execute(delete(KunciFormulir).where(KunciFormulir.dibuat_pada < sekarang() - UMUR))
    return hasil.rowcount  # type: ignore[attr-defined, no-any-return]
