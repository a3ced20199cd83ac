"""Pages of taxes: what is owed and until when, a deposit, every withholding, recaps."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti.formulir import Formulir, MedanPilihan, MedanRupiah, MedanTanggal, MedanTeks
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Lembar
from smartkampung.inti.tanggal import BULAN, Periode
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.inti.web import Halaman, Layar, nomor_halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.bku.views import kabarkan, pilihan_tahun, tahun_dipilih
from smartkampung.keuangan.kertas.keluar import XLSX
from smartkampung.keuangan.penerimaan.dasar import rekening_aktif
from smartkampung.keuangan.penerimaan.forms import SEN, pilihan_tempat, tempat
from smartkampung.keuangan.setor.kode import jenis_pajak, semua_pajak
from smartkampung.keuangan.setor.lembar import lembar_bppu, lembar_pungutan, lembar_rekap, rekap_pihak
from smartkampung.keuangan.setor.setor import IsiSetor, utang_jenis
from smartkampung.keuangan.setor.setor import setor as setorkan
from smartkampung.keuangan.setor.utang import Pungutan, pungutan_tahun, rekap_jenis, terutang

bp = Blueprint("pajak_desa", __name__, url_prefix="/keuangan/pajak")
PER = 100


class FormSetor(Formulir):
    """A deposit."""

    kode = MedanPilihan(_l("Jenis pajak"), pilihan=semua_pajak)
    tanggal = MedanTanggal(_l("Tanggal setor"))
    nilai = MedanRupiah(_l("Jumlah"), dari=SEN, description=_l("Pungutan yang paling lama dilunasi lebih dulu."))
    dari = MedanPilihan(_l("Dibayar dari"), pilihan=pilihan_tempat)
    billing = MedanTeks(_l("Kode billing"), wajib=False, maks=24, description=_l("15 angka."))
    ntpn = MedanTeks(_l("NTPN"), maks=24, description=_l("16 huruf dan angka di bukti penerimaan negara."))


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """What is owed per kind and month, and the year per kind."""
    tahun = tahun_dipilih()
    semua = pungutan_tahun(tahun)
    return render_template("keuangan/pajak/daftar.html", tahun=tahun, utang=terutang(semua), rekap=rekap_jenis(semua),
                           jenis=jenis_pajak, pilihan_tahun=pilihan_tahun())  # fmt: skip


@bp.route("/setor", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def setor() -> ResponseReturnValue:
    """Deposit a tax."""
    utama, kode = next(iter(rekening_aktif()), None), request.args.get("kode", "")
    milik = utang_jenis(kode, hari_desa()) if kode else []
    usul = sum((p.sisa for p in milik if p.masa.kode <= request.args.get("masa", "9999-12")), NOL)
    form: Any = FormSetor(data={"tanggal": hari_desa(), "kode": kode, "nilai": usul or None,
                                "dari": str(utama.id) if utama else "tunai"})  # fmt: skip
    layar = Layar("keuangan/pajak/setor.html", form=form, milik=milik, jenis=jenis_pajak(kode))
    if not form.validate_on_submit():
        return layar.tampil()
    dokumen = setorkan(IsiSetor(form.tanggal.data, form.kode.data, form.nilai.data, form.ntpn.data,
                                form.billing.data or "", tempat(form.dari.data)), oleh=current_user)  # fmt: skip
    return kabarkan(dokumen, _("%(d)s: %(n)s disetor.", d=dokumen.sebutan, n=rupiah(dokumen.nilai)))


def _saring() -> tuple[int, list[Pungutan], dict[str, Any]]:
    """The withholdings an address asks for."""
    tahun = tahun_dipilih()
    bulan, kode, belum = (request.args.get("bulan", 0, type=int), request.args.get("kode", ""),
                          request.args.get("belum", ""))  # fmt: skip
    isi = [p for p in pungutan_tahun(tahun)
           if (not bulan or (p.masa.tahun, p.masa.bulan) == (tahun, bulan)) and (not kode or p.kode == kode)
           and (not belum or p.sisa)]  # fmt: skip
    return tahun, isi, {"bulan": bulan, "kode": kode, "belum": belum}


def _pilihan() -> dict[str, Any]:
    return {"pilihan_tahun": pilihan_tahun(), "pilihan_bulan": [(0, _("Semua bulan")), *enumerate(BULAN, start=1)],
            "pilihan_kode": [("", _("Semua")), *semua_pajak()]}  # fmt: skip


@bp.get("/pungutan")
@perlu_izin("keuangan.lihat")
def pungutan() -> ResponseReturnValue:
    """Every withholding with its NTPN."""
    tahun, isi, saring = _saring()
    ke = nomor_halaman()
    hal = Halaman(isi[(ke - 1) * PER : ke * PER], ke, len(isi) > ke * PER)
    return render_template("keuangan/pajak/pungutan.html", tahun=tahun, hal=hal, saring=saring,
                           jumlah=sum((p.nilai for p in isi), NOL), sisa=sum((p.sisa for p in isi), NOL),
                           **_pilihan())  # fmt: skip


@bp.get("/rekap")
@perlu_izin("keuangan.lihat")
def rekap() -> ResponseReturnValue:
    """Per vendor: what their bukti potong say."""
    tahun, isi, saring = _saring()
    return render_template("keuangan/pajak/rekap.html", tahun=tahun, baris=rekap_pihak(isi), saring=saring,
                           **_pilihan())  # fmt: skip


@bp.get("/<nama>.xlsx")
@perlu_izin("keuangan.lihat")
def xlsx(nama: str) -> Response:
    """What the lists show, and the shape of a bulk upload of one month."""
    tahun, isi, saring = _saring()
    masa = Periode(tahun, saring["bulan"] if 1 <= saring["bulan"] <= 12 else hari_desa().month)
    judul = masa.nama if saring["bulan"] else f"Tahun {tahun}"
    lembar: dict[str, Lembar] = {}
    if nama == "pungutan":
        lembar[nama] = lembar_pungutan(isi, judul)
    elif nama == "rekap":
        lembar[nama] = lembar_rekap(isi, judul)
    elif nama == "bppu":
        lembar[nama] = lembar_bppu([p for p in isi if p.masa == masa], masa)
    else:
        raise TidakDitemukan()
    akhir = masa.kode if nama == "bppu" or saring["bulan"] else str(tahun)
    return unduh(buku_ke_bytes([lembar[nama]]), f"pajak-{nama}-{akhir}.xlsx", XLSX)
