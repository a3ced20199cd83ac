"""The smaller facts of an invented resident: schooling, work, papers, health, as fits age and sex."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from smartkampung.contoh.nama import tempat
from smartkampung.inti.tanggal import umur as umur_pada

Warga = dict[str, Any]
LAKI_LAKI = 1
KAWIN = 2
CERAI = (3, 4)

# Schooling completed (pendidikan_kk 1..10) by birth cohort: codes and weights.
_LULUSAN = (
    (1960, (1, 2, 3, 4, 5), (22, 24, 40, 8, 6)),
    (1980, (2, 3, 4, 5, 7, 8), (10, 46, 20, 18, 2, 4)),
    (1995, (3, 4, 5, 6, 7, 8, 9), (22, 30, 35, 2, 3, 7, 1)),
    (2100, (3, 4, 5, 7, 8), (8, 24, 54, 4, 10)),
)
# Work (pekerjaan codes) of adults by sex: codes and weights.
_KERJA_LAKI = ((9, 20, 19, 88, 15, 26, 27, 81, 84, 10, 13, 30, 35, 11, 12, 65, 5, 85, 7, 6, 4, 1),
               (24, 17, 10, 14, 11, 4, 3, 3, 3, 2, 2, 1, 2, 1, 2, 1, 1.4, 0.4, 0.4, 0.3, 1, 3))
_KERJA_PEREMPUAN = ((2, 9, 20, 88, 15, 84, 30, 19, 65, 5, 73, 74, 23, 1),
                    (52, 10, 10, 8, 6, 5, 2, 2, 2.5, 1, 0.4, 0.4, 0.7, 3))
_SUKU = (("Jawa", 55), ("Osing", 28), ("Madura", 14), ("Bali", 3))


def lengkapi(acak: random.Random, o: Warga, pada: date) -> None:
    """Fill in what the sheet of residents asks beyond name, numbers and family."""
    umur = umur_pada(o["tanggal_lahir"], pada)
    o["tempat_lahir"] = acak.choice(tempat("tempat_lahir"))
    o["pendidikan_kk"], o["pendidikan_sedang"] = _pendidikan(acak, o["tanggal_lahir"].year, umur)
    o["pekerjaan"] = _pekerjaan(acak, o, umur)
    o["golongan_darah"] = acak.choices((1, 2, 3, 4, 13), (12, 14, 4, 18, 52))[0]
    wajib_ktp = umur >= 17 or o["status_kawin"] == KAWIN
    o["ktp_el"], o["status_rekam"] = (2, 8) if wajib_ktp and acak.random() < 0.97 else (1,
        2 if wajib_ktp else 1)
    o["cacat"] = acak.choices((7, 1, 2, 3, 4), (983, 7, 3, 4, 3))[0]
    o["suku"] = "Bali" if o["agama"] == 4 else acak.choices([s for s, _ in _SUKU], [w for _, w in _SUKU])[0]
    o["asuransi"] = acak.choices((1, 2, 3), (14, 58, 28))[0]
    if o["asuransi"] != 1:
        o["no_asuransi"] = f"00099{acak.randrange(10**8):08d}"
    _akta(acak, o, umur, pada)
    if o["jenis_kelamin"] != LAKI_LAKI and o["status_kawin"] == KAWIN and 18 <= umur <= 45:
        o["hamil"] = 1 if umur < 40 and acak.random() < 0.04 else 2
        if o["hamil"] == 2 and acak.random() < 0.6:
            o["cara_kb"] = acak.choices((1, 2, 3, 5), (22, 10, 54, 14))[0]


def _akta(acak: random.Random, o: Warga, umur: int, pada: date) -> None:
    """Birth certificates are common among the young, marriage ones among the married."""
    if acak.random() < (0.95 if umur < 18 else 0.6 if umur < 40 else 0.2):
        terbit = min(pada, o["tanggal_lahir"] + timedelta(days=acak.randrange(5, 120)))
        o["akta_lahir"] = f"9901-LU-{terbit:%d%m%Y}-{acak.randrange(1, 80):04d}"
    if o["status_kawin"] in (KAWIN, *CERAI) and acak.random() < 0.7:
        nikah = o["tanggal_lahir"] + timedelta(days=int(365.25 * acak.uniform(19, min(30, max(19.5,
            umur - 0.2)))))
        if nikah < pada:
            o["tanggal_perkawinan"] = nikah
            o["akta_perkawinan"] = f"{acak.randrange(1, 400)}/{acak.randrange(1, 60)}/{nikah:%m/%Y}"
    if o["status_kawin"] == 3 and "tanggal_perkawinan" in o:
        cerai = o["tanggal_perkawinan"] + timedelta(days=acak.randrange(300, 4000))
        if cerai < pada:
            o["tanggal_perceraian"] = cerai
            o["akta_perceraian"] = f"{acak.randrange(1, 900):04d}/AC/{cerai.year}/PA.Twg"


def _pendidikan(acak: random.Random, tahun: int, umur: int) -> tuple[int, int]:
    """Schooling completed and schooling under way, by age."""
    for batas, lulus, sedang in ((3, 1, 1), (6, 1, 2), (12, 2, 4), (15, 3, 6)):
        if umur < batas:
            return lulus, sedang
    if umur < 18:
        return 4, 7 if acak.random() < 0.93 else 18
    if umur < 23 and acak.random() < 0.28:
        return 5, 11
    for sebelum, kode, bobot in _LULUSAN:
        if tahun < sebelum:
            return acak.choices(kode, bobot)[0], 18
    return 5, 18


def _pekerjaan(acak: random.Random, o: Warga, umur: int) -> int:
    if umur < 5:
        return 1
    if umur < 15 or o["pendidikan_sedang"] in (4, 6, 7, 11):
        return 3
    if o["jenis_kelamin"] == LAKI_LAKI:
        kode = acak.choices(*_KERJA_LAKI)[0] if umur < 75 else acak.choice((9, 9, 1, 4))
    else:
        kode = acak.choices(*_KERJA_PEREMPUAN)[0] if umur < 72 else acak.choice((2, 2, 1))
    if kode in (65, 5, 73, 74) and o["pendidikan_kk"] < 7:  # teachers, civil servants and nurses studied
        o["pendidikan_kk"] = 8 if kode == 65 or o["tanggal_lahir"].year > 1975 else 5
    return kode if umur < 60 or kode not in (5, 6, 7) else 4
