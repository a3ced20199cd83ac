"""Counts of the register on a day: per dusun, by age and sex, by any coded fact, and what a month changed.

Every page, form and recap that shows a count asks here, so that no figure is computed twice.
A resident counts from the day the entry was reported to the day the exit was reported (pelayanan 5.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Grafik, Kolom, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.penduduk import referensi
from smartkampung.penduduk.models import DATANG, LAHIR, Penduduk, Wilayah
from smartkampung.penduduk.referensi import HIDUP, KEPALA_KELUARGA, MATI, PINDAH

# Coded facts the statistics page offers: column -> (group of codes, title).
MENURUT = {
    "agama": ("agama", "Agama"), "pendidikan_kk": ("pendidikan_kk", "Pendidikan dalam KK"),
    "pekerjaan": ("pekerjaan", "Pekerjaan"), "status_kawin": ("status_kawin", "Status perkawinan"),
    "hubungan_keluarga": ("hubungan_keluarga", "Hubungan dalam keluarga"),
    "golongan_darah": ("golongan_darah", "Golongan darah"), "warganegara": ("warganegara", "Kewarganegaraan"),
}
LEBAR_UMUR, KELOMPOK_UMUR = 5, 16  # 0–4, 5–9, … 70–74, 75+


def hidup_pada(hari: date) -> Any:
    """The condition "counted as a resident on that day"; for today an index alone answers it."""
    if hari >= hari_desa():
        return Penduduk.status_dasar == HIDUP  # nothing can be reported in the future
    return and_(or_(Penduduk.tanggal_masuk.is_(None), Penduduk.tanggal_masuk <= hari),
                or_(Penduduk.status_dasar == HIDUP, Penduduk.tanggal_lapor > hari))


@dataclass(frozen=True, slots=True)
class Jumlah:
    """Residents by sex, and heads of families."""

    laki: int
    perempuan: int
    kk: int

    @property
    def semua(self) -> int:
        return self.laki + self.perempuan


_HITUNG = (func.coalesce(func.sum(case((Penduduk.jenis_kelamin == 1, 1), else_=0)), 0),
           func.coalesce(func.sum(case((Penduduk.jenis_kelamin == 2, 1), else_=0)), 0),
           func.coalesce(func.sum(case((Penduduk.hubungan_keluarga == KEPALA_KELUARGA, 1), else_=0)), 0))


def jumlah(hari: date) -> Jumlah:
    """The whole village on a day."""
    return Jumlah(*map(int, db.session.execute(select(*_HITUNG).where(hidup_pada(hari))).one()))


def per_dusun(hari: date) -> list[tuple[str, Jumlah]]:
    """Each dusun on a day, by name."""
    pilih = (select(Wilayah.dusun, *_HITUNG).join(Wilayah, Wilayah.id == Penduduk.wilayah_id)
             .where(hidup_pada(hari)).group_by(Wilayah.dusun).order_by(Wilayah.dusun))
    return [(d, Jumlah(int(lk), int(pr), int(kk))) for d, lk, pr, kk in db.session.execute(pilih)]


def per_wilayah(hari: date) -> dict[int, Jumlah]:
    """Each RT on a day, by its id."""
    pilih = select(Penduduk.wilayah_id, *_HITUNG).where(hidup_pada(hari)).group_by(Penduduk.wilayah_id)
    return {w: Jumlah(int(lk), int(pr), int(kk)) for w, lk, pr, kk in db.session.execute(pilih)}


def piramida(hari: date) -> list[tuple[str, int, int]]:
    """(age band, male, female), youngest first; those without a birth date are in none."""
    batas = [_lalu(hari, LEBAR_UMUR * (i + 1)) for i in range(KELOMPOK_UMUR - 1)]
    kelompok = case(*((Penduduk.tanggal_lahir > b, i) for i, b in enumerate(batas)), else_=KELOMPOK_UMUR - 1)
    pilih = (select(kelompok, Penduduk.jenis_kelamin, func.count())
             .where(hidup_pada(hari), Penduduk.tanggal_lahir.is_not(None))
             .group_by(kelompok, Penduduk.jenis_kelamin))
    isi = {(k, j): n for k, j, n in db.session.execute(pilih)}
    return [(nama_umur(i), isi.get((i, 1), 0), isi.get((i, 2), 0)) for i in range(KELOMPOK_UMUR)]


def nama_umur(ke: int) -> str:
    """`0–4`, … `75+`."""
    awal = ke * LEBAR_UMUR
    return f"{awal}+" if ke == KELOMPOK_UMUR - 1 else f"{awal}–{awal + LEBAR_UMUR - 1}"


def _lalu(hari: date, tahun: int) -> date:
    """The same day so many years ago (28 February for a leap day)."""
    try:
        return hari.replace(year=hari.year - tahun)
    except ValueError:
        return hari.replace(year=hari.year - tahun, day=28)


def menurut(kunci: str, hari: date) -> list[tuple[str, int, int]]:
    """(text of the code, male, female) for one coded fact, largest first; "Belum diisi" last."""
    kelompok, _ = MENURUT[kunci]
    kolom = getattr(Penduduk, kunci)
    pilih = select(kolom, *_HITUNG[:2]).where(hidup_pada(hari)).group_by(kolom)
    isi = [(kode, int(lk), int(pr)) for kode, lk, pr in db.session.execute(pilih)]
    urut = sorted(isi, key=lambda b: (b[0] is None, -(b[1] + b[2])))
    return [(referensi.nama(kelompok, k) or "Belum diisi", lk, pr) for k, lk, pr in urut]


# --- sheets ---------------------------------------------------------------------------------------

def lembar_dusun(hari: date) -> Lembar:
    """Residents and families per dusun."""
    kolom = (Kolom("dusun", profil().sebutan_dusun), Kolom("laki", "Laki-laki", "angka", jumlah=True),
             Kolom("perempuan", "Perempuan", "angka", jumlah=True), Kolom("jumlah", "Jumlah", "angka",
                 jumlah=True),
             Kolom("kk", "KK", "angka", jumlah=True))
    baris = [(nama_dusun(d), j.laki, j.perempuan, j.semua, j.kk) for d, j in per_dusun(hari)]
    grafik = (Grafik("batang", "Penduduk per dusun", "dusun", ("laki", "perempuan")),) if baris else ()
    return Lembar("kependudukan_dusun", "Penduduk per dusun", kolom, baris,
                  subjudul=f"Keadaan {hari:%d-%m-%Y}", grafik=grafik)


def lembar_menurut(kunci: str, hari: date) -> Lembar:
    """Residents by one coded fact."""
    kolom = (Kolom("nama", MENURUT[kunci][1]), Kolom("laki", "Laki-laki", "angka", jumlah=True),
             Kolom("perempuan", "Perempuan", "angka", jumlah=True), Kolom("jumlah", "Jumlah", "angka",
                 jumlah=True))
    baris = [(nama, lk, pr, lk + pr) for nama, lk, pr in menurut(kunci, hari)]
    return Lembar(f"kependudukan_{kunci}", f"Penduduk menurut {MENURUT[kunci][1].lower()}", kolom, baris,
                  subjudul=f"Keadaan {hari:%d-%m-%Y}")


def lembar_umur(hari: date) -> Lembar:
    """Residents by age band."""
    kolom = (Kolom("umur", "Umur"), Kolom("laki", "Laki-laki", "angka", jumlah=True),
             Kolom("perempuan", "Perempuan", "angka", jumlah=True), Kolom("jumlah", "Jumlah", "angka",
                 jumlah=True))
    baris = [(u, lk, pr, lk + pr) for u, lk, pr in piramida(hari)]
    return Lembar("kependudukan_umur", "Penduduk menurut umur", kolom, baris, subjudul=f"Keadaan "
                                                                                       f"{hari:%d-%m-%Y}")


def nama_dusun(dusun: str) -> str:
    """A dusun's name without the word before it (`DUSUN KRAJAN` -> `KRAJAN`)."""
    depan = profil().sebutan_dusun
    return dusun[len(depan) + 1:] if dusun.upper().startswith(depan.upper() + " ") else dusun


# --- one month ------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Mutasi:
    """What a month did to one sex: counts at its beginning and end, and the reported changes between."""

    awal: int
    lahir: int
    datang: int
    mati: int
    pindah: int
    lain: int
    akhir: int


def mutasi(periode: Periode, jenis_kelamin: int) -> Mutasi:
    """The changes reported in a month."""
    masuk = Penduduk.tanggal_masuk.between(periode.awal, periode.akhir)
    keluar = and_(Penduduk.status_dasar != HIDUP, Penduduk.tanggal_lapor.between(periode.awal, periode.akhir))
    lain = Penduduk.status_dasar.not_in((MATI, PINDAH))
    syarat = (hidup_pada(periode.awal - timedelta(days=1)),
              and_(masuk, Penduduk.cara_masuk == LAHIR), and_(masuk, Penduduk.cara_masuk == DATANG),
              and_(keluar, Penduduk.status_dasar == MATI), and_(keluar, Penduduk.status_dasar == PINDAH),
              and_(keluar, lain), hidup_pada(periode.akhir))
    hitung = [func.coalesce(func.sum(case((s, 1), else_=0)), 0) for s in syarat]
    baris = db.session.execute(select(*hitung).where(Penduduk.jenis_kelamin == jenis_kelamin)).one()
    return Mutasi(*map(int, baris))
