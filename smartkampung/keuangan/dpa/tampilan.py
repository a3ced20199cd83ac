"""What pages of DPA and RAK show besides the figures: steps, history, days due, choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from smartkampung.akun.models import Pengguna, Penugasan
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.tanggal import waktu_pendek
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.dpa.models import BERLAKU, DIAJUKAN, DIGANTIKAN, DIVERIFIKASI, DPA, DRAF, RAK
from smartkampung.keuangan.dpa.queries import BarisDaftar
from smartkampung.keuangan.dpa.tenggat import jatuh_tempo, semua_tenggat
from smartkampung.keuangan.langkah import PKA, riwayat

_URUT = (DRAF, DIAJUKAN, DIVERIFIKASI, BERLAKU)
_TINDAKAN = {"buat": "Dibuat", "ajukan": "Diajukan", "verifikasi": "Diverifikasi", "setujui": "Disetujui",
             "tolak": "Dikembalikan", "gantikan": "Digantikan"}  # fmt: skip
_RUPA = {"setujui": "baik", "tolak": "buruk", "gantikan": "diam"}


def langkah_dokumen(dokumen: DPA | RAK) -> list[tuple[str, str, str]]:
    """The four steps as the stepper shows them: (word, who and when, sudah | kini | nanti)."""
    sudah: dict[str, str] = {}
    for satu in riwayat("dpa" if isinstance(dokumen, DPA) else "rak", dokumen.id):
        if satu.keadaan == DRAF:
            sudah.clear()
        else:
            sudah[satu.tindakan] = f"{satu.oleh_nama}, {waktu_pendek(satu.pada, zona())}"
    kini = _URUT.index(BERLAKU if dokumen.keadaan == DIGANTIKAN else dokumen.keadaan)
    if dokumen.keadaan in (BERLAKU, DIGANTIKAN):
        kini = len(_URUT)
    penyusun = _("Disusun PKA") if isinstance(dokumen, DPA) else _("Disusun Kaur Keuangan")
    nama = ((penyusun, "ajukan"), (_("Verifikasi Sekdes"), "verifikasi"), (_("Persetujuan Kades"), "setujui"))
    return [(judul, sudah.get(t, ""), "sudah" if n < kini else "kini" if n == kini else "nanti")
            for n, (judul, t) in enumerate(nama)]  # fmt: skip


def riwayat_dokumen(objek: str, objek_id: int) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [
        {"judul": _TINDAKAN.get(r.tindakan, r.tindakan), "rupa": _RUPA.get(r.tindakan, ""), "alasan": r.alasan,
         "ket": _("oleh %(n)s", n=r.oleh_nama + (f", {r.jabatan}" if r.jabatan else "")),
         "waktu": waktu_pendek(r.pada, zona()) + (f" · SK {r.nomor_sk}" if r.nomor_sk else "")}
        for r in reversed(riwayat(objek, objek_id))
    ]  # fmt: skip


def saring_daftar(semua: Sequence[BarisDaftar], saring: str, pka_id: int | None) -> list[BarisDaftar]:
    """The kegiatan whose documents are in a state, or lack one; of one official when `pka_id` is given."""
    hasil = [b for b in semua if pka_id is None or b.pka_id == pka_id]
    if saring:
        hasil = [b for b in hasil if saring == b.kurang or any(d.keadaan == saring for d in b.dokumen)]
    return hasil


@dataclass(frozen=True, slots=True)
class HariTenggat:
    """One due day of a year's DPA."""

    nama: str
    hari: date
    dasar: str
    lewat: bool


def tenggat_dpa(versi: VersiAnggaran) -> list[HariTenggat]:
    """The days due, counted from the day the budget was set."""
    kini = hari_desa()
    hari = [(t, jatuh_tempo(t.kode, versi)) for t in semua_tenggat()]
    return [HariTenggat(t.nama, h, t.dasar, h < kini) for t, h in hari if h is not None]


def daftar_pka() -> list[tuple[int, str]]:
    """Who may carry out a kegiatan today, by name."""
    hari = hari_desa()
    pilih = (
        db.select(Pengguna.id, Pengguna.nama).join(Penugasan, Penugasan.pengguna_id == Pengguna.id)
        .where(Penugasan.peran == PKA, Pengguna.aktif, Penugasan.mulai <= hari,
               db.or_(Penugasan.sampai.is_(None), Penugasan.sampai >= hari))
        .distinct().order_by(Pengguna.nama)
    )  # fmt: skip
    return [(nomor, nama) for nomor, nama in db.session.execute(pilih)]
