"""Pages of cash: where the money stands, all vouchers, one voucher, its correction, a voided number."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import BULAN
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, nomor_halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.bku.daftar import Saring, lembar_dokumen, pilih_dokumen, tahun_kas
from smartkampung.keuangan.bku.dokumen import halaman_khusus, isi_dokumen, nama_jenis
from smartkampung.keuangan.bku.lampiran import lampirkan as tambah_lampiran
from smartkampung.keuangan.bku.nomor_batal import PILIHAN, batalkan_nomor
from smartkampung.keuangan.kas.models import NAMA_DOKUMEN, STS, TBP, DokumenKas, LampiranKas
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.kertas.keluar import XLSX, kirim
from smartkampung.keuangan.langkah import riwayat
from smartkampung.keuangan.penerimaan.forms import FormKoreksi, FormLampiran, FormNomorBatal
from smartkampung.keuangan.penerimaan.kertas import kertas_sts, kertas_tbp
from smartkampung.keuangan.penerimaan.pindah import belum_disetor, koreksi_bukti

bp = Blueprint("kas", __name__, url_prefix="/keuangan/kas")
PILIHAN_BULAN = [(0, "Semua bulan"), *enumerate(BULAN, start=1)]
_KERTAS = {TBP: kertas_tbp, STS: kertas_sts}


def tahun_dipilih() -> int:
    """`?tahun=` when it is a year one may look at, else this year."""
    minta = request.values.get("tahun", 0, type=int)
    return minta if minta in tahun_kas() else hari_desa().year


def pilihan_tahun() -> list[tuple[int, str]]:
    """Years as choices."""
    return [(t, str(t)) for t in tahun_kas()]


def _saring() -> Saring:
    bulan, jenis = request.values.get("bulan", 0, type=int), request.values.get("jenis", "")
    return Saring(tahun_dipilih(), bulan if 0 <= bulan <= 12 else 0, jenis if jenis in NAMA_DOKUMEN else "",
                  " ".join(request.form.get("q", "").split())[:80])  # fmt: skip


@bp.route("", methods=["GET", "POST"])
@perlu_izin("keuangan.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def awal() -> ResponseReturnValue:
    """Cash now, and the vouchers."""
    saring = _saring()
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    hal = halaman(pilih_dokumen(saring), nomor=max(1, min(ke, 10_000)))
    return render_template(
        "keuangan/kas/awal.html", saring=saring, hal=hal, posisi=posisi(saring.tahun), nama=NAMA_DOKUMEN,
        menunggu=belum_disetor(saring.tahun), pilihan_tahun=pilihan_tahun(), pilihan_bulan=PILIHAN_BULAN,
        pilihan_jenis=[("", _("Semua")), *NAMA_DOKUMEN.items()])  # fmt: skip


@bp.post("/xlsx")
@perlu_izin("keuangan.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def xlsx() -> Response:
    """What the list shows, as a workbook."""
    saring = _saring()
    return unduh(buku_ke_bytes([lembar_dokumen(saring)]), f"bukti-kas-{saring.tahun}.xlsx", XLSX)


@bp.get("/<int:dokumen_id>")
@perlu_izin("keuangan.lihat")
def lihat(dokumen_id: int) -> ResponseReturnValue:
    """One voucher; a kind with a page of its own is shown there."""
    dokumen = ambil_atau_404(DokumenKas, dokumen_id)
    tujuan = halaman_khusus(dokumen)
    if tujuan is not None:
        return redirect(tujuan)
    return render_template("keuangan/kas/lihat.html", d=dokumen, isi=isi_dokumen(dokumen), jenis=nama_jenis(dokumen),
                           nama=NAMA_DOKUMEN, berkertas=dokumen.jenis in _KERTAS)  # fmt: skip


@bp.get("/<int:dokumen_id>.<bentuk>")
@perlu_izin("keuangan.lihat")
def cetak(dokumen_id: int, bentuk: str) -> Response:
    """A receipt or a deposit as paper."""
    dokumen = ambil_atau_404(DokumenKas, dokumen_id)
    if bentuk not in ("pdf", "xlsx") or dokumen.jenis not in _KERTAS:
        raise TidakDitemukan()
    return kirim(_KERTAS[dokumen.jenis](dokumen), bentuk)


@bp.route("/<int:dokumen_id>/koreksi", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def koreksi(dokumen_id: int) -> ResponseReturnValue:
    """Reverse a voucher."""
    dokumen = ambil_atau_404(DokumenKas, dokumen_id)
    form: Any = FormKoreksi(tanggal=hari_desa())
    layar = Layar("keuangan/kas/koreksi.html", form=form, d=dokumen)
    if not form.validate_on_submit():
        return layar.tampil()
    balik = koreksi_bukti(dokumen, form.tanggal.data, form.alasan.data or "", oleh=current_user)
    flash(_("%(d)s dikoreksi dengan %(b)s.", d=dokumen.sebutan, b=balik.sebutan), "berhasil")
    return redirect(url_for(".lihat", dokumen_id=balik.id), 303)


@bp.route("/<int:dokumen_id>/lampirkan", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def lampirkan(dokumen_id: int) -> ResponseReturnValue:
    """Put a paper behind a voucher."""
    dokumen, form = ambil_atau_404(DokumenKas, dokumen_id), FormLampiran()
    kembali = url_for(".lihat", dokumen_id=dokumen.id)
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Lampirkan bukti"), ket=dokumen.sebutan,
                  tombol=_("Lampirkan"), batal=kembali)  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    berkas: Any = form.berkas.data
    tambah_lampiran(dokumen, berkas.read(), berkas.filename or "bukti", oleh=current_user)
    flash(_("Bukti dilampirkan."), "berhasil")
    return redirect(kembali, 303)


@bp.get("/<int:dokumen_id>/lampiran/<int:lampiran_id>")
@perlu_izin("keuangan.lihat")
def lampiran(dokumen_id: int, lampiran_id: int) -> Response:
    """A paper: pictures are shown, what others made is only downloaded."""
    satu = ambil_atau_404(LampiranKas, lampiran_id)
    if satu.dokumen_id != dokumen_id:
        raise TidakDitemukan()
    gambar = satu.berkas.mime.startswith("image/")
    return unduh(baca_berkas(satu.berkas), satu.berkas.nama, satu.berkas.mime, lampiran=not gambar)


@bp.route("/nomor-batal", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def nomor_batal() -> ResponseReturnValue:
    """Void a number that was taken on paper."""
    form: Any = FormNomorBatal(tanggal=hari_desa())
    form.jenis.choices = PILIHAN
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Batalkan nomor"),
                  tombol=_("Batalkan nomor berikutnya"), batal=url_for(".awal"),
                  ket=_("Nomor bukti tidak boleh melompat. Nomor yang terlanjur tercetak dan tidak jadi dipakai "
                        "dicatat di sini, lalu nomor sesudahnya dipakai lagi seperti biasa."))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    dokumen = batalkan_nomor(form.jenis.data, form.tanggal.data, form.alasan.data or "", oleh=current_user)
    flash(_("%(n)s dibatalkan dan tetap tercatat.", n=dokumen.sebutan), "berhasil")
    return redirect(url_for(".lihat", dokumen_id=dokumen.id), 303)


def kabarkan(dokumen: DokumenKas, kalimat: str) -> ResponseReturnValue:
    """After an act: what was done, what was worth a warning, and the voucher."""
    flash(kalimat, "berhasil")
    for langkah in riwayat("kas", dokumen.id)[-1:]:
        if langkah.alasan:
            flash(langkah.alasan, "peringatan")
    return redirect(url_for("kas.lihat", dokumen_id=dokumen.id), 303)
