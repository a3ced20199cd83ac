"""Acts that make a request: at the counter, from the public site, and completing it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import delete

from smartkampung.desa.waktu_layanan import tambah_menit_layanan
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, hapus_berkas, simpan_hasil, simpan_pdf
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang, umur
from smartkampung.penduduk.ejaan import kata_kunci
from smartkampung.surat import pegang, warga
from smartkampung.surat.berkas_warga.models import BerkasWarga
from smartkampung.surat.berkas_warga.queries import berlaku as berkas_berlaku
from smartkampung.surat.berkas_warga.services import simpan as simpan_berkas_warga
from smartkampung.surat.catatan import Pelaku, bulan_dari, pastikan_boleh, tandai
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.galat import BukanUntukWarga, IsianKurang, JenisTidakAda, TeleponKurang, WargaBelumDipilih
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import KANAL, Keadaan
from smartkampung.surat.kode import kode_baru
from smartkampung.surat.models import JenisSurat, KataSurat, Surat, SyaratSurat

DITERIMA = ("ditunjukkan", "diterima")
PILIH_JENIS = db.select(JenisSurat).where(JenisSurat.kode == db.bindparam("kode"), JenisSurat.terbaru)


@dataclass(frozen=True, slots=True)
class Unggahan:
    """An uploaded paper, already checked and made small (see `inti.berkas.olah_gambar`)."""

    data: bytes
    nama: str
    mime: str


@dataclass(frozen=True, slots=True)
class Pemohon:
    """What a resident types about himself on the public site; never checked in front of him."""

    nama: str
    nik: str
    tanggal_lahir: date
    telepon: str = ""
    surel: str = ""


@dataclass(frozen=True, slots=True)
class BerkasPermohonan:
    """The papers of a request by code: seen at the counter, uploaded, taken from the dossier; `simpan` are the uploads
    the resident wants kept there."""

    diterima: frozenset[str] = frozenset()
    unggahan: Mapping[str, Unggahan] = field(default_factory=dict)
    arsip: frozenset[str] = frozenset()
    simpan: frozenset[str] = frozenset()


def jenis_terlayani(kode: str) -> JenisSurat:
    """Answer the newest version of a kind; JenisTidakAda when it is unknown or switched off."""
    jenis = None
    if kode.isprintable():
        jenis = db.session.scalar(PILIH_JENIS, {"kode": kode})
    if jenis is None or not jenis.aktif:
        raise JenisTidakAda()
    return jenis


def ajukan_di_loket(
    kode_jenis: str,
    penduduk_id: int,
    isian: Mapping[str, Any],
    berkas: BerkasPermohonan,
    *,
    oleh: Pelaku,
    kanal: str = "loket",
    telepon: str = "",
    surel: str = "",
) -> Surat:
    """Record the request of a resident who stands at the counter (or wrote by WhatsApp)."""
    periksa_izin(oleh, "surat.buat")
    if kanal not in KANAL or kanal in ("web", "kiosk"):
        raise IsianKurang(label="Kanal", medan="kanal")
    if kanal == "wa" and not telepon:
        raise TeleponKurang()
    orang = warga.ambil(penduduk_id)
    surat = _surat_baru(jenis_terlayani(kode_jenis), kanal, isian, petugas=True)
    surat.cocok, surat.telepon = True, telepon
    _kenakan_warga(surat, orang)
    _simpan(surat, berkas)
    tandai(surat, "diajukan", oleh, kanal=KANAL[kanal])
    for syarat in surat.syarat:
        if syarat.kode in berkas.simpan and syarat.berkas is not None:
            simpan_berkas_warga(syarat, oleh=oleh)
    return surat


def ajukan_dari_web(
    kode_jenis: str, pemohon: Pemohon, isian: Mapping[str, Any], berkas: BerkasPermohonan, *, kanal: str = "web"
) -> Surat:
    """Record a request from the public site or the kiosk. It is always accepted; whether NIK and birth date
    match the register is kept for staff and shows in nothing the requester sees.
    """
    surat = _surat_baru(jenis_terlayani(kode_jenis), kanal, isian, petugas=False)
    orang = warga.cari_nik(pemohon.nik)
    surat.cocok = orang is not None and orang.tanggal_lahir == pemohon.tanggal_lahir
    surat.nama, surat.nik, surat.tanggal_lahir = pemohon.nama, pemohon.nik, pemohon.tanggal_lahir
    surat.telepon, surat.surel = pemohon.telepon, pemohon.surel or None
    if orang is not None and surat.cocok:
        surat.penduduk_id, surat.jenis_kelamin = orang.id, orang.jenis_kelamin
    _simpan(surat, berkas)
    tandai(surat, "diajukan", None, nama="Pemohon", kanal=KANAL[kanal])
    return surat


def ajukan_sendiri(kode_jenis: str, penduduk_id: int, isian: Mapping[str, Any], berkas: BerkasPermohonan) -> Surat:
    """Record a request of a resident who has logged in: the register knows him, staff need not match."""
    surat = _surat_baru(jenis_terlayani(kode_jenis), "web", isian, petugas=False)
    _kenakan_warga(surat, warga.ambil(penduduk_id))
    surat.cocok = True
    _simpan(surat, berkas)
    tandai(surat, "diajukan", None, nama="Pemohon", kanal=KANAL["web"])
    return surat


def diminta(surat: Surat) -> list[SyaratSurat]:
    """The papers a requester is asked for now: those refused; when none was, those still missing."""
    kurang = [satu for satu in surat.syarat if satu.keadaan == "kurang"]
    return kurang or [satu for satu in surat.syarat if satu.keadaan == "belum" and satu.sifat != "ditunjukkan"]


def lengkapi(surat: Surat, berkas: BerkasPermohonan, *, pesan: str = "", oleh: Pelaku | None = None) -> bool:
    """Add only papers that were asked for; what was accepted stays accepted (criterion SSW-2).

    Answers whether the request is whole again. It waits on while a refused paper is neither sent nor explained.
    """
    pastikan_boleh(surat, "lengkapi")
    kode = frozenset(satu.kode for satu in diminta(surat))
    unggahan = {satu: isi for satu, isi in berkas.unggahan.items() if satu in kode}
    _isi_syarat(surat, replace(berkas, unggahan=unggahan, diterima=berkas.diterima & kode))
    lengkap = bool(pesan) or not any(satu.keadaan == "kurang" for satu in surat.syarat)
    if lengkap:
        surat.keadaan, surat.alasan = Keadaan.DITERIMA, ""
    tandai(surat, "dilengkapi", oleh, pesan, nama="Pemohon")
    return lengkap


def ubah(
    surat: Surat,
    isian: Mapping[str, Any],
    berkas: BerkasPermohonan,
    *,
    oleh: Pelaku,
    penduduk_id: int | None = None,
) -> None:
    """Correct the facts, the papers, or the resident of a request that is not verified yet."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi")
    pastikan_boleh(surat, "ubah")
    pegang.pastikan(surat, oleh)
    surat.isian = bersihkan_isian(definisi_dari(surat.jenis), isian, petugas=True)
    if penduduk_id is not None and penduduk_id != surat.penduduk_id:
        cocokkan(surat, penduduk_id)
    _isi_syarat(surat, berkas, ganti=True)
    tandai(surat, "diubah", oleh)


def cocokkan(surat: Surat, penduduk_id: int) -> None:
    """Tie the request to a resident of the register; what it had of somebody else's dossier and bundle it lets go."""
    if surat.penduduk_id not in (None, penduduk_id):
        surat.paket_id = None
        for syarat in (satu for satu in surat.syarat if satu.berkas_warga_id):
            syarat.berkas_warga_id, syarat.keadaan = None, "belum"
    _kenakan_warga(surat, warga.ambil(penduduk_id))
    _indeks_nama(surat)


def pastikan_warga(surat: Surat) -> int:
    """Answer the resident's id; WargaBelumDipilih when the request is tied to nobody."""
    if surat.penduduk_id is None:
        raise WargaBelumDipilih()
    return surat.penduduk_id


def bersihkan_isian(definisi: Definisi, isian: Mapping[str, Any], *, petugas: bool) -> dict[str, Any]:
    """Answer only the facts the kind asks for, as plain JSON values; IsianKurang names what is missing."""
    bersih: dict[str, Any] = {}
    for medan in definisi.isian if petugas else definisi.isian_warga:
        nilai = isian.get(medan.kode)
        if nilai is None or nilai == "":
            if medan.wajib:
                raise IsianKurang(label=medan.label, medan=f"isian_{medan.kode}")
            continue
        if medan.jenis == "pilihan" and nilai not in medan.pilihan:
            raise IsianKurang(label=medan.label, medan=f"isian_{medan.kode}")
        bersih[medan.kode] = medan.simpan(nilai)
    return bersih


def _surat_baru(jenis: JenisSurat, kanal: str, isian: Mapping[str, Any], *, petugas: bool) -> Surat:
    kini = sekarang()
    return Surat(
        jenis=jenis,
        jenis_kode=jenis.kode,
        kanal=kanal,
        keadaan=Keadaan.DITERIMA,
        kode_status=kode_baru(),
        kode_periksa=kode_baru(),
        isian=bersihkan_isian(definisi_dari(jenis), isian, petugas=petugas),
        diterima_pada=kini,
        janji_pada=tambah_menit_layanan(kini, jenis.janji_menit),
        bulan_masuk=bulan_dari(kini),
    )


def pastikan_sesuai(jenis: JenisSurat, orang: warga.Warga) -> None:
    """BukanUntukWarga when the kind is not for a resident of this status, sex, or age (today)."""
    untuk, tahun = definisi_dari(jenis).orang, umur(orang.tanggal_lahir, hari_desa())
    if not untuk.sesuai(orang.potret, tahun):
        status = orang.potret["status_kawin"] or "status belum diisi"
        raise BukanUntukWarga(jenis=jenis.nama, untuk=untuk, nama=orang.nama, status=status, umur=tahun)


def _kenakan_warga(surat: Surat, orang: warga.Warga) -> None:
    pastikan_sesuai(surat.jenis, orang)
    surat.penduduk_id, surat.nama, surat.nik = orang.id, orang.nama, orang.nik
    surat.tanggal_lahir, surat.jenis_kelamin = orang.tanggal_lahir, orang.jenis_kelamin


def _simpan(surat: Surat, berkas: BerkasPermohonan) -> None:
    surat.syarat = [
        SyaratSurat(kode=satu.kode, nama=satu.nama, sifat=satu.sifat) for satu in definisi_dari(surat.jenis).syarat
    ]
    db.session.add(surat)
    db.session.flush()
    _isi_syarat(surat, berkas)
    _indeks_nama(surat)


def _indeks_nama(surat: Surat) -> None:
    db.session.execute(delete(KataSurat).where(KataSurat.surat_id == surat.id))
    db.session.add_all(KataSurat(kata=kata, surat_id=surat.id) for kata in kata_kunci(surat.nama))
    db.session.flush()


def _isi_syarat(surat: Surat, berkas: BerkasPermohonan, *, ganti: bool = False) -> None:
    for syarat in surat.syarat:
        unggahan = berkas.unggahan.get(syarat.kode)
        if unggahan is not None:
            lama = syarat.berkas
            syarat.berkas, syarat.berkas_warga_id = _simpan_unggahan(unggahan), None
            syarat.keadaan, syarat.catatan = "diunggah", ""
            if lama is not None:
                buang([lama])
        if syarat.kode in berkas.diterima:
            syarat.keadaan, syarat.catatan = ("diterima" if syarat.ada_berkas else "ditunjukkan"), ""
        elif ganti and syarat.keadaan in DITERIMA and syarat.berkas_warga_id is None:
            syarat.keadaan = "diunggah" if syarat.berkas_id else "belum"
    db.session.flush()
    if berkas.arsip and surat.penduduk_id is not None:
        _pakai_arsip(surat, berkas_berlaku(surat.penduduk_id), berkas.arsip)


def _pakai_arsip(surat: Surat, arsip: Mapping[str, BerkasWarga], dipakai: frozenset[str]) -> None:
    """Accept papers of the dossier; a new upload of the same paper wins."""
    for syarat in surat.syarat:
        satu = arsip.get(syarat.kode)
        if satu is not None and syarat.kode in dipakai and syarat.berkas_id is None:
            syarat.berkas_warga_id, syarat.keadaan, syarat.catatan = satu.id, "diterima", ""
    db.session.flush()


def _simpan_unggahan(unggahan: Unggahan) -> Berkas:
    if unggahan.mime == "application/pdf":
        return simpan_pdf(unggahan.data, unggahan.nama)
    return simpan_hasil(unggahan.data, unggahan.nama, unggahan.mime)


def buang(daftar: Iterable[Berkas]) -> None:
    """Delete uploaded papers, the file as well as its row."""
    db.session.flush()
    for satu in daftar:
        hapus_berkas(satu)
