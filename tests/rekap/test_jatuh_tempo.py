"""When what is due: zones, short months, months off, one failing area."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.rekap import services
from smartkampung.rekap.jatuh_tempo import daftar_jatuh_tempo, hari_tempo, pada_tempo, periode_kini, rencana
from smartkampung.rekap.models import JadwalRekap, KendalaRekap
from smartkampung.rekap.queries import daftar_kendala
from tests.rekap import alat, bahan

ZONA = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


@pytest.mark.parametrize("zona", ZONA)
@pytest.mark.parametrize(("hari", "jam", "menit_dari_batas", "harap"), [
    (31, time(23, 30), -30, "2026-10"), (31, time(23, 59), -1, "2026-10"),
    (1, time(0, 0), 0, "2026-11"), (1, time(0, 30), 30, "2026-11")])
def test_batas_bulan_menurut_zona_desa(zona, hari, jam, menit_dari_batas, harap):
    """F-07: 31 October 23.30 WIT belongs to October, whatever zone the computer is in."""
    tanggal = datetime(2026, 10 if hari == 31 else 11, hari, jam.hour, jam.minute, tzinfo=ZoneInfo(zona))
    saat = tanggal.astimezone(UTC)
    awal, akhir = Periode.baca(harap).rentang(ZoneInfo(zona))
    assert awal <= saat < akhir
    batas = Periode(2026, 11).rentang(ZoneInfo(zona))[0]
    assert (saat - batas) == timedelta(minutes=menit_dari_batas)


def test_akhir_bulan_selalu_hari_terakhir():
    """F-08: 48 months, with 29 February 2028."""
    periode, hari = Periode(2026, 1), []
    for _ in range(48):
        assert hari_tempo(0, periode) == periode.akhir
        for tanggal in (1, 28):
            assert hari_tempo(tanggal, periode) == periode.sesudah().awal.replace(day=tanggal)
        hari.append(hari_tempo(0, periode).day)
        periode = periode.sesudah()
    assert hari[25] == 29 and hari.count(31) == 28 and len(hari) == 48


@pytest.mark.parametrize(("zona", "utc"), zip(ZONA, (1, 0, 23), strict=True))
def test_jam_delapan_menurut_zona(zona, utc):
    assert pada_tempo(1, time(8), Periode(2026, 10), ZoneInfo(zona)).hour == utc


def test_periode_berikut_yang_jatuh_tempo():
    zona = ZoneInfo("Asia/Jakarta")
    tepat = pada_tempo(1, time(8), Periode(2026, 10), zona)
    assert periode_kini(1, time(8), tepat - timedelta(seconds=1), zona) == Periode(2026, 10)
    assert periode_kini(1, time(8), tepat, zona) == Periode(2026, 11)


def test_tiga_bulan_mati_disusulkan_satu_per_bulan_tertua_dulu(kantor, gabung, kawat, jam):
    """F-04."""
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11")
    jam.atur(datetime(2027, 2, 3, 2, tzinfo=UTC))
    alat.putar(kantor)
    assert [(b.periode, b.keadaan) for b in alat.keluar(kantor)] == [
        (p, "diterima") for p in ("2026-11", "2026-12", "2027-01")]
    assert bahan.DISUSUN[::2] == ["penduduk 2026-11", "penduduk 2026-12", "penduduk 2027-01"]
    assert [b.rekap.bulan.nama for b in alat.keluar(kantor)][0] == "November 2026"
    alat.putar(kantor)
    assert len(alat.keluar(kantor)) == 3


def test_pc_mati_pada_tanggal_kirim_berangkat_saat_hidup(kantor, gabung, jam):
    """F-02: due on the 1st, switched on the 4th: it leaves in the first turn and says how late it is."""
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11")
    jam.atur(datetime(2026, 12, 4, 23, tzinfo=UTC))
    alat.putar(kantor)
    baris = alat.keluar(kantor)[0]
    from smartkampung.rekap.queries import terlambat
    assert baris.keadaan == "diterima" and terlambat(baris) == 3


def test_belum_jatuh_tempo_tidak_disusun_lalu_berangkat_dengan_jeda_desa(kantor, gabung, jam):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-11")
    tepat = datetime(2026, 12, 1, 1, tzinfo=UTC)
    jam.atur(tepat - timedelta(seconds=1))
    alat.putar(kantor)
    assert alat.keluar(kantor) == []
    jam.atur(tepat)
    alat.putar(kantor)
    baris = alat.keluar(kantor)[0]
    assert baris.keadaan == "menunggu" and tepat <= baris.berikut_pada < tepat + timedelta(hours=1)
    jam.atur(baris.berikut_pada)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"]


def test_satu_bagian_rusak_tidak_menahan_yang_lain(kantor, gabung, bagian_uji, jam, caplog):
    """F-11."""
    for jenis in ("penduduk", "surat"):
        alat.buat_jadwal(kantor, [gabung], jenis=jenis)
    bagian_uji["rusak"] = RuntimeError("rusak")
    alat.putar(kantor)
    assert [b.jenis for b in alat.keluar(kantor)] == ["surat"]
    with kantor.app_context():
        kendala = daftar_kendala()
        assert [(k.jenis, k.periode) for k in kendala] == [("penduduk", "2026-10")]
        assert "kesalahan pada program" in kendala[0].kalimat[0]
    bagian_uji["rusak"] = None
    alat.putar(kantor)
    assert len(alat.keluar(kantor)) == 1, "it waits before it is tried again"
    jam.maju(hours=1)
    alat.putar(kantor)
    assert sorted(b.jenis for b in alat.keluar(kantor)) == ["penduduk", "surat"]
    with kantor.app_context():
        assert daftar_kendala() == []


def test_aturan_yang_menolak_menjadi_kalimat(kantor, gabung, bagian_uji):
    alat.buat_jadwal(kantor, [gabung])
    bagian_uji["rusak"] = bahan.Terhenti()
    alat.putar(kantor)
    with kantor.app_context():
        assert daftar_kendala()[0].kalimat == ["Buku surat belum lengkap."]


def test_angka_tidak_cocok_menahan_sampai_ada_alasan(kantor, gabung, bagian_uji):
    """F-29: a village cannot send figures that do not join without saying why."""
    alat.buat_jadwal(kantor, [gabung])
    bagian_uji["kontrol"] = 1
    alat.putar(kantor)
    assert alat.keluar(kantor) == []
    with kantor.app_context():
        assert db.session.get_one(KendalaRekap, ("bulanan", "2026-10")).sebab == "tidak_cocok"
    alat.susun(kantor, alasan="Lima orang menunggu akta.")
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"]


def test_tujuan_baru_tidak_mendapat_bulan_lama(kantor, gabung, jam, usb):
    nomor = alat.buat_jadwal(kantor, [gabung], mulai="2026-08")
    alat.putar(kantor)
    baru = alat.buat_tujuan(kantor, "folder", str(usb))
    with alat.menulis(kantor) as sesi:
        jadwal = sesi.get_one(JadwalRekap, nomor)
        services.simpan_jadwal(jadwal, jenis="bulanan", hari=1, jam=time(8), tujuan=[gabung, baru])
    alat.putar(kantor)
    assert {b.tujuan_id for b in alat.keluar(kantor)} == {gabung}
    with kantor.app_context():
        assert {(t.tujuan.id, t.periode.kode) for t in rencana()} == {(gabung, "2026-11"), (baru, "2026-11")}


def test_jadwal_dihidupkan_lagi_tidak_menyusulkan_masa_mati(kantor, gabung, jam):
    nomor = alat.buat_jadwal(kantor, [gabung], aktif=False)
    jam.atur(datetime(2027, 3, 10, tzinfo=UTC))
    with alat.menulis(kantor) as sesi:
        services.simpan_jadwal(sesi.get_one(JadwalRekap, nomor), jenis="bulanan", hari=1, jam=time(8),
                               tujuan=[gabung])
    with kantor.app_context():
        assert daftar_jatuh_tempo() == []


def test_persetujuan_kades_menahan_pengiriman(kantor, gabung):
    from smartkampung.akun.models import Pengguna
    from smartkampung.rekap.models import Rekap
    from smartkampung.rekap.queries import menunggu_persetujuan

    alat.buat_jadwal(kantor, [gabung], perlu_persetujuan=True)
    alat.putar(kantor)
    assert alat.keluar(kantor) == []
    with alat.menulis(kantor) as sesi:
        rekap = menunggu_persetujuan()[0]
        services.setujui(sesi.get_one(Rekap, rekap.id), oleh=sesi.scalars(db.select(Pengguna)).first())
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"]
    with kantor.app_context():
        assert menunggu_persetujuan() == []


def test_jam_mundur_menahan_rekap(kantor, gabung, jam):
    """F-05: no recap while the clock stands before what is recorded."""
    from smartkampung.inti.galat import JamMundur

    alat.buat_jadwal(kantor, [gabung], mulai="1999-11")
    jam.atur(datetime(2000, 1, 1, tzinfo=UTC))
    with pytest.raises(JamMundur):
        alat.putar(kantor)
    assert alat.keluar(kantor) == []
