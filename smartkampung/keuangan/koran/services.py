"""Acts on bank statements: take a file in, match by itself or by hand, explain, undo a match."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import folder_unggahan, simpan_hasil
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import sekarang, waktu_pendek
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.koran.baca import baca_judul, baca_semua, periksa_peta, tebak
from smartkampung.keuangan.koran.galat import AlasanWajib, JumlahBerbeda, PilihYangCocok, SudahCocok, SudahDiunggah
from smartkampung.keuangan.koran.models import (
    OTOMATIS,
    TANGAN,
    BarisKoran,
    BukuKoran,
    CocokKoran,
    ImporKoran,
    PengaturanRekening,
)
from smartkampung.keuangan.koran.rekon import Bukti, bukti_rekening, cari_pasangan, pasangan_koreksi
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang

BATAS_TOLAK = 200


def terima_berkas(rekening: RekeningBank, data: bytes, nama: str, *, oleh: Pelaku) -> ImporKoran:
    """Keep a statement file and look at its headings; one that was read before is refused."""
    pemegang(oleh, KEUANGAN)
    kunci_penasihat(f"koran:{rekening.id}")
    sidik = hashlib.sha256(data).hexdigest()
    ada = db.session.scalar(db.select(ImporKoran).filter_by(rekening_id=rekening.id, sidik=sidik))
    if ada is not None and ada.dibaca:
        raise SudahDiunggah(waktu=waktu_pendek(ada.pada, zona()))
    if ada is not None:
        return ada
    berkas = simpan_hasil(data, nama, "application/octet-stream")
    judul, contoh = baca_judul(folder_unggahan() / berkas.lokasi)
    baru = ImporKoran(rekening_id=rekening.id, berkas_id=berkas.id, nama_berkas=nama[:160], sidik=sidik, judul=judul,
                      contoh=contoh, tolak=[], pada=sekarang(), oleh=oleh.nama)  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    return baru


def usul_peta(impor: ImporKoran) -> dict[str, int]:
    """The columns chosen for this account before, by the names of their headings; else a guess."""
    ingat = db.session.get(PengaturanRekening, impor.rekening_id)
    lama = {m: impor.judul.index(j) for m, j in (ingat.peta if ingat else {}).items() if j in impor.judul}
    return lama or tebak(impor.judul)


def ambil_baris(impor: ImporKoran, jalur: Path, peta: dict[str, int], *, oleh: Pelaku) -> int:
    """Read a file by its columns: lines that are there already are left alone; then match what can be matched."""
    pemegang(oleh, KEUANGAN)
    kunci_penasihat(f"koran:{impor.rekening_id}")
    periksa_peta(peta)
    baris, tolak = baca_semua(jalur, peta, impor.judul)
    ada = set(db.session.scalars(db.select(BarisKoran.kunci).filter_by(rekening_id=impor.rekening_id)))
    baru = [b for b in baris if b.kunci not in ada]
    db.session.add_all(BarisKoran(rekening_id=impor.rekening_id, impor_id=impor.id, kunci=b.kunci, tanggal=b.tanggal,
                                  uraian=b.uraian, masuk=b.masuk, keluar=b.keluar, saldo=b.saldo)
                       for b in baru)  # fmt: skip
    impor.dibaca, impor.baru, impor.sudah_ada = True, len(baru), len(baris) - len(baru)
    impor.tolak = tolak[:BATAS_TOLAK]
    _ingat_peta(impor, peta)
    db.session.flush()
    rekening = db.session.get_one(RekeningBank, impor.rekening_id)
    catat("keuangan.koran_diambil", oleh=oleh, objek=("rekening_bank", rekening.id), apa=rekening.sebutan,
          berkas=impor.nama_berkas, banyak=len(baru))  # fmt: skip
    for tahun in sorted({b.tanggal.year for b in baru}):
        cocokkan_otomatis(rekening, tahun, oleh=oleh)
    return len(baru)


def _ingat_peta(impor: ImporKoran, peta: dict[str, int]) -> None:
    satu = db.session.get(PengaturanRekening, impor.rekening_id)
    if satu is None:
        satu = PengaturanRekening(rekening_id=impor.rekening_id, kunci_bunga="", kunci_biaya="", peta={})
        db.session.add(satu)
    satu.peta = {m: impor.judul[n] for m, n in peta.items()}


def cocokkan_otomatis(rekening: RekeningBank, tahun: int, *, oleh: Pelaku) -> int:
    """Match lines and documents of a year that are the same money; answers how many matches were made."""
    pemegang(oleh, KEUANGAN)
    kunci_penasihat(f"koran:{rekening.id}")
    bukti = bukti_rekening(rekening.id, tahun, date(tahun, 12, 31))
    for asal, balik in pasangan_koreksi(bukti):
        _cocok(rekening.id, [], [asal, balik], OTOMATIS, oleh)
    bukti = [b for b in bukti_rekening(rekening.id, tahun, date(tahun, 12, 31)) if b.cocok_id is None]
    pilih = db.select(BarisKoran).where(BarisKoran.rekening_id == rekening.id, BarisKoran.cocok_id.is_(None),
                                        BarisKoran.tanggal >= date(tahun, 1, 1),
                                        BarisKoran.tanggal <= date(tahun, 12, 31))  # fmt: skip
    pasangan = cari_pasangan(list(db.session.scalars(pilih)), bukti)
    for baris, satu in pasangan:
        _cocok(rekening.id, [baris], [satu], OTOMATIS, oleh)
    return len(pasangan)


def _cocok(rekening_id: int, baris: Sequence[BarisKoran], bukti: Sequence[Bukti], cara: str, oleh: Pelaku) -> None:
    satu = CocokKoran(rekening_id=rekening_id, cara=cara, pada=sekarang(), oleh=oleh.nama)
    db.session.add(satu)
    db.session.flush()
    for b in baris:
        b.cocok_id, b.alasan = satu.id, ""
    for d in bukti:
        buku = _buku(rekening_id, d.id)
        buku.cocok_id, buku.alasan = satu.id, ""
    db.session.flush()


def _buku(rekening_id: int, dokumen_id: int) -> BukuKoran:
    satu = db.session.get(BukuKoran, (rekening_id, dokumen_id))
    if satu is None:
        satu = BukuKoran(rekening_id=rekening_id, dokumen_id=dokumen_id)
        db.session.add(satu)
    return satu


def cocokkan(rekening: RekeningBank, tahun: int, baris: Sequence[int], dokumen: Sequence[int], *, oleh: Pelaku) -> None:
    """Match by hand: some lines and some documents that come to the same amount."""
    pemegang(oleh, KEUANGAN)
    kunci_penasihat(f"koran:{rekening.id}")
    semua = {b.id: b for b in bukti_rekening(rekening.id, tahun, date(tahun, 12, 31))}
    pilih = db.select(BarisKoran).where(BarisKoran.rekening_id == rekening.id, BarisKoran.id.in_(baris))
    lini, bukti = list(db.session.scalars(pilih)), [semua[n] for n in dokumen if n in semua]
    if not lini or not bukti:
        raise PilihYangCocok()
    if any(x.cocok_id for x in (*lini, *bukti)) or len(lini) != len(set(baris)) or len(bukti) != len(set(dokumen)):
        raise SudahCocok()
    koran, buku = sum((b.nilai for b in lini), NOL), sum((b.nilai for b in bukti), NOL)
    if koran != buku:
        raise JumlahBerbeda(koran=rupiah(koran), buku=rupiah(buku), selisih=rupiah(koran - buku))
    _cocok(rekening.id, lini, bukti, TANGAN, oleh)
    catat("keuangan.koran_dicocokkan", oleh=oleh, objek=("rekening_bank", rekening.id), apa=rekening.sebutan,
          nilai=rupiah(koran))  # fmt: skip


def lepas(cocok: CocokKoran, *, oleh: Pelaku) -> None:
    """Undo a match: both sides stand alone again."""
    pemegang(oleh, KEUANGAN)
    kunci_penasihat(f"koran:{cocok.rekening_id}")
    db.session.execute(db.update(BarisKoran).where(BarisKoran.cocok_id == cocok.id).values(cocok_id=None))
    db.session.execute(db.delete(BukuKoran).where(BukuKoran.cocok_id == cocok.id))
    db.session.delete(cocok)
    db.session.flush()
    rekening = db.session.get_one(RekeningBank, cocok.rekening_id)
    catat("keuangan.koran_dilepas", oleh=oleh, objek=("rekening_bank", rekening.id), apa=rekening.sebutan)


def jelaskan(rekening_id: int, alasan: str, *, baris: BarisKoran | None = None, dokumen_id: int | None = None,
             oleh: Pelaku) -> None:  # fmt: skip
    """Say why something is on one side only."""
    pemegang(oleh, KEUANGAN)
    rapi = " ".join(alasan.split())[:300]
    if not rapi:
        raise AlasanWajib()
    if baris is not None:
        baris.alasan = rapi
    elif dokumen_id is not None:
        _buku(rekening_id, dokumen_id).alasan = rapi
    db.session.flush()
    rekening = db.session.get_one(RekeningBank, rekening_id)
    catat("keuangan.koran_dijelaskan", oleh=oleh, objek=("rekening_bank", rekening_id), apa=rekening.sebutan,
          alasan=rapi)  # fmt: skip
