"""Acts: choose which kinds ask, ask, answer by code, go on without it."""

from __future__ import annotations

import hmac
from datetime import timedelta

from sqlalchemy import update

from smartkampung.akun.sandi import ringkas
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.penduduk.queries import wilayah_warga
from smartkampung.surat import pegang
from smartkampung.surat.catatan import Pelaku, pastikan_alasan, tandai, tanpa_nik
from smartkampung.surat.galat import KeadaanSalah
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import DI_LOKET
from smartkampung.surat.kode import baca_kode, kode_baru
from smartkampung.surat.konfirmasi.models import SIAPA, KonfirmasiJenis, KonfirmasiSurat
from smartkampung.surat.konfirmasi.queries import kedudukan, larangan
from smartkampung.surat.models import JenisSurat, Surat

MASA = timedelta(days=3)


class KonfirmasiDilarang(GalatDomain):
    """A kind for which a rule dropped the letter of introduction by RT, RW, or dusun."""

    pesan = "%(jenis)s tidak boleh meminta konfirmasi RT, RW, atau dusun: %(dasar)s."


class TautanTidakBerlaku(GalatDomain):
    """The link is unknown, used, closed, or too old; which of these is not said."""

    pesan = "Tautan ini sudah tidak berlaku. Bila masih diperlukan, minta petugas desa mengirim tautan baru."
    status = 410


class AlasanTidak(GalatDomain):
    """A no without a reason."""

    pesan = "Tulis alasannya, supaya petugas tahu apa yang perlu diperiksa."
    medan = "alasan"


def atur(jenis: JenisSurat, siapa: str, *, oleh: Pelaku) -> bool:
    """Let a kind ask for a confirmation, or nobody (empty); answers whether that changed anything."""
    periksa_izin(oleh, "surat.atur")
    larang = larangan(definisi_dari(jenis))
    if siapa and larang is not None:
        raise KonfirmasiDilarang(jenis=jenis.nama, dasar=larang.dasar or larang.nama)
    if siapa and siapa not in SIAPA:
        raise ValueError(siapa)
    baris = db.session.get(KonfirmasiJenis, jenis.kode)
    if (baris.siapa if baris else "") == siapa:
        return False
    if not siapa:
        db.session.delete(baris)
    elif baris is None:
        db.session.add(KonfirmasiJenis(jenis_kode=jenis.kode, siapa=siapa))
    else:
        baris.siapa = siapa
    db.session.flush()
    catat("surat.konfirmasi_diatur", oleh=oleh, jenis=jenis.nama, siapa=SIAPA.get(siapa, "tidak diminta"))
    return True


def minta(surat: Surat, siapa: str, nama: str, telepon: str = "", *, oleh: Pelaku) -> tuple[KonfirmasiSurat, str]:
    """Ask one person; answers the row and the code of the link, which is shown once. Older links end."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi")
    larang = larangan(definisi_dari(surat.jenis))
    if larang is not None:
        raise KonfirmasiDilarang(jenis=surat.jenis.nama, dasar=larang.dasar or larang.nama)
    if surat.keadaan not in DI_LOKET:
        raise KeadaanSalah(keadaan=surat.nama_keadaan.lower(), tindakan="dimintakan konfirmasi")
    pegang.pastikan(surat, oleh)
    _tutup(surat.id)
    kode, kini = kode_baru(), sekarang()
    tempat = wilayah_warga(surat.penduduk_id) if surat.penduduk_id else None
    baris = KonfirmasiSurat(
        surat_id=surat.id, wilayah_id=tempat.id if tempat else None, siapa=siapa, nama=nama, telepon=telepon,
        kode_hash=ringkas(kode), dibuat_pada=kini, dibuat_oleh_id=oleh.id, berlaku_sampai=kini + MASA,
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    tandai(surat, "konfirmasi_diminta", oleh, f"{baris.sebutan} {nama}", siapa=baris.sebutan)
    return baris, kode


def _tutup(surat_id: int) -> None:
    db.session.execute(
        update(KonfirmasiSurat)
        .where(KonfirmasiSurat.surat_id == surat_id, KonfirmasiSurat.dijawab_pada.is_(None),
               KonfirmasiSurat.ditutup_pada.is_(None))
        .values(ditutup_pada=sekarang())
    )  # fmt: skip


def cari_tautan(kode: str) -> KonfirmasiSurat:
    """The question behind a link; TautanTidakBerlaku when it is unknown, closed, past its time, or moot."""
    sidik = ringkas(baca_kode(kode) or "")
    baris = db.session.scalar(db.select(KonfirmasiSurat).filter_by(kode_hash=sidik))
    if baris is None or not hmac.compare_digest(baris.kode_hash, sidik):
        raise TautanTidakBerlaku()
    if baris.dijawab_pada is None and (
        baris.ditutup_pada or baris.berlaku_sampai < sekarang() or baris.surat.keadaan not in DI_LOKET
    ):
        raise TautanTidakBerlaku()
    return baris


def jawab(baris: KonfirmasiSurat, benar: bool, alasan: str = "") -> None:
    """Write the answer down; the first one counts, also of two that come at once."""
    db.session.refresh(baris, with_for_update={"of": KonfirmasiSurat})
    if baris.dijawab_pada is not None:
        raise TautanTidakBerlaku()
    if not benar and len(alasan.strip()) < 5:
        raise AlasanTidak()
    baris.dijawab_pada, baris.benar, baris.alasan = sekarang(), benar, alasan.strip()
    kata = "ya" if benar else "tidak"
    ket = f"{kata}. {baris.alasan}" if baris.alasan else kata
    tandai(baris.surat, "konfirmasi_dijawab", None, ket, nama=f"{baris.sebutan} {baris.nama}", siapa=baris.sebutan,
           jawab=kata)  # fmt: skip


def lewati(surat: Surat, alasan: str, *, oleh: Pelaku) -> None:
    """Go on without the confirmation; the reason stays in the history (criterion SSW-6)."""
    periksa_izin(oleh, "surat.verifikasi")
    if surat.keadaan not in DI_LOKET:
        raise KeadaanSalah(keadaan=surat.nama_keadaan.lower(), tindakan="diteruskan tanpa konfirmasi")
    pegang.pastikan(surat, oleh)
    rapi = pastikan_alasan(alasan)
    _tutup(surat.id)
    tandai(surat, "konfirmasi_dilewati", oleh, rapi, alasan=tanpa_nik(rapi))


class BelumDikonfirmasi(GalatDomain):
    """The kind asks for a confirmation that has not come."""

    pesan = "Konfirmasi %(siapa)s belum ada. Minta lewat tautan, atau teruskan tanpa konfirmasi dengan menulis alasan."


def pastikan(surat: Surat) -> None:
    """Raise BelumDikonfirmasi unless the confirmation came, was passed over with a reason, or is not asked for."""
    di = kedudukan(surat)
    if not di.selesai:
        raise BelumDikonfirmasi(siapa=di.sebutan)
