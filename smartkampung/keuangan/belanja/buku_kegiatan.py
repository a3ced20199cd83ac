"""Buku pembantu kegiatan: what a PKA received and spent for one kegiatan, from the journal; verified by the Sekdes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.dpa.models import BERLAKU, DPA
from smartkampung.keuangan.kas.models import BARANG, DI_PANJAR, R_BELANJA, R_PANJAR, R_SISA, DokumenKas, JurnalKas
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.kegiatan import kode_annex, nama_bidang
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.langkah import SEKDES, LangkahKeuangan, Pelaku, pemegang, riwayat, tambah_langkah

OBJEK, MODAL = "buku_kegiatan", "5.3"


def dpa_berlaku(tahun: int, kegiatan: str) -> DPA | None:
    """The DPA a book belongs to."""
    pilih = db.select(DPA).filter_by(tahun=tahun, kegiatan=kegiatan, keadaan=BERLAKU).order_by(DPA.lanjutan)
    return db.session.scalars(pilih.limit(1)).first()


def verifikasi_terakhir(dpa: DPA | None) -> LangkahKeuangan | None:
    """The last time the secretary looked at a book."""
    semua = riwayat(OBJEK, dpa.id) if dpa else []
    return semua[-1] if semua else None


def verifikasi(dpa: DPA, *, oleh: Pelaku) -> None:
    """The secretary has compared a book with its receipts, up to today."""
    tugas = pemegang(oleh, SEKDES)
    tambah_langkah(OBJEK, dpa.id, "verifikasi", f"{hari_desa():%Y-%m-%d}", oleh=oleh, tugas=tugas)
    catat("keuangan.buku_kegiatan", oleh=oleh, objek=("dpa", dpa.id), apa=dpa.nama)


def kertas_buku(tahun: int, kegiatan: str) -> Kertas:
    """The book as a paper."""
    bentuk, daftar, dpa = tata("buku-kegiatan"), acuan(tahun), dpa_berlaku(tahun, kegiatan)
    akhir = verifikasi_terakhir(dpa)
    langkah = {"sekdes": akhir} if akhir else {}
    ket = (("Bidang", f"{kode_annex(kegiatan[:2])} {nama_bidang(daftar.nama_kegiatan(kegiatan[:2]))}"),
           ("Kegiatan", f"{kode_annex(kegiatan)} {dpa.nama if dpa else daftar.nama_kegiatan(kegiatan)}"),
           ("Sampai", tanggal_panjang(hari_desa())))  # fmt: skip
    tanda = blok_tanda(bentuk.tanda_tangan, pada=hari_desa(), pka_id=dpa.pka_id if dpa else None, langkah=langkah)
    return Kertas(bentuk, judul_tata(bentuk, tahun), tahun, f"buku-kegiatan-{tahun}-{kegiatan}",
                  (BagianKertas(list(_baris(tahun, kegiatan)), keterangan=ket),), tanda_tangan=tanda)  # fmt: skip


def _baris(tahun: int, kegiatan: str) -> Iterator[BarisKertas]:
    pilih = (
        db.select(JurnalKas, DokumenKas.nomor_teks).join(DokumenKas, DokumenKas.id == JurnalKas.dokumen_id)
        .where(JurnalKas.tahun == tahun, JurnalKas.kegiatan == kegiatan,
               JurnalKas.jenis.in_((R_BELANJA, R_PANJAR, R_SISA)))
        .order_by(JurnalKas.tanggal, JurnalKas.id)
    )  # fmt: skip
    saldo, jumlah = NOL, dict.fromkeys(("bendahara", "swadaya", "barang", "modal", "kembali"), NOL)
    for nomor, (j, bukti) in enumerate(db.session.execute(pilih), start=1):
        isi = _kolom(j)
        for k, nilai in isi.items():
            jumlah[k] += nilai
        masuk = isi.get("bendahara", NOL) + isi.get("swadaya", NOL)
        saldo += masuk - isi.get("barang", NOL) - isi.get("modal", NOL) - isi.get("kembali", NOL)
        yield BarisKertas(3, {"nomor": str(nomor), "tanggal": j.tanggal, "uraian": j.uraian, "bukti": bukti,
                              "saldo": saldo, **isi})  # fmt: skip
    yield BarisKertas(0, {"uraian": "Jumlah", **jumlah, "saldo": saldo})


def _kolom(j: JurnalKas) -> dict[str, Decimal]:
    """A row of the journal in the columns of the book; a reversal is negative."""
    nilai = j.keluar - j.masuk
    if j.jenis == R_PANJAR:
        return {"bendahara": nilai}
    if j.jenis == R_SISA:
        return {"kembali": -nilai}
    belanja = {"modal" if j.rekening.startswith(MODAL) else "barang": nilai}
    if j.media == DI_PANJAR:
        return belanja
    return belanja | {"swadaya" if j.media == BARANG else "bendahara": nilai}
