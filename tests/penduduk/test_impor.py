"""Import: dry run, apply, the same file twice, moved birth dates, shuffled columns, undo, all or nothing."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
import python_calamine

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.penduduk import impor as jasa
from smartkampung.penduduk.galat import ImporBukanUji, ImporMasihTolak, ImporSudahBerubah
from smartkampung.penduduk.models import ImporBaris, ImporPenduduk, Keluarga, Penduduk, PendudukKata, Wilayah
from smartkampung.penduduk.queries import cari
from smartkampung.penduduk.services import ubah, ubah_status
from smartkampung.penduduk.tulis_impor import batalkan, dapat_dibatalkan
from tests.penduduk.lembar_uji import JUDUL, PADA, baris, buku

ASLI = Path(__file__).parent / "berkas" / "penduduk_opensid.xlsx"


@pytest.fixture
def terapkan(konteks, buat_desa):
    """terapkan(jalur) -> the batch, dry-run and applied."""
    buat_desa()

    def kerja(jalur: Path, **lain) -> ImporPenduduk:
        impor = ImporPenduduk(nama_berkas=jalur.name, dibuat_pada=jasa.sekarang())
        db.session.add(impor)
        db.session.flush()
        jasa.terapkan(impor, jasa.baca_semua(jalur, PADA), pada=PADA, oleh=None, **lain)
        return impor

    return kerja


def asli(ubah_baris=lambda b: b) -> list[dict]:
    """The rows of the real file, by column."""
    lembar = python_calamine.load_workbook(str(ASLI)).get_sheet_by_index(0)
    judul, *isi = lembar.iter_rows()
    return [ubah_baris(dict(zip(judul, sel, strict=True))) for sel in isi]


def hitung(impor):
    return impor.baru, impor.berubah, impor.tetap, impor.ditolak


def test_berkas_nyata_masuk_semua_dan_kedua_kali_tidak_mengubah_apa_pun(terapkan):
    pertama = terapkan(ASLI)
    assert hitung(pertama) == (97, 0, 0, 0)
    assert pertama.rincian["hitungan"].get("beda_tanggal", 0) == 0
    assert db.session.query(Keluarga).count() == 37

    kedua = terapkan(ASLI)
    assert hitung(kedua) == (0, 0, 97, 0)


def test_setiap_tanggal_lahir_digeser_sehari_semua_masuk_dengan_peringatan(terapkan, tmp_path):
    def geser(b):
        return b | {"tanggallahir": b["tanggallahir"] + timedelta(days=1)}

    impor = terapkan(buku(tmp_path, asli(geser)))

    assert hitung(impor) == (97, 0, 0, 0)
    assert impor.rincian["hitungan"]["beda_tanggal"] == 97


def test_kolom_diacak_hasilnya_sama(terapkan, tmp_path):
    terapkan(ASLI)
    judul = [*JUDUL, "catatan"]
    random.Random(3).shuffle(judul)

    assert hitung(terapkan(buku(tmp_path, asli(), judul))) == (0, 0, 97, 0)


def test_baris_berubah_menyebut_yang_berubah(terapkan, tmp_path):
    terapkan(buku(tmp_path, [baris()]))
    impor = terapkan(buku(tmp_path, [baris(nama="Siti Aminah Rahayu", agama_id="4", rt="003",
                                           tempatlahir="")]))

    assert hitung(impor) == (0, 1, 0, 0)
    assert {u[2] for u in impor.rincian["ubah"]} == {"nama", "agama", "tempat"}
    orang = db.session.scalar(db.select(Penduduk))
    assert (orang.nama, orang.agama, orang.wilayah.rt, orang.versi) == ("Siti Aminah Rahayu", 4, "003", 2)
    assert [b.id for b in cari("rahayu")] == [orang.id]


def test_sel_kosong_tidak_menghapus_isi(terapkan, tmp_path):
    terapkan(buku(tmp_path, [baris(tempatlahir="Tirtawangi")]))

    assert hitung(terapkan(buku(tmp_path, [{"nik": baris()["nik"], "nama": "Siti Aminah"}]))) == (0, 0, 1, 0)
    assert db.session.scalar(db.select(Penduduk.tempat_lahir)) == "Tirtawangi"


def test_uji_tidak_menyimpan_apa_pun(konteks, buat_desa):
    buat_desa()
    impor = jasa.uji(ASLI, "penduduk.xlsx", pada=PADA, oleh=None)

    assert hitung(impor) == (97, 0, 0, 0) and impor.keadaan == "diuji"
    assert db.session.query(Penduduk).count() == 0


def test_yang_ditolak_disebut_baris_kolom_nilai_dan_saran(terapkan, tmp_path):
    impor = terapkan(buku(tmp_path, [
        baris(), baris(nama="Kembar"), baris(nik="9901010000000000"), baris(nik="", nama="Tanpa NIK"),
        baris(nik="9901012005700001", sex="L", dusun="", kk_level=""), baris(nik="0", sex="", nama="Bayi"),
    ]))

    assert hitung(impor) == (1, 0, 0, 5)
    tolak = {(t[0], t[1]): t[3] for t in impor.rincian["tolak"]}
    assert set(tolak) == {(3, "nik"), (4, "nik"), (5, "nik"), (6, "dusun"), (6, "kk_level"), (7, "sex")}
    assert all(kalimat.endswith(".") for kalimat in tolak.values())


def test_semua_atau_tidak(terapkan, tmp_path):
    jalur = buku(tmp_path, [baris(), baris(nik="123")])
    with pytest.raises(ImporMasihTolak, match="Ada 1 baris"):
        terapkan(jalur, hanya_bila_bersih=True)
    assert db.session.query(Penduduk).count() == 0


def test_tanpa_nik_dikenali_lewat_keluarga_dan_nama_lalu_mendapat_nik(terapkan, tmp_path):
    bayi = baris(nik="0", nama="Aisyah", tanggallahir=date(2026, 10, 1), kk_level="4", status_kawin="1")
    assert hitung(terapkan(buku(tmp_path, [bayi]))) == (1, 0, 0, 0)
    assert hitung(terapkan(buku(tmp_path, [bayi]))) == (0, 0, 1, 0)

    impor = terapkan(buku(tmp_path, [bayi | {"nik": "9901014110260001"}]))
    assert hitung(impor) == (0, 1, 0, 0)
    orang = db.session.scalar(db.select(Penduduk))
    assert (orang.nik, orang.nik_sementara) == ("9901014110260001", False)


def test_pendatang_dan_kelamin_berbeda_hanya_diperingatkan(terapkan, tmp_path):
    impor = terapkan(buku(tmp_path, [baris(nik="3510245003960001"), baris(nik="9977015003960001"),
                                     baris(nik="9901011003960009")]))

    assert hitung(impor) == (3, 0, 0, 0)
    hitungan = impor.rincian["hitungan"]
    assert (hitungan["luar_desa"], hitungan["wilayah_asing"], hitungan["beda_kelamin"]) == (1, 1, 1)


def test_status_mati_dari_lembar_dihitung_pada_hari_lapor(terapkan, tmp_path):
    terapkan(buku(tmp_path, [baris()]))
    terapkan(buku(tmp_path, [baris(status_dasar="2")]))

    orang = db.session.scalar(db.select(Penduduk))
    assert (orang.status_dasar, orang.tanggal_lapor) == (2, PADA)


def test_batal_mengembalikan_semuanya(terapkan, tmp_path):
    terapkan(buku(tmp_path, [baris(), baris(nik="9901012005700001", sex="1", nama="Budi", kk_level="4")]))
    impor = terapkan(buku(tmp_path, [
        baris(nama="Siti Berubah", no_kk="9901010101260009", dusun="Baru", tanggallahir="11-03-1996"),
        baris(nik="9901012105700001", nama="Orang Baru", no_kk="9901010101260008", rt="009"),
    ]))
    assert hitung(impor) == (1, 1, 0, 0)
    assert dapat_dibatalkan(impor)

    batalkan(impor, oleh=None)

    assert sorted(db.session.scalars(db.select(Penduduk.nama))) == ["Budi", "Siti Aminah"]
    siti = db.session.scalar(db.select(Penduduk).filter_by(nama="Siti Aminah"))
    assert (siti.tanggal_lahir, siti.keluarga.no_kk, siti.wilayah.dusun) == (
        date(1996, 3, 10), "9901010101260001", "Krajan")
    assert db.session.query(Keluarga).count() == 1 and db.session.query(Wilayah).count() == 1
    assert db.session.query(ImporBaris).filter_by(impor_id=impor.id).count() == 0
    assert cari("berubah") == [] and [b.nama for b in cari("siti aminah")] == ["Siti Aminah"]
    yatim = db.select(PendudukKata.penduduk_id).where(~PendudukKata.penduduk_id.in_(db.select(Penduduk.id)))
    assert db.session.scalars(yatim).all() == []
    with pytest.raises(ImporBukanUji):
        batalkan(impor, oleh=None)


def test_batal_ditolak_bila_warganya_sudah_diubah(terapkan, tmp_path):
    impor = terapkan(buku(tmp_path, [baris()]))
    orang = db.session.scalar(db.select(Penduduk))
    ubah(orang, {"tempat_lahir": "Kalirejo"}, versi=1, oleh=None)

    assert not dapat_dibatalkan(impor)
    with pytest.raises(ImporSudahBerubah, match="Siti Aminah"):
        batalkan(impor, oleh=None)


def test_nik_orang_mati_boleh_dipakai_yang_hidup_dan_yang_hidup_didahulukan(terapkan, tmp_path):
    terapkan(buku(tmp_path, [baris()]))
    orang = db.session.scalar(db.select(Penduduk))
    ubah_status(orang, 2, tanggal=date(2026, 11, 1), versi=orang.versi, oleh=None)
    impor = terapkan(buku(tmp_path, [baris(status_dasar="1")]))

    assert hitung(impor) == (0, 1, 0, 0)
    assert (orang.status_dasar, orang.tanggal_lapor) == (1, None)


def test_audit_mencatat_impor_tanpa_nomor(terapkan):
    impor = terapkan(ASLI)
    catatan = db.session.scalar(db.select(CatatanAudit).filter_by(peristiwa="penduduk.impor_diterapkan"))

    assert catatan.rincian == {"berkas": "penduduk_opensid.xlsx", "baru": 97, "berubah": 0, "ditolak": 0}
    with pytest.raises(ImporBukanUji):
        jasa.terapkan(impor, [], pada=PADA, oleh=None)


def test_malam_hari_uji_lama_dan_citra_lama_dilupakan(app, tmp_path, jam):
    from smartkampung.inti import db as basis
    from smartkampung.penduduk.jadwal import bersihkan
    from tests.pabrik import isi_desa

    with app.app_context():
        with basis.transaksi():
            isi_desa()
            jasa.uji(ASLI, "uji.xlsx", pada=PADA, oleh=None)
            impor = ImporPenduduk(nama_berkas="a", dibuat_pada=jasa.sekarang())
            db.session.add(impor)
            db.session.flush()
            jasa.terapkan(impor, jasa.baca_semua(buku(tmp_path, [baris(), baris(nik="1")]), PADA), pada=PADA, oleh=None)
        jam.maju(days=3)
        bersihkan()
        assert [i.keadaan for i in db.session.scalars(db.select(ImporPenduduk))] == ["diterapkan"]
        assert dapat_dibatalkan(db.session.scalar(db.select(ImporPenduduk)))
        jam.maju(days=90)
        bersihkan()
        sisa = db.session.scalar(db.select(ImporPenduduk))
        assert not dapat_dibatalkan(sisa) and sisa.rincian["tolak"] == [] and sisa.baru == 1
        assert db.session.query(ImporBaris).count() == 0


def test_membandingkan_dua_kali_tidak_menggandakan_peringatan(konteks, buat_desa, tmp_path):
    buat_desa()
    isi = jasa.baca_semua(buku(tmp_path, [baris(tanggallahir="11-03-1996"), baris(nik="")]), PADA)
    kali = [jasa.bandingkan(isi, PADA, "", sesi=db.session()) for _ in range(2)]

    assert [(len(r.ingat), len(r.cela), r.ditolak) for r in kali] == [(1, 1, 1)] * 2
