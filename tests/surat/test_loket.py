"""The counter: what is known is folded, papers of the dossier, only what is missing, two clerks."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat import pegang, permohonan, services
from smartkampung.surat.berkas_warga import services as berkas_warga
from smartkampung.surat.berkas_warga.masa import berlaku_sampai, boleh_disimpan
from smartkampung.surat.berkas_warga.models import BerkasWarga
from smartkampung.surat.berkas_warga.queries import berlaku, isian_lalu
from smartkampung.surat.galat import TeleponKurang, WargaTidakAktif
from smartkampung.surat.jadwal import bersihkan
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import BerkasPermohonan, Unggahan
from tests.peramban import Peramban
from tests.surat.bantu import ISIAN, LENGKAP, buat_permohonan, buat_terbit, buat_warga, orang
from tests.surat.test_halaman import warga as warga_satu

TANPA_FOTO = LENGKAP - {"foto_usaha"}


def foto() -> bytes:
    berkas = io.BytesIO()
    Image.new("RGB", (80, 60), "green").save(berkas, "JPEG")
    return berkas.getvalue()


def dengan_foto(simpan: bool = True) -> BerkasPermohonan:
    unggahan = {"foto_usaha": Unggahan(foto(), "usaha.jpg", "image/jpeg")}
    return BerkasPermohonan(LENGKAP, unggahan, simpan=frozenset({"foto_usaha"} if simpan else ()))


def ajukan(warga, berkas, **lain):
    return permohonan.ajukan_di_loket(
        "keterangan-usaha", warga.id, ISIAN["keterangan-usaha"], berkas, oleh=orang("operator"), **lain
    )


def per_kode(surat: Surat):
    return {satu.kode: satu for satu in surat.syarat}


# --- dossier ---------------------------------------------------------------------------------------


def test_berkas_yang_disimpan_dipakai_lagi_tanpa_salinan(kecil):
    warga = buat_warga()
    pertama = ajukan(warga, dengan_foto())
    (satu,) = berlaku(warga.id).values()
    assert (satu.kode, satu.berlaku_sampai) == ("foto_usaha", date(2027, 5, 21))
    assert per_kode(pertama)["foto_usaha"].berkas is None
    kedua = ajukan(warga, BerkasPermohonan(TANPA_FOTO, arsip=frozenset({"foto_usaha"})))
    syarat = per_kode(kedua)["foto_usaha"]
    assert (syarat.keadaan, syarat.berkas_warga_id, syarat.berkas_id) == ("diterima", satu.id, None)
    services.verifikasi(kedua, oleh=orang("operator"))
    assert kedua.keadaan == "menunggu_ttd"


def test_tanpa_setuju_tidak_disimpan_dan_ktp_tidak_pernah(kecil):
    ajukan(buat_warga(), dengan_foto(simpan=False))
    assert not db.session.scalar(db.select(BerkasWarga.id))
    assert not boleh_disimpan("ktp", "wajib") and not boleh_disimpan("buku_nikah", "ditunjukkan")
    surat = ajukan(db.session.get(type(buat_warga("Siti", "9901014107900001")), 2), BerkasPermohonan(LENGKAP))
    with pytest.raises(berkas_warga.TidakDisimpan, match="cukup ditunjukkan"):
        berkas_warga.simpan(per_kode(surat)["ktp"], oleh=orang("operator"))
    with pytest.raises(berkas_warga.BelumAdaBerkas):
        berkas_warga.simpan(per_kode(surat)["foto_usaha"], oleh=orang("operator"))


def test_berkas_habis_masa_dihapus_malam_hari_dan_surat_lama_tetap(kantor, jam):
    with kantor.app_context(), basis.transaksi():
        from smartkampung.surat.jenis import muat_jenis

        muat_jenis()
        surat_id = ajukan(buat_warga(), dengan_foto()).id
    jam.maju(days=182)
    with kantor.app_context():
        bersihkan()
        assert not db.session.scalar(db.select(BerkasWarga.id))
        syarat = per_kode(db.session.get(Surat, surat_id))["foto_usaha"]
        assert (syarat.keadaan, syarat.berkas_warga_id) == ("diterima", None)
        assert not list((kantor.extensions["smartkampung"].pengaturan.folder("unggahan")).glob("??/*"))


def test_surat_yang_dialihkan_ke_warga_lain_melepas_berkas_pemilik_lama(kecil):
    from smartkampung.surat.berkas_warga.periksa import daftar_pemeriksaan

    satu, dua = buat_warga(), buat_warga("Siti", "9901014107900001")
    ajukan(satu, dengan_foto())
    surat = ajukan(satu, BerkasPermohonan(TANPA_FOTO, arsip=frozenset({"foto_usaha"})))
    permohonan.cocokkan(surat, dua.id)
    assert per_kode(surat)["foto_usaha"].keadaan == "belum"
    assert [periksa.jalankan() for periksa in daftar_pemeriksaan()] == [[], [], []]


def test_pemeriksaan_menemukan_berkas_yang_tertukar_atau_terlupa(kecil):
    from smartkampung.surat.berkas_warga.periksa import daftar_pemeriksaan
    from smartkampung.surat.paket.models import PaketSurat

    satu, dua = buat_warga(), buat_warga("Siti", "9901014107900001")
    ajukan(satu, dengan_foto())
    assert [periksa.jalankan() for periksa in daftar_pemeriksaan()] == [[], [], []]
    surat = ajukan(dua, BerkasPermohonan(LENGKAP))
    (berkas,) = berlaku(satu.id).values()
    per_kode(surat)["foto_usaha"].berkas_warga_id = berkas.id
    berkas.berlaku_sampai = date(2026, 1, 1)
    paket = PaketSurat(kode="x", nama="x", penduduk_id=satu.id, dibuat_pada=sekarang())
    db.session.add(paket)
    db.session.flush()
    surat.paket_id = paket.id
    assert [len(periksa.jalankan()) for periksa in daftar_pemeriksaan()] == [1, 1, 1]


@pytest.mark.parametrize(("kode", "hari", "sampai"), [
    ("foto_usaha", date(2026, 8, 31), date(2027, 2, 28)), ("akta", date(2024, 2, 29), date(2029, 2, 28)),
    ("tak_dikenal", date(2026, 11, 21), date(2027, 11, 21))])  # fmt: skip
def test_masa_berlaku_menurut_jenis_berkas(kode, hari, sampai):
    assert berlaku_sampai(kode, hari) == sampai


@pytest.mark.satu_basis
def test_halaman_berkas_warga_membuka_tercatat_dan_menghapus(loket, tulis):
    tulis(lambda: ajukan(warga_satu(), dengan_foto()))
    hal = loket.masuk("operator").buka("penduduk.lihat", penduduk_id=1).ikuti("Berkas")
    assert "berlaku sampai 21 Mei 2027" in hal.teks_semua
    jawab = loket.klien.get(hal.tautan("Foto tempat usaha"))
    assert jawab.mimetype == "image/jpeg" and jawab.headers["Content-Disposition"].startswith("inline")
    with loket.app.app_context():
        from smartkampung.audit.models import CatatanAudit

        assert db.session.scalar(db.select(db.func.count()).where(
            CatatanAudit.peristiwa == "surat.berkas_warga_dibuka")) == 1
    isi = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    assert ("arsip", "foto_usaha") in isi.isian("Syarat lengkap")
    assert "Belum ada berkas" in hal.kirim("Hapus").teks_semua
    assert not Peramban(loket.app).masuk("kades").klien.get("/surat/berkas-warga/milik/1").status_code == 200


# --- what is known -------------------------------------------------------------------------------


@pytest.mark.satu_basis
def test_isian_surat_lalu_terisi_terlipat_kecuali_keperluan(loket, tulis):
    tulis(lambda: buat_terbit(warga_satu()))
    hal = loket.masuk("operator").buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    lipat = hal.pohon.xpath("//details[contains(., 'Sudah diketahui')]")[0]
    assert "Warung Kopi Mbah Karto" in lipat.text_content()
    assert lipat.xpath(".//input[@name='isian_nama_usaha']") and not lipat.xpath(".//input[@name='isian_keperluan']")
    assert hal.pohon.xpath("//*[@autofocus]/@name") == ["isian_keperluan"]
    selesai = hal.kirim("Syarat lengkap", isian_keperluan="kredit lagi", syarat=["ktp", "kk", "foto_usaha"])
    assert "Menunggu tanda tangan" in selesai.teks_semua
    with loket.app.app_context():
        assert db.session.get(Surat, 2).isian["nama_usaha"] == "Warung Kopi Mbah Karto"


def test_isian_lalu_hanya_dari_surat_terbit_sejenis(kecil):
    warga = buat_warga()
    buat_permohonan(warga)
    assert isian_lalu(warga.id, "keterangan-usaha") == {}
    buat_terbit(warga)
    assert set(isian_lalu(warga.id, "keterangan-usaha")) == {"nama_usaha", "jenis_usaha", "berdiri_sejak"}
    assert isian_lalu(warga.id, "keterangan-kematian") == {}


def test_permohonan_whatsapp_perlu_nomornya(kecil):
    warga = buat_warga()
    with pytest.raises(TeleponKurang):
        ajukan(warga, BerkasPermohonan(LENGKAP), kanal="wa")
    assert ajukan(warga, BerkasPermohonan(LENGKAP), kanal="wa", telepon="081234567890").kanal == "wa"


# --- only what is missing ------------------------------------------------------------------------


@pytest.mark.satu_basis
def test_tiap_syarat_dinilai_dan_hanya_yang_kurang_ditanyakan(loket, tulis):
    tulis(lambda: ajukan(warga_satu(), BerkasPermohonan(frozenset({"ktp"}), dengan_foto(simpan=False).unggahan)))
    minta = loket.masuk("operator").buka("surat.lihat", surat_id=1).ikuti("Minta lengkapi")
    minta.kirim("Minta lengkapi", nilai_kk="diterima", nilai_foto_usaha="kurang", catatan_foto_usaha="buram")
    with loket.app.app_context():
        surat = db.session.get(Surat, 1)
        assert {k: s.keadaan for k, s in per_kode(surat).items()} == {
            "ktp": "ditunjukkan", "kk": "ditunjukkan", "foto_usaha": "kurang", "pengantar_rt": "belum"}  # fmt: skip
        assert surat.alasan == "Mohon lengkapi: Foto tempat usaha (buram)."
    hal = loket.buka("surat.lihat", surat_id=1).ikuti("Catat yang dibawa")
    assert {n for n, _ in hal.isian("Simpan")} == {"csrf_token", "_kunci", "pesan"}
    assert hal.pohon.xpath("//input[@type='checkbox']/@value") == ["foto_usaha"]
    assert hal.kirim("Simpan").status == 422
    assert "Sudah lengkap" in hal.kirim("Simpan", syarat=["foto_usaha"]).teks_semua


@pytest.mark.satu_basis
def test_minta_lengkapi_tanpa_apa_pun_ditolak_dengan_kalimat(loket, tulis):
    tulis(lambda: buat_permohonan(warga_satu()))
    minta = loket.masuk("operator").buka("tindakan.minta_lengkapi", surat_id=1)
    assert any("Tulis alasannya" in g for g in minta.kirim("Minta lengkapi").galat)


def test_sebagian_dilengkapi_tetap_menunggu_sisanya(kecil):
    surat = ajukan(buat_warga(), BerkasPermohonan(frozenset({"ktp", "kk"})))
    services.minta_lengkapi(surat, "", oleh=orang("operator"), kurang={"foto_usaha": "", "pengantar_rt": "belum dicap"})
    unggahan = {"foto_usaha": Unggahan(foto(), "a.jpg", "image/jpeg"), "ktp": Unggahan(foto(), "b.jpg", "image/jpeg")}
    assert not permohonan.lengkapi(surat, BerkasPermohonan(unggahan=unggahan))
    assert (surat.keadaan, per_kode(surat)["ktp"].keadaan) == ("perlu_dilengkapi", "ditunjukkan")
    assert [s.kode for s in permohonan.diminta(surat)] == ["pengantar_rt"]
    assert permohonan.lengkapi(surat, BerkasPermohonan(), pesan="Ketua RT sedang keluar kota.")
    assert surat.keadaan == "diterima"


# --- two clerks ----------------------------------------------------------------------------------


def test_petugas_kedua_melihat_siapa_dan_mengambil_alih(loket, tulis):
    tulis(lambda: buat_permohonan(warga_satu()))
    loket.masuk("operator").buka("surat.lihat", surat_id=1)
    kasi = Peramban(loket.app).masuk("kasi")
    hal = kasi.buka("surat.lihat", surat_id=1)
    assert "Sedang dikerjakan Operator sejak 10.00" in hal.teks_semua
    assert not hal.pohon.xpath("//button[contains(., 'Verifikasi')]")
    hal = hal.kirim("Ambil alih")
    assert hal.kirim("Verifikasi", syarat=["ktp", "kk", "foto_usaha"]).pesan[0].startswith("Diverifikasi")
    with loket.app.app_context():
        assert [r.tindakan for r in db.session.get(Surat, 1).riwayat] == ["diverifikasi", "diambil_alih", "diajukan"]


def test_yang_dipegang_orang_lain_ditolak_sampai_lewat_waktunya(kecil, jam):
    surat = buat_permohonan(buat_warga())
    surat.pemegang_id, surat.dipegang_pada = orang("sekdes").id, sekarang()
    with pytest.raises(pegang.DikerjakanLain, match="sedang dikerjakan Sekdes sejak 10.00"):
        services.verifikasi(surat, oleh=orang("operator"))
    jam.maju(minutes=16)
    services.verifikasi(surat, oleh=orang("operator"))


@pytest.mark.satu_basis
def test_yang_hanya_melihat_tidak_memegang(loket, tulis):
    tulis(lambda: buat_permohonan(warga_satu()))
    loket.masuk("kades").buka("surat.lihat", surat_id=1)
    with loket.app.app_context():
        assert db.session.get(Surat, 1).pemegang_id is None


def test_warga_yang_meninggal_disebut_namanya_di_loket(kecil):
    warga = buat_warga()
    surat = buat_permohonan(warga)
    warga.status_dasar = 2
    with pytest.raises(WargaTidakAktif, match="Sutrisno bin Karto tercatat “mati”"):
        services.verifikasi(surat, oleh=orang("operator"))
    assert sekarang() - surat.diterima_pada < timedelta(minutes=1)
