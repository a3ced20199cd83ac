"""Pages of transfers and of what the bank adds and takes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.bku.views import kabarkan, tahun_dipilih
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.penerimaan.bunga import bukukan_bunga, pengaturan_rekening
from smartkampung.keuangan.penerimaan.dasar import pilihan_kunci, rekening_aktif
from smartkampung.keuangan.penerimaan.forms import KAS_TUNAI, FormBunga, FormMutasi, tempat
from smartkampung.keuangan.penerimaan.pindah import mutasi as pindahkan
from smartkampung.keuangan.penerimaan.views import atur_pilihan

bp = Blueprint("pindah_kas", __name__, url_prefix="/keuangan/kas")


@bp.route("/mutasi", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def mutasi() -> ResponseReturnValue:
    """Between till and accounts."""
    utama, tahun = next(iter(rekening_aktif()), None), tahun_dipilih()
    asal = str(utama.id) if utama else KAS_TUNAI
    form: Any = FormMutasi(data={"tanggal": hari_desa(), "dari": asal, "ke": KAS_TUNAI})
    layar = Layar("keuangan/kas/mutasi.html", form=form, posisi=posisi(tahun), rekening=rekening_aktif(),
                  batas=aturan_tahun(tahun).angka("batas_tunai"))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    dokumen = pindahkan(form.tanggal.data, form.nilai.data, tempat(form.dari.data), tempat(form.ke.data),
                        form.uraian.data, oleh=current_user)  # fmt: skip
    return kabarkan(dokumen, _("%(n)s dibukukan.", n=dokumen.sebutan))


@bp.route("/bunga", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def bunga() -> ResponseReturnValue:
    """Interest, its tax, and the charge of a month."""
    utama, tahun = next(iter(rekening_aktif()), None), tahun_dipilih()
    nomor = request.values.get("rekening_id", utama.id if utama else 0, type=kunci_baris)
    ingat = pengaturan_rekening(nomor)
    form: Any = FormBunga(data={"tanggal": hari_desa(), "rekening_id": str(nomor), "kunci_bunga": ingat.kunci_bunga,
                                "kunci_biaya": ingat.kunci_biaya})  # fmt: skip
    atur_pilihan(form.kunci_bunga, pilihan_kunci(tahun, "4.3"))
    atur_pilihan(form.kunci_biaya, pilihan_kunci(tahun, "5.2"))
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Bunga dan biaya bank"),
                  tombol=_("Bukukan"), batal=url_for("kas.awal"),
                  ket=_("Salin dari rekening koran: bunga yang masuk, pajak bunga, dan biaya administrasi yang "
                        "dipotong bank."))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    dokumen = bukukan_bunga(form.tanggal.data, nomor, form.bunga.data or NOL, form.pajak.data or NOL,
                            form.biaya.data or NOL, form.kunci_bunga.data, form.kunci_biaya.data,
                            oleh=current_user)  # fmt: skip
    return kabarkan(dokumen, _("%(n)s dibukukan.", n=dokumen.sebutan))
