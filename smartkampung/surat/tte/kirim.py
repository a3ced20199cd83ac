"""Letters on their way through a remote signing service: sent, kept, tried again, or signed with the pen after all.

Nothing here holds the database while the service is asked. What was signed is kept in a short transaction of
its own, one letter after the other, so a crash in between loses at most an answer, never a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from smartkampung.akun.models import Pengguna
from smartkampung.desa.queries import Penandatangan, profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.bsre import SignerBSrE
from smartkampung.inti.bsre_jawaban import GalatBSrE, RahasiaSalah
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import TidakBoleh, TidakDitemukan
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.pembatas import catat_percobaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import SignerTanpa, periksa
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.surat import terbit
from smartkampung.surat.catatan import Pelaku, pastikan_boleh, tandai
from smartkampung.surat.cetak import susun_pdf
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import Surat
from smartkampung.surat.tte.models import KirimanTTE


@dataclass(frozen=True, slots=True)
class Isi:
    """What the service is given of one letter."""

    pdf: bytes
    alasan: str
    lokasi: str
    tautan: str


def kunci_percobaan(pengguna_id: int) -> str:
    """The key under which wrong passphrases of a person are counted."""
    return f"frasa:bsre:{pengguna_id}"


def kirim(*, daftar: Sequence[int], signer: SignerBSrE, oleh_id: int, tujuan: str, kemajuan: Kemajuan = diam) -> str:
    """Have the service sign letters that have their numbers; answers where their signer looks next.

    A fault that the next letter would meet too (wrong passphrase, no connection) ends the batch.
    """
    for ke, surat_id in enumerate(daftar):
        kemajuan(ke, len(daftar), "Menandatangani lewat BSrE")
        isi = _isi(surat_id)
        if isi is None:  # signed or given up meanwhile
            continue
        try:
            pdf = signer.untuk(isi.tautan).tanda_tangani(isi.pdf, alasan=isi.alasan, lokasi=isi.lokasi, pada=sekarang())
        except GalatBSrE as galat:
            _catat_gagal(surat_id, galat, oleh_id)
            if galat.umum:
                break
        else:
            _simpan(surat_id, pdf, oleh_id)
    kemajuan(len(daftar), len(daftar), "Selesai")
    return tujuan


def _isi(surat_id: int) -> Isi | None:
    """The unsigned original and its words, read without a lock; None when the letter no longer waits."""
    db.session.rollback()
    kiriman = db.session.get(KirimanTTE, surat_id, populate_existing=True)
    if kiriman is None or kiriman.surat.keadaan != Keadaan.MENUNGGU_TTD_ELEKTRONIK:
        return None
    surat = kiriman.surat
    tautan = f"{pengaturan().alamat_publik.rstrip('/')}/periksa/{surat.kode_periksa}"
    isi = Isi(baca_berkas(kiriman.berkas_asli), terbit.alasan_tanda(surat), profil().nama_lengkap, tautan)
    db.session.rollback()  # nothing stays open while the other side works
    return isi


def _kunci(surat_id: int) -> tuple[Surat, KirimanTTE]:
    pilih = db.select(Surat).filter_by(id=surat_id).with_for_update(of=Surat)
    surat = db.session.scalars(pilih.execution_options(populate_existing=True)).one()
    return surat, db.session.get_one(KirimanTTE, surat_id, populate_existing=True)


def _simpan(surat_id: int, pdf: bytes, oleh_id: int) -> None:
    """Keep what came back, unless somebody finished or voided the letter meanwhile."""
    tanda = periksa(pdf)
    with transaksi():
        surat, kiriman = _kunci(surat_id)
        if surat.keadaan != Keadaan.MENUNGGU_TTD_ELEKTRONIK:
            return
        terbit.selesaikan(surat, pdf, oleh=db.session.get_one(Pengguna, oleh_id), sidik=tanda.sidik)
        kiriman.kali, kiriman.dicoba_pada, kiriman.sebab = kiriman.kali + 1, sekarang(), ""
        kiriman.selesai_pada, kiriman.sertifikat_sampai = sekarang(), tanda.sampai


def _catat_gagal(surat_id: int, galat: GalatBSrE, oleh_id: int) -> None:
    kalimat = galat.kalimat()
    with transaksi():
        surat, kiriman = _kunci(surat_id)
        if surat.keadaan != Keadaan.MENUNGGU_TTD_ELEKTRONIK:
            return
        kiriman.kali, kiriman.dicoba_pada, kiriman.sebab = kiriman.kali + 1, sekarang(), kalimat[:300]
        oleh = db.session.get_one(Pengguna, oleh_id)
        tandai(surat, "gagal_ttd", oleh, kalimat, nomor=surat.nomor_teks, alasan=kalimat)
    if isinstance(galat, RahasiaSalah):
        catat_percobaan(kunci_percobaan(oleh_id), bebas=3, jendela=timedelta(hours=1), tahan=timedelta(seconds=60))


def pastikan_milik(daftar: Sequence[int], oleh: Pelaku) -> list[int]:
    """The letters of these that wait for this signer's electronic signature, in the order given."""
    periksa_izin(oleh, "surat.tanda_tangani")
    menunggu = {surat.id for surat, _kiriman in yang_tertunda(oleh.id)}
    milik = [satu for satu in dict.fromkeys(daftar) if satu in menunggu]
    if not milik:
        raise TidakDitemukan("Surat ini sudah selesai atau bukan Anda yang menandatanganinya.")
    terbit.pastikan_penanda(oleh)
    return milik


def jadi_basah(surat: Surat, *, oleh: Pelaku) -> None:
    """Issue a letter that waits for the service for a wet signature, with the number it has."""
    periksa_izin(oleh, "surat.tanda_tangani")
    pastikan_boleh(surat, "selesaikan")
    if surat.penanda_id != oleh.id:
        raise TidakBoleh("Surat ini bernomor atas nama penanda tangan lain.")
    assert surat.penanda is not None
    signer = SignerTanpa()
    surat.elektronik, surat.penanda = False, {**surat.penanda, "label": signer.label, "ttd": signer.cara}
    terbit.selesaikan(surat, varian_basah(surat), oleh=oleh)


def varian_basah(surat: Surat) -> bytes:
    """The same letter with room for pen and stamp; number, date, and words stay."""
    assert surat.penanda is not None
    siapa = Penandatangan(
        surat.penanda_id or 0, surat.penanda["nama"], surat.penanda["nip"], surat.penanda["cara"],
        tuple(surat.penanda["jabatan"]),
    )  # fmt: skip
    pada = surat.ditandatangani_pada or sekarang()
    return susun_pdf(surat, definisi_dari(surat.jenis), siapa, pada=pada, elektronik=False)


# --- reads ---------------------------------------------------------------------------------------------


def yang_tertunda(pengguna_id: int) -> list[tuple[Surat, KirimanTTE]]:
    """Letters with a number that wait for this signer's electronic signature, oldest first."""
    pilih = (
        db.select(KirimanTTE)
        .join(Surat, Surat.id == KirimanTTE.surat_id)
        .where(Surat.keadaan == Keadaan.MENUNGGU_TTD_ELEKTRONIK, Surat.penanda_id == pengguna_id)
        .order_by(KirimanTTE.surat_id)
    )
    return [(kiriman.surat, kiriman) for kiriman in db.session.scalars(pilih)]


def kiriman_surat(surat_id: int) -> KirimanTTE | None:
    """The way of one letter through the service, if it went there."""
    return db.session.get(KirimanTTE, surat_id)
