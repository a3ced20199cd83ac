"""The text of Perdes and Perkades: what ships, what the village made of it, its facts, its PDF."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.desa.isian import nilai_desa
from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok, GalatDomain, TidakDitemukan
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.naskah import kode_dalam, potongan
from smartkampung.inti.pdf import cetak, ukuran
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.terbilang import terbilang_rupiah
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, isi_versi
from smartkampung.keuangan.anggaran.models import AWAL, GESER, PERUBAHAN, VersiAnggaran
from smartkampung.keuangan.kertas.models import NaskahPeraturan
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.kertas.susun import nomor_peraturan
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.lokasi import folder_data

UNTUK = {AWAL: ("perdes", "perkades"), PERUBAHAN: ("perdes_perubahan", "perkades_perubahan"),
         GESER: ("perkades_geser",)}  # fmt: skip
_JUDUL = re.compile(r"(BAB\s+[IVXLC]+|Pasal\s+\d+)\b.*")
_AYAT = re.compile(r"\((\d+)\)\s+(.*)")
_BUTIR = re.compile(r"([a-z])\.\s+(.*)")
KODE_ANGGARAN = {
    "tahun": "Tahun anggaran", "nama_versi": "Nama versi, misalnya APBDes 2026", "alasan": "Alasan perubahan",
    "nomor_perdes": "Nomor Perdes", "tanggal_perdes": "Tanggal Perdes", "nomor_perkades": "Nomor Perkades",
    "tanggal_perkades": "Tanggal Perkades", "nomor_kesepakatan": "Nomor kesepakatan BPD",
    "tanggal_kesepakatan": "Tanggal kesepakatan BPD", "nomor_evaluasi": "Nomor hasil evaluasi",
    "tanggal_evaluasi": "Tanggal hasil evaluasi", "pendapatan": "Pendapatan", "belanja": "Belanja",
    "surplus": "Surplus atau (defisit)", "penerimaan": "Penerimaan pembiayaan",
    "pengeluaran": "Pengeluaran pembiayaan", "pembiayaan": "Selisih pembiayaan", "silpa": "SiLPA tahun berjalan",
    **{f"bidang_{n}": f"Belanja bidang {n}" for n in range(1, 6)},
}  # fmt: skip
POKOK = ("pendapatan", "belanja", "surplus", "penerimaan", "pengeluaran", "pembiayaan", "silpa")
AKHIRAN = {"_terbilang": "dengan kata", "_semula": "sebelum perubahan", "_selisih": "selisih karena perubahan"}


@dataclass(frozen=True, slots=True)
class IsiNaskah:
    """The parts of a text, as people edit them; points are one per line."""

    tentang: str
    menimbang: str
    mengingat: str
    isi: str


class NaskahKosong(GalatDomain):
    """A regulation without a body."""

    pesan = "Isi naskah tidak boleh kosong. Tulis paling sedikit satu pasal."
    medan = "isi"


class NaskahBentrok(Bentrok):
    """Somebody saved meanwhile."""

    pesan = "Naskah ini baru saja disimpan orang lain. Isian Anda masih ada di layar; bandingkan, lalu simpan lagi."


@lru_cache(maxsize=1)
def _kiriman() -> dict[str, dict[str, Any]]:
    return tomllib.loads((folder_data() / "keuangan" / "naskah.toml").read_text(encoding="utf-8"))


def judul_naskah(jenis: str) -> str:
    """What a kind of text is called; TidakDitemukan when there is none."""
    if jenis not in _kiriman():
        raise TidakDitemukan()
    return str(_kiriman()[jenis]["judul"])


def terbaru(jenis: str) -> NaskahPeraturan | None:
    """The village's newest text of a kind."""
    pilih = db.select(NaskahPeraturan).filter_by(jenis=jenis).order_by(NaskahPeraturan.urut.desc())
    return db.session.scalar(pilih.limit(1))


def semua_versi(jenis: str) -> list[NaskahPeraturan]:
    """The texts the village saved, newest first."""
    pilih = db.select(NaskahPeraturan).filter_by(jenis=jenis).order_by(NaskahPeraturan.urut.desc())
    return list(db.session.scalars(pilih))


def naskah_bawaan(jenis: str) -> IsiNaskah:
    """The text that ships with the program."""
    judul_naskah(jenis)
    isi = _kiriman()[jenis]
    return IsiNaskah(isi["tentang"], "\n".join(isi["menimbang"]), "\n".join(isi["mengingat"]), isi["isi"].strip())


def naskah_dipakai(jenis: str) -> tuple[IsiNaskah, int]:
    """The text in use and its version; 0 is what ships."""
    satu = terbaru(jenis)
    if satu is None:
        return naskah_bawaan(jenis), 0
    return IsiNaskah(satu.tentang, satu.menimbang, satu.mengingat, satu.isi), satu.urut


def simpan_naskah(jenis: str, isi: IsiNaskah, versi: int, *, oleh: Pelaku) -> NaskahPeraturan:
    """Keep a new version of a text; the old ones stay."""
    periksa_izin(oleh, "keuangan.koordinasi")
    judul_naskah(jenis)
    kunci_penasihat(f"naskah:{jenis}")
    _lama, urut = naskah_dipakai(jenis)
    if urut != versi:
        raise NaskahBentrok()
    if not isi.isi.strip():
        raise NaskahKosong()
    baris = NaskahPeraturan(
        jenis=jenis, urut=urut + 1, tentang=isi.tentang, menimbang=isi.menimbang, mengingat=isi.mengingat, isi=isi.isi,
        disimpan_pada=sekarang(), disimpan_oleh_id=oleh.id,
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    catat("keuangan.naskah_disimpan", oleh=oleh, objek=("naskah_peraturan", baris.id), apa=judul_naskah(jenis),
          versi=baris.urut)  # fmt: skip
    return baris


def nilai_naskah(versi: VersiAnggaran) -> dict[str, str]:
    """What every placeholder stands for in a version."""
    kini = isi_versi(versi)
    semula = isi_versi(versi.dasar) if versi.dasar else kini
    kosong = "……"
    teks = nilai_desa() | {"tahun": str(versi.tahun), "nama_versi": versi.nama, "alasan": versi.alasan or kosong}
    for kode in ("perdes", "perkades", "kesepakatan", "evaluasi"):
        tanggal = getattr(versi, f"tanggal_{kode}")
        teks[f"nomor_{kode}"] = getattr(versi, f"nomor_{kode}") or kosong
        teks[f"tanggal_{kode}"] = tanggal_panjang(tanggal) if tanggal else kosong
    lama, baru = _angka(semula), _angka(kini)
    for kode, nilai in baru.items():
        teks[kode], teks[f"{kode}_semula"] = rupiah(nilai), rupiah(lama[kode])
        teks[f"{kode}_selisih"] = rupiah(nilai - lama[kode])
        teks[f"{kode}_terbilang"] = ("minus " if nilai < 0 else "") + terbilang_rupiah(abs(nilai))
    return teks


def _angka(isi: IsiAnggaran) -> dict[str, Decimal]:
    pokok = {k: getattr(isi, k) for k in POKOK}
    return pokok | {f"bidang_{n}": isi.jumlah("5", kegiatan=f"0{n}") or NOL for n in range(1, 6)}


def kode_asing(isi: IsiNaskah, nilai: dict[str, str]) -> list[str]:
    """Placeholders of a text that nobody knows."""
    semua = kode_dalam("\n".join((isi.tentang, isi.menimbang, isi.mengingat, isi.isi)))
    return sorted(semua - nilai.keys())


@dataclass(frozen=True, slots=True)
class BarisNaskah:
    """One line of the body: judul, ayat, butir or paragraf; `tanda` is its number; pieces are (text, bold)."""

    jenis: str
    tanda: str
    isi: list[list[Any]]


def baris_naskah(teks: str, nilai: dict[str, str]) -> list[BarisNaskah]:
    """The body of a regulation, line by line, facts merged in."""
    return [_baris(satu.strip(), nilai) for satu in teks.splitlines() if satu.strip()]


def _baris(teks: str, nilai: dict[str, str]) -> BarisNaskah:
    if _JUDUL.fullmatch(teks):
        return BarisNaskah("judul", "", potongan(teks, nilai))
    for jenis, pola, bentuk in (("ayat", _AYAT, "(%s)"), ("butir", _BUTIR, "%s.")):
        cocok = pola.fullmatch(teks)
        if cocok:
            return BarisNaskah(jenis, bentuk % cocok[1], potongan(cocok[2], nilai))
    return BarisNaskah("paragraf", "", potongan(teks, nilai))


def susun_naskah(jenis: str, isi: IsiNaskah, versi: VersiAnggaran) -> dict[str, Any]:
    """The whole regulation with its facts, for the preview and for paper."""
    nilai, desa, perdes = nilai_naskah(versi), profil(), jenis.startswith("perdes")
    kepala = f"{desa.sebutan_kepala} {desa.nama}"
    tanggal = versi.tanggal_perdes if perdes else versi.tanggal_perkades
    return {
        "pejabat": kepala.upper(), "wilayah": desa.kabupaten_lengkap.upper(),
        "bentuk": f"Peraturan {desa.nama_lengkap if perdes else kepala}".upper(),
        "nomor": nomor_peraturan(versi.nomor_perdes if perdes else versi.nomor_perkades,
                                 tanggal.year if tanggal else versi.tahun).upper(),
        "tentang": "".join(satu for satu, _ in potongan(isi.tentang, nilai)).upper(),
        "menimbang": [potongan(b.strip(), nilai) for b in isi.menimbang.splitlines() if b.strip()],
        "mengingat": [potongan(b.strip(), nilai) for b in isi.mengingat.splitlines() if b.strip()],
        "sepakat": [f"BADAN PERMUSYAWARATAN {desa.nama_lengkap}".upper(), kepala.upper()] if perdes else [],
        "isi": baris_naskah(isi.isi, nilai), "tempat": desa.nama,
        "tanggal": tanggal_panjang(tanggal) if tanggal else "……",
        "diundangkan": tanggal_panjang(versi.tanggal_diundangkan) if versi.tanggal_diundangkan else "……",
        "lembaran": f"{'LEMBARAN' if perdes else 'BERITA'} {desa.nama_lengkap}".upper()
                    + f" TAHUN {versi.tahun} NOMOR {versi.nomor_lembaran or '……'}",
    }  # fmt: skip


def pdf_naskah(jenis: str, isi: IsiNaskah, versi: VersiAnggaran) -> bytes:
    """The regulation on paper, with the signatures of the head and the secretary."""
    susunan, desa = susun_naskah(jenis, isi, versi), profil()
    kades, sekdes = (blok_tanda([siapa], pada=versi.tanggal_perdes or hari_desa())[0] for siapa in ("kades", "sekdes"))
    data = susunan | {
        "kop": kop_surat().untuk_tata(), "kertas": ukuran("a4" if desa.kertas.lower() == "a4" else "f4"),
        "isi": [[b.jenis, b.tanda, b.isi] for b in susunan["isi"]], "nama_kades": kades.nama,
        "nama_sekdes": sekdes.nama, "sekretaris": f"SEKRETARIS {desa.sebutan_desa}".upper(),
        "draf": versi.terkunci_pada is None,
    }  # fmt: skip
    return cetak("peraturan", data, judul=f"{judul_naskah(jenis)} {versi.tahun}", pada=sekarang(), bertag=False)
