"""One cell of a resident sheet: from what a spreadsheet holds to what it means, or why it means nothing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from smartkampung.inti.tanggal import BULAN
from smartkampung.penduduk import referensi
from smartkampung.penduduk.nik import Cela, adalah_sementara, cela_kk, cela_nik, rapikan_nomor

_HARI_NOL_EXCEL = date(1899, 12, 30)
_TANDA_KOSONG = {"", "-", "--", "0000-00-00", "00-00-0000", "00/00/0000"}
_TANGGAL_TAHUN_DEPAN = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_TANGGAL_HARI_DEPAN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_TANGGAL_BULAN_KATA = re.compile(r"(\d{1,2})[-/. ]([A-Za-z]{3,9})[-/. ](\d{4})")
_BULAN_KATA = {b[:3].lower(): i for i, b in enumerate(BULAN, start=1)} | {
    "aug": 8, "agt": 8, "ags": 8, "oct": 10, "dec": 12, "may": 5, "nop": 11, "peb": 2}
_PETIK_DEPAN = re.compile(r"^['’`](?=[\d=+\-@\t|%＝＋－＠])")
Hasil = tuple[Any, Cela | None]


def kosong(isi: Any) -> bool:
    """Whether a cell holds nothing."""
    return isi is None or (isinstance(isi, str) and not isi.strip())


def baca_teks(isi: Any, arti: str, panjang: int) -> Hasil:
    """A line of text: blanks tidied; too long or with pictures in it is refused."""
    teks = rapi_teks(isi)
    if len(teks) > panjang:
        return None, _tolak("panjang_teks", "%(arti)s paling panjang %(batas)s huruf; yang ini %(banyak)s. "
                            "Ringkas seperti pada KTP atau KK.", arti=arti, batas=panjang, banyak=len(teks))
    if asing := huruf_asing(teks):
        return None, _tolak("lambang", "%(arti)s memuat lambang %(lambang)s yang bukan huruf. Hapus lambang itu.",
                            arti=arti, lambang=asing)
    return teks or None, None


def rapi_teks(isi: Any) -> str:
    """A cell as one line of text: whole numbers without ".0", control characters and doubled blanks gone."""
    if isinstance(isi, bool):
        return "1" if isi else "0"
    if isinstance(isi, float):
        isi = int(isi) if isi.is_integer() else repr(isi)
    elif isinstance(isi, (date, datetime)):
        isi = f"{isi:%d-%m-%Y}"
    teks = str(isi)
    if not (teks.isascii() and teks.isprintable()):
        jenis = unicodedata.category
        teks = unicodedata.normalize("NFC", teks)
        teks = "".join(" " if jenis(h) == "Cc" else h for h in teks if jenis(h) != "Cf")
    return _PETIK_DEPAN.sub("", " ".join(teks.split()))


def huruf_asing(teks: str) -> str:
    """The first character that no registry writes (emoji, private or broken ones), or nothing."""
    if teks.isascii():
        return ""
    return next((h for h in teks if unicodedata.category(h) in ("So", "Cs", "Co", "Cn") or h == "\ufffd"), "")


def baca_tanggal(isi: Any, arti: str, paling_akhir: date | None) -> Hasil:
    """A date cell, a serial number, or a text in the ways people write dates, day before month."""
    try:
        tanggal = urai_tanggal(isi)
    except ValueError:
        return None, _tolak("tanggal", "%(arti)s tidak terbaca sebagai tanggal yang ada. Tulis hari-bulan-tahun, "
                            "misalnya 31-12-1990.", arti=arti)
    if tanggal and paling_akhir and tanggal > paling_akhir:
        return None, _tolak("masa_depan", "%(arti)s %(tanggal)s ada di masa depan. Periksa tahunnya.",
                            arti=arti,
                            tanggal=f"{tanggal:%d-%m-%Y}")
    if tanggal and tanggal.year < 1850:
        return None, _tolak("tanggal", "%(arti)s %(tanggal)s terlalu lampau. Periksa tahunnya.", arti=arti,
                            tanggal=f"{tanggal:%d-%m-%Y}")
    return tanggal, None


def urai_tanggal(isi: Any) -> date | None:
    """The day a cell means; None for the marks of "no date"; ValueError when it is no day."""
    if isinstance(isi, datetime):
        return isi.date()
    if isinstance(isi, date):
        return isi
    if isinstance(isi, (int, float)) and not isinstance(isi, bool):
        return _dari_nomor(int(isi))
    teks = rapi_teks(isi)
    if teks in _TANDA_KOSONG:
        return None
    if cocok := _TANGGAL_TAHUN_DEPAN.fullmatch(teks):
        return date(int(cocok[1]), int(cocok[2]), int(cocok[3]))
    if cocok := _TANGGAL_HARI_DEPAN.fullmatch(teks):
        return date(int(cocok[3]), int(cocok[2]), int(cocok[1]))
    if (cocok := _TANGGAL_BULAN_KATA.fullmatch(teks)) and cocok[2][:3].lower() in _BULAN_KATA:
        return date(int(cocok[3]), _BULAN_KATA[cocok[2][:3].lower()], int(cocok[1]))
    if re.fullmatch(r"\d{4,5}(?:\.0+)?", teks):
        return _dari_nomor(int(teks.partition(".")[0]))
    raise ValueError(teks)


def _dari_nomor(angka: int) -> date | None:
    """A spreadsheet's day number; 0 is an empty date, numbers beyond the year 2100 are no dates."""
    if angka == 0:
        return None
    if not 1 <= angka < 73_051:
        raise ValueError(angka)
    return _HARI_NOL_EXCEL + timedelta(days=angka)


def baca_kode(isi: Any, arti: str, kelompok: str) -> Hasil:
    """A reference code given as a code or as its text; "-" means nothing is known."""
    teks = rapi_teks(isi)
    if teks in ("", "-"):
        return None, None
    kode = referensi.kode(kelompok, teks)
    if kode is None:
        return None, _tolak("kode", "%(arti)s %(nilai)s tidak dikenal. Isi salah satu: %(pilihan)s.",
                            arti=arti,
                            nilai=f"“{teks[:30]}”", pilihan=referensi.contoh_isi(kelompok))
    return kode, None


def baca_nik(isi: Any, arti: str) -> Hasil:
    """A NIK as text; "0" (none yet) is answered as "0"; a number is refused, its last digit is gone."""
    if _angka(isi):
        return ("0", None) if isi == 0 else (None, _nomor_jadi_angka(arti))
    nomor = rapikan_nomor(rapi_teks(isi))
    if nomor in ("", "0") or set(nomor) == {"0"}:
        return "0", None
    if _bentuk_pangkat(nomor):
        return None, _nomor_jadi_angka(arti)
    if adalah_sementara(nomor) and len(nomor) == 16 and nomor.isdigit():
        return nomor, None
    cela = cela_nik(nomor)
    return (None, cela) if cela else (nomor, None)


def baca_no_kk(isi: Any) -> Hasil:
    """A KK number as text, 16 digits."""
    if _angka(isi) and isi != 0:
        return None, _nomor_jadi_angka("Nomor KK")
    nomor = rapikan_nomor(rapi_teks(isi))
    if _bentuk_pangkat(nomor):
        return None, _nomor_jadi_angka("Nomor KK")
    cela = cela_kk(nomor)
    return (None, cela) if cela else (nomor, None)


def _angka(isi: Any) -> bool:
    return isinstance(isi, (int, float)) and not isinstance(isi, bool)


def _bentuk_pangkat(nomor: str) -> bool:
    """`9,90101E+15`: a number that went through a spreadsheet and a CSV."""
    return re.fullmatch(r"[\d,]+[eE]\+?\d+", nomor) is not None


def _nomor_jadi_angka(arti: str) -> Cela:
    return _tolak("nomor_jadi_angka", "%(arti)s tersimpan sebagai angka, jadi angka ke-16 sudah hilang (Excel hanya "
                  "menyimpan 15 angka). Ubah format kolom menjadi Teks, lalu ketik ulang dari KTP atau KK.",
                  arti=arti)


def _tolak(kode: str, pesan: str, /, **angka: Any) -> Cela:
    return Cela(kode, pesan, tuple(angka.items()), memblokir=True)
