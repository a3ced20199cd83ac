"""Daily entry: plain forms with their journal, warnings, the grid, what recurs, goods, drafts of the village."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from smartkampung.bumdes.buku.models import BarisJurnal, BuktiJurnal, JurnalBumdes, PihakBumdes
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.persediaan.models import BarangBumdes, MutasiBarang
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.siaran import siarkan
from smartkampung.peristiwa import PenyertaanModalDicairkan
from tests.bumdes.bantu import ATK, JUAL, KAS, akun_kode
from tests.peramban import Peramban
from tests.sapuan.alat import gambar

pytestmark = pytest.mark.satu_basis


@pytest.fixture
def kode(usaha):
    """kode("1.1.01.01") -> the account's id as a form sends it; kode.unit("TOKO") the unit's."""
    with usaha.app_context():
        b = db.session.get(Bumdes, 1)
        unit = {e.kode: str(e.id) for e in b.entitas}
        akun = {a: str(akun_kode(1, a).id) for a in (KAS, JUAL, ATK, "4.1.05.99", "1.1.05.01", "3.1.01.01", "2.1.01.01",
                                                    "6.1.05.01", "5.1.01.01", "4.1.04.99")}  # fmt: skip
    return lambda k: akun.get(k) or unit[k]


def terakhir(app):
    with app.app_context():
        j = db.session.scalars(db.select(JurnalBumdes).order_by(JurnalBumdes.id.desc())).first()
        kode_akun = {b.akun.kode: b.debit - b.kredit for b in j.baris}
        return j.nomor_teks, kode_akun


def test_manajer_menjual_tunai_dengan_foto_dan_melihat_jurnalnya(usaha, kode):
    p = Peramban(usaha).masuk("toko")
    halaman = p.buka("catat_bumdes.isi", bumdes_id=1, jenis="jual")
    isi = {"jumlah": "150.000", "lawan": kode(JUAL), "uraian": "penjualan pagi"}
    lihat = halaman.kirim("Lihat jurnal", **isi, aksi="lihat")
    assert lihat.status == 200 and "Rp150.000" in lihat.teks_semua and "Kas Tunai" in lihat.teks_semua
    jadi = lihat.kirim("Simpan", **isi, aksi="simpan", foto=(io.BytesIO(gambar()), "nota.jpg"))
    assert "Tersimpan sebagai TOKO/2026/0001" in jadi.pesan[0]
    assert terakhir(usaha)[1] == {KAS: 150_000, JUAL: -150_000}
    assert jadi.ikuti("nota.jpg").status == 200
    with usaha.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(BuktiJurnal)) == 1


def test_beban_bulan_ini_yang_dibayar_nanti(usaha, kode):
    """An accrual stands as a debt in somebody's name; no cash moves."""
    halaman = Peramban(usaha).masuk("bendum").buka("catat_bumdes.isi", bumdes_id=1, jenis="terutang")
    isi = {"jumlah": "75.000", "lawan": kode(ATK), "uraian": "Tagihan toko alat tulis", "entitas": kode("PUSAT")}
    assert "Tulis kepada siapa" in halaman.kirim("Simpan", **isi, aksi="simpan").teks_semua
    jadi = halaman.kirim("Simpan", **isi, pihak="Toko Pena", aksi="simpan")
    assert "Tersimpan sebagai PUSAT/2026" in jadi.pesan[0]
    assert terakhir(usaha)[1] == {ATK: 75_000, "2.1.01.01": -75_000}
    with usaha.app_context():
        assert db.session.scalars(db.select(PihakBumdes.nama)).one() == "Toko Pena"


def test_pratinjau_tanpa_menulis_dan_pihak_baru_hanya_saat_disimpan(usaha, kode):
    p = Peramban(usaha).masuk("toko")
    halaman = p.buka("catat_bumdes.isi", bumdes_id=1, jenis="jual")
    isi = dict(halaman.isian("Simpan")) | {"jumlah": "80.000", "lawan": kode(JUAL), "uraian": "bon", "cara": "tempo"}
    jalur = "/bumdes/1/catat/jual/pratinjau"
    teks = p.klien.post(jalur, data=isi, headers={"Referer": "http://localhost/"}).get_data(as_text=True)
    assert "Tulis nama pembelinya" in teks
    teks = p.klien.post(jalur, data=isi | {"pihak": "Bu Tini"}, headers={"Referer": "http://localhost/"}).get_data(
        as_text=True)  # fmt: skip
    assert "Piutang Usaha" in teks and "Rp80.000" in teks
    with usaha.app_context():
        assert db.session.scalar(db.select(PihakBumdes)) is None
    halaman.kirim("Simpan", **{k: isi[k] for k in ("jumlah", "lawan", "uraian", "cara")}, pihak="Bu Tini",
                  aksi="simpan")
    with usaha.app_context():
        pihak = db.session.scalar(db.select(PihakBumdes))
        baris = db.session.scalar(db.select(BarisJurnal).filter_by(pihak_id=pihak.id))
        assert (pihak.nama, baris.akun.kode, baris.debit) == ("Bu Tini", "1.1.03.01", 80_000)


def test_modal_sebagai_pendapatan_dan_kas_minus_ditanyakan_dulu(usaha, kode):
    p = Peramban(usaha).masuk("bendum")
    halaman = p.buka("catat_bumdes.isi", bumdes_id=1, jenis="masuk")
    isi = {"entitas": kode("PUSAT"), "jumlah": "5.000.000", "lawan": kode("4.1.05.99"),
           "uraian": "penyertaan modal desa"}
    tanya = halaman.kirim("Simpan", **isi, aksi="simpan")
    assert tanya.status == 422 and "bukan pendapatan" in tanya.teks_semua
    assert "Tersimpan" in tanya.kirim("Simpan", **isi, aksi="simpan", yakin="y").pesan[0]
    keluar = p.buka("catat_bumdes.isi", bumdes_id=1, jenis="keluar").kirim(
        "Simpan", entitas=kode("PUSAT"), jumlah="900.000.000", lawan=kode(ATK), uraian="beli ATK", aksi="simpan")
    assert "menjadi minus" in keluar.teks_semua


def test_pindah_uang_ke_unit_mencatat_kedua_buku(usaha, kode):
    p = Peramban(usaha).masuk("bendum")
    p.buka("catat_bumdes.isi", bumdes_id=1, jenis="pindah").kirim(
        "Simpan", entitas=kode("TOKO"), ke=kode("SEWA"), jumlah="100.000", uraian="pinjam kas", aksi="simpan")
    with usaha.app_context():
        j = db.session.scalars(db.select(JurnalBumdes).order_by(JurnalBumdes.id.desc()).limit(3)).all()
        assert {x.entitas.kode for x in j} == {"TOKO", "SEWA", "PUSAT"} and len({x.pasangan for x in j}) == 1


def test_antar_unit_menjual_dan_dilunasi_saling_hapus(usaha, kode):
    from smartkampung.bumdes.buku.konteks import buku
    from smartkampung.bumdes.laporan.validasi import validasi

    p = Peramban(usaha).masuk("bendum")
    isi = {"entitas": kode("SEWA"), "ke": kode("TOKO"), "jumlah": "75.000", "uraian": "sewa kursi"}
    p.buka("catat_bumdes.isi", bumdes_id=1, jenis="antar").kirim(
        "Simpan", **isi, cara="tempo", lawan=kode("4.1.04.99"), kas_ke=kode("6.1.05.01"), aksi="simpan")
    assert terakhir(usaha)[1] == {"6.1.05.01": 75_000, "2.1.01.01": -75_000}
    p.buka("catat_bumdes.isi", bumdes_id=1, jenis="antar").kirim("Simpan", **isi, arah="lunas", aksi="simpan")
    with usaha.app_context():
        uji = {u.nama: u for u in validasi(buku(db.session.get(Bumdes, 1)), date(2026, 11, 21))}
        assert uji["Eliminasi antar unit berimbang"].baik and uji["Konsolidasi: aset = kewajiban + ekuitas"].baik


def test_jurnal_cepat_menandai_baris_salah_dan_menyimpan_yang_seimbang(usaha, kode):
    p = Peramban(usaha).masuk("bendum")
    halaman = p.buka("catat_bumdes.cepat", bumdes_id=1)

    def kirim(*baris, ikuti=True, **lain):
        kolom = list(zip(*baris, strict=True))
        isi = dict(zip(("akun", "uraian_baris", "pihak", "debit", "kredit"), (list(k) for k in kolom), strict=True))
        return halaman.kirim("Simpan jurnal", **isi, uraian="beli ATK", entitas=kode("PUSAT"), aksi="simpan", **lain)

    salah = kirim(("9.9", "", "", "1", ""), (KAS, "", "", "", "dua"))
    assert "Akun tidak dikenal" in salah.teks_semua and "Tulis kredit" in salah.teks_semua
    timpang = kirim(("Beban Alat Tulis Kantor (ATK)", "", "", "50.000", ""), (KAS, "", "", "", "40.000"))
    assert any("selisihnya Rp10.000" in x for x in timpang.pesan)
    jadi = kirim(("6.1.2.1", "kertas", "Toko Maju", "50.000", ""), (f"{KAS} Kas Tunai", "", "", "", "50.000"))
    assert "Tersimpan" in jadi.pesan[0] and terakhir(usaha)[1] == {ATK: 50_000, KAS: -50_000}


def test_saldo_awal_diketik_di_jurnal_cepat_sekali_saja(usaha, kode):
    p = Peramban(usaha).masuk("bendum")
    isi = {"akun": [KAS, "3.1.01.01"], "uraian_baris": ["", ""], "pihak": ["", ""], "debit": ["900", ""],
           "kredit": ["", "900"], "uraian": "saldo awal", "jenis": "SALDO_AWAL", "entitas": kode("PUSAT"),
           "aksi": "simpan"}  # fmt: skip
    assert "31 Desember 2024" in p.buka("catat_bumdes.cepat", bumdes_id=1).kirim("Simpan jurnal", **isi).teks_semua
    lagi = p.buka("catat_bumdes.cepat", bumdes_id=1).kirim("Simpan jurnal", **isi)
    assert any("sudah dicatat" in x for x in lagi.pesan)


def test_unit_lain_ditolak_bagi_manajer(usaha, kode):
    p = Peramban(usaha).masuk("toko")
    halaman = p.buka("catat_bumdes.isi", bumdes_id=1, jenis="jual")
    tolak = halaman.kirim("Simpan", entitas=kode("SEWA"), jumlah="1.000", lawan=kode(JUAL), uraian="x", aksi="simpan")
    assert "daftar" in " ".join(tolak.galat)
    with usaha.app_context():
        sewa = db.session.scalar(db.select(JurnalBumdes.id).where(JurnalBumdes.entitas_id == int(kode("SEWA"))))
    for ke in ("jurnal_bumdes.lihat", "jurnal_bumdes.balik"):
        assert p.buka(ke, bumdes_id=1, jurnal_id=sewa).status == 404


def test_jurnal_berulang_dibukukan_sekali_per_bulan(usaha, kode):
    p = Peramban(usaha).masuk("bendum")
    p.buka("catat_bumdes.isi", bumdes_id=1, jenis="keluar").kirim(
        "Simpan", entitas=kode("PUSAT"), tanggal="2026-08-31", jumlah="20.000", lawan=kode(ATK), uraian="iuran",
        aksi="simpan")
    with usaha.app_context():
        terbaru = db.session.scalar(db.select(db.func.max(JurnalBumdes.id)))
    ulang = p.buka("catat_bumdes.ulangi", bumdes_id=1, jurnal_id=terbaru).kirim("Simpan")
    assert "30 September 2026" in ulang.teks_semua and "31 Oktober 2026" in ulang.teks_semua
    assert "Tersimpan" in ulang.kirim("Bukukan").pesan[0]
    sisa = p.buka("catat_bumdes.berulang", bumdes_id=1)
    assert "30 September" not in sisa.teks_semua and "31 Oktober" in sisa.teks_semua


def test_barang_dibeli_dijual_diopname_dan_dibatalkan_dengan_jurnalnya(usaha, kode):
    p = Peramban(usaha).masuk("toko")
    p.buka("barang_bumdes.tambah", bumdes_id=1).kirim(
        "Simpan", nama="Beras", satuan="kg", akun_stok=kode("1.1.05.01"), akun_hpp=kode("5.1.01.01"),
        harga_jual="15.000")
    for jumlah, banyak in (("100.000", "10"), ("121.000", "11")):
        p.buka("catat_bumdes.isi", bumdes_id=1, jenis="beli").kirim(
            "Simpan", jumlah=jumlah, barang="1", banyak=banyak, uraian="kulakan", aksi="simpan")
    kurang = p.buka("catat_bumdes.isi", bumdes_id=1, jenis="jual").kirim(
        "Simpan", barang="1", banyak="30", lawan=kode(JUAL), uraian="jual", aksi="simpan")
    assert "tinggal 21 kg" in " ".join(kurang.galat)
    p.buka("catat_bumdes.isi", bumdes_id=1, jenis="jual").kirim(
        "Simpan", barang="1", banyak="2,5", lawan=kode(JUAL), uraian="jual", aksi="simpan")
    hpp = (Decimal(221_000) * 2500 / 21_000).quantize(Decimal("0.01"))
    assert terakhir(usaha)[1] == {KAS: 37_500, JUAL: -37_500, "5.1.01.01": hpp, "1.1.05.01": -hpp}
    p.buka("barang_bumdes.opname", bumdes_id=1, barang_id=1).kirim("Simpan", dihitung="18", keterangan="tumpah")
    p.buka("barang_bumdes.batalkan", bumdes_id=1, mutasi_id=3).kirim("Batalkan", alasan="salah barang")
    with usaha.app_context():
        banyak, nilai = db.session.execute(db.select(db.func.sum(MutasiBarang.banyak),
                                                     db.func.sum(MutasiBarang.nilai))).one()
        barang = db.session.get(BarangBumdes, 1)
        di_buku = db.session.scalar(db.select(db.func.sum(BarisJurnal.debit - BarisJurnal.kredit)).where(
            BarisJurnal.akun_id == barang.akun_stok_id, BarisJurnal.jurnal_id.in_(
                db.select(MutasiBarang.jurnal_id))))  # fmt: skip
        assert (banyak, nilai * 100) == (20_500, di_buku)


def test_modal_dari_desa_menjadi_draf_sekali_lalu_dibukukan(usaha):
    fakta = PenyertaanModalDicairkan("", date(2026, 5, 2), Decimal(25_000_000), "SPP 0004", "spp:4")
    with usaha.app_context(), basis.transaksi():
        siarkan(fakta)
        siarkan(fakta)
    p = Peramban(usaha).masuk("bendum")
    beranda = p.buka("beranda.lihat")
    assert len(beranda.pohon.xpath("//a[contains(., 'Bukukan')]")) == 1
    assert "Tersimpan" in beranda.ikuti("Bukukan").kirim("Bukukan").pesan[0]
    assert terakhir(usaha)[1]["3.1.01.01"] == -25_000_000
    assert p.buka("catat_bumdes.draf", bumdes_id=1, draf_id=1).kirim is not None
    assert "cocok" in p.buka("hasil_bumdes.rekonsiliasi", bumdes_id=1, tahun=2026).teks_semua
