"""The monthly sheet: counts, minutes, percentages, checks."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.tte import SignerTanpa
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.surat import services, terbit
from smartkampung.surat.jadwal import hapus_unggahan_lama
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.periksa import daftar_pemeriksaan
from smartkampung.surat.rekap import BAGIAN, KODE
from smartkampung.surat.rekap_tahun import DI_DESA
from smartkampung.surat.waktu.queries import ringkas
from tests.surat.bantu import buat_permohonan, buat_siap_ttd, buat_terbit, buat_warga, orang

pytestmark = [pytest.mark.usefixtures("kecil"), pytest.mark.satu_basis]


def sel(isi, jenis: str, kunci: str):
    lembar = isi.lembar[0]
    baris = next(satu for satu in lembar.baris if satu[1] == jenis)
    return baris[lembar.indeks(kunci)]


def test_persentil_peringkat_terdekat():
    assert ringkas((menit, True, 1) for menit in range(1, 11)).p90 == 9
    assert ringkas([(5, True, 1)]).p90 == 5


@pytest.mark.dua_basis
def test_rekap_bulan_menghitung_masuk_selesai_dan_lamanya(jam):
    laki = buat_warga()
    perempuan = buat_warga("Aminah", "9901016005800001", jenis_kelamin=2)
    jam.atur(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))  # Monday 08.00 WIB
    surat = [buat_siap_ttd(orang_) for orang_ in (laki, laki, perempuan)]
    for menit, satu in zip((10, 20, 120), surat, strict=True):
        jam.atur(datetime(2026, 11, 23, 1 + menit // 60, menit % 60, tzinfo=UTC))
        terbit.tanda_tangani([satu.id], oleh=orang("kades"), signer=SignerTanpa())
    services.tolak(buat_permohonan(laki), "Bukan warga sini.", oleh=orang("operator"))
    services.cabut(surat[0], "Data keliru.", oleh=orang("kades"))
    isi = BAGIAN.susun(Periode(2026, 11))
    usaha = "Keterangan Usaha"
    harap = {"laki": 3, "perempuan": 1, "jumlah": 4, "loket": 4, "web": 0, "selesai": 3, "median": 20, "p90": 120,
             "rata_rata": Decimal("50.0"), "tepat": 2, "persen": Decimal("0.667"), "ditolak": 1,
             "dicabut": 1}  # fmt: skip
    assert {kunci: sel(isi, usaha, kunci) for kunci in harap} == harap
    assert sel(isi, "Keterangan Domisili", "jumlah") == 0
    assert all(kontrol.nilai == kontrol.nilai_lembar(isi.lembar) for kontrol in isi.kontrol)


@pytest.mark.dua_basis
def test_setahun_per_bulan_dan_menurut_tujuan(jam):
    """November and December apart, the year together, and where the letters go by the catalogue."""
    warga = buat_warga()
    for bulan, jenis in ((11, "keterangan-usaha"), (12, "keterangan-usaha"), (12, "keterangan-tidak-mampu")):
        jam.atur(datetime(2026, bulan, 23, 1, 0, tzinfo=UTC))
        buat_terbit(warga, jenis)
    _, bulanan, lanjut = BAGIAN.susun(Periode(2026, 12)).lembar
    assert [baris[1] for baris in bulanan.baris][-2:] == ["November", "Desember"] and len(bulanan.baris) == 12
    per_bulan = {baris[1]: baris[bulanan.indeks("selesai")] for baris in bulanan.baris}
    assert (per_bulan["Oktober"], per_bulan["November"], per_bulan["Desember"]) == (0, 1, 2)
    terbaru = db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))
    ke = {jenis.kode: definisi_dari(jenis).lanjut.ke for jenis in terbaru}
    usaha = next(baris for baris in lanjut.baris if baris[1] == (ke["keterangan-usaha"] or DI_DESA))
    assert usaha[lanjut.indeks("bulan")] >= 1 and usaha[lanjut.indeks("tahun")] >= 2
    assert lanjut.jumlah("tahun") == 3 and lanjut.jumlah("bulan") == 2


def test_bulan_tutup_tidak_berubah_oleh_surat_bulan_lain(jam):
    warga = buat_warga()
    jam.atur(datetime(2026, 11, 30, 16, 59, tzinfo=UTC))  # 30 November 23.59 WIB
    surat = buat_siap_ttd(warga)
    jam.atur(datetime(2026, 11, 30, 17, 1, tzinfo=UTC))  # 1 December 00.01 WIB
    terbit.tanda_tangani([surat.id], oleh=orang("kades"), signer=SignerTanpa())
    november, desember = BAGIAN.susun(Periode(2026, 11)), BAGIAN.susun(Periode(2026, 12))
    assert (november.lembar[0].jumlah("jumlah"), november.lembar[0].jumlah("selesai")) == (1, 0)
    assert (desember.lembar[0].jumlah("jumlah"), desember.lembar[0].jumlah("selesai")) == (0, 1)


def test_buku_rekap_memuat_kontrol_ok():
    buat_terbit(buat_warga())
    isi = BAGIAN.susun(Periode(2026, 11))
    buku = openpyxl.load_workbook(io.BytesIO(buku_ke_bytes(isi.lembar, kontrol=isi.kontrol)), data_only=True)
    assert {baris[4].value for baris in buku["Kontrol"].iter_rows(min_row=5, max_row=9)} == {"OK"}
    assert buku.sheetnames[0] == "Pelayanan surat" and isi.lembar[0].kode == KODE


def test_pemeriksaan_baik_lalu_menemukan_berkas_rusak():
    from smartkampung.inti.berkas import folder_unggahan
    from smartkampung.surat import sertifikat
    from tests.surat.bantu import FRASA, buat_sertifikat_kades

    buat_sertifikat_kades()
    surat = buat_terbit(buat_warga(), signer=sertifikat.signer_untuk(orang("kades").id, FRASA))
    assert [temuan for satu in daftar_pemeriksaan() for temuan in satu.jalankan()] == []
    (folder_unggahan() / surat.berkas.lokasi).write_bytes(b"%PDF-1.7 palsu")
    assert "rusak" in daftar_pemeriksaan()[2].jalankan()[0]


def test_unggahan_dihapus_30_hari_sesudah_tutup(jam):
    from smartkampung.extensions import db
    from smartkampung.inti.berkas import simpan_hasil

    surat = buat_permohonan(buat_warga())
    surat.syarat[2].berkas = simpan_hasil(b"x", "foto.jpg", "image/jpeg")
    db.session.flush()
    services.tolak(surat, "Bukan warga sini.", oleh=orang("operator"))
    jam.maju(days=29)
    assert hapus_unggahan_lama() == 0
    jam.maju(days=2)
    assert hapus_unggahan_lama() == 1
    assert surat.syarat[2].berkas is None
