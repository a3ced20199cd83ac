"""The designer's page as a definition, and back: what the inputs of the page say.

The page sends the parts of a list in the order they stand on it: each has a hidden input (`isian`,
`syarat`, `pihak`, `bagian`) with a key, and inputs named `<list>-<key>-<name>`. So a part can be moved in
the browser without renaming anything, and without script by a button that comes here as `aksi`.
Rows of a table are lines: `label: isi`; columns are parted by `|`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from smartkampung.inti.formulir import rapikan, rapikan_panjang
from smartkampung.surat.definisi import BAGIAN
from smartkampung.surat.isian import KOLOM_ORANG

DAFTAR = ("isian", "syarat", "pihak", "bagian")
TERBANYAK = {"isian": 60, "syarat": 30, "pihak": 9, "bagian": 60}
PANJANG_TEKS, PANJANG_BARIS = 4_000, 300
BARU: dict[str, dict[str, Any]] = {
    "isian": {"kode": "", "label": "", "jenis": "teks"},
    "syarat": {"kode": "", "nama": "", "sifat": "ditunjukkan"},
    "pihak": {"sebutan": "", "nama": ""},
    "paragraf": {"jenis": "paragraf", "teks": ""},
    "tabel": {"jenis": "tabel", "baris": []},
    "kisi": {"jenis": "kisi", "kepala": ["No", "Nama"], "baris": [["[keluarga_no]", "[keluarga_nama]"]],
             "ulang": "keluarga"},
    "butir": {"jenis": "butir", "butir": []},
}  # fmt: skip
Isi = dict[str, Any]
Medan = MultiDict[str, str]


def dari_formulir(form: Medan, dasar: Mapping[str, Any]) -> Isi:
    """Answer the definition the page says; what the page does not show (prohibitions, register) stays."""
    isi: Isi = dict(dasar)
    isi |= {kunci: _teks(form, kunci, maks) for kunci, maks in (
        ("nama", 100), ("judul", 160), ("ringkas", 200), ("klasifikasi", 20), ("kelompok", 40),
        ("penanda_tangan", 40), ("verifikator", 20), ("perhatian", 300))}  # fmt: skip
    isi |= {kunci: kunci in form for kunci in ("diketahui_camat", "mengetahui", "umum", "sering")}
    isi["kata_kunci"] = [satu for satu in map(str.strip, _teks(form, "kata_kunci", 500).split(",")) if satu]
    isi["dasar_hukum"] = _baris(form, "dasar_hukum")
    isi["janji_menit"] = _angka(form, "janji_menit", 60, 5, 20_000)
    jumlah = _angka(form, "berlaku_jumlah", 1, 1, 1_000)
    isi["berlaku"] = {"jumlah": jumlah, "satuan": _teks(form, "berlaku_satuan", 10)}
    isi["lanjut"] = {"ke": _teks(form, "lanjut_ke", 120), "bawa": _baris(form, "lanjut_bawa"),
                     "ket": _teks(form, "lanjut_ket", 200)}  # fmt: skip
    isi["orang"] = {
        "status_kawin": [s[:40] for s in form.getlist("orang_status_kawin")],
        "jenis_kelamin": _teks(form, "orang_jenis_kelamin", 20),
        "umur_dari": _angka(form, "orang_umur_dari", 0, 0, 130),
        "umur_sampai": _angka(form, "orang_umur_sampai", 0, 0, 130),
    }
    isi["lampiran"] = [
        {"kode": kode[:20], "bila": _teks(form, f"lampiran-{kode}-bila", 200)} for kode in form.getlist("lampiran")
    ]
    isi["tata"] = _tata(form)
    for nama in DAFTAR:
        isi[nama] = [_BACA[nama](form, f"{nama}-{kunci}") for kunci in form.getlist(nama)[: TERBANYAK[nama]]]
    return isi


def _tata(form: Medan) -> Isi:
    pilihan = {k: _teks(form, f"tata_{k}", 20) for k in ("huruf", "spasi", "kertas", "kop", "nomor", "tanda_tangan")}
    angka = {"ukuran": 12, "kiri": 30, "kanan": 25, "atas": 18, "bawah": 25, "lebar_label": 46}
    return (
        pilihan
        | {kunci: _angka(form, f"tata_{kunci}", baku, 1, 100) for kunci, baku in angka.items()}
        | {"inden": "tata_inden" in form}
    )


def _isian(form: Medan, awal: str) -> Isi:
    label = _teks(form, f"{awal}-label", 100)
    hasil: Isi = {
        "kode": _teks(form, f"{awal}-kode", 40).lower() or _kode(label),
        "label": label,
        "jenis": _teks(form, f"{awal}-jenis", 20),
        "wajib": f"{awal}-wajib" in form,
        "hanya_petugas": f"{awal}-hanya_petugas" in form,
        "keluarga": f"{awal}-keluarga" in form,
        "bantuan": _teks(form, f"{awal}-bantuan", 200),
        "bawaan": _teks(form, f"{awal}-bawaan", 40),
        "acuan": _teks(form, f"{awal}-acuan", 40),
        "pilihan": _baris(form, f"{awal}-pilihan"),
        "kolom": [kolom for kolom in KOLOM_ORANG if kolom in form.getlist(f"{awal}-kolom")],
        "kelamin": _teks(form, f"{awal}-kelamin", 20),
        "umur_dari": _angka(form, f"{awal}-umur_dari", 0, 0, 130),
        "maks": _angka(form, f"{awal}-maks", 120, 1, 4_000),
        "dari": _angka(form, f"{awal}-dari", 0, 0, 1_000_000_000),
        "sampai": _angka(form, f"{awal}-sampai", 1_000_000, 0, 1_000_000_000),
    }
    return hasil


def _syarat(form: Medan, awal: str) -> Isi:
    nama = _teks(form, f"{awal}-nama", 120)
    return {
        "kode": _teks(form, f"{awal}-kode", 40).lower() or _kode(nama),
        "nama": nama,
        "sifat": _teks(form, f"{awal}-sifat", 20),
        "bantuan": _teks(form, f"{awal}-bantuan", 200),
    }


def _pihak(form: Medan, awal: str) -> Isi:
    return {
        "sebutan": _teks(form, f"{awal}-sebutan", 80),
        "nama": _teks(form, f"{awal}-nama", 120),
        "meterai": f"{awal}-meterai" in form,
    }


def _bagian(form: Medan, awal: str) -> Isi:
    jenis = _teks(form, f"{awal}-jenis", 20)
    jenis = jenis if jenis in BAGIAN else "paragraf"
    hasil: Isi = {"jenis": jenis}
    if jenis == "paragraf":
        teks = " ".join((form.get(f"{awal}-teks") or "").split())[:PANJANG_TEKS]
        rata = _teks(form, f"{awal}-rata", 10)
        hasil |= {"teks": teks} | ({"rata": rata} if rata in ("tengah", "kiri") else {})
    elif jenis == "tabel":
        hasil["baris"] = [_pasangan(satu) for satu in _baris(form, f"{awal}-baris")]
    elif jenis == "butir":
        hasil["butir"] = _baris(form, f"{awal}-baris")
    else:
        lebar = [int(n) for n in re.findall(r"\d{1,3}", _teks(form, f"{awal}-lebar", 60))]
        ulang = _teks(form, f"{awal}-ulang", 40)
        hasil |= {"kepala": _sel(_teks(form, f"{awal}-kepala", 300))}
        hasil |= {"baris": [_sel(satu) for satu in _baris(form, f"{awal}-baris")]}
        hasil |= ({"ulang": ulang} if ulang else {}) | ({"lebar": lebar} if lebar else {})
    bila = _teks(form, f"{awal}-bila", 200)
    return hasil | ({"bila": bila} if bila else {})


_BACA: dict[str, Callable[[Medan, str], Isi]] = {
    "isian": _isian,
    "syarat": _syarat,
    "pihak": _pihak,
    "bagian": _bagian,
}


def terapkan(isi: Isi, aksi: str) -> str:
    """Do what a button of the page says (`bagian-naik-3`, `tambah-tabel`); answer the anchor to return to."""
    kerja, _, sisa = aksi.partition("-")
    if kerja == "tambah" and sisa in BARU:
        daftar = sisa if sisa in DAFTAR else "bagian"
        if len(isi[daftar]) < TERBANYAK[daftar]:
            isi[daftar] = [*isi[daftar], dict(BARU[sisa])]
        return f"{daftar}-{len(isi[daftar])}"
    cocok = re.fullmatch(r"(naik|turun|hapus)-(\d{1,3})", sisa)
    if kerja not in DAFTAR or not cocok or not 0 <= int(cocok[2]) < len(isi[kerja]):
        return ""
    ke, baris = int(cocok[2]), list(isi[kerja])
    satu = baris.pop(ke)
    if cocok[1] != "hapus":
        ke = max(0, min(len(baris), ke + (-1 if cocok[1] == "naik" else 1)))
        baris.insert(ke, satu)
    isi[kerja] = baris
    return f"{kerja}-{ke + 1}"


def baris_bagian(bagian: Mapping[str, Any]) -> str:
    """The rows of a part as the lines of its input."""
    if bagian["jenis"] == "tabel":
        return "\n".join(f"{label}: {isi}" for label, isi in bagian.get("baris", ()))
    if bagian["jenis"] == "butir":
        return "\n".join(bagian.get("butir", ()))
    return "\n".join(" | ".join(isi) for isi in bagian.get("baris", ()))


def _pasangan(baris: str) -> list[str]:
    label, _, isi = baris.partition(":")
    return [label.strip(), isi.strip()]


def _sel(baris: str) -> list[str]:
    return [satu.strip() for satu in baris.split("|")] if baris else []


def _teks(form: Medan, kunci: str, maks: int) -> str:
    return (rapikan(form.get(kunci)) or "")[:maks]


def _baris(form: Medan, kunci: str) -> list[str]:
    teks = rapikan_panjang(form.get(kunci)) or ""
    return [satu[:PANJANG_BARIS] for satu in teks.split("\n") if satu][:60]


def _angka(form: Medan, kunci: str, baku: int, dari: int, sampai: int) -> int:
    teks = (form.get(kunci) or "").strip()
    angka = int(teks) if re.fullmatch(r"[0-9]{1,9}", teks) else baku
    return max(dari, min(sampai, angka))


def _kode(label: str) -> str:
    """A code for a fact or paper from its label: `Nama usaha` -> `nama_usaha`."""
    return "_".join(re.findall(r"[a-z0-9]+", label.casefold()))[:39].lstrip("0123456789_")
