"""Papers of spending: golden dumps, the PDF says the same, registers add up."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.belanja import jenjang, lampiran, spj
from smartkampung.keuangan.belanja.buku_kegiatan import kertas_buku
from smartkampung.keuangan.belanja.kertas import kertas_cair, kertas_rincian, kertas_spj, kertas_spp, kertas_sptb
from smartkampung.keuangan.belanja.kuitansi import isi_kuitansi, pdf_kuitansi
from smartkampung.keuangan.belanja.panjar import cair_spp
from smartkampung.keuangan.belanja.register import REGISTER, lembar_register
from smartkampung.keuangan.kertas.keluar import pdf_kertas
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.belanja_pabrik import BAHAN, BELANJA, TAHUN, baris, dicairkan, disetujui, pihak
from tests.keuangan.kas_pabrik import hari
from tests.keuangan.pabrik import orang
from tests.keuangan.test_kertas import tuang
from tests.sapuan.alat import gambar

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(BELANJA)]
EMAS = Path(__file__).parents[1] / "emas"


def buat_isi():
    """A definitif SPP that was paid, and an advance whose SPJ is disahkan."""
    with basis.transaksi():
        pihak()
        satu = dicairkan(baris(BAHAN, 11_100_000, "Toko Makmur", bukti_nomor="INV-221", bukti_tanggal=hari(8, 3)),
                         uraian="Batu dan semen talud RT 3", tanggal=hari(8, 4))  # fmt: skip
        dua = dicairkan(baris(BAHAN, 5_000_000), cara="panjar", uraian="Upah talud", tanggal=hari(8, 6))
        tiga = spj.buat(dua, spj.IsianSPJ(hari(8, 10), "Upah talud", [baris(BAHAN, 4_440_000, "Toko Makmur")]),
                        oleh=orang("kasi"))  # fmt: skip
        lampiran.tambah(tiga, "kuitansi", gambar(), "nota.jpg", oleh=orang("kasi"))
        spj.ajukan(tiga, oleh=orang("kasi"))
        jenjang.verifikasi(tiga, oleh=orang("sekdes"))
        spj.sahkan(tiga, oleh=orang("kades"))
    return satu, dua, tiga


@pytest.fixture
def isi(kantor):
    with kantor.app_context():
        yield buat_isi()


def emas(nama: str, teks: str) -> None:
    assert teks == (EMAS / f"keuangan_{nama}.txt").read_text(encoding="utf-8")


def teks_pdf(data: bytes) -> str:
    hasil = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(hasil.stdout.decode().split())


def test_kertas_emas(isi):
    satu, dua, tiga = isi
    cair = cair_spp(satu)
    for nama, kertas in (("spp", kertas_spp(satu)), ("spp-rincian", kertas_rincian(satu)), ("sptb", kertas_sptb(satu)),
                         ("cair", kertas_cair(satu, cair)), ("spj", kertas_spj(tiga)), ("spp-panjar", kertas_spp(dua)),
                         ("buku-kegiatan", kertas_buku(TAHUN, "02.03.11"))):  # fmt: skip
        emas(nama, tuang(kertas))
    dump = [f"{nama}: {nilai}" for k in isi_kuitansi(satu, satu) for nama, nilai in k["isi"]]
    emas("kuitansi", "\n".join(dump) + "\n")


def test_pdf_memuat_angka_yang_sama(isi):
    satu, _dua, _tiga = isi
    kuitansi = teks_pdf(pdf_kuitansi(satu, satu))
    assert "Sebelas juta seratus ribu rupiah" in kuitansi and "Rp9.850.000" in kuitansi and "Toko Makmur" in kuitansi
    assert "9.850.000" in teks_pdf(pdf_kertas(kertas_cair(satu, cair_spp(satu))))
    spp = teks_pdf(pdf_kertas(kertas_spp(satu)))
    assert "388.900.000" in spp and "Telah diverifikasi" in spp and "lewat program" in spp


def test_register_berjumlah_sama_dengan_buku(isi):
    with basis.transaksi():
        disetujui(baris(BAHAN, 1_000_000), tanggal=hari(8, 12))

    def kolom(kode, kunci):
        r = REGISTER[kode]
        lembar = lembar_register(r, TAHUN, db.session.execute(r.pilih(TAHUN, None, None)).all())
        n = [k.kunci for k in lembar.kolom].index(kunci)
        return [b[n] for b in lembar.baris]

    assert kolom("spp", "nilai") == [11_100_000, 5_000_000, 1_000_000]
    assert kolom("spp", "status") == ["Dicairkan", "Dicairkan", "Disetujui"]
    assert kolom("pencairan", "nilai") == [11_100_000, 5_000_000]
    assert (kolom("kuitansi", "bruto"), kolom("kuitansi", "pajak")) == ([11_100_000, 4_440_000], [1_250_000, 500_000])
    assert (kolom("spj", "realisasi"), kolom("spj", "sisa")) == ([4_440_000], [560_000])
    r = REGISTER["spp"]
    assert len(db.session.execute(r.pilih(TAHUN, hari(8, 5), hari(8, 31))).all()) == 2


def test_kertas_dan_register_lewat_halaman(kantor, peramban):
    with kantor.app_context():
        satu, dua, tiga = (d.id for d in buat_isi())
    peramban.masuk("keuangan")
    for kode, nomor in (("spp", satu), ("rincian", satu), ("sptb", satu), ("kuitansi", satu), ("cair", satu),
                        ("spj", tiga), ("kuitansi", tiga)):  # fmt: skip
        assert peramban.jalur(f"/keuangan/belanja/{nomor}/kertas/{kode}.pdf").isi.startswith(b"%PDF"), kode
    assert peramban.jalur(f"/keuangan/belanja/{satu}/kertas/cair.xlsx").isi.startswith(b"PK")
    for kode, nomor in (("spj", satu), ("kuitansi", dua), ("sptb", tiga), ("lain", satu)):
        assert peramban.jalur(f"/keuangan/belanja/{nomor}/kertas/{kode}.pdf").status == 404
    for kode in REGISTER:
        halaman = peramban.buka("kertas_belanja.register", kode=kode, tahun=TAHUN, bulan=11 if kode == "spj" else 8)
        assert "Rp" in halaman.teks_semua
        assert halaman.ikuti("Cetak").isi.startswith(b"%PDF") and halaman.ikuti("Unduh XLSX").isi.startswith(b"PK")
    buku = peramban.buka("kertas_belanja.daftar_buku").ikuti("Pembangunan/Rehabilitasi")
    assert "Upah talud" in buku.teks_semua and buku.ikuti("Cetak").isi.startswith(b"%PDF")
    peramban.keluar().masuk("sekdes")
    assert "diverifikasi" in " ".join(peramban.buka(
        "kertas_belanja.buku", tahun=TAHUN, kegiatan="02.03.11").tekan("Verifikasi sampai hari ini").pesan)  # fmt: skip
