"""Pages of spending: from the choice of a kegiatan to the payment, what each role sees, bad input that is not lost."""

from __future__ import annotations

import io

import pytest

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.kas.models import DokumenKas, Pihak
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.belanja_pabrik import BAHAN, BELANJA, ajukan, baris, buat, dicairkan, pihak
from tests.keuangan.kas_pabrik import hari
from tests.sapuan.alat import gambar

BULAN_AWAL = hari(11, 2)  # the tenth working day is the 16th
pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(BELANJA)]


def test_kegiatan_dicari_dengan_kata_atau_kode(kantor, peramban, monkeypatch):
    kasi = peramban.masuk("kasi")
    monkeypatch.setattr("smartkampung.keuangan.belanja.views.CUKUP_TANPA_CARI", 1)
    semua = kasi.buka("spp.pilih", tahun=2026)
    assert "02.03.11" in semua.teks_semua and "01.01.04" in semua.teks_semua and "Cari kegiatan" in semua.teks_semua
    for kata in ("02.03", "02.03.11 JALAN"):
        satu = kasi.buka("spp.pilih", tahun=2026, cari=kata).teks_semua
        assert "02.03.11" in satu and "01.01.04" not in satu, kata
    kosong = kasi.buka("spp.pilih", tahun=2026, cari="sawah <b>")
    assert "memuat “sawah <b>”" in kosong.teks_semua and "Hapus saringan" in kosong.teks_semua


def test_dari_kegiatan_sampai_dicairkan_lewat_halaman(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        pihak()
    pilih = peramban.masuk("kasi").buka("spp.daftar").ikuti("Buat SPP")
    assert "sisa Rp400.000.000 dari Rp400.000.000" in pilih.teks_semua
    isi = peramban.buka("spp.baru", kegiatan="02.03.11", tahun=2026)
    assert "Rp400.000.000" in isi.teks_semua
    salah = isi.kirim("Simpan draf", **{"uraian": "Batu kali", "b1-nilai": "11 jt", "b1-pihak": "Toko Makmur"})
    assert salah.status == 422 and "misalnya 1.500.000" in " ".join(salah.galat)
    assert dict(salah.isian("Simpan draf"))["b1-pihak"] == "Toko Makmur"
    lebih = salah.kirim("Tambah baris", **{"b1-nilai": "11.100.000"})
    assert "b4-nilai" in dict(lebih.isian("Simpan draf"))
    draf = lebih.kirim("Simpan draf", cara="definitif")
    assert "PPh 22" in draf.teks_semua and "Rp9.850.000" in draf.teks_semua
    tanpa = draf.kirim("Ajukan")
    assert tanpa.status == 422 and "K-SPP-07" in " ".join(tanpa.galat)
    foto = {"foto": (io.BytesIO(gambar()), "nota.jpg"), "syarat": "kuitansi", "berkas": None}
    berlampir = tanpa.kirim("Lampirkan", **foto)
    assert "Lampiran ditambahkan" in " ".join(berlampir.pesan)
    assert "Rp150.000 PPh 22 pembelian barang" in berlampir.teks_semua and "PPh22" not in berlampir.teks_semua
    assert berlampir.ikuti("Buka").isi.startswith(b"\xff\xd8")
    assert "diajukan" in " ".join(berlampir.kirim("Ajukan", sptb="y").pesan)
    assert peramban.buka("spp.daftar").teks_semua.count("Diajukan") >= 1

    antre = peramban.keluar().masuk("sekdes").buka("beranda.lihat").ikuti("Verifikasi: SPP")
    assert "1 lampiran" in antre.teks_semua
    assert "diverifikasi" in " ".join(antre.tekan("Verifikasi").pesan)
    antre = peramban.keluar().masuk("kades").buka("langkah_spp.daftar")
    assert "disetujui" in " ".join(antre.tekan("Setujui").pesan)
    bayar = peramban.keluar().masuk("keuangan").buka("langkah_spp.daftar").ikuti("Cairkan")
    assert "Toko Makmur" in bayar.teks_semua and "Paling awal 21 November 2026" in bayar.teks_semua
    mundur = bayar.kirim("Cairkan Rp9.850.000", tanggal="2026-11-20")
    assert mundur.status == 422 and "Tanggal bayar paling awal 21 November 2026 (K-SPP-01)" in " ".join(mundur.galat)
    selesai = bayar.kirim("Cairkan Rp9.850.000")
    assert "dicairkan dengan 0001/CAIR" in " ".join(selesai.pesan)
    lagi = bayar.kirim("Cairkan Rp9.850.000")
    assert lagi.status == 200 and "dicairkan dengan" not in " ".join(lagi.pesan)
    with kantor.app_context():
        assert db.session.scalar(db.select(db.func.count()).where(DokumenKas.jenis == "cair")) == 1


def test_dikembalikan_dari_antrean_pulang_ke_antrean(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        nomor = ajukan(baris(BAHAN, 1_000_000)).id
    antre = peramban.masuk("sekdes").buka("langkah_spp.daftar")
    alasan = antre.ikuti("Kembalikan")
    assert alasan.kirim("Kembalikan", alasan="").status == 422
    pulang = alasan.kirim("Kembalikan", alasan="Nota belum difoto.")
    assert "dikembalikan kepada PKA" in " ".join(pulang.pesan) and "Tidak ada yang menunggu Anda" in pulang.teks_semua
    dari_surat = peramban.keluar().masuk("kasi").buka("spp.lihat", spp_id=nomor)
    assert "Nota belum difoto." in dari_surat.teks_semua


def test_pajak_diubah_dengan_alasan(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        pihak()
        nomor = buat(baris(BAHAN, 11_100_000, "Toko Makmur")).id
    ubah = peramban.masuk("kasi").buka("spp.lihat", spp_id=nomor).ikuti("Ubah pajak")
    nama = next(n for n, v in ubah.isian("Simpan pajak") if v == "150.000").removesuffix("-nilai")
    salah = ubah.kirim("Simpan pajak", **{f"{nama}-nilai": "100.000"})
    assert "berbeda dari usulan Rp150.000. Tulis alasannya" in " ".join(salah.pesan)
    assert dict(salah.isian("Simpan pajak"))[f"{nama}-nilai"] == "100.000"
    baik = salah.kirim("Simpan pajak", **{f"{nama}-alasan": "Faktur 010-26.1"})
    assert "Faktur 010-26.1" in baik.teks_semua and "Rp9.900.000" in baik.teks_semua


def test_foto_yang_sama_di_dokumen_lain_ditandai(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        satu, dua = (buat(baris(BAHAN, 1_000)).id for _ in range(2))
    peramban.masuk("kasi")
    for nomor in (satu, dua):
        foto = {"foto": (io.BytesIO(gambar()), "nota.jpg"), "syarat": "kuitansi", "berkas": None}
        hasil = peramban.buka("spp.lihat", spp_id=nomor).kirim("Lampirkan", **foto)
    assert "Foto ini sama dengan lampiran SPP draf" in " ".join(hasil.pesan)
    assert "sama dengan SPP draf" in hasil.teks_semua


def test_dikembalikan_dibatalkan_dihapus(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        nomor = ajukan(baris(BAHAN, 1_000_000)).id
    kembali = peramban.masuk("sekdes").buka("spp.lihat", spp_id=nomor).ikuti("Kembalikan")
    assert kembali.kirim("Kembalikan", alasan=" ").status == 422
    hasil = kembali.kirim("Kembalikan", alasan="Notanya buram")
    assert "Notanya buram" in hasil.teks_semua and "Dikembalikan" in hasil.teks_semua
    beranda = peramban.keluar().masuk("kasi").buka("beranda.lihat")
    assert "dikembalikan: Notanya buram" in beranda.teks_semua
    batal = peramban.buka("spp.lihat", spp_id=nomor).ikuti("Batalkan SPP").kirim("Batalkan", alasan="Tidak jadi")
    assert "Nomornya tetap tercatat" in " ".join(batal.pesan)
    draf = peramban.buka("spp.baru", kegiatan="02.03.11", tahun=2026).kirim(
        "Simpan draf", **{"uraian": "Batu", "b1-nilai": "1.000"})  # fmt: skip
    assert "Draf dihapus" in " ".join(draf.tekan("Hapus draf").pesan)


def test_pihak_dicatat_dan_npwp_diperiksa(kantor, peramban):
    tambah = peramban.masuk("kasi").buka("pihak_keuangan.tambah")
    salah = tambah.kirim("Simpan pihak", nama="CV Maju", npwp="01.234.567.8-901")
    assert "NPWP berisi 15 atau 16 angka (NITKU 22 angka); yang terisi 12" in " ".join(salah.galat)
    tanpa = salah.kirim("Simpan pihak", npwp="", pkp="y")
    assert "pasti punya NPWP" in " ".join(tanpa.galat)
    baik = tanpa.kirim("Simpan pihak", npwp="01.234.567.8-901.000", bank="BRI", nomor_rekening="123")
    assert "CV Maju disimpan" in " ".join(baik.pesan)
    ubah = baik.ikuti("Ubah")
    assert "Krajan" in ubah.kirim("Simpan pihak", alamat="Krajan").teks_semua
    daftar = peramban.buka("pihak_keuangan.daftar")
    assert "CV Maju" in daftar.kirim("Tampilkan", q="maju", saring="pkp").teks_semua
    assert "Tidak ada pihak yang cocok" in daftar.kirim("Tampilkan", q="mundur").teks_semua
    xlsx = peramban.buka("pihak_keuangan.unduh_daftar", bentuk="xlsx").isi
    impor = peramban.buka("pihak_keuangan.impor").kirim("Impor", berkas=(io.BytesIO(xlsx), "pihak.xlsx"))
    assert "1 pihak disimpan" in " ".join(impor.pesan)
    csv = b"nama;npwp\r\nToko Baru;\r\nToko Salah;123\r\n"
    gagal = peramban.buka("pihak_keuangan.impor").kirim("Impor", berkas=(io.BytesIO(csv), "p.csv"))
    assert "yang terisi 3" in gagal.teks_semua
    with kantor.app_context():
        assert set(db.session.scalars(db.select(Pihak.nama))) == {"CV Maju", "Toko Baru"}


def test_lembar_pihak_hanya_mengubah_kolomnya_dan_rekening_baru_tercatat(kantor, peramban):
    """Where the money goes is worth a line of its own in the record; a sheet of names says nothing about it."""
    with kantor.app_context(), basis.transaksi():
        pihak("CV Maju")
    peramban.masuk("kasi")
    for csv in (b"nama;npwp\r\nCV Maju;0123456789012345\r\n",
                b"nama;npwp;nomor_rekening\r\nCV Maju;0123456789012345;998877\r\n"):
        peramban.buka("pihak_keuangan.impor").kirim("Impor", berkas=(io.BytesIO(csv), "p.csv"))
        with kantor.app_context():
            satu = db.session.scalars(db.select(Pihak)).one()
            catatan = list(db.session.scalars(db.select(CatatanAudit).filter_by(
                peristiwa="keuangan.rekening_pihak_diubah")))  # fmt: skip
        assert (satu.bank, satu.pkp) == ("Bank Jatim", True)
        assert (satu.nomor_rekening, len(catatan)) == (("998877", 1) if b"998877" in csv else ("777", 0))


def test_orang_lain_tidak_menyentuh_draf(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        nomor = ajukan(baris(BAHAN, 1_000)).id
    for nama in ("operator", "bpd"):
        peramban.keluar()
        halaman = peramban.masuk(nama).buka("spp.lihat", spp_id=nomor)
        assert halaman.status == (403 if nama == "operator" else 200)
        if nama == "bpd":
            assert "Verifikasi" not in [b.text_content().strip() for b in halaman.pohon.xpath("//button")]


def test_panjar_dipertanggungjawabkan_lewat_halaman(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        panjar = dicairkan(baris(BAHAN, 5_000_000), cara="panjar", uraian="Talud RT 3").id
    daftar = peramban.masuk("kasi").buka("spj.panjar")
    assert "Rp5.000.000" in daftar.teks_semua
    isi = daftar.ikuti("Buat SPJ")
    lebih = isi.kirim("Simpan draf SPJ", **{"b1-nilai": "6.000.000"})
    assert lebih.status == 422 and "K-PJR-01" in " ".join(lebih.pesan)
    draf = lebih.kirim("Simpan draf SPJ", **{"b1-nilai": "4.500.000"})
    assert "Rp500.000" in draf.teks_semua
    foto = {"foto": (io.BytesIO(gambar()), "nota.jpg"), "syarat": "kuitansi", "berkas": None}
    assert "diajukan" in " ".join(draf.kirim("Lampirkan", **foto).tekan("Ajukan").pesan)
    assert "diverifikasi" in " ".join(peramban.keluar().masuk("sekdes").buka("langkah_spp.daftar")
                                      .tekan("Verifikasi").pesan)  # fmt: skip
    sah = peramban.keluar().masuk("kades").buka("langkah_spp.daftar").tekan("Sahkan")
    assert "disahkan dan dibukukan" in " ".join(sah.pesan)
    assert "Semua panjar sudah" in peramban.buka("spj.panjar").teks_semua
    assert "0001/SPJ" in peramban.buka("spp.lihat", spp_id=panjar).teks_semua
    spj = peramban.keluar().masuk("keuangan").buka("spp.lihat", spp_id=panjar).ikuti("0001/SPJ")
    koreksi = spj.ikuti("Koreksi SPJ").kirim("Koreksi", alasan="Salah kuitansi")
    assert "dikoreksi" in " ".join(koreksi.pesan)
    bayar = peramban.buka("spp.lihat", spp_id=panjar).ikuti("Koreksi pembayaran").kirim("Koreksi", alasan="Salah")
    assert "dikoreksi" in " ".join(bayar.pesan)
    assert "belanja ini tidak dihitung lagi" in peramban.buka("spp.lihat", spp_id=panjar).teks_semua
    assert "Pencairan dikoreksi" in peramban.buka("spp.daftar").teks_semua


def test_panjar_lewat_waktu_tampil_di_beranda_kaur_dan_pka(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        dicairkan(baris(BAHAN, 5_000_000), cara="panjar", uraian="Talud RT 3", tanggal=BULAN_AWAL)
    assert "1 panjar lewat waktu" in peramban.masuk("keuangan").buka("beranda.lihat").teks_semua
    pka = peramban.keluar().masuk("kasi").buka("beranda.lihat")
    assert "panjar Rp5.000.000" in pka.teks_semua
    assert "lewat 5 hari" in peramban.buka("spj.panjar").teks_semua
