"""Forms by themselves and with a letter, many letters in one file, and the printer's test page."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.inti.db import transaksi
from smartkampung.inti.formulir import Formulir, MedanPenduduk, MedanPilihan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.pdf import cetak, ukuran
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.surat import gabung, queries
from smartkampung.surat import lampiran as isi_lampiran
from smartkampung.surat.formulir import daftar_formulir, salah_di_desa
from smartkampung.surat.models import Surat
from smartkampung.surat.views import saringan

bp = Blueprint("formulir", __name__, url_prefix="/surat")


class FormFormulir(Formulir):
    """One form, for somebody or empty."""

    kode = MedanPilihan(_l("Formulir"), pilihan=lambda: [(k, f"{k.upper()} · {n}") for k, n in _sendiri()])
    penduduk_id = MedanPenduduk(_l("Untuk warga"), wajib=False,
                                description=_l("Kosongkan untuk mencetak formulir kosong."))  # fmt: skip


def _sendiri() -> list[tuple[str, str]]:
    """The forms that make sense by themselves: those that are letters carry a number instead."""
    return [(kode, nama) for kode, nama in daftar_formulir().items() if kode not in ("n1", "n6")]


@bp.get("/formulir")
@perlu_izin("surat.buat")
def pilih() -> ResponseReturnValue:
    """Which form, and for whom."""
    return Layar("surat/formulir.html", form=FormFormulir(), terpilih="", salah=salah_di_desa()).tampil()


@bp.post("/formulir")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def cetak_formulir() -> ResponseReturnValue:
    """One form as PDF, filled from the register."""
    form = FormFormulir()
    nama = request.form.get("penduduk_id-cari", "")
    layar = Layar("surat/formulir.html", form=form, terpilih=nama, salah=salah_di_desa())
    if not form.validate():
        return layar.tampil()
    return kirim_pdf(isi_lampiran.cetak_untuk(form.penduduk_id.data, form.kode.data), f"{form.kode.data}.pdf")


@bp.get("/<int:surat_id>/lampiran")
@perlu_izin("surat.lihat")
def lampiran(surat_id: int) -> Response:
    """The forms of a letter: one (`?kode=`), or all that it needs."""
    surat = ambil_atau_404(Surat, surat_id)
    perlu = [kode for kode, _nama in isi_lampiran.lampiran_surat(surat)]
    kode = request.args.get("kode", "")
    if not perlu or (kode and kode not in perlu):
        raise TidakDitemukan()
    return kirim_pdf(isi_lampiran.cetak_lampiran(surat, [kode] if kode else perlu), f"lampiran-{surat.id}.pdf")


@bp.get("/kertas-uji")
@perlu_izin("surat.lihat")
def kertas_uji() -> Response:
    """Rulers on the village's paper."""
    kertas = "a4" if request.args.get("kertas") == "a4" else "f4"
    langkah = [
        _("Cetak dengan ukuran asli: pilih “Actual size” atau skala 100 %, jangan “Fit”."),
        _("Pilih kertas F4/Folio 215 × 330 mm di pengaturan printer, bukan Legal atau Letter."),
        _("Bingkai luar harus berjarak 10 mm dari keempat tepi kertas."),
        _("Angka penggaris adalah sentimeter dari tepi. Bila bergeser, catat selisihnya dan atur tepi surat."),
    ]
    isi = {"kertas": ukuran(kertas), "langkah": langkah, "pembuat": profil().nama_lengkap}
    return kirim_pdf(cetak("kertas", isi, judul=_("Uji kertas"), pada=sekarang()), f"uji-kertas-{kertas}.pdf")


@bp.post("/cetak-gabung")
@perlu_izin("surat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def cetak_gabung() -> Response:
    """The issued letters of the list as it is narrowed, in one PDF for the printer."""
    kunci = gabung.berkas_terbit(queries.pilih_surat(saringan()))
    data = gabung.gabungkan(kunci)
    with transaksi():
        catat("surat.dicetak_gabung", oleh=current_user, banyak=len(kunci))
    return kirim_pdf(data, "surat-gabungan.pdf")
