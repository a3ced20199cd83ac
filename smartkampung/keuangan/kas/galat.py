"""Refusals of the treasury: a sentence with the figures that help."""

from __future__ import annotations

from smartkampung.inti.galat import GalatDomain


class BulanTertutup(GalatDomain):
    """K-BKU-02: the books of that month are closed."""

    pesan = ("Buku bulan %(bulan)s sudah %(keadaan)s, jadi tidak ada yang bisa dibukukan di sana. Pakai tanggal di "
             "bulan yang masih terbuka, atau minta Kepala Desa membuka kembali bulan itu.")  # fmt: skip
    medan = "tanggal"


class TanggalDiLuarTahun(GalatDomain):
    """K-BKU-03: the day is not of the fiscal year."""

    pesan = "Tanggal %(tanggal)s di luar tahun anggaran %(tahun)s. Pakai tanggal dalam tahun itu."
    medan = "tanggal"


class TanggalMasaDepan(GalatDomain):
    """K-BKU-03: the day has not come."""

    pesan = "Tanggal %(tanggal)s belum tiba. Catat uang pada hari ia benar-benar masuk atau keluar."
    medan = "tanggal"


class TanggalMendahului(GalatDomain):
    """K-BKU-03: earlier than the document it depends on."""

    pesan = "Tanggal %(tanggal)s lebih awal daripada %(dokumen)s (%(dasar)s). Pakai tanggal itu atau sesudahnya."
    medan = "tanggal"


class KasKurang(GalatDomain):
    """K-KAS-01: an account, the till or a source of funds would be below nought at the end of a day."""

    pesan = ("%(apa)s akan kurang %(kurang)s pada akhir %(tanggal)s. Periksa nilai dan tanggalnya, atau bukukan dulu "
             "penerimaan yang belum dicatat.")  # fmt: skip


class PajakLebihSetor(GalatDomain):
    """K-PJK-03: more would be paid than was withheld."""

    pesan = ("Utang %(kode)s akan kurang dari nol (%(sisa)s) pada %(tanggal)s. Setor paling banyak sebesar yang sudah "
             "dipungut.")  # fmt: skip


class BelumAdaTahun(GalatDomain):
    """The books of the year before are not closed: there is no opening balance to start from."""

    pesan = ("Buku tahun %(lalu)s belum ditutup, jadi saldo awal %(tahun)s belum ada. Tutup tahun %(lalu)s dulu, lalu "
             "bukukan lagi.")  # fmt: skip


class DokumenBergerak(GalatDomain):
    """Somebody else was quicker."""

    pesan = "%(nama)s sekarang %(keadaan)s. Muat ulang halaman ini sebelum melanjutkan."
    status = 409


class SudahDikoreksi(GalatDomain):
    """A row is reversed once."""

    pesan = "%(nama)s sudah dikoreksi. Sebuah dokumen hanya dibalik sekali."
    status = 409


class TidakBisaDikoreksi(GalatDomain):
    """What moved nothing cannot be reversed, and a reversal stays: what it took back is entered anew."""

    pesan = ("%(nama)s tidak bisa dikoreksi. Yang dikoreksi adalah bukti yang menggerakkan uang; bila koreksinya "
             "sendiri keliru, catat bukti yang benar sebagai bukti baru.")  # fmt: skip


class PajakSudahDisetor(GalatDomain):
    """K-PJK-03: a withholding that was deposited is not reversed before its deposit."""

    pesan = ("%(kode)s (%(sumber)s) dari %(nama)s sudah disetor, jadi utangnya akan kurang %(kurang)s. Koreksi dulu "
             "setorannya, lalu koreksi %(nama)s.")  # fmt: skip


class MasihDipakai(GalatDomain):
    """Another posted document rests on this one."""

    pesan = "%(nama)s masih menjadi dasar %(lain)s. Koreksi %(lain)s dulu."


class TidakBerimbang(GalatDomain):
    """The rows of a document do not add up to what it may move; nothing was posted."""

    pesan = "Isi %(nama)s tidak berimbang: %(sebab)s."
