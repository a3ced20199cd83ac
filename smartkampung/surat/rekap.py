"""The sheet this area offers to the monthly rekap: service of letters per kind (criterion SK-2).

A request counts in the month it came in, a finished letter in the month it was signed, a refusal or
cancellation in the month it was closed; so a closed month never changes by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from smartkampung.extensions import db
from smartkampung.inti.lembar import BagianRekap, Grafik, IsiRekap, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.surat import rekap_tahun
from smartkampung.surat.keadaan import KANAL, Keadaan
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.waktu.queries import Ringkas, waktu

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
    waktu: Ringkas | None = None
    tutup: Counter[str] = field(default_factory=Counter)


def susun(periode: Periode) -> IsiRekap:
    """Compose the sheet of one month, with its checks."""
    bulan = periode.tahun * 100 + periode.bulan
    hitung = _hitung(periode, bulan)
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
    lain = (rekap_tahun.bulanan(periode), rekap_tahun.lanjutan(periode))
    return IsiRekap((lembar, *lain), _kontrol(bulan) + rekap_tahun.kontrol(periode))


def _hitung(periode: Periode, bulan: int) -> defaultdict[str, _Hitung]:
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
    for jenis, ringkas in waktu(periode, periode).items():
        hasil[jenis].waktu = ringkas
    tutup = (
        db.select(Surat.jenis_kode, Surat.keadaan, n)
        .where(Surat.bulan_tutup == bulan)
        .group_by(Surat.jenis_kode, Surat.keadaan)
    )
    for jenis, keadaan, banyak in db.session.execute(tutup):
        hasil[jenis].tutup[keadaan] += banyak
    return hasil


def _baris(no: int, nama: str, kode: str, h: _Hitung) -> tuple[object, ...]:
    banyak, w = sum(h.kanal.values()), h.waktu
    lama = (w.rata, w.median, w.p90) if w else (None, None, None)
    return (
        no,
        nama,
        kode,
        h.kelamin["L"],
        h.kelamin["P"],
        banyak - h.kelamin["L"] - h.kelamin["P"],
        banyak,
        *(h.kanal[satu] for satu in KANAL),
        w.banyak if w else 0,
        *lama,
        w.tepat if w else 0,
        w.persen if w else None,
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
