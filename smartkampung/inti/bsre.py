"""BSrE: signing through the e-sign client service an office runs, version 1 and version 2 of its contract.

The service is asked with HTTP Basic; the signer's NIK and passphrase (or one-time code) are given at each call,
live in memory only, and never reach a log, a row, or an address of ours. Every refusal becomes one sentence.
Sources: OpenSID/E-Sign-BSrE (version 1 paths and fields), public integrations that agree with each other
(version 2); the official document was seen as a table of contents only, so field names are marked [M] in
docs/regulasi.md.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from smartkampung.inti import jaringan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tte import isi_sama, periksa

LABEL_BSRE = "sertifikat elektronik BSrE"
KAKI_BSRE = (
    "UU ITE Pasal 5 ayat (1): Informasi Elektronik dan/atau Dokumen Elektronik dan/atau hasil cetaknya merupakan "
    "alat bukti hukum yang sah.",
    "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE.",
)
TENGGAT_PERIKSA = 15.0
BATAS_PDF = 20 * 1024 * 1024
FRASA, TOTP = "frasa", "totp"


class GalatBSrE(GalatDomain):
    """The service did not sign. `umum`: the next letter of the batch would meet the same."""

    pesan = "Layanan BSrE menolak: %(sebab)s. Nomor surat tetap; coba lagi nanti."
    umum = True


class TidakTerhubung(GalatBSrE):
    """The service could not be reached, or did not answer in time."""

    pesan = "Layanan BSrE belum menjawab: %(sebab)s. Nomor surat tetap; coba lagi nanti."


class KredensialDitolak(GalatBSrE):
    """HTTP 401: the office's own user name or password."""

    pesan = "Layanan BSrE menolak nama pengguna atau kata sandi aplikasi. Minta admin memeriksa pengaturan BSrE."


class RahasiaSalah(GalatBSrE):
    """The passphrase or one-time code is wrong."""

    pesan = "Frasa sandi (passphrase) atau kode BSrE salah. Ketik lagi; beberapa kali salah dapat mengunci akun BSrE."
    medan = "frasa"


class PenandaTidakDikenal(GalatBSrE):
    """BSrE does not know this NIK."""

    pesan = "NIK ini belum terdaftar di BSrE. Periksa angkanya, atau daftar dulu lewat Kominfo kabupaten."
    medan = "nik"


class SertifikatBerakhir(GalatBSrE):
    """The signer's BSrE certificate has expired, was revoked, or was never issued."""

    pesan = "Sertifikat BSrE Anda tidak berlaku (%(status)s). Perpanjang di BSrE, atau pakai tanda tangan basah."
    medan = "nik"


class AlamatLayananSalah(GalatBSrE):
    """Something answers there, but not the e-sign client service of this version."""

    pesan = "Di alamat itu tidak ada layanan BSrE versi ini (jawaban %(kode)s). Periksa alamat dan versinya."
    medan = "alamat"


class LayananTerganggu(GalatBSrE):
    """HTTP 5xx: the service itself has a fault, perhaps with this one document."""

    pesan = "Layanan BSrE sedang terganggu (jawaban %(kode)s). Nomor surat tetap; coba lagi nanti."
    umum = False


class HasilRusak(GalatBSrE):
    """What came back is not the letter with a signature on it."""

    pesan = "Jawaban BSrE bukan surat bertanda tangan yang utuh (%(sebab)s), jadi tidak dipakai. Coba lagi."
    umum = False


@dataclass(frozen=True, slots=True)
class Layanan:
    """Where the service is and how this office logs in to it."""

    versi: str
    alamat: str
    pengguna: str
    sandi: str = field(repr=False)
    tampak: bool = False
    tenggat: float = 60.0

    def kepala(self) -> dict[str, str]:
        """The headers of every request."""
        masuk = base64.b64encode(f"{self.pengguna}:{self.sandi}".encode()).decode("ascii")
        terima = "application/json, application/pdf"
        return {"Authorization": f"Basic {masuk}", "Accept": terima, "User-Agent": "smartkampung"}


@dataclass(frozen=True, slots=True)
class Rahasia:
    """What the signer types for one batch; nothing of it shows when it is printed."""

    nik: str = field(repr=False)
    kata: str = field(repr=False)
    jenis: str = FRASA


@dataclass(frozen=True, slots=True)
class Kotak:
    """Where a visible signature stands: page from 1, and points from the lower left corner."""

    halaman: int
    x: int = 85
    y: int = 70
    lebar: int = 70
    tinggi: int = 70


@dataclass(frozen=True, slots=True)
class SignerBSrE:
    """A signer whose signature is made by the e-sign client service."""

    layanan: Layanan
    rahasia: Rahasia
    tautan: str = ""
    elektronik: bool = True
    label: str = LABEL_BSRE
    cara: str = "bsre"
    kaki: tuple[str, ...] = KAKI_BSRE
    jauh: bool = True

    def untuk(self, tautan: str) -> SignerBSrE:
        """The same signer for a letter whose check page has this address (printed in a visible signature)."""
        return replace(self, tautan=tautan)

    def tanda_tangani(self, pdf: bytes, *, alasan: str, lokasi: str, pada: datetime) -> bytes:
        """Answer the PDF as the service signed it, checked; GalatBSrE says why not."""
        adaptor = V2 if self.layanan.versi == "v2" else V1
        hasil = adaptor(self.layanan).tanda_tangani(pdf, self.rahasia, alasan=alasan, lokasi=lokasi, tautan=self.tautan)
        pastikan_utuh(pdf, hasil)
        return hasil

    def pastikan_siap(self) -> None:
        """Ask before any number is given whether service, account, and certificate are in order."""
        periksa_status(self.layanan, self.rahasia.nik)


def pastikan_utuh(asli: bytes, hasil: bytes) -> None:
    """Raise HasilRusak unless `hasil` is `asli` with one valid signature over the whole file."""
    if not hasil.startswith(b"%PDF-") or b"%%EOF" not in hasil[-1024:]:
        raise HasilRusak(sebab="bukan PDF atau terpotong")
    tanda = periksa(hasil)
    if not tanda.ada:
        raise HasilRusak(sebab="tanpa tanda tangan")
    if not (tanda.utuh and tanda.seluruh_berkas):
        raise HasilRusak(sebab="tanda tangannya tidak mencakup seluruh berkas")
    if not isi_sama(asli, hasil):
        raise HasilRusak(sebab="isinya lain dari yang dikirim")


class V1:
    """Contract version 1: multipart in, PDF out (or the id of a document to fetch)."""

    def __init__(self, layanan: Layanan) -> None:
        self.layanan = layanan

    def tanda_tangani(self, pdf: bytes, rahasia: Rahasia, *, alasan: str, lokasi: str, tautan: str) -> bytes:
        """POST /api/sign/pdf."""
        isi = {"nik": rahasia.nik, "passphrase": rahasia.kata, "tampilan": "invisible"}
        isi |= {"reason": alasan, "location": lokasi}
        if self.layanan.tampak:
            kotak = kotak_tampak(pdf)
            isi |= {"tampilan": "visible", "image": "false", "linkQR": tautan, "page": str(kotak.halaman)}
            isi |= {"xAxis": str(kotak.x), "yAxis": str(kotak.y), "width": str(kotak.x + kotak.lebar)}
            isi |= {"height": str(kotak.y + kotak.tinggi)}
        data, jenis = _multipart(isi, "file", "surat.pdf", pdf)
        jawab = _minta(self.layanan, "POST", "/api/sign/pdf", data, jenis)
        nomor = jawab.kepala.get("id_dokumen", "")
        if jawab.isi.startswith(b"%PDF-") or not nomor.replace("-", "").isalnum():
            return jawab.isi
        return _minta(self.layanan, "GET", f"/api/sign/download/{nomor}").isi

    def status(self, nik: str) -> Mapping[str, Any]:
        """GET /api/user/status/{nik}."""
        return _json(_minta(self.layanan, "GET", f"/api/user/status/{nik}", tenggat=TENGGAT_PERIKSA))


class V2:
    """Contract version 2: JSON both ways, documents in base64."""

    def __init__(self, layanan: Layanan) -> None:
        self.layanan = layanan

    def tanda_tangani(self, pdf: bytes, rahasia: Rahasia, *, alasan: str, lokasi: str, tautan: str) -> bytes:
        """POST /api/v2/sign/pdf."""
        sifat: dict[str, Any] = {"tampilan": "INVISIBLE", "location": lokasi, "reason": alasan, "contactInfo": ""}
        if self.layanan.tampak:
            kotak = kotak_tampak(pdf)
            sifat |= {"tampilan": "VISIBLE", "imageBase64": _gambar_qr(tautan), "page": kotak.halaman}
            sifat |= {"originX": kotak.x, "originY": kotak.y, "width": kotak.lebar, "height": kotak.tinggi}
        isi = {"nik": rahasia.nik, "signatureProperties": [sifat], "file": [base64.b64encode(pdf).decode("ascii")]}
        isi["totp" if rahasia.jenis == TOTP else "passphrase"] = rahasia.kata
        jawab = _json(self._kirim("/api/v2/sign/pdf", isi))
        try:
            return base64.b64decode(jawab["file"][0], validate=True)
        except (KeyError, IndexError, TypeError, ValueError) as galat:
            raise HasilRusak(sebab="tanpa berkas") from galat

    def status(self, nik: str) -> Mapping[str, Any]:
        """POST /api/v2/user/check/status."""
        return _json(self._kirim("/api/v2/user/check/status", {"nik": nik}, tenggat=TENGGAT_PERIKSA))

    def minta_totp(self, nik: str, banyak: int) -> None:
        """POST /api/v2/sign/get/totp: have BSrE send the signer a one-time code for so many documents."""
        _json(self._kirim("/api/v2/sign/get/totp", {"nik": nik, "data": banyak}, tenggat=TENGGAT_PERIKSA))

    def _kirim(self, jalur: str, isi: dict[str, Any], tenggat: float | None = None) -> jaringan.Jawaban:
        return _minta(self.layanan, "POST", jalur, json.dumps(isi).encode(), "application/json", tenggat=tenggat)


def periksa_status(layanan: Layanan, nik: str) -> str:
    """The state of the signer's certificate as BSrE words it; GalatBSrE unless he can sign now."""
    adaptor = V2 if layanan.versi == "v2" else V1
    jawab = adaptor(layanan).status(nik)
    status = str(jawab.get("status") or "").upper()
    if status in ("ISSUE", "ISSUED", "ACTIVE"):
        return status
    _tolak(f"{status} {jawab.get('message', '')}")
    raise SertifikatBerakhir(status=_singkat(str(jawab.get("message") or status or "tanpa keterangan")))


def uji_sambungan(layanan: Layanan) -> None:
    """Log in to the service without anybody's NIK; GalatBSrE when it is not there or refuses us."""
    try:
        periksa_status(layanan, "0" * 16)
    except (PenandaTidakDikenal, SertifikatBerakhir):
        return  # it answered, and took our login
    except GalatBSrE as galat:
        if type(galat) is not GalatBSrE:
            raise


def minta_totp(layanan: Layanan, nik: str, banyak: int) -> None:
    """Have BSrE send a one-time code (version 2 only)."""
    V2(layanan).minta_totp(nik, banyak)


def kotak_tampak(pdf: bytes) -> Kotak:
    """Where a visible signature goes: at the foot of the last page, left of the text of the foot."""
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader

    return Kotak(int(PdfFileReader(io.BytesIO(pdf), strict=False).root["/Pages"]["/Count"]))


def _gambar_qr(tautan: str) -> str:
    import io

    import segno

    keluar = io.BytesIO()
    segno.make(tautan or "-", error="m").save(keluar, kind="png", scale=4)
    return base64.b64encode(keluar.getvalue()).decode("ascii")


def _multipart(isi: Mapping[str, str], medan: str, nama: str, data: bytes) -> tuple[bytes, str]:
    batas = f"sk{secrets.token_hex(16)}"
    bagian = [
        f'--{batas}\r\nContent-Disposition: form-data; name="{kunci}"\r\n\r\n{nilai}\r\n'.encode()
        for kunci, nilai in isi.items()
    ]
    kepala = f'--{batas}\r\nContent-Disposition: form-data; name="{medan}"; filename="{nama}"\r\n'
    bagian.append(f"{kepala}Content-Type: application/pdf\r\n\r\n".encode() + data + b"\r\n")
    return b"".join([*bagian, f"--{batas}--\r\n".encode()]), f"multipart/form-data; boundary={batas}"


def _minta(layanan: Layanan, cara: str, jalur: str, data: bytes | None = None, jenis: str = "", *,
           tenggat: float | None = None) -> jaringan.Jawaban:  # fmt: skip
    """One request to the service; anything but 2xx becomes the refusal it stands for."""
    kepala = layanan.kepala() | ({"Content-Type": jenis} if jenis else {})
    try:
        jawab = jaringan.minta(cara, layanan.alamat.rstrip("/") + jalur, data, kepala, batas=BATAS_PDF,
                               tenggat=tenggat or layanan.tenggat, polos_di_dalam=True)  # fmt: skip
    except jaringan.TidakTersambung as galat:
        raise TidakTerhubung(sebab=galat.sebab) from galat
    if 200 <= jawab.status < 300:
        return jawab
    if jawab.status in (401, 403):
        raise KredensialDitolak()
    kata = _pesan(jawab.isi)
    if jawab.status in (404, 405) and (not kata or b'"path"' in jawab.isi):
        raise AlamatLayananSalah(kode=jawab.status)
    _tolak(kata)
    if jawab.status >= 500:
        raise LayananTerganggu(kode=jawab.status)
    raise GalatBSrE(sebab=_singkat(kata) or f"jawaban {jawab.status}")


def _tolak(kata: str) -> None:
    """Raise the refusal that a message of the service stands for, when it names one (also inside a 500)."""
    kecil = kata.lower()
    if "passphrase" in kecil or "totp" in kecil or "otp" in kecil.split():
        raise RahasiaSalah()
    if any(satu in kecil for satu in ("expired", "expire", "kadaluarsa", "kedaluwarsa", "revoke", "suspend")):
        raise SertifikatBerakhir(status=_singkat(kata))
    belum = ("not_registered", "not registered", "not found", "tidak terdaftar", "belum terdaftar", "tidak ditemukan")
    if any(satu in kecil for satu in belum):
        raise PenandaTidakDikenal()


def _json(jawab: jaringan.Jawaban) -> Mapping[str, Any]:
    try:
        isi = json.loads(jawab.isi)
    except ValueError as galat:
        raise HasilRusak(sebab="tidak terbaca") from galat
    if not isinstance(isi, Mapping):
        raise HasilRusak(sebab="tidak terbaca")
    return isi


def _pesan(isi: bytes) -> str:
    """The message inside an answer, whatever its key."""
    try:
        jawab = json.loads(isi)
    except ValueError:
        return ""
    if not isinstance(jawab, Mapping):
        return ""
    return " ".join(str(jawab[kunci]) for kunci in ("error", "message", "status") if isinstance(jawab.get(kunci), str))


def _singkat(teks: str) -> str:
    """A foreign message as part of our sentence: one short line, no long numbers."""
    bersih = " ".join("".join(c if c.isprintable() else " " for c in teks).split())
    return " ".join("…" if sum(map(str.isdecimal, kata)) > 9 else kata for kata in bersih.split())[:120].rstrip(". ")
