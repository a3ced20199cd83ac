"""Income, deposits, transfers, bank interest, opening balances: each rule with its sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.bku.daftar_periksa import daftar_periksa
from smartkampung.keuangan.bku.nomor_batal import batalkan_nomor
from smartkampung.keuangan.kas.bukukan import Gerak, baris_jurnal, bukukan, dokumen_baru, koreksi
from smartkampung.keuangan.kas.galat import KasKurang, TanggalMendahului
from smartkampung.keuangan.kas.models import (
    BARANG,
    CAIR,
    DI_BANK,
    R_BELANJA,
    TBP,
    TUNAI,
    RekeningBank,
    RencanaPenerimaan,
)
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import posisi, realisasi
from smartkampung.keuangan.langkah import BukanPemegangPeran, riwayat
from smartkampung.keuangan.penerimaan import galat
from smartkampung.keuangan.penerimaan.awal import IsiAwal, betulkan_awal, bukukan_awal, dokumen_awal, isi_dari
from smartkampung.keuangan.penerimaan.bunga import bukukan_bunga, pengaturan_rekening
from smartkampung.keuangan.penerimaan.kertas import kertas_tbp
from smartkampung.keuangan.penerimaan.pindah import belum_disetor, mutasi, setorkan, tunai_terlambat
from smartkampung.keuangan.penerimaan.rekening import simpan_rekening
from smartkampung.keuangan.penerimaan.rencana import batalkan_rencana, daftar_rencana
from smartkampung.keuangan.penerimaan.tbp import BarisTBP, IsiTBP, terima
from smartkampung.peristiwa import BagiHasilDitetapkan, PenerimaanDibukukan
from tests.acuan import KANTOR, Acuan
from tests.keuangan.kas_pabrik import TAHUN, didengar, hari, rekening_bank, saldo_awal
from tests.keuangan.pabrik import SEIMBANG, buat_anggaran, orang

TKD = Kunci("", "4.1.2.01", "PAD")
SWADAYA, GOTONG = Kunci("", "4.1.3.01", "SWD"), Kunci("02.02.02", "5.2.1.06", "SWD")
BUNGA = Kunci("", "4.3.6.01", "DLL")
BIAYA = Kunci("01.01.04", "5.2.5.90", "DLL")
TAMBAH = (("", "4.1.3.01", "SWD", 5_000_000), ("02.02.02", "5.2.1.06", "SWD", 5_000_000),
          ("", "4.3.6.01", "DLL", 600_000), ("01.01.04", "5.2.5.90", "DLL", 600_000))  # fmt: skip


def isi_kas(app):
    with app.app_context(), transaksi():
        buat_anggaran((*SEIMBANG, *TAMBAH), berlaku=True)
        satu = rekening_bank()
        rekening_bank("0099", utama=False)
        saldo_awal(satu, {"DDS": 60_000_000}, pajak={("PPN", "DDS"): 1_000_000})


KAS = Acuan("kas_desa", isi_kas, KANTOR)
pytestmark = pytest.mark.acuan(KAS)


@pytest.fixture
def acuan():
    return KAS


@pytest.fixture
def kas(kantor, konteks):
    return orang("keuangan")


def tbp(oleh, kunci=TKD, nilai=1_000_000, tanggal=None, media=TUNAI, lanjut=(), **lain):
    rekening = 1 if media == DI_BANK else None
    baris = (BarisTBP(kunci, Decimal(nilai), "Sewa tanah"), *lanjut)
    return terima(IsiTBP(tanggal or hari(3, 2), baris, "Pak Karto", media=media, rekening_id=rekening, **lain),
                  oleh=oleh)  # fmt: skip


def bersih():
    return [t for p in daftar_pemeriksaan() for t in p.jalankan()]


def test_tbp_tunai_bank_dan_barang(kas):
    """Cash, bank, and a gift in kind that is income and spending at once."""
    tbp(kas)
    tbp(kas, nilai="250000.50", media=DI_BANK)
    barang = tbp(kas, SWADAYA, 2_000_000, media=BARANG, belanja=GOTONG)
    p = posisi(TAHUN)
    assert (p.tunai, p.kas_bank) == (1_000_000, Decimal("61250000.50"))
    assert realisasi(TAHUN)[GOTONG] == realisasi(TAHUN)[SWADAYA] == 2_000_000
    assert barang.nomor_teks.startswith("0003/TBP/") and barang.kegiatan == "02.02.02"
    assert not bersih()


def test_penerimaan_yang_ditolak(kas):
    with pytest.raises(galat.DiLuarAnggaran, match=r"4.1.1.01 Bagi Hasil BUMDes \(PAD\) tidak ada dalam APBDes 2026"):
        tbp(kas, Kunci("", "4.1.1.01", "PAD"))
    with pytest.raises(galat.SiLPABukanTBP, match="saldo awal tahun"):
        tbp(kas, Kunci("", "6.1.1.01", "DDS"))
    with pytest.raises(galat.BukanPenerimaan, match=r"hanya untuk pendapatan"):
        tbp(kas, Kunci("02.03.11", "5.3.5.03", "DDS"))
    with pytest.raises(galat.NilaiNol):
        tbp(kas, nilai=0)
    with pytest.raises(galat.BelumAdaAnggaran, match="APBDes 2025 belum berlaku"):
        tbp(kas, tanggal=date(2025, 5, 5))
    with pytest.raises(galat.PilihRekening):
        terima(IsiTBP(hari(3, 2), (BarisTBP(TKD, Decimal(1), "x"),), "y", media=DI_BANK), oleh=kas)
    with pytest.raises(galat.PilihBelanja):
        tbp(kas, SWADAYA, media=BARANG)
    with pytest.raises(galat.SumberBerbeda, match="SWD"):
        tbp(kas, SWADAYA, media=BARANG, belanja=Kunci("02.03.11", "5.3.5.03", "DDS"))
    with pytest.raises(galat.PaguKurang, match=r"sedangkan yang dibukukan Rp5.000.001"):
        tbp(kas, SWADAYA, 5_000_001, media=BARANG, belanja=GOTONG)
    with pytest.raises(BukanPemegangPeran):
        tbp(orang("sekdes"))


def test_tbp_berisi_beberapa_baris(kas):
    """Two incomes from one payer: a row each, one number, one amount in words, judged per key."""
    lanjut = (BarisTBP(BUNGA, Decimal(250_000), "Denda"), BarisTBP(TKD, Decimal(49_500_000), "Sewa sawah"))
    dokumen = tbp(kas, nilai=500_001, media=DI_BANK, lanjut=lanjut)
    assert (dokumen.nilai, dokumen.uraian) == (50_250_001, "Sewa tanah; Denda; Sewa sawah")
    assert [(j.rekening, j.masuk, j.uraian) for j in baris_jurnal(dokumen)] == [
        (TKD.rekening, 500_001, "Sewa tanah"), (BUNGA.rekening, 250_000, "Denda"),
        (TKD.rekening, 49_500_000, "Sewa sawah")]  # fmt: skip
    assert realisasi(TAHUN)[TKD] == 50_000_001
    assert riwayat("kas", dokumen.id)[-1].alasan.count("melebihi anggaran") == 1  # both lines of TKD together
    (bagian,) = kertas_tbp(dokumen).bagian
    assert [b.nilai["nilai"] for b in bagian.baris] == [500_001, 250_000, 49_500_000, 50_250_001]
    assert "Sewa sawah" in bagian.baris[2].nilai["uraian"]
    assert ("Terbilang", "lima puluh juta dua ratus lima puluh ribu satu rupiah") in bagian.keterangan
    koreksi(dokumen, hari(3, 9), "Salah", oleh=kas)
    assert realisasi(TAHUN).get(TKD, 0) == 0 and not bersih()


def test_baris_tbp_yang_ditolak_menolak_semuanya(kas):
    with pytest.raises(galat.SiLPABukanTBP):
        tbp(kas, lanjut=(BarisTBP(Kunci("", "6.1.1.01", "DDS"), Decimal(1), "x"),))
    with pytest.raises(galat.NilaiNol):
        tbp(kas, lanjut=(BarisTBP(BUNGA, Decimal(0), "x"),))
    with pytest.raises(galat.SumberBerbeda):
        tbp(kas, SWADAYA, 1_000, media=BARANG, belanja=GOTONG, lanjut=(BarisTBP(TKD, Decimal(1), "x"),))
    with pytest.raises(galat.PaguKurang, match=r"yang dibukukan Rp5.000.001"):
        tbp(kas, SWADAYA, 5_000_000, media=BARANG, belanja=GOTONG, lanjut=(BarisTBP(SWADAYA, Decimal(1), "x"),))
    assert not realisasi(TAHUN).get(SWADAYA)


def test_baris_pertama_tbp_yang_menerima_rencana(kas):
    siarkan(BagiHasilDitetapkan("Maju", 2025, Decimal(7_000_000), "BA-1", hari(2, 1), "bagi-hasil:9:2025"))
    rencana = db.session.scalars(db.select(RencanaPenerimaan)).one()
    with didengar(PenerimaanDibukukan) as kabar:
        tbp(kas, nilai=3_000_000, media=DI_BANK, rencana_id=rencana.id,
            lanjut=(BarisTBP(BUNGA, Decimal(9_000_000), "Lain"),))  # fmt: skip
    assert [k.nilai for k in kabar] == [3_000_000]
    assert daftar_rencana(TAHUN)[0].sisa == 4_000_000


def test_melebihi_anggaran_diperingatkan(kas):
    dokumen = tbp(kas, nilai=50_000_001, media=DI_BANK)
    assert "melebihi anggaran Rp50.000.000" in riwayat("kas", dokumen.id)[-1].alasan


def test_sts_menyetor_tbp_yang_dipilih(kas):
    a, b = tbp(kas, tanggal=hari(3, 2)), tbp(kas, nilai=2_000_000, tanggal=hari(3, 3))
    assert [t.dokumen.id for t in belum_disetor(TAHUN)] == [a.id, b.id]
    assert tunai_terlambat(TAHUN)[0].tenggat == hari(3, 3)  # K-KAS-03: the next working day
    with pytest.raises(TanggalMendahului), db.session.begin_nested():
        setorkan(hari(3, 2), [b.id], 1, oleh=kas)
    sts = setorkan(hari(3, 4), [a.id], 1, oleh=kas)
    assert sts.nilai == 1_000_000
    assert posisi(TAHUN).tunai == 2_000_000
    with pytest.raises(galat.TBPSudahDisetor, match=a.nomor_teks):
        setorkan(hari(3, 5), [a.id, b.id], 1, oleh=kas)
    with pytest.raises(galat.TidakAdaTBP):
        setorkan(hari(3, 5), [], 1, oleh=kas)
    koreksi(sts, hari(3, 6), "Salah rekening", oleh=kas)  # its receipt waits again
    assert [t.dokumen.id for t in belum_disetor(TAHUN)] == [a.id, b.id]
    assert not bersih()


def bayar_tunai(oleh, nilai, tanggal):
    """Money paid out of the till, whatever for."""
    dokumen = dokumen_baru(CAIR, tanggal, oleh=oleh, uraian="Upah", nilai=Decimal(nilai), media=TUNAI)
    bukukan(dokumen, [Gerak(R_BELANJA, TUNAI, keluar=Decimal(nilai), kunci=Kunci("02.02.02", "5.2.1.06", "PAD"))],
            oleh=oleh)  # fmt: skip
    return dokumen


def menunggu(**lain):
    return [t.dokumen.id for t in belum_disetor(TAHUN, **lain)]


def test_kas_03_mutasi_ke_bank_melunasi_tbp_yang_paling_lama(kas):
    """Whole receipts, oldest first; what does not make up one is kept for the next mutasi."""
    a, b, c = (tbp(kas, nilai=n, tanggal=hari(3, h)) for n, h in ((500_000, 2), (400_000, 3), (300_000, 10)))
    mutasi(hari(3, 4), Decimal(600_000), None, 1, "Dibawa ke bank", oleh=kas)
    assert menunggu() == [c.id]  # of b 300,000 is left in the till: less than its receipt
    pindah = mutasi(hari(3, 11), Decimal(100_000), None, 1, "Lagi", oleh=kas)
    assert menunggu() == [c.id]
    koreksi(pindah, hari(3, 12), "Salah rekening", oleh=kas)
    assert menunggu() == [c.id]
    with pytest.raises(galat.TBPSudahDisetor, match=a.nomor_teks):
        setorkan(hari(3, 12), [a.id, b.id], 1, oleh=kas)
    mutasi(hari(3, 13), Decimal(600_000), None, 1, "Semua", oleh=kas)
    assert menunggu() == [] and tunai_terlambat(TAHUN) == []


def test_kas_03_mutasi_sebelum_tbp_tidak_melunasinya(kas):
    mutasi(hari(3, 2), Decimal(5_000_000), 1, None, "Tarik", oleh=kas)
    mutasi(hari(3, 3), Decimal(3_000_000), None, 1, "Kembali", oleh=kas)
    a, b = tbp(kas, tanggal=hari(3, 4)), tbp(kas, nilai=700_000, tanggal=hari(3, 5))
    assert menunggu() == [a.id, b.id]
    mutasi(hari(3, 6), Decimal(600_000), None, 1, "Sebagian", oleh=kas)
    assert menunggu() == [a.id, b.id]  # the till holds 2,000,000 that was drawn besides
    mutasi(hari(3, 9), Decimal(400_000), None, 1, "Sisanya", oleh=kas)
    assert menunggu() == [b.id]


def test_kas_03_yang_dibelanjakan_dari_kas_tunai_tidak_ditagih_lagi(kas):
    """The till never owes more than it holds; what was drawn into it later is no receipt come back."""
    a, b = tbp(kas, tanggal=hari(3, 2)), tbp(kas, tanggal=hari(3, 3))
    upah = bayar_tunai(kas, 800_000, hari(3, 4))
    assert menunggu() == [b.id]
    mutasi(hari(3, 5), Decimal(5_000_000), 1, None, "Tarik", oleh=kas)
    assert menunggu() == [b.id]
    c = tbp(kas, tanggal=hari(4, 6))
    assert menunggu() == [b.id, c.id]
    assert menunggu(sampai=hari(3, 31)) == [t.dokumen.id for t in tunai_terlambat(TAHUN, hari(3, 31))] == [b.id]
    butir = next(x for x in daftar_periksa(Periode(TAHUN, 3)) if x.aturan == "K-KAS-03")
    assert butir.temuan == (f"{b.sebutan} Rp1.000.000",)
    koreksi(upah, hari(4, 7), "Bukan tunai", oleh=kas)  # it never left the till
    assert menunggu() == [a.id, b.id, c.id]


def test_kas_03_sts_yang_menyebut_tbp_tidak_melunasi_yang_lain(kas):
    a, b, c = (tbp(kas, tanggal=hari(3, h)) for h in (2, 3, 4))
    setorkan(hari(3, 5), [b.id], 1, oleh=kas)
    assert menunggu() == [a.id, c.id]
    assert posisi(TAHUN).tunai == 2_000_000


def test_mutasi_dan_batas_tunai(kas):
    """K-KAS-02 warns and is kept with the step; money between accounts changes nothing in all."""
    besar = mutasi(hari(3, 2), Decimal(20_000_000), 1, None, "Upah tukang", oleh=kas)
    assert "K-KAS-02: kas tunai Rp20.000.000 melebihi batas" in riwayat("kas", besar.id)[-1].alasan
    mutasi(hari(3, 3), Decimal(20_000_000), None, 2, "Kembali", oleh=kas)
    mutasi(hari(3, 4), Decimal(1_000_000), 2, 1, "Antarrekening", oleh=kas)
    p = posisi(TAHUN)
    assert (p.tunai, p.bank) == (0, {1: 42_000_000, 2: 19_000_000})
    with pytest.raises(galat.TujuanSama):
        mutasi(hari(3, 5), Decimal(1), 1, 1, "x", oleh=kas)
    with pytest.raises(KasKurang, match="Kas tunai akan kurang"), db.session.begin_nested():
        mutasi(hari(3, 5), Decimal(1), None, 1, "x", oleh=kas)
    assert not bersih()


def test_bunga_bank_satu_dokumen_dan_kuncinya_diingat(kas):
    bunga = "|4.3.6.01|DLL"
    bukukan_bunga(hari(3, 31), 1, Decimal("12345.67"), Decimal("2469.13"), Decimal(5000), bunga, "|".join(BIAYA),
                  oleh=kas)  # fmt: skip
    assert posisi(TAHUN).kas == Decimal("61004876.54")
    assert realisasi(TAHUN)[BIAYA] == Decimal("7469.13")
    assert pengaturan_rekening(1).kunci_biaya == "|".join(BIAYA)
    with pytest.raises(galat.PilihBelanja):
        bukukan_bunga(hari(4, 30), 1, Decimal(1), Decimal(1), Decimal(0), bunga, "", oleh=kas)
    with pytest.raises(galat.PaguKurang):
        bukukan_bunga(hari(4, 30), 1, Decimal(0), Decimal(0), Decimal(600_000), "", "|".join(BIAYA), oleh=kas)
    assert not bersih()


def test_bagi_hasil_menjadi_rencana_sekali_dan_diterima_dengan_satu_klik(kas):
    fakta = BagiHasilDitetapkan("Maju", 2025, Decimal(7_000_000), "BA-1", hari(2, 1), "bagi-hasil:9:2025")
    siarkan(fakta)
    siarkan(fakta)
    rencana = db.session.scalars(db.select(RencanaPenerimaan)).one()
    assert (rencana.rekening, rencana.sumber_dana, rencana.nilai) == ("4.1.1.01", "PAD", 7_000_000)
    rencana.rekening = TKD.rekening
    with didengar(PenerimaanDibukukan) as kabar:
        dokumen = tbp(kas, nilai=7_000_000, rencana_id=rencana.id)
    assert [(k.untuk, k.nilai, k.dokumen) for k in kabar] == [("bagi-hasil:9:2025", 7_000_000, dokumen.nomor_teks)]
    assert daftar_rencana(TAHUN)[0].lencana == ("Diterima", "baik")
    with pytest.raises(galat.RencanaLunas, match="sudah diterima seluruhnya"):
        tbp(kas, nilai=7_000_000, rencana_id=rencana.id)
    with pytest.raises(galat.RencanaDipakai, match=dokumen.nomor_teks):
        batalkan_rencana(rencana, "Salah", oleh=kas)
    koreksi(dokumen, hari(3, 9), "Salah orang", oleh=kas)
    batalkan_rencana(rencana, "Tidak jadi", oleh=kas)
    with pytest.raises(galat.RencanaTidakTerbuka, match="Tidak jadi"):
        tbp(kas, rencana_id=rencana.id)


def test_nomor_dibatalkan_tetap_ada(kas):
    batal = batalkan_nomor(TBP, hari(3, 2), "Lembar rusak", oleh=kas)
    assert (batal.nomor, tbp(kas).nomor) == (1, 2)
    assert not bersih()
    with pytest.raises(galat.AlasanKosong):
        batalkan_nomor(TBP, hari(3, 2), "  ", oleh=kas)


def test_saldo_awal_seimbang_sekali_dan_dapat_dibetulkan(kas):
    lama = dokumen_awal(TAHUN)
    isi = IsiAwal({1: Decimal(70_000_000), 2: Decimal(500_000)}, Decimal(100_000), {"DDS": Decimal(69_600_000)},
                  {("PPN", "DDS"): Decimal(1_000_000)})  # fmt: skip
    with pytest.raises(galat.AwalSudahAda, match=lama.nomor_teks):
        bukukan_awal(TAHUN, isi, oleh=kas)
    with pytest.raises(galat.AwalTidakSeimbang, match=r"selisih Rp100.000"):
        betulkan_awal(lama, IsiAwal(isi.bank, Decimal(0), isi.silpa, isi.pajak), "Salah", oleh=kas)
    tbp(kas, nilai=5, media=DI_BANK)
    baru = betulkan_awal(lama, isi, "SiLPA sesuai audit", oleh=kas)
    assert dokumen_awal(TAHUN).id == baru.id
    assert isi_dari(baru) == isi
    assert posisi(TAHUN).kas == 70_600_005
    assert not bersih()
    with pytest.raises(galat.TahunBelumTiba):
        bukukan_awal(TAHUN + 1, isi, oleh=kas)


def test_rekening_bank(kas):
    with pytest.raises(galat.NomorRekeningGanda, match="0099"):
        simpan_rekening(None, "BRI", "00 99", "Desa", utama=False, aktif=True, oleh=kas)
    with pytest.raises(galat.RekeningDipakai, match=r"masih bersaldo Rp61.000.000"):
        simpan_rekening(_rekening(1), "Bank Jatim", "0012345678", "Desa", utama=False, aktif=False, oleh=kas)
    baru = simpan_rekening(None, "BRI", "77", "Desa", utama=True, aktif=True, oleh=kas)
    assert [_rekening(n).utama for n in (1, 2, baru.id)] == [False, False, True]


def _rekening(nomor):
    satu = db.session.get_one(RekeningBank, nomor)
    db.session.refresh(satu)
    return satu
