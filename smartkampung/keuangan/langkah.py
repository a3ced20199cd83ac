"""Who did which step of a document, in which role, on which day: the chain of signatures (K-ROL-01 to 04)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.akun.models import DEFINITIF, Penugasan
from smartkampung.akun.peran import semua_peran
from smartkampung.extensions import db
from smartkampung.inti.db import hanya_tambah
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import sekarang

KADES, SEKDES, KEUANGAN, PKA, BPD = "kepala_desa", "sekretaris", "kaur_keuangan", "kaur_kasi", "bpd"


class LangkahKeuangan(db.Model):
    """One step of a financial document: never changed, never taken away."""

    __tablename__ = "langkah_keuangan"
    __table_args__ = (Index("ix_langkah_keuangan_objek", "objek", "objek_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    objek: Mapped[str] = mapped_column(String(20))  # versi, dpa, rak, spp, …
    objek_id: Mapped[int]
    tindakan: Mapped[str] = mapped_column(String(30))
    keadaan: Mapped[str] = mapped_column(String(20))  # what it led to
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))
    oleh_nama: Mapped[str] = mapped_column(String(120))
    peran: Mapped[str] = mapped_column(String(30), default="")
    jabatan: Mapped[str] = mapped_column(String(120), default="")  # as it is printed: "Plt. Sekretaris Desa"
    nomor_sk: Mapped[str] = mapped_column(String(80), default="")
    alasan: Mapped[str] = mapped_column(String(500), default="")
    pada: Mapped[datetime]


hanya_tambah("langkah_keuangan")


class Pelaku(Protocol):
    """Whoever acts: a user of the program."""

    id: Any
    nama: Any

    def punya_izin(self, izin: str) -> bool: ...

    def peran_kini(self) -> list[Penugasan]: ...


class BukanPemegangPeran(GalatDomain):
    """K-ROL-01, K-ROL-02: the step belongs to another role."""

    pesan = "Langkah ini hanya untuk %(peran)s. Hari ini Anda tidak memegang peran itu."
    status = 403


class SudahBertindak(GalatDomain):
    """K-ROL-04: one person, two steps of one chain."""

    pesan = ("Anda sudah melakukan langkah “%(langkah)s” pada dokumen ini. Langkah berikutnya harus orang lain, "
             "kecuali Anda Plt./Plh. dengan nomor SK.")  # fmt: skip


def pemegang(oleh: Pelaku, *peran: str) -> Penugasan:
    """The assignment under which a person acts today; BukanPemegangPeran when there is none (K-ROL-01)."""
    for tugas in oleh.peran_kini():
        if tugas.peran in peran:
            return tugas
    raise BukanPemegangPeran(peran=" atau ".join(semua_peran()[p].nama for p in peran))


def pastikan_orang_lain(objek: str, objek_id: int, tugas: Penugasan, *tindakan: str) -> None:
    """Raise SudahBertindak when the same person did one of these steps since the document was last a draft (K-ROL-04).

    A temporary Plt. or Plh. with the number of a decree may.
    """
    if tugas.sifat != DEFINITIF and tugas.nomor_sk:
        return
    for satu in reversed(riwayat(objek, objek_id)):
        if satu.keadaan == "draf":
            return
        if satu.oleh_id == tugas.pengguna_id and satu.tindakan in tindakan:
            raise SudahBertindak(langkah=satu.tindakan)


def tambah_langkah(objek: str, objek_id: int, tindakan: str, keadaan: str, *, oleh: Pelaku,
                   tugas: Penugasan | None = None, alasan: str = "") -> LangkahKeuangan:  # fmt: skip
    """Write a step into the history of a document."""
    langkah = LangkahKeuangan(
        objek=objek, objek_id=objek_id, tindakan=tindakan, keadaan=keadaan, oleh_id=oleh.id, oleh_nama=oleh.nama,
        peran=tugas.peran if tugas else "", jabatan=tugas.nama_peran if tugas else "",
        nomor_sk=tugas.nomor_sk if tugas else "", alasan=alasan[:500], pada=sekarang(),
    )  # fmt: skip
    db.session.add(langkah)
    db.session.flush()
    return langkah


def riwayat(objek: str, objek_id: int) -> list[LangkahKeuangan]:
    """The steps of a document, oldest first."""
    pilih = db.select(LangkahKeuangan).filter_by(objek=objek, objek_id=objek_id).order_by(LangkahKeuangan.id)
    return list(db.session.scalars(pilih))


def hari_langkah(objek: str, objek_id: int, tindakan: str) -> date | None:
    """The day, in the village, on which a document last went through a step here; None when it never did."""
    pada = [s.pada for s in riwayat(objek, objek_id) if s.tindakan == tindakan]
    return pada[-1].astimezone(zona()).date() if pada else None
