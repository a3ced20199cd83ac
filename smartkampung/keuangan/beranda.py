"""What DPA and RAK bring to the home page, the badge, and the search box."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.sorotan import Angka, Hal, Temuan
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_berlaku
from smartkampung.keuangan.anggaran.models import KegiatanAnggaran, VersiAnggaran
from smartkampung.keuangan.dpa.models import DIAJUKAN, DIVERIFIKASI, DPA, DRAF, RAK
from smartkampung.keuangan.dpa.tenggat import jatuh_tempo
from smartkampung.keuangan.langkah import Pelaku

BANYAK = 20


def _giliran(pengguna: Pelaku) -> list[str]:
    """The states whose documents wait for this user."""
    hasil = [DIAJUKAN] if pengguna.punya_izin("keuangan.verifikasi") else []
    return hasil + ([DIVERIFIKASI] if pengguna.punya_izin("keuangan.setujui") else [])


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """Documents to verify or approve (as one entry), drafts of this PKA, a RAK that came back."""
    hasil: list[Hal] = []
    for keadaan in _giliran(pengguna):
        hasil += _antrean(keadaan)
    if pengguna.punya_izin("keuangan.susun"):
        pilih = db.select(DPA).filter_by(keadaan=DRAF, pka_id=pengguna.id).order_by(DPA.dibuat_pada).limit(BANYAK)
        draf = list(db.session.scalars(pilih))
        tenggat = {n: _tenggat(n) for n in {d.versi_id for d in draf}}
        hasil += [_draf(d, tenggat[d.versi_id]) for d in draf]
    if pengguna.punya_izin("keuangan.bendahara"):
        hasil += [Hal(_("RAK"), r.nama, r.alasan_tolak or _("belum diajukan"), url_for("rak.lihat", rak_id=r.id),
                      _("Lanjutkan"), r.dibuat_pada)
                  for r in db.session.scalars(db.select(RAK).filter_by(keadaan=DRAF))]  # fmt: skip
    return hasil


def _antrean(keadaan: str) -> list[Hal]:
    kata = _("Verifikasi") if keadaan == DIAJUKAN else _("Setujui")
    hasil = []
    for model, nama in ((DPA, _("DPA")), (RAK, _("RAK"))):
        hitung = db.select(db.func.count(), db.func.min(model.dibuat_pada)).where(model.keadaan == keadaan)
        banyak, sejak = db.session.execute(hitung).one()
        if banyak:
            isi = ngettext("%(num)s dokumen", "%(num)s dokumen", banyak)
            hasil.append(Hal(nama, isi, _("menunggu Anda"), url_for("antrean_dpa.daftar"), kata, sejak))
    return hasil


def _tenggat(versi_id: int) -> datetime | None:
    """The end of the day on which the DPA of a budget are due at the secretary's."""
    hari = jatuh_tempo("penyerahan", db.session.get_one(VersiAnggaran, versi_id))
    return datetime.combine(hari + timedelta(days=1), time(0), tzinfo=zona()) if hari else None


def _draf(d: DPA, tenggat: datetime | None) -> Hal:
    ket = _("dikembalikan: %(a)s", a=d.alasan_tolak) if d.alasan_tolak else _("draf belum diajukan")
    return Hal(d.sebutan, d.nama, ket, url_for("dpa.lihat", dpa_id=d.id), _("Buka"), d.dibuat_pada, tenggat)


def hitung_menunggu(pengguna: Pelaku) -> int:
    """The badge: documents that wait for this user's step."""
    hasil = 0
    for keadaan in _giliran(pengguna):
        for model in (DPA, RAK):
            hasil += db.session.scalar(db.select(db.func.count()).where(model.keadaan == keadaan)) or 0
    return hasil


def angka(pengguna: Pelaku) -> list[Angka]:
    """The budget in force of this year."""
    if not pengguna.punya_izin("keuangan.lihat"):
        return []
    tahun = hari_desa().year
    ringkas = ingat(("keuangan.angka", tahun), lambda: _ringkas(tahun))
    if ringkas is None:
        return []
    belanja, kegiatan = ringkas
    ket = ngettext("%(num)s kegiatan", "%(num)s kegiatan", kegiatan)
    return [Angka(_("Belanja APBDes %(t)s", t=tahun), belanja, ket, url=url_for("dpa.daftar", tahun=tahun))]


def _ringkas(tahun: int) -> tuple[str, int] | None:
    versi = versi_berlaku(tahun)
    if versi is None:
        return None
    isi = isi_versi(versi)
    return rupiah(isi.belanja), len(isi.kegiatan)


def cari(pengguna: Pelaku, teks: str) -> list[Temuan]:
    """Kegiatan of the newest budgets by name or code."""
    rapi = " ".join(teks.split())[:80]
    if not pengguna.punya_izin("keuangan.lihat") or len(rapi) < 2:
        return []
    pola = f"%{rapi.replace('%', '').replace('_', '')}%"
    pilih = db.select(DPA).where(db.or_(DPA.nama.ilike(pola), DPA.kegiatan.like(pola))).order_by(DPA.id.desc())
    temuan = [Temuan(_("DPA"), d.nama, f"{d.sebutan} · {d.tahun}", url_for("dpa.lihat", dpa_id=d.id))
              for d in db.session.scalars(pilih.limit(5))]  # fmt: skip
    if temuan:
        return temuan
    versi = versi_berlaku(hari_desa().year)
    if versi is None:
        return []
    cocok = db.or_(KegiatanAnggaran.nama.ilike(pola), KegiatanAnggaran.kode.like(pola))
    kegiatan = db.select(KegiatanAnggaran.kode, KegiatanAnggaran.nama).where(
        KegiatanAnggaran.versi_id == versi.id, cocok)  # fmt: skip
    return [Temuan(_("Kegiatan"), nama, kode,
                   url_for("kertas_anggaran.lihat", versi_id=versi.id, kode="rab", kegiatan=kode))
            for kode, nama in db.session.execute(kegiatan.limit(5))]  # fmt: skip
