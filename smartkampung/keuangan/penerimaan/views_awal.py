"""Pages of the opening balance of a year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti.formulir import Formulir, MedanPilihan, MedanRupiah, MedanTeksPanjang
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.bku.views import kabarkan, pilihan_tahun, tahun_dipilih
from smartkampung.keuangan.penerimaan.awal import (
    IsiAwal,
    betulkan_awal,
    bukukan_awal,
    dari_tutup_tahun,
    dokumen_awal,
    isi_dari,
)
from smartkampung.keuangan.penerimaan.rekening import semua_rekening
from smartkampung.keuangan.setor.kode import semua_pajak

bp = Blueprint("saldo_awal", __name__, url_prefix="/keuangan/saldo-awal")
BARIS_PAJAK = 8  # and two more than an opening balance has
TERENDAH = Decimal(-(10**13))


@bp.get("")
@perlu_izin("keuangan.lihat")
def lihat() -> ResponseReturnValue:
    """The opening balance of a year, or where it comes from."""
    tahun = tahun_dipilih()
    dokumen = dokumen_awal(tahun)
    return render_template(
        "keuangan/kas/saldo_awal.html", tahun=tahun, dokumen=dokumen, isi=isi_dari(dokumen) if dokumen else None,
        otomatis=dari_tutup_tahun(tahun), pilihan_tahun=pilihan_tahun(), nama=acuan(tahun),
        rekening={r.id: r.sebutan for r in semua_rekening()})  # fmt: skip


@bp.route("/isi", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def isi() -> ResponseReturnValue:
    """Type it, or put another in its place."""
    tahun = tahun_dipilih()
    lama = dokumen_awal(tahun)
    form = _form(tahun, isi_dari(lama) if lama else IsiAwal(), betulkan=lama is not None)
    layar = Layar("keuangan/kas/saldo_awal_isi.html", form=form, tahun=tahun, lama=lama, rekening=_medan(form, "bank_"),
                  silpa=_medan(form, "silpa_"), baris=_nomor(form))  # fmt: skip
    if dari_tutup_tahun(tahun) and request.method == "GET":
        return redirect(url_for(".lihat", tahun=tahun))
    if not form.validate_on_submit():
        return layar.tampil()
    baca = _baca(form)
    hasil = (betulkan_awal(lama, baca, form.alasan.data, oleh=current_user) if lama
             else bukukan_awal(tahun, baca, oleh=current_user))  # fmt: skip
    return kabarkan(hasil, _("Saldo awal %(t)s dibukukan.", t=tahun))


def _medan(form: Any, awalan: str) -> list[Any]:
    return [m for m in form if m.name.startswith(awalan)]


def _nomor(form: Any) -> list[int]:
    """The numbers of the rows of taxes."""
    return [int(m.name[6:]) for m in _medan(form, "pajak_")]


def _form(tahun: int, isi: IsiAwal, *, betulkan: bool) -> Any:
    """The form of a year: its accounts, its sources, some rows of taxes owed; with a reason when it corrects.

    What the balance it corrects holds always has its field: an account out of use, however many taxes.
    """
    sumber = list(acuan(tahun).sumber_dana.items())
    medan: dict[str, Any] = {f"bank_{r.id}": MedanRupiah(r.sebutan, wajib=False)
                             for r in semua_rekening() if r.aktif or r.id in isi.bank}  # fmt: skip
    medan["tunai"] = MedanRupiah(_l("Kas tunai"), wajib=False)
    medan |= {f"silpa_{k}": MedanRupiah(f"{k} {nama}", wajib=False, dari=TERENDAH) for k, nama in sumber}
    for n in range(1, max(BARIS_PAJAK, len(isi.pajak) + 2) + 1):
        medan[f"pajak_{n}"] = MedanPilihan(_l("Jenis pajak"), wajib=False, kosong="—", pilihan=semua_pajak())
        medan[f"sumber_{n}"] = MedanPilihan(_l("Sumber dana"), wajib=False, kosong="—", pilihan=sumber)
        medan[f"nilai_{n}"] = MedanRupiah(_l("Jumlah"), wajib=False)
    if betulkan:
        medan["alasan"] = MedanTeksPanjang(_l("Alasan pembetulan"), maks=300)
    return type("FormSaldoAwal", (_Periksa, Formulir), medan)(data=_isian(isi))


class _Periksa:
    """A row of taxes is whole or empty."""

    def validate(self, extra_validators: Any = None) -> bool:
        lulus: bool = super().validate(extra_validators)  # type: ignore[misc]
        for n in _nomor(self):
            medan = [self[f"{x}_{n}"] for x in ("pajak", "sumber", "nilai")]  # type: ignore[index]
            if any(m.data for m in medan) and not all(m.data for m in medan):
                medan[0].errors = [*medan[0].errors, _("Lengkapi jenis, sumber dana, dan jumlahnya.")]
                lulus = False
        return lulus


def _isian(isi: IsiAwal) -> dict[str, Any]:
    hasil: dict[str, Any] = {f"bank_{k}": n for k, n in isi.bank.items()}
    hasil |= {f"silpa_{k}": n for k, n in isi.silpa.items()}
    hasil["tunai"] = isi.tunai or None
    for n, ((kode, sumber), nilai) in enumerate(isi.pajak.items(), start=1):
        hasil |= {f"pajak_{n}": kode, f"sumber_{n}": sumber, f"nilai_{n}": nilai}
    return hasil


def _baca(form: Any) -> IsiAwal:
    pajak: dict[tuple[str, str], Decimal] = {}
    for n in _nomor(form):
        if form[f"nilai_{n}"].data:
            kunci = (form[f"pajak_{n}"].data, form[f"sumber_{n}"].data)
            pajak[kunci] = pajak.get(kunci, NOL) + form[f"nilai_{n}"].data
    return IsiAwal({int(m.name[5:]): m.data for m in _medan(form, "bank_") if m.data}, form.tunai.data or NOL,
                   {m.name[6:]: m.data for m in _medan(form, "silpa_") if m.data}, pajak)  # fmt: skip
