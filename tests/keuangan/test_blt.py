"""BLT: who is on the list, what a payment comes to, a month paid once; and the list of transfers for the bank."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja import blt, jenjang, spp
from smartkampung.keuangan.belanja.aturan import peringatan
from smartkampung.keuangan.belanja.cair import cairkan
from smartkampung.keuangan.belanja.daftar_bayar import calon, lembar_bayar, transfer
from smartkampung.keuangan.belanja.galat import BedaDaftarBLT, BLTBelumCair, BukanPKA
from smartkampung.keuangan.belanja.models import BagianBLT
from smartkampung.keuangan.kas.models import DI_BANK
from smartkampung.keuangan.langkah import BukanPemegangPeran
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.belanja_pabrik import (
    BAHAN,
    BELANJA,
    KANTOR_ATK,
    MAKAN,
    TAHUN,
    bank,
    baris,
    dicairkan,
    disetujui,
    pihak,
)
from tests.keuangan.kas_pabrik import hari
from tests.keuangan.pabrik import orang
from tests.sapuan.alat import gambar
from tests.surat.bantu import buat_warga

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(BELANJA)]
KUNCI = Kunci("05.03.00", "5.4.1.01", "DDS")  # 36 million


def daftar(nilai=300_000):
    return blt.simpan_daftar(None, blt.IsianBLT(TAHUN, "BLT Desa", "SK Kades 4/2026", KUNCI, Decimal(nilai)),
                             oleh=orang("kasi"))  # fmt: skip


def penerima(d, nama="Sutini", nik="9901016005790008", mulai=1, sampai=12):
    return blt.tambah_penerima(d, blt.IsianPenerima("Lansia tunggal", mulai, sampai, nama=nama, nik=nik),
                               oleh=orang("kasi"))  # fmt: skip


@pytest.fixture
def desa(kantor):
    with kantor.app_context():
        yield kantor


def test_satu_bulan_dibayar_sekali_dan_yang_batal_dibayar_lagi(desa):
    with basis.transaksi():
        warga = buat_warga()
        d = daftar()
        penerima(d)
        blt.tambah_penerima(d, blt.IsianPenerima("Sakit menahun", 2, 12, penduduk_id=warga.id), oleh=orang("kasi"))
        satu = blt.bayar(d, 1, 3, oleh=orang("kasi"))
    assert satu.dokumen.nilai == 300_000 * (3 + 2)
    assert satu.dokumen.uraian == "BLT Desa Januari–Maret 2026 untuk 2 penerima"
    assert sorted(b.bulan for b in blt.bagian(satu)) == [2, 3]
    with pytest.raises(blt.TidakAdaYangDibayar, match="Februari–Maret"), basis.transaksi():
        blt.bayar(d, 2, 3, oleh=orang("kasi"))
    with basis.transaksi():
        lanjut = blt.bayar(d, 3, 5, oleh=orang("kasi"))
    assert [b.bulan for b in blt.bagian(lanjut)] == [2, 2]
    with basis.transaksi():
        jenjang.ajukan(satu.dokumen, oleh=orang("kasi"), sptb=True)
        jenjang.batalkan(satu.dokumen, "Salah bulan", oleh=orang("kasi"))
        assert len(blt.bagian(blt.bayar(d, 1, 2, oleh=orang("kasi")))) == 2


def test_batas_per_bulan_dan_banyaknya_bulan_diperingatkan_dan_disimpan(desa):
    with basis.transaksi():
        d = daftar(nilai=350_000)
        penerima(d)
        satu = blt.bayar(d, 1, 4, oleh=orang("kasi"))
        jenjang.ajukan(satu.dokumen, oleh=orang("kasi"), sptb=True)
    assert [(p.aturan, p.kalimat) for p in peringatan(satu.dokumen)] == [
        ("K-APB-05", "BLT Rp350.000 per bulan, paling banyak Rp300.000"),
        ("K-APB-05", "BLT dibayar untuk 4 bulan sekaligus, paling banyak 3 bulan")]


def test_satu_keluarga_tidak_menerima_dari_dua_daftar_pada_bulan_yang_sama(desa):
    with basis.transaksi():
        penerima(daftar(), sampai=6)
        dua = daftar()
    with pytest.raises(blt.PenerimaSalah, match="sudah menerima dari daftar"), basis.transaksi():
        penerima(dua, mulai=6)
    with basis.transaksi():
        assert penerima(dua, mulai=7).id


def test_spp_blt_sebesar_daftar_bayarnya_dan_memakai_nilai_yang_dibayar(desa):
    """The SPP is paid to the recipients on its list: not a rupiah more, whatever the head of the list says later."""
    kasi = orang("kasi")
    with basis.transaksi():
        d = daftar(nilai=600_000)
        penerima(d)
        satu = blt.bayar(d, 1, 1, oleh=kasi)
        lama = spp.baris_dokumen(satu.dokumen)[0]
        blt.simpan_daftar(d, blt.IsianBLT(TAHUN, d.nama, d.dasar, KUNCI, Decimal(300_000)), oleh=kasi)

    def tulis(nilai):
        isi = spp.IsianSPP(satu.dokumen.tanggal, "BLT", "definitif", [baris(KUNCI, nilai, id=lama.id, objek="tanpa")])
        spp.simpan(satu.dokumen, isi, satu.dokumen.versi, oleh=kasi)

    with pytest.raises(BedaDaftarBLT, match=r"Rp10.000.000.*Rp600.000"), basis.transaksi():
        tulis(10_000_000)
        jenjang.ajukan(satu.dokumen, oleh=kasi, sptb=True)
    with basis.transaksi():
        jenjang.ajukan(satu.dokumen, oleh=kasi, sptb=True)
    assert [p.kalimat for p in peringatan(satu.dokumen)] == ["BLT Rp600.000 per bulan, paling banyak Rp300.000"]


def test_daftar_pka_lain_tidak_bisa_dipindahkan_ke_kegiatan_sendiri(desa, monkeypatch):
    with basis.transaksi():
        d = daftar()
    pka = {MAKAN.kegiatan: orang("kasi").id, KUNCI.kegiatan: orang("kades").id}
    monkeypatch.setattr(spp, "pka_kegiatan", lambda _tahun, kode: pka[kode])
    with pytest.raises(BukanPKA, match=r"05\.03\.00"), basis.transaksi():
        blt.simpan_daftar(d, blt.IsianBLT(TAHUN, "Punya saya", "x", MAKAN, Decimal(1)), oleh=orang("kasi"))


def test_penerima_yang_salah_ditolak(desa):
    with basis.transaksi():
        d = daftar()
        satu = penerima(d)
    for isi, kalimat in ((("Sutini", "9901016005790008"), "sudah ada di daftar"), (("Budi", "123"), "NIK 16 angka")):
        with pytest.raises(blt.PenerimaSalah, match=kalimat), basis.transaksi():
            penerima(d, *isi)
    with pytest.raises(blt.BulanTerbalik), basis.transaksi():
        penerima(d, "Budi", "9901016005790016", 5, 4)
    with basis.transaksi():
        blt.hentikan(satu, 3, "pindah", oleh=orang("kasi"))
    assert blt.rencana(d, 4, 6) == []
    with pytest.raises(BukanPemegangPeran), basis.transaksi():
        blt.simpan_daftar(d, blt.IsianBLT(TAHUN, "x", "y", KUNCI, Decimal(1)), oleh=orang("sekdes"))


def test_blt_lewat_halaman(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        warga = buat_warga().id
    baru = peramban.masuk("kasi").buka("blt.daftar").ikuti("Buat daftar")
    d = baru.kirim("Simpan daftar", dasar="SK Kades 4/2026", kunci="|".join(KUNCI))
    tambah = d.ikuti("Tambah penerima")
    cari = tambah.kirim("Simpan penerima", **{"penduduk_id-cari": "Siti", "dasar": "Lansia"})
    assert cari.status == 422
    isi = tambah.kirim("Simpan penerima", penduduk_id=str(warga), dasar="Lansia tunggal")
    assert "masuk daftar" in " ".join(isi.pesan) and "••" in isi.teks_semua
    assert "9901" in isi.tekan("Tampilkan NIK").teks_semua
    bayar = isi.kirim("Buat daftar bayar", dari="1", sampai="3")
    assert "Rp900.000" in bayar.teks_semua
    assert bayar.ikuti("Cetak daftar").isi.startswith(b"%PDF")
    spp = bayar.ikuti("SPP draf")
    assert "diajukan" in " ".join(spp.kirim("Ajukan", sptb="y").pesan)
    with kantor.app_context(), basis.transaksi():
        bagian = db.session.scalars(db.select(BagianBLT)).one()
        dokumen = db.session.get_one(blt.BayarBLT, bagian.bayar_id).dokumen
        jenjang.verifikasi(dokumen, oleh=orang("sekdes"))
        jenjang.setujui(dokumen, oleh=orang("kades"))
        nomor = bagian.bayar_id
        with pytest.raises(BLTBelumCair, match="Sutrisno"):
            blt.terima(bagian, gambar(), "f.jpg", oleh=orang("kasi"))
        cairkan(dokumen, hari(11, 21), DI_BANK, bank().id, oleh=orang("keuangan"))
    foto = peramban.buka("blt.pembayaran", bayar_id=nomor).kirim("Simpan foto", foto=(io.BytesIO(gambar()), "f.jpg"))
    assert "Foto penerimaan" in " ".join(foto.pesan)
    assert foto.ikuti("Foto ").isi.startswith(b"\xff\xd8")


def test_daftar_transfer_bersih_sesudah_pajak(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        pihak()
        pihak("Warung Bu Sri", pkp=False, npwp="", nomor_rekening="")
        satu = dicairkan(baris(BAHAN, 11_100_000, "Toko Makmur"))
        dua = disetujui(baris(KANTOR_ATK, 3_330_000, "Toko Makmur"), baris(KANTOR_ATK, 500_000, "Warung Bu Sri"))
        nomor = [satu.id, dua.id]
    with kantor.app_context():
        semua = calon(hari(11, 21))
        assert [d.id for d in semua] == nomor
        assert [d.id for d in calon(hari(11, 20))] == nomor[1:]
        lembar = lembar_bayar([t for d in semua for t in transfer(d)], hari(11, 21))
        assert [(b[1], b[3], b[4]) for b in lembar.baris] == [("Toko Makmur", "777", 9_850_000),
                                                             ("Toko Makmur", "777", 2_955_000)]
    halaman = peramban.masuk("keuangan").buka("daftar_bayar.lihat", tanggal="2026-11-21")
    assert "tidak ikut" in halaman.teks_semua and "Rp12.805.000" in halaman.teks_semua
    xlsx = peramban.buka("daftar_bayar.ambil", tanggal="2026-11-21", spp=nomor[0], bentuk="xlsx").isi
    assert openpyxl.load_workbook(io.BytesIO(xlsx))
    csv = peramban.buka("daftar_bayar.ambil", tanggal="2026-11-21", spp=nomor[0], bentuk="csv").isi.decode("utf-8-sig")
    assert "9850000" in csv and "2955000" not in csv
    assert peramban.keluar().masuk("kasi").buka("daftar_bayar.lihat").status == 403
