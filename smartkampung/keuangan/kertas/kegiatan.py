"""Papers per kegiatan: RAB (H.3) and RKKD (H.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import Baris, Butir, IsiAnggaran, Kegiatan
from smartkampung.keuangan.anggaran.models import CARA
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas


def kode_annex(kode: str) -> str:
    """`02.03.11` as the annex prints it: `2.3.11`."""
    bagian = kode.split(".")
    return ".".join([b.lstrip("0") or "0" for b in bagian[:2]] + bagian[2:])


def waktu_kegiatan(satu: Kegiatan) -> str:
    """When a kegiatan runs, in words."""
    if satu.mulai and satu.selesai:
        return f"{tanggal_panjang(satu.mulai)} sampai {tanggal_panjang(satu.selesai)}"
    satu_hari = satu.mulai or satu.selesai
    return tanggal_panjang(satu_hari) if satu_hari else "—"


def keterangan_kegiatan(satu: Kegiatan, isi: IsiAnggaran) -> tuple[tuple[str, str], ...]:
    """The facts above a paper of a kegiatan."""
    daftar, kode = acuan(isi.tahun), satu.kode
    dana = isi.per(lambda b: b.kunci.sumber_dana, isi.saring("5", kegiatan=kode))
    keluaran = " ".join(x for x in (satu.keluaran, _banyak(satu.volume), satu.satuan) if x)
    return (
        ("Bidang", f"{kode_annex(kode[:2])} {daftar.nama_kegiatan(kode[:2])}"),
        ("Sub bidang", f"{kode_annex(kode[:5])} {daftar.nama_kegiatan(kode[:5])}"),
        ("Kegiatan", f"{kode_annex(kode)} {satu.nama}"),
        ("Lokasi", satu.lokasi or "—"),
        ("Keluaran", keluaran or "—"),
        ("Waktu pelaksanaan", waktu_kegiatan(satu)),
        ("Rincian pendanaan", ", ".join(f"{s} {rupiah(n)}" for s, n in dana.items()) or "—"),
    )


def _banyak(nilai: Decimal) -> str:
    return f"{nilai.normalize():f}".replace(".", ",") if nilai else ""


def bagian_rab(satu: Kegiatan, isi: IsiAnggaran, rab: dict[int, list[Butir]]) -> BagianKertas:
    """The RAB of one kegiatan: its accounts with what they are made of, and the total."""
    baris = list(isi.saring("5", kegiatan=satu.kode))
    return BagianKertas(list(_baris_rab(baris, rab, acuan(isi.tahun))), f"{kode_annex(satu.kode)} {satu.nama}",
                        keterangan_kegiatan(satu, isi))  # fmt: skip


def bagian_rab_lain(isi: IsiAnggaran, rab: dict[int, list[Butir]]) -> BagianKertas:
    """The same for income and financing."""
    baris = [b for b in isi.baris if not b.kunci.kegiatan]
    return BagianKertas(list(_baris_rab(baris, rab, acuan(isi.tahun))), "Pendapatan dan pembiayaan")


def _baris_rab(baris: list[Baris], rab: dict[int, list[Butir]], daftar: Acuan) -> Iterator[BarisKertas]:
    for nomor, b in enumerate(baris, start=1):
        rekening, sumber = b.kunci.rekening, b.kunci.sumber_dana
        uraian = f"{rekening} {daftar.nama_rekening(rekening)} ({sumber})"
        yield BarisKertas(1, {"nomor": str(nomor), "uraian": uraian, "jumlah": b.nilai})
        for r in rab.get(b.id, ()):
            yield BarisKertas(3, {"nomor": f"{nomor}.{r.urut}", "uraian": r.uraian, "volume": r.volume,
                                  "satuan": r.satuan, "harga": r.harga, "jumlah": r.jumlah})  # fmt: skip
    yield BarisKertas(0, {"uraian": "Jumlah", "jumlah": sum((b.nilai for b in baris), NOL)})


def bagian_rkkd(isi: IsiAnggaran, pka: dict[int, str]) -> BagianKertas:
    """All kegiatan of the year with a subtotal per bidang."""
    daftar = acuan(isi.tahun)
    return BagianKertas(list(_baris_rkkd(isi, daftar, pka)))


def _baris_rkkd(isi: IsiAnggaran, daftar: Acuan, pka: dict[int, str]) -> Iterator[BarisKertas]:
    nomor, biaya = 0, isi.per_kegiatan
    for bidang, anggota in groupby(sorted(isi.kegiatan), lambda k: k[:2]):
        semua, lalu = list(anggota), ""
        for kode in semua:
            nomor += 1
            isian = {"nomor": str(nomor), **_isi_rkkd(isi.kegiatan[kode], pka), "biaya": biaya.get(kode, NOL)}
            if not lalu:
                isian["bidang"] = f"{kode_annex(bidang)} {nama_bidang(daftar.nama_kegiatan(bidang))}"
            if kode[:5] != lalu:
                lalu = kode[:5]
                isian["sub"] = f"{kode_annex(lalu)} {daftar.nama_kegiatan(lalu)}"
            yield BarisKertas(3, isian)
        yield BarisKertas(1, {"kegiatan": f"Jumlah bidang {kode_annex(bidang)}",
                              "biaya": sum((biaya.get(k, NOL) for k in semua), NOL)})  # fmt: skip
    yield BarisKertas(0, {"kegiatan": "Jumlah", "biaya": sum(biaya.values(), NOL)})


def nama_bidang(nama: str) -> str:
    """`BIDANG PELAKSANAAN PEMBANGUNAN DESA` as a reader likes it: `Pelaksanaan pembangunan desa`."""
    polos = nama.removeprefix("BIDANG ")
    return polos.capitalize() if polos.isupper() else polos


def _isi_rkkd(satu: Kegiatan, pka: dict[int, str]) -> dict[str, object]:
    durasi = ""
    if satu.mulai and satu.selesai:
        bulan = (satu.selesai.year - satu.mulai.year) * 12 + satu.selesai.month - satu.mulai.month + 1
        durasi = f"{bulan} bulan" if bulan > 1 else f"{(satu.selesai - satu.mulai).days + 1} hari"
    return {
        "kegiatan": f"{kode_annex(satu.kode)} {satu.nama}", "lokasi": satu.lokasi, "volume": satu.volume or None,
        "satuan": satu.satuan, "sasaran": satu.laki + satu.perempuan or None, "laki": satu.laki or None,
        "perempuan": satu.perempuan or None, "artm": satu.artm or None, "durasi": durasi, "mulai": satu.mulai,
        "selesai": satu.selesai, "pka": pka.get(satu.pka_id or 0, ""), "tim": satu.tim,
        "cara": CARA.get(satu.cara, satu.cara), "keterangan": "Padat karya" if satu.padat_karya else "",
    }  # fmt: skip
