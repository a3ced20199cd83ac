"""Retention: the years of a code, whose time is over, minutes that delete nothing."""

from __future__ import annotations

import pytest

from smartkampung.extensions import db
from smartkampung.sekretariat import retensi
from smartkampung.sekretariat.klasifikasi import KlasifikasiSalah
from smartkampung.sekretariat.models import DINILAI, MUSNAH, PERMANEN, SuratMasuk
from smartkampung.surat.periksa import daftar_pemeriksaan
from tests.peramban import Peramban
from tests.surat.bantu import orang
from tests.surat.test_bsre import hanya_sqlite


def perihal(nasib: str = MUSNAH) -> list[str]:
    return [b.isi for b in retensi.yang_habis(orang("sekdes"), nasib)]


def test_kode_terpanjang_menang_dan_desa_menimpa_bawaan(kecil):
    retensi.atur_jangka("400.12.3", 1, 1, MUSNAH, "Perbup 7/2026", oleh=orang("sekdes"))
    semua = retensi.daftar_jangka()
    nasib = [retensi.jangka_untuk(k, semua).nasib for k in ("400.12.3.1", "400.12.2", "400.120", "")]
    assert nasib == [MUSNAH, PERMANEN, DINILAI, DINILAI]
    with pytest.raises(KlasifikasiSalah):
        retensi.atur_jangka("umum", 1, 1, MUSNAH, "", oleh=orang("sekdes"))


def test_habis_sejak_akhir_tahun_dan_berita_acara_tidak_menghapus_nomor(buat_masuk, jam):
    buat_masuk(klasifikasi="005", perihal="Undangan lama")
    buat_masuk(klasifikasi="470", perihal="Kependudukan")
    jam.maju(days=700)  # in the second year after: 1 active and 1 inactive year are not over yet
    assert perihal() == []
    jam.maju(days=200)
    buat_masuk(klasifikasi="005", perihal="Undangan baru")
    assert perihal() == ["Undangan lama"] and perihal(PERMANEN) == []
    hasil = retensi.musnahkan("045/1/2029", retensi.hari_desa(), "dicacah", "Kasi", oleh=orang("sekdes"))
    assert [a.isi for a in hasil.arsip] == ["Undangan lama"] and perihal() == []
    assert len(db.session.scalars(db.select(SuratMasuk)).all()) == 3
    assert list(daftar_pemeriksaan()[0].jalankan()) == []
    with pytest.raises(retensi.TidakAdaYangMusnah):
        retensi.musnahkan("045/2/2029", retensi.hari_desa(), "dicacah", "Kasi", oleh=orang("sekdes"))


@hanya_sqlite
def test_halaman_retensi(kantor):
    sekdes = Peramban(kantor).masuk("sekdes")
    assert "Tidak ada surat" in sekdes.buka("retensi.daftar").teks_semua
    jangka = sekdes.buka("retensi.jangka")
    assert "angka dan titik" in " ".join(
        jangka.kirim("Simpan", klasifikasi="x.y", aktif="1", inaktif="1", nasib=MUSNAH).galat)  # fmt: skip
    assert "Perbup 7" in jangka.kirim("Simpan", klasifikasi="005", aktif="0", inaktif="1", nasib=MUSNAH,
                                      dasar="Perbup 7").teks_semua  # fmt: skip
    isi = sekdes.buka("retensi.musnahkan").kirim("Simpan berita acara", nomor="1", cara="dicacah", saksi="Kasi")
    assert "Tidak ada surat bernasib musnah" in isi.teks_semua
