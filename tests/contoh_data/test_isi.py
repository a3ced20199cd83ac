"""The filled demo: all of it agrees, nothing real is in it, the same seed gives the same village."""

from collections import Counter
from datetime import date

import pytest

from smartkampung.akun.models import Pengguna
from smartkampung.contoh import isi
from smartkampung.contoh.isi import TidakKosong, isi_contoh
from smartkampung.contoh.rencana_surat import rencanakan_surat
from smartkampung.contoh.surat import isi_surat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.inti.tanggal import Periode, jam, sekarang
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.koran.rekon import rekonsiliasi
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.rekap import susun
from smartkampung.pengaturan import Pengaturan
from smartkampung.sambungan import pemeriksaan
from smartkampung.surat.models import Surat
from tests import aplikasi
from tests.acuan import DEMO, KOSONG, WARGA_DEMO

terisi = pytest.mark.acuan(DEMO)


@pytest.fixture
def desa(app):
    with app.app_context():
        yield app


@terisi
@pytest.mark.satu_basis
def test_desa_contoh_lengkap_dan_semua_pemeriksaan_lulus(desa):
    assert db.session.query(Penduduk).filter_by(status_dasar=1).count() == WARGA_DEMO
    assert db.session.query(Pengguna).count() >= 11 and profil().logo_id
    keadaan = Counter(db.session.scalars(db.select(Surat.keadaan)))
    assert {"diambil", "selesai", "diterima", "menunggu_ttd", "menunggu_paraf", "diproses"} <= set(keadaan)
    assert db.session.query(Surat).filter(Surat.berkas_id.is_not(None)).count() > 5
    temuan = {h.nama: h.temuan for h in jalankan_semua(pemeriksaan()) if h.temuan}
    assert {k: v for k, v in temuan.items() if k not in ("Pengaturan aman", "Cadangan terbaru teruji")} == {}
    assert all(n.startswith("99") for n in db.session.scalars(db.select(Penduduk.nik)))


@terisi
@pytest.mark.satu_basis
def test_rekening_koran_contoh_berbeda_dua_baris_yang_menunggu_penjelasan(desa):
    bank = db.session.scalars(db.select(RekeningBank)).one()
    kini = Periode(2026, 11)
    rekon = rekonsiliasi(bank, kini, posisi(2026, kini.akhir).bank[bank.id])
    assert [b.uraian for b in rekon.di_koran] == ["BIAYA ADMINISTRASI"] and len(rekon.di_buku) == 1
    assert rekon.terbukti and not rekon.dijelaskan and rekon.cocok > 5
    lalu = rekonsiliasi(bank, Periode(2026, 10), posisi(2026, date(2026, 10, 31)).bank[bank.id])
    assert not lalu.di_koran and not lalu.di_buku and lalu.terbukti


@terisi
@pytest.mark.satu_basis
def test_tidak_ada_yang_terjadi_di_masa_depan(desa):
    assert db.session.scalar(db.select(db.func.max(Surat.diterima_pada))) <= sekarang()
    assert db.session.scalar(db.select(db.func.max(Surat.ditandatangani_pada))) <= sekarang()


@pytest.mark.satu_basis
def test_tanpa_penduduk_pun_boleh_dan_jam_kembali(desa, monkeypatch):
    semula = jam.kini()
    isi_contoh(0, 7)
    assert db.session.query(Penduduk).count() == 0 and db.session.query(Surat).count() == 0
    assert profil().kode == "99.01.01.2001"
    monkeypatch.setattr(isi, "LANGKAH", [isi_surat])
    isi_contoh(5, 7)
    assert db.session.query(Penduduk).filter_by(status_dasar=1).count() == 5
    assert jam.kini() == semula == sekarang()


@terisi
@pytest.mark.satu_basis
def test_desa_yang_sudah_berisi_tidak_ditimpa(desa):
    with pytest.raises(TidakKosong):
        isi_contoh(5, 7)


@pytest.mark.satu_basis
def test_benih_sama_penduduk_dan_surat_sama(tmp_path, gudang, monkeypatch):
    desa = []
    monkeypatch.setattr(isi, "LANGKAH", [isi_surat])
    for nama, benih in (("a", 7), ("b", 7), ("c", 8)):
        gudang.sqlite(KOSONG, tmp_path / nama)
        app = aplikasi.pinjam(Pengaturan(instance=tmp_path / nama, uji=True, totp_wajib=False))
        with app.app_context():
            isi_contoh(15, benih)
            desa.append((list(db.session.execute(db.select(Penduduk.nik, Penduduk.nama).order_by(Penduduk.id))),
                         list(db.session.execute(db.select(Surat.nama, Surat.nomor, Surat.keadaan)
                                                 .order_by(Surat.id)))))
        aplikasi.kembalikan(app)
    assert desa[0] == desa[1] != desa[2]
    assert desa[0][1]


@pytest.mark.satu_basis
def test_rencana_surat_sama_bila_benihnya_sama():
    awal, akhir = Periode(2025, 12).awal, Periode(2026, 11).awal
    assert rencanakan_surat(40, 20, 7, awal, akhir) == rencanakan_surat(40, 20, 7, awal, akhir)
    assert rencanakan_surat(40, 20, 7, awal, akhir) != rencanakan_surat(40, 20, 8, awal, akhir)


@terisi
@pytest.mark.satu_basis
def test_rekap_bulan_lalu_cocok_dengan_kontrolnya(desa):
    for periode in (Periode(2026, 9), Periode(2026, 10), Periode(2026, 11)):
        rekap = susun(periode)
        for kontrol in rekap.kontrol:
            assert kontrol.nilai == kontrol.nilai_lembar(rekap.lembar), (periode, kontrol.nama)
    assert susun(Periode(2026, 11)).lembar[0].jumlah("jumlah") == WARGA_DEMO
