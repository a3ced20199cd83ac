"""True forms (F-1.01, N2, …) as data: which boxes, lines, choices, tables, and signatures stand where.

A form is a file of data/formulir; a village that must print it otherwise puts a file of the same name in
the folder `formulir` of its instance, and it is used instead as long as it reads (see docs/operasi.md).
Texts are plain merge fields, as in letters; a code a letter does not have prints as an empty line to be
filled by hand.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.pdf import ukuran
from smartkampung.lokasi import folder_data
from smartkampung.surat.bila import BilaSalah, kode_bila, urai
from smartkampung.surat.naskah import Nilai, gabung, kode_dalam, potongan

FOLDER = "formulir"
_KODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,19}")
TITIK = "................"
BENTUK = ("garis", "kotak", "pilih", "polos")
_BAKU: dict[str, Any] = {
    "label": "", "anak_judul": "", "kertas": "f4", "mendatar": False, "ukuran": 9, "jarak": 2, "huruf": "sans",
    "tepi": [15, 15, 12, 14], "kepala": [], "catatan": "", "sumber": "",
}  # fmt: skip
_JENIS: dict[str, dict[str, Any]] = {
    "judul": {"teks": "", "latar": False},
    "baris": {"baris": [], "lebar": 52},
    "kisi": {"kepala": [], "lebar": [], "baris": [], "ulang": "", "sedikit": 0, "bernomor": False},
    "teks": {"teks": "", "rata": "rata"},
    "butir": {"butir": []},
    "ttd": {"kolom": []},
}
_BARIS = {"no": "", "label": "", "isi": "", "bentuk": "garis", "banyak": 16, "pilihan": [], "kolom": 0}
_KOLOM_TTD = {"atas": [], "nama": "", "meterai": False, "penanda": False, "qr": False}


class FormulirSalah(Exception):
    """A form's file cannot be used; the message names the file and the fault."""


def folder_formulir() -> Path:
    """The folder of the forms that ship with the program."""
    return folder_data() / FOLDER


@lru_cache(maxsize=1)
def daftar_formulir() -> dict[str, str]:
    """Code and name of every form, in the order of their codes."""
    return {b.stem: str(_bawaan(b.stem)["nama"]) for b in sorted(folder_formulir().glob("*.toml"))}


def ada_formulir(kode: str) -> bool:
    """Whether a form of this code ships with the program."""
    return bool(_KODE.fullmatch(kode)) and (folder_formulir() / f"{kode}.toml").is_file()


@lru_cache(maxsize=64)
def _bawaan(kode: str) -> dict[str, Any]:
    return baca(folder_formulir() / f"{kode}.toml")


def formulir(kode: str) -> dict[str, Any]:
    """The form in the village's own file when there is a good one, else as it ships."""
    sendiri = berkas_desa(kode)
    return baca(sendiri) if sendiri.is_file() and not salah(sendiri) else _bawaan(kode)


def berkas_desa(kode: str) -> Path:
    """Where a village's own file of a form would stand."""
    return pengaturan().instance / FOLDER / f"{kode}.toml"


def baca(berkas: Path) -> dict[str, Any]:
    """Answer a form with all its keys; FormulirSalah names what is wrong."""
    try:
        isi = tomllib.loads(berkas.read_text(encoding="utf-8"))
        return _lengkap(isi)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError, KeyError) as galat:
        raise FormulirSalah(f"{berkas.name}: {galat}") from galat


def _lengkap(isi: Mapping[str, Any]) -> dict[str, Any]:
    jadi = _isi_baku(isi, _BAKU | {"kode": "", "nama": "", "judul": "", "bagian": []}, "formulir")
    if not jadi["nama"] or not jadi["judul"] or jadi["kertas"] not in ("f4", "a4"):
        raise ValueError("nama, judul, dan kertas (f4 atau a4) harus diisi.")
    if not 6 <= jadi["ukuran"] <= 14 or jadi["huruf"] not in ("sans", "serif"):
        raise ValueError("ukuran harus antara 6 dan 14, huruf sans atau serif.")
    if len(jadi["tepi"]) != 4 or not all(isinstance(n, int) and 5 <= n <= 60 for n in jadi["tepi"]):
        raise ValueError("tepi harus empat bilangan (kiri, kanan, atas, bawah) antara 5 dan 60 milimeter.")
    _pasangan(jadi["kepala"], "kepala")
    jadi["bagian"] = [_bagian(satu, ke) for ke, satu in enumerate(jadi["bagian"], start=1)]
    return jadi


def _bagian(satu: Mapping[str, Any], ke: int) -> dict[str, Any]:
    jenis = satu.get("jenis") if isinstance(satu, Mapping) else None
    if jenis not in _JENIS:
        raise ValueError(f"bagian[{ke}].jenis harus {', '.join(_JENIS)}.")
    jadi = _isi_baku(satu, _JENIS[jenis] | {"jenis": jenis, "bila": ""}, f"bagian[{ke}]")
    if jenis == "baris":
        jadi["baris"] = [_isi_baku(b, _BARIS, f"bagian[{ke}].baris") for b in jadi["baris"]]
        for baris in jadi["baris"]:
            _pasangan(baris["pilihan"], f"bagian[{ke}].pilihan")
            if baris["bentuk"] not in BENTUK:
                raise ValueError(f"bagian[{ke}]: bentuk “{baris['bentuk']}” tidak dikenal.")
            for _label, bila in baris["pilihan"]:
                _periksa_bila(bila)
    if jenis == "ttd":
        jadi["kolom"] = [_isi_baku(k, _KOLOM_TTD, f"bagian[{ke}].kolom") for k in jadi["kolom"]]
        _teks_semua([satu for kolom in jadi["kolom"] for satu in kolom["atas"]], f"bagian[{ke}].kolom.atas")
    if jenis == "butir":
        _teks_semua(jadi["butir"], f"bagian[{ke}].butir")
    if jenis == "kisi" and not len(jadi["kepala"]) == len(jadi["lebar"]) == len(jadi["baris"]):
        raise ValueError(f"bagian[{ke}]: kepala, lebar, dan baris harus sama banyak.")
    if jenis == "kisi":
        _teks_semua(jadi["kepala"] + jadi["baris"], f"bagian[{ke}]")
        if not all(isinstance(n, int) and n > 0 for n in jadi["lebar"]):
            raise ValueError(f"bagian[{ke}].lebar harus berisi bilangan.")
    _periksa_bila(jadi["bila"])
    return jadi


def _teks_semua(daftar: Sequence[Any], tempat: str) -> None:
    if not all(isinstance(satu, str) for satu in daftar):
        raise ValueError(f"{tempat} harus berisi teks.")


def _pasangan(daftar: Sequence[Any], tempat: str) -> None:
    for satu in daftar:
        if not isinstance(satu, list) or len(satu) != 2:
            raise ValueError(f"{tempat} harus berisi pasangan teks.")
        _teks_semua(satu, tempat)


def _isi_baku(isi: Mapping[str, Any], baku: Mapping[str, Any], tempat: str) -> dict[str, Any]:
    if not isinstance(isi, Mapping):
        raise ValueError(f"{tempat} harus berupa tabel.")
    for kunci, nilai in isi.items():
        if kunci not in baku or not isinstance(nilai, type(baku[kunci])):
            raise ValueError(f"{tempat}.{kunci} tidak dikenal, atau bukan {type(baku.get(kunci)).__name__}.")
    return {kunci: isi.get(kunci, nilai) for kunci, nilai in baku.items()}


def _periksa_bila(bila: str) -> None:
    try:
        if bila:
            urai(bila)
    except BilaSalah as galat:
        raise ValueError(str(galat)) from galat


def susun(kode: str, nilai: Nilai, **paraf: Any) -> dict[str, Any]:
    """Answer one form as the layout reads it; `paraf` are signature, QR, and foot where the form is a letter."""
    isi = formulir(kode)
    return {
        **{kunci: isi[kunci] for kunci in ("judul", "label", "ukuran", "huruf", "tepi", "jarak")},
        "kertas": ukuran(isi["kertas"], mendatar=isi["mendatar"]),
        "anak_judul": _gabung(isi["anak_judul"], nilai.teks),
        "kepala": [[label, _gabung(teks, nilai.teks)] for label, teks in isi["kepala"]],
        "catatan": _gabung(isi["catatan"], nilai.teks),
        "bagian": [_susun_bagian(satu, nilai) for satu in isi["bagian"] if nilai.memenuhi(satu["bila"])],
        "tanda_tangan": None, "qr": None, "kaki": f"{isi['label']} · {isi['nama']}", "kaki_kode": "",
        "kaki_kanan": "Tidak dipungut biaya", "contoh_teks": "",
    } | paraf  # fmt: skip


def _susun_bagian(satu: Mapping[str, Any], nilai: Nilai) -> dict[str, Any]:
    jenis, teks = satu["jenis"], nilai.teks
    if jenis == "judul":
        return {**satu, "teks": _gabung(satu["teks"], teks)}
    if jenis == "teks":
        return {**satu, "isi": _potongan(satu["teks"], teks)}
    if jenis == "butir":
        return {**satu, "isi": [_potongan(b, teks) for b in satu["butir"]]}
    if jenis == "baris":
        return {**satu, "baris": [_susun_baris(b, nilai) for b in satu["baris"]]}
    if jenis == "kisi":
        return {**satu, "isi": _susun_kisi(satu, nilai)}
    kolom = [
        {**k, "atas": [_gabung(b, teks) for b in k["atas"]], "nama": _gabung(k["nama"], teks)} for k in satu["kolom"]
    ]
    return {**satu, "kolom": [k if any(k["atas"]) else {**k, "atas": []} for k in kolom]}


def _susun_baris(baris: Mapping[str, Any], nilai: Nilai) -> dict[str, Any]:
    pilihan = [[label, bool(bila) and nilai.memenuhi(bila)] for label, bila in baris["pilihan"]]
    isi = _gabung(baris["isi"], nilai.teks).strip(" ,")
    return {**baris, "isi": isi.replace(" ", "") if _angka_saja(isi) else isi, "pilihan": pilihan}


def _angka_saja(teks: str) -> bool:
    return bool(re.fullmatch(r"\d{4}( \d{4}){3}", teks))


def _susun_kisi(satu: Mapping[str, Any], nilai: Nilai) -> list[list[str]]:
    """One row per person of the list, and empty ones up to `sedikit`, to be filled by hand."""
    orang: Sequence[Mapping[str, str]] = nilai.daftar.get(satu["ulang"], ()) if satu["ulang"] else ({},)
    isi = [[_gabung(sel, {**nilai.teks, **satu_orang}) for sel in satu["baris"]] for satu_orang in orang]
    return isi + [[""] * len(satu["kepala"])] * (satu["sedikit"] - len(isi))


def _gabung(teks: str, nilai: Mapping[str, str]) -> str:
    """The text with its codes replaced; what has no value here is left blank, since a form is filled by hand."""
    return gabung(teks, _Kosong(nilai))


def _potongan(teks: str, nilai: Mapping[str, str]) -> list[list[Any]]:
    isi = _Kosong(nilai)
    isi.ganti = TITIK
    return potongan(teks, isi)


class _Kosong(dict[str, str]):
    """Values in which every code is known: what is empty or foreign is `ganti`."""

    ganti = ""

    def get(self, kode: str, _baku: Any = None) -> str:  # type: ignore[override]
        return super().get(kode) or self.ganti


def salah(berkas: Path) -> str:
    """What is wrong with a village's own file, as a sentence; empty when it is used."""
    try:
        baca(berkas)
    except FormulirSalah as galat:
        return f"{galat} Dipakai bentuk bawaan."
    return "" if ada_formulir(berkas.stem) else f"{berkas.name}: tidak ada formulir dengan kode itu."


def salah_di_desa() -> list[str]:
    """Faults of the village's own files, for the page of forms and for `smartkampung periksa`."""
    return [kalimat for satu in sorted((pengaturan().instance / FOLDER).glob("*.toml")) if (kalimat := salah(satu))]


def kode_formulir(kode: str) -> frozenset[str]:
    """Every placeholder a shipped form uses, in its conditions too."""
    teks = json.dumps(_bawaan(kode), ensure_ascii=False)
    bila = [b for bagian in _bawaan(kode)["bagian"] for b in _semua_bila(bagian) if b]
    return kode_dalam(teks) | {satu for syarat in bila for satu in kode_bila(syarat)}


def _semua_bila(bagian: Mapping[str, Any]) -> list[str]:
    return [bagian["bila"], *(b for baris in bagian.get("baris", ()) if isinstance(baris, dict)
                              for _label, b in baris["pilihan"])]  # fmt: skip
