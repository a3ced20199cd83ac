"""How a request knows who is asking: Flask-Login over server-side sessions."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user

from smartkampung.akun.models import Pengguna
from smartkampung.akun.sesi import Perangkat, buka_sesi, kenali

# Pages a person may still open while a password change or a second factor is due.
BEBAS_SELA = {"akun.keluar", "akun.totp", "akun.ganti_sandi", "akun.kode_pemulihan"}


def pasang_masuk(login: LoginManager) -> None:
    """Tell Flask-Login how to recognise people."""
    login.session_protection = None  # sessions are rows of ours; a changed browser version is no theft
    login.user_loader(kenali)


def perangkat_kini() -> Perangkat:
    """Where this request comes from."""
    return Perangkat(request.remote_addr or "?", request.headers.get("User-Agent", "")[:300])


def masukkan(pengguna: Pengguna) -> None:
    """Log a person in with a fresh session (new token, new CSRF secret)."""
    token = buka_sesi(pengguna, perangkat_kini(), penuh=True)
    pengguna.token_sesi = token
    session.clear()
    session.permanent = True
    login_user(pengguna)


def sela_masuk(endpoint: str) -> Any:
    """Where a person must go first: change a temporary password, set up the second factor."""
    if endpoint in BEBAS_SELA:
        return None
    if current_user.ganti_sandi:
        return redirect(url_for("akun.ganti_sandi"), 303)
    if current_user.totp is None and current_user.wajib_totp:
        return redirect(url_for("akun.totp"), 303)
    return None
