"""What this area brings to the home page, the badge, and the search box."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.sorotan import Hal, Temuan
from smartkampung.sekretariat.models import Disposisi, SuratMasuk
from smartkampung.sekretariat.queries import SaringMasuk, belum_didisposisi, pilih_disposisi, pilih_masuk
from smartkampung.surat.catatan import Pelaku

BANYAK = 50


def _mendisposisi_pertama(pengguna: Pelaku) -> bool:
    """Who orders first: whoever may order and sees the whole agenda (the head, the secretary, whoever stands in)."""
    return pengguna.punya_izin("sekretariat.disposisi") and pengguna.punya_izin("sekretariat.lihat")


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """Orders given to this user and not done; letters that wait for a first order."""
    if not pengguna.punya_izin("sekretariat.disposisi"):
        return []
    hasil = [_hal(d) for d in db.session.scalars(pilih_disposisi(pengguna).limit(BANYAK))]
    if _mendisposisi_pertama(pengguna):
        hasil += [_hal_baru(m) for m in db.session.scalars(belum_didisposisi(pengguna).limit(BANYAK))]
    return hasil


def _hal(d: Disposisi) -> Hal:
    batas = datetime.combine(d.tenggat + timedelta(days=1), time(0), tzinfo=zona()) if d.tenggat else None
    return Hal(_("Disposisi"), d.masuk.perihal, _("dari %(n)s: %(i)s", n=d.dari_nama, i=d.instruksi[:120]),
               url_for("surat_masuk.lihat", masuk_id=d.masuk_id), _("Kerjakan"), d.dibuat_pada, batas)  # fmt: skip


def _hal_baru(m: SuratMasuk) -> Hal:
    return Hal(_("Surat masuk"), m.perihal, _("dari %(p)s, belum didisposisi", p=m.pengirim),
               url_for("surat_masuk.lihat", masuk_id=m.id), _("Disposisi"), m.dicatat_pada)  # fmt: skip


def hitung_menunggu(pengguna: Pelaku) -> int:
    """The badge: open orders of this user, and letters he is to order about."""
    if not pengguna.punya_izin("sekretariat.disposisi"):
        return 0
    pilih = [pilih_disposisi(pengguna)] + ([belum_didisposisi(pengguna)] if _mendisposisi_pertama(pengguna) else [])
    hitung = (db.select(db.func.count()).select_from(p.order_by(None).limit(100).subquery()) for p in pilih)
    return sum(db.session.scalar(satu) or 0 for satu in hitung)


def cari(pengguna: Pelaku, teks: str) -> list[Temuan]:
    """Incoming letters for the search box of every page."""
    if not (pengguna.punya_izin("sekretariat.lihat") or pengguna.punya_izin("sekretariat.disposisi")):
        return []
    rapi = " ".join(teks.split())[:80]
    if len(rapi) < 2:
        return []
    return [
        Temuan(_("Surat masuk"), m.perihal, f"{m.pengirim} · {m.nomor}/{m.tahun}",
               url_for("surat_masuk.lihat", masuk_id=m.id))
        for m in db.session.scalars(pilih_masuk(SaringMasuk(q=rapi), pengguna).limit(5))
    ]  # fmt: skip
