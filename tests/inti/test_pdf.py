"""The layouts: PDF/A, nothing of the data becomes markup, nothing leaves the page, fonts are ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.pdf import (
    KopSurat,
    LembarTerlaluPanjang,
    TandaTangan,
    cetak,
    gambar_svg,
    pdf_lembar,
    qr_svg,
    ukuran,
)
from smartkampung.surat.definisi import Tata

PADA = datetime(2026, 11, 21, 5, 28, tzinfo=UTC)
KOP = KopSurat(("PEMERINTAH KABUPATEN TIRTAWANGI", "KECAMATAN RANDUASRI"), "DESA SUMBERWANGI", "Jalan Raya 1")
butuh_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils tidak ada")


def isi_surat(**ganti):
    isi = {
        "kop": KOP.untuk_tata(),
        "kop_dicetak": True,
        "kertas": ukuran("f4"),
        "tata": asdict(Tata()),
        "judul": "Surat Keterangan Usaha",
        "nomor": "Nomor: 500.2.2.4/57/XI/2026",
        "nomor_dicetak": True,
        "bagian": [
            {"jenis": "tabel", "isi": [["Nama", "SUTRISNO", True]]},
            {
                "jenis": "paragraf",
                "isi": [["Demikian surat ini dibuat untuk ", False], ["kredit", True], [".", False]],
            },
        ],
        "qr": qr_svg("https://desa.contoh/periksa/PQ4T-8WXM-2KD7"),
        "tanda_tangan": {
            "atas": ["Sumberwangi", "KEPALA DESA"],
            "elektronik": "",
            "nama": "H. SUGIARTO",
            "bawah": "",
        },
        "kaki": "Kaki",
        "kaki_kode": "PQ4T-8WXM-2KD7",
        "kaki_kanan": "Tidak dipungut biaya",
        "contoh": False,
        "contoh_teks": "",
    }
    return isi | ganti


def surat(**ganti) -> bytes:
    return cetak("surat", isi_surat(**ganti), judul="Surat", pada=PADA)


def poppler(*perintah: str, data: bytes) -> str:
    return subprocess.run(perintah, input=data, capture_output=True, check=True).stdout.decode()


def teks(data: bytes) -> str:
    return poppler("pdftotext", "-layout", "-", "-", data=data)


def test_surat_berupa_pdfa_2b_dengan_huruf_sendiri():
    data = surat()
    assert re.search(rb"pdfaid:part>2<", data)
    assert re.search(rb"pdfaid:conformance>B<", data)
    assert b"/OutputIntents" in data


@butuh_poppler
def test_huruf_tertanam_dan_hanya_yang_disertakan():
    daftar = poppler("pdffonts", "-", data=surat()).splitlines()[2:]
    assert daftar
    assert all("Liberation" in baris and " yes " in baris for baris in daftar)


def test_isi_dan_tanggal_sama_memberi_bita_sama():
    assert surat() == surat()


@butuh_poppler
@pytest.mark.parametrize(
    "jahat",
    [
        "#eval(1)",
        "*tebal* _miring_",
        "$x^2$",
        '#read("/etc/passwd")',
        "<b>x</b>",
        "\\ #let x = 1",
        "[nama]",
        "{{7*7}}",
        '"); #panic("x',
        "<svg >😀",
    ],
)
def test_teks_warga_tetap_teks(jahat):
    hasil = teks(surat(bagian=[{"jenis": "paragraf", "isi": [[jahat, False]]}]))
    assert jahat.replace("😀", "?") in hasil


@butuh_poppler
def test_lambang_asing_tidak_menggagalkan_surat():
    assert "Toko ?" in teks(surat(bagian=[{"jenis": "paragraf", "isi": [["Toko 😀", False]]}]))


@butuh_poppler
@pytest.mark.parametrize("nama", ["W" * 300, "SITI NUR AMINAH " * 19, "I GUSTI " + "AYU" * 98])
def test_nama_300_huruf_dibungkus_di_dalam_halaman(nama):
    data = surat(
        bagian=[
            {"jenis": "tabel", "isi": [["Nama", nama, True]]},
            {"jenis": "paragraf", "isi": [[nama, False]]},
        ],
        tanda_tangan={"atas": [nama], "elektronik": "", "nama": nama, "bawah": ""},
    )
    kotak = poppler("pdftotext", "-bbox", "-", "-", data=data)
    batas_kanan = (215 - 25 + 1) * 72 / 25.4
    kanan = [float(x) for x in re.findall(r'xMax="([\d.]+)"', kotak)]
    assert kanan and max(kanan) <= batas_kanan


@butuh_poppler
def test_tanda_tangan_tidak_sendirian_di_halaman_baru():
    for banyak in range(14, 20):
        paragraf = {
            "jenis": "paragraf",
            "isi": [["Kalimat yang cukup panjang untuk mengisi satu baris penuh. " * 3, False]],
        }
        halaman = teks(surat(bagian=[paragraf] * banyak)).rstrip("\f").split("\f")
        assert "SUGIARTO" in halaman[-1]
        assert "Kalimat yang" in halaman[-1]


def test_logo_masuk_sebagai_gambar_dan_bukan_gambar_ditolak():
    from io import BytesIO

    from PIL import Image

    berkas = BytesIO()
    Image.new("RGBA", (40, 50), (20, 96, 59, 128)).save(berkas, "PNG")
    kop = KopSurat(KOP.atas, KOP.nama, "", berkas.getvalue())
    assert b"/Image" in surat(kop=kop.untuk_tata())
    with pytest.raises(ValueError, match="PNG"):
        gambar_svg(b"<svg onload=alert(1)>")


@butuh_poppler
def test_tabel_berulang_kepala_bernomor_halaman_dan_berjumlah():
    kolom = (Kolom("nama", "Nama"), Kolom("nilai", "Nilai", "rupiah", jumlah=True))
    tabel = Lembar(
        "t", "Daftar", kolom, [(f"Baris {i}", Decimal(i)) for i in range(150)], catatan=("Catatan kaki.",)
    )
    data = pdf_lembar(
        tabel, KOP, pada=PADA, mendatar=True, tanda_tangan=(TandaTangan(("KEPALA DESA",), "SUGIARTO"),)
    )
    halaman = teks(data).rstrip("\f").split("\f")
    assert len(halaman) > 2
    assert all("Nama" in satu for satu in halaman[:-1])
    assert f"Halaman 1 dari {len(halaman)}" in halaman[0]
    assert "11.175" in halaman[-1] and "SUGIARTO" in halaman[-1] and "Catatan kaki." in halaman[-1]


def test_tabel_terlalu_panjang_ditolak_dengan_kalimat():
    with pytest.raises(LembarTerlaluPanjang, match="5001 baris"):
        pdf_lembar(Lembar("t", "T", (Kolom("a", "A"),), [("x",)] * 5001), KOP, pada=PADA)


def test_aman_dari_banyak_utas():
    hasil: dict[int, bytes] = {}

    def kerja(nomor: int) -> None:
        hasil[nomor] = surat(judul=f"Surat {nomor}")

    utas = [threading.Thread(target=kerja, args=(nomor,)) for nomor in range(8)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert all(hasil[nomor] == surat(judul=f"Surat {nomor}") for nomor in range(8))
