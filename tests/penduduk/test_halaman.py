"""Pages of the register through the HTML client."""

import io
import json

import pytest
import python_calamine

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.penduduk.models import ImporPenduduk, Penduduk
from tests.penduduk.lembar_uji import baris, buku

pytestmark = pytest.mark.satu_basis


def sel(data: bytes) -> list[list]:
    return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@pytest.fixture
def operator(peramban, warga):
    return peramban.masuk("operator")


@pytest.fixture
def sekdes(peramban, warga):
    return peramban.masuk("sekdes")


@pytest.mark.dua_basis
def test_daftar_menyamarkan_nik_dan_menyaring(operator):
    halaman = operator.buka("penduduk.daftar")
    assert "Siti Aminah" in halaman.teks_semua and "9901 01•• •••• ••••" in halaman.teks_semua
    assert "9901015003960001" not in halaman.isi.decode()

    laki = operator.buka("penduduk.daftar", kelamin="1")
    assert "Santoso" in laki.teks_semua and "Siti Aminah" not in laki.teks_semua
    assert "Belum ada penduduk di sini" in operator.buka("penduduk.daftar", dusun="Tidak Ada").teks_semua


def test_tulisan_berbahaya_tetap_tulisan(operator, warga):
    for halaman in (operator.buka("penduduk.daftar"), operator.buka("penduduk.lihat",
                                                                    penduduk_id=warga["budi"])):
        assert b"<b>Santoso" not in halaman.isi and "Budi <b>Santoso</b>" in halaman.teks_semua


@pytest.mark.dua_basis
def test_mencari_lewat_pos_dan_tidak_meninggalkan_nik_di_alamat(operator):
    daftar = operator.buka("penduduk.daftar")
    hasil = daftar.kirim("Tampilkan", q="sitti amina")
    assert "Siti Aminah" in hasil.teks_semua and "Santoso" not in hasil.teks_semua

    assert "Tidak ada yang cocok" in daftar.kirim("Tampilkan", q="zzz").teks_semua
    per_nik = daftar.kirim("Tampilkan", q="9901012005700001")
    assert "Santoso" in per_nik.teks_semua
    assert "9901012005700001" not in per_nik.jawab.request.full_path


def test_saringan_tanpa_kata_kembali_ke_alamat_biasa(operator):
    hasil = operator.buka("penduduk.daftar").kirim("Tampilkan", kelamin="2", ikuti=False)

    assert hasil.status == 303 and "kelamin=2" in hasil.jawab.location


def test_pemilih_warga_menjawab_json_yang_disamarkan(operator):
    token = operator.buka("penduduk.daftar").pohon.xpath("//input[@name='csrf_token']/@value")[0]
    jawab = operator.klien.post("/penduduk/cari", data={"q": "siti"}, headers={
        "Accept": "application/json", "X-CSRFToken": token, "Referer": "http://localhost/"})

    hasil = json.loads(jawab.data)["hasil"]
    assert [(h["nama"], h["umur"], h["kk"], h["dusun"]) for h in hasil] == [
        ("Siti Aminah", 30, "••0001", "Krajan RT 002")]
    assert "nik" not in hasil[0]


def test_pemilih_warga_butuh_masuk(peramban, warga):
    jawab = peramban.klien.post("/penduduk/cari", data={"q": "siti"}, headers={"Accept": "application/json"})

    assert jawab.status_code in (400, 401)
    assert b"Siti" not in jawab.data


def test_menampilkan_nomor_tercatat_dan_data_kesehatan_hanya_untuk_yang_berhak(operator, warga):
    lihat = operator.buka("penduduk.lihat", penduduk_id=warga["siti"])
    assert "9901 0150" not in lihat.teks_semua and "Disabilitas" not in lihat.teks_semua

    terbuka = lihat.kirim("Tampilkan nomor lengkap")
    assert "9901 0150 0396 0001" in terbuka.teks_semua and "Cacat Fisik" in terbuka.teks_semua
    assert "menampilkan NIK dan KK Siti Aminah" in operator.buka(
        "penduduk.lihat", penduduk_id=warga["siti"]).teks_semua

    operator.keluar().masuk("kades")
    kades = operator.buka("penduduk.lihat", penduduk_id=warga["siti"]).kirim("Tampilkan nomor lengkap")
    assert "9901 0150 0396 0001" in kades.teks_semua and "Cacat Fisik" not in kades.teks_semua


def test_kepala_dusun_tidak_membuka_nomor_dan_tidak_mengubah(peramban, warga):
    peramban.masuk("kadus")
    lihat = peramban.buka("penduduk.lihat", penduduk_id=warga["siti"])

    assert "Tampilkan nomor" not in lihat.teks_semua and "Ubah data" not in lihat.teks_semua
    assert peramban.buka("penduduk.ubah", penduduk_id=warga["siti"]).status == 403
    assert peramban.buka("impor_penduduk.unggah").status == 403
    peramban.keluar().masuk("ketuart")
    assert peramban.buka("penduduk.daftar").status == 403


def test_menambah_lalu_kalimat_di_medan_yang_salah(operator, app):
    form = operator.buka("penduduk.tambah")
    salah = form.kirim("Simpan", nama="Kembar", no_kk="9901010101260001", nik="9901015003960001",
                       hubungan_keluarga="4")
    assert salah.status == 422
    assert any("sudah dipakai Siti Aminah" in g for g in salah.galat)
    assert salah.pohon.xpath("//input[@name='nama']/@value") == ["Kembar"]

    benar = salah.kirim("Simpan", nik="9901012105700009", cara_masuk="datang")
    assert benar.judul == "Kembar" and "tersimpan" in " ".join(benar.pesan)
    with app.app_context():
        orang = db.session.scalar(db.select(Penduduk).filter_by(nama="Kembar"))
        assert (orang.cara_masuk, str(orang.tanggal_masuk), orang.wilayah.rt) == ("datang", "2026-11-21",
            "002")


@pytest.mark.parametrize("isi", [
    {"nama": "x" * 300}, {"nama": ""}, {"tanggal_lahir": "31-02-2000"}, {"tanggal_lahir": "besok"},
    {"agama": "99"},
    {"no_kk": "12"}, {"nik": "abcdefghijklmnop"}, {"hubungan_keluarga": ""}, {"tanggal_lahir": "2027-01-01"},
    {"wilayah_id": "999"},
])
def test_isian_buruk_dijawab_dengan_kalimat_dan_tidak_hilang(operator, isi):
    baik = {"nama": "Warga Baru", "no_kk": "9901010101260001", "nik": "9901012105700009",
            "hubungan_keluarga": "4"}
    hasil = operator.buka("penduduk.tambah").kirim("Simpan", **(baik | isi))

    assert hasil.status == 422 and hasil.galat
    if "nama" not in isi:
        assert hasil.pohon.xpath("//input[@name='nama']/@value") == ["Warga Baru"]


@pytest.mark.dua_basis
def test_mengubah_dan_bentrok_menampilkan_keduanya(operator, warga, app):
    pertama = operator.buka("penduduk.ubah", penduduk_id=warga["siti"])
    kedua = operator.buka("penduduk.ubah", penduduk_id=warga["siti"])
    assert pertama.kirim("Simpan", tempat_lahir="Kalirejo").judul == "Siti Aminah"

    bentrok = kedua.kirim("Simpan", tempat_lahir="Randuasri")
    assert bentrok.status == 409
    assert "Kalirejo" in bentrok.teks_semua and "Randuasri" in bentrok.teks_semua
    with app.app_context():
        assert db.session.get(Penduduk, warga["siti"]).tempat_lahir == "Kalirejo"

    assert bentrok.kirim("Simpan isian saya").judul == "Siti Aminah"
    with app.app_context():
        orang = db.session.get(Penduduk, warga["siti"])
        assert (orang.tempat_lahir, orang.cacat, orang.nik) == ("Randuasri", 1, "9901015003960001")


def test_ubah_oleh_yang_tak_berhak_data_khusus_tidak_menghapusnya(peramban, warga, app):
    peramban.masuk("admin")
    form = peramban.buka("penduduk.ubah", penduduk_id=warga["siti"])
    assert not form.pohon.xpath("//select[@name='cacat']")
    form.kirim("Simpan", tempat_lahir="Kalirejo", cacat="3")

    with app.app_context():
        assert db.session.get(Penduduk, warga["siti"]).cacat == 1


def test_status_keluarga_dan_pindah_kk_dari_halaman(operator, warga):
    status = operator.buka("penduduk.status", penduduk_id=warga["siti"]).kirim(
        "Simpan status", status_dasar="2", tanggal="20-11-2026", catatan="sakit")
    assert "Mati" in status.teks_semua and "20 November 2026" in status.teks_semua
    assert any("tanpa kepala keluarga" in p for p in status.pesan)

    perlu = operator.buka("keluarga.perlu_kepala")
    assert "tanpa kepala" in perlu.teks_semua
    kk = perlu.ikuti("Tetapkan").kirim("Tetapkan", penduduk_id=str(warga["budi"]))
    assert "Kepala keluarga ditetapkan" in " ".join(kk.pesan)
    assert operator.buka("keluarga.perlu_kepala").teks_semua.count("Tetapkan") == 0

    pindah = operator.buka("penduduk.pindah_kk", penduduk_id=warga["bayi"]).kirim(
        "Pindahkan", no_kk="9901012111260001", hubungan_keluarga="1")
    assert any("Pilih dusun" in g for g in pindah.galat)
    hidup = operator.buka("penduduk.lihat", penduduk_id=warga["siti"]).kirim("Kembalikan ke hidup")
    assert "dikembalikan" in " ".join(hidup.pesan)


def test_wilayah_dari_halaman(operator):
    halaman = operator.buka("wilayah.tambah").kirim("Simpan", dusun="Sumberjati", rw="002", rt="001")
    assert "Sumberjati" in halaman.teks_semua
    lagi = operator.buka("wilayah.tambah").kirim("Simpan", dusun="SUMBERJATI", rw="2", rt="1")
    assert lagi.status == 422 and any("sudah ada" in g for g in lagi.galat)
    assert halaman.ikuti("Ubah Sumberjati").kirim("Hapus RT ini").pesan == ["Wilayah dihapus."]


def test_statistik_angka_dan_tabel(operator):
    halaman = operator.buka("statistik.lihat", menurut="agama")

    assert "Penduduk 3 jiwa" in halaman.teks_semua and "Islam" in halaman.teks_semua
    assert operator.buka("statistik.lihat", menurut="'; drop").status == 200
    operator.keluar().masuk("bpd")
    assert "Penduduk 3 jiwa" in operator.buka("statistik.lihat").teks_semua
    assert operator.buka("statistik.unduh_statistik").status == 200


def test_unduh_dan_cetak_daftar_disamarkan(operator):
    isi = operator.klien.get("/penduduk/unduh?kelamin=2")
    tabel = sel(isi.data)
    assert any("Siti Aminah" in b for b in tabel) and not any("Budi" in str(b) for b in tabel)
    assert "9901015003960001" not in str(tabel)
    assert "Siti Aminah" in operator.buka("penduduk.cetak_daftar").teks_semua


def unggah(klien, jalur):
    return klien.buka("impor_penduduk.unggah").kirim("Periksa berkas",
                                                     berkas=(io.BytesIO(jalur.read_bytes()), jalur.name))


@pytest.mark.dua_basis
def test_impor_dari_halaman_diperiksa_disimpan_dibatalkan(sekdes, tmp_path, app):
    jalur = buku(tmp_path, [baris(nik="9901012305700001", sex="1", nama="=HYPERLINK(1)", kk_level="4"),
                            baris(tempatlahir="Kalirejo"), baris(nik="123")])
    hasil = unggah(sekdes, jalur)
    assert hasil.judul == "uji.xlsx" and "Ditolak" in hasil.teks_semua
    assert "harus 16 angka" in hasil.teks_semua
    with app.app_context():
        assert db.session.query(Penduduk).count() == 3

    simpan = hasil.kirim("Simpan 2 baris")
    assert "diterapkan" in simpan.teks_semua
    with app.app_context():
        assert db.session.query(Penduduk).count() == 4

    batal = simpan.kirim("Batalkan seluruh impor ini")
    assert "dibatalkan" in " ".join(batal.pesan)
    with app.app_context():
        assert db.session.query(Penduduk).count() == 3
        assert db.session.scalar(db.select(Penduduk.tempat_lahir).filter_by(nama="Siti Aminah")) == "Tirtawangi"


def test_daftar_tolakan_dapat_diunduh(sekdes, tmp_path, app):
    unggah(sekdes, buku(tmp_path, [baris(nik="123", nama="=cmd|1"), baris(nik=9901012005700001)]))
    with app.app_context():
        nomor = db.session.scalar(db.select(ImporPenduduk.id))
    tabel = sel(sekdes.klien.get(f"/penduduk/impor/{nomor}/unduh").data)

    assert [b[:3] for b in tabel[-2:]] == [[2.0, "nik", "123"], [3.0, "nik", "9901012005700000"]]
    assert "angka ke-16 sudah hilang" in tabel[-1][3]


def test_semua_atau_tidak_dari_halaman(sekdes, tmp_path, app):
    hasil = unggah(sekdes, buku(tmp_path, [baris(nik="9901012305700001", kk_level="4"), baris(nik="123")]))
    gagal = hasil.kirim("Simpan 1 baris", hanya_bila_bersih="y")

    assert "tidak ada yang disimpan" in gagal.teks_semua
    with app.app_context():
        assert db.session.query(Penduduk).count() == 3


@pytest.mark.parametrize(("isi", "kalimat"), [
    (b"", "kosong"), (b"%PDF-1.4 \x00", "tidak dapat dibaca"), (b"a,b\n1,2\n", "Baris judul kolom tidak ditemukan"),
    (b"PK\x03\x04rusak", "rusak"),
])
def test_berkas_buruk_dijawab_kalimat_bukan_galat_program(sekdes, tmp_path, isi, kalimat):
    jalur = tmp_path / "buruk.xlsx"
    jalur.write_bytes(isi)

    assert kalimat in unggah(sekdes, jalur).teks_semua


def test_tanpa_berkas_diminta_memilih(sekdes):
    assert any("Pilih berkasnya" in g for g in sekdes.buka("impor_penduduk.unggah").kirim("Periksa berkas").galat)


def test_ekspor_dari_halaman_tercatat(sekdes, app):
    form = sekdes.buka("impor_penduduk.unggah").formulir("CSV")
    data = {m.get("name"): m.get("value") for m in form.xpath(".//input")}
    jawab = sekdes.klien.post(form.get("action"), data=data)
    assert jawab.status_code == 200 and b"9901015003960001" in jawab.data

    contoh = sel(sekdes.klien.get("/penduduk/impor/contoh").data)
    assert len(contoh) == 1 and len(contoh[0]) == 43
    sekdes.keluar().masuk("admin")
    assert "mengekspor 3 penduduk ke CSV" in sekdes.buka("audit.daftar").teks_semua


def test_kk_dan_halaman_yang_tidak_ada(operator):
    for jalur in ("/penduduk/99999", "/keluarga/99999", "/wilayah/99999", "/penduduk/99999/ubah"):
        assert operator.jalur(jalur).status == 404
    with pytest.raises(AssertionError):
        operator.buka("penduduk.daftar", halaman=0).tautan("tidak ada")
    assert basis is not None
