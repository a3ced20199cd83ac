"""E-mail over a real SMTP server on loopback: TLS, one Message-ID, cuts, a week of refusal."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import socket
import ssl
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Peladen
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from smartkampung.pengaturan import Surel
from smartkampung.rekap import kanal_surel
from smartkampung.rekap.kiriman import Kiriman
from tests.rekap import alat
from tests.sapuan.test_muatan import MUATAN


class Kotak:
    """A mailbox that can refuse, cut, or take."""

    def __init__(self) -> None:
        self.pesan: list[bytes] = []
        self.cara = "terima"

    async def handle_RCPT(self, server, session, envelope, address, _opsi):
        if self.cara == "rcpt550":
            return "550 tidak ada kotak ini"
        if self.cara == "rcpt451":
            return "451 coba lagi nanti"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.cara == "putus_sebelum":
            server.transport.abort()
            return "421 putus"
        self.pesan.append(envelope.original_content or envelope.content)
        if self.cara == "putus_sesudah":
            server.transport.abort()
            return "421 putus"
        return "452 penuh" if self.cara == "452" else "250 diterima"


class Pengendali(Controller):
    def factory(self):
        return Peladen(self.handler, **self.SMTP_kwargs)


@pytest.fixture(scope="session")
def ca(tmp_path_factory):
    """A self-made CA and a certificate for 127.0.0.1."""
    folder = tmp_path_factory.mktemp("ca")
    kini = dt.datetime.now(dt.UTC)

    def buat(nama, kunci, penerbit, kunci_penerbit, adalah_ca):
        subjek = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama)])
        pembuat = (x509.CertificateBuilder().subject_name(subjek).issuer_name(penerbit or subjek)
                   .public_key(kunci.public_key()).serial_number(x509.random_serial_number())
                   .not_valid_before(kini - dt.timedelta(days=2)).not_valid_after(kini + dt.timedelta(days=30))
                   .add_extension(x509.BasicConstraints(ca=adalah_ca, path_length=None), critical=True))
        if not adalah_ca:
            import ipaddress
            pembuat = pembuat.add_extension(x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]), critical=False)
        return pembuat.sign(kunci_penerbit, hashes.SHA256()), subjek

    kunci_ca, kunci = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    akar, subjek = buat("CA uji", kunci_ca, None, kunci_ca, True)
    daun, _ = buat("peladen uji", kunci, subjek, kunci_ca, False)
    pem = serialization.Encoding.PEM
    (folder / "akar.pem").write_bytes(akar.public_bytes(pem))
    (folder / "daun.pem").write_bytes(daun.public_bytes(pem))
    (folder / "kunci.pem").write_bytes(kunci.private_bytes(pem, serialization.PrivateFormat.PKCS8,
                                                           serialization.NoEncryption()))
    return folder


@pytest.fixture
def peladen():
    """peladen(tls=None): starts a server with its mailbox."""
    hidup = []

    def mulai(**kw):
        kotak = Kotak()
        with socket.socket() as soket:
            soket.bind(("127.0.0.1", 0))
            port = soket.getsockname()[1]
        pengendali = Pengendali(kotak, hostname="127.0.0.1", port=port, **kw)
        pengendali.start()
        hidup.append(pengendali)
        return kotak, pengendali.port

    yield mulai
    for pengendali in hidup:
        pengendali.stop()


def atur_surel(app, port: int, keamanan: str = "tanpa", **lain) -> None:
    keadaan = app.extensions["smartkampung"]
    keadaan.pengaturan = replace(keadaan.pengaturan, surel=Surel(
        peladen="127.0.0.1", port=port, keamanan=keamanan, pengirim="desa@sumberwangi.contoh", **lain))


@pytest.fixture
def kotak(kantor, peladen):
    kotak, port = peladen()
    atur_surel(kantor, port)
    nomor = alat.buat_tujuan(kantor, "surel", "camat@randuasri.contoh")
    alat.buat_jadwal(kantor, [nomor])
    return kotak


def test_surat_berisi_buku_dan_paket(kantor, kotak):
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["dikirim"]
    surat = email.message_from_bytes(kotak.pesan[0], policy=email.policy.default)
    assert surat["Subject"] == "Rekap bulanan Oktober 2026 – Desa Sumberwangi (99.01.01.2001)"
    assert surat["To"] == "camat@randuasri.contoh" and surat["Message-ID"].endswith("@sumberwangi.contoh>")
    lampiran = {a.get_filename(): a.get_payload(decode=True) for a in surat.iter_attachments()}
    nama = "rekap-99.01.01.2001-bulanan-2026-10-r0"
    assert set(lampiran) == {f"{nama}.xlsx", f"{nama}.json"}
    assert lampiran[f"{nama}.json"] == alat.paket_dari(kantor, 1)


def test_starttls_dengan_ca_sendiri(kantor, kotak, peladen, ca, tmp_path):
    konteks = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    konteks.load_cert_chain(ca / "daun.pem", ca / "kunci.pem")
    aman, port = peladen(tls_context=konteks, require_starttls=True)
    atur_surel(kantor, port, "starttls")
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["menunggu"] and "sertifikat" in alat.keluar(kantor)[0].sebab and not aman.pesan
    folder = kantor.extensions["smartkampung"].pengaturan.folder("kunci")
    (folder / "ca-tambahan.pem").write_bytes((ca / "akar.pem").read_bytes())
    with alat.menulis(kantor) as sesi:
        from smartkampung.rekap.models import KotakKeluar
        from smartkampung.rekap.services import coba_lagi
        coba_lagi(sesi.get_one(KotakKeluar, 1))
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["dikirim"] and len(aman.pesan) == 1


def test_tanpa_starttls_di_peladen_tidak_dikirim_polos(kantor, kotak):
    port = kantor.extensions["smartkampung"].pengaturan.surel.port
    atur_surel(kantor, port, "starttls")
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["menunggu"] and not kotak.pesan


@pytest.mark.parametrize(("cara", "keadaan"), [("rcpt550", "ditolak"), ("rcpt451", "menunggu"), ("452", "menunggu")])
def test_penolakan_peladen_dengan_kata_polos(kantor, kotak, cara, keadaan):
    kotak.cara = cara
    alat.putar(kantor)
    assert alat.keadaan(kantor) == [keadaan] and "peladen surel menjawab" in alat.keluar(kantor)[0].sebab


def test_terputus_sesudah_isi_paling_banyak_satu_ulangan_dengan_id_yang_sama(kantor, kotak, jam):
    """F-53: cut after DATA; one repeat with the same Message-ID, then a person decides."""
    kotak.cara = "putus_sesudah"
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["mungkin_terkirim"]
    for _ in range(6):
        jam.maju(minutes=20)
        alat.putar(kantor)
    assert len(kotak.pesan) == 2 and alat.keadaan(kantor) == ["mungkin_terkirim"]
    assert len({email.message_from_bytes(p)["Message-ID"] for p in kotak.pesan}) == 1
    from smartkampung.rekap.queries import perlu_perhatian
    with kantor.app_context():
        assert len(perlu_perhatian()) == 1


def test_terputus_sekali_lalu_sampai(kantor, kotak, jam):
    kotak.cara = "putus_sesudah"
    alat.putar(kantor)
    kotak.cara = "terima"
    jam.maju(minutes=20)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["dikirim"]
    assert len({email.message_from_bytes(p)["Message-ID"] for p in kotak.pesan}) == 1


def test_mungkin_terkirim_tetap_tampak_selama_ulangannya_belum_berangkat(kantor, kotak, jam):
    kotak.cara = "putus_sesudah"
    alat.putar(kantor)
    for cara in ("rcpt451", "452", "rcpt451"):
        kotak.cara = cara
        jam.maju(minutes=20)
        alat.putar(kantor)
        assert alat.keadaan(kantor) == ["mungkin_terkirim"], cara
    kotak.cara = "terima"
    jam.maju(minutes=20)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["dikirim"]


def test_menolak_tujuh_hari_lalu_mengalir_tertua_dulu(kantor, peladen, jam, banyak):
    """F-52: 7 days of refusal in fake time, then everything arrives once, the oldest first, at most 10 a turn."""
    kotak, port = peladen()
    atur_surel(kantor, port)
    nomor = alat.buat_tujuan(kantor, "surel", "camat@randuasri.contoh")
    alat.buat_jadwal(kantor, [nomor], mulai="2025-10")
    kotak.cara = "rcpt451"
    for _ in range(7 * 24 // 4):
        alat.putar(kantor)
        jam.maju(hours=4)
    assert set(alat.keadaan(kantor)) == {"menunggu"} and len(alat.keluar(kantor)) == 13
    kotak.cara = "terima"
    jam.maju(days=1)
    alat.putar(kantor)
    assert len(kotak.pesan) == 10
    for _ in range(3):
        jam.maju(minutes=1)
        alat.putar(kantor)
    judul = [email.message_from_bytes(p, policy=email.policy.default)["Subject"] for p in kotak.pesan]
    assert len(judul) == 13 and judul[0].startswith("Rekap bulanan Oktober 2025")
    assert [b.keadaan for b in alat.keluar(kantor)] == ["dikirim"] * 13


def test_belum_diatur_dijelaskan(kantor):
    nomor = alat.buat_tujuan(kantor, "surel", "camat@randuasri.contoh")
    alat.buat_jadwal(kantor, [nomor])
    alat.putar(kantor)
    assert "surel belum diatur" in alat.keluar(kantor)[0].sebab


def test_nama_desa_yang_jahat_tetap_tulisan_di_surel(kantor):
    """Subject and body carry the name as it is; there is no HTML part, no other header, no template at work."""
    kiriman = Kiriman(1, "s", 1, "surel", "camat@randuasri.contoh", "", False, "99.01.01.2001", "", "Rekap bulanan",
                      "bulanan", "2026-10", "Oktober 2026", 0, "0" * 64, "rekap-2026-10", b"{}", b"PK")  # fmt: skip
    for nama in MUATAN:
        with kantor.app_context():
            data = kanal_surel.pesan(replace(kiriman, nama_desa=nama)).as_bytes(policy=email.policy.SMTP)
        surat = email.message_from_bytes(data, policy=email.policy.default)
        assert set(surat.keys()) <= {"Subject", "From", "To", "Message-ID", "Date", "X-Smartkampung-Rekap",
                                     "MIME-Version", "Content-Type"}, nama  # fmt: skip
        assert [b.get_content_type() for b in surat.walk() if b.get_content_maintype() == "text"] == ["text/plain"]
        assert " ".join(nama.split()) in " ".join(str(surat["Subject"]).split()), nama
        assert nama.strip() in surat.get_body(("plain",)).get_content(), nama


def test_nama_desa_dengan_baris_baru_tidak_menyusupkan_kepala_surat(kantor, kotak):
    with alat.menulis(kantor) as sesi:
        from smartkampung.desa.models import Desa
        sesi.get_one(Desa, 1).nama = "Sumber\r\nBcc: maling@contoh.id"
    alat.putar(kantor)
    surat = email.message_from_bytes(kotak.pesan[0])
    assert surat["Bcc"] is None and "maling" in str(surat["Subject"])


