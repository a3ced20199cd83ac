"""Who signs and with what: the office in all its ways, certificates about to end, reading first, the pages of BSrE."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from smartkampung.akun.services import tugaskan
from smartkampung.contoh import bsre_tiruan
from smartkampung.contoh.bsre_tiruan import FRASA as FRASA_BSRE
from smartkampung.contoh.bsre_tiruan import NIK
from smartkampung.desa.models import Perangkat
from smartkampung.desa.queries import penandatangan, penandatangan_sebagai
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tte import SignerTanpa
from smartkampung.surat import sertifikat, services, terbit
from smartkampung.surat.galat import BukanPenandatangan, HarusKepala, SertifikatBerakhir
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor import luar
from smartkampung.surat.tte.beranda import menunggu
from smartkampung.surat.tte.layanan import AlamatBSrESalah, atur_layanan, layanan_tte, rapikan_alamat
from smartkampung.surat.tte.models import LayananTTE
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.surat.bantu import FRASA, buat_sertifikat_kades, buat_siap_ttd, buat_terbit, buat_warga, orang
from tests.surat.test_bsre import peladen, tiruan  # noqa: F401
from tests.surat.test_halaman import warga

HARI = date(2026, 11, 21)


# --- who ------------------------------------------------------------------------------------------------


def cara(pada=HARI) -> list[tuple[str, str]]:
    return [(p.nama, p.cara) for p in penandatangan(pada)]


@pytest.mark.parametrize(
    ("tugas", "harap"),
    [
        ([], [("Kades", "langsung"), ("Sekdes", "an")]),
        ([("sekdes", "kepala_desa", "plh")], [("Sekdes", "plh"), ("Kades", "langsung"), ("Sekdes", "an")]),
        ([("operator", "kepala_desa", "plt")], [("Operator", "plt"), ("Kades", "langsung"), ("Sekdes", "an")]),
        ([("operator", "sekretaris", "plt")], [("Kades", "langsung"), ("Operator", "an"), ("Sekdes", "an")]),
        ([("operator", "penanda_ub", "definitif")], [("Kades", "langsung"), ("Sekdes", "an"), ("Operator", "ub")]),
        (
            [("sekdes", "kepala_desa", "plh"), ("operator", "kepala_desa", "plt")],
            [("Operator", "plt"), ("Sekdes", "plh"), ("Kades", "langsung"), ("Sekdes", "an")],
        ),
    ],
)
def test_semua_gabungan_a_n_u_b_plt_plh_pada_satu_tanggal(kecil, tugas, harap):
    for nama, peran, sifat in tugas:
        tugaskan(orang(nama), peran, sifat=sifat, mulai=HARI, sampai=HARI, nomor_sk="800/1", oleh=None)
    assert cara() == harap
    assert cara(HARI + timedelta(days=1)) == [("Kades", "langsung"), ("Sekdes", "an")]


def test_ganti_kepala_pada_hari_yang_sama_yang_baru_didahulukan(kecil, buat_pengguna_uji):
    lama = orang("kades").penugasan[0]
    lama.sampai = HARI
    buat_pengguna_uji("kades2", "kepala_desa", nama="Kades Baru", mulai=HARI)
    db.session.flush()
    assert cara()[:2] == [("Kades Baru", "langsung"), ("Kades", "langsung")]  # the last day counts whole
    assert cara(HARI + timedelta(days=1))[0] == ("Kades Baru", "langsung")
    orang("kades").aktif = False
    db.session.flush()
    assert ("Kades", "langsung") not in cara()


def test_penanda_u_b_menulis_empat_baris_jabatan_dan_tidak_untuk_surat_khusus_kepala(kecil):
    kasi = orang("operator")
    db.session.add(
        Perangkat(nama="Rina", jabatan="Kepala Seksi Pelayanan", mulai=date(2024, 1, 1), pengguna_id=kasi.id)
    )
    tugaskan(kasi, "penanda_ub", mulai=HARI, oleh=None, nomor_sk="141/2")
    assert penandatangan_sebagai(kasi.id, HARI).baris_jabatan == (
        "a.n. Kepala Desa Sumberwangi", "Sekretaris Desa", "u.b.", "Kepala Seksi Pelayanan",
    )  # fmt: skip
    surat = buat_siap_ttd(buat_warga())
    surat.verifikator_id = orang("sekdes").id
    terbit.tanda_tangani([surat.id], oleh=kasi, signer=SignerTanpa())
    assert surat.penanda["cara"] == "ub" and surat.penanda["jabatan"][-1] == "Kepala Seksi Pelayanan"
    khusus = buat_siap_ttd(buat_warga("Sutini", nik="9901016005790008", hubungan_keluarga=3, jenis_kelamin=2))
    khusus.verifikator_id = orang("sekdes").id
    khusus.jenis = db.session.scalars(db.select(JenisSurat).filter_by(kode="ahli-waris")).one()  # only the head signs
    with pytest.raises(HarusKepala):
        terbit.tanda_tangani([khusus.id], oleh=kasi, signer=SignerTanpa())


def test_jabatan_yang_berakhir_kemarin_tidak_menandatangani(kecil):
    orang("kades").penugasan[0].sampai = HARI - timedelta(days=1)
    db.session.flush()
    surat = buat_siap_ttd(buat_warga())
    db.session.expire_all()
    with pytest.raises((BukanPenandatangan, Exception), match="tidak tercatat|Peran Anda"):
        terbit.tanda_tangani([surat.id], oleh=orang("kades"), signer=SignerTanpa())


# --- certificates ---------------------------------------------------------------------------------------


def test_beranda_mengingatkan_60_dan_14_hari_sebelum_sertifikat_berakhir(kecil, jam):
    buat_sertifikat_kades()
    akhir = sertifikat.sertifikat_berlaku(orang("kades").id).berlaku_sampai
    for sisa, mendesak in ((90, None), (60, False), (15, False), (14, True)):
        jam.atur(akhir - timedelta(days=sisa))
        with kecil.test_request_context():
            hal = menunggu(orang("kades"))
        assert [satu.tenggat is not None for satu in hal] == ([] if mendesak is None else [mendesak])
        assert all("Sertifikat tanda tangan berakhir" in satu.judul for satu in hal)


def test_sertifikat_habis_disebut_dan_tanda_tangan_basah_tetap_bisa(loket, tulis, jam):  # noqa: F811
    tulis(buat_sertifikat_kades)
    jam.atur(datetime(2029, 1, 2, 3, 0, tzinfo=UTC))
    tulis(lambda: buat_siap_ttd(warga()))
    with loket.app.app_context(), pytest.raises(SertifikatBerakhir, match="2028"):
        sertifikat.signer_untuk(orang("kades").id, FRASA)
    antrean = loket.masuk("kades").buka("tanda_tangan.antrean")
    assert "Sertifikat Anda berakhir 20 November 2028" in antrean.teks_semua
    antrean.ikuti("Baca")
    jadi = loket.buka("tanda_tangan.antrean").kirim("Terbitkan yang dipilih", surat=["1"])
    assert "terbit dengan nomor" in jadi.pesan[0]


def test_nomor_dipesan_yang_lama_dibiarkan_diingatkan(kecil, jam):
    luar.pesan_nomor(2, "Undangan musyawarah", oleh=orang("operator"))
    with kecil.test_request_context():
        assert menunggu(orang("operator")) == []
        jam.maju(days=8)
        assert "2 nomor dipesan belum diisi" in menunggu(orang("operator"))[0].judul


# --- reading --------------------------------------------------------------------------------------------


def test_bacaan_gugur_bila_surat_dikembalikan_lalu_diverifikasi_lagi(loket, tulis, jam):  # noqa: F811
    tulis(lambda: (buat_siap_ttd(warga()), buat_sertifikat_kades()))
    loket.masuk("kades").klien.get("/surat/1/pratinjau")
    assert "1 sudah dibaca" in loket.buka("tanda_tangan.antrean").teks_semua

    def ulang():
        surat = db.session.get_one(Surat, 1)
        services.kembalikan(surat, "Alamatnya keliru.", oleh=orang("kades"))
        jam.maju(minutes=5)
        services.verifikasi(surat, oleh=orang("operator"))

    tulis(ulang)
    antrean = loket.buka("tanda_tangan.antrean")
    assert "sudah dibaca" not in antrean.teks_semua.replace("yang sudah dibaca dapat", "")
    assert antrean.kirim("Tanda tangani yang dipilih", surat=["1"], frasa=FRASA).status == 422


def test_pratinjau_oleh_petugas_tidak_menandai_dibaca(loket, tulis):  # noqa: F811
    tulis(lambda: buat_siap_ttd(warga()))
    loket.masuk("operator").klien.get("/surat/1/pratinjau")
    assert "1 sudah dibaca" not in loket.keluar().masuk("kades").buka("tanda_tangan.antrean").teks_semua


# --- BSrE, pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alamat", "baik"),
    [
        ("https://esign.contoh.go.id/", "https://esign.contoh.go.id"),
        ("esign.contoh.go.id", "https://esign.contoh.go.id"),
        ("http://10.1.2.3:8080/", "http://10.1.2.3:8080"),
        ("http://127.0.0.1:8002", "http://127.0.0.1:8002"),
        ("http://esign.contoh.go.id", None),
        ("http://8.8.8.8", None),
        ("https://orang:sandi@esign.contoh.go.id", None),
        ("ftp://esign.contoh.go.id", None),
        ("https://", None),
    ],
)
def test_alamat_layanan_yang_boleh_dikirimi_frasa(alamat, baik):
    if baik is None:
        with pytest.raises(AlamatBSrESalah):
            rapikan_alamat(alamat)
    else:
        assert rapikan_alamat(alamat) == baik


def atur(tiruan, versi="v1") -> None:  # noqa: F811
    atur_layanan(aktif=True, versi=versi, alamat=tiruan.alamat, pengguna=bsre_tiruan.PENGGUNA, sandi=bsre_tiruan.SANDI,
                 tampak=False, tenggat=5, oleh=orang("sekdes"))  # fmt: skip


def test_pengaturan_bsre_diuji_dan_sandinya_tersegel(loket, tiruan):  # noqa: F811
    halaman = loket.masuk("sekdes").buka("tte.atur")
    isi = {"aktif": "y", "versi": "v2", "alamat": tiruan.alamat, "pengguna": bsre_tiruan.PENGGUNA, "tenggat": "5"}
    assert any("kata sandi aplikasi" in s for s in halaman.kirim("Simpan dan uji", **isi).galat)
    salah = halaman.kirim("Simpan dan uji", **isi, sandi="keliru")
    assert any("menolak nama pengguna atau kata sandi" in s for s in salah.pesan)
    benar = salah.kirim("Simpan dan uji", sandi=bsre_tiruan.SANDI)
    assert any("menjawab dan menerima" in s for s in benar.pesan)
    assert bsre_tiruan.SANDI not in benar.isi.decode()
    with loket.app.app_context():
        assert bsre_tiruan.SANDI not in db.session.get_one(LayananTTE, 1).sandi
    tanpa = benar.kirim("Simpan dan uji", tenggat="9")  # an empty password keeps the one there is
    assert any("menjawab dan menerima" in s for s in tanpa.pesan)
    mati = tanpa.kirim("Simpan dan uji", alamat="http://127.0.0.1:9")
    assert any("tidak melayani" in s for s in mati.pesan)
    with loket.app.app_context():
        assert layanan_tte().versi == "v2" and layanan_tte().tenggat == 9


def test_rombongan_bsre_satu_gagal_lalu_diulang_dari_antrean(loket, tulis, tiruan):  # noqa: F811
    tulis(lambda: ([buat_siap_ttd(warga()) for _ in range(3)], atur(tiruan)))
    loket.masuk("kades")
    for surat_id in (1, 2, 3):
        loket.klien.get(f"/surat/{surat_id}/pratinjau")
    tiruan.urutan = [bsre_tiruan.BAIK, bsre_tiruan.GANGGUAN, bsre_tiruan.BAIK]
    antrean = loket.buka("tanda_tangan.antrean")
    tanpa_nik = antrean.kirim("Tanda tangani yang dipilih", frasa=FRASA_BSRE)
    assert any("Isi NIK" in s for s in tanpa_nik.galat)
    asing = tanpa_nik.kirim("Tanda tangani yang dipilih", frasa=FRASA_BSRE, nik="9901012005700009")
    assert any("belum terdaftar di BSrE" in s for s in asing.galat)
    hasil = asing.kirim("Tanda tangani yang dipilih", nik=NIK, frasa=FRASA_BSRE)
    assert hasil.judul == "Antrean tanda tangan" and "Belum selesai ditandatangani" in hasil.teks_semua
    assert "500.2.2.4/2/01.2001/XI/2026 · Layanan BSrE sedang terganggu (jawaban 500)" in hasil.teks_semua
    assert "1 surat belum selesai di BSrE" in loket.buka("beranda.lihat").teks_semua
    salah = hasil.kirim("Coba lagi", nik=NIK, frasa="bukan ini")
    assert "Frasa sandi (passphrase)" in salah.teks_semua
    jadi = salah.kirim("Coba lagi", nik=NIK, frasa=FRASA_BSRE)
    assert "Belum selesai" not in jadi.teks_semua and "Baru saja terbit" in jadi.teks_semua
    with loket.app.app_context():
        baris = db.session.execute(db.select(Surat.nomor, Surat.keadaan).order_by(Surat.id)).all()
    assert baris == [(1, "selesai"), (2, "selesai"), (3, "selesai")]


def test_satu_surat_bsre_gagal_lalu_basah_atau_diulang_dari_halamannya(loket, tulis, tiruan):  # noqa: F811
    tulis(lambda: ([buat_siap_ttd(warga()) for _ in range(2)], atur(tiruan, "v2"), buat_sertifikat_kades()))
    tiruan.tingkah = bsre_tiruan.SAMPAH
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=1)
    gagal = halaman.kirim("Tanda tangani", cara="bsre", nik=NIK, frasa=FRASA_BSRE)
    assert gagal.judul.startswith("Keterangan Usaha") and "bukan PDF" in gagal.teks_semua
    basah = gagal.kirim("Pakai tanda tangan basah saja")
    assert "terbit untuk tanda tangan basah" in basah.pesan[0] and "Selesai" in basah.teks_semua
    dua = loket.buka("surat.lihat", surat_id=2).kirim("Tanda tangani", cara="bsre", nik=NIK, frasa=FRASA_BSRE)
    tiruan.tingkah = bsre_tiruan.BAIK
    jadi = dua.kirim("Coba lagi lewat BSrE", nik=NIK, frasa=bsre_tiruan.TOTP, jenis_rahasia="totp")
    assert "sertifikat elektronik BSrE" in jadi.teks_semua
    cetak = jadi.kirim("Cetak untuk tanda tangan basah")
    assert cetak.isi.startswith(b"%PDF-") and b"/ByteRange" not in cetak.isi
    with loket.app.app_context():
        assert sorted(db.session.scalars(db.select(Surat.nomor))) == [1, 2]


def test_minta_kode_sekali_pakai_mempertahankan_isian(loket, tulis, tiruan):  # noqa: F811
    tulis(lambda: (buat_siap_ttd(warga()), atur(tiruan, "v2")))
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=1)
    isi = dict(halaman.isian("Tanda tangani")) | {"nik": NIK, "frasa": ""}
    jawab = loket.kirim("/surat/bsre/totp?surat=1", isi)
    assert "/api/v2/sign/get/totp" in tiruan.diminta and any("Kode sekali pakai dikirim" in s for s in jawab.pesan)
    assert ("nik", NIK) in jawab.isian("Tanda tangani")


def test_surat_tertunda_orang_lain_tidak_dapat_diulang_atau_dibasahkan(loket, tulis, tiruan):  # noqa: F811
    tulis(lambda: (buat_siap_ttd(warga()), atur(tiruan), buat_terbit(warga())))
    tiruan.tingkah = bsre_tiruan.GANGGUAN
    loket.masuk("kades").buka("surat.lihat", surat_id=1).kirim("Tanda tangani", nik=NIK, frasa=FRASA_BSRE)
    sekdes = loket.keluar().masuk("sekdes")
    halaman = sekdes.buka("surat.lihat", surat_id=1)
    assert "Coba lagi lewat BSrE" not in halaman.teks_semua
    kunci = dict(halaman.isian("Keluar"))
    assert sekdes.kirim("/surat/1/jadi-basah", kunci).status == 403
    assert sekdes.kirim("/surat/tertunda?surat=1", kunci | {"nik": NIK, "frasa": FRASA_BSRE}).status == 404
    with loket.app.app_context(), basis.transaksi():
        assert db.session.get_one(Surat, 1).keadaan == "menunggu_ttd_elektronik"
