"""Acts on the dossier: keep with consent, open, remove, forget at expiry. Each is one link of the audit chain."""

from __future__ import annotations

from sqlalchemy import update

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, baca_berkas, hapus_berkas
from smartkampung.inti.db import transaksi_pendek
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.berkas_warga.masa import berlaku_sampai, boleh_disimpan
from smartkampung.surat.berkas_warga.models import BerkasWarga
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.models import SyaratSurat


class TidakDisimpan(GalatDomain):
    """A paper that is only shown, or made for one request."""

    pesan = "%(nama)s tidak disimpan di berkas warga: cukup ditunjukkan, atau hanya untuk satu permohonan."


class BelumAdaBerkas(GalatDomain):
    """Nothing was uploaded for this paper."""

    pesan = "Berkas %(nama)s belum diunggah, jadi belum ada yang dapat disimpan."


def simpan(syarat: SyaratSurat, *, oleh: Pelaku) -> BerkasWarga:
    """Keep an uploaded paper of a request for later ones; the resident said yes. Replaces the older one."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi")
    warga_id = syarat.surat.penduduk_id
    if warga_id is None or not boleh_disimpan(syarat.kode, syarat.sifat):
        raise TidakDisimpan(nama=syarat.nama)
    if syarat.berkas is None:
        raise BelumAdaBerkas(nama=syarat.nama)
    lama = db.session.scalar(db.select(BerkasWarga).filter_by(penduduk_id=warga_id, kode=syarat.kode))
    if lama is not None:
        _lupakan(lama)
    baru = BerkasWarga(
        penduduk_id=warga_id,
        kode=syarat.kode,
        nama=syarat.nama,
        berkas_id=syarat.berkas.id,
        berlaku_sampai=berlaku_sampai(syarat.kode, hari_desa()),
        disetujui_pada=sekarang(),
        dicatat_oleh_id=oleh.id,
        dicatat_oleh_nama=oleh.nama,
    )
    db.session.add(baru)
    db.session.flush()
    syarat.berkas, syarat.berkas_warga_id = None, baru.id
    db.session.flush()
    catat("surat.berkas_warga_disimpan", oleh=oleh, objek=("penduduk", warga_id), apa=syarat.nama,
          sampai=baru.berlaku_sampai)  # fmt: skip
    return baru


def buka(satu: BerkasWarga, *, oleh: Pelaku) -> bytes:
    """The bytes of a kept paper; the look is recorded in a short transaction of its own."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi")
    isi = baca_berkas(satu.berkas)
    with transaksi_pendek() as sesi:
        catat("surat.berkas_warga_dibuka", oleh=oleh, objek=("penduduk", satu.penduduk_id), sesi=sesi, apa=satu.nama)
    return isi


def hapus(satu: BerkasWarga, *, oleh: Pelaku) -> None:
    """Remove a kept paper at the resident's wish; requests that used it keep that it was accepted."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi")
    catat("surat.berkas_warga_dihapus", oleh=oleh, objek=("penduduk", satu.penduduk_id), apa=satu.nama)
    _lupakan(satu)


def hapus_kedaluwarsa() -> int:
    """Nightly: forget what has expired; answer how many."""
    lewat = db.session.scalars(db.select(BerkasWarga).where(BerkasWarga.berlaku_sampai < hari_desa())).all()
    for satu in lewat:
        _lupakan(satu)
    if lewat:
        catat("surat.berkas_warga_habis", banyak=len(lewat))
    return len(lewat)


def _lupakan(satu: BerkasWarga) -> None:
    berkas: Berkas = satu.berkas
    db.session.execute(
        update(SyaratSurat).where(SyaratSurat.berkas_warga_id == satu.id).values(berkas_warga_id=None)
    )
    db.session.delete(satu)
    db.session.flush()
    hapus_berkas(berkas)
