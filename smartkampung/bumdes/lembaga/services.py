"""Acts on the enterprise: found it, keep its papers, appoint its organs, open and close units, set its shares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.akun.services import akhiri_penugasan, tugaskan
from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku.bagan import bagan_bawaan, isi_bagan
from smartkampung.bumdes.buku.models import RK_UNIT, AkunBumdes, JurnalBumdes
from smartkampung.bumdes.buku.saldo import saldo_akun
from smartkampung.bumdes.galat import IsianSalah, SudahAda
from smartkampung.bumdes.lembaga.models import (
    BUMDES,
    JENIS_UNIT,
    MANAJER,
    PERAN_JABATAN,
    POS,
    PUSAT,
    RATA,
    SAK_EP,
    Bumdes,
    EntitasBumdes,
    OrganBumdes,
    PosBagiHasil,
)
from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang, tanggal_panjang

_TENGGAT = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_RK_JENIS = {"wisata": "01", "dagang": "03", "sewa": "04", "simpan_pinjam": "05", "air": "06", "sampah": "07",
             "pangan": "08"}  # fmt: skip
POS_AWAL = (("desa", 3000), ("masyarakat", 0), ("cadangan", 4000), ("pengurus", 2000), ("pengawas", 300),
            ("penasihat", 200), ("sosial", 300), ("pendidikan", 200))  # fmt: skip


@dataclass(frozen=True, slots=True)
class IsiBumdes:
    """Identity and papers."""

    nama: str
    mulai_buku: date
    jenis: str = BUMDES
    perdes_nomor: str = ""
    perdes_tanggal: date | None = None
    badan_hukum: str = ""
    badan_hukum_tanggal: date | None = None
    nib: str = ""
    npwp: str = ""
    alamat: str = ""
    telepon: str = ""
    email: str = ""
    standar: str = SAK_EP
    tenggat_semester1: str = "07-31"
    tenggat_semester2: str = "01-31"
    tenggat_tahunan: str = "03-31"
    publik: bool = True


def dirikan(isi: IsiBumdes, *, oleh: Pelaku, bagan: Any = None) -> Bumdes:
    """Begin the books of an enterprise: its chart, its pusat, the customary shares to be set by its AD/ART."""
    if not oleh.punya_izin("bumdes.semua"):
        pastikan(oleh, "bumdes.semua", 0)
    _periksa_isi(isi)
    urut = (db.session.scalar(db.select(db.func.max(Bumdes.id))) or 0) + 1
    bumdes = Bumdes(kode=f"B{urut}", versi=1, dibuat_pada=sekarang(), **_kolom(isi))
    db.session.add(bumdes)
    db.session.flush()
    isi_bagan(bumdes, bagan or bagan_bawaan())
    db.session.add(EntitasBumdes(bumdes=bumdes, urut=0, pusat=True, kode="PUSAT", nama=f"Pusat {isi.nama}"[:120],
                                 jenis=PUSAT, mulai=isi.mulai_buku))  # fmt: skip
    db.session.add_all(PosBagiHasil(bumdes_id=bumdes.id, urut=n, kode=k, bobot=b) for n, (k, b) in enumerate(POS_AWAL))
    db.session.flush()
    catat("bumdes.didirikan", oleh=oleh if oleh.id else None, objek=("bumdes", bumdes.id), nama=isi.nama)
    return bumdes


def _kolom(isi: IsiBumdes) -> dict[str, Any]:
    return {f: getattr(isi, f) for f in isi.__dataclass_fields__}


def _periksa_isi(isi: IsiBumdes) -> None:
    for medan in ("tenggat_semester1", "tenggat_semester2", "tenggat_tahunan"):
        if not _TENGGAT.fullmatch(getattr(isi, medan)):
            raise IsianSalah(apa="Tulis tenggat sebagai bulan-tanggal, misalnya 07-31.", medan=medan)
    if isi.nib and not (isi.nib.isdecimal() and len(isi.nib) == 13):
        raise IsianSalah(apa="NIB terdiri dari 13 angka.", medan="nib")
    if isi.npwp and len(re.sub(r"\D", "", isi.npwp)) not in (15, 16):
        raise IsianSalah(apa="NPWP terdiri dari 15 atau 16 angka.", medan="npwp")
    if isi.mulai_buku > hari_desa():
        raise IsianSalah(apa="Pembukuan tidak dapat mulai di masa depan.", medan="mulai_buku")


def ubah_identitas(bumdes: Bumdes, isi: IsiBumdes, *, versi: int, oleh: Pelaku) -> None:
    """Correct identity and papers; the first day of the books moves only while they are empty."""
    pastikan(oleh, "bumdes.kelola", bumdes.id)
    _periksa_isi(isi)
    if bumdes.versi != versi:
        raise Bentrok()
    if isi.mulai_buku != bumdes.mulai_buku and db.session.scalar(
            db.select(JurnalBumdes.id).filter_by(bumdes_id=bumdes.id).limit(1)):  # fmt: skip
        raise IsianSalah(apa="Pembukuan sudah berisi, jadi hari pertamanya tetap.", medan="mulai_buku")
    for nama, nilai in _kolom(isi).items():
        setattr(bumdes, nama, nilai)
    bumdes.versi += 1
    bumdes.pusat.mulai = min(bumdes.pusat.mulai, isi.mulai_buku)
    db.session.flush()
    catat("bumdes.identitas_diubah", oleh=oleh, objek=("bumdes", bumdes.id), nama=isi.nama)


def kekurangan(bumdes: Bumdes) -> list[str]:
    """The papers that are still missing, in words."""
    hari = hari_desa()
    berlaku = {o.jabatan for o in bumdes.organ if o.berlaku(hari)}
    hasil = [nama for nama, ada in (
        ("Nomor Perdes pendirian", bumdes.perdes_nomor), ("Nomor badan hukum", bumdes.badan_hukum),
        ("NIB", bumdes.nib), ("NPWP", bumdes.npwp), ("Alamat", bumdes.alamat), ("Unit usaha", bumdes.unit),
        ("Penasihat", "penasihat" in berlaku), ("Direktur", "direktur" in berlaku),
        ("Bendahara", "bendahara" in berlaku), ("Pengawas", "pengawas" in berlaku)) if not ada]  # fmt: skip
    return hasil + [f"Manajer {e.nama}" for e in bumdes.unit if e.ditutup is None and not any(
        o.jabatan == MANAJER and o.entitas_id == e.id and o.berlaku(hari) for o in bumdes.organ)]


# --- units ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IsiUnit:
    """A unit usaha."""

    nama: str
    kode: str
    jenis: str
    mulai: date
    persediaan: str = RATA
    tenaga_kerja: int = 0
    kontak: str = ""


def tambah_unit(bumdes: Bumdes, isi: IsiUnit, *, oleh: Pelaku) -> EntitasBumdes:
    """Open a unit with a book of its own and an RK account at the pusat."""
    pastikan(oleh, "bumdes.kelola", bumdes.id)
    _periksa_unit(bumdes, isi, None)
    rk = _akun_rk(bumdes, isi)
    unit = EntitasBumdes(bumdes=bumdes, urut=1 + max(e.urut for e in bumdes.entitas), akun_rk_id=rk.id,
                         **{f: getattr(isi, f) for f in isi.__dataclass_fields__})  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    catat("bumdes.unit_dibuka", oleh=oleh if oleh.id else None, objek=("entitas_bumdes", unit.id), nama=isi.nama)
    return unit


def _periksa_unit(bumdes: Bumdes, isi: IsiUnit, unit: EntitasBumdes | None) -> None:
    if not re.fullmatch(r"[A-Z0-9]{2,12}", isi.kode):
        raise IsianSalah(apa="Kode unit: 2–12 huruf besar atau angka, misalnya TOKO.", medan="kode")
    if isi.jenis not in JENIS_UNIT:
        raise IsianSalah(apa="Pilih jenis usaha dari daftar.", medan="jenis")
    if any(e.kode == isi.kode for e in bumdes.entitas if e is not unit):
        raise SudahAda(apa=f"Kode {isi.kode}", medan="kode")
    if isi.mulai > hari_desa():
        raise IsianSalah(apa="Unit tidak dapat mulai di masa depan.", medan="mulai")


def _akun_rk(bumdes: Bumdes, isi: IsiUnit) -> AkunBumdes:
    """The RK account of a unit: the one of its kind in the chart while free, else a new one under the same group."""
    terpakai = {e.akun_rk_id for e in bumdes.entitas}
    semua = list(db.session.scalars(db.select(AkunBumdes).filter_by(
        bumdes_id=bumdes.id, peran=RK_UNIT).order_by(AkunBumdes.kode)))  # fmt: skip
    ekor = _RK_JENIS.get(isi.jenis)
    cocok = next((a for a in semua if ekor and a.kode.endswith("." + ekor) and a.id not in terpakai), None)
    if cocok is not None:
        cocok.nama = f"RK {isi.nama}"[:120]
        return cocok
    if not semua:
        raise IsianSalah(apa="Bagan akun ini belum punya kelompok RK Unit Usaha; tambahkan satu akun RK dulu.")
    depan = semua[-1].kode.rsplit(".", 1)[0]
    nomor = next(n for n in range(11, 99) if f"{depan}.{n:02d}" not in {a.kode for a in semua})
    akun = AkunBumdes(bumdes_id=bumdes.id, kode=f"{depan}.{nomor:02d}", nama=f"RK {isi.nama}"[:120],
                      nama_asli=f"RK {isi.nama}"[:120], kelompok="ASET", saldo_normal="D", arus_kas="ANTAR_UNIT",
                      level=4, jenis="D", sumber="DESA", peran=RK_UNIT, aktif=True)  # fmt: skip
    db.session.add(akun)
    db.session.flush()
    return akun


def ubah_unit(unit: EntitasBumdes, isi: IsiUnit, *, oleh: Pelaku) -> None:
    """Correct a unit; its first day moves only forward to where nothing was booked before."""
    pastikan(oleh, "bumdes.kelola", unit.bumdes_id)
    _periksa_unit(unit.bumdes, isi, unit)
    pertama = db.session.scalar(db.select(db.func.min(JurnalBumdes.tanggal)).filter_by(entitas_id=unit.id))
    if pertama is not None and isi.mulai > pertama:
        raise IsianSalah(apa=f"Unit ini sudah dijurnal sejak {tanggal_panjang(pertama)}.", medan="mulai")
    if isi.persediaan != unit.persediaan and pertama is not None:
        raise IsianSalah(apa="Unit sudah berjalan, jadi cara menilai persediaannya tetap.", medan="persediaan")
    for nama in isi.__dataclass_fields__:
        setattr(unit, nama, getattr(isi, nama))
    db.session.flush()
    catat("bumdes.unit_diubah", oleh=oleh, objek=("entitas_bumdes", unit.id), nama=isi.nama)


def tutup_unit(unit: EntitasBumdes, hari: date, alasan: str, *, oleh: Pelaku) -> None:
    """End a unit: its RK account must be settled first, so that the pusat holds what is left."""
    pastikan(oleh, "bumdes.kelola", unit.bumdes_id)
    akhir = db.session.scalar(db.select(db.func.max(JurnalBumdes.tanggal)).filter_by(entitas_id=unit.id))
    if hari > hari_desa() or hari < unit.mulai or (akhir is not None and hari < akhir):
        raise IsianSalah(apa="Tanggal tutup paling awal hari jurnal terakhirnya dan paling lambat hari ini.",
                         medan="ditutup")  # fmt: skip
    kas = db.session.scalars(db.select(AkunBumdes.id).filter_by(bumdes_id=unit.bumdes_id, peran="kas"))
    if any(saldo_akun([unit.id], a, hari) for a in kas):
        raise IsianSalah(apa="Unit masih memegang kas. Pindahkan dulu ke pusat, lalu tutup.", medan="ditutup")
    unit.ditutup = hari
    db.session.flush()
    catat("bumdes.unit_ditutup", oleh=oleh, objek=("entitas_bumdes", unit.id), nama=unit.nama, alasan=alasan[:200])


# --- organs ---------------------------------------------------------------------------------------


def angkat(bumdes: Bumdes, jabatan: str, nama: str, mulai: date, *, oleh: Pelaku, sampai: date | None = None,
           nomor_sk: str = "", unit: EntitasBumdes | None = None, pengguna: Pengguna | None = None) -> OrganBumdes:
    """Appoint somebody; with an account he gets the role of that office for the same time."""
    pastikan(oleh, "bumdes.kelola", bumdes.id)
    if (jabatan == MANAJER) != (unit is not None) or (unit is not None and unit.bumdes_id != bumdes.id):
        raise IsianSalah(apa="Pilih unit untuk manajer unit; jabatan lain tanpa unit.", medan="unit")
    if sampai is not None and sampai < mulai:
        raise IsianSalah(apa="Tanggal selesai lebih awal daripada tanggal mulai.", medan="sampai")
    if pengguna is not None and pengguna.id == oleh.id and not oleh.punya_izin("akun.kelola"):
        raise IsianSalah(apa="Anda tidak dapat mengangkat diri sendiri. Minta pengelola lain atau admin.",
                         medan="pengguna")  # fmt: skip
    organ = OrganBumdes(bumdes_id=bumdes.id, entitas_id=unit.id if unit else None, jabatan=jabatan, nama=nama,
                        nomor_sk=nomor_sk, mulai=mulai, sampai=sampai, pengguna_id=pengguna.id if pengguna else None)
    db.session.add(organ)
    db.session.flush()
    if pengguna is not None and jabatan in PERAN_JABATAN:
        cakupan = f"{bumdes.kode}/{unit.kode}" if unit else bumdes.kode
        tugas = tugaskan(pengguna, PERAN_JABATAN[jabatan], mulai=mulai, sampai=sampai, nomor_sk=nomor_sk,
                         cakupan=cakupan, oleh=oleh if isinstance(oleh, Pengguna) else None)  # fmt: skip
        organ.penugasan_id = tugas.id
        db.session.flush()
    db.session.expire(bumdes, ["organ"])
    catat("bumdes.organ_diangkat", oleh=oleh if oleh.id else None, objek=("organ_bumdes", organ.id), nama=nama,
          jabatan=organ.nama_jabatan)  # fmt: skip
    return organ


def berhentikan(organ: OrganBumdes, sampai: date, *, oleh: Pengguna) -> None:
    """End a term; the role ends with it."""
    pastikan(oleh, "bumdes.kelola", organ.bumdes_id)
    if sampai < organ.mulai:
        raise IsianSalah(apa="Tanggal selesai lebih awal daripada tanggal mulai.", medan="sampai")
    organ.sampai = sampai
    if organ.penugasan_id is not None:
        from smartkampung.akun.models import Penugasan

        akhiri_penugasan(db.session.get_one(Penugasan, organ.penugasan_id), sampai, oleh=oleh)
    db.session.flush()
    catat("bumdes.organ_diberhentikan", oleh=oleh, objek=("organ_bumdes", organ.id), nama=organ.nama,
          jabatan=organ.nama_jabatan, sampai=sampai)  # fmt: skip


# --- shares ---------------------------------------------------------------------------------------


def daftar_pos(bumdes: Bumdes) -> list[PosBagiHasil]:
    """The shares by AD/ART, in order."""
    return list(db.session.scalars(db.select(PosBagiHasil).filter_by(bumdes_id=bumdes.id).order_by(PosBagiHasil.urut)))


def simpan_pos(bumdes: Bumdes, bobot: Mapping[str, int], *, oleh: Pelaku) -> None:
    """Set the shares (hundredths of a percent); they must make exactly 100 %."""
    pastikan(oleh, "bumdes.kelola", bumdes.id)
    jumlah = sum(bobot.values())
    if jumlah != 10_000 or min(bobot.values()) < 0 or set(bobot) - set(POS):
        teks = f"{jumlah // 100},{jumlah % 100:02d}".rstrip("0").rstrip(",")
        raise IsianSalah(apa=f"Persentase harus berjumlah tepat 100 %; yang terisi {teks} %.", medan="desa")
    for lama in daftar_pos(bumdes):
        db.session.delete(lama)
    db.session.flush()
    db.session.add_all(PosBagiHasil(bumdes_id=bumdes.id, urut=n, kode=k, bobot=bobot[k])
                       for n, k in enumerate(POS) if bobot.get(k))  # fmt: skip
    db.session.flush()
    catat("bumdes.pos_disimpan", oleh=oleh, objek=("bumdes", bumdes.id))
