"""Rules of single lines: plan, RAB, prices, codes, places (K-APB-11 to 14, EBG)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Baris
from smartkampung.keuangan.anggaran.tulis import jumlah_rab
from smartkampung.keuangan.aturan.anggaran import TANAH_KAS
from smartkampung.keuangan.aturan.temuan import Lingkup, Temuan, aturan


@aturan("K-APB-11")
def sesuai_rencana(x: Lingkup) -> Iterable[Temuan]:
    if x.rkp is None:
        if x.isi.kegiatan:
            yield Temuan("K-APB-11", f"RKP Desa {x.isi.tahun} belum ditetapkan, jadi kegiatan belum punya dasar.")
    else:
        for kode in x.isi.kegiatan:
            if kode not in x.rkp and x.isi.per_kegiatan[kode]:
                yield Temuan("K-APB-11", f"Kegiatan {kode} tidak ada dalam RKP Desa {x.isi.tahun}.", kode)
    for baris in x.isi.baris:
        yield from _rab_cocok(x, baris)


def _rab_cocok(x: Lingkup, baris: Baris) -> Iterable[Temuan]:
    jumlah = NOL
    for butir in x.rab.get(baris.id, ()):
        jumlah += butir.jumlah
        if butir.jumlah != jumlah_rab(butir.volume, butir.harga):
            yield Temuan("K-APB-11", f"“{butir.uraian}”: volume × harga bukan {rupiah(butir.jumlah)}.",
                         baris.kunci.kegiatan, baris.kunci)
    if jumlah != baris.nilai:
        yield Temuan("K-APB-11", f"Jumlah RAB {rupiah(jumlah)} tidak sama dengan anggaran {rupiah(baris.nilai)} "
                     f"pada {baris.kunci.kegiatan} / {baris.kunci.rekening}.", baris.kunci.kegiatan, baris.kunci)


@aturan("EBG-2")
def harga_standar(x: Lingkup) -> Iterable[Temuan]:
    lebih = 100 + (x.aturan.angka("harga_lebih") or NOL)
    kunci = {b.id: b.kunci for b in x.isi.baris}
    bebas: Counter[str] = Counter()
    for baris_id, isi in x.rab.items():
        for butir in isi:
            if butir.harga_id is None and not butir.alasan_harga:
                bebas[kunci[baris_id].kegiatan] += 1
            standar = x.harga.get(butir.harga_id) if butir.harga_id else None
            if standar is not None and butir.harga * 100 > standar * lebih:
                yield Temuan("EBG-2", f"“{butir.uraian}” {rupiah(butir.harga)}, di atas standar {rupiah(standar)}.",
                             kunci[baris_id].kegiatan, kunci[baris_id])
    for kegiatan, banyak in bebas.items():
        if x.ada_standar and kegiatan:
            yield Temuan("EBG-2", f"Kegiatan {kegiatan}: {banyak} baris memakai harga bebas tanpa alasan. Pilih dari "
                         "standar harga, atau tulis alasannya.", kegiatan)


@aturan("EBG-3")
def dalam_pagu(x: Lingkup) -> Iterable[Temuan]:
    for kegiatan in x.isi.kegiatan.values():
        jumlah = x.isi.per_kegiatan[kegiatan.kode]
        if kegiatan.pagu and jumlah > kegiatan.pagu:
            yield Temuan("EBG-3", f"Kegiatan {kegiatan.kode} {rupiah(jumlah)}, di atas pagu RKP "
                         f"{rupiah(kegiatan.pagu)}: lebih {rupiah(jumlah - kegiatan.pagu)}.", kegiatan.kode)


@aturan("K-APB-12")
def kode_objek(x: Lingkup) -> Iterable[Temuan]:
    for baris in x.isi.baris:
        kunci = baris.kunci
        asing = [nama for kode, daftar, nama in (
            (kunci.rekening, x.acuan.rekening, "rekening"), (kunci.sumber_dana, x.acuan.sumber_dana, "sumber dana"),
            (kunci.kegiatan, x.acuan.kegiatan, "kegiatan")) if kode and kode not in daftar]
        if asing:
            yield Temuan("K-APB-12", f"Kode {' dan '.join(asing)} pada {kunci.kegiatan or '–'} / {kunci.rekening} / "
                         f"{kunci.sumber_dana} tidak ada dalam daftar tahun {x.isi.tahun}.", kunci.kegiatan, kunci)
        elif kunci.rekening.count(".") != 3 or baris.nilai < 0:
            yield Temuan("K-APB-12", f"Rekening {kunci.rekening} bukan objek, atau jumlahnya {rupiah(baris.nilai)}.",
                         kunci.kegiatan, kunci)


@aturan("K-APB-13")
def tempat_belanja(x: Lingkup) -> Iterable[Temuan]:
    for baris in x.isi.saring("5"):
        rekening, kegiatan = baris.kunci.rekening, baris.kunci.kegiatan
        if rekening.startswith("5.1.") and not kegiatan.startswith("01.01."):
            yield Temuan("K-APB-13", f"Belanja pegawai {rekening} ada di kegiatan {kegiatan}; tempatnya sub bidang "
                         "1.1.", kegiatan, baris.kunci)
        if rekening.startswith("5.4.") and not kegiatan.startswith("05."):
            yield Temuan("K-APB-13", f"Belanja tak terduga {rekening} ada di kegiatan {kegiatan}; tempatnya bidang 5.",
                         kegiatan, baris.kunci)


@aturan("K-APB-14")
def tanah_bengkok(x: Lingkup) -> Iterable[Temuan]:
    bengkok = [b for b in x.isi.baris if b.bengkok]
    for baris in bengkok:
        if baris.kunci.sumber_dana != "PAD" or not baris.kunci.rekening.startswith("5."):
            yield Temuan("K-APB-14", f"Baris {baris.kunci.kegiatan} / {baris.kunci.rekening} bertanda tanah bengkok, "
                         "padahal bukan belanja dari PAD.", baris.kunci.kegiatan, baris.kunci)
    jumlah, hasil = sum((b.nilai for b in bengkok), NOL), x.isi.jumlah(TANAH_KAS)
    if jumlah > hasil:
        yield Temuan("K-APB-14", f"Belanja dari tanah bengkok {rupiah(jumlah)} melebihi pendapatan tanah kas desa "
                     f"{rupiah(hasil)}.")
