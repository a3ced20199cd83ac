"""Papers of spending from data: SPP with its rincian, SPTB, proof of payment, SPJ, the book of a kegiatan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.pdf import TandaTangan
from smartkampung.inti.tanggal import tanggal_panjang, waktu_pendek
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.belanja.aturan import sebut
from smartkampung.keuangan.belanja.pajak import nama_pajak, tarif_teks
from smartkampung.keuangan.belanja.panjar import cair_spp
from smartkampung.keuangan.belanja.spj import baris_panjar, induk_spj, sisa_kunci
from smartkampung.keuangan.belanja.spp import baris_dokumen, penerima, potongan_dokumen
from smartkampung.keuangan.kas.models import (
    CARA_SPP,
    DI_PANJAR,
    R_BELANJA,
    R_PANJAR,
    R_SISA,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.kegiatan import kode_annex, nama_bidang, waktu_kegiatan
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.kertas.susun import langkah_tanda
from smartkampung.keuangan.langkah import LangkahKeuangan, riwayat

Pasangan = tuple[tuple[str, str], ...]
_KATA = {"pka": "Diajukan oleh", "sekdes": "Telah diverifikasi", "kades": "Disetujui oleh", "keuangan": "Dibayar oleh"}


def tanda(spp: DokumenKas, siapa: Sequence[str], *, pada: date | None = None,
          kata: dict[str, str] | None = None) -> tuple[TandaTangan, ...]:  # fmt: skip
    """The signature blocks of a paper: those who did the steps, else the officials of the day."""
    sudah = langkah_tanda("kas", spp.id, "pka") | _langkah_bayar(spp)
    blok = blok_tanda(siapa, pada=pada or spp.tanggal, pka_id=spp.pka_id, langkah=sudah)
    if len(siapa) == 1:
        return blok
    kata_ = _KATA | (kata or {})
    return tuple(TandaTangan((b.atas[0], kata_[kode], *b.atas[2:]), b.nama, b.bawah)
                 for kode, b in zip(siapa, blok, strict=True))  # fmt: skip


def _langkah_bayar(spp: DokumenKas) -> dict[str, LangkahKeuangan]:
    hasil = {r.tindakan: r for r in riwayat("kas", spp.id)}
    nama = {"cairkan": "keuangan", "sahkan": "kades"}
    return {nama[t]: r for t, r in hasil.items() if t in nama}


def keterangan(d: DokumenKas) -> Pasangan:
    """The facts above a paper: the kegiatan it is for, when, under which number."""
    versi, daftar = versi_berlaku(d.tahun), acuan(d.tahun)
    satu = isi_versi(versi).kegiatan.get(d.kegiatan) if versi else None
    if not d.kegiatan:
        tempat: Pasangan = (("Pembiayaan", "Pengeluaran pembiayaan"),)
    else:
        k = d.kegiatan
        tempat = (
            ("Bidang", f"{kode_annex(k[:2])} {nama_bidang(daftar.nama_kegiatan(k[:2]))}"),
            ("Sub bidang", f"{kode_annex(k[:5])} {daftar.nama_kegiatan(k[:5])}"),
            ("Kegiatan", f"{kode_annex(k)} {satu.nama if satu else daftar.nama_kegiatan(k)}"),
            *((("Waktu pelaksanaan", waktu_kegiatan(satu)),) if satu else ()),
        )
    return (*tempat, ("Nomor", d.sebutan), ("Tanggal", tanggal_panjang(d.tanggal)), ("Keperluan", d.uraian))


def _kertas(kode: str, d: DokumenKas, baris: Sequence[BarisKertas], ket: Pasangan, *,
            tanda_tangan: tuple[TandaTangan, ...], catatan: tuple[str, ...] = ()) -> Kertas:  # fmt: skip
    bentuk = tata(kode)
    return Kertas(bentuk, judul_tata(bentuk, d.tahun), d.tahun, f"{kode}-{d.tahun}-{d.nomor or d.id}",
                  (BagianKertas(baris, keterangan=ket),), tanda_tangan=tanda_tangan, catatan=catatan,
                  kaki=f"{d.sebutan} · {profil().nama_lengkap}")  # fmt: skip


def kertas_spp(spp: DokumenKas) -> Kertas:
    """SPP (M.1): the request beside the budget and what was paid before."""
    ket = (*keterangan(spp), ("Cara", CARA_SPP[spp.cara]), ("Jumlah", rupiah(spp.nilai)))
    return _kertas("spp", spp, list(_pendanaan(spp)), ket, tanda_tangan=tanda(spp, tata("spp").tanda_tangan))


def _pendanaan(spp: DokumenKas) -> Iterator[BarisKertas]:
    versi, lalu = versi_berlaku(spp.tahun), _cair_lalu(spp)
    pagu = isi_versi(versi).per_kunci if versi else {}
    jumlah = dict.fromkeys(("pagu", "lalu", "kini", "jumlah", "sisa"), NOL)
    for nomor, (kunci, nilai) in enumerate(baris_panjar(spp).items(), start=1):
        isi = {"pagu": pagu.get(kunci, NOL), "lalu": lalu.get(kunci, NOL), "kini": nilai}
        isi |= {"jumlah": isi["lalu"] + nilai, "sisa": isi["pagu"] - isi["lalu"] - nilai}
        jumlah = {k: jumlah[k] + isi[k] for k in jumlah}
        yield BarisKertas(3, {"nomor": str(nomor), "uraian": sebut(kunci, spp.tahun), **isi})
    yield BarisKertas(0, {"uraian": "Jumlah", **jumlah})


def _cair_lalu(spp: DokumenKas) -> dict[Kunci, Decimal]:
    """What was paid under each key up to the day of an SPP, without its own payment; what came back is taken off."""
    j, cair = JurnalKas, cair_spp(spp)
    kolom = (j.kegiatan, j.rekening, j.sumber_dana)
    pilih = db.select(*kolom, db.func.sum(j.keluar), db.func.sum(j.masuk)).where(
        j.tahun == spp.tahun, j.tanggal <= spp.tanggal, j.jenis.in_((R_BELANJA, R_PANJAR, R_SISA)),
        j.media != DI_PANJAR, j.dokumen_id != (cair.id if cair else 0)).group_by(*kolom)  # fmt: skip
    return {Kunci(k, r, s): keluar - masuk for k, r, s, keluar, masuk in db.session.execute(pilih)}


def _baris_rekening(baris: Sequence[BarisDokumen]) -> Iterator[BarisKertas]:
    for nomor, b in enumerate(baris, start=1):
        yield BarisKertas(3, {
            "nomor": str(nomor), "kode": b.rekening, "penerima": b.pihak_nama, "jumlah": b.nilai,
            "uraian": f"{b.uraian} ({b.sumber_dana})",
        })  # fmt: skip
    yield BarisKertas(0, {"uraian": "Jumlah", "jumlah": sum((b.nilai for b in baris), NOL)})


def _baris_neto(d: DokumenKas) -> Iterator[BarisKertas]:
    """The gross lines, the deductions, and what is paid."""
    yield from _baris_rekening(baris_dokumen(d))
    potongan = [p for p in potongan_dokumen(d) if p.nilai]
    for p in potongan:
        yield BarisKertas(3, {"uraian": f"Potongan {nama_pajak(p.kode)}", "jumlah": -p.nilai})
    if potongan:
        yield BarisKertas(0, {"uraian": "Diterima", "jumlah": d.neto})


def kertas_rincian(spp: DokumenKas) -> Kertas:
    """SPP-1 with the verification of SPP-2: who did which step when."""
    kata = {"ajukan": "Diajukan", "verifikasi": "Diverifikasi", "setujui": "Disetujui"}
    langkah = tuple((kata[r.tindakan], f"{r.oleh_nama}, {r.jabatan}, {waktu_pendek(r.pada, zona())}")
                    for r in riwayat("kas", spp.id) if r.tindakan in kata)  # fmt: skip
    return _kertas("spp-rincian", spp, list(_baris_neto(spp)), (*keterangan(spp), *langkah),
                   tanda_tangan=tanda(spp, tata("spp-rincian").tanda_tangan))  # fmt: skip


def kertas_sptb(spp: DokumenKas) -> Kertas:
    """The statement of the PKA that answers for the expense."""
    catatan = ("Yang bertanda tangan di bawah ini menyatakan bertanggung jawab penuh atas segala pengeluaran yang "
               "telah dibayar kepada yang berhak menerima, dan bahwa barang atau jasanya telah diterima lengkap.",
               "Bukti pengeluaran tersebut disimpan untuk kelengkapan administrasi dan pemeriksaan.")  # fmt: skip
    return _kertas("sptb", spp, list(_baris_rekening(baris_dokumen(spp))), keterangan(spp), catatan=catatan,
                   tanda_tangan=tanda(spp, tata("sptb").tanda_tangan))  # fmt: skip


def kertas_cair(spp: DokumenKas, cair: DokumenKas) -> Kertas:
    """Proof of payment: gross, deductions, net, from where."""
    lewat = cair.rekening_bank.sebutan if cair.rekening_bank else "Kas tunai"
    ket = (*keterangan(spp)[:-3], ("Nomor", cair.sebutan), ("Tanggal", tanggal_panjang(cair.tanggal)),
           ("SPP", spp.sebutan), ("Keperluan", cair.uraian), ("Dibayar dari", lewat),
           ("Penerima", penerima(spp) or "—"))  # fmt: skip
    kata = {"pka": "Diterima oleh", "kades": "Mengetahui"}
    return _kertas("cair", cair, list(_baris_neto(spp)), ket,
                   tanda_tangan=tanda(spp, tata("cair").tanda_tangan, pada=cair.tanggal, kata=kata))  # fmt: skip


def kertas_spj(spj: DokumenKas) -> Kertas:
    """The account of an advance: what it was spent on, taxes, what came back."""
    induk = induk_spj(spj)
    ket = (*keterangan(spj), ("Panjar", f"{induk.sebutan}, {rupiah(induk.nilai)}"), ("Realisasi", rupiah(spj.nilai)),
           ("Sisa dikembalikan", rupiah(induk.nilai - spj.nilai)),
           ("Pajak dipotong", rupiah(spj.potongan)))  # fmt: skip
    kata = {"kades": "Mengetahui"}
    return _kertas("spj", spj, list(_baris_spj(spj)), ket,
                   tanda_tangan=tanda(spj, tata("spj").tanda_tangan, kata=kata))  # fmt: skip


def _baris_spj(spj: DokumenKas) -> Iterator[BarisKertas]:
    potongan = potongan_dokumen(spj)
    for nomor, b in enumerate(baris_dokumen(spj), start=1):
        uraian = " · ".join(x for x in (b.uraian, b.pihak_nama) if x)
        yield BarisKertas(3, {"nomor": str(nomor), "kode": b.rekening, "uraian": f"{uraian} ({b.sumber_dana})",
                              "bukti": b.bukti_nomor, "jumlah": b.nilai})  # fmt: skip
        for p in potongan:
            if p.baris_id == b.id and p.nilai:
                yield BarisKertas(3, {"uraian": f"Potongan {nama_pajak(p.kode)}", "dasar": p.dasar,
                                      "tarif": tarif_teks(p.tarif), "jumlah": p.nilai})  # fmt: skip
    yield BarisKertas(0, {"uraian": "Jumlah belanja", "jumlah": spj.nilai})
    for kunci, nilai in sisa_kunci(spj).items():
        isi = {"kode": kunci.rekening, "uraian": f"Sisa panjar ({kunci.sumber_dana})", "jumlah": nilai}
        yield BarisKertas(3, isi)
