"""Statements: identities over a small year of a shop, a rental and their pusat; closing, eliminations, validation."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from smartkampung.bumdes import galat
from smartkampung.bumdes.buku import periode
from smartkampung.bumdes.buku.konteks import buku as buka
from smartkampung.bumdes.buku.queries import SaringJurnal, neraca_lajur, pilih_jurnal
from smartkampung.bumdes.halaman import kop_bumdes, tanda_tangan
from smartkampung.bumdes.laporan import keluar
from smartkampung.bumdes.laporan import susun as lap
from smartkampung.bumdes.laporan.angka import eliminasi
from smartkampung.bumdes.laporan.tutup import buka_tahun, tutup_tahun
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from tests.acuan import KOSONG
from tests.bumdes.bantu import ATK, JUAL, KAS, PROGRAM, dirikan, jurnal, pindah, saldo_kode
from tests.bumdes.conftest import SETAHUN

AWAL, AKHIR = date(2025, 1, 1), date(2025, 12, 31)

pytestmark = pytest.mark.acuan(SETAHUN)


@pytest.fixture
def buku(konteks):
    return db.session.get_one(Bumdes, 1)


def laporan(b, jenis, *kode, dari=AWAL, sampai=AKHIR):
    semua = [e for e in b.entitas if not kode or e.kode in kode]
    return lap.susun(jenis, lap.dua_masa(buka(b), semua, dari, sampai))


def gagal(b, sampai=AKHIR):
    return [(u.nama, u.selisih) for u in validasi(buka(b), sampai) if not u.baik and not u.ingat]


def test_lima_laporan_per_unit_dan_konsolidasi(buku):
    lr = laporan(buku, "laba-rugi")
    assert lr.nilai("pendapatan_usaha") == 13_000_000  # the rental between units is gone
    assert lr.nilai("laba_kotor") == 6_000_000 and lr.nilai("laba_bersih") == 4_450_000
    per_unit = [laporan(buku, "laba-rugi", e.kode).nilai("laba_bersih") for e in buku.entitas]
    assert per_unit == [-350_000, 1_300_000, 3_500_000] and sum(per_unit) == lr.nilai("laba_bersih")
    neraca = laporan(buku, "neraca")
    assert neraca.nilai("jumlah_aset") == neraca.nilai("jumlah_pasiva") == 67_450_000
    assert not any(b.uraian.startswith("RK") for b in neraca.baris)
    assert laporan(buku, "neraca", "TOKO").nilai("jumlah_pasiva") == laporan(buku, "neraca",
                                                                             "TOKO").nilai("jumlah_aset")
    alir = laporan(buku, "arus-kas")
    assert alir.nilai("OM2") == 9_000_000 and alir.nilai("OM1") == 3_000_000 and alir.nilai("OK1") == -4_000_000
    assert "ANTAR_UNIT" not in {b.kode for b in alir.baris} and alir.nilai("kas_akhir") == saldo_kode(buku, KAS, AKHIR)
    assert laporan(buku, "arus-kas", "PUSAT").nilai("ANTAR_UNIT") == -28_500_000
    lpe = laporan(buku, "ekuitas")
    assert (lpe.nilai("modal_akhir"), lpe.nilai("ekuitas_akhir")) == (55_000_000, neraca.nilai("jumlah_ekuitas"))
    assert gagal(buku) == []


@pytest.mark.satu_basis
def test_setiap_jumlah_sama_dengan_rumusnya(buku):
    for jenis in lap.JENIS:
        lapor = laporan(buku, jenis)
        for b in lapor.baris:
            if b.rumus:
                assert b.nilai[0] == sum(t * lapor.nilai(k) for t, k in b.rumus), (jenis, b.kode)


@pytest.mark.satu_basis
def test_pembanding_tahun_lalu_dan_semester(buku):
    jurnal(buku, "TOKO", date(2026, 2, 1), (KAS, 2_000_000), (JUAL, -2_000_000))
    lr = laporan(buku, "laba-rugi", dari=date(2026, 1, 1), sampai=date(2026, 6, 30))
    assert lr.nilai("pendapatan_usaha") == 2_000_000 and lr.nilai("pendapatan_usaha", 1) == 13_000_000
    neraca = laporan(buku, "neraca", dari=date(2026, 1, 1), sampai=date(2026, 6, 30))
    assert neraca.nilai("laba_lalu") == 4_450_000 and neraca.nilai("laba_berjalan") == 2_000_000
    assert lap.sebelumnya(date(2024, 1, 1), date(2024, 2, 29)) == (date(2023, 1, 1), date(2023, 2, 28))
    assert lap.sebelumnya(date(2025, 1, 1), date(2025, 2, 28))[1] == date(2024, 2, 29)
    assert gagal(buku, date(2026, 6, 30)) == []


def kunci_setahun(b, tahun=2025):
    for n in range(1, 13):
        periode.kunci_bulan(b, Periode(tahun, n), oleh=PROGRAM)


def test_tutup_tahun_sekali_laporan_tetap_dan_dapat_dibuka(buku):
    with pytest.raises(galat.BulanBelumUrut, match="Desember"):
        tutup_tahun(buku, 2025, oleh=PROGRAM)
    kunci_setahun(buku)
    sebelum = {j: [(b.kode, b.nilai) for b in laporan(buku, j).baris] for j in lap.JENIS}
    tutup_tahun(buku, 2025, oleh=PROGRAM)
    assert {j: [(b.kode, b.nilai) for b in laporan(buku, j).baris] for j in lap.JENIS} == sebelum
    assert saldo_kode(buku, "3.3.01.01", AKHIR) == -4_450_000 and saldo_kode(buku, JUAL, AKHIR) == 0
    berikut = laporan(buku, "neraca", dari=date(2026, 1, 1), sampai=date(2026, 3, 31))
    assert berikut.nilai("3.3.01.01") == 4_450_000 and berikut.nilai("laba_berjalan") == 0
    assert laporan(buku, "ekuitas", dari=date(2026, 1, 1), sampai=date(2026, 3, 31)).nilai("laba_awal") == 4_450_000
    assert gagal(buku, date(2026, 3, 31)) == gagal(buku) == []
    with pytest.raises(galat.BulanBelumUrut, match="sudah ditutup"):
        tutup_tahun(buku, 2025, oleh=PROGRAM)
    buka_tahun(buku, 2025, "ada nota tertinggal", oleh=PROGRAM)
    assert saldo_kode(buku, "3.3.01.01", AKHIR) == 0 and gagal(buku) == []
    tutup_tahun(buku, 2025, oleh=PROGRAM)
    assert saldo_kode(buku, "3.3.01.01", AKHIR) == -4_450_000


@pytest.mark.satu_basis
def test_pemeriksaan_menunjuk_yang_minus_tanpa_melarang(buku):
    jurnal(buku, "SEWA", date(2025, 12, 1), (ATK, 90_000_000), (KAS, -90_000_000))
    ingat = [u for u in validasi(buka(buku), AKHIR) if not u.baik]
    assert any("Kas Tunai tidak minus" in u.nama and u.selisih == Decimal(82_500_000) for u in ingat)
    assert all(u.ingat for u in ingat)


@pytest.mark.satu_basis
@pytest.mark.acuan(KOSONG)
def test_triwulan_yang_dihitung_tangan(konteks):
    contoh = yaml.safe_load((Path(__file__).parents[1] / "contoh/bumdes-triwulan.yaml").read_text(encoding="utf-8"))
    b = dirikan(contoh["mulai"])
    kirim = [("pindah", *p) for p in contoh["pindah"]]
    for hari, jenis, *isi in sorted([(j[0], "jurnal", *j[1:]) for j in contoh["jurnal"]] + [
            (k[1], "pindah", *k[2:]) for k in kirim], key=lambda x: x[0]):  # fmt: skip
        if jenis == "pindah":
            pindah(b, isi[0], isi[1], hari, isi[2])
        else:
            jurnal(b, isi[0], hari, *isi[2].items(), uraian=isi[1])
    for unit, semua in contoh["harap"].items():
        kode = () if unit == "konsolidasi" else (unit,)
        for jenis, harap in semua.items():
            lapor = laporan(b, jenis, *kode, dari=contoh["mulai"], sampai=contoh["sampai"])
            assert {k: lapor.nilai(k) for k in harap} == harap, (unit, jenis)
    assert gagal(b, contoh["sampai"]) == []


@pytest.mark.satu_basis
def test_buku_kerja_memuat_rumus_hidup_dan_nilainya(buku):
    isi = keluar.buku_kerja([laporan(buku, j) for j in lap.JENIS])
    rumus, nilai = (openpyxl.load_workbook(io.BytesIO(isi), data_only=d) for d in (False, True))
    assert len(rumus.sheetnames) == 4
    for halaman in rumus:
        for baris in halaman.iter_rows(min_row=5, min_col=2, max_col=2):
            sel = baris[0]
            if isinstance(sel.value, str) and sel.value.startswith("="):
                suku = re.findall(r"([+-])B(\d+)", sel.value)
                hitung = sum((1 if t == "+" else -1) * (nilai[halaman.title][f"B{n}"].value or 0) for t, n in suku)
                assert round(hitung, 2) == nilai[halaman.title][sel.coordinate].value, (halaman.title, sel.coordinate)


@pytest.mark.satu_basis
def test_pdf_memuat_laporan_dan_tiga_tanda_tangan(buku):
    from smartkampung.bumdes.halaman import kop_bumdes, tanda_tangan
    from tests.pabrik import isi_desa

    isi_desa()
    data = keluar.pdf([keluar.bagian_pdf(laporan(buku, j)) for j in lap.JENIS], kop_bumdes(buku), tanda_tangan(buku),
                      judul="Laporan")  # fmt: skip
    teks = baca_pdf(data)
    assert "LAPORAN LABA RUGI" in teks and "4.450.000" in teks and teks.count("Bendahara") == 4


def baca_pdf(data: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        return subprocess.run(["pdftotext", "-layout", f.name, "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.satu_basis
def test_neraca_lajur_gabungan_tanpa_transaksi_antar_unit(buku):
    """The worksheet of ten columns agrees with the consolidated statements, and RK is nought in it."""
    isi, ids = buka(buku), [e.id for e in buku.entitas]
    lembar = neraca_lajur(isi, ids, AWAL, AKHIR, eliminasi(isi, ids, None, AKHIR))
    per = {b[0]: b for b in lembar.baris}
    assert not [k for k in per if k.startswith(("3.8.", "1.1.99"))]
    jumlah = [sum(b[n] or 0 for b in lembar.baris) for n in range(2, 12)]
    assert jumlah[0:1] == jumlah[1:2] and jumlah[4] == jumlah[5] and jumlah[6] == jumlah[7] and jumlah[8] == jumlah[9]
    laba = laporan(buku, "laba-rugi").nilai("laba_bersih")
    assert per[""][8] == laba
    aset = [b for b in lembar.baris if b[0].startswith("1.")]
    assert sum((b[10] or 0) - (b[11] or 0) for b in aset) == laporan(buku, "neraca").nilai("jumlah_aset")


@pytest.mark.satu_basis
def test_setiap_baris_arus_kas_menuju_jurnalnya(buku):
    """The journals a row leads to move, on that row, what the row says."""
    arus = laporan(buku, "arus-kas", "TOKO")
    baris = [b for b in arus.baris if b.arus]
    assert {b.arus for b in baris} >= {"OM2", "OK1", "OK2"}
    for b in baris:
        jurnal_baris = db.session.scalars(pilih_jurnal(SaringJurnal(arus.entitas, AWAL, AKHIR, arus=b.arus))).all()
        assert sum(x.kredit - x.debit for j in jurnal_baris for x in j.baris if x.arus_kas == b.arus) == b.nilai[0]


EMAS = Path(__file__).parents[1] / "emas"


@pytest.mark.satu_basis
@pytest.mark.parametrize("jenis", lap.JENIS)
def test_kertas_sama_dengan_yang_disimpan(buku, jenis, tmp_path):
    """Golden papers: the text of the printed statement, as poppler reads it."""
    isi = keluar.bagian_pdf(laporan(buku, jenis))
    (tmp_path / "a.pdf").write_bytes(keluar.pdf(
        [isi], kop_bumdes(buku), tanda_tangan(buku), judul=jenis, kertas="a4", kaki=buku.nama))  # fmt: skip
    teks = subprocess.run(["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    rapi = "\n".join(" | ".join(re.split(r" {2,}", b.strip())) for b in teks.splitlines() if b.strip()) + "\n"
    assert rapi == (EMAS / f"bumdes_{jenis}.txt").read_text(encoding="utf-8")
