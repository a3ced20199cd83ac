"""Acts on letters, without HTTP."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import DatabaseError

from smartkampung.audit.models import CatatanAudit
from smartkampung.desa.waktu_layanan import tambah_menit_layanan
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakBoleh
from smartkampung.inti.tte import SignerTanpa, periksa
from smartkampung.surat import galat, pengaturan, permohonan, sertifikat, services, terbit
from smartkampung.surat.beranda import hitung_menunggu
from smartkampung.surat.models import JenisSurat, RiwayatSurat, Surat
from smartkampung.surat.permohonan import BerkasPermohonan, Pemohon
from smartkampung.surat.queries import Saringan, pilih_surat
from tests.pabrik import isi_pengguna
from tests.surat.bantu import (
    FRASA,
    ISIAN,
    LENGKAP,
    buat_permohonan,
    buat_sertifikat_kades,
    buat_siap_ttd,
    buat_terbit,
    buat_warga,
    orang,
)

pytestmark = pytest.mark.usefixtures("kecil")


def test_permohonan_di_loket_mendapat_kode_janji_dan_riwayat(jam):
    surat = buat_permohonan(buat_warga())
    assert surat.keadaan == "diterima"
    assert surat.janji_pada == tambah_menit_layanan(surat.diterima_pada, 60)
    assert surat.kode_status != surat.kode_periksa
    assert [satu.tindakan for satu in surat.riwayat] == ["diajukan"]
    assert {satu.keadaan for satu in surat.syarat} == {"ditunjukkan"}


def test_verifikasi_menolak_syarat_yang_kurang():
    surat = permohonan.ajukan_di_loket(
        "keterangan-usaha",
        buat_warga().id,
        ISIAN["keterangan-usaha"],
        BerkasPermohonan(frozenset({"ktp"})),
        oleh=orang("operator"),
    )
    with pytest.raises(galat.SyaratBelumLengkap, match="Kartu keluarga, Foto tempat usaha"):
        services.verifikasi(surat, oleh=orang("operator"))
    services.verifikasi(surat, oleh=orang("operator"), diterima=frozenset({"kk", "foto_usaha"}))
    assert surat.keadaan == "menunggu_ttd"


def test_isian_wajib_dan_isian_asing():
    with pytest.raises(galat.IsianKurang, match="Nama usaha"):
        buat_permohonan(buat_warga(), nama_usaha="")
    surat = buat_permohonan(db.session.get_one(type(buat_warga(nik="9901012005790008")), 1), keadaan="selesai", nomor=9)
    assert "nomor" not in surat.isian
    assert surat.keadaan == "diterima"


def test_tanda_tangan_basah_memberi_nomor_berkas_dan_sidik():
    surat = buat_terbit(buat_warga())
    assert surat.keadaan == "selesai"
    assert surat.nomor_teks == "500.2.2.4/1/01.2001/XI/2026"
    assert surat.berlaku_sampai == date(2026, 12, 21)
    assert hashlib.sha256(baca_berkas(surat.berkas)).hexdigest() == surat.sha256
    assert surat.potret["pekerjaan"]
    assert surat.menit_layanan == 0 and surat.tepat
    assert not surat.elektronik


def test_tanda_tangan_elektronik_sah_dan_dikenal():
    buat_sertifikat_kades()
    kades = orang("kades")
    surat = buat_terbit(buat_warga(), signer=sertifikat.signer_untuk(kades.id, FRASA))
    hasil = periksa(baca_berkas(surat.berkas), sertifikat.sertifikat_dikenal())
    assert hasil.sah and hasil.nama == "Kades"
    assert surat.elektronik and surat.penanda["sidik"] == hasil.sidik


def test_beberapa_surat_sekaligus_bernomor_berurutan():
    warga = buat_warga()
    daftar = [buat_siap_ttd(warga, jenis).id for jenis in ISIAN]
    hasil = terbit.tanda_tangani(daftar, oleh=orang("kades"), signer=SignerTanpa())
    assert [surat.nomor for surat in hasil] == [1, 2, 3]
    assert {surat.jenis_kode for surat in hasil} == set(ISIAN)


def test_sekaligus_atau_tidak_sama_sekali():
    warga = buat_warga()
    siap, belum = buat_siap_ttd(warga), buat_permohonan(warga)
    with pytest.raises(galat.KeadaanSalah, match="diterima"):
        terbit.tanda_tangani([siap.id, belum.id], oleh=orang("kades"), signer=SignerTanpa())
    assert siap.nomor is None


def test_pemverifikasi_tidak_boleh_menandatangani():
    surat = buat_permohonan(buat_warga())
    services.verifikasi(surat, oleh=orang("sekdes"))
    with pytest.raises(galat.PenandaSama, match="Sutrisno"):
        terbit.tanda_tangani([surat.id], oleh=orang("sekdes"), signer=SignerTanpa())


def test_sekretaris_menandatangani_atas_nama():
    surat = buat_siap_ttd(buat_warga())
    terbit.tanda_tangani([surat.id], oleh=orang("sekdes"), signer=SignerTanpa())
    assert surat.penanda["jabatan"] == ["a.n. Kepala Desa Sumberwangi", "Sekretaris Desa"]


def test_plt_menggantikan_kepala_desa():
    isi_pengguna("plt", "kepala_desa", sifat="plt", nomor_sk="SK 1", sampai=date(2026, 12, 31), nama="Budi Plt")
    surat = buat_siap_ttd(buat_warga())
    terbit.tanda_tangani([surat.id], oleh=orang("plt"), signer=SignerTanpa())
    assert surat.penanda["jabatan"] == ["Plt. Kepala Desa Sumberwangi"]


def test_operator_tidak_boleh_menandatangani():
    surat = buat_siap_ttd(buat_warga())
    with pytest.raises(TidakBoleh):
        terbit.tanda_tangani([surat.id], oleh=orang("operator"), signer=SignerTanpa())


def test_paraf_dapat_dinyalakan():
    pengaturan.atur(pakai_paraf=True, oleh=orang("sekdes"))
    surat = buat_siap_ttd(buat_warga())
    assert surat.keadaan == "menunggu_paraf"
    services.paraf(surat, oleh=orang("sekdes"))
    assert surat.keadaan == "menunggu_ttd"
    assert hitung_menunggu(orang("kades")) == 1


def test_kembalikan_perlu_alasan_dan_menghapus_verifikasi():
    surat = buat_siap_ttd(buat_warga())
    with pytest.raises(galat.PerluAlasan):
        services.kembalikan(surat, "  ", oleh=orang("kades"))
    services.kembalikan(surat, "Alamat usaha belum benar.", oleh=orang("kades"))
    assert (surat.keadaan, surat.verifikator_id, surat.alasan) == ("diproses", None, "Alamat usaha belum benar.")
    assert hitung_menunggu(orang("operator")) == 1


def test_minta_lengkapi_menyimpan_yang_sudah_diterima():
    surat = buat_permohonan(buat_warga())
    services.minta_lengkapi(surat, "Foto usaha buram.", oleh=orang("operator"), kurang={"foto_usaha": "buram"})
    assert {satu.kode: satu.keadaan for satu in surat.syarat} == {
        "ktp": "ditunjukkan",
        "kk": "ditunjukkan",
        "foto_usaha": "kurang",
        "pengantar_rt": "ditunjukkan",
    }


@pytest.mark.parametrize("laku", ["verifikasi", "paraf", "kembalikan", "tolak", "batalkan", "minta_lengkapi"])
def test_surat_terbit_tidak_dapat_diubah_lagi(laku):
    surat = buat_terbit(buat_warga())
    tambahan = {} if laku in ("verifikasi", "paraf") else {"alasan": "karena salah"}
    if laku == "minta_lengkapi":
        tambahan["kurang"] = {}
    with pytest.raises(galat.KeadaanSalah, match="selesai"):
        getattr(services, laku)(surat, oleh=orang("sekdes"), **tambahan)


def test_cabut_menahan_nomor_dan_nomor_berikut_tidak_mengulang():
    warga = buat_warga()
    surat = buat_terbit(warga)
    services.cabut(surat, "Data pemohon ternyata keliru.", oleh=orang("kades"))
    assert (surat.keadaan, surat.nomor) == ("dicabut", 1)
    assert buat_terbit(warga).nomor == 2


def test_nomor_dan_berkas_terbit_tidak_dapat_diubah_di_basis_data():
    surat = buat_terbit(buat_warga())
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(db.update(Surat).where(Surat.id == surat.id).values(nomor=99))
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(db.delete(RiwayatSurat))


def test_permohonan_web_diterima_walau_tidak_cocok():
    warga = buat_warga()
    isi = ISIAN["keterangan-usaha"]
    salah = permohonan.ajukan_dari_web(
        "keterangan-usaha", Pemohon("Orang Lain", warga.nik, date(1990, 1, 1)), isi, BerkasPermohonan()
    )
    benar = permohonan.ajukan_dari_web(
        "keterangan-usaha", Pemohon("Sutrisno", warga.nik, warga.tanggal_lahir), isi, BerkasPermohonan()
    )
    assert (salah.cocok, salah.penduduk_id) == (False, None)
    assert (benar.cocok, benar.penduduk_id) == (True, warga.id)
    with pytest.raises(galat.WargaBelumDipilih):
        services.verifikasi(salah, oleh=orang("operator"), diterima=LENGKAP)
    services.verifikasi(salah, oleh=orang("operator"), diterima=LENGKAP, penduduk_id=warga.id)
    assert salah.nama == "Sutrisno bin Karto"


def test_isian_petugas_tidak_diterima_dari_web():
    isi = ISIAN["keterangan-tidak-mampu"] | {"alasan": "desil 1"}
    surat = permohonan.ajukan_dari_web(
        "keterangan-tidak-mampu", Pemohon("A", "9901012005790009", date(1990, 1, 1)), isi, BerkasPermohonan()
    )
    assert "alasan" not in surat.isian


def test_setiap_tindakan_tercatat_di_audit_tanpa_nik():
    surat = buat_siap_ttd(buat_warga())
    services.kembalikan(surat, "NIK 9901 0120 0579 0007 salah ketik.", oleh=orang("kades"))
    rincian = [satu.rincian for satu in db.session.scalars(db.select(CatatanAudit).filter_by(objek_jenis="surat"))]
    assert len(rincian) == 3
    assert "9901 0120" not in str(rincian)


def test_surat_lama_memakai_versi_jenisnya():
    from smartkampung.surat import jenis as modul

    surat = buat_permohonan(buat_warga())
    baru = [dict(isi) for isi in modul.definisi_bawaan()]
    baru[1] = baru[1] | {"judul": "Surat Baru"}
    lama = db.session.scalars(db.select(JenisSurat).filter_by(kode="keterangan-usaha")).one()
    lama.klasifikasi = "100.1"
    modul._tambah_versi(next(i for i in baru if i["kode"] == "keterangan-usaha") | {"janji_menit": 30}, lama)
    db.session.flush()
    terbaru = permohonan.jenis_terlayani("keterangan-usaha")
    assert (terbaru.versi, terbaru.klasifikasi, terbaru.janji_menit) == (2, "100.1", 30)
    assert surat.jenis.versi == 1


@pytest.mark.parametrize("q", ["sutrisno", "Soetrisno kar", "500.2.2.4/1/01.2001/XI/2026", "1", "9901 0120 0579 0007"])
def test_cari_dengan_nama_nomor_atau_nik(q):
    surat = buat_terbit(buat_warga())
    buat_terbit(buat_warga("Aminah", "9901016005800001", jenis_kelamin=2))
    hasil = db.session.execute(pilih_surat(Saringan(q=q))).all()
    assert [baris.id for baris in hasil] == [surat.id]


def test_cari_dengan_kode_status():
    surat = buat_permohonan(buat_warga())
    buat_permohonan(db.session.get_one(type(buat_warga("Lain", "9901012005790011")), 2))
    hasil = db.session.execute(pilih_surat(Saringan(q=surat.kode_status.lower()))).all()
    assert [baris.id for baris in hasil] == [surat.id]


def test_menit_layanan_hanya_menghitung_jam_buka(jam):
    jam.atur(datetime(2026, 11, 27, 8, 30, tzinfo=UTC))  # Friday 15.30 WIB, half an hour before closing
    surat = buat_siap_ttd(buat_warga())
    jam.atur(datetime(2026, 11, 28, 1, 45, tzinfo=UTC))  # Saturday 08.45 WIB
    terbit.tanda_tangani([surat.id], oleh=orang("kades"), signer=SignerTanpa())
    assert surat.menit_layanan == 75
    assert not surat.tepat


def test_warga_meninggal_tidak_dilayani():
    warga = buat_warga()
    surat = buat_siap_ttd(warga)
    warga.status_dasar = 2  # as an import would, without a word to anybody
    with pytest.raises(galat.WargaTidakAda):
        terbit.tanda_tangani([surat.id], oleh=orang("kades"), signer=SignerTanpa())
    assert surat.nomor is None
