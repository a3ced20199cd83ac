"""The way of a version: draf, disepakati BPD, dievaluasi camat, perbaikan, ditetapkan, berlaku (PDN 20/2018 Ps 31-42).

A geser (Perkades perubahan penjabaran) is set by the Kades straight from the draft: Ps 41 asks only to tell the BPD.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.keuangan.anggaran.models import (
    BERLAKU,
    DIEVALUASI,
    DISEPAKATI,
    DITETAPKAN,
    DRAF,
    GESER,
    NAMA_VERSI,
    PERBAIKAN,
    VersiAnggaran,
)
from smartkampung.keuangan.anggaran.versi import gantikan, kunci_versi
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.aturan.services import pastikan_patuh
from smartkampung.keuangan.hari_kerja import tambah_hari_kerja
from smartkampung.keuangan.langkah import BPD, KADES, SEKDES, Pelaku, pastikan_orang_lain, pemegang, tambah_langkah

SESUAI, PERLU_PERBAIKAN = "sesuai", "perbaikan"
HASIL_EVALUASI = {SESUAI: "Sesuai, dapat ditetapkan", PERLU_PERBAIKAN: "Perlu perbaikan"}


class LangkahSalah(GalatDomain):
    """Not the next step."""

    pesan = "%(nama)s sedang “%(keadaan)s”, jadi langkah ini belum atau tidak lagi bisa dilakukan."
    status = 409


class BelumDievaluasi(GalatDomain):
    """The camat has time left."""

    pesan = ("Evaluasi camat belum dicatat. Camat punya waktu sampai %(batas)s; sesudah itu rancangan dianggap sesuai "
             "dan dapat ditetapkan.")


class BelumDikirim(GalatDomain):
    """The camat does not have it."""

    pesan = "Catat dulu tanggal rancangan dikirim kepada camat."


class TanggalAlurSalah(GalatDomain):
    """Dates out of order."""

    pesan = "Tanggal ini %(syarat)s."
    medan = "tanggal"


class PerluAlasanTarik(GalatDomain):
    """Back to the draft, with a reason."""

    pesan = "Tulis alasannya, agar penyusun tahu apa yang harus diperbaiki."
    medan = "alasan"


@dataclass(frozen=True, slots=True)
class Penetapan:
    """Numbers and dates of the Perdes (none for a geser) and the Perkades penjabaran."""

    nomor_perkades: str
    tanggal_perkades: date
    nomor_perdes: str = ""
    tanggal_perdes: date | None = None


def _di(versi: VersiAnggaran, *keadaan: str) -> None:
    db.session.refresh(versi, with_for_update=True)
    if versi.keadaan not in keadaan:
        raise LangkahSalah(nama=versi.nama, keadaan=NAMA_VERSI[versi.keadaan].lower())


def _tanggal(hari: date, medan: str, *, sejak: date | None = None) -> None:
    if hari > hari_desa():
        raise TanggalAlurSalah(syarat="paling lambat hari ini", medan=medan)
    if sejak and hari < sejak:
        raise TanggalAlurSalah(syarat=f"paling awal {tanggal_panjang(sejak)}", medan=medan)


def sepakati(versi: VersiAnggaran, nomor: str, tanggal: date, *, oleh: Pelaku) -> None:
    """The BPD agrees (Ps 32); the sekretaris may record the signed berita acara for it."""
    periksa_izin(oleh, "keuangan.sepakati", "keuangan.koordinasi")
    tugas = pemegang(oleh, BPD, SEKDES)
    _di(versi, DRAF)
    if versi.jenis == GESER:
        raise LangkahSalah("Pergeseran penjabaran tidak dibahas BPD; cukup ditetapkan kades dan diberitahukan.")
    _tanggal(tanggal, "tanggal")
    pastikan_patuh(versi)
    versi.nomor_kesepakatan, versi.tanggal_kesepakatan, versi.keadaan = nomor.strip()[:80], tanggal, DISEPAKATI
    tambah_langkah("versi", versi.id, "sepakati", DISEPAKATI, oleh=oleh, tugas=tugas)
    catat("keuangan.versi_disepakati", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama, nomor=nomor)


def kirim_camat(versi: VersiAnggaran, tanggal: date, *, oleh: Pelaku) -> None:
    """Record that the draft went to the camat: the clock of the evaluation starts (Ps 34-35).

    After a repair the mended draft goes the same way again.
    """
    periksa_izin(oleh, "keuangan.koordinasi")
    tugas = pemegang(oleh, SEKDES)
    _di(versi, DISEPAKATI, PERBAIKAN)
    _tanggal(tanggal, "tanggal", sejak=versi.tanggal_evaluasi or versi.tanggal_kesepakatan)
    pastikan_patuh(versi)
    versi.tanggal_dikirim, versi.keadaan = tanggal, DISEPAKATI
    tambah_langkah("versi", versi.id, "kirim", DISEPAKATI, oleh=oleh, tugas=tugas)
    catat("keuangan.versi_dikirim", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama,
          tanggal=str(tanggal))


def batas_evaluasi(versi: VersiAnggaran) -> date | None:
    """The last day of the camat's evaluation; None before the draft was sent."""
    if versi.tanggal_dikirim is None:
        return None
    hari = aturan_tahun(versi.tahun).angka("evaluasi_hari") or 0
    return tambah_hari_kerja(versi.tanggal_dikirim, int(hari))


def batas_perbaikan(versi: VersiAnggaran) -> date | None:
    """The last day of the repair after an evaluation; None when none is asked."""
    if versi.keadaan != PERBAIKAN or versi.tanggal_evaluasi is None:
        return None
    return tambah_hari_kerja(versi.tanggal_evaluasi, int(aturan_tahun(versi.tahun).angka("perbaikan_hari") or 0))


def evaluasi_lewat(versi: VersiAnggaran) -> bool:
    """Whether the camat's time is over without an answer: silence means in order (Ps 35)."""
    batas = batas_evaluasi(versi)
    return versi.keadaan == DISEPAKATI and batas is not None and hari_desa() > batas


def catat_evaluasi(versi: VersiAnggaran, hasil: str, nomor: str, tanggal: date, *, oleh: Pelaku,
                   catatan: str = "", berkas: Berkas | None = None) -> None:
    """Record the camat's letter: in order, or to be repaired."""
    periksa_izin(oleh, "keuangan.koordinasi")
    tugas = pemegang(oleh, SEKDES)
    _di(versi, DISEPAKATI)
    if versi.tanggal_dikirim is None:
        raise BelumDikirim()
    if hasil not in HASIL_EVALUASI:
        raise LangkahSalah("Pilih hasil evaluasinya.", medan="hasil")
    _tanggal(tanggal, "tanggal", sejak=versi.tanggal_dikirim)
    if hasil == PERLU_PERBAIKAN and not catatan.strip():
        raise PerluAlasanTarik("Tulis apa yang harus diperbaiki.", medan="catatan")
    versi.nomor_evaluasi, versi.tanggal_evaluasi = nomor.strip()[:80], tanggal
    versi.berkas_evaluasi_id = berkas.id if berkas else None
    versi.keadaan = DIEVALUASI if hasil == SESUAI else PERBAIKAN
    tambah_langkah("versi", versi.id, "evaluasi", versi.keadaan, oleh=oleh, tugas=tugas, alasan=catatan)
    catat("keuangan.versi_dievaluasi", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama, nomor=nomor,
          hasil=HASIL_EVALUASI[hasil].lower())


def tetapkan(versi: VersiAnggaran, isi: Penetapan, *, oleh: Pelaku) -> None:
    """The Kades sets it: all refusing rules hold, and from here on nothing in it changes (Ps 38, 41)."""
    periksa_izin(oleh, "keuangan.tetapkan")
    tugas = pemegang(oleh, KADES)
    _di(versi, *((DRAF,) if versi.jenis == GESER else (DIEVALUASI, DISEPAKATI)))
    pastikan_orang_lain("versi", versi.id, tugas, "sepakati", "evaluasi")
    if versi.keadaan == DISEPAKATI and not evaluasi_lewat(versi):
        batas = batas_evaluasi(versi)
        raise BelumDievaluasi(batas=tanggal_panjang(batas)) if batas else BelumDikirim()
    if versi.keadaan == DISEPAKATI:  # silence: in order only from the day after the camat's last one
        lewat = batas_evaluasi(versi)
        sejak = lewat and lewat + timedelta(days=1)
    else:
        sejak = versi.tanggal_evaluasi
    if versi.jenis != GESER:
        if not isi.nomor_perdes.strip() or isi.tanggal_perdes is None:
            raise TanggalAlurSalah("Isi nomor dan tanggal Perdes.", medan="nomor_perdes")
        _tanggal(isi.tanggal_perdes, "tanggal_perdes", sejak=sejak)
        sejak = isi.tanggal_perdes
    _tanggal(isi.tanggal_perkades, "tanggal_perkades", sejak=sejak)
    pastikan_patuh(versi)
    versi.nomor_perdes, versi.tanggal_perdes = isi.nomor_perdes.strip()[:80], isi.tanggal_perdes
    versi.nomor_perkades, versi.tanggal_perkades = isi.nomor_perkades.strip()[:80], isi.tanggal_perkades
    versi.keadaan = DITETAPKAN
    kunci_versi(versi)
    tambah_langkah("versi", versi.id, "tetapkan", DITETAPKAN, oleh=oleh, tugas=tugas)
    catat("keuangan.versi_ditetapkan", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama,
          nomor=versi.nomor_perdes or versi.nomor_perkades, sidik=versi.sidik)


def undangkan(versi: VersiAnggaran, nomor: str, tanggal: date, *, oleh: Pelaku) -> None:
    """The sekretaris promulgates it in the lembaran (Perdes) or berita desa (Perkades): it is in force."""
    periksa_izin(oleh, "keuangan.koordinasi")
    tugas = pemegang(oleh, SEKDES)
    _di(versi, DITETAPKAN)
    _tanggal(tanggal, "tanggal", sejak=versi.tanggal_perdes or versi.tanggal_perkades)
    gantikan(versi.tahun, oleh=oleh)
    versi.nomor_lembaran, versi.tanggal_diundangkan = nomor.strip()[:60], tanggal
    versi.keadaan, versi.berlaku_pada = BERLAKU, max(tanggal, date(versi.tahun, 1, 1))
    db.session.flush()
    tambah_langkah("versi", versi.id, "undangkan", BERLAKU, oleh=oleh, tugas=tugas)
    catat("keuangan.versi_diundangkan", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama, nomor=nomor)


def tarik(versi: VersiAnggaran, alasan: str, *, oleh: Pelaku) -> None:
    """Back to the draft before it was set: BPD or sekretaris, with a reason; the agreement is void."""
    periksa_izin(oleh, "keuangan.sepakati", "keuangan.koordinasi")
    tugas = pemegang(oleh, BPD, SEKDES)
    _di(versi, DISEPAKATI, DIEVALUASI, PERBAIKAN)
    if not alasan.strip():
        raise PerluAlasanTarik()
    versi.keadaan, versi.nomor_kesepakatan, versi.tanggal_kesepakatan = DRAF, "", None
    versi.tanggal_dikirim = versi.tanggal_evaluasi = None
    versi.nomor_evaluasi, versi.berkas_evaluasi_id = "", None  # that letter was about the draft that is no more
    tambah_langkah("versi", versi.id, "tarik", DRAF, oleh=oleh, tugas=tugas, alasan=alasan.strip())
    catat("keuangan.versi_ditarik", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama,
          alasan=alasan.strip())


def hapus_draf(versi: VersiAnggaran, *, oleh: Pelaku) -> None:
    """Throw a draft away that nobody agreed to."""
    periksa_izin(oleh, "keuangan.koordinasi")
    _di(versi, DRAF)
    catat("keuangan.versi_dihapus", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama)
    db.session.delete(versi)
    db.session.flush()
