"""The vouchers of a month as one paper: each document with its facts, what it moved, and who did which step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import Periode, tanggal_panjang, waktu_pendek
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.kas.models import (
    JENIS_BARIS,
    MEDIA,
    NAMA_DOKUMEN,
    NAMA_KEADAAN,
    DokumenKas,
    JurnalKas,
    LampiranKas,
)
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.langkah import LangkahKeuangan


def dokumen_masa(tahun: int, dari: date, sampai: date) -> list[DokumenKas]:
    """The numbered documents of a span of days, by day."""
    d = DokumenKas
    pilih = db.select(d).where(d.tahun == tahun, d.tanggal >= dari, d.tanggal <= sampai, d.nomor.is_not(None))
    return list(db.session.scalars(pilih.order_by(d.tanggal, d.id)))


def lampiran_dokumen(dokumen: Iterable[DokumenKas]) -> dict[int, list[LampiranKas]]:
    """The papers behind several documents."""
    return _kelompok(LampiranKas, [d.id for d in dokumen])


def _kelompok(model: Any, nomor: Sequence[int], kolom: str = "dokumen_id", *syarat: Any) -> dict[int, list[Any]]:
    hasil: dict[int, list[Any]] = defaultdict(list)
    for awal in range(0, len(nomor), 500):
        pilih = db.select(model).where(getattr(model, kolom).in_(nomor[awal : awal + 500]), *syarat).order_by(model.id)
        for satu in db.session.scalars(pilih):
            hasil[getattr(satu, kolom)].append(satu)
    return hasil


def kertas_bukti(periode: Periode, dokumen: Sequence[DokumenKas]) -> Kertas:
    """The documents of a month as one paper."""
    bentuk, nomor = tata("bukti-kas"), [d.id for d in dokumen]
    jurnal = _kelompok(JurnalKas, nomor)
    langkah = _kelompok(LangkahKeuangan, nomor, "objek_id", LangkahKeuangan.objek.in_(("kas", "spp", "spj")))
    lampiran = _kelompok(LampiranKas, nomor)
    bagian = tuple(BagianKertas(_baris(jurnal[d.id]), f"{NAMA_DOKUMEN[d.jenis]} {d.sebutan}",
                                _fakta(d, langkah[d.id], len(lampiran[d.id]))) for d in dokumen)  # fmt: skip
    judul, *lain = judul_tata(bentuk, periode.tahun)
    return Kertas(bentuk, (judul, periode.nama, *lain), periode.tahun, f"bukti-{periode.kode}", bagian)


def _fakta(d: DokumenKas, langkah: Sequence[LangkahKeuangan], lampiran: int) -> tuple[tuple[str, str], ...]:
    kegiatan = f"{d.kegiatan} {acuan(d.tahun).nama_kegiatan(d.kegiatan)}" if d.kegiatan else ""
    semua = (("Tanggal", tanggal_panjang(d.tanggal)), ("Keadaan", NAMA_KEADAAN[d.keadaan]), ("Uraian", d.uraian),
             ("Kegiatan", kegiatan), ("Pihak", d.pihak_nama), ("Nilai", _nilai(d.nilai, d.potongan)),
             ("Milik", d.induk.sebutan if d.induk else ""), ("NTPN", d.ntpn or ""), ("Alasan", d.alasan),
             ("Lampiran", f"{lampiran} berkas" if lampiran else ""),
             *((s.tindakan.capitalize(), f"{s.oleh_nama}, {s.jabatan}, {waktu_pendek(s.pada, zona())}"
                + (f": {s.alasan}" if s.alasan else "")) for s in langkah))  # fmt: skip
    return tuple((nama, isi) for nama, isi in semua if isi)


def _nilai(nilai: Decimal, potongan: Decimal) -> str:
    return rupiah(nilai) + (f", potongan {rupiah(potongan)}" if potongan else "")


def _baris(jurnal: Sequence[JurnalKas]) -> list[BarisKertas]:
    return [BarisKertas(2, {"uraian": f"{JENIS_BARIS[j.jenis]}: {j.uraian}", "media": MEDIA[j.media],
                            "kode": " ".join(x for x in (j.kegiatan, j.rekening, j.sumber_dana, j.pajak) if x),
                            "masuk": j.masuk or None, "keluar": j.keluar or None}) for j in jurnal]  # fmt: skip
