"""How a number is printed: the village's pattern with its parts, in any order, with any separators."""

from __future__ import annotations

import re
from datetime import date

from flask_babel import lazy_gettext as _l

from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.aksara import aksara_tak_tercetak
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import bulan_romawi
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.models import Surat
from smartkampung.surat.pengaturan import pengaturan_surat

BAGIAN = {
    "klasifikasi": _l("kode klasifikasi jenis suratnya"),
    "nomor": _l("nomor urut; [nomor:3] menjadi 057"),
    "kode_desa": _l("kode kecamatan dan desa"),
    "kode_unit": _l("kode unit yang diisi di bawah"),
    "nama_desa": _l("nama desa"),
    "bulan": _l("bulan dengan angka, 11"),
    "bulan_romawi": _l("bulan dengan angka Romawi, XI"),
    "tahun": _l("tahun, 2026"),
    "tahun_pendek": _l("dua angka terakhir tahun, 26"),
}
SIAP_PAKAI = (
    "[klasifikasi]/[nomor]/[kode_desa]/[bulan_romawi]/[tahun]",
    "[klasifikasi]/[nomor:3]/[kode_unit]/[tahun]",
    "[nomor:3]/[klasifikasi]/[nama_desa]/[bulan]/[tahun]",
    "[klasifikasi]-[nomor]/[kode_desa]/[tahun]",
)
_BAGIAN = re.compile(r"\[([^\[\]]*)\]")
_NOMOR = re.compile(r"nomor(?::([1-6]))?")
PANJANG = 120


class PolaSalah(GalatDomain):
    """A pattern that would not give readable, unique numbers."""

    pesan = "Pola nomor harus memuat [nomor]."
    medan = "pola_nomor"


def periksa_pola(pola: str, kode_unit: str = "") -> None:
    """Raise PolaSalah unless every letter of a year gets a number of its own from this pattern."""
    bagian = _BAGIAN.findall(pola)
    if sum(_NOMOR.fullmatch(satu) is not None for satu in bagian) != 1:
        raise PolaSalah("Pola nomor harus memuat [nomor] tepat satu kali; di situlah nomor urutnya.")
    if not {"tahun", "tahun_pendek"} & set(bagian):
        raise PolaSalah("Pola nomor harus memuat [tahun], karena nomor urut mulai lagi dari 1 setiap tahun.")
    for satu in bagian:
        if satu not in BAGIAN and not _NOMOR.fullmatch(satu):
            raise PolaSalah("[%(kode)s] tidak dikenal. Pilih dari daftar di bawah.", kode=satu[:40])
    if re.search(r"[\[\]]", _BAGIAN.sub("", pola)):
        raise PolaSalah("Ada kurung siku yang belum berpasangan.")
    if "kode_unit" in bagian and not kode_unit:
        raise PolaSalah("Isi dulu kode unit, karena pola nomor memakainya.", medan="kode_unit")
    if aksara_tak_tercetak(pola + kode_unit):
        raise PolaSalah("Ada lambang yang tidak dapat dicetak di surat. Hapus lambang itu.")
    if re.search(r"\]\[", pola):
        raise PolaSalah("Beri pemisah di antara dua bagian, misalnya garis miring, supaya nomor tidak tertukar.")


def susun(pola: str, *, klasifikasi: str, nomor: int | str, tanggal: date, kode_unit: str = "", sufiks: str = "",
          kode_desa: str = "", nama_desa: str = "") -> str:  # fmt: skip
    """The printed number, e.g. `500.2.2.4/57/01.2001/XI/2026`; a suffix follows the number: `012.a`."""
    nilai = {
        "klasifikasi": klasifikasi,
        "kode_desa": kode_desa,
        "kode_unit": kode_unit,
        "nama_desa": nama_desa,
        "bulan": f"{tanggal.month:02d}",
        "bulan_romawi": bulan_romawi(tanggal.month),
        "tahun": str(tanggal.year),
        "tahun_pendek": f"{tanggal.year % 100:02d}",
    }

    def satu(cocok: re.Match[str]) -> str:
        angka = _NOMOR.fullmatch(cocok[1])
        if angka:
            return teks_nomor(nomor, sufiks, int(angka[1] or 0))
        return nilai.get(cocok[1], cocok[0])

    return _BAGIAN.sub(satu, pola)


def teks_nomor(nomor: int | str, sufiks: str = "", lebar: int = 0) -> str:
    """The running number as it is printed: `057`, `012.a`."""
    angka = str(nomor).zfill(lebar) if isinstance(nomor, int) else nomor
    return f"{angka}.{sufiks}" if sufiks else angka


def susun_desa(pola: str, kode_unit: str, *, klasifikasi: str, nomor: int | str, tanggal: date,
               sufiks: str = "") -> str:  # fmt: skip
    """The printed number of this village in a given pattern, cut to what the register holds."""
    desa = profil()
    teks = susun(
        pola,
        klasifikasi=klasifikasi,
        nomor=nomor,
        tanggal=tanggal,
        sufiks=sufiks,
        kode_unit=kode_unit,
        kode_desa=".".join(desa.kode.split(".")[-2:]),
        nama_desa=desa.nama,
    )
    if len(teks) > PANJANG:
        raise PolaSalah("Nomor menjadi lebih dari %(batas)s huruf. Persingkat polanya.", batas=PANJANG)
    return teks


def nomor_teks(surat: Surat, tanggal: date, nomor: int | str, sufiks: str = "") -> str:
    """The printed number of a letter in the village's pattern."""
    return nomor_berpola(surat.jenis.klasifikasi, tanggal, nomor, sufiks)


def nomor_berpola(klasifikasi: str, tanggal: date, nomor: int | str, sufiks: str = "") -> str:
    """A number of this classification in the village's pattern."""
    pilihan = pengaturan_surat()
    return susun_desa(pilihan.pola_nomor, pilihan.kode_unit, klasifikasi=klasifikasi, nomor=nomor, tanggal=tanggal,
                      sufiks=sufiks)  # fmt: skip


def atur_pola(pola: str, kode_unit: str, *, oleh: Pelaku) -> None:
    """Change how numbers are printed from now on; letters already issued keep theirs."""
    periksa_izin(oleh, "surat.atur")
    periksa_pola(pola, kode_unit)
    pilihan = pengaturan_surat()
    if (pilihan.pola_nomor, pilihan.kode_unit) == (pola, kode_unit):
        return
    pilihan.pola_nomor, pilihan.kode_unit = pola, kode_unit
    db.session.add(pilihan)
    db.session.flush()
    catat("surat.pengaturan_diubah", oleh=oleh, apa="pola nomor")
