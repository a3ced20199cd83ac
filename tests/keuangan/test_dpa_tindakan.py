"""Acts on DPA: made from the budget, spread over months, three signatures, changes, what is left over."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError

from smartkampung.akun.models import PLT
from smartkampung.akun.services import tugaskan
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.dpa import jenjang, lanjutan, services
from smartkampung.keuangan.dpa.bulan import RATA, bobot_jadwal, sebar, sebar_sisa
from smartkampung.keuangan.dpa.galat import (
    AnggaranBerubah,
    BelumAdaAnggaran,
    BelumHabis,
    BukanGiliran,
    BukanPKA,
    BulanLampau,
    DPABentrok,
    DPALSalah,
    PerluAlasan,
    SudahDiajukan,
)
from smartkampung.keuangan.dpa.models import BERLAKU, DIGANTIKAN, DPA, DRAF, BarisDPA
from smartkampung.keuangan.dpa.periksa import daftar_pemeriksaan
from smartkampung.keuangan.dpa.queries import PERLU_DPPA, baris_dpa, daftar_dpa
from smartkampung.keuangan.langkah import BukanPemegangPeran, SudahBertindak, riwayat
from tests.keuangan.dpa_pabrik import KODE, buat_berlaku, dpa, semua_disetujui, setujui, ubah_anggaran
from tests.keuangan.pabrik import buat_anggaran, orang

JUTA = Decimal(1_000_000)
AWAL_TAHUN = datetime(2027, 1, 5, 3, tzinfo=UTC)


@pytest.fixture
def siap(kantor, konteks, jam):
    """January 2027: the budget is in force, every kegiatan has a draft."""
    jam.atur(AWAL_TAHUN)
    buat_berlaku()
    services.siapkan(2027, oleh=orang("sekdes"))


def test_sebar_tidak_kehilangan_satu_sen_pun():
    assert sebar(Decimal("100.00"), [1, 1, 1, *[0] * 9])[:3] == [Decimal(33), Decimal(33), Decimal(34)]
    assert sum(sebar(Decimal("10000000.55"), RATA)) == Decimal("10000000.55")
    assert sebar(Decimal(5), [0] * 12)[11] == 5
    assert bobot_jadwal(2027, date(2026, 11, 1), date(2027, 2, 3)) == [1, 1, *[0] * 10]
    assert bobot_jadwal(2027, date(2025, 1, 1), date(2025, 2, 1)) == list(RATA)


def test_sebar_sisa_menjaga_bulan_lewat_selama_cukup():
    lama = sebar(Decimal(1200), RATA)
    baru = sebar_sisa(Decimal(2400), lama, RATA, 6)
    assert (baru[:6], sum(baru)) == (lama[:6], 2400)
    assert sebar_sisa(Decimal(250), lama, RATA, 6)[:4] == [100, 100, 50, 0]
    assert sum(sebar_sisa(Decimal(1500), lama, RATA, 12)) == 1500


def test_draf_mengikuti_anggaran_dan_jadwal(siap):
    baris = baris_dpa(dpa("02.03.11"))[0]
    assert (baris.nilai, baris.jumlah) == (400 * JUTA, 400 * JUTA)
    assert [n for n, nilai in enumerate(baris.bulan, 1) if nilai] == [4, 5, 6, 7, 8]
    assert [b.kode for b in daftar_dpa(2027)] == sorted(KODE)
    assert services.siapkan(2027, oleh=orang("sekdes")) == 0


def test_dpa_menunggu_apbdes_berlaku(kantor, konteks):
    buat_anggaran(tahun=2027)
    with pytest.raises(BelumAdaAnggaran, match="2027 belum berlaku"):
        services.siapkan(2027, oleh=orang("sekdes"))


def test_tiga_tanda_tangan_lalu_beku(siap):
    satu = setujui(dpa("02.03.11"))

    assert (satu.keadaan, satu.nomor) == (BERLAKU, 1)
    assert [r.tindakan for r in riwayat("dpa", satu.id)] == ["buat", "ajukan", "verifikasi", "setujui"]
    with pytest.raises(DBAPIError, match="terkunci"), db.session.begin_nested():
        db.session.execute(db.update(BarisDPA).where(BarisDPA.dpa_id == satu.id).values(b1=1))
    with pytest.raises(SudahDiajukan, match="sudah disetujui"):
        services.simpan_bulan(satu, {}, satu.versi, oleh=orang("kasi"))


def test_bulan_yang_tidak_habis_ditolak_dengan_selisihnya(siap):
    satu = dpa("02.03.11")
    baris = baris_dpa(satu)[0]
    services.simpan_bulan(satu, {baris.id: [399 * JUTA, *[NOL] * 11]}, satu.versi, oleh=orang("kasi"))
    with pytest.raises(BelumHabis, match=r"5\.3\.5\.03 DDS Rp399\.000\.000.*selisih Rp1\.000\.000"):
        services.ajukan(satu, oleh=orang("kasi"))


def test_hanya_pka_kegiatan_itu_yang_menyusun_dan_mengajukan(siap, buat_pengguna_uji):
    lain = buat_pengguna_uji("kaur2", "kaur_kasi")
    with pytest.raises(BukanPKA, match="dipegang Kasi"):
        services.ajukan(dpa("02.03.11"), oleh=lain)
    with pytest.raises(BukanPemegangPeran):
        services.ajukan(dpa("02.03.11"), oleh=orang("sekdes"))
    services.tunjuk_pka(dpa("02.03.11"), lain, oleh=orang("sekdes"))
    services.ajukan(dpa("02.03.11"), oleh=lain)
    assert dpa("02.03.11").keadaan == "diajukan"


def test_hanya_sekdes_memverifikasi_dan_kades_menyetujui(siap):
    satu = dpa("02.03.11")
    services.ajukan(satu, oleh=orang("kasi"))
    with pytest.raises(BukanPemegangPeran, match="Sekretaris"):
        jenjang.verifikasi(satu, oleh=orang("kades"))
    with pytest.raises(BukanGiliran, match="diajukan"):
        services.setujui(satu, oleh=orang("kades"))
    jenjang.verifikasi(satu, oleh=orang("sekdes"))
    with pytest.raises(BukanPemegangPeran, match="Kepala Desa"):
        services.setujui(satu, oleh=orang("sekdes"))


def test_orang_yang_sama_tidak_dua_kali_kecuali_plt_dengan_sk(siap):
    kasi = orang("kasi")
    satu, dua = dpa("02.03.11"), dpa("02.02.02")
    services.ajukan(satu, oleh=kasi)
    tugas = tugaskan(kasi, "sekretaris", mulai=date(2027, 1, 1), oleh=None)
    with pytest.raises(SudahBertindak, match="ajukan"):
        jenjang.verifikasi(satu, oleh=kasi)
    tugas.sifat, tugas.nomor_sk = PLT, "141/5/2027"
    services.ajukan(dua, oleh=kasi)
    jenjang.verifikasi(dua, oleh=kasi)
    assert riwayat("dpa", dua.id)[-1].nomor_sk == "141/5/2027"


def test_dikembalikan_dengan_alasan_lalu_diajukan_lagi(siap):
    satu = dpa("02.03.11")
    services.ajukan(satu, oleh=orang("kasi"))
    with pytest.raises(PerluAlasan):
        jenjang.tolak(satu, "  ", oleh=orang("sekdes"))
    jenjang.tolak(satu, "Bulan tanam belum pas.", oleh=orang("sekdes"))
    assert (satu.keadaan, satu.lencana[0], satu.alasan_tolak) == (DRAF, "Dikembalikan", "Bulan tanam belum pas.")
    setujui(satu)
    assert satu.alasan_tolak == ""


def test_dua_orang_menyimpan_satu_dpa(siap):
    satu = dpa("02.03.11")
    lama = satu.versi
    services.simpan_bulan(satu, {}, lama, oleh=orang("kasi"))
    with pytest.raises(DPABentrok, match="disimpan orang lain"):
        services.simpan_bulan(satu, {}, lama, oleh=orang("kasi"))


def test_dppa_menjaga_bulan_yang_sudah_lewat(siap, jam):
    semua_disetujui()
    lama = baris_dpa(dpa("01.01.04"))
    jam.atur(datetime(2027, 7, 10, 3, tzinfo=UTC))
    ubah_anggaran({("01.01.04", "5.2.1.01", "ADD"): 130_000_000, ("01.01.02", "5.1.2.01", "ADD"): 160_000_000})

    assert {b.kode for b in daftar_dpa(2027) if b.kurang == PERLU_DPPA} == {"01.01.02", "01.01.04"}
    assert services.siapkan(2027, oleh=orang("kasi")) == 2
    baru = dpa("01.01.04")
    baris = baris_dpa(baru)[0]
    assert (baru.jenis, baris.semula, baris.nilai) == ("dppa", 110 * JUTA, 130 * JUTA)
    assert baris.bulan[:6] == lama[0].bulan[:6] and baris.jumlah == baris.nilai
    with pytest.raises(BulanLampau, match="Januari sudah lewat"):
        services.simpan_bulan(baru, {baris.id: [130 * JUTA, *[NOL] * 11]}, baru.versi, oleh=orang("kasi"))
    setujui(baru)
    assert [d.keadaan for d in daftar_dpa(2027)[2].dokumen] == [BERLAKU]
    assert db.session.get(type(baru), baru.dasar_id).keadaan == DIGANTIKAN


def test_draf_yang_ketinggalan_anggaran_harus_disesuaikan_dulu(siap):
    ubah_anggaran({("02.03.11", "5.3.5.03", "DDS"): 410_000_000, ("02.02.02", "5.2.1.06", "DDS"): 90_000_000})
    satu = dpa("02.03.11")
    with pytest.raises(AnggaranBerubah, match="Sesuaikan dengan anggaran"):
        services.ajukan(satu, oleh=orang("kasi"))
    services.selaraskan(satu, oleh=orang("kasi"))
    services.ajukan(satu, oleh=orang("kasi"))
    assert baris_dpa(satu)[0].nilai == 410 * JUTA


def test_kegiatan_yang_dihapus_perubahan_mendapat_dppa_nol(siap):
    semua_disetujui()
    ubah_anggaran({("05.03.00", "5.4.1.01", "DDS"): 0, ("04.02.01", "5.2.7.01", "DDS"): 160_000_000})
    services.siapkan(2027, oleh=orang("sekdes"))
    setujui(dpa("05.03.00"))
    assert [(b.semula, b.nilai) for b in baris_dpa(dpa("05.03.00"))] == [(36 * JUTA, NOL)]


def test_dpal_membawa_sisa_dan_mengurangi_dpa_tahun_ini(kantor, konteks, jam):
    buat_berlaku(2026)
    semua_disetujui(2026)
    jam.atur(AWAL_TAHUN)
    buat_berlaku(2027)
    semua_disetujui(2027)
    pos = ("5.3.5.03", "DDS")
    with pytest.raises(DPALSalah, match="lebih besar dari yang tersisa tahun lalu"):
        lanjutan.buat_dpal(dpa("02.03.11", 2026), {pos: 401 * JUTA}, dasar_silpa="Perdes 3/2027", persen_fisik=60,
                           oleh=orang("kasi"))  # fmt: skip
    dpal = lanjutan.buat_dpal(dpa("02.03.11", 2026), {pos: 60 * JUTA}, dasar_silpa="Perdes 3/2027", persen_fisik=60,
                              oleh=orang("kasi"))  # fmt: skip
    services.siapkan(2027, oleh=orang("kasi"))
    setujui(dpal)
    setujui(dpa("02.03.11"))
    semua = {d.jenis: sum(b.nilai for b in baris_dpa(d)) for d in daftar_dpa(2027)[4].dokumen}
    assert semua == {"dppa": 340 * JUTA, "dpal": 60 * JUTA}
    assert [t for p in daftar_pemeriksaan() for t in p.jalankan()] == []


def test_pemeriksaan_menemukan_dpa_yang_diubah_di_belakang_program(siap):
    satu = setujui(dpa("02.03.11"))
    satu.sidik = None  # as somebody with a database tool would leave it
    with db.session.no_autoflush:
        temuan = [t for p in daftar_pemeriksaan() for t in p.jalankan()]
    assert temuan == ["DPA 02.03.11 tahun 2027: isinya berubah sesudah disetujui"]
    db.session.expire(satu)


def test_dua_persetujuan_serentak_memberi_satu_nomor(kantor, jam):
    jam.atur(AWAL_TAHUN)
    with kantor.app_context(), basis.transaksi():
        buat_berlaku()
        services.siapkan(2027, oleh=orang("sekdes"))
        satu = dpa("02.03.11")
        services.ajukan(satu, oleh=orang("kasi"))
        jenjang.verifikasi(satu, oleh=orang("sekdes"))
        nomor = satu.id
    hasil: list[object] = []

    def kerja() -> None:
        try:
            with kantor.app_context(), basis.transaksi():
                services.setujui(db.session.get_one(DPA, nomor), oleh=orang("kades"))
                hasil.append("jadi")
        except BukanGiliran:
            hasil.append("ditolak")

    utas = [threading.Thread(target=kerja) for _ in range(4)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["ditolak", "ditolak", "ditolak", "jadi"]
    with kantor.app_context():
        assert [r.tindakan for r in riwayat("dpa", nomor)].count("setujui") == 1


def test_draf_dpa_ikut_menyusut_sesudah_dpal_dan_dpal_tidak_tersentuh(kantor, konteks, jam):
    buat_berlaku(2026)
    semua_disetujui(2026)
    jam.atur(AWAL_TAHUN)
    buat_berlaku(2027)
    services.siapkan(2027, oleh=orang("kasi"))
    assert not services.ketinggalan(dpa("02.03.11"))
    dpal = lanjutan.buat_dpal(dpa("02.03.11", 2026), {("5.3.5.03", "DDS"): 60 * JUTA}, dasar_silpa="Perdes 3/2027",
                              persen_fisik=60, oleh=orang("kasi"))  # fmt: skip
    assert services.ketinggalan(dpa("02.03.11"))
    services.selaraskan(dpa("02.03.11"), oleh=orang("kasi"))
    services.selaraskan(dpal, oleh=orang("kasi"))
    assert [baris_dpa(d)[0].nilai for d in (dpa("02.03.11"), dpal)] == [340 * JUTA, 60 * JUTA]
