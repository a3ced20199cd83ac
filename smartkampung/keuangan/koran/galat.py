"""Refusals of bank statements."""

from __future__ import annotations

from smartkampung.inti.galat import GalatDomain


class KolomKurang(GalatDomain):
    """A column without which nothing can be read."""

    pesan = "Pilih kolom tanggal, dan kolom jumlah: masuk dan keluar, atau satu kolom jumlah bertanda."


class SudahDiunggah(GalatDomain):
    """The same file again."""

    pesan = "Berkas ini sudah pernah diambil pada %(waktu)s; tidak ada baris yang ditambahkan."
    medan = "berkas"
    status = 409


class PilihYangCocok(GalatDomain):
    """Nothing was chosen on one side."""

    pesan = "Pilih paling sedikit satu baris rekening koran dan satu bukti."


class JumlahBerbeda(GalatDomain):
    """What was chosen does not add up."""

    pesan = "Rekening koran %(koran)s, bukti %(buku)s; selisih %(selisih)s. Pilih yang jumlahnya sama."


class SudahCocok(GalatDomain):
    """Somebody else matched it."""

    pesan = "Sebagian yang dipilih sudah dicocokkan. Muat ulang halaman."
    status = 409


class AlasanWajib(GalatDomain):
    """An explanation without words."""

    pesan = "Tulis penjelasannya, misalnya: cek baru dicairkan bulan depan."
    medan = "alasan"
