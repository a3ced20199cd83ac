"""The other sheets of letters in the recap: the year month by month, and where the letters went next."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.lembar import Grafik, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import BULAN, Periode
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import KANAL, Keadaan
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.waktu.queries import waktu

BULANAN, LANJUT = "surat_bulanan", "surat_lanjut"
DI_DESA = "Selesai di desa"
KOLOM_BULANAN = (
    Kolom("no", "No", "angka", 6),
    Kolom("bulan", "Bulan", lebar=14),
    Kolom("jumlah", "Permohonan", "angka", 12, True),
    *(Kolom(kode, nama.capitalize(), "angka", 10, True) for kode, nama in KANAL.items()),
    Kolom("selesai", "Selesai", "angka", 9, True),
    Kolom("tepat", "Selesai tepat janji", "angka", 10, True),
    Kolom("persen", "% tepat janji", "persen", 10),
    Kolom("rata_rata", "Rata-rata (menit)", "angka", 11),
    Kolom("median", "Median (menit)", "angka", 11),
    Kolom("p90", "P90 (menit)", "angka", 11),
    Kolom("ditolak", "Ditolak", "angka", 9, True),
    Kolom("dibatalkan", "Dibatalkan", "angka", 11, True),
    Kolom("dicabut", "Dicabut", "angka", 9, True),
)
KOLOM_LANJUT = (
    Kolom("no", "No", "angka", 6),
    Kolom("ke", "Dilanjutkan ke", lebar=46),
    Kolom("bulan", "Selesai bulan ini", "angka", 12, True),
    Kolom("tahun", "Selesai sejak Januari", "angka", 12, True),
)
_TUTUP = (Keadaan.DITOLAK, Keadaan.DIBATALKAN, Keadaan.DICABUT)


def bulanan(periode: Periode) -> Lembar:
    """January to this month: requests by channel, what was finished and how fast, what was closed otherwise."""
    januari = Periode(periode.tahun, 1)
    masuk = _per_bulan(Surat.bulan_masuk, Surat.kanal, periode)
    tutup = _per_bulan(Surat.bulan_tutup, Surat.keadaan, periode)
    lama = waktu(januari, periode, "bulan")
    baris = []
    for nomor in range(1, periode.bulan + 1):
        kunci = periode.tahun * 100 + nomor
        w, kanal = lama.get(kunci), masuk[kunci]
        baris.append((
            nomor, BULAN[nomor - 1], kanal.total(), *(kanal[satu] for satu in KANAL), w.banyak if w else 0,
            w.tepat if w else 0, w.persen if w else None, *((w.rata, w.median, w.p90) if w else (None, None, None)),
            *(tutup[kunci][satu] for satu in _TUTUP),
        ))  # fmt: skip
    return Lembar(
        BULANAN,
        "Surat per bulan",
        KOLOM_BULANAN,
        baris,
        subjudul=f"Januari sampai {periode.nama}",
        grafik=(Grafik("batang", "Permohonan dan surat selesai per bulan", "bulan", ("jumlah", "selesai")),),
    )


def lanjutan(periode: Periode) -> Lembar:
    """Finished letters by the agency the resident takes them to, as the catalogue says now."""
    bulan, tahun = _selesai(periode, periode), _selesai(Periode(periode.tahun, 1), periode)
    ke = {
        jenis.kode: definisi_dari(jenis).lanjut.ke or DI_DESA
        for jenis in db.session.scalars(db.select(JenisSurat).where(JenisSurat.terbaru))
    }
    jumlah: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kode, banyak in tahun.items():
        jumlah[ke.get(kode, DI_DESA)][0] += bulan[kode]
        jumlah[ke.get(kode, DI_DESA)][1] += banyak
    urut = sorted(jumlah, key=lambda satu: (satu == DI_DESA, satu))
    baris = [(nomor, satu, *jumlah[satu]) for nomor, satu in enumerate(urut, start=1)]
    return Lembar(LANJUT, "Surat menurut tujuan", KOLOM_LANJUT, baris, subjudul=periode.nama)


def kontrol(periode: Periode) -> tuple[Kontrol, ...]:
    """Totals counted without groups, beside the sums of both sheets."""
    bulan, januari = periode.tahun * 100 + periode.bulan, periode.tahun * 100 + 1

    def banyak(*syarat: Any) -> int:
        return db.session.scalar(db.select(db.func.count()).select_from(Surat).where(*syarat)) or 0

    masuk = banyak(Surat.bulan_masuk.between(januari, bulan))
    selesai = banyak(Surat.bulan_selesai.between(januari, bulan), Surat.menit_layanan.is_not(None))
    bulan_ini = banyak(Surat.bulan_selesai == bulan, Surat.menit_layanan.is_not(None))
    return (
        Kontrol("Permohonan per bulan = seluruh permohonan tahun ini", masuk, ((1, BULANAN, "jumlah"),)),
        Kontrol("Surat selesai per bulan = seluruh surat tahun ini", selesai, ((1, BULANAN, "selesai"),)),
        Kontrol("Surat menurut tujuan = surat selesai tahun ini", selesai, ((1, LANJUT, "tahun"),)),
        Kontrol("Surat menurut tujuan bulan ini = surat selesai bulan ini", bulan_ini, ((1, LANJUT, "bulan"),)),
    )


def _per_bulan(bulan: Any, menurut: Any, periode: Periode) -> defaultdict[int, Counter[str]]:
    januari = periode.tahun * 100 + 1
    pilih = db.select(bulan, menurut, db.func.count()).where(
        bulan.between(januari, periode.tahun * 100 + periode.bulan)
    )
    hasil: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for satu, kunci, banyak in db.session.execute(pilih.group_by(bulan, menurut)):
        hasil[satu][kunci] += banyak
    return hasil


def _selesai(dari: Periode, sampai: Periode) -> Counter[str]:
    pilih = db.select(Surat.jenis_kode, db.func.count()).where(
        Surat.bulan_selesai.between(dari.tahun * 100 + dari.bulan, sampai.tahun * 100 + sampai.bulan),
        Surat.menit_layanan.is_not(None),
    )
    return Counter(dict(db.session.execute(pilih.group_by(Surat.jenis_kode)).tuples().all()))
