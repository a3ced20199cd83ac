"""Composition: what stands in the workbook and the packet, revisions, differences."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal

import jsonschema
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from smartkampung.audit.services import hash_terakhir
from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.tanggal import Periode
from smartkampung.rekap import paket
from smartkampung.rekap.jenis import ambil_jenis
from smartkampung.rekap.models import Rekap
from smartkampung.rekap.susun import BulanBelumTiba, RekapTidakCocok, susun
from tests.rekap import alat, bahan

pytestmark = pytest.mark.satu_basis


def test_buku_berisi_sampul_lembar_dan_kontrol(kantor):
    nomor = alat.susun(kantor)
    buku = CalamineWorkbook.from_filelike(io.BytesIO(alat.xlsx_dari(kantor, nomor)))
    assert buku.sheet_names == ["Sampul", "Penduduk per dusun", "Perubahan", "Pelayanan surat", "Kontrol"]
    sampul = {b[0]: b[1] for b in buku.get_sheet_by_name("Sampul").to_python(skip_empty_area=False) if len(b) > 1}
    with kantor.app_context():
        rekap = db.session.get_one(Rekap, nomor)
        assert sampul["Sidik paket JSON (SHA-256)"] == rekap.sha256
        assert sampul["Desa"] == "Sumberwangi (99.01.01.2001)" and sampul["Periode"] == "Oktober 2026"
        assert sampul["Revisi"] == "0"
        isi = json.loads(alat.paket_dari(kantor, nomor))["isi"]
        assert sampul["Saksi catatan audit"] == isi["saksi_audit"] != hash_terakhir()
    dusun = buku.get_sheet_by_name("Penduduk per dusun").to_python()
    assert ["=Sumber", 80.0, 75.0] in dusun


def test_rumus_kontrol_menghasilkan_nilai_program(kantor):
    data = alat.xlsx_dari(kantor, alat.susun(kantor))
    rumus, nilai = (openpyxl.load_workbook(io.BytesIO(data), data_only=d) for d in (False, True))
    banyak = 0
    for baris in range(5, rumus["Kontrol"].max_row + 1):
        teks = rumus["Kontrol"].cell(baris, 3).value
        hitung = Decimal(0)
        for tanda, lembar, a, b in re.findall(r"([+-])SUM\('([^']+)'!(\$[A-Z]+\$\d+)(:\$[A-Z]+\$\d+)?\)", teks):
            sel = nilai[lembar][(a + (b or f":{a}")).replace("$", "")]
            jumlah = sum(Decimal(str(x.value)) for r in sel for x in r if isinstance(x.value, int | float))
            hitung += jumlah if tanda == "+" else -jumlah
        assert hitung == Decimal(str(nilai["Kontrol"].cell(baris, 2).value))
        assert nilai["Kontrol"].cell(baris, 5).value == "OK"
        banyak += 1
    assert banyak == 2


def test_tidak_ada_rumus_dari_data(kantor):
    with zipfile.ZipFile(io.BytesIO(alat.xlsx_dari(kantor, alat.susun(kantor)))) as buku:
        lembar = {n: buku.read(n).decode() for n in buku.namelist() if n.startswith("xl/worksheets/sheet")}
        assert any(n.startswith("xl/charts/") for n in buku.namelist())
    for isi in lembar.values():
        for rumus in re.findall(r"<f>([^<]*)</f>", isi):
            assert re.match(r"(\+?SUM\(|ROUND\(|IF\()", rumus), rumus


def test_paket_baku_menurut_skema_dan_bertanda_tangan(kantor):
    data = alat.paket_dari(kantor, alat.susun(kantor))
    isi = json.loads(data)
    jsonschema.Draft202012Validator.check_schema(paket.skema())
    jsonschema.validate(isi, paket.skema())
    with kantor.app_context():
        terbuka = paket.buka(data)
        paket.periksa_skema(terbuka)
        assert paket.tanda_cocok(terbuka, kunci.kunci_publik())
    surat = isi["isi"]["bagian"][1]["lembar"][0]
    assert surat["baris"] == [["Keterangan Usaha", 12, "150000.50"]]


def test_skema_ringan_sama_dengan_skema_penuh(kantor):
    with kantor.app_context():
        asli = json.loads(alat.paket_dari(kantor, alat.susun(kantor)))
        penuh = jsonschema.Draft202012Validator(paket.skema())
        for sel in ("teks", 1, 1.5, True, None, [1], {"a": 1}):
            asli["isi"]["bagian"][0]["lembar"][0]["baris"][0][0] = sel
            lolos = penuh.is_valid(asli)
            try:
                paket.periksa_skema(asli)
                assert lolos
            except paket.PaketDitolak:
                assert not lolos


@pytest.mark.dua_basis
def test_disusun_lagi_tanpa_perubahan_tetap_revisi_yang_sama(kantor, jam):
    pertama = alat.susun(kantor)
    jam.maju(days=3)
    assert alat.susun(kantor) == pertama
    with kantor.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Rekap)) == 1


@pytest.mark.dua_basis
def test_perubahan_membuat_revisi_baru_dan_daftar_perbedaan(kantor, bagian_uji):
    pertama = alat.susun(kantor)
    lama = alat.paket_dari(kantor, pertama), alat.xlsx_dari(kantor, pertama)
    bagian_uji["dusun"] = [("Krajan", 121, 130), ("=Sumber", 80, 75), ("Tegal", 1, 1)]
    kedua = alat.susun(kantor)
    assert (alat.paket_dari(kantor, pertama), alat.xlsx_dari(kantor, pertama)) == lama
    isi = json.loads(alat.paket_dari(kantor, kedua))["isi"]
    assert isi["revisi"] == 1 and isi["sebelumnya"] == json.loads(lama[0])["sha256"]
    assert {"lembar": "Penduduk per dusun", "baris": "Krajan", "kolom": "Laki-laki", "sebelum": 120,
            "sesudah": 121} in isi["perbedaan"]
    assert [b["baris"] for b in isi["perbedaan"]] == ["Krajan", "Tegal"]


@pytest.mark.dua_basis
def test_rekap_beku_di_basis_data(kantor):
    alat.susun(kantor)
    for sql in ("UPDATE rekap SET sha256='x'", "UPDATE rekap SET revisi=9", "DELETE FROM rekap"):
        with pytest.raises(Exception, match="tidak boleh"), alat.menulis(kantor) as sesi:
            sesi.execute(db.text(sql))


def test_angka_tidak_cocok_perlu_alasan_yang_ikut_terkirim(kantor, bagian_uji):
    bagian_uji["kontrol"] = 400
    with pytest.raises(RekapTidakCocok, match="nilai program 400, isi lembar 405, selisih -5"):
        alat.susun(kantor)
    nomor = alat.susun(kantor, alasan="Lima orang menunggu akta.")
    isi = json.loads(alat.paket_dari(kantor, nomor))["isi"]
    assert isi["alasan_temuan"] == "Lima orang menunggu akta." and len(isi["temuan"]) == 1


def test_bulan_yang_tidak_menyambung_ketahuan_dengan_selisihnya(kantor, bagian_uji):
    alat.susun(kantor, "2026-09")
    bagian_uji["awal"] = 396
    with pytest.raises(RekapTidakCocok, match="jumlah akhir September 2026 405, awal Oktober 2026 396"):
        alat.susun(kantor, "2026-10")


def test_bulan_depan_belum_dapat_disusun(konteks, buat_desa):
    buat_desa()
    with pytest.raises(BulanBelumTiba, match="Desember 2026"):
        susun(ambil_jenis("bulanan"), Periode(2026, 12))


def test_satu_bagian_sendiri(kantor):
    isi = json.loads(alat.paket_dari(kantor, alat.susun(kantor, jenis="surat")))["isi"]
    assert [b["kode"] for b in isi["bagian"]] == ["surat"]
    assert bahan.DISUSUN == ["surat 2026-10"]


@pytest.mark.dua_basis
def test_kunci_desa_dibuat_sekali_dan_hanya_milik_pemilik(kantor):
    with kantor.app_context():
        publik = kunci.kunci_publik()
        assert kunci.kunci_publik() == publik
        berkas = kantor.extensions["smartkampung"].pengaturan.folder("kunci") / kunci.NAMA_BERKAS
        assert berkas.stat().st_mode & 0o077 == 0
        kunci.ganti_kunci(kunci.kunci_baru())
        assert kunci.kunci_publik() != publik
        assert len(list(berkas.parent.glob(f"{kunci.NAMA_BERKAS}-*"))) == 1
