"""The designer through its pages, without script; people in the counter's form; forms and batches as files."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from werkzeug.datastructures import MultiDict

from smartkampung.akun.models import Pengguna
from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import rancangan
from smartkampung.surat.beda import bandingkan
from smartkampung.surat.definisi import bentuk
from smartkampung.surat.isi_rancangan import dari_formulir
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat, Surat
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.surat.bantu import buat_siap_ttd, buat_terbit, buat_warga
from tests.surat.test_katalog import rata, teks_pdf

USAHA = "keterangan-usaha"


@pytest.fixture
def perancang(loket):
    return loket.masuk("sekdes")


def jenis_id(app, kode=USAHA):
    with app.app_context():
        return db.session.scalar(db.select(JenisSurat.id).filter_by(kode=kode, terbaru=True))


def buka(perancang, kode=USAHA):
    return perancang.buka("atur_surat.jenis", jenis_id=jenis_id(perancang.app, kode)).kirim("Ubah isi surat")


def test_judul_diubah_dilihat_bedanya_lalu_terbit_sebagai_versi_baru(perancang):
    hal = buka(perancang).kirim("Periksa lalu terbitkan", judul="Keterangan Punya Usaha")
    assert (
        "Judul: Keterangan Punya Usaha" in hal.teks_semua and "dihapus: Judul: Surat Keterangan Usaha" in hal.teks_semua
    )
    hal = hal.kirim("Terbitkan versi 2", catatan="Judul baru")
    assert "versi 2 berlaku mulai sekarang" in hal.pesan[0]
    versi = hal.ikuti("Versi")
    assert "Judul baru" in versi.teks_semua and "milik desa" in versi.teks_semua
    assert "Surat Keterangan Usaha" in versi.ikuti("Perubahannya").teks_semua
    lagi = versi.kirim("Pakai lagi").kirim("Periksa lalu terbitkan").kirim("Terbitkan versi 3")
    assert "versi 3" in lagi.pesan[0]


def test_setiap_jenis_kembali_sama_setelah_dibuka_dan_disimpan(perancang, banyak):
    """Nothing of a definition gets lost by opening it in the designer and pressing save."""
    app = perancang.app
    with app.app_context():
        semua = [(j.id, j.kode) for j in db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))]
    pilih = {"ahli-waris", "nikah-n1", "pengantar-pindah", "keterangan-kelahiran", "beda-identitas", "janda-duda"}
    for kunci, kode in [s for s in semua if banyak(0, 1) or s[1] in pilih]:
        hal = perancang.buka("atur_surat.jenis", jenis_id=kunci).kirim("Ubah isi surat")
        form = MultiDict(hal.isian("Periksa lalu terbitkan"))
        with app.app_context():
            lama = definisi_dari(db.session.get(JenisSurat, kunci))
            baru = bentuk(dari_formulir(form, rancangan.isi_kini(db.session.get(JenisSurat, kunci))), kode)
            beda = bandingkan(lama, baru)
        assert not beda or kode == "janda-duda", (kode, beda)  # Cerai becomes Cerai Hidup and Cerai Mati


def test_bagian_ditambah_dipindah_dan_dihapus_dengan_tombol(perancang):
    hal = buka(perancang)
    awal = len(hal.pohon.xpath("//section[starts-with(@id, 'bagian-')]"))
    url = hal.formulir("Periksa lalu terbitkan").get("action")
    isi = MultiDict(hal.isian("Simpan rancangan"))
    isi["aksi"] = "tambah-kisi"
    hal = perancang.kirim(url, isi.to_dict(flat=False), dari=url)
    assert len(hal.pohon.xpath("//section[starts-with(@id, 'bagian-')]")) == awal + 1
    assert "bagian terakhir harus paragraf" in hal.teks_semua
    isi = MultiDict(hal.isian("Simpan rancangan"))
    isi["aksi"] = f"bagian-naik-{awal}"
    hal = perancang.kirim(url, isi.to_dict(flat=False), dari=url)
    assert "bagian terakhir" not in hal.teks_semua and hal.pohon.xpath(f"//textarea[@id='bagian-{awal}-baris']")


def test_isian_yang_diketik_tidak_hilang_bila_orang_lain_menyimpan_lebih_dulu(perancang):
    hal, lain = buka(perancang), buka(perancang)
    lain.kirim("Simpan rancangan", judul="Punya orang lain")
    balik = hal.kirim("Simpan rancangan", judul="Judul saya")
    assert balik.status == 409 and "sementara itu diubah Sekdes" in " ".join(balik.pesan)
    assert dict(balik.isian("Simpan rancangan"))["judul"] == "Judul saya"
    assert dict(balik.kirim("Simpan rancangan").isian("Simpan rancangan"))["judul"] == "Judul saya"


def test_halaman_lama_tidak_menulis_ke_rancangan_jenis_lain(perancang):
    usang = buka(perancang)
    buka(perancang).kirim("Buang rancangan")
    buka(perancang, "keterangan-domisili")
    assert usang.kirim("Simpan rancangan", judul="Nyasar").status == 404
    with perancang.app.app_context():
        assert [satu.kode for satu in rancangan.daftar_rancangan()] == ["keterangan-domisili"]
        assert rancangan.daftar_rancangan()[0].isi["judul"] != "Nyasar"


def test_pratinjau_memakai_yang_diketik_dan_tidak_menyimpan(perancang):
    hal = buka(perancang)
    dasar = hal.formulir("Simpan rancangan").get("data-rancang")
    isi = MultiDict(hal.isian("Simpan rancangan"))
    with perancang.app.app_context():
        warga = db.session.scalar(db.select(Penduduk.id))
    isi["judul"], isi["penduduk_id"], isi["bagian-1-teks"] = "Judul Percobaan", str(warga), "Umurnya [umur], [asing]."
    isi["bagian-2-bila"] = "umur <"
    jawab = perancang.klien.post(dasar, data=isi)
    assert jawab.status_code == 200 and jawab.data.startswith(b"\x89PNG")
    assert "asing" in jawab.headers["X-Pesan"] and "belum%20ada%20nilainya" in jawab.headers["X-Pesan"]
    teks = rata(teks_pdf(perancang.klien.post(dasar.replace("/gambar", "/pdf"), data=isi).data))
    assert "JUDUL PERCOBAAN" in teks, teks
    assert "Umurnya 47, [asing]." in teks and "belum ditandatangani" in teks, teks
    with perancang.app.app_context():
        assert rancangan.rancangan_dari(USAHA).isi["judul"] == "Surat Keterangan Usaha"
    for aneh in (
        {},
        {"bagian": "1", "bagian-1-jenis": "kisi"},
        {"bagian": "1", "bagian-1-jenis": "{{7*7}}"},
        {"tata_huruf": "Comic", "tata_spasi": "", "berlaku_satuan": "abad", "formulir": "../../x"},
    ):
        token = {"csrf_token": isi["csrf_token"]}
        assert perancang.klien.post(dasar, data=token | aneh).status_code == 200, aneh


def test_ekspor_lalu_impor_lewat_halaman(perancang):
    app = perancang.app
    data = perancang.klien.get(f"/surat/rancang/ekspor/{jenis_id(app)}").data.replace(
        b"janji_menit = 60", b"janji_menit = 90"
    )
    hal = perancang.buka("rancang.impor").kirim("Baca berkas", berkas=(io.BytesIO(data), "usaha.toml"))
    assert "Janji selesai: 90 menit layanan" in hal.teks_semua and hal.status == 200
    ulang = perancang.buka("rancang.impor").kirim("Baca berkas", berkas=(io.BytesIO(b"x"), "x.toml"))
    assert ulang.status == 422 and "bukan TOML" in ulang.galat[0]
    assert "Keterangan Usaha" in perancang.buka("rancang.daftar").teks_semua
    assert "Rancangan dibuang" in hal.kirim("Buang rancangan").pesan[0]


def test_loket_menawarkan_keluarga_dan_menolak_orang_yang_keliru(loket):
    app = loket.app
    with app.app_context(), basis.transaksi():
        istri = buat_warga("Sutini", nik="9901016005790008", hubungan_keluarga=3, jenis_kelamin=2)
        kepala = db.session.scalar(db.select(Penduduk.id).filter_by(hubungan_keluarga=1))
        kunci = istri.id
    operator = loket.masuk("operator")
    hal = operator.buka("loket.isi", jenis="pengantar-pindah", penduduk=kepala)
    assert "Sutini" in hal.teks_semua
    isi = {
        "isian_alamat_tujuan": "Jalan Baru 1",
        "isian_alasan_pindah": "keluarga",
        "isian_tanggal_pindah": "2026-12-01",
        "isian_jenis_pindah": "anggota keluarga",
        "isian_klasifikasi_pindah": "antardesa",
        "syarat": ["ktp", "kk"],
    }
    salah = hal.kirim("Simpan dulu", **isi, **{"isian_pengikut-0-nik": "123", "isian_pengikut-1-nama": "Budi"})
    assert salah.status == 422 and "nama orangnya" in salah.galat[0] and "Budi" in salah.isi.decode()
    hal.kirim("Simpan dulu", **isi, **{"isian_pengikut-keluarga": str(kunci), "isian_pengikut-0-nama": "Budi <b>"})
    with app.app_context():
        surat = db.session.scalars(db.select(Surat)).one()
        assert surat.isian["pengikut"] == [{"penduduk_id": kunci, "nama": "Sutini"}, {"nama": "Budi <b>"}]
        teks = rata(teks_pdf(operator.klien.get(f"/surat/{surat.id}/pratinjau").data))
        assert "9901 0160 0579 0008" in teks and "Istri" in teks and "Budi <b>" in teks
        kunci_surat = surat.id
    ubah = operator.buka("ubah_surat.ubah", surat_id=kunci_surat)
    assert f'value="{kunci}" checked' in ubah.isi.decode() and "Budi" in ubah.isi.decode()
    lampiran = operator.buka("surat.lihat", surat_id=kunci_surat)
    assert "F-1.03" in lampiran.teks_semua
    teks = rata(teks_pdf(operator.klien.get(f"/surat/{kunci_surat}/lampiran?kode=f-1.03").data))
    assert "SUTINI" in teks and re.search(r"x Keluarga", teks)
    assert operator.klien.get(f"/surat/{kunci_surat}/lampiran?kode=f-2.01").status_code == 404


SEMUA_JENIS = [
    {"kode": "satu", "label": "Satu", "jenis": "teks"},
    {"kode": "dua", "label": "Dua", "jenis": "teks_panjang"},
    {"kode": "tiga", "label": "Tiga", "jenis": "angka", "sampai": 50},
    {"kode": "empat", "label": "Empat", "jenis": "rupiah"},
    {"kode": "lima", "label": "Lima", "jenis": "tahun"},
    {"kode": "enam", "label": "Enam", "jenis": "tanggal"},
    {"kode": "tujuh", "label": "Tujuh", "jenis": "jam"},
    {"kode": "delapan", "label": "Delapan", "jenis": "pilihan", "pilihan": ["merah", "putih"]},
    {"kode": "sembilan", "label": "Sembilan", "jenis": "banyak", "pilihan": ["kopi", "teh", "gula"]},
    {"kode": "sepuluh", "label": "Sepuluh", "jenis": "rujukan", "acuan": "agama"},
    {"kode": "sebelas", "label": "Sebelas", "jenis": "centang"},
    {"kode": "duabelas", "label": "Dua belas", "jenis": "nik"},
    {"kode": "tigabelas", "label": "Tiga belas", "jenis": "orang", "kolom": ["tanggal_lahir", "umur"]},
    {"kode": "empatbelas", "label": "Empat belas", "jenis": "daftar_orang", "kolom": ["hubungan"]},
]
DIISI = {
    "satu": "teks [nik]",
    "dua": "baris a\nbaris b",
    "tiga": "12",
    "empat": "1.500.000",
    "lima": "2014",
    "enam": "2026-11-21",
    "tujuh": "08:05",
    "delapan": "putih",
    "sembilan": ["kopi", "teh", "gula"],
    "sepuluh": "Hindu",
    "sebelas": "y",
    "duabelas": "9901 0120 0579 0099",
    "tigabelas-nama": "Made",
    "tigabelas-tanggal_lahir": "20-05-1990",
    "empatbelas-0-nama": "Wayan",
    "empatbelas-0-hubungan": "Anak",
    "empatbelas-3-nama": "Ketut",
}
TERCETAK = (
    "Satu: teks [nik]",
    "12 (dua belas)",
    "Rp1.500.000",
    "satu juta lima ratus ribu rupiah",
    "dua ribu empat belas",
    "Sabtu, 21 November 2026",
    "dua puluh satu November",
    "08.05",
    "putih",
    "kopi, teh, dan gula",
    "Hindu",
    "ya",
    "9901 0120 0579 0099",
    "Made, 36 tahun",
    "Wayan dan Ketut, 2 (dua)",
    "1 Wayan Anak",
    "2 Ketut",
)


def test_setiap_jenis_isian_dimengerti_loket_situs_warga_dan_surat(loket):
    app = loket.app
    with app.app_context(), basis.transaksi():
        sekdes = db.session.scalars(db.select(Pengguna).filter_by(nama_pengguna="sekdes")).one()
        draf = rancangan.mulai_baru("Keterangan Serba Ada", "lain", oleh=sekdes)
        teks = (
            "Satu: [satu]. [dua]. [tiga] ([tiga_terbilang]). [empat], [empat_terbilang]. [lima_terbilang]. "
            "[hari_enam], [enam], [enam_terbilang]. [tujuh]. [delapan]. [sembilan]. [sepuluh]. [sebelas]. "
            "[duabelas]. [tigabelas], [tigabelas_umur] tahun. [empatbelas], [empatbelas_banyak] "
            "([empatbelas_banyak_terbilang])."
        )
        kisi = {
            "jenis": "kisi",
            "kepala": ["No", "Nama", "Hubungan"],
            "ulang": "empatbelas",
            "bila": "sebelas dan tiga > 11",
            "baris": [["[empatbelas_no]", "[empatbelas_nama]", "[empatbelas_hubungan]"]],
        }
        bagian = [kisi, {"jenis": "paragraf", "teks": teks}]
        draf.isi = draf.isi | {"isian": SEMUA_JENIS, "bagian": bagian, "umum": True}
        rancangan.terbitkan(draf, "", terhadap=None, oleh=sekdes)
        warga = db.session.scalar(db.select(Penduduk.id))
    isi = {f"isian_{kode}": nilai for kode, nilai in DIISI.items()}
    situs = loket.jalur("/layanan/keterangan-serba-ada/ajukan")
    kosong = situs.kirim("Kirim permohonan")
    assert kosong.status == 422 and len(kosong.galat) >= len(SEMUA_JENIS)
    diri = {"nama": "Sutrisno", "nik": "9901012005790007", "tanggal_lahir": "1979-05-20", "setuju": "y"}
    loket.jalur("/layanan/keterangan-serba-ada/ajukan").kirim("Kirim permohonan", **diri, **isi)
    operator = loket.masuk("operator")
    operator.buka("loket.isi", jenis="keterangan-serba-ada", penduduk=warga).kirim("Simpan dulu", **isi)
    with app.app_context():
        dari_situs, dari_loket = db.session.scalars(db.select(Surat).order_by(Surat.id))
        assert dari_situs.isian == dari_loket.isian
        kunci = dari_loket.id
    teks = rata(teks_pdf(operator.klien.get(f"/surat/{kunci}/pratinjau").data))
    for satu in TERCETAK:
        assert satu in teks, (satu, teks)
    assert "kopi, teh, dan gula" in operator.buka("surat.lihat", surat_id=kunci).teks_semua
    ubah = operator.buka("ubah_surat.ubah", surat_id=kunci).kirim("Simpan", isian_tiga="11")
    assert "disimpan" in ubah.pesan[0] and "1 Wayan" not in rata(
        teks_pdf(operator.klien.get(f"/surat/{kunci}/pratinjau").data)
    )


def test_orang_tua_dari_buku_induk_dan_orang_yang_diketik_tanpa_skrip(loket):
    app = loket.app
    with app.app_context(), basis.transaksi():
        ayah = buat_warga("Karto Leksono", nik="9901012005500001", tanggal_lahir=date(1950, 5, 20), hubungan_keluarga=7)
        anak = buat_warga(
            "Budi Santoso",
            nik="9901012005990001",
            ayah_nik=ayah.nik,
            nama_ayah="Karto",
            status_kawin=1,
            hubungan_keluarga=4,
            tanggal_lahir=date(1999, 5, 20),
        )
        buat_warga("Wati Lestari", nik="9901014505990001", jenis_kelamin=2, status_kawin=1, hubungan_keluarga=4)
        kunci = anak.id
    operator = loket.masuk("operator")
    hal = operator.buka("loket.isi", jenis="nikah-n1", penduduk=kunci)
    isi = {"isian_nikah_tanggal": "2026-12-12", "isian_nikah_tempat": "KUA", "isian_pasangan-cari": "Wati Lestari"}
    keliru = hal.kirim("Simpan dulu", **isi, **{"isian_ibu-cari": "Karto Leksono"})
    assert keliru.status == 422 and "tercatat laki-laki, sedangkan yang diminta perempuan" in keliru.galat[0]
    hal.kirim("Simpan dulu", **isi)
    with app.app_context():
        surat = db.session.scalars(db.select(Surat)).one()
        assert surat.isian["pasangan"]["nama"] == "Wati Lestari" and surat.isian["pasangan"]["penduduk_id"]
        kunci_surat = surat.id
    teks = rata(teks_pdf(operator.klien.get(f"/surat/{kunci_surat}/pratinjau").data))
    assert "KARTO LEKSONO" in teks and "20 Mei 1950" in teks and "x Jejaka" in teks
    teks = rata(teks_pdf(operator.klien.get(f"/surat/{kunci_surat}/lampiran").data))
    assert "WATI LESTARI" in teks and "Model N4" in teks and "Model N5" not in teks and "Randuasri" in teks


def test_di_situs_warga_orang_hanya_diketik(loket):
    hal = loket.jalur("/layanan/keterangan-kelahiran/ajukan")
    assert not hal.pohon.xpath("//*[@data-pilih-penduduk]") and hal.pohon.xpath("//input[@name='isian_ibu-nama']")
    isi = {
        "nama": "Sutrisno bin Karto",
        "nik": "9901012005790007",
        "tanggal_lahir": "1979-05-20",
        "setuju": "y",
        "isian_bayi_nama": "Bayi",
        "isian_bayi_kelamin": "Perempuan",
        "isian_bayi_tanggal": "2026-11-20",
        "isian_bayi_tempat": "Rumah",
        "isian_anak_ke": "1",
        "isian_penolong": "dokter",
        "isian_hubungan_pelapor": "ayah",
        "isian_ayah-nama": "Budi",
        "isian_ibu-nama": "Siti",
        "isian_ibu-penduduk": "1",
        "isian_ibu-keluarga": "1",
    }
    hal.kirim("Kirim permohonan", **isi)
    with loket.app.app_context():
        assert db.session.scalars(db.select(Surat)).one().isian["ibu"] == {"nama": "Siti"}


def test_isian_kosong_diperingatkan_sebelum_terbit(loket):
    app = loket.app
    with app.app_context(), basis.transaksi():
        warga = db.session.scalars(db.select(Penduduk)).one()
        surat = buat_siap_ttd(warga)
        warga.agama = None
        kunci = surat.id
    assert "Kosong di surat: Agama" in " ".join(loket.masuk("kades").buka("surat.lihat", surat_id=kunci).pesan)


def test_surat_terbit_digabung_menjadi_satu_berkas(loket, banyak):
    app = loket.app
    jumlah = banyak(4, 1_000)
    with app.app_context(), basis.transaksi():
        warga = db.session.scalars(db.select(Penduduk)).one()
        for _ in range(jumlah):
            buat_terbit(warga)
    operator = loket.masuk("operator")
    hal = operator.buka("surat.daftar")
    jawab = operator.klien.post("/surat/cetak-gabung", data=dict(hal.isian("Gabung surat terbit")))
    bacaan = PdfFileReader(io.BytesIO(jawab.data))
    assert jawab.mimetype == "application/pdf" and int(bacaan.root["/Pages"]["/Count"]) == jumlah
    assert re.findall(r"/(\d+)/01\.2001", teks_pdf(jawab.data))[0] == "1"
    assert not bacaan.embedded_signatures
    with app.app_context():
        assert db.session.scalars(db.select(CatatanAudit.peristiwa).order_by(CatatanAudit.id.desc())).first() == (
            "surat.dicetak_gabung"
        )
    kosong = operator.buka("surat.daftar", bulan="2020-01")
    assert operator.klien.post(
        "/surat/cetak-gabung",
        data={"bulan": "2020-01", "csrf_token": dict(hal.isian("Gabung"))["csrf_token"]},
        headers={"Referer": "http://localhost/surat"},
    ).status_code in (303, 422)
    assert kosong.status == 200


def test_formulir_sendiri_dan_uji_kertas(loket):
    operator = loket.masuk("operator")
    hal = operator.buka("formulir.pilih")
    with loket.app.app_context():
        warga = db.session.scalar(db.select(Penduduk.id))
    token = dict(hal.isian("Cetak formulir"))["csrf_token"]
    jawab = operator.klien.post("/surat/formulir", data={"csrf_token": token, "kode": "f-1.06", "penduduk_id": warga})
    assert "SUTRISNO BIN KARTO" in teks_pdf(jawab.data)
    for isi in ({"kode": "../surat"}, {"kode": "f-1.01", "penduduk_id": "x"}):
        assert operator.klien.post("/surat/formulir", data={"csrf_token": token} | isi).status_code == 422
    for kertas, ukuran in (("f4", "215 × 330"), ("a4", "210 × 297")):
        assert ukuran in teks_pdf(operator.klien.get(f"/surat/kertas-uji?kertas={kertas}").data)
