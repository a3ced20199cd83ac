"""The one way out to the network: verified TLS, checked addresses, no redirects, plain words for faults.

The address is checked after the name was looked up and the connection goes to exactly that address, so a
name cannot point somewhere else a moment later.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from smartkampung.inti.konteks import pengaturan
from smartkampung.pengaturan import loopback

BATAS_JAWAB = 1024 * 1024
TENGGAT = 30.0
CA_TAMBAHAN = "ca-tambahan.pem"


class TidakTersambung(Exception):
    """The other side could not be reached, or the line was cut; `sebab` says it in plain words."""

    def __init__(self, sebab: str) -> None:
        self.sebab = sebab
        super().__init__(sebab)


@dataclass(frozen=True)
class Jawaban:
    """What the other side answered."""

    status: int
    kepala: dict[str, str]
    isi: bytes


def konteks_tls() -> ssl.SSLContext:
    """TLS that verifies the other side; an office with its own CA puts it into `kunci/ca-tambahan.pem`."""
    konteks = ssl.create_default_context()
    konteks.minimum_version = ssl.TLSVersion.TLSv1_2
    tambahan: Path = pengaturan().folder("kunci") / CA_TAMBAHAN
    if tambahan.is_file():
        konteks.load_verify_locations(cafile=str(tambahan))
    return konteks


def alamat_aman(host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
    """The addresses of a host that may be connected to; TidakTersambung when there is none.

    Link-local, multicast and reserved addresses are never allowed; private ones only where the instance
    says so (a village's own network), never on a shared server.
    """
    try:
        semua = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as galat:
        raise TidakTersambung(f"alamat {host} tidak ditemukan; periksa sambungan internet") from galat
    hasil: list[tuple[int, tuple[str, int]]] = [
        (int(keluarga), (str(tujuan[0]), port)) for keluarga, _, _, _, tujuan in semua if _boleh(str(tujuan[0]))]
    if not hasil:
        raise TidakTersambung(f"alamat {host} mengarah ke jaringan yang tidak dibolehkan")
    return hasil


def _boleh(alamat: str) -> bool:
    ip = ip_address(alamat.partition("%")[0])
    asli = getattr(ip, "ipv4_mapped", None) or ip
    if asli.is_link_local or asli.is_multicast or asli.is_unspecified:
        return False
    if asli.is_loopback or asli.is_private:
        return pengaturan().umpan_jaringan_privat
    return bool(asli.is_global)


def _sambung(host: str, port: int, tenggat: float) -> socket.socket:
    galat_terakhir: OSError | None = None
    for keluarga, tujuan in alamat_aman(host, port):
        soket = socket.socket(keluarga, socket.SOCK_STREAM)
        soket.settimeout(tenggat)
        try:
            soket.connect(tujuan)
            return soket
        except OSError as galat:
            soket.close()
            galat_terakhir = galat
    assert galat_terakhir is not None
    raise galat_terakhir


class _Biasa(http.client.HTTPConnection):
    timeout: float

    def connect(self) -> None:
        self.sock = _sambung(self.host, self.port, self.timeout)


class _Aman(_Biasa):
    default_port = 443

    def connect(self) -> None:
        soket = _sambung(self.host, self.port, self.timeout)
        self.sock = konteks_tls().wrap_socket(soket, server_hostname=self.host)


def kirim(alamat: str, data: bytes, kepala: dict[str, str]) -> Jawaban:
    """POST some bytes; TidakTersambung when no complete answer came."""
    return minta("POST", alamat, data, kepala)


def minta(
    cara: str, alamat: str, data: bytes | None, kepala: dict[str, str], *, tenggat: float = TENGGAT,
    batas: int = BATAS_JAWAB, polos_di_dalam: bool = False,
) -> Jawaban:  # fmt: skip
    """Send one request; TidakTersambung when no complete answer came within `tenggat` seconds.

    Plain http goes to this machine only, or with `polos_di_dalam` to an address of the office's own network.
    """
    bagian = urlsplit(alamat)
    host = bagian.hostname or ""
    if bagian.scheme != "https" and not (
        bagian.scheme == "http" and (loopback(host) or (polos_di_dalam and alamat_dalam(host)))
    ):
        raise TidakTersambung("alamatnya harus https")
    jenis = _Aman if bagian.scheme == "https" else _Biasa
    sambungan = jenis(host, bagian.port, timeout=tenggat)
    try:
        sambungan.request(cara, bagian.path or "/", body=data, headers=kepala)
        jawab = sambungan.getresponse()
        isi = jawab.read(batas)
        return Jawaban(jawab.status, {k.lower(): v for k, v in jawab.getheaders()}, isi)
    except (OSError, http.client.HTTPException) as galat:
        raise TidakTersambung(kata(galat, host, tenggat)) from galat
    finally:
        sambungan.close()


def alamat_dalam(host: str) -> bool:
    """Whether a host is written as an address of an office's own network (10.…, 172.16–31.…, 192.168.…)."""
    try:
        ip = ip_address(host)
    except ValueError:
        return False
    return ip.is_private and not ip.is_loopback and not ip.is_link_local


def kata(galat: BaseException, host: str, tenggat: float = TENGGAT) -> str:
    """A network fault in plain words."""
    if isinstance(galat, ssl.SSLCertVerificationError):
        return f"sertifikat {host} tidak sah, jadi tidak dikirimi apa pun"
    if isinstance(galat, ssl.SSLError):
        return f"sambungan aman ke {host} gagal dibuat"
    if isinstance(galat, ConnectionRefusedError):
        return f"{host} sedang tidak melayani"
    if isinstance(galat, TimeoutError):
        return f"{host} tidak menjawab dalam {tenggat:.0f} detik"
    if isinstance(galat, ConnectionError | http.client.HTTPException):
        return f"sambungan ke {host} terputus di tengah"
    return f"{host} belum dapat dijangkau; periksa sambungan internet"
