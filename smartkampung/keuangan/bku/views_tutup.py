"""Pages of closing: the months of a year, the check list of one month, the year itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti.formulir import Formulir, MedanRupiah, MedanTeksPanjang
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.tanggal import Periode, waktu_pendek
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.bku import tahun as buku_tahun
from smartkampung.keuangan.bku import tutup
from smartkampung.keuangan.bku.daftar_periksa import bukti_bulan, daftar_periksa
from smartkampung.keuangan.bku.tanda import BULAN, langkah_bulan, nomor_bulan, sidik_bulan_buku
from smartkampung.keuangan.bku.views import pilihan_tahun, tahun_dipilih
from smartkampung.keuangan.kas.bulan import NAMA_BULAN_BUKU, bulan_buku
from smartkampung.keuangan.kas.models import (
    BULAN_DISETUJUI,
    BULAN_DIVERIFIKASI,
    DITUTUP,
    SETAHUN,
    BulanBuku,
    RekeningBank,
)
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.koran.bukti import bukti_saldo, catat_saldo, saldo_koran
from smartkampung.keuangan.langkah import riwayat
from smartkampung.keuangan.penerimaan.awal import dokumen_awal

bp = Blueprint("tutup_buku", __name__, url_prefix="/keuangan/tutup-buku")
RUPA = {DITUTUP: "tunggu", BULAN_DIVERIFIKASI: "jalan", BULAN_DISETUJUI: "baik"}
_TINDAKAN = {"tutup": _l("Ditutup"), "verifikasi": _l("Diverifikasi"), "setujui": _l("Disetujui"),
             "buka": _l("Dibuka kembali")}  # fmt: skip
URUT = ((_l("Ditutup Kaur Keuangan"), "keuangan"), (_l("Diverifikasi Sekdes"), "sekdes"),
        (_l("Disetujui Kades"), "kades"))  # fmt: skip


class FormSaldoKoran(Formulir):
    """What the statement shows."""

    saldo = MedanRupiah(_l("Saldo di rekening koran"))
    penjelasan = MedanTeksPanjang(_l("Penjelasan selisih"), wajib=False, maks=500, baris=2,
                                  description=_l("Hanya bila berbeda, misalnya: giro nomor 12 belum dicairkan."))


class FormBuka(Formulir):
    """Why it is reopened."""

    alasan = MedanTeksPanjang(_l("Alasan membuka kembali"), maks=300)


def _periode(tahun: int, bulan: int) -> Periode:
    if not (1900 < tahun <= hari_desa().year + 1 and 1 <= bulan <= 12):
        raise TidakDitemukan()
    return Periode(tahun, bulan)


def _pastikan_tahun(tahun: int) -> int:
    return _periode(tahun, 1).tahun


def lencana(baris: BulanBuku | None) -> tuple[str, str]:
    """The state of a month as (word, look)."""
    return (NAMA_BULAN_BUKU[baris.keadaan], RUPA[baris.keadaan]) if baris else (_("Terbuka"), "diam")


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The months of a year, and what the year still needs."""
    tahun = tahun_dipilih()
    ada = bulan_buku(tahun)
    hari = hari_desa()
    bulan = [(Periode(tahun, b), lencana(ada.get(b)), ada.get(b)) for b in range(1, 13)]
    berikut = next((p for p, _l, baris in bulan if baris is None), None)
    return render_template(
        "keuangan/tutup/daftar.html", tahun=tahun, bulan=bulan, berikut=berikut, hari=hari, setahun=ada.get(SETAHUN),
        diajukan=langkah_bulan(tahun, SETAHUN).get("keuangan"), pilihan_tahun=pilihan_tahun(),
        kurang=buku_tahun.syarat_tahun(tahun) if hari.year >= tahun else [], awal=dokumen_awal(tahun + 1),
        riwayat=_riwayat(tahun, SETAHUN))  # fmt: skip


@bp.get("/<int:tahun>/<int:bulan>")
@perlu_izin("keuangan.lihat")
def bulan(tahun: int, bulan: int) -> ResponseReturnValue:
    """One month: check list, bank, steps."""
    p = _periode(tahun, bulan)
    baris, akhir = bulan_buku(tahun).get(bulan), posisi(tahun, p.akhir)
    bank, (sidik, versi) = bukti_bulan(p, akhir), sidik_bulan_buku(tahun, bulan)
    return render_template(
        "keuangan/tutup/bulan.html", p=p, baris=baris, lencana=lencana(baris), sidik=sidik, versi=versi,
        daftar=[] if baris else daftar_periksa(p, bank), bank=bank, posisi=akhir, langkah=_langkah(p),
        riwayat=_riwayat(tahun, bulan), selesai=hari_desa() >= p.akhir, terakhir=_terakhir(p))  # fmt: skip


def _terakhir(p: Periode) -> bool:
    """Whether a month is the last closed one, which may be reopened."""
    ada = bulan_buku(p.tahun)
    return SETAHUN not in ada and p.bulan == max(ada, default=0)


def _langkah(p: Periode) -> list[tuple[str, str, str]]:
    """The three steps for the stepper."""
    sudah = langkah_bulan(p.tahun, p.bulan)
    hasil, kini = [], True
    for judul, siapa in URUT:
        s = sudah.get(siapa)
        ket = f"{s.oleh_nama}, {waktu_pendek(s.pada, zona())}" if s else ""
        hasil.append((str(judul), ket, "sudah" if s else "kini" if kini else "nanti"))
        kini = kini and s is not None
    return hasil


def _riwayat(tahun: int, bulan: int) -> list[dict[str, Any]]:
    return [{"judul": str(_TINDAKAN.get(r.tindakan, r.tindakan)), "waktu": waktu_pendek(r.pada, zona()),
             "ket": _("oleh %(n)s", n=f"{r.oleh_nama}, {r.jabatan}"), "alasan": r.alasan,
             "rupa": "buruk" if r.tindakan == "buka" else ""}
            for r in reversed(riwayat(BULAN, nomor_bulan(tahun, bulan)))]  # fmt: skip


def _ke_bulan(p: Periode, kalimat: str) -> ResponseReturnValue:
    flash(kalimat, "berhasil")
    return redirect(url_for(".bulan", tahun=p.tahun, bulan=p.bulan), 303)


@bp.post("/<int:tahun>/<int:bulan>/tutup")
@perlu_izin("keuangan.bendahara")
def tutup_bulan(tahun: int, bulan: int) -> ResponseReturnValue:
    """Close a month."""
    p = _periode(tahun, bulan)
    tutup.tutup(p, oleh=current_user)
    return _ke_bulan(p, _("Buku %(b)s ditutup, menunggu verifikasi Sekretaris Desa.", b=p.nama))


@bp.post("/<int:tahun>/<int:bulan>/verifikasi")
@perlu_izin("keuangan.verifikasi")
def verifikasi(tahun: int, bulan: int) -> ResponseReturnValue:
    """The secretary has checked it."""
    p = _periode(tahun, bulan)
    tutup.verifikasi(p, oleh=current_user)
    return _ke_bulan(p, _("Buku %(b)s diverifikasi, menunggu persetujuan kepala desa.", b=p.nama))


@bp.post("/<int:tahun>/<int:bulan>/setujui")
@perlu_izin("keuangan.setujui")
def setujui(tahun: int, bulan: int) -> ResponseReturnValue:
    """The head approves."""
    p = _periode(tahun, bulan)
    tutup.setujui(p, oleh=current_user)
    return _ke_bulan(p, _("Buku %(b)s disetujui.", b=p.nama))


def _form_buka(judul: str, ket: str, kembali: str, buka: Callable[[str], None], kalimat: str) -> ResponseReturnValue:
    form = FormBuka()
    layar = Layar("keuangan/kas/isian.html", form=form, judul=judul, ket=ket, tombol=_("Buka kembali"), batal=kembali)
    if not form.validate_on_submit():
        return layar.tampil()
    buka(form.alasan.data or "")
    flash(kalimat, "berhasil")
    return redirect(kembali, 303)


@bp.route("/<int:tahun>/<int:bulan>/buka", methods=["GET", "POST"])
@perlu_izin("keuangan.setujui")
def buka(tahun: int, bulan: int) -> ResponseReturnValue:
    """Reopen a month with a reason."""
    p = _periode(tahun, bulan)
    return _form_buka(
        _("Buka kembali buku %(b)s", b=p.nama),
        _("Sesudah dibetulkan, bulan ini ditutup, diverifikasi, dan disetujui lagi. Versi cetaknya bertambah."),
        url_for(".bulan", tahun=tahun, bulan=bulan), lambda alasan: tutup.buka(p, alasan, oleh=current_user),
        _("Buku %(b)s dibuka kembali.", b=p.nama))  # fmt: skip


@bp.route("/<int:tahun>/<int:bulan>/bank/<int:rekening_id>", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def bank(tahun: int, bulan: int, rekening_id: int) -> ResponseReturnValue:
    """Enter the balance of the statement."""
    p, rekening = _periode(tahun, bulan), ambil_atau_404(RekeningBank, rekening_id)
    form: Any = FormSaldoKoran(obj=saldo_koran(rekening_id, p))
    layar = Layar("keuangan/tutup/bank.html", form=form, p=p, rekening=rekening,
                  buku=posisi(tahun, p.akhir).bank.get(rekening_id, 0))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    catat_saldo(rekening, p, form.saldo.data, form.penjelasan.data or "", oleh=current_user)
    bukti = bukti_saldo(rekening, p, layar.isi["buku"])
    if not bukti.beres:
        flash(_("Belum cocok: %(k)s. Bandingkan barisnya, atau isi penjelasan.", k=bukti.kalimat), "peringatan")
    return _ke_bulan(p, _("Saldo rekening koran %(r)s dicatat.", r=rekening.sebutan))


# --- the year ---------------------------------------------------------------------------------------


def _ke_tahun(tahun: int, kalimat: str) -> ResponseReturnValue:
    flash(kalimat, "berhasil")
    return redirect(url_for(".daftar", tahun=tahun), 303)


@bp.post("/<int:tahun>/ajukan")
@perlu_izin("keuangan.bendahara")
def ajukan_tahun(tahun: int) -> ResponseReturnValue:
    """The treasurer asks to close the year."""
    buku_tahun.ajukan_tutup_tahun(_pastikan_tahun(tahun), oleh=current_user)
    return _ke_tahun(tahun, _("Penutupan tahun %(t)s diajukan kepada kepala desa.", t=tahun))


@bp.post("/<int:tahun>/tutup")
@perlu_izin("keuangan.setujui")
def tutup_tahun(tahun: int) -> ResponseReturnValue:
    """The head closes the year."""
    buku_tahun.tutup_tahun(_pastikan_tahun(tahun), oleh=current_user)
    return _ke_tahun(tahun, _("Tahun %(t)s ditutup; saldo awal %(b)s sudah dibukukan.", t=tahun, b=tahun + 1))


@bp.route("/<int:tahun>/buka", methods=["GET", "POST"])
@perlu_izin("keuangan.setujui")
def buka_tahun(tahun: int) -> ResponseReturnValue:
    """Reopen the year."""
    return _form_buka(
        _("Buka kembali tahun %(t)s", t=tahun),
        _("Hanya selama tahun %(b)s belum berisi bukti lain. Saldo awalnya dibalik dan dibuat lagi saat ditutup.",
          b=tahun + 1), url_for(".daftar", tahun=tahun),
        lambda alasan: buku_tahun.buka_tahun(_pastikan_tahun(tahun), alasan, oleh=current_user),
        _("Tahun %(t)s dibuka kembali.", t=tahun))  # fmt: skip
