"""The filled demo: all of it agrees, nothing real is in it, the same seed gives the same village."""

from collections import Counter

import pytest

from smartkampung.akun.models import Pengguna
from smartkampung.contoh.isi import TidakKosong, isi_contoh
from smartkampung.contoh.rencana_surat import rencanakan_surat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.inti.tanggal import Periode, jam, sekarang
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.rekap import susun
from smartkampung.sambungan import pemeriksaan
from smartkampung.surat.models import Surat


@pytest.fixture
def isi(app):
    def kerja(banyak: int, benih: int = 7) -> None:
        isi_contoh(banyak, benih)

    with app.app_context():
        yield kerja


def test_desa_contoh_lengkap_dan_semua_pemeriksaan_lulus(isi):
    isi(150)

    assert db.session.query(Penduduk).filter_by(status_dasar=1).count() == 150
    assert db.session.query(Pengguna).count() >= 11 and profil().logo_id
    keadaan = Counter(db.session.scalars(db.select(Surat.keadaan)))
    assert {"diambil", "selesai", "diterima", "menunggu_ttd", "menunggu_paraf", "diproses"} <= set(keadaan)
    assert db.session.query(Surat).filter(Surat.berkas_id.is_not(None)).count() > 5
    temuan = {h.nama: h.temuan for h in jalankan_semua(pemeriksaan()) if h.temuan}
    assert {k: v for k, v in temuan.items() if k not in ("Pengaturan aman", "Cadangan terbaru teruji")} == {}
    assert all(n.startswith("99") for n in db.session.scalars(db.select(Penduduk.nik)))


@pytest.mark.satu_basis
def test_jam_kembali_dan_tidak_ada_yang_terjadi_di_masa_depan(isi):
    semula = jam.kini()
    isi(60)

    assert jam.kini() == semula == sekarang()
    assert db.session.scalar(db.select(db.func.max(Surat.diterima_pada))) <= semula
    assert db.session.scalar(db.select(db.func.max(Surat.ditandatangani_pada))) <= semula


@pytest.mark.satu_basis
def test_tanpa_penduduk_pun_boleh(isi):
    isi(0)

    assert db.session.query(Penduduk).count() == 0 and db.session.query(Surat).count() == 0
    assert profil().kode == "99.01.01.2001"
    isi(5)
    assert db.session.query(Penduduk).filter_by(status_dasar=1).count() == 5


@pytest.mark.satu_basis
def test_desa_yang_sudah_berisi_tidak_ditimpa(isi):
    isi(5)
    with pytest.raises(TidakKosong):
        isi(5)


@pytest.mark.satu_basis
def test_benih_sama_penduduk_dan_surat_sama(isi):
    isi(40)
    pertama = list(db.session.execute(db.select(Penduduk.nik, Penduduk.nama)))
    surat = list(db.session.scalars(db.select(Surat.nama).order_by(Surat.id)))
    db.session.rollback()

    assert [n for _, n in pertama] == list(db.session.scalars(db.select(Penduduk.nama)))
    rencana = rencanakan_surat(40, 20, 7, Periode(2025, 12).awal, hari_desa())
    assert rencana == rencanakan_surat(40, 20, 7, Periode(2025, 12).awal, hari_desa())
    assert surat


@pytest.mark.satu_basis
def test_rekap_bulan_lalu_cocok_dengan_kontrolnya(isi):
    isi(120)
    for periode in (Periode(2026, 9), Periode(2026, 10), Periode(2026, 11)):
        rekap = susun(periode)
        for kontrol in rekap.kontrol:
            assert kontrol.nilai == kontrol.nilai_lembar(rekap.lembar), (periode, kontrol.nama)
    assert susun(Periode(2026, 11)).lembar[0].jumlah("jumlah") == 120
