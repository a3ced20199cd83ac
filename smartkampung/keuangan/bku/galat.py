"""Refusals of closing months and years."""

from __future__ import annotations

from smartkampung.inti.galat import GalatDomain


class BulanBelumLewat(GalatDomain):
    """A month is closed on its last day at the earliest."""

    pesan = "%(bulan)s belum selesai. Buku bulan itu dapat ditutup mulai %(hari)s."


class TutupBerurutan(GalatDomain):
    """Months close in order."""

    pesan = "Tutup dulu buku %(bulan)s. Bulan ditutup berurutan."


class SudahDitutup(GalatDomain):
    """Somebody closed it already."""

    pesan = "Buku %(bulan)s sudah %(keadaan)s."
    status = 409


class BukanGiliranBulan(GalatDomain):
    """The step does not fit the state of the month."""

    pesan = "Buku %(bulan)s sekarang %(keadaan)s, jadi langkah ini belum atau tidak lagi bisa. Muat ulang halaman."
    status = 409


class BankBelumCocok(GalatDomain):
    """K-BNK-01: the statement and the bank book differ without a word why."""

    pesan = ("K-BNK-01: %(apa)s. Isi saldo rekening koran, samakan dengan buku bank, atau jelaskan selisihnya, lalu "
             "tutup lagi.")  # fmt: skip


class BulanSesudahnya(GalatDomain):
    """A later month rests on this one."""

    pesan = "%(bulan)s juga sudah ditutup. Buka kembali dari bulan yang paling akhir."


class PerluAlasan(GalatDomain):
    """Why is missing."""

    pesan = "Tulis alasan membuka kembali; alasan itu tercatat."
    medan = "alasan"


class TahunBelumBisaDitutup(GalatDomain):
    """K-BKU-04: something is open."""

    pesan = "K-BKU-04: tahun %(tahun)s belum bisa ditutup: %(sebab)s."


class TahunBelumLewat(GalatDomain):
    """The opening balance is of 1 January, which has not come."""

    pesan = "Tahun %(tahun)s belum lewat. Saldo awal %(berikut)s dibukukan per 1 Januari, jadi setujui mulai hari itu."


class TahunBelumDiajukan(GalatDomain):
    """The treasurer begins."""

    pesan = "Kaur Keuangan belum mengajukan penutupan tahun %(tahun)s."
    status = 409


class TahunSudahDitutup(GalatDomain):
    """It is closed."""

    pesan = "Tahun %(tahun)s sudah ditutup."
    status = 409


class TahunBerikutBerjalan(GalatDomain):
    """The next year has vouchers of its own."""

    pesan = ("Tahun %(berikut)s sudah berisi %(banyak)s bukti, jadi tahun %(tahun)s tidak bisa dibuka lagi. Koreksi "
             "dibukukan di tahun %(berikut)s.")  # fmt: skip


class TahunBelumDitutup(GalatDomain):
    """There is nothing to reopen."""

    pesan = "Tahun %(tahun)s belum ditutup."
    status = 409
