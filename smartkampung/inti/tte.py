"""Electronic signatures (TTE): the `Signer` interface, wet signatures, and the village's own certificate.

What signs with BSrE stands in `bsre`; it is called after the letter has its number (`Signer.jauh`).

`SignerLokal` makes a PAdES baseline signature with an EC P-256 key whose certificate the village made
itself. That is a "tanda tangan elektronik tidak tersertifikasi": every label says "sertifikat desa,
bukan BSrE". The key lies in an encrypted PKCS#12; its passphrase is typed for every batch, opened with
`buka_kunci` before the database is locked (deriving the key is slow on purpose), and never stored.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from smartkampung.inti.galat import GalatDomain

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

LABEL_LOKAL = "sertifikat desa, bukan BSrE"
KAKI_LOKAL = "Ditandatangani secara elektronik dengan sertifikat desa (tidak tersertifikasi, bukan BSrE)."
PUTARAN_KDF = 300_000
PANJANG_FRASA = 12
RUANG_TANDA_TANGAN = 8_192


class FrasaSalah(GalatDomain):
    """The passphrase does not open the key."""

    pesan = "Frasa sandi tanda tangan salah. Periksa huruf besar dan kecil, lalu ketik lagi."
    medan = "frasa"


class FrasaPendek(GalatDomain):
    """The passphrase for a new key is too short to protect it."""

    pesan = "Frasa sandi paling sedikit %(panjang)s huruf. Pakai beberapa kata yang mudah Anda ingat."
    medan = "frasa"


@dataclass(frozen=True, slots=True)
class SertifikatBaru:
    """A new key with its certificate: what is stored (`pkcs12`, encrypted) and what may be shown."""

    pkcs12: bytes
    der: bytes
    sidik: str
    nama: str
    berlaku_mulai: datetime
    berlaku_sampai: datetime


@dataclass(frozen=True, slots=True)
class KunciTerbuka:
    """An opened key, kept in memory for one batch only."""

    penanda: SimpleSigner
    nama: str
    sidik: str


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """What a PDF's signature says: unchanged since signing, covering the whole file, and by whom."""

    ada: bool
    utuh: bool = False
    seluruh_berkas: bool = False
    dikenal: bool = False
    nama: str = ""
    sidik: str = ""
    pada: datetime | None = None
    sampai: datetime | None = None  # the last moment of the certificate

    @property
    def sah(self) -> bool:
        """Whether the file is exactly what a known key signed."""
        return self.utuh and self.seluruh_berkas and self.dikenal


class Signer(Protocol):
    """Whoever can put a signature on a finished PDF."""

    @property
    def elektronik(self) -> bool:
        """Whether the PDF carries a signature."""

    @property
    def label(self) -> str:
        """How this signature is named to people."""

    @property
    def cara(self) -> str:
        """The method's key: basah, lokal, bsre."""

    @property
    def kaki(self) -> tuple[str, ...]:
        """What the foot of the paper says about the signature."""

    @property
    def jauh(self) -> bool:
        """Whether another machine signs: number and unsigned PDF are committed before it is asked."""

    def tanda_tangani(self, pdf: bytes, *, alasan: str, lokasi: str, pada: datetime) -> bytes:
        """Answer the PDF as it is issued."""


@dataclass(frozen=True, slots=True)
class SignerTanpa:
    """Wet signature: the PDF has an empty space and stays as it is."""

    elektronik: bool = False
    label: str = "tanda tangan basah"
    cara: str = "basah"
    kaki: tuple[str, ...] = ()
    jauh: bool = False

    def tanda_tangani(self, pdf: bytes, *, alasan: str, lokasi: str, pada: datetime) -> bytes:
        """Answer the PDF unchanged."""
        return pdf


@dataclass(frozen=True, slots=True)
class SignerLokal:
    """Signature with the village's own certificate."""

    kunci: KunciTerbuka
    elektronik: bool = True
    label: str = LABEL_LOKAL
    cara: str = "lokal"
    kaki: tuple[str, ...] = (KAKI_LOKAL,)
    jauh: bool = False

    def tanda_tangani(self, pdf: bytes, *, alasan: str, lokasi: str, pada: datetime) -> bytes:
        """Answer the PDF with a PAdES signature."""
        return tanda_tangani(pdf, self.kunci, alasan=alasan, lokasi=lokasi, pada=pada)


def _nama_x509(nama: str, lembaga: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    butir = ((NameOID.COMMON_NAME, nama), (NameOID.ORGANIZATION_NAME, lembaga))
    isi = [x509.NameAttribute(oid, teks[:64]) for oid, teks in butir if teks]
    return x509.Name([*isi, x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, LABEL_LOKAL)])


def buat_sertifikat(
    nama: str, lembaga: str, frasa: str, *, mulai: datetime, sampai: datetime
) -> SertifikatBaru:
    """Make a P-256 key with a self-made certificate; FrasaPendek for a passphrase under 12 characters."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12 as wadah

    if len(frasa) < PANJANG_FRASA:
        raise FrasaPendek(panjang=PANJANG_FRASA)
    kunci = ec.generate_private_key(ec.SECP256R1())
    siapa = _nama_x509(nama, lembaga)
    pembangun = x509.CertificateBuilder(
        siapa, siapa, kunci.public_key(), x509.random_serial_number(), mulai, sampai
    )
    sertifikat = (
        pembangun.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_guna_kunci(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci.public_key()), critical=False)
        .sign(kunci, hashes.SHA256())
    )
    sandi = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(PUTARAN_KDF)
        .key_cert_algorithm(wadah.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(frasa.encode())
    )
    pkcs12 = wadah.serialize_key_and_certificates(b"smartkampung", kunci, sertifikat, None, sandi)
    der = sertifikat.public_bytes(serialization.Encoding.DER)
    return SertifikatBaru(pkcs12, der, sidik_sertifikat(der), nama, mulai, sampai)


def _guna_kunci() -> Any:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def sidik_sertifikat(der: bytes) -> str:
    """Answer the SHA-256 fingerprint of a certificate in lower-case hex."""
    import hashlib

    return hashlib.sha256(der).hexdigest()


def buka_kunci(pkcs12: bytes, frasa: str) -> KunciTerbuka:
    """Open an encrypted key with its passphrase (slow on purpose); FrasaSalah when it does not fit."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    try:
        kunci, sertifikat, _ = load_key_and_certificates(pkcs12, frasa.encode())
    except ValueError as galat:
        raise FrasaSalah() from galat
    if kunci is None or sertifikat is None:
        raise FrasaSalah()
    der = sertifikat.public_bytes(serialization.Encoding.DER)
    pkcs8 = kunci.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    satu = x509.Certificate.load(der)
    penanda = SimpleSigner(
        signing_cert=satu,
        signing_key=keys.PrivateKeyInfo.load(pkcs8),
        cert_registry=SimpleCertificateStore.from_certs([satu]),
    )
    return KunciTerbuka(penanda, satu.subject.native.get("common_name", ""), sidik_sertifikat(der))


def tanda_tangani(pdf: bytes, kunci: KunciTerbuka, *, alasan: str, lokasi: str, pada: datetime) -> bytes:
    """Answer the PDF with an invisible PAdES-B signature added at its end; what stood there stays."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    meta = signers.PdfSignatureMetadata(
        field_name="TandaTangan",
        md_algorithm="sha256",
        name=kunci.nama,
        reason=alasan,
        location=lokasi,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    penulis = IncrementalPdfFileWriter(io.BytesIO(pdf))
    sesi = signers.PdfSigner(meta, kunci.penanda).init_signing_session(penulis)
    sesi.system_time = pada
    return asyncio.run(_jalankan_sesi(sesi, penulis, pada))


async def _jalankan_sesi(sesi: Any, penulis: Any, pada: datetime) -> bytes:
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    validasi = await sesi.perform_presign_validation(penulis)
    dokumen = sesi.prepare_tbs_document(validation_info=validasi, bytes_reserved=RUANG_TANDA_TANGAN)
    ringkasan, hasil = dokumen.digest_tbs_document()
    atribut = PdfCMSSignedAttributes(signing_time=pada, cades_signed_attrs=CAdESSignedAttrSpec())
    akhir = await dokumen.perform_signature(
        document_digest=ringkasan.document_digest, pdf_cms_signed_attrs=atribut
    )
    await akhir.post_signature_processing(hasil)
    isi: bytes = hasil.getvalue()
    return isi


def periksa(pdf: bytes, dikenal: Sequence[bytes] = ()) -> HasilPeriksa:
    """Check the last signature of a PDF against the certificates (DER) we know, without any network."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        tanda = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
        if not tanda:
            return HasilPeriksa(ada=False)
        sertifikat = tanda[-1].signer_cert
        konteks = ValidationContext(
            trust_roots=[sertifikat],  # whether the village knows it is decided below, by comparison
            moment=tanda[-1].self_reported_timestamp,
            allow_fetching=False,
        )
        status = validate_pdf_signature(tanda[-1], konteks)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        return HasilPeriksa(ada=True)
    return HasilPeriksa(
        ada=True,
        utuh=bool(status.intact and status.valid),
        seluruh_berkas=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        dikenal=sertifikat.dump() in dikenal,
        nama=sertifikat.subject.native.get("common_name", ""),
        sidik=sidik_sertifikat(sertifikat.dump()),
        pada=status.signer_reported_dt,
        sampai=sertifikat.not_valid_after,
    )


def isi_sama(asli: bytes, hasil: bytes) -> bool:
    """Whether a signed PDF shows the pages it was given: appended to the original, or page by page the same.

    A service may write the file anew; then every page must have the size and the drawing it had.
    """
    from pyhanko.pdf_utils.misc import PdfError

    if hasil.startswith(asli):
        return True
    try:
        return _halaman(asli) == _halaman(hasil)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError):
        return False


def _halaman(pdf: bytes) -> list[tuple[Any, bytes]]:
    """Size and drawing of every page of a PDF."""
    from pyhanko.pdf_utils.generic import ArrayObject
    from pyhanko.pdf_utils.reader import PdfFileReader

    baca = PdfFileReader(io.BytesIO(pdf), strict=False)
    hasil = []
    for nomor in range(int(baca.root["/Pages"]["/Count"])):
        acuan, _warisan = baca.find_page_for_modification(nomor)
        halaman = acuan.get_object()
        isi = halaman["/Contents"]
        aliran = [satu.get_object() for satu in isi] if isinstance(isi, ArrayObject) else [isi]
        kotak = halaman.get("/MediaBox") or baca.root["/Pages"]["/MediaBox"]
        hasil.append(([Decimal(str(x)) for x in kotak], b"\n".join(satu.data.strip() for satu in aliran)))
    return hasil
