"""Pages of bank statements: a month of an account, taking a file in, matching, explaining."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, LembarDitolak, periksa_ukuran
from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanPilihan, MedanTeksPanjang, kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import BULAN, Periode
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Halaman, Layar, ambil_atau_404, nomor_halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.bku.baris import bulan_terakhir
from smartkampung.keuangan.bku.views import pilihan_tahun, tahun_dipilih
from smartkampung.keuangan.kas.models import DokumenKas, JurnalKas, RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.kertas.keluar import XLSX
from smartkampung.keuangan.koran import services
from smartkampung.keuangan.koran.baca import MEDAN
from smartkampung.keuangan.koran.lembar import lembar_rekonsiliasi
from smartkampung.keuangan.koran.models import BarisKoran, BukuKoran, CocokKoran, ImporKoran
from smartkampung.keuangan.koran.rekon import baris_rekening, rekonsiliasi
from smartkampung.keuangan.penerimaan.rekening import semua_rekening

bp = Blueprint("rekening_koran", __name__, url_prefix="/keuangan/rekening-koran")
PER = 50


class FormUnggahKoran(Formulir):
    """A statement."""

    berkas = MedanBerkas(_l("Berkas rekening koran"), terima=".xlsx,.csv",
                         description=_l(".xlsx atau .csv dari bank, paling besar 25 MB. Boleh tumpang tindih: baris "
                                        "yang sudah ada tidak ditambahkan lagi."))  # fmt: skip


class FormJelaskan(Formulir):
    """Why it is on one side only."""

    alasan = MedanTeksPanjang(_l("Penjelasan"), maks=300)


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """A month of one account: the main one unless another is asked for."""
    rekening = db.session.get(RekeningBank, request.args.get("rekening", 0, type=kunci_baris)) or next(
        iter(semua_rekening()), None)  # fmt: skip
    tahun = tahun_dipilih()
    bulan = request.args.get("bulan", 0, type=int)
    p = Periode(tahun, bulan if 1 <= bulan <= 12 else bulan_terakhir(tahun))
    isi: dict[str, Any] = {}
    if rekening is not None:
        cocok = [b for b in baris_rekening(rekening.id, p.awal, p.akhir) if b.cocok_id]
        ke = nomor_halaman()
        hal = Halaman(cocok[(ke - 1) * PER : ke * PER], ke, len(cocok) > ke * PER)
        buku = posisi(tahun, p.akhir).bank.get(rekening.id, NOL)
        isi = {"r": rekonsiliasi(rekening, p, buku), "hal": hal, "cocok": len(cocok),
               "bukti": _bukti(hal.butir), "impor": _impor(rekening)}  # fmt: skip
    return render_template(
        "keuangan/koran/lihat.html", rekening=rekening, p=p, pilihan_tahun=pilihan_tahun(),
        pilihan_bulan=list(enumerate(BULAN, start=1)), semua=[(x.id, x.sebutan) for x in semua_rekening()],
        **isi)  # fmt: skip


@bp.get("/<int:rekening_id>.xlsx")
@perlu_izin("keuangan.lihat")
def xlsx(rekening_id: int) -> Response:
    """The proof of a month with its differences, as a workbook."""
    rekening, tahun = ambil_atau_404(RekeningBank, rekening_id), tahun_dipilih()
    bulan = request.args.get("bulan", 0, type=int)
    p = Periode(tahun, bulan if 1 <= bulan <= 12 else bulan_terakhir(tahun))
    r = rekonsiliasi(rekening, p, posisi(tahun, p.akhir).bank.get(rekening.id, NOL))
    return unduh(buku_ke_bytes(lembar_rekonsiliasi(r)), f"rekonsiliasi-{rekening.id}-{p.kode}.xlsx", XLSX)


def _impor(rekening: RekeningBank) -> list[ImporKoran]:
    pilih = db.select(ImporKoran).filter_by(rekening_id=rekening.id, dibaca=True).order_by(ImporKoran.id.desc())
    return list(db.session.scalars(pilih.limit(5)))


def _bukti(cocok: Sequence[BarisKoran]) -> dict[int, list[DokumenKas]]:
    """The documents of each match."""
    pilih = db.select(BukuKoran.cocok_id, DokumenKas).join(DokumenKas, DokumenKas.id == BukuKoran.dokumen_id).where(
        BukuKoran.cocok_id.in_({b.cocok_id for b in cocok}))  # fmt: skip
    hasil: dict[int, list[DokumenKas]] = {}
    for nomor, d in db.session.execute(pilih) if cocok else ():
        hasil.setdefault(nomor, []).append(d)
    return hasil


@bp.route("/<int:rekening_id>/unggah", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def unggah(rekening_id: int) -> ResponseReturnValue:
    """Take a file in; only its headings are read."""
    rekening, form = ambil_atau_404(RekeningBank, rekening_id), FormUnggahKoran()
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Unggah rekening koran"), ket=rekening.sebutan,
                  tombol=_("Unggah"), batal=url_for(".daftar", rekening=rekening.id))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    berkas: Any = form.berkas.data
    data = berkas.read()
    periksa_ukuran(len(data), BATAS_BERKAS)
    if not data:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang berisi rekening koran.")
    impor = services.terima_berkas(rekening, data, berkas.filename or "rekening-koran", oleh=current_user)
    return redirect(url_for(".kolom", impor_id=impor.id), 303)


def _form_kolom(impor: ImporKoran) -> Any:
    kolom = [(str(n), j) for n, j in enumerate(impor.judul) if j]
    medan: dict[str, Any] = {f"kolom_{m}": MedanPilihan(nama, pilihan=kolom, kosong=_l("Tidak ada"), wajib=False)
                             for m, nama in MEDAN.items()}  # fmt: skip
    usul = {f"kolom_{m}": str(n) for m, n in services.usul_peta(impor).items()}
    return type("FormKolomKoran", (Formulir,), medan)(data=usul)


@bp.route("/impor/<int:impor_id>/kolom", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def kolom(impor_id: int) -> ResponseReturnValue:
    """What the columns mean; then the lines are read and matched."""
    impor = ambil_atau_404(ImporKoran, impor_id)
    form = _form_kolom(impor)
    layar = Layar("keuangan/koran/kolom.html", form=form, impor=impor)
    if impor.dibaca:
        return redirect(url_for(".daftar", rekening=impor.rekening_id), 303)
    if not form.validate_on_submit():
        return layar.tampil()
    berkas = db.session.get_one(Berkas, impor.berkas_id)
    peta = {f.name[6:]: int(f.data) for f in form if f.data}
    banyak = services.ambil_baris(impor, folder_unggahan() / berkas.lokasi, peta, oleh=current_user)
    flash(_("%(n)s baris diambil, %(s)s sudah ada.", n=banyak, s=impor.sudah_ada), "berhasil")
    return _ke_bulan_terakhir(impor)


def _ke_bulan_terakhir(impor: ImporKoran) -> ResponseReturnValue:
    """The last month of a file, with a word about what could not be read."""
    if impor.tolak:
        flash(_("%(n)s baris tidak terbaca, misalnya baris %(b)s: %(k)s", n=len(impor.tolak), b=impor.tolak[0][0],
                k=impor.tolak[0][2]), "peringatan")  # fmt: skip
    akhir = db.session.scalar(db.select(db.func.max(BarisKoran.tanggal)).filter_by(impor_id=impor.id))
    lain: dict[str, Any] = {"tahun": akhir.year, "bulan": akhir.month} if akhir else {}
    return redirect(url_for(".daftar", rekening=impor.rekening_id, **lain), 303)


def _kembali(rekening_id: int) -> ResponseReturnValue:
    tahun, bulan = request.values.get("tahun", type=int), request.values.get("bulan", type=int)
    return redirect(url_for(".daftar", rekening=rekening_id, tahun=tahun, bulan=bulan), 303)


@bp.post("/<int:rekening_id>/otomatis")
@perlu_izin("keuangan.bendahara")
def otomatis(rekening_id: int) -> ResponseReturnValue:
    """Match what can be matched."""
    rekening = ambil_atau_404(RekeningBank, rekening_id)
    banyak = services.cocokkan_otomatis(rekening, tahun_dipilih(), oleh=current_user)
    flash(_("%(n)s baris dicocokkan.", n=banyak), "berhasil" if banyak else "info")
    return _kembali(rekening_id)


@bp.post("/<int:rekening_id>/cocokkan")
@perlu_izin("keuangan.bendahara")
def cocokkan(rekening_id: int) -> ResponseReturnValue:
    """Match what was ticked."""
    rekening = ambil_atau_404(RekeningBank, rekening_id)
    baris, dokumen = (request.form.getlist(n, type=kunci_baris) for n in ("baris", "dokumen"))
    services.cocokkan(rekening, tahun_dipilih(), baris, dokumen, oleh=current_user)
    flash(_("Dicocokkan."), "berhasil")
    return _kembali(rekening_id)


@bp.post("/lepas/<int:cocok_id>")
@perlu_izin("keuangan.bendahara")
def lepas(cocok_id: int) -> ResponseReturnValue:
    """Undo a match."""
    cocok = ambil_atau_404(CocokKoran, cocok_id)
    rekening_id = cocok.rekening_id
    services.lepas(cocok, oleh=current_user)
    flash(_("Pasangan dilepas."), "berhasil")
    return _kembali(rekening_id)


@bp.route("/<int:rekening_id>/jelaskan/<sisi>/<int:nomor>", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def jelaskan(rekening_id: int, sisi: str, nomor: int) -> ResponseReturnValue:
    """Explain a line of the statement, or a voucher the bank does not have."""
    rekening = ambil_atau_404(RekeningBank, rekening_id)
    baris = db.session.get(BarisKoran, nomor) if sisi == "koran" else None
    dokumen = db.session.get(DokumenKas, nomor) if sisi == "buku" else None
    milik = baris.rekening_id == rekening_id if baris else dokumen is not None and _di_rekening(nomor, rekening_id)
    if not milik:
        raise TidakDitemukan()
    form = FormJelaskan(obj=baris or db.session.get(BukuKoran, (rekening_id, nomor)))
    hari = baris.tanggal if baris else dokumen.tanggal if dokumen else None
    bulan: dict[str, Any] = {"tahun": hari.year, "bulan": hari.month} if hari else {}
    kembali = url_for(".daftar", rekening=rekening_id, **bulan)
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Jelaskan selisih"), tombol=_("Simpan"), batal=kembali,
                  ket=f"{rekening.sebutan} · {(baris and baris.uraian) or (dokumen and dokumen.sebutan)}")  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.jelaskan(rekening_id, form.alasan.data or "", baris=baris, dokumen_id=dokumen.id if dokumen else None,
                      oleh=current_user)  # fmt: skip
    flash(_("Penjelasan disimpan."), "berhasil")
    return redirect(kembali, 303)


def _di_rekening(dokumen_id: int, rekening_id: int) -> bool:
    pilih = db.select(JurnalKas.id).filter_by(dokumen_id=dokumen_id, rekening_id=rekening_id)
    return db.session.scalar(pilih.limit(1)) is not None
