"""The audit pack: complete, signed, and every change to it is named; the open data; the console."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from PIL import Image

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_gambar
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import diam
from smartkampung.keuangan.kas.models import CAIR, DokumenKas, JurnalKas, LampiranKas
from smartkampung.keuangan.paket.segel import MANIFES, periksa_paket
from smartkampung.keuangan.paket.susun import sidik_kunci_desa, tulis_paket
from tests.acuan import Acuan
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.test_dasbor import BUKU

DARI, SAMPAI = date(2026, 2, 2), date(2026, 2, 28)


def foto():
    isi = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(isi, "JPEG")
    return isi.getvalue()


def _paket(app):
    """A month's pack with one photo, in the folder of the instance."""
    with app.app_context():
        with transaksi():
            pilih = db.select(DokumenKas.id).where(DokumenKas.jenis == CAIR, DokumenKas.tanggal >= DARI)
            cair = db.session.scalar(pilih.order_by(DokumenKas.tanggal))
            db.session.add(LampiranKas(dokumen_id=cair, syarat="nota", berkas_id=simpan_gambar(foto(), "no ta.jpg").id,
                                       pada=sekarang(), oleh="Kasi"))  # fmt: skip
        tulis_paket(app.extensions["smartkampung"].pengaturan.instance / "paket.zip", 2026, DARI, SAMPAI, kemajuan=diam)
        db.session.rollback()


PAKET = Acuan("paket_audit", _paket, BUKU, berkas=True)
pytestmark = [pytest.mark.acuan(PAKET), pytest.mark.satu_basis]


@pytest.fixture
def paket(kantor):
    with kantor.app_context():
        yield kantor.extensions["smartkampung"].pengaturan.instance / "paket.zip"


def salin(jalur, ubah):
    """The pack again with some files changed (None: left out), others added."""
    baru = jalur.with_name("ubahan.zip")
    with zipfile.ZipFile(jalur) as lama, zipfile.ZipFile(baru, "w") as isi:
        for n in lama.namelist():
            data = ubah[n] if n in ubah else lama.read(n)
            if data is not None:
                isi.writestr(n, data)
        for n in ubah.keys() - set(lama.namelist()):
            isi.writestr(n, ubah[n])
    return periksa_paket(baru)


def test_paket_lengkap_dan_utuh(kantor, paket):
    hasil = periksa_paket(paket, sidik_kunci_desa())
    assert hasil.baik, hasil.temuan
    with zipfile.ZipFile(paket) as isi:
        nama = set(isi.namelist())
        assert {"buku/buku-kas-umum-2026-02.pdf", "buku/buku-bank-0090012345.xlsx", "buku/register-spp-2026-02.pdf",
                "data/jurnal.csv", "laporan/lra.json", "bukti/2026-02.pdf"} <= nama  # fmt: skip
        assert any(n.startswith("bukti/2026-0") and n.endswith("-nota-no-ta.jpg") for n in nama), nama
        jurnal = list(csv.DictReader(io.TextIOWrapper(isi.open("data/jurnal.csv"), "utf-8")))
    j = JurnalKas
    pilih = db.select(db.func.count(), db.func.sum(j.masuk)).where(j.tanggal >= DARI, j.tanggal <= SAMPAI)
    banyak, masuk = db.session.execute(pilih).one()
    assert (len(jurnal), sum(Decimal(b["masuk"]) for b in jurnal)) == (banyak, masuk)
    assert "2026-02-02" <= jurnal[0]["tanggal"] and len(hasil.manifes["berkas"]) == hasil.banyak


def test_setiap_perubahan_disebut(paket):
    """One byte, a file gone, one added, the list itself, the key, half a file, no ZIP at all."""
    with zipfile.ZipFile(paket) as isi:
        jurnal, manifes = isi.read("data/jurnal.csv"), json.loads(isi.read(MANIFES))
    satu = jurnal[:-2] + bytes([jurnal[-2] ^ 1]) + jurnal[-1:]
    assert "data/jurnal.csv: isinya diubah sesudah paket dibuat." in salin(paket, {"data/jurnal.csv": satu}).temuan
    assert salin(paket, {"laporan/lra.pdf": None}).temuan == ["laporan/lra.pdf: hilang dari paket."]
    assert salin(paket, {"bukti/tambahan.pdf": b"x"}).temuan == [
        "bukti/tambahan.pdf: tidak ada dalam daftar isi; ditambahkan sesudah paket dibuat."]
    manifes["berkas"].pop("laporan/lra.pdf")
    hasil = salin(paket, {MANIFES: json.dumps(manifes).encode(), "laporan/lra.pdf": None}).temuan
    assert hasil == ["Tanda tangan tidak cocok: daftar isi (manifes.json) diubah sesudah ditandatangani."]
    assert "bukan 0000000000000000" in periksa_paket(paket, "0000000000000000").temuan[0]
    assert "tidak terbaca" in salin(paket, {MANIFES: b"[]"}).temuan[0]
    assert "tidak memuat manifes.json" in salin(paket, {MANIFES: None}).temuan[0]
    paket.write_bytes(paket.read_bytes()[:5000])
    assert "bukan ZIP yang utuh" in periksa_paket(paket).temuan[0]


def test_konsol_memeriksa_tanpa_desa(paket):
    """Anybody can judge a pack with nothing but the file."""
    perintah = [sys.executable, "-m", "smartkampung", "periksa", "paket", str(paket)]
    baik = subprocess.run([*perintah, "--format", "json"], capture_output=True, text=True, check=False)
    assert baik.returncode == 0 and json.loads(baik.stdout)["baik"] is True, baik.stderr
    with zipfile.ZipFile(paket, "a") as isi:
        isi.writestr("selundupan.txt", b"x")
    salah = subprocess.run(perintah, capture_output=True, text=True, check=False)
    assert salah.returncode == 1 and "SALAH  selundupan.txt: tidak ada dalam daftar isi" in salah.stdout


def test_halaman_paket_dan_data_terbuka(kantor, peramban):
    """Made from the page, found under Pekerjaan, taken by an auditor with a trace; the tables as CSV and XLSX."""
    p = peramban.masuk("keuangan")
    buat = p.buka("paket_audit.daftar", tahun=2026).ikuti("Buat paket audit")
    assert buat.kirim("Buat paket", dari="2026-03-01", sampai="2026-02-01").status == 422
    kerja = buat.kirim("Buat paket", dari="2026-02-01", sampai="2026-02-28")
    assert "Paket audit" in kerja.teks_semua
    bpd = peramban.keluar().masuk("bpd")
    satu = bpd.buka("paket_audit.daftar", tahun=2026).ikuti("Buka: 1 Februari 2026")
    assert "Hapus paket" not in satu.teks_semua
    zip_ = satu.tekan("Unduh ZIP")
    assert zip_.isi.startswith(b"PK")
    with kantor.app_context():
        assert db.session.scalar(db.select(CatatanAudit.id).filter_by(peristiwa="keuangan.paket_diunduh"))
    data = bpd.buka("paket_audit.daftar", tahun=2026)
    baris = bpd.jalur("/keuangan/paket/data/2026/pajak.csv").isi.decode().splitlines()
    assert baris[0].startswith("nomor,tanggal,kode") and len(baris) > 10
    buku = openpyxl.load_workbook(io.BytesIO(bpd.jalur(data.tautan("Unduh XLSX: Semua tabel")).isi), read_only=True)
    assert len(buku.sheetnames) >= 4
    assert bpd.jalur("/keuangan/paket/data/2026/x.csv").status == 404
    hapus = peramban.keluar().masuk("keuangan").buka("paket_audit.daftar", tahun=2026).ikuti("Buka: 1 Februari 2026")
    assert "Paket dihapus" in " ".join(hapus.tekan("Hapus paket").pesan)
