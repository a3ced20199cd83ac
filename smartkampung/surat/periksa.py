"""The checks of this area: numbers without gaps, files as issued, signatures that hold, certificates."""

from __future__ import annotations

from collections import Counter

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, BerkasRusak, baca_berkas
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.penomoran import NomorDilompati, NomorUrut
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import periksa
from smartkampung.surat.definisi import DefinisiSalah
from smartkampung.surat.formulir import salah_di_desa
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import JenisSurat, SertifikatPenanda, Surat
from smartkampung.surat.nomor.bersama import pilih_bernomor
from smartkampung.surat.nomor.models import SuratLuar
from smartkampung.surat.sertifikat import PERINGATAN, sertifikat_dikenal
from smartkampung.surat.tte.models import KirimanTTE

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
        Pemeriksaan("Surat bernomor sudah lengkap atau tercatat menunggu", _setengah_jadi),
        Pemeriksaan("Sertifikat penanda tangan masih lama berlaku", _sertifikat),
        Pemeriksaan("Satu versi terbaru per jenis surat", _jenis),
        Pemeriksaan("Formulir milik desa terbaca", salah_di_desa),
    ]


Kunci = tuple[str, int]  # register and year


def _nomor() -> list[str]:
    """Invariant I-10: per register and year every number from 1 to the last is there once, or is known as skipped."""
    terbit, dilompati, terakhir = _terbit(), _dilompati(), _terakhir()
    temuan = [satu for kunci in sorted(terbit.keys() | terakhir.keys())
              for satu in _satu_register(kunci, terbit.get(kunci, []), dilompati.get(kunci, set()),
                                         terakhir.get(kunci, 0))]  # fmt: skip
    return temuan[:BATAS_TEMUAN]


def _satu_register(kunci: Kunci, terbit: list[int], dilompati: set[int], terakhir: int) -> list[str]:
    di = f"register {kunci[0]} tahun {kunci[1]}"
    ada = set(terbit)
    hilang = set(range(1, terakhir + 1)) - ada - dilompati
    return (
        [f"nomor {n} {di} tidak ada suratnya" for n in sorted(hilang)]
        + [f"nomor {n} {di} dipakai lebih dari satu surat" for n, kali in sorted(Counter(terbit).items()) if kali > 1]
        + [f"nomor {n} {di} melewati urutan terakhir {terakhir}" for n in sorted(ada) if n > terakhir]
        + [f"nomor {n} {di} sudah dilompati, tetapi ada suratnya" for n in sorted(ada & dilompati)]
    )


def _terbit() -> dict[Kunci, list[int]]:
    """The numbers letters carry, void and reserved ones too; a suffix makes a number of its own, not a second use."""
    hasil: dict[Kunci, list[int]] = {}
    surat = db.select(Surat.register, Surat.tahun, Surat.nomor).where(Surat.nomor.is_not(None))
    luar = db.select(SuratLuar.register, SuratLuar.tahun, SuratLuar.nomor).where(SuratLuar.register.is_not(None))
    for pilih in (surat.where(db.func.coalesce(Surat.sufiks, "") == ""), luar):
        for register, tahun, nomor in db.session.execute(pilih):
            hasil.setdefault((register or "", tahun), []).append(nomor)
    for pilih in pilih_bernomor():
        for baris in db.session.execute(pilih):
            hasil.setdefault((baris.register, baris.tahun), []).append(baris.nomor)
    return hasil


def _dilompati() -> dict[Kunci, set[int]]:
    """Numbers a restore skipped, with a reason kept beside them."""
    hasil: dict[Kunci, set[int]] = {}
    for satu in db.session.scalars(db.select(NomorDilompati)):
        hasil.setdefault((satu.register, satu.tahun), set()).update(range(satu.dari, satu.sampai + 1))
    return hasil


def _terakhir() -> dict[Kunci, int]:
    """The last number given in each register that letters use."""
    register = {jenis.isi.get("register") for jenis in db.session.scalars(db.select(JenisSurat))}
    for model in (Surat, SuratLuar):
        register |= set(db.session.scalars(db.select(model.register).where(model.register.is_not(None)).distinct()))
    for semua in pilih_bernomor():
        register |= {baris.register for baris in db.session.execute(semua)}
    pilih = db.select(NomorUrut).where(NomorUrut.register.in_(register - {None}))
    return {(urut.register, urut.tahun): urut.terakhir for urut in db.session.scalars(pilih)}


def _jenis() -> list[str]:
    """Every kind has exactly one newest version, the one with the highest number, and it can be read."""
    puncak: dict[str, int] = {}
    baru: dict[str, list[JenisSurat]] = {}
    for satu in db.session.scalars(db.select(JenisSurat)):
        puncak[satu.kode] = max(satu.versi, puncak.get(satu.kode, 0))
        if satu.terbaru:
            baru.setdefault(satu.kode, []).append(satu)
    temuan = [f"jenis {kode}: versi terbarunya bukan versi {puncak[kode]}" for kode in sorted(puncak)
              if [satu.versi for satu in baru.get(kode, [])] != [puncak[kode]]]  # fmt: skip
    return temuan + [kalimat for daftar in baru.values() for satu in daftar if (kalimat := _terbaca(satu))]


def _terbaca(satu: JenisSurat) -> str:
    try:
        definisi_dari(satu)
    except DefinisiSalah as galat:
        return f"jenis {satu.kode} tidak terbaca: {galat}"
    return ""


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
    tanda = periksa(data, dikenal)
    asal = tanda.dikenal or (bool(tanda.sidik) and tanda.sidik == (surat.penanda or {}).get("sidik"))
    sah = tanda.utuh and tanda.seluruh_berkas and asal  # a BSrE certificate is known by its fingerprint at issue
    return "" if sah else f"surat {surat.nomor_teks}: tanda tangan tidak sah"


def _setengah_jadi() -> list[str]:
    """A number without its file is one whose unsigned original is kept and waits for a remote signature."""
    pilih = (
        db.select(Surat.nomor_teks)
        .outerjoin(KirimanTTE, KirimanTTE.surat_id == Surat.id)
        .where(
            Surat.keadaan == Keadaan.MENUNGGU_TTD_ELEKTRONIK,
            db.or_(KirimanTTE.surat_id.is_(None), Surat.nomor.is_(None), Surat.berkas_id.is_not(None)),
        )
        .limit(BATAS_TEMUAN)
    )
    return [f"surat {nomor}: menunggu tanda tangan tanpa berkas asli" for nomor in db.session.scalars(pilih)]


def _sertifikat() -> list[str]:
    kini = sekarang()
    pilih = db.select(SertifikatPenanda).where(
        SertifikatPenanda.dicabut_pada.is_(None),
        SertifikatPenanda.berlaku_sampai > kini,
        SertifikatPenanda.berlaku_sampai <= kini + PERINGATAN,
    )
    return [f"sertifikat {satu.nama} berakhir {satu.berlaku_sampai:%d-%m-%Y}" for satu in db.session.scalars(pilih)]
