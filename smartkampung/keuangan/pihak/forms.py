"""Forms of pihak."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import (
    Formulir,
    MedanBerkas,
    MedanCentang,
    MedanPilihan,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
)
from smartkampung.keuangan.kas.models import BADAN, JENIS_PIHAK, KONSTRUKSI


class FormPihak(Formulir):
    """A vendor or payee."""

    nama = MedanTeks(_l("Nama"), maks=120)
    jenis = MedanSatu(_l("Jenis"), pilihan=list(JENIS_PIHAK.items()), default=BADAN)
    npwp = MedanTeks(_l("NPWP"), wajib=False, maks=30, description=_l("15 atau 16 angka. Kosong: tarif tanpa NPWP."))
    pkp = MedanCentang(_l("Pengusaha kena pajak (PKP)"))
    suket_nomor = MedanTeks(_l("Nomor surat keterangan PP 55/2022"), wajib=False, maks=60,
                            description=_l("Penyedia UMKM dengan surat ini dipotong PPh final 0,5%."))  # fmt: skip
    suket_mulai = MedanTanggal(_l("Berlaku mulai"), wajib=False)
    suket_sampai = MedanTanggal(_l("Berlaku sampai"), wajib=False)
    konstruksi = MedanPilihan(_l("Sertifikat konstruksi"), pilihan=list(KONSTRUKSI.items()), wajib=False)
    alamat = MedanTeks(_l("Alamat"), wajib=False, maks=200)
    telepon = MedanTeks(_l("Telepon"), wajib=False, maks=30)
    bank = MedanTeks(_l("Bank"), wajib=False, maks=80)
    nomor_rekening = MedanTeks(_l("Nomor rekening"), wajib=False, maks=40)
    atas_nama = MedanTeks(_l("Atas nama"), wajib=False, maks=120)
    aktif = MedanCentang(_l("Masih dipakai"), default=True,
                         description=_l("Yang tidak dipakai lagi tidak ditawarkan saat membuat SPP."))  # fmt: skip


class FormImporPihak(Formulir):
    """A workbook of pihak."""

    berkas = MedanBerkas(_l("Daftar pihak"), terima=".xlsx,.csv",
                         description=_l("Judul kolom seperti berkas unduhan: nama, npwp, pkp, bank, …"))  # fmt: skip
