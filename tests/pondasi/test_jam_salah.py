"""A wrong clock (keandalan F-05, F-06): no act is taken, people can still come in, and once right all works."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from smartkampung.akun.models import Sesi
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.penomoran import NomorUrut, tertinggi
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.models import Surat
from tests.conftest import SAAT_UJI
from tests.peramban import Peramban
from tests.surat.bantu import buat_siap_ttd, buat_terbit, buat_warga
from tests.surat.conftest import loket  # noqa: F401

SALAH = [(datetime(2000, 1, 1, tzinfo=UTC), "lebih awal daripada catatan terakhir"),
         (datetime(2060, 6, 1, tzinfo=UTC), "terlalu jauh di depan"),
         (datetime(2032, 1, 1, tzinfo=UTC), "terlalu jauh di depan")]


@pytest.fixture
def antrean(loket):  # noqa: F811
    """One issued letter (number 1) and one that waits for its signature."""
    with loket.app.app_context(), basis.transaksi():
        warga = buat_warga("Tukiman", nik="9901012005790008", no_kk="9901012005790002")
        buat_terbit(warga)
        return buat_siap_ttd(warga).id


def _keadaan(app):
    with app.app_context():
        return (db.session.scalar(db.select(db.func.count()).select_from(Surat)),
                db.session.get(NomorUrut, ("surat_keluar", 2026)).terakhir,
                db.session.scalar(db.select(db.func.count()).select_from(NomorUrut)),
                tertinggi(app.extensions["smartkampung"].pengaturan.folder("kunci")))


@pytest.mark.parametrize(("saat", "kalimat"), SALAH)
def test_jam_salah_menahan_surat_dan_nomor_lalu_jalan_lagi(loket, antrean, jam, saat, kalimat):  # noqa: F811
    app, sebelum = loket.app, _keadaan(loket.app)
    jam.atur(saat)
    kades = Peramban(app)
    assert kalimat in kades.buka("akun.masuk").teks_semua
    beranda = kades.masuk("kades").buka("beranda.lihat")
    assert kalimat in beranda.teks_semua and beranda.status == 200
    tolak = kades.buka("tindakan.kembalikan", surat_id=antrean).kirim("Kembalikan", alasan="Nama usaha keliru.")
    assert kalimat in " ".join(tolak.pesan) and "Nama usaha keliru." in tolak.teks_semua
    if saat.year > 2026:  # in 2000 nobody is kades yet
        tolak = kades.buka("surat.lihat", surat_id=antrean).kirim("Terbitkan")
        assert kalimat in " ".join(tolak.pesan)
    operator = Peramban(app).masuk("operator")
    isi = operator.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    tolak = isi.kirim("Simpan", isian_nama_usaha="Warung", isian_jenis_usaha="Jasa", isian_keperluan="kredit",
                      isian_berdiri_sejak="2014")
    assert kalimat in tolak.teks_semua and ("isian_nama_usaha", "Warung") in tolak.isian("Simpan")
    assert _keadaan(app) == sebelum

    jam.atur(SAAT_UJI + timedelta(hours=1))
    kades = Peramban(app).masuk("kades")
    assert "Jam komputer" not in kades.buka("beranda.lihat").teks_semua
    assert kades.buka("surat.lihat", surat_id=antrean).kirim("Terbitkan").status == 200
    assert _keadaan(app)[1] == sebelum[1] + 1


def test_desa_yang_terus_dipakai_tidak_pernah_terkunci(konteks, jam):
    """Every four years one act, far beyond five years after the release."""
    for tahun in (2026, 2030, 2034, 2038, 2042):
        jam.atur(SAAT_UJI.replace(year=tahun))
        assert catat("sistem.cadangan_dibuat", berkas="a").pada.year == tahun


def test_jam_yang_sempat_di_depan_dibetulkan_admin(loket, antrean, jam):  # noqa: F811
    """A year ahead is believed; once corrected an admin says so with a reason, and work goes on."""
    jam.atur(SAAT_UJI + timedelta(days=365))
    assert Peramban(loket.app).masuk("kades").buka("surat.lihat", surat_id=antrean).kirim("Terbitkan").status == 200
    jam.atur(SAAT_UJI + timedelta(hours=1))
    admin = Peramban(loket.app).masuk("admin")
    assert "lebih awal daripada catatan terakhir" in admin.buka("beranda.lihat").teks_semua
    assert "catatan dari hari depan" in admin.buka("sistem.periksa").teks_semua.casefold()
    layar = admin.buka("sistem.jam")
    assert layar.kirim("Jam ini benar", alasan="").status == 422
    layar.kirim("Jam ini benar", alasan="Baterai jam habis.")
    assert "lebih awal" not in admin.buka("beranda.lihat").teks_semua
    assert "dipercaya" in admin.buka("sistem.jam").teks_semua
    with loket.app.app_context(), basis.transaksi():
        warga = buat_warga("Sumiati", nik="9901014105790008", no_kk="9901012005790003")
        assert buat_terbit(warga).nomor_teks
    jam.atur(SAAT_UJI - timedelta(days=1))
    assert "lebih awal" in admin.buka("beranda.lihat").teks_semua


def test_sandi_salah_di_jam_2060_tidak_menahan_sampai_2060(loket, jam):  # noqa: F811
    jam.atur(SALAH[1][0])
    klien = Peramban(loket.app)
    for _ in range(7):
        klien.buka("akun.masuk").kirim("Masuk", nama_pengguna="kades", sandi="salah sekali ini", ikuti=False)
    assert klien.buka("akun.masuk").kirim("Masuk", nama_pengguna="kades", sandi="x").status == 429
    jam.atur(SAAT_UJI)
    klien.masuk("kades")


def test_sesi_dari_jam_2060_tetap_berakhir(loket, jam):  # noqa: F811
    jam.atur(SALAH[1][0])
    klien = Peramban(loket.app).masuk("kades")
    jam.atur(SAAT_UJI)
    assert klien.klien.get("/beranda").status_code == 200
    with loket.app.app_context():
        assert all(s.dibuat_pada <= sekarang() for s in db.session.scalars(db.select(Sesi)))
    for _ in range(26):
        jam.maju(minutes=29)
        jawab = klien.klien.get("/beranda").status_code
    assert jawab == 303
