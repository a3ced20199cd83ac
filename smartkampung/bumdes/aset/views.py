"""Pages of assets: the register, registering, depreciation of a month, disposal; what is spread over months."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT, entitas_terlihat
from smartkampung.bumdes.aset import services
from smartkampung.bumdes.aset.models import GARIS, METODE, AsetBumdes
from smartkampung.bumdes.aset.services import IsiAset
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.models import ASET, DIMUKA, KAS, UTANG
from smartkampung.bumdes.catat.forms import FormAlasan
from smartkampung.bumdes.halaman import ambil, ambil_entitas, bulan_dari, konteks, tampilkan
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.formulir import Formulir, MedanAngka, MedanPilihan, MedanRupiah, MedanTanggal, MedanTeks
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar

bp = Blueprint("aset_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>/aset")


class FormAset(Formulir):
    """An asset."""

    entitas = MedanPilihan(_l("Unit"))
    nama = MedanTeks(_l("Nama aset"), maks=160)
    kode = MedanTeks(_l("Kode inventaris"), wajib=False, maks=40)
    akun = MedanPilihan(_l("Jenis aset"))
    tanggal = MedanTanggal(_l("Tanggal perolehan"))
    harga = MedanRupiah(_l("Harga perolehan"))
    bayar = MedanPilihan(_l("Dibayar dari"), wajib=False, kosong=_l("Sudah ada di pembukuan"))
    metode = MedanPilihan(_l("Penyusutan"), pilihan=list(METODE.items()), default=GARIS)
    umur = MedanAngka(_l("Umur manfaat (bulan)"), wajib=False, sampai=1200, default=60,
                      description=_l("Kebiasaan: komputer 48, mesin dan inventaris 60, kendaraan 120, bangunan 240."))
    residu = MedanRupiah(_l("Nilai sisa"), wajib=False)
    akumulasi = MedanRupiah(_l("Penyusutan yang lalu"), wajib=False,
                            description=_l("Untuk aset lama yang saldonya masuk lewat saldo awal."))


class FormLepas(Formulir):
    """A disposal."""

    tanggal = MedanTanggal(_l("Tanggal pelepasan"))
    hasil = MedanRupiah(_l("Uang diterima"), wajib=False, description=_l("Kosong bila dibuang atau rusak."))
    kas = MedanPilihan(_l("Masuk ke"), wajib=False, kosong=_l("Tidak ada uang"))
    uraian = MedanTeks(_l("Keterangan"), maks=160)


class FormDimuka(Formulir):
    """Something spread over months."""

    entitas = MedanPilihan(_l("Unit"))
    nama = MedanTeks(_l("Nama"), maks=160, description=_l("Misalnya: sewa kios setahun."))
    mulai = MedanTanggal(_l("Bulan pertama"))
    nilai = MedanRupiah(_l("Nilai seluruhnya"))
    bulan = MedanAngka(_l("Berapa bulan"), dari=1, sampai=600)
    akun = MedanPilihan(_l("Akun tempat nilainya berada"))
    hasil = MedanPilihan(_l("Menjadi"))


def _tulis(bumdes: Bumdes) -> list[tuple[str, str]]:
    return [(str(e.id), e.nama) for e in konteks(bumdes)["unit_tulis"]]


def _pilihan(form: Any, **isi: list[tuple[str, str]]) -> Any:
    for nama, pilihan in isi.items():
        form[nama]._sumber = pilihan
        form[nama].choices = form[nama]._pilihan()
    return form


@bp.get("")
@perlu_izin(*LIHAT)
def daftar(bumdes_id: int) -> ResponseReturnValue:
    """The register, with depreciation so far, and what is spread."""
    bumdes = ambil(bumdes_id)
    ent = entitas_terlihat(bumdes, current_user)
    semua = [a for e in ent for a in services.daftar_aset(e)]
    bulan = bulan_dari(bawaan=Periode.dari(hari_desa()).sebelum())
    return tampilkan("bumdes/aset.html", bumdes, semua=[(a, services.akumulasi(a)) for a in semua], METODE=METODE,
                     dimuka=[d for e in ent for d in services.daftar_dimuka(e)], bulan=bulan)  # fmt: skip


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def tambah(bumdes_id: int) -> ResponseReturnValue:
    """Register an asset."""
    bumdes = ambil(bumdes_id)
    isi = buku(bumdes)
    form = _pilihan(FormAset(tanggal=hari_desa()), entitas=_tulis(bumdes),
                    akun=[(str(a.id), a.sebutan) for a in isi.dengan_peran(ASET) if a.aktif],
                    bayar=[(str(a.id), a.nama) for a in isi.dengan_peran(KAS, UTANG) if a.aktif])  # fmt: skip
    kembali = url_for(".daftar", bumdes_id=bumdes.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Daftarkan aset"), kembali=kembali, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    aset = services.daftarkan(ambil_entitas(bumdes, int(form.entitas.data)), IsiAset(
        form.nama.data or "", form.tanggal.data, form.harga.data, int(form.akun.data), form.umur.data or 0,
        form.metode.data, form.residu.data or NOL, form.akumulasi.data or NOL, form.kode.data or "",
        int(form.bayar.data) if form.bayar.data else None), oleh=current_user)  # fmt: skip
    flash(_("%(n)s masuk daftar aset.", n=aset.nama), "berhasil")
    return redirect(kembali, 303)


@bp.post("/susutkan")
@perlu_izin("bumdes.catat")
def susutkan(bumdes_id: int) -> ResponseReturnValue:
    """Book depreciation and the month's part of what is spread, for every book the user writes in."""
    bumdes = ambil(bumdes_id)
    bulan = bulan_dari(bawaan=Periode.dari(hari_desa()).sebelum())
    banyak = 0
    for e in konteks(bumdes)["unit_tulis"]:
        if e.buka(bulan.akhir):
            banyak += services.susutkan(e, bulan, oleh=current_user) is not None
            banyak += len(services.akui_dimuka(e, bulan, oleh=current_user))
    flash(_("%(n)s jurnal penyesuaian %(b)s dibukukan.", n=banyak, b=bulan.nama) if banyak else
          _("Tidak ada lagi yang disesuaikan untuk %(b)s.", b=bulan.nama), "berhasil")  # fmt: skip
    return redirect(url_for(".daftar", bumdes_id=bumdes.id, bulan=bulan.kode), 303)


def _aset(bumdes: Bumdes, aset_id: int) -> AsetBumdes:
    a = db.session.get(AsetBumdes, aset_id)
    if a is None or a.entitas_id not in {e.id for e in entitas_terlihat(bumdes, current_user)}:
        raise TidakDitemukan()
    return a


@bp.route("/<int:aset_id>/lepas", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def lepas(bumdes_id: int, aset_id: int) -> ResponseReturnValue:
    """Sell or discard an asset."""
    bumdes = ambil(bumdes_id)
    a = _aset(bumdes, aset_id)
    form = _pilihan(FormLepas(tanggal=hari_desa()),
                    kas=[(str(x.id), x.nama) for x in buku(bumdes).dengan_peran(KAS) if x.aktif])
    kembali = url_for(".daftar", bumdes_id=bumdes.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Lepas %(n)s", n=a.nama), kembali=kembali, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    services.lepas(a, form.tanggal.data, form.hasil.data or NOL, int(form.kas.data) if form.kas.data else None,
                   form.uraian.data or "", oleh=current_user)  # fmt: skip
    flash(_("%(n)s dilepas.", n=a.nama), "berhasil")
    return redirect(kembali, 303)


@bp.route("/<int:aset_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def batalkan(bumdes_id: int, aset_id: int) -> ResponseReturnValue:
    """Take a mistaken asset out."""
    bumdes = ambil(bumdes_id)
    a = _aset(bumdes, aset_id)
    form: Any = FormAlasan()
    kembali = url_for(".daftar", bumdes_id=bumdes.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Batalkan %(n)s", n=a.nama), kembali=kembali,
                  **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    services.batalkan(a, form.alasan.data or "", hari_desa(), oleh=current_user)
    flash(_("%(n)s dibatalkan.", n=a.nama), "berhasil")
    return redirect(kembali, 303)


@bp.route("/dimuka", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def dimuka(bumdes_id: int) -> ResponseReturnValue:
    """Spread something paid or received ahead."""
    bumdes = ambil(bumdes_id)
    isi = buku(bumdes)
    rinci = [a for a in isi.akun.values() if a.jenis == "D" and a.aktif]
    form = _pilihan(
        FormDimuka(mulai=hari_desa().replace(day=1)), entitas=_tulis(bumdes),
        akun=[(str(a.id), a.sebutan) for a in rinci if a.peran == DIMUKA or a.kode.startswith("2.1.07")],
        hasil=[(str(a.id), a.sebutan) for a in rinci if a.kelompok in ("BEBAN", "PENDAPATAN")])  # fmt: skip
    kembali = url_for(".daftar", bumdes_id=bumdes.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Bagi per bulan"), kembali=kembali, bantuan=_(
        "Catat dulu pembayarannya lewat Beli atau Uang masuk. Di sini nilainya dibagi menjadi beban atau pendapatan."),
        **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.sebar(ambil_entitas(bumdes, int(form.entitas.data)), form.nama.data or "", form.mulai.data,
                   form.nilai.data,
                   form.bulan.data or 1, int(form.akun.data), int(form.hasil.data), oleh=current_user)  # fmt: skip
    flash(_("Disimpan. Bagian bulanannya dibukukan bersama penyusutan."), "berhasil")
    return redirect(kembali, 303)


