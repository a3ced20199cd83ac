"""The budget of the invented village: last year and this year in force, a change, and next year's draft."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from smartkampung.akun.models import Pengguna
from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.muat import muat_acuan
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran import alur
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, rab_versi, versi_tahun
from smartkampung.keuangan.anggaran.models import (
    DITETAPKAN,
    PERUBAHAN,
    RKP,
    DokumenRencana,
    RencanaKegiatan,
    VersiAnggaran,
)
from smartkampung.keuangan.anggaran.mulai import ambil_rkp
from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru, tulis_massal
from smartkampung.keuangan.anggaran.ubah import IsianButir, sidik_butir, simpan_butir
from smartkampung.keuangan.anggaran.versi import buat_perubahan, buat_versi_awal
from smartkampung.lokasi import folder_data
from smartkampung.penduduk.models import Penduduk

SISA = "*"  # this line takes what its source of funds has left
TUMBUH = Decimal("0.04")  # a year's growth of what is not tied to a fixed rate
BULAT = 50
_PENANDA = {"05.03.00": "blt", "04.02.03": "ketahanan_pangan", "04.02.06": "ketahanan_pangan",
            "04.02.01": "ketahanan_pangan", "01.01.08": "operasional", "02.02.02": "stunting"}
_KELUARAN = {
    "02.03.11": ("Rabat beton jalan lingkungan", 620, "meter", "Dusun Krajan RT 03 sampai RT 05"),
    "02.03.12": ("Jalan usaha tani", 850, "meter", "Blok Sumber"),
    "02.03.14": ("Gorong-gorong", 48, "buah", "Dusun Tegal"),
    "02.04.01": ("Rumah layak huni", 5, "rumah", "4 dusun"),
    "02.04.11": ("Jaringan pipa air bersih", 600, "meter", "Dusun Sumber"),
    "04.02.06": ("Saluran irigasi", 240, "meter", "Dusun Sumber"),
    "05.03.00": ("Penerima BLT", 35, "keluarga", "seluruh desa"),
    "02.02.02": ("Posyandu aktif", 6, "posyandu", "seluruh dusun"),
}
_PENYEDIA = {"01.02.01"}


class _Baris(NamedTuple):
    kegiatan: str
    rekening: str
    sumber: str
    uraian: str
    volume: str
    satuan: str
    harga: Decimal
    bengkok: bool


@lru_cache(maxsize=1)
def _daftar() -> tuple[_Baris, ...]:
    with (folder_data() / "contoh_anggaran.csv").open(encoding="utf-8", newline="") as berkas:
        return tuple(
            _Baris(b["kegiatan"], b["rekening"], b["sumber"], b["uraian"], b["volume"], b["satuan"],
                   Decimal(b["harga"]), bool(b["bengkok"]))
            for b in csv.DictReader(berkas)
        )


def _harga(baris: _Baris, kali: Decimal) -> Decimal:
    """Prices grow; wages fixed by decree and the BLT do not."""
    tetap = baris.rekening.startswith("5.1") or baris.satuan.startswith("KPM")
    return baris.harga if tetap else (baris.harga * kali / BULAT).to_integral_value() * BULAT


def butir_contoh(kali: Decimal = Decimal(1)) -> list[ButirBaru]:
    """The RAB lines of a balanced budget, prices times `kali`; one line per source takes what is left of it."""
    sisa: dict[str, Decimal] = defaultdict(lambda: NOL)
    hasil = []
    for b in _daftar():
        if b.volume == SISA:
            continue
        butir = ButirBaru(Kunci(b.kegiatan, b.rekening, b.sumber), b.uraian, Decimal(b.volume), b.satuan,
                          _harga(b, kali), b.bengkok)
        masuk = b.rekening[0] == "4" or b.rekening.startswith("6.1")
        sisa[b.sumber] += butir.jumlah if masuk else -butir.jumlah
        hasil.append(butir)
    hasil += [ButirBaru(Kunci(b.kegiatan, b.rekening, b.sumber), b.uraian, Decimal(1), b.satuan, sisa[b.sumber])
              for b in _daftar() if b.volume == SISA and sisa[b.sumber]]
    return hasil


def kegiatan_contoh(tahun: int, pka: Pengguna) -> list[KegiatanBaru]:
    """The kegiatan with PKA, place, time and output."""
    hasil = []
    for n, kode in enumerate(sorted({b.kegiatan for b in _daftar()} - {""})):
        keluaran, volume, satuan, lokasi = _KELUARAN.get(kode, ("", 0, "", "Balai desa"))
        mulai = date(tahun, 1 + n % 4, 5) if kode.startswith("02.") else date(tahun, 1, 2)
        hasil.append(KegiatanBaru(
            kode, pka_id=pka.id, lokasi=lokasi,
            keluaran=keluaran, volume=Decimal(volume), satuan=satuan, mulai=mulai,
            selesai=mulai + timedelta(days=120) if kode.startswith("02.") else date(tahun, 12, 31),
            laki=40 + n, perempuan=42 + n, artm=6, tim="TPK Desa" if kode.startswith("02.0") else "Pemerintah desa",
            cara="penyedia" if kode in _PENYEDIA else "swakelola", padat_karya=kode == "02.03.12",
            penanda=_PENANDA.get(kode, ""),
        ))
    return hasil


def isi_anggaran_lama(bahan: Bahan) -> None:
    """Before the year of the demo begins: the budgets that were in force by then."""
    if not _berpenghuni():
        return
    hari = bahan.awal - timedelta(days=1)
    with transaksi():
        muat_acuan()
        for tahun in sorted({hari.year, hari.year + 1 if hari.month >= 11 else hari.year}):
            _sampai_berlaku(_awal(tahun, bahan), hari)


def isi_anggaran_kini(bahan: Bahan) -> None:
    """Today: this year's budget (when it is a new year), a change after midyear, and the draft of next year."""
    if not _berpenghuni():
        return
    bahan.ke(bahan.kini)
    with transaksi():
        if not versi_tahun(bahan.hari.year):
            _sampai_berlaku(_awal(bahan.hari.year, bahan), bahan.hari)
        if bahan.hari.month >= 7:
            _perubahan(bahan)
        if bahan.hari.month >= 8:
            _awal(bahan.hari.year + 1, bahan, kurang=3)


def _berpenghuni() -> bool:
    return db.session.scalar(db.select(Penduduk.id).limit(1)) is not None


def _awal(tahun: int, bahan: Bahan, *, kurang: int = 0) -> VersiAnggaran:
    """A draft for a year; `kurang` leaves out the last lines, as somebody still working on it would."""
    kegiatan = kegiatan_contoh(tahun, pengguna("kasi"))
    butir = butir_contoh((1 + TUMBUH) ** (tahun - bahan.hari.year))
    _rkp(tahun, kegiatan, butir)
    versi = buat_versi_awal(tahun, oleh=pengguna("sekdes"))
    tulis_massal(versi, kegiatan, butir[: len(butir) - kurang])
    ambil_rkp(versi)
    return versi


def _rkp(tahun: int, kegiatan: list[KegiatanBaru], butir: list[ButirBaru]) -> None:
    db.session.add(DokumenRencana(jenis=RKP, tahun=tahun, sampai=tahun, keadaan=DITETAPKAN,
                                  nomor_perdes=f"4/{tahun - 1}", tanggal_perdes=date(tahun - 1, 9, 24)))
    nama, pagu = acuan(tahun), defaultdict[str, Decimal](lambda: NOL)
    for b in butir:
        pagu[b.kunci.kegiatan] += b.jumlah
    db.session.add_all(
        RencanaKegiatan(jenis=RKP, tahun=tahun, kode=k.kode, nama=nama.nama_kegiatan(k.kode), lokasi=k.lokasi,
                        keluaran=k.keluaran, volume=k.volume, satuan=k.satuan, pagu=_bulatkan(pagu[k.kode]),
                        pka_id=k.pka_id)
        for k in kegiatan
    )
    db.session.flush()


def _bulatkan(nilai: Decimal) -> Decimal:
    """A pagu indikatif is a round figure a little above the cost."""
    return (nilai * Decimal("1.05") / 500_000).to_integral_value() * 500_000 + 500_000


def _sampai_berlaku(versi: VersiAnggaran, hari: date) -> None:
    """All signed steps on the days before `hari`."""
    sekdes, nomor = pengguna("sekdes"), 12 if versi.jenis == PERUBAHAN else 9
    alur.sepakati(versi, f"{nomor - 3}/BA/BPD/{hari.year}", hari - timedelta(days=40), oleh=pengguna("bpd"))
    alur.kirim_camat(versi, hari - timedelta(days=38), oleh=sekdes)
    alur.catat_evaluasi(versi, alur.SESUAI, f"900/{nomor}4/{hari.year}", hari - timedelta(days=15), oleh=sekdes)
    tanggal, teks = hari - timedelta(days=4), f"{nomor}/{hari.year}"
    alur.tetapkan(versi, alur.Penetapan(teks, tanggal, teks, tanggal), oleh=pengguna("kades"))
    alur.undangkan(versi, str(nomor), hari - timedelta(days=3), oleh=sekdes)


def _perubahan(bahan: Bahan) -> None:
    """Mid-year: the pipe gets longer, paid by less production aid."""
    versi = buat_perubahan(bahan.hari.year, PERUBAHAN, "Penyesuaian panjang pipa menurut musyawarah tengah tahun",
                           oleh=pengguna("sekdes"))
    biaya = _ubah(versi, "02.04.11", "5.3.7.03", volume=Decimal(150))
    _ubah(versi, "04.02.01", "5.2.7.01", harga=-biaya)
    _sampai_berlaku(versi, bahan.hari)


def _ubah(versi: VersiAnggaran, kegiatan: str, rekening: str, *, volume: Decimal = NOL,
          harga: Decimal = NOL) -> Decimal:
    """More (or less) of the first RAB line of a budget line; answer what that costs."""
    baris = next(b for b in isi_versi(versi).saring(rekening, kegiatan=kegiatan))
    butir = rab_versi(versi, kegiatan)[baris.id][0]
    isian = IsianButir(rekening, baris.kunci.sumber_dana, butir.uraian, butir.volume + volume, butir.satuan,
                       butir.harga + harga, id=butir.id, sidik=sidik_butir(butir, baris.kunci))
    return simpan_butir(versi, kegiatan, [isian], oleh=pengguna("sekdes"))[0].jumlah - butir.jumlah
