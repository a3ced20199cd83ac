"""Closing a year (K-BKU-04): the treasurer asks, the head closes, and the next year opens with what is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from smartkampung.akun.models import Penugasan
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.bku import galat
from smartkampung.keuangan.bku.tanda import BUKA, BULAN, SETUJUI, TUTUP, hitung_sidik, langkah_bulan, nomor_bulan
from smartkampung.keuangan.kas.bukukan import balikkan, catat_dokumen, kunci_kas
from smartkampung.keuangan.kas.bulan import bulan_buku
from smartkampung.keuangan.kas.models import (
    AWAL,
    BULAN_DISETUJUI,
    DIAJUKAN,
    DIBUKUKAN,
    DISETUJUI,
    DITUTUP,
    DIVERIFIKASI,
    DRAF,
    SETAHUN,
    SPJ,
    SPP,
    BulanBuku,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.kas.saldo import posisi, utang_pajak
from smartkampung.keuangan.langkah import KADES, KEUANGAN, Pelaku, pastikan_orang_lain, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.awal import IsiAwal, dokumen_awal, isi_dari, tulis_awal

BERJALAN = (DIAJUKAN, DIVERIFIKASI, DISETUJUI)


def syarat_tahun(tahun: int) -> list[str]:
    """What still stands in the way of closing a year (K-BKU-04)."""
    return list(_kurang(tahun))


def _kurang(tahun: int) -> Iterator[str]:
    ada, p = bulan_buku(tahun), posisi(tahun)
    buka = [Periode(tahun, b).nama for b in range(1, 13) if b not in ada]
    if buka:
        yield f"buku {buka[0]} belum ditutup" + (f" (dan {len(buka) - 1} bulan sesudahnya)" if len(buka) > 1 else "")
    if p.panjar:
        yield f"panjar {rupiah(p.panjar)} belum dipertanggungjawabkan"
    if p.tunai:
        yield f"kas tunai masih {rupiah(p.tunai)}, setorkan ke bank"
    d = DokumenKas
    kembali = db.and_(d.keadaan == DRAF, d.nomor.is_not(None))
    berjalan = db.session.scalar(db.select(db.func.count()).where(
        d.tahun == tahun, d.jenis.in_((SPP, SPJ)), db.or_(d.keadaan.in_(BERJALAN), kembali))) or 0  # fmt: skip
    if berjalan:
        yield f"{berjalan} SPP atau SPJ belum selesai; selesaikan, atau batalkan yang tidak jadi"


def isi_akhir(tahun: int) -> IsiAwal:
    """What the next year begins with: by account, SiLPA by source, taxes owed by kind and source (K-PJK-06)."""
    p = posisi(tahun)
    bank = {n: nilai for n, nilai in p.bank.items() if nilai}
    silpa = {s: nilai for s, nilai in p.silpa_sumber.items() if nilai}
    return IsiAwal(bank, p.tunai, silpa, utang_pajak(tahun))


def _pastikan_bisa(tahun: int) -> None:
    if db.session.get(BulanBuku, (tahun, SETAHUN)) is not None:
        raise galat.TahunSudahDitutup(tahun=tahun)
    kurang = syarat_tahun(tahun)
    if kurang:
        raise galat.TahunBelumBisaDitutup(tahun=tahun, sebab="; ".join(kurang))


def ajukan_tutup_tahun(tahun: int, *, oleh: Pelaku) -> None:
    """The treasurer says that the year is ready."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(tahun)
    _pastikan_bisa(tahun)
    tambah_langkah(BULAN, nomor_bulan(tahun, SETAHUN), TUTUP, DITUTUP, oleh=oleh, tugas=tugas)
    catat("keuangan.tahun_diajukan", oleh=oleh, apa=str(tahun))


def tutup_tahun(tahun: int, *, oleh: Pelaku) -> DokumenKas | None:
    """The head closes the year; answers the opening balance of the next one (None when nothing is left)."""
    tugas = pemegang(oleh, KADES)
    kunci_kas(tahun)
    kunci_kas(tahun + 1)
    _pastikan_bisa(tahun)
    if "keuangan" not in langkah_bulan(tahun, SETAHUN):
        raise galat.TahunBelumDiajukan(tahun=tahun)
    if hari_desa() < date(tahun + 1, 1, 1):
        raise galat.TahunBelumLewat(tahun=tahun, berikut=tahun + 1)
    pastikan_orang_lain(BULAN, nomor_bulan(tahun, SETAHUN), tugas, TUTUP)
    sidik = hitung_sidik(tahun, SETAHUN)
    db.session.add(BulanBuku(tahun=tahun, bulan=SETAHUN, keadaan=BULAN_DISETUJUI, sidik=sidik, catatan="",
                             pada=sekarang(), oleh=oleh.nama))  # fmt: skip
    db.session.flush()
    tambah_langkah(BULAN, nomor_bulan(tahun, SETAHUN), SETUJUI, BULAN_DISETUJUI, oleh=oleh, tugas=tugas)
    catat("keuangan.tahun_ditutup", oleh=oleh, apa=str(tahun), sidik=sidik[:16])
    return _buka_berikut(tahun, oleh, tugas)


def _buka_berikut(tahun: int, oleh: Pelaku, tugas: Penugasan) -> DokumenKas | None:
    """The opening balance of the next year; one that was typed before and says something else is replaced."""
    isi, ada = isi_akhir(tahun), dokumen_awal(tahun + 1)
    if ada is not None and isi_dari(ada) == isi:
        return ada
    dokumen = tulis_awal(tahun + 1, isi, oleh=oleh) if isi.bank or isi.silpa or isi.pajak else None
    if ada is not None:
        balikkan(ada, ada.tanggal, f"Diganti oleh penutupan tahun {tahun}", oleh=oleh, tugas=tugas)
    if dokumen is None:
        return None
    tambah_langkah("kas", dokumen.id, "bukukan", DIBUKUKAN, oleh=oleh, alasan=f"Dari penutupan tahun {tahun}")
    catat_dokumen("saldo_awal_dibukukan", dokumen, oleh=oleh)
    return dokumen


def bukti_lain(tahun: int) -> int:
    """How many vouchers a year has besides its opening balance and what reverses one."""
    d, induk = DokumenKas, db.aliased(DokumenKas)
    pilih = (
        db.select(db.func.count(d.id.distinct())).join(JurnalKas, JurnalKas.dokumen_id == d.id)
        .outerjoin(induk, induk.id == d.induk_id)
        .where(d.tahun == tahun, d.jenis != AWAL, db.or_(induk.id.is_(None), induk.jenis != AWAL))
    )  # fmt: skip
    return db.session.scalar(pilih) or 0


def buka_tahun(tahun: int, alasan: str, *, oleh: Pelaku) -> None:
    """Reopen a year while the next one holds nothing but its opening balance, which is reversed."""
    tugas = pemegang(oleh, KADES)
    kunci_kas(tahun)
    kunci_kas(tahun + 1)
    rapi = " ".join(alasan.split())[:300]
    if not rapi:
        raise galat.PerluAlasan()
    baris = db.session.get(BulanBuku, (tahun, SETAHUN), populate_existing=True)
    if baris is None:
        raise galat.TahunBelumDitutup(tahun=tahun)
    banyak = bukti_lain(tahun + 1)
    if banyak:
        raise galat.TahunBerikutBerjalan(tahun=tahun, berikut=tahun + 1, banyak=banyak)
    awal = dokumen_awal(tahun + 1)
    if awal is not None:
        balikkan(awal, awal.tanggal, rapi, oleh=oleh, tugas=tugas)
    db.session.delete(baris)
    db.session.flush()
    tambah_langkah(BULAN, nomor_bulan(tahun, SETAHUN), BUKA, DRAF, oleh=oleh, tugas=tugas, alasan=rapi)
    catat("keuangan.tahun_dibuka", oleh=oleh, apa=str(tahun), alasan=rapi)
