"""What waits for the secretary to verify or for the head to approve: one list, several at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain, TidakBoleh
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.dpa import jenjang, rak, services
from smartkampung.keuangan.dpa.models import DIAJUKAN, DIVERIFIKASI, DPA, RAK
from smartkampung.keuangan.dpa.queries import antrean, antrean_rak, baris_banyak, nama_pka, sasaran

bp = Blueprint("antrean_dpa", __name__, url_prefix="/keuangan/dpa/antrean")


def _giliran() -> list[str]:
    """The states whose documents wait for this user; whoever stands in for the head has both."""
    hak = (("keuangan.verifikasi", DIAJUKAN), ("keuangan.setujui", DIVERIFIKASI))
    return [keadaan for izin, keadaan in hak if current_user.punya_izin(izin)]


@dataclass(frozen=True)
class Antrean:
    """What waits in one state: the documents with their amounts, and the cash plans."""

    keadaan: str
    dokumen: list[DPA]
    rak: list[RAK]
    nilai: dict[int, Decimal]
    beda: dict[int, Decimal]
    pka: dict[int, str]


def _antrean(keadaan: str) -> Antrean:
    dokumen = antrean(keadaan)
    isi = baris_banyak(dokumen)
    return Antrean(
        keadaan, dokumen, antrean_rak(keadaan), pka=nama_pka(d.pka_id for d in dokumen),
        nilai={n: sum((b.nilai for b in baris), NOL) for n, baris in isi.items()},
        beda={n: sum((b.nilai - b.semula for b in baris), NOL) for n, baris in isi.items()},
    )  # fmt: skip


@bp.get("")
@perlu_izin("keuangan.verifikasi", "keuangan.setujui")
def daftar() -> ResponseReturnValue:
    """The documents that wait for this user."""
    semua = [_antrean(keadaan) for keadaan in _giliran()]
    return render_template("keuangan/dpa/antrean.html", semua=[a for a in semua if a.dokumen or a.rak],
                           verifikasi=DIAJUKAN in _giliran())  # fmt: skip


@bp.post("")
@perlu_izin("keuangan.verifikasi", "keuangan.setujui")
def kerjakan() -> ResponseReturnValue:
    """Verify or approve what was ticked; what cannot be done is named, the rest is done."""
    pilih = [int(n) for n in request.form.getlist("dpa") if n.isdecimal()][:500]
    plan = [int(n) for n in request.form.getlist("rak") if n.isdecimal()][:20]
    if not pilih and not plan:
        flash(_("Centang dulu dokumennya."), "peringatan")
        return redirect(url_for(".daftar"), 303)
    langkah = request.form.get("langkah", "")
    if langkah not in _giliran():
        raise TidakBoleh()
    gagal = _satu_satu([(DPA, n) for n in sorted(pilih)] + [(RAK, n) for n in plan], langkah)
    banyak = len(pilih) + len(plan) - len(gagal)
    if banyak:
        kata = _("diverifikasi") if langkah == DIAJUKAN else _("disetujui")
        flash(ngettext("%(num)s dokumen %(k)s.", "%(num)s dokumen %(k)s.", banyak, k=kata), "berhasil")
    for kalimat in gagal[:10]:
        flash(kalimat, "galat")
    return redirect(url_for(".daftar"), 303)


def _satu_satu(pilih: list[tuple[Any, int]], langkah: str) -> list[str]:
    """Do the step on each; a refusal comes before anything is written. Answers the sentences of those refused."""
    gagal: list[str] = []
    target: dict[int, Any] = {}
    for model, nomor in pilih:
        dokumen = db.session.get(model, nomor)
        try:
            if dokumen is None:
                raise GalatDomain(_("Dokumen ini sudah tidak ada."))
            _satu(dokumen, langkah, target)
        except GalatDomain as galat:
            gagal.append(galat.kalimat(_))
    return gagal


def _satu(dokumen: DPA | RAK, langkah: str, target: dict[int, Any]) -> None:
    if langkah == DIAJUKAN:
        jenjang.verifikasi(dokumen, oleh=current_user)
    elif isinstance(dokumen, RAK):
        rak.setujui(dokumen, oleh=current_user)
    else:
        if dokumen.tahun not in target:
            target[dokumen.tahun] = sasaran(dokumen.tahun)
        services.setujui(dokumen, oleh=current_user, target=target[dokumen.tahun])
