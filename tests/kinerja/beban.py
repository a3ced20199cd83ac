"""A small load client on raw sockets: keep-alive, several connections, latencies in milliseconds."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection


@dataclass(frozen=True)
class Hasil:
    """What one page took: median and p95 of single requests in milliseconds, and its size in bytes."""

    median: float
    p95: float
    ukuran: int


def ukur(port: int, permintaan: bytes, *, harap: int = 200, banyak: int = 200) -> Hasil:
    """Measure one request, one at a time."""
    with _Sambungan(port) as s:
        for _ in range(20):
            status, ukuran = s.kirim(permintaan)
            if status != harap:
                raise RuntimeError(f"status {status}, expected {harap}: {permintaan[:80]!r}")
        waktu = sorted(s.waktu(permintaan) for _ in range(banyak))
    return Hasil(statistics.median(waktu), waktu[int(len(waktu) * 0.95)], ukuran)


def bandingkan(port: int, permintaan: bytes, port_lantai: int, lantai: bytes, *, putaran: int = 6, detik: float = 0.5,
               sambungan: int = 4) -> tuple[float, float]:
    """Requests per second of a page and of its floor, in turns, so that what else the machine does hits both."""
    jumlah = [0.0, 0.0]
    for _ in range(putaran):
        jumlah[0] += _beban(port, permintaan, detik, sambungan)
        jumlah[1] += _beban(port_lantai, lantai, detik, sambungan)
    return jumlah[0] / putaran, jumlah[1] / putaran


def _beban(port: int, permintaan: bytes, detik: float, sambungan: int) -> float:
    selesai = [0] * sambungan
    akhir = time.perf_counter() + detik

    def kerja(n: int) -> None:
        with _Sambungan(port) as s:
            while time.perf_counter() < akhir:
                s.kirim(permintaan)
                selesai[n] += 1

    utas = [threading.Thread(target=kerja, args=(n,)) for n in range(sambungan)]
    mulai = time.perf_counter()
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return sum(selesai) / (time.perf_counter() - mulai)


class _Sambungan:
    """One keep-alive connection that reads just enough of an answer."""

    def __init__(self, port: int) -> None:
        self._s = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sisa = b""

    def __enter__(self) -> _Sambungan:
        return self

    def __exit__(self, *_: object) -> None:
        self._s.close()

    def waktu(self, permintaan: bytes) -> float:
        mulai = time.perf_counter()
        self.kirim(permintaan)
        return (time.perf_counter() - mulai) * 1000

    def kirim(self, permintaan: bytes) -> tuple[int, int]:
        self._s.sendall(permintaan)
        data = self._sisa
        while b"\r\n\r\n" not in data:
            data += self._terima()
        kepala, _, badan = data.partition(b"\r\n\r\n")
        panjang = next(int(b.split(b":")[1]) for b in kepala.split(b"\r\n") if b.lower().startswith(b"content-length:"))
        while len(badan) < panjang:
            badan += self._terima()
        self._sisa = badan[panjang:]
        return int(kepala[9:12]), panjang

    def _terima(self) -> bytes:
        potong = self._s.recv(262_144)
        if not potong:
            raise ConnectionError("the server closed the connection")
        return potong


def get(jalur: str, kuki: str = "") -> bytes:
    """A GET request as bytes."""
    return (f"GET {jalur} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\nAccept: text/html\r\n"
            + (f"Cookie: {kuki}\r\n" if kuki else "") + "\r\n").encode()


def post(jalur: str, isi: str, kuki: str = "", lain: str = "") -> bytes:
    """A form POST as bytes."""
    return (f"POST {jalur} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n{lain}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(isi.encode())}\r\n"
            + (f"Cookie: {kuki}\r\n" if kuki else "") + f"\r\n{isi}").encode()


def tunggu_hidup(port: int, detik: float = 60) -> float:
    """Wait until a server answers; returns the seconds it took."""
    mulai = time.perf_counter()
    while time.perf_counter() - mulai < detik:
        try:
            sambungan = HTTPConnection("127.0.0.1", port, timeout=5)
            sambungan.request("GET", "/masuk")
            sambungan.getresponse().read()
            return time.perf_counter() - mulai
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")
