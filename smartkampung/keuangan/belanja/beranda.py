"""What spending brings to the home page, the badge, and the search box."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.sorotan import Hal, Temuan
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.belanja.panjar import PanjarTerbuka, daftar_panjar
from smartkampung.keuangan.belanja.queries import giliran
from smartkampung.keuangan.kas.models import DRAF, SPJ, SPP, DokumenKas
from smartkampung.keuangan.langkah import Pelaku

BANYAK = 20
_KATA = {"diajukan": "Verifikasi", "diverifikasi": "Setujui", "disetujui": "Cairkan"}


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """SPP and SPJ for this user's step (one entry per state), returned drafts and open advances of this PKA."""
    hasil: list[Hal] = []
    for keadaan, jenis in giliran(pengguna):
        d = DokumenKas
        pilih = db.select(db.func.count(), db.func.min(d.dibuat_pada), db.func.sum(d.nilai)).where(
            d.keadaan == keadaan, d.jenis.in_(jenis))  # fmt: skip
        banyak, sejak, nilai = db.session.execute(pilih).one()
        if banyak:
            isi = ngettext("%(num)s dokumen", "%(num)s dokumen", banyak)
            hasil.append(Hal(_("SPP"), isi, rupiah(nilai), url_for("langkah_spp.daftar"), _KATA[keadaan], sejak))
    if pengguna.punya_izin("keuangan.susun"):
        hasil += _draf(pengguna) + [_panjar(p) for p in daftar_panjar(hari_desa().year) if p.pka_id == pengguna.id]
    if pengguna.punya_izin("keuangan.bendahara"):
        hasil += _lewat()
    return hasil


def _lewat() -> list[Hal]:
    """The overdue advances of the year as one entry: somebody has to ask for them."""
    lewat = [p for p in daftar_panjar(hari_desa().year) if p.lewat]
    if not lewat:
        return []
    isi = ngettext("%(num)s panjar lewat waktu", "%(num)s panjar lewat waktu", len(lewat))
    akhir = datetime.combine(lewat[0].tenggat + timedelta(days=1), time(0), tzinfo=zona())
    mulai = datetime.combine(lewat[0].cair, time(0), tzinfo=zona())
    return [Hal(_("SPJ"), isi, rupiah(sum((p.terbuka for p in lewat), NOL)), url_for("spj.panjar"), _("Lihat"), mulai,
                akhir)]  # fmt: skip


def _draf(pengguna: Pelaku) -> list[Hal]:
    d = DokumenKas
    pilih = db.select(d).where(d.jenis.in_((SPP, SPJ)), d.keadaan == DRAF, d.pka_id == pengguna.id)
    return [Hal(x.sebutan, x.uraian, _("dikembalikan: %(a)s", a=x.alasan) if x.alasan else _("draf belum diajukan"),
                url_for("spj.lihat", spj_id=x.id) if x.jenis == SPJ else url_for("spp.lihat", spp_id=x.id), _("Buka"),
                x.dibuat_pada)
            for x in db.session.scalars(pilih.order_by(d.dibuat_pada).limit(BANYAK))]  # fmt: skip


def _panjar(p: PanjarTerbuka) -> Hal:
    akhir = datetime.combine(p.tenggat + timedelta(days=1), time(0), tzinfo=zona())
    mulai = datetime.combine(p.cair, time(0), tzinfo=zona())
    return Hal(_("SPJ %(d)s", d=p.nomor), p.uraian, _("panjar %(n)s", n=rupiah(p.terbuka)),
               url_for("spp.lihat", spp_id=p.spp_id), _("Pertanggungjawabkan"), mulai, akhir)  # fmt: skip


def hitung_menunggu(pengguna: Pelaku) -> int:
    """The badge: documents that wait for this user's step."""
    hasil = 0
    for keadaan, jenis in giliran(pengguna):
        hasil += db.session.scalar(db.select(db.func.count()).select_from(DokumenKas).where(
            DokumenKas.keadaan == keadaan, DokumenKas.jenis.in_(jenis))) or 0  # fmt: skip
    return hasil


def cari(pengguna: Pelaku, teks: str) -> list[Temuan]:
    """SPP by number, purpose or payee."""
    rapi = " ".join(teks.split())[:80]
    if not pengguna.punya_izin("keuangan.lihat") or len(rapi) < 3:
        return []
    d = DokumenKas
    cocok = db.or_(*(k.icontains(rapi, autoescape=True) for k in (d.nomor_teks, d.uraian, d.pihak_nama)))
    pilih = db.select(d).where(d.jenis == SPP, cocok).order_by(d.id.desc()).limit(5)
    return [Temuan(_("SPP"), x.sebutan, f"{x.uraian} · {rupiah(x.nilai)}", url_for("spp.lihat", spp_id=x.id))
            for x in db.session.scalars(pilih)]  # fmt: skip
