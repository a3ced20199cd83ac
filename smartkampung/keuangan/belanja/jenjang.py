"""The chain over an SPP: handed in, verified, approved; sent back with a reason, or voided (K-SPP-01, K-ROL-01 to 04).

The number is given when it is first handed in, and stays when it comes back or is voided (K-BKU-01).
"""

from __future__ import annotations

from smartkampung.akun.models import Penugasan
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.belanja import lampiran
from smartkampung.keuangan.belanja.aturan import Langgar, pastikan, pastikan_daftar_blt, simpan_peringatan
from smartkampung.keuangan.belanja.galat import PerluAlasan, PerluSPTB, SPPTerkunci
from smartkampung.keuangan.belanja.spp import baris_dokumen, hitung_ulang, milik, pastikan_pka
from smartkampung.keuangan.kas.bukukan import catat_dokumen, kunci_dokumen, kunci_kas
from smartkampung.keuangan.kas.bulan import pastikan_tahun_dibuka, pastikan_tanggal, pastikan_terbuka
from smartkampung.keuangan.kas.models import (
    DEFINITIF,
    DIAJUKAN,
    DIBATALKAN,
    DISETUJUI,
    DIVERIFIKASI,
    DRAF,
    SPP,
    DokumenKas,
)
from smartkampung.keuangan.kas.nomor import beri_nomor
from smartkampung.keuangan.langkah import KADES, PKA, SEKDES, Pelaku, pastikan_orang_lain, pemegang, tambah_langkah

AJUKAN, VERIFIKASI, SETUJUI, TOLAK, BATALKAN = "ajukan", "verifikasi", "setujui", "tolak", "batalkan"
RANTAI = (AJUKAN, VERIFIKASI, SETUJUI)


def ajukan(spp: DokumenKas, *, oleh: Pelaku, sptb: bool = False) -> list[Langgar]:
    """The PKA hands an SPP in; a definitif one with the statement of responsibility. Answers what is warned about."""
    kunci_kas(spp.tahun)
    kunci_dokumen(spp, DRAF)
    pastikan_pka(spp.tahun, spp.kegiatan, oleh)
    pastikan_tanggal(spp.tahun, spp.tanggal)
    pastikan_tahun_dibuka(spp.tahun)
    pastikan_terbuka(spp.tahun, spp.tanggal)
    if spp.cara == DEFINITIF and not sptb:
        raise PerluSPTB()
    lampiran.pastikan_lengkap(spp)
    hitung_ulang(spp)
    pastikan_daftar_blt(spp)
    waspada = pastikan(spp, baris_dokumen(spp))
    beri_nomor(spp)
    spp.alasan = ""
    maju(spp, AJUKAN, DIAJUKAN, oleh=oleh, tugas=pemegang(oleh, PKA))
    simpan_peringatan(spp, waspada, oleh=oleh)
    return waspada


def verifikasi(dokumen: DokumenKas, *, oleh: Pelaku) -> None:
    """The secretary has checked papers, sums and funds."""
    kunci_kas(dokumen.tahun)
    kunci_dokumen(dokumen, DIAJUKAN)
    tugas = pastikan_berhak(dokumen, oleh, SEKDES)
    if dokumen.jenis == SPP:
        pastikan(dokumen, baris_dokumen(dokumen))
    maju(dokumen, VERIFIKASI, DIVERIFIKASI, oleh=oleh, tugas=tugas)


def setujui(dokumen: DokumenKas, *, oleh: Pelaku) -> None:
    """The head approves what was verified."""
    kunci_kas(dokumen.tahun)
    kunci_dokumen(dokumen, DIVERIFIKASI)
    tugas = pastikan_berhak(dokumen, oleh, KADES)
    pastikan(dokumen, baris_dokumen(dokumen))
    maju(dokumen, SETUJUI, DISETUJUI, oleh=oleh, tugas=tugas)


def tolak(dokumen: DokumenKas, alasan: str, *, oleh: Pelaku) -> None:
    """Send it back to its author: the secretary what was handed in, the head what was verified."""
    rapi = _alasan(alasan)
    kunci_dokumen(dokumen, DIAJUKAN, DIVERIFIKASI)
    tugas = pastikan_berhak(dokumen, oleh, SEKDES if dokumen.keadaan == DIAJUKAN else KADES)
    dokumen.alasan = rapi
    maju(dokumen, TOLAK, DRAF, oleh=oleh, tugas=tugas, alasan=rapi)


def batalkan(spp: DokumenKas, alasan: str, *, oleh: Pelaku) -> None:
    """Void an SPP that was not paid: by its PKA, or by the head. Its number stays and is never used again."""
    rapi = _alasan(alasan)
    kunci_dokumen(spp, DRAF, DIAJUKAN, DIVERIFIKASI, DISETUJUI)
    tugas = pemegang(oleh, PKA, KADES)
    if spp.nomor is None or (tugas.peran == PKA and not milik(spp, oleh)):
        raise SPPTerkunci(nama=spp.sebutan, keadaan="bukan milik Anda atau belum bernomor; hapus drafnya")
    spp.alasan = rapi
    maju(spp, BATALKAN, DIBATALKAN, oleh=oleh, tugas=tugas, alasan=rapi)


def _alasan(alasan: str) -> str:
    rapi = " ".join(alasan.split())[:300]
    if not rapi:
        raise PerluAlasan()
    return rapi


def pastikan_berhak(dokumen: DokumenKas, oleh: Pelaku, peran: str) -> Penugasan:
    """The assignment for a step: a holder of the role who did no other step of this chain (K-ROL-01, 02, 04)."""
    tugas = pemegang(oleh, peran)
    pastikan_orang_lain("kas", dokumen.id, tugas, *RANTAI)
    return tugas


def maju(dokumen: DokumenKas, tindakan: str, ke: str, *, oleh: Pelaku, tugas: Penugasan, alasan: str = "") -> None:
    """Write one step: the state, the history, the audit log."""
    dokumen.keadaan = ke
    dokumen.versi += 1
    tambah_langkah("kas", dokumen.id, tindakan, ke, oleh=oleh, tugas=tugas, alasan=alasan)
    if alasan:
        catat_dokumen(f"kas_{tindakan}", dokumen, oleh=oleh, alasan=alasan)
    else:
        catat_dokumen(f"kas_{tindakan}", dokumen, oleh=oleh)


def kunci_bersih(dokumen: DokumenKas) -> None:
    """Freeze a document that is done: the database refuses any later change of it and its lines."""
    dokumen.terkunci_pada = sekarang()
