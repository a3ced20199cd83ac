"""Forms of the secretariat."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from smartkampung.inti.formulir import (
    WAJIB,
    Formulir,
    MedanAngka,
    MedanBanyak,
    MedanBerkas,
    MedanCentang,
    MedanPilihan,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.sekretariat.models import BIASA, CARA_KIRIM, JENIS_PRODUK, NASIB, SIFAT

KLASIFIKASI = _l("Boleh kosong. Cari kodenya di halaman Klasifikasi, misalnya 400.10.2.")


class FormMasuk(Formulir):
    """An incoming letter."""

    pengirim = MedanTeks(_l("Pengirim"), maks=160, description=_l("Nama kantor atau orang, seperti di kop suratnya."))
    nomor_surat = MedanTeks(_l("Nomor surat"), maks=120, wajib=False)
    tanggal_surat = MedanTanggal(_l("Tanggal surat"))
    tanggal_diterima = MedanTanggal(_l("Tanggal diterima"))
    perihal = MedanTeks(_l("Perihal"), maks=300)
    ringkas = MedanTeksPanjang(_l("Isi ringkas"), wajib=False, maks=1000)
    sifat = MedanSatu(
        _l("Sifat"), pilihan=list(SIFAT.items()), default=BIASA,
        description=_l("Yang rahasia hanya terlihat oleh kepala desa, sekretaris, pencatat, dan penerima disposisi."),
    )  # fmt: skip
    klasifikasi = MedanTeks(_l("Kode klasifikasi"), wajib=False, maks=20, description=KLASIFIKASI)
    berkas = MedanBerkas(_l("Pindaian surat"), wajib=False, description=_l("PDF atau foto, paling besar 10 MB."))


class FormUbahMasuk(FormMasuk):
    """The same with the version it was read in."""

    versi = MedanAngka(_l("Versi"))


class FormDisposisi(Formulir):
    """An order: to whom, what, until when."""

    kepada = MedanBanyak(_l("Kepada"), coerce=int)
    instruksi = MedanTeksPanjang(
        _l("Isi disposisi"),
        maks=1000,
        description=_l("Misalnya: hadiri dan laporkan; siapkan jawaban; untuk diketahui."),
    )
    tenggat = MedanTanggal(_l("Tenggat"), wajib=False)

    def validate_kepada(self, medan: MedanBanyak) -> None:
        """At least one receiver."""
        if not medan.data:
            raise ValidationError(WAJIB)


class FormLaporan(Formulir):
    """What was done."""

    laporan = MedanTeksPanjang(_l("Laporan"), maks=1000, description=_l("Apa yang sudah dikerjakan, dan hasilnya."))


class FormTutup(Formulir):
    """A note for a letter that needs no order."""

    catatan = MedanTeks(_l("Catatan"), wajib=False, maks=300)


class FormAlasan(Formulir):
    """A reason."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=300)


class FormKirim(Formulir):
    """A delivery."""

    nomor_surat = MedanTeks(
        _l("Nomor surat keluar"), maks=120, description=_l("Nomor lengkap seperti tercetak, atau nomor urut tahun ini.")
    )
    tujuan = MedanTeks(_l("Ditujukan kepada"), maks=160)
    tanggal_kirim = MedanTanggal(_l("Tanggal kirim"))
    cara = MedanPilihan(_l("Cara"), pilihan=list(CARA_KIRIM.items()))
    isi_surat = MedanTeks(_l("Isi singkat"), wajib=False, maks=300, description=_l("Kosong: mengikuti suratnya."))
    pengantar = MedanTeks(_l("Pengantar"), wajib=False, maks=120)
    keterangan = MedanTeks(_l("Keterangan"), wajib=False, maks=300)


class FormTerima(Formulir):
    """The receipt of a delivery."""

    diterima_nama = MedanTeks(_l("Nama penerima"), maks=120)
    diterima_pada = MedanTanggal(_l("Tanggal diterima"))
    bukti = MedanBerkas(
        _l("Foto bukti"), wajib=False, description=_l("Foto tanda terima atau stempel penerima, paling besar 10 MB.")
    )


class FormUbahProduk(Formulir):
    """A regulation or decree."""

    tentang = MedanTeks(_l("Tentang"), maks=300)
    nomor_teks = MedanTeks(
        _l("Nomor seperti tercetak"), wajib=False, maks=120, description=_l("Isi bila lain, misalnya 141/12/KEP/2026.")
    )
    tanggal_ditetapkan = MedanTanggal(_l("Tanggal ditetapkan"))
    uraian = MedanTeksPanjang(_l("Uraian singkat"), wajib=False, maks=1000)
    tanggal_kesepakatan = MedanTanggal(
        _l("Tanggal kesepakatan dengan BPD"), wajib=False, description=_l("Hanya untuk Peraturan Desa.")
    )
    nomor_dilaporkan = MedanTeks(_l("Nomor laporan ke camat atau bupati"), wajib=False, maks=120)
    tanggal_dilaporkan = MedanTanggal(_l("Tanggal dilaporkan"), wajib=False)
    nomor_diundangkan = MedanTeks(
        _l("Nomor Lembaran Desa atau Berita Desa"), wajib=False, maks=60,
        description=_l("Peraturan Desa di Lembaran Desa, yang lain di Berita Desa. Keputusan tidak diundangkan."),
    )  # fmt: skip
    tanggal_diundangkan = MedanTanggal(_l("Tanggal diundangkan"), wajib=False)
    dicabut_dengan = MedanTeks(
        _l("Dicabut dengan"), wajib=False, maks=200, description=_l("Kosong berarti masih berlaku.")
    )
    keterangan = MedanTeks(_l("Keterangan"), wajib=False, maks=300)
    berkas = MedanBerkas(_l("PDF"), wajib=False, terima="application/pdf", description=_l("Paling besar 10 MB."))
    publik = MedanCentang(
        _l("Tayangkan untuk umum"),
        description=_l("Siapa pun dapat membaca dan mengunduhnya. Jangan tayangkan yang memuat data pribadi."),
    )


class FormProduk(FormUbahProduk):
    """A new one: its kind, and its number when it already has one."""

    jenis = MedanPilihan(_l("Jenis"), pilihan=list(JENIS_PRODUK.items()))
    nomor = MedanAngka(
        _l("Nomor urut"), wajib=False, dari=1, sampai=9999,
        description=_l("Kosong berarti nomor berikutnya. Isi untuk yang sudah bernomor."),
    )  # fmt: skip


class FormJangka(Formulir):
    """How long letters of a code are kept."""

    klasifikasi = MedanTeks(
        _l("Kode klasifikasi"), wajib=False, maks=20, description=_l("Kosong berarti semua kode yang lain.")
    )
    aktif = MedanAngka(_l("Aktif (tahun)"), dari=0, sampai=100)
    inaktif = MedanAngka(_l("Inaktif (tahun)"), dari=0, sampai=100)
    nasib = MedanPilihan(_l("Sesudah itu"), pilihan=list(NASIB.items()))
    dasar = MedanTeks(_l("Dasar"), wajib=False, maks=160, description=_l("Misalnya nomor Perbup tentang JRA."))


class FormMusnah(Formulir):
    """The minutes of destroying papers."""

    nomor = MedanTeks(_l("Nomor berita acara"), maks=120)
    tanggal = MedanTanggal(_l("Tanggal pemusnahan"))
    cara = MedanTeks(_l("Cara"), maks=120, default="dicacah")
    saksi = MedanTeksPanjang(_l("Saksi"), maks=500, description=_l("Nama dan jabatan, satu baris seorang."))
