"""Old letter archives: mapped, tried, applied, undone; searchable; never in the way of this program's numbers."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import openpyxl
import pytest
from click.testing import CliRunner

from smartkampung.cli import grup
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.berkas import Berkas, folder_unggahan, simpan_hasil
from smartkampung.inti.konteks import hari_desa
from smartkampung.surat.arsip import impor
from smartkampung.surat.arsip.jadwal import bersihkan
from smartkampung.surat.arsip.models import ImporSurat
from smartkampung.surat.arsip.tata import baca_semua
from smartkampung.surat.nomor import skema
from smartkampung.surat.nomor.models import SuratLuar
from smartkampung.surat.nomor.queries import isi_register
from smartkampung.surat.periksa import daftar_pemeriksaan
from tests.surat.bantu import buat_terbit, buat_warga, orang
from tests.surat.test_bsre import hanya_sqlite

JUDUL = ["no", "tanggal", "kode_surat", "nik", "nama", "pamong"]
ISI = [
    [1, date(2024, 2, 1), "S-05", "9901012005790007", "SUTRISNO BIN KARTO", "H. Sugiarto"],
    ["2", "15-03-2024", "S-14", "", "Siti Aminah", "H. Sugiarto"],
    ["3", "2026-01-05 09:30:00", "S-05", "9901012005790007", "Sutrisno", "Nur Hidayat"],
    [7, datetime(2026, 2, 3), "S-05", 9.901012005e15, "Budi Santoso", "Nur Hidayat"],
]
BURUK = [
    ["", "01-02-2024", "S-05", "", "Tanpa Nomor", ""],
    [9, "31-02-2024", "S-05", "", "Tanggal Rusak", ""],
    [10, "01-02-2027", "S-05", "", "Masa Depan", ""],
    [11, "01-02-2024", "S-05", "", "", ""],
    ["tanpa angka", "01-02-2024", "S-05", "123", "Nomor Kata", ""],
]


def buku(baris, judul=JUDUL) -> bytes:
    kerja = openpyxl.Workbook()
    for satu in [judul, *baris]:
        kerja.active.append(satu)
    keluar = io.BytesIO()
    kerja.save(keluar)
    return keluar.getvalue()


def uji(baris, *, judul=JUDUL, lanjutkan=True, bagian=0) -> tuple[ImporSurat, list]:
    hasil = impor.terima(simpan_hasil(buku(baris, judul), "log.xlsx", "application/octet-stream"), oleh=orang("sekdes"))
    impor.petakan(hasil, hasil.peta["kolom"], bagian, lanjutkan=lanjutkan)
    isi = baca_semua(impor.jalur_berkas(hasil), impor.peta_dari(hasil), hari_desa())
    impor.simpan_uji(hasil, impor.bandingkan(isi, hari_desa(), sesi=db.session()))
    return hasil, isi


def terapkan(baris, **lain) -> ImporSurat:
    hasil, isi = uji(baris, **lain)
    impor.terapkan(hasil, isi, oleh=orang("sekdes"))
    return hasil


def arsip() -> list[SuratLuar]:
    return list(db.session.scalars(db.select(SuratLuar).order_by(SuratLuar.id)))


def test_uji_menyebut_yang_ditolak_dan_tidak_menyimpan_apa_pun(kecil):
    hasil, _isi = uji(ISI + BURUK)
    assert (hasil.baru, hasil.ditolak, hasil.keadaan) == (5, 4, "diuji") and not arsip()
    kalimat = {baris: teks for baris, _kolom, _sel, teks in hasil.rincian["tolak"]}
    assert list(kalimat) == [6, 7, 8, 9]
    for baris, kata in ((6, "Nomor kosong"), (7, "tidak terbaca"), (8, "masa depan"), (9, "Nama kosong")):
        assert kata in kalimat[baris]
    ingat = [teks for _baris, _kolom, _sel, teks in hasil.rincian["ingat"]]
    assert len(ingat) == 3 and any("tersimpan sebagai angka" in t for t in ingat)
    assert any("tulisan saja" in t for t in ingat)


def test_diterapkan_lalu_nomor_tahun_ini_melanjutkan_dan_dapat_dibatalkan(kecil):
    orangnya = buat_warga()
    hasil = terapkan(ISI)
    assert [(b.tahun, b.nomor, b.register) for b in arsip()] == [
        (2024, 1, None), (2024, 2, None), (2026, 3, None), (2026, 7, None),
    ]  # fmt: skip
    assert [b.penduduk_id for b in arsip()] == [orangnya.id, None, orangnya.id, None]
    assert arsip()[3].nik == "" and arsip()[2].tanggal_surat == date(2026, 1, 5)
    surat = buat_terbit(orangnya)
    assert surat.nomor == 8 and list(daftar_pemeriksaan()[0].jalankan()) == []
    isi = isi_register("surat_keluar", 2026)
    assert [(b.nomor, b.keadaan) for b in isi if b.nomor in (2, 3, 7, 8)] == [
        (2, "Dilompati"), (3, "Arsip lama"), (7, "Arsip lama"), (8, "Selesai"),
    ]  # fmt: skip
    assert hasil.berkas_id is None and db.session.scalar(db.select(Berkas.id).filter_by(nama="log.xlsx")) is None
    impor.batalkan(hasil, oleh=orang("sekdes"))
    assert not arsip() and hasil.keadaan == "dibatalkan"
    assert buat_terbit(orangnya).nomor == 9 and list(daftar_pemeriksaan()[0].jalankan()) == []
    with pytest.raises(impor.ImporSalahKeadaan):
        impor.batalkan(hasil, oleh=orang("sekdes"))


def test_yang_bentrok_dengan_nomor_program_ditolak_dan_yang_sudah_ada_dilewati(kecil):
    buat_terbit(buat_warga())
    hasil = terapkan([[1, "03-01-2026", "S-05", "", "Bentrok", ""], *ISI])
    assert (hasil.baru, hasil.ditolak) == (4, 1) and "sudah dipakai surat" in hasil.rincian["tolak"][0][3]
    lagi = terapkan(ISI)
    assert (lagi.baru, lagi.tetap) == (0, 4) and len(arsip()) == 4


@hanya_sqlite
def test_tanpa_melanjutkan_nomor_program_tetap_dari_satu(kecil):
    terapkan(ISI, lanjutkan=False)
    assert buat_terbit(buat_warga()).nomor == 1


@hanya_sqlite
def test_skema_per_jenis_semua_urutan_melanjutkan_sesudah_arsip(kecil):
    skema.ganti_skema("jenis", mulai_sekarang=True, oleh=orang("sekdes"))
    terapkan(ISI)
    orangnya = buat_warga()
    assert [buat_terbit(orangnya, jenis).nomor for jenis in ("keterangan-usaha", "keterangan-domisili")] == [8, 8]
    assert list(daftar_pemeriksaan()[0].jalankan()) == []


@hanya_sqlite
def test_judul_lain_dicocokkan_bagian_nomor_dipilih_dan_diingat(kecil):
    judul = ["Tgl. Surat", "No. Surat", "Kepada", "Keterangan"]
    baris = [["02-01-2024", "474/012/Ds/2024", "Siti Aminah", "domisili"]]
    hasil = impor.terima(simpan_hasil(buku(baris, judul), "a.xlsx", "x"), oleh=None)
    assert hasil.peta["kolom"] == {"tanggal": 0, "nomor": 1, "nama": 2, "perihal": 3}
    impor.buang(hasil)
    with pytest.raises(impor.PetaKurang, match="nama"):
        uji(baris, judul=["Tgl. Surat", "No. Surat", "Entah", "Lain"])
    hasil = terapkan(baris, judul=judul, bagian=2)
    assert (arsip()[0].nomor, arsip()[0].nomor_teks, arsip()[0].perihal) == (12, "474/012/Ds/2024", "domisili")
    ulang = impor.terima(simpan_hasil(buku(baris, judul), "b.xlsx", "x"), oleh=None)
    assert ulang.peta == {"kolom": hasil.peta["kolom"], "bagian": 2}


@hanya_sqlite
def test_uji_yang_ditinggalkan_dibuang_dengan_berkasnya(kantor, jam):
    with kantor.app_context():
        with basis.transaksi():
            hasil, _isi = uji(ISI)
            jalur = folder_unggahan() / hasil.berkas.lokasi
        assert jalur.exists()
        jam.maju(days=8)
        bersihkan()
        assert db.session.scalar(db.select(ImporSurat)) is None and not jalur.exists()


@hanya_sqlite
def test_dari_unggahan_sampai_dibatalkan_lewat_halaman(loket, tulis):  # noqa: F811
    halaman = loket.masuk("sekdes").buka("arsip_surat.unggah")
    assert any("Pilih berkasnya" in s for s in halaman.kirim("Unggah").galat)
    contoh = loket.klien.get(halaman.tautan("Unduh contoh")).data
    kosong = halaman.kirim("Unggah", berkas=(io.BytesIO(contoh), "contoh.xlsx"))
    assert dict(kosong.isian("Periksa"))["kolom_pamong"] == "5"
    halaman = loket.buka("arsip_surat.unggah")
    salah = halaman.kirim("Unggah", berkas=(io.BytesIO(b"\x00\x01"), "a.xlsx"))
    assert salah.status == 422
    peta = halaman.kirim("Unggah", berkas=(io.BytesIO(buku(ISI + BURUK)), "log surat.xlsx"))
    assert peta.judul == "Cocokkan kolom" and "9901012005790007" not in peta.isi.decode()
    kurang = peta.kirim("Periksa", kolom_nama="")
    assert kurang.status == 422
    ganda = peta.kirim("Periksa", kolom_perihal="4")
    assert any("dipilih dua kali" in s for s in ganda.galat)
    lihat = peta.kirim("Periksa")
    assert "Ditolak 4" in lihat.teks_semua and "melanjutkan sesudah nomor 7" in lihat.teks_semua
    assert loket.klien.get(lihat.tautan("Unduh XLSX")).data[:2] == b"PK"
    jadi = lihat.kirim("Simpan 5 surat")
    assert "Diterapkan" in jadi.teks_semua
    cari = loket.buka("arsip_surat.daftar").kirim("Tampilkan", q="siti")
    assert "Siti Aminah" in cari.teks_semua and "Budi" not in cari.teks_semua and "Arsip lama" in cari.teks_semua
    assert "Siti Aminah" in loket.buka("surat.daftar").kirim("Tampilkan", q="aminah").teks_semua
    buku_unduh = openpyxl.load_workbook(io.BytesIO(cari.kirim("Unduh XLSX").isi)).active
    assert "Siti Aminah" in [sel.value for sel in buku_unduh["D"]]
    kunci = dict(jadi.isian("Keluar"))
    assert "Budi Santoso" in loket.kirim("/cari", kunci | {"q": "budi santoso"}).teks_semua
    assert "Dibatalkan" in loket.buka("arsip_surat.lihat", impor_id=2).kirim("Batalkan seluruh").teks_semua
    assert loket.keluar().masuk("operator").jalur("/surat/arsip/impor").status == 403


@hanya_sqlite
def test_perintah_impor_surat(kantor, tmp_path, monkeypatch):
    monkeypatch.setattr("smartkampung.inti.perintah.pastikan_skema", lambda: None)
    atur = kantor.extensions["smartkampung"].pengaturan
    monkeypatch.setattr("smartkampung.pengaturan.Pengaturan.muat", lambda *_a, **_k: atur)
    berkas = tmp_path / "log.csv"
    berkas.write_text("Nomor Buku;tgl;nama\n5;02-01-2026;Siti\n;02-01-2026;Tanpa\n", encoding="utf-8")

    def jalankan(*argumen):
        return CliRunner().invoke(grup, ["impor", "surat", str(berkas), *argumen])

    salah = jalankan("--kolom", "entah=tgl")
    assert salah.exit_code == 2 and "Nomor Buku" in salah.output
    coba = jalankan("--kolom", "nomor=Nomor Buku", "--uji", "--format", "json")
    assert coba.exit_code == 1 and json.loads(coba.stdout)["baru"] == 1
    with kantor.app_context():
        assert not arsip() and db.session.scalar(db.select(ImporSurat)) is None
    assert "Tersimpan: 1 baru" in jalankan("--kolom", "nomor=Nomor Buku").output
    with kantor.app_context():
        assert [b.nama for b in arsip()] == ["Siti"]
