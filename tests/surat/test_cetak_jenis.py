"""Every shipped kind and form on paper: one page where it should be, nothing outside, PDF/A, no code left over.

All kinds are set with what they require; the boxes are looked at for six of them, for all with --penuh.
"""

from __future__ import annotations

import io
import re
import subprocess
from datetime import date

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from smartkampung.inti.konteks import hari_desa
from smartkampung.surat import cetak, naskah, warga
from smartkampung.surat.contoh_isian import penanda_kini
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.formulir import daftar_formulir
from smartkampung.surat.lampiran import cetak_formulir, cetak_untuk
from smartkampung.surat.naskah import kode_dalam
from smartkampung.surat.nilai import Bahan, nilai_surat
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.surat.bantu import buat_warga
from tests.surat.test_katalog import ORANG, SEMUA, isi_penuh, isi_wajib

CONTOH = ("ahli-waris", "keterangan-kelahiran", "pengantar-pindah", "nikah-n1", "keterangan-usaha", "perintah-tugas")
NAMA_PANJANG = "Raden Mas Panji Wicaksono Notonegoro Suryaningrat Prawirodirjo Kusumadiningrat bin Haji Abdurrahman"[
    :100
]
AKSARA = "محمد عبد الله ᬲᬸᬃᬬ ᬓᭂᬧᬮ"


@pytest.fixture
def keluarga_besar(kecil):
    """A head with thirteen others on the card, one of them with the longest name a register holds."""
    kepala = buat_warga(nama_ayah="Karto", nama_ibu="Sumini")
    for ke in range(13):
        buat_warga(
            NAMA_PANJANG if ke == 4 else f"Anak Ke {ke}",
            nik=f"99010120057901{ke:02d}",
            hubungan_keluarga=4,
            status_kawin=1,
            tanggal_lahir=date(2001, 1, 1 + ke),
        )
    return kepala


def bahan(jenis: Definisi, penduduk_id: int, isi: dict[str, object], **ubah: object) -> Bahan:
    hari = hari_desa()
    bersih = {satu.kode: satu.simpan(isi[satu.kode]) for satu in jenis.isian if satu.kode in isi}
    return Bahan(
        bersih,
        (warga.potret_kini(penduduk_id) or {}) | ubah,
        penanda_kini(hari),
        hari,
        naskah.berlaku_sampai(hari, jenis.berlaku),
        "400.12/7/01.2001/XI/2026",
        penduduk_id,
    )


def halaman(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Count"])


def poppler(*perintah: str, pdf: bytes) -> str:
    return subprocess.run(perintah, input=pdf, capture_output=True, check=True).stdout.decode()


def keluar_kertas(pdf: bytes) -> list[str]:
    """Words whose box leaves the paper, or touches its unprintable edge of 4 mm."""
    salah, lebar, tinggi, tepi = [], 0.0, 0.0, 4 / 25.4 * 72
    for baris in poppler("pdftotext", "-bbox", "-", "-", pdf=pdf).splitlines():
        angka = [float(n) for n in re.findall(r'="([\d.-]+)"', baris)]
        if "<page" in baris:
            lebar, tinggi = angka
        elif "<word" in baris and not (
            tepi <= angka[0] and tepi <= angka[1] and angka[2] <= lebar - tepi and angka[3] <= tinggi - tepi
        ):
            salah.append(baris.strip())
    return salah


def test_semua_jenis_satu_halaman_dengan_isian_wajib_dan_penuh(keluarga_besar):
    salah = []
    for jenis in SEMUA:
        for isi in (isi_wajib(jenis), isi_penuh(jenis)):
            pdf = cetak.cetak_contoh(jenis, bahan(jenis, keluarga_besar.id, isi))
            if halaman(pdf) != 1 or b"pdfaid:part>2<" not in pdf.replace(b"&gt;", b">"):
                salah.append((jenis.kode, len(isi), halaman(pdf)))
    assert not salah


@pytest.mark.berat
def test_isian_pendek_dan_ekstrem_tidak_keluar_kertas(keluarga_besar, banyak):
    kepala = keluarga_besar
    pilihan = [j for j in SEMUA if j.kode in CONTOH][: banyak(len(CONTOH), 0)] or SEMUA
    for jenis in pilihan:
        ekstrem = {
            satu.kode: ("Wicaksono " * 40)[: satu.maks]
            for satu in jenis.isian
            if satu.jenis in ("teks", "teks_panjang")
        }
        ekstrem |= {s.kode: ORANG | {"nama": NAMA_PANJANG} for s in jenis.isian if s.jenis == "orang"}
        ekstrem |= {s.kode: [ORANG | {"nama": NAMA_PANJANG}] * 14 for s in jenis.isian if s.jenis == "daftar_orang"}
        for isi, ubah in (
            (isi_wajib(jenis), {}),
            (isi_penuh(jenis) | ekstrem, {"nama": NAMA_PANJANG, "alamat_lengkap": "Jalan Panjang " * 12}),
            (isi_wajib(jenis), {"nama": AKSARA}),
        ):
            pdf = cetak.cetak_contoh(jenis, bahan(jenis, kepala.id, isi, **ubah))
            teks = poppler("pdftotext", "-layout", "-", "-", pdf=pdf)
            assert not keluar_kertas(pdf), (jenis.kode, keluar_kertas(pdf)[:3])
            assert not kode_dalam(teks) and "None" not in teks, (jenis.kode, kode_dalam(teks))
            assert jenis.judul.upper() in " ".join(teks.split()).upper(), jenis.kode


def test_formulir_terisi_dari_buku_induk_tidak_keluar_kertas(keluarga_besar):
    for kode in daftar_formulir():
        for siapa in (keluarga_besar.id, None):
            pdf = cetak_untuk(siapa, kode)
            assert not keluar_kertas(pdf), (kode, keluar_kertas(pdf)[:3])
            assert halaman(pdf) == (2 if kode == "f-1.01" and siapa else 1), kode
    teks = poppler("pdftotext", "-layout", "-", "-", pdf=cetak_untuk(keluarga_besar.id, "f-1.01"))
    assert teks.count("ANAK KE") == 12 and NAMA_PANJANG.upper()[:40] in " ".join(teks.split())
    assert not kode_dalam(teks) and "9901 0120 0579 0007" in teks


def test_n5_hanya_untuk_yang_belum_21_tahun_dan_kotak_pilihan_mengikuti_fakta(keluarga_besar):
    n1 = next(satu for satu in SEMUA if satu.kode == "nikah-n1")
    isi = isi_penuh(n1) | {"nikah_tanggal": date(2026, 12, 1)}
    for lahir, perlu in (("2005-12-01", ["n2", "n4"]), ("2005-12-02", ["n2", "n4", "n5"])):
        nilai = nilai_surat(n1, bahan(n1, keluarga_besar.id, isi, tanggal_lahir=lahir))
        assert [satu.kode for satu in n1.lampiran if nilai.memenuhi(satu.bila)] == perlu
    pdf = cetak_formulir(["n2", "n4", "n5"], nilai)
    teks = " ".join(poppler("pdftotext", "-layout", "-", "-", pdf=pdf).split())
    assert halaman(pdf) == 3 and "SUTRISNO BIN KARTO" in teks and "RADEN AJENG SITI RAHMAWATI" in teks
    letak = poppler(
        "pdftotext",
        "-layout",
        "-",
        "-",
        pdf=cetak.cetak_contoh(n1, bahan(n1, keluarga_besar.id, isi, status_kawin="Belum Kawin")),
    )
    assert re.search(r"x\s+Jejaka", letak) and not re.search(r"x\s+Duda", letak)
