"""The filter of the audit page."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.audit.queries import daftar_area
from smartkampung.extensions import db
from smartkampung.inti.formulir import Formulir, MedanPilihan, MedanTanggal


def _pelaku() -> list[tuple[str, str]]:
    from smartkampung.audit.models import CatatanAudit

    pilih = (db.select(CatatanAudit.pelaku_id, db.func.max(CatatanAudit.pelaku_nama))
             .where(CatatanAudit.pelaku_id.is_not(None)).group_by(CatatanAudit.pelaku_id))
    return sorted(((str(i), n) for i, n in db.session.execute(pilih)), key=lambda b: b[1])


class SaringAudit(Formulir):
    """Who, which area, from when until when."""

    pelaku = MedanPilihan(_l("Pelaku"), pilihan=_pelaku, wajib=False, kosong=_l("Semua orang"))
    area = MedanPilihan(_l("Bagian"), pilihan=lambda: [(a, a) for a in daftar_area()], wajib=False,
                        kosong=_l("Semua bagian"))
    dari = MedanTanggal(_l("Dari"), wajib=False)
    sampai = MedanTanggal(_l("Sampai"), wajib=False)

    def nilai(self) -> dict[str, Any]:
        """The valid parts of the filter as arguments of `pilih_catatan`."""
        pelaku = self.pelaku.data if not self.pelaku.errors else ""
        return {"pelaku_id": int(pelaku) if pelaku else None,
                "area": self.area.data or "" if not self.area.errors else "",
                "dari": self.dari.data, "sampai": self.sampai.data}
