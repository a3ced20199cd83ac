"""Forms of the budget."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBerkas,
    MedanCentang,
    MedanPilihan,
    MedanRupiah,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.keuangan.anggaran.alur import HASIL_EVALUASI
from smartkampung.keuangan.anggaran.isi import tahun_anggaran, versi_tahun
from smartkampung.keuangan.anggaran.models import CARA, GESER, JENIS_VERSI, PENANDA, PERUBAHAN, SWAKELOLA
from smartkampung.keuangan.anggaran.ubah import calon_pka
from smartkampung.keuangan.aturan.models import SIKAP


def bilangan(teks: str | int | None) -> int | None:
    """The chosen key; None for the empty choice."""
    return int(teks) if teks not in (None, "", "None") else None


def pilihan_versi() -> list[tuple[str, str]]:
    """Versions a new budget can start from, newest first."""
    semua = (v for t in tahun_anggaran() for v in reversed(versi_tahun(t)))
    return [(str(v.id), f"{v.nama} ({v.lencana[0].lower()})") for v in semua]


def pilihan_pka() -> list[tuple[int, str]]:
    """Who can be PKA."""
    return [(p.id, f"{p.nama} · {p.jabatan}") for p in calon_pka()]


class FormTahun(Formulir):
    """A budget of a year, empty or from another version."""

    tahun = MedanAngka(_l("Tahun anggaran"), dari=2015, sampai=2100)
    dari = MedanPilihan(_l("Salin dari"), wajib=False, pilihan=pilihan_versi, kosong=_l("Mulai kosong"),
                        description=_l("Kode dan uraian disalin; angkanya boleh ikut atau dinolkan."))  # fmt: skip
    nolkan = MedanCentang(_l("Nolkan volume dan jumlah"))
    rkp = MedanCentang(_l("Tambahkan kegiatan dari RKP Desa tahun itu"), default=True)


class FormPerubahan(Formulir):
    """A change of the budget in force."""

    jenis = MedanSatu(_l("Jenis"), pilihan=[(k, JENIS_VERSI[k]) for k in (PERUBAHAN, GESER)], default=PERUBAHAN)
    alasan = MedanTeksPanjang(
        _l("Alasan"), maks=300,
        description=_l("Permendagri 20/2018 Ps 40: pendapatan berubah, SiLPA atau penghematan dipakai, pergeseran."),
    )  # fmt: skip
    luar_biasa = MedanTeks(_l("Dasar keadaan luar biasa"), wajib=False, maks=160,
                           description=_l("Hanya untuk perubahan kedua dalam setahun."))  # fmt: skip


class FormKesepakatan(Formulir):
    """The agreement of the BPD."""

    nomor = MedanTeks(_l("Nomor berita acara"), maks=80)
    tanggal = MedanTanggal(_l("Tanggal kesepakatan"))


class FormKirim(Formulir):
    """To the camat."""

    tanggal = MedanTanggal(_l("Tanggal dikirim"))


class FormEvaluasi(Formulir):
    """The camat's answer."""

    hasil = MedanSatu(_l("Hasil"), pilihan=list(HASIL_EVALUASI.items()))
    nomor = MedanTeks(_l("Nomor surat evaluasi"), maks=80)
    tanggal = MedanTanggal(_l("Tanggal surat"))
    catatan = MedanTeksPanjang(_l("Yang harus diperbaiki"), wajib=False, maks=500)
    berkas = MedanBerkas(_l("Surat evaluasi"), wajib=False, terima="application/pdf",
                         description=_l("PDF, paling besar 10 MB."))  # fmt: skip


class FormPenetapan(Formulir):
    """Numbers and dates of the Perdes and the Perkades penjabaran."""

    nomor_perdes = MedanTeks(_l("Nomor Perdes"), wajib=False, maks=80)
    tanggal_perdes = MedanTanggal(_l("Tanggal Perdes"), wajib=False)
    nomor_perkades = MedanTeks(_l("Nomor Perkades penjabaran"), maks=80)
    tanggal_perkades = MedanTanggal(_l("Tanggal Perkades"))


class FormUndang(Formulir):
    """Promulgation."""

    nomor = MedanTeks(_l("Nomor lembaran atau berita desa"), maks=60)
    tanggal = MedanTanggal(_l("Tanggal diundangkan"))


class FormTarik(Formulir):
    """Back to the draft."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=500)


class FormKegiatan(Formulir):
    """The facts of a kegiatan."""

    kode = MedanTeks(_l("Kegiatan"), maks=200, description=_l("Ketik kode atau nama, lalu pilih, misalnya 02.03.11."))
    nama = MedanTeks(_l("Nama"), wajib=False, maks=300, description=_l("Kosong: nama menurut lampiran Permendagri."))
    pka_id = MedanPilihan(_l("Pelaksana kegiatan anggaran (PKA)"), wajib=False, pilihan=pilihan_pka,
                          kosong=_l("Belum ditentukan"), coerce=bilangan)
    pagu = MedanRupiah(_l("Pagu"), wajib=False, description=_l("Dari RKP Desa. Kosong: tanpa batas."))
    lokasi = MedanTeks(_l("Lokasi"), wajib=False, maks=200)
    keluaran = MedanTeks(_l("Keluaran"), wajib=False, maks=200, description=_l("Misalnya rabat beton jalan."))
    volume = MedanTeks(_l("Volume"), wajib=False, maks=20)
    satuan = MedanTeks(_l("Satuan"), wajib=False, maks=30)
    mulai = MedanTanggal(_l("Mulai"), wajib=False)
    selesai = MedanTanggal(_l("Selesai"), wajib=False)
    laki = MedanAngka(_l("Sasaran laki-laki"), wajib=False, sampai=10**6)
    perempuan = MedanAngka(_l("Sasaran perempuan"), wajib=False, sampai=10**6)
    artm = MedanAngka(_l("Anggota rumah tangga miskin"), wajib=False, sampai=10**6)
    tim = MedanTeks(_l("Tim yang melaksanakan"), wajib=False, maks=200)
    cara = MedanSatu(_l("Cara"), pilihan=list(CARA.items()), default=SWAKELOLA)
    padat_karya = MedanCentang(_l("Padat karya tunai"))
    penanda = MedanPilihan(_l("Penanda"), wajib=False, kosong=_l("Tidak ada"), pilihan=list(PENANDA.items()),
                           description=_l("Dipakai aturan bagian Dana Desa."))  # fmt: skip
    cacah = MedanAngka(_l("Cacah"), wajib=False)


class FormTempelan(Formulir):
    """Rows from a spreadsheet."""

    tempelan = MedanTeksPanjang(
        _l("Baris dari Excel"), maks=2_000_000, baris=10,
        description=_l("Urutan kolom: rekening, sumber dana, uraian, volume, satuan, harga. Baris judul boleh ikut."),
    )  # fmt: skip


class FormSikap(Formulir):
    """How a rule is treated."""

    sikap = MedanSatu(_l("Sikap"), pilihan=list(SIKAP.items()))
    dasar = MedanTeks(_l("Nomor peraturan"), maks=160)


class FormParameter(Formulir):
    """A figure of a year."""

    nilai = MedanTeksPanjang(_l("Nilai"), wajib=False, maks=4000, baris=1)
    dasar = MedanTeks(_l("Nomor peraturan"), maks=160)
