"""The catalogue as data: every kind loads, prints on one page, and asks for nothing it must not."""

from __future__ import annotations

import copy
import subprocess
from datetime import date, time
from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.inti.pdf import UKURAN_KERTAS
from smartkampung.surat import cetak, permohonan
from smartkampung.surat.definisi import KELOMPOK, Definisi, DefinisiSalah, Isian, definisi
from smartkampung.surat.galat import BukanUntukWarga
from smartkampung.surat.jenis import baca_berkas, definisi_bawaan, muat_jenis
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.permohonan import BerkasPermohonan
from tests.surat.bantu import buat_warga, orang

SEMUA = [definisi(isi) for isi in definisi_bawaan()]
KASUS = pytest.mark.parametrize("jenis", SEMUA, ids=lambda jenis: jenis.kode)
STATUS = {"Belum Kawin": 1, "Kawin": 2, "Cerai": 4, "Cerai Mati": 4}


ORANG = {"nama": "Raden Ajeng Siti Rahmawati", "nik": "9901014107900002", "hubungan": "Anak", "umur": "41",
         "jenis_kelamin": "Perempuan", "tempat_lahir": "Tirtawangi", "tanggal_lahir": "1985-02-28", "agama": "Islam",
         "pekerjaan": "Petani", "alamat": "Dusun Krajan RT 003 RW 001", "kewarganegaraan": "WNI",
         "nama_ayah": "Karto"}  # fmt: skip


def contoh(satu: Isian) -> object:
    """A believable value of a fact."""
    if satu.jenis == "pilihan":
        return max(satu.pilihan, key=len)
    if satu.jenis in ("orang", "daftar_orang"):
        return dict(ORANG) if satu.jenis == "orang" else [dict(ORANG)] * 3
    if satu.kode.endswith("nik"):
        return "9901014107900002"
    if satu.kode.endswith("_nama") or satu.kode.startswith("saksi"):
        return "Raden Ajeng Siti Rahmawati"
    if satu.jenis in ("teks", "teks_panjang"):
        baris = "\n" if satu.jenis == "teks_panjang" else ", "
        return f"Dusun Krajan RT 003 RW 001{baris}Desa Sumberwangi"[: satu.maks]
    return {
        "angka": min(satu.sampai, max(satu.dari, 12)),
        "tahun": 2014,
        "rupiah": Decimal("1500000.00"),
        "tanggal": date(2026, 11, 14),
        "jam": time(14, 30),
    }[satu.jenis]


def isi_penuh(jenis: Definisi) -> dict[str, object]:
    return {satu.kode: contoh(satu) for satu in jenis.isian}


def isi_wajib(jenis: Definisi) -> dict[str, object]:
    return {satu.kode: contoh(satu) for satu in jenis.isian if satu.wajib}


def ajukan(jenis: Definisi, isian: dict[str, object], **ubah: object):
    status = next((STATUS[satu] for satu in jenis.orang.status_kawin), 2)
    warga = buat_warga(**({"status_kawin": status, "nama_ayah": "Karto", "nama_ibu": "Sumini"} | ubah))
    return permohonan.ajukan_di_loket(jenis.kode, warga.id, isian, BerkasPermohonan(), oleh=orang("operator"))


def teks_pdf(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def rata(teks: str) -> str:
    return " ".join(teks.split())


def test_katalog_memuat_banyak_jenis_dalam_setiap_kelompok():
    assert len(SEMUA) >= 40
    assert {jenis.kelompok for jenis in SEMUA} == set(KELOMPOK)
    assert len({jenis.nama for jenis in SEMUA}) == len(SEMUA)


@KASUS
def test_setiap_jenis_lengkap_untuk_standar_pelayanan(jenis):
    assert jenis.ringkas.endswith(".") and len(jenis.ringkas) <= 130
    assert len(jenis.kata_kunci) >= 3 and jenis.biaya == 0
    assert {"fotokopi_ktp", "fotokopi_kk", "biaya"} <= {satu.kode for satu in jenis.dilarang_diminta}
    assert all(satu.dasar for satu in jenis.dilarang_diminta)
    assert any("UU 25/2009" in satu for satu in jenis.dasar_hukum)
    assert 5 <= jenis.janji_menit <= 480
    assert all(satu.bantuan or satu.label for satu in jenis.isian)


def test_data_panjang_tetap_di_dalam_kertas(kecil):
    lebar, _tinggi = UKURAN_KERTAS["f4"]
    jenis = next(satu for satu in SEMUA if satu.kode == "keterangan-kelahiran")
    panjang: dict[str, object] = {
        satu.kode: "Wicaksono " * (satu.maks // 10) for satu in jenis.isian if satu.jenis == "teks"
    }
    panjang |= {"ibu": ORANG | {"nama": "Wicaksono " * 10, "alamat": "Krajan " * 22}}
    pdf = cetak.pratinjau(ajukan(jenis, isi_penuh(jenis) | panjang))
    kotak = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    kanan = [float(b.split('xMax="')[1].split('"')[0]) for b in kotak.splitlines() if "<word" in b]
    assert max(kanan) <= lebar / 25.4 * 72


def test_rupiah_tanggal_dan_jam_dicetak_dengan_kata(kecil):
    jenis = {satu.kode: satu for satu in SEMUA}
    gaji = rata(
        teks_pdf(cetak.pratinjau(ajukan(jenis["keterangan-penghasilan"], isi_penuh(jenis["keterangan-penghasilan"]))))
    )
    assert "Rp1.500.000" in gaji and "satu juta lima ratus ribu rupiah" in gaji
    ramai = ajukan(
        jenis["izin-keramaian"], isi_penuh(jenis["izin-keramaian"]), nik="9901012005790008", nama="Sutrisno bin Karto"
    )
    teks = rata(teks_pdf(cetak.pratinjau(ramai)))
    assert "Sabtu, 14 November 2026" in teks and "14.30 sampai 14.30 WIB" in teks
    assert "CAMAT RANDUASRI" in teks


def test_kata_menurut_kelamin_dan_pihak_lain(kecil):
    jenis = {satu.kode: satu for satu in SEMUA}
    janda = ajukan(
        jenis["janda-duda"], isi_penuh(jenis["janda-duda"]), jenis_kelamin=2, nama="Aminah", nik="9901016005800001"
    )
    teks = rata(teks_pdf(cetak.pratinjau(janda)))
    assert "seorang Janda" in teks and "Bekas suami" in teks
    kuasa = ajukan(jenis["surat-kuasa"], isi_penuh(jenis["surat-kuasa"]))
    teks = rata(teks_pdf(cetak.pratinjau(kuasa)))
    assert "Pemberi kuasa" in teks and "Meterai" in teks and "Mengetahui" in teks


@pytest.mark.parametrize(("kode", "ubah"), [("belum-menikah", {"status_kawin": 2}), ("janda-duda", {"status_kawin": 1}),
                                            ("pergi-kawin", {"tanggal_lahir": date(2010, 1, 1)})])  # fmt: skip
def test_surat_ditolak_bila_bukan_untuk_warga_itu(kecil, kode, ubah):
    jenis = next(satu for satu in SEMUA if satu.kode == kode)
    with pytest.raises(BukanUntukWarga, match="hanya untuk warga yang"):
        ajukan(jenis, isi_penuh(jenis), **ubah)


def test_surat_dari_versi_lama_tetap_terbaca(kecil):
    """Versions stored before the newer keys: prohibitions are sentences, groups and onward agencies are missing."""
    isi = copy.deepcopy(next(satu for satu in definisi_bawaan() if satu["kode"] == "keterangan-usaha"))
    for kunci in ("kelompok", "sering", "lanjut", "orang", "pihak"):
        isi.pop(kunci, None)
    isi["dilarang_diminta"] = ["Biaya dalam bentuk apa pun"]
    lama = definisi(isi)
    assert lama.kelompok == "lain" and str(lama.dilarang_diminta[0]) == "Biaya dalam bentuk apa pun"
    assert muat_jenis() == 0
    assert db.session.scalar(db.select(db.func.count()).select_from(JenisSurat)) == len(SEMUA)


UBAH = {
    "syarat terlarang": (lambda i: i["syarat"].append({"kode": "fotokopi_ktp", "nama": "KTP", "sifat": "wajib"}),
                         r"uji\.toml: syarat fotokopi_ktp .* dilarang_diminta: Fotokopi KTP: datanya sudah"),
    "syarat terlarang dengan nama lain": (
        lambda i: i["syarat"].append({"kode": "fc", "nama": "Fotokopi KTP dan KK", "sifat": "pilihan"}), "syarat fc"),
    "kunci asing": (lambda i: i.update(warna="biru"), r"uji\.toml: warna tidak dikenal"),
    "kunci isian asing": (lambda i: i["isian"][0].update(warna="biru"), r"uji\.toml: isian\[1\]\.warna tidak dikenal"),
    "kunci hilang": (lambda i: i.pop("judul"), r"uji\.toml: judul belum ada"),
    "bukan bilangan": (lambda i: i.update(janji_menit="60"), r"janji_menit harus berupa bilangan bulat"),
    "bukan daftar": (lambda i: i.update(kata_kunci="usaha"), r"kata_kunci harus berupa daftar teks"),
    "jenis isian": (lambda i: i["isian"][0].update(jenis="foto"), r"isian nama_usaha: jenis “foto”"),
    "kode ganda": (lambda i: i["isian"].append(i["isian"][0]), r"isian nama_usaha ditulis dua kali"),
    "kode desa": (lambda i: i["isian"][0].update(kode="nama_desa"), r"isian nama_desa: kode ini sudah dipakai"),
    "sifat": (lambda i: i["syarat"][0].update(sifat="harus"), r"syarat ktp: sifat “harus”"),
    "kelompok": (lambda i: i.update(kelompok="aneh"), r"kelompok “aneh” tidak dikenal"),
    "satuan": (lambda i: i.update(berlaku={"jumlah": 1, "satuan": "abad"}), r"berlaku harus memuat"),
    "bagian": (lambda i: i.update(bagian=[]), r"bagian terakhir harus paragraf"),
    "bila": (lambda i: i["bagian"][0].update(bila="apa"), r"bagian\[1\]\.bila: isian “apa” tidak ada"),
}  # fmt: skip


@pytest.mark.parametrize("sebab", UBAH)
def test_definisi_salah_ditolak_dengan_nama_berkas_dan_kunci(sebab):
    ubah, kalimat = UBAH[sebab]
    isi = copy.deepcopy(next(satu for satu in definisi_bawaan() if satu["kode"] == "keterangan-usaha"))
    ubah(isi)
    with pytest.raises(DefinisiSalah, match=kalimat):
        definisi(isi, "uji.toml")


@pytest.mark.parametrize(("isi", "kalimat"), [("kode =", "bukan TOML"), ('kode = "x"', "nama belum ada")])
def test_berkas_rusak_ditolak(tmp_path, isi, kalimat):
    berkas = tmp_path / "uji.toml"
    berkas.write_text(isi, encoding="utf-8")
    with pytest.raises(DefinisiSalah, match=f"uji.toml: .*{kalimat}"):
        baca_berkas(berkas)


def test_berkas_dengan_kode_isian_asing_ditolak(tmp_path):
    from smartkampung.surat.jenis import folder_jenis

    teks = (folder_jenis() / "keterangan-usaha.toml").read_text(encoding="utf-8")
    berkas = tmp_path / "keterangan-usaha.toml"
    berkas.write_text(teks.replace("[jenis_usaha]", "[jenis_usahaa]"), encoding="utf-8")
    with pytest.raises(DefinisiSalah, match=r"keterangan-usaha\.toml: .*jenis_usahaa"):
        baca_berkas(berkas)
