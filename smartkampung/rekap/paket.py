"""The JSON twin of a recap: one canonical form, a published schema, a hash, a signature.

A packet is `{"isi": …, "sha256": …, "tanda_tangan": …}`. The signature is made over the canonical bytes of
`isi`. Canonical means: UTF-8, keys sorted, no blanks, so that one content has exactly one byte form; a file
with any other bytes is refused. `docs/rekap-json.md` describes it for other programs.
"""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import angka
from smartkampung.lokasi import folder_data

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = "smartkampung.rekap/1"
FORMAT_TERIMA = "smartkampung.tanda-terima/1"
ALGORITMA = "Ed25519"
BATAS_UKURAN = 20 * 1024 * 1024
_RUPIAH = re.compile(r"-?[0-9]{1,18}\.[0-9]{2}")


class PaketDitolak(GalatDomain):
    """A packet that cannot be taken, with the reason."""

    pesan = "Paket rekap ini tidak dapat diterima: %(sebab)s."

    @property
    def sebab(self) -> str:
        return str(self.angka.get("sebab", "")) or self.kalimat()


def kanonik(isi: Any) -> bytes:
    """The one byte form of a JSON value."""
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sidik(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def bungkus(isi: dict[str, Any], rahasia: Ed25519PrivateKey | None = None) -> dict[str, Any]:
    """Sign a content with the key of this office (or a given one)."""
    data = kanonik(isi)
    return {"isi": isi, "sha256": sidik(data), "tanda_tangan": {
        "algoritma": ALGORITMA, "kunci_id": kunci.sidik_kunci(kunci.kunci_publik(rahasia)),
        "nilai": kunci.tanda_tangani(data, rahasia)}}


def bungkus_bita(isi: dict[str, Any]) -> tuple[bytes, str]:
    """The canonical bytes of a signed content and its SHA-256, encoding a large content only once."""
    data = kanonik(isi)
    tanda = kanonik({"algoritma": ALGORITMA, "kunci_id": kunci.sidik_kunci(kunci.kunci_publik()),
                     "nilai": kunci.tanda_tangani(data)})
    ringkas = sidik(data)
    return b'{"isi":' + data + b',"sha256":"' + ringkas.encode() + b'","tanda_tangan":' + tanda + b"}", ringkas


def buka(data: bytes, *, batas: int = BATAS_UKURAN) -> dict[str, Any]:
    """Read a signed document: size, JSON, canonical form, envelope, hash; the signature is not judged yet.

    PaketDitolak says what is wrong.
    """
    if len(data) > batas:
        raise PaketDitolak(sebab=f"ukurannya lebih dari {batas // 1024 // 1024} MB")
    if not data.strip():
        raise PaketDitolak(sebab="berkasnya kosong")
    try:
        paket = json.loads(data, parse_constant=_tolak_angka, object_pairs_hook=_tanpa_ganda)
        bentuk = kanonik(paket)
    except (ValueError, RecursionError, UnicodeError) as galat:
        raise PaketDitolak(sebab="isinya bukan JSON yang utuh") from galat
    if not _amplop_sah(paket):
        raise PaketDitolak(sebab="susunannya bukan paket rekap Smart Kampung")
    if bentuk != data:
        raise PaketDitolak(sebab="bentuknya tidak baku, jadi pernah diubah program lain")
    if sidik(kanonik(paket["isi"])) != paket["sha256"]:
        raise PaketDitolak(sebab="isinya tidak cocok dengan sidik SHA-256")
    return paket  # type: ignore[no-any-return]


def _tolak_angka(nama: str) -> Any:
    raise ValueError(f"{nama} is no JSON")


def _tanpa_ganda(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    hasil = dict(pasangan)
    if len(hasil) != len(pasangan):
        raise ValueError("a key stands twice")
    return hasil


def _amplop_sah(paket: Any) -> bool:
    if not isinstance(paket, dict) or set(paket) != {"isi", "sha256", "tanda_tangan"}:
        return False
    tanda = paket["tanda_tangan"]
    return (isinstance(paket["isi"], dict) and isinstance(paket["sha256"], str) and isinstance(tanda, dict)
            and set(tanda) == {"algoritma", "kunci_id", "nilai"} and tanda["algoritma"] == ALGORITMA
            and all(isinstance(v, str) for v in tanda.values()))


def tanda_cocok(paket: dict[str, Any], publik: str) -> bool:
    """Whether the packet was signed with the key of this public key."""
    return (paket["tanda_tangan"]["kunci_id"] == kunci.sidik_kunci(publik)
            and kunci.cocok(publik, kanonik(paket["isi"]), paket["tanda_tangan"]["nilai"]))


# --- schema and figures -----------------------------------------------------------------------------

@lru_cache(maxsize=1)
def skema() -> dict[str, Any]:
    """The published JSON Schema."""
    isi: dict[str, Any] = json.loads((folder_data() / "rekap.schema.json").read_text(encoding="utf-8"))
    return isi


@lru_cache(maxsize=1)
def _pemeriksa() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(skema())


def periksa_skema(paket: dict[str, Any]) -> None:
    """Raise PaketDitolak where the packet leaves the schema.

    The cells of large tables are judged by our own loop, which says the same as the schema, only faster.
    """
    ringan, sel_buruk = _tanpa_sel(paket)
    if sel_buruk:
        raise PaketDitolak(sebab=f"{sel_buruk} bukan teks, angka, atau kosong")
    galat = next(iter(_pemeriksa().iter_errors(ringan)), None)
    if galat is not None:
        letak = "/".join(str(p) for p in galat.absolute_path) or "paket"
        raise PaketDitolak(sebab=f"bagian {letak[:80]} tidak menurut skema")


def _tanpa_sel(paket: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The packet with the rows taken out where they are what they must be; else where they are not."""
    isi = paket["isi"]
    bagian = isi.get("bagian")
    if not isinstance(bagian, list):
        return paket, ""
    baru = []
    for b in bagian:
        lembar = b.get("lembar") if isinstance(b, dict) else None
        if not isinstance(lembar, list):
            return paket, ""
        ringkas = []
        for satu in lembar:
            if not isinstance(satu, dict) or not isinstance(satu.get("baris"), list):
                return paket, ""
            for nomor, baris in enumerate(satu["baris"], start=1):
                if not isinstance(baris, list) or not all(_sel_sah(s) for s in baris):
                    return paket, f"baris {nomor} lembar {str(satu.get('judul'))[:40]}"
            ringkas.append({**satu, "baris": []})
        baru.append({**b, "lembar": ringkas})
    return {**paket, "isi": {**isi, "bagian": baru}}, ""


def _sel_sah(sel: Any) -> bool:
    return sel is None or isinstance(sel, str | int | float)


def semua_lembar(isi: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The sheets of a content by code."""
    return {satu["kode"]: satu for b in isi["bagian"] for satu in b["lembar"]}


def jumlah_kolom(lembar: dict[str, Any], kunci_kolom: str) -> Decimal:
    """The sum of one column, empty cells counting as nothing; ValueError when there is no such column."""
    letak = [k["kunci"] for k in lembar["kolom"]].index(kunci_kolom)
    uang = lembar["kolom"][letak]["jenis"] == "rupiah"
    sel = [b[letak] for b in lembar["baris"]]
    bulat = sum(s for s in sel if type(s) is int)
    return sum((Decimal(str(s)) for s in sel if type(s) is not int and _bilangan(s, uang)), start=Decimal(bulat))


def _bilangan(sel: Any, uang: bool) -> bool:
    """Whether a cell counts: numbers do, and the texts in which rupiah travel."""
    if isinstance(sel, str):
        return uang and _RUPIAH.fullmatch(sel) is not None
    return isinstance(sel, int | float) and not isinstance(sel, bool)


def periksa_angka(isi: dict[str, Any]) -> list[tuple[str, str]]:
    """Add the sheets up again: widths of rows, totals, checks; says what does not agree as (bagian, sentence)."""
    temuan: list[tuple[str, str]] = []
    lembar = semua_lembar(isi)
    if len(lembar) != sum(len(b["lembar"]) for b in isi["bagian"]):
        raise PaketDitolak(sebab="dua lembar memakai kode yang sama")
    for satu in lembar.values():
        lebar = len(satu["kolom"])
        if any(len(b) != lebar for b in satu["baris"]):
            raise PaketDitolak(sebab=f"baris lembar {satu['judul'][:60]} tidak selebar judulnya")
    for b in isi["bagian"]:
        temuan += [(b["kode"], t) for satu in b["lembar"] for t in _periksa_jumlah(satu)]
        temuan += [(b["kode"], t) for k in b["kontrol"] for t in _periksa_kontrol(k, lembar)]
    return temuan


def _periksa_jumlah(lembar: dict[str, Any]) -> list[str]:
    temuan = []
    for kunci_kolom, tertulis in (lembar["jumlah"] or {}).items():
        try:
            hitung = jumlah_kolom(lembar, kunci_kolom)
        except ValueError as galat:
            raise PaketDitolak(sebab=f"lembar {lembar['judul'][:60]} menjumlah kolom yang tidak ada") from galat
        if not _bilangan(tertulis, True) or Decimal(str(tertulis)) != hitung:
            temuan.append(f"{lembar['judul']}, kolom {kunci_kolom}: jumlah tertulis {tertulis}, "
                          f"isi barisnya {_angka(hitung)}")
    return temuan


def _periksa_kontrol(kontrol: dict[str, Any], lembar: dict[str, Any]) -> list[str]:
    try:
        hitung = sum((tanda * jumlah_kolom(lembar[kode], kolom) for tanda, kode, kolom in kontrol["suku"]),
                     start=Decimal(0))
    except (KeyError, ValueError) as galat:
        raise PaketDitolak(sebab=f"kontrol {kontrol['nama'][:60]} menunjuk kolom yang tidak ada") from galat
    nilai = Decimal(str(kontrol["nilai"]))
    if nilai == hitung:
        return []
    return [f"{kontrol['nama']}: nilai program {_angka(nilai)}, isi lembar {_angka(hitung)}, "
            f"selisih {_angka(nilai - hitung)}"]


def _angka(nilai: Decimal) -> str:
    return angka(nilai, 0 if nilai == nilai.to_integral_value() else 2)


def periksa_sambung(lalu: dict[str, Any], kini: dict[str, Any]) -> list[tuple[str, str]]:
    """Whether a month begins where the month before ended, as (bagian, sentence).

    A sheet takes part when it has the columns `awal` and `akhir`; their sums are compared.
    """
    dulu = semua_lembar(lalu)
    return [(b["kode"], kalimat) for b in kini["bagian"] for satu in b["lembar"] if satu["kode"] in dulu
            for kalimat in _banding_sambung(dulu[satu["kode"]], satu, lalu["periode"], kini["periode"])]


def _banding_sambung(dulu: dict[str, Any], satu: dict[str, Any], bulan_lalu: str, bulan: str) -> list[str]:
    kolom = {k["kunci"] for k in satu["kolom"]}
    if not ({"awal", "akhir"} <= kolom and "akhir" in {k["kunci"] for k in dulu["kolom"]}):
        return []
    akhir, awal = jumlah_kolom(dulu, "akhir"), jumlah_kolom(satu, "awal")
    if akhir == awal:
        return []
    lalu, kini = Periode.baca(bulan_lalu).nama, Periode.baca(bulan).nama
    return [f"{satu['judul']}: jumlah akhir {lalu} {_angka(akhir)}, awal {kini} {_angka(awal)}"]
