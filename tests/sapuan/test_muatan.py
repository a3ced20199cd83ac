"""Texts that look like code stay text (keandalan F-41, F-42, F-43): on pages, in PDFs, in workbooks, in CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile

import lxml.html
import pytest

from smartkampung.akun.models import Pengguna
from smartkampung.audit.models import CatatanAudit
from smartkampung.desa.models import Desa
from smartkampung.desa.queries import lupakan_profil
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.berkas import baca_berkas
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import permohonan, services
from smartkampung.surat.cetak import pratinjau
from smartkampung.surat.jenis import muat_jenis
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import BerkasPermohonan, Unggahan
from tests.acuan import KANTOR, Acuan
from tests.inti.test_pdf import poppler
from tests.peramban import Peramban
from tests.sapuan.alat import gambar, jelajah
from tests.surat.bantu import ISIAN, LENGKAP, buat_siap_ttd, buat_terbit, buat_warga, orang

MUATAN = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)",
    "javascript:alert(1)", "</textarea><b>tebal</b>", "<!-- ", "&lt;b&gt;", "{{7*7}}", "{% for x in y %}", "${7*7}",
    "%(nama)s", "{0.__class__}", "[nama]", "[keperluan]", "=cmd|' /C calc'!A0", "+HYPERLINK(\"http://jahat.contoh\")",
    "@SUM(1+1)", "-2+3", "=1+1", "http://jahat.contoh", "#read(\"/etc/passwd\")", "#sys.inputs", "]#[x", "$a^2$",
    "*tebal* _miring_ `kode`", "= Judul", "\\u{41} \\ \\\\", "'; DROP TABLE surat; --", "🙂 pedas",
    "\u202eterbalik\u200f",
    "N" * 300,
)
JAHAT = re.compile(r"<script>alert|<img src=x|<svg onload|onmouseover='alert|</textarea><b>")


def _isi(kantor):
    """One resident, one letter, one note per text; the village and an account are named that way too."""
    with kantor.app_context(), basis.transaksi():
        muat_jenis()
        for n, teks in enumerate(MUATAN):
            warga = buat_warga(f"Warga {n}", nik=f"99010120057901{n:02d}", no_kk=f"99010120057902{n:02d}")
            surat = buat_siap_ttd(warga, keperluan=teks[:200], nama_usaha=teks[:100]) if n % 2 else buat_terbit(
                warga, keperluan=teks[:200], nama_usaha=teks[:100])
            warga.nama = surat.nama = teks[:100]
            warga.alamat = warga.catatan_status = teks[:200]
            if n % 2:
                services.kembalikan(surat, teks.ljust(5, "."), oleh=orang("kades"))
                surat.telepon = teks[:20]
        permohonan.ajukan_di_loket(
            "keterangan-usaha", warga.id, ISIAN["keterangan-usaha"], BerkasPermohonan(LENGKAP - {"foto_usaha"}, {
                "foto_usaha": Unggahan(gambar(), "<img src=x onerror=alert(1)>\r\nSet-Cookie: a=b.jpg", "image/jpeg")}),
            oleh=orang("operator"))
        desa = db.session.get_one(Desa, 1)
        desa.alamat, desa.situs, desa.telepon = MUATAN[0], MUATAN[21], MUATAN[8]
        db.session.scalars(db.select(Pengguna).filter_by(nama_pengguna="operator")).one().nama = MUATAN[1]
        db.session.flush()
        lupakan_profil()


pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(Acuan("muatan", _isi, KANTOR, berkas=True)),
              pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils tidak ada")]


@pytest.fixture
def desa(kantor):
    return kantor


def potong(teks):
    """As PDF and page may lay it out: no blanks, no direction marks."""
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u00ad]", "", teks)


def test_di_halaman_semuanya_tulisan(desa):
    peramban, kades = Peramban(desa).masuk("sekdes"), Peramban(desa).masuk("kades")
    with desa.app_context():
        awal = [f"/surat/{i}" for i in db.session.scalars(db.select(Surat.id))]
        awal += [f"/penduduk/{i}" for i in db.session.scalars(db.select(Penduduk.id))]
    halaman = [*((j, peramban.klien.get(j)) for j in awal), *jelajah(peramban)]
    halaman += jelajah(kades, kecuali={j for j, _jawab in halaman})
    tampil = ""
    for jalur, jawab in halaman:
        if jawab.mimetype != "text/html" or not jawab.data:
            continue
        teks = jawab.get_data(as_text=True)
        assert jawab.status_code < 500 and not JAHAT.search(teks), jalur
        pohon = lxml.html.fromstring(teks)
        assert not pohon.xpath("//script[not(@src)]|//*[@onerror or @onload or @onmouseover]"), jalur
        assert not pohon.xpath("//a[starts-with(@href,'javascript:') or contains(@href,'jahat.contoh')]"), jalur
        assert not pohon.xpath("//img[@src='x']") and "root:x:0" not in teks, jalur
        tampil += " ".join(pohon.xpath("//main")[0].itertext()) if pohon.xpath("//main") else ""
    for teks in MUATAN:
        assert potong(teks[:100]) in potong(tampil), teks


def test_di_pdf_semuanya_tulisan_dan_tidak_dihitung(desa, banyak):
    with desa.app_context():
        daftar = list(db.session.scalars(db.select(Surat).where(Surat.penduduk_id.is_not(None)).order_by(Surat.id)))
        for n, surat in enumerate(daftar[:len(MUATAN)]):
            data = pratinjau(surat) if n % 2 else baca_berkas(surat.berkas)
            teks = potong(poppler("pdftotext", "-raw", "-", "-", data=data))
            muatan = potong(MUATAN[n])[:100].replace("🙂", "")
            assert muatan.casefold() in teks.casefold(), (MUATAN[n], teks)
            assert "root:x:0" not in teks
            assert "/URI" not in data.decode("latin-1").replace("http://127.0.0.1", "")


def sel_xlsx(data):
    """(formulas, hyperlinks, all texts) of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        isi = {n: z.read(n).decode() for n in z.namelist() if n.endswith((".xml", ".rels"))}
    lembar = "".join(v for n, v in isi.items() if n.startswith("xl/worksheets/"))
    return re.findall(r"<f>(.*?)</f>", lembar), "<hyperlink" in lembar, "".join(isi.values())


def kirim(peramban, jalur, tujuan):
    halaman = peramban.klien.get(jalur).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', halaman)[1]
    kunci = re.search(r'name="_kunci" value="([^"]+)"', halaman)[1]
    return peramban.klien.post(tujuan, data={"csrf_token": token, "_kunci": kunci},
                               headers={"Referer": f"http://localhost{jalur}"})


def test_di_lembar_kerja_tidak_ada_rumus_dan_tautan(desa):
    peramban = Peramban(desa).masuk("sekdes")
    for jawab in (peramban.klien.get("/penduduk/unduh"), kirim(peramban, "/surat", "/surat/xlsx"),
                  kirim(peramban, "/penduduk/impor", "/penduduk/impor/ekspor/xlsx"),
                  peramban.klien.get("/statistik/unduh"), peramban.klien.get("/audit/unduh")):
        assert jawab.status_code == 200, jawab.request.path
        if not jawab.data.startswith(b"PK"):
            periksa_csv(jawab.get_data(as_text=True))
            continue
        rumus, tautan, teks = sel_xlsx(jawab.data)
        assert not tautan and all(re.fullmatch(r"(SUM|SUBTOTAL)\([\d,A-Z:]+\)", r) for r in rumus), jawab.request.path
        if jawab.request.path not in ("/statistik/unduh", "/audit/unduh"):
            assert "=1+1" in teks and "@SUM(1+1)" in teks and "+HYPERLINK" in teks


def periksa_csv(teks):
    pemisah = ";" if teks.splitlines()[0].count(";") else ","
    for baris in csv.reader(io.StringIO(teks.lstrip("\ufeff")), delimiter=pemisah):
        for sel in baris:
            assert not re.match(r"[=+@\t\r]|-(?!\d+(,\d+)?$)(?!$)", sel), sel


def test_di_csv_awalan_rumus_dijinakkan_dan_json_apa_adanya(desa):
    peramban = Peramban(desa).masuk("sekdes")
    teks = kirim(peramban, "/penduduk/impor", "/penduduk/impor/ekspor/csv").get_data(as_text=True)
    periksa_csv(teks)
    assert "'=1+1" in teks and "'@SUM" in teks
    jawab = kirim(peramban, "/penduduk/impor", "/penduduk/impor/ekspor/json")
    if jawab.status_code == 200:
        assert "=1+1" in json.dumps(json.loads(jawab.get_data(as_text=True)))


def test_nama_berkas_tidak_menambah_kepala_jawaban(desa):
    peramban = Peramban(desa).masuk("operator")
    with desa.app_context():
        surat = db.session.scalars(db.select(Surat).order_by(Surat.id.desc())).first()
        jalur = [f"/surat/{surat.id}/syarat/{s.id}" for s in surat.syarat if s.berkas_id]
        sah = db.session.scalar(db.select(db.func.count()).select_from(CatatanAudit))
    assert sah and len(jalur) == 1
    kepala = peramban.klien.get(jalur[0]).headers
    assert "Set-Cookie" not in kepala or "a=b" not in kepala["Set-Cookie"]
    assert re.fullmatch(r"inline; filename\*=UTF-8''[\w%.-]+", kepala["Content-Disposition"])
    assert kepala["X-Content-Type-Options"] == "nosniff"
