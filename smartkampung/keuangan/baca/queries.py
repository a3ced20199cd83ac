"""What readers of a budget see: sums per bidang and source, the tree, the gauges, the years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from smartkampung.inti.uang import NOL, angka, rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, isi_versi, tahun_anggaran, versi_berlaku, versi_terkini
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.aturan.anggaran import OPERASIONAL_DDS, bagian_30, persen
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.aturan.temuan import DDS, Lingkup
from smartkampung.keuangan.kertas.kegiatan import kode_annex, nama_bidang


@dataclass(frozen=True, slots=True)
class Simpul:
    """One node of the tree: a bidang, sub bidang or kegiatan, or an account of income and financing."""

    kode: str
    nama: str
    nilai: Decimal
    anak: tuple[Simpul, ...] = ()
    semula: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Jumlah:
    """One sum with its name: a bar of a chart."""

    kode: str
    nama: str
    nilai: Decimal
    lain: Decimal = NOL


@dataclass(frozen=True, slots=True)
class Ukuran:
    """One gauge: a share against the limit of the year. `arah`: maks or min; `batas` None: no limit this year."""

    kode: str
    judul: str
    nilai: Decimal
    dari: Decimal
    batas: Decimal | None
    arah: str
    dasar: str

    @property
    def persen(self) -> Decimal:
        """The share in percent."""
        return persen(self.nilai, self.dari)

    @property
    def melanggar(self) -> bool:
        """Whether the share is on the wrong side of the limit."""
        if self.batas is None:
            return False
        kiri, kanan = self.nilai * 100, self.dari * self.batas
        return kiri > kanan if self.arah == "maks" else kiri < kanan

    @property
    def kalimat(self) -> str:
        """`30,0 % dari Rp1.000; paling banyak 30 %`."""
        bagian = f"{rupiah(self.nilai)} dari {rupiah(self.dari)}"
        if self.batas is None:
            return f"{bagian}; tahun ini tanpa batas persen"
        return f"{bagian}; paling {'banyak' if self.arah == 'maks' else 'sedikit'} {angka(self.batas)} %"


def pohon(isi: IsiAnggaran, semula: IsiAnggaran | None = None) -> tuple[Simpul, ...]:
    """Spending as a tree: bidang, sub bidang, kegiatan."""
    nama = acuan(isi.tahun).nama_kegiatan
    lama = semula.per_kegiatan if semula else {}
    nilai = isi.per_kegiatan
    semua = sorted(nilai.keys() | lama.keys())

    def simpul(kode: str, anak: tuple[Simpul, ...]) -> Simpul:
        judul = isi.kegiatan[kode].nama if kode in isi.kegiatan else nama(kode)
        jumlah = nilai.get(kode, NOL) if not anak else sum((a.nilai for a in anak), NOL)
        dulu = (lama.get(kode, NOL) if not anak else sum((a.semula or NOL for a in anak), NOL)) if semula else None
        return Simpul(kode, nama_bidang(judul) if len(kode) == 2 else judul, jumlah, anak, dulu)

    return _susun(semua, (2, 5), simpul)


def _susun(kode: list[str], panjang: tuple[int, ...], simpul: Callable[[str, tuple[Simpul, ...]], Simpul]
           ) -> tuple[Simpul, ...]:  # fmt: skip
    if not panjang:
        return tuple(simpul(k, ()) for k in kode)
    kelompok: dict[str, list[str]] = {}
    for k in kode:
        kelompok.setdefault(k[: panjang[0]], []).append(k)
    return tuple(simpul(induk, _susun(anak, panjang[1:], simpul)) for induk, anak in kelompok.items())


def rekening_pohon(isi: IsiAnggaran, awalan: str) -> tuple[Simpul, ...]:
    """Income or financing as a tree: kelompok, jenis, objek."""
    nama = acuan(isi.tahun).nama_rekening
    nilai = isi.per(lambda b: b.kunci.rekening, isi.saring(awalan))

    def simpul(kode: str, anak: tuple[Simpul, ...]) -> Simpul:
        return Simpul(kode, nama(kode), sum((a.nilai for a in anak), NOL) if anak else nilai[kode], anak)

    return _susun(sorted(nilai), (3, 5), simpul)


def per_bidang(isi: IsiAnggaran) -> list[Jumlah]:
    """Spending per bidang."""
    return [Jumlah(s.kode, f"{kode_annex(s.kode)} {s.nama}", s.nilai) for s in pohon(isi)]


def per_sumber(isi: IsiAnggaran) -> list[Jumlah]:
    """What comes in per source of funds (with financing), and what is spent of it."""
    nama = acuan(isi.tahun).nama_sumber
    return [Jumlah(s, nama(s), n.pendapatan + n.penerimaan, n.belanja + n.pengeluaran)
            for s, n in isi.per_sumber.items()]  # fmt: skip


def ukuran(isi: IsiAnggaran) -> list[Ukuran]:
    """The gauges of a budget, with the limits of its year."""
    aturan = aturan_tahun(isi.tahun)
    x = Lingkup(isi, {}, acuan(isi.tahun), aturan)
    tiga, belanja = bagian_30(x)
    tanpa_kdmp = x.dana_desa - x.bertanda("kdmp")
    kode = {k.kode for k in isi.kegiatan.values() if k.penanda == "operasional"} | {OPERASIONAL_DDS}
    operasional = sum((b.nilai for b in isi.saring("5", sumber=DDS) if b.kunci.kegiatan in kode), NOL)
    pangan = x.bertanda("ketahanan_pangan") + isi.jumlah("6.2", sumber=DDS)
    isian = (
        ("K-APB-03", "Siltap, tunjangan, dan BPD (30 : 70)", tiga, belanja, "batas_30", "maks"),
        ("K-APB-05", "BLT Dana Desa", x.bertanda("blt"), x.dana_desa, "blt_maks", "maks"),
        ("K-APB-07", "Ketahanan pangan", pangan, x.dana_desa, "pangan_min", "min"),
        ("K-APB-06", "Operasional dari Dana Desa", operasional, tanpa_kdmp, "operasional_maks", "maks"),
    )
    return [Ukuran(k, judul, nilai, dari, aturan.angka(p), arah, aturan.parameter[p].dasar or aturan.aturan[k].dasar)
            for k, judul, nilai, dari, p, arah in isian]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tahun:
    """One fiscal year beside the others."""

    tahun: int
    versi: VersiAnggaran
    isi: IsiAnggaran


def banding_tahun(banyak: int = 5) -> list[Tahun]:
    """The newest fiscal years, oldest first; each with its version in force, or else its newest."""
    hasil = []
    for tahun in tahun_anggaran()[:banyak]:
        versi = versi_berlaku(tahun) or versi_terkini(tahun)
        if versi is not None:
            hasil.append(Tahun(tahun, versi, isi_versi(versi)))
    return hasil[::-1]


def tabel_tahun(semua: list[Tahun]) -> list[tuple[str, list[Decimal]]]:
    """Rows of the comparison: income, spending and its bidang, financing."""
    kode = sorted({k[:2] for t in semua for k in t.isi.kegiatan})
    nama = acuan(semua[-1].tahun).nama_kegiatan if semua else str
    return [
        ("Pendapatan", [t.isi.pendapatan for t in semua]),
        ("Belanja", [t.isi.belanja for t in semua]),
        *((f"{kode_annex(k)} {nama_bidang(nama(k))}", [t.isi.jumlah("5", kegiatan=k) for t in semua]) for k in kode),
        ("Penerimaan pembiayaan", [t.isi.penerimaan for t in semua]),
        ("Pengeluaran pembiayaan", [t.isi.pengeluaran for t in semua]),
    ]
