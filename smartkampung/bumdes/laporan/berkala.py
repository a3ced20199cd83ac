"""Semester and annual reports: composed, submitted as one fixed PDF, reviewed, approved, decided by the Musdes."""

from __future__ import annotations

from datetime import date
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, boleh, pastikan
from smartkampung.bumdes.galat import BukanMilikAnda, IsianSalah
from smartkampung.bumdes.laporan.models import (
    DIAJUKAN,
    DISETUJUI,
    DITELAAH,
    DRAF,
    SELESAI,
    SEMESTER1,
    SEMESTER2,
    TAHUNAN,
    LaporanBerkala,
    TandaLaporan,
)
from smartkampung.bumdes.lembaga.models import DIREKTUR, PENASIHAT, PENGAWAS, Bumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_hasil
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang, tanggal_panjang


def tenggat(bumdes: Bumdes, tahun: int, jenis: str) -> date:
    """The day a report is due by AD/ART; a day that a month lacks is its last."""
    teks = {SEMESTER1: bumdes.tenggat_semester1, SEMESTER2: bumdes.tenggat_semester2,
            TAHUNAN: bumdes.tenggat_tahunan}[jenis]  # fmt: skip
    bulan, hari = (int(x) for x in teks.split("-"))
    kapan = tahun if jenis == SEMESTER1 and bulan > 6 else tahun + 1
    while True:
        try:
            return date(kapan, bulan, hari)
        except ValueError:
            hari -= 1


def siapkan(bumdes: Bumdes, tahun: int, jenis: str, *, oleh: Pelaku) -> LaporanBerkala:
    """The report of a period, begun when it is not there yet."""
    pastikan(oleh, "bumdes.lapor", bumdes.id)
    ada = db.session.scalar(db.select(LaporanBerkala).filter_by(bumdes_id=bumdes.id, tahun=tahun, jenis=jenis))
    if ada is None:
        ada = LaporanBerkala(bumdes_id=bumdes.id, tahun=tahun, jenis=jenis, keadaan=DRAF, dibuat_pada=sekarang(),
                             tenggat=tenggat(bumdes, tahun, jenis))  # fmt: skip
        if ada.masa[1] >= hari_desa() or ada.masa[1] < bumdes.mulai_buku:
            raise IsianSalah(apa=f"Masa laporan ini baru selesai {tanggal_panjang(ada.masa[1])}.")
        db.session.add(ada)
        db.session.flush()
        catat("bumdes.laporan_disusun", oleh=oleh if oleh.id else None, objek=("laporan_berkala", ada.id),
              laporan=ada.judul)  # fmt: skip
    return ada


def tulis(laporan: LaporanBerkala, jalannya: str, masalah: str, rencana: str, *, oleh: Pelaku) -> None:
    """The words beside the figures, while it is being composed."""
    pastikan(oleh, "bumdes.lapor", laporan.bumdes_id)
    _pastikan(laporan, DRAF)
    laporan.jalannya, laporan.masalah, laporan.rencana = jalannya, masalah, rencana
    db.session.flush()


def ajukan(laporan: LaporanBerkala, pdf: bytes, *, oleh: Pelaku) -> None:
    """Submit it to the pengawas as one PDF that no later journal changes."""
    pastikan(oleh, "bumdes.lapor", laporan.bumdes_id)
    _pastikan(laporan, DRAF)
    if not laporan.jalannya:
        raise IsianSalah(apa="Tulis dulu jalannya usaha pada masa ini.", medan="jalannya")
    laporan.berkas = simpan_hasil(pdf, f"{laporan.jenis}-{laporan.tahun}.pdf", "application/pdf")
    _tanda(laporan, DIREKTUR, "ajukan", DIAJUKAN, "", oleh)


def telaah(laporan: LaporanBerkala, catatan: str, *, oleh: Pelaku, terima: bool = True) -> None:
    """The pengawas has read it: passes it on, or sends it back with a reason."""
    _boleh_tanda(laporan, "bumdes.periksa", oleh)
    _putus(laporan, DIAJUKAN, DITELAAH, PENGAWAS, "telaah", catatan, oleh, terima)


def setujui(laporan: LaporanBerkala, catatan: str, *, oleh: Pelaku, terima: bool = True) -> None:
    """The penasihat approves it, or sends it back; a semester report ends here."""
    _boleh_tanda(laporan, "bumdes.tanda_penasihat", oleh)
    sesudah = DISETUJUI if laporan.jenis == TAHUNAN else SELESAI
    _putus(laporan, DITELAAH, sesudah, PENASIHAT, "setujui", catatan, oleh, terima)


def _boleh_tanda(laporan: LaporanBerkala, izin: str, oleh: Pelaku) -> None:
    """The head of the village is penasihat by office; others by their appointment. Nobody signs his own report."""
    if not oleh.punya_izin(izin):
        raise BukanMilikAnda()
    ex_officio = izin == "bumdes.tanda_penasihat" and oleh.punya_izin("bumdes.lihat_semua")
    if not ex_officio and not boleh(oleh, izin, laporan.bumdes_id):
        raise BukanMilikAnda()
    if any(t.oleh_id == oleh.id and t.tindakan == "ajukan" for t in laporan.tanda):
        raise IsianSalah(apa="Yang mengajukan tidak dapat menelaah atau menyetujui laporannya sendiri.")


def _putus(laporan: LaporanBerkala, dari: str, ke: str, jabatan: str, tindakan: str, catatan: str, oleh: Pelaku,
           terima: bool) -> None:  # fmt: skip
    _pastikan(laporan, dari)
    if terima:
        _tanda(laporan, jabatan, tindakan, ke, catatan, oleh)
        return
    if not catatan:
        raise IsianSalah(apa="Tulis alasan pengembaliannya.", medan="catatan")
    laporan.berkas = None
    _tanda(laporan, jabatan, "kembalikan", DRAF, catatan, oleh)


def putuskan_musdes(laporan: LaporanBerkala, nomor: str, tanggal: date, putusan: str, *, oleh: Pelaku) -> None:
    """What the Musyawarah Desa decided about an annual report."""
    pastikan(oleh, "bumdes.lapor", laporan.bumdes_id)
    _pastikan(laporan, DISETUJUI)
    if not laporan.masa[1] < tanggal <= hari_desa():
        raise IsianSalah(apa="Tanggal Musdes harus sesudah tahun laporan dan paling lambat hari ini.", medan="tanggal")
    laporan.musdes_nomor, laporan.musdes_tanggal, laporan.musdes_putusan = nomor, tanggal, putusan
    _tanda(laporan, DIREKTUR, "musdes", SELESAI, nomor, oleh)


def _pastikan(laporan: LaporanBerkala, keadaan: str) -> None:
    db.session.refresh(laporan, with_for_update=True)
    if laporan.keadaan != keadaan:
        raise Bentrok()


def _tanda(laporan: LaporanBerkala, jabatan: str, tindakan: str, keadaan: str, catatan: str, oleh: Pelaku) -> None:
    laporan.keadaan = keadaan
    db.session.add(TandaLaporan(laporan_id=laporan.id, jabatan=jabatan, tindakan=tindakan, catatan=catatan,
                                oleh_id=oleh.id, oleh=oleh.nama, pada=sekarang()))  # fmt: skip
    db.session.flush()
    db.session.expire(laporan, ["tanda"])
    catat("bumdes.laporan_ditandai", oleh=oleh, objek=("laporan_berkala", laporan.id), laporan=laporan.judul,
          tindakan=tindakan)  # fmt: skip


def daftar(bumdes: Bumdes) -> list[LaporanBerkala]:
    """All reports, newest first."""
    return list(db.session.scalars(db.select(LaporanBerkala).filter_by(bumdes_id=bumdes.id).order_by(
        LaporanBerkala.tahun.desc(), LaporanBerkala.jenis.desc())))  # fmt: skip


def belum_disusun(bumdes: Bumdes) -> list[tuple[int, str, date]]:
    """(year, kind, due day) of the periods that are over and have no report, oldest first."""
    hari, ada = hari_desa(), {(x.tahun, x.jenis) for x in daftar(bumdes)}
    hasil: list[Any] = []
    for tahun in range(bumdes.mulai_buku.year, hari.year + 1):
        for jenis, akhir in ((SEMESTER1, date(tahun, 6, 30)), (SEMESTER2, date(tahun, 12, 31)),
                             (TAHUNAN, date(tahun, 12, 31))):  # fmt: skip
            if bumdes.mulai_buku <= akhir < hari and (tahun, jenis) not in ada:
                hasil.append((tahun, jenis, tenggat(bumdes, tahun, jenis)))
    return hasil
