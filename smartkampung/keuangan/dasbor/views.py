"""The landing of Kas desa."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from smartkampung.audit.simpanan import ingat
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import BULAN
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.belanja.panjar import daftar_panjar
from smartkampung.keuangan.dasbor import queries
from smartkampung.keuangan.dasbor.giliran import giliran
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kas.saldo import belanja_bulanan
from smartkampung.keuangan.laporan.kemajuan import deviasi, fisik_tahun
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import TANGGAL, Minta
from smartkampung.keuangan.laporan.views import pilihan_tahun

bp = Blueprint("dasbor_kas", __name__, url_prefix="/keuangan")
BANYAK = 5


@bp.get("")
@perlu_izin("keuangan.lihat")
def lihat() -> ResponseReturnValue:
    """Cash now, pagu and realisation, plan and months, what is late, what waits, what deviates."""
    tahun = tahun_dipilih()
    hari = queries.hari_buku(tahun)
    isi = ingat(("keuangan.dasbor", tahun, hari), lambda: susun_dasbor(tahun))
    return render_template("keuangan/dasbor/lihat.html", tahun=tahun, hari=hari, **isi,
                           giliran=giliran(tahun, current_user), pilihan_tahun=pilihan_tahun(tahun),
                           arg_rincian={"tahun": tahun, "masa": TANGGAL, "sampai": hari})  # fmt: skip


def susun_dasbor(tahun: int) -> dict[str, Any]:
    """Every figure of the dashboard that does not depend on who looks."""
    hari = queries.hari_buku(tahun)
    lra, panjar = isi_lra(Minta(tahun, TANGGAL, hari)), daftar_panjar(tahun)
    batas = aturan_tahun(tahun).angka("deviasi_persen") or Decimal(25)
    kegiatan = queries.per_kegiatan(lra, {k: n.nama for k, n in lra.isi.kegiatan.items()})
    rencana, nyata = queries.berjumlah(queries.rencana_bulanan(tahun)), queries.berjumlah(belanja_bulanan(tahun, hari))
    beda = deviasi(kegiatan, fisik_tahun(tahun, hari), batas)
    return {
        "kas": queries.kas_kini(tahun, hari), "bidang": queries.per_bidang(tahun, lra), "pagu": lra.jumlah("5", 0),
        "nyata": lra.jumlah("5", 1), "masuk": lra.jumlah("4", 1), "pagu_masuk": lra.jumlah("4", 0),
        "bulan": [b[:3] for b in BULAN], "rencana": rencana, "bulan_kini": hari.month,
        "serapan": [n if ke < hari.month else None for ke, n in enumerate(nyata)],
        "panjar": panjar, "panjar_lewat": [p for p in panjar if p.lewat], "pka": nama_pka(p.pka_id for p in panjar),
        "pajak": queries.utang_pajak(tahun, hari), "deviasi": beda[:BANYAK], "banyak_deviasi": len(beda),
        "batas_deviasi": batas,
    }  # fmt: skip
