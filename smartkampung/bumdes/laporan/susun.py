"""The five statements (order of Kepmendesa 136/2022): income, equity, balance sheet, cash flow; CaLK stands beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from smartkampung.bumdes.buku import arus
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import (
    CADANGAN,
    DONASI,
    IKHTISAR,
    LABA,
    MODAL_DESA,
    MODAL_WARGA,
    PRIVE_DESA,
    PRIVE_WARGA,
    RK_PUSAT,
    AkunBumdes,
)
from smartkampung.bumdes.laporan.angka import Angka, Per, baca, kas
from smartkampung.bumdes.laporan.bentuk import Laporan, Penyusun
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.inti.tanggal import tanggal_panjang, tanggal_pendek

JENIS = {
    "laba-rugi": "Laporan laba rugi", "ekuitas": "Laporan perubahan ekuitas",
    "neraca": "Laporan posisi keuangan (neraca)", "arus-kas": "Laporan arus kas",
}  # fmt: skip
_SALDO_LABA = (LABA, CADANGAN, IKHTISAR)


def sebelumnya(dari: date, sampai: date) -> tuple[date, date]:
    """The same days a year before; 29 February becomes the 28th."""
    def mundur(hari: date) -> date:
        try:
            return hari.replace(year=hari.year - 1)
        except ValueError:
            return hari.replace(year=hari.year - 1, day=28)

    akhir = mundur(sampai)
    if (sampai + timedelta(days=1)).month != sampai.month:  # month ends stay month ends
        akhir = (akhir.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return mundur(dari), akhir


def dua_masa(buku: Buku, entitas: Sequence[EntitasBumdes], dari: date, sampai: date) -> list[Angka]:
    """The figures of a period and of the same a year before."""
    ids = [e.id for e in entitas]
    return [baca(buku, ids, dari, sampai), baca(buku, ids, *sebelumnya(dari, sampai))]


def susun(jenis: str, masa: Sequence[Angka]) -> Laporan:
    """One statement over one or more periods."""
    penyusun = {"laba-rugi": _laba_rugi, "ekuitas": _ekuitas, "neraca": _neraca, "arus-kas": _arus_kas}[jenis]
    p = Penyusun(len(masa))
    penyusun(p, masa)
    kini = masa[0]
    sampai = jenis == "neraca"
    kolom = tuple(tanggal_pendek(a.sampai) if sampai else f"{tanggal_pendek(a.dari)} – {tanggal_pendek(a.sampai)}"
                  for a in masa)  # fmt: skip
    nama = "Konsolidasi" if kini.gabungan else kini.buku.entitas[kini.entitas[0]].nama
    waktu = f"per {tanggal_panjang(kini.sampai)}" if sampai else (
        f"untuk masa {tanggal_panjang(kini.dari)} sampai {tanggal_panjang(kini.sampai)}")
    return Laporan(jenis, JENIS[jenis], f"{kini.buku.bumdes.nama_jenis} {kini.buku.bumdes.nama}, {nama}, {waktu}",
                   kolom, tuple(p.baris),
                   tuple((a.dari, a.sampai) for a in masa), kini.entitas)  # fmt: skip


def susun_semua(buku: Buku, entitas: Sequence[EntitasBumdes], dari: date, sampai: date) -> list[Laporan]:
    """The statements with their comparative column."""
    masa = dua_masa(buku, entitas, dari, sampai)
    return [susun(j, masa) for j in JENIS]


def _akun(p: Penyusun, masa: Sequence[Angka], ambil: Callable[[Angka], Per], uji: Callable[[AkunBumdes], bool],
          tanda: int, tingkat: int = 2) -> list[tuple[int, str]]:  # fmt: skip
    """A row per account that has a value in any column; answers them as the terms of a sum."""
    suku = []
    per = [ambil(a) for a in masa]
    for a in masa[0].buku.akun.values():
        if a.jenis == "D" and uji(a) and any(x.get(a.id) for x in per):
            p.isi(a.kode, a.nama, [tanda * x.get(a.id, 0) for x in per], tingkat=tingkat, akun_id=a.id)
            suku.append((1, a.kode))
    return suku


def _kelompok(p: Penyusun, masa: Sequence[Angka], ambil: Callable[[Angka], Per], uji: Callable[[AkunBumdes], bool],
              tanda: int) -> list[tuple[int, str]]:  # fmt: skip
    """Accounts under the second level of the chart, each group with its sum; answers the sums as terms."""
    suku, semua = [], masa[0].buku.akun.values()
    per = [ambil(a) for a in masa]
    ada = {".".join(a.kode.split(".")[:2]) for a in semua if uji(a) and a.jenis == "D" and any(
        x.get(a.id) for x in per)}  # fmt: skip
    nama = {".".join(a.kode.split(".")[:2]): a.nama for a in semua if a.level == 2 and a.jenis == "H"}
    for depan in sorted(ada):
        judul = nama.get(depan, depan)
        p.judul(f"j{depan}", judul, 1)
        isi = _akun(p, masa, ambil, lambda a, d=depan: uji(a) and a.kode.startswith(d + "."), tanda)  # type: ignore[misc]
        p.jumlah(f"s{depan}", f"Jumlah {judul}", isi, tingkat=1)
        suku.append((1, f"s{depan}"))
    return suku


# --- income statement -----------------------------------------------------------------------------


def _laba_rugi(p: Penyusun, masa: Sequence[Angka]) -> None:
    def ambil(a: Angka) -> Per:
        return a.gerak

    p.judul("pendapatan", "Pendapatan usaha")
    p.jumlah("pendapatan_usaha", "Jumlah pendapatan usaha", _kelompok(
        p, masa, ambil, lambda a: a.kelompok == "PENDAPATAN", -1))  # fmt: skip
    hpp = _hpp(p, masa, ambil)
    p.judul("beban", "Beban usaha")
    p.jumlah("beban_usaha", "Jumlah beban usaha", _kelompok(p, masa, ambil, lambda a: a.kelompok == "BEBAN", 1))
    dasar = "laba_kotor" if hpp else "pendapatan_usaha"
    p.jumlah("laba_usaha", "Laba (rugi) usaha", [(1, dasar), (-1, "beban_usaha")])
    p.judul("lain", "Pendapatan dan beban lain-lain")
    p.jumlah("pendapatan_lain", "Jumlah pendapatan lain-lain", _akun(
        p, masa, ambil, lambda a: a.kelompok == "PENDAPATAN_LAIN", -1), tingkat=1)  # fmt: skip
    p.jumlah("beban_lain", "Jumlah beban lain-lain", _akun(
        p, masa, ambil, lambda a: a.kelompok == "BEBAN_LAIN", 1), tingkat=1)  # fmt: skip
    p.jumlah("laba_sebelum_pajak", "Laba (rugi) sebelum pajak", [
        (1, "laba_usaha"), (1, "pendapatan_lain"), (-1, "beban_lain")])  # fmt: skip
    p.jumlah("beban_pajak", "Beban pajak", _akun(p, masa, ambil, lambda a: a.kelompok == "BEBAN_PAJAK", 1), tingkat=1)
    p.jumlah("laba_bersih", "Laba (rugi) bersih", [(1, "laba_sebelum_pajak"), (-1, "beban_pajak")], total=True)


def _hpp(p: Penyusun, masa: Sequence[Angka], ambil: Callable[[Angka], Per]) -> bool:
    """Cost of sales and gross profit; a service has neither."""
    if not any(a.jumlah(a.gerak, lambda x: x.kelompok == "HPP") for a in masa):
        return False
    p.judul("hpp", "Harga pokok")
    p.jumlah("harga_pokok", "Jumlah harga pokok", _akun(p, masa, ambil, lambda a: a.kelompok == "HPP", 1))
    p.jumlah("laba_kotor", "Laba kotor", [(1, "pendapatan_usaha"), (-1, "harga_pokok")])
    return True


# --- equity ---------------------------------------------------------------------------------------


def _ekuitas(p: Penyusun, masa: Sequence[Angka]) -> None:
    def peran(per: Callable[[Angka], Per], *nama: str) -> list[int]:
        return [-a.peran(per(a), *nama) for a in masa]

    def awal(a: Angka) -> Per:
        return a.awal

    def gerak(a: Angka) -> Per:
        return a.gerak

    unit = not masa[0].gabungan and not masa[0].buku.entitas[masa[0].entitas[0]].pusat
    p.judul("modal", "Penyertaan modal")
    p.isi("modal_desa_awal", "Penyertaan modal desa awal", peran(awal, MODAL_DESA))
    p.isi("modal_warga_awal", "Penyertaan modal masyarakat awal", peran(awal, MODAL_WARGA))
    p.isi("modal_desa_tambah", "Penambahan modal desa", peran(gerak, MODAL_DESA))
    p.isi("modal_warga_tambah", "Penambahan modal masyarakat", peran(gerak, MODAL_WARGA))
    p.jumlah("modal_akhir", "Penyertaan modal akhir", [
        (1, "modal_desa_awal"), (1, "modal_warga_awal"), (1, "modal_desa_tambah"), (1, "modal_warga_tambah")])
    p.judul("saldo_laba", "Saldo laba")
    p.isi("laba_awal", "Saldo laba awal", [a.laba(a.awal) - a.peran(
        a.awal, *_SALDO_LABA, PRIVE_DESA, PRIVE_WARGA) for a in masa])  # fmt: skip
    p.isi("laba_periode", "Laba (rugi) periode ini", [a.laba(a.gerak) for a in masa])
    p.isi("hasil_desa", "Bagi hasil penyertaan modal desa", peran(gerak, PRIVE_DESA))
    p.isi("hasil_warga", "Bagi hasil penyertaan modal masyarakat", peran(gerak, PRIVE_WARGA))
    p.isi("koreksi", "Koreksi dan pindahan saldo laba", peran(gerak, *_SALDO_LABA))
    p.jumlah("laba_akhir", "Saldo laba akhir", [(1, k) for k in (
        "laba_awal", "laba_periode", "hasil_desa", "hasil_warga", "koreksi")])  # fmt: skip
    p.judul("lainnya", "Modal donasi dan lainnya")
    p.isi("donasi_awal", "Modal donasi/sumbangan awal", peran(awal, DONASI))
    p.isi("donasi_tambah", "Penambahan donasi/sumbangan", peran(gerak, DONASI))
    suku = [(1, "modal_akhir"), (1, "laba_akhir"), (1, "donasi_awal"), (1, "donasi_tambah")]
    if unit:
        p.isi("rk_awal", "Rekening koran pusat awal", peran(awal, RK_PUSAT))
        p.isi("rk_gerak", "Kiriman dari (ke) pusat", peran(gerak, RK_PUSAT))
        suku += [(1, "rk_awal"), (1, "rk_gerak")]
    p.jumlah("ekuitas_akhir", "Ekuitas akhir", suku, total=True)


# --- balance sheet --------------------------------------------------------------------------------


def _neraca(p: Penyusun, masa: Sequence[Angka]) -> None:
    def ambil(a: Angka) -> Per:
        return a.akhir

    p.judul("aset", "ASET")
    p.jumlah("jumlah_aset", "Jumlah aset", _kelompok(p, masa, ambil, lambda a: a.kelompok == "ASET", 1), total=True)
    p.judul("kewajiban", "KEWAJIBAN")
    p.jumlah("jumlah_kewajiban", "Jumlah kewajiban", _kelompok(
        p, masa, ambil, lambda a: a.kelompok == "KEWAJIBAN", -1))  # fmt: skip
    p.judul("ekuitas", "EKUITAS")
    suku = _kelompok(p, masa, ambil, lambda a: a.kelompok == "EKUITAS", -1)
    if any(a.laba_lalu for a in masa):
        p.isi("laba_lalu", "Laba (rugi) tahun lalu yang belum ditutup", [a.laba_lalu for a in masa])
        suku.append((1, "laba_lalu"))
    p.isi("laba_berjalan", "Laba (rugi) berjalan", [a.laba(a.tahun_ini) for a in masa])
    p.jumlah("jumlah_ekuitas", "Jumlah ekuitas", [*suku, (1, "laba_berjalan")])
    p.jumlah("jumlah_pasiva", "Jumlah kewajiban dan ekuitas", [(1, "jumlah_kewajiban"), (1, "jumlah_ekuitas")],
             total=True)  # fmt: skip


# --- cash flow ------------------------------------------------------------------------------------


def _arus_kas(p: Penyusun, masa: Sequence[Angka]) -> None:
    bagian, alir = [], [a.arus for a in masa]
    for kode, judul, isi in (("operasi", "Arus kas dari aktivitas operasi", arus.OPERASI),
                             ("investasi", "Arus kas dari aktivitas investasi", arus.INVESTASI),
                             ("pendanaan", "Arus kas dari aktivitas pendanaan", arus.PENDANAAN)):  # fmt: skip
        p.judul(f"j_{kode}", judul)
        suku = []
        for k, nama in isi.items():
            if any(x.get(k) for x in alir):
                p.isi(k, nama, [x.get(k, 0) for x in alir], arus=k)
                suku.append((1, k))
        p.jumlah(kode, f"Arus kas bersih {judul.removeprefix('Arus kas dari ')}", suku)
        bagian.append((1, kode))
    for k, nama in arus.LAIN.items():
        if any(x.get(k) for x in alir):
            p.isi(k, nama, [x.get(k, 0) for x in alir], tingkat=0, arus=k)
            bagian.append((1, k))
    p.jumlah("kenaikan", "Kenaikan (penurunan) kas", bagian)
    p.isi("kas_awal", "Kas dan setara kas awal", [kas(a, a.awal) for a in masa], tingkat=0)
    p.jumlah("kas_akhir", "Kas dan setara kas akhir", [(1, "kas_awal"), (1, "kenaikan")], total=True)
