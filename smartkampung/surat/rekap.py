"""The sheet this area offers to the monthly rekap: service of letters per kind (criterion SK-2).

A request counts in the month it came in, a finished letter in the month it was signed, a refusal or
cancellation in the month it was closed; so a closed month never changes by itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from smartkampung.extensions import db
from smartkampung.inti.lembar import BagianRekap, Grafik, IsiRekap, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.surat.keadaan import KANAL, Keadaan
from smartkampung.surat.models import JenisSurat, Surat

KODE = "pelayanan_surat"
KOLOM = (
    Kolom("no", "No", "angka", 6),
    Kolom("jenis", "Jenis surat", lebar=30),
    Kolom("kode", "Kode", lebar=14),
    Kolom("laki", "L", "angka", 7, True),
    Kolom("perempuan", "P", "angka", 7, True),
    Kolom("lain", "L/P belum dicocokkan", "angka", 12, True),
    Kolom("jumlah", "Jumlah permohonan", "angka", 12, True),
    *(Kolom(kode, nama.capitalize(), "angka", 10, True) for kode, nama in KANAL.items()),
    Kolom("selesai", "Selesai", "angka", 9, True),
    Kolom("rata_rata", "Rata-rata (menit)", "angka", 11),
    Kolom("median", "Median (menit)", "angka", 11),
    Kolom("p90", "P90 (menit)", "angka", 11),
    Kolom("tepat", "Selesai tepat janji", "angka", 10, True),
    Kolom("persen", "% tepat janji", "persen", 10),
    Kolom("ditolak", "Ditolak", "angka", 9, True),
    Kolom("dibatalkan", "Dibatalkan", "angka", 11, True),
    Kolom("dicabut", "Dicabut", "angka", 9, True),
)


@dataclass
class _Hitung:
    """What is counted for one kind."""

    kelamin: Counter[str] = field(default_factory=Counter)
    kanal: Counter[str] = field(default_factory=Counter)
    menit: list[int] = field(default_factory=list)
    tepat: int = 0
    tutup: Counter[str] = field(default_factory=Counter)


def persentil(menit: Sequence[int], bagian: int) -> int:
    """Answer the nearest-rank percentile of sorted whole minutes (`bagian` in percent)."""
    return menit[max(math.ceil(len(menit) * bagian / 100) - 1, 0)]


def susun(periode: Periode) -> IsiRekap:
    """Compose the sheet of one month, with its checks."""
    bulan = periode.tahun * 100 + periode.bulan
    hitung = _hitung(bulan)
    nama = dict(
        db.session.execute(db.select(JenisSurat.kode, JenisSurat.nama).where(JenisSurat.terbaru)).tuples().all()
    )
    kode = dict(
        db.session.execute(db.select(JenisSurat.kode, JenisSurat.klasifikasi).where(JenisSurat.terbaru)).tuples().all()
    )
    urut = sorted(set(nama) | set(hitung), key=lambda satu: nama.get(satu, satu))
    baris = [_baris(n, nama.get(k, k), kode.get(k, ""), hitung[k]) for n, k in enumerate(urut, start=1)]
    lembar = Lembar(
        KODE,
        "Pelayanan surat",
        KOLOM,
        baris,
        subjudul=periode.nama,
        catatan=("Menit dihitung hanya pada jam layanan. P90: 9 dari 10 surat selesai dalam waktu ini.",),
        grafik=(
            Grafik("batang", "Permohonan dan surat selesai per jenis", "jenis", ("jumlah", "selesai")),
            Grafik("batang", "Lama pelayanan per jenis (menit)", "jenis", ("median", "p90")),
        ),
    )
    return IsiRekap((lembar,), _kontrol(bulan))


def _hitung(bulan: int) -> defaultdict[str, _Hitung]:
    hasil: defaultdict[str, _Hitung] = defaultdict(_Hitung)
    n = db.func.count()
    masuk = (
        db.select(Surat.jenis_kode, Surat.kanal, Surat.jenis_kelamin, n)
        .where(Surat.bulan_masuk == bulan)
        .group_by(Surat.jenis_kode, Surat.kanal, Surat.jenis_kelamin)
    )
    for jenis, kanal, kelamin, banyak in db.session.execute(masuk):
        hasil[jenis].kanal[kanal] += banyak
        hasil[jenis].kelamin[kelamin] += banyak
    selesai = (
        db.select(Surat.jenis_kode, Surat.menit_layanan, Surat.tepat)
        .where(Surat.bulan_selesai == bulan)
        .order_by(Surat.jenis_kode, Surat.menit_layanan)
    )
    for jenis, menit, tepat in db.session.execute(selesai):
        hasil[jenis].menit.append(menit)
        hasil[jenis].tepat += bool(tepat)
    tutup = (
        db.select(Surat.jenis_kode, Surat.keadaan, n)
        .where(Surat.bulan_tutup == bulan)
        .group_by(Surat.jenis_kode, Surat.keadaan)
    )
    for jenis, keadaan, banyak in db.session.execute(tutup):
        hasil[jenis].tutup[keadaan] += banyak
    return hasil


def _baris(no: int, nama: str, kode: str, h: _Hitung) -> tuple[object, ...]:
    banyak, selesai = sum(h.kanal.values()), len(h.menit)
    lama: tuple[object, ...] = (None, None, None)
    if selesai:
        rata = (Decimal(sum(h.menit)) / selesai).quantize(Decimal("0.1"))
        lama = (rata, Decimal(str(median(h.menit))), persentil(h.menit, 90))
    return (
        no,
        nama,
        kode,
        h.kelamin["L"],
        h.kelamin["P"],
        banyak - h.kelamin["L"] - h.kelamin["P"],
        banyak,
        *(h.kanal[satu] for satu in KANAL),
        selesai,
        *lama,
        h.tepat,
        (Decimal(h.tepat) / selesai).quantize(Decimal("0.001")) if selesai else None,
        h.tutup[Keadaan.DITOLAK],
        h.tutup[Keadaan.DIBATALKAN],
        h.tutup[Keadaan.DICABUT],
    )


def _kontrol(bulan: int) -> tuple[Kontrol, ...]:
    """The program's own totals, counted another way, beside the sums of the sheet."""
    masuk = db.session.scalar(db.select(db.func.count()).where(Surat.bulan_masuk == bulan)) or 0
    selesai = db.session.scalar(db.select(db.func.count()).where(Surat.bulan_selesai == bulan)) or 0
    tutup = db.session.scalar(db.select(db.func.count()).where(Surat.bulan_tutup == bulan)) or 0
    return (
        Kontrol("Permohonan menurut jenis = seluruh permohonan bulan ini", masuk, ((1, KODE, "jumlah"),)),
        Kontrol("Permohonan menurut kanal = seluruh permohonan", masuk, tuple((1, KODE, satu) for satu in KANAL)),
        Kontrol(
            "L + P + belum dicocokkan = seluruh permohonan",
            masuk,
            ((1, KODE, "laki"), (1, KODE, "perempuan"), (1, KODE, "lain")),
        ),
        Kontrol("Surat selesai menurut jenis = nomor yang terbit bulan ini", selesai, ((1, KODE, "selesai"),)),
        Kontrol(
            "Ditolak + dibatalkan + dicabut = yang ditutup bulan ini",
            tutup,
            ((1, KODE, "ditolak"), (1, KODE, "dibatalkan"), (1, KODE, "dicabut")),
        ),
    )


BAGIAN = BagianRekap("surat", "Pelayanan surat", susun)
