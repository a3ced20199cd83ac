"""Files that are empty, broken, of another kind, or made to hurt: one sentence, little memory, no crash."""

import csv
import random
import struct
import zipfile

import pytest

from smartkampung.inti import berkas_lembar
from smartkampung.inti.berkas_lembar import LembarDitolak
from tests.penduduk.lembar_uji import baris, buku, semua


def tolak(tmp_path, isi: bytes, nama="buruk.xlsx"):
    jalur = tmp_path / nama
    jalur.write_bytes(isi)
    with pytest.raises(LembarDitolak) as galat:
        semua(jalur)
    return str(galat.value)


def isi_ulang(tmp_path, asal, bagian: str, isi: bytes, mampat=zipfile.ZIP_DEFLATED):
    """A copy of a workbook with one part replaced."""
    hasil = tmp_path / "diubah.xlsx"
    with zipfile.ZipFile(asal) as dari, zipfile.ZipFile(hasil, "w", mampat) as ke:
        for nama in dari.namelist():
            ke.writestr(nama, isi if nama == bagian else dari.read(nama))
    return hasil


@pytest.mark.parametrize(("isi", "kalimat"), [
    (b"", "kosong"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00", "tidak dapat dibaca"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "tidak dapat dibaca"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".xls"),
    (b"PK\x03\x04 bukan zip", "rusak"),
    (b"halo dunia\nsatu baris saja\n", "bukan CSV"),
    (b"a,b\nc,d\n", "Baris judul"),
])
def test_bukan_lembar_kerja_ditolak_dengan_kalimat(tmp_path, isi, kalimat):
    assert kalimat in tolak(tmp_path, isi)


def test_zip_lain_dan_buku_terpotong_ditolak(tmp_path):
    lain = tmp_path / "lain.zip"
    with zipfile.ZipFile(lain, "w") as arsip:
        arsip.writestr("word/document.xml", "<w/>")
    assert "bukan lembar kerja Excel" in tolak(tmp_path, lain.read_bytes())
    utuh = buku(tmp_path, [baris()], nama="utuh.xlsx").read_bytes()
    assert "rusak" in tolak(tmp_path, utuh[: len(utuh) // 2])


def test_berkas_melebihi_batas_ukuran(tmp_path, monkeypatch):
    monkeypatch.setattr(berkas_lembar, "BATAS_BERKAS", 1024)
    monkeypatch.setattr(berkas_lembar, "BATAS_CSV", 1024)
    assert "melebihi batas" in tolak(tmp_path, buku(tmp_path, [baris()], nama="a.xlsx").read_bytes())
    assert "melebihi batas" in tolak(tmp_path, b"nik,nama\n" + b"1,2\n" * 1000, "b.csv")


def test_bom_zip_dikenali_dari_direktorinya(tmp_path):
    asal = buku(tmp_path, [baris()])
    jalur = isi_ulang(tmp_path, asal, "xl/worksheets/sheet1.xml", b" " * (210 * 1024 * 1024))
    assert jalur.stat().st_size < 1024 * 1024

    with pytest.raises(LembarDitolak, match="terlalu besar setelah dibuka"):
        semua(jalur)


def test_bom_zip_yang_berbohong_tentang_ukurannya(tmp_path):
    """The directory says 10 bytes; what unpacks is far more, and is never kept."""
    asal = buku(tmp_path, [baris()])
    besar = b" " * (8 * 1024 * 1024)
    jalur = isi_ulang(tmp_path, asal, "xl/worksheets/sheet1.xml", besar)
    isi = bytearray(jalur.read_bytes())
    for letak in (i for i in range(len(isi) - 4) if isi[i : i + 4] == struct.pack("<I", len(besar))):
        isi[letak : letak + 4] = struct.pack("<I", 10)
    assert tolak(tmp_path, bytes(isi)).endswith(".")


@pytest.mark.parametrize("atribut", [b'r="1048576"', b'spans="1:2" r="1048576"', b'r="60100"'])
def test_sejuta_baris_ditolak_sebelum_dibuka(tmp_path, atribut):
    asal = buku(tmp_path, [baris()])
    with zipfile.ZipFile(asal) as arsip:
        xml = arsip.read("xl/worksheets/sheet1.xml")
    lebih = b"<row " + atribut + b'><c r="A1048576" t="n"><v>1</v></c></row></sheetData>'
    xml = xml.replace(b"</sheetData>", lebih)
    with pytest.raises(LembarDitolak, match=r"lebih dari 60\.000 baris"):
        semua(isi_ulang(tmp_path, asal, "xl/worksheets/sheet1.xml", xml))


def test_ukuran_yang_dinyatakan_saja_tidak_menakutkan(tmp_path):
    asal = buku(tmp_path, [baris()])
    with zipfile.ZipFile(asal) as arsip:
        xml = arsip.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:AQ2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in xml

    assert len(semua(isi_ulang(tmp_path, asal, "xl/worksheets/sheet1.xml", xml))) == 1


def test_sel_jauh_di_kanan_ditolak(tmp_path):
    asal = buku(tmp_path, [baris()])
    with zipfile.ZipFile(asal) as arsip:
        xml = arsip.read("xl/worksheets/sheet1.xml")
    xml = xml.replace(b"</row>", b'<c r="XFD1" t="n"><v>1</v></c></row>', 1)
    with pytest.raises(LembarDitolak, match="kanan kolom CV"):
        semua(isi_ulang(tmp_path, asal, "xl/worksheets/sheet1.xml", xml))


def test_baris_terpotong_di_batas_baca_tetap_dihitung(tmp_path, monkeypatch):
    monkeypatch.setattr(berkas_lembar, "_POTONG", 97)
    monkeypatch.setattr(berkas_lembar, "BATAS_BARIS", 30)
    asal = buku(tmp_path, [baris(nik="0") for _ in range(45)])
    assert len(semua(asal)) == 45  # 46 rows with the header, limit 30 + 20
    with pytest.raises(LembarDitolak, match="baris"):
        semua(buku(tmp_path, [baris(nik="0") for _ in range(60)], nama="lebih.xlsx"))


def test_berkas_yang_dirusak_acak_tidak_pernah_meledak(tmp_path, banyak=60):
    """Flipped bytes end in rows or in one sentence, never in another exception."""
    acak = random.Random(20261121)
    utuh = buku(tmp_path, [baris(), baris(nik="0")]).read_bytes()
    for _ in range(banyak):
        isi = bytearray(utuh)
        for _ in range(acak.randrange(1, 12)):
            isi[acak.randrange(len(isi))] = acak.randrange(256)
        jalur = tmp_path / "acak.xlsx"
        jalur.write_bytes(bytes(isi))
        try:
            hasil = len(semua(jalur))
        except LembarDitolak as galat:
            hasil = str(galat)
        assert isinstance(hasil, int) or hasil.endswith((".", "!"))


def test_csv_rusak_dan_biner_ditolak(tmp_path):
    assert "tidak dapat dibaca" in tolak(tmp_path, b"nik,nama\x00\x00,x", "a.csv")
    besar = b'nik,nama\n"' + b"x" * 200_000
    for batas in (131_072, 10_000_000):  # which another import of the same process may have raised
        semula = csv.field_size_limit(batas)
        try:
            assert "CSV rusak" in tolak(tmp_path, besar, "b.csv")
        finally:
            csv.field_size_limit(semula)


def test_bilangan_tanpa_batas_menjadi_tulisan(tmp_path):
    """1e999 in a cell is no number for any importer: turning it into one would crash."""
    asal = buku(tmp_path, [baris()])
    with zipfile.ZipFile(asal) as dari:
        isi = dari.read("xl/worksheets/sheet1.xml")
    jahat = isi.replace(b"</row>", b'<c r="CU1"><v>1e999</v></c><c r="CV1"><v>-1e999</v></c></row>', 1)
    lembar = next(iter(berkas_lembar.buka(isi_ulang(tmp_path, asal, "xl/worksheets/sheet1.xml", jahat))))
    assert next(iter(lembar.baris))[-2:] == ["#NUM!", "#NUM!"]
