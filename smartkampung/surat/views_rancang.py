"""The letter designer: drafts, live preview, publishing, versions, import and export."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti import pdf as lembar
from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanPenduduk, MedanPilihan, MedanTeks, kunci_baris
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf, unduh
from smartkampung.penduduk.queries import cari
from smartkampung.surat import contoh_isian, isi_rancangan, queries, rancangan
from smartkampung.surat.beda import bandingkan
from smartkampung.surat.cetak import cetak_contoh, naskah_kosong
from smartkampung.surat.definisi import KELOMPOK, Definisi, bentuk
from smartkampung.surat.isi_rancangan import Isi
from smartkampung.surat.jenis import bawaan, definisi_dari, pembaruan
from smartkampung.surat.layar_rancang import pilihan_layar
from smartkampung.surat.medan import Tercetak
from smartkampung.surat.models import JenisSurat, RancanganSurat
from smartkampung.surat.nilai import nilai_surat

PPI_RANCANGAN = 80.0  # small enough to be drawn while somebody types
bp = Blueprint("rancang", __name__, url_prefix="/surat/rancang")


class FormBaru(Formulir):
    """A kind there was not."""

    nama = MedanTeks(_l("Nama jenis surat"), maks=80, minimal=4, syarat=[Tercetak()],
                     description=_l("Misalnya: Keterangan Petani."))  # fmt: skip
    kelompok = MedanPilihan(_l("Kelompok"), pilihan=list(KELOMPOK.items()))
    dari = MedanPilihan(_l("Salin isi dari"), wajib=False, kosong=_l("Mulai dari kerangka kosong"),
                        pilihan=lambda: [(str(j.id), j.nama) for j in queries.jenis_terbaru()])  # fmt: skip


class FormImpor(Formulir):
    """An exported kind."""

    berkas = MedanBerkas(_l("Berkas jenis surat (.toml)"), terima=".toml,text/plain")


class FormContoh(Formulir):
    """Whom the preview is about."""

    penduduk_id = MedanPenduduk(_l("Pratinjau dengan data warga"), wajib=False)


class FormTerbit(Formulir):
    """What is told about a new version."""

    catatan = MedanTeks(_l("Apa yang diubah"), wajib=False, maks=200,
                        description=_l("Boleh dikosongkan. Tampil di daftar versi."))  # fmt: skip


@bp.get("")
@perlu_izin("surat.atur")
def daftar() -> ResponseReturnValue:
    """Open drafts, and what the program offers for kinds the village made its own."""
    return Layar("surat/rancang/daftar.html", rancangan=rancangan.daftar_rancangan(), pembaruan=pembaruan()).tampil()


@bp.route("/baru", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def baru() -> ResponseReturnValue:
    """A new kind, from a frame or as a copy."""
    form = FormBaru(dari=request.args.get("dari", ""))
    layar = Layar("surat/rancang/baru.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    dari = ambil_atau_404(JenisSurat, int(form.dari.data)) if form.dari.data else None
    jadi = rancangan.mulai_baru(form.nama.data or "", form.kelompok.data, dari=dari, oleh=current_user)
    return redirect(url_for(".ubah", rancangan_id=jadi.id), 303)


@bp.route("/impor", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def impor() -> ResponseReturnValue:
    """A file of another village becomes a draft; the difference is shown before anything is used."""
    form = FormImpor()
    layar = Layar("surat/rancang/impor.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    jadi = rancangan.impor(form.berkas.data.read(rancangan.BESAR_BERKAS + 1), oleh=current_user)
    flash(_("Berkas terbaca. Periksa perbedaannya sebelum diterbitkan."), "berhasil")
    return redirect(url_for(".terbit", rancangan_id=jadi.id), 303)


@bp.post("/mulai/<int:jenis_id>")
@perlu_izin("surat.atur")
def mulai(jenis_id: int) -> ResponseReturnValue:
    """Open the draft of a kind; of an old version, to bring it back."""
    jadi = rancangan.mulai(ambil_atau_404(JenisSurat, jenis_id), oleh=current_user)
    return redirect(url_for(".ubah", rancangan_id=jadi.id), 303)


@bp.get("/<int:rancangan_id>")
@perlu_izin("surat.atur")
def ubah(rancangan_id: int) -> ResponseReturnValue:
    """The designer's page."""
    satu = ambil_atau_404(RancanganSurat, rancangan_id)
    return _layar_ubah(satu, satu.isi).tampil()


def _layar_ubah(satu: RancanganSurat, isi: Isi) -> Layar:
    jadi, salah = rancangan.periksa(isi)
    jadi = jadi or bentuk(rancangan.KERANGKA | {"kode": satu.kode, "nama": "", "judul": "", "ringkas": "",
                                                "kata_kunci": []}, satu.kode)  # fmt: skip
    form = FormContoh()
    terpilih = _nama_contoh(form.penduduk_id.data)
    return Layar("surat/rancang/ubah.html", form=form, satu=satu, jadi=jadi, salah=salah, terpilih=terpilih,
                 baris_bagian=isi_rancangan.baris_bagian, pilih=pilihan_layar(jadi))  # fmt: skip


def _nama_contoh(penduduk_id: Any) -> str:
    from smartkampung.surat.orang import nama_penduduk

    return nama_penduduk(penduduk_id) if isinstance(penduduk_id, int) else ""


@bp.post("/<int:rancangan_id>")
@perlu_izin("surat.atur")
def simpan(rancangan_id: int) -> ResponseReturnValue:
    """Keep the draft, and do what the pressed button says (move, add, remove, go on to publish)."""
    satu = ambil_atau_404(RancanganSurat, rancangan_id)
    isi = isi_rancangan.dari_formulir(request.form, satu.isi)
    _layar_ubah(satu, isi)
    aksi = request.form.get("aksi", "")
    jangkar = isi_rancangan.terapkan(isi, aksi)
    rancangan.simpan(satu, isi, request.form.get("versi", 0, type=int), oleh=current_user)
    if aksi == "terbit":
        return redirect(url_for(".terbit", rancangan_id=satu.id), 303)
    if not jangkar:
        flash(_("Rancangan disimpan. Surat masih memakai versi yang berlaku sampai Anda menerbitkannya."), "berhasil")
    return redirect(url_for(".ubah", rancangan_id=satu.id, _anchor=jangkar or None), 303)


@bp.post("/<int:rancangan_id>/gambar")
@perlu_izin("surat.atur")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def gambar(rancangan_id: int) -> ResponseReturnValue:
    """The page as typed, as a picture beside the form; nothing is stored."""
    halaman, pesan = _contoh(rancangan_id, partial(lembar.gambar, ppi=PPI_RANCANGAN))
    jawab = unduh(lembar.sambung(halaman), "pratinjau.png", "image/png", lampiran=False)
    jawab.headers["X-Pesan"] = quote(json.dumps(pesan[:6]))
    return jawab


@bp.post("/<int:rancangan_id>/pdf")
@perlu_izin("surat.atur")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def pdf(rancangan_id: int) -> Response:
    """The page as typed, as PDF; nothing is stored."""
    return kirim_pdf(_contoh(rancangan_id, lembar.cetak)[0], "pratinjau.pdf")


def _contoh(rancangan_id: int, buat: Callable[..., Any]) -> tuple[Any, list[str]]:
    satu = ambil_atau_404(RancanganSurat, rancangan_id)
    jadi, salah = rancangan.periksa(isi_rancangan.dari_formulir(request.form, satu.isi))
    if jadi is None:
        raise rancangan.RancanganSalah(kalimat=salah[0].kalimat)
    jadi = contoh_isian.layak(jadi)
    bahan = contoh_isian.bahan_contoh(jadi, _contoh_warga())
    hampa = naskah_kosong(jadi, nilai_surat(jadi, bahan))
    pesan = [satu.kalimat for satu in salah] + [_("Kosong: %(apa)s.", apa=satu) for satu in hampa]
    return cetak_contoh(jadi, bahan, buat), pesan


def _contoh_warga() -> int | None:
    """The resident chosen for the preview; without script, the one whose name was typed."""
    if not current_user.punya_izin("penduduk.lihat"):
        return None
    try:
        return kunci_baris(request.form.get("penduduk_id", ""))
    except ValueError:
        hasil = cari(request.form.get("penduduk_id-cari", "")[:80], 1, hanya_hidup=True)
        return hasil[0].id if hasil else None


@bp.route("/<int:rancangan_id>/terbit", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def terbit(rancangan_id: int) -> ResponseReturnValue:
    """What would change, and the button that makes it the next version."""
    satu = ambil_atau_404(RancanganSurat, rancangan_id)
    jadi, salah = rancangan.periksa(satu.isi)
    lama = rancangan.terbaru(satu.kode)
    beda = bandingkan(bentuk(rancangan.isi_kini(lama), satu.kode) if lama else None, jadi) if jadi else []
    form = FormTerbit()
    layar = Layar("surat/rancang/terbit.html", form=form, satu=satu, beda=beda, salah=salah, lama=lama)
    if not form.validate_on_submit():
        return layar.tampil()
    terhadap = request.form.get("terhadap", type=int)
    baru = rancangan.terbitkan(satu, form.catatan.data or "", terhadap=terhadap, oleh=current_user)
    flash(_("%(jenis)s versi %(v)s berlaku mulai sekarang.", jenis=baru.nama, v=baru.versi), "berhasil")
    return redirect(url_for("atur_surat.jenis", jenis_id=baru.id), 303)


@bp.post("/<int:rancangan_id>/buang")
@perlu_izin("surat.atur")
def buang(rancangan_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    rancangan.buang(ambil_atau_404(RancanganSurat, rancangan_id), oleh=current_user)
    flash(_("Rancangan dibuang. Versi yang berlaku tidak berubah."), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.get("/versi/<int:jenis_id>")
@perlu_izin("surat.atur")
def versi(jenis_id: int) -> ResponseReturnValue:
    """All versions of a kind: when, whose, why, and how many requests each served."""
    satu = ambil_atau_404(JenisSurat, jenis_id)
    return Layar("surat/rancang/versi.html", satu=satu, daftar=rancangan.daftar_versi(satu.kode)).tampil()


@bp.get("/beda/<int:jenis_id>")
@perlu_izin("surat.atur")
def beda(jenis_id: int) -> ResponseReturnValue:
    """One version against the one before it."""
    satu = ambil_atau_404(JenisSurat, jenis_id)
    sebelum = next((j for j, _n in rancangan.daftar_versi(satu.kode) if j.versi < satu.versi), None)
    isi = bandingkan(definisi_dari(sebelum) if sebelum else None, definisi_dari(satu))
    return Layar("surat/rancang/beda.html", satu=satu, sebelum=sebelum, beda=isi).tampil()


@bp.get("/pembaruan/<int:jenis_id>")
@perlu_izin("surat.atur")
def lihat_pembaruan(jenis_id: int) -> ResponseReturnValue:
    """What the program ships against what the village uses."""
    satu = ambil_atau_404(JenisSurat, jenis_id)
    kiriman = bawaan(satu.kode)
    beda = bandingkan(_kini(satu), bentuk(kiriman, satu.kode)) if kiriman else []
    return Layar("surat/rancang/pembaruan.html", satu=satu, beda=beda).tampil()


def _kini(jenis: JenisSurat) -> Definisi:
    return bentuk(rancangan.isi_kini(jenis), jenis.kode)


@bp.post("/pembaruan/<int:jenis_id>/pakai")
@perlu_izin("surat.atur")
def pakai_pembaruan(jenis_id: int) -> ResponseReturnValue:
    """A draft with what the program ships."""
    jadi = rancangan.pakai_bawaan(ambil_atau_404(JenisSurat, jenis_id), oleh=current_user)
    return redirect(url_for(".terbit", rancangan_id=jadi.id), 303)


@bp.post("/pembaruan/<int:jenis_id>/abaikan")
@perlu_izin("surat.atur")
def abaikan_pembaruan(jenis_id: int) -> ResponseReturnValue:
    """Keep the village's own version."""
    rancangan.abaikan_bawaan(ambil_atau_404(JenisSurat, jenis_id), oleh=current_user)
    flash(_("Versi desa tetap dipakai."), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.get("/ekspor/<int:jenis_id>")
@perlu_izin("surat.atur")
def ekspor(jenis_id: int) -> Response:
    """One version as a file."""
    satu = ambil_atau_404(JenisSurat, jenis_id)
    return unduh(rancangan.ekspor(satu).encode(), f"{satu.kode}-v{satu.versi}.toml", "application/toml")
