"""What the register refuses, in sentences for the officer."""

from __future__ import annotations

from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.penduduk.nik import Cela


class NomorTidakSah(GalatDomain):
    """A NIK or KK number that cannot be one."""

    def __init__(self, cela: Cela, medan: str) -> None:
        super().__init__(cela.pesan, medan=medan, **dict(cela.angka))


class NIKTerpakai(GalatDomain):
    """A living resident has this NIK already."""

    pesan = "NIK ini sudah dipakai %(nama)s, yang tercatat hidup. Periksa lagi kedua KTP-nya."
    medan = "nik"


class TanggalMasaDepan(GalatDomain):
    """A day that has not come yet."""

    pesan = "Tanggal ini ada di masa depan. Periksa tahunnya."


class TanggalTerbalik(GalatDomain):
    """Something happened before birth, or was reported before it happened."""

    pesan = "Tanggal ini lebih awal daripada tanggal lahir (%(lahir)s). Periksa lagi."


class TempatKosong(GalatDomain):
    """A new family needs a place."""

    pesan = "KK ini belum terdaftar. Pilih dusun, RW, dan RT tempat tinggalnya."
    medan = "wilayah_id"


class KelaminKosong(GalatDomain):
    """The sex is neither given nor told by a NIK."""

    pesan = "Isi jenis kelamin; NIK yang ada belum dapat menunjukkannya."
    medan = "jenis_kelamin"


class KKTerpakai(GalatDomain):
    """Another family has this number."""

    pesan = "Nomor KK ini milik keluarga %(nama)s. Pindahkan anggotanya lewat tombol Pindah KK."
    medan = "no_kk"


class SudahDiKeluargaIni(GalatDomain):
    """The target family is the present one."""

    pesan = "Warga ini sudah ada di KK itu."
    medan = "no_kk"


class BukanAnggota(GalatDomain):
    """The chosen person is no living member of the family."""

    pesan = "Kepala keluarga harus anggota KK ini yang masih hidup."
    medan = "penduduk_id"


class StatusTidakBerubah(GalatDomain):
    """The person has this status already."""

    pesan = "Status warga ini sudah %(status)s."
    medan = "status_dasar"


class WilayahAda(GalatDomain):
    """The place exists already."""

    pesan = "%(tempat)s sudah ada."
    medan = "rt"


class WilayahDipakai(GalatDomain):
    """Residents are registered at the place."""

    pesan = "%(tempat)s masih dipakai %(banyak)s warga. Pindahkan mereka lebih dulu."


class DataBentrok(Bentrok):
    """Somebody else saved this resident meanwhile."""

    pesan = "Data ini diubah %(oleh)s ketika Anda mengisi. Bandingkan dulu, lalu simpan lagi."


class ImporBukanUji(GalatDomain):
    """The sheet was applied or undone already."""

    pesan = "Berkas ini sudah diterapkan. Unggah lagi bila ada perubahan baru."


class ImporMasihTolak(GalatDomain):
    """All or nothing was asked for and some rows are refused."""

    pesan = ("Ada %(banyak)s baris yang ditolak, jadi tidak ada yang disimpan. Betulkan berkasnya, lalu unggah lagi.")


class ImporSudahBerubah(GalatDomain):
    """Residents of the batch were changed since, so the batch cannot be undone as a whole."""

    pesan = ("Impor ini tidak dapat dibatalkan lagi: %(banyak)s warga di dalamnya sudah diubah sesudahnya "
             "(antara lain %(nama)s).")


class ImporTerpakai(GalatDomain):
    """Other records point at residents the batch made."""

    pesan = "Impor ini tidak dapat dibatalkan lagi: warga barunya sudah dipakai, misalnya pada surat."
