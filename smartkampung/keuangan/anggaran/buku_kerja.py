"""A whole version as a workbook, and back into a draft: kegiatan on one sheet, RAB lines on the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import LembarDitolak, buka
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.uang import NOL, baca_rupiah, rupiah
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.acuan.kode import baku_kegiatan, kode_depan
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import isi_versi, rab_versi
from smartkampung.keuangan.anggaran.kisi import Ketikan, baca_ketikan, baca_volume, berubah, ketik, tulis_volume
from smartkampung.keuangan.anggaran.lihat import nama_orang
from smartkampung.keuangan.anggaran.models import CARA, PENANDA, SWAKELOLA, KegiatanAnggaran, VersiAnggaran
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru
from smartkampung.keuangan.anggaran.ubah import (
    calon_pka,
    periksa_isian,
    simpan_butir,
    tambah_kegiatan,
    ubah_kegiatan,
)
from smartkampung.keuangan.anggaran.versi import pastikan_bisa_ditulis
from smartkampung.keuangan.langkah import Pelaku

KOLOM_KEGIATAN = (
    Kolom("kode", "kode", lebar=10), Kolom("nama", "nama", lebar=40), Kolom("pka", "pka", lebar=20),
    Kolom("pagu", "pagu", "rupiah"), Kolom("lokasi", "lokasi", lebar=20), Kolom("keluaran", "keluaran", lebar=24),
    Kolom("volume", "volume", lebar=9), Kolom("satuan", "satuan"), Kolom("mulai", "mulai", "tanggal"),
    Kolom("selesai", "selesai", "tanggal"), Kolom("laki", "laki", "angka"), Kolom("perempuan", "perempuan", "angka"),
    Kolom("artm", "artm", "angka"), Kolom("tim", "tim"), Kolom("cara", "cara"), Kolom("padat_karya", "padat karya"),
    Kolom("penanda", "penanda"), Kolom("jumlah", "jumlah anggaran", "rupiah", jumlah=True),
)
KOLOM_RAB = (
    Kolom("kegiatan", "kegiatan", lebar=10), Kolom("rekening", "rekening", lebar=10),
    Kolom("sumber_dana", "sumber dana", lebar=9), Kolom("uraian", "uraian", lebar=44),
    Kolom("volume", "volume", lebar=9),
    Kolom("satuan", "satuan"), Kolom("harga", "harga", "rupiah"), Kolom("jumlah", "jumlah", "rupiah", jumlah=True),
    Kolom("alasan_harga", "alasan harga"), Kolom("bengkok", "bengkok", lebar=9),
)


def tulis_buku_kerja(versi: VersiAnggaran) -> bytes:
    """The workbook of a version; volumes are text so that no place is lost, amounts are numbers with live sums."""
    isi, rab = isi_versi(versi), rab_versi(versi)
    orang = nama_orang({k.pka_id for k in isi.kegiatan.values() if k.pka_id})
    kegiatan = [
        (k.kode, k.nama, orang.get(k.pka_id or 0, ""), k.pagu, k.lokasi, k.keluaran, tulis_volume(k.volume), k.satuan,
         k.mulai, k.selesai, k.laki, k.perempuan, k.artm, k.tim, k.cara, "ya" if k.padat_karya else "", k.penanda,
         isi.per_kegiatan[k.kode])
        for k in isi.kegiatan.values()
    ]
    baris = [
        (b.kunci.kegiatan, b.kunci.rekening, b.kunci.sumber_dana, r.uraian, tulis_volume(r.volume), r.satuan, r.harga,
         r.jumlah, r.alasan_harga, "ya" if b.bengkok else "")
        for b in isi.baris for r in rab.get(b.id, [])
    ]
    return buku_ke_bytes([Lembar("rab", "RAB", KOLOM_RAB, baris, subjudul=versi.nama),
                          Lembar("kegiatan", "Kegiatan", KOLOM_KEGIATAN, kegiatan, subjudul=versi.nama)])


@dataclass
class UjiAnggaran:
    """What a workbook holds against a draft: counts, and the refused rows (sheet, row, value, sentence)."""

    kegiatan_baru: list[KegiatanBaru] = field(default_factory=list)
    kegiatan_ubah: list[KegiatanBaru] = field(default_factory=list)
    butir: dict[str, list[Ketikan]] = field(default_factory=lambda: defaultdict(list))
    baru: int = 0
    ubah: int = 0
    tetap: int = 0
    tolak: list[tuple[str, int, str, str]] = field(default_factory=list)

    @property
    def ringkas(self) -> dict[str, int]:
        """The counts."""
        return {"kegiatan_baru": len(self.kegiatan_baru), "kegiatan_berubah": len(self.kegiatan_ubah),
                "baris_baru": self.baru, "baris_berubah": self.ubah, "baris_tetap": self.tetap,
                "ditolak": len(self.tolak)}


def uji_buku_kerja(versi: VersiAnggaran, jalur: Path) -> UjiAnggaran:
    """Judge a workbook or CSV against a draft; nothing is written. Lines of the draft that it lacks stay."""
    hasil, ada_rab = UjiAnggaran(), False
    for lembar in buka(jalur):
        judul: dict[int, str] = {}
        for nomor, sel in enumerate(lembar.baris, start=1):
            if not judul:
                judul = _judul(sel)
                continue
            isi = {judul[i]: s for i, s in enumerate(sel) if i in judul}
            if not any(_teks(s) for s in isi.values()) or _teks(sel[0]).lower() == "jumlah":
                continue
            if "uraian" in judul.values():
                ada_rab = True
                _butir(hasil, lembar.nama, nomor, isi)
            else:
                _kegiatan(hasil, lembar.nama, nomor, isi)
    if not ada_rab and not hasil.kegiatan_baru and not hasil.kegiatan_ubah and not hasil.tolak:
        raise LembarDitolak("Tidak ada baris anggaran. Pakai lembar RAB dari tombol Unduh XLSX sebagai contoh.")
    _bandingkan(versi, hasil)
    return hasil


def _judul(sel: Sequence[Any]) -> dict[int, str]:
    dikenal = {k.judul: k.kunci for k in (*KOLOM_RAB, *KOLOM_KEGIATAN)}
    nama = {i: dikenal[t] for i, s in enumerate(sel) if (t := _teks(s).lower()) in dikenal}
    ada = set(nama.values())
    return nama if {"rekening", "uraian", "harga"} <= ada or {"kode", "nama"} <= ada else {}


def _teks(nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, float):
        nilai = int(nilai) if nilai == int(nilai) else Decimal(repr(nilai))
    if isinstance(nilai, Decimal):
        return f"{nilai:f}".replace(".", ",")
    return rapikan(str(nilai)) or ""


def _uang(nilai: Any) -> str:
    """A money cell as people would type it: numbers lose no sen."""
    if isinstance(nilai, int | float) and not isinstance(nilai, bool):
        return rupiah(Decimal(repr(nilai)).quantize(Decimal("0.01")), simbol=False).replace("−", "-")
    return _teks(nilai)


def _butir(hasil: UjiAnggaran, lembar: str, nomor: int, isi: dict[str, Any]) -> None:
    teks = {k: _uang(v) if k == "harga" else _teks(v) for k, v in isi.items()}
    baris = baca_ketikan(teks)
    baris.nomor = nomor
    baris.teks["lembar"] = lembar
    hasil.butir[baku_kegiatan(kode_depan(teks.get("kegiatan", "")))].append(baris)


def _kegiatan(hasil: UjiAnggaran, lembar: str, nomor: int, isi: dict[str, Any]) -> None:
    t = {k: _teks(v) for k, v in isi.items()}
    try:
        pagu = baca_rupiah(_uang(isi["pagu"])) if t.get("pagu") else NOL
        baru = KegiatanBaru(
            baku_kegiatan(t["kode"]), t["nama"][:300], pagu, None, t.get("lokasi", "")[:200],
            t.get("keluaran", "")[:200], baca_volume(t["volume"]) if t.get("volume") else NOL, t.get("satuan", "")[:30],
            _hari(isi.get("mulai")), _hari(isi.get("selesai")), int(t.get("laki") or 0), int(t.get("perempuan") or 0),
            int(t.get("artm") or 0), t.get("tim", "")[:200], t["cara"] if t.get("cara") in CARA else SWAKELOLA,
            t.get("padat_karya") == "ya", t["penanda"] if t.get("penanda") in PENANDA else "",
        )
    except (ValueError, ArithmeticError):
        kalimat = "Pagu, volume, tanggal, atau sasarannya bukan angka yang benar."
        hasil.tolak.append((lembar, nomor, t.get("kode", ""), kalimat))
        return
    pka = [p.id for p in calon_pka() if p.nama.lower() == t.get("pka", "").lower()]
    hasil.kegiatan_baru.append(replace(baru, pka_id=pka[0] if len(pka) == 1 else None))


def _hari(nilai: Any) -> date | None:
    if isinstance(nilai, datetime):
        return nilai.date()
    if isinstance(nilai, date) or nilai in (None, ""):
        return nilai or None
    return date.fromisoformat(str(nilai)[:10])


def _bandingkan(versi: VersiAnggaran, hasil: UjiAnggaran) -> None:
    """Which kegiatan and lines are new, changed, the same, or refused."""
    isi, rab, daftar = isi_versi(versi), rab_versi(versi), acuan(versi.tahun)
    semua, hasil.kegiatan_baru = hasil.kegiatan_baru, []
    for k in semua:
        ada = isi.kegiatan.get(k.kode)
        if ada and k.pka_id is None:  # a file without a name we know takes nobody's kegiatan away
            k = replace(k, pka_id=ada.pka_id)
        if k.kode not in daftar.kegiatan or k.kode.count(".") != 2:
            kalimat = f"Kegiatan {k.kode} tidak ada dalam daftar tahun {versi.tahun}."
            hasil.tolak.append(("Kegiatan", 0, k.kode, kalimat))
        elif ada is None:
            hasil.kegiatan_baru.append(k)
        elif any(getattr(ada, n) != v for n, v in asdict(k).items()):
            hasil.kegiatan_ubah.append(k)
    lama: dict[tuple[Any, ...], list[dict[str, str]]] = defaultdict(list)
    for b in isi.baris:
        for r in rab.get(b.id, []):
            lama[*b.kunci, r.uraian].append(ketik(r, b.kunci, b.bengkok))  # type: ignore[arg-type]
    for kegiatan, baris in hasil.butir.items():
        hasil.butir[kegiatan] = [b for b in baris if _satu(versi, hasil, kegiatan, b, lama, daftar)]


def _satu(versi: VersiAnggaran, hasil: UjiAnggaran, kegiatan: str, baris: Ketikan,
          lama: dict[Any, list[dict[str, str]]], daftar: Acuan) -> bool:
    """Whether a row is to be written; counts it, or lists why it is refused."""
    isian = baris.isian
    if isian is not None:
        sama = lama.get((kegiatan, isian.rekening, isian.sumber_dana, isian.uraian))
        kini = sama.pop(0) if sama else None
        if kini:
            isian = baris.isian = replace(isian, id=int(kini["id"]), sidik=kini["sidik"],
                                          harga_id=int(kini["harga_id"]) if kini["harga_id"] else None)
        try:
            periksa_isian(versi, kegiatan, isian, daftar)
        except GalatDomain as galat:
            baris.galat[galat.medan or "uraian"] = galat.kalimat()
    if baris.galat:
        nilai = " · ".join(baris.teks[k] for k in ("rekening", "uraian", "volume", "harga") if baris.teks[k])
        hasil.tolak.append((baris.teks["lembar"], baris.nomor, nilai, " ".join(baris.galat.values())))
        return False
    assert isian is not None
    if not berubah(kegiatan, isian):
        hasil.tetap += 1
        return False
    hasil.ubah += isian.id is not None
    hasil.baru += isian.id is None
    return True


def terapkan_buku_kerja(versi: VersiAnggaran, uji: UjiAnggaran, *, oleh: Pelaku) -> None:
    """Write what was judged right; the coordinator only, because it reaches every kegiatan."""
    periksa_izin(oleh, "keuangan.koordinasi")
    pastikan_bisa_ditulis(versi)
    for k in uji.kegiatan_baru:
        tambah_kegiatan(versi, k, oleh=oleh)
    for k in uji.kegiatan_ubah:
        kini = db.session.execute(db.select(KegiatanAnggaran).filter_by(versi_id=versi.id, kode=k.kode)).scalar_one()
        ubah_kegiatan(versi, k.kode, k, cacah=kini.versi, oleh=oleh)
    ada = set(isi_versi(versi).kegiatan)
    for kegiatan, baris in uji.butir.items():
        if kegiatan and kegiatan not in ada and baris:
            tambah_kegiatan(versi, KegiatanBaru(kegiatan), oleh=oleh)
        if baris:
            simpan_butir(versi, kegiatan, [b.isian for b in baris if b.isian], oleh=oleh)


def baris_tolak(uji: UjiAnggaran) -> Iterator[dict[str, Any]]:
    """The refused rows for a page or JSON."""
    for lembar, nomor, nilai, kalimat in uji.tolak:
        yield {"lembar": lembar, "baris": nomor, "nilai": nilai, "kalimat": kalimat}
