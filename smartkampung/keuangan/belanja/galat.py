"""Refusals of spending: a sentence with the figures that help."""

from __future__ import annotations

from smartkampung.inti.galat import Bentrok, GalatDomain


class AturanMenolak(GalatDomain):
    """Rules that refuse; the sentences name them."""

    pesan = "%(kalimat)s"


class BukanPKA(GalatDomain):
    """K-ROL-03: the kegiatan is another official's."""

    pesan = "SPP kegiatan %(kegiatan)s hanya diajukan PKA-nya, %(pka)s (K-ROL-03)."
    status = 403


class BelumBerlaku(GalatDomain):
    """No budget in force: nothing to spend from."""

    pesan = "APBDes %(tahun)s belum berlaku, jadi belum ada yang bisa dibelanjakan."


class TidakAdaBaris(GalatDomain):
    """An empty document."""

    pesan = "Isi jumlah pada paling sedikit satu baris."


class BarisSalah(GalatDomain):
    """A line that cannot be read or does not belong there."""

    pesan = "Baris %(nomor)s: %(sebab)s."


class SPPTerkunci(GalatDomain):
    """The document is no draft any more."""

    pesan = "%(nama)s sudah %(keadaan)s, jadi isinya tidak bisa diubah."
    status = 409


class SPPBentrok(Bentrok):
    """Two people, or two windows, at one draft."""

    pesan = ("%(nama)s baru saja disimpan di jendela lain. Isian Anda masih ada di layar; bandingkan dulu, lalu simpan "
             "lagi.")  # fmt: skip


class PerluAlasan(GalatDomain):
    """A document is not sent back or voided without a reason."""

    pesan = "Tulis alasannya, supaya penyusunnya tahu apa yang perlu diperbaiki."
    medan = "alasan"


class PerluSPTB(GalatDomain):
    """K-SPP-07: goods first, then money, and the PKA answers for it."""

    pesan = ("Centang pernyataan tanggung jawab belanja: SPP definitif diajukan sesudah barang atau jasanya diterima "
             "(K-SPP-07).")  # fmt: skip
    medan = "sptb"


class KurangLampiran(GalatDomain):
    """A paper that this kind of document needs is missing."""

    pesan = "Lampirkan %(syarat)s lebih dulu%(aturan)s."


class MendahuluiPersetujuan(GalatDomain):
    """K-SPP-01: paid before it was approved."""

    pesan = ("Tanggal %(tanggal)s lebih awal daripada persetujuan %(nama)s oleh Kepala Desa. Tanggal bayar paling awal "
             "%(awal)s (K-SPP-01).")  # fmt: skip
    medan = "tanggal"


class BedaNilai(GalatDomain):
    """K-SPP-08: what would be paid is not what was approved."""

    pesan = ("Nilai yang dibayar %(bayar)s, padahal yang disetujui %(setuju)s (K-SPP-08). Bayar persis sebesar yang "
             "disetujui.")  # fmt: skip
    medan = "nilai"


class BedaDaftarBLT(GalatDomain):
    """An SPP of BLT pays the recipients on its list and nothing else."""

    pesan = ("SPP ini %(spp)s, sedangkan daftar bayar BLT-nya %(daftar)s. Samakan jumlah SPP dengan daftar bayarnya, "
             "atau hapus drafnya dan buat daftar bayar yang baru.")  # fmt: skip


class BLTBelumCair(GalatDomain):
    """Nobody receives what was not paid out."""

    pesan = "BLT untuk %(nama)s belum dicairkan. Cairkan SPP-nya dulu, baru foto penerimaannya disimpan."


class PerluRekening(GalatDomain):
    """A bank payment comes out of an account."""

    pesan = "Pilih rekening kas desa yang dipakai membayar."
    medan = "rekening_id"


class PerluRekeningPihak(GalatDomain):
    """A bank payment goes to the payee's account."""

    pesan = ("Penerima %(nama)s belum punya nomor rekening. Lengkapi di daftar pihak, atau bayar tunai.")
    medan = "media"


class PajakPerluAlasan(GalatDomain):
    """K-PJK-01: another figure than the proposed one has a reason."""

    pesan = "Pajak %(kode)s berbeda dari usulan %(usulan)s. Tulis alasannya, misalnya nomor faktur pajak (K-PJK-01)."


class PanjarSudahSPJ(GalatDomain):
    """An advance is accounted for once."""

    pesan = "Panjar %(nama)s sudah punya %(spj)s."
    status = 409


class BukanPanjarTerbuka(GalatDomain):
    """There is nothing to account for."""

    pesan = "%(nama)s bukan panjar yang masih terbuka, jadi tidak ada yang dipertanggungjawabkan."


class SPJLebih(GalatDomain):
    """K-PJR-01: a line of the SPJ is more than its advance."""

    pesan = ("SPJ %(rekening)s %(sumber)s berjumlah %(spj)s, lebih dari panjarnya %(panjar)s (K-PJR-01). Kelebihan "
             "dibayar dengan SPP baru.")  # fmt: skip
