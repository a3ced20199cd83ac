"""Composing a recap: the areas' sheets of one period as one workbook and one signed JSON twin.

The same figures give the same revision again; other figures give the next revision beside the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from smartkampung import __version__
from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat, hash_terakhir
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas, simpan_hasil
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Grafik, IsiRekap, Kontrol, Lembar, lembar_json
from smartkampung.inti.tanggal import Periode, sekarang, waktu_panjang
from smartkampung.rekap import paket
from smartkampung.rekap.banding import bandingkan
from smartkampung.rekap.jenis import JenisRekap
from smartkampung.rekap.models import KendalaRekap, Rekap

MIME_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RekapTidakCocok(GalatDomain):
    """The figures do not agree; a person must mend them or say why."""

    pesan = ("Angka rekap belum cocok: %(temuan)s. Betulkan datanya, atau tulis alasan supaya rekap tetap "
             "dapat dikirim.")
    medan = "alasan"

    def __init__(self, daftar: list[str]) -> None:
        self.daftar = daftar
        super().__init__(temuan="; ".join(daftar))


class BulanBelumTiba(GalatDomain):
    """A month that has not begun."""

    pesan = "%(bulan)s belum tiba, jadi belum ada yang direkap."
    medan = "periode"


class IdentitasKosong(GalatDomain):
    """The village has no code yet."""

    pesan = "Identitas desa belum diisi, jadi rekap belum dapat disusun."


@dataclass(frozen=True)
class Bahan:
    """What the areas gave for one period."""

    jenis: JenisRekap
    periode: Periode
    isi: tuple[IsiRekap, ...]

    @property
    def lembar(self) -> list[Lembar]:
        return [lembar for isi in self.isi for lembar in isi.lembar]

    @property
    def kontrol(self) -> list[Kontrol]:
        return [k for isi in self.isi for k in isi.kontrol]

    def bagian(self) -> list[dict[str, Any]]:
        """The areas' sheets and checks as JSON."""
        return [{"kode": b.kode, "judul": b.judul, "lembar": [_lembar(x) for x in isi.lembar],
                 "kontrol": [_kontrol(k) for k in isi.kontrol]}
                for b, isi in zip(self.jenis.bagian, self.isi, strict=True)]


def _lembar(lembar: Lembar) -> dict[str, Any]:
    return {**lembar_json(lembar), "grafik": [_grafik(g) for g in lembar.grafik]}


def _grafik(grafik: Grafik) -> dict[str, Any]:
    return {"jenis": grafik.jenis, "judul": grafik.judul, "kategori": grafik.kategori, "seri": list(grafik.seri)}


def _kontrol(kontrol: Kontrol) -> dict[str, Any]:
    nilai = kontrol.nilai if isinstance(kontrol.nilai, int) else f"{kontrol.nilai:.2f}"
    return {"nama": kontrol.nama, "nilai": nilai, "suku": [list(s) for s in kontrol.suku]}


def kumpulkan(jenis: JenisRekap, periode: Periode) -> Bahan:
    """Ask the areas for their sheets."""
    if not profil().kode:
        raise IdentitasKosong()
    if periode.awal > sekarang().astimezone(zona()).date():
        raise BulanBelumTiba(bulan=periode.nama)
    return Bahan(jenis, periode, tuple(b.susun(periode) for b in jenis.bagian))


def terbaru(jenis: str, periode: Periode) -> Rekap | None:
    """The latest revision of a kind and period."""
    pilih = (db.select(Rekap).filter_by(jenis=jenis, periode=periode.kode).order_by(Rekap.revisi.desc()).limit(1))
    return db.session.scalar(pilih)


def isi_paket(rekap: Rekap) -> dict[str, Any]:
    """The content of a stored recap."""
    isi: dict[str, Any] = paket.buka(baca_berkas(rekap.json))["isi"]
    return isi


@dataclass(frozen=True)
class Draf:
    """A recap as it would be composed now: nothing of it is stored, signed, or sent."""

    bahan: Bahan
    isi: dict[str, Any]

    def xlsx(self) -> bytes:
        """Its workbook, marked as a draft on the cover."""
        return buku(self.bahan, self.isi, "belum ada: ini draf, belum disimpan dan belum dikirim")


def susun_draf(jenis: JenisRekap, periode: Periode) -> Draf:
    """What `susun` would compose now, with what would hold it back in `isi["temuan"]`."""
    bahan = kumpulkan(jenis, periode)
    bagian, lama = bahan.bagian(), terbaru(jenis.kode, periode)
    return Draf(bahan, _isi(bahan, bagian, lama, isi_paket(lama) if lama else None, ""))


def susun(jenis: JenisRekap, periode: Periode, *, oleh: Pengguna | None = None, alasan: str = "",
          perlu_persetujuan: bool | None = None) -> Rekap:
    """Compose, or answer the present revision when nothing changed.

    RekapTidakCocok when checks disagree and nobody gave a reason.
    """
    kunci_penasihat(f"rekap:{jenis.kode}:{periode.kode}")
    bahan = kumpulkan(jenis, periode)
    bagian = bahan.bagian()
    sidik = paket.sidik(paket.kanonik([profil().kode, jenis.kode, periode.kode, bagian]))
    lama = terbaru(jenis.kode, periode)
    if lama is not None and lama.sidik == sidik and (not lama.temuan or alasan in ("", lama.alasan)):
        _cabut_kendala(jenis.kode, periode)
        return lama
    isi_lama = isi_paket(lama) if lama else None
    isi = _isi(bahan, bagian, lama, isi_lama, alasan)
    if isi["temuan"] and not alasan:
        raise RekapTidakCocok(isi["temuan"])
    wajib = jenis.perlu_persetujuan if perlu_persetujuan is None else perlu_persetujuan
    rekap = _simpan(bahan, isi, sidik, oleh, wajib)
    _cabut_kendala(jenis.kode, periode)
    return rekap


def _isi(bahan: Bahan, bagian: list[dict[str, Any]], lama: Rekap | None, isi_lama: dict[str, Any] | None,
         alasan: str) -> dict[str, Any]:
    p = profil()
    isi: dict[str, Any] = {
        "format": paket.FORMAT,
        "desa": {"kode": p.kode, "nama": p.nama, "kecamatan": p.kecamatan, "kabupaten": p.kabupaten,
                 "provinsi": p.provinsi},
        "jenis": bahan.jenis.kode, "judul": bahan.jenis.judul, "periode": bahan.periode.kode,
        "revisi": lama.revisi + 1 if lama else 0, "sebelumnya": lama.sha256 if lama else None,
        "dibuat_pada": sekarang().isoformat(), "program": f"Smart Kampung {__version__}",
        "saksi_audit": hash_terakhir(), "bagian": bagian, "alasan_temuan": alasan,
        "perbedaan": bandingkan(isi_lama["bagian"], bagian) if isi_lama else []}
    isi["temuan"] = [t[:500] for _, t in paket.periksa_angka(isi) + _sambung(bahan, isi)][:200]
    return isi


def _sambung(bahan: Bahan, isi: dict[str, Any]) -> list[tuple[str, str]]:
    sebelum = terbaru(bahan.jenis.kode, bahan.periode.sebelum())
    return paket.periksa_sambung(isi_paket(sebelum), isi) if sebelum else []


def _simpan(bahan: Bahan, isi: dict[str, Any], sidik: str, oleh: Pengguna | None, wajib: bool) -> Rekap:
    data, sha256 = paket.bungkus_bita(isi)
    nama = nama_berkas(isi["desa"]["kode"], isi["jenis"], isi["periode"], isi["revisi"])
    berkas_json = simpan_hasil(data, f"{nama}.json", "application/json")
    berkas_xlsx = simpan_hasil(buku(bahan, isi, sha256), f"{nama}.xlsx", MIME_XLSX)
    rekap = Rekap(jenis=isi["jenis"], periode=isi["periode"], revisi=isi["revisi"], sidik=sidik,
                  sha256=sha256, json=berkas_json, xlsx=berkas_xlsx, perbedaan=isi["perbedaan"],
                  temuan=isi["temuan"], alasan=isi["alasan_temuan"], dibuat_pada=sekarang(),
                  dibuat_oleh_id=oleh.id if oleh else None, perlu_persetujuan=wajib)
    db.session.add(rekap)
    db.session.flush()
    catat("rekap.disusun", oleh=oleh, objek=("rekap", rekap.id), jenis=rekap.jenis, periode=rekap.periode,
          revisi=rekap.revisi, sha256=rekap.sha256)
    return rekap


def buku(bahan: Bahan, isi: dict[str, Any], sha256: str) -> bytes:
    """The workbook: cover, one sheet per Lembar with charts, and the checks."""
    from smartkampung.inti.xlsx import Sampul, buku_ke_bytes

    p = profil()
    keterangan = (
        (p.sebutan_desa, f"{p.nama} ({p.kode})"), ("Wilayah", f"{p.kecamatan_lengkap}, {p.kabupaten_lengkap}"),
        ("Periode", bahan.periode.nama), ("Revisi", str(isi["revisi"])),
        ("Disusun", waktu_panjang(sekarang(), zona())), ("Sidik paket JSON (SHA-256)", sha256),
        ("Saksi catatan audit", isi["saksi_audit"]), ("Program", isi["program"]),
        *(("Tidak cocok", t) for t in isi["temuan"]),
        *((("Alasan", isi["alasan_temuan"]),) if isi["alasan_temuan"] else ()))
    return buku_ke_bytes(bahan.lembar, sampul=Sampul(f"{isi['judul']} {p.nama_lengkap}", keterangan),
                         kontrol=bahan.kontrol, dibuat=sekarang())


def nama_berkas(kode: str, jenis: str, periode: str, revisi: int) -> str:
    """The name a packet travels under, without its ending."""
    return f"rekap-{kode}-{jenis}-{periode}-r{revisi}"


def _cabut_kendala(jenis: str, periode: Periode) -> None:
    kendala = db.session.get(KendalaRekap, (jenis, periode.kode))
    if kendala is not None:
        db.session.delete(kendala)
        db.session.flush()
