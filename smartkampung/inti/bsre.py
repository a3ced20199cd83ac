"""BSrE: signing through the e-sign client service an office runs, version 1 and version 2 of its contract.

The service is asked with HTTP Basic; the signer's NIK and passphrase (or one-time code) are given at each call,
live in memory only, and never reach a log, a row, or an address of ours. Every refusal becomes one sentence.
Sources: OpenSID/E-Sign-BSrE (version 1 paths and fields), public integrations that agree with each other
(the box of version 1, version 2); the official document was seen as a table of contents only, so it is marked [M]
in docs/regulasi.md.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from smartkampung.inti import jaringan
from smartkampung.inti.bsre_jawaban import (
    AlamatLayananSalah,
    GalatBSrE,
    HasilRusak,
    KredensialDitolak,
    LayananTerganggu,
    PenandaTidakDikenal,
    SertifikatBerakhir,
    TidakTerhubung,
    baca_json,
    pastikan_bukan_galat,
    pesan,
    singkat,
    tolak,
)
from smartkampung.inti.tte import isi_sama, periksa

LABEL_BSRE = "sertifikat elektronik BSrE"
KAKI_BSRE = (
    "UU ITE Pasal 5 ayat (1): Informasi Elektronik dan/atau Dokumen Elektronik dan/atau hasil cetaknya merupakan "
    "alat bukti hukum yang sah.",
    "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE.",
)
TENGGAT_PERIKSA = 15.0
TINGGI_KOTAK, SISI_KOTAK, TEPI_KANAN = 12, 40, 71  # points; the margin of data/tata/surat.typ
BATAS_PDF = 20 * 1024 * 1024
FRASA, TOTP = "frasa", "totp"


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
    """Where a visible signature stands: page from 1, points from the left, from below (v1), and from the top (v2)."""

    halaman: int
    x: int
    dari_atas: int
    y: int = TINGGI_KOTAK
    sisi: int = SISI_KOTAK


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
        berkas = [("file", "surat.pdf", "application/pdf", pdf)]
        if self.layanan.tampak:
            kotak = kotak_tampak(pdf)
            isi |= {"tampilan": "visible", "image": "true", "linkQR": tautan, "page": str(kotak.halaman)}
            isi |= {"xAxis": str(kotak.x), "yAxis": str(kotak.y), "width": str(kotak.sisi), "height": str(kotak.sisi)}
            berkas.append(("imageTTD", "qr.png", "image/png", _gambar_qr(tautan)))
        data, jenis = _multipart(isi, berkas)
        jawab = _minta(self.layanan, "POST", "/api/sign/pdf", data, jenis)
        nomor = jawab.kepala.get("id_dokumen", "")
        if jawab.isi.startswith(b"%PDF-") or not nomor.replace("-", "").isalnum():
            pastikan_bukan_galat(jawab.isi)
            return jawab.isi
        return _minta(self.layanan, "GET", f"/api/sign/download/{nomor}").isi

    def status(self, nik: str) -> Mapping[str, Any]:
        """GET /api/user/status/{nik}."""
        return baca_json(_minta(self.layanan, "GET", f"/api/user/status/{nik}", tenggat=TENGGAT_PERIKSA))


class V2:
    """Contract version 2: JSON both ways, documents in base64."""

    def __init__(self, layanan: Layanan) -> None:
        self.layanan = layanan

    def tanda_tangani(self, pdf: bytes, rahasia: Rahasia, *, alasan: str, lokasi: str, tautan: str) -> bytes:
        """POST /api/v2/sign/pdf."""
        sifat: dict[str, Any] = {"tampilan": "INVISIBLE", "location": lokasi, "reason": alasan, "contactInfo": ""}
        if self.layanan.tampak:
            kotak = kotak_tampak(pdf)
            sifat |= {"tampilan": "VISIBLE", "page": kotak.halaman, "width": kotak.sisi, "height": kotak.sisi}
            sifat |= {"imageBase64": base64.b64encode(_gambar_qr(tautan)).decode("ascii")}
            sifat |= {"originX": kotak.x, "originY": kotak.dari_atas}
        isi = {"nik": rahasia.nik, "signatureProperties": [sifat], "file": [base64.b64encode(pdf).decode("ascii")]}
        isi["totp" if rahasia.jenis == TOTP else "passphrase"] = rahasia.kata
        jawab = self._kirim("/api/v2/sign/pdf", isi)
        pastikan_bukan_galat(jawab.isi)
        try:
            return base64.b64decode(baca_json(jawab)["file"][0], validate=True)
        except (KeyError, IndexError, TypeError, ValueError) as galat:
            raise HasilRusak(sebab="tanpa berkas") from galat

    def status(self, nik: str) -> Mapping[str, Any]:
        """POST /api/v2/user/check/status."""
        return baca_json(self._kirim("/api/v2/user/check/status", {"nik": nik}, tenggat=TENGGAT_PERIKSA))

    def minta_totp(self, nik: str, banyak: int) -> None:
        """POST /api/v2/sign/get/totp: have BSrE send the signer a one-time code for so many documents."""
        baca_json(self._kirim("/api/v2/sign/get/totp", {"nik": nik, "data": banyak}, tenggat=TENGGAT_PERIKSA))

    def _kirim(self, jalur: str, isi: dict[str, Any], tenggat: float | None = None) -> jaringan.Jawaban:
        return _minta(self.layanan, "POST", jalur, json.dumps(isi).encode(), "application/json", tenggat=tenggat)


def periksa_status(layanan: Layanan, nik: str) -> str:
    """The state of the signer's certificate as BSrE words it; GalatBSrE unless he can sign now."""
    adaptor = V2 if layanan.versi == "v2" else V1
    jawab = adaptor(layanan).status(nik)
    status = str(jawab.get("status") or "").upper()
    if status in ("ISSUE", "ISSUED", "ACTIVE"):
        return status
    tolak(f"{status} {jawab.get('message', '')}")
    raise SertifikatBerakhir(status=singkat(str(jawab.get("message") or status or "tanpa keterangan")))


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
    """Where a visible signature goes: in the foot of the last page, at its right, below the line about the fee."""
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader

    baca = PdfFileReader(io.BytesIO(pdf), strict=False)
    banyak = int(baca.root["/Pages"]["/Count"])
    halaman = baca.find_page_for_modification(banyak - 1)[0].get_object()
    lebar, tinggi = (int(satu) for satu in list(halaman.get("/MediaBox") or baca.root["/Pages"]["/MediaBox"])[2:])
    return Kotak(banyak, x=lebar - TEPI_KANAN - SISI_KOTAK, dari_atas=tinggi - TINGGI_KOTAK - SISI_KOTAK)


def _gambar_qr(tautan: str) -> bytes:
    import io

    import segno

    keluar = io.BytesIO()
    segno.make(tautan or "-", error="m").save(keluar, kind="png", scale=4)
    return keluar.getvalue()


def _multipart(isi: Mapping[str, str], berkas: Sequence[tuple[str, str, str, bytes]]) -> tuple[bytes, str]:
    """The body of a form with files, and its content type."""
    batas = f"sk{secrets.token_hex(16)}"
    awal = f"--{batas}\r\nContent-Disposition: form-data; name="
    bagian = [f'{awal}"{kunci}"\r\n\r\n{nilai}\r\n'.encode() for kunci, nilai in isi.items()]
    for medan, nama, jenis, data in berkas:
        kepala = f'{awal}"{medan}"; filename="{nama}"\r\nContent-Type: {jenis}\r\n\r\n'
        bagian.append(kepala.encode() + data + b"\r\n")
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
    kata = pesan(jawab.isi)
    if jawab.status in (404, 405) and (not kata or b'"path"' in jawab.isi):
        raise AlamatLayananSalah(kode=jawab.status)
    tolak(kata)
    if jawab.status >= 500:
        raise LayananTerganggu(kode=jawab.status)
    raise GalatBSrE(sebab=singkat(kata) or f"jawaban {jawab.status}")
