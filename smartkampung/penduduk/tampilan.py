"""What the pages of the register show: filters, the list as a sheet, facts in groups, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from smartkampung.audit.models import CatatanAudit
from smartkampung.audit.queries import kalimat, pilih_catatan
from smartkampung.audit.simpanan import ingat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tabel import url_pola
from smartkampung.inti.tanggal import tanggal_panjang, waktu_panjang
from smartkampung.inti.web import unduh
from smartkampung.penduduk import referensi
from smartkampung.penduduk.ekspor import MIME
from smartkampung.penduduk.forms import KHUSUS, KODE
from smartkampung.penduduk.models import CARA_MASUK, Penduduk
from smartkampung.penduduk.nik import kelompokkan, peringatan_nik, samarkan
from smartkampung.penduduk.queries import BarisCari, Saring, daftar_wilayah
from smartkampung.penduduk.referensi import HIDUP

SEMUA = "semua"
# Facts of the detail page, in groups; numbers of people are handled apart.
_KELOMPOK = (
    (_l("Data diri"), ("tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama", "status_kawin",
                       "pendidikan_kk",
                       "pekerjaan", "warganegara", "golongan_darah", "suku")),
    (_l("Orang tua"), ("nama_ayah", "ayah_nik", "nama_ibu", "ibu_nik")),
    (_l("Dokumen"), ("ktp_el", "status_rekam", "akta_lahir", "akta_perkawinan", "tanggal_perkawinan",
                     "akta_perceraian", "tanggal_perceraian", "paspor", "paspor_akhir", "kitas",
                     "tag_id_card")),
    (_l("Lainnya"), ("pendidikan_sedang", "alamat_sekarang", "lintang", "bujur")),
)
_LABEL = {
    "tempat_lahir": _l("Tempat lahir"), "tanggal_lahir": _l("Tanggal lahir"), "jenis_kelamin": _l("Jenis kelamin"),
    "agama": _l("Agama"), "status_kawin": _l("Status perkawinan"), "pendidikan_kk": _l("Pendidikan"),
    "pekerjaan": _l("Pekerjaan"), "warganegara": _l("Kewarganegaraan"), "golongan_darah": _l("Golongan darah"),
    "suku": _l("Suku"), "nama_ayah": _l("Ayah"), "ayah_nik": _l("NIK ayah"), "nama_ibu": _l("Ibu"),
    "ibu_nik": _l("NIK ibu"), "ktp_el": _l("KTP elektronik"), "status_rekam": _l("Perekaman KTP"),
    "akta_lahir": _l("Akta lahir"), "akta_perkawinan": _l("Akta perkawinan"),
    "tanggal_perkawinan": _l("Tanggal perkawinan"), "akta_perceraian": _l("Akta perceraian"),
    "tanggal_perceraian": _l("Tanggal perceraian"), "paspor": _l("Paspor"), "paspor_akhir": _l("Paspor sampai"),
    "kitas": _l("KITAS/KITAP"), "tag_id_card": _l("Tag ID card"), "pendidikan_sedang": _l("Sedang menempuh"),
    "alamat_sekarang": _l("Alamat sekarang"), "lintang": _l("Lintang"), "bujur": _l("Bujur"),
    "cacat": _l("Disabilitas"), "cara_kb": _l("Akseptor KB"), "hamil": _l("Kehamilan"),
    "asuransi": _l("Asuransi kesehatan"), "no_asuransi": _l("Nomor asuransi"),
}


def baca_saring(isi: Mapping[str, str]) -> Saring:
    """The filters of an address or a form; unknown values mean "everything"."""
    kelamin, status = isi.get("kelamin", ""), isi.get("status", "")
    return Saring(
        dusun=isi.get("dusun", "")[:60], rw=isi.get("rw", "")[:10], rt=isi.get("rt", "")[:10],
        jenis_kelamin=int(kelamin) if kelamin in ("1", "2") else None,
        status=None if status == SEMUA else referensi.kode("status_dasar", status) or HIDUP)


def isi_pilihan(wilayah: frozenset[int] | None) -> dict[str, list[tuple[str, str]]]:
    """The choices of the filters, from these RT (None means all)."""
    nama_wilayah = ingat(("nama_wilayah", wilayah), lambda: _nama_wilayah(wilayah))
    hasil = {k: [("", _("Semua")), *((n, n) for n in nama)]
             for k, nama in zip(("dusun", "rw", "rt"), nama_wilayah, strict=True)}
    hasil["kelamin"] = [("", _("Semua")), ("1", _("Laki-laki")), ("2", _("Perempuan"))]
    hasil["status"] = [(str(k), n) for k, n in referensi.pilihan("status_dasar")] + [(SEMUA, _("Semua"))]
    return hasil


def _nama_wilayah(wilayah: frozenset[int] | None) -> tuple[list[str], list[str], list[str]]:
    tempat = [w for w in daftar_wilayah() if wilayah is None or w.id in wilayah]
    return sorted({w.dusun for w in tempat}), sorted({w.rw for w in tempat}), sorted({w.rt for w in tempat})


def lembar_daftar(baris: Sequence[BarisCari], *, disamarkan: bool = False) -> Lembar:
    """The list as a sheet; `disamarkan` writes masked numbers (for files), else the screen masks them.

    On the screen the status stands there only when it tells people apart.
    """
    kolom: tuple[Kolom, ...] = (
        Kolom("nama", _("Nama")), Kolom("nik", "NIK", "teks" if disamarkan else "nik"),
        Kolom("umur", _("Umur"), "angka"), Kolom("kelamin", "L/P"), Kolom("dusun", profil().sebutan_dusun),
        Kolom("rw_rt", "RW/RT"), Kolom("status", _("Status")))
    if not disamarkan and all(b.hidup for b in baris):
        kolom = kolom[:-1]
    isi = [(b.nama, (samarkan(b.nik) if disamarkan else b.nik) or None, b.umur, b.kelamin, b.dusun,
            f"{b.rw}/{b.rt}", referensi.nama("status_dasar", b.status))[:len(kolom)] for b in baris]
    return Lembar("penduduk", _("Daftar penduduk"), kolom, isi)


def url_baris(baris: Sequence[BarisCari]) -> list[str]:
    """The address of each row."""
    alamat = url_pola("penduduk.lihat", "penduduk_id")
    return [alamat(b.id) for b in baris]


def unduh_lembar(lembar: Lembar, nama: str) -> Response:
    """One sheet as a workbook to download."""
    from smartkampung.inti.xlsx import buku_ke_bytes

    return unduh(buku_ke_bytes([lembar]), f"{nama}.xlsx", MIME["xlsx"])


Kelompok = tuple[Any, list[tuple[Any, str]]]


def kelompok_fakta(orang: Penduduk, *, terbuka: bool, khusus: bool) -> list[Kelompok]:
    """(title, [(label, text)]) of the facts that are filled in; health data only when `khusus`."""
    hasil: list[Kelompok] = []
    for judul, kunci in [*_KELOMPOK, (_l("Data khusus"), KHUSUS)] if khusus else _KELOMPOK:
        terisi = [k for k in kunci if getattr(orang, k) is not None]
        if terisi:
            hasil.append((judul, [(_LABEL[k], nilai_fakta(orang, k, terbuka)) for k in terisi]))
    return hasil


def nilai_fakta(orang: Penduduk, kunci: str, terbuka: bool) -> str:
    """One fact in words."""
    nilai = getattr(orang, kunci)
    if kunci in KODE:
        return referensi.nama(KODE[kunci], nilai)
    if kunci in ("ayah_nik", "ibu_nik"):
        return kelompokkan(nilai) if terbuka else samarkan(nilai)
    return tanggal_panjang(nilai) if isinstance(nilai, date) else str(nilai)


def catatan_nik(orang: Penduduk) -> list[str]:
    """Remarks on a resident's number, shown to the officer."""
    if orang.nik_sementara:
        return [_("Belum punya NIK; dicatat sementara. Isi NIK begitu terbit.")]
    celas = peringatan_nik(orang.nik or "", lahir=orang.tanggal_lahir, jenis_kelamin=orang.jenis_kelamin,
                           desa=profil().kode)
    return [c.kalimat(_) for c in celas]


def riwayat(jenis: str, objek_id: int) -> list[dict[str, str]]:
    """Who did what when to one record, newest first."""
    pilih = pilih_catatan(objek=(jenis, str(objek_id))).limit(15)
    return [{"judul": c.pelaku_nama, "ket": kalimat(c), "waktu": waktu_panjang(c.pada, zona())}
            for c in db.session.scalars(pilih) if isinstance(c, CatatanAudit)]


def asal_data(orang: Penduduk) -> str:
    """How and when the resident came into the register."""
    teks = CARA_MASUK[orang.cara_masuk]
    return f"{teks}, {tanggal_panjang(orang.tanggal_masuk)}" if orang.tanggal_masuk else teks


def pasang_saringan(cetak_biru: Blueprint) -> None:
    """Jinja filters of this area: kinship and status of a resident in words, origin of the entry."""
    cetak_biru.add_app_template_filter(lambda o: referensi.nama("hubungan_keluarga", o.hubungan_keluarga),
                                       "hubungan")
    cetak_biru.add_app_template_filter(lambda o: referensi.nama("status_dasar", o.status_dasar),
                                       "status_warga")
    cetak_biru.add_app_template_filter(asal_data, "asal_data")
