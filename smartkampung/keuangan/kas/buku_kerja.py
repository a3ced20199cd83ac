"""The cash journal as a workbook: written out row by row, and a village's own book read in with the same headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import LembarDitolak, buka
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.uang import NOL, baca_rupiah
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.acuan.kode import baku_kegiatan, baku_rekening
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.massal import DokumenLuar, bukukan_massal, sudah_ada
from smartkampung.keuangan.kas.rakit import KASUS, Baris, rakit
from smartkampung.keuangan.kas.saldo import bertanggal, minus_pada
from smartkampung.keuangan.langkah import Pelaku

KOLOM = (
    Kolom("tanggal", "tanggal", "tanggal"), Kolom("bukti", "bukti", lebar=22), Kolom("jenis", "jenis", lebar=20),
    Kolom("media", "media", lebar=14), Kolom("bank", "rekening bank", lebar=18),
    Kolom("kegiatan", "kegiatan", lebar=10), Kolom("rekening", "rekening", lebar=10),
    Kolom("sumber_dana", "sumber dana", lebar=9), Kolom("uraian", "uraian", lebar=44),
    Kolom("masuk", "masuk", "rupiah", jumlah=True), Kolom("keluar", "keluar", "rupiah", jumlah=True),
    Kolom("pajak", "pajak", lebar=10), Kolom("pihak", "pihak", lebar=24), Kolom("rujukan", "rujukan", lebar=22),
    Kolom("ntpn", "ntpn", lebar=18),
)
WAJIB = {"tanggal", "bukti", "jenis", "media", "masuk", "keluar"}
_JENIS = {v.lower(): k for k, v in m.JENIS_BARIS.items()}
_MEDIA = {v.lower(): k for k, v in m.MEDIA.items()}
_POLA_TANGGAL = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")


@dataclass
class UjiKas:
    """What a workbook holds: documents to be posted, and the refused rows (row, number of the receipt, sentence)."""

    dokumen: list[DokumenLuar] = field(default_factory=list)
    tolak: list[tuple[int, str, str]] = field(default_factory=list)
    baris: int = 0
    baru: int = 0
    minus: list[str] = field(default_factory=list)

    @property
    def ringkas(self) -> dict[str, int]:
        """The counts."""
        return {"baris": self.baris, "dokumen": len(self.dokumen), "baru": self.baru,
                "sudah_ada": len(self.dokumen) - self.baru, "ditolak": len(self.tolak)}


def uji_kas(jalur: Path) -> UjiKas:
    """Judge a workbook or CSV; nothing is written. Rows that share day and receipt are one document."""
    hasil, grup, ada_judul = UjiKas(), defaultdict[tuple[date, str], list[Baris]](list), False
    for lembar in buka(jalur):
        judul: dict[int, str] = {}
        for nomor, sel in enumerate(lembar.baris, start=1):
            if not judul:
                judul = _judul(sel)
                ada_judul = ada_judul or bool(judul)
                continue
            isi = {judul[i]: s for i, s in enumerate(sel) if i in judul}
            if any(_teks(s) for s in isi.values()) and _teks(sel[0]).lower() != "jumlah":
                hasil.baris += 1
                satu = _baris(isi, nomor, hasil)
                if satu is not None:
                    grup[satu.tanggal, satu.bukti].append(satu)
    if not ada_judul:
        raise LembarDitolak("Judul kolomnya tidak dikenal. Unduh contoh di halaman ini, lalu salin buku Anda ke sana.")
    _periksa_kode(grup, hasil)
    hasil.dokumen = rakit(grup, _bank(), lambda b, kalimat: hasil.tolak.append((b.nomor, b.bukti, kalimat)))
    ada = sudah_ada(d.sumber for d in hasil.dokumen)
    hasil.baru = sum(1 for d in hasil.dokumen if d.sumber not in ada)
    return hasil


def terapkan_kas(uji: UjiKas, *, oleh: Pelaku) -> int:
    """Post what is new; nothing at all while a row is refused."""
    if uji.tolak:
        nomor, bukti, kalimat = uji.tolak[0]
        raise LembarDitolak(f"Baris {nomor} ({bukti}): {kalimat} Tidak ada yang dibukukan.")
    baru = bukukan_massal(uji.dokumen, oleh=oleh)
    uji.minus = [k for t in sorted({d.tanggal.year for d in uji.dokumen}) for k in minus_pada(t)] if baru else []
    return baru


def _judul(sel: Sequence[Any]) -> dict[int, str]:
    dikenal = {k.judul: k.kunci for k in KOLOM}
    nama = {i: dikenal[t] for i, s in enumerate(sel) if (t := _teks(s).lower()) in dikenal}
    return nama if set(nama.values()) >= WAJIB else {}


def _teks(nilai: Any) -> str:
    if isinstance(nilai, float) and nilai == int(nilai):
        nilai = int(nilai)
    return " ".join(str("" if nilai is None else nilai).split())


class _Salah(ValueError):
    """A row that cannot be read, with the sentence that says what to do."""


def _baris(isi: Mapping[str, Any], nomor: int, hasil: UjiKas) -> Baris | None:
    """One row; None, and why in `tolak`, when it cannot be read."""
    teks = {k: _teks(v) for k, v in isi.items()}
    try:
        jenis, media = _kata(teks["jenis"], _JENIS, "Jenis"), _kata(teks["media"], _MEDIA, "Media")
        if not teks["bukti"]:
            raise _Salah("Nomor bukti kosong. Setiap transaksi mempunyai nomor bukti.")
        masuk, keluar = _sisi(isi.get("masuk"), isi.get("keluar"))
        hari = _tanggal(isi.get("tanggal"))
    except _Salah as galat:
        hasil.tolak.append((nomor, teks["bukti"], str(galat)))
        return None
    kegiatan, rekening = baku_kegiatan(teks.get("kegiatan", "")), baku_rekening(teks.get("rekening", ""))
    kunci = Kunci(kegiatan, rekening, teks.get("sumber_dana", "").upper())
    pajak, bank, pihak, rujukan, ntpn = (teks.get(k, "") for k in ("pajak", "bank", "pihak", "rujukan", "ntpn"))
    return Baris(nomor, hari, teks["bukti"][:60], jenis, media, kunci, masuk, keluar,
                 teks.get("uraian") or teks["jenis"], pajak, bank, pihak, rujukan, ntpn.upper())  # fmt: skip


def _kata(teks: str, daftar: Mapping[str, str], nama: str) -> str:
    if teks.lower() not in daftar:
        raise _Salah(f"{nama} “{teks}” tidak dikenal. Pakai kata di lembar petunjuk.")
    return daftar[teks.lower()]


def _sisi(masuk: Any, keluar: Any) -> tuple[Decimal, Decimal]:
    try:
        nilai = _uang(masuk), _uang(keluar)
    except (ValueError, ArithmeticError) as galat:
        raise _Salah("Masuk atau keluar bukan jumlah uang.") from galat
    if min(nilai) < 0 or (nilai[0] > 0) == (nilai[1] > 0):
        raise _Salah("Isi salah satu saja: masuk atau keluar, lebih dari nol.")
    return nilai


def _tanggal(nilai: Any) -> date:
    if isinstance(nilai, datetime):
        return nilai.date()
    if isinstance(nilai, date):
        return nilai
    for pola in _POLA_TANGGAL:
        try:
            return datetime.strptime(_teks(nilai)[:10], pola).date()  # noqa: DTZ007  (a day, no instant)
        except ValueError:
            continue
    raise _Salah(f"Tanggal “{_teks(nilai)}” tidak dikenal. Tulis seperti 31-12-2026.")


def _uang(nilai: Any) -> Decimal:
    if nilai in (None, ""):
        return NOL
    if isinstance(nilai, int | float):
        return Decimal(repr(nilai)).quantize(Decimal("0.01"))
    return baca_rupiah(str(nilai))


def _bank() -> dict[str, int]:
    """Bank accounts by number; "" is the main one."""
    semua = db.session.scalars(db.select(m.RekeningBank).order_by(m.RekeningBank.utama.desc(), m.RekeningBank.id)).all()
    return {b.nomor: b.id for b in semua} | ({"": semua[0].id} if semua else {})


def _periksa_kode(grup: Mapping[tuple[date, str], list[Baris]], hasil: UjiKas) -> None:
    """Every key exists: income and spending in the budget in force, sources and taxes in their lists."""
    pagu: dict[int, set[Kunci]] = {}
    for (hari, _), baris in grup.items():
        if hari.year not in pagu:
            versi = versi_berlaku(hari.year)
            pagu[hari.year] = set(isi_versi(versi).per_kunci) if versi else set()
        dana = acuan(hari.year).sumber_dana
        for b in baris:
            if b.jenis in (m.R_TERIMA, m.R_BELANJA, m.R_PANJAR, m.R_SISA) and b.kunci not in pagu[hari.year]:
                hasil.tolak.append((b.nomor, b.bukti, f"{'/'.join(b.kunci)} tidak ada dalam anggaran {hari.year} yang "
                                    "berlaku. Periksa kodenya, atau ubah anggarannya dulu."))  # fmt: skip
            elif b.jenis not in (m.R_SALDO, m.R_MUTASI) and b.kunci.sumber_dana not in dana:
                hasil.tolak.append((b.nomor, b.bukti, f"Sumber dana “{b.kunci.sumber_dana}” tidak dikenal."))


def tulis_kas(tahun: int) -> bytes:
    """The journal of a year with the headings that can be read in again; a sheet says what the words mean.

    Documents that were reversed, and what reversed them, are left out: together they are nought.
    """
    j, d, cair = m.JurnalKas, m.DokumenKas, m.DokumenKas.__table__.alias("cair")
    balik = db.select(d.induk_id).where(d.tahun == tahun, d.jenis == m.KOREKSI)
    rujukan = (db.select(cair.c.nomor_teks).where(cair.c.jenis == m.CAIR, cair.c.induk_id == d.induk_id,
                                                  d.jenis != m.CAIR).limit(1).scalar_subquery())  # fmt: skip
    pilih = (
        db.select(j, d, rujukan, m.RekeningBank.nomor).join(d, d.id == j.dokumen_id)
        .outerjoin(m.RekeningBank, m.RekeningBank.id == j.rekening_id)
        .where(*bertanggal(tahun), d.jenis != m.KOREKSI, d.id.not_in(balik)).order_by(j.tanggal, j.id)
    )  # fmt: skip
    baris = [
        (b.tanggal, dok.nomor_teks, m.JENIS_BARIS[b.jenis], m.MEDIA[b.media], bank or "", b.kegiatan, b.rekening,
         b.sumber_dana, b.uraian, b.masuk, b.keluar, b.pajak, dok.pihak_nama, panjar or "", dok.ntpn or "")
        for b, dok, panjar, bank in db.session.execute(pilih)
    ]  # fmt: skip
    return buku_ke_bytes([Lembar("kas", "Kas", KOLOM, baris, subjudul=f"Jurnal kas {tahun}"), _petunjuk()])


def _petunjuk() -> Lembar:
    return Lembar("petunjuk", "Petunjuk", (Kolom("kata", "kata", lebar=24), Kolom("arti", "arti", lebar=90)),
                  list(_isi_petunjuk()))  # fmt: skip


def _isi_petunjuk() -> Iterator[tuple[str, str]]:
    yield "bukti", "Baris dengan tanggal dan nomor bukti yang sama menjadi satu dokumen."
    yield "media", ", ".join(m.MEDIA.values())
    yield "rujukan", "Untuk SPJ dan sisa panjar: nomor bukti panjarnya."
    yield from KASUS
