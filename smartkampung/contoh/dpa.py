"""DPA and RAK of the invented village: approved for the years in force, and a few on their way after the change."""

from __future__ import annotations

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.anggaran.isi import tahun_anggaran, versi_berlaku
from smartkampung.keuangan.dpa import jenjang, rak, services
from smartkampung.keuangan.dpa.bulan import sebar
from smartkampung.keuangan.dpa.models import DPA, DRAF
from smartkampung.keuangan.dpa.queries import dpa_tahun, sasaran
from smartkampung.keuangan.dpa.tenggat import tahapan


def isi_dpa_lama(bahan: Bahan) -> None:
    """Every year whose budget is in force and has no DPA yet: all approved, and the RAK over them."""
    with transaksi():
        for tahun in sorted(tahun_anggaran()):
            if versi_berlaku(tahun) is not None and not dpa_tahun(tahun):
                _setujui_semua(tahun)
                _rak(tahun)


def isi_dpa_kini(bahan: Bahan) -> None:
    """Today: a new year's DPA; after the change one DPPA sent back, the others to be approved, and a RAK begun."""
    isi_dpa_lama(bahan)
    tahun = bahan.hari.year
    with transaksi():
        if versi_berlaku(tahun) is None:
            return
        services.siapkan(tahun, oleh=pengguna("sekdes"))
        draf = [d for d in dpa_tahun(tahun) if d.keadaan == DRAF]
        for n, satu in enumerate(draf):
            services.ajukan(satu, oleh=pengguna("kasi"))
            if n:
                jenjang.verifikasi(satu, oleh=pengguna("sekdes"))
            else:
                jenjang.tolak(satu, "Sesuaikan dengan jadwal pemasangan pipa.", oleh=pengguna("sekdes"))
        if draf:
            rak.susun(tahun, oleh=pengguna("keuangan"))


def _setujui_semua(tahun: int) -> None:
    services.siapkan(tahun, oleh=pengguna("sekdes"))
    target, kasi, sekdes, kades = sasaran(tahun), *(pengguna(n) for n in ("kasi", "sekdes", "kades"))
    for satu in db.session.scalars(db.select(DPA).filter_by(tahun=tahun, keadaan=DRAF).order_by(DPA.kegiatan)):
        services.ajukan(satu, oleh=kasi, target=target)
        jenjang.verifikasi(satu, oleh=sekdes)
        services.setujui(satu, oleh=kades, target=target)


def _rak(tahun: int) -> None:
    keuangan = pengguna("keuangan")
    satu = rak.susun(tahun, oleh=keuangan)
    dana_desa = next(t for t in tahapan(tahun) if t.kode == "dds-60-40")
    bulan = {b.id: sebar(b.nilai, dana_desa.bobot) for b in rak.baris_rak(satu) if b.sumber_dana == "DDS"
             and b.rekening.startswith("4")}  # fmt: skip
    rak.simpan(satu, bulan, "", satu.versi, oleh=keuangan)
    catatan = "Kekurangan kas awal tahun ditutup SiLPA." if rak.arus_kas(satu).minus else ""
    rak.simpan(satu, {}, catatan, satu.versi, oleh=keuangan)
    rak.ajukan(satu, oleh=keuangan)
    jenjang.verifikasi(satu, oleh=pengguna("sekdes"))
    rak.setujui(satu, oleh=pengguna("kades"))
