"""What a message says in each state: the program's texts, the village's own, and their placeholders.

A message never carries a NIK: no placeholder has one, and long numbers in a reason are left out.
"""

from __future__ import annotations

import re

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan, zona
from smartkampung.inti.tanggal import waktu_panjang
from smartkampung.surat.catatan import tanpa_nik
from smartkampung.surat.kabar.models import TeksKabar
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import Surat

_UMUM = "Lihat di [alamat] dengan kode [kode] dan tanggal lahir pemohon."
_JALAN = f"[jenis] atas nama [nama] sedang dikerjakan di [desa]. Janji selesai [janji]. {_UMUM}"
BAWAAN: dict[str, str] = {
    Keadaan.DITERIMA: (
        f"Permohonan [jenis] atas nama [nama] sudah diterima [desa]. Janji selesai [janji]. {_UMUM} "
        "Tidak dipungut biaya."
    ),
    Keadaan.PERLU_DILENGKAPI: f"Permohonan [jenis] atas nama [nama] perlu dilengkapi. [alasan] {_UMUM}",
    Keadaan.DIPROSES: _JALAN,
    Keadaan.MENUNGGU_PARAF: _JALAN,
    Keadaan.MENUNGGU_TTD: _JALAN,
    Keadaan.MENUNGGU_TTD_ELEKTRONIK: _JALAN,
    Keadaan.SELESAI: f"[jenis] atas nama [nama] sudah selesai. {_UMUM} Tidak dipungut biaya.",
    Keadaan.DITOLAK: (
        "Permohonan [jenis] atas nama [nama] belum dapat dibuatkan. [alasan] Hubungi kantor [desa] bila ada pertanyaan."
    ),
    Keadaan.DIBATALKAN: "Permohonan [jenis] atas nama [nama] dibatalkan. [alasan]",
    Keadaan.DICABUT: "[jenis] atas nama [nama] dicabut dan tidak berlaku lagi. [alasan]",
}
KODE = ("nama", "jenis", "desa", "kode", "alamat", "janji", "alasan")
_KODE = re.compile(r"\[([^\[\]]{1,40})\]")


def kode_asing(teks: str) -> list[str]:
    """Placeholders of a text that have no value."""
    return [kode for kode in _KODE.findall(teks) if kode not in KODE]


def daftar_teks() -> dict[str, str]:
    """State -> the text in use."""
    return BAWAAN | {satu.keadaan: satu.teks for satu in db.session.scalars(db.select(TeksKabar))}


def teks_kabar(surat: Surat) -> str:
    """The message about a letter as it stands now; empty in states nobody is told about."""
    sendiri = db.session.get(TeksKabar, surat.keadaan)
    pola = sendiri.teks if sendiri else BAWAAN.get(surat.keadaan, "")
    nilai = {
        "nama": surat.nama,
        "jenis": surat.jenis.nama,
        "desa": profil().nama_lengkap,
        "kode": surat.kode_status,
        "alamat": f"{pengaturan().alamat_publik.rstrip('/')}/status",
        "janji": waktu_panjang(surat.janji_pada, zona()),
        "alasan": tanpa_nik(surat.alasan),
    }
    return " ".join(_KODE.sub(lambda m: nilai.get(m[1], m[0]), pola).split())
