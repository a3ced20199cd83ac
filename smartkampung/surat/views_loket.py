"""The counter: who and which letter, the missing facts and the papers, done. Three screens, driven by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.desa.queries import ada_penandatangan
from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.tanggal import tanggal_pendek
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.penduduk.queries import BarisCari, cari
from smartkampung.surat import naskah, permohonan, queries, services, unggahan, warga
from smartkampung.surat.berkas_warga.queries import berlaku, isian_lalu
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.forms import FormPilihWarga, form_loket
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.konfirmasi.models import SIAPA
from smartkampung.surat.konfirmasi.queries import kedudukan, larangan, siapa_ditanya
from smartkampung.surat.medan import tawarkan_keluarga
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.paket.definisi import ditawarkan
from smartkampung.surat.paket.services import sepaket
from smartkampung.surat.permohonan import BerkasPermohonan
from smartkampung.surat.sekali import kerjakan_sekali
from smartkampung.surat.verifikator import boleh_memverifikasi

PAKET = "paket:"
bp = Blueprint("loket", __name__, url_prefix="/surat/loket")


@bp.get("")
@perlu_izin("surat.buat")
def pilih() -> ResponseReturnValue:
    """Screen 1: the resident by name, NIK or card scan, and the letter."""
    return _layar_pilih(
        FormPilihWarga(formdata=None, penduduk_id=request.args.get("penduduk", type=kunci_baris))
    ).tampil()


def _layar_pilih(form: FormPilihWarga, calon: list[BarisCari] | None = None) -> Layar:
    paket = [(f"{PAKET}{satu.kode}", satu.nama, satu.kata_kunci) for satu in ditawarkan()]
    form.jenis.tawarkan([definisi_dari(jenis) for jenis in queries.jenis_aktif()], paket)
    terpilih = warga.ambil(form.penduduk_id.data).nama if isinstance(form.penduduk_id.data, int) else ""
    pilihan = [(satu.id, _calon(satu)) for satu in calon or ()]
    return Layar("surat/loket.html", form=form, pilihan=pilihan, nihil=calon == [], terpilih=terpilih)


def _calon(satu: BarisCari) -> str:
    umur = _("%(n)s tahun", n=satu.umur) if satu.umur is not None else ""
    return ", ".join(x for x in (satu.nama, umur, f"{satu.dusun} RT {satu.rt} RW {satu.rw}") if x)


@bp.post("")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def pilih_kirim() -> ResponseReturnValue:
    """Without script the typed words are looked up here, and those found are shown to choose from."""
    isian, calon = request.form.copy(), None
    if not isian.get("penduduk_id"):
        calon = cari(isian.get("penduduk_id-cari", ""), 12, hanya_hidup=True)
        if len(calon) == 1:
            isian["penduduk_id"] = str(calon[0].id)
    form = FormPilihWarga(isian)
    layar = _layar_pilih(form, calon)
    if not form.validate():
        return layar.tampil()
    if form.jenis.data.startswith(PAKET):
        paket = form.jenis.data.removeprefix(PAKET)
        return redirect(url_for("paket.isi", paket=paket, penduduk=form.penduduk_id.data), 303)
    permohonan.pastikan_sesuai(permohonan.jenis_terlayani(form.jenis.data), warga.ambil(form.penduduk_id.data))
    return redirect(url_for(".isi", jenis=form.jenis.data, penduduk=form.penduduk_id.data), 303)


@dataclass(frozen=True)
class Layanan:
    """One resident at the counter for one kind, with what is known already: facts by code, papers with their words."""

    jenis: JenisSurat
    definisi: Definisi
    orang: warga.Warga
    lalu: dict[str, Any]
    arsip: dict[str, str]
    konfirmasi: str

    @property
    def terlipat(self) -> frozenset[str]:
        """The facts that need no typing: those of the last letter, and those the register answers."""
        return frozenset(self.lalu) | {isian.kode for isian in self.definisi.isian if isian.bawaan}

    def ringkasan(self) -> list[tuple[str, str]]:
        """Label and value of what is known."""
        hasil = []
        for isian in self.definisi.isian:
            if isian.kode in self.terlipat:
                teks = naskah.teks_isian(isian.jenis, self.lalu.get(isian.kode))
                hasil.append((isian.label, teks or self.orang.potret.get(isian.bawaan) or _("sesuai buku induk")))
        return hasil

    def form(self, *, kirim: bool = False) -> Any:
        """The form, filled with what is known when it is first shown."""
        kelas = form_loket(self.definisi, self.arsip, self.terlipat)
        if kirim:
            return kelas()
        awal = {f"isian_{i.kode}": i.baca(self.lalu[i.kode]) for i in self.definisi.isian if i.kode in self.lalu}
        return kelas(formdata=None, data=awal | ({"arsip": list(self.arsip)} if self.arsip else {}))

    def layar(self, form: Any) -> Layar:
        """Screen 2."""
        tawarkan_keluarga(form, self.orang.id)
        return Layar(
            "surat/loket_isi.html", form=form, jenis=self.jenis, definisi=self.definisi, orang=self.orang,
            tahu=self.ringkasan(), terlipat={f"isian_{kode}" for kode in self.terlipat}, konfirmasi=self.konfirmasi,
            bisa_verifikasi=boleh_memverifikasi(self.definisi, current_user),
            tanpa_penanda=not ada_penandatangan(),
        )  # fmt: skip


def _muat() -> Layanan:
    jenis = permohonan.jenis_terlayani(request.args.get("jenis", ""))
    penduduk_id = request.args.get("penduduk", type=kunci_baris)
    if penduduk_id is None:
        raise TidakDitemukan()
    definisi, orang = definisi_dari(jenis), warga.ambil(penduduk_id)
    diminta = {satu.kode for satu in definisi.syarat if satu.sifat != "ditunjukkan"}
    arsip = {
        kode: _("%(nama)s, berlaku sampai %(t)s", nama=satu.nama, t=tanggal_pendek(satu.berlaku_sampai))
        for kode, satu in berlaku(orang.id).items()
        if kode in diminta
    }
    konfirmasi = "" if larangan(definisi) else SIAPA.get(siapa_ditanya(jenis.kode), "")
    return Layanan(jenis, definisi, orang, isian_lalu(orang.id, jenis.kode), arsip, konfirmasi)


@bp.get("/isi")
@perlu_izin("surat.buat")
def isi() -> ResponseReturnValue:
    """Screen 2: only the facts nobody knows yet, and the checklist."""
    layanan = _muat()
    return layanan.layar(layanan.form()).tampil()


@bp.post("/isi")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
def isi_kirim() -> ResponseReturnValue:
    """Record the request; with all papers seen it goes straight on to the signer."""
    layanan = _muat()
    form = layanan.form(kirim=True)
    layar = layanan.layar(form)
    if not form.validate():
        return layar.tampil()
    berkas = berkas_loket(form)
    teruskan = request.form.get("lanjut") == "teruskan" and boleh_memverifikasi(layanan.definisi, current_user)
    teruskan = teruskan and not layanan.konfirmasi

    def simpan() -> str:
        surat = permohonan.ajukan_di_loket(
            layanan.jenis.kode, layanan.orang.id, form.isian(), berkas, oleh=current_user, kanal=form.kanal.data,
            telepon=form.telepon.data or "", surel=form.surel.data or "",
        )  # fmt: skip
        if teruskan:
            services.verifikasi(surat, oleh=current_user, diterima=berkas.diterima)
        return url_for(".selesai", surat_id=surat.id)

    return kerjakan_sekali(simpan)


def berkas_loket(form: Any) -> BerkasPermohonan:
    """The papers a counter's form carries; uploads are made small here, before any lock is taken."""
    unggah = unggahan.siapkan(form.berkas())
    simpan = frozenset(unggah) if "simpan" in form and form.simpan.data else frozenset()
    arsip = frozenset(form.arsip.data or ()) if "arsip" in form else frozenset()
    return BerkasPermohonan(frozenset(form.syarat.data or ()), unggah, arsip, simpan)


@bp.get("/selesai/<int:surat_id>")
@perlu_izin("surat.buat")
def selesai(surat_id: int) -> ResponseReturnValue:
    """Screen 3: the code to hand over, and what happens next."""
    surat = ambil_atau_404(Surat, surat_id)
    return Layar(
        "surat/loket_selesai.html", konfirmasi=kedudukan(surat), sepaket=sepaket(surat), **queries.tanda_terima(surat)
    ).tampil()
