"""Money that moves without being earned or spent: STS of cash receipts, mutasi between till and accounts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.akun.models import Penugasan
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.hari_kerja import tempo_banyak
from smartkampung.keuangan.kas.bukukan import (
    Gerak,
    bukukan,
    catat_dokumen,
    dokumen_baru,
    koreksi,
    koreksi_dari,
    kunci_kas,
)
from smartkampung.keuangan.kas.bulan import pastikan_sesudah
from smartkampung.keuangan.kas.galat import MasihDipakai
from smartkampung.keuangan.kas.models import (
    AWAL,
    DI_BANK,
    DIBUKUKAN,
    KOREKSI,
    MUTASI,
    R_MUTASI,
    R_SISA,
    STS,
    TBP,
    TUNAI,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.dasar import MATI, ambil_rekening, peringatan_tunai
from smartkampung.keuangan.penerimaan.galat import KoreksiSaldoAwal, NilaiNol, TBPSudahDisetor, TidakAdaTBP, TujuanSama
from smartkampung.keuangan.penerimaan.rencana import tbp_berlaku


@dataclass(frozen=True)
class TunaiMenunggu:
    """A cash receipt that was not deposited, and until when it should be (K-KAS-03)."""

    dokumen: DokumenKas
    tenggat: date

    @property
    def lewat(self) -> bool:
        return self.tenggat < hari_desa()


def belum_disetor(tahun: int, sampai: date | None = None) -> list[TunaiMenunggu]:
    """The cash receipts of a year (of its days up to one) that wait for their deposit, oldest first.

    Rupiah have no name. What went to the bank without saying for which receipts (mutasi, imported STS) covers the
    oldest of those that waited that day. And no more can wait at the end of a day than lies in the till: what is
    beyond it was paid out in cash, and since the oldest money should have left first, the newest receipts stay on
    the list; the others are settled for good, whatever is drawn into the till later. A receipt waits whole or not at
    all; what of it is still in the till then goes to the bank by mutasi. Judged by what stands today, so that the list
    of a month that closes is a part of the list on the page.
    """
    menunggu = [x for x in _tbp_menunggu(tahun) if sampai is None or x.tanggal <= sampai]
    hari = int(aturan_tahun(tahun).angka("setor_tunai_hari") or 1)
    tenggat = tempo_banyak((x.tanggal for x in menunggu), hari)
    return [TunaiMenunggu(x, tenggat[x.tanggal]) for x in menunggu]


def _tbp_menunggu(tahun: int) -> list[DokumenKas]:
    tbp, antre, jumlah, dibawa = deque(_tbp_tanpa_sts(tahun)), deque[DokumenKas](), NOL, NOL
    for hari, tunai, ke_bank in _hari_tunai(tahun):
        while tbp and tbp[0].tanggal <= hari:
            antre.append(tbp.popleft())
            jumlah += antre[-1].nilai
        dibawa += ke_bank  # with what was brought before and did not make up a whole receipt
        while antre and (antre[0].nilai <= dibawa or jumlah > tunai):
            lunas = antre.popleft()
            jumlah, dibawa = jumlah - lunas.nilai, max(dibawa - lunas.nilai, NOL)
        dibawa = dibawa if antre else NOL  # the rest was other money of the till
    return [*antre, *tbp]


def _tbp_tanpa_sts(tahun: int) -> Sequence[DokumenKas]:
    """The cash receipts that no STS names, oldest first; what came back of an advance is no receipt of the village."""
    d, balik = db.aliased(DokumenKas), db.aliased(DokumenKas)
    dibalik = db.exists().where(balik.induk_id == d.id, balik.jenis == KOREKSI)
    disetor = db.select(BarisDokumen.bukti_nomor).join(d, d.id == BarisDokumen.dokumen_id).where(
        d.tahun == tahun, d.jenis == STS, d.keadaan == DIBUKUKAN, ~dibalik)  # fmt: skip
    kembali = db.exists().where(JurnalKas.dokumen_id == DokumenKas.id, JurnalKas.jenis == R_SISA)
    pilih = db.select(DokumenKas).where(DokumenKas.tahun == tahun, DokumenKas.media == TUNAI, *tbp_berlaku(),  # type: ignore[arg-type]
                                        DokumenKas.nomor_teks.not_in(disetor), ~kembali)  # fmt: skip
    return db.session.scalars(pilih.order_by(DokumenKas.tanggal, DokumenKas.id)).all()


def _hari_tunai(tahun: int) -> Iterator[tuple[date, Decimal, Decimal]]:
    """The days the till moved: what it held at the end, what was brought to the bank without naming receipts.

    Documents that were reversed are left out with their reversals, as if they had never been.
    """
    d, j, balik = DokumenKas, JurnalKas, db.aliased(DokumenKas)
    dibalik = db.exists().where(balik.induk_id == d.id, balik.jenis == KOREKSI)
    rinci = db.exists().where(BarisDokumen.dokumen_id == d.id, BarisDokumen.bukti_nomor != "")
    ke_bank = db.func.sum(db.case((db.and_(j.jenis == R_MUTASI, ~rinci), j.keluar), else_=NOL))
    pilih = (
        db.select(j.tanggal, db.func.sum(j.masuk), db.func.sum(j.keluar), ke_bank)
        .join(d, d.id == j.dokumen_id)
        .where(j.tahun == tahun, j.media == TUNAI, d.jenis != KOREKSI, ~dibalik)
        .group_by(j.tanggal)
        .order_by(j.tanggal)
    )
    saldo = NOL
    for hari, masuk, keluar, dibawa in db.session.execute(pilih):
        saldo += masuk - keluar
        yield hari, saldo, dibawa


def tunai_terlambat(tahun: int, sampai: date | None = None) -> list[TunaiMenunggu]:
    """K-KAS-03: those whose day has passed; empty when the rule is switched off."""
    if aturan_tahun(tahun).sikap("K-KAS-03") == MATI:
        return []
    return [t for t in belum_disetor(tahun, sampai) if t.lewat]


def setorkan(tanggal: date, tbp: Sequence[int], rekening_id: int | None, uraian: str = "", *,
             oleh: Pelaku) -> DokumenKas:  # fmt: skip
    """Deposit these cash receipts into an account (STS)."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(tanggal.year)
    menunggu = {t.dokumen.id: t.dokumen for t in belum_disetor(tanggal.year)}
    if not tbp:
        raise TidakAdaTBP()
    for nomor in tbp:
        if nomor not in menunggu:
            lain = db.session.get(DokumenKas, nomor)
            raise TBPSudahDisetor(nomor=lain.sebutan if lain else f"TBP {nomor}")
    pilih = [menunggu[n] for n in dict.fromkeys(tbp)]
    rekening = ambil_rekening(rekening_id)
    dokumen = dokumen_baru(STS, tanggal, oleh=oleh, nilai=sum((t.nilai for t in pilih), NOL), media=TUNAI,
                           tujuan_id=rekening.id,
                           uraian=(uraian or f"Setoran {len(pilih)} TBP ke {rekening.sebutan}")[:300])  # fmt: skip
    for urut, t in enumerate(pilih, start=1):
        db.session.add(BarisDokumen(dokumen_id=dokumen.id, urut=urut, uraian=t.uraian, nilai=t.nilai,
                                    bukti_nomor=t.nomor_teks or "", bukti_tanggal=t.tanggal,
                                    pihak_nama=t.pihak_nama))  # fmt: skip
    for t in pilih:
        pastikan_sesudah(tanggal, t)
    return _pindahkan(dokumen, None, rekening.id, tugas, oleh=oleh)


def mutasi(tanggal: date, nilai: Decimal, dari: int | None, ke: int | None, uraian: str, *, oleh: Pelaku) -> DokumenKas:
    """Move money between till and accounts; None stands for the till."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(tanggal.year)
    if nilai <= 0:
        raise NilaiNol()
    if dari == ke:
        raise TujuanSama()
    asal, tujuan = (ambil_rekening(r) if r else None for r in (dari, ke))
    dokumen = dokumen_baru(
        MUTASI, tanggal, oleh=oleh, nilai=nilai, media=DI_BANK if asal else TUNAI, uraian=uraian[:300],
        rekening_id=asal.id if asal else None, tujuan_id=tujuan.id if tujuan else None)  # fmt: skip
    return _pindahkan(dokumen, dari, ke, tugas, oleh=oleh)


def _pindahkan(dokumen: DokumenKas, dari: int | None, ke: int | None, tugas: Penugasan, *, oleh: Pelaku) -> DokumenKas:
    sisi = [(DI_BANK if r else TUNAI, r) for r in (dari, ke)]
    bukukan(dokumen, [Gerak(R_MUTASI, sisi[0][0], keluar=dokumen.nilai, rekening_id=dari),
                      Gerak(R_MUTASI, sisi[1][0], masuk=dokumen.nilai, rekening_id=ke)], oleh=oleh)  # fmt: skip
    catatan = "" if ke else peringatan_tunai(dokumen.tahun, dokumen.tanggal)
    tambah_langkah("kas", dokumen.id, "bukukan", DIBUKUKAN, oleh=oleh, tugas=tugas, alasan=catatan)
    catat_dokumen("kas_dipindah", dokumen, oleh=oleh)
    return dokumen


def koreksi_bukti(dokumen: DokumenKas, tanggal: date, alasan: str, *, oleh: Pelaku) -> DokumenKas:
    """Reverse a voucher; a cash receipt that was deposited waits for its STS to be reversed first."""
    if dokumen.jenis == AWAL:
        raise KoreksiSaldoAwal(tahun=dokumen.tahun)
    if dokumen.jenis == TBP and dokumen.media == TUNAI and dokumen.nomor_teks:
        kunci_kas(dokumen.tahun)
        pilih = db.select(DokumenKas).join(BarisDokumen, BarisDokumen.dokumen_id == DokumenKas.id).where(
            DokumenKas.tahun == dokumen.tahun, DokumenKas.jenis == STS, DokumenKas.keadaan == DIBUKUKAN,
            BarisDokumen.bukti_nomor == dokumen.nomor_teks)  # fmt: skip
        for sts in db.session.scalars(pilih):
            if koreksi_dari(sts) is None:
                raise MasihDipakai(nama=dokumen.sebutan, lain=sts.sebutan)
    return koreksi(dokumen, tanggal, alasan, oleh=oleh)
