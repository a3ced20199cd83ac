"""Forms of daily entry."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import KAS, BarisJurnal
from smartkampung.bumdes.catat.resep import BIAYA, TEMPO, TUNAI, Resep
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBerkas,
    MedanCentang,
    MedanPilihan,
    MedanRupiah,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.konteks import hari_desa


class FormCatat(Formulir):
    """One entry in plain words; a kind shows only the fields it asks for."""

    entitas = MedanPilihan(_l("Unit"), coerce=str)
    tanggal = MedanTanggal(_l("Tanggal"))
    arah = MedanSatu(_l("Apa yang terjadi?"), wajib=False)
    jumlah = MedanRupiah(_l("Jumlah"), wajib=False)
    barang = MedanPilihan(_l("Barang di kartu stok"), wajib=False, kosong=_l("Tidak lewat kartu stok"))
    banyak = MedanTeks(_l("Banyaknya"), wajib=False, maks=16,
                       description=_l("Dalam satuan barangnya, misalnya 12 atau 2,5."))
    cara = MedanSatu(_l("Dibayar"), pilihan=[(TUNAI, _l("Tunai atau transfer")), (TEMPO, _l("Belum dibayar"))],
                     default=TUNAI, wajib=False)  # fmt: skip
    lawan = MedanPilihan(_l("Untuk apa?"), wajib=False, kosong=_l("Pilih"))
    kas = MedanPilihan(_l("Kas atau rekening"), wajib=False)
    ke = MedanPilihan(_l("Ke unit"), wajib=False, kosong=_l("Unit yang sama"))
    kas_ke = MedanPilihan(_l("Ke kas atau rekening"), wajib=False)
    pihak = MedanTeks(_l("Nama pelanggan, pemasok, atau orang"), wajib=False,
                      render_kw={"list": "daftar-pihak", "autocomplete": "off"},
                      description=_l("Wajib bila belum dibayar."))  # fmt: skip
    uraian = MedanTeks(_l("Uraian"), maks=300, description=_l("Misalnya: penjualan pagi, bayar listrik Maret."))
    bukti = MedanTeks(_l("Nomor nota"), wajib=False, maks=60)
    foto = MedanBerkas(_l("Foto nota"), wajib=False, description=_l("Foto atau PDF, paling besar 10 MB."))
    yakin = MedanCentang(_l("Sudah saya periksa, tetap simpan"))


def siapkan(form: FormCatat, resep: Resep, buku: Buku, boleh: list[EntitasBumdes]) -> FormCatat:
    """Give a form the choices of its kind, and take the fields it does not ask for away."""
    form.entitas._sumber = [(str(e.id), e.nama) for e in boleh if e.ditutup is None]
    ids = [e.id for e in boleh]
    sering = _sering(ids)
    rinci = [a for a in buku.akun.values() if a.jenis == "D" and a.aktif]
    kas = sorted((a for a in rinci if a.peran == KAS), key=lambda a: (-sering[a.id], a.kode))
    lawan = sorted((a for a in rinci if resep.lawan(a)), key=lambda a: (-sering[a.id], a.kode))
    form.kas._sumber = [(str(a.id), a.nama) for a in kas]
    form.lawan._sumber = [(str(a.id), f"{a.nama} ({a.kode})") for a in lawan]
    form.kas_ke._sumber = form.kas._sumber
    form.ke._sumber = [(str(e.id), e.nama) for e in buku.entitas.values() if e.ditutup is None]
    if resep.kode == "antar":
        form.kas_ke._sumber = [(str(a.id), f"{a.nama} ({a.kode})") for a in rinci
                               if a.kelompok in BIAYA or a.peran in ("persediaan", "aset")]  # fmt: skip
        form.kas_ke.label.text = str(_l("Beban atau barang di unit pembeli"))
        form.ke.label.text = str(_l("Unit pembeli"))
        form.ke._kosong, form.entitas.label.text = _l("Pilih"), str(_l("Unit penjual"))
    if resep.tanya_lawan:
        form.lawan.label.text = resep.tanya_lawan
    form.arah.choices = list(resep.arah)
    if resep.arah and not form.arah.data:
        form.arah.data = resep.arah[0][0]
    tetap = {"entitas", "tanggal", "uraian", "bukti", "foto", "yakin"}
    if resep.kode in ("jual", "beli"):
        tetap |= {"barang", "banyak"}
    for nama in [n for n in form._fields if n not in tetap | set(resep.medan)]:
        del form[nama]
    for nama in ("entitas", "kas", "lawan", "kas_ke", "ke"):
        if nama in form:
            form[nama].choices = form[nama]._pilihan()
    return form


def _sering(ids: list[int]) -> Counter[int]:
    """How often each account was used in these books in the last months."""
    pilih = db.select(BarisJurnal.akun_id, db.func.count()).where(
        BarisJurnal.entitas_id.in_(ids), BarisJurnal.tanggal >= hari_desa() - timedelta(days=62)
    ).group_by(BarisJurnal.akun_id)  # fmt: skip
    return Counter({baris[0]: baris[1] for baris in db.session.execute(pilih)})


class FormBalik(Formulir):
    """A reversal."""

    tanggal = MedanTanggal(_l("Tanggal pembalik"), description=_l("Harus di bulan yang belum dikunci."))
    alasan = MedanTeksPanjang(_l("Alasan"), maks=300, description=_l("Misalnya: jumlah keliru, seharusnya 150.000."))


class FormUlang(Formulir):
    """A recurring entry."""

    nama = MedanTeks(_l("Nama"), maks=200)
    hari = MedanAngka(_l("Setiap tanggal"), dari=1, sampai=31)
    sampai = MedanTanggal(_l("Sampai"), wajib=False, description=_l("Kosong berarti terus."))


class FormBukti(Formulir):
    """A paper added to a journal."""

    foto = MedanBerkas(_l("Foto atau PDF"))


class FormDraf(Formulir):
    """Booking a draft."""

    debit = MedanPilihan(_l("Debit"))
    kredit = MedanPilihan(_l("Kredit"))


class FormPembalik(Formulir):
    """Booking a draft that reverses a journal."""

    tanggal = MedanTanggal(_l("Tanggal pembalik"), description=_l("Harus di bulan yang belum dikunci."))


class FormAlasan(Formulir):
    """A reason."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=300)
