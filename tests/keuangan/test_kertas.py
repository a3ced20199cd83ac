"""Papers: golden dumps, sums that hold in every view, PDF, workbook, JSON with its schema, the console."""

from __future__ import annotations

import io
import json
import subprocess
from decimal import Decimal
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Baris, IsiAnggaran, Kegiatan, Kunci, isi_versi
from smartkampung.keuangan.baca.queries import per_bidang, per_sumber, pohon, ukuran
from smartkampung.keuangan.kertas.anggaran import baris_anggaran, baris_perubahan
from smartkampung.keuangan.kertas.bentuk import tata
from smartkampung.keuangan.kertas.keluar import json_kertas, lembar_kertas, pdf_kertas, sel, xlsx_kertas
from smartkampung.keuangan.kertas.susun import (
    NAMA_KERTAS,
    BukanPerubahan,
    kertas_dpa,
    kertas_dpa_tahun,
    kertas_rak,
    kertas_versi,
)
from smartkampung.keuangan.perintah import keluarkan, susun
from smartkampung.keuangan.rekap import susun as susun_rekap
from smartkampung.lokasi import folder_data
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.dpa_pabrik import buat_berlaku, dpa, rak_disetujui, semua_disetujui, ubah_anggaran

EMAS = Path(__file__).parents[1] / "emas"
SKEMA = json.loads((folder_data() / "keuangan.schema.json").read_text(encoding="utf-8"))


def tuang(kertas) -> str:
    """A paper as plain text: one line per row, cells between bars."""
    baris = [" / ".join(kertas.judul), " | ".join(k.judul for k in kertas.tata.kolom)]
    for bagian in kertas.bagian:
        baris += [f"# {bagian.judul}"] * bool(bagian.judul)
        baris += [f"{nama}: {isi}" for nama, isi in bagian.keterangan]
        baris += [f"{b.tingkat} " + " | ".join(sel(k, b.nilai.get(k.kunci)) for k in kertas.tata.kolom)
                  for b in bagian.baris]  # fmt: skip
    baris += [f"ttd: {' '.join(t.atas)} = {t.nama}" for t in kertas.tanda_tangan]
    return "\n".join(baris) + "\n"


@pytest.fixture
def tahun_2027(kantor, konteks):
    """A year with everything: a budget in force, all DPA, a RAK, then a change."""
    awal = buat_berlaku(nomor_perdes="9/2026")
    semua_disetujui()
    rencana = rak_disetujui()
    berubah = ubah_anggaran({("02.03.11", "5.3.5.03", "DDS"): 420_000_000, ("", "4.2.1.01", "DDS"): 620_000_000})
    return awal, rencana, berubah


def test_kertas_emas(tahun_2027):
    awal, rencana, berubah = tahun_2027
    semua = {k: kertas_versi(k, berubah, "02.03.11" if k in ("rka", "rab") else None) for k in NAMA_KERTAS}
    semua |= {"dpa": kertas_dpa(dpa("02.03.11")), "rak": kertas_rak(rencana)}
    for kode, kertas in semua.items():
        assert tuang(kertas) == (EMAS / f"keuangan_{kode}.txt").read_text(encoding="utf-8"), kode
    with pytest.raises(BukanPerubahan, match="versi pertama"):
        kertas_versi("perubahan", awal)


def test_kertas_keluar_sebagai_pdf_xlsx_dan_json(tahun_2027, tmp_path):
    _awal, rencana, berubah = tahun_2027
    for kertas in (kertas_versi("penjabaran-perubahan", berubah), kertas_versi("rab", berubah), kertas_rak(rencana),
                   kertas_dpa_tahun(2027)):  # fmt: skip
        (tmp_path / "k.pdf").write_bytes(pdf_kertas(kertas))
        teks = subprocess.run(["pdftotext", "-layout", tmp_path / "k.pdf", "-"], capture_output=True, text=True).stdout
        assert kertas.judul[0].upper() in teks and "Halaman 1 dari" in teks
        buku = openpyxl.load_workbook(io.BytesIO(xlsx_kertas(kertas)))
        assert buku.worksheets[1].max_row > len(lembar_kertas(kertas).baris)
        jsonschema.validate(json_kertas(kertas), SKEMA)


def test_perintah_laporan_memilih_versi_dan_kegiatan(tahun_2027):
    for nama in ("apbdes", "penjabaran", "perubahan", "rka", "rkkd", "rab", "dpa", "rak"):
        jsonschema.validate(json.loads(keluarkan(susun(nama, 2027, None, ""), "json")), SKEMA)
    awal = json.loads(keluarkan(susun("apbdes", 2027, 0, ""), "json"))
    assert [b["anggaran"] for b in awal["bagian"][0]["baris"] if b["uraian"] == "Jumlah belanja"] == ["1050000000.00"]
    satu = json.loads(keluarkan(susun("dpa", 2027, None, "02.03.11"), "json"))
    assert satu["bagian"][0]["baris"][-1]["b4"] == "80000000.00"
    assert keluarkan(susun("rab", 2027, None, "02.03.11"), "pdf").startswith(b"%PDF")
    with pytest.raises(TidakDitemukan):
        susun("rab", 2027, None, "09.09.99")


def test_teks_tetap_teks(tahun_2027, konteks):
    satu = kertas_versi("rab", tahun_2027[2], "02.03.11")
    satu.bagian[0].baris[1].nilai["uraian"] = '=1+1 <b>#import "x"'
    buku = openpyxl.load_workbook(io.BytesIO(xlsx_kertas(satu)))
    isi = [(c.value, c.data_type) for baris in buku.worksheets[1].iter_rows() for c in baris]
    assert ('=1+1 <b>#import "x"', "s") in isi
    assert pdf_kertas(satu).startswith(b"%PDF")


def test_rekap_anggaran_menutup_dan_memakai_judul_opendk(tahun_2027):
    isi = susun_rekap(Periode(2027, 12))
    assert all(k.nilai == k.nilai_lembar(isi.lembar) for k in isi.kontrol)
    opendk = next(x for x in isi.lembar if x.kode == "anggaran_opendk")
    assert [k.judul for k in opendk.kolom] == ["desa_id", "no_akun", "nama_akun", "jumlah"]
    jumlah = {b[1]: b[3] for b in opendk.baris}
    assert (jumlah["4"], jumlah["5"], jumlah["5.3.5.03"]) == (1_020_000_000, 1_070_000_000, 420_000_000)
    kosong = susun_rekap(Periode(2020, 1))
    assert not any(x.baris for x in kosong.lembar) and all(k.nilai == 0 for k in kosong.kontrol)


KODE_BELANJA = st.sampled_from(["01.01.01", "01.01.04", "02.03.11", "02.02.02", "04.02.01", "05.03.00"])
OBJEK = st.sampled_from(["5.1.1.01", "5.2.1.01", "5.2.1.02", "5.2.2.01", "5.3.5.03"])
SUMBER = {"DDS": "4.2.1.01", "ADD": "4.2.3.01", "PAD": "4.1.2.01"}
SEN = st.integers(0, 10**12).map(lambda n: Decimal(n) / 100)


@st.composite
def anggaran(gambar):
    """A balanced budget: each source takes in what is spent of it, in part from SiLPA."""
    belanja = gambar(st.dictionaries(st.builds(Kunci, KODE_BELANJA, OBJEK, st.sampled_from(list(SUMBER))), SEN,
                                     min_size=1, max_size=25))  # fmt: skip
    baris = dict(belanja)
    for sumber, rekening in SUMBER.items():
        jumlah = sum((n for k, n in belanja.items() if k.sumber_dana == sumber), NOL)
        silpa = min(gambar(SEN), jumlah)
        baris[Kunci("", rekening, sumber)], baris[Kunci("", "6.1.1.01", sumber)] = jumlah - silpa, silpa
    kegiatan = {k.kegiatan: Kegiatan(0, k.kegiatan, k.kegiatan) for k in belanja}
    return IsiAnggaran(2026, kegiatan, tuple(Baris(0, k, n) for k, n in sorted(baris.items())))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(satu=anggaran(), lain=anggaran())
def test_anggaran_acak_berimbang_di_setiap_pandangan(kantor, konteks, satu, lain):
    """K-APB-01 and 02: the same sums in the lists, the papers, the tree, the charts, the gauges."""
    for objek in (False, True):
        jumlah = {b.nilai["uraian"]: b.nilai for b in baris_anggaran(satu, objek=objek) if b.tingkat == 0}
        assert jumlah["Jumlah belanja"]["anggaran"] == satu.belanja == sum(satu.per_kegiatan.values())
        assert jumlah["Sisa lebih/(kurang) perhitungan anggaran tahun berjalan"]["anggaran"] == satu.silpa == 0
        rinci = [b.nilai["anggaran"] for b in baris_anggaran(satu, objek=objek) if b.nilai.get("sumber")]
        assert sum(rinci) == sum(b.nilai for b in satu.baris)
    ubah = {b.nilai["uraian"]: b.nilai for b in baris_perubahan(satu, lain) if b.tingkat == 0}
    assert (ubah["Jumlah belanja"]["semula"], ubah["Jumlah belanja"]["menjadi"]) == (satu.belanja, lain.belanja)
    assert sum(s.nilai for s in pohon(satu)) == sum(j.nilai for j in per_bidang(satu)) == satu.belanja
    assert all(j.nilai == j.lain for j in per_sumber(satu))
    assert all(0 <= u.nilai <= u.dari for u in ukuran(satu))


def test_setiap_tata_dapat_dibaca():
    for berkas in (folder_data() / "keuangan" / "tata").glob("*.toml"):
        assert len({k.kunci for k in tata(berkas.stem).kolom}) == len(tata(berkas.stem).kolom), berkas
    assert len(tata("rkkd").kolom) == 19
    with pytest.raises(TidakDitemukan):
        tata("../naskah")


def test_isi_versi_berubah_menurut_jumlahnya(tahun_2027):
    awal, _rak, berubah = tahun_2027
    assert isi_versi(berubah).belanja - isi_versi(awal).belanja == 20_000_000
