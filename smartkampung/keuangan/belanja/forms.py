"""Forms of spending."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.extensions import db
from smartkampung.inti.formulir import (
    Formulir,
    MedanCentang,
    MedanPilihan,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.keuangan.forms import bilangan
from smartkampung.keuangan.kas.models import CARA_SPP, DEFINITIF, DI_BANK, PANJAR, TUNAI, RekeningBank


def pilihan_rekening() -> list[tuple[int, str]]:
    """The accounts money can be paid from, the main one first."""
    pilih = db.select(RekeningBank).filter_by(aktif=True).order_by(RekeningBank.utama.desc(), RekeningBank.id)
    return [(r.id, r.sebutan) for r in db.session.scalars(pilih)]


class FormSPP(Formulir):
    """The head of an SPP; its lines are read apart."""

    cara = MedanSatu(_l("Cara pembayaran"), pilihan=[(k, CARA_SPP[k]) for k in (PANJAR, DEFINITIF)], default=DEFINITIF,
                     description=_l("Panjar: uang muka swakelola, dipertanggungjawabkan paling lama 10 hari kerja. "
                                    "Definitif: barang atau jasa sudah diterima."))  # fmt: skip
    tanggal = MedanTanggal(_l("Tanggal SPP"))
    uraian = MedanTeks(_l("Untuk keperluan"), maks=300, description=_l("Misalnya: pembelian batu untuk talud RT 3."))
    pihak = MedanTeks(_l("Penerima uang"), wajib=False, maks=120,
                      description=_l("Penyedia atau penerima bila hanya satu; bila banyak, isi di tiap baris."),
                      render_kw={"list": "daftar-pihak", "autocomplete": "off"})  # fmt: skip


class FormAlasan(Formulir):
    """Why a document goes back to its author, or is voided."""

    alasan = MedanTeksPanjang(
        _l("Alasan"), maks=300, description=_l("Penyusunnya membaca kalimat ini. Sebut apa yang perlu diperbaiki.")
    )


class FormAjukan(Formulir):
    """The statement of the PKA on a definitif SPP."""

    sptb = MedanCentang(
        _l("Barang atau jasanya sudah diterima lengkap dan saya bertanggung jawab penuh atas belanja ini"))


class FormCair(Formulir):
    """How an SPP is paid."""

    tanggal = MedanTanggal(_l("Tanggal bayar"))
    media = MedanSatu(_l("Dibayar lewat"), pilihan=[(DI_BANK, _l("Bank")), (TUNAI, _l("Tunai"))], default=DI_BANK)
    rekening_id = MedanPilihan(_l("Dari rekening"), pilihan=pilihan_rekening, wajib=False, coerce=bilangan,
                               kosong=_l("Tidak dari rekening"))  # fmt: skip
