"""The page of a voucher: what any document of the treasury says, what it moved, who did what, what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import waktu_pendek
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.kas.bukukan import baris_jurnal, koreksi_dari, turunan
from smartkampung.keuangan.kas.models import (
    KOREKSI,
    MEDIA,
    NAMA_DOKUMEN,
    SPJ,
    SPP,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
    LampiranKas,
    PotonganDokumen,
    RekeningBank,
)
from smartkampung.keuangan.langkah import riwayat

# Kinds with a page of their own, once the area that makes them has one: endpoint and the name of its argument.
HALAMAN = {SPP: "spp.lihat", SPJ: "spj.lihat"}
_TINDAKAN = {"buat": "Dibuat", "ajukan": "Diajukan", "verifikasi": "Diverifikasi", "setujui": "Disetujui",
             "tolak": "Dikembalikan", "cairkan": "Dicairkan", "sahkan": "Disahkan", "bukukan": "Dibukukan",
             "koreksi": "Dibukukan sebagai koreksi", "batal": "Dibatalkan"}  # fmt: skip
_RUPA = {"bukukan": "baik", "cairkan": "baik", "sahkan": "baik", "tolak": "buruk", "batal": "buruk"}


def halaman_khusus(dokumen: DokumenKas) -> str | None:
    """The address of a kind that has its own page, None for all others."""
    tujuan = HALAMAN.get(dokumen.jenis)
    if tujuan is None or tujuan not in current_app.view_functions:
        return None
    aturan = next(current_app.url_map.iter_rules(tujuan))
    nilai: dict[str, Any] = {next(iter(aturan.arguments)): dokumen.id}
    return url_for(tujuan, **nilai)


@dataclass(frozen=True)
class IsiDokumen:
    """All that the page of a voucher shows."""

    dokumen: DokumenKas
    baris: list[BarisDokumen]
    potongan: list[PotonganDokumen]
    lampiran: list[LampiranKas]
    jurnal: list[JurnalKas]
    turunan: list[DokumenKas]
    koreksi: DokumenKas | None
    fakta: list[tuple[str, Any]]
    riwayat: list[dict[str, Any]]
    rekening: dict[int, str]

    @property
    def bisa_dikoreksi(self) -> bool:
        """Whether a KOREKSI may reverse it."""
        d = self.dokumen
        return bool(self.jurnal) and d.jenis != KOREKSI and self.koreksi is None

    def di(self, j: JurnalKas) -> str:
        """Where a row stands, in words."""
        return self.rekening.get(j.rekening_id or 0, "") or MEDIA[j.media]


def isi_dokumen(dokumen: DokumenKas) -> IsiDokumen:
    """Read a voucher with everything around it."""

    def milik(model: Any) -> list[Any]:
        return list(db.session.scalars(db.select(model).filter_by(dokumen_id=dokumen.id).order_by(model.id)))

    rekening = {r.id: r.sebutan for r in db.session.scalars(db.select(RekeningBank))}
    balik = koreksi_dari(dokumen)
    return IsiDokumen(
        dokumen, milik(BarisDokumen), milik(PotonganDokumen), milik(LampiranKas), baris_jurnal(dokumen),
        [d for d in turunan(dokumen) if d.jenis != KOREKSI], balik, _fakta(dokumen, rekening),
        riwayat_kas(dokumen.id), rekening)  # fmt: skip


def _fakta(d: DokumenKas, rekening: dict[int, str]) -> list[tuple[str, Any]]:
    """What is said about it, without what is empty."""
    nama = acuan(d.tahun).nama_kegiatan(d.kegiatan) if d.kegiatan else ""
    semua = [
        (_("Nomor"), d.nomor_teks), (_("Uraian"), d.uraian),
        (_("Kegiatan"), f"{d.kegiatan} {nama}".strip()), (_("Pihak"), d.pihak_nama),
        (_("Alamat"), d.pihak_alamat), (_("Media"), MEDIA.get(d.media, "")),
        (_("Rekening"), rekening.get(d.rekening_id or 0, "")), (_("Ke rekening"), rekening.get(d.tujuan_id or 0, "")),
        (_("Kode billing"), d.billing), (_("NTPN"), d.ntpn), (_("Alasan"), d.alasan),
        (_("Dicatat oleh"), d.dibuat_oleh),
    ]  # fmt: skip
    return [(judul, nilai) for judul, nilai in semua if nilai]


def riwayat_kas(dokumen_id: int) -> list[dict[str, Any]]:
    """The steps of a document, newest first."""
    return [
        {"judul": _TINDAKAN.get(r.tindakan, r.tindakan), "rupa": _RUPA.get(r.tindakan, ""), "alasan": r.alasan,
         "ket": _("oleh %(n)s", n=r.oleh_nama + (f", {r.jabatan}" if r.jabatan else "")),
         "waktu": waktu_pendek(r.pada, zona()) + (f" · SK {r.nomor_sk}" if r.nomor_sk else "")}
        for r in reversed(riwayat("kas", dokumen_id))
    ]  # fmt: skip


def nama_jenis(dokumen: DokumenKas) -> str:
    """What kind of document it is, in words."""
    return NAMA_DOKUMEN[dokumen.jenis]
