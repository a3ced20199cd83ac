"""SPJ of an advance: never more than was advanced, the rest comes back whole, posted when it is disahkan."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.belanja import jenjang, lampiran, spj
from smartkampung.keuangan.belanja.aturan import peringatan
from smartkampung.keuangan.belanja.galat import (
    BukanPanjarTerbuka,
    KurangLampiran,
    PanjarSudahSPJ,
    PerluRekening,
    SPJLebih,
)
from smartkampung.keuangan.belanja.panjar import daftar_panjar, tenggat_panjar
from smartkampung.keuangan.belanja.periksa import daftar_pemeriksaan as periksa_belanja
from smartkampung.keuangan.belanja.plafon import terpakai
from smartkampung.keuangan.kas.bukukan import baris_jurnal, koreksi
from smartkampung.keuangan.kas.galat import BulanTertutup, MasihDipakai, TanggalMendahului
from smartkampung.keuangan.kas.models import DI_BANK, DITUTUP, PANJAR, TUNAI, BulanBuku, DokumenKas, RekeningBank
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import panjar_terbuka, posisi, realisasi
from tests.keuangan.belanja_pabrik import BAHAN, BELANJA, TAHUN, bank, baris, dicairkan, pihak
from tests.keuangan.kas_pabrik import hari
from tests.keuangan.pabrik import orang
from tests.sapuan.alat import gambar

pytestmark = pytest.mark.acuan(BELANJA)


@pytest.fixture
def panjar(kantor):
    """An advance of 50 million for material."""
    with kantor.app_context():
        with transaksi():
            pihak()
            satu = dicairkan(baris(BAHAN, 50_000_000), cara=PANJAR, uraian="Talud RT 3")
        yield satu


def isian(*isi, **lain):
    return spj.IsianSPJ(hari(11, 21), "Talud RT 3", isi, **lain)


def diverifikasi(panjar, *isi, **lain):
    satu = spj.buat(panjar, isian(*isi, **lain), oleh=orang("kasi"))
    if isi:
        lampiran.tambah(satu, "kuitansi", gambar(), "nota.jpg", oleh=orang("kasi"))
    spj.ajukan(satu, oleh=orang("kasi"))
    jenjang.verifikasi(satu, oleh=orang("sekdes"))
    return satu


def sehat():
    return not any(p.jalankan() for p in (*daftar_pemeriksaan(), *periksa_belanja()))


def test_sebagian_dibelanjakan_sisanya_kembali_pajaknya_dipotong(panjar):
    with transaksi():
        satu = diverifikasi(panjar, baris(BAHAN, 44_400_000, "Toko Makmur"))
        spj.sahkan(satu, oleh=orang("kades"))
    assert [(j.jenis, j.media, j.masuk, j.keluar) for j in baris_jurnal(satu)] == [
        ("belanja", "panjar", 0, 44_400_000), ("potongan", TUNAI, 4_400_000, 0), ("potongan", TUNAI, 600_000, 0),
        ("sisa", TUNAI, 5_600_000, 0)]
    assert panjar_terbuka(TAHUN) == {}
    assert realisasi(TAHUN)[BAHAN] == terpakai(TAHUN)[BAHAN] == 44_400_000
    assert posisi(TAHUN).tunai == 10_600_000
    assert sehat()


def test_dikembalikan_seluruhnya_tanpa_dibelanjakan(panjar):
    with transaksi():
        satu = diverifikasi(panjar, media=DI_BANK, rekening_id=bank().id)
        spj.sahkan(satu, oleh=orang("kades"))
    assert (satu.nilai, panjar_terbuka(TAHUN), terpakai(TAHUN)) == (0, {}, {})
    assert posisi(TAHUN).kas_bank == 910_000_000
    assert sehat()


@pytest.mark.satu_basis
def test_pjr_01_paling_banyak_panjarnya(panjar):
    with pytest.raises(SPJLebih, match=r"berjumlah Rp50.000.000,01, lebih dari panjarnya Rp50.000.000 \(K-PJR-01\)"):
        with transaksi():
            spj.buat(panjar, isian(baris(BAHAN, Decimal("30000000.01")), baris(BAHAN, 20_000_000)), oleh=orang("kasi"))


@pytest.mark.satu_basis
def test_kuitansi_wajib_satu_spj_per_panjar_dan_tidak_mendahului(panjar):
    with transaksi():
        satu = spj.buat(panjar, isian(baris(BAHAN, 1_000)), oleh=orang("kasi"))
    with pytest.raises(KurangLampiran, match="Kuitansi"), transaksi():
        spj.ajukan(satu, oleh=orang("kasi"))
    with pytest.raises(PanjarSudahSPJ), transaksi():
        spj.buat(panjar, isian(baris(BAHAN, 1_000)), oleh=orang("kasi"))
    with pytest.raises(TanggalMendahului), transaksi():
        spj.simpan(satu, spj.IsianSPJ(hari(11, 20), "x", [baris(BAHAN, 1_000)]), 1, oleh=orang("kasi"))


@pytest.mark.satu_basis
def test_sisa_tidak_kembali_ke_rekening_yang_tidak_dipakai(panjar):
    with transaksi():
        lama = RekeningBank(bank="BRI", nomor="77", atas_nama="Desa", aktif=False, utama=False)
        db.session.add(lama)
    with pytest.raises(PerluRekening), transaksi():
        spj.buat(panjar, isian(media=DI_BANK, rekening_id=lama.id), oleh=orang("kasi"))


@pytest.mark.satu_basis
def test_bulan_tertutup_menolak_pengesahan(panjar):
    with transaksi():
        satu = diverifikasi(panjar, baris(BAHAN, 1_000))
        db.session.add(BulanBuku(tahun=TAHUN, bulan=11, keadaan=DITUTUP, pada=sekarang(), oleh="Kaur"))
    with pytest.raises(BulanTertutup), transaksi():
        spj.sahkan(satu, oleh=orang("kades"))


@pytest.mark.satu_basis
def test_pjr_02_sepuluh_hari_kerja_lalu_lewat(panjar, jam):
    """Paid on Saturday 21 November: day 1 is Monday 23, day 10 Friday 4 December."""
    assert tenggat_panjar(TAHUN, hari(11, 21)) == hari(12, 4)
    jam.atur(datetime(2026, 12, 4, 10, tzinfo=UTC))
    assert not daftar_panjar(TAHUN)[0].lewat
    jam.atur(datetime(2026, 12, 7, 3, tzinfo=UTC))
    assert daftar_panjar(TAHUN)[0].lewat
    with transaksi():
        satu = diverifikasi(panjar, baris(BAHAN, 1_000))
    assert [(p.aturan, p.kalimat.endswith("3 hari sesudah batasnya")) for p in peringatan(satu)] == [("K-PJR-02", True)]


def test_spj_dikoreksi_panjarnya_terbuka_lagi_lalu_dibuat_ulang(panjar):
    with transaksi():
        satu = diverifikasi(panjar, baris(BAHAN, 40_000_000))
        spj.sahkan(satu, oleh=orang("kades"))
    cair = db.session.scalars(db.select(DokumenKas).filter_by(jenis="cair")).one()
    with pytest.raises(MasihDipakai, match="masih menjadi dasar 0001/SPJ"), transaksi():
        koreksi(cair, hari(11, 21), "Salah", oleh=orang("keuangan"))
    with transaksi():
        koreksi(satu, hari(11, 21), "Salah kuitansi", oleh=orang("keuangan"))
    assert panjar_terbuka(TAHUN) == {panjar.id: 50_000_000}
    with transaksi():
        dua = diverifikasi(panjar, baris(BAHAN, 45_000_000))
        spj.sahkan(dua, oleh=orang("kades"))
    assert (dua.nomor, realisasi(TAHUN)[BAHAN], panjar_terbuka(TAHUN)) == (2, 45_000_000, {})
    with pytest.raises(BukanPanjarTerbuka), transaksi():
        spj.buat(panjar, isian(), oleh=orang("kasi"))
    assert cair.keadaan == "dicairkan"
    assert sehat()


def test_spj_tidak_disahkan_pada_hari_sebelum_panjarnya_cair(panjar):
    """K-BKU-03 looks at the SPP behind an SPJ; the money left later than that."""
    with transaksi():
        satu = diverifikasi(panjar)
    with pytest.raises(TanggalMendahului, match="CAIR"), transaksi():
        spj.sahkan(satu, oleh=orang("kades"), tanggal=hari(11, 20))
