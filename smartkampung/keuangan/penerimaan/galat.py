"""Refusals of income, deposits, transfers, accounts and opening balances."""

from __future__ import annotations

from smartkampung.inti.galat import GalatDomain


class BelumAdaAnggaran(GalatDomain):
    """No budget is in force."""

    pesan = "APBDes %(tahun)s belum berlaku. Tetapkan dan undangkan dulu, lalu bukukan lagi."
    medan = "tanggal"


class DiLuarAnggaran(GalatDomain):
    """K-SPP-04 for income: the key is not in the budget."""

    pesan = ("%(kunci)s tidak ada dalam APBDes %(tahun)s. Tambahkan lewat perubahan anggaran, atau pilih rekening dan "
             "sumber dana yang ada.")  # fmt: skip
    medan = "kunci"


class BukanPenerimaan(GalatDomain):
    """A TBP is for income."""

    pesan = "%(rekening)s bukan rekening penerimaan. TBP hanya untuk pendapatan (4) dan penerimaan pembiayaan (6.1)."
    medan = "kunci"


class SiLPABukanTBP(GalatDomain):
    """SiLPA is an opening balance."""

    pesan = "SiLPA (6.1.1.01) masuk lewat saldo awal tahun, bukan lewat TBP."
    medan = "kunci"


class NilaiNol(GalatDomain):
    """Nothing to post."""

    pesan = "Isi jumlah lebih dari nol."
    medan = "nilai"


class PilihRekening(GalatDomain):
    """A bank account is missing, unknown or inactive."""

    pesan = "Pilih rekening bank desa yang aktif."
    medan = "rekening_id"


class PaguKurang(GalatDomain):
    """K-SPP-02 for spending that is no SPP: bank charges, gifts in kind."""

    pesan = "Sisa pagu %(kunci)s %(sisa)s, sedangkan yang dibukukan %(nilai)s. Tambah pagunya lewat perubahan anggaran."
    medan = "kunci_belanja"


class PilihBelanja(GalatDomain):
    """Spending without a key."""

    pesan = "Pilih kegiatan, rekening, dan sumber dana belanjanya."
    medan = "kunci_belanja"


class SumberBerbeda(GalatDomain):
    """A gift in kind is used under the source it came in."""

    pesan = "Belanja dari swadaya memakai sumber dana yang sama dengan penerimaannya, %(sumber)s."
    medan = "kunci_belanja"


class RencanaTidakTerbuka(GalatDomain):
    """The expected income was cancelled."""

    pesan = "Rencana penerimaan ini sudah dibatalkan: %(alasan)s."
    status = 409


class RencanaLunas(GalatDomain):
    """Everything that was expected has come; two people pressed the same button."""

    pesan = "Rencana “%(uraian)s” sudah diterima seluruhnya. Catat penerimaan lain tanpa rencana."
    status = 409


class RencanaDipakai(GalatDomain):
    """A TBP received it."""

    pesan = "Rencana ini sudah diterima dengan %(nomor)s, jadi tidak diubah lagi. Koreksi TBP-nya dulu bila keliru."
    status = 409


class TidakAdaTBP(GalatDomain):
    """Nothing was chosen for the deposit."""

    pesan = "Pilih paling sedikit satu TBP tunai yang belum disetor."


class TBPSudahDisetor(GalatDomain):
    """Another STS took it, its money left the till otherwise, or it is no cash receipt of this year."""

    pesan = "%(nomor)s tidak lagi menunggu disetor. Muat ulang daftarnya."
    status = 409


class TujuanSama(GalatDomain):
    """Money stays where it is."""

    pesan = "Asal dan tujuan sama. Pilih tujuan yang lain."
    medan = "ke"


class RekeningDipakai(GalatDomain):
    """An account with money stays active."""

    pesan = "%(nama)s masih bersaldo %(saldo)s. Pindahkan uangnya dulu, lalu nonaktifkan."
    medan = "aktif"


class NomorRekeningGanda(GalatDomain):
    """One number, one account."""

    pesan = "Nomor rekening %(nomor)s sudah terdaftar."
    medan = "nomor"
    status = 409


class AwalTidakSeimbang(GalatDomain):
    """The opening balance does not balance."""

    pesan = ("Kas %(kas)s tidak sama dengan SiLPA %(silpa)s ditambah utang pajak %(pajak)s; selisih %(selisih)s. "
             "Betulkan salah satunya.")  # fmt: skip


class AwalSudahAda(GalatDomain):
    """A year has one opening balance."""

    pesan = "Saldo awal %(tahun)s sudah dibukukan dengan %(nomor)s. Pakai “Betulkan saldo awal” bila keliru."
    status = 409


class AwalDariTutupTahun(GalatDomain):
    """The closing of the year before made it."""

    pesan = "Saldo awal %(tahun)s dibuat saat tahun %(lalu)s ditutup. Buka kembali tahun %(lalu)s bila keliru."


class KoreksiSaldoAwal(GalatDomain):
    """An opening balance is replaced, not only reversed."""

    pesan = ("Saldo awal %(tahun)s dibetulkan lewat halaman Saldo awal, supaya yang baru menggantikannya dalam satu "
             "langkah.")  # fmt: skip


class TahunBelumTiba(GalatDomain):
    """An opening balance of a year that has not begun."""

    pesan = "Tahun %(tahun)s belum tiba. Saldo awal dibukukan per 1 Januari."
    medan = "tahun"


class AlasanKosong(GalatDomain):
    """Why is missing."""

    pesan = "Tulis alasannya dalam satu kalimat."
    medan = "alasan"
