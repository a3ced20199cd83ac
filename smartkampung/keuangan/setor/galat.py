"""Refusals of tax deposits."""

from __future__ import annotations

from smartkampung.inti.galat import GalatDomain


class NTPNSalah(GalatDomain):
    """K-PJK-04: not an NTPN."""

    pesan = ("NTPN terdiri dari 16 huruf dan angka, seperti tercetak di bukti penerimaan negara; yang terisi "
             "%(banyak)s.")  # fmt: skip
    medan = "ntpn"


class NTPNDipakai(GalatDomain):
    """One NTPN, one deposit."""

    pesan = "NTPN %(ntpn)s sudah dipakai %(nomor)s. Satu NTPN hanya untuk satu setoran; periksa buktinya."
    medan = "ntpn"
    status = 409


class BillingSalah(GalatDomain):
    """Not a billing code."""

    pesan = "Kode billing terdiri dari 15 angka; yang terisi %(banyak)s. Kosongkan bila tidak ada."
    medan = "billing"


class SetoranLebih(GalatDomain):
    """K-PJK-03: more than is owed."""

    pesan = "Utang %(kode)s sampai %(tanggal)s %(utang)s, sedangkan setorannya %(nilai)s. Setor paling banyak utangnya."
    medan = "nilai"
