"""The grid: rows as people type or paste them, read one by one, so that a wrong row never loses a right one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.uang import angka, baca_rupiah, rupiah
from smartkampung.keuangan.acuan.kode import baku_rekening, kode_depan
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kunci, rab_versi
from smartkampung.keuangan.anggaran.models import BarisRAB, VersiAnggaran
from smartkampung.keuangan.anggaran.tulis import jumlah_rab
from smartkampung.keuangan.anggaran.ubah import IsianButir, periksa_isian, sidik_butir, simpan_butir
from smartkampung.keuangan.langkah import Pelaku

KOLOM = ("rekening", "sumber_dana", "uraian", "volume", "satuan", "harga")
LAINNYA = ("id", "sidik", "tanda", "harga_id", "alasan_harga", "bengkok")
JUDUL_KOLOM = {
    "rekening": "rekening", "kode": "rekening", "kode rekening": "rekening", "sumber": "sumber_dana",
    "sumber dana": "sumber_dana", "sd": "sumber_dana", "uraian": "uraian", "volume": "volume", "vol": "volume",
    "satuan": "satuan", "harga": "harga", "harga satuan": "harga", "jumlah": "", "no": "",
}  # fmt: skip
TERBANYAK = 20_000
_RIBUAN = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")


class TerlaluBanyakBaris(GalatDomain):
    """More rows than any budget has."""

    pesan = "Tempelan berisi %(banyak)s baris; paling banyak %(batas)s sekali tempel."
    medan = "tempelan"


@dataclass
class Ketikan:
    """One row as typed, and what is wrong with it, by field."""

    teks: dict[str, str]
    galat: dict[str, str] = field(default_factory=dict)
    isian: IsianButir | None = None
    nomor: int = 0

    @property
    def kosong(self) -> bool:
        """Whether nothing was typed in a new row."""
        return not self.teks.get("id") and not any(self.teks.get(k) for k in ("uraian", "volume", "harga"))


def baca_volume(teks: str) -> Decimal:
    """`92,5`, `92.5`, `1.200`, `1.200,5`: a dot before exactly three digits separates thousands; ValueError else."""
    bersih = teks.replace(" ", "").replace("\u00a0", "")
    if _RIBUAN.fullmatch(bersih) or "," in bersih:
        bersih = bersih.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[-−]?[0-9]{1,11}(\.[0-9]{1,4})?", bersih):
        raise ValueError(teks)
    return Decimal(bersih.replace("−", "-"))


def baca_ketikan(teks: Mapping[str, str]) -> Ketikan:
    """Read one row; faults of form land in `galat`."""
    baris = Ketikan({k: (rapikan(teks.get(k, "")) or "") for k in (*KOLOM, *LAINNYA)})
    t, galat = baris.teks, baris.galat
    volume = harga = Decimal(0)
    try:
        volume = baca_volume(t["volume"])
    except (ValueError, InvalidOperation):
        galat["volume"] = "Tulis volume dengan angka, misalnya 12 atau 92,5."
    try:
        harga = baca_rupiah(t["harga"])
    except (ValueError, InvalidOperation):
        galat["harga"] = "Tulis harga dengan angka, misalnya 68.000 atau 1.234.567,89."
    rekening = baku_rekening(kode_depan(t["rekening"]))
    if not rekening:
        galat["rekening"] = "Pilih rekeningnya, misalnya 5.2.1.01."
    if not galat:
        angka_id = {k: int(t[k]) if t[k].isdecimal() and len(t[k]) < 10 else None for k in ("id", "harga_id")}
        baris.isian = IsianButir(rekening, t["sumber_dana"].upper(), t["uraian"], volume, t["satuan"], harga,
                                 t["bengkok"] == "ya", angka_id["harga_id"], t["alasan_harga"], angka_id["id"],
                                 t["sidik"], t["tanda"][:32])  # fmt: skip
    return baris


def _periksa(versi: VersiAnggaran, kegiatan: str, baris: Ketikan, daftar: Acuan) -> None:
    if baris.isian is None:
        return
    try:
        periksa_isian(versi, kegiatan, baris.isian, daftar)
    except GalatDomain as galat:
        baris.galat[galat.medan or "uraian"] = galat.kalimat()


def berubah(kegiatan: str, isi: IsianButir) -> bool:
    """Whether a row says something else than what was read."""
    kunci = Kunci(kegiatan, isi.rekening, isi.sumber_dana)
    return isi.id is None or sidik_butir(isi, kunci, isi.bengkok) != isi.sidik


def simpan_ketikan(versi: VersiAnggaran, kegiatan: str, semua: Sequence[Ketikan], *, oleh: Pelaku,
                   daftar: Acuan | None = None) -> list[Ketikan]:
    """Save every row that is right; answer the rows that were saved. The others carry their sentences."""
    baik, daftar = [], daftar or acuan(versi.tahun)
    for baris in semua:
        if baris.isian is not None and berubah(kegiatan, baris.isian):
            _periksa(versi, kegiatan, baris, daftar)
            if not baris.galat:
                baik.append(baris)
        elif baris.isian is not None:
            baris.teks["jumlah"] = rupiah(jumlah_rab(baris.isian.volume, baris.isian.harga))
    if baik:
        hasil = simpan_butir(versi, kegiatan, [b.isian for b in baik if b.isian], oleh=oleh, daftar=daftar)
        for baris, butir in zip(baik, hasil, strict=True):
            assert baris.isian is not None
            kunci = Kunci(kegiatan, baris.isian.rekening, baris.isian.sumber_dana)
            baris.teks |= ketik(butir, kunci, baris.isian.bengkok)
    return baik


def ketik(butir: BarisRAB, kunci: Kunci, bengkok: bool) -> dict[str, str]:
    """A kept line as the grid shows it."""
    return {
        "id": str(butir.id), "sidik": sidik_butir(butir, kunci, bengkok), "rekening": kunci.rekening,
        "sumber_dana": kunci.sumber_dana, "uraian": butir.uraian, "volume": tulis_volume(butir.volume),
        "satuan": butir.satuan, "harga": rupiah(butir.harga, simbol=False), "jumlah": rupiah(butir.jumlah),
        "harga_id": str(butir.harga_id or ""), "alasan_harga": butir.alasan_harga, "bengkok": "ya" if bengkok else "",
    }  # fmt: skip


def tulis_volume(volume: Decimal) -> str:
    """A volume without needless noughts: `92,5`, `1.200`."""
    normal = volume.normalize()
    return angka(volume, max(0, -int(normal.as_tuple().exponent)))


def baris_kisi(versi: VersiAnggaran, isi: IsiAnggaran, kegiatan: str) -> list[Ketikan]:
    """The kept lines of a kegiatan ("" for income and financing), in the order of their codes."""
    rab = rab_versi(versi, kegiatan)
    hasil = []
    for baris in isi.baris:
        if baris.kunci.kegiatan == kegiatan:
            hasil += [Ketikan(ketik(b, baris.kunci, baris.bengkok)) for b in rab.get(baris.id, [])]  # type: ignore[arg-type]
    return hasil


# --- pasted text --------------------------------------------------------------------------------------


def baca_tempelan(teks: str) -> list[Ketikan]:
    """Rows pasted from a spreadsheet: tab or semicolon between cells, with or without a header row."""
    semua = [b for b in teks.splitlines() if b.strip()]
    if len(semua) > TERBANYAK:
        raise TerlaluBanyakBaris(banyak=angka(len(semua)), batas=angka(TERBANYAK))
    pisah = "\t" if "\t" in teks else ";"
    urutan: Sequence[str] = KOLOM
    hasil = []
    for nomor, baris in enumerate(semua, start=1):
        sel = [s.strip().strip('"') for s in baris.split(pisah)]
        judul = [JUDUL_KOLOM.get(s.lower()) for s in sel]
        if nomor == 1 and sum(j is not None for j in judul) >= 3:
            urutan = [j or "" for j in judul]
            continue
        ketikan = baca_ketikan({k: s for k, s in zip(urutan, sel, strict=False) if k})
        ketikan.nomor = nomor
        if len(sel) < len([u for u in urutan if u]):
            ketikan.galat["baris"] = f"Hanya {len(sel)} kolom; perlu {', '.join(KOLOM).replace('_', ' ')}."
            ketikan.isian = None
        hasil.append(ketikan)
    return hasil


def simpan_tempelan(versi: VersiAnggaran, kegiatan: str, teks: str, *, oleh: Pelaku) -> tuple[int, list[Ketikan]]:
    """Keep every right row of a pasted text; answer how many, and the wrong ones with their sentences."""
    semua = baca_tempelan(teks)
    return len(simpan_ketikan(versi, kegiatan, semua, oleh=oleh)), [b for b in semua if b.galat]


def tulis_tempelan(baris: Sequence[Ketikan]) -> str:
    """Rows as text to be mended and pasted again."""
    return "\n".join("\t".join(b.teks.get(k, "") for k in KOLOM) for b in baris)

