"""Letters made outside the program: their numbers are reserved, filled in later, or void; none is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.penduduk.ejaan import kata_kunci
from smartkampung.surat.catatan import Pelaku, pastikan_alasan, tanpa_nik
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor.ambil import nomor_register
from smartkampung.surat.nomor.models import BATAL, DIPESAN, PESAN, TERCATAT, KataLuar, SuratLuar
from smartkampung.surat.nomor.pola import susun_desa
from smartkampung.surat.nomor.skema import GABUNG, REGISTER_GABUNG, REGISTER_KELUAR, SEMUA, register_untuk, skema_tahun
from smartkampung.surat.pengaturan import pengaturan_surat

TERBANYAK = 50


class PerluJenis(GalatDomain):
    """Under this scheme the register follows from the kind."""

    pesan = "Pilih jenis suratnya, karena tiap jenis atau kelompok punya urutan nomor sendiri."
    medan = "jenis"


class TerlaluBanyakNomor(GalatDomain):
    """More numbers than anybody needs at once."""

    pesan = "Pesan 1 sampai %(batas)s nomor sekali jalan."
    medan = "banyak"


class LuarTertutup(GalatDomain):
    """The row is void, or belongs to an archive."""

    pesan = "Nomor ini sudah batal atau berasal dari arsip lama, jadi tidak dapat diisi."


class TanggalDiLuarTetangga(GalatDomain):
    """The letter's date does not lie between those of its neighbours."""

    pesan = "Tanggal harus antara %(dari)s dan %(sampai)s, karena itulah tanggal nomor sebelum dan sesudahnya."
    medan = "tanggal_surat"


@dataclass(frozen=True, slots=True)
class IsiLuar:
    """What is known of a letter made outside."""

    nomor_teks: str
    tanggal_surat: date
    jenis: str
    nama: str
    perihal: str = ""
    pamong: str = ""


def pesan_nomor(banyak: int, alasan: str, *, oleh: Pelaku, jenis: JenisSurat | None = None,
                klasifikasi: str = "") -> list[SuratLuar]:  # fmt: skip
    """Reserve the next numbers for letters made outside, with the reason; they are never given again."""
    periksa_izin(oleh, "surat.nomor")
    if not 1 <= banyak <= TERBANYAK:
        raise TerlaluBanyakNomor(batas=TERBANYAK)
    alasan = tanpa_nik(pastikan_alasan(alasan))
    kunci_penasihat("skema-nomor")
    hari = hari_desa()
    berlaku = skema_tahun(hari.year)
    register = _register(berlaku.skema, jenis)
    kode = klasifikasi or (jenis.klasifikasi if jenis else "")
    baris = [
        _dipesan(register, nomor_register(register, hari.year, berlaku.awal), hari, kode, jenis, alasan, oleh)
        for _ke in range(banyak)
    ]
    db.session.flush()
    catat("surat.nomor_dipesan", oleh=oleh, objek=("surat_luar", baris[0].id), dari=baris[0].nomor,
          sampai=baris[-1].nomor, alasan=alasan)  # fmt: skip
    return baris


def _register(skema: str, jenis: JenisSurat | None) -> str:
    if jenis is not None:
        return register_untuk(definisi_dari(jenis), skema)
    if skema in (SEMUA, GABUNG):
        return REGISTER_GABUNG if skema == GABUNG else REGISTER_KELUAR
    raise PerluJenis()


def _dipesan(register: str, nomor: int, hari: date, klasifikasi: str, jenis: JenisSurat | None, alasan: str,
             oleh: Pelaku) -> SuratLuar:  # fmt: skip
    pilihan = pengaturan_surat()
    teks = susun_desa(pilihan.pola_nomor, pilihan.kode_unit, klasifikasi=klasifikasi or "…", nomor=nomor, tanggal=hari)
    baris = SuratLuar(
        asal=PESAN, keadaan=DIPESAN, register=register, tahun=hari.year, nomor=nomor, nomor_teks=teks,
        jenis=jenis.nama if jenis else "", alasan=alasan, dicatat_pada=sekarang(), dicatat_oleh=oleh.nama,
    )  # fmt: skip
    db.session.add(baris)
    return baris


def isi_luar(baris: SuratLuar, isi: IsiLuar, *, oleh: Pelaku, berkas: Berkas | None = None) -> None:
    """Fill a reserved number in as the letter that was made outside; a mistake can be corrected later."""
    periksa_izin(oleh, "surat.nomor")
    if baris.keadaan == BATAL or baris.register is None:
        raise LuarTertutup()
    pastikan_antara_tetangga(baris, isi.tanggal_surat)
    for nama in ("nomor_teks", "tanggal_surat", "jenis", "nama", "perihal", "pamong"):
        setattr(baris, nama, getattr(isi, nama))
    if berkas is not None:
        baris.berkas = berkas
    baris.keadaan, baris.ditutup_pada, baris.ditutup_oleh = TERCATAT, sekarang(), oleh.nama
    db.session.execute(delete(KataLuar).where(KataLuar.luar_id == baris.id))
    db.session.add_all(KataLuar(kata=kata, luar_id=baris.id) for kata in kata_kunci(baris.nama))
    db.session.flush()
    catat("surat.luar_dicatat", oleh=oleh, objek=("surat_luar", baris.id), nomor=baris.nomor_teks, jenis=baris.jenis)


def batalkan_luar(baris: SuratLuar, alasan: str, *, oleh: Pelaku) -> None:
    """Void a reserved or recorded number with a reason; it stays in the register and is never given again."""
    periksa_izin(oleh, "surat.nomor")
    if baris.keadaan == BATAL or baris.register is None:
        raise LuarTertutup()
    baris.alasan_batal = tanpa_nik(pastikan_alasan(alasan))
    baris.keadaan, baris.ditutup_pada, baris.ditutup_oleh = BATAL, sekarang(), oleh.nama
    db.session.flush()
    catat("surat.luar_dibatalkan", oleh=oleh, objek=("surat_luar", baris.id), nomor=baris.nomor_teks,
          alasan=baris.alasan_batal)  # fmt: skip


def pastikan_antara_tetangga(baris: SuratLuar, tanggal: date) -> None:
    """Raise TanggalDiLuarTetangga unless the date fits between the numbers before and after (and is not to come)."""
    dari = max((t for t in _tanggal_tetangga(baris, sebelum=True)), default=date(baris.tahun, 1, 1))
    sampai = min((t for t in _tanggal_tetangga(baris, sebelum=False)), default=hari_desa())
    sampai = min(sampai, date(baris.tahun, 12, 31))
    if not dari <= tanggal <= sampai:
        raise TanggalDiLuarTetangga(dari=tanggal_panjang(dari), sampai=tanggal_panjang(sampai))


def _tanggal_tetangga(baris: SuratLuar, *, sebelum: bool) -> list[date]:
    assert baris.nomor is not None
    hasil: list[date] = []
    for model in (Surat, SuratLuar):
        pilih = db.select(model.tanggal_surat).where(
            model.register == baris.register, model.tahun == baris.tahun, model.tanggal_surat.is_not(None)
        )
        letak = model.nomor < baris.nomor if sebelum else model.nomor > baris.nomor
        urut = model.nomor.desc() if sebelum else model.nomor.asc()
        tanggal = db.session.scalar(pilih.where(letak).order_by(urut).limit(1))
        hasil += [tanggal] if tanggal else []
    return hasil
