"""Importing a resident sheet: dry run, apply in one transaction, undo as a whole.

The sheet is read before the database is locked; comparing and writing 20,000 rows then takes seconds.
Every changed resident leaves an image of what it was, so that the batch can be taken back until one of
its residents is changed by something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.desa.wilayah import kode_kecamatan
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan, hapus_berkas
from smartkampung.inti.db import mode
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.galat import ImporBukanUji, ImporMasihTolak
from smartkampung.penduduk.models import DITERAPKAN, DIUJI, ImporPenduduk
from smartkampung.penduduk.nik import samarkan
from smartkampung.penduduk.rencana_impor import Lingkungan, Rencana, rencanakan
from smartkampung.penduduk.services import Pelaku
from smartkampung.penduduk.tata_impor import BarisTata, CelaBaris, baca, potong, siapkan
from smartkampung.penduduk.tulis_impor import tulis

BATAS_CELA, BATAS_INGAT, BATAS_UBAH = 10_000, 2_000, 2_000


def baca_semua(jalur: Path, pada: date, kemajuan: Kemajuan = diam) -> list[BarisTata]:
    """All rows of a sheet, understood; touches no database."""
    sumber = siapkan(jalur)
    hasil: list[BarisTata] = []
    for b in baca(sumber, pada):
        hasil.append(b)
        if len(hasil) % 500 == 0:
            kemajuan(len(hasil), max(sumber.perkiraan, len(hasil)), "Membaca berkas")
    return hasil


def uji(jalur: Path, nama: str, *, pada: date, oleh: Pelaku | None,
        kemajuan: Kemajuan = diam) -> ImporPenduduk:
    """Dry run: say what applying the sheet would do, and keep that."""
    baris = baca_semua(jalur, pada, kemajuan)
    return simpan_uji(bandingkan(baris, pada, profil().kode, kemajuan=kemajuan), nama, oleh=oleh)


def simpan_uji(rencana: Rencana, nama: str, *, oleh: Pelaku | None,
               berkas: Berkas | None = None) -> ImporPenduduk:
    """Keep what a comparison found, and the file it came from, for the page that asks whether to apply it."""
    impor = ImporPenduduk(nama_berkas=nama[-160:], berkas=berkas, keadaan=DIUJI, dibuat_pada=sekarang(),
                          oleh_id=oleh.id if oleh else None, oleh_nama=oleh.nama if oleh else "")
    _isi_hasil(impor, rencana)
    db.session.add(impor)
    db.session.flush()
    return impor


def bandingkan(baris: Sequence[BarisTata], pada: date, desa: str, *, sesi: Session | None = None,
               kemajuan: Kemajuan = diam) -> Rencana:
    """Compare rows with the register, by default in a read of its own that locks nobody out."""
    sekitar = Lingkungan(pada, desa, kode_kecamatan())
    if sesi is not None:
        return rencanakan(baris, sesi, sekitar, total=len(baris), kemajuan=kemajuan)
    with mode(False), Session(db.engine) as baca_saja:
        return rencanakan(baris, baca_saja, sekitar, total=len(baris), kemajuan=kemajuan)


def terapkan(impor: ImporPenduduk, baris: Sequence[BarisTata], *, pada: date, oleh: Pelaku | None,
             hanya_bila_bersih: bool = False, kemajuan: Kemajuan = diam) -> Rencana:
    """Write a sheet in this transaction, compared anew, whatever changed since the dry run."""
    if impor.keadaan != DIUJI:
        raise ImporBukanUji()
    rencana = bandingkan(baris, pada, profil().kode, sesi=db.session(), kemajuan=kemajuan)
    if hanya_bila_bersih and rencana.ditolak:
        raise ImporMasihTolak(banyak=rencana.ditolak)
    impor.keadaan, impor.diterapkan_pada = DITERAPKAN, sekarang()
    _isi_hasil(impor, rencana)
    db.session.flush()
    tulis(impor, rencana, pada=pada, oleh=oleh, kemajuan=kemajuan)
    if impor.berkas is not None:  # its content is in the register now
        berkas, impor.berkas = impor.berkas, None
        hapus_berkas(berkas)
    catat("penduduk.impor_diterapkan", oleh=oleh, objek=("impor_penduduk", impor.id),
          berkas=impor.nama_berkas,
          baru=impor.baru, berubah=impor.berubah, ditolak=impor.ditolak)
    return rencana


def jalur_berkas(impor: ImporPenduduk) -> Path:
    """Where the uploaded sheet of a dry run lies."""
    if impor.berkas is None:
        raise ImporBukanUji()
    return folder_unggahan() / impor.berkas.lokasi


def buang_uji_lama(sebelum: datetime) -> int:
    """Delete dry runs (and their uploads) that nobody applied; returns how many."""
    lama = db.session.scalars(db.select(ImporPenduduk).where(
        ImporPenduduk.keadaan == DIUJI, ImporPenduduk.dibuat_pada < sebelum)).all()
    for impor in lama:
        buang(impor)
    return len(lama)


def buang(impor: ImporPenduduk) -> None:
    """Forget a dry run and its upload."""
    berkas = impor.berkas
    db.session.delete(impor)
    db.session.flush()
    if berkas is not None:
        hapus_berkas(berkas)


def _isi_hasil(impor: ImporPenduduk, rencana: Rencana) -> None:
    impor.baru, impor.berubah, impor.tetap = len(rencana.baru), len(rencana.ubah), rencana.tetap
    impor.ditolak, impor.peringatan = rencana.ditolak, len(rencana.ingat)
    impor.rincian = {
        "tolak": [_cela(c) for c in rencana.cela[:BATAS_CELA]],
        "ingat": [_cela(c) for c in rencana.ingat[:BATAS_INGAT]],
        "hitungan": dict(rencana.hitungan),
        "ubah": [[u.nomor, u.nama, k, _tampil(k, lama), _tampil(k, baru)] for u in rencana.ubah[:BATAS_UBAH]
                 for k, (lama, baru) in u.beda.items()],
    }


def _cela(c: CelaBaris) -> list[Any]:
    """A fault as it is kept: row, column, value, sentence with its figures; good numbers are masked."""
    nilai = samarkan(c.nilai) if c.kolom in ("nik", "no_kk") and not c.cela.memblokir else c.nilai
    return [c.baris, c.kolom, nilai, c.cela.pesan, {k: str(v) for k, v in c.cela.angka}, c.cela.kode]


def _tampil(kunci: str, nilai: Any) -> str:
    if kunci in ("nik", "no_kk", "ayah_nik", "ibu_nik"):
        return samarkan(nilai)
    if isinstance(nilai, tuple):
        return "{}, RW {} / RT {}".format(*nilai)
    return f"{nilai:%d-%m-%Y}" if isinstance(nilai, date) else potong(nilai)
