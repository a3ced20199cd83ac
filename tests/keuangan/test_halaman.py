"""Pages of the budget: each role does its step; what is typed wrong comes back."""

from __future__ import annotations

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_terkini
from smartkampung.keuangan.anggaran.models import KegiatanAnggaran
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.pabrik import buat_anggaran, orang, rkp
from tests.peramban import Peramban

JALAN = "02.03.11"


@pytest.fixture
def buka(app, kantor):
    """Open the app as somebody, with a balanced draft of 2026 whose road belongs to the kasi."""
    with app.app_context(), basis.transaksi():
        rkp()
        versi = buat_anggaran()
        db.session.execute(db.update(KegiatanAnggaran).where(KegiatanAnggaran.kode == JALAN).values(
            pka_id=orang("kasi").id))
        nomor = versi.id

    def masuk(nama: str) -> Peramban:
        return Peramban(app).masuk(nama)

    masuk.versi = nomor
    return masuk


def isi(app):
    with app.app_context():
        return isi_versi(versi_terkini(2026))


def test_empat_orang_dari_draf_sampai_berlaku(app, buka):
    kisi = buka("kasi").buka("kisi.lihat", versi_id=buka.versi, kode=JALAN)
    assert "Rp400.000.000" in kisi.teks_semua
    sekdes = buka("sekdes")
    bpd = buka("bpd").buka("anggaran.lihat", versi_id=buka.versi).ikuti("Catat kesepakatan BPD")
    hasil = bpd.kirim("Catat kesepakatan", nomor="6/BPD/2026", tanggal="2026-11-02")
    assert "Kesepakatan BPD dicatat" in hasil.pesan[0]
    halaman = sekdes.buka("anggaran.lihat", versi_id=buka.versi).ikuti("Catat pengiriman ke camat")
    halaman = halaman.kirim("Catat pengiriman", tanggal="2026-11-04").ikuti("Catat evaluasi camat")
    halaman.kirim("Catat hasil", hasil="sesuai", nomor="188/4", tanggal="2026-11-18")
    kades = buka("kades").buka("anggaran.lihat", versi_id=buka.versi).ikuti("Tetapkan")
    salah = kades.kirim("Tetapkan dan kunci", nomor_perkades="3", tanggal_perkades="2026-11-20")
    assert "Isi nomor dan tanggal Perdes." in salah.galat[0] and 'value="3"' in salah.isi.decode()
    salah.kirim("Tetapkan dan kunci", nomor_perdes="2", tanggal_perdes="2026-11-20", nomor_perkades="3",
                tanggal_perkades="2026-11-20")
    halaman = sekdes.buka("anggaran.lihat", versi_id=buka.versi).ikuti("Undangkan")
    hasil = halaman.kirim("Undangkan dan berlakukan", nomor="2", tanggal="2026-11-21")

    assert "APBDes 2026 berlaku" in hasil.pesan[0]
    assert "Disepakati BPD oleh Bpd" in hasil.teks_semua and "Ditetapkan oleh Kades, Kepala Desa" in hasil.teks_semua
    assert "Belanja per kegiatan" in hasil.teks_semua and "Tambah kegiatan" not in hasil.teks_semua


def test_kisi_tanpa_skrip_menyimpan_yang_benar_dan_mengembalikan_yang_salah(app, buka):
    halaman = buka("kasi").buka("kisi.lihat", versi_id=buka.versi, kode=JALAN)
    data = {k: [] for k, _ in halaman.isian("Simpan semua")}
    for nama, nilai in halaman.isian("Simpan semua"):
        data[nama].append(nilai)
    baru = {"rekening": ["5.3.5.02 Upah", "5.3.5.04"], "uraian": ["Upah tukang", "<b>Sewa molen</b>"],
            "volume": ["10", "satu"], "satuan": ["hari", "unit"], "harga": ["120.000", "500.000"],
            "sumber_dana": ["DDS", "DDS"]}  # fmt: skip
    for nama, nilai in baru.items():
        data[nama][1:3] = nilai
    hasil = halaman.kirim("Simpan semua", **data)

    assert "1 baris belum tersimpan" in hasil.pesan[0]
    assert any("Tulis volume dengan angka" in g for g in hasil.galat)
    assert "&lt;b&gt;Sewa molen" in hasil.isi.decode()
    jumlah = [" ".join(s.text_content().split()) for s in hasil.pohon.xpath("//td[@data-jumlah]")]
    assert jumlah[:3] == ["Rp400.000.000", "Rp1.200.000", ""]  # the kept row keeps its sum
    assert isi(app).jumlah("5", kegiatan=JALAN) == 401_200_000


def test_simpan_baris_menjawab_jumlah_dan_bilah(app, buka):
    kasi = buka("kasi")
    kunci = dict(kasi.buka("kisi.lihat", versi_id=buka.versi, kode=JALAN).isian("Simpan semua"))["csrf_token"]
    baris = {"id": "", "sidik": "", "tanda": "k1", "harga_id": "", "alasan_harga": "", "bengkok": "",
             "rekening": "5.3.5.03", "sumber_dana": "DDS", "uraian": "Semen", "volume": "2", "satuan": "sak",
             "harga": "68.000"}  # fmt: skip
    for _ in range(2):  # the answer was lost once: the same row again
        jawab = kasi.klien.post(f"/keuangan/anggaran/versi/{buka.versi}/isi/{JALAN}/baris", data=baris,
                                headers={"X-CSRFToken": kunci, "Accept": "application/json",
                                         "Referer": "http://localhost/"})  # fmt: skip
        assert jawab.json["baris"][0]["teks"]["jumlah"] == "Rp136.000"
    assert "Rp400.136.000" in jawab.json["bilah"]
    assert isi(app).jumlah("5", kegiatan=JALAN) == 400_136_000


@pytest.mark.parametrize(("siapa", "kode", "status"), [
    ("kasi", "02.02.02", 403), ("keuangan", JALAN, 403), ("keuangan", "umum", 303), ("bpd", "umum", 403),
    ("kades", JALAN, 403), ("operator", "umum", 403), ("sekdes", JALAN, 303), ("kasi", "99.99.99", 404),
])  # fmt: skip
def test_siapa_boleh_mengisi_apa(app, buka, siapa, kode, status):
    peramban = buka(siapa)
    jawab = peramban.klien.get("/beranda").get_data(as_text=True)
    csrf = jawab.split('name="csrf_token" value="')[1].split('"')[0]
    data = {"csrf_token": csrf, "_kunci": "x" * 20}
    rekening, sumber = ("4.3.6.01", "DLL") if kode == "umum" else ("5.2.1.06", "DDS")
    data |= {"rekening": rekening, "sumber_dana": sumber, "uraian": "A", "volume": "1", "harga": "5"}
    hasil = peramban.kirim(f"/keuangan/anggaran/versi/{buka.versi}/isi/{kode}/baris", data, ikuti=False)
    assert hasil.status == (200 if status == 303 else status)


def test_tempel_dari_excel_mengembalikan_hanya_yang_salah(app, buka):
    halaman = buka("sekdes").buka("kisi.tempel", versi_id=buka.versi, kode=JALAN)
    teks = "5.3.5.03\tDDS\tPasir\t2\tm3\t100.000\n5.3.5\tDDS\tInduk\t1\tm3\t100.000"
    hasil = halaman.kirim("Tambahkan baris", tempelan=teks)

    assert "1 baris tersimpan" in hasil.pesan[0]
    assert "bukan rekening objek" in hasil.teks_semua
    assert dict(hasil.isian("Tambahkan baris"))["tempelan"].startswith("5.3.5\tDDS\tInduk")


def test_kegiatan_ditambah_pka_menjadi_miliknya_dan_kode_salah_disebut(app, buka):
    halaman = buka("kasi").buka("kisi.tambah", versi_id=buka.versi)
    salah = halaman.kirim("Simpan kegiatan", kode="99.99.99", volume="x")
    assert "Tulis volume dengan angka" in " ".join(salah.galat)
    salah = halaman.kirim("Simpan kegiatan", kode="99.99.99")
    assert "tidak ada dalam daftar kegiatan" in salah.galat[0]
    hasil = halaman.kirim("Simpan kegiatan", kode="2 1 1 PAUD", keluaran="PAUD aktif", volume="3")
    assert hasil.judul.startswith("02.01.01")
    assert "PKA: Kasi" in hasil.teks_semua


def test_anggaran_tahun_depan_disalin_dan_dinolkan(app, buka):
    with app.app_context():
        semula = isi_versi(versi_terkini(2026))
    halaman = buka("sekdes").buka("anggaran.buat")
    hasil = halaman.kirim("Buat draf", tahun="2027", dari=str(buka.versi), nolkan="y")

    assert hasil.judul == "APBDes 2027"
    with app.app_context():
        baru = isi_versi(versi_terkini(2027))
        assert set(baru.per_kunci) == set(semula.per_kunci) and baru.belanja == 0
    lagi = buka("sekdes").buka("anggaran.buat").kirim("Buat draf", tahun="2027")
    assert "sudah punya APBDes" in lagi.galat[0]


def test_daftar_pelanggaran_dan_aturan_yang_diatur(app, buka):
    sekdes = buka("sekdes")
    sekdes.buka("kisi.tempel", versi_id=buka.versi, kode="umum").kirim(
        "Tambahkan baris", tempelan="4.3.6.01\tDLL\tBunga\t1\ttahun\t1.000")
    halaman = sekdes.buka("anggaran.temuan", versi_id=buka.versi)
    assert "selisih Rp1.000" in halaman.teks_semua and "DLL" in halaman.teks_semua
    form = buka("admin").buka("aturan_keuangan.sikap", tahun=2026, kode="K-APB-03")
    assert "wajib diisi" in form.kirim("Simpan", sikap="mati").galat[0]
    hasil = form.kirim("Simpan", sikap="mati", dasar="Perbup 9/2026")
    assert "Setempat: Perbup 9/2026" in hasil.teks_semua
    nilai = buka("admin").buka("aturan_keuangan.parameter", tahun=2026, kode="batas_30")
    assert "angka nol atau lebih" in nilai.kirim("Simpan", nilai="banyak", dasar="P").galat[0]
    assert "35" in nilai.kirim("Simpan", nilai="35", dasar="Perbup 9/2026").teks_semua


def test_draf_seimbang_tidak_punya_pelanggaran_yang_menolak(app, buka):
    assert "Menolak" not in buka("bpd").buka("anggaran.temuan", versi_id=buka.versi).teks_semua
