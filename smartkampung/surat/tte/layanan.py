"""The village's e-sign client service: settings, and the signer made from them for one batch."""

from __future__ import annotations

from urllib.parse import urlsplit

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.bsre import Layanan, Rahasia, SignerBSrE, uji_sambungan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.jaringan import alamat_dalam
from smartkampung.inti.rahasia import buka, segel
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import loopback
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.tte.models import LayananTTE


class AlamatBSrESalah(GalatDomain):
    """An address the program may not send a passphrase to."""

    pesan = "Tulis alamat layanan, misalnya https://esign.kabupaten.go.id atau http://10.1.2.3."
    medan = "alamat"


class PerluSandi(GalatDomain):
    """A first set-up without the password."""

    pesan = "Isi kata sandi aplikasi yang diberikan pengelola layanan."
    medan = "sandi"


class BSrEBelumDiatur(GalatDomain):
    """Nobody has set the service up."""

    pesan = "Layanan BSrE belum diatur atau sedang dimatikan."


def layanan_tte() -> LayananTTE | None:
    """The settings, or None before anybody made them."""
    return db.session.get(LayananTTE, 1)


def layanan_aktif() -> LayananTTE | None:
    """The service that signs now, or None."""
    isi = layanan_tte()
    return isi if isi is not None and isi.aktif else None


def buka_layanan(isi: LayananTTE) -> Layanan:
    """The settings with the password opened, for one use."""
    return Layanan(isi.versi, isi.alamat, isi.pengguna, buka(isi.sandi), isi.tampak, isi.tenggat)


def atur_layanan(
    *, aktif: bool, versi: str, alamat: str, pengguna: str, sandi: str, tampak: bool, tenggat: int, oleh: Pelaku
) -> LayananTTE:
    """Keep the settings; an empty password keeps the one there is."""
    periksa_izin(oleh, "surat.atur")
    isi = layanan_tte()
    if isi is None and not sandi:
        raise PerluSandi()
    isi = isi or LayananTTE(id=1)
    isi.aktif, isi.versi, isi.alamat, isi.pengguna = aktif, versi, rapikan_alamat(alamat), pengguna
    isi.tampak, isi.tenggat, isi.diubah_pada = tampak, tenggat, sekarang()
    if sandi:
        isi.sandi = segel(sandi)
    db.session.add(isi)
    db.session.flush()
    if aktif:
        catat("surat.layanan_tte_disimpan", oleh=oleh, versi=versi, alamat=isi.alamat)
    else:
        catat("surat.layanan_tte_dimatikan", oleh=oleh)
    return isi


def rapikan_alamat(alamat: str) -> str:
    """The address as it is asked; plain http only inside this machine or the office's own network."""
    bagian = urlsplit(alamat.strip() if "://" in alamat else f"https://{alamat.strip()}")
    host = bagian.hostname or ""
    if bagian.scheme not in ("http", "https") or not host or bagian.username or bagian.query or bagian.fragment:
        raise AlamatBSrESalah()
    if bagian.scheme == "http" and not (loopback(host) or alamat_dalam(host)):
        raise AlamatBSrESalah(
            "Lewat internet alamatnya harus https://, supaya frasa sandi tidak terbaca di jalan. http:// hanya untuk "
            "alamat di jaringan kantor, misalnya http://10.1.2.3."
        )
    return f"{bagian.scheme}://{bagian.netloc}{bagian.path.rstrip('/')}"


def polos(isi: LayananTTE) -> bool:
    """Whether passphrases cross a network in plain text."""
    bagian = urlsplit(isi.alamat)
    return bagian.scheme == "http" and not loopback(bagian.hostname or "")


def uji(isi: LayananTTE) -> None:
    """Log in to the service; GalatBSrE says what is wrong."""
    uji_sambungan(buka_layanan(isi))


def signer_bsre(rahasia: Rahasia) -> SignerBSrE:
    """The signer for one batch; BSrEBelumDiatur when there is no service."""
    isi = layanan_aktif()
    if isi is None:
        raise BSrEBelumDiatur()
    return SignerBSrE(buka_layanan(isi), rahasia)
