"""Makers for letters: a resident, a request, a signed letter, a certificate."""

from __future__ import annotations

from datetime import date
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tte import SignerTanpa
from smartkampung.penduduk.models import Penduduk, Wilayah
from smartkampung.penduduk.services import tambah
from smartkampung.surat import permohonan, sertifikat, services, terbit
from smartkampung.surat.jenis import muat_jenis
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import BerkasPermohonan
from tests.pabrik import isi_desa, isi_pengguna

FRASA = "kopi pahit tanpa gula"
LENGKAP = frozenset({"ktp", "kk", "foto_usaha", "foto_rumah", "bukti_tinggal", "pengantar_rt"})
ISIAN = {
    "keterangan-usaha": {
        "nama_usaha": "Warung Kopi Mbah Karto",
        "jenis_usaha": "Makanan dan minuman",
        "berdiri_sejak": 2014,
        "keperluan": "pengajuan kredit usaha rakyat",
    },
    "keterangan-domisili": {"keperluan": "pembukaan rekening bank", "tinggal_sejak": date(2019, 3, 1)},
    "keterangan-tidak-mampu": {
        "untuk": "beasiswa atau keringanan biaya sekolah",
        "keperluan": "keringanan uang kuliah",
        "tanggungan": 3,
    },
}


def orang(nama_pengguna: str) -> Pengguna:
    return db.session.scalars(db.select(Pengguna).filter_by(nama_pengguna=nama_pengguna)).one()


def buat_kantor_kecil() -> None:
    """Village, kinds, and the accounts that letters need, in the present transaction."""
    isi_desa()
    muat_jenis()
    for nama, peran in (("kades", "kepala_desa"), ("sekdes", "sekretaris"), ("operator", "operator")):
        isi_pengguna(nama, peran)


def buat_warga(nama: str = "Sutrisno bin Karto", nik: str = "9901012005790007", **ubah: Any) -> Penduduk:
    zona()
    tempat = db.session.scalars(db.select(Wilayah)).first()
    if tempat is None:
        tempat = Wilayah(dusun="Krajan", rw="001", rt="003")
        db.session.add(tempat)
        db.session.flush()
    isi = {
        "nama": nama,
        "nik": nik,
        "no_kk": "9901012005790001",
        "wilayah_id": tempat.id,
        "jenis_kelamin": 1,
        "tempat_lahir": "Tirtawangi",
        "tanggal_lahir": date(1979, 5, 20),
        "agama": 1,
        "pekerjaan": 88,
        "status_kawin": 2,
        "hubungan_keluarga": 1,
        "warganegara": 1,
    }
    return tambah(isi | ubah, oleh=None)


def buat_permohonan(warga: Penduduk, jenis: str = "keterangan-usaha", **isian: Any) -> Surat:
    return permohonan.ajukan_di_loket(
        jenis, warga.id, ISIAN[jenis] | isian, BerkasPermohonan(LENGKAP), oleh=orang("operator")
    )


def buat_siap_ttd(warga: Penduduk, jenis: str = "keterangan-usaha", **isian: Any) -> Surat:
    surat = buat_permohonan(warga, jenis, **isian)
    services.verifikasi(surat, oleh=orang("operator"))
    return surat


def buat_terbit(warga: Penduduk, jenis: str = "keterangan-usaha", signer: Any = None, **isian: Any) -> Surat:
    surat = buat_siap_ttd(warga, jenis, **isian)
    terbit.tanda_tangani([surat.id], oleh=orang("kades"), signer=signer or SignerTanpa())
    return surat


def buat_sertifikat_kades() -> None:
    kades = orang("kades")
    sertifikat.simpan_sertifikat(sertifikat.siapkan_sertifikat(kades.nama, FRASA), oleh=kades)
