"""The settings of one instance: `desa.toml` in the instance folder, overridden by the environment.

`Pengaturan.muat` refuses to start on settings it cannot trust and lists every fault in plain words.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from smartkampung import lokasi

NAMA_BERKAS = "desa.toml"
AWALAN_ENV = "SMARTKAMPUNG_"


class PengaturanSalah(Exception):
    """The settings cannot be used; `daftar` says why, one sentence each."""

    def __init__(self, daftar: list[str]) -> None:
        self.daftar = daftar
        super().__init__("Pengaturan belum dapat dipakai:\n" + "\n".join(f"- {k}" for k in daftar))


@dataclass(frozen=True)
class Surel:
    """The SMTP account recaps leave by."""

    peladen: str = ""
    port: int = 587
    keamanan: str = "starttls"  # starttls | tls | tanpa (loopback only)
    pengguna: str = ""
    sandi: str = ""
    pengirim: str = ""


@dataclass(frozen=True)
class Pengaturan:
    """Everything an app needs to know before it opens its database."""

    instance: Path
    mode: str = "desa"
    basis_data: str = ""
    alamat_publik: str = "http://127.0.0.1:8000"
    lapis_proksi: int = 0
    demo: bool = False
    demo_terbuka: bool = False
    sesi_diam_menit: int = 30
    sesi_mutlak_jam: int = 12
    totp_wajib: bool = True
    umpan_jaringan_privat: bool = True
    surel: Surel = field(default_factory=Surel)
    uji: bool = False

    @classmethod
    def muat(cls, instance: Path | None = None, **lain: Any) -> Pengaturan:
        """Read the settings of an instance folder; PengaturanSalah lists what is wrong."""
        folder = (instance or lokasi.folder_instance()).expanduser().resolve()
        berkas = folder / NAMA_BERKAS
        isi: dict[str, Any] = {}
        if berkas.is_file():
            try:
                isi = tomllib.loads(berkas.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as galat:
                raise PengaturanSalah([f"{NAMA_BERKAS} tidak terbaca: {galat}."]) from galat
        surel = isi.pop("surel", {})
        salah = _nama_asing(cls, isi, "") + _nama_asing(Surel, surel, "surel.")
        if salah:
            raise PengaturanSalah(salah)
        dasar = cls(instance=folder, surel=Surel(**surel), **isi)
        siap = replace(dasar, **{**_dari_lingkungan(), **lain})
        siap.periksa()
        return siap

    def periksa(self) -> None:
        """Raise PengaturanSalah with every fault, or return."""
        salah = [pesan for benar, pesan in self._syarat() if not benar]
        if salah:
            raise PengaturanSalah(salah)

    def _syarat(self) -> list[tuple[bool, str]]:
        alamat = urlsplit(self.alamat_publik)
        return [
            (self.mode in ("desa", "kabupaten"), "mode harus \"desa\" atau \"kabupaten\"."),
            (alamat.scheme in ("http", "https") and bool(alamat.hostname),
             "alamat_publik harus diawali http:// atau https://."),
            (alamat.scheme == "https" or loopback(alamat.hostname or "") or self.lapis_proksi == 0,
             "alamat_publik di belakang proksi harus https."),
            (5 <= self.sesi_diam_menit <= 240, "sesi_diam_menit harus antara 5 dan 240."),
            (1 <= self.sesi_mutlak_jam <= 24, "sesi_mutlak_jam harus antara 1 dan 24."),
            (self.basis_data == "" or self.basis_data.startswith(("sqlite:///", "postgresql+psycopg://")),
             "basis_data harus kosong, sqlite:///…, atau postgresql+psycopg://…"),
            (self.surel.keamanan in ("starttls", "tls") or loopback(self.surel.peladen),
             "surel.keamanan \"tanpa\" hanya boleh untuk peladen di komputer ini."),
        ]

    @property
    def uri_basis_data(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.basis_data or f"sqlite:///{self.instance / 'desa.sqlite3'}"

    @property
    def sqlite(self) -> Path | None:
        """The SQLite file, or None on PostgreSQL."""
        uri = self.uri_basis_data
        return Path(uri.removeprefix("sqlite:///")) if uri.startswith("sqlite:///") else None

    def folder(self, nama: str) -> Path:
        """A folder of the instance (`unggahan`, `cadangan`, `kunci`), made when it is missing."""
        tempat = self.instance / nama
        tempat.mkdir(parents=True, exist_ok=True, mode=0o700)
        return tempat

    def kunci_rahasia(self) -> str:
        """The secret that signs cookies: made once, in a file only the owner reads."""
        berkas = self.folder("kunci") / "rahasia"
        if not berkas.exists():
            tulis_rahasia(berkas, secrets.token_urlsafe(48).encode())
        return berkas.read_text(encoding="ascii").strip()


def tulis_rahasia(berkas: Path, isi: bytes) -> None:
    """Write a secret file whole or not at all, readable by its owner only."""
    sementara = berkas.with_suffix(".baru")
    pegangan = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(pegangan, "wb") as f:
        f.write(isi)
        f.flush()
        os.fsync(f.fileno())
    sementara.replace(berkas)


def loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _nama_asing(kelas: type, isi: dict[str, Any], awalan: str) -> list[str]:
    kenal = {f.name for f in fields(kelas)} - {"instance", "uji"}
    return [f"{awalan}{nama} tidak dikenal." for nama in isi if nama not in kenal]


def _dari_lingkungan() -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for nama, jenis in (("basis_data", str), ("alamat_publik", str), ("mode", str), ("lapis_proksi", int)):
        nilai = os.environ.get(AWALAN_ENV + nama.upper())
        if nilai:
            try:
                hasil[nama] = jenis(nilai)
            except ValueError as galat:
                raise PengaturanSalah([f"{AWALAN_ENV}{nama.upper()} bukan angka."]) from galat
    return hasil
