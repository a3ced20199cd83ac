"""The payment list of BLT: a row per recipient with room for the signature."""

from __future__ import annotations

from collections.abc import Iterator

from smartkampung.desa.queries import profil
from smartkampung.inti.saringan import samar_nik
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.belanja.blt import bagian, sebut_banyak, sebut_bulan
from smartkampung.keuangan.belanja.models import BayarBLT
from smartkampung.keuangan.belanja.spp import pka_kegiatan
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda


def kertas_blt(bayar: BayarBLT) -> Kertas:
    """The list as a paper; NIK are masked, as everywhere on paper that many people see."""
    bentuk, daftar, d = tata("blt"), bayar.daftar, bayar.dokumen
    ket = (("Daftar", daftar.nama), ("Dasar", daftar.dasar), ("Bulan", sebut_bulan(bayar.dari, bayar.sampai)),
           ("Per bulan", rupiah(daftar.nilai_bulan)), ("SPP", d.sebutan if d else "—"))  # fmt: skip
    tanda = blok_tanda(bentuk.tanda_tangan, pka_id=pka_kegiatan(daftar.tahun, daftar.kegiatan))
    return Kertas(bentuk, judul_tata(bentuk, daftar.tahun), daftar.tahun, f"blt-{daftar.tahun}-{bayar.id}",
                  (BagianKertas(list(_baris(bayar)), keterangan=ket),), tanda_tangan=tanda,
                  kaki=f"{daftar.nama} · {profil().nama_lengkap}")  # fmt: skip


def _baris(bayar: BayarBLT) -> Iterator[BarisKertas]:
    isi = bagian(bayar)
    for nomor, b in enumerate(isi, start=1):
        kiri = f"{nomor}." if nomor % 2 else f"          {nomor}."  # signatures stand left and right in turn
        orang = {"uraian": b.penerima.nama, "nik": samar_nik(b.penerima.nik), "alamat": b.penerima.alamat}
        yield BarisKertas(3, {"nomor": str(nomor), **orang, "bulan": sebut_banyak(b.bulan_dibayar),
                              "jumlah": b.nilai, "tanda": kiri})  # fmt: skip
    yield BarisKertas(0, {"uraian": "Jumlah", "jumlah": sum((b.nilai for b in isi), NOL)})
