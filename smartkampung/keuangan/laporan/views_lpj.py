"""What the yearly reports need from people: printing, texts of the CaLK and the Perdes, kekayaan, programs, the LPJ."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_tulis
from smartkampung.inti.uang import NOL, baca_rupiah
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kertas.keluar import baris_layar
from smartkampung.keuangan.laporan import cetakan, kekayaan, naskah, umum
from smartkampung.keuangan.laporan.calk import isi_calk
from smartkampung.keuangan.laporan.forms import FormNaskahLaporan, FormProgram, FormTerbit
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN
from smartkampung.keuangan.laporan.lpj import pdf_calk, pdf_lpj
from smartkampung.keuangan.laporan.minta import baca_minta
from smartkampung.keuangan.laporan.models import CetakanLaporan, ProgramMasuk
from smartkampung.keuangan.laporan.program import IsiProgram, hapus_program, program_tahun, simpan_program
from smartkampung.keuangan.laporan.views import minta_kini, pilihan_masa, pilihan_tahun

bp = Blueprint("lpj", __name__, url_prefix="/keuangan/lpj")
KETIK = (*PENYUSUN, "keuangan.susun")


@bp.get("")
@perlu_izin("keuangan.lihat")
def lihat() -> ResponseReturnValue:
    """The package of a year: its parts and how far they are."""
    minta = minta_kini()
    return render_template(
        "keuangan/laporan/lpj.html", minta=minta, pilihan_tahun=pilihan_tahun(minta.tahun),
        pilihan_masa=pilihan_masa(), naskah=naskah.naskah_tahun(minta.tahun),
        program=len(program_tahun(minta.tahun)), boleh=_boleh(), terakhir=cetakan.terakhir("lpj", minta),
    )  # fmt: skip


def _boleh() -> bool:
    return any(current_user.punya_izin(i) for i in PENYUSUN)


@bp.get("/lpj.pdf")
@perlu_izin("keuangan.lihat")
def pdf() -> Response:
    """The package as it stands now."""
    return kirim_pdf(pdf_lpj(minta_kini(), _("Belum dicetak resmi")), f"lpj-{minta_kini().nama}.pdf")


@bp.get("/calk")
@perlu_izin("keuangan.lihat")
def calk() -> ResponseReturnValue:
    """The CaLK on screen."""
    minta = minta_kini()
    bagian = [(b, [Markup("").join(baris_layar(b.kertas, t)) for t in b.kertas.bagian] if b.kertas else [])
              for b in isi_calk(minta)]  # fmt: skip
    return render_template("keuangan/laporan/calk.html", minta=minta, bagian=bagian, boleh=_boleh(),
                           pilihan_tahun=pilihan_tahun(minta.tahun), pilihan_masa=pilihan_masa())  # fmt: skip


@bp.get("/calk.pdf")
@perlu_izin("keuangan.lihat")
def calk_pdf() -> Response:
    """The CaLK on paper."""
    return kirim_pdf(pdf_calk(minta_kini()), f"calk-{minta_kini().nama}.pdf")


@bp.route("/<int:tahun>/naskah/<bagian>", methods=["GET", "POST"])
@perlu_izin(*PENYUSUN)
def ubah_naskah(tahun: int, bagian: str) -> ResponseReturnValue:
    """Change a text of a year."""
    satu, minta = naskah.satu_naskah(tahun, bagian), baca_minta({}, tahun)
    nilai = naskah.nilai_laporan(minta)
    form = FormNaskahLaporan(isi=satu.isi, versi=satu.urut)
    isi = form.isi.data or ""
    layar = Layar("keuangan/laporan/naskah.html", form=form, tahun=tahun, n=satu, nilai=nilai,
                  alinea=naskah.alinea(isi, nilai), asing=naskah.kode_asing(isi, nilai), kode=naskah.KODE_LAPORAN,
                  akhiran=naskah.AKHIRAN_LAPORAN)  # fmt: skip
    if not form.validate_on_submit() or request.form.get("aksi") == "pratinjau":
        return layar.tampil(200 if not form.errors else None)
    naskah.simpan_naskah(tahun, bagian, isi, form.versi.data or 0, oleh=current_user)
    flash(_("Naskah disimpan."), "berhasil")
    return redirect(url_for(".lihat" if bagian.startswith("perdes") else ".calk", tahun=tahun), 303)


@bp.route("/<int:tahun>/kekayaan", methods=["GET", "POST"])
@perlu_izin(*PENYUSUN)
def isi_kekayaan(tahun: int) -> ResponseReturnValue:
    """Type the figures the books do not hold; what is no amount stays on the page with its sentence."""
    kelompok, ketik = kekayaan.daftar_pos(), {p.kode for p in kekayaan.pos_ketik(tahun)}
    nilai, lalu = kekayaan.nilai_kekayaan(tahun), kekayaan.nilai_kekayaan(tahun - 1)
    teks = {k: request.form.get(k, "") for k in ketik} if request.method == "POST" else {}
    isi, salah = _baca_rupiah(teks)
    if request.method == "POST" and not salah:
        kekayaan.simpan_kekayaan(tahun, isi, oleh=current_user)
        flash(_("Kekayaan milik desa %(t)s disimpan.", t=tahun), "berhasil")
        return redirect(url_for("laporan_keuangan.lihat", kode="kekayaan", tahun=tahun), 303)
    return render_template("keuangan/laporan/kekayaan.html", tahun=tahun, kelompok=kelompok, ketik=ketik, nilai=nilai,
                           lalu=lalu, teks=teks, salah=salah), 422 if salah else 200  # fmt: skip


def _baca_rupiah(teks: dict[str, str]) -> tuple[dict[str, Decimal], dict[str, str]]:
    """Amounts by line, and a sentence for each that is none."""
    isi: dict[str, Decimal] = {}
    salah: dict[str, str] = {}
    for kode, satu in teks.items():
        try:
            isi[kode] = baca_rupiah(satu) if satu.strip() else NOL
        except (ValueError, InvalidOperation):
            isi[kode] = Decimal(-1)
        if not NOL <= isi[kode] <= Decimal(10**13):
            salah[kode] = _("Tulis jumlah rupiah dengan angka, misalnya 1.500.000.")
    return isi, salah


@bp.get("/program")
@perlu_izin("keuangan.lihat")
def program() -> ResponseReturnValue:
    """The programs that came into the village in a year."""
    tahun = tahun_dipilih()
    return render_template("keuangan/laporan/program.html", tahun=tahun, semua=program_tahun(tahun),
                           pilihan_tahun=pilihan_tahun(tahun), boleh=_boleh_ketik())  # fmt: skip


def _boleh_ketik() -> bool:
    return any(current_user.punya_izin(i) for i in KETIK)


@bp.route("/<int:tahun>/program/tambah", methods=["GET", "POST"])
@perlu_izin(*KETIK)
def tambah_program(tahun: int) -> ResponseReturnValue:
    """Write a program."""
    return _formulir_program(tahun, None)


@bp.route("/program/<int:program_id>/ubah", methods=["GET", "POST"])
@perlu_izin(*KETIK)
def ubah_program(program_id: int) -> ResponseReturnValue:
    """Change a program."""
    satu = ambil_atau_404(ProgramMasuk, program_id)
    return _formulir_program(satu.tahun, satu)


def _formulir_program(tahun: int, lama: ProgramMasuk | None) -> ResponseReturnValue:
    form = FormProgram(obj=lama, **({} if lama else {"versi": 0}))
    layar = Layar("keuangan/laporan/program_isi.html", form=form, tahun=tahun, lama=lama)
    if not form.validate_on_submit():
        return layar.tampil()
    isi = IsiProgram(form.program.data or "", form.kegiatan.data or "", form.lokasi.data or "",
                     form.sumber.data or "", form.nilai.data or NOL)  # fmt: skip
    simpan_program(tahun, isi, oleh=current_user, lama=lama, versi=form.versi.data or 0)
    flash(_("Program disimpan."), "berhasil")
    return redirect(url_for(".program", tahun=tahun), 303)


@bp.post("/program/<int:program_id>/hapus")
@perlu_izin(*KETIK)
def buang_program(program_id: int) -> ResponseReturnValue:
    """Take a program off the list."""
    satu = ambil_atau_404(ProgramMasuk, program_id)
    tahun = satu.tahun
    hapus_program(satu, oleh=current_user)
    flash(_("Program dihapus dari daftar."), "berhasil")
    return redirect(url_for(".program", tahun=tahun), 303)


@bp.post("/cetak/<kode>")
@perlu_izin(*PENYUSUN)
@tanpa_kunci_tulis
def cetak(kode: str) -> ResponseReturnValue:
    """Print a report: its figures are kept with a version and a hash."""
    if kode not in cetakan.DICETAK:
        raise TidakDitemukan()
    satu = cetakan.cetak_laporan(kode, baca_minta(request.form, tahun_dipilih()), oleh=current_user)
    flash(_("Dicetak sebagai versi %(v)s, sidik %(s)s.", v=satu.versi, s=satu.sidik[:16]), "berhasil")
    return redirect(url_for(".cetakan_lihat", cetakan_id=satu.id), 303)


@bp.get("/cetakan")
@perlu_izin("keuangan.lihat")
def daftar_cetakan() -> ResponseReturnValue:
    """The printed reports of a year, each beside today's books."""
    tahun = tahun_dipilih()
    semua = cetakan.daftar_cetakan(cetakan.cetakan_tahun(tahun))
    return render_template("keuangan/laporan/cetakan.html", tahun=tahun, semua=semua, KEADAAN=cetakan.KEADAAN,
                           pilihan_tahun=pilihan_tahun(tahun))  # fmt: skip


@bp.get("/cetakan/<int:cetakan_id>")
@perlu_izin("keuangan.lihat")
def cetakan_lihat(cetakan_id: int) -> ResponseReturnValue:
    """One print: version, hash, whether the books still say the same."""
    satu = ambil_atau_404(CetakanLaporan, cetakan_id)
    return render_template("keuangan/laporan/cetakan_lihat.html", c=satu, KEADAAN=cetakan.KEADAAN,
                           keadaan=cetakan.keadaan_cetakan(satu))  # fmt: skip


@bp.get("/cetakan/<int:cetakan_id>.pdf")
@perlu_izin("keuangan.lihat")
def cetakan_pdf(cetakan_id: int) -> Response:
    """The paper as it was printed."""
    satu = ambil_atau_404(CetakanLaporan, cetakan_id)
    return kirim_pdf(baca_berkas(satu.berkas), satu.berkas.nama)


@bp.route("/<int:tahun>/terbit", methods=["GET", "POST"])
@perlu_izin(*umum.PENERBIT)
def terbit(tahun: int) -> ResponseReturnValue:
    """Show the realisation of a year to everybody."""
    satu = umum.terbitan(tahun)
    form = FormTerbit(masa=satu.masa if satu else umum.BERJALAN)
    layar = Layar("keuangan/laporan/terbit.html", form=form, tahun=tahun, satu=satu, masa=umum.MASA_TERBIT)
    if not form.validate_on_submit():
        return layar.tampil()
    umum.terbitkan(tahun, form.masa.data, oleh=current_user)
    flash(_("Realisasi %(t)s tampil di halaman umum.", t=tahun), "berhasil")
    return redirect(url_for(".terbit", tahun=tahun), 303)


@bp.post("/<int:tahun>/tarik")
@perlu_izin(*umum.PENERBIT)
def tarik(tahun: int) -> ResponseReturnValue:
    """Take it back."""
    umum.tarik(tahun, oleh=current_user)
    flash(_("Realisasi %(t)s ditarik dari halaman umum.", t=tahun), "berhasil")
    return redirect(url_for(".terbit", tahun=tahun), 303)
