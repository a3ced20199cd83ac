"""The import from Siskeudes: every dialect, all versions, differences, twice, and files that are none."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from click.testing import CliRunner

from smartkampung.cli import grup
from smartkampung.contoh.anggaran import butir_contoh
from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.models import AcuanKegiatan, Rekening
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, rab_versi, versi_berlaku, versi_tahun
from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru
from smartkampung.keuangan.anggaran.versi import sidik_versi
from smartkampung.keuangan.siskeudes.berkas import BukanSiskeudes, baca_kiriman
from smartkampung.keuangan.siskeudes.nilai import desimal, tanggal, uang
from smartkampung.keuangan.siskeudes.services import ImporDitolak, ambil, periksa
from tests.keuangan.pabrik import buat_anggaran, orang
from tests.keuangan.zip_siskeudes import KODE, tabel_anggaran, zip_siskeudes
from tests.peramban import Peramban

pytestmark = pytest.mark.satu_basis
AWAL = butir_contoh()
KEGIATAN = [KegiatanBaru(k, nama="Kegiatan " + k, lokasi="Dusun\nKrajan, RT 01", volume=Decimal(3), satuan="unit")
            for k in sorted({b.kunci.kegiatan for b in AWAL} - {""})]  # fmt: skip
PAK = [replace(b, volume=b.volume + 1) if b.uraian == "Semen" else
       replace(b, harga=b.harga - 68_000) if b.uraian == "Sewa molen" else b for b in AWAL]  # fmt: skip
DIALEK = {
    "koma": {}, "titik-koma": {"pemisah": ";", "koma": True, "akhir": "\n"}, "bom": {"bom": True, "balik": True},
    "folder": {"folder": "EKSPOR/2026/", "ubah": str.upper}, "tab": {"pemisah": "\t"},
}  # fmt: skip


def kirim(tabel, **dialek):
    return baca_kiriman(io.BytesIO(zip_siskeudes(tabel, **dialek)))


def jumlah(butir):
    hasil: dict[Kunci, Decimal] = {}
    for b in butir:
        hasil[b.kunci] = hasil.get(b.kunci, NOL) + b.jumlah
    return hasil


@pytest.fixture
def tabel():
    return tabel_anggaran({"2": AWAL, "3": PAK}, KEGIATAN)


@pytest.mark.parametrize("dialek", DIALEK)
@pytest.mark.dua_basis
def test_setiap_dialek_memberi_angka_yang_sama(kantor, konteks, tabel, dialek):
    ambil(kirim(tabel, **DIALEK[dialek]), oleh=orang("sekdes"), nama="desa.zip")
    awal, pak = versi_tahun(2026)

    assert isi_versi(awal).per_kunci == jumlah(AWAL)
    assert isi_versi(pak).per_kunci == jumlah(PAK)
    assert (awal.keadaan, pak.keadaan, pak.nomor_perdes, str(pak.tanggal_perdes)) == (
        "digantikan", "berlaku", "3/2026", "2026-09-15")  # fmt: skip
    assert isi_versi(pak).silpa == 0
    rab = [b for isi in rab_versi(pak).values() for b in isi]
    assert sorted((b.uraian, b.volume, b.harga) for b in rab) == sorted((b.uraian, b.volume, b.harga) for b in PAK)
    assert isi_versi(pak).kegiatan["02.03.11"].lokasi == "Dusun\nKrajan, RT 01"


@pytest.mark.dua_basis
def test_impor_dua_kali_tidak_mengubah_apa_pun(kantor, konteks, tabel):
    satu = ambil(kirim(tabel), oleh=orang("sekdes"), nama="a.zip")
    sidik = [sidik_versi(v) for v in versi_tahun(2026)]
    dua = ambil(kirim(tabel, pemisah=";"), oleh=orang("sekdes"), nama="b.zip")

    assert (satu.baru, dua.baru, dua.tetap) == (2, 0, 2)
    assert [sidik_versi(v) for v in versi_tahun(2026)] == sidik


def test_perubahan_yang_menyusul_ditambahkan(kantor, konteks, tabel):
    ambil(kirim(tabel_anggaran({"2": AWAL}, KEGIATAN)), oleh=orang("sekdes"), nama="a.zip")
    laporan = ambil(kirim(tabel), oleh=orang("sekdes"), nama="b.zip")

    assert (laporan.baru, laporan.tetap) == (1, 1)
    assert versi_berlaku(2026).jenis == "perubahan"


def test_posting_diurutkan_menurut_tanggalnya_dan_tidak_dijumlahkan(kantor, konteks):
    kiriman = kirim(tabel_anggaran({"3": PAK, "4": AWAL, "2": AWAL}, KEGIATAN))
    ambil(kiriman, oleh=orang("sekdes"), nama="a.zip")

    assert [v.jenis for v in versi_tahun(2026)] == ["awal", "geser", "perubahan"]
    assert isi_versi(versi_berlaku(2026)).belanja == sum(b.jumlah for b in PAK if b.kunci.rekening[0] == "5")


def test_anggaran_lain_yang_sudah_ada_tidak_ditimpa(kantor, konteks, tabel):
    buat_anggaran()
    with pytest.raises(ImporDitolak, match="sudah ada dengan isi lain"):
        ambil(kirim(tabel), oleh=orang("sekdes"), nama="a.zip")
    assert len(versi_tahun(2026)) == 1


def test_rab_yang_tidak_cocok_didaftar_dan_jumlah_terposting_dipakai(kantor, konteks, tabel):
    semen = next(b for b in tabel["Ta_AnggaranRinci"] if b["Uraian"] == "Semen")
    semen["Anggaran"], semen["JmlSatuan"] = "1000000.0000", "12.345678"  # less than posted, volume with six places
    laporan = ambil(kirim(tabel), oleh=orang("sekdes"), nama="a.zip")

    assert any("RAB Rp" in c and "yang dipakai Ta_Anggaran" in c for c in laporan.catatan)
    awal = versi_tahun(2026)[0]
    assert isi_versi(awal).per_kunci == jumlah(AWAL)
    assert "Penyesuaian ke jumlah Ta_Anggaran" in {b.uraian for isi in rab_versi(awal).values() for b in isi}


def test_kode_lokal_diambil_namanya_dan_kode_asing_ditolak(kantor, konteks, tabel):
    lokal = ButirBaru(Kunci("02.03.95", "5.3.5.95", "DDS"), "Bronjong", Decimal(1), "paket", Decimal(5))
    tabel = tabel_anggaran({"2": [*AWAL, lokal]}, KEGIATAN)
    with pytest.raises(ImporDitolak, match=r"Kode rekening 5\.3\.5\.95 tidak ada"):
        ambil(kirim(tabel), oleh=orang("sekdes"), nama="a.zip")
    tabel["Ref_Rek4"] = [{"Jenis": "5.3.5.", "Obyek": "5.3.5.95.", "Nama_Obyek": "Belanja Modal Bronjong"}]
    tabel["Ref_Kegiatan"] = [{"Kd_Bid": "02.", "ID_Keg": "02.03.95.", "Nama_Kegiatan": "Bronjong Sungai"}]
    laporan = ambil(kirim(tabel), oleh=orang("sekdes"), nama="a.zip")

    assert any("1 kegiatan dianggarkan tanpa baris Ta_Kegiatan" in c for c in laporan.catatan)
    assert db.session.scalar(db.select(Rekening.nama).filter_by(kode="5.3.5.95")) == "Belanja Modal Bronjong"
    assert db.session.scalar(db.select(AcuanKegiatan.nama).filter_by(kode="02.03.95")) == "Bronjong Sungai"


def test_laporan_menyebut_berkas_dan_kolom_asing_serta_yang_tidak_diambil(kantor, konteks, tabel):
    tabel |= {"Ta_Baru": [{"A": "1"}], "Ta_Perangkat": [{"Tahun": "2026", "No_ID": "1"}]}
    tabel["Ta_Kegiatan"][0]["KolomBaru"] = "x"
    del tabel["Ta_AnggaranLog"]
    catatan = " ".join(periksa(kirim(tabel))[0].catatan)

    for kalimat in ("Ta_Baru.csv: tidak dikenal", "kolom tidak dikenal KolomBaru", "Ta_Perangkat",
                    "Ta_AnggaranLog.csv tidak ada"):  # fmt: skip
        assert kalimat in catatan


def test_baris_kembar_persis_dipakai_sekali(kantor, konteks, tabel):
    tabel["Ta_Anggaran"].append(dict(tabel["Ta_Anggaran"][0]))
    laporan = ambil(kirim(tabel), oleh=orang("sekdes"), nama="a.zip")

    assert any("1 baris Ta_Anggaran kembar" in c for c in laporan.catatan)
    assert isi_versi(versi_tahun(2026)[0]).per_kunci == jumlah(AWAL)


def test_dua_desa_dan_jumlah_yang_bukan_angka_ditolak_dengan_sebab(kantor, konteks, tabel):
    tabel["Ta_Anggaran"][0]["Anggaran"] = "sepuluh"
    tabel["Ta_Anggaran"][1]["Kd_Desa"] = "01.2002."
    tolak = periksa(kirim(tabel))[0].tolak
    assert tolak == ["2026: Berisi 2 desa (01.2001., 01.2002.). Ekspor satu desa saja."]
    tabel["Ta_Anggaran"][1]["Kd_Desa"] = KODE
    assert any("“sepuluh” bukan jumlah uang" in t for t in periksa(kirim(tabel))[0].tolak)


def arsip(**isi: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in isi.items():
            z.writestr(nama, data)
    return keluar.getvalue()


def rusak() -> bytes:
    data = bytearray(zip_siskeudes(tabel_anggaran({"2": AWAL}, KEGIATAN)))
    data[80:120] = b"x" * 40
    return bytes(data)


@pytest.mark.parametrize(("buat", "kalimat"), [
    (lambda: b"", ".zip"), (lambda: b"PK\x03\x04rusak", ".zip"), (lambda: arsip(a=b"x"), "tidak ada tabel"),
    (rusak, "rusak"), (lambda: arsip(**{"Ta_Kegiatan.csv": b"Tahun\n2026\n"}), None),
    (lambda: arsip(**{"Ta_RAB.csv": b"\x00" * 60_000_000}), None),
    (lambda: arsip(**{f"Ta_{n}.csv": b"" for n in range(301)}), "lebih dari 300"),
    (lambda: arsip(**{f"{n}.csv": b"\x00" * 70_000_000 for n in range(3)}), "200 MB"),
])  # fmt: skip
def test_berkas_yang_bukan_ekspor_ditolak_dengan_kalimat(buat, kalimat):
    data = buat()
    if kalimat is None:
        assert baca_kiriman(io.BytesIO(data)).tabel
        return
    with pytest.raises(BukanSiskeudes, match=kalimat):
        baca_kiriman(io.BytesIO(data))


@pytest.mark.parametrize(("teks", "nilai"), [
    ("1234567", "1234567.00"), ("1234567.0000", "1234567.00"), ("1234567,50", "1234567.50"),
    ("1.234.567,00", "1234567.00"), ("1,234,567.00", "1234567.00"), ("", "0.00"), ("-5", "-5.00"),
])  # fmt: skip
def test_uang_dalam_segala_tulisan(teks, nilai):
    assert str(uang(teks)) == nilai


@pytest.mark.parametrize("teks", ["abc", "1e400", "NaN", "--1", "9" * 30])
def test_yang_bukan_angka(teks):
    with pytest.raises(ValueError):
        desimal(teks)


@pytest.mark.parametrize(("teks", "hari"), [
    ("12/31/25 00:00:00", "2025-12-31"), ("2025-12-31T00:00:00", "2025-12-31"), ("31-12-2025", "2025-12-31"),
    ("kapan", "None"),
])  # fmt: skip
def test_tanggal_bulan_di_depan(teks, hari):
    assert str(tanggal(teks)) == hari


def test_dari_halaman_diperiksa_dulu_lalu_diambil(app, kantor, tabel):
    sekdes = Peramban(app).masuk("sekdes")
    halaman = sekdes.buka("siskeudes.daftar")
    assert "bukan ekspor CSV Siskeudes" in halaman.kirim("Periksa", berkas=(io.BytesIO(b"x"), "a.zip")).galat[0]
    hasil = halaman.kirim("Periksa", berkas=(io.BytesIO(zip_siskeudes(tabel)), "desa.zip"))
    assert "perubahan (PAK)" in hasil.teks_semua and "Anggapan tentang berkas" in hasil.teks_semua
    with app.app_context():
        assert versi_tahun(2026) == []
    hasil = hasil.kirim("Ambil semuanya")
    assert "2 versi anggaran dan 0 dokumen kas diambil" in hasil.pesan[0]
    lagi = sekdes.buka("siskeudes.daftar").kirim("Periksa", berkas=(io.BytesIO(zip_siskeudes(tabel)), "desa.zip"))
    assert "Sudah ada" in lagi.teks_semua and "Ambil semuanya" not in lagi.teks_semua


def test_dari_baris_perintah(app, kantor, tabel, tmp_path, monkeypatch):
    berkas = tmp_path / "desa.zip"
    berkas.write_bytes(zip_siskeudes(tabel))

    monkeypatch.setattr("smartkampung.inti.perintah.pastikan_skema", lambda: None)
    monkeypatch.setattr("smartkampung.pengaturan.Pengaturan.muat",
                        lambda *_a, **_k: app.extensions["smartkampung"].pengaturan)

    def jalan(*argumen: str) -> dict[str, object]:
        hasil = CliRunner().invoke(grup, ["impor", "siskeudes", str(berkas), *argumen])
        assert hasil.exit_code == 0, hasil.output
        return json.loads(hasil.output)

    assert jalan("--uji", "--format", "json")["tersimpan"] is False
    assert [t["keadaan"] for t in jalan("--format", "json")["tahun"]] == ["baru", "baru"]
    assert [t["keadaan"] for t in jalan("--format", "json")["tahun"]] == ["sudah ada", "sudah ada"]
