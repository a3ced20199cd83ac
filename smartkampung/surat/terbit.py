"""Signing: number, text, PDF, signature, and archive in one act, or none of it.

The caller opens the key before the transaction begins (`sertifikat.signer_untuk`), because deriving it
is slow; here everything happens inside the transaction, so a number is never lost or doubled.

A signer on another machine (BSrE) is not asked here: `siapkan` gives the number and keeps the unsigned PDF,
which is committed; `tte.kirim` asks the service outside any lock; `selesaikan` closes the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from smartkampung.desa.queries import Penandatangan, penandatangan_sebagai, profil
from smartkampung.desa.waktu_layanan import menit_layanan
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, simpan_hasil
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.tte import Signer
from smartkampung.peristiwa import SuratTerbit
from smartkampung.surat import naskah, warga
from smartkampung.surat.catatan import Pelaku, bulan_dari, pastikan_boleh, tandai
from smartkampung.surat.cetak import susun_pdf
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.galat import (
    BukanPenandaPadaTanggal,
    BukanPenandatangan,
    HarusKepala,
    PenandaSama,
    TidakAdaSurat,
)
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import Surat
from smartkampung.surat.nomor.ambil import ambil_nomor
from smartkampung.surat.nomor.pola import nomor_teks
from smartkampung.surat.permohonan import pastikan_sesuai, pastikan_warga
from smartkampung.surat.tte.models import KirimanTTE


def tanda_tangani(daftar_id: Sequence[int], *, oleh: Pelaku, signer: Signer) -> list[Surat]:
    """Sign letters in the order given, all or none: numbers, PDFs, and signatures in this transaction."""
    terbit = _ambil(daftar_id, oleh)
    for surat, siapa in terbit:
        pdf = signer.tanda_tangani(
            _beri_nomor(surat, siapa, oleh, signer),
            alasan=alasan_tanda(surat),
            lokasi=profil().nama_lengkap,
            pada=sekarang(),
        )
        _tutup(surat, pdf, oleh)
    return [surat for surat, _siapa in terbit]


def siapkan(daftar_id: Sequence[int], *, oleh: Pelaku, signer: Signer) -> list[Surat]:
    """Give numbers and keep the unsigned PDFs, so that a signer on another machine can be asked afterwards."""
    terbit = _ambil(daftar_id, oleh)
    for surat, siapa in terbit:
        pdf = _beri_nomor(surat, siapa, oleh, signer)
        asli = simpan_hasil(pdf, f"asli {_nama_berkas(surat)}", "application/pdf")
        surat.keadaan = Keadaan.MENUNGGU_TTD_ELEKTRONIK
        db.session.add(KirimanTTE(surat_id=surat.id, berkas_asli=asli, dibuat_pada=sekarang()))
        tandai(surat, "dinomori", oleh, surat.nomor_teks or "", nomor=surat.nomor_teks, cara=signer.label)
    return [surat for surat, _siapa in terbit]


def selesaikan(surat: Surat, pdf: bytes, *, oleh: Pelaku, sidik: str = "") -> None:
    """Keep the signed PDF of a letter that has its number already."""
    pastikan_boleh(surat, "selesaikan")
    if sidik:
        surat.penanda = {**(surat.penanda or {}), "sidik": sidik}
    _tutup(surat, pdf, oleh)


def pastikan_penanda(oleh: Pelaku) -> Penandatangan:
    """How this person signs today; BukanPenandatangan when he does not."""
    periksa_izin(oleh, "surat.tanda_tangani")
    siapa = penandatangan_sebagai(oleh.id, hari_desa())
    if siapa is None:
        raise BukanPenandatangan()
    return siapa


def _ambil(daftar_id: Sequence[int], oleh: Pelaku) -> list[tuple[Surat, Penandatangan]]:
    """The letters, locked, each with how this person signs it on its date."""
    siapa = pastikan_penanda(oleh)
    pilih = db.select(Surat).where(Surat.id.in_(set(daftar_id))).with_for_update(of=Surat)
    per_id = {surat.id: surat for surat in db.session.scalars(pilih.execution_options(populate_existing=True))}
    if not per_id:
        raise TidakAdaSurat()
    terbit = [per_id[satu] for satu in dict.fromkeys(daftar_id) if satu in per_id]
    return [(surat, _pastikan_boleh_ditandatangani(surat, siapa, oleh)) for surat in terbit]


def _pastikan_boleh_ditandatangani(surat: Surat, siapa: Penandatangan, oleh: Pelaku) -> Penandatangan:
    pastikan_boleh(surat, "tanda_tangani")
    if surat.verifikator_id == oleh.id:
        raise PenandaSama(nama=surat.nama)
    if surat.tanggal_mundur is not None:  # it bears the office its signer held on that day
        siapa = penandatangan_pada(oleh.id, surat.tanggal_mundur)
    if definisi_dari(surat.jenis).penanda_tangan == "kepala_desa_sendiri" and siapa.cara in ("an", "ub"):
        raise HarusKepala(jenis=surat.jenis.nama, kepala=profil().sebutan_kepala)
    return siapa


def penandatangan_pada(pengguna_id: int, tanggal: date) -> Penandatangan:
    """How a person signed on a past day; BukanPenandaPadaTanggal when he did not."""
    siapa = penandatangan_sebagai(pengguna_id, tanggal)
    if siapa is None:
        raise BukanPenandaPadaTanggal(tanggal=tanggal_panjang(tanggal))
    return siapa


def _beri_nomor(surat: Surat, siapa: Penandatangan, oleh: Pelaku, signer: Signer) -> bytes:
    """Number, snapshot, and unsigned PDF of one letter."""
    hari = hari_desa()
    definisi = definisi_dari(surat.jenis)
    orang = warga.ambil(pastikan_warga(surat))
    pastikan_sesuai(surat.jenis, orang)
    _tulis_nomor(surat, definisi, hari)
    assert surat.tanggal_surat is not None
    surat.potret, surat.berlaku_sampai = orang.potret, naskah.berlaku_sampai(surat.tanggal_surat, definisi.berlaku)
    surat.penanda = _potret_penanda(siapa, signer)
    surat.elektronik, surat.penanda_id = signer.elektronik, oleh.id
    return susun_pdf(surat, definisi, siapa, pada=sekarang(), elektronik=signer.elektronik, kaki=signer.kaki)


def _tulis_nomor(surat: Surat, definisi: Definisi, hari: date) -> None:
    nomor = ambil_nomor(definisi, hari, surat.tanggal_mundur)
    surat.register, surat.tahun = nomor.register, nomor.tahun
    surat.nomor, surat.sufiks, surat.tanggal_surat = nomor.nomor, nomor.sufiks, nomor.tanggal
    surat.nomor_teks = nomor_teks(surat, nomor.tanggal, nomor.nomor, nomor.sufiks)


def _tutup(surat: Surat, pdf: bytes, oleh: Pelaku) -> None:
    """Keep the PDF as it is issued and tell the others."""
    assert surat.penanda is not None and surat.tanggal_surat is not None
    berkas: Berkas = simpan_hasil(pdf, _nama_berkas(surat), "application/pdf")
    surat.berkas, surat.sha256 = berkas, berkas.sha256
    _tutup_waktu(surat, sekarang())
    label = surat.penanda["label"]
    tandai(surat, "ditandatangani", oleh, label, nomor=surat.nomor_teks, cara=label)
    siarkan(SuratTerbit(surat.id, surat.jenis_kode, surat.penduduk_id, surat.tanggal_surat))


def alasan_tanda(surat: Surat) -> str:
    """What the signature says it was made for."""
    return f"{definisi_dari(surat.jenis).judul} {surat.nomor_teks}"


def _nama_berkas(surat: Surat) -> str:
    return f"{surat.nomor_teks} {surat.nama}.pdf".replace("/", "-")


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
        "ttd": signer.cara,
        "sidik": kunci.sidik if kunci else None,
    }
