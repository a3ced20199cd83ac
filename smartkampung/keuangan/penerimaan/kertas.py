"""Papers of income: TBP and STS."""

from __future__ import annotations

from typing import Any

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.pdf import TandaTangan
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.terbilang import terbilang
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.kas.bukukan import koreksi_dari
from smartkampung.keuangan.kas.models import DIBATALKAN, MEDIA, BarisDokumen, DokumenKas, RekeningBank
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda


def _baris(dokumen: DokumenKas) -> list[BarisDokumen]:
    pilih = db.select(BarisDokumen).filter_by(dokumen_id=dokumen.id).order_by(BarisDokumen.urut)
    return list(db.session.scalars(pilih))


def dengan_huruf(dokumen: DokumenKas) -> str:
    """The amount in words, with its sen."""
    sen = int(dokumen.nilai * 100) % 100
    kata = f"{terbilang(int(dokumen.nilai))} rupiah"
    return f"{kata} {terbilang(sen)} sen" if sen else kata


def _kertas(kode: str, d: DokumenKas, fakta: list[tuple[str, str]], baris: list[dict[str, Any]],
            tanda: tuple[TandaTangan, ...]) -> Kertas:  # fmt: skip
    bentuk = tata(kode)
    isi = [BarisKertas(3, {"no": str(n), **b}) for n, b in enumerate(baris, start=1)]
    isi.append(BarisKertas(0, {"uraian": "Jumlah", "nilai": d.nilai}))
    ket = [(nama, nilai) for nama, nilai in fakta if nilai]
    ket.append(("Terbilang", dengan_huruf(d)))
    return Kertas(bentuk, (*judul_tata(bentuk, d.tahun), f"Nomor {d.sebutan}"), d.tahun, f"{kode}-{d.tahun}-{d.nomor}",
                  (BagianKertas(isi, "", tuple(ket)),), tanda_tangan=tanda, catatan=_catatan(d),
                  kaki=f"{d.sebutan} · {profil().nama_lengkap}")  # fmt: skip


def _catatan(d: DokumenKas) -> tuple[str, ...]:
    if d.keadaan == DIBATALKAN:
        return (f"DIBATALKAN: {d.alasan}",)
    balik = koreksi_dari(d)
    return (f"SUDAH DIKOREKSI dengan {balik.sebutan}.",) if balik else ()


def _tempat(rekening_id: int | None, media: str) -> str:
    rekening = db.session.get(RekeningBank, rekening_id) if rekening_id else None
    return f"Bank, {rekening.sebutan}" if rekening else MEDIA.get(media, "")


def kertas_tbp(d: DokumenKas) -> Kertas:
    """A receipt: who paid, what for, signed by both."""
    nama = acuan(d.tahun)
    fakta = [("Tanggal", tanggal_panjang(d.tanggal)), ("Diterima dari", d.pihak_nama), ("Alamat", d.pihak_alamat),
             ("Untuk", d.uraian), ("Diterima lewat", _tempat(d.rekening_id, d.media))]  # fmt: skip
    isi = [b for b in _baris(d) if not b.kegiatan]
    baris = [{"kode": b.rekening, "sumber": b.sumber_dana, "nilai": b.nilai,
              "uraian": nama.nama_rekening(b.rekening) + (f": {b.uraian}" if len(isi) > 1 and b.uraian else "")}
             for b in isi]  # fmt: skip
    penyetor = TandaTangan(("", "Penyetor"), d.pihak_nama or "(…………………………)")
    return _kertas("tbp", d, fakta, baris, (penyetor, *blok_tanda(tata("tbp").tanda_tangan, pada=d.tanggal)))


def kertas_sts(d: DokumenKas) -> Kertas:
    """A deposit: which receipts, into which account."""
    fakta = [("Tanggal", tanggal_panjang(d.tanggal)), ("Ke rekening", _tempat(d.tujuan_id, "")),
             ("Keterangan", d.uraian)]  # fmt: skip
    baris = [{"bukti": b.bukti_nomor, "tanggal": b.bukti_tanggal, "nilai": b.nilai,
              "uraian": f"{b.uraian} ({b.pihak_nama})" if b.pihak_nama else b.uraian} for b in _baris(d)]  # fmt: skip
    return _kertas("sts", d, fakta, baris, blok_tanda(tata("sts").tanda_tangan, pada=d.tanggal))
