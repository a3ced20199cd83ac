"""Incoming letters and orders: numbers, who sees what, the chain from head to officer, refusals."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.galat import Bentrok, TidakBoleh, TidakDitemukan
from smartkampung.inti.konteks import hari_desa
from smartkampung.sekretariat import beranda, masuk, queries
from smartkampung.sekretariat import disposisi as perintah
from smartkampung.sekretariat.klasifikasi import KlasifikasiSalah, cari_kode
from smartkampung.sekretariat.models import RAHASIA, Disposisi, SuratMasuk
from smartkampung.sekretariat.periksa import daftar_pemeriksaan
from smartkampung.surat.nomor import skema
from smartkampung.surat.nomor.luar import pesan_nomor
from smartkampung.surat.nomor.queries import isi_register
from smartkampung.surat.periksa import daftar_pemeriksaan as pemeriksaan_surat
from tests.peramban import Peramban
from tests.sekretariat.conftest import isi_masuk
from tests.surat.bantu import orang
from tests.surat.test_bsre import hanya_sqlite
from tests.surat.test_halaman import gambar


def terlihat(nama: str) -> list[int]:
    return [m.nomor for m in db.session.scalars(queries.pilih_masuk(queries.SaringMasuk(), orang(nama)))]


def beri(surat: SuratMasuk, dari: str, *kepada: str, tenggat=None) -> list[Disposisi]:
    return perintah.disposisikan(surat, [orang(k).id for k in kepada], "Tindak lanjuti", tenggat, oleh=orang(dari))


def test_nomor_berurutan_sendiri_dan_tidak_hilang(buat_masuk):
    satu, dua = buat_masuk(), buat_masuk()
    masuk.batalkan_masuk(satu, "Tercatat dua kali", oleh=orang("operator"))
    assert [satu.nomor, dua.nomor, buat_masuk().nomor] == [1, 2, 3]
    assert list(pemeriksaan_surat()[0].jalankan()) == []
    db.session.execute(db.update(SuratMasuk).where(SuratMasuk.id == dua.id).values(perihal="x"))
    with pytest.raises(Exception, match="surat_masuk"), db.session.begin_nested():
        db.session.execute(db.delete(SuratMasuk).where(SuratMasuk.id == dua.id))


def test_register_gabung_berbagi_urutan_dengan_surat_keluar(buat_masuk):
    buat_masuk()
    keluar = pesan_nomor(4, "undangan di luar program", oleh=orang("operator"), klasifikasi="005")
    skema.ganti_skema(skema.GABUNG, mulai_sekarang=True, oleh=orang("sekdes"))
    berikut = buat_masuk()
    sesudah = pesan_nomor(1, "undangan berikutnya", oleh=orang("operator"), klasifikasi="005")[0]
    assert (keluar[-1].nomor, berikut.nomor, sesudah.nomor) == (4, 5, 6)
    assert [b.keadaan for b in isi_register(skema.REGISTER_GABUNG, hari_desa().year)][-2:] == ["Surat masuk", "Dipesan"]
    assert list(pemeriksaan_surat()[0].jalankan()) == []
    skema.ganti_skema(skema.SEMUA, mulai_sekarang=True, oleh=orang("sekdes"))
    assert buat_masuk().nomor == 6  # own register again, after the highest agenda number of incoming letters


@hanya_sqlite
@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"tanggal_diterima": timedelta(days=1)}, masuk.TanggalMasukSalah),
        ({"tanggal_diterima": timedelta(days=-400), "tanggal_surat": timedelta(days=-401)}, masuk.TanggalMasukSalah),
        ({"tanggal_surat": timedelta(days=1)}, masuk.TanggalSuratSesudahDiterima),
        ({"klasifikasi": "470/umum"}, KlasifikasiSalah),
        ({"pengirim": "CAMAT RANDUASRI"}, masuk.SudahDicatat),
    ],
)
def test_isian_salah_ditolak_dengan_sebab(buat_masuk, ubah, galat):
    buat_masuk(nomor_surat="005/117/2026")
    isi = {k: hari_desa() + v if isinstance(v, timedelta) else v for k, v in ubah.items()}
    with pytest.raises(galat):
        masuk.catat_masuk(isi_masuk(**isi), oleh=orang("operator"))


def test_betulkan_menolak_versi_lama(buat_masuk):
    surat = buat_masuk()
    isi = isi_masuk(perihal="Rapat diundur", nomor_surat="005/9")
    masuk.ubah_masuk(surat, isi, versi=1, oleh=orang("operator"))
    with pytest.raises(Bentrok):
        masuk.ubah_masuk(surat, replace(isi, perihal="Lain"), versi=1, oleh=orang("sekdes"))
    assert (surat.perihal, surat.versi) == ("Rapat diundur", 2)


def test_yang_terlihat_hanya_rantai_dan_rahasia_hanya_yang_disebut(buat_masuk):
    biasa, rahasia = buat_masuk(), buat_masuk(sifat=RAHASIA)
    oleh_sekdes = masuk.catat_masuk(isi_masuk(sifat=RAHASIA, nomor_surat="R-3"), oleh=orang("sekdes"))
    assert terlihat("kades") == [3, 2, 1] and terlihat("operator") == [2, 1] and terlihat("kasi") == []
    beri(oleh_sekdes, "kades", "kasi")
    beri(biasa, "kades", "sekdes")
    assert terlihat("kasi") == [3] and terlihat("keuangan") == []
    with pytest.raises(TidakDitemukan):
        beri(rahasia, "kasi", "keuangan")
    with pytest.raises(TidakBoleh):
        beri(biasa, "operator", "kasi")


def test_rantai_kades_sekdes_kasi_sampai_selesai(buat_masuk, jam):
    surat = buat_masuk()
    assert beranda.hitung_menunggu(orang("kades")) == 1
    (ke_sekdes,) = beri(surat, "kades", "sekdes", tenggat=hari_desa() + timedelta(days=2))
    (ke_kasi,) = beri(surat, "sekdes", "kasi", tenggat=hari_desa())
    assert ke_sekdes.dibaca_pada and ke_kasi.induk_id == ke_sekdes.id and surat.keadaan == "berjalan"
    assert beranda.hitung_menunggu(orang("kades")) == 0 and beranda.hitung_menunggu(orang("kasi")) == 1
    with pytest.raises(perintah.MasihDiteruskan, match="Kasi"):
        perintah.selesaikan(ke_sekdes, "Beres", oleh=orang("sekdes"))
    with pytest.raises(perintah.SudahMemegang):
        beri(surat, "kades", "kasi")
    jam.maju(days=1)
    assert ke_kasi.lewat(hari_desa()) and not ke_sekdes.lewat(hari_desa())
    assert list(db.session.scalars(queries.pilih_lewat(orang("kades")))) == [ke_kasi]
    perintah.selesaikan(ke_kasi, "Sudah dihadiri", oleh=orang("kasi"))
    with pytest.raises(perintah.DisposisiTertutup):
        perintah.selesaikan(ke_kasi, "Lagi", oleh=orang("kasi"))
    perintah.selesaikan(ke_sekdes, "Beres", oleh=orang("sekdes"))
    assert surat.keadaan == "selesai" and beranda.hitung_menunggu(orang("kasi")) == 0
    assert list(daftar_pemeriksaan()[0].jalankan()) == []


def test_tarik_mengembalikan_surat_ke_antrean(buat_masuk):
    surat = buat_masuk()
    (satu,) = beri(surat, "kades", "kasi")
    with pytest.raises(TidakDitemukan):
        perintah.tarik(satu, oleh=orang("sekdes"))
    perintah.tarik(satu, oleh=orang("kades"))
    assert surat.keadaan == "baru" and beri(surat, "kades", "kasi")[0].id != satu.id


def test_cari_kode_klasifikasi():
    assert cari_kode("400.10.2")[0][0] == "400.10.2"
    assert any("kelahiran" in nama.casefold() for _kode, nama in cari_kode("kelahiran"))


@hanya_sqlite
def test_halaman_catat_disposisi_baca_lapor(kantor):
    operator, kades, kasi = (Peramban(kantor).masuk(n) for n in ("operator", "kades", "kasi"))
    with kantor.app_context():
        hari = hari_desa().isoformat()
    form = operator.buka("surat_masuk.catat")
    assert form.ikuti("Cari kode").judul == "Klasifikasi arsip"
    assert "PERTANIAN DAN PANGAN" in operator.buka("surat_masuk.klasifikasi", q="pertanian").teks_semua
    assert form.kirim("Catat", pengirim="").status == 422
    isi = {"pengirim": "Puskesmas", "perihal": "Jadwal =posyandu", "tanggal_surat": hari,
           "berkas": (io.BytesIO(gambar()), "a.jpg")}  # fmt: skip
    lihat = form.kirim("Catat", **isi)
    assert lihat.judul == "Jadwal =posyandu" and "nomor agenda 1" in lihat.pesan[0]
    assert operator.jalur(lihat.tautan("Buka pindaian")).jawab.mimetype == "image/jpeg"
    assert operator.buka("surat_masuk.daftar").kirim("Tampilkan", q="posyandu").tautan("Jadwal")
    assert operator.buka("surat_masuk.daftar").kirim("Unduh XLSX").isi[:2] == b"PK"
    assert operator.buka("surat_masuk.daftar").kirim("Cetak").isi[:5] == b"%PDF-"
    assert kasi.jalur("/sekretariat/masuk/1").status == 404
    beri = kades.buka("beranda.lihat").ikuti("Disposisi").ikuti("Disposisi")
    with kantor.app_context(), basis.transaksi():
        kasi_id = orang("kasi").id
    kades.buka("disposisi.beri", masuk_id=1).kirim("Kirim disposisi", kepada=[str(kasi_id)], instruksi="Hadiri")
    assert beri.status == 200
    halaman = kasi.buka("beranda.lihat").ikuti("Kerjakan").kirim("Sudah dibaca")
    assert halaman.status == 200 and "Dikerjakan" in halaman.teks_semua
    selesai = halaman.ikuti("Lapor selesai").kirim("Lapor selesai", laporan="Sudah hadir")
    assert "Sudah hadir" in selesai.teks_semua and "Selesai" in selesai.teks_semua
    assert kades.jalur(selesai.tautan("Cetak lembar")).isi[:5] == b"%PDF-"


def test_dua_pencatat_bersamaan_mendapat_nomor_berbeda(kantor):
    nomor, galat = [], []

    def catat(ke: int) -> None:
        try:
            with kantor.app_context(), basis.transaksi():
                nomor.append(masuk.catat_masuk(isi_masuk(nomor_surat=f"B-{ke}"), oleh=orang("operator")).nomor)
        except Exception as e:
            galat.append(e)

    benang = [threading.Thread(target=catat, args=(ke,)) for ke in range(4)]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join()
    assert not galat and sorted(nomor) == [1, 2, 3, 4]
