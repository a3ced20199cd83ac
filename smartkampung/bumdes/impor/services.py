"""Acts of an import: look at the headings, dry run, apply; opening balances; another chart."""

from __future__ import annotations

import csv
import io
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku import pos
from smartkampung.bumdes.buku.bagan import isi_bagan, pastikan_bukan_penyeimbang
from smartkampung.bumdes.buku.konsep import Konsep
from smartkampung.bumdes.buku.konteks import Buku, buku
from smartkampung.bumdes.buku.models import SALDO_AWAL, AkunBumdes, JurnalBumdes, PihakBumdes
from smartkampung.bumdes.buku.periksa_konsep import periksa_konsep, periksa_pasangan
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.impor.baca import (
    MEDAN,
    WAJIB_JURNAL,
    WAJIB_SALDO,
    Bacaan,
    Grup,
    baca_judul,
    baca_semua,
    konsep_grup,
    pasangkan,
    tebak,
)
from smartkampung.bumdes.impor.models import DIPETAKAN, DITERAPKAN, DIUJI, SALDO, ImporBumdes
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan, hapus_berkas
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam

BATAS_RINCI = 2_000


@dataclass(slots=True)
class Rencana:
    """What applying would do."""

    konsep: list[Konsep] = field(default_factory=list)
    tolak: list[list[Any]] = field(default_factory=list)
    jurnal_ditolak: int = 0
    sudah_ada: int = 0
    baris: int = 0
    terkunci: bool = False

    def untuk_layar(self) -> dict[str, Any]:
        """The figures that are kept."""
        return {"baru": len(self.konsep), "ditolak": self.jurnal_ditolak, "sudah_ada": self.sudah_ada,
                "baris": self.baris, "tolak": self.tolak[:BATAS_RINCI]}  # fmt: skip


def rencanakan(bumdes: Bumdes, jalur: Path, peta: Mapping[str, int], *, jenis: str = "jurnal",
               kemajuan: Kemajuan = diam, simpan_pihak: bool = False) -> Rencana:  # fmt: skip
    """Read and check a file; only journals that would be accepted come into the plan."""
    isi = buku(bumdes)
    if simpan_pihak:
        pos.kunci_buku(isi)
    hari = awal_buku(bumdes) if jenis == SALDO else None
    bacaan = baca_semua(isi, jalur, peta, entitas_bawaan=bumdes.pusat.id, tanggal=hari, kemajuan=kemajuan)
    if jenis == SALDO:
        _satukan_saldo(bacaan)
    rencana = _periksa(isi, bacaan, _pihak(bumdes, bacaan, simpan_pihak), jenis)
    rencana.terkunci = simpan_pihak
    return rencana


def _pihak(bumdes: Bumdes, bacaan: Bacaan, simpan: bool) -> dict[str, int]:
    ada = {p.nama.lower(): p.id for p in db.session.scalars(db.select(PihakBumdes).filter_by(bumdes_id=bumdes.id))}
    if simpan:
        baru = {p.lower(): p for g in bacaan.grup for p in g.pihak if p and p.lower() not in ada}
        for kunci, nama in baru.items():
            satu = PihakBumdes(bumdes_id=bumdes.id, nama=nama)
            db.session.add(satu)
            db.session.flush()
            ada[kunci] = satu.id
    return ada


def _periksa(isi: Buku, bacaan: Bacaan, pihak: Mapping[str, int], jenis: str) -> Rencana:
    rencana = Rencana(tolak=list(bacaan.tolak), baris=bacaan.baris)
    tanda = pasangkan(isi, bacaan.grup)
    sudah = _sumber_lama(isi, jenis)
    siap: dict[int, Konsep] = {}
    for n, g in enumerate(bacaan.grup):
        sumber = _sumber(isi, g, jenis)
        if sumber and sumber in sudah:
            rencana.sudah_ada += 1
            continue
        konsep = None if g.rusak else _satu(isi, g, tanda.get(n), pihak, sumber, rencana)
        if konsep is None:
            rencana.jurnal_ditolak += 1
        else:
            siap[n] = konsep
    _periksa_pasangan(isi, bacaan.grup, tanda, siap, rencana)
    rencana.konsep = [siap[n] for n in sorted(siap)]
    rencana.tolak.sort(key=lambda t: t[0])
    return rencana


def _satu(isi: Buku, g: Grup, tanda: str | None, pihak: Mapping[str, int], sumber: str | None,
          rencana: Rencana) -> Konsep | None:  # fmt: skip
    try:
        return periksa_konsep(isi, konsep_grup(g, tanda, pihak, sumber))
    except GalatDomain as galat:
        rencana.tolak.append([g.ke, "Jurnal", g.nomor or g.uraian[:40], galat.kalimat()])
        return None


def _periksa_pasangan(isi: Buku, grup: Sequence[Grup], tanda: Mapping[int, str], siap: dict[int, Konsep],
                      rencana: Rencana) -> None:  # fmt: skip
    """Drop pairs of which a half is missing or that do not mirror."""
    milik: dict[str, list[int]] = defaultdict(list)
    for n, t in tanda.items():
        milik[t].append(n)
    for anggota in milik.values():
        ada = [n for n in anggota if n in siap]
        try:
            if len(ada) == len(anggota):
                periksa_pasangan(isi, [siap[n] for n in ada])
                continue
            kalimat = "Pasangan jurnal ini ditolak, jadi jurnal ini ikut ditolak."
        except GalatDomain as galat:
            kalimat = galat.kalimat()
        for n in ada:
            rencana.tolak.append([grup[n].ke, "Jurnal", grup[n].nomor, kalimat])
            rencana.jurnal_ditolak += 1
            del siap[n]


def _sumber(isi: Buku, g: Grup, jenis: str) -> str | None:
    if jenis == SALDO:
        return f"saldo:{g.entitas_id}:{_kali_saldo(isi, g.entitas_id)}"
    return f"impor:{g.entitas_id}:{g.tanggal:%Y%m%d}:{g.nomor}"[:60] if g.nomor else None


def _sumber_lama(isi: Buku, jenis: str) -> set[str]:
    if jenis == SALDO:
        return set()
    return {s for s in db.session.scalars(db.select(JurnalBumdes.sumber).where(
        JurnalBumdes.bumdes_id == isi.bumdes_id, JurnalBumdes.sumber.startswith("impor:"))) if s}  # fmt: skip


def terapkan(bumdes: Bumdes, rencana: Rencana, nama: str, *, oleh: Pelaku, kemajuan: Kemajuan = diam) -> int:
    """Write the plan made in this transaction (with `simpan_pihak`, so under the books' lock); answers how many."""
    pastikan(oleh, "bumdes.impor", bumdes.id)
    tanda: dict[str, str] = defaultdict(lambda: secrets.token_hex(8))
    konsep = [replace(k, pasangan=tanda[k.pasangan]) if k.pasangan else k for k in rencana.konsep]
    pos.tulis(buku(bumdes), konsep, oleh=oleh, kemajuan=kemajuan, diperiksa=rencana.terkunci)
    catat("bumdes.jurnal_diimpor", oleh=oleh if oleh.id else None, objek=("bumdes", bumdes.id), banyak=len(konsep),
          berkas=nama[:80])  # fmt: skip
    return len(konsep)


# --- opening balances -----------------------------------------------------------------------------


def awal_buku(bumdes: Bumdes) -> date:
    """The day opening balances stand on: the one before the books begin."""
    return bumdes.mulai_buku - timedelta(days=1)


def _satukan_saldo(bacaan: Bacaan) -> None:
    """All rows of an entity make one opening journal."""
    per: dict[int, Grup] = {}
    for g in bacaan.grup:
        satu = per.setdefault(g.entitas_id, g)
        if satu is not g:
            satu.baris += g.baris
            satu.pihak += g.pihak
            satu.rusak = satu.rusak or g.rusak
        satu.jenis, satu.uraian, satu.nomor, satu.pasangan = SALDO_AWAL, "Saldo awal", "saldo-awal", "saldo-awal"
    bacaan.grup = list(per.values())


def _kali_saldo(isi: Buku, entitas_id: int) -> int:
    """How often this entity's opening was booked before; refused while one stands."""
    j = JurnalBumdes
    semua = db.session.scalars(db.select(j).filter_by(entitas_id=entitas_id, jenis=SALDO_AWAL)).all()
    dibalik = {x.membalik_id for x in semua}
    if any(x.id not in dibalik and x.membalik_id is None for x in semua):
        raise Bentrok(f"Saldo awal {isi.entitas[entitas_id].nama} sudah dicatat. Batalkan dulu bila keliru.")
    return len(semua)


def konsep_saldo_awal(bumdes: Bumdes, konsep: Konsep) -> Konsep:
    """A typed opening balance on its day and under its key; RK accounts only come by file, with both sides."""
    return replace(konsep, jenis=SALDO_AWAL, tanggal=awal_buku(bumdes),
                   sumber=f"saldo:{konsep.entitas_id}:{_kali_saldo(buku(bumdes), konsep.entitas_id)}")  # fmt: skip


def batalkan_saldo_awal(bumdes: Bumdes, alasan: str, *, oleh: Pelaku) -> int:
    """Take all opening balances back, on their own day; not once a month is locked."""
    pastikan(oleh, "bumdes.impor", bumdes.id)
    dibalik = db.select(JurnalBumdes.membalik_id).where(JurnalBumdes.membalik_id.is_not(None))
    semua = list(db.session.scalars(db.select(JurnalBumdes).where(
        JurnalBumdes.bumdes_id == bumdes.id, JurnalBumdes.jenis == SALDO_AWAL, JurnalBumdes.membalik_id.is_(None),
        JurnalBumdes.id.not_in(dibalik))))  # fmt: skip
    sudah: set[str] = set()
    for j in semua:
        if j.pasangan is None or j.pasangan not in sudah:
            pos.balik(j, alasan, awal_buku(bumdes), oleh=oleh, paksa=True, izin="bumdes.impor")
            sudah.add(j.pasangan or "")
    return len(semua)


# --- a chart from a file --------------------------------------------------------------------------


def ganti_bagan(bumdes: Bumdes, data: bytes, *, oleh: Pelaku) -> int:
    """Replace the chart by another (BUMDesma LKD has its own), while the books are empty and without units."""
    pastikan(oleh, "bumdes.kelola", bumdes.id)
    if bumdes.unit or db.session.scalar(db.select(JurnalBumdes.id).filter_by(bumdes_id=bumdes.id).limit(1)):
        raise IsianSalah(apa="Bagan hanya dapat diganti selagi belum ada unit dan jurnal.", medan="berkas")
    baris = baca_bagan(data)
    db.session.execute(db.delete(AkunBumdes).where(AkunBumdes.bumdes_id == bumdes.id))
    banyak = isi_bagan(bumdes, baris)
    catat("bumdes.bagan_diganti", oleh=oleh, objek=("bumdes", bumdes.id), banyak=banyak)
    return banyak


def baca_bagan(data: bytes) -> list[dict[str, str]]:
    """The rows of a chart file; the first row that cannot be is named."""
    try:
        teks = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        teks = data.decode("cp1252", errors="replace")
    pemisah = ";" if teks[:2000].count(";") > teks[:2000].count(",") else ","
    baris = list(csv.DictReader(io.StringIO(teks), delimiter=pemisah))
    kolom = ("kode", "nama", "kelompok", "saldo_normal", "level", "jenis")
    if not baris or any(k not in baris[0] for k in kolom):
        raise IsianSalah(apa="Berkas bagan perlu kolom kode, nama, kelompok, saldo_normal, level, jenis.",
                         medan="berkas")
    hasil: list[dict[str, str]] = []
    kode: set[str] = set()
    for n, b in enumerate(baris, 2):
        rapi = {k: (v or "").strip() for k, v in b.items() if k}
        hasil.append({**rapi, "sumber": rapi.get("sumber", "DESA")[:8] or "DESA", "arus_kas": rapi.get("arus_kas", "")})
        _periksa_baris_bagan(n, rapi, kode)
    return hasil


def _periksa_baris_bagan(n: int, b: Mapping[str, str], kode: set[str]) -> None:
    from smartkampung.bumdes.buku.bagan import KELOMPOK

    salah = (not b["kode"] or len(b["kode"]) > 16 or b["kode"] in kode or not b["nama"] or len(b["nama"]) > 120
             or b["kelompok"] not in KELOMPOK or b["saldo_normal"] not in ("D", "K") or b["jenis"] not in ("H", "D")
             or not b["level"].isdecimal())  # fmt: skip
    if salah:
        raise IsianSalah(apa=f"Baris {n} bagan keliru atau kodenya ganda: {b['kode'][:20]} {b['nama'][:40]}.",
                         medan="berkas")  # fmt: skip
    pastikan_bukan_penyeimbang(b["nama"])
    kode.add(b["kode"])


# --- uploads --------------------------------------------------------------------------------------


def terima(bumdes: Bumdes, berkas: Berkas, jenis: str, *, oleh: Pelaku) -> ImporBumdes:
    """Look at the headings of an upload."""
    pastikan(oleh, "bumdes.impor", bumdes.id)
    judul, contoh = baca_judul(folder_unggahan() / berkas.lokasi)
    impor = ImporBumdes(bumdes_id=bumdes.id, jenis=jenis, berkas=berkas, nama_berkas=berkas.nama, judul=judul,
                        contoh=contoh, peta=tebak(judul), hasil={}, oleh_id=oleh.id, oleh_nama=oleh.nama,
                        dibuat_pada=sekarang())  # fmt: skip
    db.session.add(impor)
    db.session.flush()
    return impor


def petakan(impor: ImporBumdes, peta: Mapping[str, int]) -> None:
    """Say what the columns mean."""
    if impor.keadaan == DITERAPKAN:
        raise Bentrok()
    for medan in WAJIB_SALDO if impor.jenis == SALDO else WAJIB_JURNAL:
        if medan not in peta:
            raise IsianSalah(apa=f"Pilih kolom untuk {MEDAN[medan].lower()}.", medan=f"kolom_{medan}")
    if len(set(peta.values())) != len(peta):
        raise IsianSalah(apa="Satu kolom dipilih dua kali. Satu kolom hanya satu arti.")
    impor.peta = dict(peta)
    db.session.flush()


def uji(impor: ImporBumdes, kemajuan: Kemajuan = diam) -> Rencana:
    """The dry run; its figures are kept for the page that asks whether to apply."""
    bumdes = db.session.get_one(Bumdes, impor.bumdes_id)
    rencana = rencanakan(bumdes, jalur(impor), impor.peta, jenis=impor.jenis, kemajuan=kemajuan)
    impor.keadaan, impor.hasil = DIUJI, rencana.untuk_layar()
    db.session.flush()
    return rencana


def simpan(impor: ImporBumdes, *, oleh: Pelaku, kemajuan: Kemajuan = diam) -> int:
    """Apply what the dry run showed, checked anew."""
    db.session.refresh(impor, with_for_update=True)
    if impor.keadaan != DIUJI:
        raise Bentrok()
    bumdes = db.session.get_one(Bumdes, impor.bumdes_id)
    rencana = rencanakan(bumdes, jalur(impor), impor.peta, jenis=impor.jenis, kemajuan=kemajuan, simpan_pihak=True)
    if impor.jenis == SALDO and (rencana.tolak or not rencana.konsep):
        raise IsianSalah(apa="Saldo awal harus masuk seluruhnya. Betulkan baris yang ditolak, lalu unggah lagi.")
    banyak = terapkan(bumdes, rencana, impor.nama_berkas, oleh=oleh, kemajuan=kemajuan)
    impor.keadaan, impor.hasil, impor.diterapkan_pada = DITERAPKAN, rencana.untuk_layar(), sekarang()
    if impor.berkas is not None:
        berkas, impor.berkas = impor.berkas, None
        hapus_berkas(berkas)
    db.session.flush()
    return banyak


def jalur(impor: ImporBumdes) -> Path:
    """Where the upload lies."""
    if impor.berkas is None or impor.keadaan not in (DIPETAKAN, DIUJI):
        raise Bentrok()
    return folder_unggahan() / impor.berkas.lokasi
