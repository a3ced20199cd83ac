"""Acts on accounts: log in, second factor, create, change, assign, switch off."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sqlalchemy import delete, func, update

from smartkampung.akun import sandi as kripto
from smartkampung.akun.models import DEFINITIF, KodePemulihan, Pengguna, Penugasan
from smartkampung.akun.peran import semua_peran
from smartkampung.akun.sesi import Perangkat, akhiri_semua
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi_pendek
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa, keadaan, pengaturan
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan, lupakan_percobaan
from smartkampung.inti.rahasia import buka, segel
from smartkampung.inti.tanggal import sekarang

_NAMA_PENGGUNA = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
BEBAS_MENCOBA, JENDELA = 5, timedelta(hours=1)
TAHAN = timedelta(seconds=30)


class GagalMasuk(GalatDomain):
    """Wrong name or password; the same sentence for both."""

    pesan = "Nama pengguna atau kata sandi tidak cocok."


class KodeSalah(GalatDomain):
    """Wrong or already used second factor."""

    pesan = "Kode tidak cocok. Lihat lagi aplikasi autentikator, atau pakai satu kode pemulihan."
    medan = "kode"


class NamaTerpakai(GalatDomain):
    """The user name is taken."""

    pesan = "Nama pengguna %(nama)s sudah dipakai. Pilih nama lain."
    medan = "nama_pengguna"


class NamaPenggunaSalah(GalatDomain):
    """The user name has letters that cannot be used."""

    pesan = "Nama pengguna: 3–40 huruf kecil, angka, titik, atau garis; diawali huruf atau angka."
    medan = "nama_pengguna"


class SandiLamaSalah(GalatDomain):
    """The present password was typed wrongly."""

    pesan = "Kata sandi yang sekarang tidak cocok."
    medan = "sandi_lama"


class PenugasanSalah(GalatDomain):
    """An assignment that cannot be."""

    pesan = "Penugasan ini tidak dapat disimpan."


class AdminTerakhir(GalatDomain):
    """Nobody would be left who can manage accounts."""

    pesan = "Ini satu-satunya admin. Tunjuk admin lain dulu."


# --- logging in -----------------------------------------------------------------------------------

def _kunci_masuk(nama: str, alamat: str) -> tuple[str, str]:
    return f"masuk:akun:{nama[:60]}", f"masuk:ip:{alamat[:60]}"


def periksa_masuk(nama_pengguna: str, sandi: str, perangkat: Perangkat) -> Pengguna:
    """The account when name and password fit; GagalMasuk or TerlaluSering otherwise.

    Takes no database lock while it hashes, and the same time whether the account exists or not.
    """
    nama = nama_pengguna.strip().lower()
    kunci = _kunci_masuk(nama, perangkat.alamat)
    boleh_mencoba(*kunci)
    pengguna = db.session.scalar(db.select(Pengguna).filter_by(nama_pengguna=nama))
    if not kripto.cocok(pengguna.kata_sandi if pengguna and pengguna.aktif else None, sandi):
        _catat_gagal(kunci, nama, perangkat)
        raise GagalMasuk()
    assert pengguna is not None
    lupakan_percobaan(kunci[0])
    return pengguna


def _catat_gagal(kunci: tuple[str, str], nama: str, perangkat: Perangkat) -> None:
    catat_percobaan(kunci[0], bebas=BEBAS_MENCOBA, jendela=JENDELA, tahan=TAHAN)
    catat_percobaan(kunci[1], bebas=BEBAS_MENCOBA * 4, jendela=JENDELA, tahan=TAHAN)
    kenal = _NAMA_PENGGUNA.fullmatch(nama) and not nama.isdecimal()
    with transaksi_pendek() as sesi:
        catat("akun.gagal_masuk", sesi=sesi, nama=nama if kenal else "(bukan nama pengguna)",
              alamat=perangkat.alamat)


def periksa_kode(pengguna: Pengguna, kode: str, perangkat: Perangkat) -> None:
    """Accept a TOTP code (each step once) or a recovery code (each once); KodeSalah otherwise."""
    kunci = f"kode:akun:{pengguna.id}"
    boleh_mencoba(kunci)
    bersih = kripto.rapikan_kode(kode)
    langkah = kripto.totp_langkah(buka(pengguna.totp), bersih) if pengguna.totp else None
    if langkah is not None and langkah > pengguna.totp_terpakai:
        with transaksi_pendek() as sesi:
            sesi.execute(update(Pengguna).where(Pengguna.id == pengguna.id).values(totp_terpakai=langkah))
    elif not _pakai_pemulihan(pengguna, bersih):
        catat_percobaan(kunci, bebas=BEBAS_MENCOBA, jendela=JENDELA, tahan=TAHAN)
        raise KodeSalah()
    lupakan_percobaan(kunci)


def _pakai_pemulihan(pengguna: Pengguna, kode: str) -> bool:
    if len(kode) != 8:
        return False
    with transaksi_pendek() as sesi:
        hasil = sesi.execute(
            update(KodePemulihan).where(KodePemulihan.pengguna_id == pengguna.id,
                                        KodePemulihan.hash == kripto.ringkas(kode),
                                        KodePemulihan.dipakai_pada.is_(None))
            .values(dipakai_pada=sekarang()))
        if hasil.rowcount != 1:  # type: ignore[attr-defined]
            return False
        sisa = sesi.scalar(db.select(func.count()).select_from(KodePemulihan)
                           .where(KodePemulihan.pengguna_id == pengguna.id,
                                  KodePemulihan.dipakai_pada.is_(None)))
        catat("akun.kode_pemulihan_dipakai", oleh=pengguna, sesi=sesi, sisa=sisa)
    return True


def pasang_totp(pengguna: Pengguna, rahasia: str, kode: str) -> list[str]:
    """Turn the second factor on after a first right code; returns the recovery codes, shown once."""
    langkah = kripto.totp_langkah(rahasia, kripto.rapikan_kode(kode))
    if langkah is None:
        raise KodeSalah("Kode tidak cocok. Periksa jam telepon, lalu ketik kode yang tampil sekarang.")
    pengguna.totp, pengguna.totp_terpakai = segel(rahasia), langkah
    kode_baru = kripto.kode_pemulihan_baru()
    db.session.execute(delete(KodePemulihan).where(KodePemulihan.pengguna_id == pengguna.id))
    db.session.add_all(KodePemulihan(pengguna_id=pengguna.id, hash=kripto.ringkas(kripto.rapikan_kode(k)))
                       for k in kode_baru)
    akhiri_semua(pengguna.id, kecuali=pengguna.sesi_id)
    catat("akun.totp_dipasang", oleh=pengguna, objek=("pengguna", pengguna.id))
    return kode_baru


def lepas_totp(pengguna: Pengguna, *, oleh: Pengguna | None) -> None:
    """Take the second factor off (lost phone, or not wanted where it is not required)."""
    pengguna.totp = None
    db.session.execute(delete(KodePemulihan).where(KodePemulihan.pengguna_id == pengguna.id))
    akhiri_semua(pengguna.id, kecuali=oleh.sesi_id if oleh and oleh.id == pengguna.id else 0)
    catat("akun.totp_dilepas", oleh=oleh, objek=("pengguna", pengguna.id), nama=pengguna.nama)


# --- accounts -------------------------------------------------------------------------------------

def buat_pengguna(nama_pengguna: str, nama: str, *, oleh: Pengguna | None, sandi: str | None = None,
                  nip: str = "", ganti_sandi: bool = True, hash_sandi: str | None = None
                  ) -> tuple[Pengguna, str | None]:
    """Create an account; without a password a temporary one is made and returned, to be changed at once."""
    nama_pengguna = nama_pengguna.strip().lower()
    if not _NAMA_PENGGUNA.fullmatch(nama_pengguna) or nama_pengguna.isdecimal():
        raise NamaPenggunaSalah()
    if db.session.scalar(db.select(Pengguna.id).filter_by(nama_pengguna=nama_pengguna)):
        raise NamaTerpakai(nama=nama_pengguna)
    sementara = None
    if hash_sandi is None:
        if sandi is None:
            sandi = sementara = kripto.sandi_sementara()
        else:
            kripto.periksa_kuat(sandi, nama_pengguna=nama_pengguna)
        hash_sandi = kripto.buat_hash(sandi)
    pengguna = Pengguna(nama_pengguna=nama_pengguna, nama=nama, nip=nip, kata_sandi=hash_sandi,
                        ganti_sandi=ganti_sandi, dibuat_pada=sekarang())
    db.session.add(pengguna)
    db.session.flush()
    catat("akun.pengguna_dibuat", oleh=oleh, objek=("pengguna", pengguna.id), nama=nama)
    return pengguna, sementara


def ubah_pengguna(pengguna: Pengguna, *, nama: str, nip: str, oleh: Pengguna) -> None:
    """Correct the name or NIP."""
    apa = [k for k, lama, baru in (("nama", pengguna.nama, nama), ("NIP", pengguna.nip, nip)) if lama != baru]
    pengguna.nama, pengguna.nip = nama, nip
    if apa:
        catat("akun.pengguna_diubah", oleh=oleh, objek=("pengguna", pengguna.id), nama=nama, apa=", ".join(apa))


def ganti_sandi(pengguna: Pengguna, lama: str, baru: str) -> None:
    """Change one's own password; all other sessions end."""
    if not kripto.cocok(pengguna.kata_sandi, lama):
        raise SandiLamaSalah()
    kripto.periksa_kuat(baru, nama_pengguna=pengguna.nama_pengguna)
    pengguna.kata_sandi, pengguna.ganti_sandi = kripto.buat_hash(baru), False
    akhiri_semua(pengguna.id, kecuali=pengguna.sesi_id)
    catat("akun.sandi_diubah", oleh=pengguna, objek=("pengguna", pengguna.id))


def setel_sandi(pengguna: Pengguna, *, oleh: Pengguna | None) -> str:
    """Give a temporary password for somebody who forgot theirs; the second factor stays."""
    sementara = kripto.sandi_sementara()
    pengguna.kata_sandi, pengguna.ganti_sandi = kripto.buat_hash(sementara), True
    akhiri_semua(pengguna.id)
    catat("akun.sandi_disetel", oleh=oleh, objek=("pengguna", pengguna.id), nama=pengguna.nama)
    return sementara


def aktifkan(pengguna: Pengguna, aktif: bool, *, oleh: Pengguna) -> None:
    """Switch an account on or off; off ends its sessions at once."""
    if not aktif:
        _pastikan_admin_lain(pengguna)
        akhiri_semua(pengguna.id)
    pengguna.aktif = aktif
    nama_peristiwa = "akun.pengguna_diaktifkan" if aktif else "akun.pengguna_dinonaktifkan"
    catat(nama_peristiwa, oleh=oleh, objek=("pengguna", pengguna.id), nama=pengguna.nama)


# --- assignments ----------------------------------------------------------------------------------

def tugaskan(pengguna: Pengguna, peran: str, *, mulai: date, oleh: Pengguna | None, sampai: date | None = None,
             sifat: str = DEFINITIF, nomor_sk: str = "", cakupan: str = "") -> Penugasan:
    """Give a role from a day to a day. Plt. and Plh. need an end date and an SK number."""
    ketentuan = semua_peran().get(peran)
    if ketentuan is None or ketentuan.mode != pengaturan().mode:
        raise PenugasanSalah("Peran ini tidak ada di aplikasi ini.", medan="peran")
    if sampai is not None and sampai < mulai:
        raise PenugasanSalah("Tanggal selesai lebih awal daripada tanggal mulai.", medan="sampai")
    if sifat != DEFINITIF and (sampai is None or not nomor_sk):
        raise PenugasanSalah("Plt. dan Plh. memerlukan tanggal selesai dan nomor SK.",
                             medan="nomor_sk" if sampai else "sampai")
    if ketentuan.butuh_cakupan and not cakupan:
        raise PenugasanSalah("Isi kode kecamatan yang diawasinya.", medan="cakupan")
    bentrok = [p for p in pengguna.penugasan if p.peran == peran and p.cakupan == cakupan
               and (p.sampai is None or p.sampai >= mulai) and (sampai is None or p.mulai <= sampai)]
    if bentrok:
        raise PenugasanSalah("%(nama)s sudah memegang peran ini pada tanggal itu.", nama=pengguna.nama,
                             medan="mulai")
    tugas = Penugasan(pengguna=pengguna, peran=peran, sifat=sifat, mulai=mulai, sampai=sampai,
                      nomor_sk=nomor_sk, cakupan=cakupan)
    db.session.add(tugas)
    db.session.flush()
    akhiri_semua(pengguna.id, kecuali=oleh.sesi_id if oleh and oleh.id == pengguna.id else 0)
    catat("akun.penugasan_dibuat", oleh=oleh, objek=("pengguna", pengguna.id), nama=pengguna.nama,
          peran=ketentuan.nama, sifat=sifat, mulai=mulai)
    return tugas


def akhiri_penugasan(tugas: Penugasan, sampai: date, *, oleh: Pengguna) -> None:
    """End an assignment on a day; sessions end, so the change holds at once."""
    if sampai < tugas.mulai:
        raise PenugasanSalah("Tanggal selesai lebih awal daripada tanggal mulai.", medan="sampai")
    if sampai < hari_desa() + timedelta(days=1) and tugas.peran in ("admin", "admin_kabupaten"):
        _pastikan_admin_lain(tugas.pengguna)
    tugas.sampai = sampai
    akhiri_semua(tugas.pengguna_id, kecuali=oleh.sesi_id if oleh.id == tugas.pengguna_id else 0)
    catat("akun.penugasan_diakhiri", oleh=oleh, objek=("pengguna", tugas.pengguna_id),
          nama=tugas.pengguna.nama, peran=semua_peran()[tugas.peran].nama, sampai=sampai)


def _pastikan_admin_lain(pengguna: Pengguna) -> None:
    kelola = {k for k, izin in keadaan().izin_peran.items() if "akun.kelola" in izin}
    hari = hari_desa()
    lain = db.session.scalar(
        db.select(func.count()).select_from(Penugasan).join(Pengguna)
        .where(Penugasan.peran.in_(kelola), Pengguna.id != pengguna.id, Pengguna.aktif,
               Penugasan.mulai <= hari, db.or_(Penugasan.sampai.is_(None), Penugasan.sampai >= hari)))
    if not lain and pengguna.punya_izin("akun.kelola"):
        raise AdminTerakhir()


def ada_pengguna() -> bool:
    """Whether the instance has been set up."""
    return db.session.scalar(db.select(Pengguna.id).limit(1)) is not None
