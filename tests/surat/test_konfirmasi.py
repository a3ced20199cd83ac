"""Confirmation by RT, RW or dusun: by a link, optional per kind, never where a rule dropped it."""

from __future__ import annotations

import re

import pytest

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.surat import services
from smartkampung.surat.galat import KeadaanSalah
from smartkampung.surat.konfirmasi import services as konfirmasi
from smartkampung.surat.konfirmasi.models import KonfirmasiSurat
from smartkampung.surat.konfirmasi.queries import kedudukan
from smartkampung.surat.models import JenisSurat, Surat
from tests.peramban import Peramban
from tests.surat.bantu import buat_permohonan, buat_warga, orang
from tests.surat.test_halaman import warga as warga_satu


def jenis(kode: str) -> JenisSurat:
    return db.session.scalars(db.select(JenisSurat).filter_by(kode=kode, terbaru=True)).one()


def diatur(kode: str = "keterangan-usaha", siapa: str = "rt") -> None:
    konfirmasi.atur(jenis(kode), siapa, oleh=orang("sekdes"))


def test_jenis_yang_dilarang_tidak_dapat_meminta_dan_sebabnya_disebut(kecil):
    with pytest.raises(konfirmasi.KonfirmasiDilarang, match="Perpres 96/2018"):
        diatur("pengantar-pindah")
    warga = buat_warga()
    surat = buat_permohonan(warga)
    surat.jenis = jenis("pengantar-pindah")
    with pytest.raises(konfirmasi.KonfirmasiDilarang):
        konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))


def test_larangan_menang_atas_pilihan_lama(kecil):
    from smartkampung.surat.konfirmasi.models import KonfirmasiJenis

    db.session.add(KonfirmasiJenis(jenis_kode="pengantar-pindah", siapa="rt"))
    surat = buat_permohonan(buat_warga())
    surat.jenis, surat.jenis_kode = jenis("pengantar-pindah"), "pengantar-pindah"
    assert kedudukan(surat).selesai


def test_verifikasi_menunggu_jawaban_ya(kecil):
    diatur()
    surat = buat_permohonan(buat_warga())
    janji = surat.janji_pada
    with pytest.raises(konfirmasi.BelumDikonfirmasi, match="Ketua RT belum ada"):
        services.verifikasi(surat, oleh=orang("operator"))
    _baris, kode = konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))
    with pytest.raises(konfirmasi.BelumDikonfirmasi):
        services.verifikasi(surat, oleh=orang("operator"))
    konfirmasi.jawab(konfirmasi.cari_tautan(kode.lower().replace("-", " ")), True)
    services.verifikasi(surat, oleh=orang("operator"))
    assert (surat.keadaan, surat.janji_pada) == ("menunggu_ttd", janji)


def test_jawaban_tidak_perlu_alasan_dan_surat_dapat_dilewati(kecil):
    diatur()
    surat = buat_permohonan(buat_warga())
    baris, kode = konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))
    with pytest.raises(konfirmasi.AlasanTidak):
        konfirmasi.jawab(baris, False, " ")
    konfirmasi.jawab(baris, False, "Sudah pindah ke Krajan.")
    with pytest.raises(konfirmasi.TautanTidakBerlaku):
        konfirmasi.jawab(baris, True)
    assert konfirmasi.cari_tautan(kode).benar is False
    with pytest.raises(konfirmasi.BelumDikonfirmasi):
        services.verifikasi(surat, oleh=orang("operator"))
    konfirmasi.lewati(surat, "Sudah dicek langsung ke rumahnya.", oleh=orang("operator"))
    services.verifikasi(surat, oleh=orang("operator"))
    audit = db.session.scalars(db.select(CatatanAudit.peristiwa).order_by(CatatanAudit.id)).all()
    assert audit[-4:] == ["surat.konfirmasi_diminta", "surat.konfirmasi_dijawab", "surat.konfirmasi_dilewati",
                          "surat.diverifikasi"]  # fmt: skip


def test_tautan_habis_diganti_atau_surat_lanjut_tidak_berlaku(kecil, jam):
    surat = buat_permohonan(buat_warga())
    _satu, lama = konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))
    _dua, baru = konfirmasi.minta(surat, "rw", "Bu Wati", oleh=orang("operator"))
    for kode in (lama, "AAAA-AAAA-AAAA", "", "x" * 500):
        with pytest.raises(konfirmasi.TautanTidakBerlaku):
            konfirmasi.cari_tautan(kode)
    assert konfirmasi.cari_tautan(baru).nama == "Bu Wati"
    jam.maju(days=3, minutes=1)
    with pytest.raises(konfirmasi.TautanTidakBerlaku):
        konfirmasi.cari_tautan(baru)
    _tiga, kode = konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))
    services.verifikasi(surat, oleh=orang("operator"))
    with pytest.raises(konfirmasi.TautanTidakBerlaku):
        konfirmasi.cari_tautan(kode)
    with pytest.raises(KeadaanSalah):
        konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))


def test_dari_loket_ke_telepon_rt_dan_kembali(loket, tulis):
    tulis(lambda: diatur())
    loket.masuk("operator")
    isi = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    selesai = isi.kirim("Simpan", isian_nama_usaha="W", isian_jenis_usaha="X", isian_berdiri_sejak="2014",
                        isian_keperluan="kredit", syarat=["ktp", "kk", "foto_usaha"])  # fmt: skip
    tautan = selesai.ikuti("Minta konfirmasi Ketua RT").kirim("Buat tautan", nama="Pak Slamet",
                                                              telepon="0812-3456-7890")  # fmt: skip
    wa = tautan.tautan("Kirim lewat WhatsApp")
    assert wa.startswith("https://wa.me/6281234567890?text=") and "9901012005790007" not in wa
    kode = re.search(r"/konfirmasi/([0-9A-Z-]{14})", tautan.pohon.get_element_by_id("alamat").get("value"))[1]
    with loket.app.app_context():
        assert kode not in str(db.session.execute(db.select(KonfirmasiSurat.__table__)).first())
    telepon = Peramban(loket.app)
    hal = telepon.jalur(f"/konfirmasi/{kode}")
    assert "Sutrisno bin Karto" in hal.teks_semua and "Krajan, RW 001 / RT 003" in hal.teks_semua
    for rahasia in ("9901012005790007", "1979", "0812"):
        assert rahasia not in hal.isi.decode()
    salah = telepon.kirim(f"/konfirmasi/{kode}", dict(hal.isian("Tidak benar")) | {"benar": "tidak"})
    assert salah.status == 422 and any("Tulis alasannya" in g for g in salah.galat)
    assert "sudah tercatat" in salah.kirim("Ya, benar").teks_semua
    surat = loket.buka("surat.lihat", surat_id=1)
    assert "ya, benar Pak Slamet" in surat.teks_semua
    assert surat.kirim("Verifikasi").pesan[0].startswith("Diverifikasi")
    ulang = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    assert "menunggu konfirmasi Ketua RT" in ulang.teks_semua


def test_yang_terakhir_ditanya_diingat_untuk_tempat_itu(loket, tulis):
    def dua():
        konfirmasi.minta(buat_permohonan(warga_satu()), "rt", "Pak Slamet", "081234567890", oleh=orang("operator"))
        return buat_permohonan(warga_satu()).id

    surat_id = tulis(dua)
    hal = loket.masuk("operator").buka("konfirmasi.minta", surat_id=surat_id)
    assert ("nama", "Pak Slamet") in hal.isian() and ("telepon", "081234567890") in hal.isian()


def test_tautan_asing_ditebak_ditahan(loket):
    klien = loket.app.test_client()
    jawab = [klien.get(f"/konfirmasi/AAAA-AAAA-{n:04d}").status_code for n in range(23)]
    assert jawab[0] == 410 and jawab[-1] == 429


def test_pengaturan_menyebut_sebab_yang_tidak_boleh(loket):
    hal = loket.masuk("sekdes").buka("konfirmasi.atur")
    assert "Tidak boleh diminta: Perpres 96/2018" in hal.teks_semua
    assert hal.pohon.xpath("//select[@name='siapa_pengantar-pindah']/@disabled")
    hal.kirim("Simpan", **{"siapa_keterangan-usaha": "rw", "siapa_pengantar-pindah": "rt"})
    with loket.app.app_context():
        from smartkampung.surat.konfirmasi.queries import per_jenis

        assert per_jenis() == {"keterangan-usaha": "rw"}
    assert Peramban(loket.app).masuk("operator").klien.get("/surat/atur/konfirmasi").status_code == 403


def test_jawaban_dua_kali_bersamaan_hanya_satu(loket, tulis):
    kode = tulis(lambda: konfirmasi.minta(buat_permohonan(warga_satu()), "rt", "Pak S", oleh=orang("operator"))[1])
    hp = Peramban(loket.app)
    satu, dua = hp.jalur(f"/konfirmasi/{kode}"), hp.jalur(f"/konfirmasi/{kode}")
    satu.kirim("Ya, benar")
    assert dua.kirim("Ya, benar").status == 410
    with loket.app.app_context(), basis.transaksi():
        assert [r.tindakan for r in db.session.get(Surat, 1).riwayat].count("konfirmasi_dijawab") == 1
