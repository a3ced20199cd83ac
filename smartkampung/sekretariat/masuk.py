"""Incoming letters: recording under a number, correcting, closing without an order, voiding."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.sekretariat.klasifikasi import pastikan_kode
from smartkampung.sekretariat.models import BARU, BATAL, BIASA, SELESAI, SIFAT, SuratMasuk
from smartkampung.surat.catatan import Pelaku, pastikan_alasan, tanpa_nik
from smartkampung.surat.nomor.ambil import nomor_register
from smartkampung.surat.nomor.skema import GABUNG, REGISTER_GABUNG, skema_tahun

REGISTER_MASUK = "surat_masuk"
TERLAMA = timedelta(days=366)


class TanggalMasukSalah(GalatDomain):
    """A day of receipt that cannot be."""

    pesan = "Tanggal diterima paling lambat hari ini dan paling lama setahun yang lalu."
    medan = "tanggal_diterima"


class TanggalSuratSesudahDiterima(GalatDomain):
    """A letter cannot be received before it is written."""

    pesan = "Tanggal surat tidak boleh sesudah tanggal diterima."
    medan = "tanggal_surat"


class SudahDicatat(GalatDomain):
    """The same letter is there."""

    pesan = "Surat ini sudah dicatat dengan nomor agenda %(nomor)s tahun %(tahun)s."
    medan = "nomor_surat"


class MasukTertutup(GalatDomain):
    """Void or already under way."""

    pesan = "Surat masuk ini sudah %(keadaan)s, jadi tindakan itu tidak dapat dilakukan."


@dataclass(frozen=True, slots=True)
class IsiMasuk:
    """The facts of an incoming letter."""

    pengirim: str
    perihal: str
    tanggal_diterima: date
    tanggal_surat: date
    nomor_surat: str = ""
    ringkas: str = ""
    sifat: str = BIASA
    klasifikasi: str = ""


def catat_masuk(isi: IsiMasuk, *, oleh: Pelaku, berkas: Berkas | None = None) -> SuratMasuk:
    """Record a letter under the next number of this year."""
    periksa_izin(oleh, "sekretariat.kelola")
    kunci_penasihat("skema-nomor")
    _periksa(isi)
    tahun = hari_desa().year
    register, nomor = ambil_nomor_masuk(tahun)
    masuk = SuratMasuk(
        **asdict(isi), register=register, tahun=tahun, nomor=nomor, keadaan=BARU, berkas=berkas, versi=1,
        dicatat_pada=sekarang(), dicatat_oleh_id=oleh.id, dicatat_oleh=oleh.nama,
    )  # fmt: skip
    db.session.add(masuk)
    db.session.flush()
    catat("sekretariat.masuk_dicatat", oleh=oleh, objek=("surat_masuk", masuk.id), nomor=f"{nomor}/{tahun}",
          sifat=SIFAT[masuk.sifat].lower())  # fmt: skip
    return masuk


def ambil_nomor_masuk(tahun: int) -> tuple[str, int]:
    """The next number: of incoming letters alone, or of the joint register when the village chose one.

    After a change of scheme in mid-year it goes on after the highest number incoming letters had, so that
    no agenda number comes twice.
    """
    berlaku = skema_tahun(tahun)
    awal = db.session.scalar(db.select(db.func.max(SuratMasuk.nomor)).where(SuratMasuk.tahun == tahun)) or 0
    if berlaku.skema == GABUNG:
        return REGISTER_GABUNG, nomor_register(REGISTER_GABUNG, tahun, max(awal, berlaku.awal))
    return REGISTER_MASUK, nomor_register(REGISTER_MASUK, tahun, awal)


def _periksa(isi: IsiMasuk, kecuali: int = 0) -> None:
    hari = hari_desa()
    if not hari - TERLAMA <= isi.tanggal_diterima <= hari:
        raise TanggalMasukSalah()
    if isi.tanggal_surat > isi.tanggal_diterima:
        raise TanggalSuratSesudahDiterima()
    pastikan_kode(isi.klasifikasi)
    if not isi.nomor_surat:
        return
    sama = db.session.scalar(
        db.select(SuratMasuk).where(
            db.func.lower(SuratMasuk.pengirim) == isi.pengirim.lower(), SuratMasuk.nomor_surat == isi.nomor_surat,
            SuratMasuk.tanggal_surat == isi.tanggal_surat, SuratMasuk.keadaan != BATAL, SuratMasuk.id != kecuali,
        ).limit(1)
    )  # fmt: skip
    if sama is not None:
        raise SudahDicatat(nomor=sama.nomor, tahun=sama.tahun)


def kunci_masuk(masuk: SuratMasuk) -> None:
    """Read the letter anew and hold it until the commit."""
    db.session.refresh(masuk, with_for_update=True)


def ubah_masuk(masuk: SuratMasuk, isi: IsiMasuk, *, versi: int, oleh: Pelaku, berkas: Berkas | None = None) -> None:
    """Correct the facts; which ones changed is in the audit record. Bentrok when somebody else was quicker."""
    periksa_izin(oleh, "sekretariat.kelola")
    kunci_masuk(masuk)
    if masuk.keadaan == BATAL:
        raise MasukTertutup(keadaan=masuk.nama_keadaan.lower())
    if masuk.versi != versi:
        raise Bentrok()
    _periksa(isi, kecuali=masuk.id)
    beda = [nama for nama, nilai in asdict(isi).items() if getattr(masuk, nama) != nilai]
    for nama in beda:
        setattr(masuk, nama, getattr(isi, nama))
    if berkas is not None:
        masuk.berkas = berkas
        beda.append("berkas")
    if not beda:
        return
    masuk.versi += 1
    db.session.flush()
    catat("sekretariat.masuk_diubah", oleh=oleh, objek=("surat_masuk", masuk.id),
          nomor=f"{masuk.nomor}/{masuk.tahun}", apa=", ".join(b.replace("_", " ") for b in beda))  # fmt: skip


def tutup_masuk(masuk: SuratMasuk, catatan: str, *, oleh: Pelaku) -> None:
    """Close a letter that needs no order: it is enough to know it."""
    periksa_izin(oleh, "sekretariat.disposisi")
    kunci_masuk(masuk)
    if masuk.keadaan != BARU:
        raise MasukTertutup(keadaan=masuk.nama_keadaan.lower())
    masuk.keadaan, masuk.alasan = SELESAI, catatan.strip()[:300]
    masuk.versi += 1
    db.session.flush()
    catat("sekretariat.masuk_ditutup", oleh=oleh, objek=("surat_masuk", masuk.id), nomor=f"{masuk.nomor}/{masuk.tahun}")


def batalkan_masuk(masuk: SuratMasuk, alasan: str, *, oleh: Pelaku) -> None:
    """Void a record made by mistake; its number and the reason stay in the agenda."""
    periksa_izin(oleh, "sekretariat.kelola")
    kunci_masuk(masuk)
    if masuk.keadaan != BARU:
        raise MasukTertutup(keadaan=masuk.nama_keadaan.lower())
    masuk.alasan = tanpa_nik(pastikan_alasan(alasan))[:300]
    masuk.keadaan, masuk.versi = BATAL, masuk.versi + 1
    db.session.flush()
    catat("sekretariat.masuk_dibatalkan", oleh=oleh, objek=("surat_masuk", masuk.id),
          nomor=f"{masuk.nomor}/{masuk.tahun}", alasan=masuk.alasan)  # fmt: skip
