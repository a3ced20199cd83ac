"""The year's end from start to finish: lock, close, report, review, approve, Musdes, share, pay, public page."""

from __future__ import annotations

import pytest

from smartkampung.bumdes.akses import Program
from smartkampung.bumdes.buku import periode
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.rekap import BAGIAN
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import Periode
from tests.peramban import Peramban

pytestmark = pytest.mark.satu_basis


def test_akhir_tahun_dari_kunci_sampai_kas_desa(usaha):
    with usaha.app_context(), basis.transaksi():
        b = db.session.get(Bumdes, 1)
        for n in range(1, 12):
            periode.kunci_bulan(b, Periode(2025, n), oleh=Program())
    dirut, bendum, awas, kades = (Peramban(usaha).masuk(n) for n in ("dirut", "bendum", "awas", "kades"))
    bendum.buka("jurnal_bumdes.bulan", bumdes_id=1, tahun=2025).kirim("Kunci Desember 2025")
    assert "ditutup" in bendum.buka("jurnal_bumdes.bulan", bumdes_id=1, tahun=2025).kirim("Tutup tahun 2025").pesan[0]
    lapor = dirut.buka("berkala_bumdes.daftar", bumdes_id=1).kirim("/bumdes/1/berkala/2025/tahunan")
    lapor = lapor.ikuti("Tulis jalannya usaha").kirim("Simpan", jalannya="Toko <b>ramai</b>, tenda laris.")
    assert awas.buka("berkala_bumdes.telaah", bumdes_id=1, laporan_id=1).kirim("Terima",
                                                                               aksi="terima").status in (303, 409)
    lapor.kirim("Ajukan kepada pengawas")
    assert dirut.buka("berkala_bumdes.telaah", bumdes_id=1, laporan_id=1).status == 403
    telaah = awas.buka("beranda.lihat").ikuti("Telaah").ikuti("Telaah")
    assert "Tulis alasan" in telaah.kirim("Kembalikan", aksi="kembalikan").teks_semua
    telaah.kirim("Terima", aksi="terima", catatan="sesuai buku")
    kades.buka("beranda.lihat").ikuti("Setujui").ikuti("Setujui").kirim("Terima", aksi="terima")
    musdes = dirut.buka("berkala_bumdes.musdes", bumdes_id=1, laporan_id=1)
    assert "sesudah tahun laporan" in musdes.kirim("Simpan", nomor="BA-1", tanggal="2025-12-01", putusan="x").galat[0]
    jadi = musdes.kirim("Simpan", nomor="BA-1", tanggal="2026-03-01", putusan="diterima")
    assert "Selesai" in jadi.teks_semua and dirut.klien.get("/bumdes/1/berkala/1/pdf").data[:5] == b"%PDF-"
    hasil = dirut.buka("hasil_bumdes.tetapkan", bumdes_id=1, tahun=2025)
    assert "Rp1.335.000" in hasil.teks_semua  # 30 percent of 4.450.000
    tetap = hasil.kirim("Tetapkan", musdes_nomor="BA-1", tanggal="2026-03-01", aksi="simpan")
    assert "ditetapkan" in tetap.pesan[0]
    lagi = dirut.buka("hasil_bumdes.tetapkan", bumdes_id=1, tahun=2025)
    assert "sudah ditetapkan" in " ".join(lagi.kirim("Tetapkan", musdes_nomor="BA-2", tanggal="2026-03-02",
                                                      aksi="simpan").pesan)  # fmt: skip
    bendum.buka("hasil_bumdes.bayar", bumdes_id=1, bagian_id=1).kirim("Bayar", tanggal="2026-03-05")
    assert "Dibayar" in kades.buka("hasil_bumdes.daftar", bumdes_id=1).teks_semua
    umum = Peramban(usaha).buka("usaha_desa.daftar").teks_semua
    assert "Rp13.000.000" in umum and "Rp1.335.000" in umum and "Bendum" not in umum
    with usaha.app_context():
        isi = BAGIAN.susun(Periode(2026, 3))
        unit = isi.lembar[0]
        assert unit.jumlah("pades") == 1_335_000 and all(k.nilai == k.nilai_lembar(isi.lembar) for k in isi.kontrol)


def test_catatan_laporan_berversi_dan_tidak_menimpa_orang_lain(usaha):
    dirut, kelola = Peramban(usaha).masuk("dirut"), Peramban(usaha).masuk("bumdes")
    satu = dirut.buka("berkala_bumdes.ubah_catatan", bumdes_id=1, tahun=2025)
    dua = kelola.buka("berkala_bumdes.ubah_catatan", bumdes_id=1, tahun=2025)
    assert "versi 1" in satu.kirim("Simpan", komitmen="Kontrak sewa kios sampai 2027.").teks_semua
    assert any("diubah orang lain" in x for x in dua.kirim("Simpan", komitmen="lain").pesan)
    teks = dirut.buka("berkala_bumdes.catatan", bumdes_id=1, tahun=2025).teks_semua
    assert "Kontrak sewa kios" in teks
