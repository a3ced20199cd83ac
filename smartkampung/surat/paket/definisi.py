"""Bundles as data: which letters, which facts they share, what is filled in already (data/paket/*.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import umur
from smartkampung.lokasi import folder_data
from smartkampung.surat import warga
from smartkampung.surat.bila import terpenuhi
from smartkampung.surat.definisi import Definisi, Isian, Syarat
from smartkampung.surat.galat import BukanUntukWarga
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.permohonan import pastikan_sesuai
from smartkampung.surat.queries import jenis_aktif


class PaketTidakAda(GalatDomain):
    """A bundle that does not exist, or none of whose letters is served."""

    pesan = "Paket surat ini tidak ada atau suratnya sedang tidak dilayani."
    status = 404


@dataclass(frozen=True, slots=True)
class DefinisiPaket:
    """One bundle as its file says it."""

    kode: str
    nama: str
    ringkas: str
    kata_kunci: tuple[str, ...]
    surat: tuple[str, ...]
    inti: frozenset[str]
    sama: tuple[tuple[str, ...], ...]
    isi: Mapping[str, Mapping[str, Any]]
    peringatan: tuple[tuple[str, str], ...]  # condition (see surat.bila) and what to look at then

    def awas(self, orang: warga.Warga) -> tuple[str, ...]:
        """What the officer must look at for this resident, as sentences."""
        fakta = orang.potret | {"umur": umur(orang.tanggal_lahir, hari_desa())}
        return tuple(teks for bila, teks in self.peringatan if terpenuhi(bila, fakta))


@lru_cache(maxsize=1)
def semua() -> Mapping[str, DefinisiPaket]:
    """Every bundle that ships with the program, by code."""
    hasil = {}
    for berkas in sorted((folder_data() / "paket").glob("*.toml")):
        i = tomllib.loads(berkas.read_text(encoding="utf-8"))
        sama = tuple(tuple(satu) for satu in i.get("sama", ()))
        hasil[berkas.stem] = DefinisiPaket(
            berkas.stem, i["nama"], i["ringkas"], tuple(i["kata_kunci"]), tuple(i["surat"]),
            frozenset(i.get("inti", ())), sama, i.get("isi", {}),
            tuple((satu["bila"], satu["teks"]) for satu in i.get("peringatan", ())),
        )  # fmt: skip
    return hasil


def ditawarkan() -> list[DefinisiPaket]:
    """The bundles of which at least two letters are served."""
    aktif = {jenis.kode for jenis in jenis_aktif()}
    return [satu for satu in semua().values() if len(aktif & set(satu.surat)) > 1]


@dataclass(frozen=True, slots=True)
class Medan:
    """One fact of a bundle: the fact as it is asked, and every (kind, fact) it fills."""

    kunci: str
    isian: Isian
    untuk: tuple[tuple[str, str], ...]
    wajib: bool


class PaketWarga:
    """A bundle for one resident: the letters he can have, and what they ask for together."""

    def __init__(self, paket: DefinisiPaket, orang: warga.Warga) -> None:
        aktif = {jenis.kode: jenis for jenis in jenis_aktif()}
        self.paket, self.orang = paket, orang
        self.jenis: dict[str, JenisSurat] = {}
        self.tidak: list[tuple[str, str]] = []
        for kode in paket.surat:
            if kode in aktif:
                self._pilah(aktif[kode])
        if not self.jenis:
            raise PaketTidakAda()

    def _pilah(self, jenis: JenisSurat) -> None:
        try:
            pastikan_sesuai(jenis, self.orang)
        except BukanUntukWarga as galat:
            self.tidak.append((jenis.nama, galat.kalimat()))
        else:
            self.jenis[jenis.kode] = jenis

    def definisi(self, kode: str) -> Definisi:
        return definisi_dari(self.jenis[kode])

    def medan(self, dipilih: frozenset[str]) -> list[Medan]:
        """The facts of the chosen letters; those that are the same come once, under the label of the first."""
        hasil: dict[str, Medan] = {}
        kode_jenis = [kode for kode in self.jenis if kode in dipilih]
        for kode in kode_jenis:
            for isian in self.definisi(kode).isian:
                kunci = self._kunci(kode, isian)
                lama = hasil.get(kunci)
                untuk = (*(lama.untuk if lama else ()), (kode, isian.kode))
                wajib = isian.wajib or bool(lama and lama.wajib)
                hasil[kunci] = Medan(kunci, lama.isian if lama else isian, untuk, wajib)
        return list(hasil.values())

    def _kunci(self, kode: str, isian: Isian) -> str:
        for urut, sama in enumerate(self.paket.sama):
            if f"{kode}.{isian.kode}" in sama:
                return f"sama{urut}"
        for lain in self.jenis:
            if lain == kode:
                break
            if any(self._kembar(isian, satu) for satu in self.definisi(lain).isian):
                return f"{lain}__{isian.kode}".replace("-", "_")
        return f"{kode}__{isian.kode}".replace("-", "_")

    @staticmethod
    def _kembar(satu: Isian, dua: Isian) -> bool:
        """Whether two facts of different kinds are one: same code, label, kind, choices."""
        return (satu.kode, satu.label, satu.jenis, satu.pilihan) == (dua.kode, dua.label, dua.jenis, dua.pilihan)

    def bawaan(self) -> dict[str, Any]:
        """What the bundle fills in already, by the key of its field."""
        hasil: dict[str, Any] = {}
        for medan in self.medan(frozenset(self.jenis)):
            for kode, isian in medan.untuk:
                nilai = self.paket.isi.get(kode, {}).get(isian)
                if nilai is not None:
                    hasil.setdefault(medan.kunci, nilai)
        return hasil

    def syarat(self, dipilih: frozenset[str]) -> list[Syarat]:
        """The papers of the chosen letters, each once, the strictest demand of all."""
        urutan = {"wajib": 0, "ditunjukkan": 1, "pilihan": 2}
        hasil: dict[str, Syarat] = {}
        for kode in (satu for satu in self.jenis if satu in dipilih):
            for syarat in self.definisi(kode).syarat:
                lama = hasil.get(syarat.kode)
                if lama is None or urutan[syarat.sifat] < urutan[lama.sifat]:
                    hasil[syarat.kode] = syarat
        return list(hasil.values())

    def isian_per_jenis(self, nilai: Mapping[str, Any], dipilih: frozenset[str]) -> dict[str, dict[str, Any]]:
        """The facts of the form, handed to each letter under its own codes."""
        hasil: dict[str, dict[str, Any]] = {kode: {} for kode in self.jenis if kode in dipilih}
        for medan in self.medan(dipilih):
            for kode, isian in medan.untuk:
                hasil[kode][isian] = self._untuk(kode, isian, nilai.get(medan.kunci))
        return hasil

    def _untuk(self, kode: str, isian: str, nilai: Any) -> Any:
        """The value as this letter takes it: a person the first letter asked for is a name where another wants text."""
        teks = any(satu.kode == isian and satu.jenis == "teks" for satu in self.definisi(kode).isian)
        return nilai.get("nama", "") if teks and isinstance(nilai, Mapping) else nilai


def paket_warga(kode: str, penduduk_id: int) -> PaketWarga:
    """A bundle for a resident; PaketTidakAda when there is no such bundle."""
    paket = semua().get(kode)
    if paket is None:
        raise PaketTidakAda()
    return PaketWarga(paket, warga.ambil(penduduk_id))
