"""Rules and parameters of a fiscal year: what ships, what the village set, and setting it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import angka, rupiah
from smartkampung.keuangan.aturan.models import SIKAP, ParameterKeuangan
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.lokasi import folder_data


class PerluDasar(GalatDomain):
    """A local value has a ground."""

    pesan = "Tulis nomor peraturan yang menjadi dasarnya, misalnya “Perbup 12/2026”."
    medan = "dasar"


class AturanTetap(GalatDomain):
    """This rule is not up to the village."""

    pesan = "Aturan %(kode)s tidak bisa diubah: peraturannya tidak menyerahkannya kepada desa atau kabupaten."


class NilaiParameterSalah(GalatDomain):
    """Not a value this parameter can take."""

    pesan = "Isi %(judul)s dengan %(bentuk)s."
    medan = "nilai"


@dataclass(frozen=True, slots=True)
class Aturan:
    """A rule of one year: how it is treated and why."""

    kode: str
    judul: str
    arti: str
    sikap: str
    dasar: str
    tetap: bool = False
    setempat: str = ""  # the local regulation under which the village changed it


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of one year; `nilai` is the text as typed."""

    kode: str
    judul: str
    nilai: str
    aturan: str = ""
    dasar: str = ""
    pilihan: tuple[str, ...] = ()
    bisa_kosong: bool = False
    panjang: bool = False
    bagian: tuple[str, ...] = ()  # a text that holds each of these
    setempat: str = ""

    @property
    def tampil(self) -> str:
        """The value as people read it."""
        if self.panjang:
            return f"{len(self.nilai.splitlines())} baris"
        if not self.nilai or self.pilihan or self.bagian:
            return self.nilai or "—"
        nilai = Decimal(self.nilai)
        return rupiah(nilai) if self.judul.endswith("(Rp)") else angka(nilai, -min(0, int(nilai.as_tuple().exponent)))


@dataclass(frozen=True)
class AturanTahun:
    """All rules and parameters of a fiscal year; `tahun_data` is the year of the shipped set they come from."""

    tahun: int
    tahun_data: int
    aturan: dict[str, Aturan]
    parameter: dict[str, Parameter]

    def sikap(self, kode: str) -> str:
        """How a rule is treated: tolak, peringatan or mati."""
        return self.aturan[kode].sikap

    def angka(self, kode: str) -> Decimal | None:
        """A numeric parameter; None when it is left empty."""
        teks = self.parameter[kode].nilai
        return Decimal(teks) if teks else None

    def teks(self, kode: str) -> str:
        """A parameter as text."""
        return self.parameter[kode].nilai


@lru_cache(maxsize=8)
def _kiriman(tahun: int) -> AturanTahun:
    tetap, isi = _muat("kas"), _muat(str(tahun))
    aturan = {k: Aturan(k, **a) for k, a in (isi["aturan"] | tetap["aturan"]).items()}
    semua = tetap["parameter"] | isi["parameter"]
    parameter = {k: Parameter(k, **{n: _nilai(v) for n, v in p.items()}) for k, p in semua.items()}
    return AturanTahun(isi["tahun"], isi["tahun"], aturan, parameter)


def _muat(nama: str) -> dict[str, Any]:
    return tomllib.loads((folder_data() / "keuangan" / f"parameter_{nama}.toml").read_text(encoding="utf-8"))


def _nilai(nilai: Any) -> Any:
    return tuple(nilai) if isinstance(nilai, list) else nilai


@lru_cache(maxsize=1)
def tahun_kiriman() -> tuple[int, ...]:
    """The years whose rules ship with the program, oldest first."""
    berkas = (folder_data() / "keuangan").glob("parameter_2*.toml")
    return tuple(sorted(int(b.stem.rpartition("_")[2]) for b in berkas))


def bawaan(tahun: int) -> AturanTahun:
    """The shipped set of a year: its own, else the last one before it, else the first there is."""
    ada = [t for t in tahun_kiriman() if t <= tahun] or [tahun_kiriman()[0]]
    return replace(_kiriman(ada[-1]), tahun=tahun)


def aturan_tahun(tahun: int) -> AturanTahun:
    """The rules in force in a year, with what the village set; remembered until the next act."""
    return ingat(("keuangan.aturan", tahun), lambda: _gabung(tahun))


def _gabung(tahun: int) -> AturanTahun:
    dasar = bawaan(tahun)
    aturan, parameter = dict(dasar.aturan), dict(dasar.parameter)
    for baris in db.session.scalars(db.select(ParameterKeuangan).filter_by(tahun=tahun)):
        if baris.kode in aturan and not aturan[baris.kode].tetap:
            aturan[baris.kode] = replace(aturan[baris.kode], sikap=baris.nilai, setempat=baris.dasar)
        elif baris.kode in parameter:
            parameter[baris.kode] = replace(parameter[baris.kode], nilai=baris.nilai, setempat=baris.dasar)
    return AturanTahun(tahun, dasar.tahun_data, aturan, parameter)


def atur_sikap(tahun: int, kode: str, sikap: str, dasar: str, *, oleh: Pelaku) -> None:
    """Switch a rule of a year; the switch leaves a trace and shows in the recap."""
    periksa_izin(oleh, "keuangan.acuan")
    aturan = aturan_tahun(tahun).aturan.get(kode)
    if aturan is None or sikap not in SIKAP:
        raise NilaiParameterSalah(judul=kode, bentuk="tolak, peringatan, atau mati")
    if aturan.tetap:
        raise AturanTetap(kode=kode)
    _simpan(tahun, kode, sikap, dasar, oleh)
    catat("keuangan.aturan_diatur", oleh=oleh, tahun=tahun, kode=kode, sikap=sikap, dasar=dasar.strip())


def atur_parameter(tahun: int, kode: str, nilai: str, dasar: str, *, oleh: Pelaku) -> None:
    """Set a figure of a year under a local regulation."""
    periksa_izin(oleh, "keuangan.acuan")
    parameter = aturan_tahun(tahun).parameter.get(kode)
    if parameter is None:
        raise NilaiParameterSalah(judul=kode, bentuk="parameter yang dikenal")
    bersih = baca_nilai(parameter, nilai)
    _simpan(tahun, kode, bersih, dasar, oleh)
    catat("keuangan.parameter_diatur", oleh=oleh, tahun=tahun, kode=kode, nilai=bersih[:80], dasar=dasar.strip())


def kembalikan(tahun: int, kode: str, *, oleh: Pelaku) -> None:
    """Take a local value back: the shipped one holds again."""
    periksa_izin(oleh, "keuangan.acuan")
    baris = db.session.scalar(db.select(ParameterKeuangan).filter_by(tahun=tahun, kode=kode))
    if baris is not None:
        db.session.delete(baris)
        db.session.flush()
        catat("keuangan.parameter_dikembalikan", oleh=oleh, tahun=tahun, kode=kode)


def salin_setempat(dari: int, ke: int, *, oleh: Pelaku) -> int:
    """Take over the local values of another year where the year has none yet; answer how many."""
    periksa_izin(oleh, "keuangan.acuan")
    ada = set(db.session.scalars(db.select(ParameterKeuangan.kode).filter_by(tahun=ke)))
    dikenal = aturan_tahun(ke).aturan.keys() | aturan_tahun(ke).parameter.keys()
    lama = db.session.scalars(db.select(ParameterKeuangan).filter_by(tahun=dari)).all()
    salin = [b for b in lama if b.kode not in ada and b.kode in dikenal]
    for b in salin:
        _simpan(ke, b.kode, b.nilai, b.dasar, oleh)
    if salin:
        catat("keuangan.parameter_disalin", oleh=oleh, dari=dari, ke=ke, banyak=len(salin))
    return len(salin)


def baca_nilai(parameter: Parameter, nilai: str) -> str:
    """The value as it is kept; NilaiParameterSalah when the parameter cannot take it."""
    bersih = nilai.strip()
    if parameter.pilihan:
        if bersih not in parameter.pilihan:
            raise NilaiParameterSalah(judul=parameter.judul, bentuk=" atau ".join(parameter.pilihan))
        return bersih
    if parameter.bagian:
        kurang = [b for b in parameter.bagian if b not in bersih]
        if kurang or len(bersih) > 40:
            bentuk = f"teks paling banyak 40 huruf yang memuat {', '.join(parameter.bagian)}"
            raise NilaiParameterSalah(judul=parameter.judul, bentuk=bentuk)
        return bersih
    if parameter.panjang:
        salah = [b for b in bersih.splitlines() if b.strip() and len(b.split("|")) != 3]
        if salah:
            raise NilaiParameterSalah(judul=parameter.judul, bentuk=f"tiga bagian dipisah “|” pada baris “{salah[0]}”")
        return bersih[:4000]
    if not bersih and parameter.bisa_kosong:
        return ""
    try:
        ribuan = "," in bersih or bersih.count(".") > 1
        nilai_angka = Decimal(bersih.replace(".", "").replace(",", ".") if ribuan else bersih)
    except InvalidOperation:
        nilai_angka = Decimal(-1)
    if not nilai_angka.is_finite() or not 0 <= nilai_angka <= 10**13:
        raise NilaiParameterSalah(judul=parameter.judul, bentuk="angka nol atau lebih")
    return f"{nilai_angka:f}"


def _simpan(tahun: int, kode: str, nilai: str, dasar: str, oleh: Pelaku) -> None:
    if not dasar.strip():
        raise PerluDasar()
    baris = db.session.scalar(db.select(ParameterKeuangan).filter_by(tahun=tahun, kode=kode))
    if baris is None:
        baris = ParameterKeuangan(tahun=tahun, kode=kode)
        db.session.add(baris)
    baris.nilai, baris.dasar = nilai, dasar.strip()[:160]
    baris.diubah_oleh_id, baris.diubah_oleh, baris.diubah_pada = oleh.id, oleh.nama, sekarang()
    db.session.flush()
