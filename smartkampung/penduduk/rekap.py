"""What the register offers to the monthly recap: residents per dusun, and the changes of the month."""

from __future__ import annotations

from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import BagianRekap, IsiRekap, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.penduduk import statistik

_KOLOM_MUTASI = (("awal", "Awal bulan"), ("lahir", "Lahir"), ("datang", "Datang"), ("mati", "Mati"),
                 ("pindah", "Pindah"), ("lain", "Hilang, pergi"), ("akhir", "Akhir bulan"))


def susun(periode: Periode) -> IsiRekap:
    """The sheets of a month; a month under way is counted up to today."""
    hari = min(periode.akhir, hari_desa())
    dusun, bulan = statistik.lembar_dusun(hari), _lembar_mutasi(periode)
    semua = statistik.jumlah(hari)
    return IsiRekap((dusun, bulan, statistik.lembar_umur(hari)), (
        Kontrol("Jumlah dusun = penduduk desa", semua.semua, ((1, "kependudukan_dusun", "jumlah"),)),
        Kontrol("Laki-laki + perempuan = penduduk desa", semua.semua,
                ((1, "kependudukan_dusun", "laki"), (1, "kependudukan_dusun", "perempuan"))),
        Kontrol("Jumlah KK", semua.kk, ((1, "kependudukan_dusun", "kk"),)),
        Kontrol("Awal + lahir + datang − mati − pindah − hilang = akhir bulan", semua.semua,
                ((1, "kependudukan_mutasi", "awal"), (1, "kependudukan_mutasi", "lahir"),
                 (1, "kependudukan_mutasi", "datang"), (-1, "kependudukan_mutasi", "mati"),
                 (-1, "kependudukan_mutasi", "pindah"), (-1, "kependudukan_mutasi", "lain"))),
    ))


def _lembar_mutasi(periode: Periode) -> Lembar:
    kolom = (Kolom("uraian", "Jenis kelamin"), *(Kolom(k, j, "angka", jumlah=True) for k, j in _KOLOM_MUTASI))
    baris = []
    for kode, nama in ((1, "Laki-laki"), (2, "Perempuan")):
        isi = statistik.mutasi(periode, kode)
        baris.append((nama, *(getattr(isi, k) for k, _ in _KOLOM_MUTASI)))
    return Lembar("kependudukan_mutasi", "Perubahan penduduk", kolom, baris, subjudul=periode.nama,
                  catatan=("Dihitung pada bulan pelaporan, bukan bulan kejadian.",))


BAGIAN = BagianRekap("kependudukan", "Kependudukan", susun)
