"""A kepala dusun sees the residents of his dusun and nobody else."""

from __future__ import annotations

import pytest

from smartkampung.akun.models import Penugasan
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from tests.pabrik import isi_pengguna
from tests.penduduk.conftest import isi_penduduk, tempat
from tests.penduduk.test_halaman import sel


@pytest.fixture
def dua_dusun(kantor):
    """Siti of Krajan and Joko of Sumber, committed: names -> (id, family)."""
    with kantor.app_context(), basis.transaksi():
        siti = isi_penduduk()
        joko = isi_penduduk("Joko Susilo", nik="9901012005700001", no_kk="9901010101260002", jenis_kelamin=1,
                            hubungan_keluarga=4, wilayah_id=tempat("Sumber").id)
        isi_pengguna("kadus2", "kepala_dusun", cakupan="dusun sumber")
        isi_pengguna("kadus0", "kepala_dusun", cakupan="")
        isi_pengguna("kadusx", "kepala_dusun", cakupan="Antah")
        return {"siti": (siti.id, siti.keluarga_id), "joko": (joko.id, joko.keluarga_id)}


@pytest.mark.parametrize(("akun", "punya", "asing"), [("kadus", "siti", "joko"), ("kadus2", "joko", "siti")])
def test_kepala_dusun_hanya_melihat_dusunnya(peramban, dua_dusun, akun, punya, asing):
    nama = {"siti": "Siti Aminah", "joko": "Joko Susilo"}
    peramban.masuk(akun)
    daftar = peramban.buka("penduduk.daftar")
    assert nama[punya] in daftar.teks_semua and nama[asing] not in daftar.teks_semua
    dusun = daftar.pohon.xpath("//select[@name='dusun']/option/text()")
    assert len([d for d in dusun if d.strip() != "Semua"]) == 1
    dusun_lain = "Sumber" if asing == "joko" else "Krajan"
    assert nama[asing] not in peramban.buka("penduduk.daftar", dusun=dusun_lain).teks_semua
    for kata in (nama[asing], "9901010101260001" if asing == "siti" else "9901010101260002"):
        for hasil in (daftar.kirim("Tampilkan", q=kata), peramban.buka("beranda.lihat").kirim("/cari", q=kata)):
            assert nama[asing] not in hasil.pohon.xpath("string(//main)").replace(kata, "")
    assert nama[asing] not in peramban.buka("penduduk.cetak_daftar").teks_semua
    assert nama[asing] not in peramban.buka("keluarga.perlu_kepala").teks_semua
    buku = str(sel(peramban.klien.get("/penduduk/unduh").data))
    assert nama[punya] in buku and nama[asing] not in buku


@pytest.mark.parametrize(("akun", "punya", "asing"), [("kadus", "siti", "joko"), ("kadus2", "joko", "siti")])
def test_warga_dusun_lain_tidak_ditemukan(peramban, dua_dusun, akun, punya, asing):
    peramban.masuk(akun)
    for endpoint, kunci, ke in (("penduduk.lihat", "penduduk_id", 0), ("keluarga.lihat", "keluarga_id", 1)):
        assert peramban.buka(endpoint, **{kunci: dua_dusun[punya][ke]}).status == 200
        assert peramban.buka(endpoint, **{kunci: dua_dusun[asing][ke]}).status == 404


@pytest.mark.parametrize(("akun", "kalimat"), [("kadus0", "belum menyebut dusun"), ("kadusx", "Antah")])
def test_tanpa_dusun_tidak_ada_yang_tampil_dan_dikatakan_apa_yang_diminta(peramban, dua_dusun, akun, kalimat):
    halaman = peramban.masuk(akun).buka("penduduk.daftar")
    assert kalimat in halaman.teks_semua and "Minta admin desa" in halaman.teks_semua
    assert "Siti" not in halaman.teks_semua and "Joko" not in halaman.teks_semua
    assert peramban.buka("penduduk.lihat", penduduk_id=dua_dusun["siti"][0]).status == 404
    assert peramban.buka("wilayah.daftar").status == 200


def test_pemilih_warga_ikut_dibatasi(peramban, dua_dusun):
    from smartkampung.penduduk import queries
    from smartkampung.penduduk.cakupan import wilayah_terlihat
    from tests.surat.bantu import orang

    with peramban.app.app_context():
        boleh = wilayah_terlihat(orang("kadus"))
        assert [b.nama for b in queries.cari("jo", saring=queries.Saring(wilayah=boleh))] == []
        assert wilayah_terlihat(orang("operator")) is None
    halaman = peramban.masuk("kadus").buka("penduduk.daftar")
    token = dict(halaman.isian("Keluar"))["csrf_token"]
    for kata, banyak in (("joko", 0), ("siti", 1)):
        jawab = peramban.klien.post("/penduduk/cari", data={"q": kata, "csrf_token": token},
                                    headers={"Accept": "application/json", "Referer": "http://localhost/penduduk"})
        assert len(jawab.json["hasil"]) == banyak


def test_peran_lain_membuka_seluruh_desa(peramban, dua_dusun):
    with peramban.app.app_context(), basis.transaksi():
        from datetime import date

        from smartkampung.akun.services import tugaskan
        from tests.surat.bantu import orang

        tugaskan(orang("kadus"), "kaur_kasi", mulai=date(2026, 1, 1), oleh=None)
    halaman = peramban.masuk("kadus").buka("penduduk.daftar")
    assert "Joko Susilo" in halaman.teks_semua and "Siti Aminah" in halaman.teks_semua


def test_dusun_berganti_nama_cakupan_mengikuti(peramban, dua_dusun):
    with peramban.app.app_context():
        krajan = tempat_id("Krajan")
    peramban.masuk("operator").buka("wilayah.ubah", wilayah_id=krajan).kirim("Simpan", dusun="Krajan Lor")
    halaman = peramban.keluar().masuk("kadus").buka("penduduk.daftar")
    assert "Siti Aminah" in halaman.teks_semua and "Joko" not in halaman.teks_semua
    with peramban.app.app_context():
        assert set(db.session.scalars(db.select(Penugasan.cakupan).filter_by(peran="kepala_dusun"))) == {
            "KRAJAN LOR", "dusun sumber", "", "Antah"}


def tempat_id(dusun):
    from smartkampung.penduduk.models import Wilayah

    return db.session.scalar(db.select(Wilayah.id).filter_by(dusun=dusun))
