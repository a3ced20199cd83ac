"""Every page in a real browser: nothing sticks out at 360 and 1366 px, and axe finds nothing serious."""

from __future__ import annotations

import lxml.html
import pytest
from flask import template_rendered

from smartkampung.akun.peran import semua_peran
from smartkampung.extensions import db
from smartkampung.keuangan.belanja.panjar import daftar_panjar
from smartkampung.keuangan.dpa.models import DPA, RAK
from smartkampung.keuangan.kas.models import DokumenKas
from smartkampung.surat.models import JenisSurat, Surat
from tests.cerita.axe import axe, dengan_axe

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]
ORANG = {"desa": ("sekdes", "kades", "operator", "admin", "keuangan", "kasi", "bumdes",
                  "pengawasbumdes"), "kabupaten": ("admin", "kabupaten")}
PERAN = {"sekdes": "sekretaris", "kades": "kepala_desa", "operator": "operator", "admin": "admin",
         "keuangan": "kaur_keuangan", "kasi": "kaur_kasi", "bumdes": "pengelola_bumdes",
         "pengawasbumdes": "pengawas_bumdes", "kabupaten": "pejabat_kabupaten"}
BUKAN_HALAMAN = ("aset", "unduh", "logo", "pdf", "pratinjau", "sehat", "berkas", "cetak", "gabungan", "xlsx", "ekspor",
                 "kertas_uji", "lembar_disposisi")


# What the pages of an area need to show something.
KHUSUS = {
    "anggaran": {"versi_id": 4, "tahun": 2026}, "alur_anggaran": {"versi_id": 4},
    "buku_anggaran": {"versi_id": 4}, "kisi": {"versi_id": 4, "kode": "02.03.12"},
    "rencana.langkah": {"langkah": "buka"}, "rencana": {"tahun": 2027},
    "acuan_keuangan.akhiri": {"jenis": "rekening", "kode": "5.2.1.91"},
    "aturan_keuangan.sikap": {"tahun": 2026, "kode": "K-APB-03"},
    "aturan_keuangan.parameter": {"tahun": 2026, "kode": "dds_dilarang"},
    "kertas_anggaran": {"versi_id": 3, "kode": "perubahan"},
    "naskah_anggaran": {"versi_id": 3, "jenis": "perdes_perubahan"},
    "baca_anggaran": {"versi_id": 3, "kode": "02.03.12"}, "apbdes_umum": {"tahun": 2026},
    "laporan_keuangan": {"kode": "lra"}, "kemajuan_kegiatan": {"tahun": 2026, "kode": "02.03.12"},
    "lpj": {"tahun": 2026, "bagian": "c"}, "realisasi_umum": {"tahun": 2026},
    "rekap.draf": {"jenis": "bulanan", "periode": "2026-11"}, "bku": {"kode": "buku-kas-umum"},
    "rekening_koran": {"sisi": "buku"}, "catat_bumdes.isi": {"jenis": "jual"},
}
# Pages that only the PKA of the kegiatan writes on, though others hold the permission.
MILIK_PKA = ("spp.pilih", "spp.baru", "spp.isi", "spj.baru", "spj.isi", "pajak_belanja.ubah", "blt.baru", "blt.tambah",
             "blt.ubah", "blt.hentikan", "blt.impor")


def dokumen_kas() -> dict[str, dict[str, object]]:
    """The newest cash document of the kind and in the state a page is about."""
    def satu(**apa):
        return db.session.scalar(db.select(db.func.max(DokumenKas.id)).filter_by(**apa)) or 1

    def spp(keadaan):
        return {"dokumen_id": satu(jenis="spp", keadaan=keadaan)}

    draf, tbp = satu(jenis="spp", keadaan="draf"), {"dokumen_id": satu(jenis="tbp")}
    terbuka = next((p.spp_id for p in daftar_panjar(2026) if p.spj is None), 0)
    return {"spp": {"spp_id": draf, "kegiatan": "02.03.12"}, "spp.lihat": {"spp_id": satu(jenis="spp",
                                                                                        keadaan="dicairkan")},
            "spj": {"spj_id": satu(jenis="spj")}, "spj.baru": {"spp_id": terbuka}, "pajak_belanja": spp("draf"),
            "langkah_spp": spp("diajukan"), "langkah_spp.cairkan": spp("disetujui"),
            "kertas_belanja": {"tahun": 2026, "kegiatan": "02.03.12", "kode": "spp"},
            "kas": {"dokumen_id": satu(jenis="cair")}, "kas.koreksi": tbp, "kas.lampirkan": tbp}  # fmt: skip


def halaman(app, mode):
    """(role, address) of every page that opens with plain ids."""
    with app.test_request_context():
        from flask import url_for

        contoh = {"kode": db.session.scalar(db.select(JenisSurat.kode)) or "x", "jenis": "xlsx", "token": "x",
                  "nama": "x", "sidik": "x", "tahun": 2026, "bulan": 11, "nomor": 2}
        draf = {"dpa_id": db.session.scalar(db.select(DPA.id).filter_by(keadaan="draf")),
                "rak_id": db.session.scalar(db.select(RAK.id).filter_by(keadaan="draf"))} if mode == "desa" else {}
        semua = KHUSUS | (dokumen_kas() if mode == "desa" else {})
        for r in app.url_map.iter_rules():
            if "GET" not in r.methods or r.rule.endswith(".pdf") or any(b in r.endpoint for b in BUKAN_HALAMAN):
                continue
            izin = getattr(app.view_functions[r.endpoint], "_izin", None)
            orang = next((o for o in ORANG[mode] if not izin or set(izin) & semua_peran()[
                "admin_kabupaten" if (mode, o) == ("kabupaten", "admin") else PERAN[o]].izin), None)
            orang = "kasi" if r.endpoint in MILIK_PKA else orang
            khusus = semua.get(r.endpoint) or semua.get(r.endpoint.partition(".")[0]) or {}
            pilih = {**contoh, **draf, **khusus}
            nilai = {a: pilih.get(a, 1 if a.endswith("_id") else "x") for a in r.arguments}
            if orang:
                yield ("" if izin is None else orang), url_for(r.endpoint, **nilai)
        if mode == "desa":
            for keadaan, surat_id in db.session.execute(
                    db.select(Surat.keadaan, db.func.max(Surat.id)).group_by(Surat.keadaan)):
                yield "kades" if keadaan == "menunggu_ttd" else "operator", f"/surat/{surat_id}"


UKURAN = ({"width": 360, "height": 740}, {"width": 1366, "height": 768})


def lebar_berlebih(hal, alamat, *, lain: bool = False) -> list[str]:
    """Whether something sticks out sideways, at the size the page has or at the other of the two."""
    ukuran = hal.viewport_size
    if lain:
        ukuran = UKURAN[UKURAN.index(ukuran) - 1]
        hal.set_viewport_size(ukuran)
    lebar = hal.evaluate("document.documentElement.scrollWidth")
    return [f"{alamat} at {ukuran['width']}: sticks out ({lebar})"] if lebar > ukuran["width"] else []


# What changes neither how wide a page is nor what axe says of it.
TAK_DINILAI = {"data-label", "inputmode", "max", "maxlength", "min", "minlength", "name", "pattern", "placeholder",
               "required", "rows", "selected", "checked", "spellcheck", "step", "value", "width", "height", "x", "y"}


def susunan(html: str) -> set[tuple[str, ...]]:
    """What a page is built of: each element with its classes, its attributes' names, what stands in it; a row's cells.
    """
    def satu(e):
        ciri = sorted(set(e.keys()) - TAK_DINILAI)
        return f"{e.tag} {e.get('class', '')} {' '.join(ciri)} {e.get('type', '')} {e.get('role', '')}"

    def di_dalam(e):
        anak = [a.tag for a in e.iterchildren(lxml.etree.Element)]
        return anak if e.tag == "tr" else dict.fromkeys(anak)

    return {(satu(e), *di_dalam(e))
            for e in lxml.html.fromstring(html).iter(lxml.etree.Element)}


@pytest.mark.parametrize("mode", ["desa", "kabupaten"])
def test_setiap_halaman_rapi_dan_dapat_dipakai_semua_orang(chromium, kantor_berdua, mode, banyak):
    kantor = kantor_berdua[0 if mode == "desa" else 1]
    tampil: list[str] = []
    sudah: set[str] = set()
    dilihat: set[tuple[str, ...]] = set()
    masalah: list[str] = []

    def catat(_app, template, context, **_):
        tampil.append(template.name or "")

    kantor.app.wsgi_app = dengan_axe(kantor.app.wsgi_app)
    with template_rendered.connected_to(catat, kantor.app):
        tab = {o: kantor.buka(chromium, o, lebar=360, tinggi=740) for o in (*ORANG[mode], "")}
        for orang, alamat in sorted(set(halaman(kantor.app, mode))):
            tampil.clear()
            hal = tab[orang]
            jawab = hal.request.get(alamat)  # asked first without drawing it: most addresses share a template
            assert jawab.status < 500, alamat
            if not jawab.headers.get("content-type", "").startswith("text/html"):
                continue  # an answer to a script, or a file
            template = tampil[-1] if tampil else alamat
            if template in sudah:
                continue
            sudah.add(template)
            baru = susunan(jawab.text()) - dilihat
            if not baru and not banyak(0, 1):
                continue  # built of nothing that was not drawn and judged on other pages
            dilihat |= baru
            hal.goto(alamat)
            masalah += [*lebar_berlebih(hal, alamat), *axe(hal, alamat, template, kontras=bool(banyak(0, 1))),
                        *lebar_berlebih(hal, alamat, lain=True)]
    assert not masalah, "\n".join(masalah)
    assert len(sudah) >= (40 if mode == "desa" else 12), sorted(sudah)
