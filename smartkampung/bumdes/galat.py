"""Refusals of this area, each a sentence a shopkeeper can act on."""

from __future__ import annotations

from smartkampung.inti.galat import Bentrok, GalatDomain, TidakBoleh


class BukanMilikAnda(TidakBoleh):
    """Another enterprise's or unit's book."""

    pesan = "Buku ini di luar tugas Anda. Minta direktur atau pengelola BUMDes menambahkan Anda di halaman Organ."


class JurnalTimpang(GalatDomain):
    """Debit and credit differ."""

    pesan = ("Debit %(debit)s dan kredit %(kredit)s belum sama; selisihnya %(selisih)s. Betulkan barisnya, "
             "jangan menambah baris penyeimbang.")


class JurnalKurang(GalatDomain):
    """One-sided or empty."""

    pesan = "Jurnal memerlukan paling sedikit satu baris debit dan satu baris kredit yang berisi."


class BarisSalah(GalatDomain):
    """A line with both sides, none, a negative amount, or a fraction of a sen."""

    pesan = "Baris %(ke)s (%(akun)s): isi debit atau kredit saja, lebih dari nol, paling banyak dua angka sen."


class AkunTidakDapatDipakai(GalatDomain):
    """A header, an account that is off, or of another enterprise."""

    pesan = "Akun %(akun)s tidak dapat dipakai: %(sebab)s."


class AkunPenyeimbang(GalatDomain):
    """A plug account."""

    pesan = ("“%(apa)s” adalah penyeimbang selisih, jadi ditolak. Buka halaman Pemeriksaan: di sana tertulis dari "
             "mana selisihnya dan cara membetulkannya.")


class PeriodeTerkunci(GalatDomain):
    """The month is locked or the year closed."""

    pesan = ("%(bulan)s sudah dikunci. Catat di bulan yang masih terbuka dengan menyebut kejadiannya, atau minta "
             "direktur membuka kuncinya.")
    medan = "tanggal"


class TanggalJurnalSalah(GalatDomain):
    """A day that cannot be."""

    pesan = "Tanggal jurnal harus antara %(dari)s dan %(sampai)s."
    medan = "tanggal"


class UnitTutup(GalatDomain):
    """The unit is not in business on that day."""

    pesan = "%(unit)s tidak berjalan pada %(tanggal)s, jadi tidak dapat dijurnal di sana."
    medan = "tanggal"


class PerluPasangan(GalatDomain):
    """RK lines or lines with another unit outside a pair."""

    pesan = ("Akun RK dan unit lawan hanya dipakai pada jurnal berpasangan. Pakai formulir Pindah uang atau Antar "
             "unit, supaya kedua buku tercatat sekaligus.")


class PasanganTimpang(GalatDomain):
    """The two halves do not mirror each other."""

    pesan = "Kedua sisi pasangan belum sama: %(apa)s berselisih %(selisih)s."


class SudahDibalik(Bentrok):
    """Reversed before, or a reversal itself."""

    pesan = "Jurnal %(nomor)s sudah dibalik, atau memang jurnal pembalik. Catat jurnal baru bila masih keliru."


class TidakDapatDibalik(GalatDomain):
    """A journal another record of the program stands on."""

    pesan = "Jurnal %(nomor)s dibuat oleh %(apa)s. Betulkan dari sana, supaya catatannya ikut."


class SumberGanda(Bentrok):
    """The same fact booked twice."""

    pesan = "Kejadian ini sudah dibukukan dengan jurnal %(nomor)s, jadi tidak dibukukan lagi."


class SudahAda(Bentrok):
    """A code or name in use."""

    pesan = "%(apa)s sudah dipakai. Pilih yang lain."


class BulanBelumUrut(GalatDomain):
    """Months lock in order, years close after all their months."""

    pesan = "%(apa)s"


class IsianSalah(GalatDomain):
    """A figure of identity, unit or share that cannot be."""

    pesan = "%(apa)s"
