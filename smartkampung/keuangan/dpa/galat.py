"""Refusals of DPA and RAK: a sentence with the figures that help."""

from __future__ import annotations

from smartkampung.inti.galat import Bentrok, GalatDomain


class BelumAdaAnggaran(GalatDomain):
    """There is nothing to plan yet."""

    pesan = "APBDes %(tahun)s belum berlaku. DPA dan RAK disusun sesudah APBDes berlaku."


class SudahDiajukan(GalatDomain):
    """The document is no draft any more."""

    pesan = "%(nama)s sudah %(keadaan)s, jadi isinya tidak bisa diubah."
    status = 409


class BukanGiliran(GalatDomain):
    """The step does not follow from the state."""

    pesan = "%(nama)s sekarang %(keadaan)s. Muat ulang halaman untuk melihat langkah berikutnya."
    status = 409


class DPABentrok(Bentrok):
    """Two people at one document."""

    pesan = ("%(nama)s baru saja disimpan orang lain. Isian Anda masih ada di layar; bandingkan di jendela lain, "
             "lalu simpan lagi.")  # fmt: skip


class BelumHabis(GalatDomain):
    """The months of a line do not come to its amount."""

    pesan = "Jumlah dua belas bulan %(rekening)s %(sumber)s %(jumlah)s, anggarannya %(nilai)s: selisih %(selisih)s."


class AnggaranBerubah(GalatDomain):
    """The budget moved on since the draft was made."""

    pesan = "Anggaran kegiatan %(kegiatan)s berubah sejak draf ini dibuat. Tekan “Sesuaikan dengan anggaran” dulu."


class BukanPKA(GalatDomain):
    """K-ROL-03: another official's kegiatan."""

    pesan = "Kegiatan %(kegiatan)s dipegang %(pka)s. Hanya PKA-nya yang menyusun dan mengajukan DPA ini."
    status = 403


class PerluAlasan(GalatDomain):
    """A document is not sent back without saying why."""

    pesan = "Tulis alasan mengembalikan, supaya penyusunnya tahu apa yang diperbaiki."
    medan = "alasan"


class BulanLampau(GalatDomain):
    """The plan of months that are over stays in a DPPA."""

    pesan = "Rencana %(bulan)s sudah lewat, jadi tetap %(nilai)s pada %(rekening)s. Ubah bulan yang belum lewat."


class DPALSalah(GalatDomain):
    """A carry-over that the budget does not hold."""

    pesan = "%(sebab)s"
    medan = "sisa"


class RAKBelumSiap(GalatDomain):
    """The cash plan waits for DPA."""

    pesan = "Belum semua DPA disetujui: %(banyak)s kegiatan lagi, misalnya %(contoh)s. RAK diajukan sesudahnya."


class KasMinus(GalatDomain):
    """A month ends below nought, and nobody said why."""

    pesan = ("Saldo kas akhir %(bulan)s menurut rencana %(saldo)s. Geser belanja atau penerimaan, atau tulis alasannya "
             "di kolom catatan.")  # fmt: skip
    medan = "catatan"
