"""Taxes owed and deposited: days due, NTPN, FIFO, never more than is owed, recaps and the bulk upload."""

from __future__ import annotations

import io
import threading
from decimal import Decimal

import openpyxl
import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.aturan.parameter import atur_sikap
from smartkampung.keuangan.bku.kertas import kertas_buku
from smartkampung.keuangan.bku.tutup import tutup
from smartkampung.keuangan.dasbor.queries import utang_pajak
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru, koreksi
from smartkampung.keuangan.kas.galat import PajakSudahDisetor
from smartkampung.keuangan.kas.models import (
    CAIR,
    DI_BANK,
    R_BELANJA,
    R_POTONGAN,
    SPP,
    DokumenKas,
    Pihak,
    PotonganDokumen,
    RekeningBank,
)
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.penerimaan import pindah
from smartkampung.keuangan.penerimaan.galat import NilaiNol
from smartkampung.keuangan.setor import galat
from smartkampung.keuangan.setor.kode import hari_setor, jatuh_tempo
from smartkampung.keuangan.setor.lembar import lembar_bppu, rekap_pihak
from smartkampung.keuangan.setor.setor import IsiSetor, setor
from smartkampung.keuangan.setor.utang import pungutan_tahun, rekap_jenis, terutang
from tests.acuan import Acuan
from tests.keuangan.kas_pabrik import TAHUN, hari, terima
from tests.keuangan.pabrik import orang
from tests.keuangan.test_penerimaan import KAS, bersih, tbp
from tests.peramban import Peramban

NTPN = "1A2B3C4D5E6F7G8H"
BATU = {"DDS": Kunci("02.03.11", "5.3.5.03", "DDS"), "ADD": Kunci("01.01.04", "5.2.1.01", "ADD")}


def pungut(tanggal, nilai, kode="PPh22", sumber="DDS", dasar=10_000_000):
    """A payment of ten million with a tax withheld, as the spending side posts it."""
    kaur, pihak = orang("keuangan"), db.session.scalars(db.select(Pihak)).first()
    spp = dokumen_baru(SPP, tanggal, oleh=kaur, uraian="Batu", nilai=Decimal(dasar))
    potongan = PotonganDokumen(dokumen_id=spp.id, kode=kode, sumber_dana=sumber, dasar=Decimal(dasar),
                               nilai=Decimal(nilai), tarif=Decimal("1.5"), pihak_id=pihak.id)  # fmt: skip
    db.session.add(potongan)
    d = dokumen_baru(CAIR, tanggal, oleh=kaur, uraian="Batu", nilai=Decimal(dasar), induk_id=spp.id)
    bukukan(d, [Gerak(R_BELANJA, DI_BANK, keluar=Decimal(dasar), kunci=BATU[sumber], rekening_id=1),
                Gerak(R_POTONGAN, DI_BANK, masuk=Decimal(nilai), pajak=kode, kunci=Kunci("", "", sumber), rekening_id=1,
                      uraian=f"{kode} batu", potongan_id=potongan.id)], oleh=kaur)  # fmt: skip
    return d


def isi_pajak(app):
    with app.app_context(), transaksi():
        db.session.add(Pihak(nama="CV Maju", npwp="0912345678901000"))
        db.session.flush()
        terima(db.session.get_one(RekeningBank, 1), "4.2.3.01", "ADD", 100_000_000, hari(1, 15))
        pungut(hari(2, 10), 150_000)
        pungut(hari(2, 20), 70_000, sumber="ADD")
        pungut(hari(3, 5), 80_000)


PAJAK = Acuan("pajak_kas", isi_pajak, KAS)
pytestmark = pytest.mark.acuan(PAJAK)


@pytest.fixture
def acuan():
    return PAJAK


@pytest.fixture
def kaur(kantor, konteks):
    return orang("keuangan")


def setorkan(oleh, nilai, ntpn=NTPN, tanggal=None, kode="PPh22", **lain):
    return setor(IsiSetor(tanggal or hari(3, 10), kode, Decimal(nilai), ntpn, rekening_id=1, **lain), oleh=oleh)


def test_hari_setor(kantor, konteks):
    """The 15th of the next month, PPN its end; a closed day moves to the next working day (K-PJK-04)."""
    assert jatuh_tempo("PPh22", Periode(2026, 2)) == hari_setor("PPh22", Periode(2026, 2)) - (
        hari(3, 16) - hari(3, 15)) == hari(3, 15)  # a Sunday  # fmt: skip
    assert jatuh_tempo("PPN", Periode(2026, 1)) == hari(2, 28)
    assert hari_setor("PPN", Periode(2026, 1)) == hari(3, 2)  # a Saturday
    assert hari_setor("PPh22", Periode(2026, 9)) == hari(10, 15)
    assert jatuh_tempo("7.1.1.99", Periode(2026, 12)).isoformat() == "2027-01-15"


def test_terutang_per_jenis_dan_masa(kaur):
    utang = {(t.kode, t.masa.kode): t for t in terutang(pungutan_tahun(TAHUN))}
    assert {k: t.nilai for k, t in utang.items()} == {
        ("PPN", "2025-12"): 1_000_000, ("PPh22", "2026-02"): 220_000, ("PPh22", "2026-03"): 80_000}  # fmt: skip
    assert utang["PPh22", "2026-02"].lewat and utang["PPh22", "2026-02"].digeser


def test_setoran_melunasi_yang_terlama_dan_membawa_sumber_dananya(kaur):
    dokumen = setorkan(kaur, 200_000, ntpn=" 1a2b-3c4d 5e6f7g8h", billing="123 456 789 012 345")
    assert (dokumen.ntpn, dokumen.billing) == (NTPN, "123456789012345")
    semua = [p for p in pungutan_tahun(TAHUN) if p.kode == "PPh22"]
    assert [(p.nilai, p.sisa, p.ntpn) for p in semua] == [
        (150_000, 0, NTPN), (70_000, 20_000, NTPN), (80_000, 80_000, "")]  # fmt: skip
    setorkan(kaur, 100_000, ntpn="ZZZZ000011112222")
    semua = [p for p in pungutan_tahun(TAHUN) if p.kode == "PPh22"]
    assert semua[1].ntpn == f"{NTPN}, ZZZZ000011112222"
    assert {r.kode: r.sisa for r in rekap_jenis(semua)} == {"PPh22": 0}
    assert posisi(TAHUN).utang_pajak == 1_000_000
    buku = [b.nilai for b in kertas_buku("buku-pajak", TAHUN, 3, 3, pajak="PPh22").bagian[0].baris]
    assert [b["ntpn"] for b in buku if b.get("keluar") and "ntpn" in b] == [NTPN] * 2 + ["ZZZZ000011112222"] * 2
    assert buku[-1]["saldo"] == 0
    assert not bersih()


def test_setoran_yang_ditolak(kaur):
    for ntpn in ("123", "1A2B3C4D5E6F7G8", "1A2B3C4D5E6F7G8H9", "1A2B3C4D5E6F7G8*", ""):
        with pytest.raises(galat.NTPNSalah, match="16 huruf dan angka"):
            setorkan(kaur, 10, ntpn=ntpn)
    with pytest.raises(galat.BillingSalah, match="15 angka"):
        setorkan(kaur, 10, billing="1234")
    with pytest.raises(galat.SetoranLebih, match=r"Utang PPh22 sampai 10 Maret 2026 Rp300.000"):
        setorkan(kaur, 300_001)
    with pytest.raises(galat.SetoranLebih, match=r"sampai 1 Maret 2026 Rp220.000"):
        setorkan(kaur, 220_001, tanggal=hari(3, 1))
    with pytest.raises(NilaiNol):
        setorkan(kaur, 0)
    pertama = setorkan(kaur, 10_000)
    with pytest.raises(galat.NTPNDipakai, match=pertama.nomor_teks):
        setorkan(kaur, 10_000)


def test_setoran_yang_dikoreksi_diulang_dengan_ntpn_yang_sama(kaur):
    lama = setorkan(kaur, 10_000)
    koreksi(lama, hari(3, 11), "Salah jumlah", oleh=kaur)
    baru = setorkan(kaur, 20_000)
    assert baru.ntpn is None
    assert next(p for p in pungutan_tahun(TAHUN) if p.kode == "PPh22").ntpn == NTPN
    with pytest.raises(galat.NTPNDipakai, match=baru.nomor_teks):
        setorkan(kaur, 5)
    assert not bersih()


def test_pungutan_yang_sudah_disetor_dikoreksi_sesudah_setorannya(kaur):
    """Other sources still owe the same tax, so the sum per kind alone would let it pass."""
    awal = db.session.scalars(db.select(DokumenKas).filter_by(jenis=CAIR, tanggal=hari(3, 5))).one()
    bayar = setorkan(kaur, 300_000)
    pungut(hari(3, 11), 90_000, sumber="ADD")
    with pytest.raises(PajakSudahDisetor, match=r"PPh22 \(DDS\) dari .* sudah disetor"):
        koreksi(awal, hari(3, 12), "Salah toko", oleh=kaur)
    koreksi(bayar, hari(3, 12), "Dibayar untuk belanja yang batal", oleh=kaur)
    koreksi(awal, hari(3, 12), "Salah toko", oleh=kaur)
    assert sum(t.nilai for t in terutang(pungutan_tahun(TAHUN)) if t.kode == "PPh22") == 150_000 + 70_000 + 90_000
    assert not bersih()


def test_pungutan_yang_dikoreksi_bulan_lain_tidak_lagi_terutang_di_dasbor(kaur):
    awal = db.session.scalars(db.select(DokumenKas).filter_by(jenis=CAIR, tanggal=hari(2, 10))).one()
    koreksi(awal, hari(3, 12), "Salah toko", oleh=kaur)
    dasbor = {p.kode: p for p in utang_pajak(TAHUN, hari(3, 31))}
    assert (dasbor["PPh22"].nilai, dasbor["PPh22"].lewat) == (70_000 + 80_000, 70_000)
    assert sum(p.nilai for p in dasbor.values()) == posisi(TAHUN).utang_pajak


def test_rekap_pihak_dan_bentuk_unggah(kaur):
    semua = pungutan_tahun(TAHUN)
    assert rekap_pihak(p for p in semua if p.kode == "PPh22")[0][:7] == [
        "CV Maju", "0912345678901000", "PPh22", "Februari 2026", 2, 20_000_000, 220_000]  # fmt: skip
    lembar = lembar_bppu([p for p in semua if p.masa == Periode(2026, 2)], Periode(2026, 2))
    assert [b[lembar.indeks("dasar")] for b in lembar.baris] == [10_000_000, 10_000_000]
    assert lembar.catatan[0].startswith("[M]")


@pytest.mark.satu_basis
def test_kaur_menyetor_dari_halaman(kantor):
    kaur = Peramban(kantor).masuk("keuangan")
    awal = kaur.buka("pajak_desa.daftar")
    assert "lewat jatuh tempo" in awal.teks_semua and "digeser dari 15 Maret 2026" in awal.teks_semua
    isian = kaur.buka("pajak_desa.setor", kode="PPh22", masa="2026-02")
    assert ("nilai", "220.000") in isian.isian("Bukukan")
    tolak = isian.kirim("Bukukan", ntpn="123")
    assert any("16 huruf dan angka" in g for g in tolak.galat)
    assert "Rp220.000 disetor" in tolak.kirim("Bukukan", ntpn=NTPN).pesan[0]
    for nama, tambah in (("pungutan", {}), ("rekap", {}), ("rekap", {"bulan": 2})):
        assert NTPN in kaur.buka(f"pajak_desa.{nama}", **tambah).teks_semua
    for nama in ("pungutan", "rekap", "bppu"):
        jawab = kaur.klien.get(f"/keuangan/pajak/{nama}.xlsx?bulan=2")
        assert openpyxl.load_workbook(io.BytesIO(jawab.data)).sheetnames
    assert kaur.jalur("/keuangan/pajak/lain.xlsx").status == 404


@pytest.mark.dua_basis
def test_empat_orang_sekaligus_hanya_satu_yang_jadi(kantor):
    """One NTPN, one cash receipt, one month: four at once, and each is done once (two kaur at one desk)."""
    with kantor.app_context(), transaksi():
        tunai = tbp(orang("keuangan"), tanggal=hari(1, 20)).id
        atur_sikap(TAHUN, "K-BNK-01", "mati", "Perbup 1/2026", oleh=orang("sekdes"))
    acara = (lambda o: setorkan(o, 1000), lambda o: pindah.setorkan(hari(1, 21), [tunai], 1, oleh=o),
             lambda o: tutup(Periode(TAHUN, 1), oleh=o))  # fmt: skip
    for satu in acara:
        hasil = serentak(kantor, satu)
        assert sorted(hasil) == ["ditolak"] * 3 + ["jadi"]
    with kantor.app_context():
        assert not bersih()


def serentak(app, kerja):
    """Four threads do the same act; how each ended."""
    hasil: list[str] = []
    gerbang = threading.Barrier(4)

    def jalan():
        with app.app_context():
            gerbang.wait()
            try:
                with transaksi():
                    kerja(orang("keuangan"))
                hasil.append("jadi")
            except GalatDomain:
                hasil.append("ditolak")
            finally:
                db.session.remove()

    utas = [threading.Thread(target=jalan) for _ in range(4)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return hasil
