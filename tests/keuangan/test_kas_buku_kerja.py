"""A cash book kept in Excel: written by hand here, posted whole, read out and in again to the same balances."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import LembarDitolak
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.buku_kerja import KOLOM, terapkan_kas, tulis_kas, uji_kas
from smartkampung.keuangan.kas.bukukan import koreksi
from smartkampung.keuangan.kas.models import DokumenKas, JurnalKas
from smartkampung.keuangan.kas.saldo import panjar_terbuka, posisi, realisasi
from tests.keuangan.kas_pabrik import rekening_bank
from tests.keuangan.pabrik import buat_anggaran, orang
from tests.peramban import Peramban

pytestmark = pytest.mark.satu_basis
JUDUL = [k.judul for k in KOLOM]
JALAN = ("02.03.11", "5.3.5.03", "DDS")
# tanggal, bukti, jenis, media, bank, kegiatan, rekening, sumber dana, uraian, masuk, keluar, pajak, pihak, …
BUKU = (
    ("2026-01-01", "SA", "Saldo awal", "Bank", "", "", "", "", "Saldo bank", "50.500.000", "", "", "", "", ""),
    ("2026-01-01", "SA", "SiLPA tahun lalu", "Saldo awal", "", "", "6.1.1.01", "DDS", "", "50.000.000", "", "", "", "",
     ""),
    ("2026-01-01", "SA", "Utang pajak tahun lalu", "Saldo awal", "", "", "", "DDS", "", "500.000", "", "PPN", "", "",
     ""),
    ("02-03-2026", "T1", "Penerimaan", "Bank", "", "", "4.2.1.01", "DDS", "Tahap I", "400.000.000,25", "", "", "KPPN",
     "", ""),
    ("05-03-2026", "K1", "Belanja", "Bank", "", *JALAN, "Batu", "", "11.100.000", "", "UD Watu", "", ""),
    ("05-03-2026", "K1", "Potongan pajak", "Bank", "", "", "", "DDS", "PPN", "1.100.000", "", "PPN", "", "", ""),
    ("06-03-2026", "M1", "Mutasi", "Bank", "", "", "", "", "Tarik tunai", "", "3.000.000", "", "", "", ""),
    ("06-03-2026", "M1", "Mutasi", "Tunai", "", "", "", "", "Tarik tunai", "3.000.000", "", "", "", "", ""),
    ("06-03-2026", "P1", "Panjar", "Tunai", "", *JALAN, "Panjar", "", "3.000.000", "", "Kasi", "", ""),
    ("16-03-2026", "J1", "Belanja", "Dari panjar", "", *JALAN, "Upah", "", "2.800.000", "", "Kasi", "P1", ""),
    ("16-03-2026", "J1", "Sisa panjar", "Tunai", "", *JALAN, "Sisa", "200.000", "", "", "Kasi", "P1", ""),
    ("10-04-2026", "S1", "Setoran pajak", "Bank", "", "", "", "DDS", "Setor PPN", "", "1.600.000", "PPN", "", "",
     "0123456789ABCDEF"),
)  # fmt: skip


@pytest.fixture
def desa(kantor):
    """A budget in force and a bank account."""
    with kantor.app_context(), transaksi():
        buat_anggaran(berlaku=True)
        rekening_bank()


@pytest.fixture
def siap(kantor, desa):
    with kantor.app_context():
        yield


def tulis(jalur, baris=BUKU):
    with jalur.open("w", encoding="utf-8", newline="") as f:
        csv.writer(f, delimiter=";").writerows([JUDUL, *baris])
    return jalur


def ambil(jalur):
    with transaksi():
        return terapkan_kas(uji_kas(jalur), oleh=orang("keuangan"))


@pytest.mark.dua_basis
def test_buku_setahun_dibukukan_seluruhnya(siap, tmp_path):
    assert ambil(tulis(tmp_path / "kas.csv")) == 9  # 7 receipts, and the SPP behind the payment and the advance
    p = posisi(2026)
    assert (p.kas_bank, p.tunai) == (Decimal("435900000.25"), Decimal(200_000))
    assert (p.utang_pajak, p.panjar, p.selisih) == (0, 0, 0)
    assert posisi(2026, date(2026, 3, 15)).panjar == 3_000_000
    assert realisasi(2026)[Kunci(*JALAN)] == 13_900_000
    assert panjar_terbuka(2026) == {}
    assert ambil(tulis(tmp_path / "kas.csv")) == 0


def test_keluar_dan_masuk_lagi_memberi_saldo_yang_sama(siap, tmp_path):
    """The export reads in again: into the same village as nothing new but for other keys, so by its sums."""
    lagi = ("07-03-2026", "K2", "Belanja", "Bank", "", *JALAN, "Pasir", "", "1.000.000", "", "UD Watu", "", "")
    ambil(tulis(tmp_path / "kas.csv", (*BUKU, lagi)))
    with transaksi():
        k2 = db.session.scalars(db.select(DokumenKas).filter_by(nomor_teks="K2", jenis="cair")).one()
        koreksi(k2, date(2026, 3, 9), "Salah toko", oleh=orang("keuangan"))
    jalur = tmp_path / "keluar.xlsx"
    jalur.write_bytes(tulis_kas(2026))
    uji = uji_kas(jalur)
    assert uji.tolak == []
    gerak = [g for d in uji.dokumen for g, _ in d.gerak if g.media in ("bank", "tunai")]
    assert sum(g.masuk - g.keluar for g in gerak) == posisi(2026).kas
    assert {d.nomor for d in uji.dokumen} == {"SA", "T1", "K1", "M1", "P1", "J1", "S1"}  # K2 was reversed


@pytest.mark.parametrize(("baris", "kolom", "nilai", "kalimat"), [
    (3, 0, "31 Februari", "tidak dikenal. Tulis seperti 31-12-2026"),
    (3, 1, "", "Nomor bukti kosong"),
    (3, 2, "Hibah", "Jenis “Hibah” tidak dikenal"),
    (3, 3, "Dompet", "Media “Dompet” tidak dikenal"),
    (3, 9, "empat ratus", "bukan jumlah uang"),
    (3, 10, "5", "Isi salah satu saja"),
    (4, 6, "5.3.5.99", "02.03.11/5.3.5.99/DDS tidak ada dalam anggaran 2026"),
    (11, 7, "XYZ", "Sumber dana “XYZ” tidak dikenal"),
    (6, 10, "2.999.999", "tidak dapat menjadi satu dokumen"),
    (0, 9, "50.000.001", "tidak dapat menjadi satu dokumen"),
    (3, 4, "999", "Rekening bank “999” belum terdaftar"),
    (9, 13, "P9", "Panjar “P9” tidak ada dalam berkas ini"),
])  # fmt: skip
def test_baris_yang_salah_disebut_dan_tidak_ada_yang_dibukukan(siap, tmp_path, baris, kolom, nilai, kalimat):
    isi = [list(b) for b in BUKU]
    isi[baris][kolom] = nilai
    if kalimat.startswith("Panjar"):
        isi[10][13] = nilai
    jalur = tulis(tmp_path / "kas.csv", isi)
    assert any(kalimat in k for _, _, k in uji_kas(jalur).tolak), uji_kas(jalur).tolak
    with pytest.raises(LembarDitolak, match="Tidak ada yang dibukukan"):
        ambil(jalur)
    assert db.session.scalar(db.select(db.func.count()).select_from(JurnalKas)) == 0


def test_bukan_buku_kas(siap, tmp_path):
    jalur = tmp_path / "x.csv"
    jalur.write_text("nama;alamat\nBudi;Krajan\n", encoding="utf-8")
    with pytest.raises(LembarDitolak, match="Judul kolomnya tidak dikenal"):
        uji_kas(jalur)


def test_dari_halaman(app, desa, tmp_path):
    kaur = Peramban(app).masuk("keuangan")
    data = tulis(tmp_path / "kas.csv").read_bytes()
    hasil = kaur.buka("alih_kas.impor").kirim("Periksa", berkas=(BytesIO(data), "kas.csv"), uji="y")
    assert "12 baris menjadi 9 dokumen: 9 baru" in hasil.teks_semua
    hasil = kaur.buka("alih_kas.impor").kirim("Periksa", berkas=(BytesIO(data), "kas.csv"), uji="")
    assert "9 dokumen dibukukan" in hasil.pesan[0]
    assert Peramban(app).masuk("kasi").buka("alih_kas.impor").status == 403
