"""Taking an old archive over: map, dry run, apply in one transaction, undo as a whole.

Rows keep the number they were printed with. A row whose number this program has given itself is refused; when
the village wants it, its own numbers of this year go on after the highest of the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan, hapus_berkas
from smartkampung.inti.db import kunci_penasihat, mode
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.ejaan import kata_kunci
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat.arsip.models import DIBATALKAN, DIPETAKAN, DITERAPKAN, DIUJI, ImporSurat
from smartkampung.surat.arsip.tata import MEDAN, WAJIB, BarisArsip, Peta, baca_judul, rapat, tebak
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.models import Surat
from smartkampung.surat.nomor.models import IMPOR, TERCATAT, KataLuar, SuratLuar
from smartkampung.surat.nomor.skema import REGISTER_GABUNG, REGISTER_KELUAR, lanjutkan_sesudah

BATAS_RINCI, POTONGAN = 5_000, 500
ALASAN_LANJUT = "dipakai arsip lama yang diimpor"


class PetaKurang(GalatDomain):
    """A meaning every row needs has no column."""

    pesan = "Pilih kolom untuk %(apa)s."


class KolomGanda(GalatDomain):
    """One column was given two meanings."""

    pesan = "Kolom “%(kolom)s” dipilih dua kali. Satu kolom hanya satu arti."


class ImporSalahKeadaan(GalatDomain):
    """Applied, undone, or not yet mapped."""

    pesan = "Impor ini sudah diterapkan, dibatalkan, atau kolomnya belum dicocokkan."


@dataclass(slots=True)
class Rencana:
    """What applying would do."""

    baru: list[BarisArsip] = field(default_factory=list)
    tetap: int = 0
    tolak: list[list[Any]] = field(default_factory=list)
    ingat: list[list[Any]] = field(default_factory=list)
    ditolak: int = 0
    tertinggi: int = 0  # highest number of this year in the archive


def terima(berkas: Berkas, *, oleh: Pelaku | None) -> ImporSurat:
    """Look at an uploaded archive's headings; LembarDitolak when it has none."""
    judul, contoh = baca_judul(folder_unggahan() / berkas.lokasi)
    impor = ImporSurat(
        berkas=berkas, nama_berkas=berkas.nama, judul=judul, contoh=contoh, peta=peta_awal(judul),
        oleh_id=oleh.id if oleh else None, oleh_nama=oleh.nama if oleh else "", dibuat_pada=sekarang(),
    )  # fmt: skip
    db.session.add(impor)
    db.session.flush()
    return impor


def peta_awal(judul: Sequence[str]) -> dict[str, Any]:
    """The mapping these headings had last time, else what their names say."""
    kunci = [rapat(satu) for satu in judul]
    pilih = db.select(ImporSurat).where(ImporSurat.keadaan != DIPETAKAN).order_by(ImporSurat.id.desc()).limit(20)
    for lama in db.session.scalars(pilih):
        if [rapat(satu) for satu in lama.judul] == kunci:
            return dict(lama.peta)
    return {"kolom": tebak(judul), "bagian": 0}


def petakan(impor: ImporSurat, kolom: Mapping[str, int], bagian: int, *, lanjutkan: bool) -> None:
    """Say which column holds what; PetaKurang or KolomGanda names what is missing."""
    if impor.keadaan not in (DIPETAKAN, DIUJI):
        raise ImporSalahKeadaan()
    for medan in WAJIB:
        if medan not in kolom:
            raise PetaKurang(apa=str(MEDAN[medan]).lower(), medan=f"kolom_{medan}")
    for medan, ke in kolom.items():
        if list(kolom.values()).count(ke) > 1:
            raise KolomGanda(kolom=impor.judul[ke] or str(ke + 1), medan=f"kolom_{medan}")
    impor.peta, impor.lanjutkan = {"kolom": dict(kolom), "bagian": bagian}, lanjutkan
    db.session.flush()


def peta_dari(impor: ImporSurat) -> Peta:
    """The stored mapping."""
    return Peta(impor.peta["kolom"], int(impor.peta.get("bagian", 0)))


def bandingkan(baris: Sequence[BarisArsip], pada: date, *, sesi: Session | None = None) -> Rencana:
    """Compare rows with the letters of this village, by default in a read of its own that locks nobody out."""
    if sesi is not None:
        return _rencanakan(baris, pada, sesi)
    with mode(False), Session(db.engine) as baca_saja:
        return _rencanakan(baris, pada, baca_saja)


def _rencanakan(baris: Sequence[BarisArsip], pada: date, sesi: Session) -> Rencana:
    rencana = Rencana()
    sudah, terpakai = _sudah_diimpor(sesi), _terpakai(sesi)
    for satu in baris:
        if not satu.tolak:
            _tolak_bentrok(satu, terpakai)
        if satu.tolak:
            rencana.ditolak += 1
            rencana.tolak += [[satu.baris, *isi] for isi in satu.tolak]
            continue
        rencana.ingat += [[satu.baris, *isi] for isi in satu.ingat]
        kunci = (satu.nomor_teks, satu.tanggal, satu.nama)
        if kunci in sudah:
            rencana.tetap += 1
            continue
        sudah.add(kunci)
        rencana.baru.append(satu)
        if satu.nomor and satu.tanggal and satu.tanggal.year == pada.year:
            rencana.tertinggi = max(rencana.tertinggi, satu.nomor)
    return rencana


def _sudah_diimpor(sesi: Session) -> set[tuple[str, date | None, str]]:
    pilih = db.select(SuratLuar.nomor_teks, SuratLuar.tanggal_surat, SuratLuar.nama).where(SuratLuar.asal == IMPOR)
    return {(b.nomor_teks, b.tanggal_surat, b.nama) for b in sesi.execute(pilih)}


def _terpakai(sesi: Session) -> dict[Any, str]:
    """What this program gave itself: (year, number) of the registers of all letters, and printed numbers."""
    hasil: dict[Any, str] = {}
    surat = db.select(Surat.register, Surat.tahun, Surat.nomor, Surat.nomor_teks).where(Surat.nomor.is_not(None))
    luar = db.select(SuratLuar.register, SuratLuar.tahun, SuratLuar.nomor, SuratLuar.nomor_teks)
    for pilih in (surat, luar.where(SuratLuar.register.is_not(None))):
        for register, tahun, nomor, teks in sesi.execute(pilih):
            hasil[teks] = teks
            if register in (REGISTER_KELUAR, REGISTER_GABUNG):
                hasil[tahun, nomor] = teks
    return hasil


def _tolak_bentrok(baris: BarisArsip, terpakai: Mapping[Any, str]) -> None:
    tahun = baris.tanggal.year if baris.tanggal else 0
    lain = terpakai.get(baris.nomor_teks) or terpakai.get((tahun, baris.nomor))
    if lain:
        kalimat = f"Nomor ini sudah dipakai surat {lain} di program ini, jadi tidak diimpor."
        baris.tolak.append(("nomor", baris.nomor_teks[:60], kalimat))


def simpan_uji(impor: ImporSurat, rencana: Rencana) -> None:
    """Keep what the dry run found for the page that asks whether to apply it."""
    impor.keadaan = DIUJI
    _isi_hasil(impor, rencana)
    db.session.flush()


def terapkan(impor: ImporSurat, baris: Sequence[BarisArsip], *, oleh: Pelaku | None,
             kemajuan: Kemajuan = diam) -> Rencana:  # fmt: skip
    """Write the archive in this transaction, compared anew, whatever changed since the dry run."""
    if impor.keadaan != DIUJI:
        raise ImporSalahKeadaan()
    kunci_penasihat("skema-nomor")
    pada = hari_desa()
    rencana = bandingkan(baris, pada, sesi=db.session())
    impor.keadaan, impor.diterapkan_pada = DITERAPKAN, sekarang()
    _isi_hasil(impor, rencana)
    _tulis(impor, rencana.baru, oleh, kemajuan)
    if impor.lanjutkan and rencana.tertinggi:
        lanjutkan_sesudah(rencana.tertinggi, pada.year, ALASAN_LANJUT)
    if impor.berkas is not None:  # its content is in the archive now
        berkas, impor.berkas = impor.berkas, None
        hapus_berkas(berkas)
    catat("surat.impor_diterapkan", oleh=oleh, objek=("impor_surat", impor.id), berkas=impor.nama_berkas,
          baru=impor.baru, ditolak=impor.ditolak)  # fmt: skip
    return rencana


def _tulis(impor: ImporSurat, baris: Sequence[BarisArsip], oleh: Pelaku | None, kemajuan: Kemajuan) -> None:
    kini, siapa = sekarang(), oleh.nama if oleh else ""
    tulis, masuk = 0, insert(SuratLuar).returning(SuratLuar.id, sort_by_parameter_order=True)
    for potong in _potongan(baris):
        warga = _warga([satu.nik for satu in potong if satu.nik])
        isi = [_baris(satu, impor.id, kini, siapa, warga) for satu in potong]
        ids = db.session.scalars(masuk, isi).all()
        kata = [{"kata": k, "luar_id": i} for i, b in zip(ids, isi, strict=True) for k in kata_kunci(b["nama"])]
        if kata:
            db.session.execute(insert(KataLuar), kata)
        tulis += len(potong)
        kemajuan(tulis, len(baris), "Menyimpan arsip")


def _potongan(baris: Sequence[BarisArsip]) -> Iterator[Sequence[BarisArsip]]:
    for awal in range(0, len(baris), POTONGAN):
        yield baris[awal : awal + POTONGAN]


def _warga(nik: Sequence[str]) -> dict[str, int]:
    """Residents (living or not) by NIK; the newest row of a number that was used twice."""
    pilih = db.select(Penduduk.nik, Penduduk.id).where(Penduduk.nik.in_(set(nik))).order_by(Penduduk.id)
    return {b.nik: b.id for b in db.session.execute(pilih)}


def _baris(satu: BarisArsip, impor_id: int, kini: datetime, siapa: str, warga: Mapping[str, int]) -> dict[str, Any]:
    assert satu.tanggal is not None
    return {
        "asal": IMPOR, "keadaan": TERCATAT, "register": None, "tahun": satu.tanggal.year, "nomor": satu.nomor,
        "nomor_teks": satu.nomor_teks, "tanggal_surat": satu.tanggal, "jenis": satu.jenis, "nama": satu.nama,
        "nik": satu.nik, "penduduk_id": warga.get(satu.nik), "pamong": satu.pamong, "perihal": satu.perihal,
        "alasan": "", "alasan_batal": "", "impor_id": impor_id, "dicatat_pada": kini, "dicatat_oleh": siapa,
        "ditutup_oleh": "",
    }  # fmt: skip


def batalkan(impor: ImporSurat, *, oleh: Pelaku | None) -> None:
    """Take the whole archive back; numbers that were passed over because of it stay passed over."""
    if impor.keadaan != DITERAPKAN:
        raise ImporSalahKeadaan()
    milik = db.select(SuratLuar.id).where(SuratLuar.impor_id == impor.id)
    db.session.execute(delete(KataLuar).where(KataLuar.luar_id.in_(milik)))
    db.session.execute(delete(SuratLuar).where(SuratLuar.impor_id == impor.id))
    impor.keadaan, impor.dibatalkan_pada = DIBATALKAN, sekarang()
    db.session.flush()
    db.session.expire_all()
    catat("surat.impor_dibatalkan", oleh=oleh, objek=("impor_surat", impor.id), berkas=impor.nama_berkas,
          baru=impor.baru)  # fmt: skip


def buang(impor: ImporSurat) -> None:
    """Forget an import that was not applied, and its upload."""
    berkas = impor.berkas
    db.session.delete(impor)
    db.session.flush()
    if berkas is not None:
        hapus_berkas(berkas)


def buang_lama(sebelum: datetime) -> int:
    """Delete imports that nobody applied; returns how many."""
    pilih = db.select(ImporSurat).where(ImporSurat.keadaan.in_((DIPETAKAN, DIUJI)), ImporSurat.dibuat_pada < sebelum)
    lama = db.session.scalars(pilih).all()
    for impor in lama:
        buang(impor)
    return len(lama)


def jalur_berkas(impor: ImporSurat) -> Path:
    """Where the uploaded archive lies."""
    if impor.berkas is None:
        raise ImporSalahKeadaan()
    return folder_unggahan() / impor.berkas.lokasi


def _isi_hasil(impor: ImporSurat, rencana: Rencana) -> None:
    impor.baru, impor.tetap = len(rencana.baru), rencana.tetap
    impor.ditolak, impor.peringatan = rencana.ditolak, len(rencana.ingat)
    impor.rincian = {
        "tolak": rencana.tolak[:BATAS_RINCI],
        "ingat": rencana.ingat[:BATAS_RINCI],
        "tertinggi": rencana.tertinggi,
        "contoh": [[b.baris, b.nomor_teks, f"{b.tanggal:%d-%m-%Y}", b.jenis, b.nama] for b in rencana.baru[:10]],
    }
