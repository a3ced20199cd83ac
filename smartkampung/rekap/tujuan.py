"""Acts on destinations: save, switch off, join a kabupaten by a one-time code.

Joining proves both sides to each other without ever sending the code: each answer carries an HMAC made
with it, and from then on only public keys count.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import loopback
from smartkampung.rekap import paket
from smartkampung.rekap.models import HTTP, SUREL, KotakKeluar, TujuanRekap

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT_GABUNG = "smartkampung.gabung/1"
FORMAT_SAMBUT = "smartkampung.sambut/1"
JALUR_GABUNG = "/kotak-masuk/gabung"
BATAS_GABUNG = 64 * 1024  # bytes of a request to join, or of its answer
_SUREL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_BUKAN_KODE = re.compile(r"[^0-9A-Z]")


class AlamatSalah(GalatDomain):
    """An address the channel cannot use."""

    pesan = "Alamat ini belum dapat dipakai."
    medan = "alamat"


class NamaTujuanTerpakai(GalatDomain):
    """The name is taken."""

    pesan = "Sudah ada tujuan bernama %(nama)s. Pilih nama lain."
    medan = "nama"


class GagalGabung(GalatDomain):
    """The kabupaten did not take us, or is not who it says."""

    pesan = "Belum tergabung: %(sebab)s."
    medan = "kode"


class TujuanTerpakai(GalatDomain):
    """A destination with history cannot be deleted."""

    pesan = "Tujuan ini sudah pernah dipakai mengirim, jadi tidak dihapus. Nonaktifkan saja."


def rapikan_alamat(kanal: str, alamat: str) -> str:
    """The address as the channel uses it; AlamatSalah says what to write instead."""
    alamat = alamat.strip()
    if kanal == HTTP:
        bagian = urlsplit(alamat if "://" in alamat else f"https://{alamat}")
        if bagian.scheme not in ("http", "https") or not bagian.hostname or bagian.username or bagian.query:
            raise AlamatSalah("Tulis alamat aplikasi kabupaten, misalnya https://rekap.contoh.go.id.")
        if bagian.scheme == "http" and not loopback(bagian.hostname):
            raise AlamatSalah("Alamat harus diawali https:// supaya isi rekap tidak terbaca di jalan.")
        return f"{bagian.scheme}://{bagian.netloc}{bagian.path.rstrip('/')}"
    if kanal == SUREL:
        if not _SUREL.fullmatch(alamat):
            raise AlamatSalah("Tulis satu alamat surel lengkap, misalnya rekap@contoh.go.id.")
        return alamat
    return _rapikan_folder(alamat)


def _rapikan_folder(alamat: str) -> str:
    bebas = pengaturan().umpan_jaringan_privat  # a village's own computer, not a shared server
    jalur = Path(alamat)
    if jalur.is_absolute() and not bebas:
        raise AlamatSalah("Di server bersama, tulis nama folder saja, misalnya usb.")
    if ".." in jalur.parts or not alamat or "\0" in alamat:
        raise AlamatSalah("Tulis folder tujuan, misalnya E:\\rekap atau /media/usb/rekap.")
    if jalur.is_absolute() and jalur.resolve().is_relative_to(pengaturan().instance):
        raise AlamatSalah("Folder data program tidak dapat menjadi tujuan; pilih folder lain.")
    return alamat


def folder_tujuan(tujuan: TujuanRekap) -> Path:
    """Where a folder destination is on this machine; a bare name lies under the instance's `kirim`."""
    jalur = Path(tujuan.alamat)
    return jalur if jalur.is_absolute() else pengaturan().folder("kirim") / jalur


def simpan_tujuan(tujuan: TujuanRekap | None, *, nama: str, kanal: str, alamat: str, aktif: bool = True,
                  bertanda_terima: bool = True, oleh: Pengguna | None = None) -> TujuanRekap:
    """Make or change a destination; another address of a kabupaten must be joined anew."""
    alamat = rapikan_alamat(kanal, alamat)
    kembar = db.session.scalar(db.select(TujuanRekap).where(db.func.lower(TujuanRekap.nama) == nama.lower()))
    if kembar is not None and kembar is not tujuan:
        raise NamaTujuanTerpakai(nama=nama)
    if tujuan is None:
        tujuan = TujuanRekap(kanal=kanal)
        db.session.add(tujuan)
    elif kanal == HTTP and tujuan.alamat != alamat:
        tujuan.kunci_penerima = tujuan.kode_penerima = tujuan.nama_penerima = ""
        tujuan.tergabung_pada = None
    tujuan.nama, tujuan.alamat, tujuan.aktif = nama, alamat, aktif
    tujuan.kanal, tujuan.bertanda_terima = kanal, bertanda_terima or kanal == HTTP
    db.session.flush()
    catat("rekap.tujuan_disimpan", oleh=oleh, objek=("tujuan_rekap", tujuan.id), nama=nama, kanal=kanal,
          aktif=aktif)
    return tujuan


def hapus_tujuan(tujuan: TujuanRekap, *, oleh: Pengguna | None = None) -> None:
    """Forget a destination nothing was ever queued for."""
    if db.session.scalar(db.select(KotakKeluar.id).filter_by(tujuan_id=tujuan.id).limit(1)):
        raise TujuanTerpakai()
    catat("rekap.tujuan_dihapus", oleh=oleh, objek=("tujuan_rekap", tujuan.id), nama=tujuan.nama)
    db.session.delete(tujuan)
    db.session.flush()


# --- joining ------------------------------------------------------------------------------------------

def rapikan_kode(kode: str) -> str:
    """A typed code without dashes and blanks, letters that look like digits read as digits."""
    return _BUKAN_KODE.sub("", kode.upper().translate(str.maketrans("OIL", "011")))


def bukti(kode: str, isi: dict[str, Any]) -> str:
    """The HMAC that proves knowledge of the code for one content."""
    return hmac.new(rapikan_kode(kode).encode(), paket.kanonik(isi), hashlib.sha256).hexdigest()


def permohonan_gabung(kode: str, rahasia: Ed25519PrivateKey | None = None) -> bytes:
    """What the village sends to join: who it is, its public key, and the two proofs."""
    p = profil()
    isi = {"format": FORMAT_GABUNG, "kunci_publik": kunci.kunci_publik(rahasia), "pada": sekarang().isoformat(),
           "desa": {"kode": p.kode, "nama": p.nama, "kecamatan": p.kecamatan, "kabupaten": p.kabupaten,
                    "provinsi": p.provinsi}}
    return paket.kanonik({"bukti": bukti(kode, isi), "paket": paket.bungkus(isi, rahasia)})


def baca_sambutan(data: bytes, kode: str) -> dict[str, Any]:
    """The kabupaten's answer, proved by the code and its own signature; GagalGabung says why not."""
    try:
        jawab = json.loads(data)
        isi = paket.buka(paket.kanonik(jawab["paket"]))["isi"]
        sah = (isi["format"] == FORMAT_SAMBUT and isi["desa"] == profil().kode
               and hmac.compare_digest(bukti(kode, isi), str(jawab["bukti"]))
               and paket.tanda_cocok(jawab["paket"], isi["kunci_publik"]))
    except (ValueError, KeyError, TypeError, GalatDomain) as galat:
        raise GagalGabung(sebab="jawaban kabupaten tidak terbaca", medan="berkas") from galat
    if not sah:
        raise GagalGabung(sebab="jawaban itu bukan dari kabupaten yang membuat kode ini")
    return dict(isi)


def catat_gabung(tujuan: TujuanRekap, isi: dict[str, Any], *, oleh: Pengguna | None = None) -> None:
    """Keep the kabupaten's key."""
    tujuan.kunci_penerima = isi["kunci_publik"]
    tujuan.nama_penerima, tujuan.kode_penerima = str(isi["nama"])[:120], str(isi["kode"])[:13]
    tujuan.tergabung_pada, tujuan.aktif = sekarang(), True
    db.session.flush()
    catat("rekap.tujuan_tergabung", oleh=oleh, objek=("tujuan_rekap", tujuan.id), nama=tujuan.nama,
          penerima=tujuan.nama_penerima, kunci=kunci.sidik_kunci(tujuan.kunci_penerima))


def penerima_dikenal() -> dict[str, str]:
    """Short name -> public key of every kabupaten this village has joined."""
    semua = db.session.scalars(db.select(TujuanRekap.kunci_penerima).where(TujuanRekap.kunci_penerima != ""))
    return {kunci.sidik_kunci(k): k for k in semua}
