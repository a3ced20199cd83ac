"""The cash books as open tables: journal, documents, their lines, taxes withheld. One row per row of the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar, netralkan_rumus
from smartkampung.keuangan.kas.models import BarisDokumen, DokumenKas, JurnalKas, PotonganDokumen, RekeningBank

J, D, B, P = JurnalKas, DokumenKas, BarisDokumen, PotonganDokumen
PIPA = 1000  # rows fetched at a time


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table: its columns and how its rows of a span of days are chosen."""

    kode: str
    judul: str
    kolom: tuple[Kolom, ...]
    pilih: Callable[[int, date, date], Select[Any]]


def _dokumen(tahun: int, dari: date, sampai: date) -> tuple[Any, ...]:
    return D.tahun == tahun, D.tanggal >= dari, D.tanggal <= sampai


def _pilih_jurnal(tahun: int, dari: date, sampai: date) -> Select[Any]:
    kolom = (J.id, J.tanggal, D.nomor_teks, J.jenis, J.media, RekeningBank.nomor, J.kegiatan, J.rekening,
             J.sumber_dana, J.pajak, J.uraian, J.masuk, J.keluar, J.membalik_id, J.oleh)  # fmt: skip
    pilih = db.select(*kolom).join(D, D.id == J.dokumen_id).outerjoin(RekeningBank, RekeningBank.id == J.rekening_id)
    return pilih.where(J.tahun == tahun, J.tanggal >= dari, J.tanggal <= sampai).order_by(J.tanggal, J.id)


def _pilih_dokumen(tahun: int, dari: date, sampai: date) -> Select[Any]:
    kolom = (D.id, D.jenis, D.cara, D.nomor_teks, D.tanggal, D.keadaan, D.uraian, D.kegiatan, D.media, D.pihak_nama,
             D.nilai, D.potongan, D.induk_id, D.billing, D.ntpn, D.alasan, D.dibuat_oleh)  # fmt: skip
    return db.select(*kolom).where(*_dokumen(tahun, dari, sampai), D.nomor.is_not(None)).order_by(D.tanggal, D.id)


def _pilih_baris(tahun: int, dari: date, sampai: date) -> Select[Any]:
    kolom = (D.nomor_teks, D.tanggal, B.urut, B.kegiatan, B.rekening, B.sumber_dana, B.pajak, B.uraian, B.nilai,
             B.pihak_nama, B.bukti_nomor, B.bukti_tanggal)  # fmt: skip
    return db.select(*kolom).join(D, D.id == B.dokumen_id).where(
        *_dokumen(tahun, dari, sampai), D.nomor.is_not(None)).order_by(D.tanggal, D.id, B.urut)  # fmt: skip


def _pilih_pajak(tahun: int, dari: date, sampai: date) -> Select[Any]:
    kolom = (D.nomor_teks, D.tanggal, P.kode, P.sumber_dana, P.dasar, P.tarif, P.nilai, P.usulan, P.alasan)
    return db.select(*kolom).join(D, D.id == P.dokumen_id).where(
        *_dokumen(tahun, dari, sampai), D.nomor.is_not(None)).order_by(D.tanggal, D.id, P.id)  # fmt: skip


def _kolom(*isi: str) -> tuple[Kolom, ...]:
    """`kunci:Judul:jenis`; text when the kind is left out."""
    return tuple(Kolom(k, j, jenis or "teks") for k, j, jenis in ((*satu.split(":"), "")[:3] for satu in isi))  # type: ignore[arg-type]


TABEL: dict[str, Tabel] = {t.kode: t for t in (
    Tabel("jurnal", "Jurnal kas", _kolom(
        "id:Baris:angka", "tanggal:Tanggal:tanggal", "bukti:Nomor bukti", "jenis:Jenis", "media:Media",
        "bank:Rekening bank", "kegiatan:Kegiatan", "rekening:Rekening", "sumber_dana:Sumber dana", "pajak:Pajak",
        "uraian:Uraian", "masuk:Masuk:rupiah", "keluar:Keluar:rupiah", "membalik:Membalik baris:angka",
        "oleh:Dibukukan oleh"), _pilih_jurnal),
    Tabel("dokumen", "Dokumen kas", _kolom(
        "id:Id:angka", "jenis:Jenis", "cara:Cara", "nomor:Nomor", "tanggal:Tanggal:tanggal", "keadaan:Keadaan",
        "uraian:Uraian", "kegiatan:Kegiatan", "media:Media", "pihak:Pihak", "nilai:Nilai:rupiah",
        "potongan:Potongan:rupiah", "induk:Id induk:angka", "billing:Kode billing", "ntpn:NTPN", "alasan:Alasan",
        "dibuat_oleh:Dibuat oleh"), _pilih_dokumen),
    Tabel("baris", "Baris dokumen", _kolom(
        "nomor:Nomor dokumen", "tanggal:Tanggal:tanggal", "urut:Urut:angka", "kegiatan:Kegiatan",
        "rekening:Rekening", "sumber_dana:Sumber dana", "pajak:Pajak", "uraian:Uraian", "nilai:Nilai:rupiah",
        "pihak:Pihak", "bukti:Nomor bukti luar", "bukti_tanggal:Tanggal bukti luar:tanggal"), _pilih_baris),
    Tabel("pajak", "Potongan pajak", _kolom(
        "nomor:Nomor dokumen", "tanggal:Tanggal:tanggal", "kode:Jenis pajak", "sumber_dana:Sumber dana",
        "dasar:Dasar:rupiah", "tarif:Tarif (%):angka", "nilai:Nilai:rupiah", "usulan:Usulan:rupiah",
        "alasan:Alasan"), _pilih_pajak),
)}  # fmt: skip


def baris_tabel(tabel: Tabel, tahun: int, dari: date, sampai: date) -> Iterator[Sequence[Any]]:
    """The rows, fetched some at a time."""
    pilih = tabel.pilih(tahun, dari, sampai).execution_options(yield_per=PIPA)
    yield from db.session.execute(pilih)


def lembar_tabel(tabel: Tabel, tahun: int, dari: date, sampai: date) -> Lembar:
    """One table as a sheet."""
    return Lembar(tabel.kode, tabel.judul, tabel.kolom, [tuple(b) for b in baris_tabel(tabel, tahun, dari, sampai)],
                  subjudul=f"Tahun anggaran {tahun}")  # fmt: skip


def csv_tabel(tabel: Tabel, tahun: int, dari: date, sampai: date) -> Iterator[bytes]:
    """One table as CSV for programs: UTF-8, commas, headings are the keys, rupiah with a point and two places."""
    tampung = io.StringIO(newline="")
    penulis = csv.writer(tampung, lineterminator="\n")
    penulis.writerow([k.kunci for k in tabel.kolom])
    for baris in baris_tabel(tabel, tahun, dari, sampai):
        penulis.writerow([_sel(k, n) for k, n in zip(tabel.kolom, baris, strict=True)])
        if tampung.tell() > 65_536:
            yield tampung.getvalue().encode()
            tampung.seek(0)
            tampung.truncate()
    yield tampung.getvalue().encode()


def _sel(kolom: Kolom, nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, date):
        return nilai.isoformat()
    if kolom.jenis == "rupiah":
        return f"{nilai:.2f}"
    return netralkan_rumus(str(nilai))
