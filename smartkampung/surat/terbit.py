"""Signing: number, text, PDF, signature, and archive in one act, or none of it.

The caller opens the key before the transaction begins (`sertifikat.signer_untuk`), because deriving it
is slow; here everything happens inside the transaction, so a number is never lost or doubled.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from smartkampung.desa.queries import Penandatangan, penandatangan_sebagai, profil
from smartkampung.desa.waktu_layanan import menit_layanan
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_hasil
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.penomoran import nomor_berikut
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import Signer
from smartkampung.peristiwa import SuratTerbit
from smartkampung.surat import naskah, warga
from smartkampung.surat.catatan import Pelaku, bulan_dari, pastikan_boleh, tandai
from smartkampung.surat.cetak import nomor_teks, susun_pdf
from smartkampung.surat.galat import BukanPenandatangan, HarusKepala, PenandaSama, TidakAdaSurat
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import pastikan_sesuai, pastikan_warga


def tanda_tangani(daftar_id: Sequence[int], *, oleh: Pelaku, signer: Signer) -> list[Surat]:
    """Sign letters in the order given, all or none: numbers, PDFs, and signatures in this transaction."""
    periksa_izin(oleh, "surat.tanda_tangani")
    siapa = penandatangan_sebagai(oleh.id, hari_desa())
    if siapa is None:
        raise BukanPenandatangan()
    pilih = db.select(Surat).where(Surat.id.in_(set(daftar_id))).with_for_update(of=Surat)
    per_id = {surat.id: surat for surat in db.session.scalars(pilih.execution_options(populate_existing=True))}
    if not per_id:
        raise TidakAdaSurat()
    terbit = [per_id[satu] for satu in dict.fromkeys(daftar_id) if satu in per_id]
    for surat in terbit:
        _pastikan_boleh_ditandatangani(surat, siapa, oleh)
    for surat in terbit:
        _terbitkan(surat, siapa, oleh, signer)
    return terbit


def _pastikan_boleh_ditandatangani(surat: Surat, siapa: Penandatangan, oleh: Pelaku) -> None:
    pastikan_boleh(surat, "tanda_tangani")
    if surat.verifikator_id == oleh.id:
        raise PenandaSama(nama=surat.nama)
    if definisi_dari(surat.jenis).penanda_tangan == "kepala_desa_sendiri" and siapa.cara == "an":
        raise HarusKepala(jenis=surat.jenis.nama, kepala=profil().sebutan_kepala)


def _terbitkan(surat: Surat, siapa: Penandatangan, oleh: Pelaku, signer: Signer) -> None:
    kini, hari = sekarang(), hari_desa()
    definisi = definisi_dari(surat.jenis)
    orang = warga.ambil(pastikan_warga(surat))
    pastikan_sesuai(surat.jenis, orang)
    potret = orang.potret
    nomor = nomor_berikut(definisi.register, hari.year)
    surat.potret, surat.register, surat.tahun = potret, definisi.register, hari.year
    surat.nomor, surat.sufiks = nomor, ""
    surat.nomor_teks = nomor_teks(surat, hari, nomor)
    surat.tanggal_surat, surat.berlaku_sampai = hari, naskah.berlaku_sampai(hari, definisi.berlaku)
    surat.penanda = _potret_penanda(siapa, signer)
    surat.elektronik, surat.penanda_id = signer.elektronik, oleh.id
    pdf = signer.tanda_tangani(
        susun_pdf(surat, definisi, siapa, pada=kini, elektronik=signer.elektronik),
        alasan=f"{definisi.judul} {surat.nomor_teks}",
        lokasi=profil().nama_lengkap,
        pada=kini,
    )
    surat.berkas = simpan_hasil(pdf, f"{surat.nomor_teks} {surat.nama}.pdf".replace("/", "-"), "application/pdf")
    surat.sha256 = surat.berkas.sha256
    _tutup_waktu(surat, kini)
    tandai(surat, "ditandatangani", oleh, signer.label, nomor=surat.nomor_teks, cara=signer.label)
    siarkan(SuratTerbit(surat.id, surat.jenis_kode, surat.penduduk_id, hari))


def _tutup_waktu(surat: Surat, kini: datetime) -> None:
    surat.keadaan, surat.alasan = Keadaan.SELESAI, ""
    surat.ditandatangani_pada, surat.bulan_selesai = kini, bulan_dari(kini)
    surat.menit_layanan = menit_layanan(surat.diterima_pada, kini)
    surat.tepat = kini <= surat.janji_pada
    db.session.flush()


def _potret_penanda(siapa: Penandatangan, signer: Signer) -> dict[str, Any]:
    kunci = getattr(signer, "kunci", None)
    return {
        "nama": siapa.nama,
        "nip": siapa.nip,
        "cara": siapa.cara,
        "jabatan": list(siapa.baris_jabatan),
        "label": signer.label,
        "sidik": kunci.sidik if kunci else None,
    }
