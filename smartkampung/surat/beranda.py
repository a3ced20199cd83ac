"""What this area brings to the home page and the search box: what waits for whom, figures, hits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _
from sqlalchemy import Select

from smartkampung.desa.queries import penandatangan
from smartkampung.extensions import db
from smartkampung.inti.izin import PunyaIzin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.sorotan import Angka, Hal, Temuan
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.surat.arsip.queries import temukan
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.keadaan import KANAL, NAMA, TERBUKA, Keadaan
from smartkampung.surat.models import Surat
from smartkampung.surat.queries import BATAS_HITUNG, Saringan, kapan, pilih_surat

BANYAK_TERLAMBAT = 20

# --- what waits ------------------------------------------------------------------------------------


def _penanda_utama_id() -> int | None:
    """Who usually signs today (asked once per request)."""
    if "penanda_utama_id" not in g:
        semua = penandatangan(hari_desa())
        g.penanda_utama_id = semua[0].pengguna_id if semua else None
    hasil: int | None = g.penanda_utama_id
    return hasil


def keadaan_menunggu(pengguna: Pelaku) -> list[Keadaan]:
    """The states in which letters wait for this user."""
    hasil: list[Keadaan] = []
    if pengguna.punya_izin("surat.verifikasi"):
        hasil += [Keadaan.DITERIMA, Keadaan.DIPROSES]
    if pengguna.punya_izin("surat.paraf"):
        hasil.append(Keadaan.MENUNGGU_PARAF)
    if pengguna.punya_izin("surat.tanda_tangani") and pengguna.id == _penanda_utama_id():
        hasil.append(Keadaan.MENUNGGU_TTD)
    return hasil


def _pilih_menunggu(pengguna: Pelaku) -> Select[Any]:
    """Letters that wait for this user, oldest first; not those he may not sign because he verified them."""
    sendiri = db.and_(Surat.keadaan == Keadaan.MENUNGGU_TTD, Surat.verifikator_id == pengguna.id)
    return (
        db.select(Surat.id)
        .where(Surat.keadaan.in_(keadaan_menunggu(pengguna)), db.not_(db.func.coalesce(sendiri, False)))
        .order_by(Surat.id)
    )


def hitung_menunggu(pengguna: Pelaku) -> int:
    """How many letters wait for this user, counted no further than 100."""
    if not keadaan_menunggu(pengguna):
        return 0
    isi = _pilih_menunggu(pengguna).limit(BATAS_HITUNG).subquery()
    return db.session.scalar(db.select(db.func.count()).select_from(isi)) or 0


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """The letters that wait for this user, as rows of the home page; `tenggat` past means late."""
    if not keadaan_menunggu(pengguna):
        return []
    isi = _pilih_menunggu(pengguna).limit(BATAS_HITUNG).subquery()
    baris = db.session.execute(
        pilih_surat(Saringan()).add_columns(Surat.alasan).where(Surat.id.in_(db.select(isi.c.id))).order_by(None)
    )
    return sorted([*(_hal(b) for b in baris), *_terlambat_di_tempat_lain(pengguna)], key=lambda hal: hal.sejak)


def _terlambat_di_tempat_lain(pengguna: Pelaku) -> list[Hal]:
    """For the head: requests past their promise that wait for somebody else (criterion KPPT-4)."""
    if pengguna.id != _penanda_utama_id() or not pengguna.punya_izin("surat.tanda_tangani"):
        return []
    lain = [satu for satu in TERBUKA if satu not in keadaan_menunggu(pengguna)]
    pilih = pilih_surat(Saringan()).add_columns(Surat.alasan).where(
        Surat.keadaan.in_(lain), Surat.janji_pada < sekarang())  # fmt: skip
    baris = db.session.execute(pilih.order_by(None).order_by(Surat.janji_pada).limit(BANYAK_TERLAMBAT))
    return [replace(_hal(b), tombol=_("Lihat"), utama=False,
                    ket=_("masih %(keadaan)s", keadaan=NAMA[Keadaan(b.keadaan)].lower())) for b in baris]  # fmt: skip


def _hal(b: Any) -> Hal:
    tombol, utama = {
        Keadaan.MENUNGGU_TTD: (_("Baca & tanda tangani"), True),
        Keadaan.MENUNGGU_PARAF: (_("Baca & paraf"), True),
    }.get(Keadaan(b.keadaan), (_("Periksa"), False))
    ket = _("masuk %(pukul)s lewat %(kanal)s", pukul=kapan(b.diterima_pada), kanal=KANAL[b.kanal])
    if b.keadaan == Keadaan.DIPROSES and b.alasan:
        ket = _("dikembalikan: %(alasan)s", alasan=b.alasan)
    return Hal(
        judul=b.jenis,
        isi=b.nama,
        ket=ket,
        url=url_for("surat.lihat", surat_id=b.id),
        tombol=tombol,
        sejak=b.diterima_pada,
        tenggat=b.janji_pada,
        utama=utama,
    )


# --- home page and search --------------------------------------------------------------------------


def angka(pengguna: PunyaIzin) -> list[Angka]:
    """Letters finished this month, and how many of them in time (read from an index only)."""
    if not pengguna.punya_izin("surat.lihat"):
        return []
    bulan = Periode.dari(hari_desa())
    kode = bulan.tahun * 100 + bulan.bulan
    tepat = db.func.sum(db.case((Surat.tepat.is_(True), 1), else_=0))
    banyak, dalam = db.session.execute(db.select(db.func.count(), tepat).where(Surat.bulan_selesai == kode)).one()
    persen = f"{round(100 * dalam / banyak)} %" if banyak else "—"
    return [
        Angka(
            _("Surat selesai bulan ini"),
            str(banyak),
            url=url_for("surat.daftar", keadaan="terbit", bulan=bulan.kode),
        ),
        Angka(_("Selesai tepat janji"), persen, ket=bulan.nama),
    ]


def cari(pengguna: PunyaIzin, teks: str) -> list[Temuan]:
    """Letters by number, code, NIK or name, for the search box of every page."""
    if not pengguna.punya_izin("surat.lihat") or len(teks.strip()) < 2:
        return []
    baris = db.session.execute(pilih_surat(Saringan(q=teks)).limit(8))
    arsip = [
        Temuan(_("Arsip surat"), f"{satu.jenis} · {satu.nama}", f"{satu.nomor_teks} · {satu.nama_keadaan}",
               url_for("register_surat.luar", luar_id=satu.id))
        for satu in temukan(teks)[:5]
    ]  # fmt: skip
    terbit = [
        Temuan(
            _("Surat"),
            f"{b.jenis} · {b.nama}",
            " · ".join(x for x in (b.nomor_teks, NAMA[Keadaan(b.keadaan)]) if x),
            url_for("surat.lihat", surat_id=b.id),
        )
        for b in baris
    ]
    return terbit + arsip
