"""Pages of BLT: lists, recipients, payments with their papers and photos."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.inti.berkas import Berkas, baca_berkas
from smartkampung.inti.formulir import (
    Formulir,
    MedanBerkas,
    MedanCentang,
    MedanPenduduk,
    MedanPilihan,
    MedanRupiah,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import BULAN
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.keuangan.anggaran.isi import Kunci, tahun_anggaran, versi_berlaku
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.belanja import blt, blt_impor
from smartkampung.keuangan.belanja.aturan import sebut
from smartkampung.keuangan.belanja.kertas_blt import kertas_blt
from smartkampung.keuangan.belanja.models import BagianBLT, BayarBLT, DaftarBLT, PenerimaBLT
from smartkampung.keuangan.belanja.plafon import isi_berlaku
from smartkampung.keuangan.belanja.spp import kegiatan_pka
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kertas.keluar import kirim
from smartkampung.keuangan.langkah import PKA
from smartkampung.penduduk.queries import cari

bp = Blueprint("blt", __name__, url_prefix="/keuangan/blt")
PILIHAN_BULAN = [(n, nama) for n, nama in enumerate(BULAN, start=1)]


class FormDaftar(Formulir):
    """A list of recipients."""

    nama = MedanTeks(_l("Nama daftar"), maks=120, description=_l("Misalnya: BLT Desa 2026."))
    dasar = MedanTeks(_l("Dasar"), maks=160, description=_l("Misalnya: Keputusan Kepala Desa 4/2026."))
    kunci = MedanPilihan(_l("Dibayar dari"), pilihan=[])
    nilai_bulan = MedanRupiah(_l("Jumlah per bulan"), dari=Decimal(1))


class FormPenerima(Formulir):
    """A recipient."""

    penduduk_id = MedanPenduduk(_l("Warga"), wajib=False, description=_l("Dari buku induk penduduk."))
    nama = MedanTeks(_l("Nama"), wajib=False, maks=120, description=_l("Hanya bila tidak ada di buku induk."))
    nik = MedanTeks(_l("NIK"), wajib=False, maks=24, render_kw={"inputmode": "numeric", "autocomplete": "off"})
    dasar = MedanTeks(_l("Alasan menerima"), maks=160, description=_l("Misalnya: lansia tunggal, sakit menahun."))
    mulai = MedanPilihan(_l("Mulai bulan"), pilihan=PILIHAN_BULAN, coerce=int, default=1)
    sampai = MedanPilihan(_l("Sampai bulan"), pilihan=PILIHAN_BULAN, coerce=int, default=12)


class FormImporPenerima(Formulir):
    """Recipients from a spreadsheet."""

    tempelan = MedanTeksPanjang(
        _l("Baris dari Excel"), wajib=False, maks=200_000, baris=8,
        description=_l("Urutan kolom: NIK, nama, alasan, mulai, sampai; cukup NIK saja. Baris judul boleh ikut."))
    berkas = MedanBerkas(_l("Atau berkas"), wajib=False, terima=".xlsx,.csv",
                         description=_l("XLSX atau CSV dengan kolom yang sama."))  # fmt: skip
    dasar = MedanTeks(_l("Alasan menerima"), wajib=False, maks=160,
                      description=_l("Alasan dan bulan di sini untuk baris yang tidak menyebutnya."))  # fmt: skip
    mulai = MedanPilihan(_l("Mulai bulan"), pilihan=PILIHAN_BULAN, coerce=int, default=1)
    sampai = MedanPilihan(_l("Sampai bulan"), pilihan=PILIHAN_BULAN, coerce=int, default=12)
    uji = MedanCentang(_l("Periksa saja, jangan simpan dulu"), default=True)


class FormHenti(Formulir):
    """The last month of a recipient who leaves."""

    sampai = MedanPilihan(_l("Terakhir menerima"), pilihan=PILIHAN_BULAN, coerce=int)
    alasan = MedanTeks(_l("Alasan"), maks=200, description=_l("Misalnya: pindah, meninggal, sudah mampu."))


class FormBayar(Formulir):
    """Which months are paid."""

    dari = MedanPilihan(_l("Dari bulan"), pilihan=PILIHAN_BULAN, coerce=int)
    sampai = MedanPilihan(_l("Sampai bulan"), pilihan=PILIHAN_BULAN, coerce=int)


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The lists of a year."""
    tahun = tahun_dipilih()
    return render_template("keuangan/belanja/blt.html", tahun=tahun, semua=blt.daftar_tahun(tahun),
                           pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()], versi=versi_berlaku(tahun),
                           boleh=current_user.memegang(PKA))  # fmt: skip


def _pilihan_kunci(tahun: int) -> list[tuple[str, str]]:
    isi = isi_berlaku(tahun)
    return [("|".join(k), f"{isi.kegiatan[k.kegiatan].nama}: {sebut(k, tahun)}")
            for kode in kegiatan_pka(tahun, current_user.id) for k in isi.per_kunci if k.kegiatan == kode]  # fmt: skip


def _form_daftar(tahun: int, **isi: Any) -> FormDaftar:
    form = FormDaftar(**isi)
    form.kunci._sumber = _pilihan_kunci(tahun)
    form.kunci.choices = form.kunci._pilihan()
    return form


@bp.route("/baru", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def baru() -> ResponseReturnValue:
    """A new list."""
    tahun = tahun_dipilih()
    form = _form_daftar(tahun, nilai_bulan=aturan_tahun(tahun).angka("blt_per_kpm"), nama=f"BLT Desa {tahun}")
    return _simpan(None, form, tahun)


@bp.route("/<int:daftar_id>/ubah", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def ubah(daftar_id: int) -> ResponseReturnValue:
    """The head of a list."""
    d = ambil_atau_404(DaftarBLT, daftar_id)
    kunci = "|".join((d.kegiatan, d.rekening, d.sumber_dana))
    form = _form_daftar(d.tahun, nama=d.nama, dasar=d.dasar, nilai_bulan=d.nilai_bulan, kunci=kunci)
    return _simpan(d, form, d.tahun)


def _simpan(d: DaftarBLT | None, form: FormDaftar, tahun: int) -> ResponseReturnValue:
    batal = url_for(".lihat", daftar_id=d.id) if d else url_for(".daftar", tahun=tahun)
    layar = Layar("keuangan/belanja/blt_isi.html", form=form, judul=d.nama if d else _("Daftar BLT baru"), batal=batal,
                  tombol=_("Simpan daftar"))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    isi = blt.IsianBLT(tahun, form.nama.data or "", form.dasar.data or "", Kunci(*form.kunci.data.split("|")),
                       form.nilai_bulan.data or NOL)  # fmt: skip
    d = blt.simpan_daftar(d, isi, oleh=current_user)
    flash(_("%(n)s disimpan.", n=d.nama), "berhasil")
    return redirect(url_for(".lihat", daftar_id=d.id), 303)


def _tampil(d: DaftarBLT, *, terbuka: bool = False) -> ResponseReturnValue:
    form, sudah = FormBayar(), blt.bulan_dibayar(d)
    aturan = aturan_tahun(d.tahun)
    return render_template(
        "keuangan/belanja/blt_lihat.html", d=d, penerima=blt.penerima(d), pembayaran=blt.pembayaran(d), form=form,
        sudah=sudah, sebut=sebut, kunci=Kunci(d.kegiatan, d.rekening, d.sumber_dana), bulan=BULAN, terbuka=terbuka,
        sebut_bulan=blt.sebut_bulan, sebut_banyak=blt.sebut_banyak, maks=aturan.angka("blt_per_kpm"),
        maks_bulan=aturan.angka("blt_bulan"),
        boleh=d.kegiatan in kegiatan_pka(d.tahun, current_user.id),
    )  # fmt: skip


@bp.get("/<int:daftar_id>")
@perlu_izin("keuangan.lihat")
def lihat(daftar_id: int) -> ResponseReturnValue:
    """One list: who, what was paid; NIK masked."""
    return _tampil(ambil_atau_404(DaftarBLT, daftar_id))


@bp.post("/<int:daftar_id>/tampilkan")
@perlu_izin("penduduk.buka_nik")
def tampilkan(daftar_id: int) -> ResponseReturnValue:
    """The same page with full NIK; logged."""
    d = ambil_atau_404(DaftarBLT, daftar_id)
    catat("keuangan.blt_nik_dibuka", oleh=current_user, objek=("blt", d.id), nama=d.nama)
    return _tampil(d, terbuka=True)


@bp.route("/<int:daftar_id>/penerima", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def tambah(daftar_id: int) -> ResponseReturnValue:
    """Put somebody on the list; without script the typed words are looked up here."""
    d, form = ambil_atau_404(DaftarBLT, daftar_id), FormPenerima()
    layar = Layar("keuangan/belanja/blt_penerima.html", form=form, d=d, pilihan=[])
    teks = request.form.get("penduduk_id-cari", "")
    if request.method == "POST" and not form.penduduk_id.data and len(teks) > 1 and not form.nik.data:
        layar.isi["pilihan"] = [(c.id, f"{c.nama}, {c.dusun} RT {c.rt}") for c in cari(teks, 12, hanya_hidup=True)]
        return layar.tampil()
    if not form.validate_on_submit():
        return layar.tampil()
    isi = blt.IsianPenerima(form.dasar.data or "", form.mulai.data, form.sampai.data, form.penduduk_id.data,
                            form.nama.data or "", form.nik.data or "")  # fmt: skip
    satu = blt.tambah_penerima(d, isi, oleh=current_user)
    flash(_("%(n)s masuk daftar.", n=satu.nama), "berhasil")
    return redirect(url_for(".tambah" if "lagi" in request.form else ".lihat", daftar_id=d.id), 303)


@bp.route("/<int:daftar_id>/impor", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def impor(daftar_id: int) -> ResponseReturnValue:
    """Many recipients at once: judged first, then put on the list; what is refused comes back to be mended."""
    d, form = ambil_atau_404(DaftarBLT, daftar_id), FormImporPenerima()
    layar = Layar("keuangan/belanja/blt_impor.html", form=form, d=d, hasil=[], disimpan=False,
                  sebut_bulan=blt.sebut_bulan)  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    kerja = blt_impor.uji if form.uji.data else blt_impor.masukkan
    bawaan = blt_impor.Bawaan(form.dasar.data or "", form.mulai.data, form.sampai.data)
    hasil = kerja(d, _mentah(form), bawaan, oleh=current_user)
    masuk, tolak = [b for b in hasil if b.penerima], [b for b in hasil if not b.penerima]
    if not form.uji.data:
        flash(ngettext("%(num)s penerima masuk daftar.", "%(num)s penerima masuk daftar.", len(masuk)),
              "berhasil" if masuk else "peringatan")  # fmt: skip
        if not tolak:
            return redirect(url_for(".lihat", daftar_id=d.id), 303)
    layar.isi |= {"hasil": hasil if form.uji.data else tolak, "disimpan": not form.uji.data}
    form.tempelan.data = blt_impor.tulis_tempelan(hasil if form.uji.data else tolak)
    form.tempelan.raw_data = None
    form.uji.data = not (masuk and form.uji.data)  # checked: the next press keeps it
    return layar.tampil(200)


def _mentah(form: FormImporPenerima) -> list[list[Any]]:
    """The rows of the file, else those that were pasted (as they came: the field tidies tabs away)."""
    data = form.berkas.data.read() if form.berkas.data else b""
    mentah = blt_impor.baca_berkas(data) if data else blt_impor.baca_tempelan(request.form.get("tempelan", ""))
    if not any(any(sel) for sel in mentah):
        raise blt_impor.TanpaIsi()
    return mentah


@bp.route("/penerima/<int:penerima_id>/hentikan", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def hentikan(penerima_id: int) -> ResponseReturnValue:
    """Let somebody leave the list."""
    satu = ambil_atau_404(PenerimaBLT, penerima_id)
    form, batal = FormHenti(sampai=satu.sampai), url_for(".lihat", daftar_id=satu.daftar_id)
    layar = Layar("keuangan/belanja/blt_isi.html", form=form, judul=_("Hentikan %(n)s", n=satu.nama), batal=batal,
                  tombol=_("Hentikan"))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    blt.hentikan(satu, form.sampai.data, form.alasan.data or "", oleh=current_user)
    flash(_("%(n)s dihentikan.", n=satu.nama), "berhasil")
    return redirect(batal, 303)


@bp.post("/<int:daftar_id>/bayar")
@perlu_izin("keuangan.susun")
def bayar(daftar_id: int) -> ResponseReturnValue:
    """One click: the payment list and its SPP."""
    d, form = ambil_atau_404(DaftarBLT, daftar_id), FormBayar()
    if not form.validate():
        flash(_("Pilih bulannya."), "galat")
        return redirect(url_for(".lihat", daftar_id=d.id), 303)
    satu = blt.bayar(d, form.dari.data, form.sampai.data, oleh=current_user)
    flash(_("Daftar pembayaran dan draf SPP dibuat. Periksa, lalu ajukan SPP-nya."), "berhasil")
    return redirect(url_for(".pembayaran", bayar_id=satu.id), 303)


@bp.get("/bayar/<int:bayar_id>")
@perlu_izin("keuangan.lihat")
def pembayaran(bayar_id: int) -> ResponseReturnValue:
    """One payment: its shares, who has received."""
    b = ambil_atau_404(BayarBLT, bayar_id)
    return render_template("keuangan/belanja/blt_bayar.html", b=b, d=b.daftar, bagian=blt.bagian(b),
                           bulan=blt.sebut_bulan(b.dari, b.sampai), sebut_banyak=blt.sebut_banyak,
                           boleh=b.daftar.kegiatan in kegiatan_pka(b.daftar.tahun, current_user.id))  # fmt: skip


@bp.get("/bayar/<int:bayar_id>/cetak.<bentuk>")
@perlu_izin("keuangan.lihat")
def cetak(bayar_id: int, bentuk: str) -> Response:
    """The payment list with its column for signatures."""
    if bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    return kirim(kertas_blt(ambil_atau_404(BayarBLT, bayar_id)), bentuk)


@bp.post("/bagian/<int:bagian_id>/terima")
@perlu_izin("keuangan.susun")
def terima(bagian_id: int) -> ResponseReturnValue:
    """The photo of a recipient."""
    satu, foto = ambil_atau_404(BagianBLT, bagian_id), request.files.get("foto")
    blt.terima(satu, foto.read() if foto else b"", (foto.filename if foto else "") or "foto", oleh=current_user)
    flash(_("Foto penerimaan %(n)s disimpan.", n=satu.penerima.nama), "berhasil")
    return redirect(url_for(".pembayaran", bayar_id=satu.bayar_id), 303)


@bp.get("/bagian/<int:bagian_id>/foto")
@perlu_izin("keuangan.lihat")
def foto(bagian_id: int) -> Response:
    """The photo of a recipient."""
    satu = ambil_atau_404(BagianBLT, bagian_id)
    if satu.berkas_id is None:
        raise TidakDitemukan()
    berkas = ambil_atau_404(Berkas, satu.berkas_id)
    return unduh(baca_berkas(berkas), berkas.nama, berkas.mime, lampiran=False)
