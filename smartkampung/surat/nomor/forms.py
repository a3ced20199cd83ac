"""Forms of numbering: scheme and pattern, reserved numbers, letters made outside, back-dating."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBerkas,
    MedanPilihan,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.surat.nomor.luar import TERBANYAK
from smartkampung.surat.nomor.pola import PANJANG
from smartkampung.surat.nomor.skema import SKEMA
from smartkampung.surat.queries import jenis_terbaru

SEKARANG, TAHUN_DEPAN = "sekarang", "tahun_depan"


class FormNomor(Formulir):
    """How numbers run, and how they are printed."""

    pola_nomor = MedanTeks(_l("Pola nomor"), maks=PANJANG, render_kw={"spellcheck": "false", "autocomplete": "off"})
    kode_unit = MedanTeks(
        _l("Kode unit"),
        wajib=False,
        maks=30,
        description=_l("Dipakai bila pola memuat [kode_unit], misalnya PEM atau SEKR."),
    )
    skema = MedanSatu(_l("Urutan nomor"), pilihan=list(SKEMA.items()))
    mulai = MedanSatu(
        _l("Bila urutan diganti, mulai"),
        pilihan=[(TAHUN_DEPAN, _l("1 Januari tahun depan")), (SEKARANG, _l("sekarang"))],
        description=_l("Bila sekarang, semua urutan melanjutkan sesudah nomor tertinggi tahun ini."),
    )


def pilihan_jenis() -> list[tuple[str, str]]:
    """The kinds by name."""
    return [(str(jenis.id), jenis.nama) for jenis in jenis_terbaru()]


class FormPesan(Formulir):
    """How many numbers, for what."""

    banyak = MedanAngka(_l("Berapa nomor"), dari=1, sampai=TERBANYAK, default=1)
    jenis = MedanPilihan(
        _l("Jenis surat"), pilihan=pilihan_jenis, kosong=_l("Tidak ada di daftar"), wajib=False,
        description=_l("Menentukan kode klasifikasinya."),
    )  # fmt: skip
    klasifikasi = MedanTeks(
        _l("Kode klasifikasi"), wajib=False, maks=20, description=_l("Isi bila jenisnya tidak ada di daftar.")
    )
    alasan = MedanTeksPanjang(
        _l("Untuk apa"), maks=300, description=_l("Misalnya: undangan musyawarah desa, diketik di luar program.")
    )


class FormLuar(Formulir):
    """The letter that was made outside."""

    nomor_teks = MedanTeks(
        _l("Nomor yang tercetak"), maks=PANJANG, description=_l("Betulkan bila kode atau bulannya lain.")
    )
    tanggal_surat = MedanTanggal(_l("Tanggal surat"))
    jenis = MedanTeks(_l("Jenis surat"), maks=160)
    nama = MedanTeks(_l("Kepada atau atas nama"), maks=160)
    perihal = MedanTeks(_l("Perihal"), wajib=False, maks=300)
    pamong = MedanTeks(_l("Penanda tangan"), wajib=False, maks=160)
    berkas = MedanBerkas(_l("Pindaian surat"), wajib=False, description=_l("PDF atau foto, paling besar 10 MB."))


class FormBatalNomor(Formulir):
    """Why a number is void."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=300)


class FormMundur(Formulir):
    """The date a letter is given, and why."""

    tanggal = MedanTanggal(_l("Tanggal surat"))
    alasan = MedanTeksPanjang(_l("Alasan"), maks=300, description=_l("Tercatat di riwayat surat dan di catatan audit."))
