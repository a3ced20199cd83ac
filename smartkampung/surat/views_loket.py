"""The counter: who and which letter, the missing facts and the papers, done. Three screens."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.penduduk.queries import BarisCari, cari
from smartkampung.surat import permohonan, queries, services, unggahan, warga
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.forms import FormPilihWarga, form_loket
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.medan import tawarkan_keluarga
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.permohonan import DITERIMA, BerkasPermohonan
from smartkampung.surat.sekali import kerjakan_sekali
from smartkampung.surat.verifikator import boleh_memverifikasi

bp = Blueprint("loket", __name__, url_prefix="/surat/loket")


@bp.get("")
@perlu_izin("surat.buat")
def pilih() -> ResponseReturnValue:
    """Screen 1: the resident by name or NIK, and the letter."""
    return _layar_pilih(
        FormPilihWarga(formdata=None, penduduk_id=request.args.get("penduduk", type=kunci_baris))
    ).tampil()


def _layar_pilih(form: FormPilihWarga, calon: list[BarisCari] | None = None) -> Layar:
    form.jenis.tawarkan([definisi_dari(jenis) for jenis in queries.jenis_aktif()])
    terpilih = warga.ambil(form.penduduk_id.data).nama if isinstance(form.penduduk_id.data, int) else ""
    pilihan = [(satu.id, _calon(satu)) for satu in calon or ()]
    return Layar("surat/loket.html", form=form, pilihan=pilihan, nihil=calon == [], terpilih=terpilih)


def _calon(satu: BarisCari) -> str:
    umur = _("%(n)s tahun", n=satu.umur) if satu.umur is not None else ""
    return ", ".join(x for x in (satu.nama, umur, f"{satu.dusun} RT {satu.rt} RW {satu.rw}") if x)


@bp.post("")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def pilih_kirim() -> ResponseReturnValue:
    """Without script the typed words are looked up here, and those found are shown to choose from."""
    isian, calon = request.form.copy(), None
    if not isian.get("penduduk_id"):
        calon = cari(isian.get("penduduk_id-cari", ""), 12, hanya_hidup=True)
        if len(calon) == 1:
            isian["penduduk_id"] = str(calon[0].id)
    form = FormPilihWarga(isian)
    layar = _layar_pilih(form, calon)
    if not form.validate():
        return layar.tampil()
    permohonan.pastikan_sesuai(permohonan.jenis_terlayani(form.jenis.data), warga.ambil(form.penduduk_id.data))
    return redirect(url_for(".isi", jenis=form.jenis.data, penduduk=form.penduduk_id.data), 303)


def _muat() -> tuple[JenisSurat, Definisi, warga.Warga]:
    jenis = permohonan.jenis_terlayani(request.args.get("jenis", ""))
    penduduk_id = request.args.get("penduduk", type=kunci_baris)
    if penduduk_id is None:
        raise TidakDitemukan()
    return jenis, definisi_dari(jenis), warga.ambil(penduduk_id)


def _layar_isi(form: Any, jenis: JenisSurat, definisi: Definisi, orang: warga.Warga) -> Layar:
    tawarkan_keluarga(form, orang.id)
    return Layar(
        "surat/loket_isi.html",
        form=form,
        jenis=jenis,
        definisi=definisi,
        orang=orang,
        bisa_verifikasi=boleh_memverifikasi(definisi, current_user),
    )


@bp.get("/isi")
@perlu_izin("surat.buat")
def isi() -> ResponseReturnValue:
    """Screen 2: only the facts the register does not have, and the checklist."""
    jenis, definisi, orang = _muat()
    return _layar_isi(form_loket(definisi)(formdata=None), jenis, definisi, orang).tampil()


@bp.post("/isi")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
def isi_kirim() -> ResponseReturnValue:
    """Record the request; with all papers seen it goes straight on to the signer."""
    jenis, definisi, orang = _muat()
    form = form_loket(definisi)()
    layar = _layar_isi(form, jenis, definisi, orang)
    if not form.validate():
        return layar.tampil()
    berkas = BerkasPermohonan(frozenset(form.syarat.data or ()), unggahan.siapkan(form.berkas()))
    teruskan = request.form.get("lanjut") == "teruskan" and boleh_memverifikasi(definisi, current_user)

    def simpan() -> str:
        surat = permohonan.ajukan_di_loket(
            jenis.kode, orang.id, form.isian(), berkas, oleh=current_user, kanal=form.kanal.data,
            telepon=form.telepon.data or "",
        )  # fmt: skip
        if teruskan:
            services.verifikasi(surat, oleh=current_user, diterima=berkas.diterima)
        return url_for(".selesai", surat_id=surat.id)

    return kerjakan_sekali(simpan)


@bp.get("/selesai/<int:surat_id>")
@perlu_izin("surat.buat")
def selesai(surat_id: int) -> ResponseReturnValue:
    """Screen 3: the code to hand over, and what happens next."""
    surat = ambil_atau_404(Surat, surat_id)
    return Layar("surat/loket_selesai.html", **queries.tanda_terima(surat)).tampil()


@bp.get("/ubah/<int:surat_id>")
@perlu_izin("surat.buat", "surat.verifikasi")
def ubah(surat_id: int) -> ResponseReturnValue:
    """Correct the facts or papers of a request."""
    surat = ambil_atau_404(Surat, surat_id)
    return _layar_ubah(surat, _form_ubah(surat)).tampil()


def _form_ubah(surat: Surat) -> Any:
    definisi = definisi_dari(surat.jenis)
    kelas = form_loket(definisi)
    del kelas.kanal, kelas.telepon
    isi = {f"isian_{satu.kode}": satu.baca(surat.isian.get(satu.kode)) for satu in definisi.isian}
    return kelas(data=isi | {"syarat": [satu.kode for satu in surat.syarat if satu.keadaan in DITERIMA]})


def _layar_ubah(surat: Surat, form: Any) -> Layar:
    tawarkan_keluarga(form, surat.penduduk_id)
    return Layar("surat/ubah.html", form=form, surat=surat, definisi=definisi_dari(surat.jenis))


@bp.post("/ubah/<int:surat_id>")
@perlu_izin("surat.buat", "surat.verifikasi")
@tanpa_kunci_tulis
def ubah_kirim(surat_id: int) -> ResponseReturnValue:
    """Save the corrections."""
    surat = ambil_atau_404(Surat, surat_id)
    form = _form_ubah(surat)
    layar = _layar_ubah(surat, form)
    if not form.validate():
        return layar.tampil()
    berkas = BerkasPermohonan(frozenset(form.syarat.data or ()), unggahan.siapkan(form.berkas()))

    def simpan() -> str:
        permohonan.ubah(ambil_atau_404(Surat, surat_id), form.isian(), berkas, oleh=current_user)
        flash(_("Perubahan disimpan."), "berhasil")
        return url_for("surat.lihat", surat_id=surat_id)

    return kerjakan_sekali(simpan)
