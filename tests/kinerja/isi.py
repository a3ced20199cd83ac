"""A village of the size the figures speak of: 20,000 residents, 100,000 letters (rows without files)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from smartkampung import create_app
from smartkampung.contoh.isi import isi_contoh
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.skema import mutakhirkan
from smartkampung.pengaturan import NAMA_BERKAS, Pengaturan
from smartkampung.sambungan import muat_data_awal
from smartkampung.surat.models import KataSurat, Surat

ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def siapkan(folder: Path, port: int, penduduk: int, surat: int) -> Flask:
    """Make, or find again, the instance in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAMA_BERKAS).write_text(
        f'alamat_publik = "http://127.0.0.1:{port}"\ndemo = true\ntotp_wajib = false\n', encoding="utf-8")
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        mutakhirkan()
        with transaksi():
            muat_data_awal()
        if not db.session.execute(db.text("SELECT count(*) FROM pengguna")).scalar():
            db.session.rollback()
            isi_contoh(penduduk, 7)
        _perbanyak(surat)
        db.session.remove()
    return app


def _perbanyak(surat: int) -> None:
    """Copy finished letters until there are `surat` of them, with codes and numbers of their own."""
    ada = db.session.scalar(select(func.count()).select_from(Surat)) or 0
    contoh = [dict(b) for b in db.session.execute(
        select(Surat.__table__).where(Surat.nomor.is_not(None), Surat.berkas_id.is_(None)).limit(5000)).mappings()]
    kata: dict[int, list[str]] = {}
    for satu, surat_id in db.session.execute(select(KataSurat.kata, KataSurat.surat_id)):
        kata.setdefault(surat_id, []).append(satu)
    db.session.rollback()
    mulai = (db.session.scalar(select(func.max(Surat.id))) or 0) + 1
    db.session.rollback()
    for awal in range(0, surat - ada, 10_000):
        with transaksi() as sesi:
            baris, kunci = [], []
            for n in range(awal, min(awal + 10_000, surat - ada)):
                b = contoh[n % len(contoh)]
                kunci += [{"kata": k, "surat_id": mulai + n} for k in kata.get(b["id"], [])]
                baris.append(_salinan(b, mulai + n, n))
            sesi.execute(Surat.__table__.insert(), baris)
            if kunci:
                sesi.execute(KataSurat.__table__.insert(), kunci)


def _salinan(b: dict[str, Any], baru: int, n: int) -> dict[str, Any]:
    return {**b, "id": baru, "tahun": 1990 + n // 9000, "nomor": 500_000 + n, "kode_status": _kode(n, "9"),
            "kode_periksa": _kode(n, "8")}


def _kode(n: int, depan: str) -> str:
    teks = ""
    for _ in range(11):
        n, sisa = divmod(n, 32)
        teks += ABJAD[sisa]
    teks = depan + teks
    return f"{teks[:4]}-{teks[4:8]}-{teks[8:]}"
