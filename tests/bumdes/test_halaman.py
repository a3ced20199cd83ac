"""Pages: who opens what, the enterprise from founding to a manager who sees only his unit."""

from __future__ import annotations

import random

import pytest

from smartkampung.bumdes.lembaga.models import Bumdes, OrganBumdes
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from tests.bumdes.bantu import dirikan
from tests.peramban import Peramban
from tests.sapuan.test_isian_buruk import TULISAN, formulir, isi_buruk

pytestmark = pytest.mark.satu_basis


def test_mendirikan_menambah_unit_dan_mengangkat_dari_halaman(kantor):
    p = Peramban(kantor).masuk("bumdes")
    assert "Belum ada BUMDes" in p.buka("bumdes.daftar").teks_semua
    halaman = p.buka("bumdes.dirikan").kirim("Buka pembukuan", nama="Maju Bersama", nib="12", jenis="bumdes")
    assert "13 angka" in halaman.galat[0]
    halaman = halaman.kirim("Buka pembukuan", nib="")
    assert "NPWP" in halaman.pesan[-1] and "Maju Bersama" in halaman.teks_semua
    unit = p.buka("bumdes.tambah_unit", bumdes_id=1)
    assert "huruf besar" in unit.kirim("Simpan", nama="Toko", kode="t", jenis="dagang").galat[0]
    assert "Toko dibuka" in unit.kirim("Simpan", nama="Toko", kode="TOKO", jenis="dagang").pesan[0]
    organ = p.buka("bumdes.angkat", bumdes_id=1).kirim("Simpan", jabatan="direktur", nama="Wahyu", mulai="2026-01-01")
    assert "Wahyu dicatat" in organ.pesan[0]
    akun = p.buka("bumdes.akun", bumdes_id=1, kata="Bank BRI").ikuti("Kas di Bank BRI")
    assert "disimpan" in akun.kirim("Simpan", nama="Rekening BRI Unit Randuasri").pesan[0]
    pos = p.buka("bumdes.pos", bumdes_id=1).kirim("Simpan", desa="31")
    assert "101 %" in " ".join(pos.galat)
    assert "disimpan" in pos.kirim("Simpan", desa="30,5", cadangan="39,5").pesan[0]


def test_manajer_hanya_melihat_unitnya_dan_jabatan_berakhir(usaha):
    toko = Peramban(usaha).masuk("toko")
    halaman = toko.buka("bumdes.lihat", bumdes_id=1)
    assert "Toko Desa" in halaman.teks_semua and "Sewa Tenda" not in halaman.teks_semua
    assert toko.buka("bumdes.ubah", bumdes_id=1).status == 403
    dirut = Peramban(usaha).masuk("dirut")
    assert dirut.buka("bumdes.tambah_unit", bumdes_id=1).status == 200
    with usaha.app_context():
        organ = db.session.scalar(db.select(OrganBumdes.id).filter_by(jabatan="manajer"))
    dirut.buka("bumdes.berhentikan", bumdes_id=1, organ_id=organ).kirim("Simpan", sampai="2026-11-20")
    assert Peramban(usaha).masuk("toko").buka("bumdes.lihat", bumdes_id=1).status == 403


def test_bumdes_lain_tidak_ditemukan_bagi_pengurus(usaha):
    with usaha.app_context(), basis.transaksi():
        dirikan(nama="Sumber Rejeki", unit=False)
        assert db.session.scalar(db.select(db.func.count()).select_from(Bumdes)) == 2
    dirut = Peramban(usaha).masuk("dirut")
    assert dirut.buka("bumdes.lihat", bumdes_id=2).status == 404
    for nama in ("kades", "bpd", "pengawas", "bumdes"):
        assert "Sumber Rejeki" in Peramban(usaha).masuk(nama).buka("bumdes.daftar").teks_semua
    assert Peramban(usaha).masuk("operator").buka("bumdes.daftar").status == 403


def alamat_usaha(app, nama):
    """Every address of the area with a row that is there (journal 3 belongs to the shop)."""
    from flask import url_for

    isi = {"bumdes_id": 1, "entitas_id": 2, "jurnal_id": 3, "jenis": None, "bentuk": "xlsx", "tahun": 2025,
           "kode": "perdes"}
    with app.test_request_context():
        for r in app.url_map.iter_rules():
            if not r.rule.startswith("/bumdes") or "GET" not in r.methods:
                continue
            for jenis in ("neraca", "jual", "neraca-saldo") if "jenis" in r.arguments else ("",):
                yield r.endpoint, url_for(r.endpoint, **{n: {**isi, "jenis": jenis}.get(n, 1) for n in r.arguments})


@pytest.mark.parametrize("nama", ["bumdes", "toko"])
def test_setiap_halaman_terbuka_atau_ditolak_dengan_kalimat(usaha, nama):
    p, terbuka = Peramban(usaha).masuk(nama), 0
    for endpoint, jalur in alamat_usaha(usaha, nama):
        halaman = p.jalur(jalur)
        assert halaman.status < 500, (endpoint, jalur, halaman.teks_semua[:300])
        terbuka += halaman.status == 200
    assert terbuka > {"bumdes": 50, "toko": 25}[nama]


@pytest.mark.parametrize("nama", ["bumdes"])
def test_isian_buruk_dijawab_dengan_kalimat(usaha, nama, banyak):
    acak, p, diisi = random.Random(len(nama)), Peramban(usaha).masuk(nama), 0
    for _endpoint, jalur in sorted(set(alamat_usaha(usaha, nama))) * banyak(1, 20):
        halaman = p.klien.get(jalur)
        if halaman.mimetype != "text/html" or halaman.status_code != 200:
            continue
        for ke in sorted({k for k, _f in formulir(halaman, jalur)}):
            form = dict(formulir(p.klien.get(jalur), jalur)).get(ke)
            if form is None:
                continue
            berkas = form.xpath(".//input[@type='file']")
            jenis = "multipart/form-data" if berkas else "application/x-www-form-urlencoded"
            jawab = p.klien.post(ke, data=isi_buruk(form, acak, acak.choice(TULISAN)), content_type=jenis,
                                 headers={"Referer": f"http://localhost{jalur}"})  # fmt: skip
            diisi += 1
            assert jawab.status_code < 500, (ke, jawab.get_data(as_text=True)[:300])
    assert diisi > 10
