"""Refusals of this area, as sentences for the person in front of the screen."""

from __future__ import annotations

from smartkampung.inti.galat import GalatDomain, TidakBoleh


class KeadaanSalah(GalatDomain):
    """The act is not possible in the present state."""

    pesan = (
        "Surat ini sudah “%(keadaan)s”, jadi tidak dapat %(tindakan)s. Muat ulang halaman untuk melihat yang terbaru."
    )


class PenandaSama(GalatDomain):
    """Who verified may not sign (two-person rule, criterion KPPT-3)."""

    pesan = "Surat %(nama)s Anda verifikasi sendiri, jadi harus ditandatangani orang lain."


class BukanPenandatangan(TidakBoleh):
    """This person signs nothing today."""

    pesan = "Hari ini Anda tidak tercatat sebagai penanda tangan. Periksa penugasan di halaman Akun."


class BukanPenandaPadaTanggal(TidakBoleh):
    """A back-dated letter by somebody who did not sign on that day."""

    pesan = "Pada %(tanggal)s Anda belum tercatat sebagai penanda tangan, jadi surat ini tidak dapat bertanggal itu."


class HarusKepala(GalatDomain):
    """A kind that only the head (or who stands in) signs."""

    pesan = "%(jenis)s hanya ditandatangani %(kepala)s atau Plt./Plh.-nya, tidak atas nama."


class WargaBelumDipilih(GalatDomain):
    """The request is not yet tied to a resident of the register."""

    pesan = "Pilih dulu warganya di buku induk. Data yang diisi pemohon belum dicocokkan."
    medan = "penduduk_id"


class WargaTidakAda(GalatDomain):
    """The chosen resident is not (any more) a living resident of the village."""

    pesan = "Warga ini tidak ditemukan sebagai penduduk yang masih aktif. Periksa status dasarnya di buku induk."
    medan = "penduduk_id"


class WargaTidakAktif(WargaTidakAda):
    """The resident died, moved, or was lost since the request came in."""

    pesan = "%(nama)s tercatat “%(status)s” di buku induk, jadi surat ini berhenti dulu. Betulkan, atau batalkan."


class BukanUntukWarga(GalatDomain):
    """A kind of letter that the resident's status, sex, or age rules out."""

    pesan = (
        "%(jenis)s hanya untuk warga yang %(untuk)s. Di buku induk %(nama)s tercatat “%(status)s”, umur %(umur)s tahun."
    )
    medan = "jenis"


class SyaratBelumLengkap(GalatDomain):
    """A required paper is missing."""

    pesan = "Belum dapat diteruskan: %(syarat)s belum diterima."
    medan = "syarat"


class IsianKurang(GalatDomain):
    """A required fact is missing or cannot be used."""

    pesan = "Isi dulu bagian “%(label)s”."


class TeleponKurang(GalatDomain):
    """A request by WhatsApp without the number it came from."""

    pesan = "Tulis nomor WhatsApp pemohon, supaya kabarnya dapat dikirim ke sana."
    medan = "telepon"


class PerluAlasan(GalatDomain):
    """An act that needs a reason came without one."""

    pesan = "Tulis alasannya, supaya pemohon tahu apa yang harus diperbaiki."
    medan = "alasan"


class JenisTidakAda(GalatDomain):
    """A kind of letter that does not exist or is switched off."""

    pesan = "Jenis surat ini tidak ada atau sedang tidak dilayani."
    status = 404


class TidakAdaSurat(GalatDomain):
    """No letter was chosen."""

    pesan = "Pilih paling sedikit satu surat."
    medan = "surat"


class BelumPunyaSertifikat(GalatDomain):
    """The signer has no valid certificate."""

    pesan = "Anda belum punya sertifikat yang berlaku. Buat dulu di halaman Sertifikat, atau pilih tanda tangan basah."
    medan = "cara"


class SertifikatBerakhir(GalatDomain):
    """The signer's own certificate is past its last day."""

    pesan = (
        "Sertifikat Anda berakhir %(sampai)s. Buat yang baru di halaman Sertifikat, atau terbitkan untuk tanda tangan "
        "basah."
    )
    medan = "cara"


class BelumDibaca(GalatDomain):
    """A batch holds letters whose preview this signer has not opened."""

    pesan = "Belum dibaca: %(surat)s. Buka pratinjaunya dulu, lalu tanda tangani."
    medan = "surat"


class SertifikatMasihBerlaku(GalatDomain):
    """A second certificate while the first is still good."""

    pesan = "Sertifikat Anda masih berlaku sampai %(sampai)s. Cabut dulu bila ingin membuat yang baru."
