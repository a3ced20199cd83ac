"""The outbox: backoff, leases, order, revisions, receipts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from smartkampung.extensions import db
from smartkampung.kabupaten.models import RekapMasuk
from smartkampung.rekap import keadaan, keluar, pengirim, services
from smartkampung.rekap.beranda import daftar_pemeriksaan
from smartkampung.rekap.kiriman import Hasil
from smartkampung.rekap.models import KotakKeluar
from smartkampung.rekap.queries import perlu_perhatian
from smartkampung.rekap.tanda_terima import TandaTerimaSalah, impor
from tests.rekap import alat


def banyak_masuk(kabupaten) -> list[tuple[str, int]]:
    with kabupaten.app_context():
        return list(db.session.execute(db.select(RekapMasuk.periode, RekapMasuk.revisi)
                                       .order_by(RekapMasuk.periode, RekapMasuk.revisi)).tuples())


def test_jeda_48_kali_lima_menit_sehari_per_jam_lalu_harian_sampai_30_hari():
    semua = [keadaan.jeda(n) for n in range(1, 102)]
    assert semua[:48] == [timedelta(minutes=5)] * 48 and semua[48:72] == [timedelta(hours=1)] * 24
    assert semua[72:101] == [timedelta(days=1)] * 29 and keadaan.jeda(102) is None
    assert timedelta(days=30) <= sum(semua, timedelta(0)) < timedelta(days=31)


def test_terkirim_dan_bertanda_terima(kantor, gabung, kabupaten):
    alat.buat_jadwal(kantor, [gabung])
    alat.putar(kantor)
    baris = alat.keluar(kantor)[0]
    assert baris.keadaan == "diterima"
    isi = json.loads(baris.tanda_terima)["isi"]
    assert (isi["hasil"], isi["desa"], isi["periode"]) == ("diterima", alat.KODE_DESA, "2026-10")
    assert banyak_masuk(kabupaten) == [("2026-10", 0)]


@pytest.mark.parametrize("putus", ["sebelum", "sesudah"])
def test_terputus_di_mana_pun_tetap_satu_di_penerima(kantor, gabung, kabupaten, kawat, jam, putus):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-08")
    kawat.putus = putus
    for _ in range(5):
        alat.putar(kantor)
        jam.maju(minutes=6)
    assert set(alat.keadaan(kantor)) == {"menunggu"}
    kawat.putus = None
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"] * 3
    assert banyak_masuk(kabupaten) == [("2026-08", 0), ("2026-09", 0), ("2026-10", 0)]
    periode = [json.loads(d)["isi"]["periode"] for j, d in kawat.kiriman if j.endswith("/rekap")]
    assert periode[-3:] == ["2026-08", "2026-09", "2026-10"], "oldest first"


def test_satu_tujuan_putus_hanya_dicoba_sekali_per_putaran(kantor, gabung, kawat):
    alat.buat_jadwal(kantor, [gabung], mulai="2026-05")
    kawat.putus = "sebelum"
    alat.putar(kantor)
    assert [b.percobaan for b in alat.keluar(kantor)] == [1, 0, 0, 0, 0, 0]


def test_gagal_sesudah_30_hari_dan_tampak_di_beranda(kantor, gabung, kawat, jam):
    alat.buat_jadwal(kantor, [gabung])
    kawat.putus = "sebelum"
    alat.putar(kantor)
    with alat.menulis(kantor) as sesi:
        baris = sesi.scalars(db.select(KotakKeluar)).one()
        baris.percobaan, baris.berikut_pada = 101, baris.dibuat_pada
    with kantor.app_context():
        pengirim.kirim_antrean()
        baris = db.session.scalars(db.select(KotakKeluar).filter_by(periode="2026-10")).one()
        assert baris.keadaan == "gagal" and "sedang tidak melayani" in baris.sebab
        assert baris.id in [b.id for b in perlu_perhatian()]
        assert [p.jalankan() for p in daftar_pemeriksaan()] == [[], []]
    kawat.putus = None
    with alat.menulis(kantor) as sesi:
        services.coba_lagi(sesi.get_one(KotakKeluar, baris.id))
    with kantor.app_context():
        pengirim.kirim_antrean()
    assert "diterima" in alat.keadaan(kantor)


def test_penerima_sibuk_ditunggu_selama_yang_diminta(kantor, gabung, kawat, jam):
    alat.buat_jadwal(kantor, [gabung])
    kawat.status = 503
    alat.putar(kantor)
    baris = alat.keluar(kantor)[0]
    assert baris.berikut_pada - baris.dibuat_pada == timedelta(hours=2) and "sibuk" in baris.sebab


@pytest.mark.parametrize(("status", "kata"), [(302, "sudah pindah"), (500, "terganggu"), (404, "tanpa tanda terima"),
                                              (200, "tanpa tanda terima")])
def test_jawaban_aneh_tidak_dianggap_diterima(kantor, gabung, kawat, status, kata):
    alat.buat_jadwal(kantor, [gabung])
    kawat.status = status
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["menunggu"] and kata in alat.keluar(kantor)[0].sebab


def test_tanda_terima_untuk_rekap_lain_ditolak(kantor, gabung, kabupaten, kawat, jam, bagian_uji):
    """A true receipt of another month does not settle this one."""
    alat.buat_jadwal(kantor, [gabung], mulai="2026-10")
    alat.putar(kantor)
    asli = alat.keluar(kantor)[0].tanda_terima
    nomor = alat.susun(kantor, "2026-09")
    with alat.menulis(kantor) as sesi:
        from smartkampung.rekap.models import Rekap, TujuanRekap
        services.kirim_sekarang(sesi.get_one(Rekap, nomor), sesi.get_one(TujuanRekap, gabung))
    with kantor.app_context():
        k = keluar.klaim()
        from smartkampung.inti.jaringan import Jawaban
        from smartkampung.rekap.kanal_http import baca_jawaban
        hasil = baca_jawaban(k, Jawaban(200, {}, asli.encode()))
        assert hasil.keadaan == "menunggu" and "bukan untuk rekap ini" in hasil.sebab


def test_revisi_dikirim_ke_tujuan_yang_mendapat_revisi_lama(kantor, gabung, kabupaten, bagian_uji):
    """F-09: the old one untouched, the new one beside it, on both sides."""
    alat.buat_jadwal(kantor, [gabung])
    alat.putar(kantor)
    bagian_uji["dusun"] = [("Krajan", 121, 130), ("=Sumber", 80, 75)]
    alat.susun(kantor)
    alat.putar(kantor)
    assert [(b.revisi, b.keadaan) for b in alat.keluar(kantor)] == [(0, "diterima"), (1, "diterima")]
    assert banyak_masuk(kabupaten) == [("2026-10", 0), ("2026-10", 1)]
    with kantor.app_context():
        assert [p.jalankan() for p in daftar_pemeriksaan()] == [[], []]


def test_sewa_melindungi_dan_lapuk(kantor, gabung, jam):
    alat.buat_jadwal(kantor, [gabung])
    with kantor.app_context():
        from smartkampung.rekap.jadwal import siapkan_jatuh_tempo
        siapkan_jatuh_tempo()
        pertama = keluar.klaim()
        assert pertama is not None and keluar.klaim() is None
        jam.maju(minutes=6)
        kedua = keluar.klaim()
        assert kedua is not None and kedua.sewa != pertama.sewa
        keluar.selesaikan(pertama, Hasil("menunggu", "terlambat"))
        assert db.session.get_one(KotakKeluar, kedua.keluar_id, populate_existing=True).sewa == kedua.sewa


def test_sewa_dari_jam_yang_salah_tidak_menahan_selamanya(kantor, gabung, jam):
    alat.buat_jadwal(kantor, [gabung])
    with kantor.app_context():
        from smartkampung.rekap.jadwal import siapkan_jatuh_tempo
        siapkan_jatuh_tempo()
        jam.maju(days=400)
        assert keluar.klaim() is not None
        jam.maju(days=-399)
        assert keluar.klaim() is not None


def test_kunci_diganti_paket_lama_ditandatangani_ulang(kantor, gabung, kabupaten, kawat, jam):
    from smartkampung.rekap.gabung import gabung as gabungkan

    alat.buat_jadwal(kantor, [gabung])
    kawat.putus = "sebelum"
    alat.putar(kantor)
    kawat.putus = None
    kode = alat.undang(kabupaten)
    with kantor.app_context():
        gabungkan(gabung, kode, kunci_baru=True)
    jam.maju(minutes=6)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"]
    with kabupaten.app_context():
        desa = db.session.scalars(db.select(RekapMasuk)).one().desa
        assert [k.keadaan for k in desa.kunci] == ["aktif", "diganti"]


def test_folder_utuh_dan_tanda_terima_dijemput(kantor, gabung, kabupaten, usb, jam):
    from smartkampung.kabupaten.terima import terima

    folder = usb / "rekap"
    nomor = alat.buat_tujuan(kantor, "folder", str(folder))
    alat.buat_jadwal(kantor, [nomor])
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["menunggu"] and "colokkan flash disk" in alat.keluar(kantor)[0].sebab
    folder.mkdir()
    jam.maju(minutes=6)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["dikirim"]
    nama = "rekap-99.01.01.2001-bulanan-2026-10-r0"
    assert sorted(b.name for b in folder.iterdir()) == [f"{nama}.json", f"{nama}.xlsx"]
    with alat.menulis(kabupaten):
        jawab = terima((folder / f"{nama}.json").read_bytes(), jalur="unggah")
    (folder / "tanda-terima-x.json").write_bytes(jawab.tanda_terima)
    alat.putar(kantor)
    assert alat.keadaan(kantor) == ["diterima"]


def test_tanda_terima_palsu_ditolak(kantor, gabung, kabupaten):
    alat.buat_jadwal(kantor, [gabung])
    alat.putar(kantor)
    asli = alat.keluar(kantor)[0].tanda_terima.encode()
    for ubah in (asli.replace(b'"revisi":0', b'"revisi":1'), asli[:-1], b"", b"{}", asli + b" ", b"\xff" + asli):
        with pytest.raises(TandaTerimaSalah), alat.menulis(kantor):
            impor(ubah)
    with alat.menulis(kantor):
        assert len(impor(asli)) == 1


def test_tiga_hari_tanpa_tanda_terima_tampak(kantor, gabung, usb, jam):
    """F-54."""
    nomor = alat.buat_tujuan(kantor, "folder", str(usb))
    alat.buat_jadwal(kantor, [nomor])
    alat.putar(kantor)
    with kantor.app_context():
        assert perlu_perhatian() == []
    jam.maju(days=3, seconds=1)
    with kantor.app_context():
        assert len(perlu_perhatian()) == 1


def test_berkas_hilang_menjadi_gagal_dan_yang_lain_jalan(kantor, gabung, jam):
    from smartkampung.rekap.jadwal import siapkan_jatuh_tempo

    alat.buat_jadwal(kantor, [gabung], mulai="2026-09")
    with kantor.app_context():
        siapkan_jatuh_tempo()
        lokasi = db.session.scalars(db.select(KotakKeluar).filter_by(periode="2026-09")).one().rekap.json.lokasi
        db.session.rollback()
        (kantor.extensions["smartkampung"].pengaturan.folder("unggahan") / lokasi).unlink()
        pengirim.kirim_antrean()
    assert [(b.periode, b.keadaan) for b in alat.keluar(kantor)] == [("2026-09", "gagal"), ("2026-10", "diterima")]
