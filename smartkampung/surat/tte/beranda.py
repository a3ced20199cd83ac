"""What signing and numbering bring to the home page: certificates about to end, letters BSrE has not signed yet,
reserved numbers that are not filled in.
"""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.sorotan import Hal
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.nomor.models import DIPESAN, SuratLuar
from smartkampung.surat.tte.cara import BSRE, berakhir_segera
from smartkampung.surat.tte.kirim import yang_tertunda

LAMA_DIPESAN = timedelta(days=7)


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """The rows of this user."""
    hasil: list[Hal] = []
    if pengguna.punya_izin("surat.tanda_tangani"):
        hasil += [*_tertunda(pengguna), *_sertifikat(pengguna)]
    if pengguna.punya_izin("surat.nomor"):
        hasil += _dipesan()
    return hasil


def _tertunda(pengguna: Pelaku) -> list[Hal]:
    semua = yang_tertunda(pengguna.id)
    if not semua:
        return []
    sebab = next((kiriman.sebab for _surat, kiriman in semua if kiriman.sebab), _("belum terkirim"))
    return [
        Hal(
            judul=_("%(n)s surat belum selesai di BSrE", n=len(semua)), isi="", ket=sebab,
            url=url_for("tanda_tangan.antrean"), tombol=_("Coba lagi"), sejak=semua[0][1].dibuat_pada, utama=True,
        )
    ]  # fmt: skip


def _sertifikat(pengguna: Pelaku) -> list[Hal]:
    hasil = []
    for cara, sampai, mendesak in berakhir_segera(pengguna.id):
        nama = _("Sertifikat BSrE") if cara == BSRE else _("Sertifikat tanda tangan")
        ket = _("Perpanjang lewat BSrE.") if cara == BSRE else _("Buat yang baru sebelum tanggal itu.")
        kini = sekarang()
        hasil.append(
            Hal(
                judul=_("%(nama)s berakhir %(tanggal)s", nama=nama, tanggal=tanggal_panjang(sampai)), isi="", ket=ket,
                url=url_for("tanda_tangan.lihat_sertifikat"), tombol=_("Lihat"), sejak=kini,
                tenggat=kini - timedelta(seconds=1) if mendesak else None,
            )
        )  # fmt: skip
    return hasil


def _dipesan() -> list[Hal]:
    pilih = db.select(db.func.count(), db.func.min(SuratLuar.dicatat_pada)).where(
        SuratLuar.keadaan == DIPESAN, SuratLuar.dicatat_pada < sekarang() - LAMA_DIPESAN
    )
    banyak, sejak = db.session.execute(pilih).one()
    if not banyak:
        return []
    return [
        Hal(
            judul=_("%(n)s nomor dipesan belum diisi", n=banyak), isi="",
            ket=_("Isi suratnya dan pindaiannya, atau batalkan nomornya."), url=url_for("register_surat.register"),
            tombol=_("Isi"), sejak=sejak,
        )
    ]  # fmt: skip
