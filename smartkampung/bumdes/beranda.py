"""What this area brings to the home page and the search box."""

from __future__ import annotations

from datetime import UTC, datetime, time

from flask import url_for
from flask_babel import gettext as _

from smartkampung.bumdes.akses import Pelaku, boleh, bumdes_terlihat, entitas_terlihat, entitas_tulis
from smartkampung.bumdes.buku.models import JurnalBumdes
from smartkampung.bumdes.catat.services import draf_menunggu, giliran
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.bumdes.laporan.berkala import belum_disusun
from smartkampung.bumdes.laporan.models import DIAJUKAN, DISETUJUI, DITELAAH, JENIS_BERKALA, LaporanBerkala
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.sorotan import Hal, Temuan
from smartkampung.inti.uang import rupiah

LIHAT = ("bumdes.lihat", "bumdes.lihat_semua")
_TANDA = ((DIAJUKAN, "bumdes.periksa", "telaah"), (DITELAAH, "bumdes.tanda_penasihat", "setujui"),
          (DISETUJUI, "bumdes.lapor", "musdes"))  # fmt: skip


def _saat(hari: object) -> datetime:
    return datetime.combine(hari, time(1), tzinfo=UTC)  # type: ignore[arg-type]


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """Reports to sign, drafts to book, entries that are due, shares to pay, reports nobody began."""
    if not any(pengguna.punya_izin(i) for i in LIHAT):
        return []
    return [h for b in bumdes_terlihat(pengguna) for h in (*_tanda(b, pengguna), *_catat(b, pengguna),
                                                           *_susun(b, pengguna))]  # fmt: skip


def _tanda(b: Bumdes, pengguna: Pelaku) -> list[Hal]:
    hasil = []
    for keadaan, izin, tombol in _TANDA:
        ex_officio = izin == "bumdes.tanda_penasihat" and pengguna.punya_izin(izin)
        if not ex_officio and not boleh(pengguna, izin, b.id):
            continue
        for x in db.session.scalars(db.select(LaporanBerkala).filter_by(bumdes_id=b.id, keadaan=keadaan)):
            hasil.append(Hal(_("BUMDes"), x.judul, b.nama, url_for(
                "berkala_bumdes.lihat", bumdes_id=b.id, laporan_id=x.id), _(tombol.capitalize()),
                x.tanda[-1].pada if x.tanda else x.dibuat_pada, _saat(x.tenggat)))  # fmt: skip
    return hasil


def _catat(b: Bumdes, pengguna: Pelaku) -> list[Hal]:
    tulis = entitas_tulis(b, pengguna)
    if not tulis:
        return []
    hasil = [Hal(_("BUMDes"), d.uraian, rupiah(d.nilai), url_for("catat_bumdes.draf", bumdes_id=b.id, draf_id=d.id),
                 _("Periksa") if d.membalik_id else _("Bukukan"), d.dibuat_pada)
             for d in draf_menunggu(b.id) if any(e.pusat for e in tulis)]  # fmt: skip
    semua = giliran(tulis)
    if semua:
        hasil.append(Hal(_("BUMDes"), _("%(n)s jurnal berulang jatuh tempo", n=len(semua)), b.nama,
                         url_for("catat_bumdes.berulang", bumdes_id=b.id), _("Buka"), _saat(semua[0].tanggal)))
    if any(e.pusat for e in tulis):
        pilih = db.select(BagianHasil, BagiHasil).join(BagiHasil, BagiHasil.id == BagianHasil.bagi_hasil_id).where(
            BagiHasil.bumdes_id == b.id, BagianHasil.kode == "desa", BagianHasil.nilai > 0,
            BagianHasil.dibayar_jurnal_id.is_(None))  # fmt: skip
        hasil += [Hal(_("BUMDes"), _("Bagi hasil desa tahun %(t)s belum dibayar", t=i.tahun), rupiah(x.nilai),
                      url_for("hasil_bumdes.daftar", bumdes_id=b.id), _("Bayar"), i.dibuat_pada)
                  for x, i in db.session.execute(pilih)]  # fmt: skip
    return hasil


def _susun(b: Bumdes, pengguna: Pelaku) -> list[Hal]:
    if not boleh(pengguna, "bumdes.lapor", b.id):
        return []
    kini = hari_desa()
    dekat = [x for x in belum_disusun(b) if x[0] >= kini.year - 1]
    return [Hal(_("BUMDes"), f"{JENIS_BERKALA[jenis]} {tahun}", _("belum disusun"),
                url_for("berkala_bumdes.daftar", bumdes_id=b.id), _("Susun"), _saat(kini), _saat(tenggat))
            for tahun, jenis, tenggat in dekat]  # fmt: skip


def cari(pengguna: Pelaku, teks: str) -> list[Temuan]:
    """Journals by their words, and enterprises by name."""
    rapi = " ".join(teks.split())[:80]
    if len(rapi) < 3 or not any(pengguna.punya_izin(i) for i in LIHAT):
        return []
    hasil = []
    for b in bumdes_terlihat(pengguna):
        if rapi.casefold() in b.nama.casefold():
            hasil.append(Temuan(_("BUMDes"), b.nama, b.nama_jenis, url_for("bumdes.lihat", bumdes_id=b.id)))
        ids = [e.id for e in entitas_terlihat(b, pengguna)]
        pilih = db.select(JurnalBumdes).where(JurnalBumdes.entitas_id.in_(ids), JurnalBumdes.uraian.icontains(
            rapi, autoescape=True)).order_by(JurnalBumdes.id.desc()).limit(5)  # fmt: skip
        hasil += [Temuan(_("Jurnal BUMDes"), j.uraian, j.nomor_teks, url_for(
            "jurnal_bumdes.lihat", bumdes_id=b.id, jurnal_id=j.id)) for j in db.session.scalars(pilih)]
    return hasil
