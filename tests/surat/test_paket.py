"""Bundles: one request, several letters with shared facts, verified, signed, printed and followed together."""

from __future__ import annotations

import re
import subprocess
from datetime import date

import pytest

from smartkampung.extensions import db
from smartkampung.inti.tte import SignerTanpa
from smartkampung.surat import terbit
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.gabung import gabungkan
from smartkampung.surat.galat import SyaratBelumLengkap
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.paket import services
from smartkampung.surat.paket.definisi import PaketTidakAda, ditawarkan, paket_warga, semua
from smartkampung.surat.permohonan import BerkasPermohonan
from tests.surat.bantu import buat_warga, orang

LENGKAP = frozenset({"ktp", "kk", "surat_lahir", "buku_nikah", "bukti_data"})
CONTOH = {"teks": "Isi", "teks_panjang": "Isi", "angka": 3, "tahun": 2020, "tanggal": date(2026, 11, 1), "jam": None,
          "orang": {"nama": "Isi"}}


def isian(paket, dipilih):
    """Something for every fact the bundle asks for; what it fills in itself stays."""
    hasil = paket.bawaan()
    for satu in paket.medan(dipilih):
        bawaan = satu.isian.pilihan[0] if satu.isian.pilihan else CONTOH.get(satu.isian.jenis)
        hasil.setdefault(satu.kunci, bawaan)
    return hasil


def ajukan(warga, kode="kelahiran", dipilih=None, berkas=LENGKAP):
    paket = paket_warga(kode, warga.id)
    dipilih = frozenset(paket.jenis) if dipilih is None else dipilih
    isi = isian(paket, dipilih | paket.paket.inti)
    return services.ajukan(paket, dipilih, isi, BerkasPermohonan(berkas), oleh=orang("operator"))


def definisi_per_kode() -> dict[str, Definisi]:
    return {j.kode: definisi_dari(j) for j in db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))}


def test_setiap_paket_menunjuk_isian_yang_ada(kecil):
    ada = definisi_per_kode()
    assert set(semua()) == {"nikah", "kelahiran", "kematian", "pindah"}
    for paket in semua().values():
        assert paket.inti <= set(paket.surat) and set(paket.isi) <= set(paket.surat)
        rujukan = {tuple(satu.split(".")) for sama in paket.sama for satu in sama}
        rujukan |= {(jenis, isian) for jenis, isi in paket.isi.items() for isian in isi}
        for jenis, kode in rujukan:
            assert jenis in paket.surat
            if jenis in ada:
                isian = {i.kode: i for i in ada[jenis].isian}
                assert kode in isian, f"{paket.kode}: {jenis}.{kode}"
                isi = paket.isi.get(jenis, {}).get(kode)
                assert isi is None or not isian[kode].pilihan or isi in isian[kode].pilihan


def test_isian_yang_sama_ditanyakan_sekali_dan_sampai_di_semua_surat(kecil):
    lahir, akta, kk = ajukan(buat_warga())
    assert (lahir.jenis_kode, akta.jenis_kode, kk.jenis_kode) == (
        "keterangan-kelahiran", "pengantar-akta-kelahiran", "perubahan-kk")  # fmt: skip
    assert lahir.isian["bayi_nama"] == akta.isian["anak_nama"] == kk.isian["nama_anggota"] == "Isi"
    assert kk.isian["dasar_ubah"] == "surat keterangan kelahiran"
    assert len({s.paket_id for s in (lahir, akta, kk)}) == 1 and len({s.kode_status for s in (lahir, akta, kk)}) == 3


def test_orang_menjadi_nama_di_surat_yang_meminta_teks(kecil):
    lahir, akta, _ = ajukan(buat_warga())
    assert lahir.isian["ayah"]["nama"] == akta.isian["anak_ayah"] == "Isi"


def test_yang_harus_diperhatikan_menurut_umur_dan_status(kecil):
    nikah = semua()["nikah"]
    kawin = paket_warga("nikah", buat_warga().id)
    assert [teks.split(".")[0] for teks in nikah.awas(kawin.orang)] == ["Di buku induk masih berstatus kawin"]
    muda = buat_warga("Rani", "9901014101100009", tanggal_lahir=date(2010, 1, 1), status_kawin=1, jenis_kelamin=2)
    assert ["19 tahun" in teks for teks in nikah.awas(paket_warga("nikah", muda.id).orang)] == [True]


def test_yang_inti_selalu_ikut_dan_yang_tidak_dipilih_tidak_ditanyakan(kecil):
    paket = paket_warga("kelahiran", buat_warga().id)
    kunci = {m.kunci for m in paket.medan(frozenset({"keterangan-kelahiran"}))}
    assert not any(k.startswith("perubahan_kk") for k in kunci)
    (satu,) = ajukan(db.session.get(type(buat_warga("S", "9901014107900001")), 1), dipilih=frozenset())
    assert satu.jenis_kode == "keterangan-kelahiran"


def test_surat_yang_tidak_dilayani_atau_tidak_sesuai_dilewati(kecil):
    warga = buat_warga()
    db.session.execute(db.update(JenisSurat).where(JenisSurat.kode == "ahli-waris").values(aktif=False))
    assert set(paket_warga("kematian", warga.id).jenis) == {"keterangan-kematian", "perubahan-kk"}
    nikah = paket_warga("nikah", warga.id)  # married: neither single nor widowed
    assert "belum-menikah" not in nikah.jenis and any("Belum Menikah" in nama for nama, _ in nikah.tidak)
    db.session.execute(db.update(JenisSurat).where(JenisSurat.kode.in_(semua()["pindah"].surat)).values(aktif=False))
    assert "pindah" not in {p.kode for p in ditawarkan()}
    for kode in ("pindah", "tidak-ada"):
        with pytest.raises(PaketTidakAda):
            paket_warga(kode, warga.id)


def test_diverifikasi_bersama_semua_atau_tidak_sama_sekali(kecil):
    daftar = ajukan(buat_warga(), berkas=LENGKAP - {"bukti_data"})
    with pytest.raises(SyaratBelumLengkap):
        services.verifikasi(daftar[0], oleh=orang("operator"), diterima=frozenset())
    db.session.rollback()


def test_ditandatangani_sekali_dicetak_sekali(kecil, tmp_path):
    daftar = ajukan(buat_warga())
    services.verifikasi(daftar[1], oleh=orang("operator"), diterima=frozenset())
    terbit.tanda_tangani([s.id for s in daftar], oleh=orang("kades"), signer=SignerTanpa())
    assert [s.nomor for s in daftar] == [1, 2, 3]
    berkas = tmp_path / "paket.pdf"
    berkas.write_bytes(gabungkan([satu.berkas_id for satu in daftar]))
    teks = subprocess.run(["pdftotext", str(berkas), "-"], capture_output=True, text=True, check=True).stdout
    for surat in daftar:
        assert surat.nomor_teks in teks
    halaman = subprocess.run(["pdfinfo", str(berkas)], capture_output=True, text=True, check=True).stdout
    assert int(re.search(r"Pages:\s+(\d+)", halaman)[1]) >= 3


def test_dari_loket_sampai_status_warga(loket):
    hal = loket.masuk("operator").buka("loket.pilih")
    hal = hal.kirim("Lanjutkan", **{"penduduk_id-cari": "sutrisno"}, jenis="paket:kelahiran")
    assert hal.judul == "Kelahiran dan KK · Sutrisno bin Karto"
    with loket.app.app_context():
        daftar = paket_warga("kelahiran", 1).medan(frozenset(semua()["kelahiran"].surat))
        medan = {f"isian_{m.kunci}": m.isian for m in daftar}
    isi = {}
    for nama, nilai in hal.isian("Syarat lengkap"):
        if nama in medan and not nilai:
            jenis = medan[nama]
            contoh = {"tanggal": "2026-11-01", "angka": str(max(jenis.dari, 1)), "jam": ""}
            isi[nama] = jenis.pilihan[0] if jenis.pilihan else contoh.get(jenis.jenis, "Isi")
    isi |= {f"{nama}-nama": "Isi" for nama, isian in medan.items() if isian.jenis == "orang"}
    ulang = hal.kirim("Syarat lengkap", syarat=["ktp"])
    assert ulang.status == 422
    selesai = ulang.kirim("Syarat lengkap", **isi, syarat=["ktp", "kk", "surat_lahir", "buku_nikah", "bukti_data"])
    assert selesai.judul == "Permohonan tercatat", (selesai.galat, isi)
    terima = selesai.ikuti("Cetak tanda terima")
    assert "Keterangan Kelahiran, Pengantar Akta Kelahiran, Perubahan Kartu Keluarga" in terima.teks_semua
    with loket.app.app_context():
        kode = db.session.get(Surat, 2).kode_status
    status = loket.keluar().jalur(f"/status/{kode}").kirim("Lihat status", tanggal_lahir="1979-05-20")
    assert "Sepaket dengan surat ini" in status.teks_semua
    assert "Keterangan Kelahiran" in status.teks_semua and "Perubahan Kartu Keluarga" in status.teks_semua
    kades = loket.masuk("kades").buka("surat.lihat", surat_id=1).ikuti("Tanda tangani sepaket")
    assert "3 surat menunggu" in kades.teks_semua
    for nomor in (1, 2, 3):
        loket.buka("tanda_tangan.baca", surat_id=nomor)
    antre = loket.buka("tanda_tangan.antrean")
    hasil = antre.kirim("Terbitkan yang dipilih untuk tanda tangan basah", surat=["1", "2", "3"])
    assert "3 surat terbit" in hasil.pesan[0]
    cetak = loket.klien.get(loket.buka("surat.lihat", surat_id=3).tautan("Cetak sepaket"))
    assert cetak.mimetype == "application/pdf" and cetak.data.startswith(b"%PDF")


def test_verifikasi_sepaket_dari_halaman_satu_surat(loket, tulis):
    tulis(lambda: ajukan(db.session.get(type(buat_warga("S", "9901014107900001")), 1), berkas=frozenset()))
    hal = loket.masuk("operator").buka("surat.lihat", surat_id=3)
    kurang = hal.kirim("Verifikasi sepaket", syarat=["ktp", "kk", "bukti_data"])
    assert any("Buku nikah" in g for g in kurang.galat)
    assert "3 surat sepaket diverifikasi." in kurang.kirim(
        "Verifikasi sepaket", syarat=["ktp", "kk", "bukti_data", "buku_nikah"]).pesan
    with loket.app.app_context():
        assert {s.keadaan for s in db.session.scalars(db.select(Surat))} == {"menunggu_ttd"}
