"""Reading a book somebody else kept: headings and their meaning, rows into journals, a fault per row.

Rows that share day, entity and number are one journal; without a number, rows belong together until they balance.
Journals of several entities that share a `pasangan` (or number and day, where they touch RK or each other) are a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from smartkampung.bumdes.buku.arus import NAMA, NONKAS
from smartkampung.bumdes.buku.bagan import baku
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import JENIS_JURNAL, RK_PUSAT, RK_UNIT, UMUM
from smartkampung.inti.berkas_lembar import LembarDitolak, buka
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.inti.uang import NOL, baca_rupiah

MEDAN = {
    "tanggal": "Tanggal", "entitas": "Unit", "nomor": "Nomor jurnal", "akun": "Kode akun", "debit": "Debit",
    "kredit": "Kredit", "uraian": "Uraian", "unit_lawan": "Unit lawan", "pihak": "Pihak", "arus_kas": "Baris arus kas",
    "pasangan": "Pasangan", "jenis": "Jenis jurnal", "bukti": "Nomor bukti",
}  # fmt: skip
WAJIB_JURNAL, WAJIB_SALDO = ("tanggal", "akun", "debit", "kredit"), ("akun", "debit", "kredit")
_SEBUTAN = {
    "tanggal": ("tanggal", "tgl", "date"), "entitas": ("entitas", "unit", "unitusaha", "divisi"),
    "nomor": ("nomor", "no", "nobukti", "nojurnal", "nomorjurnal", "notransaksi"),
    "akun": ("akun", "kode", "kodeakun", "koderekening", "norekening", "rekening", "noakun"),
    "debit": ("debit", "debet", "d", "saldodebit"), "kredit": ("kredit", "credit", "k", "saldokredit"),
    "uraian": ("uraian", "keterangan", "transaksi", "deskripsi"), "unit_lawan": ("unitlawan", "lawan"),
    "pihak": ("pihak", "nama", "pelanggan", "pemasok"), "arus_kas": ("aruskas",), "pasangan": ("pasangan",),
    "jenis": ("jenis", "jenisjurnal"), "bukti": ("bukti", "nota"),
}  # fmt: skip
_TANGGAL = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y")


def rapat(judul: Any) -> str:
    """A heading without what people vary."""
    return "".join(c for c in str(judul or "").lower() if c.isalnum())


def tebak(judul: Sequence[Any]) -> dict[str, int]:
    """Which column holds what, by its heading."""
    kunci = [rapat(j) for j in judul]
    return {m: next(kunci.index(n) for n in nama if n in kunci) for m, nama in _SEBUTAN.items()
            if any(n in kunci for n in nama)}  # fmt: skip


def baca_judul(jalur: Path) -> tuple[list[str], list[list[str]]]:
    """The headings (the row that names most of what we look for) and three rows under them."""
    baris = [b for _, b in zip(range(30), _mentah(jalur), strict=False)]
    if not baris:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang berisi jurnal.")
    kepala = max(range(len(baris)), key=lambda n: (len(tebak(baris[n])), -n))
    return [str(x or "").strip()[:60] for x in baris[kepala]], [[str(x or "")[:40] for x in b] for b in
                                                              baris[kepala + 1:kepala + 4]]  # fmt: skip


def _mentah(jalur: Path) -> Iterator[list[Any]]:
    for lembar in buka(jalur):
        yield from lembar.baris
        return


@dataclass(slots=True)
class Grup:
    """Rows that make one journal."""

    kunci: tuple[Any, ...]
    ke: int
    tanggal: date
    entitas_id: int
    nomor: str
    uraian: str = ""
    jenis: str = UMUM
    bukti: str = ""
    pasangan: str = ""
    baris: list[Baris] = field(default_factory=list)
    pihak: list[str] = field(default_factory=list)
    rusak: bool = False

    @property
    def saldo(self) -> Decimal:
        """Debit minus credit so far."""
        return sum((b.debit - b.kredit for b in self.baris), NOL)


@dataclass(slots=True)
class Bacaan:
    """What a file holds."""

    grup: list[Grup] = field(default_factory=list)
    tolak: list[list[Any]] = field(default_factory=list)  # [row, column, value, sentence]
    baris: int = 0


class Pembaca:
    """Reads rows one by one with everything it needs at hand."""

    def __init__(self, buku: Buku, peta: Mapping[str, int], *, entitas_bawaan: int,
                 tanggal: date | None = None) -> None:
        self.buku, self.peta, self.bawaan, self.tetap = buku, peta, entitas_bawaan, tanggal
        self.akun = {a.kode: a for a in buku.akun.values()}
        self.unit = {x.lower(): e.id for e in buku.entitas.values() for x in (e.kode, e.nama)}
        self.hasil = Bacaan()
        self.grup: dict[tuple[Any, ...], Grup] = {}
        self.kini: Grup | None = None
        self._kode: dict[str, Any] = {}

    def sel(self, baris: Sequence[Any], medan: str) -> Any:
        """One cell of a row by its meaning."""
        ke = self.peta.get(medan)
        return baris[ke] if ke is not None and ke < len(baris) else None

    def baca(self, ke: int, baris: Sequence[Any]) -> None:
        """Take a row in; faults are kept, and spoil the journal it belongs to."""
        if not any(x not in (None, "") for x in baris):
            return
        self.hasil.baris += 1
        akun_teks = _teks(self.sel(baris, "akun"))
        if not akun_teks:
            return  # a heading or a sum of the book
        grup = self._grup(ke, baris)
        if grup is None:
            return
        try:
            grup.baris.append(self._baris(grup, baris, akun_teks))
            grup.pihak.append(_teks(self.sel(baris, "pihak"))[:120])
        except _Salah as salah:
            grup.rusak = True
            self.hasil.tolak.append([ke, MEDAN[salah.medan], salah.isi[:60], salah.kalimat])

    def _grup(self, ke: int, baris: Sequence[Any]) -> Grup | None:
        nomor, unit_teks = _teks(self.sel(baris, "nomor"))[:60], _teks(self.sel(baris, "entitas"))
        try:
            hari = self.tetap or self._hari(self.sel(baris, "tanggal"))
            unit = self.unit.get(unit_teks.lower()) if unit_teks else self.bawaan
            if unit is None:
                raise _Salah("entitas", unit_teks, "Unit ini tidak ada. Tulis kode atau nama unitnya.")
        except _Salah as salah:
            self.hasil.tolak.append([ke, MEDAN[salah.medan], salah.isi[:60], salah.kalimat])
            if self.kini is not None and not nomor:
                self.kini.rusak = True
            elif nomor:
                for g in self.grup.values():
                    g.rusak = g.rusak or g.nomor == nomor
            return None
        if nomor:
            kunci: tuple[Any, ...] = (hari, unit, nomor)
        elif self.kini is not None and self.kini.kunci[:2] == (hari, unit) and self.kini.saldo and not self.kini.nomor:
            return self.kini
        else:
            kunci = (hari, unit, ("baris", ke))
        if kunci not in self.grup:
            jenis = _teks(self.sel(baris, "jenis")).upper().replace(" ", "_")
            self.grup[kunci] = Grup(kunci, ke, hari, unit, nomor, uraian=_teks(self.sel(baris, "uraian"))[:300],
                                    jenis=jenis if jenis in JENIS_JURNAL and jenis != "PENUTUP" else UMUM,
                                    bukti=_teks(self.sel(baris, "bukti"))[:60] or nomor[:60],
                                    pasangan=_teks(self.sel(baris, "pasangan"))[:32])  # fmt: skip
            self.hasil.grup.append(self.grup[kunci])
        self.kini = self.grup[kunci]
        return self.kini

    def _hari(self, nilai: Any) -> date:
        if nilai in (None, "") and self.kini is not None:
            return self.kini.tanggal
        return baca_tanggal(nilai)

    def _baris(self, grup: Grup, baris: Sequence[Any], akun_teks: str) -> Baris:
        akun = self._kode.get(akun_teks)
        if akun is None:
            akun = self._kode[akun_teks] = self.akun.get(baku(akun_teks.split(" ")[0]))
        if akun is None:
            raise _Salah("akun", akun_teks, "Kode akun ini tidak ada di bagan. Betulkan, atau tambahkan akunnya dulu.")
        debit, kredit = (baca_nilai(self.sel(baris, k), k) for k in ("debit", "kredit"))
        if (debit == NOL) == (kredit == NOL) or min(debit, kredit) < 0:
            raise _Salah("debit", f"{debit} / {kredit}", "Isi debit atau kredit saja, lebih dari nol.")
        lawan, arus = _teks(self.sel(baris, "unit_lawan")), _teks(self.sel(baris, "arus_kas")).upper()
        if lawan and lawan.lower() not in self.unit:
            raise _Salah("unit_lawan", lawan, "Unit lawan ini tidak ada.")
        if arus and arus not in NAMA and arus != NONKAS:
            raise _Salah("arus_kas", arus, "Kode arus kas ini tidak dikenal, misalnya OM2 atau OK5.")
        uraian = _teks(self.sel(baris, "uraian"))[:200]
        return Baris(akun.id, debit, kredit, uraian if uraian != grup.uraian else "",
                     unit_lawan_id=self.unit.get(lawan.lower()) if lawan else None, arus_kas=arus or None)  # fmt: skip


class _Salah(Exception):
    def __init__(self, medan: str, isi: str, kalimat: str) -> None:
        self.medan, self.isi, self.kalimat = medan, isi, kalimat
        super().__init__(kalimat)


def _teks(nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return " ".join(str(nilai).split())


def baca_tanggal(nilai: Any) -> date:
    """A day as sheets and people write it."""
    if isinstance(nilai, datetime):
        return nilai.date()
    if isinstance(nilai, date):
        return nilai
    teks = _teks(nilai)
    try:
        return date.fromisoformat(teks)
    except ValueError:
        pass
    for pola in _TANGGAL:
        try:
            return datetime.strptime(teks, pola).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise _Salah("tanggal", teks, "Tanggal tidak terbaca; tulis seperti 31-12-2026.")


def baca_nilai(nilai: Any, medan: str) -> Decimal:
    """An amount as sheets and people write it; never more than two places."""
    if nilai in (None, "", "-", 0):
        return NOL
    try:
        if isinstance(nilai, str):
            teks = nilai.strip()
            if teks.count(".") == 1 and "," not in teks and len(teks.rsplit(".", 1)[1]) <= 2:
                return Decimal(teks).quantize(NOL)  # 1500.00, as programs write it
            return baca_rupiah(teks)
        tepat = Decimal(str(nilai))
        return (tepat if isinstance(nilai, int) else tepat.quantize(NOL, ROUND_HALF_UP)).quantize(NOL)
    except (ValueError, InvalidOperation) as galat:
        raise _Salah(medan, str(nilai), "Jumlah tidak terbaca; tulis seperti 1.500.000.") from galat


def baca_semua(buku: Buku, jalur: Path, peta: Mapping[str, int], *, entitas_bawaan: int, tanggal: date | None = None,
               kemajuan: Kemajuan = diam) -> Bacaan:  # fmt: skip
    """Read a whole file by its mapping."""
    pembaca = Pembaca(buku, peta, entitas_bawaan=entitas_bawaan, tanggal=tanggal)
    mulai = False
    for ke, baris in enumerate(_mentah(jalur), start=1):
        if not mulai:
            mulai = sum(rapat(x) in _SEBUTAN["akun"] + _SEBUTAN["debit"] + _SEBUTAN["kredit"] for x in baris) >= 2 \
                or _seperti_judul(baris, peta)
            continue
        pembaca.baca(ke, baris)
        if ke % 5000 == 0:
            kemajuan(0, 0, f"Membaca baris {ke}")
    return pembaca.hasil


def _seperti_judul(baris: Sequence[Any], peta: Mapping[str, int]) -> bool:
    """Whether a row carries words where amounts will stand: the headings of a book with names of its own."""
    sel = [baris[k] if k < len(baris) else None for k in (peta["akun"], peta["debit"], peta["kredit"])]
    return all(isinstance(x, str) and x.strip() and not any(c.isdigit() for c in x) for x in sel)


def pasangkan(buku: Buku, grup: Sequence[Grup]) -> dict[int, str]:
    """Position of a journal -> the mark of its pair, for those that touch RK or another unit."""
    semua: dict[Any, list[int]] = defaultdict(list)
    for n, g in enumerate(grup):
        antar = any(b.unit_lawan_id or buku.akun[b.akun_id].peran in (RK_UNIT, RK_PUSAT) for b in g.baris)
        if antar:
            semua[g.pasangan or (g.tanggal, g.nomor)].append(n)
    return {n: f"impor{min(isi)}" for isi in semua.values() for n in isi}


def konsep_grup(g: Grup, pasangan: str | None, pihak: Mapping[str, int], sumber: str | None) -> Konsep:
    """A group as a journal."""
    from dataclasses import replace

    baris = tuple(replace(b, pihak_id=pihak.get(p.lower())) if p else b
                  for b, p in zip(g.baris, g.pihak, strict=True))  # fmt: skip
    return Konsep(g.entitas_id, g.tanggal, g.uraian or "Tanpa uraian", baris, jenis=g.jenis, bukti=g.bukti,
                  sumber=sumber, pasangan=pasangan)  # fmt: skip
