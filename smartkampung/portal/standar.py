"""Printed promises: a poster per service, the service standard with its 14 components, and the maklumat.

UU 25/2009 Pasal 21 and Permenpan RB 15/2014: six components of delivery, eight of management. Criteria
MPP-1 (the row is the components), MPP-4 (one-page poster), SK-2 (measured time beside the promise).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import penandatangan, profil
from smartkampung.inti.konteks import hari_desa, pengaturan, zona
from smartkampung.inti.pdf import Gambar, cetak, qr_svg, ukuran
from smartkampung.inti.tanggal import awal_hari, durasi, tanggal_panjang
from smartkampung.lokasi import folder_data
from smartkampung.portal.katalog import Layanan
from smartkampung.surat.definisi import Definisi, Syarat
from smartkampung.surat.naskah import gabung
from smartkampung.surat.queries import waktu_nyata

SIFAT = {"ditunjukkan": "cukup ditunjukkan", "wajib": "wajib", "pilihan": "bila ada"}
LANGKAH = (
    "Pindai kode QR atau datang ke kantor desa.",
    "Petugas memeriksa dan menyiapkan suratnya.",
    "Surat ditandatangani. Unduh atau ambil.",
)
BELUM = "belum ada data"


@cache
def naskah_standar() -> dict[str, Any]:
    """The parts that are the same for every service."""
    return tomllib.loads((folder_data() / "standar_pelayanan.toml").read_text(encoding="utf-8"))


def lama(menit: int | None) -> str:
    """Service minutes in words: `45 menit`, `1 jam 30 menit`."""
    return BELUM if menit is None else durasi(timedelta(minutes=menit))


def tanpa_tanda(teks: str) -> str:
    """A legal basis without our mark for "from memory", which is for those who edit it."""
    return teks.replace(" [M]", "")


def _desa() -> dict[str, str]:
    desa = profil()
    return {
        "nama_desa": desa.nama,
        "sebutan_desa": desa.sebutan_desa,
        "kepala_desa": desa.sebutan_kepala,
        "alamat_desa": ", ".join(x for x in (desa.alamat, desa.telepon and f"telepon {desa.telepon}") if x),
    }


def _isi(bagian: str) -> list[str]:
    mentah = naskah_standar()[bagian]
    return [gabung(satu, _desa()) for satu in ([mentah] if isinstance(mentah, str) else mentah)]


def komponen(layanan: Layanan, nyata: int | None) -> list[tuple[str, list[str]]]:
    """The 14 components of one service, name and sentences."""
    d, desa = layanan.definisi, profil()
    waktu = [f"{lama(layanan.jenis.janji_menit)} pada jam layanan, sejak syarat lengkap."]
    if nyata is not None:
        waktu.append(f"Nyatanya dalam tiga bulan terakhir: separuh surat selesai dalam {lama(nyata)}.")
    produk = [f"{d.judul}, berlaku {d.berlaku['jumlah']} {d.berlaku['satuan']}."]
    produk.append(_lanjut(d))
    tanda = "tidak dapat atas nama" if d.penanda_tangan == "kepala_desa_sendiri" else "atau atas namanya"
    pelaksana = [*_isi("pelaksana"), f"Penanda tangan: {desa.sebutan_kepala}, {tanda}."]
    return [
        ("Persyaratan", [_syarat(satu) for satu in d.syarat] or ["Tidak ada."]),
        ("Sistem, mekanisme, dan prosedur", _isi("prosedur")),
        ("Jangka waktu", waktu),
        ("Biaya", _isi("biaya")),
        ("Produk pelayanan", produk),
        ("Pengaduan, saran, dan masukan", _isi("pengaduan")),
        ("Dasar hukum", [tanpa_tanda(satu) for satu in d.dasar_hukum]),
        ("Sarana dan prasarana", _isi("sarana")),
        ("Kompetensi pelaksana", _isi("kompetensi")),
        ("Pengawasan internal", _isi("pengawasan")),
        ("Jumlah pelaksana", pelaksana),
        ("Jaminan pelayanan", [*_isi("jaminan_pelayanan"), f"Tidak boleh diminta: {_larangan(d)}."]),
        ("Jaminan keamanan", _isi("jaminan_keamanan")),
        ("Evaluasi kinerja", _isi("evaluasi")),
    ]


def _syarat(satu: Syarat) -> str:
    return f"{satu.nama} ({SIFAT[satu.sifat]})" + (f". {satu.bantuan}" if satu.bantuan else "")


def _larangan(definisi: Definisi) -> str:
    return ", ".join(satu.nama[0].lower() + satu.nama[1:] for satu in definisi.dilarang_diminta)


def _lanjut(definisi: Definisi) -> str:
    if not definisi.lanjut.ke:
        return "Selesai di desa."
    bawa = f" Bawa {', '.join(definisi.lanjut.bawa)}." if definisi.lanjut.bawa else ""
    return f"Lanjut ke {definisi.lanjut.ke}.{bawa} {definisi.lanjut.ket}".rstrip()


def poster(layanan: Layanan) -> bytes:
    """One service on one page (PDF/A), with the QR of its request page."""
    d, situs = layanan.definisi, pengaturan().alamat_publik.rstrip("/")
    nyata = waktu_nyata(d.kode).get(d.kode)
    ket = f"nyatanya {lama(nyata)}" if nyata is not None else "pada jam layanan"
    isi = _rangka() | {
        "kelompok": d.nama_kelompok,
        "nama": d.nama,
        "ringkas": d.ringkas,
        "ubin": [
            ["Waktu", lama(layanan.jenis.janji_menit), ket],
            ["Biaya", "Rp0", "di desa"],
            ["Berlaku", f"{d.berlaku['jumlah']} {d.berlaku['satuan']}", "sejak ditandatangani"],
        ],
        "syarat": [{"nama": satu.nama, "ket": SIFAT[satu.sifat]} for satu in d.syarat],
        "larangan": [{"nama": satu.nama, "ket": ""} for satu in d.dilarang_diminta],
        "hasil": f"{d.judul}. " + (f"Lanjut ke {d.lanjut.ke}, bawa:" if d.lanjut.ke else "Selesai di desa."),
        "lanjut": [{"nama": satu, "ket": ""} for satu in d.lanjut.bawa],
        "langkah": list(LANGKAH),
        "qr": qr_svg(f"{situs}/layanan/{d.kode}/ajukan"),
        "alamat": f"atau buka {situs.partition('://')[2]}",
        "kaki": f"Ada yang meminta uang? Laporkan: {_desa()['alamat_desa']}, atau lapor.go.id.",
        "kaki_kanan": tanggal_panjang(hari_desa()),
    }
    return _pdf("poster", isi, f"Layanan {d.nama}")


def standar(daftar: Sequence[Layanan], *, maklumat: bool = True, judul: str = "Standar Pelayanan") -> bytes:
    """The service standard of these services (PDF/A); the maklumat stands in front of it."""
    nyata = waktu_nyata()
    isi = _rangka() | {
        "judul": judul,
        "pengantar": "Disusun menurut UU 25/2009 Pasal 21: enam komponen penyampaian dan delapan komponen pengelolaan. "
        "Ditetapkan dengan keputusan kepala desa. Waktu nyata adalah median tiga bulan terakhir pada jam layanan.",
        "maklumat": isi_maklumat() if maklumat else None,
        "layanan": [_satu(layanan, nyata.get(layanan.jenis.kode)) for layanan in daftar],
        "kaki": f"{judul} {profil().nama_lengkap} · per {tanggal_panjang(hari_desa())}",
    }
    return _pdf("standar", isi, judul)


def maklumat_saja() -> bytes:
    """The maklumat on its own, to be hung on the wall."""
    isi = _rangka() | {"judul": "", "pengantar": "", "maklumat": isi_maklumat(), "layanan": [], "kaki": ""}
    return _pdf("standar", isi, "Maklumat Pelayanan")


def isi_maklumat() -> dict[str, Any]:
    """The village's promise and who makes it; the name stays open on a day without a signer."""
    teks, desa, hari = naskah_standar()["maklumat"], profil(), hari_desa()
    siapa = next(iter(penandatangan(hari)), None)
    kepala = siapa if siapa is not None and siapa.cara not in ("an", "ub") else None
    return {
        "judul": teks["judul"],
        "isi": gabung(teks["isi"], _desa()),
        "janji": gabung(teks["janji"], _desa()),
        "atas": [f"{desa.nama}, {tanggal_panjang(hari)}", kepala.baris_jabatan[0] if kepala else desa.sebutan_kepala],
        "nama": kepala.nama.upper() if kepala else "." * 40,
    }


def _satu(layanan: Layanan, nyata: int | None) -> dict[str, Any]:
    return {
        "nama": layanan.definisi.nama,
        "ringkas": layanan.definisi.ringkas,
        "kelompok": layanan.definisi.nama_kelompok,
        "janji": lama(layanan.jenis.janji_menit),
        "nyata": lama(nyata),
        "komponen": komponen(layanan, nyata),
    }


def _rangka() -> dict[str, Any]:
    return {"kop": kop_surat().untuk_tata(), "kertas": ukuran(profil().kertas.lower())}


def _pdf(tata: str, isi: dict[str, Any], judul: str) -> bytes:
    return _tercetak(tata, json.dumps(isi, ensure_ascii=False), judul, awal_hari(hari_desa(), zona()))


@lru_cache(maxsize=64)
def _tercetak(tata: str, isi: str, judul: str, pada: datetime) -> bytes:
    """The PDF, kept for the day as long as nothing on it changes: anybody may ask for it."""
    data = json.loads(isi)
    if "qr" in data:
        data["qr"] = Gambar(data["qr"])
    if data["kop"]["logo"]:
        data["kop"]["logo"] = Gambar(data["kop"]["logo"])
    return cetak(tata, data, judul=judul, pada=pada)
