"""The issued PDF itself: text, layout, injection, long names."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.surat.cetak import pratinjau
from smartkampung.surat.models import Surat
from tests.surat.bantu import ISIAN, buat_permohonan, buat_sertifikat_kades, buat_terbit, buat_warga, orang

pytestmark = [
    pytest.mark.usefixtures("kecil"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils tidak ada"),
]


def poppler(*perintah: str, data: bytes) -> str:
    return subprocess.run(perintah, input=data, capture_output=True, check=True).stdout.decode()


def teks(surat: Surat) -> str:
    return poppler("pdftotext", "-layout", "-", "-", data=baca_berkas(surat.berkas))


@pytest.mark.parametrize("jenis", list(ISIAN))
def test_setiap_jenis_terbit_dengan_bagian_pokok(jenis):
    isi = teks(buat_terbit(buat_warga(), jenis))
    for harap in ("PEMERINTAH KABUPATEN TIRTAWANGI", "DESA SUMBERWANGI", "SUTRISNO BIN KARTO", "9901 0120 0579 0007",
                  "Tirtawangi, 20 Mei 1979", "Sumberwangi, 21 November 2026", "KEPALA DESA SUMBERWANGI", "KADES",
                  "Tidak dipungut biaya", "/periksa", "/1/01.2001/XI/2026"):  # fmt: skip
        assert harap in isi, harap
    assert not re.search(r"\[[a-z_]+\]", isi)


def test_surat_atas_nama_menyebut_kepala_desa():
    from smartkampung.inti.tte import SignerTanpa
    from smartkampung.surat import terbit
    from tests.surat.bantu import buat_siap_ttd

    surat = buat_siap_ttd(buat_warga())
    terbit.tanda_tangani([surat.id], oleh=orang("sekdes"), signer=SignerTanpa())
    isi = teks(surat)
    assert "a.n. KEPALA DESA SUMBERWANGI" in isi and "SEKRETARIS DESA" in isi
    assert "Sekretaris Desa Sumberwangi atas nama Kepala Desa" in " ".join(isi.split())


def test_surat_elektronik_diberi_label_bukan_bsre():
    from smartkampung.surat import sertifikat
    from tests.surat.bantu import FRASA

    buat_sertifikat_kades()
    isi = teks(buat_terbit(buat_warga(), signer=sertifikat.signer_untuk(orang("kades").id, FRASA)))
    assert "Ditandatangani secara elektronik" in isi and "bukan BSrE" in isi and "10.00 WIB" in isi


@pytest.mark.parametrize("jahat", ["{{7*7}}", "{% for x in y %}", "#eval(1)", "*x* _y_", "<b>x</b>", "[nik]", "**x**",
                                   "$1+1$", "\\ #let a = 1", "'; DROP TABLE surat; --"])  # fmt: skip
def test_isian_jahat_dicetak_apa_adanya(jahat):
    assert jahat in teks(buat_terbit(buat_warga(), nama_usaha=jahat))


@pytest.mark.parametrize("nama", ["W" * 100, "SITI NUR AMINAH " * 6, "I GUSTI AYU " + "X" * 88])
def test_nama_panjang_dibungkus_di_dalam_batas(nama):
    surat = buat_terbit(buat_warga(nama), nama_usaha=nama, keperluan=nama)
    kotak = poppler("pdftotext", "-bbox", "-", "-", data=baca_berkas(surat.berkas))
    kanan = [float(x) for x in re.findall(r'xMax="([\d.]+)"', kotak)]
    kiri = [float(x) for x in re.findall(r'xMin="([\d.]+)"', kotak)]
    assert max(kanan) <= (215 - 24) * 72 / 25.4
    assert min(kiri) >= 29 * 72 / 25.4


def test_kotak_teks_tidak_bertumpuk():
    surat = buat_terbit(buat_warga("SITI NUR AMINAH " * 6), nama_usaha="WARUNG " * 14)
    kotak = poppler("pdftotext", "-bbox-layout", "-", "-", data=baca_berkas(surat.berkas))
    baris = [tuple(map(float, satu)) for satu in re.findall(
        r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', kotak)]  # fmt: skip
    for i, a in enumerate(baris):
        for b in baris[i + 1 :]:
            lebar = min(a[2], b[2]) - max(a[0], b[0])
            tinggi = min(a[3], b[3]) - max(a[1], b[1])
            assert lebar <= 1 or tinggi <= 3.5, (a, b)


def test_a4_mengikuti_pengaturan_desa():
    from smartkampung.desa.models import Desa
    from smartkampung.desa.queries import lupakan_profil

    db.session.get_one(Desa, 1).kertas = "A4"
    db.session.flush()
    lupakan_profil()
    keterangan = poppler("pdfinfo", "-", data=baca_berkas(buat_terbit(buat_warga()).berkas))
    assert "(A4)" in keterangan


def test_pratinjau_tanpa_nomor_dan_bertanda():
    surat = buat_permohonan(buat_warga())
    isi = poppler("pdftotext", "-layout", "-", "-", data=pratinjau(surat))
    assert "500.2.2.4/…/01.2001/XI/2026" in isi and "Pratinjau, belum ditandatangani." in isi
    assert surat.nomor is None
