"""The grid: typed and pasted rows, two people, double sends."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smartkampung.extensions import db
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, rab_versi
from smartkampung.keuangan.anggaran.kisi import baca_ketikan, baca_volume, baris_kisi, simpan_ketikan, simpan_tempelan
from smartkampung.keuangan.anggaran.models import BarisRAB, KegiatanAnggaran, RencanaKegiatan
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru
from smartkampung.keuangan.anggaran.ubah import hapus_butir, simpan_butir, tambah_kegiatan
from smartkampung.keuangan.galat import BarisBentrok, KegiatanLain, VersiTerkunci
from tests.keuangan.pabrik import buat_anggaran, orang, rkp

pytestmark = pytest.mark.satu_basis
JALAN = "02.03.11"


@pytest.fixture
def versi(kantor, konteks):
    """A draft with one road, whose PKA is the kasi."""
    versi = buat_anggaran()
    db.session.execute(db.update(KegiatanAnggaran).values(pka_id=orang("kasi").id))
    return versi


def ketik(**isi):
    dasar = {"rekening": "5.3.5.03", "sumber_dana": "DDS", "uraian": "Semen", "volume": "780", "satuan": "sak",
             "harga": "68.000"}  # fmt: skip
    return baca_ketikan(dasar | {k: str(v) for k, v in isi.items()})


def butir(versi):
    return [b for isi in rab_versi(versi, JALAN).values() for b in isi]


@pytest.mark.parametrize(("teks", "nilai"), [
    ("12", "12"), ("92,5", "92.5"), ("92.5", "92.5"), ("1.200", "1200"), ("1.200,25", "1200.25"), ("0", "0"),
])  # fmt: skip
def test_volume_dalam_segala_tulisan(teks, nilai):
    assert baca_volume(teks) == Decimal(nilai)


@pytest.mark.parametrize("teks", ["", "abc", "1,2,3", "1.2.3", "--1", "1e5", "NaN", "9" * 20, "1,23456"])
def test_volume_yang_bukan_angka_ditolak(teks):
    with pytest.raises(ValueError):
        baca_volume(teks)


@pytest.mark.parametrize(
    ("teks", "nilai"), [("Rp 1.234.567,89", "1234567.89"), ("1234567,89", "1234567.89"), ("0", "0")]
)
def test_harga_tempelan_bertitik_berkoma(teks, nilai):
    assert ketik(harga=teks).isian.harga == Decimal(nilai)


def test_baris_baru_menambah_dan_kunci_adalah_jumlahnya(versi):
    simpan_ketikan(versi, JALAN, [ketik(), ketik(uraian="Pasir", volume="92,5", harga="245.000")], oleh=orang("kasi"))

    nilai = isi_versi(versi).per_kunci[Kunci(JALAN, "5.3.5.03", "DDS")]
    assert nilai == Decimal(400_000_000) + Decimal(780 * 68_000) + Decimal("92.5") * 245_000
    assert sum(b.jumlah for b in butir(versi)) == nilai


def test_ganti_rekening_memindah_jumlah_dan_membuang_kunci_kosong(versi):
    lama = baris_kisi(versi, isi_versi(versi), JALAN)[0].teks
    simpan_ketikan(versi, JALAN, [ketik(**lama | {"rekening": "5.3.5.04"})], oleh=orang("kasi"))

    isi = isi_versi(versi).per_kunci
    assert isi[Kunci(JALAN, "5.3.5.04", "DDS")] == 400_000_000
    assert Kunci(JALAN, "5.3.5.03", "DDS") not in isi


@pytest.mark.parametrize(("ubah", "medan", "kalimat"), [
    ({"rekening": "5.3.5"}, "rekening", "bukan rekening objek"), ({"rekening": "9.9.9.99"}, "rekening", "tidak ada"),
    ({"rekening": "4.2.1.01"}, "kegiatan", "bukan belanja"), ({"sumber_dana": "XX"}, "sumber_dana", "tidak ada"),
    ({"volume": "-1"}, "volume", "kurang dari nol"), ({"volume": "sepuluh"}, "volume", "dengan angka"),
    ({"harga": "1.5"}, "harga", "dengan angka"), ({"harga": "99.999.999.999.999"}, "harga", "terlalu besar"),
    ({"uraian": " "}, "uraian", "Tulis uraian"),
])  # fmt: skip
def test_baris_salah_disebut_di_kolomnya_dan_yang_benar_tetap_tersimpan(versi, ubah, medan, kalimat):
    salah, benar = ketik(**ubah), ketik(uraian="Besi")
    tersimpan = simpan_ketikan(versi, JALAN, [salah, benar], oleh=orang("kasi"))

    assert tersimpan == [benar]
    assert kalimat in salah.galat[medan]
    assert [b.uraian for b in butir(versi)] == ["Uraian", "Besi"]


@pytest.mark.dua_basis
def test_dua_orang_satu_baris_yang_kedua_diberi_tahu(versi):
    lama = baris_kisi(versi, isi_versi(versi), JALAN)[0].teks
    simpan_ketikan(versi, JALAN, [ketik(**lama | {"uraian": "Pertama"})], oleh=orang("kasi"))
    kedua = ketik(**lama | {"uraian": "Kedua"})
    simpan_ketikan(versi, JALAN, [kedua], oleh=orang("sekdes"))

    assert "disimpan orang lain" in next(iter(kedua.galat.values()))
    assert [b.uraian for b in butir(versi)] == ["Pertama"]


@pytest.mark.dua_basis
def test_kiriman_yang_jawabannya_hilang_bukan_bentrok(versi):
    """The same row sent again with the fingerprint from before: kept already, so neither refused nor doubled."""
    lama = baris_kisi(versi, isi_versi(versi), JALAN)[0].teks
    for _ in range(2):
        baris = ketik(**lama | {"uraian": "Diganti", "volume": "3"})
        simpan_ketikan(versi, JALAN, [baris], oleh=orang("kasi"))
        assert not baris.galat
    assert [(b.uraian, b.volume) for b in butir(versi)] == [("Diganti", 3)]


@pytest.mark.dua_basis
def test_dua_orang_dua_baris_keduanya_tersimpan(versi):
    simpan_ketikan(versi, JALAN, [ketik()], oleh=orang("kasi"))
    satu, dua = (b.teks for b in baris_kisi(versi, isi_versi(versi), JALAN))
    simpan_ketikan(versi, JALAN, [ketik(**satu | {"uraian": "Punya kasi"})], oleh=orang("kasi"))
    simpan_ketikan(versi, JALAN, [ketik(**dua | {"uraian": "Punya sekdes"})], oleh=orang("sekdes"))

    assert [b.uraian for b in butir(versi)] == ["Punya kasi", "Punya sekdes"]


@pytest.mark.dua_basis
def test_baris_baru_terkirim_dua_kali_tetap_satu(versi):
    for _ in range(2):
        simpan_ketikan(versi, JALAN, [ketik(tanda="a1b2")], oleh=orang("kasi"))

    assert len(butir(versi)) == 2
    assert isi_versi(versi).jumlah("5", kegiatan=JALAN) == 400_000_000 + 780 * 68_000


def test_hapus_baris_dan_kunci_kosong_hilang(versi):
    lama = baris_kisi(versi, isi_versi(versi), JALAN)[0].teks
    with pytest.raises(BarisBentrok):
        hapus_butir(versi, JALAN, int(lama["id"]), "sidik-lain", oleh=orang("kasi"))
    hapus_butir(versi, JALAN, int(lama["id"]), lama["sidik"], oleh=orang("kasi"))

    assert isi_versi(versi).jumlah("5", kegiatan=JALAN) == 0


def test_hanya_pka_atau_sekdes_yang_mengubah(versi):
    db.session.execute(db.update(KegiatanAnggaran).values(pka_id=orang("sekdes").id))
    with pytest.raises(KegiatanLain, match="Sekdes"):
        simpan_ketikan(versi, JALAN, [ketik()], oleh=orang("kasi"))
    simpan_ketikan(versi, JALAN, [ketik()], oleh=orang("sekdes"))


def test_pka_tidak_menulis_pagunya_sendiri(versi):
    rkp(["02.03.12"])
    db.session.execute(db.update(RencanaKegiatan).values(pagu=75_000_000))
    for siapa, kode, pagu in (("kasi", "02.03.12", 75_000_000), ("kasi", "02.03.13", 0), ("sekdes", "02.03.14", 9)):
        baris = tambah_kegiatan(versi, KegiatanBaru(kode, pagu=Decimal(9)), oleh=orang(siapa))
        assert baris.pagu == pagu


def test_versi_terkunci_tidak_bisa_diisi(kantor, konteks):
    versi = buat_anggaran(berlaku=True)
    with pytest.raises(VersiTerkunci, match="berlaku"):
        simpan_butir(versi, JALAN, [ketik().isian], oleh=orang("sekdes"))


def test_tempelan_besar_dengan_tiga_baris_salah(versi, banyak):
    n = banyak(400, 5000)
    baris = [f"5.3.5.03\tDDS\tBarang {i}\t{i}\tbuah\t1.000" for i in range(1, n + 1)]
    baris[10], baris[100], baris[200] = (
        "5.3.5\tDDS\tInduk\t1\tbuah\t1.000",
        "tidak jelas",
        "5.3.5.03\tDDS\tMinus\t-2\tbuah\t5",
    )
    tersimpan, salah = simpan_tempelan(versi, JALAN, "\n".join(baris), oleh=orang("kasi"))

    assert tersimpan == n - 3
    medan = [(b.nomor, list(b.galat)) for b in salah]
    assert medan == [(11, ["rekening"]), (101, ["volume", "harga", "rekening", "baris"]), (201, ["volume"])]
    assert (
        db.session.scalar(db.select(db.func.count()).select_from(BarisRAB).where(BarisRAB.uraian.like("Barang %")))
        == n - 3
    )


def test_tempelan_dengan_judul_dan_urutan_lain(versi):
    judul = "Uraian;Volume;Satuan;Harga Satuan;Jumlah;Kode Rekening;Sumber Dana"
    teks = f"{judul}\nCat;3;kaleng;Rp 85.000;255.000;5 3 5 03;dds"
    tersimpan, salah = simpan_tempelan(versi, JALAN, teks, oleh=orang("kasi"))

    assert (tersimpan, salah) == (1, [])
    assert [(b.uraian, b.jumlah) for b in butir(versi)][-1] == ("Cat", 255_000)


def test_teks_orang_tetap_teks(versi):
    jahat = '=HYPERLINK("x") <script>alert(1)</script>'
    simpan_ketikan(versi, JALAN, [ketik(uraian=jahat)], oleh=orang("kasi"))
    assert butir(versi)[-1].uraian == jahat


def test_tanda_bengkok_milik_kuncinya_bukan_barisnya(versi):
    """Setting it on one line is no conflict for its neighbour, and a neighbour that was read before leaves it set."""
    umum = {"rekening": "5.1.1.02", "sumber_dana": "PAD"}
    sekdes = orang("sekdes")
    simpan_ketikan(versi, "01.01.01", [ketik(**umum, uraian="Satu"), ketik(**umum, uraian="Dua")], oleh=sekdes)
    satu, dua = (b.teks for b in baris_kisi(versi, isi_versi(versi), "01.01.01") if b.teks["sumber_dana"] == "PAD")

    def bengkok():
        return [b.bengkok for b in isi_versi(versi).baris if b.kunci.rekening == "5.1.1.02"]

    simpan_ketikan(versi, "01.01.01", [ketik(**satu | {"bengkok": "ya"})], oleh=sekdes)
    tersimpan = simpan_ketikan(versi, "01.01.01", [ketik(**dua | {"uraian": "Dua lagi"})], oleh=sekdes)
    assert (len(tersimpan), bengkok()) == (1, [True])
    lepas = next(b.teks for b in baris_kisi(versi, isi_versi(versi), "01.01.01") if b.teks["uraian"] == "Satu")
    simpan_ketikan(versi, "01.01.01", [ketik(**lepas | {"bengkok": ""})], oleh=sekdes)
    assert bengkok() == [False]
