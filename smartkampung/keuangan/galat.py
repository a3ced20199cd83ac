"""Refusals of the budget: a sentence with the figures that help."""

from __future__ import annotations

from smartkampung.inti.galat import Bentrok, GalatDomain


class VersiTerkunci(GalatDomain):
    """The version is no draft any more."""

    pesan = "%(nama)s sudah %(keadaan)s, jadi isinya tidak bisa diubah lagi. Buat perubahan untuk mengubah anggaran."
    status = 409


class KodeTidakDikenal(GalatDomain):
    """K-APB-12: no such code in that year."""

    pesan = "Kode %(kode)s tidak ada dalam daftar %(daftar)s tahun %(tahun)s. Pilih dari daftar."


class BukanObjek(GalatDomain):
    """K-APB-12: amounts stand on objek only."""

    pesan = "Kode %(kode)s bukan rekening objek. Anggaran hanya diisi pada objek, misalnya 5.2.1.01."
    medan = "rekening"


class AnggaranNegatif(GalatDomain):
    """K-APB-12: an amount below nought."""

    pesan = "Jumlah %(jumlah)s tidak boleh kurang dari nol."


class KegiatanLain(GalatDomain):
    """K-ROL-03: the kegiatan is another official's."""

    pesan = "Kegiatan %(kode)s dipegang %(pka)s. Hanya PKA-nya atau Sekretaris Desa yang mengubahnya."
    status = 403


class BarisBentrok(Bentrok):
    """Two people at one kegiatan."""

    pesan = ("Kegiatan ini baru saja disimpan orang lain. Isian Anda masih ada di layar; muat ulang di jendela lain, "
             "bandingkan, lalu simpan lagi.")  # fmt: skip
