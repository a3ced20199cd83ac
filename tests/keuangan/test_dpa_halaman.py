"""Pages of DPA and RAK: from the drafts to the approval, what each role sees, bad input that is not lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from smartkampung.akun.services import tugaskan
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.dpa import jenjang, services
from smartkampung.keuangan.dpa.models import BERLAKU, DIAJUKAN, DIVERIFIKASI, DPA
from smartkampung.keuangan.dpa.queries import baris_dpa
from smartkampung.keuangan.laporan.kemajuan import IsiKemajuan, catat_kemajuan
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.dpa_pabrik import buat_berlaku, dpa, semua_disetujui
from tests.keuangan.pabrik import orang

pytestmark = pytest.mark.satu_basis


@pytest.fixture
def siap(kantor, jam):
    """January 2027: a budget in force, no DPA yet."""
    jam.atur(datetime(2027, 1, 5, 3, tzinfo=UTC))
    with kantor.app_context(), basis.transaksi():
        buat_berlaku()
    return kantor


def keadaan(app, kegiatan="02.03.11"):
    with app.app_context():
        return dpa(kegiatan).keadaan


def test_dari_draf_sampai_disetujui_lewat_halaman(siap, peramban):
    kasi = peramban.masuk("kasi")
    daftar = kasi.buka("dpa.daftar").tekan("Siapkan DPA")
    assert "7 DPA disiapkan" in " ".join(daftar.pesan)
    assert kasi.jalur(daftar.tautan("Cetak semua")).isi.startswith(b"%PDF")
    assert kasi.jalur("/keuangan/dpa/tahun/2020.pdf").status == 404
    halaman = daftar.ikuti("Pembangunan/Rehabilitasi")
    isi = halaman.ikuti("Isi rencana bulanan")
    kunci = next(n for n, _ in isi.isian("Simpan") if n.endswith("-4"))
    salah = isi.kirim("Simpan", **{kunci: "80 jt"})
    assert salah.status == 422 and "bukan jumlah rupiah" in salah.teks_semua
    assert ("80 jt") in dict(salah.isian("Simpan"))[kunci]
    baik = salah.kirim("Simpan", **{kunci: "Rp 70.000.000"})
    tolak = baik.tekan("Ajukan")
    assert "selisih Rp10.000.000" in " ".join(tolak.pesan)
    merata = tolak.ikuti("Isi rencana bulanan").kirim("Menurut jadwal")
    assert dict(merata.isian("Simpan"))[kunci] == "80.000.000"
    assert "diajukan" in " ".join(merata.ikuti("Batal").tekan("Ajukan").pesan)
    assert keadaan(siap) == DIAJUKAN

    antre = peramban.keluar().masuk("sekdes").buka("beranda.lihat").ikuti("Verifikasi: DPA")
    assert "Rp400.000.000" in antre.teks_semua
    assert "1 dokumen diverifikasi" in " ".join(antre.tekan("Verifikasi yang dicentang").pesan)
    antre = peramban.keluar().masuk("kades").buka("antrean_dpa.daftar")
    assert "1 dokumen disetujui" in " ".join(antre.tekan("Setujui yang dicentang").pesan)
    assert keadaan(siap) == BERLAKU
    assert "Tidak ada yang menunggu Anda" in peramban.buka("antrean_dpa.daftar").teks_semua


def test_sebar_persen_dan_tiru_tidak_menghilangkan_ketikan(siap, peramban):
    with siap.app_context(), basis.transaksi():
        services.siapkan(2027, oleh=orang("sekdes"))
        nomor = dpa("01.01.04").id
        satu, dua = (b.id for b in baris_dpa(dpa("01.01.04")))
    isi = peramban.masuk("kasi").buka("dpa.isi", dpa_id=nomor)
    salah = isi.kirim("Sebar menurut persen", p1="60", p6="30")
    assert "Jumlah persen 90, harus 100" in " ".join(salah.pesan)
    baik = salah.kirim("Sebar menurut persen", p1="60", p6="40")
    assert [dict(baik.isian("Simpan"))[f"b{n}-1"] for n in (satu, dua)] == ["66.000.000", "24.000.000"]
    tiru = baik.kirim("Tiru ke semua baris", contoh=str(dua), **{f"b{dua}-1": "10.000.000", f"b{dua}-6": "30.000.000"})
    assert dict(tiru.isian("Simpan"))[f"b{satu}-6"] == "82.500.000"


def test_kades_mengembalikan_dengan_alasan(siap, peramban):
    with siap.app_context(), basis.transaksi():
        services.siapkan(2027, oleh=orang("sekdes"))
        satu = dpa("02.03.11")
        services.ajukan(satu, oleh=orang("kasi"))
        nomor = satu.id
    halaman = peramban.masuk("sekdes").buka("dpa.kembalikan", dpa_id=nomor)
    assert halaman.kirim("Kembalikan", alasan="").status == 422
    halaman.kirim("Kembalikan", alasan="<b>Musim tanam</b> belum pas")
    kasi = peramban.keluar().masuk("kasi").buka("dpa.lihat", dpa_id=nomor)
    assert "<b>Musim tanam</b> belum pas" in kasi.teks_semua and "Dikembalikan" in kasi.teks_semua


def test_orang_lain_tidak_melihat_tombol_dan_ditolak(siap, peramban):
    with siap.app_context(), basis.transaksi():
        services.siapkan(2027, oleh=orang("sekdes"))
        nomor = dpa("02.03.11").id
    bpd = peramban.masuk("bpd").buka("dpa.lihat", dpa_id=nomor)
    assert not bpd.pohon.xpath("//main//form")
    assert peramban.jalur(f"/keuangan/dpa/{nomor}/isi").status == 403
    assert peramban.keluar().masuk("operator").jalur("/keuangan/dpa").status == 403


def test_sekdes_menunjuk_pka_lain(siap, peramban):
    with siap.app_context(), basis.transaksi():
        services.siapkan(2027, oleh=orang("sekdes"))
        dpa("02.03.11").pka_id = None
        nomor = dpa("02.03.11").id
    halaman = peramban.masuk("sekdes").buka("dpa.lihat", dpa_id=nomor)
    assert "belum punya PKA" in halaman.teks_semua
    halaman.ikuti("Tunjuk PKA").kirim("Tunjuk")
    with siap.app_context():
        assert db.session.get(DPA, nomor).pka_id == orang("kasi").id


def test_rak_dari_susun_sampai_berlaku(siap, peramban):
    with siap.app_context(), basis.transaksi():
        semua_disetujui()
    keuangan = peramban.masuk("keuangan")
    rak = keuangan.buka("rak.daftar").tekan("Susun RAK")
    isi = rak.ikuti("Isi penerimaan")
    nomor = isi.pohon.xpath("//fieldset[contains(., '4.2.1.01')]//button/@value")[0].partition(":")[2]
    isi = isi.kirim("Pakai pola: 4.2.1.01", **{f"pola{nomor}": "dds-60-40"})
    kunci = [n for n, v in isi.isian("Simpan") if v == "360.000.000"]
    assert kunci and kunci[0].endswith("-3")
    isi = isi.kirim("Simpan", **{kunci[0]: "", kunci[0][:-1] + "12": "360.000.000"}).ikuti("Isi penerimaan")
    tolak = isi.ikuti("Batal").tekan("Ajukan")
    assert "Saldo kas akhir" in " ".join(tolak.pesan)
    lagi = tolak.ikuti("Isi penerimaan").kirim("Simpan", catatan="Talangan dari SiLPA.").tekan("Ajukan")
    assert "diajukan" in " ".join(lagi.pesan)
    peramban.keluar().masuk("sekdes").buka("antrean_dpa.daftar").tekan("Verifikasi yang dicentang")
    setuju = peramban.keluar().masuk("kades").buka("antrean_dpa.daftar").tekan("Setujui yang dicentang")
    assert "1 dokumen disetujui" in " ".join(setuju.pesan)
    assert "Disetujui, berlaku" in peramban.buka("rak.daftar").teks_semua
    assert peramban.jalur("/keuangan/rak/1.pdf").isi.startswith(b"%PDF")


def test_dua_pengesah_bersamaan_hanya_satu_yang_jadi(siap, peramban):
    with siap.app_context(), basis.transaksi():
        services.siapkan(2027, oleh=orang("sekdes"))
        satu = dpa("02.03.11")
        services.ajukan(satu, oleh=orang("kasi"))
        nomor = satu.id
    halaman = peramban.masuk("sekdes").buka("dpa.lihat", dpa_id=nomor)
    halaman.tekan("Verifikasi")
    kedua = halaman.tekan("Verifikasi")  # the same form again: the one-time key answers with where it went
    assert keadaan(siap) == DIVERIFIKASI and kedua.status == 200


def test_dpal_lewat_halaman(siap, peramban, jam):
    with siap.app_context(), basis.transaksi():
        semua_disetujui()
    jam.atur(datetime(2028, 1, 5, 3, tzinfo=UTC))
    with siap.app_context(), basis.transaksi():
        buat_berlaku(2028)
    kasi = peramban.masuk("kasi")
    halaman = kasi.buka("dpal.daftar", tahun=2028)
    buat = kasi.jalur(halaman.pohon.xpath("//a[contains(., 'Lanjutkan')]/@href")[4])
    kunci = next(n for n, _ in buat.isian("Buat DPAL") if n.startswith("sisa"))
    salah = buat.kirim("Buat DPAL", dasar_silpa="Perdes 3/2028", persen_fisik="60", **{kunci: "banyak"})
    assert salah.status == 422 and "dengan angka" in salah.teks_semua
    lebih = salah.kirim("Buat DPAL", **{kunci: "900.000.000"})
    assert "lebih besar dari yang tersisa tahun lalu" in lebih.teks_semua
    jadi = lebih.kirim("Buat DPAL", **{kunci: "60.000.000"})
    assert "DPAL 02.03.11" in jadi.judul and "60 %" in jadi.teks_semua


@pytest.mark.parametrize(("persen", "isi", "sebab"), [
    (62, "62", "Dari catatan kemajuan 20 Desember 2027: 62 %"), (100, "", "menyebut 100 %"),
    (None, "", "Belum ada kemajuan yang dicatat"),
])  # fmt: skip
def test_kemajuan_fisik_dpal_berasal_dari_catatan_akhir_tahun(siap, peramban, jam, persen, isi, sebab):
    with siap.app_context(), basis.transaksi():
        semua_disetujui()
    jam.atur(datetime(2028, 1, 5, 3, tzinfo=UTC))
    with siap.app_context(), basis.transaksi():
        if persen is not None:
            for hari, n in ((date(2027, 6, 1), 30), (date(2027, 12, 20), persen), (date(2028, 1, 4), 100)):
                catat_kemajuan(2027, "02.03.11", IsiKemajuan(hari, n), oleh=orang("kasi"))
        nomor = dpa("02.03.11", 2027).id
    halaman = peramban.masuk("kasi").buka("dpal.buat", lalu_id=nomor)
    assert dict(halaman.isian("Buat DPAL"))["persen_fisik"] == isi
    assert sebab in halaman.teks_semua
    galat = halaman.kirim("Buat DPAL", dasar_silpa="", persen_fisik="65")
    assert dict(galat.isian("Buat DPAL"))["persen_fisik"] == "65"


def test_plt_kades_melihat_dua_antrean_dan_langkah_lain_ditolak(siap, peramban):
    with siap.app_context(), basis.transaksi():
        services.siapkan(2027, oleh=orang("sekdes"))
        for kode in ("02.03.11", "02.02.02"):
            services.ajukan(dpa(kode), oleh=orang("kasi"))
        jenjang.verifikasi(dpa("02.02.02"), oleh=orang("sekdes"))
    kades = peramban.masuk("kades").buka("antrean_dpa.daftar")
    data = {n: v for n, v in kades.isian("Setujui") if n != "langkah"}
    assert peramban.kirim("/keuangan/dpa/antrean", {**data, "langkah": "diajukan"}).status == 403
    with siap.app_context(), basis.transaksi():
        tugaskan(orang("sekdes"), "kepala_desa", mulai=date(2027, 1, 1), sampai=date(2027, 6, 30), sifat="plt",
                 nomor_sk="141/7/2027", oleh=None)  # fmt: skip
    dua = peramban.keluar().masuk("sekdes").buka("antrean_dpa.daftar")
    assert "Menunggu persetujuan" in dua.teks_semua and "Menunggu verifikasi" in dua.teks_semua
    assert "1 dokumen disetujui" in " ".join(dua.tekan("Setujui yang dicentang").pesan)
    assert keadaan(siap, "02.02.02") == BERLAKU


def test_kotak_cari_dan_beranda_menemukan_kegiatan(siap, peramban):
    sekdes = peramban.masuk("sekdes")
    temuan = sekdes.buka("beranda.lihat").kirim("/cari", q="jalan lingkungan")
    assert "Pembangunan/Rehabilitasi/Peningkatan/Pengerasan Jalan Lingkungan" in temuan.teks_semua
    assert "Rp1.050.000.000" in sekdes.buka("beranda.lihat").teks_semua
