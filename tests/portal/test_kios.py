"""The kiosk: an enrolled device, no menu, nothing personal left behind."""

from __future__ import annotations

import pytest

from smartkampung.extensions import db
from smartkampung.portal.kios.models import PerangkatKios
from smartkampung.surat.models import Surat
from tests.peramban import Peramban
from tests.surat.bantu import buat_permohonan
from tests.surat.test_halaman import warga as warga_satu

NIK = "9901012005790007"
ISI = {"nik": NIK, "tanggal_lahir": "20-05-1979", "nama": "Sutrisno bin Karto", "isian_nama_usaha": "Warung",
       "isian_jenis_usaha": "Jasa", "isian_berdiri_sejak": "2014", "isian_keperluan": "kredit"}  # fmt: skip


@pytest.fixture
def kios(loket):
    """A device that staff have just enrolled."""
    tablet = Peramban(loket.app).masuk("sekdes")
    hal = tablet.buka("perangkat_kios.daftar").kirim("Jadikan perangkat ini kios", nama="Tablet ruang tunggu")
    assert hal.judul == "Selamat datang"
    return tablet


def test_didaftarkan_sekali_dapat_dicabut_dan_perangkat_lain_tertutup(loket, kios):
    assert kios.klien.get("/beranda").status_code == 303
    nama = next(c.key for c in kios.klien._cookies.values() if c.key.endswith("_kios"))
    kuki = kios.klien.get_cookie(nama, path="/kios")
    assert kuki.http_only and kuki.path == "/kios"
    with loket.app.app_context():
        assert kuki.value not in str(db.session.execute(db.select(PerangkatKios.__table__)).all())
    sekdes = Peramban(loket.app).masuk("sekdes")
    assert "Tablet ruang tunggu" in sekdes.buka("perangkat_kios.daftar").kirim("Cabut").teks_semua
    assert kios.klien.get("/kios").status_code == 403
    assert Peramban(loket.app).masuk("operator").klien.get("/surat/atur/kios").status_code == 403
    for r in loket.app.url_map.iter_rules():
        if r.endpoint.startswith("kios."):
            assert getattr(loket.app.view_functions[r.endpoint], "_kios", False), r.endpoint
            jalur = r.rule.replace("<kode>", "keterangan-usaha")
            if "GET" in r.methods:
                jawab = loket.app.test_client().get(jalur)
                assert jawab.status_code == 403 and "belum didaftarkan" in jawab.get_data(as_text=True), jalur


def test_permohonan_dari_kios_tanpa_sisa_pribadi_dan_tanpa_membocorkan_buku_induk(loket, kios):
    form = kios.buka("kios.surat", kode="keterangan-usaha")
    assert not form.pohon.xpath("//nav") and not form.pohon.xpath("//form[@data-draf]")
    assert {m.get("autocomplete") for m in form.pohon.xpath("//input[@data-papan]")} == {"off"}
    selesai = form.kirim("Kirim permohonan", **ISI)
    assert selesai.judul == "Permohonan diterima"
    for rahasia in (NIK, "Sutrisno", "1979", "Warung"):
        assert rahasia not in selesai.isi.decode()
    assert selesai.jawab.headers["Cache-Control"] == "no-store"
    assert kios.buka("kios.selesai").judul == "Selamat datang"  # shown once
    with loket.app.app_context():
        surat = db.session.get(Surat, 1)
        assert (surat.kanal, surat.cocok, surat.penduduk_id) == ("kiosk", True, 1)
    form = kios.buka("kios.surat", kode="keterangan-usaha")
    asing = form.kirim("Kirim permohonan", **ISI | {"nik": "9901014107900009"})
    assert asing.judul == "Permohonan diterima"
    with loket.app.app_context():
        assert db.session.get(Surat, 2).cocok is False
    hal = kios.buka("kios.surat", kode="keterangan-usaha").kirim("Kirim permohonan", **ISI | {
        "nik": "123", "tanggal_lahir": "31-02-1979"})
    assert hal.status == 422 and any("16 angka" in g for g in hal.galat) and any("tanggal" in g for g in hal.galat)


def test_status_tanpa_nama_hanya_sekali_dan_layar_kembali_sendiri(kios, tulis):
    kode = tulis(lambda: buat_permohonan(warga_satu()).kode_status)
    salah = kios.buka("kios.status").kirim("Lihat status", kode=kode, tanggal_lahir="21-05-1979")
    assert any("tidak cocok" in p for p in salah.pesan)
    hal = kios.buka("kios.status").kirim("Lihat status", kode=kode, tanggal_lahir="20-05-1979")
    assert hal.judul == "Keterangan Usaha" and "Diterima" in hal.teks_semua and "Sutrisno" not in hal.teks_semua
    assert kios.buka("kios.status_lihat").judul == "Selamat datang"
    for jalur in ("/kios", "/kios/surat/keterangan-usaha", "/kios/status"):
        hal = kios.jalur(jalur)
        assert 10 <= int(hal.pohon.xpath("//body/@data-kios-diam")[0]) <= 60
        assert hal.pohon.xpath("//noscript/meta[@http-equiv='refresh']/@content")[0].startswith("60;")
        luar = [a for a in hal.pohon.xpath("//body//a/@href") if not a.startswith("/kios")]
        assert not luar, luar
