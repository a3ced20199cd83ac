"""Rules of the whole budget: balance, shares, earmarks (K-APB-01 to 10, K-PRB)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fnmatch import fnmatchcase

from smartkampung.inti.uang import NOL, angka, rupiah
from smartkampung.keuangan.aturan.temuan import DDS, Lingkup, Temuan, aturan

SILTAP_KADES, SILTAP_PERANGKAT = "5.1.1.01", "5.1.2.01"
JAMSOS, OPERASIONAL_DDS, KANTOR = "01.01.03", "01.01.08", "01.02.03"
SATUAN_BULAN = ("bulan", "ob", "orang/bulan", "org/bln", "bln", "orang bulan", "oh/bulan")
UPAH = ("5.3.4.02", "5.3.5.02", "5.3.6.02", "5.3.7.02", "5.3.8.02")
TANAH_KAS = "4.1.2.01"


def persen(bagian: Decimal, dari: Decimal) -> Decimal:
    """A share in percent; nought of nothing is nought."""
    return bagian * 100 / dari if dari else NOL


@aturan("K-APB-01")
def berimbang(x: Lingkup) -> Iterable[Temuan]:
    isi = x.isi
    if isi.silpa:
        yield Temuan("K-APB-01", f"Anggaran belum berimbang: selisih {rupiah(isi.silpa)} (pendapatan "
                     f"{rupiah(isi.pendapatan)} − belanja {rupiah(isi.belanja)} + pembiayaan "
                     f"{rupiah(isi.pembiayaan)}).")


@aturan("K-APB-02")
def berimbang_per_sumber(x: Lingkup) -> Iterable[Temuan]:
    for kode, n in x.isi.per_sumber.items():
        if n.selisih:
            kata = "belum terpakai" if n.selisih > 0 else "kurang"
            yield Temuan("K-APB-02", f"{x.acuan.nama_sumber(kode)} ({kode}) {kata} {rupiah(abs(n.selisih))}: masuk "
                         f"{rupiah(n.pendapatan + n.penerimaan)}, keluar {rupiah(n.belanja + n.pengeluaran)}.")


def bagian_30(x: Lingkup) -> tuple[Decimal, Decimal]:
    """(what counts in the 30 %, spending it is compared with); tanah bengkok is outside both (PP 11/2019 Ps 100)."""
    ikut = {k for k, nilai in x.acuan.kelompok_30.items() if nilai == "ya"}
    if x.aturan.teks("ikut_30_jamsos") == "ya":
        ikut.add(JAMSOS)
    belanja = [b for b in x.isi.saring("5") if not b.bengkok]
    return sum((b.nilai for b in belanja if b.kunci.kegiatan in ikut), NOL), sum((b.nilai for b in belanja), NOL)


@aturan("K-APB-03")
def tiga_puluh(x: Lingkup) -> Iterable[Temuan]:
    bagian, belanja = bagian_30(x)
    batas = x.aturan.angka("batas_30") or NOL
    if bagian * 100 > belanja * batas:
        lebih = bagian - belanja * batas / 100
        yield Temuan("K-APB-03", f"Siltap, tunjangan, dan BPD {rupiah(bagian)} = "
                     f"{angka(persen(bagian, belanja), 2)} % dari belanja {rupiah(belanja)}; batasnya "
                     f"{angka(batas, 0)} %. Lebih {rupiah(_bulat(lebih))}.")


def _bulat(nilai: Decimal) -> Decimal:
    return nilai.quantize(Decimal("0.01"))


@aturan("K-APB-04")
def siltap(x: Lingkup) -> Iterable[Temuan]:
    for baris in x.isi.saring("5.1"):
        if baris.kunci.rekening not in (SILTAP_KADES, SILTAP_PERANGKAT):
            continue
        for butir in x.rab.get(baris.id, ()):
            if butir.satuan.strip().lower() not in SATUAN_BULAN:
                continue
            kode = ("siltap_kades" if baris.kunci.rekening == SILTAP_KADES else
                    "siltap_sekdes" if "sekretaris" in butir.uraian.lower() else "siltap_perangkat")
            batas = x.aturan.angka(kode) or NOL
            if butir.harga < batas:
                yield Temuan("K-APB-04", f"“{butir.uraian}” {rupiah(butir.harga)} per bulan, di bawah siltap paling "
                             f"sedikit {rupiah(batas)}.", baris.kunci.kegiatan, baris.kunci)


@aturan("K-APB-05")
def blt(x: Lingkup) -> Iterable[Temuan]:
    batas, jumlah = x.aturan.angka("blt_maks"), x.bertanda("blt")
    if batas is not None and jumlah * 100 > x.dana_desa * batas:
        yield Temuan("K-APB-05", f"BLT {rupiah(jumlah)} = {angka(persen(jumlah, x.dana_desa), 2)} % Dana Desa; "
                     f"batasnya {angka(batas, 0)} %.")
    per_kpm = x.aturan.angka("blt_per_kpm") or NOL
    for baris in x.isi.saring("5"):
        kegiatan = x.isi.kegiatan.get(baris.kunci.kegiatan)
        if kegiatan is None or kegiatan.penanda != "blt":
            continue
        for butir in x.rab.get(baris.id, ()):
            if "kpm" in butir.satuan.lower() and butir.harga > per_kpm:
                yield Temuan("K-APB-05", f"“{butir.uraian}” {rupiah(butir.harga)} per KPM per bulan; batasnya "
                             f"{rupiah(per_kpm)}.", baris.kunci.kegiatan, baris.kunci)


@aturan("K-APB-06")
def operasional(x: Lingkup) -> Iterable[Temuan]:
    dari = x.dana_desa - x.bertanda("kdmp")
    kode = {k.kode for k in x.isi.kegiatan.values() if k.penanda == "operasional"} | {OPERASIONAL_DDS}
    jumlah = sum((b.nilai for b in x.isi.saring("5", sumber=DDS) if b.kunci.kegiatan in kode), NOL)
    batas = x.aturan.angka("operasional_maks") or NOL
    if jumlah * 100 > dari * batas:
        yield Temuan("K-APB-06", f"Operasional dari Dana Desa {rupiah(jumlah)} = {angka(persen(jumlah, dari), 2)} % "
                     f"dari {rupiah(dari)}; batasnya {angka(batas, 0)} % = {rupiah(_bulat(dari * batas / 100))}.")


@aturan("K-APB-07")
def ketahanan_pangan(x: Lingkup) -> Iterable[Temuan]:
    batas, jumlah = x.aturan.angka("pangan_min"), x.bertanda("ketahanan_pangan")
    jumlah += sum((b.nilai for b in x.isi.saring("6.2", sumber=DDS)), NOL)  # through BUM Desa: Kepmendesa 3/2025 [M]
    if batas is not None and jumlah * 100 < x.dana_desa * batas:
        kurang = x.dana_desa * batas / 100 - jumlah
        yield Temuan("K-APB-07", f"Ketahanan pangan {rupiah(jumlah)} = {angka(persen(jumlah, x.dana_desa), 2)} % Dana "
                     f"Desa; paling sedikit {angka(batas, 0)} %. Kurang {rupiah(_bulat(kurang))}.")


def dilarang(teks: str) -> Iterator[tuple[str, str, str]]:
    """The block list as (pattern of accounts, pattern of kegiatan, what it is called)."""
    for baris in teks.splitlines():
        bagian = [b.strip() for b in baris.split("|")]
        if len(bagian) == 3:
            yield bagian[0], bagian[1], bagian[2]


@aturan("K-APB-08")
def larangan_dana_desa(x: Lingkup) -> Iterable[Temuan]:
    pola = list(dilarang(x.aturan.teks("dds_dilarang")))
    for baris in x.isi.saring("5", sumber=DDS):
        kena = next((s for r, k, s in pola if fnmatchcase(baris.kunci.rekening, r)
                     and fnmatchcase(baris.kunci.kegiatan, k)), "")
        if kena and baris.nilai:
            yield Temuan("K-APB-08", f"Dana Desa tidak boleh untuk {kena}: {rupiah(baris.nilai)} pada "
                         f"{baris.kunci.kegiatan} / {baris.kunci.rekening}.", baris.kunci.kegiatan, baris.kunci)
    kantor, batas = x.isi.jumlah("5", kegiatan=KANTOR, sumber=DDS), x.aturan.angka("kantor_ringan") or NOL
    if kantor > batas:
        yield Temuan("K-APB-08", f"Gedung kantor desa dari Dana Desa {rupiah(kantor)}; hanya rehab ringan sampai "
                     f"{rupiah(batas)}.", KANTOR)


@aturan("K-APB-09")
def padat_karya(x: Lingkup) -> Iterable[Temuan]:
    batas = x.aturan.angka("padat_karya_upah") or NOL
    for kegiatan in x.isi.kegiatan.values():
        jumlah = x.isi.per_kegiatan[kegiatan.kode]
        if not kegiatan.padat_karya or not jumlah:
            continue
        upah = sum((b.nilai for b in x.isi.saring("5", kegiatan=kegiatan.kode) if b.kunci.rekening in UPAH), NOL)
        if upah * 100 < jumlah * batas:
            yield Temuan("K-APB-09", f"Upah padat karya {kegiatan.kode} {rupiah(upah)} = "
                         f"{angka(persen(upah, jumlah), 2)} % dari {rupiah(jumlah)}; paling sedikit "
                         f"{angka(batas, 0)} %.", kegiatan.kode)


@aturan("K-APB-10")
def kdmp(x: Lingkup) -> Iterable[Temuan]:
    bagian, jumlah = x.aturan.angka("kdmp_bagian"), x.bertanda("kdmp")
    if bagian is None:
        return
    harap = _bulat(x.dana_desa * bagian / 100)
    if abs(jumlah - harap) >= 1:
        yield Temuan("K-APB-10", f"Bagian KDMP {rupiah(jumlah)}; {angka(bagian, 2)} % dari Dana Desa "
                     f"{rupiah(x.dana_desa)} adalah {rupiah(harap)}.")


@aturan("K-PRB-01")
def perubahan_sekali(x: Lingkup) -> Iterable[Temuan]:
    if x.jenis == "perubahan" and x.perubahan_ke > 1 and not x.luar_biasa:
        yield Temuan("K-PRB-01", f"Ini perubahan APBDes ke-{x.perubahan_ke} tahun {x.isi.tahun}. Perubahan kedua hanya "
                     "karena keadaan luar biasa: tulis dasarnya.")


@aturan("K-PRB-02")
def tidak_di_bawah_pemakaian(x: Lingkup) -> Iterable[Temuan]:
    for kunci, pakai in sorted(x.terpakai.items()):
        pagu = x.isi.per_kunci.get(kunci, NOL)
        if pagu < pakai:
            yield Temuan("K-PRB-02", f"Pagu {rupiah(pagu)} di bawah yang sudah dipakai {rupiah(pakai)} pada "
                         f"{kunci.kegiatan} / {kunci.rekening} / {kunci.sumber_dana}.", kunci.kegiatan, kunci)


@aturan("K-PRB-03")
def semula_utuh(x: Lingkup) -> Iterable[Temuan]:
    if not x.dasar_utuh:
        yield Temuan("K-PRB-03", "Angka semula tidak lagi sama dengan versi yang berlaku. Hapus draf ini, lalu mulai "
                     "perubahan baru.")
