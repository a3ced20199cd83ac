"""Joining and reporting without any network: every step is a file that somebody carries."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest

from smartkampung.extensions import db
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.kabupaten import pendaftaran
from smartkampung.kabupaten.models import DesaTerdaftar, KodeGabung, RekapMasuk
from smartkampung.rekap.models import TujuanRekap
from tests.peramban import Peramban
from tests.rekap import alat

pytestmark = pytest.mark.satu_basis


@pytest.fixture
def admin(kantor) -> Peramban:
    return Peramban(kantor).masuk("admin")


@pytest.fixture
def pejabat(kabupaten) -> Peramban:
    return Peramban(kabupaten).masuk("admin")


@pytest.fixture
def tujuan(kantor, usb) -> int:
    return alat.buat_tujuan(kantor, "folder", str(usb), "Flash disk")


def berkas(data: bytes, nama: str = "berkas.json") -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), nama


def permohonan(admin: Peramban, tujuan: int, kode: str) -> bytes:
    """The file of the first step, as the operator saves it."""
    hal = admin.buka("tujuan_rekap.permohonan", tujuan_id=tujuan).kirim("Buat berkas permohonan", kode=kode)
    assert hal.status == 200 and "gabung-99.01.01.2001.json" in hal.jawab.headers["Content-Disposition"]
    return hal.jawab.get_data()


def tergabung(admin: Peramban, pejabat: Peramban, tujuan: int) -> bytes:
    """All four steps; answers the request's file."""
    kode = pejabat.buka("desa_terdaftar.undang").kirim("Buat kode", kode=alat.KODE_DESA)
    kode = next(t for t in kode.teks_semua.split() if t.count("-") == 2 and len(t) == 14)
    dibawa = permohonan(admin, tujuan, kode)
    hal = pejabat.buka("desa_terdaftar.permohonan").kirim("Periksa dan terima", berkas=berkas(dibawa))
    assert "tergabung" in hal.pesan[0]
    jawaban = pejabat.jalur(hal.tautan("Unduh jawaban gabung"))
    assert "jawaban-gabung-99.01.01.2001.json" in jawaban.jawab.headers["Content-Disposition"]
    hal = admin.buka("tujuan_rekap.jawaban", tujuan_id=tujuan).kirim(
        "Periksa dan gabung", kode=kode, berkas=berkas(jawaban.jawab.get_data()))
    assert "tergabung dengan Kabupaten Tirtawangi" in hal.pesan[0]
    return dibawa


def test_dari_undangan_sampai_tanda_terima_tanpa_jaringan(kantor, kabupaten, admin, pejabat, tujuan, usb):
    tergabung(admin, pejabat, tujuan)
    alat.buat_jadwal(kantor, [tujuan])
    alat.putar(kantor)
    (dibawa,) = usb.rglob("rekap-*.json")
    hal = pejabat.buka("kabupaten.unggah").kirim("Periksa dan terima", berkas=berkas(dibawa.read_bytes()))
    assert "diterima" in hal.pesan[0]
    tanda = pejabat.jalur(hal.tautan("Tanda terima")).jawab.get_data()
    hal = admin.buka("rekap.tanda_terima").kirim("Periksa dan simpan", berkas=berkas(tanda))
    assert "cocok untuk 1 kiriman" in hal.pesan[0] and alat.keadaan(kantor) == ["diterima"]
    with kabupaten.app_context():
        assert db.session.scalars(db.select(RekapMasuk)).one().desa.kode == alat.KODE_DESA


def test_kode_tidak_tertulis_di_berkas_dan_berkas_lain_ditolak(kantor, kabupaten, admin, pejabat, tujuan):
    kode = alat.undang(kabupaten)
    data = permohonan(admin, tujuan, kode)
    assert kode.encode() not in data and kode.replace("-", "").encode() not in data

    def bawa(isi: bytes, siapa: Peramban = pejabat):
        hal = siapa.buka("desa_terdaftar.permohonan").kirim("Periksa dan terima", berkas=berkas(isi))
        assert hal.status in (403, 422) and hal.galat, (hal.status, isi[:20])
        with kabupaten.app_context():
            assert not db.session.scalars(db.select(DesaTerdaftar)).one().kunci
        return hal.teks_semua

    diubah = json.loads(data)
    diubah["paket"]["isi"]["desa"]["nama"] = "Lain"
    for isi in (b"", b"{}", b"bukan json", data[:-40], json.dumps(diubah).encode(), b"[" * 70_000):
        bawa(isi)
    assert "tidak cocok" in bawa(permohonan(admin, tujuan, "AAAA-AAAA-AAAA"))
    jam_program.maju(days=8)
    assert "tidak cocok" in bawa(data, Peramban(kabupaten).masuk("admin"))


def test_jawaban_desa_lain_atau_kode_lain_ditolak_tanpa_mengubah_apa_pun(kantor, kabupaten, admin, pejabat, tujuan):
    kode, kode_lain = alat.undang(kabupaten), alat.undang(kabupaten, "99.01.01.2002")
    dibawa = permohonan(admin, tujuan, kode)
    with alat.menulis(kabupaten):
        jawaban = pendaftaran.sambut(dibawa)
        lain = db.session.scalars(db.select(DesaTerdaftar).filter_by(kode="99.01.01.2002")).one()
        db.session.get_one(KodeGabung, lain.id).dipakai_sidik = "0" * 16
        milik_lain = pendaftaran.jawaban(lain)
    for data, dengan in ((jawaban, "AAAA-AAAA-AAAA"), (jawaban, "AAAA"), (jawaban[:-9], kode), (b"{}", kode),
                         (milik_lain, kode_lain), (b" " * 70_000, kode)):
        hal = admin.buka("tujuan_rekap.jawaban", tujuan_id=tujuan).kirim("Periksa dan gabung", kode=dengan,
                                                                          berkas=berkas(data))
        assert hal.status == 422 and hal.galat, (dengan, data[:20])
    with kantor.app_context():
        assert not db.session.get_one(TujuanRekap, tujuan).kunci_penerima
    hal = admin.buka("tujuan_rekap.jawaban", tujuan_id=tujuan).kirim("Periksa dan gabung", kode=kode,
                                                                      berkas=berkas(jawaban))
    assert "tergabung" in hal.pesan[0]


def test_kunci_dicabut_lalu_kunci_baru_lewat_berkas(kantor, kabupaten, admin, pejabat, tujuan):
    lama = tergabung(admin, pejabat, tujuan)
    pejabat.buka("desa_terdaftar.lihat", desa_id=1).kirim("Cabut kunci")
    kode = alat.undang(kabupaten)
    hal = pejabat.buka("desa_terdaftar.permohonan").kirim(
        "Periksa dan terima", berkas=berkas(permohonan(admin, tujuan, kode)))
    assert hal.status == 403 and "dicabut" in hal.teks_semua
    hal = admin.buka("tujuan_rekap.permohonan", tujuan_id=tujuan).kirim("Buat kunci desa yang baru")
    assert "Kunci desa yang baru" in hal.pesan[0]
    kode = alat.undang(kabupaten)
    baru = permohonan(admin, tujuan, kode)
    assert json.loads(baru)["paket"]["isi"]["kunci_publik"] != json.loads(lama)["paket"]["isi"]["kunci_publik"]
    hal = pejabat.buka("desa_terdaftar.permohonan").kirim("Periksa dan terima", berkas=berkas(baru))
    assert "tergabung" in hal.pesan[0]


def test_hanya_admin_dan_jawaban_hanya_selagi_kodenya_berlaku(kantor, kabupaten, admin, pejabat, tujuan):
    assert Peramban(kantor).masuk("operator").buka("tujuan_rekap.permohonan", tujuan_id=tujuan).status == 403
    assert Peramban(kabupaten).masuk("kabupaten").buka("desa_terdaftar.permohonan").status == 403
    kode = alat.undang(kabupaten)
    assert pejabat.buka("desa_terdaftar.jawaban", desa_id=1).status == 404
    pejabat.buka("desa_terdaftar.permohonan").kirim("Periksa dan terima",
                                                     berkas=berkas(permohonan(admin, tujuan, kode)))
    assert pejabat.buka("desa_terdaftar.jawaban", desa_id=1).status == 200
    jam_program.atur(jam_program.kini() + timedelta(days=8))
    pejabat = Peramban(kabupaten).masuk("admin")
    assert pejabat.buka("desa_terdaftar.jawaban", desa_id=1).status == 404
