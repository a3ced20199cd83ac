"""Reads of the enterprise: the figures of its front page, the chart as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.buku import saldo
from smartkampung.bumdes.buku.bagan import KELOMPOK
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.models import KAS, AkunBumdes, JurnalBumdes
from smartkampung.bumdes.buku.periode import bulan_berikut
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL

_PENDAPATAN, _BEBAN = ("PENDAPATAN", "PENDAPATAN_LAIN"), ("HPP", "BEBAN", "BEBAN_LAIN", "BEBAN_PAJAK")


@dataclass(frozen=True, slots=True)
class BarisUnit:
    """One book on the front page."""

    entitas: EntitasBumdes
    kas: Decimal
    omzet: Decimal
    beban: Decimal

    @property
    def laba(self) -> Decimal:
        """Profit of the year so far."""
        return self.omzet - self.beban


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """The front page of an enterprise."""

    baris: list[BarisUnit]
    terakhir: Sequence[JurnalBumdes]
    bulan_terbuka: Periode

    def jumlah(self, medan: str) -> Decimal:
        """The sum over the books; turnover between units counts in both."""
        return sum((getattr(b, medan) for b in self.baris), NOL)


def ringkasan(bumdes: Bumdes, entitas: Sequence[EntitasBumdes], hari: date) -> Ringkasan:
    """Cash today and the year so far, per book, and the newest journals."""
    ids, isi = [e.id for e in entitas], buku(bumdes)
    kini = saldo.neto(saldo.jumlah(ids, None, hari))
    setahun = saldo.neto(saldo.jumlah(ids, date(hari.year, 1, 1), hari, tanpa_penutup=hari.year))

    def rupiah(jumlah: dict[tuple[int, int], int], e: int, uji: Any, tanda: int = 1) -> Decimal:
        return saldo.uang(tanda * sum(n for (x, a), n in jumlah.items() if x == e and uji(isi.akun[a])))

    baris = [BarisUnit(e, rupiah(kini, e.id, lambda a: a.peran == KAS),
                       rupiah(setahun, e.id, lambda a: a.kelompok in _PENDAPATAN, -1),
                       rupiah(setahun, e.id, lambda a: a.kelompok in _BEBAN)) for e in entitas]  # fmt: skip
    terakhir = db.session.scalars(db.select(JurnalBumdes).where(JurnalBumdes.entitas_id.in_(ids)).order_by(
        JurnalBumdes.id.desc()).limit(8)).all()  # fmt: skip
    return Ringkasan(baris, terakhir, bulan_berikut(bumdes))


def daftar_akun(bumdes: Bumdes, q: str = "") -> list[AkunBumdes]:
    """The chart by code; words narrow it to details that contain them in code or name."""
    pilih = db.select(AkunBumdes).filter_by(bumdes_id=bumdes.id).order_by(AkunBumdes.kode)
    for kata in q.split()[:5]:
        pilih = pilih.where(db.or_(AkunBumdes.nama.icontains(kata, autoescape=True), AkunBumdes.kode.startswith(kata)))
    return list(db.session.scalars(pilih))


def lembar_akun(bumdes: Bumdes) -> Lembar:
    """The chart as a sheet, in the columns an import reads."""
    kolom = (Kolom("kode", "kode"), Kolom("nama", "nama", lebar=48), Kolom("kelompok", "kelompok"),
             Kolom("saldo_normal", "saldo_normal"), Kolom("arus_kas", "arus_kas"), Kolom("level", "level", "angka"),
             Kolom("jenis", "jenis"), Kolom("sumber", "sumber"), Kolom("aktif", "aktif"))  # fmt: skip
    baris = [(a.kode, a.nama, a.kelompok, a.saldo_normal, a.arus_kas, a.level, a.jenis, a.sumber,
              "ya" if a.aktif else "tidak") for a in daftar_akun(bumdes)]  # fmt: skip
    return Lembar("bagan_akun", "Bagan akun", kolom, baris, subjudul=bumdes.nama)


def nama_kelompok(kelompok: str) -> str:
    """A group of accounts in words."""
    return KELOMPOK.get(kelompok, kelompok)
