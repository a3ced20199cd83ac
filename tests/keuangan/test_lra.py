"""The LRA: figures worked by hand, the published reports of two villages, every form it goes out in."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from smartkampung.inti.db import transaksi
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru, koreksi
from smartkampung.keuangan.kas.models import CAIR, DI_BANK, DI_PANJAR, R_BELANJA, R_PANJAR, R_SISA, SPJ, SPP
from smartkampung.keuangan.kas.saldo import panjar_terbuka, posisi
from smartkampung.keuangan.kertas.keluar import json_kertas, pdf_kertas, xlsx_kertas
from smartkampung.keuangan.laporan.lra import isi_lra, kertas_lra, kunci_baris, per_sumber
from smartkampung.keuangan.laporan.minta import S1, S2, TANGGAL, Minta, baca_minta
from smartkampung.lokasi import folder_data
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.kas_pabrik import TAHUN, hari, rekening_bank, saldo_awal, terima
from tests.keuangan.pabrik import buat_anggaran, orang
from tests.keuangan.test_kertas import EMAS, tuang

SKEMA = json.loads((folder_data() / "keuangan.schema.json").read_text(encoding="utf-8"))
TERBIT = json.loads((Path(__file__).parents[1] / "contoh/lra_desa.json").read_text(encoding="utf-8"))["desa"]
JALAN, SIKAP = Kunci("02.03.11", "5.3.5.03", "DDS"), Kunci("01.01.01", "5.1.1.01", "ADD")


def belanja(bank, kunci, nilai, tanggal):
    """Spending paid at once."""
    dokumen = dokumen_baru(CAIR, tanggal, oleh=orang("keuangan"), uraian="Belanja", nilai=Decimal(nilai),
                           kegiatan=kunci.kegiatan)  # fmt: skip
    bukukan(dokumen, [Gerak(R_BELANJA, DI_BANK, keluar=Decimal(nilai), kunci=kunci, rekening_id=bank.id)],
            oleh=orang("keuangan"))  # fmt: skip
    return dokumen


def panjar(bank, kunci, nilai, tanggal):
    """An advance: its SPP and the CAIR."""
    spp = dokumen_baru(SPP, tanggal, oleh=orang("keuangan"), uraian="Panjar jalan", nilai=Decimal(nilai),
                       kegiatan=kunci.kegiatan, cara="panjar", pka_id=orang("kasi").id)  # fmt: skip
    cair = dokumen_baru(CAIR, tanggal, oleh=orang("keuangan"), uraian="Panjar jalan", nilai=Decimal(nilai),
                        kegiatan=kunci.kegiatan, induk_id=spp.id, cara="panjar", pka_id=orang("kasi").id)  # fmt: skip
    bukukan(cair, [Gerak(R_PANJAR, DI_BANK, keluar=Decimal(nilai), kunci=kunci, rekening_id=bank.id)],
            oleh=orang("keuangan"))  # fmt: skip
    return spp, cair


def spj(bank, spp, kunci, pakai, sisa, tanggal):
    """What an advance was used for, and the rest of it back."""
    dokumen = dokumen_baru(SPJ, tanggal, oleh=orang("keuangan"), uraian="SPJ", nilai=Decimal(pakai), induk_id=spp.id)
    gerak = [Gerak(R_BELANJA, DI_PANJAR, keluar=Decimal(pakai), kunci=kunci)]
    gerak += [Gerak(R_SISA, DI_BANK, masuk=Decimal(sisa), kunci=kunci, rekening_id=bank.id)] if sisa else []
    bukukan(dokumen, gerak, oleh=orang("keuangan"))


@pytest.fixture
def buku(kantor):
    """Half a year of a few documents: DDS 60 million SiLPA, 300 + 300 received, ADD 100.

    Spent by 30 June: siltap 20 (ADD); road 50 at once and 30 of an advance of 40 (10 came back); in July 25 more.
    """
    with kantor.app_context():
        with transaksi():
            buat_anggaran(berlaku=True)
            bank = rekening_bank()
            saldo_awal(bank, {"DDS": 60_000_000})
            terima(bank, "4.2.1.01", "DDS", 300_000_000, hari(2, 2))
            terima(bank, "4.2.3.01", "ADD", 100_000_000, hari(2, 3))
            terima(bank, "4.3.6.01", "DLL", Decimal("1250.75"), hari(6, 30))
            belanja(bank, SIKAP, 20_000_000, hari(3, 2))
            belanja(bank, JALAN, 50_000_000, hari(4, 1))
            spp, _ = panjar(bank, JALAN, 40_000_000, hari(5, 4))
            spj(bank, spp, JALAN, 30_000_000, 10_000_000, hari(5, 12))
            terima(bank, "4.2.1.01", "DDS", 300_000_000, hari(7, 1))
            belanja(bank, JALAN, 25_000_000, hari(7, 20))
            panjar(bank, JALAN, 5_000_000, hari(10, 1))
        yield bank


def baris(minta, **cari):
    """The one row of an LRA with these columns, its other code columns empty."""
    kode = dict.fromkeys(("bidang", "sub", "kegiatan", "akun", "kelompok", "jenis", "objek"), "") | cari
    semua = [b.nilai for b in kertas_lra(minta).bagian[0].baris]
    cocok = [n for n in semua if all((n.get(k) or "") == v for k, v in kode.items())]
    assert len(cocok) == 1, cocok
    return cocok[0]


def total(minta, uraian):
    return next(b.nilai for b in kertas_lra(minta).bagian[0].baris if b.nilai["uraian"].startswith(uraian))


def test_semester_pertama_dihitung_tangan(buku):
    """Panjar counts when its SPJ was approved; the semester and the whole agree until June."""
    s1 = Minta(TAHUN, S1)
    jalan = baris(s1, bidang="2", sub="3", kegiatan="11")
    assert (jalan["anggaran"], jalan["realisasi"], jalan["semester"]) == (400_000_000, 80_000_000, 80_000_000)
    assert (jalan["selisih"], jalan["persen"]) == (320_000_000, Decimal("0.2"))
    assert total(s1, "Jumlah pendapatan")["realisasi"] == Decimal("400001250.75")
    assert total(s1, "Jumlah belanja")["realisasi"] == 100_000_000
    assert total(s1, "Surplus")["realisasi"] == Decimal("300001250.75")
    silpa = total(s1, "Sisa lebih")
    assert (silpa["anggaran"], silpa["realisasi"]) == (0, Decimal("360001250.75"))
    assert silpa["realisasi"] == posisi(TAHUN, hari(6, 30)).silpa


def test_semester_kedua_dan_setahun(buku):
    s2 = baris(Minta(TAHUN, S2), bidang="2", sub="3", kegiatan="11")
    assert (s2["semester"], s2["realisasi"]) == (25_000_000, 105_000_000)
    setahun = baris(Minta(TAHUN), bidang="2", sub="3", kegiatan="11")
    assert "semester" not in setahun and setahun["realisasi"] == 105_000_000
    sehari = baris(Minta(TAHUN, TANGGAL, date(TAHUN, 5, 11)), bidang="2", sub="3", kegiatan="11")
    assert sehari["realisasi"] == 50_000_000


def test_per_sumber_dana_dengan_silpanya(buku):
    """SiLPA of each source is what the books hold of it, and together they are the SiLPA of the LRA."""
    s1 = Minta(TAHUN, S1)
    sisa = {s.kode: s.silpa for s in per_sumber(s1)}
    assert sisa == {"ADD": 80_000_000, "DDS": 280_000_000, "DLL": Decimal("1250.75"), "PAD": 0}
    dds = Minta(TAHUN, S1, sumber="DDS")
    assert total(dds, "Sisa lebih")["realisasi"] == sisa["DDS"]
    assert {k.sumber_dana for k in isi_lra(dds).nilai} == {"DDS"}
    assert [t.atas[-1] for t in kertas_lra(dds).tanda_tangan] == ["Kaur Keuangan", "Kepala Desa Sumberwangi"]


def test_rinci_sampai_objek_menjumlah_ke_ringkas(buku):
    rinci = kertas_lra(Minta(TAHUN, S1, rinci=True)).bagian[0].baris
    objek = sum(b.nilai["realisasi"] for b in rinci if b.tingkat == 3 and b.nilai["akun"] == "5")
    assert objek == total(Minta(TAHUN, S1), "Jumlah belanja")["realisasi"]
    assert kunci_baris(next(b.nilai for b in rinci if b.nilai.get("objek") == "03")) == ("02.03.11", "5.3.5.03")


def test_panjar_yang_dikoreksi_tidak_lagi_terbuka(buku):
    """A KOREKSI of the CAIR belongs to its SPP."""
    with transaksi():
        spp, cair = panjar(buku, JALAN, 7_000_000, hari(10, 5))
        assert panjar_terbuka(TAHUN)[spp.id] == 7_000_000
        koreksi(cair, hari(10, 6), "Batal", oleh=orang("keuangan"))
    assert spp.id not in panjar_terbuka(TAHUN) and sum(panjar_terbuka(TAHUN).values()) == 5_000_000


def test_kertas_emas_json_dan_berkas(buku):
    """The golden paper of semester I, and the other forms of the same."""
    kertas = kertas_lra(Minta(TAHUN, S1))
    emas = EMAS / "lra-s1.txt"
    assert tuang(kertas) == emas.read_text(encoding="utf-8")
    jsonschema.validate(json_kertas(kertas), SKEMA)
    jsonschema.validate(json_kertas(kertas_lra(Minta(TAHUN, rinci=True))), SKEMA)
    assert pdf_kertas(kertas).startswith(b"%PDF") and xlsx_kertas(kertas).startswith(b"PK")


def kunci_terbit(kode):
    """One test key for a published row: the first objek of a jenis, or a kegiatan of a bidang."""
    if kode[0] == "4":
        return Kunci("", acuan(TAHUN).objek(kode)[0][0], "DDS")
    return Kunci("05.03.00" if kode == "5.05" else f"{kode[2:]}.01.01", "5.2.1.01", "DDS")


@pytest.mark.parametrize("desa", TERBIT, ids=lambda d: d["id"])
def test_lra_yang_diterbitkan_desa_keluar_sama(kantor, desa):
    """Each published row becomes one key; every published total comes out, and the deficit of the budget shows."""
    with kantor.app_context(), transaksi():
        isi = [(kunci_terbit(b["kode"]), Decimal(b["anggaran"]), Decimal(b["realisasi"])) for b in desa["baris"]
               if b["kode"].count(".") == 2 or b["kode"].startswith("5.0")]  # fmt: skip
        buat_anggaran([(*k, n) for k, n, _ in isi], berlaku=True)
        bank, harap = rekening_bank(), desa["harap"]
        saldo_awal(bank, {"DDS": 200_000_000})
        for kunci, _, nyata in isi:
            if kunci.kegiatan:
                belanja(bank, kunci, nyata, hari(3, 1))
            else:
                terima(bank, kunci.rekening, kunci.sumber_dana, nyata, hari(2, 1))
        minta = Minta(TAHUN)
        nama_total = {"pendapatan": "Jumlah pendapatan", "belanja": "Jumlah belanja", "surplus": "Surplus"}
        for nama, uraian in nama_total.items():
            keluar = total(minta, uraian)
            terbit = desa["total_terbit"][nama]
            angka = [terbit["anggaran"], terbit["realisasi"]] if terbit else harap[nama]
            assert [keluar["anggaran"], keluar["realisasi"]] == [Decimal(n) for n in angka], nama
        for b in desa["baris"]:
            if b["kode"].count(".") == 1 and b["kode"][0] == "4":
                kelompok = baris(minta, akun="4", kelompok=b["kode"][2:])
                assert kelompok["realisasi"] == Decimal(b["realisasi"]), b["kode"]


def test_permintaan_yang_aneh_menjadi_yang_biasa():
    assert baca_minta({"tahun": "abc", "masa": "besok", "anggaran": "x"}, 2026) == Minta(2026)
    assert baca_minta({"masa": "tanggal", "sampai": "2025-02-30"}, 2026) == Minta(2026)
    assert baca_minta({"tahun": "99999999999"}, 2026) == Minta(2026)
    minta = baca_minta({"masa": "tanggal", "sampai": "2026-02-28", "sumber": "dds", "rinci": "1"}, 2026)
    assert minta == Minta(2026, TANGGAL, date(2026, 2, 28), sumber="DDS", rinci=True)
    assert baca_minta(minta.isian(), 2020) == minta
