"""Object by object (keandalan F-34): what belongs to somebody else is not found, and a wrong role is refused."""

from __future__ import annotations

import pytest

from smartkampung.akun.models import Sesi
from smartkampung.extensions import db
from smartkampung.inti.tugas import Tugas
from smartkampung.surat.models import SertifikatPenanda, SyaratSurat
from tests.pabrik import PERAN_UJI
from tests.peramban import Peramban
from tests.sapuan.alat import POJOK

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(POJOK)]

BERKAS_SURAT = ("/surat/1", "/surat/1/pdf", "/surat/3/pratinjau", "/surat/1/tanda-terima")
TANPA_SURAT = ("keuangan", "kadus", "ketuart", "bpd", "bumdes", "pengawas")


@pytest.fixture
def pojok(kantor):
    return kantor


def baca(app, pilih):
    with app.app_context():
        return list(db.session.scalars(pilih))


def syarat(app):
    return baca(app, db.select(SyaratSurat).where(SyaratSurat.berkas_id.is_not(None)))


@pytest.mark.parametrize("nama", TANPA_SURAT)
def test_peran_tanpa_surat_ditolak_di_setiap_berkas_surat(pojok, nama):
    peramban = Peramban(pojok).masuk(nama)
    for jalur in (*BERKAS_SURAT, *(f"/surat/{s.surat_id}/syarat/{s.id}" for s in syarat(pojok))):
        assert peramban.klien.get(jalur).status_code == 403, jalur


def test_peran_surat_membuka_dan_tanpa_masuk_tidak(pojok):
    assert set(TANPA_SURAT) < set(PERAN_UJI)
    operator, tamu = Peramban(pojok).masuk("operator").klien, pojok.test_client()
    for jalur in (*BERKAS_SURAT, *(f"/surat/{s.surat_id}/syarat/{s.id}" for s in syarat(pojok))):
        assert operator.get(jalur).status_code == 200, jalur
        assert tamu.get(jalur).status_code == 303, jalur


def test_syarat_hanya_lewat_suratnya_sendiri_dan_pdf_asing_hanya_diunduh(pojok):
    operator = Peramban(pojok).masuk("operator").klien
    foto, pdf = sorted(syarat(pojok), key=lambda s: s.kode)
    for s in (foto, pdf):
        assert operator.get(f"/surat/1/syarat/{s.id}").status_code == 404
    assert operator.get(f"/surat/{foto.surat_id}/syarat/{foto.id}").headers["Content-Disposition"].startswith("inline")
    jawab = operator.get(f"/surat/{pdf.surat_id}/syarat/{pdf.id}")
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    tanpa_berkas = baca(pojok, db.select(SyaratSurat).where(SyaratSurat.berkas_id.is_(None)))[0]
    assert operator.get(f"/surat/{tanpa_berkas.surat_id}/syarat/{tanpa_berkas.id}").status_code == 404
    assert operator.get("/surat/3/pdf").status_code == 404  # not issued yet


def test_pekerjaan_orang_lain_tidak_ditemukan(pojok):
    (tugas,) = baca(pojok, db.select(Tugas))
    jalur = f"/pekerjaan/{tugas.id}"
    assert Peramban(pojok).masuk("sekdes").klien.get(jalur).status_code in (200, 303)
    for nama in ("kades", "operator", "admin"):
        assert Peramban(pojok).masuk(nama).klien.get(jalur).status_code == 404


def test_sesi_orang_lain_tidak_dapat_diakhiri(pojok):
    Peramban(pojok).masuk("sekdes")
    (milik_sekdes,) = baca(pojok, db.select(Sesi.id))
    operator = Peramban(pojok).masuk("operator")
    halaman = operator.buka("akun.saya")
    kunci = [(n, v) for n, v in halaman.isian("Keluar") if n in ("csrf_token", "_kunci")]
    jawab = operator.klien.post(f"/akun/sesi/{milik_sekdes}/akhiri", data=dict(kunci),
                                headers={"Referer": "http://localhost/akun"})
    assert jawab.status_code == 404
    assert milik_sekdes in baca(pojok, db.select(Sesi.id))
    assert "sekdes" not in halaman.teks_semua.lower()


def test_sertifikat_penanda_lain_tidak_dapat_dicabut(pojok):
    """A deputy who may sign sees and revokes only his own; whoever runs the letters may revoke any."""
    from datetime import date

    from smartkampung.inti import db as basis
    from tests.pabrik import isi_pengguna

    with pojok.app_context(), basis.transaksi():
        isi_pengguna("plh", "kepala_desa", sifat="plh", nomor_sk="1", sampai=date(2027, 1, 1))
        (milik_kades,) = db.session.scalars(db.select(SertifikatPenanda.id))
    plh = Peramban(pojok).masuk("plh")
    halaman = plh.buka("tanda_tangan.lihat_sertifikat")
    assert f"/sertifikat/{milik_kades}/" not in halaman.isi.decode()
    kunci = {n: v for n, v in halaman.isian("Keluar") if n in ("csrf_token", "_kunci")}
    jawab = plh.klien.post(f"/surat/sertifikat/{milik_kades}/cabut", data=kunci,
                           headers={"Referer": "http://localhost/surat/sertifikat"})
    assert jawab.status_code == 404
    assert baca(pojok, db.select(SertifikatPenanda.dicabut_pada)) == [None]


@pytest.mark.parametrize("nama", ["ketuart", "bumdes", "kadus"])
def test_rekap_tertutup_bagi_yang_tidak_berhak(pojok, nama):
    klien = Peramban(pojok).masuk(nama).klien
    aturan = [r for r in pojok.url_map.iter_rules() if r.rule.startswith("/rekap") and "GET" in r.methods]
    assert len(aturan) >= 5
    for r in aturan:
        with pojok.test_request_context():
            from flask import url_for

            jalur = url_for(r.endpoint, **{n: 1 if type(k).__name__ == "IntegerConverter" else "x"
                                           for n, k in r._converters.items()})
        assert klien.get(jalur).status_code == 403, r.endpoint
