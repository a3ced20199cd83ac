"""The register: every number of a year with what became of it, and numbers that wait to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.penomoran import NomorDilompati, NomorUrut
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import NAMA, RUPA, Keadaan
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor.bersama import nomor_bersama
from smartkampung.surat.nomor.models import DIPESAN, IMPOR, SuratLuar
from smartkampung.surat.nomor.pola import teks_nomor
from smartkampung.surat.nomor.skema import (
    REGISTER_KELUAR,
    nama_register,
    register_terpakai,
    register_untuk,
    skema_tahun,
)
from smartkampung.surat.queries import jenis_terbaru

PER_HALAMAN = 100


@dataclass(frozen=True, slots=True)
class BarisRegister:
    """One number: as it runs, as it is printed, the letter's date, what it is, for whom, its state, and why."""

    nomor: int
    sufiks: str
    teks: str
    tanggal: date | None
    jenis: str
    nama: str
    keadaan: str
    rupa: str
    alasan: str = ""
    surat_id: int = 0
    luar_id: int = 0

    @property
    def urut(self) -> str:
        """The running number with its suffix."""
        return teks_nomor(self.nomor, self.sufiks)


def pilihan_tahun() -> list[int]:
    """The years that have numbers, newest first; always this year."""
    tahun = {hari_desa().year}
    for model in (Surat, SuratLuar):
        pilih = db.select(model.tahun).where(model.tahun.is_not(None)).distinct()
        tahun |= {satu for satu in db.session.scalars(pilih) if satu is not None}
    return sorted(tahun, reverse=True)


def pilihan_register(tahun: int) -> list[tuple[str, str]]:
    """The registers of a year as (key, name); the ones in use, and the present one before its first number."""
    skema = skema_tahun(tahun).skema
    kunci = register_terpakai(tahun)
    if not kunci:
        kunci = [register_untuk(definisi_dari(jenis), skema) for jenis in jenis_terbaru()[:1]] or [REGISTER_KELUAR]
    return [(satu, nama_register(satu)) for satu in kunci]


def terakhir(register: str, tahun: int) -> int:
    """The last number given in a register."""
    urut = db.session.get(NomorUrut, (register, tahun))
    return urut.terakhir if urut else 0


def isi_register(register: str, tahun: int, dari: int = 1, sampai: int | None = None) -> list[BarisRegister]:
    """The numbers `dari`–`sampai` of a register, in order; a number nothing is known of is a row of its own."""
    akhir = terakhir(register, tahun) if sampai is None else sampai
    baris = _dari_surat(register, tahun, dari, akhir) + _dari_luar(register, tahun, dari, akhir)
    baris += _dari_masuk(register, tahun, dari, akhir)
    ada = {satu.nomor for satu in baris if not satu.sufiks}
    for nomor, alasan in _dilompati(register, tahun, dari, akhir).items():
        if nomor not in ada:
            baris.append(BarisRegister(nomor, "", "", None, "", "", _("Dilompati"), "diam", alasan))
            ada.add(nomor)
    hilang = [n for n in range(dari, akhir + 1) if n not in ada]
    baris += [BarisRegister(n, "", "", None, "", "", _("Tidak ada suratnya"), "buruk") for n in hilang]
    return sorted(baris, key=lambda satu: (satu.nomor, satu.sufiks, satu.rupa != "diam"))


def _dari_surat(register: str, tahun: int, dari: int, sampai: int) -> list[BarisRegister]:
    pilih = (
        db.select(Surat.id, Surat.nomor, Surat.sufiks, Surat.nomor_teks, Surat.tanggal_surat, Surat.nama,
                  Surat.keadaan, Surat.alasan, JenisSurat.nama.label("jenis"))
        .join(JenisSurat, JenisSurat.id == Surat.jenis_id)
        .where(Surat.register == register, Surat.tahun == tahun, Surat.nomor.between(dari, sampai))
    )  # fmt: skip
    tutup = (Keadaan.DICABUT, Keadaan.DIBATALKAN)
    return [
        BarisRegister(
            b.nomor, b.sufiks or "", b.nomor_teks, b.tanggal_surat, b.jenis, b.nama, NAMA[Keadaan(b.keadaan)],
            RUPA[Keadaan(b.keadaan)], b.alasan if b.keadaan in tutup else "", surat_id=b.id,
        )
        for b in db.session.execute(pilih)
    ]  # fmt: skip


def _dari_luar(register: str, tahun: int, dari: int, sampai: int) -> list[BarisRegister]:
    pilih = db.select(SuratLuar).where(
        SuratLuar.tahun == tahun,
        SuratLuar.nomor.between(dari, sampai),
        db.or_(SuratLuar.register == register, SuratLuar.register.is_(None)),
    )
    return [
        BarisRegister(
            satu.nomor or 0, "", satu.nomor_teks, satu.tanggal_surat, satu.jenis, satu.nama, satu.nama_keadaan,
            satu.rupa_keadaan, satu.alasan_batal or (satu.alasan if satu.keadaan == DIPESAN else ""),
            luar_id=satu.id,
        )
        for satu in db.session.scalars(pilih)
    ]  # fmt: skip


def _dari_masuk(register: str, tahun: int, dari: int, sampai: int) -> list[BarisRegister]:
    """Incoming letters of a joint register; what they say stands on their own pages."""
    return [
        BarisRegister(b.nomor, "", str(b.nomor), b.tanggal_diterima, _("Surat masuk"), "", _("Surat masuk"), "diam")
        for b in nomor_bersama(register, tahun, dari, sampai)
    ]


def _dilompati(register: str, tahun: int, dari: int, sampai: int) -> dict[int, str]:
    pilih = db.select(NomorDilompati).where(
        NomorDilompati.register == register,
        NomorDilompati.tahun == tahun,
        NomorDilompati.sampai >= dari,
        NomorDilompati.dari <= sampai,
    )
    return {
        nomor: satu.alasan
        for satu in db.session.scalars(pilih)
        for nomor in range(max(dari, satu.dari), min(sampai, satu.sampai) + 1)
    }


KOLOM = (
    Kolom("urut", "Nomor urut"),
    Kolom("nomor", "Nomor surat"),
    Kolom("tanggal", "Tanggal", "tanggal"),
    Kolom("jenis", "Jenis"),
    Kolom("nama", "Nama"),
    Kolom("keadaan", "Keadaan"),
    Kolom("alasan", "Keterangan"),
)


def lembar_register(register: str, tahun: int) -> Lembar:
    """The register of a year as a sheet, for XLSX and print."""
    isi = [(b.urut, b.teks, b.tanggal, b.jenis, b.nama, b.keadaan, b.alasan) for b in isi_register(register, tahun)]
    sub = f"{nama_register(register)} · {tahun}"
    return Lembar("register", _("Register Nomor Surat"), KOLOM, isi, subjudul=sub, zona=zona())


def yang_dipesan() -> list[SuratLuar]:
    """Reserved numbers that are not filled in yet, oldest first."""
    pilih = db.select(SuratLuar).filter_by(keadaan=DIPESAN).order_by(SuratLuar.tahun, SuratLuar.nomor)
    return list(db.session.scalars(pilih))


def arsip_pada(tahun: int) -> int:
    """How many letters of a year came with an old archive."""
    pilih = db.select(db.func.count()).select_from(SuratLuar).where(SuratLuar.tahun == tahun, SuratLuar.asal == IMPOR)
    return db.session.scalar(pilih) or 0
