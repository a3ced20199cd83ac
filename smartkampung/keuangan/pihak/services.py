"""Acts on pihak: add, edit, and take many from a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.keuangan.kas.models import BADAN, DIBATALKAN, JENIS_PIHAK, KONSTRUKSI, BarisDokumen, DokumenKas, Pihak
from smartkampung.keuangan.langkah import Pelaku

PANJANG_NPWP = (15, 16, 22)  # the old number, the new one (or a NIK), a NITKU
MEDAN = ("nama", "jenis", "npwp", "pkp", "suket_nomor", "suket_mulai", "suket_sampai", "konstruksi", "alamat",
         "telepon", "bank", "nomor_rekening", "atas_nama", "aktif")  # fmt: skip
IZIN = ("keuangan.susun", "keuangan.bendahara")


class NPWPSalah(GalatDomain):
    """Not the length of an NPWP."""

    pesan = "NPWP berisi 15 atau 16 angka (NITKU 22 angka); yang terisi %(banyak)s. Periksa lagi di kartunya."
    medan = "npwp"


class PihakKembar(GalatDomain):
    """The same name and NPWP twice."""

    pesan = "%(nama)s dengan NPWP itu sudah ada di daftar pihak."
    medan = "nama"


class PKPTanpaNPWP(GalatDomain):
    """A PKP has an NPWP."""

    pesan = "Pengusaha kena pajak pasti punya NPWP. Isi NPWP-nya, atau hapus centang PKP."
    medan = "npwp"


class SuketTerbalik(GalatDomain):
    """The certificate would end before it begins."""

    pesan = "Surat keterangan berakhir sebelum mulai. Periksa kedua tanggalnya."
    medan = "suket_sampai"


def rapikan_npwp(teks: str) -> str:
    """Digits only; NPWPSalah when there are not as many as an NPWP has."""
    angka = re.sub(r"[\s.\-/]", "", teks)
    if angka and (len(angka) not in PANJANG_NPWP or not (angka.isascii() and angka.isdecimal())):
        raise NPWPSalah(banyak=len(angka))
    return angka


def simpan(pihak: Pihak | None, isi: Mapping[str, Any], *, oleh: Pelaku, versi: int | None = None) -> Pihak:
    """Add a pihak, or write one anew."""
    periksa_izin(oleh, *IZIN)
    if pihak is not None and versi is not None and versi != pihak.versi:
        raise Bentrok()
    satu = pihak or Pihak()
    _tulis(satu, isi, oleh)
    catat("keuangan.pihak_disimpan", oleh=oleh, objek=("pihak", satu.id), nama=satu.nama)
    return satu


def _tulis(satu: Pihak, isi: Mapping[str, Any], oleh: Pelaku) -> None:
    bersih = {k: isi[k] for k in MEDAN if k in isi}
    bersih["npwp"] = rapikan_npwp(str(bersih.get("npwp") or ""))
    for k in ("suket_nomor", "alamat", "telepon", "bank", "nomor_rekening", "atas_nama", "konstruksi"):
        bersih[k] = bersih.get(k) or ""
    if bersih.get("pkp") and not bersih["npwp"]:
        raise PKPTanpaNPWP()
    mulai, sampai = bersih.get("suket_mulai"), bersih.get("suket_sampai")
    if mulai and sampai and sampai < mulai:
        raise SuketTerbalik()
    kembar = db.select(Pihak.id).filter_by(nama=bersih["nama"], npwp=bersih["npwp"]).where(Pihak.id != (satu.id or 0))
    if db.session.scalar(kembar) is not None:
        raise PihakKembar(nama=bersih["nama"])
    lama = satu.nomor_rekening
    for k, nilai in bersih.items():
        setattr(satu, k, nilai)
    satu.versi = (satu.versi or 0) + 1
    db.session.add(satu)
    db.session.flush()
    if lama and lama != satu.nomor_rekening:  # where the money goes to from now on
        catat("keuangan.rekening_pihak_diubah", oleh=oleh, objek=("pihak", satu.id), nama=satu.nama,
              dari=_samar(lama), ke=_samar(satu.nomor_rekening))  # fmt: skip


def _samar(nomor: str) -> str:
    """An account number by its last four digits."""
    return f"…{nomor[-4:]}" if nomor else "kosong"


def impor(baris: Sequence[Mapping[str, Any]], berkas: str, *, oleh: Pelaku) -> list[tuple[int, str]]:
    """Take rows of a sheet, by name and NPWP; answers the rows that were refused with why. The rest is written."""
    periksa_izin(oleh, *IZIN)
    gagal: list[tuple[int, str]] = []
    for nomor, isi in enumerate(baris, start=2):
        try:
            _dari_lembar(isi, oleh)
        except GalatDomain as galat:
            gagal.append((nomor, galat.kalimat()))
    catat("keuangan.pihak_diimpor", oleh=oleh, berkas=berkas[:120], banyak=str(len(baris) - len(gagal)))
    return gagal


def _dari_lembar(isi: Mapping[str, Any], oleh: Pelaku) -> None:
    nama = str(isi.get("nama") or "").strip()[:120]
    if not nama:
        raise GalatDomain("Kolom nama kosong.")
    npwp = rapikan_npwp(str(isi.get("npwp") or ""))
    lama = db.session.scalar(db.select(Pihak).filter_by(nama=nama, npwp=npwp))
    teks = {k: str(isi.get(k) or "").strip()[:panjang] for k, panjang in
            (("alamat", 200), ("telepon", 30), ("bank", 80), ("nomor_rekening", 40), ("atas_nama", 120))}  # fmt: skip
    jenis, konstruksi = str(isi.get("jenis") or BADAN).lower(), str(isi.get("konstruksi") or "").lower()
    baru: dict[str, Any] = {
        "jenis": jenis if jenis in JENIS_PIHAK else BADAN, "konstruksi": konstruksi if konstruksi in KONSTRUKSI else "",
        "pkp": str(isi.get("pkp") or "").strip().lower() in ("ya", "1", "true"), **teks}  # fmt: skip
    # A column that the sheet lacks says nothing about a pihak that is there.
    tetap = {k: getattr(lama, k) for k in MEDAN if k not in isi} if lama else {}
    _tulis(lama or Pihak(), {**baru, **tetap, "nama": nama, "npwp": npwp, "aktif": True}, oleh)


def belanja_pihak(pihak: Pihak) -> Select[tuple[DokumenKas, Decimal]]:
    """The documents with lines to a pihak and what those lines come to, newest first."""
    return (
        db.select(DokumenKas, db.func.sum(BarisDokumen.nilai))
        .join(BarisDokumen, BarisDokumen.dokumen_id == DokumenKas.id)
        .where(BarisDokumen.pihak_id == pihak.id, DokumenKas.keadaan != DIBATALKAN)
        .group_by(DokumenKas.id)
        .order_by(DokumenKas.tanggal.desc(), DokumenKas.id.desc())
    )
