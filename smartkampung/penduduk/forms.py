"""Forms of the register: shape of what people type; NIK, KK and date rules live in services."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from smartkampung.inti.formulir import (
    Formulir,
    MedanBerkas,
    MedanCentang,
    MedanKK,
    MedanNIK,
    MedanPilihan,
    MedanTanggal,
    MedanTeks,
)
from smartkampung.penduduk import referensi
from smartkampung.penduduk.models import CARA_MASUK
from smartkampung.penduduk.queries import pilihan_wilayah
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.penduduk.tata_impor import PANJANG, kolom_tata

KODE = {k.kunci: k.kelompok for k in kolom_tata() if k.jenis == "kode"}
KHUSUS = ("cacat", "cara_kb", "hamil", "asuransi", "no_asuransi")


def _kode(kunci: str, label: Any, *, wajib: bool = False, **kw: Any) -> MedanPilihan:
    return MedanPilihan(label, pilihan=lambda: [(str(k), n) for k, n in referensi.pilihan(KODE[kunci])],
                        wajib=wajib, kosong=_l("— pilih —"), **kw)


def _teks(kunci: str, label: Any, **kw: Any) -> MedanTeks:
    return MedanTeks(label, wajib=kw.pop("wajib", False), maks=PANJANG[kunci], **kw)


class FaktaForm(Formulir):
    """The facts of a resident."""

    nama = _teks("nama", _l("Nama lengkap"), wajib=True, description=_l("Seperti pada KTP atau KK."))
    jenis_kelamin = _kode("jenis_kelamin", _l("Jenis kelamin"), description=_l("Boleh kosong bila NIK diisi."))
    tempat_lahir = _teks("tempat_lahir", _l("Tempat lahir"))
    tanggal_lahir = MedanTanggal(_l("Tanggal lahir"), wajib=False)
    agama = _kode("agama", _l("Agama"))
    status_kawin = _kode("status_kawin", _l("Status perkawinan"))
    hubungan_keluarga = _kode("hubungan_keluarga", _l("Hubungan dalam keluarga"), wajib=True)
    pendidikan_kk = _kode("pendidikan_kk", _l("Pendidikan dalam KK"))
    pekerjaan = _kode("pekerjaan", _l("Pekerjaan"))
    warganegara = _kode("warganegara", _l("Kewarganegaraan"))
    golongan_darah = _kode("golongan_darah", _l("Golongan darah"))
    alamat = _teks("alamat", _l("Alamat"), description=_l("Jalan, gang, atau nomor rumah."))
    alamat_sekarang = _teks("alamat_sekarang", _l("Alamat sekarang"), description=_l("Bila berbeda dengan KK."))
    nama_ayah = _teks("nama_ayah", _l("Nama ayah"))
    ayah_nik = MedanNIK(_l("NIK ayah"), wajib=False)
    nama_ibu = _teks("nama_ibu", _l("Nama ibu"))
    ibu_nik = MedanNIK(_l("NIK ibu"), wajib=False)
    pendidikan_sedang = _kode("pendidikan_sedang", _l("Pendidikan sedang ditempuh"))
    akta_lahir = _teks("akta_lahir", _l("Nomor akta lahir"))
    akta_perkawinan = _teks("akta_perkawinan", _l("Nomor akta perkawinan"))
    tanggal_perkawinan = MedanTanggal(_l("Tanggal perkawinan"), wajib=False)
    akta_perceraian = _teks("akta_perceraian", _l("Nomor akta perceraian"))
    tanggal_perceraian = MedanTanggal(_l("Tanggal perceraian"), wajib=False)
    paspor = _teks("paspor", _l("Nomor paspor"))
    paspor_akhir = MedanTanggal(_l("Paspor berlaku sampai"), wajib=False)
    kitas = _teks("kitas", _l("Nomor KITAS/KITAP"))
    ktp_el = _kode("ktp_el", _l("KTP elektronik"))
    status_rekam = _kode("status_rekam", _l("Perekaman KTP"))
    tag_id_card = _teks("tag_id_card", _l("Tag ID card"))
    suku = _teks("suku", _l("Suku"))
    lintang = _teks("lintang", _l("Lintang"))
    bujur = _teks("bujur", _l("Bujur"))
    cacat = _kode("cacat", _l("Disabilitas"))
    cara_kb = _kode("cara_kb", _l("Akseptor KB"))
    hamil = _kode("hamil", _l("Kehamilan"))
    asuransi = _kode("asuransi", _l("Asuransi kesehatan"))
    no_asuransi = _teks("no_asuransi", _l("Nomor asuransi"))

    def tanpa_khusus(self) -> None:
        """Leave out health data for those who may not see them."""
        for nama in KHUSUS:
            del self[nama]

    def fakta(self) -> dict[str, Any]:
        """What was typed, as the services take it: codes as numbers, nothing as None."""
        isi = {nama: medan.data for nama, medan in self._fields.items()}
        for nama in isi.keys() & {*KODE, "wilayah_id"}:
            isi[nama] = int(isi[nama]) if isi[nama] else None
        return isi


class TambahForm(FaktaForm):
    """A new resident."""

    no_kk = MedanKK(_l("Nomor KK"), description=_l("KK yang sudah terdaftar langsung dikenali; yang baru dibuatkan."))
    nik = MedanNIK(_l("NIK"), wajib=False, description=_l("Kosongkan bila belum punya NIK; dicatat sementara."))
    wilayah_id = MedanPilihan(_l("Dusun, RW, RT"), pilihan=pilihan_wilayah, wajib=False, kosong=_l("— seperti KK —"))
    cara_masuk = MedanPilihan(_l("Asal data"), pilihan=list(CARA_MASUK.items()))
    tanggal_masuk = MedanTanggal(_l("Tanggal lapor"), wajib=False,
                                 description=_l("Untuk kelahiran dan pendatang; kosong berarti hari ini."))


class UbahForm(FaktaForm):
    """Changed facts; `versi` is what the editor saw."""

    nik = MedanNIK(_l("NIK yang benar"), wajib=False)
    wilayah_id = MedanPilihan(_l("Dusun, RW, RT"), pilihan=pilihan_wilayah)
    versi = IntegerField(widget=HiddenInput())


class PindahKKForm(Formulir):
    """Another family for one resident."""

    no_kk = MedanKK(_l("Nomor KK tujuan"), description=_l("KK terdaftar, atau nomor baru untuk pecah KK."))
    hubungan_keluarga = _kode("hubungan_keluarga", _l("Hubungan di KK tujuan"), wajib=True)
    wilayah_id = MedanPilihan(_l("Dusun, RW, RT"), pilihan=pilihan_wilayah, wajib=False,
                              kosong=_l("— seperti KK tujuan —"))
    versi = IntegerField(widget=HiddenInput())


class StatusForm(Formulir):
    """Death, departure, disappearance, or a correction."""

    status_dasar = MedanPilihan(_l("Status"), pilihan=lambda: [(str(k), n) for k,
                                                               n in referensi.pilihan("status_dasar")
                                                               if k != HIDUP])
    tanggal = MedanTanggal(_l("Tanggal kejadian"))
    catatan = MedanTeks(_l("Keterangan"), wajib=False, maks=200,
                        description=_l("Misalnya sebab meninggal, tujuan pindah, atau nomor surat."))
    versi = IntegerField(widget=HiddenInput())


class KeluargaForm(Formulir):
    """Number, address and place of a family."""

    no_kk = MedanKK(_l("Nomor KK yang benar"), wajib=False)
    alamat = MedanTeks(_l("Alamat"), wajib=False, maks=PANJANG["alamat"])
    wilayah_id = MedanPilihan(_l("Dusun, RW, RT"), pilihan=pilihan_wilayah)


class WilayahForm(Formulir):
    """One RT."""

    dusun = MedanTeks(_l("Dusun"), maks=PANJANG["dusun"])
    rw = MedanTeks(_l("RW"), wajib=False, maks=PANJANG["rw"], description=_l("Kosong bila desa tidak memakai RW."))
    rt = MedanTeks(_l("RT"), wajib=False, maks=PANJANG["rt"])


class ImporForm(Formulir):
    """A resident sheet."""

    berkas = MedanBerkas(_l("Lembar penduduk"), terima=".xlsx,.xlsm,.csv",
                         description=_l("Excel (.xlsx) paling besar 25 MB dan 60.000 baris, atau CSV."))


class TerapkanForm(Formulir):
    """Whether refused rows stop everything."""

    hanya_bila_bersih = MedanCentang(_l("Simpan hanya bila tidak ada baris yang ditolak"))
