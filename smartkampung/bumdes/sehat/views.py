"""Pages of health: ratios, readiness for the ranking, receivables by age."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.periode import tahun_buku
from smartkampung.bumdes.halaman import ambil, ambil_entitas, entitas_dipilih, konteks, pilihan_entitas, tampilkan
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.sehat import penyisihan, peringkat
from smartkampung.bumdes.sehat.models import BuktiPeringkat
from smartkampung.bumdes.sehat.rasio import rasio
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas, simpan_unggahan
from smartkampung.inti.formulir import Formulir, MedanAngka, MedanBerkas, MedanTanggal, MedanTeks
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, unduh

bp = Blueprint("sehat_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")


class FormBukti(Formulir):
    """Evidence."""

    keterangan = MedanTeks(_l("Keterangan"), maks=300)
    berkas = MedanBerkas(_l("Berkas"), wajib=False, description=_l("Foto atau PDF, paling besar 10 MB."))


class FormSisih(Formulir):
    """The percentages per age."""

    tanggal = MedanTanggal(_l("Per tanggal"))


for _n, ((_batas, _nama), _tarif) in enumerate(zip(penyisihan.UMUR, penyisihan.TARIF_AWAL, strict=True)):
    setattr(FormSisih, f"tarif{_n}", MedanAngka(f"Umur {_nama} (%)", sampai=100, default=_tarif, wajib=False))


def _tahun(bumdes: Bumdes) -> int:
    semua = tahun_buku(bumdes)
    tahun = request.values.get("tahun", semua[0], type=int)
    return tahun if tahun in semua else semua[0]


@bp.get("/kesehatan")
@perlu_izin(*LIHAT)
def lihat(bumdes_id: int) -> ResponseReturnValue:
    """Ratios with their formulas and figures."""
    bumdes = ambil(bumdes_id)
    ent, satu = entitas_dipilih(bumdes)
    tahun = _tahun(bumdes)
    sampai = min(date(tahun, 12, 31), hari_desa())
    angka = baca(buku(bumdes), [e.id for e in ent], date(tahun, 1, 1), sampai)
    return tampilkan("bumdes/sehat.html", bumdes, rasio=rasio(angka), satu=satu, tahun=tahun, sampai=sampai,
                     pilihan=[(t, str(t)) for t in tahun_buku(bumdes)],
                     pilihan_unit=pilihan_entitas(bumdes, gabungan=True))  # fmt: skip


@bp.get("/peringkat")
@perlu_izin(*LIHAT)
def siap(bumdes_id: int) -> ResponseReturnValue:
    """Readiness for the ranking, aspect by aspect."""
    bumdes = ambil(bumdes_id)
    tahun = _tahun(bumdes)
    return tampilkan("bumdes/peringkat.html", bumdes, semua=peringkat.kesiapan(buku(bumdes), tahun), tahun=tahun,
                     pilihan=[(t, str(t)) for t in tahun_buku(bumdes)])  # fmt: skip


@bp.route("/peringkat/<int:tahun>/<kode>", methods=["GET", "POST"])
@perlu_izin("bumdes.lapor")
def bukti(bumdes_id: int, tahun: int, kode: str) -> ResponseReturnValue:
    """Keep evidence for an indicator."""
    bumdes = ambil(bumdes_id)
    satu = next((i for i in peringkat.INDIKATOR if i.kode == kode), None)
    if satu is None or tahun not in tahun_buku(bumdes):
        raise TidakDitemukan()
    form: Any = FormBukti()
    kembali = url_for(".siap", bumdes_id=bumdes.id, tahun=tahun)
    layar = Layar("bumdes/isian.html", form=form, judul=satu.nama, kembali=kembali, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    unggahan = form.berkas.data
    berkas = simpan_unggahan(unggahan.read(), unggahan.filename) if getattr(unggahan, "filename", "") else None
    peringkat.simpan_bukti(buku(bumdes), tahun, kode, form.keterangan.data or "", berkas, oleh=current_user)
    flash(_("Bukti disimpan."), "berhasil")
    return redirect(kembali, 303)


@bp.get("/peringkat/berkas/<int:bukti_id>")
@perlu_izin(*LIHAT)
def berkas(bumdes_id: int, bukti_id: int) -> Response:
    """The paper behind an indicator."""
    bumdes = ambil(bumdes_id)
    satu = db.session.get(BuktiPeringkat, bukti_id)
    if satu is None or satu.bumdes_id != bumdes.id or satu.berkas is None:
        raise TidakDitemukan()
    return unduh(baca_berkas(satu.berkas), satu.berkas.nama, satu.berkas.mime,
                 lampiran=not satu.berkas.mime.startswith("image/"))  # fmt: skip


@bp.route("/penyisihan", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def sisih(bumdes_id: int) -> ResponseReturnValue:
    """Receivables by age, and the allowance for them."""
    bumdes = ambil(bumdes_id)
    isi, e = buku(bumdes), ambil_entitas(bumdes, request.values.get("entitas", type=int))
    form: Any = FormSisih(tanggal=hari_desa())
    tarif = [form[f"tarif{n}"].data or 0 for n in range(len(penyisihan.UMUR))]
    umur = penyisihan.umur_piutang(isi, e, form.tanggal.data or hari_desa())
    layar = Layar("bumdes/penyisihan.html", form=form, e=e, umur=umur, UMUR=penyisihan.UMUR,
                  pilihan_unit=pilihan_entitas(bumdes), kini=penyisihan.sekarang_disisihkan(isi, e, hari_desa()),
                  harus=penyisihan.seharusnya(umur, tarif), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit() or request.form.get("aksi") == "lihat":
        return layar.tampil(200 if request.form.get("aksi") == "lihat" else None)
    jurnal = penyisihan.sesuaikan(isi, e, form.tanggal.data, tarif, oleh=current_user)
    flash(_("Penyisihan sudah sesuai.") if jurnal is None else _("Penyisihan dibukukan: %(n)s.", n=jurnal.nomor_teks),
          "berhasil")  # fmt: skip
    return redirect(url_for(".sisih", bumdes_id=bumdes.id, entitas=e.id), 303)
