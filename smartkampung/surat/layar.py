"""The page of one letter as a screen, so that every act can show it again when a rule refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.desa.queries import Penandatangan, penandatangan
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.tanggal import jam_menit, tanggal_pendek, umur
from smartkampung.inti.web import Layar
from smartkampung.surat import naskah, pegang, queries, warga
from smartkampung.surat.berkas_warga.masa import boleh_disimpan
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.forms import FormVerifikasi
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.kabar.nomor import tautan_wa
from smartkampung.surat.kabar.teks import teks_kabar
from smartkampung.surat.keadaan import DI_LOKET, KANAL, RUPA_TINDAKAN, TERBIT, TERBUKA, TINDAKAN, boleh
from smartkampung.surat.konfirmasi.queries import kedudukan
from smartkampung.surat.lampiran import hampa, lampiran_surat
from smartkampung.surat.models import RiwayatSurat, Surat
from smartkampung.surat.paket.services import sepaket
from smartkampung.surat.permohonan import DITERIMA
from smartkampung.surat.tte.cara import cara_tersedia
from smartkampung.surat.tte.forms import FormTandaTangan
from smartkampung.surat.tte.kirim import kiriman_surat
from smartkampung.surat.verifikator import boleh_memverifikasi

BERALASAN = (
    "dikembalikan", "ditolak", "dibatalkan", "dicabut", "diminta_lengkapi", "dihentikan", "konfirmasi_dilewati",
    "gagal_ttd", "dimundurkan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tindakan:
    """Which acts this user may do on this letter now."""

    verifikasi: bool
    minta_lengkapi: bool
    tolak: bool
    batalkan: bool
    ubah: bool
    paraf: bool
    tanda_tangani: bool
    selesaikan: bool
    mundurkan: bool
    kembalikan: bool
    serahkan: bool
    cabut: bool
    surat_lain: bool
    ambil_alih: bool
    simpan_berkas: bool


def tindakan(surat: Surat, penanda_kini: Sequence[Penandatangan], *, dipegang_lain: bool = False) -> Tindakan:
    """Answer the acts by permission, by state, by the two-person rule; none of the counter's while another has it."""
    punya = current_user.punya_izin
    keadaan = surat.keadaan if not dipegang_lain else ""
    penanda = punya("surat.tanda_tangani") and any(p.pengguna_id == current_user.id for p in penanda_kini)
    return Tindakan(
        verifikasi=boleh_memverifikasi(definisi_dari(surat.jenis), current_user) and boleh("verifikasi", keadaan),
        minta_lengkapi=punya("surat.verifikasi") and boleh("minta_lengkapi", keadaan),
        tolak=punya("surat.verifikasi") and boleh("tolak", keadaan),
        batalkan=_boleh_batalkan(surat),
        ubah=(punya("surat.buat") or punya("surat.verifikasi")) and boleh("ubah", keadaan),
        paraf=punya("surat.paraf") and boleh("paraf", keadaan),
        tanda_tangani=penanda and boleh("tanda_tangani", keadaan) and surat.verifikator_id != current_user.id,
        selesaikan=surat.penanda_id == current_user.id and boleh("selesaikan", keadaan),
        mundurkan=punya("surat.tanggal_mundur") and boleh("mundurkan", keadaan),
        kembalikan=(punya("surat.paraf") or punya("surat.tanda_tangani")) and boleh("kembalikan", keadaan),
        serahkan=(punya("surat.buat") or punya("surat.verifikasi")) and boleh("ambil", keadaan),
        cabut=punya("surat.cabut") and boleh("cabut", keadaan),
        surat_lain=punya("surat.buat") and surat.penduduk_id is not None,
        ambil_alih=dipegang_lain and punya("surat.verifikasi"),
        simpan_berkas=punya("surat.buat") and surat.penduduk_id is not None,
    )


def _boleh_batalkan(surat: Surat) -> bool:
    """A letter that has its number is void with it, which fewer people may decide."""
    punya = current_user.punya_izin
    siapa = punya("surat.cabut") if surat.nomor else punya("surat.buat") or punya("surat.verifikasi")
    return bool(siapa) and boleh("batalkan", surat.keadaan)


def layar_surat(surat: Surat, form: Any = None, *, nik_terbuka: bool = False) -> Layar:
    """The page of one letter; `form` is the one an act was sent with, to be shown with its faults."""
    penanda_kini = penandatangan(hari_desa())
    lain = pegang.pemegang_lain(surat, current_user)
    bisa = tindakan(surat, penanda_kini, dipegang_lain=lain is not None)
    definisi = definisi_dari(surat.jenis)
    if form is None and (bisa.tanda_tangani or bisa.selesaikan):
        form = FormTandaTangan(formdata=None)
    elif form is None and bisa.verifikasi:
        form = form_verifikasi(surat, formdata=None)
    return Layar(
        "surat/lihat.html",
        form=form,
        surat=surat,
        definisi=definisi,
        bisa=bisa,
        fakta=fakta(surat, definisi),
        nik=surat.nik if nik_terbuka else None,
        langkah=queries.langkah(surat),
        terlambat=queries.terlambat(surat),
        riwayat=[_baris_riwayat(satu) for satu in surat.riwayat],
        cara=cara_tersedia(current_user.id) if bisa.tanda_tangani or bisa.selesaikan else None,
        kiriman=kiriman_surat(surat.id),
        penanda=penanda_surat(surat, penanda_kini),
        tanpa_penanda=not penanda_kini and surat.keadaan in TERBUKA,
        pemegang=lain,
        wa=tautan_wa(surat.telepon, teks_kabar(surat)),
        konfirmasi=kedudukan(surat),
        sepaket=sepaket(surat),
        boleh_disimpan=boleh_disimpan,
        terbit=surat.keadaan in TERBIT,
        hampa=hampa(surat),
        lampiran=lampiran_surat(surat),
        DITERIMA=DITERIMA,
    )


def form_verifikasi(surat: Surat, **lain: Any) -> FormVerifikasi:
    """The verification form: this letter's papers, then those only its bundle asks for; accepted ones are ticked."""
    form = FormVerifikasi(penduduk_id=surat.penduduk_id, **lain)
    daftar = [surat, *(satu for satu in sepaket(surat) if satu.id != surat.id and satu.keadaan in DI_LOKET)]
    syarat = {satu.kode: satu for milik in reversed(daftar) for satu in milik.syarat}
    urut = list(dict.fromkeys(satu.kode for milik in daftar for satu in milik.syarat))
    form.syarat.choices = [(kode, syarat[kode].nama) for kode in urut]
    if not form.syarat.raw_data and lain.get("formdata", ...) is None:
        form.syarat.data = [kode for kode in urut if syarat[kode].keadaan in DITERIMA]
    return form


def fakta(surat: Surat, definisi: Definisi) -> list[tuple[str, str]]:
    """Label and value of who the letter is about, and of everything asked for."""
    hasil = [(_("Umur"), _("%(n)s tahun", n=umur(surat.tanggal_lahir, hari_desa())))]
    potret = surat.potret or (warga.potret_kini(surat.penduduk_id) if surat.penduduk_id else None)
    if potret:
        hasil.append((_("Alamat"), potret["alamat"]))
    return hasil + fakta_isian(surat, definisi)


def fakta_isian(surat: Surat, definisi: Definisi) -> list[tuple[str, str]]:
    """Label and value of the facts asked for; what is left empty and follows the register says so."""
    hasil = []
    for medan in definisi.isian:
        nilai = surat.isian.get(medan.kode)
        teks = naskah.teks_isian(medan.jenis, nilai)
        if not teks and medan.bawaan:
            teks = _("sesuai buku induk")
        hasil.append((medan.label, teks))
    return hasil


def penanda_surat(surat: Surat, penanda_kini: Sequence[Penandatangan]) -> str:
    """Who signed, or who usually signs today."""
    if surat.penanda:
        return f"{surat.penanda['nama']}, {', '.join(surat.penanda['jabatan'])}"
    if not penanda_kini:
        return _("Belum ada penanda tangan")
    return f"{penanda_kini[0].nama}, {', '.join(penanda_kini[0].baris_jabatan)}"


def _baris_riwayat(satu: RiwayatSurat) -> dict[str, str]:
    setempat = satu.pada.astimezone(zona())
    hari = "" if setempat.date() == hari_desa() else f"{tanggal_pendek(setempat.date())} "
    alasan = satu.tindakan in BERALASAN
    ket = _("oleh %(nama)s", nama=satu.oleh_nama)
    if satu.tindakan == "diajukan":
        ket = _("lewat %(kanal)s, dicatat %(nama)s", kanal=KANAL[satu.surat.kanal], nama=satu.oleh_nama)
        if satu.oleh_id is None:
            ket = _("dari %(kanal)s", kanal=KANAL[satu.surat.kanal])
    elif satu.keterangan and not alasan:
        ket = f"{ket} · {satu.keterangan}"
    return {
        "judul": TINDAKAN[satu.tindakan],
        "ket": ket,
        "waktu": f"{hari}{jam_menit(satu.pada, zona())}",
        "alasan": satu.keterangan if alasan else "",
        "rupa": RUPA_TINDAKAN.get(satu.tindakan, ""),
    }
