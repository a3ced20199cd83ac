"""Acts on residents and families."""

from datetime import date

import pytest

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.penduduk import queries, services
from smartkampung.penduduk import services_keluarga as keluarga
from smartkampung.penduduk.galat import (
    BukanAnggota,
    DataBentrok,
    KKTerpakai,
    NIKTerpakai,
    NomorTidakSah,
    StatusTidakBerubah,
    SudahDiKeluargaIni,
    TanggalMasaDepan,
    TanggalTerbalik,
    TempatKosong,
    WilayahAda,
    WilayahDipakai,
)
from smartkampung.penduduk.models import Keluarga, Wilayah
from smartkampung.penduduk.periksa import daftar_pemeriksaan
from tests.penduduk.conftest import tempat


def temuan():
    return [t for p in daftar_pemeriksaan() for t in p.jalankan()]


def test_penduduk_baru_membuat_keluarga_dan_kata_kunci(buat_penduduk):
    siti = buat_penduduk()

    assert siti.keluarga.no_kk == "9901010101260001" and siti.versi == 1
    assert [b.id for b in queries.cari("sitti amina")] == [siti.id]
    assert temuan() == []


def test_anggota_baru_mengikuti_tempat_dan_alamat_kk(buat_penduduk):
    buat_penduduk(alamat="Jl. Mawar 3")
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1, hubungan_keluarga=4,
                         wilayah_id=None)

    assert (budi.alamat, budi.wilayah.uraian) == ("Jl. Mawar 3", "Krajan, RW 001 / RT 002")


@pytest.mark.parametrize(("isi", "galat", "medan"), [
    ({"nik": "9901013202700001"}, NomorTidakSah, "nik"),
    ({"nik": "123"}, NomorTidakSah, "nik"),
    ({"no_kk": "123"}, NomorTidakSah, "no_kk"),
    ({"tanggal_lahir": date(2027, 1, 1)}, TanggalMasaDepan, "tanggal_lahir"),
    ({"tanggal_perkawinan": date(1990, 1, 1)}, TanggalTerbalik, "tanggal_perkawinan"),
    ({"wilayah_id": None}, TempatKosong, "wilayah_id"),
])
def test_yang_mustahil_ditolak_di_medannya(buat_penduduk, isi, galat, medan):
    with pytest.raises(galat) as tolak:
        buat_penduduk(**isi)
    assert tolak.value.medan == medan


def test_nik_hidup_tidak_dipakai_dua_kali_tetapi_boleh_setelah_mati(buat_penduduk):
    lama = buat_penduduk()
    with pytest.raises(NIKTerpakai, match="Siti Aminah"):
        buat_penduduk("Kembaran", hubungan_keluarga=4)

    services.ubah_status(lama, 2, tanggal=date(2026, 11, 1), versi=1, oleh=None)
    buat_penduduk("Kembaran", hubungan_keluarga=4)
    with pytest.raises(NIKTerpakai, match="Kembaran"):
        services.ubah_status(lama, 1, tanggal=date(2026, 11, 2), versi=2, oleh=None)


def test_tanpa_nik_dicatat_sementara_dan_boleh_banyak(buat_penduduk):
    a, b = buat_penduduk(nik=""), buat_penduduk("Kedua", nik="0", hubungan_keluarga=4)

    assert a.nik_sementara and b.nik_sementara and a.nik is None
    services.ubah(a, {"nik": "9901015003960001"}, versi=1, oleh=None)
    assert (a.nik, a.nik_sementara) == ("9901015003960001", False)


def test_kelamin_kosong_diisi_dari_nik(buat_penduduk):
    assert buat_penduduk(jenis_kelamin=None).jenis_kelamin == 2


def test_versi_lama_tidak_menimpa(buat_penduduk):
    siti = buat_penduduk()
    services.ubah(siti, {"tempat_lahir": "Kalirejo"}, versi=1, oleh=None)

    with pytest.raises(DataBentrok):
        services.ubah(siti, {"tempat_lahir": "Randuasri"}, versi=1, oleh=None)
    assert siti.tempat_lahir == "Kalirejo" and siti.versi == 2


def test_ubah_tanpa_beda_tidak_menambah_versi(buat_penduduk):
    siti = buat_penduduk()

    assert services.ubah(siti, {"nama": "Siti Aminah"}, versi=1, oleh=None) == []
    assert siti.versi == 1


def test_ganti_nama_mengganti_kata_kunci(buat_penduduk):
    siti = buat_penduduk()
    services.ubah(siti, {"nama": "Soekarni"}, versi=1, oleh=None)

    assert queries.cari("siti") == [] and [b.nama for b in queries.cari("sukarni")] == ["Soekarni"]
    assert temuan() == []


def test_pecah_kk_lalu_gabung_lagi(buat_penduduk):
    buat_penduduk(alamat="Jl. Mawar 3")
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1, hubungan_keluarga=4)
    with pytest.raises(SudahDiKeluargaIni):
        services.pindah_keluarga(budi, "9901010101260001", 4, versi=1, oleh=None)

    services.pindah_keluarga(budi, "9901012111260001", 1, wilayah_id=tempat(rt="009").id, versi=1, oleh=None)
    assert (budi.keluarga.no_kk, budi.wilayah.rt, budi.hubungan_keluarga) == ("9901012111260001", "009", 1)

    services.pindah_keluarga(budi, "9901010101260001", 4, versi=2, oleh=None)
    assert (budi.alamat, budi.wilayah.rt) == ("Jl. Mawar 3", "002")


def test_kepala_meninggal_kk_perlu_kepala_baru_lalu_ditetapkan(buat_penduduk):
    siti = buat_penduduk()
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1, hubungan_keluarga=4)
    services.ubah_status(siti, 2, tanggal=date(2026, 11, 20), catatan="sakit", versi=1, oleh=None)

    assert queries.kk_tanpa_satu_kepala() == [(siti.keluarga_id, 0)]
    assert queries.keluarga_bermasalah()[0][0].nama == "Budi"
    with pytest.raises(BukanAnggota):
        keluarga.tetapkan_kepala(siti.keluarga, siti.id, oleh=None)

    keluarga.tetapkan_kepala(siti.keluarga, budi.id, oleh=None)
    assert queries.kk_tanpa_satu_kepala() == [] and budi.hubungan_keluarga == 1


def test_dua_kepala_disebut_dan_dibereskan(buat_penduduk):
    siti = buat_penduduk()
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1)
    assert queries.kk_tanpa_satu_kepala() == [(siti.keluarga_id, 2)]
    assert any("2 kepala keluarga" in t for t in temuan())

    db.session.expire(siti.keluarga)
    keluarga.tetapkan_kepala(siti.keluarga, budi.id, oleh=None)
    assert (siti.hubungan_keluarga, budi.hubungan_keluarga) == (9, 1)
    assert temuan() == []


def test_status_mencatat_kejadian_dan_pelaporan_dan_dapat_dikembalikan(buat_penduduk):
    siti = buat_penduduk()
    with pytest.raises(TanggalMasaDepan):
        services.ubah_status(siti, 2, tanggal=date(2026, 11, 22), versi=1, oleh=None)
    with pytest.raises(StatusTidakBerubah):
        services.ubah_status(siti, 1, tanggal=date(2026, 11, 1), versi=1, oleh=None)

    services.ubah_status(siti, 3, tanggal=date(2026, 10, 30), catatan="ke Kalirejo", versi=1, oleh=None)
    assert (siti.tanggal_status, siti.tanggal_lapor) == (date(2026, 10, 30), date(2026, 11, 21))

    services.ubah_status(siti, 1, tanggal=date(2026, 11, 21), versi=2, oleh=None)
    assert siti.hidup and siti.tanggal_lapor is None


def test_ubah_keluarga_memindahkan_semua_yang_hidup(buat_penduduk):
    siti = buat_penduduk()
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1, hubungan_keluarga=4)
    lain = buat_penduduk("Lain", nik="", no_kk="9901010101260009")
    db.session.expire(siti.keluarga)
    with pytest.raises(KKTerpakai, match="Lain"):
        keluarga.ubah_keluarga(siti.keluarga, no_kk=lain.keluarga.no_kk, alamat="",
                               wilayah_id=siti.wilayah_id, oleh=None)

    keluarga.ubah_keluarga(siti.keluarga, no_kk="9901012111260007", alamat="Jl. Baru",
                           wilayah_id=tempat(rt="005").id, oleh=None)
    assert siti.keluarga.no_kk == "9901012111260007"
    assert {(a.alamat, a.wilayah.rt, a.versi) for a in (siti, budi)} == {("Jl. Baru", "005", 2)}


def test_wilayah_tidak_ganda_dan_tidak_hilang_selagi_dihuni(buat_penduduk):
    siti = buat_penduduk()
    for dusun, rw, rt in (("krajan", "1", "2"), ("DUSUN KRAJAN", "001", "002")):
        with pytest.raises(WilayahAda):
            keluarga.tambah_wilayah(dusun, rw, rt, oleh=None)
    with pytest.raises(WilayahDipakai, match="1 warga"):
        keluarga.hapus_wilayah(siti.wilayah, oleh=None)

    baru = keluarga.tambah_wilayah("Krajan", "001", "003", oleh=None)
    keluarga.ubah_wilayah(siti.wilayah, "Krajan Kulon", "001", "002", oleh=None)
    db.session.refresh(baru)
    assert baru.dusun == "Krajan Kulon"
    keluarga.hapus_wilayah(baru, oleh=None)
    assert db.session.query(Wilayah).count() == 1


def test_setiap_tindakan_tercatat_tanpa_nomor(buat_penduduk):
    siti = buat_penduduk()
    services.ubah(siti, {"nik": "9901015003960002", "agama": 4}, versi=1, oleh=None)
    services.ubah_status(siti, 2, tanggal=date(2026, 11, 1), versi=2, oleh=None)
    catatan = db.session.scalars(db.select(CatatanAudit).filter_by(objek_jenis="penduduk")).all()

    assert [c.peristiwa for c in catatan] == ["penduduk.ditambah", "penduduk.diubah",
                                              "penduduk.status_diubah"]
    assert not any("9901" in str(c.rincian) for c in catatan)


def test_cari_lewat_nik_kk_dan_status(buat_penduduk):
    siti = buat_penduduk()
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1, hubungan_keluarga=4)
    services.ubah_status(budi, 3, tanggal=date(2026, 11, 1), versi=1, oleh=None)

    assert [b.id for b in queries.cari("9901 0150 0396 0001")] == [siti.id]
    assert [b.id for b in queries.cari("9901010101260001")] == [siti.id, budi.id]
    assert [b.id for b in queries.cari("990101", hanya_hidup=True)] == [siti.id]
    assert queries.cari("99") == [] and queries.cari("  ") == [] and queries.cari("🙂") == []
    assert db.session.query(Keluarga).count() == 1


def test_fakta_dalam_kata_kata(buat_penduduk):
    siti = buat_penduduk(pekerjaan=2, status_kawin=1, tempat_lahir="Tirtawangi")
    fakta = queries.fakta(siti.id)

    assert (fakta.agama, fakta.pekerjaan, fakta.umur, fakta.kepala_keluarga) == (
        "Islam", "Mengurus Rumah Tangga", 30, "Siti Aminah")
    assert queries.fakta_per_nik("9901015003960001") == fakta
    assert queries.fakta(999) is None and queries.fakta_per_nik("x") is None
