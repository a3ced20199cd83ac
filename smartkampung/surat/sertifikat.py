"""Signers' certificates: made by the signer, opened for one batch, revoked when the office ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.tte import SertifikatBaru, Signer, SignerLokal, buat_sertifikat, buka_kunci
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.galat import BelumPunyaSertifikat, SertifikatBerakhir, SertifikatMasihBerlaku
from smartkampung.surat.models import SertifikatPenanda

MASA = timedelta(days=730)
PERINGATAN = timedelta(days=60)


def sertifikat_berlaku(pengguna_id: int, pada: datetime | None = None) -> SertifikatPenanda | None:
    """The certificate this person can sign with now, or None."""
    kini = pada or sekarang()
    return db.session.scalar(
        db.select(SertifikatPenanda)
        .where(
            SertifikatPenanda.pengguna_id == pengguna_id,
            SertifikatPenanda.dicabut_pada.is_(None),
            SertifikatPenanda.berlaku_mulai <= kini,
            SertifikatPenanda.berlaku_sampai > kini,
        )
        .order_by(SertifikatPenanda.id.desc())
    )


def sertifikat_terakhir(pengguna_id: int) -> SertifikatPenanda | None:
    """The newest certificate of a person, whatever became of it."""
    pilih = db.select(SertifikatPenanda).filter_by(pengguna_id=pengguna_id).order_by(SertifikatPenanda.id.desc())
    return db.session.scalar(pilih.limit(1))


def daftar_sertifikat(pengguna_id: int) -> list[SertifikatPenanda]:
    """All certificates of a person, newest first."""
    pilih = db.select(SertifikatPenanda).filter_by(pengguna_id=pengguna_id).order_by(SertifikatPenanda.id.desc())
    return list(db.session.scalars(pilih))


def siapkan_sertifikat(nama: str, frasa: str) -> SertifikatBaru:
    """Make key and certificate (slow, so before any lock); valid two years."""
    kini = sekarang()
    return buat_sertifikat(
        nama,
        f"Pemerintah {profil().nama_lengkap}",
        frasa,
        mulai=kini - timedelta(minutes=5),
        sampai=kini + MASA,
    )


def simpan_sertifikat(baru: SertifikatBaru, *, oleh: Pelaku) -> SertifikatPenanda:
    """Keep a new certificate of the acting signer; one valid certificate per person."""
    periksa_izin(oleh, "surat.tanda_tangani")
    lama = sertifikat_berlaku(oleh.id)
    if lama is not None and lama.berlaku_sampai - sekarang() > PERINGATAN:
        raise SertifikatMasihBerlaku(sampai=_tanggal(lama.berlaku_sampai))
    baris = SertifikatPenanda(
        pengguna_id=oleh.id,
        nama=baru.nama,
        pkcs12=baru.pkcs12,
        der=baru.der,
        sidik=baru.sidik,
        berlaku_mulai=baru.berlaku_mulai,
        berlaku_sampai=baru.berlaku_sampai,
        dibuat_pada=sekarang(),
    )
    db.session.add(baris)
    db.session.flush()
    catat("surat.sertifikat_dibuat", oleh=oleh, nama=baru.nama, sampai=baru.berlaku_sampai.date())
    return baris


def cabut_sertifikat(baris: SertifikatPenanda, *, oleh: Pelaku) -> None:
    """Revoke a certificate; what it signed stays checkable."""
    periksa_izin(oleh, "surat.tanda_tangani", "surat.atur")
    baris.dicabut_pada = sekarang()
    db.session.flush()
    catat("surat.sertifikat_dicabut", oleh=oleh, nama=baris.nama)


def signer_untuk(pengguna_id: int, frasa: str) -> Signer:
    """Open the signer's key with the passphrase (slow, so before any lock), for one batch."""
    baris = sertifikat_berlaku(pengguna_id)
    if baris is None:
        lama = sertifikat_terakhir(pengguna_id)
        if lama is not None and lama.dicabut_pada is None:
            raise SertifikatBerakhir(sampai=_tanggal(lama.berlaku_sampai))
        raise BelumPunyaSertifikat()
    return SignerLokal(buka_kunci(baris.pkcs12, frasa))


def sertifikat_dikenal() -> list[bytes]:
    """The certificates (DER) this village ever made, to check its own letters with."""
    return list(db.session.scalars(db.select(SertifikatPenanda.der)))


def _tanggal(saat: datetime) -> str:
    return tanggal_panjang(saat.astimezone(zona()).date())
