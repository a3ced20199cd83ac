"""Taking packets in: what is kept, what is refused and why, and that every answer is signed."""

from __future__ import annotations

import json
import random

import pytest

from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.kabupaten import pendaftaran, queries
from smartkampung.kabupaten.models import DesaTerdaftar, Penolakan, RekapMasuk
from smartkampung.kabupaten.terima import isi_masuk, terima
from smartkampung.rekap import paket, tanda_terima
from tests.rekap import alat


@pytest.fixture
def paket_desa(kantor, gabung) -> bytes:
    return alat.paket_dari(kantor, alat.susun(kantor))


def kirim(kabupaten, data: bytes):
    with alat.menulis(kabupaten):
        jawab = terima(data, jalur="http")
        with_kunci = tanda_terima.buka(jawab.tanda_terima, kunci.kunci_publik())
        assert with_kunci["hasil"] == jawab.hasil
    return jawab


def ubah(kantor, data: bytes, **isi) -> bytes:
    """The same packet with another content, properly signed by the village."""
    with kantor.app_context():
        return paket.kanonik(paket.bungkus(json.loads(data)["isi"] | isi))


def banyak(app, model) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_diterima_dan_disimpan_persis(kabupaten, paket_desa):
    jawab = kirim(kabupaten, paket_desa)
    assert jawab.hasil == "diterima"
    with kabupaten.app_context():
        rekap = db.session.scalars(db.select(RekapMasuk)).one()
        assert rekap.bagian == [["penduduk", "Kependudukan"], ["surat", "Pelayanan surat"]]
        assert isi_masuk(rekap) == json.loads(paket_desa)["isi"]


def test_paket_yang_sama_dijawab_tanda_terima_yang_sama(kabupaten, paket_desa, jam):
    pertama = kirim(kabupaten, paket_desa)
    jam.maju(days=2)
    assert kirim(kabupaten, paket_desa).tanda_terima == pertama.tanda_terima
    assert banyak(kabupaten, RekapMasuk) == 1


def test_setiap_bita_yang_diubah_ditolak(kabupaten, paket_desa, banyak):
    """Flip, drop, double and insert bytes all over the packet: none is taken."""
    acak = random.Random(7)
    letak = sorted({*range(0, 40), *(acak.randrange(len(paket_desa)) for _ in range(banyak(150, 3000))),
                    *range(len(paket_desa) - 200, len(paket_desa))})
    with alat.menulis(kabupaten):
        for n, i in enumerate(letak):
            asli = paket_desa[i]
            rusak = [paket_desa[:i] + bytes([asli ^ (1 << (n % 8))]) + paket_desa[i + 1:],
                     paket_desa[:i] + paket_desa[i + 1:], paket_desa[:i] + b" " + paket_desa[i:],
                     paket_desa[:i] + bytes([asli]) + paket_desa[i:]][n % 4]
            if rusak == paket_desa:
                continue
            with pytest.raises(paket.PaketDitolak):
                from smartkampung.kabupaten.terima import buktikan
                buktikan(rusak)


@pytest.mark.parametrize(("data", "kata"), [
    (b"", "kosong"), (b"{}", "susunannya"), (b"PK\x03\x04 xlsx", "bukan JSON"), (b"[" * 100_000, "bukan JSON"),
    (b'{"isi":{},"isi":{},"sha256":"","tanda_tangan":{}}', "bukan JSON"), (b"\xff\xfe", "bukan JSON"),
    (b'{"a":NaN}', "bukan JSON"), (b'{"a":1e999}', "bukan JSON"), (b"null", "susunannya")])
def test_berkas_sembarang_ditolak_dengan_alasan(kabupaten, data, kata):
    assert kata in kirim(kabupaten, data).sebab


def test_terlalu_besar_ditolak(kabupaten):
    assert "lebih dari 20 MB" in kirim(kabupaten, b" " * (paket.BATAS_UKURAN + 1)).sebab


@pytest.mark.parametrize(("isi", "kata"), [
    ({"desa": {"kode": "99.01.01.2002", "nama": "x", "kecamatan": "", "kabupaten": "", "provinsi": ""}},
     "belum terdaftar"),
    ({"periode": "2026-13"}, "tidak menurut skema"), ({"periode": "2027-01"}, "belum tiba"),
    ({"periode": "1999-01"}, "terlalu lama"), ({"format": "smartkampung.rekap/2"}, "tidak dikenal"),
    ({"revisi": -1}, "tidak menurut skema"), ({"asing": 1}, "tidak menurut skema"),
    ({"bagian": []}, "tidak menurut skema"), ({"bagian": None}, "tidak menurut skema"),
    ({"jenis": "../../x"}, "tidak menurut skema"), ({"dibuat_pada": "kemarin"}, "tidak menurut skema"),
    ({"dibuat_pada": "2026-99-99T99:99:99Z"}, "bukan waktu")])
def test_paket_sah_tetapi_salah_isi_ditolak(kantor, kabupaten, paket_desa, isi, kata):
    assert kata in kirim(kabupaten, ubah(kantor, paket_desa, **isi)).sebab
    assert banyak(kabupaten, RekapMasuk) == 0


def _bagian(data: bytes, ubahan) -> list:
    bagian = json.loads(data)["isi"]["bagian"]
    ubahan(bagian)
    return bagian


@pytest.mark.parametrize(("ubahan", "kata"), [
    (lambda b: b[0]["kontrol"][0].update(nilai=404), "selisih -1"),
    (lambda b: b[0]["lembar"][0]["jumlah"].update(laki=1), "jumlah tertulis 1"),
    (lambda b: b[0]["lembar"][0]["baris"][0].append(1), "tidak selebar"),
    (lambda b: b[0]["lembar"][0]["baris"][0].__setitem__(1, 999), "selisih"),
    (lambda b: b[0]["lembar"][0]["baris"][0].__setitem__(1, [1]), "bukan teks, angka"),
    (lambda b: b[0]["kontrol"][0]["suku"].append([1, "tidakada", "x"]), "menunjuk kolom yang tidak ada"),
    (lambda b: b[0]["kontrol"][0]["suku"].append([2, "dusun", "laki"]), "tidak menurut skema"),
    (lambda b: b[0]["lembar"].append(b[0]["lembar"][0]), "kode yang sama")])
def test_angka_yang_tidak_menutup_ditolak_dengan_selisihnya(kantor, kabupaten, paket_desa, ubahan, kata):
    data = ubah(kantor, paket_desa, bagian=_bagian(paket_desa, ubahan))
    assert kata in kirim(kabupaten, data).sebab


def test_angka_tidak_cocok_dengan_alasan_diterima_dan_ditandai(kantor, kabupaten, paket_desa):
    data = ubah(kantor, paket_desa, alasan_temuan="Menunggu akta.",
                bagian=_bagian(paket_desa, lambda b: b[0]["kontrol"][0].update(nilai=404)))
    assert kirim(kabupaten, data).hasil == "diterima"
    with kabupaten.app_context():
        from smartkampung.inti.tanggal import Periode
        desa = list(db.session.scalars(db.select(DesaTerdaftar)))
        temuan = queries.tidak_cocok(desa, Periode(2026, 10))
        assert len(temuan) == 1 and temuan[0][2] == "Menunggu akta."
        baris = queries.matriks_bulan(desa, Periode(2026, 10), queries.daftar_laporan())
        assert [s.kata for s in baris[0].sel] == ["tidak cocok", "diterima"] or baris[0].sel[1].kata == "terlambat"


def test_kunci_desa_lain_dan_kunci_dicabut_ditolak(kantor, kabupaten, paket_desa):
    isi = json.loads(paket_desa)["isi"]
    asing = paket.kanonik(paket.bungkus(isi, kunci.kunci_baru()))
    assert "bukan dari kunci desa" in kirim(kabupaten, asing).sebab
    with alat.menulis(kabupaten) as sesi:
        pendaftaran.cabut_kunci(sesi.scalars(db.select(DesaTerdaftar)).one())
    assert "sudah dicabut" in kirim(kabupaten, paket_desa).sebab


def test_revisi_sama_isi_lain_ditolak_dan_revisi_baru_berdampingan(kantor, kabupaten, paket_desa):
    """F-55."""
    kirim(kabupaten, paket_desa)
    lain = ubah(kantor, paket_desa, judul="Rekap lain")
    assert "sudah ada di sini dengan isi lain" in kirim(kabupaten, lain).sebab
    assert kirim(kabupaten, ubah(kantor, paket_desa, judul="Rekap lain", revisi=1)).hasil == "diterima"
    with kabupaten.app_context():
        semua = list(db.session.scalars(db.select(RekapMasuk).order_by(RekapMasuk.revisi)))
        assert [r.judul for r in semua] == ["Rekap bulanan", "Rekap lain"]
        assert [r.revisi for r in queries.revisi_lain(semua[0])] == [1, 0]


def test_penolakan_tercatat_sekali_dan_dibatasi(kantor, kabupaten, paket_desa):
    salah = ubah(kantor, paket_desa, bagian=_bagian(paket_desa, lambda b: b[0]["kontrol"][0].update(nilai=1)))
    for _ in range(3):
        kirim(kabupaten, salah)
    with kabupaten.app_context():
        tolak = db.session.scalars(db.select(Penolakan)).one()
        assert tolak.kali == 3 and [b[0] for b in tolak.bagian] == ["penduduk", "surat"]
        from smartkampung.inti.tanggal import Periode
        baris = queries.matriks_bulan(list(db.session.scalars(db.select(DesaTerdaftar))), Periode(2026, 10),
                                      queries.daftar_laporan())
        assert [s.kata for s in baris[0].sel] == ["ditolak", "ditolak"]


def test_rekap_masuk_beku(kabupaten, paket_desa):
    kirim(kabupaten, paket_desa)
    for sql in ("UPDATE rekap_masuk SET sha256='x'", "DELETE FROM rekap_masuk"):
        with pytest.raises(Exception, match="tidak boleh"), alat.menulis(kabupaten) as sesi:
            sesi.execute(db.text(sql))


# --- joining -----------------------------------------------------------------------------------------

def test_kode_sekali_pakai_dan_bukti_dua_arah(kantor, kabupaten, kawat):
    from smartkampung.rekap.gabung import gabung
    from smartkampung.rekap.tujuan import GagalGabung

    kode = alat.undang(kabupaten)
    with alat.menulis(kantor):
        from smartkampung.rekap.tujuan import simpan_tujuan
        nomor = simpan_tujuan(None, nama="Kab", kanal="http", alamat=alat.ALAMAT_KAB).id
    with kantor.app_context():
        for salah in ("AAAA-BBBB-CCCC", "pendek", ""):
            with pytest.raises(GagalGabung):
                gabung(nomor, salah)
        gabung(nomor, kode.lower().replace("-", " "))
        assert gabung(nomor, kode).kunci_penerima, "the same key may ask again when the answer was lost"
        with pytest.raises(GagalGabung, match="tidak cocok"):
            gabung(nomor, kode, kunci_baru=True)
        lama = kunci.kunci_publik()
        assert kunci.kunci_publik() == lama, "a failed join keeps the old key"
    assert not any(kode.replace("-", "").encode() in d for _, d in kawat.kiriman), "the code never travels"


def test_kode_lewat_tujuh_hari_mati(kantor, kabupaten, kawat, jam):
    from smartkampung.rekap.tujuan import permohonan_gabung

    kode = alat.undang(kabupaten)
    with kantor.app_context():
        permohonan = permohonan_gabung(kode)
    jam.maju(days=7, seconds=1)
    with pytest.raises(pendaftaran.GabungDitolak), alat.menulis(kabupaten):
        pendaftaran.sambut(permohonan)


def test_kabupaten_palsu_tidak_dipercaya(kantor, kabupaten, kawat, tmp_path):
    """Someone in between who does not know the code cannot put a key of his own into the answer."""
    from smartkampung.rekap.tujuan import GagalGabung, baca_sambutan, permohonan_gabung

    kode = alat.undang(kabupaten)
    with kantor.app_context():
        permohonan = permohonan_gabung(kode)
    with alat.menulis(kabupaten):
        jawab = json.loads(pendaftaran.sambut(permohonan))
    isi = jawab["paket"]["isi"]
    asing = kunci.kunci_baru()
    with kantor.app_context():
        palsu = paket.bungkus(isi | {"kunci_publik": kunci.kunci_publik(asing)}, asing)
        for data in (json.dumps(jawab | {"paket": palsu}), "{}", "bukan json", json.dumps([1])):
            with pytest.raises(GagalGabung):
                baca_sambutan(data.encode(), kode)
        assert baca_sambutan(json.dumps(jawab).encode(), kode)["kode"] == "99.01"


def test_desa_luar_wilayah_tidak_dapat_diundang(kabupaten):
    for kode in ("35.10.24.2008", "99.01.01.9999", "99.01", "bukan kode"):
        with pytest.raises(pendaftaran.DesaLuarWilayah), alat.menulis(kabupaten):
            pendaftaran.undang(kode)
