"""Posting: the one way a journal comes into the books, alone, in pairs, or by the thousand.

Checked here and nowhere else: every journal balances inside its entity, uses detail accounts of its own chart, lies in
an open month of a unit in business, and gets the next number of its entity and year. RK accounts and inter-unit lines
come only in pairs that mirror each other, written in one transaction, so there is never half of one.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_pg
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.konteks import Buku, buka_buku
from smartkampung.bumdes.buku.models import (
    PENUTUP,
    SALDO_AWAL,
    BarisJurnal,
    BuktiJurnal,
    JurnalBumdes,
    SaldoBumdes,
)
from smartkampung.bumdes.buku.periksa_konsep import periksa_konsep, periksa_pasangan
from smartkampung.bumdes.galat import SudahDibalik, SumberGanda, TidakDapatDibalik
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.inti.uang import NOL

POTONGAN = 5_000
TABEL_JURNAL: Any = JurnalBumdes.__table__
TABEL_BARIS: Any = BarisJurnal.__table__


def bukukan(konsep: Konsep, *, oleh: Pelaku, berkas: Sequence[Berkas] = (), izin: str = "bumdes.catat") -> JurnalBumdes:
    """Post one journal; the caller's user must be allowed to write in that book."""
    (jurnal,) = _bukukan_beberapa([konsep], oleh, berkas, izin)
    return jurnal


def bukukan_pasangan(konsep: Sequence[Konsep], *, oleh: Pelaku, berkas: Sequence[Berkas] = (),
                     izin: str = "bumdes.catat") -> list[JurnalBumdes]:  # fmt: skip
    """Post journals of several entities that belong together: all of them or none."""
    tanda = secrets.token_hex(8)
    berpasangan = [replace(k, pasangan=tanda) for k in konsep]
    return _bukukan_beberapa(berpasangan, oleh, berkas, izin)


def _bukukan_beberapa(konsep: Sequence[Konsep], oleh: Pelaku, berkas: Sequence[Berkas],
                      izin: str) -> list[JurnalBumdes]:  # fmt: skip
    buku = buka_buku(konsep[0].entitas_id)
    for k in konsep:
        pastikan(oleh, izin, buku.bumdes_id, k.entitas_id)
    ids = tulis(buku, konsep, oleh=oleh)
    for jurnal_id in ids:
        db.session.add_all(BuktiJurnal(jurnal_id=jurnal_id, berkas_id=b.id) for b in berkas)
    db.session.flush()
    hasil = [db.session.get_one(JurnalBumdes, i) for i in ids]
    for j in hasil:
        catat("bumdes.jurnal_dibukukan", oleh=oleh if oleh.id else None, objek=("jurnal_bumdes", j.id),
              nomor=j.nomor_teks, tanggal=j.tanggal)  # fmt: skip
    return hasil


def balik(jurnal: JurnalBumdes, alasan: str, tanggal: date | None = None, *, oleh: Pelaku,
          paksa: bool = False, izin: str = "bumdes.catat") -> JurnalBumdes:  # fmt: skip
    """Undo a journal by its mirror in an open month; the other half of a pair goes with it."""
    semua = [jurnal]
    if jurnal.pasangan:
        pilih = db.select(JurnalBumdes).filter_by(bumdes_id=jurnal.bumdes_id, pasangan=jurnal.pasangan)
        semua = sorted(db.session.scalars(pilih), key=lambda j: j.id != jurnal.id)
    for j in semua:
        pastikan(oleh, izin, j.bumdes_id, j.entitas_id)
        _pastikan_dapat_dibalik(j, paksa)
    hari = tanggal or hari_desa()
    konsep = [_cermin(j, alasan, hari) for j in semua]
    hasil = bukukan_pasangan(konsep, oleh=oleh, izin=izin) if jurnal.pasangan else [
        bukukan(konsep[0], oleh=oleh, izin=izin)]
    return hasil[0]


def _pastikan_dapat_dibalik(jurnal: JurnalBumdes, paksa: bool) -> None:
    sudah = db.session.scalar(db.select(JurnalBumdes.id).filter_by(membalik_id=jurnal.id))
    if sudah is not None or jurnal.membalik_id is not None:
        raise SudahDibalik(nomor=jurnal.nomor_teks)
    if jurnal.sumber and not paksa and not jurnal.sumber.startswith(("berulang:", "impor:", "draf:")):
        raise TidakDapatDibalik(nomor=jurnal.nomor_teks, apa=asal_jurnal(jurnal.sumber))
    if jurnal.jenis == PENUTUP and not paksa:
        raise TidakDapatDibalik(nomor=jurnal.nomor_teks, apa="tutup tahun")


def asal_jurnal(sumber: str) -> str:
    """What made a journal, in words, by the first part of its source key."""
    return {"susut": "penyusutan", "stok": "kartu barang", "penutup": "tutup tahun", "hasil": "bagi hasil",
            "saldo": "saldo awal", "sisih": "penyisihan piutang", "dimuka": "biaya dibayar di muka",
            "aset": "daftar aset"}.get(sumber.split(":")[0], "bagian lain program")  # fmt: skip


def _cermin(jurnal: JurnalBumdes, alasan: str, hari: date) -> Konsep:
    baris = tuple(
        Baris(b.akun_id, b.kredit, b.debit, b.uraian, b.pihak_id, b.unit_lawan_id, b.arus_kas) for b in jurnal.baris)
    awal = jurnal.jenis == SALDO_AWAL  # an opening leaves on its own day
    return Konsep(jurnal.entitas_id, jurnal.tanggal if awal else hari,
                  f"Pembalik {jurnal.nomor_teks}: {jurnal.uraian}"[:300], baris,
                  jenis=jurnal.jenis, bukti=jurnal.bukti,
                  membalik_id=jurnal.id, alasan=alasan[:300], sistem=jurnal.jenis == PENUTUP)  # fmt: skip


# --- writing --------------------------------------------------------------------------------------


def tulis(buku: Buku, konsep: Sequence[Konsep], *, oleh: Pelaku, kemajuan: Kemajuan = diam,
          diperiksa: bool = False) -> list[int]:  # fmt: skip
    """Check and write journals in the order given; answers their ids. Permissions are the caller's business.

    `diperiksa`: an import has just checked them under the same lock.
    """
    kunci_buku(buku)
    siap = list(konsep) if diperiksa else [periksa_konsep(buku, k) for k in konsep]
    if not diperiksa:
        periksa_pasangan(buku, siap)
    _pastikan_sumber_baru(buku, siap)
    nomor = _nomor_berikut(siap)
    ids: list[int] = []
    for awal in range(0, len(siap), POTONGAN):
        ids += _tulis_potong(buku, siap[awal:awal + POTONGAN], nomor[awal:awal + POTONGAN], oleh)
        kemajuan(min(awal + POTONGAN, len(siap)), len(siap), "Menulis jurnal")
    _naikkan_saldo(siap)
    return ids


def kunci_buku(buku: Buku) -> None:
    """Let nobody else write into these books until the commit, and read the locked months anew."""
    kunci_penasihat(f"bumdes:{buku.bumdes_id}")
    buku.segarkan_periode()


def _pastikan_sumber_baru(buku: Buku, konsep: Sequence[Konsep]) -> None:
    sumber = [k.sumber for k in konsep if k.sumber]
    for awal in range(0, len(sumber), 500):
        lama = db.session.scalars(db.select(JurnalBumdes).where(
            JurnalBumdes.bumdes_id == buku.bumdes_id, JurnalBumdes.sumber.in_(sumber[awal:awal + 500]))).first()
        if lama is not None:
            raise SumberGanda(nomor=lama.nomor_teks)


def _nomor_berikut(konsep: Sequence[Konsep]) -> list[int]:
    """The next numbers, one per journal: one above the highest of its entity and year."""
    terakhir: dict[tuple[int, int], int] = {}
    hasil = []
    for k in konsep:
        kunci = (k.entitas_id, k.tanggal.year)
        if kunci not in terakhir:
            pilih = db.select(db.func.max(JurnalBumdes.nomor)).filter_by(entitas_id=kunci[0], tahun=kunci[1])
            terakhir[kunci] = db.session.scalar(pilih) or 0
        terakhir[kunci] += 1
        hasil.append(terakhir[kunci])
    return hasil


def _tulis_potong(buku: Buku, konsep: Sequence[Konsep], nomor: Sequence[int], oleh: Pelaku) -> list[int]:
    kini = sekarang()
    kepala = [{
        "bumdes_id": buku.bumdes_id, "entitas_id": k.entitas_id, "tahun": k.tanggal.year, "nomor": n,
        "tanggal": k.tanggal, "jenis": k.jenis, "uraian": k.uraian[:300], "bukti": k.bukti[:60],
        "pasangan": k.pasangan, "membalik_id": k.membalik_id, "alasan": k.alasan, "sumber": k.sumber,
        "dibuat_pada": kini, "dibuat_oleh_id": oleh.id, "dibuat_oleh": oleh.nama,
    } for k, n in zip(konsep, nomor, strict=True)]  # fmt: skip
    db.session.execute(TABEL_JURNAL.insert(), kepala)
    ids = _ids(kepala)
    db.session.execute(TABEL_BARIS.insert(), [
        _isi_baris(k, b, jurnal_id) for jurnal_id, k in zip(ids, konsep, strict=True) for b in k.baris])
    return ids


def _ids(kepala: Sequence[dict[str, Any]]) -> list[int]:
    """The ids of journals just written, found by their numbers (SQLite answers them only row by row)."""
    rentang: dict[tuple[int, int], tuple[int, int]] = {}
    for h in kepala:
        kunci = (h["entitas_id"], h["tahun"])
        awal, akhir = rentang.get(kunci, (h["nomor"], h["nomor"]))
        rentang[kunci] = min(awal, h["nomor"]), max(akhir, h["nomor"])
    ketemu: dict[tuple[int, int, int], int] = {}
    for (e, t), (awal, akhir) in rentang.items():
        pilih = db.select(JurnalBumdes.nomor, JurnalBumdes.id).where(
            JurnalBumdes.entitas_id == e, JurnalBumdes.tahun == t, JurnalBumdes.nomor.between(awal, akhir))
        ketemu |= {(e, t, n): i for n, i in db.session.execute(pilih)}
    return [ketemu[h["entitas_id"], h["tahun"], h["nomor"]] for h in kepala]


def _isi_baris(k: Konsep, b: Baris, jurnal_id: int) -> dict[str, Any]:
    return {"jurnal_id": jurnal_id, "entitas_id": k.entitas_id, "tanggal": k.tanggal, "penutup": k.jenis == PENUTUP,
            "akun_id": b.akun_id, "debit": b.debit, "kredit": b.kredit, "uraian": b.uraian[:200],
            "unit_lawan_id": b.unit_lawan_id, "pihak_id": b.pihak_id, "arus_kas": b.arus_kas}  # fmt: skip


def _naikkan_saldo(konsep: Iterable[Konsep]) -> None:
    """Add what was posted to the monthly sums, in the same transaction as the lines."""
    jumlah: dict[tuple[int, int, int, bool], list[Decimal]] = defaultdict(lambda: [NOL, NOL])
    for k in konsep:
        bulan = k.tanggal.year * 100 + k.tanggal.month
        for b in k.baris:
            sel = jumlah[k.entitas_id, b.akun_id, bulan, k.jenis == PENUTUP]
            sel[0] += b.debit
            sel[1] += b.kredit
    isi = [{"entitas_id": e, "akun_id": a, "bulan": n, "penutup": p, "debit": d, "kredit": c}
           for (e, a, n, p), (d, c) in sorted(jumlah.items())]  # fmt: skip
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    sisip: Any = (insert_pg if postgresql else insert_sqlite)(SaldoBumdes)
    naik = sisip.on_conflict_do_update(
        index_elements=["entitas_id", "akun_id", "bulan", "penutup"],
        set_={"debit": SaldoBumdes.debit + sisip.excluded.debit, "kredit": SaldoBumdes.kredit + sisip.excluded.kredit})
    for awal in range(0, len(isi), 1000):
        db.session.execute(naik, isi[awal:awal + 1000])
