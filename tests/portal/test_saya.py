"""Surat saya: a PIN from the counter, a realm of its own, only one's own letters."""

from __future__ import annotations

import re

import pytest

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.portal.saya import services
from smartkampung.portal.saya.models import PinWarga, SesiWarga
from smartkampung.surat import sertifikat
from smartkampung.surat.models import Surat
from tests.peramban import Peramban
from tests.surat.bantu import FRASA, buat_permohonan, buat_sertifikat_kades, buat_terbit, buat_warga, orang
from tests.surat.test_halaman import warga as warga_satu

NIK, PIN = "9901012005790007", "482913"
HASH = services.buat_hash(PIN)


@pytest.fixture
def berpin(loket, tulis):
    """The office; Sutrisno (1) has a PIN, Siti (2) none; letter 1 is his, letter 2 hers, both signed by pen."""

    def isi():
        satu, dua = warga_satu(), buat_warga("Siti Aminah", "9901014107900001")
        buat_terbit(satu)
        buat_terbit(dua)
        services.beri_pin(satu.id, services.PinBaru(PIN, HASH), "0812-3456-7890", oleh=orang("operator"))

    tulis(isi)
    return loket


def masuk(berpin, kenal=NIK, pin=PIN):
    hp = Peramban(berpin.app)
    return hp.buka("surat_saya.masuk").kirim("Masuk", kenal=kenal, pin=pin)


def test_masuk_melihat_dan_mengunduh_milik_sendiri_saja(berpin, tulis):
    def bertanda_elektronik():
        buat_sertifikat_kades()
        buat_terbit(warga_satu(), signer=sertifikat.signer_untuk(orang("kades").id, FRASA))
        buat_permohonan(warga_satu())

    tulis(bertanda_elektronik)
    for kenal in (NIK, "9901 0120 0579 0007", "+62 812 3456 7890"):
        hal = masuk(berpin, kenal)
        assert hal.judul == "Surat saya" and "Selesai" in hal.teks_semua and NIK not in hal.isi.decode()
    assert len(hal.pohon.xpath("//a[text()='Unduh']")) == 1
    klien = hal.peramban.klien
    pdf = klien.get(hal.tautan("Unduh"))
    assert pdf.data.startswith(b"%PDF") and pdf.headers["Content-Disposition"].startswith("attachment")
    assert [klien.get(f"/surat-saya/{n}").status_code for n in (1, 3, 4, 2, 99)] == [200, 200, 200, 404, 404]
    assert [klien.get(f"/surat-saya/{n}/pdf").status_code for n in (1, 2, 4)] == [404, 404, 404]  # pen, hers, open
    for jalur in ("/surat", "/surat/1", "/surat/1/pdf", "/penduduk/1", "/beranda"):
        jawab = klien.get(jalur)
        assert jawab.status_code == 303 and jawab.location.startswith("/masuk"), jalur


def test_setiap_halaman_tertutup_tanpa_sesi_dan_kukinya_hanya_untuk_halaman_ini(berpin):
    petugas = Peramban(berpin.app).masuk("operator").klien
    dijaga = 0
    for r in berpin.app.url_map.iter_rules():
        if not r.endpoint.startswith("surat_saya.") or r.endpoint in ("surat_saya.masuk", "surat_saya.masuk_kirim"):
            continue
        assert getattr(berpin.app.view_functions[r.endpoint], "_warga", False), r.endpoint
        dijaga += 1
        if "GET" in r.methods:
            jalur = r.rule.replace("<int:surat_id>", "1").replace("<kode>", "keterangan-usaha")
            for klien in (petugas, berpin.app.test_client()):
                assert klien.get(jalur).location == "/surat-saya/masuk", jalur
    assert dijaga >= 6
    hp = Peramban(berpin.app)
    form = hp.buka("surat_saya.masuk").isian("Masuk")
    jawab = hp.klien.post("/surat-saya/masuk", data=dict(form) | {"kenal": NIK, "pin": PIN},
                          headers={"Referer": "http://localhost/surat-saya/masuk"})  # fmt: skip
    kuki = next(k for k in jawab.headers.getlist("Set-Cookie") if "_warga=" in k)
    assert "Path=/surat-saya" in kuki and "HttpOnly" in kuki and "SameSite=Lax" in kuki
    with berpin.app.app_context():
        token = re.search(r"_warga=([^;]+)", kuki)[1]
        assert token not in str(db.session.execute(db.select(SesiWarga.__table__)).all())
        assert PIN not in str(db.session.execute(db.select(PinWarga.__table__)).all())


def test_yang_salah_dijawab_sama_dan_tebakan_ditahan(berpin):
    for kenal, pin in ((NIK, "000000"), ("9901014107900001", PIN), ("9999999999999999", PIN), ("081299999999", PIN),
                       ("abc", PIN)):  # fmt: skip
        hal = masuk(berpin, kenal, pin)
        assert hal.status == 422 and any("tidak cocok" in g for g in hal.galat), kenal
        assert pin not in hal.isi.decode()
    for _ in range(5):
        assert masuk(berpin, NIK, "000000").status == 422
    hal = masuk(berpin)
    assert hal.status == 429 and "Terlalu banyak" in hal.teks_semua


def test_sesi_berakhir_saat_diam_keluar_pin_baru_atau_warga_pergi(berpin, tulis, jam):
    hp = masuk(berpin).peramban
    jam.maju(minutes=10)
    assert hp.klien.get("/surat-saya").status_code == 200
    jam.maju(minutes=14)
    assert hp.klien.get("/surat-saya").status_code == 200
    jam.maju(minutes=16)
    assert hp.klien.get("/surat-saya").status_code == 303
    hp = masuk(berpin).peramban
    hp.buka("surat_saya.daftar").kirim("Keluar")
    assert hp.klien.get("/surat-saya").status_code == 303
    hp = masuk(berpin).peramban
    tulis(lambda: services.beri_pin(1, services.siapkan_pin(), oleh=orang("operator")))
    assert hp.klien.get("/surat-saya").status_code == 303
    assert masuk(berpin).status == 422
    tulis(lambda: services.beri_pin(1, services.PinBaru(PIN, HASH), oleh=orang("operator")))
    tulis(lambda: setattr(warga_satu(), "status_dasar", 2))
    assert masuk(berpin).status == 422


def test_pin_dari_loket_tampil_sekali_dicabut_dan_minta_surat_tanpa_mengetik_diri(berpin):
    operator = Peramban(berpin.app).masuk("operator")
    hal = operator.buka("penduduk.lihat", penduduk_id=2).ikuti("PIN")
    terpakai = hal.kirim("Beri PIN", telepon="081234567890")
    assert any("sudah dipakai warga lain" in g for g in terpakai.galat)
    lembar = terpakai.kirim("Beri PIN", telepon="")
    pin = re.search(r"PIN (\d{6})", lembar.teks_semua)[1]
    assert operator.buka("pin_warga.baru", penduduk_id=2).judul == "PIN surat saya"
    assert pin not in operator.buka("pin_warga.baru", penduduk_id=2).teks_semua
    assert masuk(berpin, "9901014107900001", pin).judul == "Surat saya"
    operator.buka("pin_warga.lihat", penduduk_id=2).kirim("Cabut PIN")
    assert masuk(berpin, "9901014107900001", pin).status == 422
    with berpin.app.app_context():
        pilih = db.select(CatatanAudit.peristiwa).where(CatatanAudit.peristiwa.like("portal.%"))
        jejak = db.session.scalars(pilih.order_by(CatatanAudit.id)).all()
        isi = str(db.session.scalars(db.select(CatatanAudit.rincian)).all())
    assert jejak[-3:] == ["portal.pin_diberikan", "portal.warga_masuk", "portal.pin_dicabut"]
    assert pin not in isi
    assert Peramban(berpin.app).masuk("kades").klien.get("/penduduk/1/pin").status_code == 403
    hal = masuk(berpin).ikuti("Keterangan Domisili")
    assert not hal.pohon.xpath("//input[@name='nik' or @name='nama']")
    hal = hal.kirim("Kirim permohonan", isian_keperluan="membuka rekening", isian_tinggal_sejak="2019-03-01")
    assert "Permohonan terkirim" in hal.teks_semua
    with berpin.app.app_context():
        surat = db.session.get(Surat, 3)
        assert (surat.penduduk_id, surat.cocok, surat.kanal, surat.nik) == (1, True, "web", NIK)
