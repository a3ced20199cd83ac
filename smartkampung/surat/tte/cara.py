"""By which methods somebody can sign now, and what keeps him from the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.models import SertifikatPenanda, Surat
from smartkampung.surat.sertifikat import sertifikat_berlaku, sertifikat_terakhir
from smartkampung.surat.tte.layanan import layanan_aktif
from smartkampung.surat.tte.models import KirimanTTE, LayananTTE

LOKAL, BSRE, BASAH = "lokal", "bsre", "basah"
INGATKAN, MENDESAK = timedelta(days=60), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Cara:
    """The certificate and the service somebody can sign with; `berakhir`: the day his certificate ended."""

    sertifikat: SertifikatPenanda | None
    layanan: LayananTTE | None
    berakhir: date | None

    @property
    def elektronik(self) -> bool:
        """Whether there is any way but the pen."""
        return self.sertifikat is not None or self.layanan is not None

    @property
    def pilihan(self) -> list[tuple[str, str]]:
        """The electronic methods, the usual one first."""
        hasil = [(BSRE, _("BSrE"))] if self.layanan else []
        return hasil + ([(LOKAL, _("Sertifikat desa"))] if self.sertifikat else [])

    @property
    def totp(self) -> bool:
        """Whether the service takes one-time codes."""
        return self.layanan is not None and self.layanan.versi == "v2"


def cara_tersedia(pengguna_id: int) -> Cara:
    """The methods of one person now."""
    berlaku = sertifikat_berlaku(pengguna_id)
    terakhir = None if berlaku else sertifikat_terakhir(pengguna_id)
    lewat = terakhir is not None and terakhir.dicabut_pada is None and terakhir.berlaku_sampai <= sekarang()
    berakhir = terakhir.berlaku_sampai.astimezone(zona()).date() if terakhir and lewat else None
    return Cara(berlaku, layanan_aktif(), berakhir)


def berakhir_segera(pengguna_id: int) -> list[tuple[str, date, bool]]:
    """Certificates of a person that end within 60 days: (method, last day, within 14 days)."""
    berlaku = sertifikat_berlaku(pengguna_id)
    semua = [(LOKAL, berlaku.berlaku_sampai)] if berlaku else []
    pilih = (
        db.select(KirimanTTE.sertifikat_sampai)
        .join(Surat, Surat.id == KirimanTTE.surat_id)
        .where(Surat.penanda_id == pengguna_id, KirimanTTE.sertifikat_sampai.is_not(None))
        .order_by(KirimanTTE.surat_id.desc())
        .limit(1)
    )
    if layanan_aktif() is not None and (sampai := db.session.scalar(pilih)) is not None:
        semua.append((BSRE, sampai))
    kini = sekarang()
    return [
        (cara, sampai.astimezone(zona()).date(), sampai - kini <= MENDESAK)
        for cara, sampai in semua
        if sampai - kini <= INGATKAN
    ]
