"""Cash books: views of one journal that agree with each other and with the sums (I-2, I-3), on page, PDF and XLSX."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.bku.keluar import pdf_buku
from smartkampung.keuangan.bku.kertas import NAMA_BUKU, kertas_buku
from smartkampung.keuangan.bku.rincian import daftar_kunci, kertas_rincian
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru, koreksi
from smartkampung.keuangan.kas.models import (
    CAIR,
    DI_BANK,
    DI_PANJAR,
    R_BELANJA,
    R_PANJAR,
    R_POTONGAN,
    R_SISA,
    SPJ,
    SPP,
    TUNAI,
    DokumenKas,
    RekeningBank,
)
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.kertas.keluar import pdf_kertas, xlsx_kertas
from smartkampung.keuangan.penerimaan.awal import IsiAwal, betulkan_awal, dokumen_awal, isi_dari
from smartkampung.keuangan.penerimaan.bunga import bukukan_bunga
from smartkampung.keuangan.penerimaan.kertas import kertas_sts, kertas_tbp
from smartkampung.keuangan.penerimaan.pindah import mutasi, setorkan
from tests.acuan import Acuan
from tests.keuangan.kas_pabrik import TAHUN, hari
from tests.keuangan.pabrik import orang
from tests.keuangan.test_kertas import EMAS, tuang
from tests.keuangan.test_penerimaan import BIAYA, KAS, tbp
from tests.peramban import Peramban
from tests.sapuan.alat import gambar

KUNCI = Kunci("02.03.11", "5.3.5.03", "DDS")


def cair(nilai, tanggal, *, potongan=0, panjar=False):
    """A payment as the spending side posts it: two lines of one account, or an advance of two lines."""
    kaur = orang("keuangan")
    induk = dokumen_baru(SPP, tanggal, oleh=kaur, uraian="SPP jalan", nilai=Decimal(nilai))
    d = dokumen_baru(CAIR, tanggal, oleh=kaur, uraian="Rabat beton", nilai=Decimal(nilai), potongan=Decimal(potongan),
                     pihak_nama="CV Maju", induk_id=induk.id)  # fmt: skip
    jenis = R_PANJAR if panjar else R_BELANJA
    gerak = [Gerak(jenis, DI_BANK, keluar=Decimal(n), kunci=KUNCI, rekening_id=1, uraian="Semen")
             for n in (nilai - 1_000_000, 1_000_000)]  # fmt: skip
    if potongan:
        gerak.append(Gerak(R_POTONGAN, DI_BANK, masuk=Decimal(potongan), pajak="PPN", kunci=Kunci("", "", "DDS"),
                           rekening_id=1, uraian="PPN semen"))  # fmt: skip
    bukukan(d, gerak, oleh=kaur)
    return induk


def isi_buku(app):
    with app.app_context(), transaksi():
        kaur = orang("keuangan")
        a = tbp(kaur, tanggal=hari(1, 20))
        tbp(kaur, nilai="250000.50", media=DI_BANK, tanggal=hari(2, 2))
        setorkan(hari(2, 3), [a.id], 1, oleh=kaur)
        mutasi(hari(2, 4), Decimal(3_000_000), 1, None, "Upah", oleh=kaur)
        bukukan_bunga(hari(2, 28), 1, Decimal("10000.10"), Decimal("2000.02"), Decimal(2000), "|4.3.6.01|DLL",
                      "|".join(BIAYA), oleh=kaur)  # fmt: skip
        cair(11_100_000, hari(3, 5), potongan=1_100_000)
        panjar = cair(4_000_000, hari(3, 6), panjar=True)
        spj = dokumen_baru(SPJ, hari(3, 9), oleh=kaur, uraian="SPJ jalan", nilai=Decimal(3_500_000), induk_id=panjar.id)
        bukukan(spj, [Gerak(R_BELANJA, DI_PANJAR, keluar=Decimal(3_500_000), kunci=KUNCI),
                      Gerak(R_SISA, TUNAI, masuk=Decimal(500_000), kunci=KUNCI)], oleh=kaur)  # fmt: skip
        koreksi(tbp(kaur, nilai=99, media=DI_BANK, tanggal=hari(3, 10)), hari(3, 11), "Salah", oleh=kaur)


BUKU = Acuan("buku_kas", isi_buku, KAS)
pytestmark = [pytest.mark.acuan(BUKU), pytest.mark.satu_basis]


@pytest.fixture
def acuan():
    return BUKU


def baris(kode, bulan, **lain):
    return kertas_buku(kode, TAHUN, bulan, bulan, **lain).bagian[0].baris


def akhir(kode, bulan, **lain):
    return [b.nilai["saldo"] for b in baris(kode, bulan, **lain) if b.tingkat == 0][-1]


def test_bku_baris_per_kejadian_dan_blok_penutup(kantor, konteks):
    """One row per account and per deduction, an advance as one row, no row for spending from an advance."""
    isi = [b.nilai for b in baris("buku-kas-umum", 3) if b.tingkat == 3]
    assert [(b["uraian"], b["masuk"], b["keluar"]) for b in isi] == [
        ("Semen", None, 11_100_000), ("PPN semen", 1_100_000, None), ("Rabat beton", None, 4_000_000),
        ("SPJ jalan", 500_000, None), ("Sewa tanah", 99, None), (isi[-1]["uraian"], None, 99)]  # fmt: skip
    assert isi[0]["netto"] is None and isi[1]["netto"] == -10_000_000
    bawah = {b.nilai["uraian"]: b.nilai for b in baris("buku-kas-umum", 2) if b.tingkat < 3}
    p = posisi(TAHUN, hari(2, 28))
    assert bawah["Saldo"]["saldo"] == p.kas
    assert bawah["terdiri dari: bank"]["saldo"] == p.kas_bank
    assert bawah["terdiri dari: tunai"]["saldo"] == p.tunai == 3_000_000
    assert bawah["termasuk mutasi"]["masuk"] == bawah["termasuk mutasi"]["keluar"] == 4_000_000
    assert bawah["Jumlah sampai bulan ini"]["masuk"] == bawah["Jumlah bulan ini"]["masuk"] + 62_000_000
    assert baris("buku-kas-umum", 1)[0].nilai["uraian"] == "Saldo awal"


def test_setiap_buku_sama_dengan_posisi(kantor, konteks):
    """I-2, I-3: at each month's end the books say what the sums say."""
    for bulan in range(1, 12):
        p = posisi(TAHUN, hari(bulan, 28))
        bank = {n: akhir("buku-bank", bulan, rekening_id=n) for n in (1, 2)}
        assert akhir("buku-kas-umum", bulan) in (p.kas, sum(bank.values()) + akhir("buku-tunai", bulan)), bulan
        assert {n: s for n, s in bank.items() if s} == {n: s for n, s in p.bank.items() if s}
        assert akhir("buku-tunai", bulan) == p.tunai
        assert akhir("buku-pajak", bulan) == p.utang_pajak
        assert akhir("buku-panjar", bulan) == p.panjar
    setahun = kertas_buku("buku-kas-umum", TAHUN)
    assert [b.judul for b in setahun.bagian][-1] == "November 2026"  # months that have not come are left out
    assert setahun.bagian[2].baris == baris("buku-kas-umum", 3)


def test_kolom_buku_bank_dan_panjar(kantor, konteks):
    isi = [b.nilai for b in baris("buku-bank", 2) if b.tingkat == 3]
    assert [k for b in isi for k in ("setoran", "bunga", "penarikan", "pajak", "biaya") if b.get(k)] == [
        "setoran", "setoran", "penarikan", "bunga", "pajak", "biaya"]  # fmt: skip
    panjar = [b.nilai for b in baris("buku-panjar", 3) if b.tingkat == 3]
    assert [(b["keluar"], b["masuk"], b["saldo"]) for b in panjar] == [
        (4_000_000, None, 4_000_000), (None, 4_000_000, 0)]  # fmt: skip


def test_kartu_rincian_menghitung_sisa_pagu(kantor, konteks):
    kertas = kertas_rincian(TAHUN, KUNCI)
    assert [b.nilai["sisa"] for b in kertas.bagian[0].baris if b.tingkat == 3][-1] == 400_000_000 - 14_600_000
    assert {b.kunci: b.sisa for b in daftar_kunci(TAHUN, "5")}[KUNCI] == 385_400_000
    assert pdf_kertas(kertas).startswith(b"%PDF")


def test_buku_keluar_sebagai_pdf_dan_xlsx(kantor, konteks):
    for kode in NAMA_BUKU:
        assert pdf_buku(kertas_buku(kode, TAHUN, 3, 3)).startswith(b"%PDF")
        assert xlsx_kertas(kertas_buku(kode, TAHUN)).startswith(b"PK")
    with pikepdf.open(io.BytesIO(pdf_buku(kertas_buku("buku-tunai", TAHUN, 2, 3)))) as dua:
        assert len(dua.pages) == 2


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils tidak ada")
@pytest.mark.parametrize("banyak", [28, 29, 30, 31])
def test_penutup_buku_tidak_terbelah_halaman(kantor, konteks, banyak):
    kertas = kertas_buku("buku-kas-umum", TAHUN, 3, 3)
    satu = next(b for b in kertas.bagian[0].baris if b.tingkat == 3)
    penutup = [b for b in kertas.bagian[0].baris if b.tingkat < 3 and "Saldo Februari" not in str(b.nilai)]
    panjang = replace(kertas.bagian[0], baris=[satu] * banyak + penutup)
    teks = subprocess.run(["pdftotext", "-", "-"], input=pdf_kertas(replace(kertas, bagian=(panjang,))),
                          capture_output=True, check=True).stdout.decode()  # fmt: skip
    memuat = [h for h in teks.split("\f") if "Jumlah bulan ini" in h]
    assert len(memuat) == 1 and "terdiri dari: tunai" in memuat[0]


def test_tbp_dan_sts_emas(kantor, konteks):
    pilih = db.select(DokumenKas).order_by(DokumenKas.id)
    for jenis, susun in (("tbp", kertas_tbp), ("sts", kertas_sts)):
        kertas = susun(db.session.scalars(pilih.filter_by(jenis=jenis)).first())
        assert tuang(kertas) == (EMAS / f"keuangan_{jenis}.txt").read_text(encoding="utf-8"), jenis
        assert pdf_kertas(kertas).startswith(b"%PDF")


def test_tbp_beberapa_baris_dari_halaman(kantor):
    kaur = Peramban(kantor).masuk("keuangan")
    satu = kaur.buka("penerimaan.tbp")
    assert "Baris 2" not in satu.teks_semua
    assert not satu.formulir("Tambah baris").xpath(".//button[@type='submit']")[0].get("name")  # Enter books
    dua = satu.kirim("Tambah baris", kunci="|4.1.2.01|PAD", nilai="1.500.000", uraian="Sewa kios", penyetor="Bu Tini",
                     tanggal="2026-11-20")  # fmt: skip
    assert dua.status == 200 and "Baris 2" in dua.teks_semua and dict(dua.isian("Bukukan"))["penyetor"] == "Bu Tini"
    tiga = dua.kirim("Tambah baris", **{"b1-kunci": "|4.1.2.01|PAD", "b1-nilai": "2x"})
    tolak = tiga.kirim("Bukukan", **{"b2-uraian": "Denda"})
    assert tolak.status == 422 and "dengan angka" in tolak.teks_semua and "Pilih rekeningnya" in tolak.teks_semua
    jadi = tolak.kirim("Bukukan", **{"b1-nilai": "250.000", "b2-uraian": ""})
    assert "dibukukan" in jadi.pesan[0] and "Rp1.750.000" in jadi.teks_semua
    assert jadi.teks_semua.count("Rp250.000") == 2  # the line and its row


def test_kaur_menerima_menyetor_dan_mengoreksi_dari_halaman(kantor):
    kaur = Peramban(kantor).masuk("keuangan")
    tolak = kaur.buka("penerimaan.tbp").kirim("Bukukan", tanggal="30-12-2026", kunci="|4.1.2.01|PAD", nilai="1.500.000",
                                              uraian="Sewa kios <b>", penyetor="Bu Tini", media="tunai")  # fmt: skip
    assert tolak.status == 422 and any("belum tiba" in g for g in tolak.galat)
    assert "Bu Tini" in str(tolak.isi)  # nothing typed is lost
    lihat = tolak.kirim("Bukukan", tanggal="2026-11-20")
    assert "dibukukan" in lihat.pesan[0] and "Sewa kios <b>" in lihat.teks_semua
    isi = lihat.ikuti("Lampirkan").kirim("Lampirkan", berkas=(io.BytesIO(gambar()), "slip.jpg"))
    assert kaur.klien.get(isi.tautan("Bukti")).mimetype == "image/jpeg"
    rusak = isi.ikuti("Lampirkan").kirim("Lampirkan", berkas=(io.BytesIO(b"bukan gambar"), "slip.jpg"))
    assert rusak.status == 422
    sts = kaur.buka("penerimaan.daftar").ikuti("Setor ke bank").kirim("Bukukan setoran", rekening_id="1")
    assert "Rp1.500.000" in sts.teks_semua
    hal = kaur.buka("bku.lihat", kode="buku-tunai", bulan=11)
    voucher = hal.ikuti("/TBP")
    tolak = voucher.ikuti("Koreksi").kirim("Koreksi", alasan="Salah orang", tanggal="2026-11-21")
    assert any("masih menjadi dasar" in p for p in tolak.pesan)  # the money was deposited
    balik = sts.ikuti("Koreksi").kirim("Koreksi", alasan="Salah rekening", tanggal="2026-11-21")
    assert "Koreksi" in balik.teks_semua and balik.status == 200


def test_biaya_bank_tanpa_belanjanya_ditolak_di_medannya(kantor):
    form = Peramban(kantor).masuk("keuangan").buka("pindah_kas.bunga")
    tolak = form.kirim("Bukukan", tanggal="2026-11-20", bunga="12.345,67", biaya="5.000", kunci_biaya="")
    assert tolak.status == 422 and "Pajak dan biaya dibayar dari: Pilih kegiatan" in " ".join(tolak.pesan)
    assert dict(tolak.isian("Bukukan"))["bunga"] == "12.345,67"


def test_saldo_awal_dengan_banyak_pajak_tampil_utuh_untuk_dibetulkan(kantor):
    """Nine taxes and an account that is out of use: the form of the correction holds them all."""
    sumber = ("DDS", "ADD", "PBH", "PBP", "PAD")
    with kantor.app_context(), transaksi():
        pajak = {(p, s): Decimal(1_000) for p in ("PPN", "PPH22") for s in sumber}
        isi = IsiAwal({1: Decimal(60_000_000)}, Decimal(0), {"DDS": Decimal(59_990_000)}, pajak)
        betulkan_awal(dokumen_awal(TAHUN), isi, "Rincian pajak", oleh=orang("keuangan"))
        db.session.get_one(RekeningBank, 1).aktif = False
    halaman = Peramban(kantor).masuk("keuangan").buka("saldo_awal.isi", tahun=TAHUN)
    isian = dict(halaman.isian("Bukukan saldo awal"))
    assert isian["bank_1"] == "60.000.000"
    assert [isian[f"nilai_{n}"] for n in range(1, 13)] == ["1.000"] * 10 + [""] * 2
    halaman.kirim("Bukukan saldo awal", bank_1="60.000.500", silpa_DDS="59.990.500", alasan="Salah ketik")
    with kantor.app_context():
        assert len(isi_dari(dokumen_awal(TAHUN)).pajak) == 10
        assert posisi(TAHUN).utang_pajak > 10_000


def test_bukti_ditemukan_dari_kotak_cari(kantor):
    kaur = Peramban(kantor).masuk("keuangan")
    hasil = kaur.jalur("/beranda").kirim("/cari", q="0001/TBP")
    assert hasil.judul == "0001/TBP" and "Sewa tanah" in hasil.teks_semua  # the only hit: shown at once


def test_semua_halaman_kas_terbuka_dan_yang_bukan_kaur_hanya_membaca(kantor):
    kaur, kades = Peramban(kantor).masuk("keuangan"), Peramban(kantor).masuk("kades")
    for nama, isi in (*((n, {}) for n in ("kas.awal", "penerimaan.daftar", "rekening_desa.daftar", "saldo_awal.lihat",
                                          "bku.rincian")),
                      ("bku.kartu", {"kunci": "|".join(KUNCI)}),
                      *(("bku.lihat", {"kode": k, "bulan": 3}) for k in NAMA_BUKU)):  # fmt: skip
        assert kaur.buka(nama, **isi).status == kades.buka(nama, **isi).status == 200, nama
    for nama in ("pindah_kas.mutasi", "pindah_kas.bunga", "kas.nomor_batal", "saldo_awal.isi", "rekening_desa.baru",
                 "penerimaan.tbp", "penerimaan.sts", "penerimaan.rencana"):  # fmt: skip
        assert kaur.buka(nama).status == 200, nama
        assert kades.buka(nama).status == 403, nama
    assert kaur.jalur("/keuangan/buku/buku-rusak").status == 404
    assert kaur.jalur("/keuangan/buku/rincian/kartu?kunci=%7C9%7CX").status == 404
