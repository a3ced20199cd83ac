"""Refusals: a rule that says no raises one of these, with a sentence a person can act on."""

from __future__ import annotations

from typing import Any


class GalatDomain(Exception):
    """A refused act. `pesan` is the sentence (gettext id) with `%(nama)s` figures.

    `medan` names the form field the sentence belongs to, when there is one.
    """

    pesan = "Permintaan ini tidak dapat dikerjakan."
    status = 422
    medan: str | None = None

    def __init__(self, pesan: str | None = None, *, medan: str | None = None, **angka: Any) -> None:
        if pesan is not None:
            self.pesan = pesan
        if medan is not None:
            self.medan = medan
        self.angka = angka
        super().__init__(self.kalimat())

    def kalimat(self, terjemah: Any = None) -> str:
        """The sentence with its figures, translated when a gettext function is given."""
        pola = terjemah(self.pesan) if terjemah else self.pesan
        return pola % self.angka if self.angka else pola


class TidakDitemukan(GalatDomain):
    """There is no such thing (or it is somebody else's)."""

    pesan = "Yang Anda cari tidak ditemukan."
    status = 404


class TidakBoleh(GalatDomain):
    """The person may not do this."""

    pesan = "Peran Anda tidak membuka halaman atau tindakan ini."
    status = 403


class Bentrok(GalatDomain):
    """Somebody else changed it meanwhile."""

    pesan = "Data ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa sebelum menyimpan lagi."
    status = 409


class TerlaluSering(GalatDomain):
    """Too many tries in a short time."""

    pesan = "Terlalu banyak percobaan. Coba lagi %(tunggu)s lagi."
    status = 429


class HanyaBaca(GalatDomain):
    """The program is in read-only mode: disk nearly full or the clock is wrong."""

    pesan = "Penyimpanan hampir penuh, jadi program hanya dapat dibaca. Kosongkan ruang disk, lalu coba lagi."
    status = 503


class JamMundur(HanyaBaca):
    """The machine's clock stands before what is already recorded."""

    pesan = ("Jam komputer menunjukkan %(kini)s, lebih awal daripada catatan terakhir (%(terakhir)s). "
             "Betulkan tanggal dan jam komputer, lalu coba lagi. Bila jam ini sudah benar, admin menyatakannya di "
             "halaman Sistem → Jam komputer.")


class IsianTidakTersimpan(GalatDomain):
    """The database itself cannot hold a value: a character or a number beyond it."""

    pesan = "Ada huruf atau angka yang tidak dapat disimpan. Periksa isiannya, lalu kirim lagi."


class TidakPerlu(GalatDomain):
    """The act would change nothing."""

    pesan = "Tidak ada yang perlu dibetulkan: jam komputer tidak lebih awal daripada catatan terakhir."


class JamMelompat(JamMundur):
    """The machine's clock stands absurdly far ahead."""

    pesan = ("Jam komputer menunjukkan %(kini)s, terlalu jauh di depan. "
             "Betulkan tanggal dan jam komputer, lalu coba lagi.")
