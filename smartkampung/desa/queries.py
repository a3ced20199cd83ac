"""Reads: who we are, when we are open, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from flask import g

from smartkampung.akun.models import PLH, PLT, Pengguna, Penugasan
from smartkampung.audit.simpanan import ingat
from smartkampung.desa.models import Desa, HariLibur, JamLayanan, Perangkat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, baca_berkas
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa

ZONA_BAWAAN = "Asia/Jakarta"
PENANDA_UB = "penanda_ub"
PILIH_PROFIL = db.select(*(k for k in Desa.__table__.c if k.name != "id"))


@dataclass(frozen=True)
class Profil:
    """The identity of the village, as pages and papers print it."""

    kode: str
    nama: str
    kecamatan: str
    kabupaten: str
    provinsi: str
    sebutan_desa: str
    sebutan_dusun: str
    sebutan_kepala: str
    sebutan_kecamatan: str
    sebutan_kabupaten: str
    alamat: str
    kode_pos: str
    telepon: str
    email: str
    situs: str
    zona: ZoneInfo
    kertas: str
    kop: str
    logo_id: int | None

    @property
    def nama_lengkap(self) -> str:
        """`Desa Sumberwangi`."""
        return f"{self.sebutan_desa} {self.nama}"

    @property
    def kecamatan_lengkap(self) -> str:
        return f"{self.sebutan_kecamatan} {self.kecamatan}" if self.kecamatan else ""

    @property
    def kabupaten_lengkap(self) -> str:
        """Region names of cities already say "Kota"."""
        sudah = self.kabupaten.startswith(("Kabupaten ", "Kota "))
        return self.kabupaten if sudah else f"{self.sebutan_kabupaten} {self.kabupaten}"

    @property
    def kontak(self) -> str:
        """One line: address, postcode, telephone, e-mail."""
        alamat = " ".join(x for x in (self.alamat, self.kode_pos) if x)
        telepon = f"telepon {self.telepon}" if self.telepon else ""
        return " · ".join(x for x in (alamat, telepon, self.email, self.situs) if x)


PROFIL_KOSONG = Profil("", "Belum disiapkan", "", "", "", "Desa", "Dusun", "Kepala Desa", "Kecamatan",
                       "Kabupaten", "", "", "", "", "", ZoneInfo(ZONA_BAWAAN), "F4", "desa", None)


def profil() -> Profil:
    """The identity, read once per app context; a placeholder before the set-up."""
    if "profil" not in g:
        g.profil = ingat("profil", _baca_profil)
    isi: Profil = g.profil
    return isi


def _baca_profil() -> Profil:
    baris = db.session.execute(PILIH_PROFIL).mappings().first()
    return PROFIL_KOSONG if baris is None else Profil(**{**baris, "zona": ZoneInfo(baris["zona"])})


def lupakan_profil() -> None:
    """Forget what was read, after the identity changed."""
    g.pop("profil", None)
    g.pop("zona", None)


def zona_desa() -> ZoneInfo:
    """The village's time zone."""
    return profil().zona


def logo() -> tuple[bytes, str] | None:
    """The logo as (bytes, mime), when there is one."""
    berkas = db.session.get(Berkas, profil().logo_id) if profil().logo_id else None
    return (baca_berkas(berkas), berkas.mime) if berkas else None


# --- hours ----------------------------------------------------------------------------------------

def jam_layanan() -> dict[int, list[tuple[time, time]]]:
    """Weekday (0 = Monday) -> blocks of service hours, in order."""
    hasil: dict[int, list[tuple[time, time]]] = {h: [] for h in range(7)}
    for baris in db.session.execute(
            db.select(JamLayanan.hari, JamLayanan.buka, JamLayanan.tutup)
            .order_by(JamLayanan.hari, JamLayanan.buka)):
        hasil[baris.hari].append((baris.buka, baris.tutup))
    return hasil


def hari_libur(dari: date, sampai: date) -> dict[date, str]:
    """The closed days of a span, with their names."""
    pilih = (db.select(HariLibur.tanggal, HariLibur.nama)
             .where(HariLibur.tanggal.between(dari, sampai)).order_by(HariLibur.tanggal))
    return {b.tanggal: b.nama for b in db.session.execute(pilih)}


# --- who signs ------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Penandatangan:
    """Who signs on a date, and the words of the signature block above the name."""

    pengguna_id: int
    nama: str
    nip: str
    cara: str  # langsung | plt | plh | an | ub
    baris_jabatan: tuple[str, ...]


class TidakAdaPenandatangan(GalatDomain):
    """Nobody may sign on this date."""

    pesan = ("Belum ada yang dapat menandatangani pada tanggal ini. Tunjuk kepala desa, Plt., atau Plh. di "
             "halaman Akun.")


def ada_penandatangan() -> bool:
    """Whether anybody may sign today; remembered until the next act."""
    hari = hari_desa()
    return ingat(("ada_penandatangan", hari), lambda: bool(penandatangan(hari)))


def penandatangan(pada: date) -> list[Penandatangan]:
    """Everybody who may sign on a date, the usual one first; who took office last comes first of his rank.

    A Plt. or Plh. stands in for the head while the assignment lasts; the secretary may sign on the head's behalf
    (a.n.), and whoever was charged with it by the secretary's order (u.b.). The last day counts whole.
    """
    pilih = (db.select(Penugasan.peran, Penugasan.sifat, Pengguna.id, Pengguna.nama, Pengguna.nip)
             .join(Pengguna, Pengguna.id == Penugasan.pengguna_id)
             .where(Penugasan.peran.in_(("kepala_desa", "sekretaris", PENANDA_UB)), Pengguna.aktif,
                    Penugasan.mulai <= pada, db.or_(Penugasan.sampai.is_(None), Penugasan.sampai >= pada))
             .order_by(Penugasan.mulai.desc(), Penugasan.id))
    hasil = [_cara_tanda(b.peran, b.sifat, b.id, b.nama, b.nip, pada) for b in db.session.execute(pilih)]
    return [p for _, p in sorted(hasil, key=lambda b: b[0])]


def _cara_tanda(peran: str, sifat: str, pengguna_id: int, nama: str, nip: str, pada: date) -> tuple[int, Penandatangan]:
    """Rank and signature block of one assignment."""
    kepala = f"{profil().sebutan_kepala} {profil().nama}"
    depan = {PLT: "Plt. ", PLH: "Plh. "}.get(sifat, "")
    if peran == "kepala_desa":
        urut, cara = {PLT: (0, PLT), PLH: (1, PLH)}.get(sifat, (2, "langsung"))
        return urut, Penandatangan(pengguna_id, nama, nip, cara, (f"{depan}{kepala}",))
    sekretaris = f"Sekretaris {profil().sebutan_desa}"
    if peran == "sekretaris":
        return 3, Penandatangan(pengguna_id, nama, nip, "an", (f"a.n. {kepala}", f"{depan}{sekretaris}"))
    jabatan = f"{depan}{_jabatan_perangkat(pengguna_id, pada)}"
    return 4, Penandatangan(pengguna_id, nama, nip, "ub", (f"a.n. {kepala}", sekretaris, "u.b.", jabatan))


def _jabatan_perangkat(pengguna_id: int, pada: date) -> str:
    """The office this account's official held on a day."""
    pilih = (db.select(Perangkat.jabatan)
             .where(Perangkat.pengguna_id == pengguna_id, Perangkat.mulai <= pada,
                    db.or_(Perangkat.sampai.is_(None), Perangkat.sampai >= pada))
             .order_by(Perangkat.urut).limit(1))
    return db.session.scalar(pilih) or "Kepala Seksi"


def penandatangan_utama(pada: date) -> Penandatangan:
    """The usual signer of a date; TidakAdaPenandatangan when there is none."""
    semua = penandatangan(pada)
    if not semua:
        raise TidakAdaPenandatangan()
    return semua[0]


def penandatangan_sebagai(pengguna_id: int, pada: date) -> Penandatangan | None:
    """How this person may sign on a date, or None."""
    return next((p for p in penandatangan(pada) if p.pengguna_id == pengguna_id), None)


def daftar_perangkat(pada: date | None = None) -> list[Perangkat]:
    """The officials, in the order of their rank; only those in office on `pada` when it is given."""
    pilih = db.select(Perangkat).order_by(Perangkat.urut, Perangkat.nama)
    if pada is not None:
        pilih = pilih.where(Perangkat.mulai <= pada,
                            db.or_(Perangkat.sampai.is_(None), Perangkat.sampai >= pada))
    return list(db.session.scalars(pilih))
