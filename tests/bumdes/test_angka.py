"""Worked figures of the specification: depreciation, stock, shares of profit, allowance, ratios."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.bumdes import galat
from smartkampung.bumdes.aset import services as aset
from smartkampung.bumdes.aset.models import GARIS, MENURUN
from smartkampung.bumdes.aset.susut import jadwal
from smartkampung.bumdes.buku import periode
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konteks import buku as buka
from smartkampung.bumdes.catat import services as catat
from smartkampung.bumdes.catat.models import DrafJurnal
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.hubungan import services as hasil
from smartkampung.bumdes.hubungan.cocok import cocokkan
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.laporan.tutup import tutup_tahun
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga import services
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.persediaan.nilai import Gerak, harga_keluar
from smartkampung.bumdes.sehat import penyisihan
from smartkampung.bumdes.sehat.rasio import rasio
from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import Periode
from smartkampung.peristiwa import PenerimaanDibukukan
from tests.bumdes.bantu import JASA, KAS, PIUTANG, PROGRAM, baris, entitas, jurnal, saldo_kode
from tests.bumdes.conftest import SETAHUN

D = Decimal
pytestmark = pytest.mark.acuan(SETAHUN)


@pytest.mark.satu_basis
def test_penyusutan_garis_lurus_dan_menurun_ganda_seperti_contoh():
    lurus = jadwal(D(30_000_000), D(3_000_000), 60, GARIS)
    assert set(lurus) == {D(450_000)} and sum(lurus) == 27_000_000
    turun = jadwal(D(24_000_000), D(0), 96, MENURUN)
    assert [sum(turun[n:n + 12]) for n in (0, 12, 24)] == [6_000_000, 4_500_000, 3_375_000]
    assert sum(turun) == 24_000_000 and min(turun) >= 0
    assert sum(jadwal(D(1_000), D(7), 48, GARIS)) == 993 and sum(jadwal(D(10), D(0), 48, GARIS)) == 10


@pytest.mark.satu_basis
def test_fifo_dan_rata_rata_habis_sampai_sen():
    masuk = [Gerak(10_000, D(100_000)), Gerak(10_000, D("130_000.01"))]
    assert harga_keluar("fifo", masuk, 12_000) == D("126_000.00")
    assert harga_keluar("rata", masuk, 12_000) == D("138_000.01")
    for cara in ("fifo", "rata"):
        harga = harga_keluar(cara, masuk, 7_000)
        sisa = [*masuk, Gerak(-7_000, -harga)]
        assert harga + harga_keluar(cara, sisa, 13_000) == D("230_000.01")


@pytest.fixture
def buku(konteks):
    return db.session.get_one(Bumdes, 1)


def kunci(b):
    while periode.bulan_berikut(b) <= Periode(2025, 12):
        periode.kunci_bulan(b, periode.bulan_berikut(b), oleh=PROGRAM)


def test_aset_disusutkan_sekali_dilepas_dengan_laba_dan_cocok_dengan_buku(buku):
    toko, mesin = entitas(buku, "TOKO"), akun_kode(buku.id, "1.3.03.01").id
    a = aset.daftarkan(toko, aset.IsiAset("Kulkas", date(2025, 3, 10), D(2_400_000), mesin, 24, GARIS,
                                          bayar_id=akun_kode(buku.id, KAS).id), oleh=PROGRAM)  # fmt: skip
    for n in range(4, 10):
        assert aset.susutkan(toko, Periode(2025, n), oleh=PROGRAM) is not None
        assert aset.susutkan(toko, Periode(2025, n), oleh=PROGRAM) is None
    assert aset.akumulasi(a) == 600_000 == -saldo_kode(buku, "1.3.07.02", date(2025, 12, 31), "TOKO")
    aset.lepas(a, date(2025, 10, 1), D(2_000_000), akun_kode(buku.id, KAS).id, "ganti baru", oleh=PROGRAM)
    assert saldo_kode(buku, "7.1.05.01", date(2025, 12, 31)) == -200_000
    assert saldo_kode(buku, "1.3.07.02", date(2025, 12, 31), "TOKO") == 0
    gagal = [u.nama for u in validasi(buka(buku), date(2025, 12, 31)) if not u.baik and not u.ingat]
    assert gagal == []
    with pytest.raises(IsianSalah, match="sudah dilepas"):
        aset.lepas(a, date(2025, 10, 2), D(0), None, "lagi", oleh=PROGRAM)


@pytest.mark.satu_basis
def test_biaya_dimuka_dibagi_habis(buku):
    toko = entitas(buku, "TOKO")
    jurnal(buku, "TOKO", date(2025, 2, 1), ("1.1.07.01", 1_000_000), (KAS, -1_000_000))
    aset.sebar(toko, "Sewa kios", date(2025, 2, 1), D(1_000_000), 3, akun_kode(buku.id, "1.1.07.01").id,
               akun_kode(buku.id, "6.1.05.01").id, oleh=PROGRAM)  # fmt: skip
    for n in (2, 3, 4, 4, 5):
        aset.akui_dimuka(toko, Periode(2025, n), oleh=PROGRAM)
    assert saldo_kode(buku, "1.1.07.01", date(2025, 12, 31)) == 0


def test_bagi_hasil_seperti_contoh_sekali_dan_dibayar_sekali(buku):
    jurnal(buku, "SEWA", date(2025, 12, 1), (KAS, 45_550_000), (JASA, -45_550_000))
    services.simpan_pos(buku, {"desa": 3000, "masyarakat": 1000, "cadangan": 3000, "pengurus": 2000, "sosial": 500,
                               "pendidikan": 500}, oleh=PROGRAM)  # fmt: skip
    assert hasil.laba_tahun(buku, 2025) == 50_000_000
    with pytest.raises(IsianSalah, match="Tutup dulu"):
        hasil.tetapkan(buku, 2025, D(50_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    kunci(buku)
    tutup_tahun(buku, 2025, oleh=PROGRAM)
    satu = hasil.tetapkan(buku, 2025, D(50_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    nilai = {b.kode: b.nilai for b in satu.bagian}
    assert nilai == {"desa": 15_000_000, "masyarakat": 5_000_000, "cadangan": 15_000_000, "pengurus": 10_000_000,
                     "sosial": 2_500_000, "pendidikan": 2_500_000}  # fmt: skip
    with pytest.raises(Bentrok, match="sudah ditetapkan"):
        hasil.tetapkan(buku, 2025, D(1), "BA-2", date(2026, 3, 2), oleh=PROGRAM)
    siarkan(PenerimaanDibukukan(hasil.sumber_hasil(satu), date(2026, 3, 9), D(15_000_000), "TBP 0007", "tbp:7"))
    assert db.session.scalar(db.select(db.func.count()).select_from(DrafJurnal)) == 1
    kas = akun_kode(buku.id, KAS).id
    hasil.bayar(satu.bagian[0], date(2026, 3, 8), kas, oleh=PROGRAM)
    draf = db.session.scalars(db.select(DrafJurnal)).one()
    assert (draf.keadaan, "Sudah dibayar" in draf.alasan) == ("ditolak", True)
    with pytest.raises(Bentrok, match="sudah dibayar"):
        hasil.bayar(satu.bagian[0], date(2026, 3, 8), kas, oleh=PROGRAM)
    assert saldo_kode(buku, "2.1.08.01", date(2026, 12, 31)) == 0
    assert [b.cocok for b in cocokkan(buka(buku), 2026)] == [True]
    assert [u.nama for u in validasi(buka(buku), date(2026, 11, 1)) if not u.baik and not u.ingat] == []


def test_pembayaran_yang_salah_dibatalkan_lalu_dibayar_lagi(buku):
    kunci(buku)
    tutup_tahun(buku, 2025, oleh=PROGRAM)
    satu = hasil.tetapkan(buku, 2025, D(1_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    desa, kas = satu.bagian[0], akun_kode(buku.id, KAS).id
    hasil.bayar(desa, date(2026, 3, 8), kas, oleh=PROGRAM)
    with pytest.raises(IsianSalah, match="alasan"):
        hasil.batal_bayar(desa, " ", oleh=PROGRAM)
    hasil.batal_bayar(desa, "Salah rekening", oleh=PROGRAM)
    assert saldo_kode(buku, "2.1.08.01", date(2026, 12, 31)) == -desa.nilai
    with pytest.raises(Bentrok, match="belum dibayar"):
        hasil.batal_bayar(desa, "Lagi", oleh=PROGRAM)
    hasil.bayar(desa, date(2026, 3, 9), kas, oleh=PROGRAM)
    assert saldo_kode(buku, "2.1.08.01", date(2026, 12, 31)) == 0
    siarkan(PenerimaanDibukukan(hasil.sumber_hasil(satu), date(2026, 3, 9), desa.nilai, "TBP 0007", "tbp:7"))
    with pytest.raises(IsianSalah, match="Kas desa sudah menerimanya"):
        hasil.batal_bayar(desa, "Terlambat", oleh=PROGRAM)


def test_setoran_yang_diumumkan_desa_dibukukan_sekali(buku):
    kunci(buku)
    tutup_tahun(buku, 2025, oleh=PROGRAM)
    satu = hasil.tetapkan(buku, 2025, D(1_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    for nilai, sumber in ((D(300_000), "tbp:1"), (D(300_000), "tbp:2"), (D(299_999), "tbp:3")):
        siarkan(PenerimaanDibukukan(hasil.sumber_hasil(satu), date(2026, 3, 9), nilai, "TBP", sumber))
    utang, kas = akun_kode(buku.id, "2.1.08.01").id, akun_kode(buku.id, KAS).id
    a, b, c = catat.draf_menunggu(buku.id)
    with pytest.raises(IsianSalah, match="Cocokkan"):
        catat.bukukan_draf(c, buku.pusat, utang, kas, oleh=PROGRAM)
    assert catat.bukukan_draf(a, buku.pusat, utang, kas, oleh=PROGRAM).id == satu.bagian[0].dibayar_jurnal_id
    with pytest.raises(Bentrok):
        catat.bukukan_draf(b, buku.pusat, utang, kas, oleh=PROGRAM)
    with pytest.raises(Bentrok):
        hasil.bayar(satu.bagian[0], date(2026, 3, 10), kas, oleh=PROGRAM)


@pytest.mark.satu_basis
def test_bagian_selalu_berjumlah_dan_rugi_tidak_dibagi(buku):
    services.simpan_pos(buku, {"desa": 3333, "masyarakat": 3333, "cadangan": 3334}, oleh=PROGRAM)
    for nilai in (D(1), D(100), D("1_000_001.37")):
        assert sum(n for *_, n in hasil.rencana(buku, nilai)) == nilai
    with pytest.raises(IsianSalah, match="99,99 %"):
        services.simpan_pos(buku, {"desa": 9999}, oleh=PROGRAM)
    jurnal(buku, "TOKO", date(2025, 12, 1), ("6.1.02.01", 80_000_000), (KAS, -80_000_000))
    with pytest.raises(hasil.LabaTidakAda):
        hasil.tetapkan(buku, 2025, D(1), "BA", date(2026, 1, 5), oleh=PROGRAM)


@pytest.mark.satu_basis
def test_penyisihan_menurut_umur_seperti_contoh(buku):
    toko = entitas(buku, "SEWA")
    for hari, nilai in ((date(2025, 12, 20), 40_000_000), (date(2025, 10, 15), 6_000_000), (date(2025, 8, 1),
                                                                                            3_000_000),
                        (date(2025, 3, 1), 2_000_000), (date(2025, 1, 20), 1_000_000)):  # fmt: skip
        jurnal(buku, "SEWA", hari, (PIUTANG, nilai), (JASA, -nilai))
    umur = penyisihan.umur_piutang(buka(buku), toko, date(2025, 12, 31))
    assert [u.bagian for u in umur] == [(40_000_000, 6_000_000, 3_000_000, 3_000_000, 0)]
    assert penyisihan.seharusnya(umur, (1, 5, 15, 50, 100)) == 400_000 + 300_000 + 450_000 + 1_500_000
    penyisihan.sesuaikan(buka(buku), toko, date(2025, 12, 31), (1, 5, 15, 50, 100), oleh=PROGRAM)
    assert penyisihan.sesuaikan(buka(buku), toko, date(2025, 12, 31), (1, 5, 15, 50, 100), oleh=PROGRAM) is None
    assert saldo_kode(buku, "1.1.04.01", date(2025, 12, 31)) == -2_650_000


@pytest.mark.satu_basis
def test_rasio_menyebut_angka_dan_penyebut_nol_bukan_galat(buku):
    isi = buka(buku)
    r = {x.kode: x for x in rasio(baca(isi, list(isi.entitas), date(2025, 1, 1), date(2025, 12, 31)))}
    assert (r["roe"].atas, r["roe"].bawah, r["roe"].nilai) == (4_450_000, 55_000_000, D("8.09"))
    assert r["lancar"].bawah == 8_000_000 and r["bersih"].nilai == D("34.23")
    # 4.45 m of 13 m sales: cost of sales 7 m, fixed cost 1.5 m -> 1.5 / (6 / 13) = 3.25 m
    assert (r["impas"].atas, r["impas"].bawah, r["impas"].nilai) == (1_500_000, 6_000_000, 3_250_000)
    kosong = rasio(baca(isi, list(isi.entitas), date(2024, 1, 1), date(2024, 12, 31)))
    assert all(x.nilai is None for x in kosong)


@pytest.mark.satu_basis
def test_manajer_tidak_menulis_di_unit_lain_walau_lewat_layanan(buku):
    from smartkampung.bumdes.buku import pos
    from tests.bumdes.bantu import konsep
    from tests.pabrik import isi_pengguna

    orang = isi_pengguna("yanto", "rt_rw")
    services.angkat(buku, "manajer", "Yanto", date(2026, 1, 1), unit=entitas(buku, "TOKO"), pengguna=orang,
                    oleh=PROGRAM)
    orang.__dict__.pop("_izin_kini", None)
    isi = (baris(buku, KAS, 5), baris(buku, JASA, -5))
    assert pos.bukukan(konsep(buku, "TOKO", date(2026, 2, 2), *isi), oleh=orang).nomor == 1
    with pytest.raises(galat.BukanMilikAnda):
        pos.bukukan(konsep(buku, "SEWA", date(2026, 2, 2), *isi), oleh=orang)
