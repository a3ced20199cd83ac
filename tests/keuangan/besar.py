"""A budget of the size the figures speak of: 200 kegiatan, 3,000 RAB lines, several versions, balanced per source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.keuangan.acuan.models import LOKAL, AcuanKegiatan
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.models import BERLAKU, VersiAnggaran
from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru, tulis_massal
from smartkampung.keuangan.anggaran.versi import buat_perubahan, buat_versi_awal, gantikan, kunci_versi

MASUK = {"DDS": "4.2.1.01", "ADD": "4.2.3.01", "PBH": "4.2.2.01", "PAD": "4.1.2.01"}


def buat_besar(tahun: int, *, sekdes: Pengguna, pka_id: int, kegiatan: int = 200, rab: int = 3000,
               versi: int = 5) -> VersiAnggaran:  # fmt: skip
    """The last of `versi` versions, in force; the others were replaced."""
    dasar = buat_versi_awal(tahun, oleh=sekdes)
    tulis_massal(dasar, *_isi(tahun, kegiatan, rab, pka_id))
    for ke in range(versi):
        satu = dasar if ke == 0 else buat_perubahan(tahun, "geser", f"Geser {ke}", oleh=sekdes)
        kunci_versi(satu)
        gantikan(tahun, oleh=sekdes)
        satu.keadaan, satu.berlaku_pada = BERLAKU, date(tahun, 1, 2)
        db.session.flush()
    return satu


def _isi(tahun: int, kegiatan: int, rab: int, pka_id: int) -> tuple[list[KegiatanBaru], list[ButirBaru]]:
    daftar = acuan(tahun)
    kode = [k for k, _ in daftar.daftar_kegiatan()][:kegiatan]
    kode += _lokal(kegiatan - len(kode), daftar.kegiatan)
    objek = [k for k, _ in daftar.objek("5.2")] + [k for k, _ in daftar.objek("5.3")]
    sumber = list(MASUK)
    baru = [KegiatanBaru(k, pka_id=pka_id, lokasi="Dusun Krajan", keluaran="Terlaksana", volume=Decimal(1 + n % 9),
                         satuan="paket", mulai=date(tahun, 1 + n % 6, 1), selesai=date(tahun, 7 + n % 6, 28),
                         laki=20, perempuan=25, artm=5, tim="TPK") for n, k in enumerate(kode)]  # fmt: skip
    butir = [ButirBaru(Kunci(kode[n % len(kode)], objek[(n // len(kode) // 3 + n % len(kode)) % len(objek)],
                             sumber[(n % len(kode) + n // len(kode) // 3) % 4]),
                       f"Belanja contoh baris ke-{n}", Decimal(1 + n % 7), "paket", Decimal(75_000 + 2_500 * (n % 40)))
             for n in range(rab - 4)]  # fmt: skip
    masuk: dict[str, Decimal] = defaultdict(Decimal)
    for b in butir:
        masuk[b.kunci.sumber_dana] += b.jumlah
    butir += [ButirBaru(Kunci("", MASUK[s], s), "Pendapatan", Decimal(1), "tahun", n) for s, n in masuk.items()]
    return baru, butir


def _lokal(banyak: int, ada: Mapping[str, str]) -> list[str]:
    """Kegiatan codes 90 and above, as a regency adds them."""
    kode = [f"02.0{sub}.{n}" for sub in range(1, 6) for n in range(60, 99)]
    kode = [k for k in kode if k not in ada][:max(banyak, 0)]
    db.session.add_all(AcuanKegiatan(kode=k, level=3, nama=f"Kegiatan lokal {k}", asal=LOKAL, dasar="Perbup contoh",
                                     tahun_mulai=2015) for k in kode)  # fmt: skip
    db.session.flush()
    return kode
