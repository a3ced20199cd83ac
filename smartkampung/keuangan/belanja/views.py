"""Pages of SPP: the list of a year, one document, writing a draft."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404, halaman
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import tahun_anggaran, versi_berlaku
from smartkampung.keuangan.belanja import isian, lampiran, spp
from smartkampung.keuangan.belanja.aturan import periksa_spp, peringatan, sebut
from smartkampung.keuangan.belanja.forms import FormAjukan, FormSPP
from smartkampung.keuangan.belanja.pajak import nama_objek, nama_pajak, tarif_teks
from smartkampung.keuangan.belanja.panjar import cair_terakhir, dibayar_lalu_dikoreksi, spj_panjar, tenggat_panjar
from smartkampung.keuangan.belanja.plafon import BERJALAN, Plafon, anggaran_kegiatan, hitung, isi_berlaku, plafon
from smartkampung.keuangan.belanja.queries import nama_pihak, pilih_dokumen
from smartkampung.keuangan.belanja.tampilan import langkah_dokumen, riwayat_dokumen
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kas.bukukan import koreksi_dari
from smartkampung.keuangan.kas.models import (
    CARA_SPP,
    DEFINITIF,
    DIBATALKAN,
    DICAIRKAN,
    DRAF,
    NAMA_KEADAAN,
    PANJAR,
    SPP,
    DokumenKas,
)
from smartkampung.keuangan.langkah import PKA

bp = Blueprint("spp", __name__, url_prefix="/keuangan/spp")
PEMBIAYAAN_ALAMAT = "pembiayaan"
BARIS_AWAL = 12
BATAS_CARI = 200
CUKUP_TANPA_CARI = 8  # kegiatan that fit a phone's screen or two
PILIHAN_KEADAAN = [(k, NAMA_KEADAAN[k]) for k in (DRAF, *BERJALAN, DICAIRKAN, DIBATALKAN)]


def ambil_spp(spp_id: int) -> DokumenKas:
    """An SPP; TidakDitemukan for any other document."""
    dokumen = ambil_atau_404(DokumenKas, spp_id)
    if dokumen.jenis != SPP:
        raise TidakDitemukan()
    return dokumen


@bp.route("", methods=["GET", "POST"])
@perlu_izin("keuangan.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """The SPP of a year; searched by POST, for payees have names."""
    tahun, q = tahun_dipilih(), (rapikan(request.form.get("q", "")) or "")[:80]
    saring = {k: request.values.get(k, "") for k in ("keadaan", "cara", "kegiatan")}
    milik = current_user.id if request.values.get("milik") else None
    hal = halaman(pilih_dokumen(SPP, tahun, q=q, pka_id=milik, **saring), per=BATAS_CARI if q else 50)
    return render_template(
        "keuangan/belanja/daftar.html", tahun=tahun, hal=hal, q=q, saring=saring, milik=milik, keadaan=PILIHAN_KEADAAN,
        pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()], versi=versi_berlaku(tahun), cara=CARA_SPP,
        pka=nama_pka(d.pka_id for (d,) in hal.butir), boleh=current_user.memegang(PKA), acuan=acuan(tahun),
        dikoreksi=dibayar_lalu_dikoreksi(d for (d,) in hal.butir),
    )  # fmt: skip


@bp.get("/baru")
@perlu_izin("keuangan.susun")
def pilih() -> ResponseReturnValue:
    """For which kegiatan? Those of this PKA, with what is left of each."""
    tahun = tahun_dipilih()
    isi, pakai = isi_berlaku(tahun), hitung(tahun).kunci
    milik, cari = spp.kegiatan_pka(tahun, current_user.id), request.args.get("cari", "").strip()[:80]
    kode = [k for k in milik if _memuat(f"{k} {isi.kegiatan[k].nama if k in isi.kegiatan else ''}", cari)]
    terpakai = {k: sum(n for kunci, n in pakai.items() if kunci.kegiatan == k) for k in kode}
    return render_template("keuangan/belanja/pilih.html", tahun=tahun, isi=isi, kode=kode, terpakai=terpakai,
                           cari=cari, banyak=len(milik) > CUKUP_TANPA_CARI,
                           pembiayaan=anggaran_kegiatan(tahun, "").pagu)  # fmt: skip


def _memuat(teks: str, cari: str) -> bool:
    """Whether every word stands in the text."""
    return all(kata in teks.casefold() for kata in cari.casefold().split())


def _kegiatan(alamat: str) -> str:
    return "" if alamat == PEMBIAYAAN_ALAMAT else alamat


@bp.route("/baru/<kegiatan>", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def baru(kegiatan: str) -> ResponseReturnValue:
    """A new SPP of a kegiatan: what is left of its lines, and a line for each."""
    tahun, kode = tahun_dipilih(), _kegiatan(kegiatan)
    spp.pastikan_pka(tahun, kode, current_user)
    semua = plafon(tahun, kode, hari_desa())
    if not semua:
        raise TidakDitemukan()
    form = FormSPP(tanggal=hari_desa())
    baris = isian.dari_form(request.form) if request.method == "POST" else _baris_awal(semua)
    layar = _layar(form, kode, tahun, semua, baris, None)
    isi = _baca(form, baris, kode, layar)
    if not isi:
        return layar.tampil(200 if request.form.get("aksi") == "tambah" else None)
    dokumen = spp.buat(kode, isi, oleh=current_user, tahun=tahun)
    flash(_("Draf SPP disimpan. Periksa pajaknya, lampirkan buktinya, lalu ajukan."), "berhasil")
    return redirect(url_for(".lihat", spp_id=dokumen.id), 303)


def _baris_awal(semua: list[Plafon]) -> list[isian.BarisForm]:
    if len(semua) > BARIS_AWAL:
        return isian.tambahan([], 4)
    return [isian.baris_kosong(n, isian.teks_kunci(p.kunci)) for n, p in enumerate(semua, start=1)]


def _layar(form: FormSPP, kode: str, tahun: int, semua: list[Plafon], baris: list[isian.BarisForm],
           dokumen: DokumenKas | None) -> Layar:  # fmt: skip
    if not kode:
        del form.cara
    nama = anggaran_kegiatan(tahun, kode).nama
    batal = url_for(".lihat", spp_id=dokumen.id) if dokumen else url_for(".daftar", tahun=tahun)
    return Layar("keuangan/belanja/isi.html", form=form, plafon=semua, baris=baris, d=dokumen, tahun=tahun, kode=kode,
                 nama=nama, batal=batal, objek=nama_objek(),
                 pihak=nama_pihak(), pilihan=[(isian.teks_kunci(p.kunci), sebut(p.kunci, tahun)) for p in semua],
                 versi=request.form.get("versi", dokumen.versi if dokumen else 0, type=int))  # fmt: skip


def _baca(form: FormSPP, baris: list[isian.BarisForm], kode: str, layar: Layar) -> spp.IsianSPP | None:
    """What was typed; None when the screen is to be shown (again)."""
    if request.method == "GET":
        return None
    if request.form.get("aksi") == "tambah":
        layar.isi["baris"] = isian.tambahan(baris, 3)
        return None
    isi = isian.baca(baris, kode)
    if not form.validate() or any(b.galat for b in baris):
        if any(b.galat for b in baris):
            flash(_("Betulkan baris yang ditandai."), "galat")
        return None
    cara = form.cara.data if "cara" in form else DEFINITIF
    return spp.IsianSPP(form.tanggal.data, form.uraian.data or "", cara or DEFINITIF, isi, form.pihak.data or "")


@bp.route("/<int:spp_id>/isi", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def isi(spp_id: int) -> ResponseReturnValue:
    """Write a draft anew."""
    d = ambil_spp(spp_id)
    spp.pastikan_draf(d) if request.method == "POST" else None
    awal: dict[str, Any] = {"cara": d.cara, "tanggal": d.tanggal, "uraian": d.uraian, "pihak": d.pihak_nama}
    form = FormSPP(**(awal if request.method == "GET" else {}))
    kirim = request.method == "POST"
    baris = isian.dari_form(request.form) if kirim else isian.tambahan(isian.dari_dokumen(spp.baris_dokumen(d)), 1)
    layar = _layar(form, d.kegiatan, d.tahun, plafon(d.tahun, d.kegiatan, d.tanggal, kecuali=d.id), baris, d)
    hasil = _baca(form, baris, d.kegiatan, layar)
    if not hasil:
        return layar.tampil(200 if request.form.get("aksi") == "tambah" else None)
    spp.simpan(d, hasil, layar.isi["versi"], oleh=current_user)
    flash(_("Draf SPP disimpan."), "berhasil")
    return redirect(url_for(".lihat", spp_id=d.id), 303)


@bp.get("/<int:spp_id>")
@perlu_izin("keuangan.lihat")
def lihat(spp_id: int) -> ResponseReturnValue:
    """One SPP: amounts, taxes, papers, warnings, history, and the next step."""
    d = ambil_spp(spp_id)
    return render_template("keuangan/belanja/lihat.html", **isi_lihat(d), form=FormAjukan())


def isi_lihat(d: DokumenKas) -> dict[str, Any]:
    """What the page of an SPP shows."""
    baris, cair = spp.baris_dokumen(d), cair_terakhir(d)
    kegiatan = anggaran_kegiatan(d.tahun, d.kegiatan) if versi_berlaku(d.tahun) else None
    panjar = d.cara == PANJAR and cair is not None
    return {
        "d": d, "baris": baris, "potongan": spp.potongan_dokumen(d), "acuan": acuan(d.tahun), "kegiatan": kegiatan,
        "langkah": langkah_dokumen(d), "riwayat": riwayat_dokumen(d),
        "pka": nama_pka([d.pka_id]).get(d.pka_id or 0, ""),
        "milik": spp.milik(d, current_user),
        "penerima": spp.penerima(d), "cara": CARA_SPP, "nama_pajak": nama_pajak, "cair": cair,
        "tarif_teks": tarif_teks,
        "koreksi": koreksi_dari(cair) if cair else None, "spj": spj_panjar(d) if panjar else None,
        "tenggat": tenggat_panjar(d.tahun, cair.tanggal) if cair and panjar else None,
        "syarat": [(s, lampiran.wajib(d, s)) for s in lampiran.syarat(d)], "lampiran": lampiran.lampiran(d),
        "kembar": lampiran.dipakai_juga(d), "nama_syarat": lampiran.nama_syarat,
        "temuan": periksa_spp(d, baris) if d.keadaan == DRAF else peringatan(d),
    }  # fmt: skip
