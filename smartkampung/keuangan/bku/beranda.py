"""What waits on the home page about cash: months to close, verify, approve; taxes due; cash to bring to the bank."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _

from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.sorotan import Hal, Temuan
from smartkampung.inti.tanggal import Periode, tanggal_pendek
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.bku.tanda import langkah_bulan
from smartkampung.keuangan.kas.bulan import bulan_buku
from smartkampung.keuangan.kas.models import (
    BULAN_DIVERIFIKASI,
    DITUTUP,
    NAMA_DOKUMEN,
    SETAHUN,
    SPJ,
    SPP,
    BulanBuku,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.penerimaan.pindah import belum_disetor
from smartkampung.keuangan.setor.utang import pungutan_tahun, terutang

LAPOR = 10  # the books of a month are reported on the 10th of the next (Permendagri 20/2018 Ps 67 [M])
DEKAT = timedelta(days=7)


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """By role: the treasurer's closing, taxes and cash; what the secretary verifies; what the head approves."""
    hasil: list[Hal] = []
    if pengguna.punya_izin("keuangan.verifikasi"):
        hasil += _giliran(DITUTUP, _("Verifikasi"))
    if pengguna.punya_izin("keuangan.setujui"):
        hasil += _giliran(BULAN_DIVERIFIKASI, _("Setujui")) + _tahun()
    if pengguna.punya_izin("keuangan.bendahara"):
        hari = hari_desa()
        hasil += ingat(("keuangan.kas_menunggu", hari), lambda: [*_tutup(hari), *_pajak(hari), *_tunai(hari)])
    return hasil


def _saat(hari: date) -> datetime:
    return datetime.combine(hari, time(0), tzinfo=zona())


def _giliran(keadaan: str, kata: str) -> list[Hal]:
    pilih = db.select(BulanBuku).filter_by(keadaan=keadaan).where(BulanBuku.bulan != SETAHUN)
    return [Hal(_("Tutup buku"), Periode(b.tahun, b.bulan).nama, _("oleh %(n)s", n=b.oleh),
                url_for("tutup_buku.bulan", tahun=b.tahun, bulan=b.bulan), kata, b.pada)
            for b in db.session.scalars(pilih.order_by(BulanBuku.tahun, BulanBuku.bulan))]  # fmt: skip


def _tahun() -> list[Hal]:
    tahun = hari_desa().year - 1
    langkah = langkah_bulan(tahun, SETAHUN).get("keuangan")
    if langkah is None or SETAHUN in bulan_buku(tahun):
        return []
    return [Hal(_("Tutup tahun"), str(tahun), _("diajukan %(n)s", n=langkah.oleh_nama),
                url_for("tutup_buku.daftar", tahun=tahun), _("Tutup"), langkah.pada)]  # fmt: skip


def _tutup(hari: date) -> list[Hal]:
    """The first month that is over and open, in the years that have books."""
    for tahun in (hari.year - 1, hari.year):
        if not db.session.scalar(db.select(JurnalKas.id).filter_by(tahun=tahun).limit(1)):
            continue
        ada = bulan_buku(tahun)
        terbuka = [] if SETAHUN in ada else [b for b in range(1, 13) if b not in ada]
        if terbuka and (p := Periode(tahun, terbuka[0])).akhir < hari:
            tenggat = p.sesudah().awal + timedelta(days=LAPOR)
            return [Hal(_("Tutup buku"), p.nama, _("belum ditutup"),
                        url_for("tutup_buku.bulan", tahun=p.tahun, bulan=p.bulan), _("Periksa"), _saat(p.akhir),
                        _saat(tenggat))]  # fmt: skip
    return []


def _pajak(hari: date) -> list[Hal]:
    """Taxes that are overdue or due within a week."""
    return [Hal(_("Setor %(k)s", k=t.kode), t.masa.nama, rupiah(t.nilai),
                url_for("pajak_desa.setor", kode=t.kode, masa=t.masa.kode), _("Setor"), _saat(t.masa.akhir),
                _saat(t.hari_setor + timedelta(days=1)))
            for t in terutang(pungutan_tahun(hari.year)) if t.hari_setor - DEKAT <= hari]  # fmt: skip


def _tunai(hari: date) -> list[Hal]:
    semua = belum_disetor(hari.year)
    if not semua:
        return []
    jumlah = sum((t.dokumen.nilai for t in semua), NOL)
    return [Hal(_("Setor tunai"), _("%(n)s TBP", n=len(semua)), rupiah(jumlah),
                url_for("penerimaan.sts", tahun=hari.year), _("Setor"), _saat(semua[0].dokumen.tanggal),
                _saat(semua[0].tenggat + timedelta(days=1)))]  # fmt: skip


def cari(pengguna: Pelaku, teks: str) -> list[Temuan]:
    """Vouchers of the treasurer by number or NTPN; SPP and SPJ are found by the area that makes them."""
    rapi = "".join(teks.split())[:60].replace("%", "").replace("_", "")
    if not pengguna.punya_izin("keuangan.lihat") or len(rapi) < 4 or not any(c.isdigit() for c in rapi):
        return []
    d = DokumenKas
    cocok = db.or_(d.nomor_teks.ilike(f"{rapi}%"), d.ntpn == rapi.upper())
    pilih = db.select(d).where(d.jenis.not_in((SPP, SPJ)), cocok)
    return [Temuan(NAMA_DOKUMEN[x.jenis], x.sebutan, f"{tanggal_pendek(x.tanggal)} · {x.uraian}",
                   url_for("kas.lihat", dokumen_id=x.id))
            for x in db.session.scalars(pilih.order_by(d.id.desc()).limit(5))]  # fmt: skip
