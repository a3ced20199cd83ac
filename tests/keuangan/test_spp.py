"""SPP on the acts: every rule with its sentence, the chain, payment once, what is left of the budget."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError

from smartkampung.akun.services import tugaskan
from smartkampung.bumdes.catat.models import DrafJurnal
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.models import KegiatanAnggaran
from smartkampung.keuangan.aturan.parameter import atur_sikap
from smartkampung.keuangan.belanja import jenjang, lampiran, spp
from smartkampung.keuangan.belanja.aturan import peringatan
from smartkampung.keuangan.belanja.cair import cair_terawal, cairkan
from smartkampung.keuangan.belanja.galat import (
    AturanMenolak,
    BarisSalah,
    BedaNilai,
    BukanPKA,
    KurangLampiran,
    MendahuluiPersetujuan,
    PerluAlasan,
    PerluRekening,
    PerluRekeningPihak,
    PerluSPTB,
    SPPBentrok,
    SPPTerkunci,
    TidakAdaBaris,
)
from smartkampung.keuangan.belanja.panjar import cair_spp
from smartkampung.keuangan.belanja.periksa import daftar_pemeriksaan as periksa_belanja
from smartkampung.keuangan.belanja.plafon import plafon, terpakai
from smartkampung.keuangan.belanja.register import REGISTER
from smartkampung.keuangan.kas.bukukan import baris_jurnal, koreksi
from smartkampung.keuangan.kas.galat import BulanTertutup, DokumenBergerak, TanggalMasaDepan, TanggalMendahului
from smartkampung.keuangan.kas.models import (
    DEFINITIF,
    DI_BANK,
    DITUTUP,
    PANJAR,
    PEMBIAYAAN,
    TUNAI,
    BulanBuku,
    DokumenKas,
)
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import panjar_terbuka, realisasi
from smartkampung.keuangan.langkah import BukanPemegangPeran, SudahBertindak
from smartkampung.peristiwa import PenyertaanModalDikoreksi
from tests.bumdes.bantu import dirikan
from tests.keuangan.belanja_pabrik import (
    BAHAN,
    BELANJA,
    KANTOR_ATK,
    MAKAN,
    MODAL,
    TAHUN,
    ajukan,
    bank,
    baris,
    buat,
    dicairkan,
    disetujui,
    pada_hari,
    pihak,
)
from tests.keuangan.kas_pabrik import didengar, hari
from tests.keuangan.pabrik import orang
from tests.sapuan.alat import gambar
from tests.surat.test_bsre import hanya_sqlite

pytestmark = pytest.mark.acuan(BELANJA)


@pytest.fixture
def desa(kantor):
    with kantor.app_context():
        yield kantor


def sehat():
    return not any(p.jalankan() for p in (*daftar_pemeriksaan(), *periksa_belanja()))


def test_rantai_utuh_sampai_dicairkan_dengan_pajak(desa):
    with transaksi():
        pihak()
        satu = dicairkan(baris(BAHAN, 11_100_000, "Toko Makmur"))
    cair = db.session.scalars(db.select(DokumenKas).filter_by(induk_id=satu.id)).one()
    assert (satu.keadaan, satu.nomor_teks, cair.nomor_teks) == (
        "dicairkan", "0001/SPP/99.01.01.2001/2026", "0001/CAIR/99.01.01.2001/2026")
    assert (satu.nilai, satu.potongan, cair.neto) == (11_100_000, 1_250_000, 9_850_000)
    assert [(j.jenis, j.masuk, j.keluar, j.pajak) for j in baris_jurnal(cair)] == [
        ("belanja", 0, 11_100_000, ""), ("potongan", 1_100_000, 0, "PPN"), ("potongan", 150_000, 0, "PPh22")]
    assert realisasi(TAHUN)[BAHAN] == 11_100_000
    assert sehat()
    with pytest.raises(DBAPIError, match="terkunci"), transaksi():
        db.session.execute(db.text("UPDATE dokumen_kas SET uraian = 'x' WHERE jenis = 'spp'"))


@pytest.mark.satu_basis
def test_spp_01_tidak_ada_langkah_yang_dilompati(desa):
    with transaksi():
        satu = buat(baris(BAHAN, 1_000_000))
    with pytest.raises(DokumenBergerak, match="sekarang draf"), transaksi():
        jenjang.verifikasi(satu, oleh=orang("sekdes"))
    with transaksi():
        jenjang.ajukan(satu, oleh=orang("kasi"), sptb=True)
    with pytest.raises(DokumenBergerak, match="sekarang diajukan"), transaksi():
        jenjang.setujui(satu, oleh=orang("kades"))
    with pytest.raises(DokumenBergerak, match="sekarang diajukan"), transaksi():
        cairkan(satu, hari(11, 21), TUNAI, None, oleh=orang("keuangan"))


def test_spp_02_semua_spp_berjalan_dihitung(desa):
    """Also those that are only handed in; a returned or voided one is not."""
    with transaksi():
        satu = ajukan(baris(BAHAN, 300_000_000))
    with pytest.raises(AturanMenolak, match=r"diminta Rp100.000.001, sisa anggaran Rp100.000.000 \(K-SPP-02\)"):
        with transaksi():
            ajukan(baris(BAHAN, 100_000_001))
    assert terpakai(TAHUN)[BAHAN] == 300_000_000
    with transaksi():
        jenjang.tolak(satu, "Salah jumlah", oleh=orang("sekdes"))
    assert BAHAN not in terpakai(TAHUN)
    with transaksi():
        ajukan(baris(BAHAN, 350_000_000))
    assert terpakai(TAHUN)[BAHAN] == 350_000_000


@pytest.mark.satu_basis
def test_spp_03_rencana_dpa_sampai_bulan_ini(desa):
    """02.03.11 runs April to August: 80 million a month."""
    with pytest.raises(AturanMenolak, match=r"diminta Rp80.000.001, sisa rencana DPA sampai April Rp80.000.000"):
        with transaksi():
            ajukan(baris(BAHAN, 80_000_001), tanggal=hari(4, 20))
    with transaksi():
        ajukan(baris(BAHAN, 80_000_000), tanggal=hari(4, 20))


@pytest.mark.satu_basis
def test_spp_03_sebagai_peringatan_disimpan_dengan_dokumennya(desa):
    with transaksi():
        atur_sikap(TAHUN, "K-SPP-03", "peringatan", "Perbup 3/2026", oleh=orang("sekdes"))
        satu = ajukan(baris(BAHAN, 90_000_000), tanggal=hari(4, 20))
    assert [(p.aturan, p.kalimat.split(":")[0]) for p in peringatan(satu)] == [
        ("K-SPP-03", "5.3.5.03 Belanja Modal Bahan Baku (DDS)")]
    with transaksi():
        atur_sikap(TAHUN, "K-SPP-03", "mati", "Perbup 3/2026", oleh=orang("sekdes"))
        assert not peringatan(ajukan(baris(BAHAN, 90_000_000), tanggal=hari(5, 20)))


@pytest.mark.satu_basis
def test_spp_04_rekening_di_luar_anggaran(desa):
    with pytest.raises(BarisSalah, match=r"Baris 1: rekening 5.3.5.03 dengan sumber ADD .*K-SPP-04"), transaksi():
        buat(baris(Kunci("02.03.11", "5.3.5.03", "ADD"), 1_000))


@pytest.mark.satu_basis
def test_spp_05_uang_sumber_lain_tidak_dipakai(desa):
    """560 million of DDS came in, 660 are in the budget; ADD has money enough."""
    with transaksi():
        dicairkan(baris(BAHAN, 400_000_000))
        dicairkan(baris(MAKAN, 90_000_000), cara=PANJAR)
    with pytest.raises(AturanMenolak, match=r"Uang DDS di kas Rp70.000.000, kurang Rp30.000.000 \(K-SPP-05\)"):
        with transaksi():
            ajukan(baris(Kunci("04.02.01", "5.2.7.01", "DDS"), 100_000_000))


@pytest.mark.satu_basis
def test_spp_06_sebelum_dpa_dan_rak_disetujui(desa):
    with pytest.raises(AturanMenolak, match=r"DPA kegiatan 02.03.11 belum disetujui \(K-SPP-06\).*RAK 2026 belum"):
        with transaksi():
            for tabel in ("dpa", "rak"):
                db.session.execute(db.text(f"UPDATE {tabel} SET keadaan = 'digantikan'"))  # noqa: S608
            ajukan(baris(BAHAN, 1_000))


@hanya_sqlite
def test_spp_07_penyedia_tanpa_panjar_dengan_bukti_terima_dan_sptb(desa):
    with pytest.raises(PerluSPTB, match="K-SPP-07"), transaksi():
        jenjang.ajukan(buat(baris(BAHAN, 1_000)), oleh=orang("kasi"))
    _jadikan_penyedia()
    with pytest.raises(AturanMenolak, match="memakai penyedia.*bukan dengan panjar.*K-SPP-07"), transaksi():
        ajukan(baris(BAHAN, 1_000), cara=PANJAR)
    with pytest.raises(KurangLampiran, match=r"Bukti barang atau jasa diterima.*K-SPP-07"), transaksi():
        ajukan(baris(BAHAN, 1_000))


def _jadikan_penyedia():
    """Behind the program's back: a version in force is frozen."""
    with db.engine.connect().execution_options(menulis=True) as k, k.begin():
        pemicu = k.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name LIKE "
                                   "'%kegiatan%'").all()  # fmt: skip
        for (nama,) in pemicu:
            k.exec_driver_sql(f"DROP TRIGGER {nama}")
        k.execute(db.update(KegiatanAnggaran).where(KegiatanAnggaran.kode == "02.03.11").values(cara="penyedia"))


def test_spp_08_dibayar_persis_sebesar_yang_disetujui(desa):
    with transaksi():
        satu = disetujui(baris(BAHAN, 5_000_000))
    with pytest.raises(BedaNilai, match=r"dibayar Rp4.000.000, padahal yang disetujui Rp5.000.000 \(K-SPP-08\)"):
        with transaksi():
            cairkan(satu, hari(11, 21), TUNAI, None, oleh=orang("keuangan"), nilai=Decimal(4_000_000))


@pytest.mark.satu_basis
def test_rol_01_02_setiap_langkah_oleh_pemegang_perannya(desa):
    with transaksi():
        satu = ajukan(baris(BAHAN, 1_000))
    for langkah, nama in ((jenjang.verifikasi, "kasi"), (jenjang.verifikasi, "kades")):
        with pytest.raises(BukanPemegangPeran, match="hanya untuk Sekretaris"), transaksi():
            langkah(satu, oleh=orang(nama))
    with transaksi():
        jenjang.verifikasi(satu, oleh=orang("sekdes"))
    with pytest.raises(BukanPemegangPeran, match="hanya untuk Kepala"), transaksi():
        jenjang.setujui(satu, oleh=orang("sekdes"))
    with transaksi():
        jenjang.setujui(satu, oleh=orang("kades"))
    with pytest.raises(BukanPemegangPeran, match="hanya untuk Kaur Keuangan"), transaksi():
        cairkan(satu, hari(11, 21), TUNAI, None, oleh=orang("kades"))


@pytest.mark.satu_basis
def test_rol_03_hanya_pka_kegiatannya(desa):
    with transaksi():
        lain = orang("operator")
        tugaskan(lain, "kaur_kasi", mulai=date(2026, 1, 1), oleh=None)
    with pytest.raises(BukanPKA, match=r"SPP kegiatan 02.03.11 hanya diajukan PKA-nya, Kasi \(K-ROL-03\)"), transaksi():
        buat(baris(BAHAN, 1_000), oleh="operator")


@pytest.mark.satu_basis
def test_rol_04_satu_orang_satu_langkah_kecuali_plt_dengan_sk(desa):
    with transaksi():
        tugaskan(orang("kasi"), "sekretaris", mulai=date(2026, 1, 1), oleh=None)
        satu = ajukan(baris(BAHAN, 1_000))
    with pytest.raises(SudahBertindak), transaksi():
        jenjang.verifikasi(satu, oleh=orang("kasi"))
    with transaksi():
        jenjang.verifikasi(satu, oleh=orang("sekdes"))
        tugaskan(orang("sekdes"), "kepala_desa", mulai=date(2026, 1, 1), oleh=None, sifat="plt",
                 sampai=date(2026, 12, 31), nomor_sk="SK 9/2026")  # fmt: skip
        jenjang.setujui(satu, oleh=orang("sekdes"))
    assert satu.keadaan == "disetujui"


@pytest.mark.satu_basis
def test_ditolak_dengan_alasan_nomornya_tetap_lalu_dibatalkan(desa):
    with transaksi():
        satu = ajukan(baris(BAHAN, 1_000))
    with pytest.raises(PerluAlasan), transaksi():
        jenjang.tolak(satu, "  ", oleh=orang("sekdes"))
    with transaksi():
        jenjang.tolak(satu, "Kuitansi belum ada", oleh=orang("sekdes"))
        spp.simpan(satu, spp.IsianSPP(satu.tanggal, "Batu", DEFINITIF, [baris(BAHAN, 2_000)]), satu.versi,
                   oleh=orang("kasi"))  # fmt: skip
        jenjang.ajukan(satu, oleh=orang("kasi"), sptb=True)
    assert (satu.nomor, satu.nilai, satu.alasan) == (1, 2_000, "")
    with transaksi():
        jenjang.batalkan(satu, "Tidak jadi", oleh=orang("kasi"))
        lain = ajukan(baris(BAHAN, 1_000))
    assert (satu.keadaan, satu.nomor, lain.nomor) == ("dibatalkan", 1, 2)
    assert sehat()


@pytest.mark.satu_basis
def test_dua_jendela_dan_draf_kosong(desa):
    with transaksi():
        satu = buat(baris(BAHAN, 1_000))
        isi = spp.IsianSPP(satu.tanggal, "Batu", DEFINITIF, [baris(BAHAN, 2_000)])
        spp.simpan(satu, isi, 1, oleh=orang("kasi"))
    with pytest.raises(SPPBentrok), transaksi():
        spp.simpan(satu, isi, 1, oleh=orang("kasi"))
    with pytest.raises(TidakAdaBaris), transaksi():
        buat(baris(BAHAN, 0))


def test_bku_03_tanggal_spp_dan_pencairan(desa):
    with pytest.raises(TanggalMasaDepan), transaksi():
        buat(baris(BAHAN, 1_000), tanggal=hari(12, 30))
    with transaksi(), pada_hari(hari(8, 19)):
        satu = disetujui(baris(BAHAN, 1_000), tanggal=hari(8, 19))
        satu.tanggal = hari(8, 20)  # approved by a clock that was a day behind
    with pytest.raises(TanggalMendahului), transaksi():
        cairkan(satu, hari(8, 19), TUNAI, None, oleh=orang("keuangan"))


def test_spp_01_tidak_dibayar_sebelum_disetujui(desa, jam):
    """The day of approval is the village's: 18.30 UTC on the 21st is the 22nd in WIB."""
    with transaksi():
        jam.atur(datetime(2026, 11, 21, 18, 30, tzinfo=UTC))
        satu = disetujui(baris(BAHAN, 1_000), tanggal=hari(11, 18))
    with pytest.raises(MendahuluiPersetujuan, match=r"paling awal 22 November 2026 \(K-SPP-01\)"), transaksi():
        cairkan(satu, hari(11, 21), DI_BANK, bank().id, oleh=orang("keuangan"))
    with transaksi():
        assert cairkan(satu, hari(11, 22), DI_BANK, bank().id, oleh=orang("keuangan")).tanggal == hari(11, 22)


def test_spp_01_yang_disetujui_lagi_sesudah_dikembalikan_dihitung_dari_persetujuan_terakhir(desa):
    with transaksi():
        with pada_hari(hari(11, 23)):
            satu = ajukan(baris(BAHAN, 1_000))
            jenjang.verifikasi(satu, oleh=orang("sekdes"))
            jenjang.tolak(satu, "Kurang foto", oleh=orang("kades"))
        assert cair_terawal(satu) is None
        with pada_hari(hari(11, 25)):
            jenjang.ajukan(satu, oleh=orang("kasi"), sptb=True)
            jenjang.verifikasi(satu, oleh=orang("sekdes"))
            jenjang.setujui(satu, oleh=orang("kades"))
        assert cair_terawal(satu) == hari(11, 25)


def test_spp_01_yang_disetujui_di_januari_dibayar_paling_awal_31_desember(desa):
    """The year of its budget has no later day."""
    with transaksi():
        satu = ajukan(baris(BAHAN, 1_000))
        jenjang.verifikasi(satu, oleh=orang("sekdes"))
        with pada_hari(hari(1, 4, 2027)):
            jenjang.setujui(satu, oleh=orang("kades"))
            cair = cairkan(satu, hari(12, 31), DI_BANK, bank().id, oleh=orang("keuangan"))
    assert cair.tanggal == hari(12, 31)


def test_bku_02_spp_tidak_bertanggal_di_bulan_yang_sudah_ditutup(desa):
    with transaksi():
        satu = buat(baris(BAHAN, 1_000), tanggal=hari(8, 20))
        db.session.add(BulanBuku(tahun=TAHUN, bulan=8, keadaan=DITUTUP, pada=sekarang(), oleh="Kaur"))
    with pytest.raises(BulanTertutup, match="Agustus 2026 sudah ditutup"), transaksi():
        jenjang.ajukan(satu, oleh=orang("kasi"), sptb=True)


@pytest.mark.satu_basis
def test_draf_berpindah_kepada_pka_yang_menggantikan(desa, monkeypatch):
    with transaksi():
        satu = buat(baris(BAHAN, 1_000))
    assert spp.milik(satu, orang("kasi"))
    baru = orang("sekdes").id
    monkeypatch.setattr(spp, "pka_kegiatan", lambda _tahun, _kode: baru)
    with pytest.raises(SPPTerkunci, match="milik PKA lain"), transaksi():
        spp.hapus_draf(satu, oleh=orang("kasi"))
    with transaksi():
        spp.hapus_draf(satu, oleh=orang("sekdes"))


@pytest.mark.satu_basis
def test_bayar_lewat_bank_perlu_rekening_desa_dan_rekening_penerima(desa):
    with transaksi():
        pihak("Warung Bu Sri", pkp=False, nomor_rekening="")
        satu = disetujui(baris(MAKAN, 500_000, "Warung Bu Sri"))
    with pytest.raises(PerluRekening), transaksi():
        cairkan(satu, hari(11, 21), DI_BANK, None, oleh=orang("keuangan"))
    with pytest.raises(PerluRekeningPihak, match="Warung Bu Sri"), transaksi():
        cairkan(satu, hari(11, 21), DI_BANK, bank().id, oleh=orang("keuangan"))


def test_panjar_dihitung_sebesar_spp_lalu_dikoreksi(desa):
    with transaksi():
        satu = dicairkan(baris(BAHAN, 50_000_000), cara=PANJAR)
    assert panjar_terbuka(TAHUN) == {satu.id: 50_000_000}
    assert terpakai(TAHUN)[BAHAN] == 50_000_000
    assert BAHAN not in realisasi(TAHUN)
    assert next(p for p in plafon(TAHUN, "02.03.11", hari(11, 21)) if p.kunci == BAHAN).kas == 510_000_000
    cair = db.session.scalars(db.select(DokumenKas).filter_by(induk_id=satu.id)).one()
    with transaksi():
        koreksi(cair, hari(11, 21), "Salah kegiatan", oleh=orang("keuangan"))
    assert panjar_terbuka(TAHUN) == {}
    assert terpakai(TAHUN) == {}
    for kode in ("spp", "pencairan"):  # a register says which of its rows no longer count
        register = REGISTER[kode]
        isi = register.baris(1, db.session.execute(register.pilih(TAHUN, None, None)).one())
        assert "(dikoreksi 0001/KOR/" in str(isi[-1])
    assert sehat()


@pytest.mark.satu_basis
def test_pjr_03_panjar_baru_selama_ada_yang_lewat_waktu(desa, jam):
    with transaksi():
        dicairkan(baris(BAHAN, 1_000_000), cara=PANJAR, tanggal=hari(11, 2))
    with transaksi():  # the tenth working day is 16 November
        satu = ajukan(baris(BAHAN, 1_000_000), cara=PANJAR)
    assert peringatan(satu)[0].aturan == "K-PJR-03"
    assert "lewat waktu sejak 16 November 2026, sisanya Rp1.000.000" in peringatan(satu)[0].kalimat
    with pytest.raises(AturanMenolak, match="K-PJR-03"), transaksi():
        atur_sikap(TAHUN, "K-PJR-03", "tolak", "Perbup 3/2026", oleh=orang("sekdes"))
        ajukan(baris(BAHAN, 1_000_000), cara=PANJAR)


@pytest.mark.satu_basis
def test_pbj_01_batas_cara_dan_paket_yang_dipecah(desa):
    with transaksi():
        pihak()
        besar = ajukan(baris(BAHAN, 250_000_000, "Toko Makmur"))
        satu = ajukan(baris(MAKAN, 6_000_000, "Toko Makmur"))
        dua = ajukan(baris(MAKAN, 5_000_000, "Toko Makmur"))
    assert "melebihi Rp200.000.000: perlu lelang" in peringatan(besar)[0].kalimat
    assert peringatan(satu) == []
    assert [(p.aturan, "menjadi Rp11.000.000, melewati Rp10.000.000" in p.kalimat) for p in peringatan(dua)] == [
        ("K-PBJ-01", True)]


@pytest.mark.satu_basis
def test_pjk_05_belanja_sehari_yang_dipecah(desa):
    atk = KANTOR_ATK
    with transaksi():
        pihak(pkp=False)
        ajukan(baris(atk, 1_500_000, "Toko Makmur"))
        dua = ajukan(baris(atk, 600_000, "Toko Makmur"))
    assert [p.aturan for p in peringatan(dua)] == ["K-PJK-05"]
    assert "berjumlah Rp2.100.000 tanpa PPN" in peringatan(dua)[0].kalimat


def test_penyertaan_modal_diumumkan_kepada_bumdes(desa):
    with transaksi():
        dirikan()
        satu = buat(baris(MODAL, 10_000_000), cara=PEMBIAYAAN)
    with pytest.raises(KurangLampiran, match="Perdes"), transaksi():
        jenjang.ajukan(satu, oleh=orang("kasi"))
    with transaksi():
        lampiran.tambah(satu, "perdes", gambar(), "perdes.jpg", oleh=orang("kasi"))
        jenjang.ajukan(satu, oleh=orang("kasi"))
        jenjang.verifikasi(satu, oleh=orang("sekdes"))
        jenjang.setujui(satu, oleh=orang("kades"))
        cairkan(satu, hari(11, 21), DI_BANK, bank().id, oleh=orang("keuangan"))
    assert [(d.jenis, d.nilai) for d in db.session.scalars(db.select(DrafJurnal))] == [("modal", 10_000_000)]
    assert realisasi(TAHUN)[MODAL] == 10_000_000
    with transaksi(), didengar(PenyertaanModalDikoreksi) as kabar:
        koreksi(cair_spp(satu), hari(11, 21), "Ganda", oleh=orang("keuangan"))
    (draf,) = db.session.scalars(db.select(DrafJurnal))
    assert [(k.sumber, k.nilai, k.alasan) for k in kabar] == [(draf.sumber, 10_000_000, "Ganda")]
    assert (draf.keadaan, kabar[0].koreksi in draf.alasan) == ("ditolak", True)


def _serentak(kantor, kerja, banyak=4):
    """Run the same act in several threads; answers how each ended."""
    hasil: list[str] = []

    def satu() -> None:
        try:
            with kantor.app_context(), transaksi():
                kerja()
            hasil.append("jadi")
        except (DokumenBergerak, AturanMenolak) as galat:
            hasil.append(type(galat).__name__)

    utas = [threading.Thread(target=satu) for _ in range(banyak)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return sorted(hasil)


def test_dua_kaur_sekaligus_dibayar_sekali(kantor):
    with kantor.app_context(), transaksi():
        nomor = disetujui(baris(BAHAN, 5_000_000)).id

    def bayar():
        cairkan(db.session.get_one(DokumenKas, nomor), hari(11, 21), DI_BANK, bank().id, oleh=orang("keuangan"))

    assert _serentak(kantor, bayar) == ["DokumenBergerak"] * 3 + ["jadi"]
    with kantor.app_context():
        assert realisasi(TAHUN)[BAHAN] == 5_000_000
        assert sehat()


def test_dua_spp_berebut_sisa_anggaran(kantor):
    with kantor.app_context(), transaksi():
        semua = [buat(baris(BAHAN, 250_000_000)).id for _ in range(4)]

    def minta():
        jenjang.ajukan(db.session.get_one(DokumenKas, semua.pop()), oleh=orang("kasi"), sptb=True)

    assert _serentak(kantor, minta) == ["AturanMenolak"] * 3 + ["jadi"]
    with kantor.app_context():
        assert terpakai(TAHUN)[BAHAN] == 250_000_000
        assert sehat()


@pytest.mark.satu_basis
def test_pemeriksaan_melihat_yang_berubah_di_luar_tindakan(desa):
    with transaksi():
        satu = ajukan(baris(BAHAN, 1_000_000))
        dua = disetujui(baris(MAKAN, 1_000_000))
        spp.baris_dokumen(satu)[0].nilai = Decimal(400_000_001)
        dua.keadaan = "dicairkan"
    temuan = {p.nama: p.jalankan() for p in periksa_belanja()}
    assert [len(t) for t in temuan.values()] == [1, 1, 0, 1, 0]
    assert "terpakai Rp400.000.001, anggaran Rp400.000.000" in temuan["SPP dan realisasi tidak melebihi anggaran"][0]


@pytest.mark.satu_basis
def test_penerima_di_kepala_berlaku_untuk_baris_yang_kosong(desa):
    """One vendor is typed once; a line that names another keeps it."""
    with transaksi():
        pihak()
        pihak("Warung Bu Sri", pkp=False, npwp="")
        satu = buat(baris(BAHAN, 11_100_000), baris(BAHAN, 1_000_000, "Warung Bu Sri"), pihak="Toko Makmur")
    assert [b.pihak_nama for b in spp.baris_dokumen(satu)] == ["Toko Makmur", "Warung Bu Sri"]
    assert satu.potongan == 1_250_000
    assert spp.penerima(satu) == "Toko Makmur"
