"""Reads: which kinds ask whom, where a letter's confirmation stands, who was asked for this place the last time."""

from __future__ import annotations

from dataclasses import dataclass

from smartkampung.extensions import db
from smartkampung.penduduk.queries import wilayah_warga
from smartkampung.surat.definisi import Definisi, Larangan
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.konfirmasi.models import SIAPA, KonfirmasiJenis, KonfirmasiSurat
from smartkampung.surat.models import Surat


def larangan(definisi: Definisi) -> Larangan | None:
    """The rule that dropped confirmation by RT, RW or dusun for this kind, or None."""
    for satu in definisi.dilarang_diminta:
        kata = f"{satu.kode} {satu.nama}".casefold().replace("_", " ")
        if any(f"pengantar {siapa}" in kata for siapa in ("rt", "rw", "dusun", "kadus")):
            return satu
    return None


def siapa_ditanya(jenis_kode: str) -> str:
    """`rt`, `rw`, `kadus`, or empty when this kind asks nobody."""
    baris = db.session.get(KonfirmasiJenis, jenis_kode)
    return baris.siapa if baris else ""


def per_jenis() -> dict[str, str]:
    """Kind -> whose confirmation it asks for."""
    return {satu.jenis_kode: satu.siapa for satu in db.session.scalars(db.select(KonfirmasiJenis))}


@dataclass(frozen=True, slots=True)
class Kedudukan:
    """Where the confirmation of a letter stands."""

    diminta: str  # whose it asks for (`rt`, …), empty when it asks nobody
    terakhir: KonfirmasiSurat | None
    dilewati: bool

    @property
    def selesai(self) -> bool:
        """Whether the letter may go on as far as the confirmation is concerned."""
        return not self.diminta or self.dilewati or bool(self.terakhir and self.terakhir.benar)

    @property
    def sebutan(self) -> str:
        """`Ketua RT`."""
        return self.terakhir.sebutan if self.terakhir else SIAPA.get(self.diminta, "")


def kedudukan(surat: Surat) -> Kedudukan:
    """The newest question about a letter and its answer. A rule that dropped it wins over the village's choice."""
    diminta = "" if larangan(definisi_dari(surat.jenis)) else siapa_ditanya(surat.jenis_kode)
    pilih = db.select(KonfirmasiSurat).filter_by(surat_id=surat.id).order_by(KonfirmasiSurat.id.desc()).limit(1)
    dilewati = bool(diminta) and any(satu.tindakan == "konfirmasi_dilewati" for satu in surat.riwayat)
    return Kedudukan(diminta, db.session.scalar(pilih), dilewati)


def terakhir_ditanya(surat: Surat, siapa: str) -> tuple[str, str]:
    """Name and telephone of whoever was asked for this place the last time; empty texts when nobody was."""
    tempat = wilayah_warga(surat.penduduk_id) if surat.penduduk_id else None
    if tempat is None:
        return "", ""
    pilih = (
        db.select(KonfirmasiSurat.nama, KonfirmasiSurat.telepon)
        .where(KonfirmasiSurat.wilayah_id == tempat.id, KonfirmasiSurat.siapa == siapa)
        .order_by(KonfirmasiSurat.id.desc())
        .limit(1)
    )
    baris = db.session.execute(pilih).first()
    return (baris.nama, baris.telepon) if baris else ("", "")
