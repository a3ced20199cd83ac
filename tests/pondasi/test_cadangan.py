"""Backups: encrypted, proved, refused when damaged, restored whole, numbers never reused."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading

import pytest
from click.testing import CliRunner

from smartkampung import create_app
from smartkampung.akun.models import Pengguna
from smartkampung.beranda import cadangan, pulih
from smartkampung.beranda.detak import detak
from smartkampung.cli import grup
from smartkampung.desa.queries import zona_desa
from smartkampung.desa.services import tambah_libur
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, simpan_hasil
from smartkampung.inti.db import mode, transaksi
from smartkampung.inti.penomoran import NomorDilompati, NomorUrut, nomor_berikut
from smartkampung.inti.skema import mutakhirkan
from smartkampung.inti.tanggal import hari_ini, sekarang
from smartkampung.pengaturan import Pengaturan
from tests.acuan import Acuan
from tests.pabrik import isi_kantor

NIK = "9901014107900001"


def _isi(app):
    with app.app_context():
        mutakhirkan()
    isi_kantor(app)
    with app.app_context(), transaksi():
        simpan_hasil(b"isi lampiran " + NIK.encode(), "surat.pdf", "application/pdf")
        tambah_libur(hari_ini(zona_desa()), NIK, oleh=None)
        for _ in range(7):
            nomor_berikut("surat-keluar", 2026)


BERISI = Acuan("cadangan", _isi, berkas=True)


@pytest.fixture
def desa(tmp_path, gudang):
    """A migrated village with accounts, an attachment, and 7 numbers given."""
    gudang.sqlite(BERISI, tmp_path / "desa")
    return create_app(Pengaturan(instance=tmp_path / "desa", uji=True, totp_wajib=False))


def _cadangkan(app):
    with app.app_context():
        return cadangan.cadangkan_kini(), cadangan.kunci_pemulihan(app.extensions["smartkampung"].pengaturan)


def _cli(app, *argumen):
    folder = app.extensions["smartkampung"].pengaturan.instance
    hasil = CliRunner().invoke(grup, ["--instance", str(folder), *argumen], catch_exceptions=True)
    return hasil


def test_cadangan_tersandi_teruji_dan_tercatat(desa):
    berkas, _ = _cadangkan(desa)
    isi = berkas.read_bytes() + b"".join(p.read_bytes() for p in (berkas.parent / "lampiran").rglob("*.age"))
    assert NIK.encode() not in isi and b"argon2" not in isi and b"SQLite format" not in isi
    with desa.app_context():
        assert "terbaca kembali" in detak("cadangan").catatan
    assert not list(berkas.parent.glob(".kerja*"))


def test_cadangan_rusak_ditolak_sebelum_menyentuh_apa_pun(desa, banyak, tmp_path):
    berkas, kunci = _cadangkan(desa)
    asli = berkas.read_bytes()
    acak = random.Random(7)
    with desa.app_context():
        atur = desa.extensions["smartkampung"].pengaturan
        sebelum = atur.sqlite.read_bytes()
        rusak = tmp_path / "rusak.skc"
        shutil.copytree(berkas.parent / "lampiran", tmp_path / "lampiran")
        for _ in range(banyak(8, 60)):
            rusak.write_bytes(asli[:acak.randrange(len(asli))])
            with pytest.raises(cadangan.CadanganRusak):
                pulih.periksa_isi(rusak, kunci, atur)
            di = acak.randrange(len(asli))
            rusak.write_bytes(asli[:di] + bytes([asli[di] ^ (1 << acak.randrange(8))]) + asli[di + 1:])
            with pytest.raises(cadangan.CadanganRusak):
                pulih.periksa_isi(rusak, kunci, atur)
        with pytest.raises(cadangan.CadanganRusak):
            pulih.periksa_isi(berkas, "AGE-SECRET-KEY-1SALAH", atur)
        assert atur.sqlite.read_bytes() == sebelum
        assert not (atur.instance / ".pulih").exists()


def test_pulih_di_komputer_kosong_nomor_tercetak_tidak_terpakai_lagi(desa, tmp_path):
    berkas, kunci = _cadangkan(desa)
    usb = tmp_path / "usb"
    shutil.copytree(berkas.parent, usb)
    with desa.app_context(), transaksi():
        for _ in range(5):
            nomor_berikut("surat-keluar", 2026)  # 8..12 are printed after the backup
    baru = create_app(Pengaturan(instance=tmp_path / "baru", uji=True))
    hasil = _cli(baru, "pulihkan", str(usb / berkas.name), "--kunci", kunci, "--nomor-terakhir",
                 "surat-keluar/2026=12", "--ya")
    assert hasil.exit_code == 0, (hasil.output, hasil.exception)
    assert "surat-keluar 2026: 8–12" in hasil.output
    app = create_app(Pengaturan(instance=tmp_path / "baru", uji=True, totp_wajib=False))
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Pengguna)) == 11
        lampiran = db.session.scalar(db.select(Berkas))
        assert (app.extensions["smartkampung"].pengaturan.folder("unggahan") / lampiran.lokasi).exists()
        lompat = db.session.scalar(db.select(NomorDilompati))
        assert (lompat.dari, lompat.sampai) == (8, 12)
        db.session.rollback()
        with transaksi():
            assert nomor_berikut("surat-keluar", 2026) == 13


def test_cadangan_lama_dipulihkan_memakai_tanda_di_luar_basis_data(desa):
    berkas, _ = _cadangkan(desa)
    with desa.app_context(), transaksi():
        for _ in range(3):
            nomor_berikut("surat-keluar", 2026)
    hasil = _cli(desa, "pulihkan", str(berkas), "--ya")
    assert hasil.exit_code == 0, (hasil.output, hasil.exception)
    assert "8–10" in hasil.output
    with desa.app_context():
        assert db.session.get(NomorUrut, ("surat-keluar", 2026)).terakhir == 10


def test_pemulihan_terputus_selesai_sendiri_saat_dibuka_lagi(desa, monkeypatch):
    berkas, kunci = _cadangkan(desa)
    atur = desa.extensions["smartkampung"].pengaturan
    with desa.app_context():
        with transaksi():
            tambah_libur(hari_ini(zona_desa()).replace(day=1), "sesudah cadangan", oleh=None)
        pulih.periksa_isi(berkas, kunci, atur)
        db.session.remove()
        db.engine.dispose()
        assert pulih.selesaikan(atur) is False, "not marked ready: thrown away"
        pulih.periksa_isi(berkas, kunci, atur)
        langkah = iter(["putus"])

        def putus(*_):
            next(langkah)
            raise KeyboardInterrupt

        monkeypatch.setattr(pulih, "_tukar_basis", putus)
        with pytest.raises(KeyboardInterrupt):
            pulih.tukar(atur)
        monkeypatch.undo()
    app = create_app(Pengaturan(instance=atur.instance, uji=True, totp_wajib=False))
    with app.app_context():
        assert not (atur.instance / ".pulih").exists()
        assert db.session.execute(db.text("SELECT count(*) FROM hari_libur")).scalar() == 1


def test_cadangan_saat_ada_yang_menulis_utuh(desa):
    berhenti = threading.Event()

    def menulis():
        with desa.app_context():
            while not berhenti.is_set():
                with transaksi():
                    nomor_berikut("sibuk", 2026)

    penulis = threading.Thread(target=menulis)
    penulis.start()
    try:
        berkas, kunci = _cadangkan(desa)
    finally:
        berhenti.set()
        penulis.join()
    with desa.app_context():
        pulih.periksa_isi(berkas, kunci, desa.extensions["smartkampung"].pengaturan)


def test_cadangan_versi_lebih_baru_ditolak(desa, tmp_path):
    with desa.app_context():
        manifes_asli = cadangan.skema_program
        cadangan.skema_program = lambda: "9999"
        try:
            berkas, kunci = cadangan.cadangkan_kini(), cadangan.kunci_pemulihan(
                desa.extensions["smartkampung"].pengaturan)
        finally:
            cadangan.skema_program = manifes_asli
        with pytest.raises(cadangan.SkemaLebihBaru, match="9999"):
            pulih.periksa_isi(berkas, kunci, desa.extensions["smartkampung"].pengaturan)


@pytest.mark.postgresql
def test_cadangan_postgresql_pulih_ke_postgresql(app, tmp_path, request):
    if not app.extensions["smartkampung"].pengaturan.basis_data:
        pytest.skip("SQLite is tested above")
    isi_kantor(app)
    with app.app_context(), transaksi():
        nomor_berikut("surat-keluar", 2026)
    berkas, kunci = _cadangkan(app)
    kosong = create_app(Pengaturan(instance=tmp_path / "baru", uji=True,
                                   basis_data=request.getfixturevalue("peladen_postgresql").baru()))
    with kosong.app_context():
        with mode(True), db.engine.begin() as koneksi:
            db.metadata.drop_all(koneksi)
        atur = kosong.extensions["smartkampung"].pengaturan
        pulih.periksa_isi(berkas, kunci, atur)
        pulih.isi_postgresql(atur)
        assert db.session.scalar(db.select(db.func.count()).select_from(Pengguna)) == 11
        with pytest.raises(pulih.BasisTidakKosong):
            pulih.isi_postgresql(atur)
        db.session.rollback()
        with transaksi():
            assert nomor_berikut("surat-keluar", 2026) == 2
            db.session.add(Pengguna(nama_pengguna="baru1", nama="x", kata_sandi="x",
                                    dibuat_pada=pulih.umur_cadangan({"dibuat": "2026-11-21T00:00:00+00:00"})))
        db.session.remove()
        db.engine.dispose()


def test_berkas_basis_data_biasa_bukan_cadangan(desa, tmp_path):
    palsu = tmp_path / "palsu.skc"
    with sqlite3.connect(palsu) as basis:
        basis.execute("CREATE TABLE x (y)")
    hasil = _cli(desa, "pulihkan", str(palsu), "--ya")
    assert hasil.exit_code != 0


def test_kunci_sertifikat_dan_setelan_ikut_pulih_di_komputer_kosong(desa, tmp_path):
    from smartkampung.inti.kunci_kantor import kunci_publik
    from smartkampung.inti.tte import periksa
    from smartkampung.surat import sertifikat
    from smartkampung.surat.models import SertifikatPenanda
    from tests.surat.bantu import FRASA, buat_sertifikat_kades

    atur = desa.extensions["smartkampung"].pengaturan
    (atur.instance / "desa.toml").write_text('mode = "desa"\n[surel]\nsandi = "kanari-surel"\n', encoding="utf-8")
    with desa.app_context():
        kunci_desa = kunci_publik()
        with transaksi():
            buat_sertifikat_kades()
    berkas, kunci = _cadangkan(desa)
    assert b"kanari-surel" not in berkas.read_bytes()
    baru = create_app(Pengaturan(instance=tmp_path / "baru", uji=True))
    hasil = _cli(baru, "pulihkan", str(berkas), "--kunci", kunci, "--ya")
    assert hasil.exit_code == 0, (hasil.output, hasil.exception)
    app = create_app(Pengaturan.muat(tmp_path / "baru", uji=True))
    with app.app_context():
        assert app.extensions["smartkampung"].pengaturan.surel.sandi == "kanari-surel"
        assert kunci_publik() == kunci_desa
        assert app.config["SECRET_KEY"] == desa.config["SECRET_KEY"]
        pemilik = db.session.scalar(db.select(SertifikatPenanda.pengguna_id))
        pdf = sertifikat.signer_untuk(pemilik, FRASA).tanda_tangani(
            pdf_kosong(), alasan="uji", lokasi="desa", pada=sekarang())
        assert periksa(pdf, sertifikat.sertifikat_dikenal()).sah


def pdf_kosong():
    from smartkampung.inti.lembar import Kolom, Lembar
    from smartkampung.inti.pdf import KopSurat, pdf_lembar

    lembar = Lembar("uji", "Uji", (Kolom("a", "A"),), [("satu",)])
    return pdf_lembar(lembar, KopSurat(atas=("P",), nama="D", alamat="x", logo=None), pada=sekarang())


def test_nomor_terakhir_yang_diketik_menahan_register_surat(desa, tmp_path):
    """What a person types on a bare computer must hold up the register that letters really use."""
    from smartkampung.perintah.cadangan import _tanya_nomor
    from smartkampung.surat.jenis import muat_jenis
    from smartkampung.surat.models import JenisSurat

    with CliRunner().isolation(input="2026\n57\n"):
        (register, nomor), = _tanya_nomor().items()
    with desa.app_context(), transaksi():
        muat_jenis()
        assert (register.rpartition("/")[0], nomor) == ("surat_keluar", 57)
        assert register.rpartition("/")[0] in {j.isi["register"] for j in db.session.scalars(db.select(JenisSurat))}


def test_salinan_luar_diingatkan_sesudah_tujuh_hari(desa, tmp_path, jam):
    from tests.peramban import Peramban

    def peringatan(nama="admin"):
        return "luar komputer ini" in Peramban(desa).masuk(nama).buka("beranda.lihat").pohon.xpath("string(//body)")

    assert not peringatan()  # nothing to copy yet
    _cadangkan(desa)
    assert peringatan() and not peringatan("operator")
    hasil = _cli(desa, "cadangkan", "--ke", str(tmp_path / "usb" / "desa.skc"))
    assert hasil.exit_code == 0, (hasil.output, hasil.exception)
    assert not peringatan()
    assert (tmp_path / "usb" / "lampiran").is_dir()
    jam.maju(days=8)
    assert peringatan()
    assert "Salinan cadangan di luar komputer ini sudah 8 hari" in _cli(desa, "periksa").output
    sistem = Peramban(desa).masuk("admin").buka("sistem.lihat")
    unduh = sistem.kirim(".skc")
    assert unduh.status == 200 and unduh.isi == cadangan.daftar_cadangan(
        desa.extensions["smartkampung"].pengaturan)[0].read_bytes()
    assert not peringatan()
    assert "luar komputer ini sudah" not in _cli(desa, "periksa").output
