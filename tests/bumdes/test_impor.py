"""Taking books over and handing them out: round trip, wrong rows, pairs, opening balances, charts, Beancount."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner

from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konteks import buku as buka
from smartkampung.bumdes.buku.models import JurnalBumdes
from smartkampung.bumdes.galat import IsianSalah, PeriodeTerkunci
from smartkampung.bumdes.impor import ekspor, services
from smartkampung.bumdes.impor.baca import baca_judul, tebak
from smartkampung.bumdes.laporan.susun import JENIS
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.cli import grup
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.galat import Bentrok
from tests.bumdes.bantu import JUAL, KAS, MODAL, PROGRAM, STOK, dirikan, isi_tahun, saldo_kode
from tests.bumdes.test_laporan import AKHIR, AWAL, laporan
from tests.peramban import Peramban

KOLOM = ("tanggal", "entitas", "nomor", "akun", "debit", "kredit", "uraian", "unit_lawan", "pihak", "arus_kas")


def berkas(tmp_path, *baris, kolom=KOLOM, nama="jurnal.csv"):
    isi = io.StringIO()
    csv.writer(isi).writerows([kolom, *baris])
    tempat = tmp_path / nama
    tempat.write_text(isi.getvalue(), encoding="utf-8")
    return tempat


def rencana(b, tempat, **lain):
    return services.rencanakan(b, tempat, tebak(baca_judul(tempat)[0]), **lain)


def test_ekspor_diimpor_lagi_memberi_laporan_yang_sama(konteks, tmp_path):
    asal = dirikan(AWAL)
    isi_tahun(asal)
    tempat = tmp_path / "semua.csv"
    tempat.write_bytes(ekspor.jurnal_csv(buka(asal)))
    salinan = dirikan(AWAL, "Salinan")
    r = rencana(salinan, tempat)
    assert (len(r.konsep), r.tolak) == (18, [])
    services.terapkan(salinan, r, "semua.csv", oleh=PROGRAM)
    for jenis in JENIS:
        assert [(x.kode, x.nilai) for x in laporan(salinan, jenis).baris] == [
            (x.kode, x.nilai) for x in laporan(asal, jenis).baris]  # fmt: skip
    lagi = rencana(salinan, tempat)
    assert (lagi.konsep, lagi.sudah_ada) == ([], 18)
    assert [u.nama for u in validasi(buka(salinan), AKHIR) if not u.baik and not u.ingat] == []


@pytest.mark.satu_basis
def test_tiga_baris_salah_menolak_tiga_jurnal_saja(konteks, tmp_path, banyak):
    b, n = dirikan(AWAL), banyak(300, 10_000)
    baris = []
    for i in range(n):
        hari = date.fromordinal(AWAL.toordinal() + i % 300)
        baris += [(f"{hari:%d/%m/%Y}", "TOKO", f"J{i}", KAS, "1.500", "", "jual", "", "", ""),
                  ("", "TOKO", f"J{i}", JUAL, "", "1.500", "jual", "", "", "")]  # fmt: skip
    for i, (kolom, isi) in {20: (3, "9.9.9.9"), 100: (4, "seribu"), 210: (0, "31-02-2025")}.items():
        baris[i] = (*baris[i][:kolom], isi, *baris[i][kolom + 1:])
    r = rencana(b, berkas(tmp_path, *baris))
    assert r.jurnal_ditolak + (1 if len(r.konsep) + r.jurnal_ditolak == n - 1 else 0) == 3
    kalimat = {t[0]: t[3] for t in r.tolak}
    assert "bagan" in kalimat[22] and "Jumlah tidak terbaca" in kalimat[102] and "Tanggal" in kalimat[212]
    services.terapkan(b, r, "x.csv", oleh=PROGRAM)
    assert saldo_kode(b, KAS, AKHIR) == 1500 * len(r.konsep)


@pytest.mark.satu_basis
def test_pasangan_yang_kehilangan_sisi_ditolak_kedua_sisinya(konteks, tmp_path):
    b = dirikan(AWAL)
    rk = db.session.get_one(type(akun_kode(b.id, KAS)), b.unit[0].akun_rk_id).kode
    baris = [("2025-02-01", "PUSAT", "P1", rk, "100", "", "kirim", "", "", ""),
             ("2025-02-01", "PUSAT", "P1", KAS, "", "100", "kirim", "", "", ""),
             ("2025-02-01", "TOKO", "P1", KAS, "90", "", "terima", "", "", ""),
             ("2025-02-01", "TOKO", "P1", "3.8.01.01", "", "90", "terima", "", "", "")]  # fmt: skip
    r = rencana(b, berkas(tmp_path, *baris))
    assert (r.konsep, r.jurnal_ditolak) == ([], 2) and "RK" in r.tolak[0][3]
    baris[2], baris[3] = (*baris[2][:4], "100", *baris[2][5:]), (*baris[3][:5], "100", *baris[3][6:])
    assert len(rencana(b, berkas(tmp_path, *baris)).konsep) == 2


@pytest.mark.satu_basis
def test_buku_excel_dengan_judul_sendiri_tanpa_nomor(konteks, tmp_path):
    b = dirikan(AWAL)
    tempat = berkas(tmp_path, ("05/01/2025", "jual tunai", KAS, "20.000", ""), ("", "", JUAL, "", "20.000"),
                    ("06/01/2025", "modal", KAS, "1.000.000", ""), ("", "", MODAL, "", "1.000.000"),
                    ("", "Jumlah", "", "1.020.000", "1.020.000"),
                    kolom=("Tgl", "Transaksi", "No. Akun", "Debet", "Kredit"))  # fmt: skip
    r = rencana(b, tempat)
    assert [(k.uraian, k.nilai) for k in r.konsep] == [("jual tunai", 20_000), ("modal", 1_000_000)] and not r.tolak


def test_saldo_awal_harus_berimbang_sekali_dan_dapat_dibatalkan(konteks, tmp_path):
    b = dirikan(date(2026, 1, 1))
    kolom = ("akun", "debit", "kredit", "entitas")
    timpang = berkas(tmp_path, (KAS, "10", "", ""), (MODAL, "", "9", ""), kolom=kolom)
    assert "selisihnya" in rencana(b, timpang, jenis="saldo").tolak[0][3]
    tempat = berkas(tmp_path, (KAS, "7.000", "", ""), (STOK, "3000.50", "", ""), (MODAL, "", "10.000,50", ""),
                    kolom=kolom)
    services.terapkan(b, rencana(b, tempat, jenis="saldo"), "saldo", oleh=PROGRAM)
    j = db.session.scalars(db.select(JurnalBumdes)).one()
    assert (j.tanggal, j.jenis, saldo_kode(b, MODAL, date(2025, 12, 31))) == (
        date(2025, 12, 31), "SALDO_AWAL", Decimal("-10000.50"))  # fmt: skip
    with pytest.raises(Bentrok, match="sudah dicatat"):
        rencana(b, tempat, jenis="saldo")
    assert services.batalkan_saldo_awal(b, "keliru", oleh=PROGRAM) == 1
    services.terapkan(b, rencana(b, tempat, jenis="saldo"), "saldo", oleh=PROGRAM)
    assert saldo_kode(b, KAS, date(2026, 6, 1)) == 7_000
    from smartkampung.bumdes.buku import periode
    from smartkampung.inti.tanggal import Periode

    periode.kunci_bulan(b, Periode(2026, 1), oleh=PROGRAM)
    with pytest.raises(PeriodeTerkunci):
        services.batalkan_saldo_awal(b, "lagi", oleh=PROGRAM)


@pytest.mark.satu_basis
def test_bagan_lain_dapat_dipasang_selagi_kosong(konteks):
    b = dirikan(unit=False)
    isi = "\n".join(("kode;nama;kelompok;saldo_normal;level;jenis;peran", "1.1.01.00;Kas;ASET;D;3;H;",
                     "1.1.01.01;Kas UPK;ASET;D;4;D;kas", "3.1.01.01;Modal eks PNPM;EKUITAS;K;4;D;modal_warga", ""))
    assert services.ganti_bagan(b, isi.encode(), oleh=PROGRAM) == 3
    assert akun_kode(b.id, "1.1.01.01").nama == "Kas UPK"
    for buruk in ("a;b\n1;2\n", isi + "1.1.01.01;Ganda;ASET;D;4;D;\n", isi.replace("EKUITAS", "MODAL")):
        with pytest.raises(IsianSalah):
            services.ganti_bagan(b, buruk.encode(), oleh=PROGRAM)


@pytest.mark.satu_basis
def test_beancount_menyatakan_buku_benar_dan_saldonya_sama(konteks, tmp_path):
    loader = pytest.importorskip("beancount.loader")
    from beancount.core import realization

    b = dirikan(AWAL)
    isi_tahun(b)
    tempat = tmp_path / "buku.beancount"
    tempat.write_text(ekspor.beancount(buka(b)), encoding="utf-8")
    entri, galat, _pilihan = loader.load_file(str(tempat))
    assert galat == [] and sum(type(e).__name__ == "Transaction" for e in entri) == 18
    pohon = realization.realize(entri)
    for e in b.entitas:
        for kode in (KAS, JUAL, MODAL, STOK):
            nama = ekspor.akun_beancount(buka(b), akun_kode(b.id, kode).id, e.id)
            simpul = realization.get(pohon, nama)
            nilai = realization.compute_balance(simpul).get_currency_units("IDR").number if simpul is not None else 0
            assert nilai == saldo_kode(b, kode, AKHIR, e.kode), nama
    rusak = tmp_path / "rusak.beancount"
    rusak.write_text(tempat.read_text().replace("50000000.00 IDR", "50000001.00 IDR", 1))
    assert loader.load_file(str(rusak))[1]


@pytest.mark.satu_basis
def test_perintah_impor_dan_laporan(kantor, tmp_path, monkeypatch):
    monkeypatch.setattr("smartkampung.inti.perintah.pastikan_skema", lambda: None)
    monkeypatch.setattr("smartkampung.pengaturan.Pengaturan.muat",
                        lambda *_a, **_k: kantor.extensions["smartkampung"].pengaturan)
    with kantor.app_context(), basis.transaksi():
        dirikan(AWAL)
    tempat = berkas(tmp_path, ("2025-01-05", "TOKO", "1", KAS, "20000", "", "jual", "", "", ""),
                    ("2025-01-05", "TOKO", "1", JUAL, "", "20000", "jual", "", "", ""))  # fmt: skip

    def jalankan(*arg, kode=0):
        hasil = CliRunner().invoke(grup, [str(x) for x in arg])
        assert hasil.exit_code == kode, (hasil.output, hasil.exception)
        return hasil.stdout

    assert json.loads(jalankan("impor", "jurnal", str(tempat), "--uji", "--format", "json"))["baru"] == 1
    assert "1 jurnal disimpan" in jalankan("impor", "jurnal", str(tempat))
    lr = json.loads(jalankan("laporan", "bumdes", "laba-rugi", "--entitas", "TOKO", "--sampai", "2025-12-31"))
    assert {"kode": "laba_bersih", "uraian": "Laba (rugi) bersih", "jenis": "total", "tingkat": 0,
            "nilai": ["20000.00", "0.00"]} in lr["baris"]  # fmt: skip
    for jenis in (*JENIS, "neraca-saldo"):
        for bentuk in ("xlsx", "pdf"):
            tujuan = tmp_path / f"{jenis}.{bentuk}"
            jalankan("laporan", "bumdes", jenis, "--sampai", "2025-12-31", "--format", bentuk, "--keluar", str(tujuan))
            assert tujuan.read_bytes()[:4] in (b"PK\x03\x04", b"%PDF")
    assert "dihitung ulang" in jalankan("bumdes", "hitung-ulang")


@pytest.mark.satu_basis
def test_impor_dari_halaman_dengan_judul_asing_dicocokkan(usaha, tmp_path):
    p = Peramban(usaha).masuk("bendum")
    tempat = berkas(tmp_path, ("2026-01-05", "jual", KAS, "20000", ""), ("2026-01-05", "jual", JUAL, "", "20000"),
                    kolom=("Hari", "Isi", "Pos", "Kiri", "Kanan"))  # fmt: skip
    peta = p.buka("impor_bumdes.unggah", bumdes_id=1).kirim(
        "Unggah", berkas=(io.BytesIO(tempat.read_bytes()), "buku.csv"))
    kurang = peta.kirim("Periksa", kolom_tanggal="0")
    assert kurang.status == 422
    uji = kurang.kirim("Periksa", kolom_tanggal="0", kolom_uraian="1", kolom_akun="2", kolom_debit="3",
                       kolom_kredit="4")
    lihat = p.jalur("/bumdes/1/impor/1")
    assert "Simpan 1 jurnal" in lihat.teks_semua, uji.teks_semua
    lihat.kirim("Simpan 1 jurnal")
    assert "Diterapkan" in p.jalur("/bumdes/1/impor/1").teks_semua
    assert p.jalur("/bumdes/1/ekspor/beancount").status == 200
