"""The text of a letter: facts merged into its paragraphs, ready for the page.

`[kode]` is replaced by a fact when the code is known; `[KODE]` writes it in capitals; anything else
stays literal. Bold comes only from the definition (`**…**`), never from a fact: the definition is cut
into pieces before facts are put in.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.inti.naskah import ISIAN, gabung, kode_dalam, potongan
from smartkampung.inti.tanggal import tanggal_panjang, umur
from smartkampung.inti.terbilang import terbilang
from smartkampung.inti.uang import rupiah
from smartkampung.surat.bila import terpenuhi
from smartkampung.surat.kode_isian import KODE_KELAMIN, KODE_WARGA

KOSONG = "—"
__all__ = ["gabung", "kode_dalam", "potongan"]  # the rest of the area finds them here


def _baris(label: str, teks: str, nilai: Mapping[str, str]) -> list[Any] | None:
    """Answer one row [label, text, bold], or None when its only facts are empty and optional."""
    if not _berisi(teks, nilai):
        return None
    isi = potongan(teks, nilai)
    return [gabung(label, nilai), "".join(satu for satu, _ in isi), bool(isi) and all(tebal for _, tebal in isi)]


@dataclass(frozen=True, slots=True)
class Nilai:
    """The values of one letter: texts by code, raw values that conditions compare, rows of repeated persons."""

    teks: Mapping[str, str]
    mentah: Mapping[str, Any] = field(default_factory=dict)
    daftar: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    def memenuhi(self, bila: str) -> bool:
        """Whether a condition holds; an empty one does."""
        return not bila or terpenuhi(bila, {**self.teks, **self.mentah})


def susun_bagian(bagian: Sequence[Mapping[str, Any]], nilai: Nilai) -> list[dict[str, Any]]:
    """Answer the body of a letter as the layout reads it; rows without a value are left out, and so is a
    part whose condition (`bila`) does not hold.
    """
    hasil = [_SUSUN[satu["jenis"]](satu, nilai) for satu in bagian if nilai.memenuhi(satu.get("bila", ""))]
    return [satu for satu in hasil if satu is not None]


def _susun_paragraf(satu: Mapping[str, Any], nilai: Nilai) -> dict[str, Any]:
    return {"jenis": "paragraf", "isi": potongan(satu["teks"], nilai.teks), "rata": satu.get("rata") or "rata"}


def _susun_tabel(satu: Mapping[str, Any], nilai: Nilai) -> dict[str, Any] | None:
    baris = [isi for label, teks in satu["baris"] if (isi := _baris(label, teks, nilai.teks))]
    return {"jenis": "tabel", "isi": baris} if baris else None


def _susun_butir(satu: Mapping[str, Any], nilai: Nilai) -> dict[str, Any] | None:
    butir = [potongan(teks, nilai.teks) for teks in satu["butir"] if _berisi(teks, nilai.teks)]
    return {"jenis": "butir", "isi": butir} if butir else None


def _susun_kisi(satu: Mapping[str, Any], nilai: Nilai) -> dict[str, Any] | None:
    """A table of columns; with `ulang` its rows repeat for each person of that list."""
    orang = nilai.daftar.get(satu["ulang"], ()) if satu.get("ulang") else ({},)
    isi = [
        [potongan(sel, {**nilai.teks, **tambahan}) for sel in baris] for tambahan in orang for baris in satu["baris"]
    ]
    if not isi:
        return None
    kepala = [gabung(judul, nilai.teks) for judul in satu["kepala"]]
    return {"jenis": "kisi", "kepala": kepala, "isi": isi, "lebar": list(satu.get("lebar") or [])}


_SUSUN = {"paragraf": _susun_paragraf, "tabel": _susun_tabel, "kisi": _susun_kisi, "butir": _susun_butir}


def _berisi(teks: str, nilai: Mapping[str, str]) -> bool:
    """Whether a line has anything to say: no placeholder, or one that is not empty."""
    kode = ISIAN.findall(teks)
    return not kode or any(nilai.get(satu.lower(), KOSONG) != "" for satu in kode)


def kode_hampa(bagian: Mapping[str, Any], nilai: Nilai, opsional: Collection[str]) -> list[str]:
    """The codes of one part that are printed without a value; rows of optional facts alone are left out."""
    baris: list[str] = []
    if bagian["jenis"] == "paragraf":
        baris = [bagian["teks"]]
    elif bagian["jenis"] in ("tabel", "butir"):
        semua = [isi for _label, isi in bagian["baris"]] if bagian["jenis"] == "tabel" else bagian["butir"]
        baris = [teks for teks in semua if _berisi(teks, nilai.teks) or not kode_dalam(teks) <= set(opsional)]
    elif not bagian.get("ulang"):
        baris = [sel for isi in bagian["baris"] for sel in isi]
    kode = [satu.lower() for teks in baris for satu in ISIAN.findall(teks)]
    return [satu for satu in kode if nilai.teks.get(satu) == ""]


def berlaku_sampai(tanggal: date, berlaku: Mapping[str, Any]) -> date:
    """Answer the last day a letter is valid; the end of a shorter month counts as its last day."""
    jumlah = int(berlaku["jumlah"])
    if berlaku["satuan"] == "hari":
        return date.fromordinal(tanggal.toordinal() + jumlah)
    bulan = tanggal.month - 1 + jumlah * (12 if berlaku["satuan"] == "tahun" else 1)
    tahun, bulan = tanggal.year + bulan // 12, bulan % 12 + 1
    return date(tahun, bulan, min(tanggal.day, calendar.monthrange(tahun, bulan)[1]))


def nik_berspasi(nik: str) -> str:
    """Answer sixteen digits in four groups, as letters print them."""
    return " ".join(nik[i : i + 4] for i in range(0, len(nik), 4))


def nilai_warga(potret: Mapping[str, Any], pada: date) -> dict[str, str]:
    """Answer the placeholders of a person from the snapshot; dates in the snapshot are ISO, or absent."""
    teks = {kode: str(potret.get(kode) or "") for kode in (*KODE_WARGA, "hubungan", "keterangan")}
    lahir = date.fromisoformat(teks["tanggal_lahir"]) if teks["tanggal_lahir"] else None
    teks |= {kode: tanggal_iso(teks[kode]) for kode in ("tanggal_lahir", "tanggal_perkawinan", "tanggal_perceraian")}
    teks |= {kode: nik_berspasi(teks[kode]) for kode in ("nik", "no_kk", "nik_ayah", "nik_ibu")}
    kelamin = teks["jenis_kelamin"].casefold()[:1]
    return (
        teks
        | {kode: pilihan[kelamin == "p"] if kelamin else "" for kode, pilihan in KODE_KELAMIN.items()}
        | {
            "tempat_tanggal_lahir": ", ".join(x for x in (teks["tempat_lahir"], teks["tanggal_lahir"]) if x),
            "umur": str(umur(lahir, pada)) if lahir else teks["umur"],
        }
    )


def tanggal_iso(teks: str) -> str:
    """Answer an ISO date in full; empty stays empty."""
    return tanggal_panjang(date.fromisoformat(teks)) if teks else ""


def teks_isian(jenis: str, nilai: Any) -> str:
    """Answer a stored fact as people read it: a date in full, an amount with its Rp, a time as 14.30."""
    if jenis == "centang":
        return "ya" if nilai else "tidak"
    if nilai in (None, "", [], {}):
        return ""
    if jenis == "tanggal":
        return tanggal_panjang(date.fromisoformat(nilai))
    if jenis == "rupiah":
        return rupiah(Decimal(nilai))
    if jenis == "nik":
        return nik_berspasi(nilai)
    if jenis == "orang":
        return str(nilai.get("nama", ""))
    if jenis in ("daftar_orang", "banyak"):
        return rangkai([str(satu.get("nama", "")) if isinstance(satu, Mapping) else str(satu) for satu in nilai])
    return nilai[:5].replace(":", ".") if jenis == "jam" else str(nilai)


def rangkai(kata: Sequence[str]) -> str:
    """Answer words as a sentence lists them: `a, b, dan c`."""
    if len(kata) < 3:
        return " dan ".join(kata)
    return f"{', '.join(kata[:-1])}, dan {kata[-1]}"


def terbilang_tanggal(hari: date) -> str:
    """Answer a day in words: `dua puluh satu November dua ribu dua puluh enam`."""
    return f"{terbilang(hari.day)} {tanggal_panjang(hari).split()[1]} {terbilang(hari.year)}"


def samarkan(nama: str) -> str:
    """Answer a name as the public check page shows it: `S•••••••• B•• K••••`."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in nama.split())


def kapital_jabatan(baris: str) -> str:
    """Answer a line of the signature block in capitals; `a.n.`, `u.b.`, `Plt.`, `Plh.` stay as they are."""
    depan, pisah, belakang = baris.partition(" ")
    if depan in {"a.n.", "u.b.", "Plt.", "Plh."}:
        return f"{depan}{pisah}{belakang.upper()}"
    return baris.upper()
