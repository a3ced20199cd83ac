"""Pages of daily entry: the menu, a form per kind with its journal, the quick grid, recurring entries, drafts."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT, entitas_tulis
from smartkampung.bumdes.buku import periode, queries
from smartkampung.bumdes.buku.konsep import Konsep
from smartkampung.bumdes.buku.konteks import Buku, buku
from smartkampung.bumdes.buku.models import KAS, SALDO_AWAL, UTANG_HASIL
from smartkampung.bumdes.buku.views import jurnal_terlihat
from smartkampung.bumdes.catat import isian, kisi, services
from smartkampung.bumdes.catat.forms import FormAlasan, FormCatat, FormDraf, FormPembalik, FormUlang, siapkan
from smartkampung.bumdes.catat.models import DrafJurnal, JurnalBerulang
from smartkampung.bumdes.catat.resep import RESEP, Resep
from smartkampung.bumdes.halaman import ambil, konteks, tampilkan
from smartkampung.bumdes.impor.services import konsep_saldo_awal
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.bumdes.persediaan.models import BarangBumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_unggahan
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import GalatDomain, TidakBoleh, TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar

bp = Blueprint("catat_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")
JENIS_CEPAT = [("UMUM", "Umum"), ("PENYESUAIAN", "Penyesuaian"), (SALDO_AWAL, "Saldo awal")]


def _tulis(bumdes: Bumdes) -> list[EntitasBumdes]:
    boleh = [e for e in entitas_tulis(bumdes, current_user) if e.ditutup is None]
    if not boleh:
        raise TidakBoleh()
    return boleh


@bp.get("/catat")
@perlu_izin("bumdes.catat")
def pilih(bumdes_id: int) -> ResponseReturnValue:
    """What happened?"""
    bumdes = ambil(bumdes_id)
    boleh = _tulis(bumdes)
    return tampilkan("bumdes/catat.html", bumdes, resep=[r for r in RESEP.values() if r.kode != "antar" or len(
        boleh) > 1], giliran=services.giliran(boleh), draf=services.draf_menunggu(bumdes.id))  # fmt: skip


def _form(bumdes: Bumdes, jenis: str) -> tuple[FormCatat, Resep, Buku]:
    resep = RESEP.get(jenis)
    if resep is None:
        raise TidakDitemukan()
    isi, boleh = buku(bumdes), _tulis(bumdes)
    form = FormCatat(tanggal=hari_desa(), entitas=request.args.get("entitas", str(boleh[-1].id)))
    ids = [e.id for e in boleh]
    barang = db.session.scalars(db.select(BarangBumdes).where(
        BarangBumdes.entitas_id.in_(ids), BarangBumdes.aktif.is_(True)).order_by(BarangBumdes.nama))
    form.barang._sumber = [(str(b.id), f"{b.nama} ({b.satuan}, {b.entitas.nama})") for b in barang]
    form.barang.choices = form.barang._pilihan()
    if len(form.barang.choices) == 1:
        del form.barang, form.banyak
    return siapkan(form, resep, isi, boleh), resep, isi


@bp.route("/catat/<jenis>", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def isi(bumdes_id: int, jenis: str) -> ResponseReturnValue:
    """One kind of entry, with the journal it will make."""
    bumdes = ambil(bumdes_id)
    form, resep, bukunya = _form(bumdes, jenis)
    layar = Layar("bumdes/catat_isi.html", form=form, resep=resep, rencana=None, buku=bukunya,
                  pihak=queries.daftar_pihak(bumdes.id), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    rencana = isian.baca(form, resep, bukunya, simpan=False)
    layar.isi["rencana"] = rencana
    if request.form.get("aksi") == "lihat":
        return layar.tampil(200)
    if rencana.waspada and not form.yakin.data:
        raise services.PerluYakin()
    foto = getattr(form.foto.data, "filename", "")
    berkas = [simpan_unggahan(form.foto.data.read(), foto)] if foto else []
    jurnal = isian.bukukan(isian.baca(form, resep, bukunya, simpan=True), resep, oleh=current_user, berkas=berkas)
    flash(_("Tersimpan sebagai %(n)s.", n=jurnal.nomor_teks), "berhasil")
    return redirect(url_for("jurnal_bumdes.lihat", bumdes_id=bumdes.id, jurnal_id=jurnal.id, dari=jenis), 303)


@bp.post("/catat/<jenis>/pratinjau")
@perlu_izin("bumdes.catat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def pratinjau(bumdes_id: int, jenis: str) -> ResponseReturnValue:
    """The journal a half-filled form would make, as a piece of the page."""
    bumdes = ambil(bumdes_id)
    form, resep, bukunya = _form(bumdes, jenis)
    rencana, kalimat = None, ""
    if form.validate():
        try:
            rencana = isian.baca(form, resep, bukunya, simpan=False)
        except GalatDomain as galat:
            kalimat = galat.kalimat(_)
    return render_template("bumdes/_pratinjau.html", rencana=rencana, buku=bukunya, kalimat=kalimat)


# --- the quick grid -------------------------------------------------------------------------------


@bp.route("/jurnal/cepat", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def cepat(bumdes_id: int) -> ResponseReturnValue:
    """A journal typed line by line, for who knows debit and credit."""
    bumdes = ambil(bumdes_id)
    bukunya, boleh = buku(bumdes), _tulis(bumdes)
    isi_kisi = kisi.baca_kisi(bukunya, request.form)
    nilai = {"entitas": request.form.get("entitas", str(boleh[0].id)), "jenis": request.form.get("jenis", "UMUM"),
             "tanggal": request.form.get("tanggal", hari_desa().isoformat()),
             "uraian": rapikan(request.form.get("uraian", "")) or "",
             "bukti": (rapikan(request.form.get("bukti", "")) or "")[:60]}  # fmt: skip
    layar = Layar("bumdes/cepat.html", kisi=isi_kisi, nilai=nilai, pilihan_jenis=JENIS_CEPAT,
                  pilihan_unit=[(str(e.id), e.nama) for e in boleh], pihak=queries.daftar_pihak(bumdes.id),
                  semua_akun=[a for a in bukunya.akun.values() if a.jenis == "D" and a.aktif], waspada=[],
                  **konteks(bumdes))  # fmt: skip
    if request.method == "GET":
        return layar.tampil()
    return _simpan_cepat(bumdes, bukunya, isi_kisi, nilai, layar)


def _simpan_cepat(bumdes: Bumdes, bukunya: Buku, isi_kisi: kisi.Kisi, nilai: dict[str, str],
                  layar: Layar) -> ResponseReturnValue:  # fmt: skip
    if request.form.get("aksi") == "tambah":
        isi_kisi.baris += [kisi.BarisKisi(dict.fromkeys(kisi.KOLOM, "")) for _n in range(6)]
        return layar.tampil(200)
    try:
        tanggal, unit = date.fromisoformat(nilai["tanggal"]), int(nilai["entitas"])
    except ValueError:
        flash(_("Tulis tanggal dan pilih unitnya."), "galat")
        return layar.tampil()
    jenis = nilai["jenis"] if nilai["jenis"] in dict(JENIS_CEPAT) else "UMUM"
    if isi_kisi.salah or not nilai["uraian"]:
        flash(_("Betulkan baris yang ditandai, dan isi uraian jurnalnya."), "galat")
        return layar.tampil()

    def konsep(isi: kisi.Kisi) -> Konsep:
        satu = kisi.konsep_kisi(isi, unit, tanggal, nilai["uraian"][:300], jenis, nilai["bukti"])
        return konsep_saldo_awal(bumdes, satu) if jenis == SALDO_AWAL else satu

    layar.isi["waspada"] = isian.periksa(bukunya, [konsep(isi_kisi)])
    if layar.isi["waspada"] and not request.form.get("yakin"):
        raise services.PerluYakin()
    k = konsep(kisi.baca_kisi(bukunya, request.form, simpan=True))
    jurnal = services.bukukan([k], oleh=current_user)
    flash(_("Tersimpan sebagai %(n)s.", n=jurnal.nomor_teks), "berhasil")
    return redirect(url_for("jurnal_bumdes.lihat", bumdes_id=bumdes.id, jurnal_id=jurnal.id), 303)


# --- recurring ------------------------------------------------------------------------------------


@bp.get("/berulang")
@perlu_izin(*LIHAT)
def berulang(bumdes_id: int) -> ResponseReturnValue:
    """What comes back every month, and what of it is due."""
    bumdes = ambil(bumdes_id)
    ent = konteks(bumdes)["unit_tulis"] or bumdes.entitas
    semua = db.session.scalars(db.select(JurnalBerulang).where(
        JurnalBerulang.entitas_id.in_([e.id for e in ent])).order_by(JurnalBerulang.nama)).all()
    return tampilkan("bumdes/berulang.html", bumdes, semua=semua, giliran=services.giliran(ent), hari=hari_desa())


@bp.route("/jurnal/<int:jurnal_id>/ulangi", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def ulangi(bumdes_id: int, jurnal_id: int) -> ResponseReturnValue:
    """Let a journal come back every month."""
    bumdes = ambil(bumdes_id)
    j = jurnal_terlihat(bumdes, jurnal_id)
    form = FormUlang(nama=j.uraian[:200], hari=j.tanggal.day)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Ulangi setiap bulan"),
                  kembali=url_for("jurnal_bumdes.lihat", bumdes_id=bumdes.id, jurnal_id=j.id),
                  bantuan=_("Program mengingatkan pada harinya; Anda yang membukukan."), **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    services.ulangi(j, form.nama.data or "", form.hari.data or 1, form.sampai.data, oleh=current_user)
    flash(_("Jurnal berulang disimpan."), "berhasil")
    return redirect(url_for(".berulang", bumdes_id=bumdes.id), 303)


def _berulang(bumdes: Bumdes, berulang_id: int) -> JurnalBerulang:
    b = db.session.get(JurnalBerulang, berulang_id)
    if b is None or b.entitas.bumdes_id != bumdes.id:
        raise TidakDitemukan()
    return b


@bp.post("/berulang/<int:berulang_id>/bukukan")
@perlu_izin("bumdes.catat")
def bukukan_giliran(bumdes_id: int, berulang_id: int) -> ResponseReturnValue:
    """Book what is due of one, oldest first."""
    bumdes = ambil(bumdes_id)
    b = _berulang(bumdes, berulang_id)
    milik = [g for g in services.giliran([b.entitas]) if g.berulang.id == b.id]
    if not milik:
        raise TidakDitemukan()
    jurnal = services.bukukan_giliran(milik[0], oleh=current_user)
    flash(_("Tersimpan sebagai %(n)s.", n=jurnal.nomor_teks), "berhasil")
    return redirect(url_for(".berulang", bumdes_id=bumdes.id), 303)


@bp.post("/berulang/<int:berulang_id>/hentikan")
@perlu_izin("bumdes.catat")
def hentikan(bumdes_id: int, berulang_id: int) -> ResponseReturnValue:
    """No more of it."""
    bumdes = ambil(bumdes_id)
    services.hentikan(_berulang(bumdes, berulang_id), oleh=current_user)
    flash(_("Jurnal berulang dihentikan."), "berhasil")
    return redirect(url_for(".berulang", bumdes_id=bumdes.id), 303)


# --- drafts ---------------------------------------------------------------------------------------


def _draf(bumdes: Bumdes, draf_id: int) -> DrafJurnal:
    d = db.session.get(DrafJurnal, draf_id)
    if d is None or d.bumdes_id != bumdes.id:
        raise TidakDitemukan()
    return d


@bp.route("/draf/<int:draf_id>", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def draf(bumdes_id: int, draf_id: int) -> ResponseReturnValue:
    """Book what the village announced."""
    bumdes = ambil(bumdes_id)
    d, bukunya = _draf(bumdes, draf_id), buku(bumdes)
    if d.membalik is not None:
        return _pembalik(bumdes, d)
    kas = [(str(a.id), a.nama) for a in bukunya.dengan_peran(KAS) if a.aktif]
    lain = [(str(a.id), a.nama) for a in bukunya.dengan_peran("modal_desa" if d.jenis == "modal" else UTANG_HASIL)]
    form: Any = FormDraf()
    form.debit._sumber, form.kredit._sumber = (kas, lain) if d.jenis == "modal" else (lain, kas)
    form.debit.choices, form.kredit.choices = form.debit._pilihan(), form.kredit._pilihan()
    layar = Layar("bumdes/draf.html", form=form, draf=d, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    jurnal = services.bukukan_draf(d, bumdes.pusat, int(form.debit.data), int(form.kredit.data), oleh=current_user)
    flash(_("Tersimpan sebagai %(n)s.", n=jurnal.nomor_teks), "berhasil")
    return redirect(url_for("jurnal_bumdes.lihat", bumdes_id=bumdes.id, jurnal_id=jurnal.id), 303)


def _pembalik(bumdes: Bumdes, d: DrafJurnal) -> ResponseReturnValue:
    """Reverse what was booked, because the village reversed its document."""
    form: Any = FormPembalik(tanggal=max(d.tanggal, periode.hari_awal_terbuka(bumdes)))
    asal = d.membalik.jurnal if d.membalik else None
    layar = Layar("bumdes/draf_pembalik.html", form=form, draf=d, asal=asal, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    jurnal = services.bukukan_pembalik(d, form.tanggal.data, oleh=current_user)
    flash(_("Jurnal dibalik dengan %(n)s.", n=jurnal.nomor_teks), "berhasil")
    return redirect(url_for("jurnal_bumdes.lihat", bumdes_id=bumdes.id, jurnal_id=jurnal.id), 303)


@bp.route("/draf/<int:draf_id>/tolak", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def tolak_draf(bumdes_id: int, draf_id: int) -> ResponseReturnValue:
    """Refuse it with a reason."""
    bumdes = ambil(bumdes_id)
    d = _draf(bumdes, draf_id)
    form = FormAlasan()
    layar = Layar("bumdes/isian.html", form=form, judul=_("Tolak draf jurnal"), tombol=_("Tolak"),
                  kembali=url_for(".draf", bumdes_id=bumdes.id, draf_id=d.id), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.tolak_draf(d, form.alasan.data or "", oleh=current_user)
    flash(_("Draf ditolak."), "berhasil")
    return redirect(url_for(".pilih", bumdes_id=bumdes.id), 303)
