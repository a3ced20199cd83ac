"""A pretended BSrE client service for demo and tests: both contracts, and everything that goes wrong with them.

It signs with a key of its own whose certificate says that it is none. What it should do next is set by
`tingkah` (for all letters) or `urutan` (one entry per signing). It keeps what it was asked, never a passphrase.
"""

from __future__ import annotations

import base64
import email.parser
import email.policy
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import KunciTerbuka, buat_sertifikat, buka_kunci, tanda_tangani

PENGGUNA, SANDI = "desa-contoh", "sandi-aplikasi"
NIK, FRASA, TOTP = "9901012005700001", "kampung-contoh-2026", "246810"
BAIK, GANGGUAN, SESUDAH, LAMBAT, SAMPAH, TERPOTONG, LAIN, UNDUH, HABIS, DUA_RATUS = (
    "baik", "500", "500_sesudah", "lambat", "sampah", "terpotong", "lain", "unduh", "habis", "200_menolak",
)  # fmt: skip


@dataclass
class Tiruan:
    """The service, its behaviour, and what it has seen."""

    tingkah: str = BAIK
    urutan: list[str] = field(default_factory=list)
    jeda: float = 0.0
    diminta: list[str] = field(default_factory=list)
    ditandatangani: list[str] = field(default_factory=list)
    tampilan: list[str] = field(default_factory=list)
    simpanan: dict[str, bytes] = field(default_factory=dict)
    kunci: KunciTerbuka | None = None
    peladen: ThreadingHTTPServer | None = None

    @property
    def alamat(self) -> str:
        """Where it listens."""
        assert self.peladen is not None
        return f"http://127.0.0.1:{self.peladen.server_address[1]}"

    def mulai(self, port: int = 0) -> Tiruan:
        """Listen on loopback, in a thread of its own."""
        kini = sekarang()
        baru = buat_sertifikat("Penanda Contoh", "BSrE Tiruan, hanya contoh", FRASA, mulai=kini - timedelta(days=1),
                               sampai=kini + timedelta(days=365))  # fmt: skip
        self.kunci = buka_kunci(baru.pkcs12, FRASA)
        self.peladen = ThreadingHTTPServer(("127.0.0.1", port), type("Penjawab", (_Penjawab,), {"tiruan": self}))
        self.peladen.daemon_threads = True
        threading.Thread(target=self.peladen.serve_forever, daemon=True, name="bsre-tiruan").start()
        return self

    def henti(self) -> None:
        """Stop listening."""
        if self.peladen is not None:
            self.peladen.shutdown()
            self.peladen.server_close()

    def berikut(self) -> str:
        """What to do with the next letter."""
        return self.urutan.pop(0) if self.urutan else self.tingkah

    def tanda(self, pdf: bytes, alasan: str, pada: datetime) -> bytes:
        """Sign as the service would."""
        assert self.kunci is not None
        self.ditandatangani.append(alasan)
        return tanda_tangani(pdf, self.kunci, alasan=alasan, lokasi="", pada=pada)


class _Penjawab(BaseHTTPRequestHandler):
    tiruan: Tiruan
    protocol_version = "HTTP/1.1"

    def log_message(self, *_isi: Any) -> None:
        """Say nothing: a request line of version 1 may hold a NIK."""

    def do_GET(self) -> None:
        """Status of a signer, or a signed document to fetch (version 1)."""
        if not self._boleh():
            return
        depan, _pisah, akhir = self.path.rpartition("/")
        if depan == "/api/user/status":
            self._status(akhir)
        elif depan == "/api/sign/download" and akhir in self.tiruan.simpanan:
            self._pdf(self.tiruan.simpanan[akhir])
        else:
            self._json(404, {"status": 404, "error": "Not Found", "path": self.path})

    def do_POST(self) -> None:
        """Sign, or answer about a signer (version 2)."""
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._boleh():
            return
        if self.path == "/api/sign/pdf":
            self._tanda_v1(dict(_multipart(self.headers["Content-Type"], data)))
        elif self.path == "/api/v2/sign/pdf":
            self._tanda_v2(json.loads(data))
        elif self.path == "/api/v2/user/check/status":
            self._status(json.loads(data)["nik"])
        elif self.path == "/api/v2/sign/get/totp":
            self._json(200, {"message": "TOTP dikirim", "status": "OK"})
        else:
            self._json(404, {"status": 404, "error": "Not Found", "path": self.path})

    def _boleh(self) -> bool:
        self.tiruan.diminta.append(self.path if not self.path.startswith("/api/user/status") else "/api/user/status")
        masuk = base64.b64encode(f"{PENGGUNA}:{SANDI}".encode()).decode()
        if self.headers.get("Authorization") == f"Basic {masuk}":
            return True
        self._json(401, {"error": "Unauthorized"})
        return False

    def _status(self, nik: str) -> None:
        if nik != NIK:
            self._json(400, {"error": "User tidak terdaftar", "status": "NOT_REGISTERED"})
        elif self.tiruan.tingkah == HABIS:
            self._json(200, {"status": "EXPIRED", "message": "Sertifikat sudah kadaluarsa"})
        else:
            self._json(200, {"status": "ISSUE", "message": "Sertifikat aktif"})

    def _tanda_v1(self, isi: dict[str, bytes]) -> None:
        teks = {k: v.decode() for k, v in isi.items() if k not in ("file", "imageTTD")}
        self.tiruan.tampilan.append(teks["tampilan"])
        if not self._kenal(teks["nik"], teks["passphrase"], FRASA):
            return
        hasil = self._laku(isi["file"], teks.get("reason", ""))
        if hasil is not None:
            self._pdf(hasil)

    def _tanda_v2(self, isi: dict[str, Any]) -> None:
        self.tiruan.tampilan.append(isi["signatureProperties"][0]["tampilan"])
        harap = TOTP if "totp" in isi else FRASA
        if not self._kenal(isi["nik"], str(isi.get("totp") or isi.get("passphrase")), harap):
            return
        hasil = self._laku(base64.b64decode(isi["file"][0]), isi["signatureProperties"][0]["reason"])
        if hasil is not None:
            self._json(200, {"time": 120, "file": [base64.b64encode(hasil).decode()]})

    def _kenal(self, nik: str, rahasia: str, harap: str) -> bool:
        if nik != NIK:
            self._json(400, {"error": "NIK tidak terdaftar", "status_code": 2011})
        elif rahasia != harap:  # some installations say 200 and mean no
            kode = 200 if self.tiruan.tingkah == DUA_RATUS else 400
            self._json(kode, {"error": "Proses signing gagal : Passphrase anda salah", "status_code": 2031})
        else:
            return True
        return False

    def _laku(self, pdf: bytes, alasan: str) -> bytes | None:
        """What one signing gives: signed bytes, spoiled bytes, or a fault (None: it is answered already)."""
        laku = self.tiruan.berikut()
        if laku == GANGGUAN:
            self._json(500, {"error": "Internal Server Error", "message": "null"})
            return None
        if laku == LAMBAT:
            threading.Event().wait(self.tiruan.jeda)
        if laku == SAMPAH:
            return b"<html><body>Gateway</body></html>"
        hasil = self.tiruan.tanda(pdf, alasan, sekarang())
        if laku == SESUDAH:  # it signed, and then could not say so
            self._json(500, {"error": "Internal Server Error"})
            return None
        if laku == TERPOTONG:
            return hasil[: len(hasil) * 2 // 3]
        if laku == LAIN:
            return self.tiruan.tanda(_kosong(), alasan, sekarang())
        return hasil

    def _pdf(self, data: bytes) -> None:
        if self.tiruan.tingkah == UNDUH and self.command == "POST":
            self.tiruan.simpanan["dok-1"] = data
            self._jawab(200, "application/json", b"{}", {"id_dokumen": "dok-1"})
        else:
            self._jawab(200, "application/pdf", data)

    def _json(self, kode: int, isi: dict[str, Any]) -> None:
        self._jawab(kode, "application/json", json.dumps(isi).encode())

    def _jawab(self, kode: int, jenis: str, data: bytes, kepala: dict[str, str] | None = None) -> None:
        try:
            self.send_response(kode)
            for nama, nilai in {"Content-Type": jenis, "Content-Length": str(len(data)), **(kepala or {})}.items():
                self.send_header(nama, nilai)
            self.end_headers()
            self.wfile.write(data)
        except ConnectionError:
            self.close_connection = True  # the other side waited no longer


def _multipart(jenis: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The fields of a multipart form."""
    pesan = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        b"Content-Type: " + jenis.encode() + b"\r\n\r\n" + data
    )
    for bagian in pesan.iter_parts():
        isi = bagian.get_payload(decode=True)
        yield str(bagian.get_param("name", header="content-disposition")), isi if isinstance(isi, bytes) else b""


def _kosong() -> bytes:
    """Another document than the one that came."""
    from smartkampung.inti.lembar import Kolom, Lembar
    from smartkampung.inti.pdf import KopSurat, pdf_lembar

    return pdf_lembar(Lembar("x", "Surat lain", (Kolom("a", "A"),), [("x",)]), KopSurat((), "X"), pada=sekarang())
