"""Pages of stock: goods, their cards, counting."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT, entitas_terlihat
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.models import PERSEDIAAN
from smartkampung.bumdes.catat.forms import FormAlasan
from smartkampung.bumdes.halaman import ambil, ambil_entitas, konteks, tampilkan
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.persediaan import services
from smartkampung.bumdes.persediaan.models import NAMA_MUTASI, BarangBumdes, MutasiBarang
from smartkampung.bumdes.persediaan.services import IsiBarang
from smartkampung.extensions import db
from smartkampung.inti.formulir import Formulir, MedanCentang, MedanPilihan, MedanRupiah, MedanTanggal, MedanTeks
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar, halaman

bp = Blueprint("barang_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>/barang")


class FormBarang(Formulir):
    """A kind of goods."""

    entitas = MedanPilihan(_l("Unit"))
    nama = MedanTeks(_l("Nama barang"))
    satuan = MedanTeks(_l("Satuan"), maks=20, description=_l("Misalnya buah, kg, karung."))
    akun_stok = MedanPilihan(_l("Akun persediaan"))
    akun_hpp = MedanPilihan(_l("Akun harga pokok"))
    harga_jual = MedanRupiah(_l("Harga jual per satuan"), wajib=False)
    stok_minimum = MedanTeks(_l("Stok minimum"), wajib=False, maks=16)
    aktif = MedanCentang(_l("Masih dijual"), default=True)


class FormOpname(Formulir):
    """A count."""

    tanggal = MedanTanggal(_l("Tanggal hitung"))
    dihitung = MedanTeks(_l("Banyaknya di rak"), maks=16)
    keterangan = MedanTeks(_l("Keterangan"), maks=160, description=_l("Misalnya: opname akhir bulan, dua rusak."))


def _barang(bumdes: Bumdes, barang_id: int) -> BarangBumdes:
    b = db.session.get(BarangBumdes, barang_id)
    if b is None or b.entitas_id not in {e.id for e in entitas_terlihat(bumdes, current_user)}:
        raise TidakDitemukan()
    return b


@bp.get("")
@perlu_izin(*LIHAT)
def daftar(bumdes_id: int) -> ResponseReturnValue:
    """Goods with what lies on the shelf."""
    bumdes = ambil(bumdes_id)
    ids = [e.id for e in entitas_terlihat(bumdes, current_user)]
    jumlah = db.select(MutasiBarang.barang_id, db.func.sum(MutasiBarang.banyak).label("b"), db.func.sum(
        MutasiBarang.nilai).label("n")).group_by(MutasiBarang.barang_id).subquery()  # fmt: skip
    pilih = db.select(BarangBumdes, jumlah.c.b, jumlah.c.n).outerjoin(
        jumlah, jumlah.c.barang_id == BarangBumdes.id).where(BarangBumdes.entitas_id.in_(ids)).order_by(
        BarangBumdes.aktif.desc(), BarangBumdes.nama)  # fmt: skip
    return tampilkan("bumdes/barang.html", bumdes, hal=halaman(pilih), tulis_banyak=services.tulis_banyak)


def _siapkan(form: Any, bumdes: Bumdes) -> None:
    isi = buku(bumdes)
    form.entitas._sumber = [(str(e.id), e.nama) for e in konteks(bumdes)["unit_tulis"]]
    form.akun_stok._sumber = [(str(a.id), a.sebutan) for a in isi.dengan_peran(PERSEDIAAN) if a.aktif]
    form.akun_hpp._sumber = [(str(a.id),
                              a.sebutan) for a in isi.akun.values() if a.kelompok == "HPP" and a.jenis == "D"]
    for m in (form.entitas, form.akun_stok, form.akun_hpp):
        m.choices = m._pilihan()


def _isi(form: Any) -> IsiBarang:
    return IsiBarang(form.nama.data or "", form.satuan.data or "", int(form.akun_stok.data), int(form.akun_hpp.data),
                     form.harga_jual.data or NOL, services.baca_banyak(form.stok_minimum.data or "0"),
                     bool(form.aktif.data))  # fmt: skip


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def tambah(bumdes_id: int) -> ResponseReturnValue:
    """A new kind of goods."""
    bumdes = ambil(bumdes_id)
    form: Any = FormBarang()
    _siapkan(form, bumdes)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Barang baru"), kembali=url_for(".daftar",
                                                                                          bumdes_id=bumdes.id),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    baru = services.simpan_barang(ambil_entitas(bumdes, int(form.entitas.data)), _isi(form), oleh=current_user)
    flash(_("%(n)s disimpan. Stoknya diisi lewat Beli.", n=baru.nama), "berhasil")
    return redirect(url_for(".lihat", bumdes_id=bumdes.id, barang_id=baru.id), 303)


@bp.get("/<int:barang_id>")
@perlu_izin(*LIHAT)
def lihat(bumdes_id: int, barang_id: int) -> ResponseReturnValue:
    """The card of one kind of goods."""
    bumdes = ambil(bumdes_id)
    b = _barang(bumdes, barang_id)
    pilih = db.select(MutasiBarang).filter_by(barang_id=b.id).order_by(MutasiBarang.tanggal.desc(),
                                                                       MutasiBarang.id.desc())
    batal = set(db.session.scalars(db.select(MutasiBarang.membalik_id).filter_by(barang_id=b.id)))
    return tampilkan("bumdes/barang_lihat.html", bumdes, b=b, stok=services.stok_kini(b), hal=halaman(pilih),
                     batal=batal,
                     tulis_banyak=services.tulis_banyak, NAMA=NAMA_MUTASI)  # fmt: skip


@bp.route("/<int:barang_id>/ubah", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def ubah(bumdes_id: int, barang_id: int) -> ResponseReturnValue:
    """Correct it."""
    bumdes = ambil(bumdes_id)
    b = _barang(bumdes, barang_id)
    form: Any = FormBarang(data={
        "entitas": str(b.entitas_id), "nama": b.nama, "satuan": b.satuan, "akun_stok": str(b.akun_stok_id),
        "akun_hpp": str(b.akun_hpp_id), "harga_jual": b.harga_jual, "aktif": b.aktif,
        "stok_minimum": services.tulis_banyak(b.stok_minimum)})  # fmt: skip
    _siapkan(form, bumdes)
    del form.entitas
    kembali = url_for(".lihat", bumdes_id=bumdes.id, barang_id=b.id)
    layar = Layar("bumdes/isian.html", form=form, judul=b.nama, kembali=kembali, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_barang(b.entitas, _isi(form), b, oleh=current_user)
    flash(_("Perubahan disimpan."), "berhasil")
    return redirect(kembali, 303)


@bp.route("/<int:barang_id>/opname", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def opname(bumdes_id: int, barang_id: int) -> ResponseReturnValue:
    """Count the shelf."""
    bumdes = ambil(bumdes_id)
    b = _barang(bumdes, barang_id)
    form: Any = FormOpname(tanggal=hari_desa())
    kembali = url_for(".lihat", bumdes_id=bumdes.id, barang_id=b.id)
    stok = services.stok_kini(b)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Opname %(n)s", n=b.nama), kembali=kembali, bantuan=_(
        "Menurut kartu: %(s)s %(u)s. Selisihnya dijurnal sebagai kerugian atau keuntungan.",
        s=services.tulis_banyak(stok.banyak), u=b.satuan), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    hasil = services.opname(b, form.tanggal.data, services.baca_banyak(form.dihitung.data or ""),
                            form.keterangan.data or "", oleh=current_user)  # fmt: skip
    flash(_("Stok sudah cocok, tidak ada yang dijurnal.") if hasil is None else _("Selisih opname dibukukan."),
          "berhasil")
    return redirect(kembali, 303)


@bp.route("/mutasi/<int:mutasi_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def batalkan(bumdes_id: int, mutasi_id: int) -> ResponseReturnValue:
    """Undo a movement with its journal."""
    bumdes = ambil(bumdes_id)
    m = db.session.get(MutasiBarang, mutasi_id)
    if m is None:
        raise TidakDitemukan()
    b = _barang(bumdes, m.barang_id)
    form: Any = FormAlasan()
    kembali = url_for(".lihat", bumdes_id=bumdes.id, barang_id=b.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Batalkan gerakan %(n)s", n=b.nama), tombol=_("Batalkan"),
                  kembali=kembali, **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.batalkan(m, form.alasan.data or "", hari_desa(), oleh=current_user)
    flash(_("Gerakan dan jurnalnya dibatalkan."), "berhasil")
    return redirect(kembali, 303)
