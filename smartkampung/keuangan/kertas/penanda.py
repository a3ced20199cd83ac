"""Who signs a paper: the officials of a day, or those who really did the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from smartkampung.akun.models import Pengguna, Penugasan
from smartkampung.akun.peran import semua_peran
from smartkampung.desa.queries import penandatangan, profil
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.pdf import TandaTangan
from smartkampung.inti.tanggal import tanggal_panjang, waktu_pendek
from smartkampung.keuangan.langkah import KADES, KEUANGAN, PKA, SEKDES, LangkahKeuangan

KOSONG = "(…………………………)"
PERAN = {"kades": KADES, "sekdes": SEKDES, "keuangan": KEUANGAN, "pka": PKA}
_AWAL = {"kades": "Disetujui oleh", "sekdes": "Telah diverifikasi", "keuangan": "Disusun oleh", "pka": "Disusun oleh"}


def blok_tanda(siapa: Sequence[str], *, pada: date | None = None, pka_id: int | None = None,
               langkah: Mapping[str, LangkahKeuangan] | None = None) -> tuple[TandaTangan, ...]:  # fmt: skip
    """The signature blocks of these (kades, sekdes, keuangan, pka), place and date above the last one.

    A step that was done names the person, the office and the time; else the official of the day is printed.
    """
    sudah = langkah or {}
    akhir_pada = sudah[siapa[-1]].pada.astimezone(zona()).date() if siapa and siapa[-1] in sudah else None
    hari = pada or akhir_pada or hari_desa()
    blok = [_satu(kode, sudah.get(kode), hari, pka_id, banyak=len(siapa)) for kode in siapa]
    if blok:
        akhir = blok[-1]
        tempat = f"{profil().nama}, {tanggal_panjang(hari)}"
        blok[-1] = TandaTangan((tempat, *akhir.atas), akhir.nama, akhir.bawah)
        blok[:-1] = [TandaTangan(("", *b.atas), b.nama, b.bawah) for b in blok[:-1]]
    return tuple(blok)


def _satu(kode: str, langkah: LangkahKeuangan | None, hari: date, pka_id: int | None, *, banyak: int) -> TandaTangan:
    awal = (_AWAL[kode],) if banyak > 1 else ()
    if langkah is not None:
        bawah = f"{waktu_pendek(langkah.pada, zona())} lewat program"
        return TandaTangan((*awal, _jabatan(kode, langkah.jabatan)), langkah.oleh_nama, bawah)
    nama, jabatan = _pejabat(kode, hari, pka_id)
    return TandaTangan((*awal, jabatan), nama or KOSONG)


def _jabatan(kode: str, jabatan: str) -> str:
    if kode == "kades":
        depan = jabatan.partition(" ")[0] + " " if jabatan.startswith("Pl") else ""
        return f"{depan}{profil().sebutan_kepala} {profil().nama}"
    return "Pelaksana Kegiatan Anggaran" if kode == "pka" else jabatan


def _pejabat(kode: str, hari: date, pka_id: int | None) -> tuple[str, str]:
    """(name, office) of the official of a day; an empty name when nobody holds the office."""
    if kode == "pka":
        orang = db.session.get(Pengguna, pka_id) if pka_id else None
        return orang.nama if orang else "", "Pelaksana Kegiatan Anggaran"
    if kode == "kades":
        utama = next((p for p in penandatangan(hari) if p.cara in ("langsung", "plt", "plh")), None)
        return (utama.nama, utama.baris_jabatan[0]) if utama else ("", _jabatan("kades", ""))
    tugas = _pemegang(PERAN[kode], hari)
    nama_peran = semua_peran()[PERAN[kode]].nama
    return (tugas.pengguna.nama, tugas.nama_peran) if tugas else ("", nama_peran)


def _pemegang(peran: str, hari: date) -> Penugasan | None:
    pilih = db.select(Penugasan).join(Pengguna).where(
        Penugasan.peran == peran, Pengguna.aktif, Penugasan.mulai <= hari,
        db.or_(Penugasan.sampai.is_(None), Penugasan.sampai >= hari),
    )  # fmt: skip
    return db.session.scalar(pilih.order_by(Penugasan.mulai.desc(), Penugasan.id).limit(1))
