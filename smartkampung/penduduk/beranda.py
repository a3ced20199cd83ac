"""What the register brings to the home page and to the search box of every page."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from smartkampung.akun.models import Pengguna
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.sorotan import Angka, Temuan
from smartkampung.inti.uang import angka as tulis_angka
from smartkampung.penduduk import queries, statistik
from smartkampung.penduduk.cakupan import wilayah_terlihat


def angka(pengguna: Pengguna) -> list[Angka]:
    """Residents and families today, and for those who can act on it the families without a head."""
    if not pengguna.punya_izin("penduduk.lihat"):
        return []
    jumlah = statistik.jumlah(hari_desa())
    hasil = [Angka(_("Penduduk"), tulis_angka(jumlah.semua), _("%(n)s KK", n=tulis_angka(jumlah.kk)),
                   _("jiwa"),
                   url_for("statistik.lihat"))]
    tanpa = len(queries.kk_tanpa_satu_kepala()) if pengguna.punya_izin("penduduk.ubah") else 0
    if tanpa:
        hasil.append(Angka(_("Perlu kepala KK"), tulis_angka(tanpa), satuan="KK", rupa="tunggu",
                           url=url_for("keluarga.perlu_kepala")))
    return hasil


def cari(pengguna: Pengguna, teks: str) -> list[Temuan]:
    """Residents by name, NIK or KK number, for the search box of every page."""
    if not pengguna.punya_izin("penduduk.lihat"):
        return []
    return [Temuan(_("Penduduk"), b.nama, _ket(b), url_for("penduduk.lihat", penduduk_id=b.id))
            for b in queries.cari(teks, 10, saring=queries.Saring(status=None, wilayah=wilayah_terlihat(pengguna)))]


def _ket(b: queries.BarisCari) -> str:
    umur = _("%(n)s tahun", n=b.umur) if b.umur is not None else ""
    return " · ".join(x for x in (umur, f"{b.dusun} RT {b.rt}", "" if b.hidup else _("tidak aktif")) if x)
