"""Reference codes of residents (agama, pekerjaan, …): code and text, as data, read once.

Source: data/ref_penduduk.csv, the codes of Permendagri 109/2019 as OpenSID carries them. Files of other
programs write a code ("2", 2.0, "02") or a text in any case and spacing; both are understood.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from smartkampung.lokasi import folder_data

KEPALA_KELUARGA = 1
HIDUP, MATI, PINDAH, HILANG, PERGI, TIDAK_VALID = 1, 2, 3, 4, 6, 9

# Groups in use, and texts that files carry besides the names of the list.
_TEKS_LAIN: dict[str, dict[str, int]] = {
    "jenis_kelamin": {"L": 1, "LK": 1, "PRIA": 1, "P": 2, "PR": 2, "WANITA": 2},
    "agama": {"KATOLIK": 3, "BUDDHA": 5, "KONGHUCU": 6, "KONG HU CU": 6, "KEPERCAYAAN": 7,
              "KEPERCAYAAN TERHADAP TUHAN YME": 7, "LAINNYA": 7},
    "pendidikan_kk": {"TIDAK/BLM SEKOLAH": 1, "TIDAK TAMAT SD/SEDERAJAT": 2,
                      "AKADEMI/DIPLOMA III/SARJANA MUDA": 7, "STRATA-I": 8, "STRATA-II": 9, "STRATA-III": 10},
    "status_kawin": {"BK": 1, "K": 2, "CH": 3, "CM": 4, "KAWIN TERCATAT": 2, "KAWIN BELUM TERCATAT": 2},
    "golongan_darah": {"TDK TH": 13},
    "status_dasar": {"PINDAH DALAM NEGERI": 3, "PINDAH LUAR NEGERI": 3, "MENINGGAL": 2},
    "warganegara": {"INDONESIA": 1, "ASING": 2},
    "hubungan_keluarga": {"ORANG TUA": 7, "ISTERI": 3},
}
_TIDAK_DIIMPOR = {"ktp_el": {3}}
_PISAH = re.compile(r"[\s/._]+|-(?=\w)")  # not the minus of blood group O-


@cache
def _semua() -> dict[str, dict[int, str]]:
    isi: dict[str, dict[int, str]] = {}
    with (folder_data() / "ref_penduduk.csv").open(encoding="utf-8", newline="") as berkas:
        for baris in csv.DictReader(berkas):
            kode = int(baris["kode"])
            if baris["kelompok"] == "status_ktp":  # the workbook carries the status_rekam value
                kode = int(baris["keterangan"].rpartition("=")[2])
            isi.setdefault(baris["kelompok"], {})[kode] = baris["nama"]
    return isi


@cache
def pilihan(kelompok: str) -> tuple[tuple[int, str], ...]:
    """Codes and texts of one group, in the order of the list."""
    return tuple(sorted((kode, rapi(nama)) for kode, nama in _semua()[kelompok].items()))


@cache
def _nama(kelompok: str) -> dict[int, str]:
    return dict(pilihan(kelompok))


def nama(kelompok: str, kode: int | None) -> str:
    """The text of a code as people read it ("Belum Kawin"); empty when there is none."""
    return "" if kode is None else _nama(kelompok).get(kode, "")


@cache
def _dari_teks(kelompok: str) -> dict[str, int]:
    peta = {_kunci(teks): kode for kode, teks in _semua()[kelompok].items()}
    peta |= {_kunci(teks): kode for teks, kode in _TEKS_LAIN.get(kelompok, {}).items()}
    return peta


def kode(kelompok: str, isi: str) -> int | None:
    """The code meant by a cell's text (a code or a name), or None when the list has neither."""
    isi = isi.strip()
    if cocok := re.fullmatch(r"0*(\d{1,3})(?:[.,]0+)?", isi):
        angka = int(cocok[1])
        ada = angka in _semua()[kelompok] and angka not in _TIDAK_DIIMPOR.get(kelompok, set())
        return angka if ada else None
    hasil = _dari_teks(kelompok).get(_kunci(isi))
    return None if hasil in _TIDAK_DIIMPOR.get(kelompok, set()) else hasil


def contoh_isi(kelompok: str) -> str:
    """What may be typed, for a sentence of advice: "1 = Islam, 2 = Kristen, …" (at most seven)."""
    semua = pilihan(kelompok)
    teks = ", ".join(f"{k} = {n}" for k, n in semua[:7])
    return teks + (f", … {semua[-1][0]} = {semua[-1][1]}" if len(semua) > 7 else "")


def rapi(teks: str) -> str:
    """A text of the list in readable capitals: `BELUM KAWIN` -> `Belum Kawin`, `PNS`, `SD` kept."""
    if not teks.isupper():
        return teks
    bagian = re.split(r"([\s/()\-]+)", teks.strip())
    return "".join(_eja(b) for b in bagian)


def _eja(kata: str) -> str:
    if kata == "DAN":
        return "dan"
    return kata if kata in _SINGKATAN else kata.capitalize()


_SINGKATAN = frozenset((
    "SD", "SLTP", "SLTA", "TK", "SLB", "PNS", "TNI", "POLRI", "RI", "DPR", "DPD", "BPK", "BUMN", "BUMD",
    "DPRD",
    "WNI", "WNA", "KTP", "EL", "KIA", "YME", "I", "II", "III", "IV", "A", "B", "AB", "O", "A+", "B+", "AB+",
    "O+",
    "D", "S", "RS", "RB", "HIV", "AIDS", "TBC", "IUD", "KB"))


def _kunci(teks: str) -> str:
    return _PISAH.sub("", teks).upper()
