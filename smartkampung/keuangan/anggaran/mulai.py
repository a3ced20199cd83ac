"""Beginning the budget of a year: from another version, and with the kegiatan of the RKP Desa."""

from __future__ import annotations

from sqlalchemy import insert

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.keuangan.anggaran.isi import versi_terkini
from smartkampung.keuangan.anggaran.models import AWAL, RKP, KegiatanAnggaran, RencanaKegiatan, VersiAnggaran
from smartkampung.keuangan.anggaran.versi import buat_versi_awal, salin_isi
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.peristiwa import RKPDitetapkan

SALINAN = ("kode", "nama", "pagu", "pka_id", "lokasi", "keluaran", "volume", "satuan")


def mulai_anggaran(tahun: int, *, dari: VersiAnggaran | None, nolkan: bool, rkp: bool, oleh: Pelaku) -> VersiAnggaran:
    """A draft for a year: empty, or a copy of `dari`; with the kegiatan of the year's RKP Desa when asked."""
    versi = buat_versi_awal(tahun, oleh=oleh)
    if dari is not None:
        salin_isi(dari, versi, nolkan=nolkan)
        catat("keuangan.versi_disalin", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama, dari=dari.nama)
    if rkp:
        ambil_rkp(versi)
    return versi


def saat_rkp_ditetapkan(fakta: RKPDitetapkan) -> None:
    """The plan of a year was set: a first draft of its budget takes the kegiatan it lacks."""
    versi = versi_terkini(fakta.tahun)
    if versi is not None and versi.jenis == AWAL and versi.bisa_ditulis:
        ambil_rkp(versi)


def ambil_rkp(versi: VersiAnggaran) -> int:
    """Add the kegiatan of the RKP Desa that a draft lacks, set the pagu of those it has; answer how many are new."""
    pilih = db.select(RencanaKegiatan).filter_by(jenis=RKP, tahun=versi.tahun)
    rencana = {r.kode: r for r in db.session.scalars(pilih)}
    ada = {k.kode: k for k in db.session.scalars(db.select(KegiatanAnggaran).filter_by(versi_id=versi.id))}
    for kode in rencana.keys() & ada.keys():
        ada[kode].pagu = rencana[kode].pagu
    baru = [{k: getattr(r, k) for k in SALINAN} | {"versi_id": versi.id, "versi": 1}
            for kode, r in rencana.items() if kode not in ada]  # fmt: skip
    if baru:
        db.session.execute(insert(KegiatanAnggaran), baru)
    versi.catatan += 1
    db.session.flush()
    return len(baru)
