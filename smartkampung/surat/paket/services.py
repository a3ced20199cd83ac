"""Acts on a bundle: asked for together, verified together. All of its letters, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat import permohonan, services
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.keadaan import DI_LOKET
from smartkampung.surat.models import Surat
from smartkampung.surat.paket.definisi import PaketWarga
from smartkampung.surat.paket.models import PaketSurat
from smartkampung.surat.permohonan import BerkasPermohonan


class SuratBelumDipilih(GalatDomain):
    """A bundle without any letter."""

    pesan = "Pilih paling sedikit satu surat dari paket ini."
    medan = "surat"


def ajukan(
    paket: PaketWarga,
    dipilih: frozenset[str],
    isian: Mapping[str, Any],
    berkas: BerkasPermohonan,
    *,
    oleh: Pelaku,
    **kontak: str,
) -> list[Surat]:
    """Record the chosen letters as one request; `isian` is by the keys of `PaketWarga.medan`."""
    per_jenis = paket.isian_per_jenis(isian, dipilih | (paket.paket.inti & set(paket.jenis)))
    if not per_jenis:
        raise SuratBelumDipilih()
    baris = PaketSurat(
        kode=paket.paket.kode, nama=paket.paket.nama, penduduk_id=paket.orang.id, dibuat_pada=sekarang()
    )
    db.session.add(baris)
    db.session.flush()
    hasil = []
    for kode, isi in per_jenis.items():
        surat = permohonan.ajukan_di_loket(kode, paket.orang.id, isi, berkas, oleh=oleh, **kontak)
        surat.paket_id = baris.id
        hasil.append(surat)
    db.session.flush()
    catat("surat.paket_diajukan", oleh=oleh, objek=("penduduk", paket.orang.id), paket=baris.nama, banyak=len(hasil))
    return hasil


def sepaket(surat: Surat) -> list[Surat]:
    """The letters of the same bundle, this one too; alone when it belongs to none."""
    if surat.paket_id is None:
        return [surat]
    return list(db.session.scalars(db.select(Surat).filter_by(paket_id=surat.paket_id).order_by(Surat.id)))


def verifikasi(surat: Surat, *, oleh: Pelaku, diterima: frozenset[str]) -> list[Surat]:
    """Verify every letter of the bundle that is still at the counter; papers seen once count for all."""
    hasil = [satu for satu in sepaket(surat) if satu.keadaan in DI_LOKET]
    for satu in hasil:
        services.verifikasi(satu, oleh=oleh, diterima=diterima)
    return hasil
