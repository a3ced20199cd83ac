"""The list of letters and one letter with its papers and files."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.pdf import Kertas, pdf_lembar
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.inti.web import ambil_atau_404, halaman, kirim_pdf, nomor_halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.surat import cetak, pegang, queries
from smartkampung.surat.arsip.queries import temukan
from smartkampung.surat.forms import PILIHAN_KEADAAN
from smartkampung.surat.keadaan import KANAL, NAMA
from smartkampung.surat.layar import layar_surat
from smartkampung.surat.models import Surat, SyaratSurat
from smartkampung.surat.paket.services import sepaket
from smartkampung.surat.queries import KELOMPOK_KEADAAN, Saringan
from smartkampung.surat.tte.baca import tandai_dibaca

bp = Blueprint("surat", __name__, url_prefix="/surat")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATAS_XLSX, BATAS_CETAK = 50_000, 1_000


def saringan() -> Saringan:
    """What the address (or, for names, the form) narrows the list to; nonsense counts as nothing."""
    isi = request.values
    try:
        bulan = Periode.baca(isi.get("bulan", "")).kode
    except ValueError:
        bulan = ""
    keadaan, kanal = isi.get("keadaan", ""), isi.get("kanal", "")
    return Saringan(
        q=(rapikan(request.form.get("q", "")) or "")[:80],
        keadaan=keadaan if keadaan in NAMA or keadaan in KELOMPOK_KEADAAN else "",
        jenis=(rapikan(isi.get("jenis", "")) or "")[:60],
        bulan=bulan,
        kanal=kanal if kanal in KANAL else "",
    )


@bp.route("", methods=["GET", "POST"])
@perlu_izin("surat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """Letters, newest first; a search by name is posted, so that no name stands in an address."""
    saring = saringan()
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    isi = halaman(queries.pilih_surat(saring), nomor=max(1, ke))
    return render_template(
        "surat/daftar.html",
        hal=isi,
        saring=saring,
        kini=sekarang(),
        jenis=[("", _("Semua jenis")), *queries.pilihan_jenis()],
        keadaan=PILIHAN_KEADAAN,
        kanal=[("", _("Semua cara"))] + [(kode, nama) for kode, nama in KANAL.items()],
        bulan=queries.pilihan_bulan(),
        nama_keadaan=queries.rupa_keadaan,
        arsip=temukan(saring.q),
    )


@bp.post("/xlsx")
@perlu_izin("surat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def xlsx() -> Response:
    """The same list as a workbook."""
    saring = saringan()
    baris = db.session.execute(queries.pilih_surat(saring).limit(BATAS_XLSX))
    return unduh(buku_ke_bytes([queries.lembar_surat(baris, saring)]), "daftar-surat.xlsx", XLSX)


@bp.post("/cetak")
@perlu_izin("surat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def cetak_daftar() -> Response:
    """The same list on paper (the newest thousand)."""
    saring = saringan()
    baris = db.session.execute(queries.pilih_surat(saring).limit(BATAS_CETAK))
    lembar = queries.lembar_surat(baris, saring)
    kertas: Kertas = "a4" if profil().kertas.lower() == "a4" else "f4"
    return kirim_pdf(
        pdf_lembar(lembar, kop_surat(), pada=sekarang(), kertas=kertas, mendatar=True),
        "daftar-surat.pdf",
    )


@bp.get("/<int:surat_id>")
@perlu_izin("surat.lihat")
def lihat(surat_id: int) -> ResponseReturnValue:
    """One letter: facts, papers, history, and the acts open to this user, who takes it in hand if nobody has."""
    pegang.sentuh(ambil_atau_404(Surat, surat_id), current_user)
    return layar_surat(ambil_atau_404(Surat, surat_id)).tampil()


@bp.post("/<int:surat_id>/nik")
@perlu_izin("penduduk.buka_nik")
def buka_nik(surat_id: int) -> ResponseReturnValue:
    """Show the full NIK once; the look is recorded."""
    surat = ambil_atau_404(Surat, surat_id)
    catat("surat.nik_dibuka", oleh=current_user, objek=("surat", surat.id), nama=surat.nama)
    return layar_surat(surat, nik_terbuka=True).tampil(200)


@bp.get("/<int:surat_id>/pdf")
@perlu_izin("surat.lihat")
def pdf(surat_id: int) -> Response:
    """The letter as it was issued."""
    surat = ambil_atau_404(Surat, surat_id)
    if surat.berkas is None:
        raise TidakDitemukan()
    return kirim_pdf(baca_berkas(surat.berkas), surat.berkas.nama)


@bp.get("/<int:surat_id>/pratinjau")
@perlu_izin("surat.lihat")
def pratinjau(surat_id: int) -> Response:
    """The letter as it would be issued now."""
    surat = ambil_atau_404(Surat, surat_id)
    pdf = cetak.pratinjau(surat)
    tandai_dibaca(surat, current_user)
    return kirim_pdf(pdf, f"pratinjau-{surat_id}.pdf")


@bp.get("/<int:surat_id>/syarat/<int:syarat_id>")
@perlu_izin("surat.lihat")
def berkas_syarat(surat_id: int, syarat_id: int) -> Response:
    """An uploaded paper of this letter: a photo to look at, a foreign PDF only as a download."""
    syarat = ambil_atau_404(SyaratSurat, syarat_id)
    if syarat.surat_id != surat_id or syarat.berkas is None:
        raise TidakDitemukan()
    berkas = syarat.berkas
    return unduh(baca_berkas(berkas), berkas.nama, berkas.mime, lampiran=not berkas.mime.startswith("image/"))


@bp.get("/<int:surat_id>/tanda-terima")
@perlu_izin("surat.lihat")
def tanda_terima(surat_id: int) -> ResponseReturnValue:
    """The slip a resident takes home: code, QR, promised time, no fee."""
    surat = ambil_atau_404(Surat, surat_id)
    return render_template("surat/tanda_terima.html", sepaket=sepaket(surat), **queries.tanda_terima(surat))
