"""Forms of income, deposits, transfers, interest, accounts and opening balances."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import (
    Formulir,
    MedanBanyak,
    MedanBerkas,
    MedanCentang,
    MedanPilihan,
    MedanRupiah,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.keuangan.kas.models import BARANG, DI_BANK, TUNAI
from smartkampung.keuangan.penerimaan.dasar import pilihan_rekening

SEN = Decimal("0.01")
PILIH_MEDIA = [(DI_BANK, _l("Bank")), (TUNAI, _l("Tunai")), (BARANG, _l("Barang atau jasa (swadaya)"))]
KAS_TUNAI = "tunai"


def pilihan_tempat() -> list[tuple[str, Any]]:
    """The till and the accounts."""
    return [(KAS_TUNAI, _l("Kas tunai")), *pilihan_rekening()]


def tempat(nilai: str | None) -> int | None:
    """What a choice of `pilihan_tempat` stands for: None is the till."""
    return int(nilai) if nilai and nilai.isdecimal() else None


class FormTBP(Formulir):
    """A receipt."""

    tanggal = MedanTanggal(_l("Tanggal diterima"))
    kunci = MedanPilihan(_l("Penerimaan"), kosong=_l("Pilih rekening"),
                         description=_l("Hanya yang dianggarkan. Belum ada? Tambahkan lewat perubahan anggaran."))
    nilai = MedanRupiah(_l("Jumlah"), dari=SEN)
    uraian = MedanTeks(_l("Uraian"), maks=300, description=_l("Misalnya: Sewa kios Pasar Desa bulan Maret."))
    penyetor = MedanTeks(_l("Penyetor"), maks=120)
    alamat = MedanTeks(_l("Alamat penyetor"), wajib=False, maks=200)
    media = MedanSatu(_l("Diterima lewat"), pilihan=PILIH_MEDIA, default=DI_BANK)
    rekening_id = MedanPilihan(_l("Rekening bank"), wajib=False, pilihan=pilihan_rekening,
                               kosong=_l("Pilih rekening"), description=_l("Hanya bila diterima lewat bank."))
    kunci_belanja = MedanPilihan(
        _l("Dipakai untuk belanja"), wajib=False, kosong=_l("Tidak ada"),
        description=_l("Hanya untuk barang atau jasa: nilainya sekaligus menjadi belanja kegiatan ini."))  # fmt: skip


class FormRencana(Formulir):
    """An expected income."""

    tanggal = MedanTanggal(_l("Perkiraan tanggal"))
    kunci = MedanPilihan(_l("Penerimaan"), kosong=_l("Pilih rekening"))
    nilai = MedanRupiah(_l("Jumlah"), dari=SEN)
    uraian = MedanTeks(_l("Uraian"), maks=300)
    dasar = MedanTeks(_l("Dasar"), wajib=False, maks=120, description=_l("Misalnya nomor keputusan atau surat."))


class FormAlasanKas(Formulir):
    """Why."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=300)


class FormKoreksi(Formulir):
    """A reversal."""

    tanggal = MedanTanggal(_l("Tanggal koreksi"), description=_l("Di bulan yang masih terbuka."))
    alasan = MedanTeksPanjang(_l("Alasan"), maks=300, description=_l("Tertulis di buku dan di catatan audit."))


class FormSTS(Formulir):
    """A deposit of cash receipts."""

    tanggal = MedanTanggal(_l("Tanggal disetor"))
    rekening_id = MedanPilihan(_l("Ke rekening"), pilihan=pilihan_rekening)
    tbp = MedanBanyak(_l("TBP yang disetor"))
    uraian = MedanTeks(_l("Keterangan"), wajib=False, maks=300)


class FormMutasi(Formulir):
    """A transfer."""

    tanggal = MedanTanggal(_l("Tanggal"))
    dari = MedanPilihan(_l("Dari"), pilihan=pilihan_tempat)
    ke = MedanPilihan(_l("Ke"), pilihan=pilihan_tempat)
    nilai = MedanRupiah(_l("Jumlah"), dari=SEN)
    uraian = MedanTeks(_l("Keperluan"), maks=300, description=_l("Misalnya: Pengambilan tunai untuk upah tukang."))


class FormBunga(Formulir):
    """What the bank added and took."""

    tanggal = MedanTanggal(_l("Tanggal di rekening koran"))
    rekening_id = MedanPilihan(_l("Rekening"), pilihan=pilihan_rekening)
    bunga = MedanRupiah(_l("Bunga"), wajib=False, description=_l("Boleh dengan sen, misalnya 12.345,67."))
    pajak = MedanRupiah(_l("Pajak bunga"), wajib=False)
    biaya = MedanRupiah(_l("Biaya administrasi"), wajib=False)
    kunci_bunga = MedanPilihan(_l("Bunga masuk ke"), wajib=False, kosong=_l("Pilih rekening"))
    kunci_biaya = MedanPilihan(_l("Pajak dan biaya dibayar dari"), wajib=False, kosong=_l("Pilih kegiatan"),
                               description=_l("Diingat untuk bulan berikutnya."))


class FormRekening(Formulir):
    """A bank account."""

    bank = MedanTeks(_l("Nama bank"), maks=80)
    nomor = MedanTeks(_l("Nomor rekening"), maks=40)
    atas_nama = MedanTeks(_l("Atas nama"), maks=120)
    utama = MedanCentang(_l("Rekening utama (diusulkan lebih dulu)"))
    aktif = MedanCentang(_l("Masih dipakai"), default=True)


class FormLampiran(Formulir):
    """A paper behind a voucher."""

    berkas = MedanBerkas(_l("Foto atau PDF"), description=_l("Misalnya slip setoran atau bukti penerimaan negara. "
                                                             "Paling besar 10 MB."))  # fmt: skip


class FormNomorBatal(Formulir):
    """A number that was taken and not used."""

    jenis = MedanSatu(_l("Jenis bukti"))
    tanggal = MedanTanggal(_l("Tanggal"))
    alasan = MedanTeksPanjang(_l("Alasan"), maks=300, description=_l("Misalnya: lembar cetakan rusak."))
