"""Forms of identity, units, organs, shares and chart."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from smartkampung.bumdes.lembaga.models import (
    JABATAN,
    JENIS_BUMDES,
    JENIS_UNIT,
    METODE_STOK,
    POS,
    RATA,
    SAK_EP,
    STANDAR,
)
from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanCentang,
    MedanPilihan,
    MedanSurel,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)

TENGGAT = _l("Bulan-tanggal, menurut AD/ART; misalnya 07-31.")


class FormBumdes(Formulir):
    """Identity and papers."""

    nama = MedanTeks(_l("Nama BUMDes"), maks=120)
    jenis = MedanPilihan(_l("Jenis"), pilihan=list(JENIS_BUMDES.items()))
    mulai_buku = MedanTanggal(_l("Hari pertama pembukuan"), description=_l("Biasanya 1 Januari tahun buku pertama."))
    perdes_nomor = MedanTeks(_l("Nomor Perdes pendirian"), wajib=False)
    perdes_tanggal = MedanTanggal(_l("Tanggal Perdes"), wajib=False)
    badan_hukum = MedanTeks(_l("Nomor sertifikat badan hukum"), wajib=False, description=_l("AHU-…"))
    badan_hukum_tanggal = MedanTanggal(_l("Tanggal sertifikat"), wajib=False)
    nib = MedanTeks(_l("NIB"), wajib=False, maks=20, description=_l("13 angka, dari OSS."))
    npwp = MedanTeks(_l("NPWP"), wajib=False, maks=30)
    alamat = MedanTeks(_l("Alamat"), wajib=False, maks=200)
    telepon = MedanTeks(_l("Telepon"), wajib=False, maks=40)
    email = MedanSurel(_l("Surel"), wajib=False)
    standar = MedanPilihan(_l("Standar akuntansi"), pilihan=list(STANDAR.items()), default=SAK_EP,
                           description=_l("Hanya mengubah kalimat di catatan atas laporan keuangan."))
    tenggat_semester1 = MedanTeks(_l("Tenggat laporan semester I"), maks=5, default="07-31", description=TENGGAT)
    tenggat_semester2 = MedanTeks(_l("Tenggat laporan semester II"), maks=5, default="01-31", description=TENGGAT)
    tenggat_tahunan = MedanTeks(_l("Tenggat laporan tahunan"), maks=5, default="03-31", description=TENGGAT)
    publik = MedanCentang(_l("Tayangkan di halaman umum"), default=True,
                          description=_l("Unit, kontak, omzet setahun, dan bagi hasil desa. Tanpa data pelanggan."))


class FormUbahBumdes(FormBumdes):
    """The same with the version it was read in."""

    versi = MedanAngka(_l("Versi"))


class FormUnit(Formulir):
    """A unit usaha."""

    nama = MedanTeks(_l("Nama unit"), description=_l("Misalnya Toko Desa."))
    kode = MedanTeks(_l("Kode"), maks=12,
                     description=_l("Huruf besar atau angka; tercetak di nomor jurnal, misalnya TOKO."),
                     filters=[lambda x: (x or "").strip().upper()])
    jenis = MedanPilihan(_l("Jenis usaha"), pilihan=list(JENIS_UNIT.items()))
    mulai = MedanTanggal(_l("Mulai beroperasi"))
    persediaan = MedanPilihan(_l("Cara menilai persediaan"), pilihan=list(METODE_STOK.items()), default=RATA)
    tenaga_kerja = MedanAngka(_l("Tenaga kerja"), sampai=10_000, default=0)
    kontak = MedanTeks(_l("Kontak untuk umum"), wajib=False, description=_l("Nomor telepon atau WhatsApp unit."))


class FormTutupUnit(Formulir):
    """The end of a unit."""

    ditutup = MedanTanggal(_l("Hari terakhir beroperasi"))
    alasan = MedanTeksPanjang(_l("Alasan"), maks=200)


class FormOrgan(Formulir):
    """An appointment."""

    jabatan = MedanPilihan(_l("Jabatan"), pilihan=list(JABATAN.items()))
    unit = MedanPilihan(_l("Unit"), wajib=False, kosong=_l("— (bukan manajer unit)"))
    nama = MedanTeks(_l("Nama lengkap"))
    nomor_sk = MedanTeks(_l("Nomor SK"), wajib=False, maks=80)
    mulai = MedanTanggal(_l("Mulai"))
    sampai = MedanTanggal(_l("Sampai"), wajib=False)
    pengguna = MedanPilihan(
        _l("Akun di program ini"), wajib=False, kosong=_l("Tidak punya akun"),
        description=_l("Akun ini mendapat peran jabatannya selama masa tugas, di BUMDes atau unit ini saja."))


class FormAkhir(Formulir):
    """The end of a term."""

    sampai = MedanTanggal(_l("Hari terakhir bertugas"))


class FormAkun(Formulir):
    """An account renamed or switched off."""

    nama = MedanTeks(_l("Nama akun"))
    aktif = MedanCentang(_l("Dipakai"), description=_l("Yang tidak dipakai tidak muncul di pilihan; riwayatnya tetap."))


class FormAkunBaru(Formulir):
    """A new account."""

    kode = MedanTeks(_l("Kode"), maks=16,
                     description=_l("Empat tingkat, di bawah kelompok yang ada, misalnya 6.1.02.07."))
    nama = MedanTeks(_l("Nama akun"))


class MedanPersen(MedanTeks):
    """A share of a hundred with at most two decimals; `bobot` is hundredths of a percent."""

    bobot = 0

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Read what was typed."""
        try:
            nilai = Decimal((self.data or "0").replace("%", "").replace(",", ".").strip()) * 100
        except InvalidOperation as galat:
            raise ValidationError(_l("Tulis angka seperti 30 atau 12,5.")) from galat
        if not nilai.is_finite() or nilai != nilai.to_integral_value() or not 0 <= nilai <= 10_000:
            raise ValidationError(_l("Isi antara 0 dan 100, paling banyak dua angka di belakang koma."))
        self.bobot = int(nilai)


class FormPos(Formulir):
    """The shares of the AD/ART."""


for _kode, _nama in POS.items():
    setattr(FormPos, _kode, MedanPersen(_nama + " (%)", wajib=False, maks=8))
