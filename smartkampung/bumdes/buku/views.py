"""Pages of the books: journals, one journal, ledger, trial balance, worksheet, subledgers, months."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import LIHAT, entitas_terlihat, pastikan
from smartkampung.bumdes.buku import arus, periode, pos, queries
from smartkampung.bumdes.buku.konteks import Buku, buku
from smartkampung.bumdes.buku.models import JENIS_JURNAL, AkunBumdes, BarisJurnal, BuktiJurnal, JurnalBumdes
from smartkampung.bumdes.buku.queries import SaringJurnal
from smartkampung.bumdes.catat.forms import FormAlasan, FormBalik, FormBukti
from smartkampung.bumdes.halaman import (
    BATAS_XLSX,
    ambil,
    entitas_dipilih,
    hari_dari,
    kirim_lembar_pdf,
    kirim_lembar_xlsx,
    konteks,
    pilihan_entitas,
    tampilkan,
)
from smartkampung.bumdes.laporan.angka import eliminasi
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas, simpan_unggahan
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Lembar
from smartkampung.inti.tanggal import Periode, tanggal_panjang
from smartkampung.inti.web import Layar, halaman, nomor_halaman, unduh

bp = Blueprint("jurnal_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")


def rentang() -> tuple[date, date]:
    """The days of the address; this year so far when none are given."""
    kini = hari_desa()
    sampai = hari_dari("sampai", kini)
    return min(hari_dari("dari", date(sampai.year, 1, 1)), sampai), sampai


def keterangan(bumdes: Bumdes, satu: EntitasBumdes | None, dari: date | None, sampai: date) -> str:
    """`Toko Desa, 1 Januari 2026 sampai 31 Maret 2026`."""
    nama = satu.nama if satu else f"{bumdes.nama} (konsolidasi)"
    return f"{nama}, " + (f"{tanggal_panjang(dari)} sampai " if dari else "per ") + tanggal_panjang(sampai)


def _saring(bumdes: Bumdes) -> tuple[SaringJurnal, EntitasBumdes | None]:
    ent, satu = entitas_dipilih(bumdes)
    dari, sampai = rentang()
    jenis = request.values.get("jenis", "")
    q = (rapikan(request.form.get("q", "")) or "")[:80]  # posted: it may be a name
    alir = request.values.get("arus", "")
    return SaringJurnal(tuple(e.id for e in ent), dari, sampai, q, jenis if jenis in JENIS_JURNAL else "",
                        alir if alir in arus.NAMA else ""), satu  # fmt: skip


@bp.route("/jurnal", methods=["GET", "POST"])
@perlu_izin(*LIHAT)
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar(bumdes_id: int) -> ResponseReturnValue:
    """Journals, newest first."""
    bumdes = ambil(bumdes_id)
    s, satu = _saring(bumdes)
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    hal = halaman(queries.pilih_jurnal(s), nomor=max(1, min(ke, 10_000)))
    nilai = queries.nilai_jurnal([j.id for (j,) in hal.butir])
    return tampilkan("bumdes/jurnal.html", bumdes, hal=hal, nilai=nilai, saring=s, satu=satu,
                     pilihan_unit=pilihan_entitas(bumdes, gabungan=True), pilihan_jenis=queries.pilihan_jenis(),
                     pilihan_arus=[("", _("Semua")), *arus.NAMA.items()],
                     JENIS=JENIS_JURNAL)  # fmt: skip


@bp.route("/jurnal/xlsx", methods=["GET", "POST"])
@perlu_izin(*LIHAT)
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def xlsx(bumdes_id: int) -> Response:
    """The journals shown, line by line; the same columns come back in by import."""
    bumdes = ambil(bumdes_id)
    return kirim_lembar_xlsx([queries.lembar_jurnal(buku(bumdes), _saring(bumdes)[0], BATAS_XLSX)], "jurnal.xlsx")


def jurnal_terlihat(bumdes: Bumdes, jurnal_id: int) -> JurnalBumdes:
    """A journal of a book this user may look into."""
    jurnal = db.session.get(JurnalBumdes, jurnal_id)
    if jurnal is None or jurnal.bumdes_id != bumdes.id or jurnal.entitas_id not in {
            e.id for e in entitas_terlihat(bumdes, current_user)}:  # fmt: skip
        raise TidakDitemukan()
    return jurnal


@bp.get("/jurnal/<int:jurnal_id>")
@perlu_izin(*LIHAT)
def lihat(bumdes_id: int, jurnal_id: int) -> ResponseReturnValue:
    """One journal, its papers, its other half, what reversed it."""
    bumdes = ambil(bumdes_id)
    j = jurnal_terlihat(bumdes, jurnal_id)
    pembalik = db.session.scalar(db.select(JurnalBumdes).filter_by(membalik_id=j.id))
    semua = db.session.scalars(db.select(JurnalBumdes).where(
        JurnalBumdes.pasangan == j.pasangan, JurnalBumdes.id != j.id)).all() if j.pasangan else []
    return tampilkan("bumdes/jurnal_lihat.html", bumdes, j=j, pembalik=pembalik, pasangan=semua, JENIS=JENIS_JURNAL,
                     ARUS=arus.NAMA, buku=buku(bumdes), terkunci=buku(bumdes).kunci(j.tanggal), form_bukti=FormBukti(),
                     asal=pos.asal_jurnal(j.sumber) if j.sumber else "",
                     dibalik=db.session.get(JurnalBumdes, j.membalik_id) if j.membalik_id else None)  # fmt: skip


@bp.route("/jurnal/<int:jurnal_id>/balik", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def balik(bumdes_id: int, jurnal_id: int) -> ResponseReturnValue:
    """Undo a journal by its mirror."""
    bumdes = ambil(bumdes_id)
    j = jurnal_terlihat(bumdes, jurnal_id)
    form = FormBalik(tanggal=max(j.tanggal, periode.hari_awal_terbuka(bumdes)))
    layar = Layar("bumdes/isian.html", form=form, judul=_("Balik jurnal %(n)s", n=j.nomor_teks),
                  tombol=_("Balik jurnal"),
                  kembali=url_for(".lihat", bumdes_id=bumdes.id, jurnal_id=j.id), bantuan=_(
                      "Jurnal tidak dihapus: dibuat cerminannya, dan pasangannya di unit lain ikut."),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    baru = pos.balik(j, form.alasan.data or "", form.tanggal.data, oleh=current_user)
    flash(_("Jurnal %(a)s dibalik dengan %(b)s.", a=j.nomor_teks, b=baru.nomor_teks), "berhasil")
    return redirect(url_for(".lihat", bumdes_id=bumdes.id, jurnal_id=baru.id), 303)


@bp.post("/jurnal/<int:jurnal_id>/bukti")
@perlu_izin("bumdes.catat")
def tambah_bukti(bumdes_id: int, jurnal_id: int) -> ResponseReturnValue:
    """Add the photo of a paper to a journal."""
    bumdes = ambil(bumdes_id)
    j = jurnal_terlihat(bumdes, jurnal_id)
    pastikan(current_user, "bumdes.catat", bumdes.id, j.entitas_id)
    kembali = redirect(url_for(".lihat", bumdes_id=bumdes.id, jurnal_id=j.id), 303)
    berkas = FormBukti().foto.data
    if not getattr(berkas, "filename", ""):
        flash(_("Pilih fotonya dulu."), "galat")
        return kembali
    db.session.add(BuktiJurnal(jurnal_id=j.id, berkas_id=simpan_unggahan(berkas.read(), berkas.filename).id))
    flash(_("Bukti disimpan."), "berhasil")
    return kembali


@bp.get("/jurnal/<int:jurnal_id>/bukti/<int:bukti_id>")
@perlu_izin(*LIHAT)
def bukti(bumdes_id: int, jurnal_id: int, bukti_id: int) -> Response:
    """The paper behind a journal."""
    j = jurnal_terlihat(ambil(bumdes_id), jurnal_id)
    for b in j.lampiran:
        if b.id == bukti_id:
            return unduh(baca_berkas(b.berkas), b.berkas.nama, b.berkas.mime,
                         lampiran=not b.berkas.mime.startswith("image/"))  # fmt: skip
    raise TidakDitemukan()


@bp.post("/jurnal/<int:jurnal_id>/arus/<int:baris_id>")
@perlu_izin("bumdes.catat")
def ubah_arus(bumdes_id: int, jurnal_id: int, baris_id: int) -> ResponseReturnValue:
    """Put a line on another row of the cash flow; no amount changes."""
    bumdes = ambil(bumdes_id)
    j = jurnal_terlihat(bumdes, jurnal_id)
    pastikan(current_user, "bumdes.catat", bumdes.id, j.entitas_id)
    baris = db.session.get(BarisJurnal, baris_id)
    kode = request.form.get("arus", "")
    if baris is None or baris.jurnal_id != j.id or baris.arus_kas is None or kode not in (*arus.NAMA, arus.NONKAS):
        raise TidakDitemukan()
    baris.arus_kas = kode
    catat("bumdes.arus_diubah", oleh=current_user, objek=("jurnal_bumdes", j.id), nomor=j.nomor_teks, arus=kode)
    flash(_("Baris arus kas diubah."), "berhasil")
    return redirect(url_for(".lihat", bumdes_id=bumdes.id, jurnal_id=j.id), 303)


# --- ledger and balances --------------------------------------------------------------------------


def _akun(isi: Buku) -> AkunBumdes:
    ke = request.values.get("akun", type=int)
    akun = isi.akun.get(ke) if ke else next(a for a in isi.akun.values() if a.jenis == "D")
    if akun is None or akun.jenis != "D":
        raise TidakDitemukan()
    return akun


@bp.get("/buku-besar")
@perlu_izin(*LIHAT)
def buku_besar(bumdes_id: int) -> ResponseReturnValue:
    """The ledger of one account."""
    bumdes = ambil(bumdes_id)
    isi, (ent, satu), (dari, sampai) = buku(bumdes), entitas_dipilih(bumdes), rentang()
    ke = max(1, min(request.args.get("halaman", 1, type=int), 100_000))
    hal = queries.buku_besar(isi, _akun(isi), [e.id for e in ent], dari, sampai, ke=ke,
                             pihak_id=request.args.get("pihak", type=int))  # fmt: skip
    return tampilkan("bumdes/buku_besar.html", bumdes, hal=hal, satu=satu, dari=dari, sampai=sampai,
                     ket=keterangan(bumdes, satu, dari, sampai), pilihan_unit=pilihan_entitas(bumdes, gabungan=True),
                     pilihan_akun=[(a.id, a.sebutan) for a in isi.akun.values() if a.jenis == "D"])  # fmt: skip


@bp.get("/buku-besar/xlsx")
@perlu_izin(*LIHAT)
def buku_besar_xlsx(bumdes_id: int) -> Response:
    """The ledger as a workbook."""
    bumdes = ambil(bumdes_id)
    isi, (ent, satu), (dari, sampai) = buku(bumdes), entitas_dipilih(bumdes), rentang()
    hal = queries.buku_besar(isi, _akun(isi), [e.id for e in ent], dari, sampai, per=BATAS_XLSX,
                             pihak_id=request.args.get("pihak", type=int))  # fmt: skip
    return kirim_lembar_xlsx([queries.lembar_buku_besar(hal, keterangan(bumdes, satu, dari, sampai))],
                             f"buku-besar-{hal.akun.kode}.xlsx")  # fmt: skip


def _susun(bumdes: Bumdes, jenis: str) -> Lembar:
    """Trial balance, worksheet, or subledgers as a sheet."""
    isi, (ent, satu), (dari, sampai) = buku(bumdes), entitas_dipilih(bumdes), rentang()
    ids = [e.id for e in ent]
    if jenis == "neraca-lajur":
        return queries.neraca_lajur(isi, ids, dari, sampai, eliminasi(isi, ids, None, sampai) if satu is None else {})
    if jenis == "buku-pembantu":
        return queries.lembar_pembantu(queries.buku_pembantu(isi, ent, sampai), keterangan(bumdes, satu, None, sampai))
    return queries.lembar_neraca_saldo(queries.neraca_saldo(isi, ids, dari, sampai),
                                       keterangan(bumdes, satu, dari, sampai))  # fmt: skip


JENIS_LEMBAR = {"neraca-saldo": "Neraca saldo", "neraca-lajur": "Neraca lajur", "buku-pembantu": "Buku pembantu"}


def _jenis_lembar(jenis: str) -> str:
    if jenis not in JENIS_LEMBAR:
        raise TidakDitemukan()
    return jenis


@bp.get("/lembar/<jenis>")
@perlu_izin(*LIHAT)
def lembar(bumdes_id: int, jenis: str) -> ResponseReturnValue:
    """Trial balance, worksheet, subledgers."""
    bumdes = ambil(bumdes_id)
    satu, (dari, sampai) = entitas_dipilih(bumdes)[1], rentang()
    isi = _susun(bumdes, _jenis_lembar(jenis))
    return tampilkan("bumdes/lembar.html", bumdes, lembar=isi, jenis=jenis, judul=JENIS_LEMBAR[jenis], satu=satu,
                     url=_tautan(bumdes, jenis, satu, dari, sampai), dari=dari, sampai=sampai,
                     pilihan_unit=pilihan_entitas(bumdes, gabungan=True))  # fmt: skip


def _tautan(bumdes: Bumdes, jenis: str, satu: EntitasBumdes | None, dari: date, sampai: date) -> list[str] | None:
    """The ledger behind each row."""
    isi = buku(bumdes)
    arg: dict[str, Any] = {"bumdes_id": bumdes.id, "entitas": satu.id if satu else None, "sampai": sampai.isoformat()}
    if jenis == "buku-pembantu":
        ent = entitas_dipilih(bumdes)[0]
        return [url_for(".buku_besar", akun=a.id, pihak=p, dari="2000-01-01", **arg)
                for a, _n, p, _x in queries.buku_pembantu(isi, ent, sampai)]  # fmt: skip
    if jenis == "neraca-saldo":
        ids = [e.id for e in entitas_dipilih(bumdes)[0]]
        return [url_for(".buku_besar", akun=b.akun.id, dari=dari.isoformat(), **arg)
                for b in queries.neraca_saldo(isi, ids, dari, sampai)]  # fmt: skip
    return None


@bp.get("/lembar/<jenis>/<bentuk>")
@perlu_izin(*LIHAT)
def lembar_unduh(bumdes_id: int, jenis: str, bentuk: str) -> Response:
    """The same as workbook or on paper."""
    bumdes = ambil(bumdes_id)
    isi = _susun(bumdes, _jenis_lembar(jenis))
    if bentuk == "pdf":
        return kirim_lembar_pdf(bumdes, isi, f"{jenis}.pdf")
    return kirim_lembar_xlsx([isi], f"{jenis}.xlsx")


# --- months ---------------------------------------------------------------------------------------


@bp.get("/periode")
@perlu_izin(*LIHAT)
def bulan(bumdes_id: int) -> ResponseReturnValue:
    """The months of a year and whether they are locked."""
    bumdes = ambil(bumdes_id)
    tahun = request.args.get("tahun", hari_desa().year, type=int)
    semua = periode.tahun_buku(bumdes)
    tahun = tahun if tahun in semua else semua[0]
    return tampilkan("bumdes/periode.html", bumdes, tahun=tahun, semua=[(t, str(t)) for t in semua],
                     terkunci=periode.terkunci(bumdes), bulan=[Periode(tahun, n) for n in range(1, 13)],
                     berikut=periode.bulan_berikut(bumdes), hari=hari_desa())  # fmt: skip


@bp.post("/periode/kunci")
@perlu_izin("bumdes.kunci")
def kunci(bumdes_id: int) -> ResponseReturnValue:
    """Lock the next month."""
    bumdes = ambil(bumdes_id)
    berikut = periode.bulan_berikut(bumdes)
    periode.kunci_bulan(bumdes, berikut, oleh=current_user)
    flash(_("%(b)s dikunci. Jurnal bulan itu tidak dapat ditambah lagi.", b=berikut.nama), "berhasil")
    return redirect(url_for(".bulan", bumdes_id=bumdes.id, tahun=berikut.tahun), 303)


@bp.route("/periode/buka", methods=["GET", "POST"])
@perlu_izin("bumdes.buka_kunci")
def buka(bumdes_id: int) -> ResponseReturnValue:
    """Open the last locked month again."""
    bumdes = ambil(bumdes_id)
    terakhir = periode.bulan_berikut(bumdes).sebelum()
    form = FormAlasan()
    layar = Layar("bumdes/isian.html", form=form, judul=_("Buka kunci %(b)s", b=terakhir.nama), tombol=_("Buka kunci"),
                  kembali=url_for(".bulan", bumdes_id=bumdes.id), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    periode.buka_bulan(bumdes, terakhir, form.alasan.data or "", oleh=current_user)
    flash(_("%(b)s terbuka lagi.", b=terakhir.nama), "berhasil")
    return redirect(url_for(".bulan", bumdes_id=bumdes.id, tahun=terakhir.tahun), 303)
