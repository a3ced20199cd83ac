"""Acts of the designer: drafts, versions, updates of the program, import and export."""

from __future__ import annotations

import copy
import tomllib

import pytest
from werkzeug.datastructures import MultiDict

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakBoleh
from smartkampung.inti.toml import tulis_toml
from smartkampung.surat import cetak, jenis, rancangan, services
from smartkampung.surat.beda import bandingkan
from smartkampung.surat.definisi import bentuk, definisi
from smartkampung.surat.isi_rancangan import dari_formulir, terapkan
from smartkampung.surat.jenis import definisi_bawaan, definisi_dari, muat_jenis, pembaruan
from smartkampung.surat.rancangan import (
    BerkasJenisSalah,
    KodeDipakai,
    RancanganAda,
    RancanganBerubah,
    RancanganSalah,
    RancanganSama,
    VersiBerubah,
)
from smartkampung.surat.verifikator import BukanVerifikator
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.surat.bantu import buat_permohonan, buat_terbit, buat_warga, orang
from tests.surat.test_katalog import teks_pdf

USAHA = "keterangan-usaha"


def kini(kode=USAHA):
    return rancangan.terbaru(kode)


def terbitkan(ubah, kode=USAHA, catatan=""):
    """Publish the newest version with one change."""
    satu = rancangan.mulai(kini(kode), oleh=orang("sekdes"))
    isi = copy.deepcopy(satu.isi)
    ubah(isi)
    rancangan.simpan(satu, isi, satu.versi, oleh=orang("sekdes"))
    return rancangan.terbitkan(satu, catatan, terhadap=kini(kode).id, oleh=orang("sekdes"))


def ganti_judul(teks):
    return lambda isi: isi.update(judul=teks)


def test_terbit_menjadi_versi_baru_dan_yang_berjalan_tetap_memakai_versinya(kecil):
    warga = buat_warga()
    lama, berjalan = buat_terbit(warga), buat_permohonan(warga)
    sidik = lama.sha256
    baru = terbitkan(ganti_judul("Keterangan Punya Usaha"), catatan="judul disesuaikan")

    assert (baru.versi, baru.asal, baru.catatan, baru.oleh_nama) == (2, "desa", "judul disesuaikan", "Sekdes")
    assert [(j.versi, j.terbaru) for j, _n in rancangan.daftar_versi(USAHA)] == [(2, True), (1, False)]
    assert lama.sha256 == sidik and berjalan.jenis.versi == 1
    assert "SURAT KETERANGAN USAHA" in teks_pdf(cetak.pratinjau(berjalan))
    assert "KETERANGAN PUNYA USAHA" in teks_pdf(cetak.pratinjau(buat_permohonan(warga)))
    assert rancangan.daftar_rancangan() == []


def test_versi_yang_terbit_tidak_dapat_diubah(kecil):
    satu = kini()
    satu.isi = satu.isi | {"judul": "Lain"}
    with pytest.raises(Exception, match="tidak boleh diubah"):
        db.session.flush()
    db.session.rollback()


def test_versi_lama_dipakai_lagi_sebagai_versi_baru(kecil):
    terbitkan(ganti_judul("Judul Kedua"))
    satu = next(j for j, _n in rancangan.daftar_versi(USAHA) if j.versi == 1)
    draf = rancangan.mulai(satu, oleh=orang("sekdes"))
    jadi = rancangan.terbitkan(draf, "", terhadap=kini().id, oleh=orang("sekdes"))
    assert (jadi.versi, definisi_dari(jadi).judul, jadi.asal) == (3, "Surat Keterangan Usaha", "bawaan")
    with pytest.raises(RancanganSama):
        rancangan.terbitkan(rancangan.mulai(jadi, oleh=orang("sekdes")), "", terhadap=jadi.id, oleh=orang("sekdes"))


def test_rancangan_yang_salah_dapat_disimpan_tetapi_tidak_terbit(kecil):
    with pytest.raises(RancanganSalah, match="kode \\[nama_usahaa\\] tidak dikenal"):
        terbitkan(lambda isi: isi["bagian"][0].update(teks="Milik [nama_usahaa]."))
    satu = rancangan.rancangan_dari(USAHA)
    rancangan.simpan(satu, satu.isi | {"bagian": []}, satu.versi, oleh=orang("sekdes"))
    with pytest.raises(RancanganSalah, match="bagian terakhir harus paragraf"):
        rancangan.terbitkan(satu, "", terhadap=kini().id, oleh=orang("sekdes"))
    assert kini().versi == 1


def test_dua_orang_menyimpan_yang_kedua_diberi_tahu(kecil):
    satu = rancangan.mulai(kini(), oleh=orang("sekdes"))
    awal = satu.versi
    rancangan.simpan(satu, satu.isi | {"judul": "Satu"}, awal, oleh=orang("sekdes"))
    with pytest.raises(RancanganBerubah, match="Sekdes"):
        rancangan.simpan(satu, satu.isi | {"judul": "Dua"}, awal, oleh=orang("sekdes"))
    rancangan.simpan(satu, satu.isi | {"judul": "Dua"}, satu.versi, oleh=orang("sekdes"))
    assert satu.isi["judul"] == "Dua"
    with pytest.raises(RancanganAda):
        rancangan.impor(rancangan.ekspor(kini()).encode(), oleh=orang("sekdes"))


def test_terbit_ditolak_bila_versi_yang_dibandingkan_sudah_bukan_yang_terbaru(kecil):
    satu = rancangan.mulai(kini(), oleh=orang("sekdes"))
    rancangan.simpan(satu, satu.isi | {"judul": "Lain"}, satu.versi, oleh=orang("sekdes"))
    with pytest.raises(VersiBerubah):
        rancangan.terbitkan(satu, "", terhadap=kini().id + 999, oleh=orang("sekdes"))


def test_pembaruan_program_tidak_menimpa_versi_desa(kecil, monkeypatch):
    terbitkan(ganti_judul("Judul Desa"))
    ubahan = [copy.deepcopy(isi) for isi in definisi_bawaan()]
    for isi in ubahan:
        isi["ringkas"] = "Kalimat baru dari program."
    monkeypatch.setattr(jenis, "definisi_bawaan", lambda: tuple(ubahan))

    assert muat_jenis() == len(ubahan) - 1
    assert definisi_dari(kini()).judul == "Judul Desa" and pembaruan() == [kini()]
    beda = bandingkan(definisi_dari(kini()), bentuk(jenis.bawaan(USAHA), USAHA))
    assert ("+", "Ringkasan: Kalimat baru dari program.") in beda[0].baris
    rancangan.abaikan_bawaan(kini(), oleh=orang("sekdes"))
    assert pembaruan() == [] and muat_jenis() == 0
    draf = rancangan.pakai_bawaan(kini(), oleh=orang("sekdes"))
    jadi = rancangan.terbitkan(draf, "", terhadap=kini().id, oleh=orang("sekdes"))
    assert (jadi.asal, definisi_dari(jadi).judul) == ("bawaan", "Surat Keterangan Usaha")


@pytest.mark.parametrize("kode", ["keterangan-usaha", "ahli-waris", "nikah-n1", "pengantar-pindah"])
def test_ekspor_dibaca_kembali_sama(kecil, kode):
    teks = rancangan.ekspor(kini(kode))
    assert not bandingkan(definisi_dari(kini(kode)), definisi(tomllib.loads(teks)))


def test_toml_memuat_teks_apa_pun():
    isi = {
        "a": 'petik " dan \\ garis\n baris',
        "b": ["x", "\t", "é", "\x7f"],
        "c": {"d": True, "e": -3, "f g": ""},
        "h": [{"i": [["1", "2"]], "j": {"k": []}}, {}],
    }
    assert tomllib.loads(tulis_toml(isi)) == isi


def test_impor_menjadi_rancangan_dan_tidak_mengubah_yang_berlaku(kecil):
    teks = rancangan.ekspor(kini()).replace("Surat Keterangan Usaha", "Judul Desa Tetangga")
    draf = rancangan.impor(teks.encode(), oleh=orang("sekdes"))
    assert definisi_dari(kini()).judul == "Surat Keterangan Usaha" and draf.asal == "impor"
    jadi = rancangan.terbitkan(draf, "", terhadap=kini().id, oleh=orang("sekdes"))
    assert (jadi.versi, definisi_dari(jadi).judul) == (2, "Judul Desa Tetangga")


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        (lambda t: b"\xff\xfe\x00", "bukan TOML"),
        (lambda t: b"#" * 200_001, "lebih dari 200 KB"),
        (lambda t: t.replace(b"[nama_usaha]", b"[asing]"), "kode .asing. tidak dikenal"),
        (lambda t: t.replace(b"biaya = 0", b"biaya = 5000"), "biaya harus 0"),
        (lambda t: t.replace(b'kode = "keterangan-usaha"', b'kode = "../jahat"', 1), "hanya boleh huruf kecil"),
        (lambda t: t.replace(b"[berlaku]", b"[berlakuu]"), "berlakuu tidak dikenal"),
        (lambda t: t.replace(b'jenis = "paragraf"', b'jenis = "skrip"', 1), "teks tidak dikenal|jenis harus"),
        (lambda t: t + b'\n[tata]\nhuruf = "Comic"\n', "tata.huruf"),
        (lambda t: t.replace(b"janji_menit = 60", b"janji_menit = 1e99"), "bilangan bulat|bukan TOML"),
        (lambda t: t.replace(b'nama = "Kartu keluarga"', b'nama = "Fotokopi KK"'), "dilarang_diminta"),
    ],
)
def test_berkas_impor_yang_salah_ditolak_dengan_sebabnya(kecil, ubah, kalimat):
    data = ubah(rancangan.ekspor(kini()).encode())
    with pytest.raises(BerkasJenisSalah, match=kalimat):
        rancangan.impor(data, oleh=orang("sekdes"))
    assert rancangan.daftar_rancangan() == []


def test_jenis_baru_dari_kerangka_dan_salinan(kecil):
    draf = rancangan.mulai_baru("Keterangan Petani Tembakau", "usaha", oleh=orang("sekdes"))
    jadi = rancangan.terbitkan(draf, "", terhadap=None, oleh=orang("sekdes"))
    assert (jadi.kode, jadi.versi, jadi.asal, jadi.aktif) == ("keterangan-petani-tembakau", 1, "desa", True)
    assert muat_jenis() == 0 and pembaruan() == []
    salinan = rancangan.mulai_baru("Keterangan Warung", "usaha", dari=kini(), oleh=orang("sekdes"))
    assert salinan.isi["isian"] == kini().isi["isian"] and salinan.isi["judul"] == "Surat Keterangan Warung"
    for nama in ("Keterangan Usaha", "Keterangan Warung", "«»!!"):
        with pytest.raises(KodeDipakai):
            rancangan.mulai_baru(nama, "usaha", oleh=orang("sekdes"))


def test_hanya_yang_berizin_merancang(kecil):
    for kerja in (
        lambda: rancangan.mulai(kini(), oleh=orang("operator")),
        lambda: rancangan.mulai_baru("Surat Lain", "lain", oleh=orang("operator")),
        lambda: rancangan.impor(b"", oleh=orang("operator")),
    ):
        with pytest.raises(TidakBoleh):
            kerja()


JAHAT = (
    "{{7*7}}",
    "{% for x in y %}",
    '#read("/etc/passwd")',
    "#sys.inputs",
    "$1+1$",
    "{0.__class__}",
    "%(nama)s",
    "\\u{41}",
    "]#[x",
    "@preview/x",
    "<b>x</b>",
    "${x}",
    "[nama].__class__",
)


def test_teks_rancangan_tetap_tulisan_di_surat(kecil):
    """What a designer types is merged, never run: Jinja, Typst, format strings come out as typed."""
    jadi = terbitkan(lambda isi: isi["bagian"].insert(0, {"jenis": "butir", "butir": list(JAHAT)}))
    warga = buat_warga()
    teks = "".join(teks_pdf(cetak.pratinjau(buat_permohonan(warga))).split())
    for satu in JAHAT[:-1]:
        assert "".join(satu.split()) in teks, satu
    assert "Sutrisno bin Karto.__class__".replace(" ", "") in teks and "root:x:" not in teks
    assert jadi.versi == 2


def test_verifikator_menurut_jabatan_dan_tidak_ada_yang_macet(kecil):
    terbitkan(lambda isi: isi.update(verifikator="sekretaris"))
    surat = buat_permohonan(buat_warga())
    with pytest.raises(BukanVerifikator, match="sekretaris desa"):
        services.verifikasi(surat, oleh=orang("operator"))
    services.verifikasi(surat, oleh=orang("sekdes"))
    orang("sekdes").aktif = False
    db.session.flush()
    services.verifikasi(buat_permohonan(buat_warga("Budi", nik="9901012005790099")), oleh=orang("kasi"))


def test_halaman_perancang_membaca_kembali_yang_ditulisnya(kecil):
    """Buttons without script: move, add, remove; lines become rows."""
    isi = {
        "bagian": [{"jenis": "paragraf", "teks": "satu"}, {"jenis": "tabel", "baris": []}],
        "isian": [],
        "pihak": [],
        "syarat": [],
    }
    assert terapkan(isi, "bagian-turun-0") == "bagian-2" and isi["bagian"][1]["teks"] == "satu"
    assert terapkan(isi, "bagian-hapus-0") == "bagian-1" and len(isi["bagian"]) == 1
    assert terapkan(isi, "tambah-isian") == "isian-1" and isi["isian"][0]["jenis"] == "teks"
    for aneh in ("bagian-hapus-9", "bagian-hapus--1", "tambah-skrip", "x", "bagian-naik-0x"):
        terapkan(isi, aneh)
    form = MultiDict(
        [
            ("bagian", "7"),
            ("bagian-7-jenis", "tabel"),
            ("bagian-7-baris", "NIK: [nik]\n\nAlamat : [alamat]"),
            ("bagian", "2"),
            ("bagian-2-jenis", "kisi"),
            ("bagian-2-kepala", "No | Nama"),
            ("bagian-2-baris", "[keluarga_no] | [keluarga_nama]"),
            ("bagian-2-ulang", "keluarga"),
            ("bagian-2-lebar", "1 x 4"),
            ("isian", "1"),
            ("isian-1-label", "Nama Toko (lama)"),
            ("tata_ukuran", "1e9"),
            ("janji_menit", "-4"),
        ]
    )
    jadi = dari_formulir(form, {"kode": "x", "dilarang_diminta": ["tetap"]})
    assert jadi["bagian"][0]["baris"] == [["NIK", "[nik]"], ["Alamat", "[alamat]"]]
    assert jadi["bagian"][1] == {
        "jenis": "kisi",
        "kepala": ["No", "Nama"],
        "ulang": "keluarga",
        "lebar": [1, 4],
        "baris": [["[keluarga_no]", "[keluarga_nama]"]],
    }
    assert jadi["isian"][0]["kode"] == "nama_toko_lama" and jadi["dilarang_diminta"] == ["tetap"]
    assert jadi["tata"]["ukuran"] == 12 and jadi["janji_menit"] == 60
