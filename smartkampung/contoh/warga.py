"""Invented residents: families whose ages, sexes and kinships add up, like a village of East Java.

Pure and fast (5,000 people in about a second): no database, no clock. Each person is a plain dict with
the same keys as a row of the resident sheet (`penduduk.tata_impor`), plus when and how they came or left.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from smartkampung.contoh.nama import nama_orang, tempat
from smartkampung.contoh.rincian import lengkapi
from smartkampung.penduduk.referensi import HIDUP, MATI, PINDAH

KECAMATAN = "990101"
KECAMATAN_LAIN = ("990102", "990203", "990305")
LAKI_LAKI, PEREMPUAN = 1, 2
KEPALA, ISTRI, ANAK, MENANTU, CUCU, ORANGTUA, MERTUA, FAMILI = 1, 3, 4, 5, 6, 7, 8, 9
BELUM_KAWIN, KAWIN, CERAI_HIDUP, CERAI_MATI = 1, 2, 3, 4
KK_PER_RT = 36
_UMUR_KEPALA = ((22, 29, 11), (30, 39, 25), (40, 49, 25), (50, 59, 20), (60, 69, 12), (70, 88, 7))
# How families look: kind and weight.
_BENTUK = (("inti", 66), ("pasangan", 11), ("ibu", 8), ("ayah", 2), ("tiga_generasi", 6), ("serumah", 4),
           ("sendiri", 3))

Warga = dict[str, Any]


@dataclass
class Penghitung:
    """Running numbers, so that no NIK and no KK comes twice."""

    nik: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    kk: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def nik_baru(self, kecamatan: str, lahir: date, kelamin: int) -> str:
        hari = lahir.day + (40 if kelamin == PEREMPUAN else 0)
        awal = f"{kecamatan}{hari:02d}{lahir.month:02d}{lahir.year % 100:02d}"
        self.nik[awal] += 1
        return f"{awal}{self.nik[awal]:04d}"

    def kk_baru(self, terbit: date) -> str:
        awal = f"{KECAMATAN}{terbit:%d%m%y}"
        self.kk[awal] += 1
        return f"{awal}{self.kk[awal]:04d}"


def buat_warga(banyak: int, benih: int, pada: date) -> list[Warga]:
    """`banyak` living residents in families on a day, and the few who died or left in the year before."""
    acak = random.Random(f"warga-{benih}")  # its own stream: other parts of the demo do not disturb it
    hitung = Penghitung()
    letak = _letak_keluarga(acak, banyak)
    warga: list[Warga] = []
    hidup = 0
    for nomor in range(banyak):
        if hidup >= banyak:
            break
        keluarga = _keluarga(acak, hitung, pada, letak[nomor % len(letak)])
        sisa = banyak - hidup
        keluarga = _potong(keluarga, sisa)
        hidup += sum(1 for o in keluarga if o["status_dasar"] == HIDUP)
        warga += keluarga
    return warga


def _potong(keluarga: list[Warga], sisa: int) -> list[Warga]:
    """At most `sisa` living members; the head comes first, so a family is never left without one."""
    ada = [o for o in keluarga if o["status_dasar"] == HIDUP]
    return keluarga if len(ada) <= sisa else ada[:sisa]


def _letak_keluarga(acak: random.Random, banyak: int) -> list[dict[str, str]]:
    """One address area (dusun, RW, RT) for every expected family, RT of about 36 families each."""
    banyak_kk = max(1, round(banyak / 3.1))
    banyak_rt = max(1, -(-banyak_kk // KK_PER_RT))
    dusun = tempat("dusun")[: max(1, min(5, banyak_rt))]
    daftar: list[dict[str, str]] = []
    per_dusun = [banyak_rt // len(dusun) + (i < banyak_rt % len(dusun)) for i in range(len(dusun))]
    rw = 0
    for nama, jumlah in zip(dusun, per_dusun, strict=True):
        for rt in range(jumlah):
            rw += rt % 5 == 0
            daftar.append({"dusun": nama, "rw": f"{rw:03d}", "rt": f"{rt % 5 + 1:03d}"})
    return [acak.choice(daftar) for _ in range(banyak_kk + 40)]


def _keluarga(acak: random.Random, hitung: Penghitung, pada: date, letak: dict[str, str]) -> list[Warga]:
    """One family with its number, address and all facts of its members."""
    bentuk = acak.choices([b for b, _ in _BENTUK], [w for _, w in _BENTUK])[0]
    agama = acak.choices((1, 2, 3, 4), (955, 15, 8, 22))[0]
    orang = _SUSUN[bentuk](acak, pada)
    no_kk = hitung.kk_baru(pada - timedelta(days=acak.randrange(30, 6000)))
    alamat = f"Jl. {acak.choice(tempat('jalan'))} No. {acak.randrange(1, 120)}"
    for o in orang:
        o |= letak | {"no_kk": no_kk, "alamat": alamat, "agama": agama, "warganegara": 1}
        o.setdefault("status_dasar", HIDUP)
        o["nama"] = nama_orang(acak, o["jenis_kelamin"], o["tanggal_lahir"], agama)
        asal = KECAMATAN if acak.random() < 0.95 else acak.choice(KECAMATAN_LAIN)
        o["nik"] = hitung.nik_baru(asal, o["tanggal_lahir"], o["jenis_kelamin"])
    _orang_tua(acak, orang)
    for o in orang:
        lengkapi(acak, o, pada)
        _riwayat(acak, o, pada)
    return orang


def _inti(acak: random.Random, pada: date, *, anak: bool = True) -> list[Warga]:
    umur = _umur_kepala(acak) if anak else acak.choice((acak.randrange(22, 32), acak.randrange(55, 80)))
    istri = max(18, min(umur + 1, round(acak.gauss(umur - 4, 3))))
    return [_orang(acak, pada, LAKI_LAKI, umur, KEPALA, KAWIN), _orang(acak, pada, PEREMPUAN, istri, ISTRI,
        KAWIN),
            *(_anak(acak, pada, istri) if anak else [])]


def _pasangan(acak: random.Random, pada: date) -> list[Warga]:
    return _inti(acak, pada, anak=False)


def _ibu(acak: random.Random, pada: date) -> list[Warga]:
    """A mother alone with her children: mostly widows, and some of them only since this year."""
    umur = max(24, _umur_kepala(acak))
    status = CERAI_MATI if acak.random() < (0.35 if umur < 45 else 0.85) else CERAI_HIDUP
    keluarga = [_orang(acak, pada, PEREMPUAN, umur, KEPALA, status), *_anak(acak, pada, umur)]
    if status == CERAI_MATI and acak.random() < 0.3:
        suami = _orang(acak, pada, LAKI_LAKI, min(92, umur + acak.randrange(0, 8)), KEPALA, KAWIN)
        wafat = pada - timedelta(days=acak.randrange(5, 360))
        keluarga.append(suami | {"status_dasar": MATI, "tanggal_status": wafat,
                                 "tanggal_lapor": min(pada, wafat + timedelta(days=acak.randrange(0, 9)))})
    return keluarga


def _ayah(acak: random.Random, pada: date) -> list[Warga]:
    umur = max(28, _umur_kepala(acak))
    status = acak.choice((CERAI_MATI, CERAI_HIDUP))
    return [_orang(acak, pada, LAKI_LAKI, umur, KEPALA, status), *_anak(acak, pada, umur - 3)]


def _sendiri(acak: random.Random, pada: date) -> list[Warga]:
    if acak.random() < 0.35:
        return [_orang(acak, pada, LAKI_LAKI, acak.randrange(23, 40), KEPALA, BELUM_KAWIN)]
    return [_orang(acak, pada, acak.choice((1, 2, 2)), acak.randrange(60, 92), KEPALA, CERAI_MATI)]


def _tiga_generasi(acak: random.Random, pada: date) -> list[Warga]:
    """Grandparents, a married child, the child's husband or wife, and grandchildren."""
    umur = acak.randrange(50, 72)
    keluarga = _inti(acak, pada, anak=False)[:2]
    keluarga[0] |= {"tanggal_lahir": _lahir(acak, pada, umur)}
    umur_istri = umur - acak.randrange(1, 6)
    keluarga[1] |= {"tanggal_lahir": _lahir(acak, pada, umur_istri)}
    kelamin = acak.choice((1, 2))
    umur_anak = min(umur_istri - 20, acak.randrange(22, 40))
    anak = _orang(acak, pada, kelamin, umur_anak, ANAK, KAWIN)
    menantu = _orang(acak, pada, 3 - kelamin, max(19, umur_anak + (3 if kelamin == 2 else -3)), MENANTU,
                     KAWIN)
    ibu = anak if kelamin == PEREMPUAN else menantu
    cucu = _anak(acak, pada, pada.year - ibu["tanggal_lahir"].year, hubungan=CUCU)
    return [*keluarga, anak, menantu, *cucu]


def _serumah(acak: random.Random, pada: date) -> list[Warga]:
    """A nuclear family with an old mother (of the husband or of the wife) or a cousin in the house."""
    keluarga = _inti(acak, pada)
    umur = pada.year - keluarga[0]["tanggal_lahir"].year
    if umur < 62:
        tua = _orang(acak, pada, PEREMPUAN, min(90, umur + acak.randrange(19, 28)),
                     acak.choice((ORANGTUA, MERTUA)), CERAI_MATI)
        return [*keluarga, tua]
    return [*keluarga, _orang(acak, pada, acak.choice((1, 2)), acak.randrange(17, 30), FAMILI, BELUM_KAWIN)]


_SUSUN = {"inti": _inti, "pasangan": _pasangan, "ibu": _ibu, "ayah": _ayah, "tiga_generasi": _tiga_generasi,
          "serumah": _serumah, "sendiri": _sendiri}


def _anak(acak: random.Random, pada: date, umur_ibu: int, hubungan: int = ANAK) -> list[Warga]:
    """Children still at home: born while the mother was 19 to 42, gone once they marry."""
    if umur_ibu < 20:
        return []
    banyak = acak.choices((0, 1, 2, 3, 4, 5), (4, 22, 42, 22, 8, 2) if umur_ibu < 45 else (2, 14, 34, 30,
        14, 6))[0]
    umur_terbesar = umur_ibu - acak.randrange(19, 27)
    hasil: list[Warga] = []
    for _ in range(banyak):
        if umur_terbesar < 0:
            break
        kelamin = LAKI_LAKI if acak.random() < 0.515 else PEREMPUAN
        if umur_ibu - umur_terbesar <= 42 and acak.random() < _masih_di_rumah(umur_terbesar, kelamin):
            hasil.append(_orang(acak, pada, kelamin, umur_terbesar, hubungan, BELUM_KAWIN))
        umur_terbesar -= acak.randrange(2, 7)
    return hasil


def _masih_di_rumah(umur: int, kelamin: int) -> float:
    """Daughters marry and leave earlier than sons."""
    if umur < 19:
        return 1.0
    if kelamin == PEREMPUAN:
        return 0.5 if umur < 24 else 0.2 if umur < 30 else 0.05
    return 0.92 if umur < 24 else 0.7 if umur < 30 else 0.15


def _umur_kepala(acak: random.Random) -> int:
    awal, akhir, _ = acak.choices(_UMUR_KEPALA, [w for _, _, w in _UMUR_KEPALA])[0]
    return acak.randint(awal, akhir)


def _lahir(acak: random.Random, pada: date, umur: int) -> date:
    """A birthday of somebody who is `umur` years old on that day."""
    return pada - timedelta(days=int(umur * 365.25) + acak.randrange(1, 365))


def _orang(acak: random.Random, pada: date, kelamin: int, umur: int, hubungan: int, kawin: int) -> Warga:
    return {"jenis_kelamin": kelamin, "tanggal_lahir": _lahir(acak, pada, umur),
            "hubungan_keluarga": hubungan,
            "status_kawin": kawin}


def _orang_tua(acak: random.Random, orang: list[Warga]) -> None:
    """Names (and NIK when they live in the house) of everybody's father and mother."""
    kepala = _pertama(orang, LAKI_LAKI, (KEPALA,))
    ibu = _pertama(orang, PEREMPUAN, (KEPALA, ISTRI))
    pasangan_anak = [o for o in orang if o["hubungan_keluarga"] in (ANAK,
                                                                    MENANTU) and o["status_kawin"] == KAWIN]
    for o in orang:
        ayah_ibu = (kepala, ibu) if o["hubungan_keluarga"] == ANAK else (None, None)
        if o["hubungan_keluarga"] == CUCU and len(pasangan_anak) == 2:
            ayah_ibu = tuple(sorted(pasangan_anak,
                                    key=lambda p: p["jenis_kelamin"]))  # type: ignore[assignment]
        for sebutan, kelamin, orang_tua in (("ayah", 1, ayah_ibu[0]), ("ibu", 2, ayah_ibu[1])):
            if orang_tua:
                o |= {f"nama_{sebutan}": orang_tua["nama"], f"{sebutan}_nik": orang_tua["nik"]}
            else:
                lahir = o["tanggal_lahir"] - timedelta(days=9000)
                o[f"nama_{sebutan}"] = nama_orang(acak, kelamin, lahir, o["agama"])


def _pertama(orang: list[Warga], kelamin: int, hubungan: tuple[int, ...]) -> Warga | None:
    cocok = (o for o in orang if o["jenis_kelamin"] == kelamin and o["hubungan_keluarga"] in hubungan)
    return next(cocok, None)


def _riwayat(acak: random.Random, o: Warga, pada: date) -> None:
    """How somebody entered the register, when that was within the last year; a few young ones left."""
    setahun = pada - timedelta(days=365)
    if o["tanggal_lahir"] > setahun:
        lapor = min(pada, o["tanggal_lahir"] + timedelta(days=acak.randrange(1, 25)))
        o |= {"cara_masuk": "lahir", "tanggal_masuk": lapor}
    elif o["hubungan_keluarga"] in (MENANTU, FAMILI) and acak.random() < 0.35:
        o |= {"cara_masuk": "datang", "tanggal_masuk": pada - timedelta(days=acak.randrange(3, 360))}
    umur = pada.year - o["tanggal_lahir"].year
    if o["hubungan_keluarga"] == ANAK and 20 <= umur <= 28 and acak.random() < 0.06:
        pergi = pada - timedelta(days=acak.randrange(3, 360))
        o |= {"status_dasar": PINDAH, "tanggal_status": pergi, "tanggal_lapor": pergi}
