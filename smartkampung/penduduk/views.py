"""Pages of residents: list and search, one person, entering and changing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Halaman, Layar, ambil_atau_404, halaman
from smartkampung.penduduk import queries, services
from smartkampung.penduduk.cakupan import pastikan_terlihat, sebab_kosong, wilayah_terlihat, yang_terlihat
from smartkampung.penduduk.forms import PindahKKForm, StatusForm, TambahForm, UbahForm
from smartkampung.penduduk.models import AWAL, Penduduk
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.penduduk.tampilan import (
    baca_saring,
    catatan_nik,
    isi_pilihan,
    kelompok_fakta,
    lembar_daftar,
    pasang_saringan,
    riwayat,
    unduh_lembar,
    url_baris,
)

bp = Blueprint("penduduk", __name__, url_prefix="/penduduk")
pasang_saringan(bp)
BATAS_CARI, BATAS_UNDUH = 50, 20_000
MEDAN_SARING = ("dusun", "rw", "rt", "kelamin", "status")


def _saring(isi: Mapping[str, str]) -> queries.Saring:
    """The filters of an address or a form, inside what this user may see."""
    return replace(baca_saring(isi), wilayah=wilayah_terlihat(current_user))


def _orang(penduduk_id: int) -> Penduduk:
    return pastikan_terlihat(current_user, ambil_atau_404(Penduduk, penduduk_id))


@bp.get("")
@perlu_izin("penduduk.lihat")
def daftar() -> ResponseReturnValue:
    """Residents by name, narrowed by place, sex, status."""
    saring = _saring(request.args)
    return _tampil_daftar(saring, halaman(queries.pilih_daftar(saring)), "")


@bp.post("")
@perlu_izin("penduduk.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def telusuri() -> ResponseReturnValue:
    """The same list searched by name or number; by POST, so that no NIK stands in an address."""
    saring, teks = _saring(request.form), " ".join(request.form.get("q", "").split())[:80]
    if len(teks) < 2:
        isi: dict[str, Any] = {k: v for k, v in request.form.items() if v and k in MEDAN_SARING}
        return redirect(url_for(".daftar", **isi), 303)
    hasil = queries.cari(teks, BATAS_CARI, saring=saring)
    return _tampil_daftar(saring, Halaman(hasil, 1, False), teks)


def _tampil_daftar(saring: queries.Saring, hal: Halaman, teks: str) -> ResponseReturnValue:
    baris = list(hal.butir) if teks else queries.baris_cari(hal.butir)
    return render_template("penduduk/daftar.html", hal=hal, lembar=lembar_daftar(baris),
                           url=url_baris(baris), q=teks,
                           saring=saring, pilihan=isi_pilihan(saring.wilayah),
                           tertutup=sebab_kosong(current_user),
                           penuh=len(baris) >= BATAS_CARI and bool(teks))


@bp.post("/cari")
@perlu_izin("penduduk.lihat", "surat.buat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def cari() -> ResponseReturnValue:
    """The resident picker: the living whose name or number fits, numbers masked."""
    teks = " ".join(request.form.get("q", "").split())[:80]
    saring = queries.Saring(wilayah=wilayah_terlihat(current_user))
    hasil = queries.cari(teks, 12, saring=saring) if len(teks) >= 2 else []
    return jsonify(hasil=[{"id": b.id, "nama": b.nama, "umur": b.umur, "kk": f"••{b.no_kk[-4:]}",
                           "dusun": f"{b.dusun} RT {b.rt}"} for b in hasil])


@bp.get("/unduh")
@perlu_izin("penduduk.lihat")
def unduh_daftar() -> ResponseReturnValue:
    """The list as shown, as a workbook, numbers masked."""
    baris = queries.baris_cari(db.session.execute(
        queries.pilih_daftar(_saring(request.args)).limit(BATAS_UNDUH)))
    return unduh_lembar(lembar_daftar(baris, disamarkan=True), "penduduk")


@bp.get("/cetak")
@perlu_izin("penduduk.lihat")
def cetak_daftar() -> ResponseReturnValue:
    """The list as shown, for paper (at most 2,000 rows)."""
    baris = queries.baris_cari(db.session.execute(
        queries.pilih_daftar(_saring(request.args)).limit(2000)))
    return render_template("penduduk/cetak_daftar.html", lembar=lembar_daftar(baris), hari=hari_desa())


@bp.get("/<int:penduduk_id>")
@perlu_izin("penduduk.lihat")
def lihat(penduduk_id: int) -> ResponseReturnValue:
    """One resident, numbers masked."""
    return _tampil_orang(_orang(penduduk_id), terbuka=False)


@bp.post("/<int:penduduk_id>/tampilkan")
@perlu_izin("penduduk.buka_nik")
@tanpa_kunci_sekali
def tampilkan(penduduk_id: int) -> ResponseReturnValue:
    """The same page with full numbers (and health data for those who may see them); logged."""
    orang = _orang(penduduk_id)
    services.catat_dibuka(orang, oleh=current_user)
    return _tampil_orang(orang, terbuka=True)


def _tampil_orang(orang: Penduduk, *, terbuka: bool) -> ResponseReturnValue:
    khusus = terbuka and current_user.punya_izin("penduduk.data_khusus")
    return render_template(
        "penduduk/lihat.html", orang=orang, terbuka=terbuka, fakta=queries.fakta(orang.id),
        kelompok=kelompok_fakta(orang, terbuka=terbuka, khusus=khusus),
        anggota=yang_terlihat(current_user, queries.anggota(orang.keluarga_id)),
        catatan=catatan_nik(orang), riwayat=riwayat("penduduk", orang.id), HIDUP=HIDUP)


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def tambah() -> ResponseReturnValue:
    """Enter a resident, of a known family or a new one."""
    asal = db.session.get(Penduduk, request.args.get("seperti", 0, type=kunci_baris))
    awal: dict[str, Any] = {"cara_masuk": AWAL}
    if asal is not None:
        awal |= {"no_kk": asal.keluarga.no_kk, "wilayah_id": str(asal.wilayah_id), "alamat": asal.alamat,
                 "agama": str(asal.agama or "")}
    form = _batasi(TambahForm(data=awal))
    layar = Layar("penduduk/tambah.html", form=form, asal=asal)
    if not form.validate_on_submit():
        return layar.tampil()
    isi = form.fakta()
    if isi["cara_masuk"] == AWAL:
        isi["tanggal_masuk"] = None
    elif not isi["tanggal_masuk"]:
        isi["tanggal_masuk"] = hari_desa()
    orang = services.tambah(isi, oleh=current_user)
    flash(_("%(nama)s tersimpan.", nama=orang.nama), "berhasil")
    return redirect(url_for(".lihat", penduduk_id=orang.id), 303)


@bp.route("/<int:penduduk_id>/ubah", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def ubah(penduduk_id: int) -> ResponseReturnValue:
    """Change facts; whoever saves over somebody else's change sees both first."""
    orang = _untuk_ubah(penduduk_id)
    form = _batasi(UbahForm(data=_isi_awal(orang)))
    layar = Layar("penduduk/ubah.html", form=form, orang=orang)
    if not form.validate_on_submit():
        return layar.tampil()
    if form.versi.data != orang.versi:
        return _bentrok(orang, form)
    if services.ubah(orang, form.fakta(), versi=form.versi.data, oleh=current_user):
        flash(_("Perubahan %(nama)s tersimpan.", nama=orang.nama), "berhasil")
    return redirect(url_for(".lihat", penduduk_id=orang.id), 303)


def _bentrok(orang: Penduduk, form: UbahForm) -> ResponseReturnValue:
    """Both versions side by side; sending again on the present version is a decision, not an accident."""
    kini = UbahForm(formdata=None, data=_isi_awal(orang))
    beda = [(m.label.text, _tulisan(m), _tulisan(kini[n])) for n, m in form._fields.items()
            if n not in ("versi", "nik") and (m.data or None) != (kini[n].data or None)]
    form.versi.raw_data, form.versi.data = None, orang.versi
    return render_template("penduduk/bentrok.html", orang=orang, form=form, beda=beda), 409


def _tulisan(medan: Any) -> str:
    if hasattr(medan, "choices"):
        return str(dict(medan.choices or []).get(medan.data, "—")) if medan.data else "—"
    return str(medan._value() or "—")


def _isi_awal(orang: Penduduk) -> dict[str, Any]:
    isi = {k: getattr(orang, k) for k in services.FAKTA}
    kode = {k: "" if isi[k] is None else str(isi[k]) for k in isi if isinstance(isi[k], int)}
    return {**isi, **kode, "wilayah_id": str(orang.wilayah_id), "versi": orang.versi}


def _batasi(form: Any) -> Any:
    if not current_user.punya_izin("penduduk.data_khusus"):
        form.tanpa_khusus()
    return form


def _untuk_ubah(penduduk_id: int) -> Penduduk:
    orang = services.ambil_untuk_ubah(penduduk_id) if request.method == "POST" else db.session.get(
        Penduduk, penduduk_id)
    if orang is None:
        raise TidakDitemukan()
    return pastikan_terlihat(current_user, orang)


@bp.route("/<int:penduduk_id>/pindah-kk", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def pindah_kk(penduduk_id: int) -> ResponseReturnValue:
    """Move to another family, or found one."""
    orang = _untuk_ubah(penduduk_id)
    form = PindahKKForm(data={"versi": orang.versi})
    layar = Layar("penduduk/pindah_kk.html", form=form, orang=orang)
    if not form.validate_on_submit():
        return layar.tampil()
    services.pindah_keluarga(
        orang, form.no_kk.data, int(form.hubungan_keluarga.data), versi=form.versi.data, oleh=current_user,
        wilayah_id=int(form.wilayah_id.data) if form.wilayah_id.data else None)
    flash(_("%(nama)s dipindahkan. Periksa kepala keluarga di KK lama dan baru.", nama=orang.nama),
          "berhasil")
    return redirect(url_for(".lihat", penduduk_id=orang.id), 303)


@bp.route("/<int:penduduk_id>/status", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def status(penduduk_id: int) -> ResponseReturnValue:
    """Record death, departure, disappearance."""
    orang = _untuk_ubah(penduduk_id)
    form = StatusForm(data={"versi": orang.versi})
    layar = Layar("penduduk/status.html", form=form, orang=orang)
    if not form.validate_on_submit():
        return layar.tampil()
    assert form.tanggal.data is not None  # the field is required
    services.ubah_status(orang, int(form.status_dasar.data), tanggal=form.tanggal.data, versi=form.versi.data,
                         catatan=form.catatan.data or "", oleh=current_user)
    flash(_("Status %(nama)s tersimpan.", nama=orang.nama), "berhasil")
    if queries.perlu_kepala(orang.keluarga_id):
        flash(_("KK-nya sekarang tanpa kepala keluarga. Buka KK, lalu tetapkan yang baru."), "peringatan")
    return redirect(url_for(".lihat", penduduk_id=orang.id), 303)


@bp.post("/<int:penduduk_id>/hidupkan")
@perlu_izin("penduduk.ubah")
def hidupkan(penduduk_id: int) -> ResponseReturnValue:
    """Take a wrong status back."""
    orang = _untuk_ubah(penduduk_id)
    services.ubah_status(orang, HIDUP, tanggal=hari_desa(), versi=request.form.get("versi", 0, type=int),
                         oleh=current_user)
    flash(_("Status %(nama)s dikembalikan.", nama=orang.nama), "berhasil")
    return redirect(url_for(".lihat", penduduk_id=orang.id), 303)
