"""Checks of serving: papers forgotten on time and used for their owner only, bundles of one resident."""

from __future__ import annotations

from datetime import timedelta

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.surat.berkas_warga.models import BerkasWarga
from smartkampung.surat.models import Surat, SyaratSurat
from smartkampung.surat.paket.models import PaketSurat

BATAS = 50
TENGGANG = timedelta(days=7)  # the nightly job catches up when the machine was off


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Berkas warga yang habis masanya sudah dihapus", _habis),
        Pemeriksaan("Berkas warga hanya dipakai surat pemiliknya", _pemilik),
        Pemeriksaan("Surat sepaket milik satu warga", _paket),
    ]


def _habis() -> list[str]:
    pilih = db.select(BerkasWarga.id).where(BerkasWarga.berlaku_sampai < hari_desa() - TENGGANG).limit(BATAS)
    return [f"berkas warga {nomor} lewat masanya dan masih tersimpan" for nomor in db.session.scalars(pilih)]


def _pemilik() -> list[str]:
    pilih = (
        db.select(SyaratSurat.surat_id)
        .join(Surat, Surat.id == SyaratSurat.surat_id)
        .join(BerkasWarga, BerkasWarga.id == SyaratSurat.berkas_warga_id)
        .where(db.or_(Surat.penduduk_id.is_(None), Surat.penduduk_id != BerkasWarga.penduduk_id))
        .limit(BATAS)
    )
    return [f"surat {nomor} memakai berkas warga milik orang lain" for nomor in db.session.scalars(pilih)]


def _paket() -> list[str]:
    pilih = (
        db.select(Surat.id)
        .join(PaketSurat, PaketSurat.id == Surat.paket_id)
        .where(db.or_(Surat.penduduk_id.is_(None), Surat.penduduk_id != PaketSurat.penduduk_id))
        .limit(BATAS)
    )
    return [f"surat {nomor} bukan milik warga paketnya" for nomor in db.session.scalars(pilih)]
