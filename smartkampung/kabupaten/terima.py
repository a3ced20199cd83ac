"""Taking a packet in: everything is proved before anything is kept, and every answer is signed.

Order of proof: size and form, village and signature, schema, jenis and period, what we hold already, figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas, simpan_hasil
from smartkampung.inti.db import kunci_penasihat, transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.kabupaten.models import DICABUT, DesaTerdaftar, KunciDesa, Penolakan, RekapMasuk
from smartkampung.rekap import paket
from smartkampung.rekap.paket import PaketDitolak
from smartkampung.rekap.susun import nama_berkas

_KODE = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}")
_JENIS = re.compile(r"[a-z][a-z0-9_-]{0,29}")
_SIDIK = re.compile(r"[0-9a-f]{64}")
PENOLAKAN_TERBANYAK = 200  # rows per village; a flood only counts up


@dataclass(frozen=True)
class Terbukti:
    """A packet whose proof is complete."""

    desa: DesaTerdaftar
    kunci: KunciDesa
    paket: dict[str, Any]
    data: bytes

    @property
    def isi(self) -> dict[str, Any]:
        isi: dict[str, Any] = self.paket["isi"]
        return isi


@dataclass(frozen=True)
class Jawab:
    """What the sender gets: a signed receipt, and the accepted row when there is one."""

    hasil: str  # diterima | ditolak
    tanda_terima: bytes
    sebab: str = ""
    rekap: RekapMasuk | None = None


def terima(data: bytes, *, jalur: str, pada: datetime | None = None) -> Jawab:
    """Judge one packet and keep it, or say why not. A packet we hold already gets its old receipt again.

    `pada` is the instant of arrival, now when not given.
    """
    try:
        bukti = buktikan(data)
        return _simpan(bukti, jalur, pada or sekarang())
    except PaketDitolak as galat:
        return _tolak(data, galat.sebab, jalur)


def terima_dari_jaringan(data: bytes) -> Jawab:
    """The same for the public inbox: the long proof first, without the write lock, then a short transaction."""
    try:
        bukti = buktikan(data)
    except PaketDitolak as galat:
        with transaksi():
            return _tolak(data, galat.sebab, "http")
    with transaksi():
        try:
            return _simpan(bukti, "http", sekarang())
        except PaketDitolak as galat:
            return _tolak(data, galat.sebab, "http")


def buktikan(data: bytes) -> Terbukti:
    """Prove form, sender, signature and schema; PaketDitolak says what is wrong."""
    isi_paket = paket.buka(data)
    isi = isi_paket["isi"]
    if isi.get("format") != paket.FORMAT:
        raise PaketDitolak(sebab=f"bentuk {str(isi.get('format'))[:40]} tidak dikenal; perbarui program")
    kode = isi["desa"].get("kode") if isinstance(isi.get("desa"), dict) else None
    desa = db.session.scalar(db.select(DesaTerdaftar).filter_by(kode=kode)) if isinstance(kode, str) else None
    if desa is None:
        raise PaketDitolak(sebab=f"desa {str(kode)[:20]} belum terdaftar di sini")
    kunci = _kunci_penanda(desa, isi_paket)
    paket.periksa_skema(isi_paket)
    return Terbukti(desa, kunci, isi_paket, data)


def _kunci_penanda(desa: DesaTerdaftar, isi_paket: dict[str, Any]) -> KunciDesa:
    for kunci in desa.kunci:
        if kunci.sidik == isi_paket["tanda_tangan"]["kunci_id"] and paket.tanda_cocok(isi_paket, kunci.kunci_publik):
            if kunci.keadaan == DICABUT:
                raise PaketDitolak(sebab="kunci desa ini sudah dicabut; gabung lagi dengan kode baru")
            return kunci
    raise PaketDitolak(sebab=f"tanda tangannya bukan dari kunci desa {desa.nama} yang terdaftar")


def _simpan(bukti: Terbukti, jalur: str, pada: datetime) -> Jawab:
    isi = bukti.isi
    kunci_penasihat(f"rekap_masuk:{bukti.desa.id}")
    if bukti.kunci.keadaan == DICABUT:  # revoked while we were reading
        raise PaketDitolak(sebab="kunci desa ini sudah dicabut; gabung lagi dengan kode baru")
    _periksa_periode(isi)
    bukti.desa.terakhir_pada = pada
    ada = db.session.scalar(db.select(RekapMasuk).filter_by(
        desa_id=bukti.desa.id, jenis=isi["jenis"], periode=isi["periode"], revisi=isi["revisi"]))
    if ada is not None:
        if ada.sha256 == bukti.paket["sha256"]:
            return Jawab("diterima", ada.tanda_terima.encode(), rekap=ada)
        raise PaketDitolak(sebab=f"revisi {isi['revisi']} untuk {isi['periode']} sudah ada di sini dengan isi lain; "
                                 "kirim perubahan sebagai revisi baru")
    temuan = paket.periksa_angka(isi)
    if temuan and not isi["alasan_temuan"].strip():
        raise PaketDitolak(sebab=f"angkanya tidak cocok: {'; '.join(t for _, t in temuan)[:240]}")
    return _tulis(bukti, temuan + _sambung(bukti), jalur, pada)


def _periksa_periode(isi: dict[str, Any]) -> None:
    try:
        periode = Periode.baca(isi["periode"])
    except ValueError as galat:
        raise PaketDitolak(sebab="periodenya bukan bulan") from galat
    if periode > Periode.dari(hari_desa()):
        raise PaketDitolak(sebab=f"periode {periode.nama} belum tiba")
    if periode.tahun < 2000:
        raise PaketDitolak(sebab=f"periode {periode.nama} terlalu lama")


def _sambung(bukti: Terbukti) -> list[tuple[str, str]]:
    """Whether the month joins the one before, as the village reported it last."""
    sebelum = Periode.baca(bukti.isi["periode"]).sebelum()
    lalu = db.session.scalar(
        db.select(RekapMasuk).filter_by(desa_id=bukti.desa.id, jenis=bukti.isi["jenis"], periode=sebelum.kode)
        .order_by(RekapMasuk.revisi.desc()).limit(1))
    return paket.periksa_sambung(isi_masuk(lalu), bukti.isi) if lalu else []


def _tulis(bukti: Terbukti, temuan: list[tuple[str, str]], jalur: str, pada: datetime) -> Jawab:
    isi = bukti.isi
    nama = nama_berkas(bukti.desa.kode, isi["jenis"], isi["periode"], isi["revisi"])
    berkas = simpan_hasil(bukti.data, f"{nama}.json", "application/json")
    surat = tanda_terima("diterima", "", desa=bukti.desa.kode, jenis=isi["jenis"], periode=isi["periode"],
                         revisi=isi["revisi"], sha256=bukti.paket["sha256"])
    rekap = RekapMasuk(
        desa=bukti.desa, jenis=isi["jenis"], judul=isi["judul"], periode=isi["periode"], revisi=isi["revisi"],
        sha256=bukti.paket["sha256"], bagian=[[b["kode"], b["judul"]] for b in isi["bagian"]],
        temuan=[[kode, t[:500]] for kode, t in temuan][:200], alasan=isi["alasan_temuan"], jalur=jalur,
        kunci_sidik=bukti.kunci.sidik, saksi_audit=isi["saksi_audit"], disusun_pada=_waktu(isi["dibuat_pada"]),
        diterima_pada=pada, berkas=berkas, tanda_terima=surat.decode())
    db.session.add(rekap)
    db.session.flush()
    catat("kabupaten.rekap_diterima", objek=("rekap_masuk", rekap.id), desa=bukti.desa.kode, jenis=rekap.jenis,
          periode=rekap.periode, revisi=rekap.revisi)
    return Jawab("diterima", surat, rekap=rekap)


def _waktu(teks: str) -> datetime:
    try:
        return datetime.fromisoformat(teks).astimezone(UTC)
    except (ValueError, OverflowError) as galat:
        raise PaketDitolak(sebab="waktu penyusunannya bukan waktu") from galat


def isi_masuk(rekap: RekapMasuk) -> dict[str, Any]:
    """The content of an accepted packet."""
    isi: dict[str, Any] = paket.buka(baca_berkas(rekap.berkas))["isi"]
    return isi


def tanda_terima(hasil: str, alasan: str, **tentang: Any) -> bytes:
    """A signed receipt (or refusal) for one packet."""
    return paket.kanonik(paket.bungkus({
        "format": paket.FORMAT_TERIMA, "hasil": hasil, "alasan": alasan, "pada": sekarang().isoformat(),
        "penerima": {"kode": profil().kode, "nama": profil().kabupaten_lengkap}, **tentang}))


# --- refusals -----------------------------------------------------------------------------------------

def _tolak(data: bytes, sebab: str, jalur: str) -> Jawab:
    """Answer with a signed refusal, and remember it when it names one of our villages and a month."""
    tentang = _sebutan(data)
    surat = tanda_terima("ditolak", sebab, **tentang)
    desa = db.session.scalar(db.select(DesaTerdaftar).filter_by(kode=tentang["desa"])) if tentang["desa"] else None
    if desa is not None and tentang["periode"] and tentang["jenis"]:
        _catat_penolakan(desa, tentang, _bagian(data), sebab[:300], jalur)
    return Jawab("ditolak", surat, sebab=sebab)


def _catat_penolakan(desa: DesaTerdaftar, tentang: dict[str, Any], bagian: list[Any], sebab: str,
                     jalur: str) -> None:
    kini = sekarang()
    kunci = {"desa_kode": desa.kode, "jenis": tentang["jenis"], "periode": tentang["periode"],
             "revisi": tentang["revisi"], "sebab": sebab}
    kunci_penasihat(f"rekap_masuk:{desa.id}")
    ada = db.session.scalar(db.select(Penolakan).filter_by(**kunci))
    if ada is not None:
        ada.kali, ada.terakhir_pada = ada.kali + 1, kini
        return
    banyak = db.session.scalar(db.select(db.func.count()).select_from(Penolakan).filter_by(desa_kode=desa.kode))
    if (banyak or 0) < PENOLAKAN_TERBANYAK:
        db.session.add(Penolakan(**kunci, bagian=bagian, jalur=jalur, pertama_pada=kini, terakhir_pada=kini))
        db.session.flush()
        catat("kabupaten.rekap_ditolak", objek=("desa_terdaftar", desa.id), desa=desa.kode, alasan=sebab,
              jenis=tentang["jenis"], periode=tentang["periode"])


def _mentah(data: bytes) -> dict[str, Any]:
    """The content of a packet that may be damaged; empty when nothing can be read."""
    import json

    try:
        isi = json.loads(data[: paket.BATAS_UKURAN])["isi"]
    except (ValueError, KeyError, TypeError, RecursionError, UnicodeError):
        return {}
    return isi if isinstance(isi, dict) else {}


def desa_tertulis(data: bytes) -> str:
    """The village code a packet names, empty when it cannot be read."""
    return str(_sebutan(data)["desa"])


def _sebutan(data: bytes) -> dict[str, Any]:
    """What a packet says it is, as far as it can be read, cut to harmless shapes."""
    isi = _mentah(data)
    desa = isi.get("desa")
    kode = desa.get("kode") if isinstance(desa, dict) else None
    revisi = isi.get("revisi")
    return {"desa": _bila(kode, _KODE), "jenis": _bila(isi.get("jenis"), _JENIS),
            "periode": _bila_bulan(isi.get("periode")),
            "revisi": revisi if isinstance(revisi, int) and 0 <= revisi <= 9999 else 0,
            "sha256": _bila(_sidik_tertulis(data), _SIDIK)}


def _sidik_tertulis(data: bytes) -> str:
    cocok = re.search(rb'"sha256":"([0-9a-f]{64})","tanda_tangan"', data[-400:])
    return cocok[1].decode() if cocok else ""


def _bila(nilai: Any, pola: re.Pattern[str]) -> str:
    return nilai if isinstance(nilai, str) and pola.fullmatch(nilai) else ""


def _bila_bulan(nilai: Any) -> str:
    try:
        return Periode.baca(nilai).kode if isinstance(nilai, str) else ""
    except ValueError:
        return ""


def _bagian(data: bytes) -> list[Any]:
    bagian = _mentah(data).get("bagian")
    if not isinstance(bagian, list):
        return []
    return [[b["kode"], str(b.get("judul", ""))[:80]] for b in bagian[:40]
            if isinstance(b, dict) and _bila(b.get("kode"), _JENIS)]
