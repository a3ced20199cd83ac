"""The chart of accounts: reading it from data, what an account is to the program, other spellings of codes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku import models as m
from smartkampung.bumdes.buku.models import AkunBumdes, BarisJurnal
from smartkampung.bumdes.galat import AkunPenyeimbang, AkunTidakDapatDipakai, IsianSalah, SudahAda
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.lokasi import folder_data

POLA_KODE = re.compile(r"[1-9](?:\.\d{1,3}){3}")
KELOMPOK = {
    "ASET": "Aset", "KEWAJIBAN": "Kewajiban", "EKUITAS": "Ekuitas", "PENDAPATAN": "Pendapatan usaha",
    "HPP": "Harga pokok", "BEBAN": "Beban usaha", "PENDAPATAN_LAIN": "Pendapatan lain-lain",
    "BEBAN_LAIN": "Beban lain-lain", "BEBAN_PAJAK": "Beban pajak", "PENDAPATAN_BEBAN_LAIN": "Lain-lain",
}  # fmt: skip
NERACA = ("ASET", "KEWAJIBAN", "EKUITAS")
# Codes some books use for accounts that stand elsewhere in this chart: accepted on import, never stored.
KODE_LAIN = {
    "2.1.04.93": "2.1.04.99", "2.1.09.99": "2.1.99.99", "1.9.01.02": "1.9.02.01", "3.3.02.01": "3.3.01.02",
    "4.2.03.01": "4.2.01.99",
}  # fmt: skip
# What the first accounts of a group are to the program; the longest prefix wins.
_PERAN = {
    "1.1.01": m.KAS, "1.1.02": m.KAS, "1.1.03": m.PIUTANG, "1.1.04": m.PENYISIHAN, "1.1.05": m.PERSEDIAAN,
    "1.1.07": m.DIMUKA, "1.1.08": m.PERSEDIAAN, "1.1.99": m.RK_UNIT, "1.3": m.ASET, "1.3.07": m.AKUMULASI,
    "1.4.01": m.ASET, "1.4.02": m.AKUMULASI, "1.9.01": m.ASET, "1.9.02": m.AKUMULASI, "2.1.01": m.UTANG,
    "2.1.05": m.UTANG, "2.1.06": m.UTANG, "2.1.08": m.UTANG_HASIL, "2.1.99": m.UTANG, "2.2": m.UTANG,
    "3.1.01": m.MODAL_DESA, "3.1.02": m.MODAL_WARGA, "3.2.01": m.PRIVE_DESA, "3.2.02": m.PRIVE_WARGA,
    "3.3.01.01": m.LABA, "3.3.01": m.CADANGAN, "3.4": m.DONASI, "3.8": m.RK_PUSAT, "3.9": m.IKHTISAR,
}  # fmt: skip
_PENYEIMBANG = re.compile(
    r"\bselisih\s+(pencatatan|pembukuan|neraca|saldo|jurnal|buku|debit|kredit|sementara)|^\s*selisih\s*$"
    r"|penyeimbang|pembulatan neraca|\bsuspen[sc]e?\b|\bplug\b|akun sementara", re.IGNORECASE)


@lru_cache(maxsize=1)
def bagan_bawaan() -> tuple[Mapping[str, str], ...]:
    """The shipped chart, row by row, in order of code."""
    teks = (folder_data() / "bumdes" / "akun.csv").read_text(encoding="utf-8")
    return tuple(sorted(csv.DictReader(io.StringIO(teks)), key=lambda b: b["kode"]))


def peran_akun(kode: str) -> str:
    """What an account is to the program by its code in the shipped chart ("" for most)."""
    cocok = [p for p in _PERAN if kode.startswith(p)]
    return _PERAN[max(cocok, key=len)] if cocok else ""


@lru_cache(maxsize=4096)
def _penyeimbang(teks: str) -> bool:
    return _PENYEIMBANG.search(teks) is not None


def pastikan_bukan_penyeimbang(*teks: str) -> None:
    """Refuse plug accounts and plug journals by their words."""
    for satu in teks:
        if _penyeimbang(satu):
            raise AkunPenyeimbang(apa=satu[:80])


def baku(kode: str) -> str:
    """A code as this program writes it: `1.1.1.1` and `1.1.01.01` are the same, the known variants too."""
    bagian = kode.strip().rstrip(".").split(".")
    if len(bagian) == 4 and all(b.isdecimal() for b in bagian):
        kode = ".".join([str(int(bagian[0])), str(int(bagian[1])), bagian[2].zfill(2), bagian[3].zfill(2)])
    return KODE_LAIN.get(kode, kode)


def isi_bagan(bumdes: Bumdes, baris: Iterable[Mapping[str, str]]) -> int:
    """Write a chart for a new enterprise; answers how many accounts."""
    isi = []
    for b in baris:
        rinci = b["jenis"] == "D"
        isi.append({
            "bumdes_id": bumdes.id, "kode": b["kode"], "nama": b["nama"], "nama_asli": b["nama"], "aktif": True,
            "kelompok": b["kelompok"], "saldo_normal": b["saldo_normal"], "arus_kas": b["arus_kas"],
            "level": int(b["level"]), "jenis": b["jenis"], "sumber": b["sumber"],
            "peran": (b.get("peran") or peran_akun(b["kode"])) if rinci else "",
        })  # fmt: skip
    db.session.execute(db.insert(AkunBumdes), isi)
    return len(isi)


def akun_kode(bumdes_id: int, kode: str) -> AkunBumdes:
    """The account with this code; AkunTidakDapatDipakai when there is none."""
    akun = db.session.scalar(db.select(AkunBumdes).filter_by(bumdes_id=bumdes_id, kode=baku(kode)))
    if akun is None:
        raise AkunTidakDapatDipakai(akun=kode, sebab="tidak ada di bagan akun")
    return akun


def akun_peran(bumdes_id: int, peran: str) -> AkunBumdes:
    """The first active account that has this meaning."""
    pilih = db.select(AkunBumdes).filter_by(bumdes_id=bumdes_id, peran=peran, jenis="D", aktif=True)
    akun = db.session.scalars(pilih.order_by(AkunBumdes.kode)).first()
    if akun is None:
        raise AkunTidakDapatDipakai(akun=peran, sebab="bagan akun belum punya akun untuk itu")
    return akun


def ubah_akun(akun: AkunBumdes, nama: str, aktif: bool, *, oleh: Pelaku) -> None:
    """Rename a detail account (bank names are examples) or switch it off; its code and side stay."""
    pastikan(oleh, "bumdes.kelola", akun.bumdes_id)
    if akun.jenis != "D":
        raise AkunTidakDapatDipakai(akun=akun.sebutan, sebab="judul kelompok tidak diubah")
    pastikan_bukan_penyeimbang(nama)
    if not aktif and akun.aktif:
        _pastikan_kosong(akun)
    akun.nama, akun.aktif = nama, aktif
    db.session.flush()
    catat("bumdes.akun_diubah", oleh=oleh, objek=("akun_bumdes", akun.id), akun=akun.sebutan,
          aktif="ya" if aktif else "tidak")  # fmt: skip


def _pastikan_kosong(akun: AkunBumdes) -> None:
    sen = db.func.coalesce(db.func.sum(db.type_coerce(BarisJurnal.debit - BarisJurnal.kredit, db.BigInteger)), 0)
    if db.session.scalar(db.select(sen).where(BarisJurnal.akun_id == akun.id)):
        raise AkunTidakDapatDipakai(akun=akun.sebutan, sebab="masih bersaldo; pindahkan saldonya dulu")


def tambah_akun(bumdes: Bumdes, kode: str, nama: str, *, oleh: Pelaku, peran: str | None = None) -> AkunBumdes:
    """Add a detail account under an existing group, which gives it kind, side and cash-flow row."""
    pastikan(oleh, "bumdes.kelola", bumdes.id)
    kode = baku(kode)
    if not POLA_KODE.fullmatch(kode):
        raise IsianSalah(apa="Tulis kode empat tingkat, misalnya 6.1.02.07.", medan="kode")
    pastikan_bukan_penyeimbang(nama)
    if db.session.scalar(db.select(AkunBumdes.id).filter_by(bumdes_id=bumdes.id, kode=kode)):
        raise SudahAda(apa=f"Kode {kode}", medan="kode")
    induk = db.session.scalar(db.select(AkunBumdes).filter_by(
        bumdes_id=bumdes.id, kode=kode.rsplit(".", 1)[0] + ".00"))  # fmt: skip
    if induk is None:
        raise IsianSalah(apa="Belum ada kelompok untuk kode ini. Pilih kode di bawah kelompok yang ada.", medan="kode")
    saudara = db.session.scalars(db.select(AkunBumdes).where(
        AkunBumdes.bumdes_id == bumdes.id, AkunBumdes.jenis == "D",
        AkunBumdes.kode.startswith(induk.kode[:-2])).order_by(AkunBumdes.kode)).first()  # fmt: skip
    akun = AkunBumdes(
        bumdes_id=bumdes.id, kode=kode, nama=nama, nama_asli=nama, kelompok=induk.kelompok, jenis="D", level=4,
        saldo_normal=saudara.saldo_normal if saudara else induk.saldo_normal, sumber="DESA", aktif=True,
        arus_kas=saudara.arus_kas if saudara else "NONKAS", peran=peran_akun(kode) if peran is None else peran,
    )  # fmt: skip
    db.session.add(akun)
    db.session.flush()
    catat("bumdes.akun_ditambah", oleh=oleh, objek=("akun_bumdes", akun.id), akun=akun.sebutan)
    return akun
