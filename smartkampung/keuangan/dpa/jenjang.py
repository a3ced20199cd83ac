"""The chain of three signatures over a DPA or a RAK: handed in, verified, approved, or sent back with a reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TypeVar

from smartkampung.akun.models import Penugasan
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.dpa.galat import BukanGiliran, PerluAlasan
from smartkampung.keuangan.dpa.models import (
    BERLAKU,
    DIAJUKAN,
    DIGANTIKAN,
    DIVERIFIKASI,
    DPA,
    DRAF,
    NAMA_KEADAAN,
    RAK,
    BarisDPA,
    BarisRAK,
)
from smartkampung.keuangan.langkah import (
    KADES,
    SEKDES,
    Pelaku,
    pastikan_orang_lain,
    pemegang,
    tambah_langkah,
)

D = TypeVar("D", DPA, RAK)


def nama(dokumen: DPA | RAK) -> str:
    """What the document is called."""
    return dokumen.sebutan if isinstance(dokumen, DPA) else dokumen.nama


def objek(dokumen: DPA | RAK) -> str:
    """Under which word its steps are kept."""
    return "dpa" if isinstance(dokumen, DPA) else "rak"


def kunci_dokumen(dokumen: D, *keadaan: str) -> D:
    """Read the state anew under a lock; BukanGiliran unless it is one of these."""
    db.session.refresh(dokumen, with_for_update=True)
    if dokumen.keadaan not in keadaan:
        raise BukanGiliran(nama=nama(dokumen), keadaan=NAMA_KEADAAN[dokumen.keadaan].lower())
    return dokumen


def pastikan_berhak(dokumen: DPA | RAK, oleh: Pelaku, peran: str) -> Penugasan:
    """The assignment for a step: a holder of the role, who did no other step of this chain (K-ROL-01, 02, 04)."""
    tugas = pemegang(oleh, peran)
    pastikan_orang_lain(objek(dokumen), dokumen.id, tugas, "ajukan", "verifikasi")
    return tugas


def maju(dokumen: DPA | RAK, tindakan: str, ke: str, *, oleh: Pelaku, tugas: Penugasan, alasan: str = "") -> None:
    """Do one step of the chain under an assignment that `pastikan_berhak` answered."""
    dokumen.keadaan = ke
    dokumen.versi += 1
    db.session.flush()
    tambah_langkah(objek(dokumen), dokumen.id, tindakan, ke, oleh=oleh, tugas=tugas, alasan=alasan)
    lain: dict[str, Any] = {"alasan": alasan} if tindakan == "tolak" else {}
    catat(f"keuangan.{objek(dokumen)}_{tindakan}", oleh=oleh, objek=(objek(dokumen), dokumen.id), apa=nama(dokumen),
          **lain)  # fmt: skip


def verifikasi(dokumen: DPA | RAK, *, oleh: Pelaku) -> None:
    """The secretary has checked it."""
    kunci_dokumen(dokumen, DIAJUKAN)
    maju(dokumen, "verifikasi", DIVERIFIKASI, oleh=oleh, tugas=pastikan_berhak(dokumen, oleh, SEKDES))


def tolak(dokumen: DPA | RAK, alasan: str, *, oleh: Pelaku) -> None:
    """Send it back to its author with a reason: the secretary what was handed in, the head what was verified."""
    rapi = " ".join(alasan.split())[:300]
    if not rapi:
        raise PerluAlasan()
    kunci_dokumen(dokumen, DIAJUKAN, DIVERIFIKASI)
    peran = SEKDES if dokumen.keadaan == DIAJUKAN else KADES
    tugas = pastikan_berhak(dokumen, oleh, peran)
    dokumen.alasan_tolak = rapi
    maju(dokumen, "tolak", DRAF, oleh=oleh, tugas=tugas, alasan=rapi)


def bekukan(dokumen: DPA | RAK, baris: Iterable[BarisDPA | BarisRAK]) -> None:
    """Freeze an approved document with its fingerprint."""
    dokumen.sidik, dokumen.terkunci_pada = sidik(dokumen, baris), sekarang()
    db.session.flush()


def sidik(dokumen: DPA | RAK, baris: Iterable[BarisDPA | BarisRAK]) -> str:
    """SHA-256 over what the document says."""
    kegiatan = dokumen.kegiatan if isinstance(dokumen, DPA) else ""
    isi = [[b.kegiatan if isinstance(b, BarisRAK) else kegiatan, b.rekening, b.sumber_dana, f"{b.nilai:.2f}",
            *(f"{n:.2f}" for n in b.bulan)] for b in baris]  # fmt: skip
    data = [objek(dokumen), dokumen.tahun, kegiatan, dokumen.urut, sorted(isi)]
    return hashlib.sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()


def gantikan(dokumen: DPA | RAK, *, oleh: Pelaku) -> None:
    """Retire the document that was in force before."""
    if isinstance(dokumen, DPA):
        pilih = db.select(DPA).filter_by(tahun=dokumen.tahun, kegiatan=dokumen.kegiatan, lanjutan=dokumen.lanjutan)
        lama: DPA | RAK | None = db.session.scalar(pilih.filter_by(keadaan=BERLAKU))
    else:
        lama = db.session.scalar(db.select(RAK).filter_by(tahun=dokumen.tahun, keadaan=BERLAKU))
    if lama is not None:
        lama.keadaan = DIGANTIKAN
        db.session.flush()
        tambah_langkah(objek(lama), lama.id, "gantikan", DIGANTIKAN, oleh=oleh)
