"""Deliveries, regulations, and the books they fill; what the public sees."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pikepdf
import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.berkas import simpan_pdf
from smartkampung.inti.konteks import hari_desa
from smartkampung.sekretariat import buku, ekspedisi, masuk, produk
from smartkampung.sekretariat.models import BIASA, PERDES, PERKADES, RAHASIA, SK, ProdukHukum
from smartkampung.sekretariat.periksa import daftar_pemeriksaan
from smartkampung.surat.nomor import luar
from tests.peramban import Peramban
from tests.surat.bantu import buat_siap_ttd, buat_terbit, buat_warga, orang
from tests.surat.test_bsre import hanya_sqlite
from tests.surat.test_halaman import gambar

pytestmark = pytest.mark.satu_basis


def isi_buku(kode: str, nama: str = "kades") -> list[tuple]:
    return list(buku.susun_buku(buku.SEMUA[kode], hari_desa().year, 0, orang(nama)).baris)


def pdf_kosong() -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as satu:
        satu.add_blank_page()
        satu.save(keluar)
    return keluar.getvalue()


def buat_luar() -> luar.SuratLuar:
    (baris,) = luar.pesan_nomor(1, "undangan rapat desa", oleh=orang("operator"), klasifikasi="005")
    isi = luar.IsiLuar(baris.nomor_teks, hari_desa(), "Undangan", "Ketua BPD", "Musyawarah desa")
    luar.isi_luar(baris, isi, oleh=orang("operator"))
    return baris


def isi_produk(**ubah) -> produk.IsiProduk:
    return produk.IsiProduk(**{"tentang": "Pungutan Desa", "tanggal_ditetapkan": hari_desa(), **ubah})


def kirim(nomor: str, **ubah) -> ekspedisi.Ekspedisi:
    isi = {"nomor_surat": nomor, "tujuan": "Camat", "tanggal_kirim": hari_desa(), "cara": "diantar", **ubah}
    return ekspedisi.kirim(ekspedisi.IsiKirim(**isi), oleh=orang("operator"))


# --- A.7, A.8 ----------------------------------------------------------------------------------------


def test_agenda_masuk_menutup_isi_rahasia_dan_menyimpan_yang_batal(buat_masuk):
    buat_masuk(sifat=RAHASIA, perihal="Pemeriksaan kas")
    masuk.batalkan_masuk(buat_masuk(sifat=BIASA), "Salah catat", oleh=orang("operator"))
    rahasia, batal = isi_buku("a7-masuk")
    assert rahasia[5] == "Pemeriksaan kas" and "batal: Salah catat" in batal[6]
    assert isi_buku("a7-masuk", "kasi")[0][4:6] == ("(rahasia)", "(rahasia)")


@pytest.mark.dua_basis
def test_agenda_keluar_memuat_surat_terbit_dan_surat_luar_sekali_tanya(kecil):
    warga = buat_warga()
    terbit, baris = buat_terbit(warga), buat_luar()
    buat_siap_ttd(warga, "keterangan-domisili")  # not issued: no number, not in the book
    satu, dua = isi_buku("a7-keluar")
    assert satu[:4] == (1, terbit.nomor_teks, terbit.tanggal_surat, terbit.nama)
    assert dua == (2, baris.nomor_teks, hari_desa(), "Ketua BPD", "Musyawarah desa", "dibuat di luar program")
    terbit_lagi = [b for b in isi_buku("a7-keluar") if warga.nik in str(b)]
    assert not terbit_lagi


def test_ekspedisi_mengambil_surat_dari_nomornya_dan_bukti_sekali(kecil):
    terbit, baris = buat_terbit(buat_warga()), buat_luar()
    satu, dua = kirim(terbit.nomor_teks), kirim("2", isi="Undangan musdes")
    assert (satu.surat_id, dua.luar_id) == (terbit.id, baris.id)
    assert (satu.isi, dua.isi) == (terbit.jenis.nama, "Undangan musdes")
    ekspedisi.terima(satu, "Staf kecamatan", hari_desa(), oleh=orang("operator"))
    ekspedisi.batalkan_kirim(dua, "Tidak jadi dikirim", oleh=orang("operator"))
    for lagi in (satu, dua):
        with pytest.raises(ekspedisi.EkspedisiTertutup):
            ekspedisi.terima(lagi, "Lain", hari_desa(), oleh=orang("operator"))
    ket = [b[5] for b in isi_buku("a8")]
    assert ket[0].startswith("diterima Staf kecamatan") and ket[1] == "batal: Tidak jadi dikirim"


@hanya_sqlite
@pytest.mark.parametrize(
    ("nomor", "ubah", "galat"),
    [
        ("77", {}, ekspedisi.SuratKeluarTidakAda),
        ("1", {"tanggal_kirim": timedelta(days=1)}, ekspedisi.TanggalKirimSalah),
        ("1", {"tanggal_kirim": timedelta(days=-1)}, ekspedisi.TanggalKirimSalah),
    ],
)
def test_ekspedisi_salah_ditolak(kecil, nomor, ubah, galat):
    buat_luar()
    with pytest.raises(galat):
        kirim(nomor, **{k: hari_desa() + v for k, v in ubah.items()})


# --- A.1, A.2, A.9 -----------------------------------------------------------------------------------


def test_nomor_produk_per_jenis_dan_tahun(kecil):
    def baru(jenis, **ubah):
        return produk.catat_produk(jenis, isi_produk(), oleh=orang("sekdes"), **ubah).nomor

    assert [baru(PERDES), baru(PERKADES), baru(PERDES), baru(PERDES, nomor=7), baru(PERDES)] == [1, 1, 2, 7, 8]
    assert baru(PERDES, nomor=5) == 5  # an older one, recorded late
    with pytest.raises(produk.NomorProdukDipakai):
        baru(PERDES, nomor=7)
    lama = isi_produk(tanggal_ditetapkan=date(hari_desa().year - 1, 3, 1))
    assert produk.catat_produk(PERDES, lama, oleh=orang("sekdes")).nomor == 1


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"tanggal_ditetapkan": timedelta(days=1)}, "tanggal_ditetapkan"),
        ({"tanggal_kesepakatan": timedelta(days=1)}, "tanggal_kesepakatan"),
        ({"tanggal_diundangkan": timedelta(days=-1)}, "tanggal_diundangkan"),
        ({"publik": True}, "berkas"),
    ],
)
def test_produk_salah_ditolak_di_medannya(kecil, ubah, medan):
    isi = {k: hari_desa() + v if isinstance(v, timedelta) else v for k, v in ubah.items()}
    with pytest.raises((produk.TanggalProdukSalah, produk.PerluBerkasPublik)) as galat:
        produk.catat_produk(PERDES, isi_produk(**isi), oleh=orang("sekdes"))
    assert galat.value.medan == medan


def test_buku_produk_berisi_kolom_lampiran(kecil):
    hari = f"{hari_desa():%d-%m-%Y}"
    undang = {"nomor_diundangkan": "4", "tanggal_diundangkan": hari_desa()}
    produk.catat_produk(PERDES, isi_produk(tanggal_kesepakatan=hari_desa(), **undang), oleh=orang("sekdes"))
    produk.catat_produk(PERKADES, isi_produk(**undang), oleh=orang("sekdes"))
    sk = produk.catat_produk(SK, isi_produk(nomor_teks="141/1/KEP/2026"), oleh=orang("sekdes"))
    produk.batalkan_produk(sk, "Salah ketik nomor", oleh=orang("sekdes"))
    perdes, perkades = isi_buku("a1")
    assert perdes[7:9] == (f"4, {hari}", "") and perkades[7:9] == ("", f"4, {hari}") and len(perdes) == 10
    assert isi_buku("a2") == [(1, f"141/1/KEP/2026, {hari}", "Pungutan Desa", "", "", "batal: Salah ketik nomor")]
    assert [b[5] for b in isi_buku("a9")] == ["Lembaran Desa 4", "Berita Desa 4"]


# --- pages -------------------------------------------------------------------------------------------


@hanya_sqlite
def test_halaman_produk_sampai_umum_hanya_yang_tayang(kantor):
    sekdes, tamu = Peramban(kantor).masuk("sekdes"), Peramban(kantor)
    with kantor.app_context():
        hari = hari_desa().isoformat()
    isi = {"tentang": "Pungutan <b>Desa</b>", "tanggal_ditetapkan": hari, "publik": "y"}
    form = sekdes.buka("produk_hukum.catat")
    assert "Unggah PDF-nya dulu" in " ".join(form.kirim("Catat", **isi).galat)
    assert form.kirim("Catat", **isi, berkas=(io.BytesIO(gambar()), "a.pdf")).status == 422
    lihat = sekdes.buka("produk_hukum.catat").kirim("Catat", **isi, berkas=(io.BytesIO(pdf_kosong()), "p.pdf"))
    assert lihat.judul == f"Peraturan Desa Nomor 1 Tahun {hari[:4]}" and "Pungutan <b>Desa</b>" in lihat.teks_semua
    with kantor.app_context():
        assert [list(p.jalankan()) for p in daftar_pemeriksaan()] == [[], []]
    umum = tamu.buka("produk_hukum.umum", q="pungutan")
    assert "Pungutan <b>Desa</b>" in umum.teks_semua and tamu.jalur(umum.tautan("PDF")).isi[:5] == b"%PDF-"
    tutup = lihat.ikuti("Betulkan").kirim("Simpan", publik=None, keterangan="Menunggu")
    assert tutup.status == 200
    ubah = sekdes.buka("produk_hukum.ubah", produk_id=1)
    form = ubah.isian("Simpan")
    data = {k: v for k, v in form if k != "publik"}
    sekdes.kirim("/sekretariat/produk-hukum/1/ubah", data)
    assert "Belum ada peraturan" in tamu.buka("produk_hukum.umum").teks_semua
    assert tamu.jalur("/peraturan/1/pdf").status == 404
    with kantor.app_context():
        assert db.session.get(ProdukHukum, 1).publik is False


@hanya_sqlite
def test_halaman_ekspedisi_dan_setiap_buku(kantor):
    with kantor.app_context(), basis.transaksi():
        nomor = buat_luar().nomor_teks
        pdf = simpan_pdf(pdf_kosong(), "a.pdf")
        produk.catat_produk(PERDES, isi_produk(publik=True), oleh=orang("sekdes"), berkas=pdf)
    operator = Peramban(kantor).masuk("operator")
    form = operator.buka("ekspedisi.catat")
    assert "Tidak ada surat keluar" in " ".join(form.kirim("Catat", nomor_surat="salah", tujuan="Camat").galat)
    lihat = operator.buka("ekspedisi.catat").kirim("Catat", nomor_surat=nomor, tujuan="Camat Randuasri")
    lihat = lihat.ikuti("Catat tanda terima").kirim("Simpan", diterima_nama="Staf camat",
                                                    bukti=(io.BytesIO(gambar()), "b.jpg"))  # fmt: skip
    assert operator.jalur(lihat.tautan("Buka bukti")).jawab.mimetype == "image/jpeg"
    assert "Camat Randuasri" in operator.buka("ekspedisi.daftar").teks_semua
    for kode in buku.SEMUA:
        assert operator.buka("buku_sekretariat.lihat", kode=kode).status == 200
    lembar = openpyxl.load_workbook(io.BytesIO(operator.buka("buku_sekretariat.xlsx", kode="a8").isi))
    assert any("Staf camat" in str(sel.value) for baris in lembar.worksheets[0].iter_rows() for sel in baris)
    assert operator.buka("buku_sekretariat.pdf", kode="a7-keluar").isi[:5] == b"%PDF-"
    assert operator.jalur("/sekretariat/buku/a3").status == 404
