"""The checks of this area: numbers without gaps, files as issued, signatures that hold, certificates."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, BerkasRusak, baca_berkas
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.penomoran import NomorDilompati, NomorUrut
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import periksa
from smartkampung.surat.models import SertifikatPenanda, Surat
from smartkampung.surat.sertifikat import PERINGATAN, sertifikat_dikenal

BATAS_TEMUAN = 50
BANYAK_TANDA_TANGAN = 25


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in the order they are run; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Nomor surat berurutan tanpa lubang", _nomor),
        Pemeriksaan("Berkas surat sama dengan saat terbit", _sidik),
        Pemeriksaan("Tanda tangan elektronik surat terbaru sah", _tanda_tangan),
        Pemeriksaan("Sertifikat penanda tangan masih lama berlaku", _sertifikat),
    ]


def _dilompati() -> set[tuple[str, int, int]]:
    """Numbers a restore skipped, with a reason kept beside them."""
    return {
        (satu.register, satu.tahun, nomor)
        for satu in db.session.scalars(db.select(NomorDilompati))
        for nomor in range(satu.dari, satu.sampai + 1)
    }


def _nomor() -> list[str]:
    """Invariant I-10: per register and year every number from 1 to the last is there once."""
    temuan: list[str] = []
    dilompati = _dilompati()
    pakai = db.select(Surat.register).where(Surat.register.is_not(None)).distinct()
    register = set(db.session.scalars(pakai))
    for urut in db.session.scalars(db.select(NomorUrut).where(NomorUrut.register.in_(register))):
        pilih = db.select(Surat.nomor).where(Surat.register == urut.register, Surat.tahun == urut.tahun)
        ada = set(db.session.scalars(pilih))
        hilang = [
            n for n in range(1, urut.terakhir + 1) if n not in ada and (urut.register, urut.tahun, n) not in dilompati
        ]
        temuan += [f"nomor {n} register {urut.register} tahun {urut.tahun} tidak ada suratnya" for n in hilang]
        temuan += [f"nomor {n} melewati urutan terakhir" for n in sorted(ada) if n is not None and n > urut.terakhir]
    return temuan[:BATAS_TEMUAN]


def _sidik() -> list[str]:
    pilih = (
        db.select(Surat.nomor_teks)
        .outerjoin(Berkas, Berkas.id == Surat.berkas_id)
        .where(Surat.sha256.is_not(None), db.or_(Berkas.id.is_(None), Berkas.sha256 != Surat.sha256))
        .limit(BATAS_TEMUAN)
    )
    return [f"surat {nomor}: berkasnya bukan yang diterbitkan" for nomor in db.session.scalars(pilih)]


def _tanda_tangan() -> list[str]:
    dikenal = sertifikat_dikenal()
    pilih = (
        db.select(Surat)
        .where(Surat.elektronik.is_(True), Surat.berkas_id.is_not(None))
        .order_by(Surat.id.desc())
        .limit(BANYAK_TANDA_TANGAN)
    )
    return [satu for surat in db.session.scalars(pilih) if (satu := _periksa_satu(surat, dikenal))]


def _periksa_satu(surat: Surat, dikenal: list[bytes]) -> str:
    assert surat.berkas is not None
    try:
        data = baca_berkas(surat.berkas)
    except BerkasRusak:
        return f"surat {surat.nomor_teks}: berkas hilang atau rusak"
    return "" if periksa(data, dikenal).sah else f"surat {surat.nomor_teks}: tanda tangan tidak sah"


def _sertifikat() -> list[str]:
    kini = sekarang()
    pilih = db.select(SertifikatPenanda).where(
        SertifikatPenanda.dicabut_pada.is_(None),
        SertifikatPenanda.berlaku_sampai > kini,
        SertifikatPenanda.berlaku_sampai <= kini + PERINGATAN,
    )
    return [f"sertifikat {satu.nama} berakhir {satu.berlaku_sampai:%d-%m-%Y}" for satu in db.session.scalars(pilih)]
