"""The content of a version: sums, copies, locks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError

from smartkampung.extensions import db
from smartkampung.keuangan.acuan.kode import baku_kegiatan, baku_rekening
from smartkampung.keuangan.anggaran.isi import isi_versi, rab_versi
from smartkampung.keuangan.anggaran.models import BarisAnggaran
from smartkampung.keuangan.anggaran.versi import BelumBerlaku, buat_perubahan, sidik_versi
from tests.keuangan.pabrik import buat_anggaran, orang


def test_jumlah_dan_neraca_per_sumber_dana(kantor, konteks):
    isi = isi_versi(buat_anggaran())

    assert (isi.pendapatan, isi.belanja, isi.silpa) == (Decimal(1_000_000_000), Decimal(1_050_000_000), Decimal(0))
    assert {s: n.selisih for s, n in isi.per_sumber.items()} == dict.fromkeys(("ADD", "DDS", "PAD"), Decimal(0))
    assert isi.jumlah("5", kegiatan="01") == Decimal(390_000_000)


def test_perubahan_mulai_sebagai_salinan_yang_berlaku(kantor, konteks):
    dasar = buat_anggaran(berlaku=True)
    baru = buat_perubahan(2026, "perubahan", "Penyesuaian SiLPA", oleh=orang("sekdes"))

    assert isi_versi(baru).per_kunci == isi_versi(dasar).per_kunci
    jumlah = [sum(b.jumlah for b in isi) for isi in rab_versi(baru).values()]
    assert sum(jumlah) == sum(b.nilai for b in isi_versi(baru).baris)
    assert (baru.dasar_id, baru.urut) == (dasar.id, 1)


def test_perubahan_ditolak_sebelum_apbdes_berlaku(kantor, konteks):
    buat_anggaran()

    with pytest.raises(BelumBerlaku, match="belum berlaku"):
        buat_perubahan(2026, "perubahan", "Penyesuaian", oleh=orang("sekdes"))


@pytest.mark.parametrize("tindakan", ["ubah", "tambah", "hapus"])
def test_basis_data_menolak_perubahan_versi_terkunci(kantor, konteks, tindakan):
    versi = buat_anggaran(berlaku=True)
    baris = db.session.scalars(db.select(BarisAnggaran).filter_by(versi_id=versi.id)).first()
    perintah = {
        "ubah": db.update(BarisAnggaran).where(BarisAnggaran.id == baris.id).values(nilai=1),
        "hapus": db.delete(BarisAnggaran).where(BarisAnggaran.id == baris.id),
        "tambah": db.insert(BarisAnggaran).values(versi_id=versi.id, rekening="4.1.1.01", sumber_dana="PAD", nilai=1),
    }[tindakan]

    with pytest.raises(DBAPIError, match="sudah terkunci"), db.session.begin_nested():
        db.session.execute(perintah)
    assert sidik_versi(versi) == versi.sidik


@pytest.mark.parametrize(("teks", "kode"), [
    ("2 3 11", "02.03.11"), ("02.03.11.", "02.03.11"), ("2.3.11", "02.03.11"), ("01.2001.02.03.11.", "02.03.11"),
    ("5.1.01", "05.01.00"), ("", ""),
])  # fmt: skip
def test_kode_kegiatan_dalam_segala_tulisan(teks, kode):
    assert baku_kegiatan(teks, awalan="01.2001.") == kode


@pytest.mark.parametrize(("teks", "kode"), [
    ("5 3 5 03", "5.3.5.03"), ("5.3.5.3.", "5.3.5.03"), ("6.1.1.01.", "6.1.1.01"), ("4", "4"),
    ("05.03.05.03", "5.3.5.03"),
])  # fmt: skip
def test_kode_rekening_dalam_segala_tulisan(teks, kode):
    assert baku_rekening(teks) == kode
