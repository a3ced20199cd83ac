"""The reports by their code: what each is called and who puts it together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.keuangan.kertas.bentuk import KANAN, TEBAL, BagianKertas, Kertas, KolomKertas
from smartkampung.keuangan.kertas.keluar import sel
from smartkampung.keuangan.laporan.kegiatan import kertas_kegiatan
from smartkampung.keuangan.laporan.kekayaan import kertas_kekayaan
from smartkampung.keuangan.laporan.lppd import kertas_lppd_kegiatan, kertas_lppd_keuangan
from smartkampung.keuangan.laporan.lra import kertas_lra, kunci_baris
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.program import kertas_program

KODE = ("bidang", "sub", "kegiatan", "akun", "kelompok", "jenis", "objek")


BERBUKTI = ("lra", "realisasi-kegiatan")  # their realised figures lead to rows of the journal


@dataclass(frozen=True, slots=True)
class JenisLaporan:
    """A kind of report. `saring` are the fields of a Minta it listens to, besides year and period."""

    kode: str
    nama: str
    guna: str
    susun: Callable[[Minta], Kertas]
    saring: tuple[str, ...] = ()


LAPORAN: dict[str, JenisLaporan] = {
    satu.kode: satu for satu in (
        JenisLaporan("lra", "Laporan realisasi APBDes (LRA)",
                     "Anggaran dan realisasi per semester, setahun, atau sampai tanggal mana pun.", kertas_lra,
                     ("anggaran", "sumber", "rinci")),
        JenisLaporan("realisasi-kegiatan", "Laporan realisasi kegiatan",
                     "Uang dan keluaran setiap kegiatan, dengan kemajuan yang dicatat pelaksananya.", kertas_kegiatan,
                     ("anggaran",)),
        JenisLaporan("kekayaan", "Laporan kekayaan milik desa",
                     "Aset, kewajiban, dan kekayaan bersih, di samping tahun lalu.", kertas_kekayaan),
        JenisLaporan("program-masuk", "Program sektoral dan daerah yang masuk desa",
                     "Program kementerian, provinsi, atau kabupaten yang tidak lewat kas desa.", kertas_program),
        JenisLaporan("lppd-keuangan", "Tabel LPPD dan LKPPD: keuangan", "Pendapatan, belanja per bidang, pembiayaan.",
                     kertas_lppd_keuangan, ("anggaran",)),
        JenisLaporan("lppd-kegiatan", "Tabel LPPD dan LKPPD: kegiatan",
                     "Banyak kegiatan per bidang, yang selesai dan yang tidak, beserta biayanya.",
                     kertas_lppd_kegiatan, ("anggaran",)),
    )
}  # fmt: skip


def jenis_laporan(kode: str) -> JenisLaporan:
    """A kind of report; TidakDitemukan when there is none."""
    if kode not in LAPORAN:
        raise TidakDitemukan()
    return LAPORAN[kode]


def kertas_laporan(kode: str, minta: Minta) -> Kertas:
    """A report, put together from the books anew: that takes less time than remembering it takes memory."""
    return jenis_laporan(kode).susun(minta)


def kertas_layar(kertas: Kertas) -> Kertas:
    """The paper as a screen likes it: the columns of codes are gone, the code stands before the name."""
    kolom = tuple(k for k in kertas.tata.kolom if k.kunci not in KODE)
    return replace(kertas, tata=replace(kertas.tata, kolom=kolom))


def baris_terhubung(kertas: Kertas, bagian: BagianKertas, alamat: str, tetap: dict[str, str]) -> Iterator[Markup]:
    """The rows of a part as `<tr>`; realised figures lead to the rows of the journal they are made of."""
    kelas = {k.kunci: ' class="n"' if k.jenis in KANAN else ' class="c"' if k.jenis == "kode"
             else ' class="u"' if k.kunci == "uraian" else "" for k in kertas.tata.kolom}  # fmt: skip
    dasar = f"{alamat}?{urlencode(tetap)}" if alamat else ""
    for b in bagian.baris:
        kunci = kunci_baris(b.nilai)
        html = "".join(f"<td{kelas[k.kunci]}>{_isi_sel(k, b.nilai, dasar, kunci)}</td>" for k in kertas.tata.kolom)
        tingkat = f' class="t{b.tingkat}"' if b.tingkat <= TEBAL else ""
        yield Markup(f"<tr{tingkat}>{html}</tr>\n")  # noqa: S704


def _isi_sel(kolom: KolomKertas, nilai: dict[str, Any], dasar: str, kunci: tuple[str, str] | None) -> str:
    teks = escape(sel(kolom, nilai.get(kolom.kunci)))
    if kolom.kunci == "uraian" and kunci is not None:
        kode = kunci[1] or ".".join(str(nilai[k]) for k in ("bidang", "sub", "kegiatan") if nilai.get(k))
        return f'<span class="redup">{escape(kode)}</span> {teks}'
    if not dasar or kolom.kunci not in ("realisasi", "semester") or kunci is None or not nilai.get(kolom.kunci):
        return teks
    lain = {"kegiatan": kunci[0], "rekening": kunci[1], "semester": "1" if kolom.kunci == "semester" else "",
            "sumber": nilai.get("sumber") or ""}  # fmt: skip
    ekor = escape(urlencode({k: n for k, n in lain.items() if n}))
    return f'<a href="{escape(dasar)}&amp;{ekor}">{teks}</a>'
