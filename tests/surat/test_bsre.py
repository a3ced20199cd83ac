"""BSrE through both contracts: what signs, what fails, what is resumed; no number is lost or doubled."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from smartkampung import create_app
from smartkampung.contoh import bsre_tiruan
from smartkampung.contoh.bsre_tiruan import FRASA, NIK, Tiruan
from smartkampung.extensions import db
from smartkampung.inti import bsre, bsre_jawaban
from smartkampung.inti import db as basis
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.bsre import Layanan, Rahasia, SignerBSrE
from smartkampung.inti.tanggal import jam
from smartkampung.inti.tte import periksa
from smartkampung.penduduk.models import Penduduk
from smartkampung.pengaturan import Pengaturan
from smartkampung.surat import services, terbit
from smartkampung.surat.models import RiwayatSurat, Surat
from smartkampung.surat.periksa import daftar_pemeriksaan
from smartkampung.surat.tte import kirim
from smartkampung.surat.tte.models import KirimanTTE
from tests.anak import Anak
from tests.surat.bantu import buat_siap_ttd, buat_terbit, orang

hanya_sqlite = pytest.mark.parametrize("basis_data", ["sqlite"], indirect=True)
TUNGGU = "menunggu_ttd_elektronik"


@pytest.fixture(scope="module")
def peladen():
    tiruan = Tiruan().mulai()
    yield tiruan
    tiruan.henti()


@pytest.fixture
def tiruan(peladen):
    """The pretended service, behaving well, with nothing remembered."""
    peladen.tingkah, peladen.urutan, peladen.jeda = bsre_tiruan.BAIK, [], 0.0
    for daftar in (peladen.diminta, peladen.ditandatangani, peladen.tampilan):
        daftar.clear()
    return peladen


def signer(
    tiruan, *, versi="v1", tampak=False, tenggat=10.0, nik=NIK, frasa=FRASA, jenis="frasa", sandi=bsre_tiruan.SANDI
):
    layanan = Layanan(versi, tiruan.alamat, bsre_tiruan.PENGGUNA, sandi, tampak, tenggat)
    return SignerBSrE(layanan, Rahasia(nik, frasa, jenis))


def siapkan(app, banyak=1) -> list[int]:
    with app.app_context(), basis.transaksi():
        warga = db.session.scalars(db.select(Penduduk)).first()
        return [buat_siap_ttd(warga).id for _ in range(banyak)]


def beri_nomor(app, daftar, penanda) -> None:
    with app.app_context(), basis.transaksi():
        terbit.siapkan(daftar, oleh=orang("kades"), signer=penanda)


def kirimkan(app, daftar, penanda) -> None:
    with app.app_context():
        oleh_id = orang("kades").id
        kirim.kirim(daftar=daftar, signer=penanda, oleh_id=oleh_id, tujuan="/")


def tandai(app, daftar, penanda) -> None:
    beri_nomor(app, daftar, penanda)
    kirimkan(app, daftar, penanda)


def baca(app, surat_id):
    with app.app_context():
        surat = db.session.get_one(Surat, surat_id)
        kiriman = db.session.get(KirimanTTE, surat_id)
        return surat.keadaan, surat.nomor, kiriman.sebab if kiriman else None


@hanya_sqlite
@pytest.mark.parametrize(("versi", "tampak"), [("v1", True), ("v2", False), ("v2", True)])
def test_kedua_versi_menandatangani_dan_pdfsig_setuju(loket, tiruan, tmp_path, versi, tampak):
    (surat_id,) = siapkan(loket.app)
    tandai(loket.app, [surat_id], signer(tiruan, versi=versi, tampak=tampak))
    assert tiruan.tampilan == [{"v1": "visible", "v2": "VISIBLE"}[versi] if tampak else
                               {"v1": "invisible", "v2": "INVISIBLE"}[versi]]  # fmt: skip
    with loket.app.app_context():
        surat, kiriman = db.session.get_one(Surat, surat_id), db.session.get_one(KirimanTTE, surat_id)
        pdf, asli = baca_berkas(surat.berkas), baca_berkas(kiriman.berkas_asli)
        assert surat.keadaan == "selesai" and surat.elektronik and surat.nomor == 1
        assert surat.penanda["label"] == bsre.LABEL_BSRE and kiriman.sertifikat_sampai.year == 2027
        assert pdf.startswith(asli) and not periksa(asli).ada
        assert not [temuan for p in daftar_pemeriksaan() for temuan in p.jalankan()]
    if shutil.which("pdfsig"):
        (tmp_path / "s.pdf").write_bytes(pdf)
        laporan = subprocess.run(["pdfsig", "-nocert", tmp_path / "s.pdf"], capture_output=True, text=True).stdout
        assert "Signature is Valid" in laporan and "Total document signed" in laporan
        teks = subprocess.run(["pdftotext", "-layout", tmp_path / "s.pdf", "-"], capture_output=True, text=True).stdout
        assert "UU ITE Pasal 5 ayat (1)" in teks and "diterbitkan BSrE" in teks and "bukan BSrE" not in teks


def test_satu_bita_berubah_pada_surat_bsre_dilaporkan_pemeriksaan(loket, tiruan):
    (surat_id,) = siapkan(loket.app)
    tandai(loket.app, [surat_id], signer(tiruan))
    with loket.app.app_context():
        surat = db.session.get_one(Surat, surat_id)
        rusak = bytearray(baca_berkas(surat.berkas))
        rusak[len(rusak) // 3] ^= 1
        assert periksa(bytes(rusak)).utuh is False
        with pytest.raises(bsre_jawaban.HasilRusak):
            bsre.pastikan_utuh(baca_berkas(db.session.get_one(KirimanTTE, surat_id).berkas_asli), bytes(rusak))


@hanya_sqlite
@pytest.mark.parametrize(
    ("versi", "tingkah", "kalimat"),
    [
        ("v1", bsre_tiruan.GANGGUAN, "terganggu (jawaban 500)"),
        ("v2", bsre_tiruan.SESUDAH, "terganggu (jawaban 500)"),
        ("v1", bsre_tiruan.LAMBAT, "tidak menjawab"),
        ("v2", bsre_tiruan.SAMPAH, "bukan PDF"),
        ("v1", bsre_tiruan.TERPOTONG, "terpotong"),
        ("v2", bsre_tiruan.LAIN, "isinya lain"),
    ],
)
def test_gangguan_menahan_surat_dengan_nomornya_lalu_diulang(loket, tiruan, versi, tingkah, kalimat):
    (surat_id,) = siapkan(loket.app)
    tiruan.urutan, tiruan.jeda = [tingkah], 0.4
    tenggat = 0.2 if tingkah == bsre_tiruan.LAMBAT else 10.0
    tandai(loket.app, [surat_id], signer(tiruan, versi=versi, tenggat=tenggat))
    keadaan, nomor, sebab = baca(loket.app, surat_id)
    assert (keadaan, nomor) == (TUNGGU, 1) and kalimat in sebab, sebab
    kirimkan(loket.app, [surat_id], signer(tiruan, versi=versi))
    assert baca(loket.app, surat_id) == ("selesai", 1, "")
    with loket.app.app_context(), basis.transaksi():
        assert buat_terbit(db.session.scalars(db.select(Penduduk)).first()).nomor == 2
        tindakan = list(db.session.scalars(db.select(RiwayatSurat.tindakan).filter_by(surat_id=surat_id)))
    assert tindakan[-3:] == ["dinomori", "gagal_ttd", "ditandatangani"]


@hanya_sqlite
def test_berkas_yang_ditulis_ulang_peladen_diterima_bila_halamannya_sama(loket, tiruan):
    """A service may not append but write the file anew; the pages are compared then."""
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    (surat_id,) = siapkan(loket.app)
    beri_nomor(loket.app, [surat_id], signer(tiruan))
    with loket.app.app_context():
        asli = baca_berkas(db.session.get_one(KirimanTTE, surat_id).berkas_asli)
        keluar = BytesIO()
        copy_into_new_writer(PdfFileReader(BytesIO(asli), strict=False)).write(keluar)
        from smartkampung.inti.tanggal import sekarang

        baru = tiruan.tanda(keluar.getvalue(), "x", sekarang())
        assert not baru.startswith(asli)
        bsre.pastikan_utuh(asli, baru)


@hanya_sqlite
@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"sandi": "salah"}, bsre_jawaban.KredensialDitolak),
        ({"nik": "9901012005700009"}, bsre_jawaban.PenandaTidakDikenal),
    ],
)
@pytest.mark.parametrize("versi", ["v1", "v2"])
def test_yang_dapat_diketahui_dulu_ditolak_sebelum_ada_nomor(app, tiruan, versi, ubah, galat):
    with app.app_context():
        with pytest.raises(galat):
            signer(tiruan, versi=versi, **ubah).pastikan_siap()
        signer(tiruan, versi=versi).pastikan_siap()
        tiruan.tingkah = bsre_tiruan.HABIS
        with pytest.raises(bsre_jawaban.SertifikatBerakhir, match="kadaluarsa"):
            signer(tiruan, versi=versi).pastikan_siap()
        bsre.uji_sambungan(signer(tiruan, versi=versi).layanan)
        with pytest.raises(bsre_jawaban.KredensialDitolak):
            bsre.uji_sambungan(signer(tiruan, versi=versi, sandi="x").layanan)


@hanya_sqlite
def test_alamat_yang_bukan_layanan_bsre_dan_yang_mati(app, tiruan):
    with app.app_context():
        with pytest.raises(bsre_jawaban.AlamatLayananSalah):
            bsre.uji_sambungan(Layanan("v1", f"{tiruan.alamat}/salah", bsre_tiruan.PENGGUNA, bsre_tiruan.SANDI))
        with pytest.raises(bsre_jawaban.TidakTerhubung, match="tidak melayani"):
            bsre.uji_sambungan(Layanan("v1", "http://127.0.0.1:9", "x", "x", tenggat=1.0))


@hanya_sqlite
def test_frasa_salah_menghentikan_rombongan_dan_tidak_tersimpan_di_mana_pun(loket, tiruan, caplog):
    daftar = siapkan(loket.app, 3)
    rahasia = "frasa-yang-keliru-sekali"
    tandai(loket.app, daftar, signer(tiruan, frasa=rahasia))
    assert [baca(loket.app, satu)[:2] for satu in daftar] == [(TUNGGU, 1), (TUNGGU, 2), (TUNGGU, 3)]
    assert len(tiruan.tampilan) == 1 and "Frasa sandi" in baca(loket.app, daftar[0])[2]
    kirimkan(loket.app, daftar, signer(tiruan))
    assert [baca(loket.app, satu)[:2] for satu in daftar] == [("selesai", 1), ("selesai", 2), ("selesai", 3)]
    penanda = signer(tiruan, frasa=rahasia)
    assert not any(x in repr(penanda) for x in (rahasia, NIK, bsre_tiruan.SANDI))
    with loket.app.app_context():
        for tabel in db.metadata.sorted_tables:
            isi = str(db.session.execute(tabel.select()).all())
            assert NIK not in isi and rahasia not in isi and FRASA not in isi, tabel.name
    assert NIK not in caplog.text and rahasia not in caplog.text


@hanya_sqlite
@pytest.mark.parametrize("versi", ["v1", "v2"])
def test_penolakan_yang_berbaju_jawaban_200_tetap_penolakan(loket, tiruan, versi):
    (surat_id,) = siapkan(loket.app)
    tiruan.tingkah = bsre_tiruan.DUA_RATUS
    tandai(loket.app, [surat_id], signer(tiruan, versi=versi, frasa="salah"))
    assert "Frasa sandi (passphrase)" in baca(loket.app, surat_id)[2]


@hanya_sqlite
def test_kode_sekali_pakai_dan_dokumen_yang_diambil_terpisah(loket, tiruan):
    satu, dua = siapkan(loket.app, 2)
    tandai(loket.app, [satu], signer(tiruan, versi="v2", frasa=bsre_tiruan.TOTP, jenis="totp"))
    tiruan.tingkah = bsre_tiruan.UNDUH
    tandai(loket.app, [dua], signer(tiruan, versi="v1"))
    assert [baca(loket.app, s)[:2] for s in (satu, dua)] == [("selesai", 1), ("selesai", 2)]
    assert "/api/sign/download/dok-1" in tiruan.diminta


def test_beralih_ke_tanda_tangan_basah_memakai_nomor_yang_sama(loket, tiruan):
    (surat_id,) = siapkan(loket.app)
    tiruan.tingkah = bsre_tiruan.GANGGUAN
    tandai(loket.app, [surat_id], signer(tiruan))
    with loket.app.app_context(), basis.transaksi():
        surat = db.session.get_one(Surat, surat_id)
        kirim.jadi_basah(surat, oleh=orang("kades"))
        assert (surat.nomor, surat.keadaan, surat.elektronik) == (1, "selesai", False)
        assert not periksa(baca_berkas(surat.berkas)).ada
    tiruan.tingkah = bsre_tiruan.BAIK
    kirimkan(loket.app, [surat_id], signer(tiruan))  # a late try changes nothing
    with loket.app.app_context():
        assert db.session.get_one(Surat, surat_id).elektronik is False


def test_surat_bernomor_yang_dibatalkan_tetap_di_register_dan_jawaban_terlambat_dibuang(loket, tiruan):
    (surat_id,) = siapkan(loket.app)
    tiruan.urutan, tiruan.jeda = [bsre_tiruan.LAMBAT], 0.5
    penanda = signer(tiruan)
    beri_nomor(loket.app, [surat_id], penanda)
    kerja = threading.Thread(target=kirimkan, args=(loket.app, [surat_id], penanda))
    kerja.start()
    with loket.app.app_context(), basis.transaksi():
        services.batalkan(db.session.get_one(Surat, surat_id), "Pemohon meninggal dunia.", oleh=orang("sekdes"))
    kerja.join()
    with loket.app.app_context():
        surat = db.session.get_one(Surat, surat_id)
        assert (surat.keadaan, surat.nomor, surat.berkas_id) == ("dibatalkan", 1, None)
        assert list(daftar_pemeriksaan()[0].jalankan()) == []
    halaman = loket.masuk("kades").buka("register_surat.register")
    assert "Pemohon meninggal dunia." in halaman.teks_semua
    assert "Tidak ada surat" in loket.keluar().buka("portal.periksa_kode", kode=surat.kode_periksa).teks_semua


def test_dua_percobaan_ulang_serentak_menyimpan_satu_berkas(loket, tiruan):
    (surat_id,) = siapkan(loket.app)
    beri_nomor(loket.app, [surat_id], signer(tiruan))
    tiruan.tingkah, tiruan.jeda = bsre_tiruan.LAMBAT, 0.3
    utas = [threading.Thread(target=kirimkan, args=(loket.app, [surat_id], signer(tiruan))) for _ in range(3)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    with loket.app.app_context():
        tindakan = list(db.session.scalars(db.select(RiwayatSurat.tindakan).filter_by(surat_id=surat_id)))
    assert tindakan.count("ditandatangani") == 1 and baca(loket.app, surat_id)[:2] == ("selesai", 1)


def _tanda_tangani_bsre(lapor: Callable[[str], None], atur: Pengaturan, layanan: Layanan, rahasia: Rahasia,
                        surat_id: int) -> None:
    """Give the number, say so, and ask the service."""
    jam.atur(datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
    penanda = SignerBSrE(layanan, rahasia)
    with create_app(atur).app_context():
        with basis.transaksi():
            oleh = orang("kades")
            daftar = [s.id for s in terbit.siapkan([surat_id], oleh=oleh, signer=penanda)]
        lapor("bernomor")
        kirim.kirim(daftar=daftar, signer=penanda, oleh_id=oleh.id, tujuan="/")


@hanya_sqlite
def test_mati_mendadak_di_antara_tahap_dilanjutkan_tanpa_nomor_baru(loket, tiruan, pengaturan_uji):
    """Killed after the number is committed, while the service is asked."""
    (surat_id,) = siapkan(loket.app)
    tiruan.urutan, tiruan.jeda = [bsre_tiruan.LAMBAT], 3.0
    layanan = Layanan("v1", tiruan.alamat, bsre_tiruan.PENGGUNA, bsre_tiruan.SANDI)
    anak = Anak(_tanda_tangani_bsre, pengaturan_uji, layanan, Rahasia(NIK, FRASA), surat_id)
    assert anak.dengar() == "bernomor"
    while not tiruan.diminta:
        threading.Event().wait(0.02)
    anak.bunuh()
    assert baca(loket.app, surat_id)[:2] == (TUNGGU, 1)
    with loket.app.app_context():
        assert not [temuan for p in daftar_pemeriksaan() for temuan in p.jalankan()]
    tiruan.urutan, tiruan.jeda = [], 0.0
    kirimkan(loket.app, [surat_id], signer(tiruan))
    assert baca(loket.app, surat_id) == ("selesai", 1, "")
