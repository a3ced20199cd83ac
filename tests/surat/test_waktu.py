"""The clock: evening blocks, holidays that come later, what is urgent first, and the report of times."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from statistics import median

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartkampung.beranda.isi import menunggu
from smartkampung.desa.models import HariLibur
from smartkampung.desa.services import hapus_libur, tambah_jam, tambah_libur
from smartkampung.desa.waktu_layanan import menit_layanan, tambah_menit_layanan
from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.tte import SignerTanpa
from smartkampung.penduduk.services import ubah_status
from smartkampung.surat import services
from smartkampung.surat.galat import KeadaanSalah, WargaTidakAktif
from smartkampung.surat.henti import dihentikan
from smartkampung.surat.models import Surat
from smartkampung.surat.rekap import susun
from smartkampung.surat.terbit import tanda_tangani
from smartkampung.surat.waktu.queries import SaringWaktu, lembar_waktu, ringkas, waktu
from tests.peramban import Peramban
from tests.surat.bantu import buat_permohonan, buat_siap_ttd, buat_terbit, buat_warga, orang

NOVEMBER = Periode(2026, 11)


def utc(hari: int, jam_: int, menit: int = 0) -> datetime:
    """An instant of November 2026, given in WIB."""
    return datetime(2026, 11, hari, jam_ - 7, menit, tzinfo=UTC)


# --- clock ---------------------------------------------------------------------------------------


def test_blok_malam_dihitung_dan_sela_di_antaranya_tidak(kecil):
    tambah_jam(0, time(18), time(21), oleh=None)  # Monday evening; the day ends at 16.00
    mulai = utc(23, 15, 30)
    assert tambah_menit_layanan(mulai, 60) == utc(23, 18, 30)
    assert menit_layanan(mulai, utc(23, 18, 30)) == 60
    assert tambah_menit_layanan(utc(23, 22), 60) == utc(24, 9)
    assert menit_layanan(utc(23, 16, 5), utc(23, 17, 55)) == 0


def test_libur_yang_ditetapkan_kemudian_memindahkan_janji_dan_tercatat(kecil, jam):
    jam.atur(utc(23, 15, 30))
    surat = buat_permohonan(buat_warga())
    selesai = buat_terbit(buat_warga("Siti", "9901014107900001"))
    assert surat.janji_pada == utc(24, 8, 30)
    lama = selesai.janji_pada
    tambah_libur(date(2026, 11, 24), "Cuti bersama", oleh=orang("sekdes"))
    assert (surat.janji_pada, selesai.janji_pada) == (utc(25, 8, 30), lama)
    assert surat.riwayat[0].tindakan == "janji_diubah" and "25 Nov 2026 08.30" in surat.riwayat[0].keterangan
    hapus_libur(db.session.get(HariLibur, date(2026, 11, 24)), oleh=orang("sekdes"))
    assert surat.janji_pada == utc(24, 8, 30)
    tambah_libur(date(2026, 12, 25), "Natal", oleh=orang("sekdes"))
    assert [r.tindakan for r in surat.riwayat] == ["janji_diubah", "janji_diubah", "diajukan"]


def test_yang_lewat_lalu_hampir_lewat_di_atas_yang_lama(loket, tulis, jam):
    def isi():
        warga = db.session.get(type(buat_warga("Siti", "9901014107900001")), 1)
        daftar = [buat_permohonan(warga) for _ in range(3)]
        daftar[0].janji_pada = utc(21, 15)
        daftar[1].janji_pada = utc(21, 10, 20)
        daftar[2].janji_pada = utc(21, 9, 50)

    tulis(isi)
    with loket.app.test_request_context():
        tautan = [h.url for h in menunggu(orang("operator"))]
    assert tautan == ["/surat/3", "/surat/2", "/surat/1"]
    beranda = loket.masuk("operator").buka("beranda.lihat").teks_semua
    assert "lewat 10 menit" in beranda and "janji tinggal 20 menit" in beranda
    kades = Peramban(loket.app).masuk("kades").buka("beranda.lihat")
    assert "masih diterima" in kades.teks_semua
    assert len(kades.pohon.xpath("//*[@class='ujung']//a[text()='Lihat']")) == 1
    terlambat = loket.jalur("/surat?keadaan=terlambat")
    assert len(terlambat.pohon.xpath("//tbody/tr")) == 1


# --- report --------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), min_size=1, max_size=60))
def test_ringkas_sama_dengan_hitungan_satu_per_satu(daftar):
    hasil = ringkas((m, t, 1) for m, t in daftar)
    menit = sorted(m for m, _ in daftar)
    assert hasil.median == Decimal(str(median(menit)))
    assert hasil.p90 == menit[-(-len(menit) * 9 // 10) - 1]
    assert (hasil.banyak, hasil.tepat) == (len(menit), sum(t for _, t in daftar))
    assert ringkas([]) is None


@pytest.fixture
def tiga(kecil, jam):
    """Three letters: 0, 30 and 120 minutes, the last too late; two kinds, two officers."""
    warga = buat_warga()
    for hari, menit, jenis in ((23, 0, "keterangan-usaha"), (24, 30, "keterangan-usaha"),
                               (25, 120, "keterangan-domisili")):  # fmt: skip
        jam.atur(utc(hari, 9))
        surat = buat_siap_ttd(warga, jenis)
        surat.verifikator_id = orang("operator" if menit else "sekdes").id
        jam.maju(minutes=menit)
        tanda_tangani([surat.id], oleh=orang("kades"), signer=SignerTanpa())


def test_laporan_per_jenis_bulan_petugas(tiga):
    per_jenis = waktu(NOVEMBER, NOVEMBER)
    usaha = per_jenis["keterangan-usaha"]
    assert (usaha.banyak, usaha.tepat, usaha.median, usaha.p90) == (2, 2, Decimal(15), 30)
    assert (per_jenis["keterangan-domisili"].tepat, per_jenis["keterangan-domisili"].persen) == (0, 0)
    (bulan,) = waktu(Periode(2026, 1), Periode(2026, 12), "bulan").items()
    assert bulan[0] == 202611 and bulan[1].median == 30 and bulan[1].persen == Decimal("0.667")
    petugas = waktu(NOVEMBER, NOVEMBER, "petugas", jenis="keterangan-usaha")
    assert {orang("operator").id: 30, orang("sekdes").id: 0} == {k: r.p90 for k, r in petugas.items()}
    assert waktu(Periode(2026, 10), Periode(2026, 10)) == {}
    nama = [b[0] for b in lembar_waktu(SaringWaktu(NOVEMBER, NOVEMBER, "petugas")).baris]
    assert nama == ["Operator", "Sekdes"]


def test_laporan_dan_rekap_memberi_angka_yang_sama(tiga):
    lembar, *_ = susun(NOVEMBER).lembar
    kolom = [lembar.indeks(k) for k in ("jenis", "selesai", "median", "p90", "tepat")]
    rekap = {b[kolom[0]]: tuple(b[k] for k in kolom[1:]) for b in lembar.baris if b[kolom[1]]}
    laporan = {b[0]: (b[1], b[5], b[6], b[2]) for b in lembar_waktu(SaringWaktu(NOVEMBER, NOVEMBER)).baris}
    assert rekap == laporan and len(rekap) == 2


def test_halaman_xlsx_pdf_dan_siapa_yang_boleh(loket, tulis):
    tulis(lambda: buat_terbit(db.session.get(type(buat_warga("Siti", "9901014107900001")), 1)))
    kades = loket.masuk("kades")
    for alamat in ("", "?periode=2026-11&menurut=petugas", "?periode=2026&menurut=bulan", "?periode=3"):
        hal = kades.jalur(f"/surat/waktu{alamat}")
        assert "100,0 %" in hal.teks_semua, alamat
    assert "Belum ada surat selesai" in kades.jalur("/surat/waktu?periode=2025").teks_semua
    for ngawur in ("?periode=abad&menurut=x&jenis=%00&petugas=-5", "?periode=0000", "?petugas=9999999999999"):
        assert kades.jalur(f"/surat/waktu{ngawur}").status == 200
    hal = kades.jalur("/surat/waktu?periode=2026&menurut=petugas")
    buku = openpyxl.load_workbook(io.BytesIO(kades.klien.get(hal.tautan("Unduh XLSX")).data))
    assert any("Operator" in [sel.value for sel in baris] for baris in buku.worksheets[0].iter_rows())
    assert kades.klien.get(hal.tautan("Cetak")).data.startswith(b"%PDF")
    assert Peramban(loket.app).masuk("operator").klien.get("/surat/waktu").status_code == 403


# --- the resident is not there any more ------------------------------------------------------------


def test_warga_meninggal_surat_berhenti_sampai_statusnya_dibetulkan(kecil):
    warga = buat_warga()
    menunggu_ttd, terbit = buat_siap_ttd(warga), buat_terbit(warga)
    ubah_status(warga, 2, tanggal=date(2026, 11, 20), versi=warga.versi, oleh=orang("sekdes"))
    assert (menunggu_ttd.keadaan, terbit.keadaan) == ("diproses", "selesai")
    assert dihentikan(menunggu_ttd) and "“mati”" in menunggu_ttd.alasan
    with pytest.raises(WargaTidakAktif):
        services.verifikasi(menunggu_ttd, oleh=orang("operator"))
    with pytest.raises(KeadaanSalah):
        tanda_tangani([menunggu_ttd.id], oleh=orang("kades"), signer=SignerTanpa())
    ubah_status(warga, 1, tanggal=date(2026, 11, 21), versi=warga.versi, oleh=orang("sekdes"))
    assert not dihentikan(menunggu_ttd) and menunggu_ttd.alasan == ""
    services.verifikasi(menunggu_ttd, oleh=orang("operator"))


def test_petugas_melihat_sebabnya_dan_warga_kata_yang_lembut(loket, tulis):
    def isi():
        warga = db.session.get(type(buat_warga("Siti", "9901014107900001")), 1)
        surat = buat_siap_ttd(warga)
        ubah_status(warga, 3, tanggal=date(2026, 11, 20), versi=warga.versi, oleh=orang("sekdes"))
        return surat.kode_status

    kode = tulis(isi)
    assert "tercatat “pindah”" in loket.masuk("operator").buka("surat.lihat", surat_id=1).teks_semua
    hal = loket.keluar().jalur(f"/status/{kode}").kirim("Lihat status", tanggal_lahir="1979-05-20")
    assert "berhenti dulu karena data pemohon di desa berubah" in hal.teks_semua
    assert "pindah" not in hal.teks_semua.split("Permohonan ini")[1]


def test_tanpa_penanda_tangan_loket_tetap_melayani_dan_mengatakannya(loket, tulis):
    from smartkampung.akun.models import Penugasan

    def lepas():
        db.session.execute(db.update(Penugasan).where(Penugasan.peran.in_(("kepala_desa", "sekretaris"))).values(
            sampai=date(2026, 1, 1)))  # fmt: skip

    tulis(lepas)
    hal = loket.masuk("operator").buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    assert "belum ada yang dapat menandatangani" in hal.teks_semua
    hal.kirim("Syarat lengkap", isian_nama_usaha="W", isian_jenis_usaha="X", isian_berdiri_sejak="2014",
              isian_keperluan="k", syarat=["ktp", "kk", "foto_usaha"])  # fmt: skip
    surat = loket.buka("surat.lihat", surat_id=1)
    for kalimat in ("menunjuk kepala desa, Plt., atau Plh.", "Belum ada penanda tangan"):
        assert kalimat in surat.teks_semua
    with loket.app.app_context():
        assert db.session.get(Surat, 1).keadaan == "menunggu_ttd"
