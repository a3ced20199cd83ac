"""The way of a version from draft to force, and what is refused on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakBoleh
from smartkampung.keuangan.anggaran.alur import (
    BelumDievaluasi,
    BelumDikirim,
    LangkahSalah,
    Penetapan,
    TanggalAlurSalah,
    batas_evaluasi,
    catat_evaluasi,
    hapus_draf,
    kirim_camat,
    sepakati,
    tarik,
    tetapkan,
    undangkan,
)
from smartkampung.keuangan.anggaran.beranda import menunggu
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_berlaku
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.anggaran.periksa import daftar_pemeriksaan
from smartkampung.keuangan.anggaran.versi import buat_perubahan
from smartkampung.keuangan.aturan.parameter import AturanTetap, PerluDasar, atur_parameter, atur_sikap, aturan_tahun
from smartkampung.keuangan.aturan.services import AnggaranMelanggar, periksa_versi
from smartkampung.keuangan.galat import VersiTerkunci
from smartkampung.keuangan.langkah import riwayat
from tests.keuangan.pabrik import SEIMBANG, buat_anggaran, orang, rkp

pytestmark = pytest.mark.satu_basis
PERKADES = Penetapan("3/2026", date(2026, 11, 20), "2/2026", date(2026, 11, 20))


@pytest.fixture
def versi(kantor, konteks) -> VersiAnggaran:
    """A balanced draft whose kegiatan stand in the RKP Desa."""
    rkp()
    return buat_anggaran()


def sampai_dievaluasi(versi: VersiAnggaran) -> None:
    sepakati(versi, "BA/1/BPD/2026", date(2026, 11, 2), oleh=orang("bpd"))
    kirim_camat(versi, date(2026, 11, 4), oleh=orang("sekdes"))
    catat_evaluasi(versi, "sesuai", "188/12", date(2026, 11, 18), oleh=orang("sekdes"))


def sampai_berlaku(versi: VersiAnggaran) -> None:
    sampai_dievaluasi(versi)
    tetapkan(versi, PERKADES, oleh=orang("kades"))
    undangkan(versi, "2", date(2026, 11, 21), oleh=orang("sekdes"))


@pytest.mark.dua_basis
def test_dari_draf_sampai_berlaku_dengan_siapa_dan_kapan(versi):
    sampai_berlaku(versi)

    assert versi_berlaku(2026) is versi and versi.sidik
    jejak = [(r.tindakan, r.oleh_nama, r.peran) for r in riwayat("versi", versi.id)]
    assert jejak == [("buat", "Sekdes", ""), ("sepakati", "Bpd", "bpd"), ("kirim", "Sekdes", "sekretaris"),
                     ("evaluasi", "Sekdes", "sekretaris"), ("tetapkan", "Kades", "kepala_desa"),
                     ("undangkan", "Sekdes", "sekretaris")]  # fmt: skip


def test_anggaran_tidak_berimbang_tidak_bisa_disepakati_dan_menyebut_selisihnya(kantor, konteks):
    rkp()
    versi = buat_anggaran((*SEIMBANG, ("", "4.3.6.01", "DLL", 1_000)))

    with pytest.raises(AnggaranMelanggar, match=r"selisih Rp1\.000 "):
        sepakati(versi, "BA/1", date(2026, 11, 2), oleh=orang("bpd"))
    assert versi.keadaan == "draf"


def test_kades_saja_yang_menetapkan_dan_camat_dulu(versi):
    sepakati(versi, "BA/1", date(2026, 11, 2), oleh=orang("bpd"))
    with pytest.raises(BelumDikirim):
        tetapkan(versi, PERKADES, oleh=orang("kades"))
    kirim_camat(versi, date(2026, 11, 4), oleh=orang("sekdes"))
    with pytest.raises(BelumDievaluasi, match="2 Desember 2026"):
        tetapkan(versi, PERKADES, oleh=orang("kades"))
    with pytest.raises(TidakBoleh):
        tetapkan(versi, PERKADES, oleh=orang("sekdes"))


def test_dua_puluh_hari_kerja_tanpa_jawaban_berarti_sesuai(versi, jam):
    sepakati(versi, "BA/1", date(2026, 11, 2), oleh=orang("bpd"))
    kirim_camat(versi, date(2026, 11, 4), oleh=orang("sekdes"))
    assert batas_evaluasi(versi) == date(2026, 12, 2)

    jam.atur(datetime(2026, 12, 3, 3, tzinfo=UTC))
    with pytest.raises(TanggalAlurSalah, match="paling awal"):  # the camat still had it on that day
        tetapkan(versi, Penetapan("3", date(2026, 11, 20), "2", date(2026, 11, 20)), oleh=orang("kades"))
    tetapkan(versi, Penetapan("3", date(2026, 12, 3), "2", date(2026, 12, 3)), oleh=orang("kades"))
    assert versi.keadaan == "ditetapkan"


def test_perbaikan_membuka_isi_lalu_dikirim_lagi(versi):
    sepakati(versi, "BA/1", date(2026, 11, 2), oleh=orang("bpd"))
    kirim_camat(versi, date(2026, 11, 4), oleh=orang("sekdes"))
    catatan = "Kurangi bidang 1."
    catat_evaluasi(versi, "perbaikan", "188/12", date(2026, 11, 10), oleh=orang("sekdes"), catatan=catatan)
    assert versi.bisa_ditulis

    kirim_camat(versi, date(2026, 11, 12), oleh=orang("sekdes"))
    catat_evaluasi(versi, "sesuai", "188/20", date(2026, 11, 18), oleh=orang("sekdes"))
    assert versi.keadaan == "dievaluasi"


@pytest.mark.parametrize(("tanggal", "kalimat"), [
    (date(2026, 11, 22), "paling lambat hari ini"), (date(2026, 11, 17), "paling awal 18 November 2026"),
])  # fmt: skip
def test_tanggal_perdes_masuk_akal(versi, tanggal, kalimat):
    sampai_dievaluasi(versi)

    with pytest.raises(TanggalAlurSalah, match=kalimat):
        tetapkan(versi, Penetapan("3", tanggal, "2", tanggal), oleh=orang("kades"))


def test_langkah_tidak_bisa_dilompati_atau_diulang(versi):
    with pytest.raises(LangkahSalah, match="draf"):
        kirim_camat(versi, date(2026, 11, 4), oleh=orang("sekdes"))
    sampai_berlaku(versi)
    for lagi in (lambda: tetapkan(versi, PERKADES, oleh=orang("kades")),
                 lambda: tarik(versi, "Salah", oleh=orang("bpd")), lambda: hapus_draf(versi, oleh=orang("sekdes"))):
        with pytest.raises(LangkahSalah, match="berlaku"):
            lagi()


def test_plt_yang_mencatat_kesepakatan_tidak_menetapkan_tanpa_nomor_sk(versi):
    """K-ROL-04: the sekretaris who recorded the agreement and is Plt. kades without an SK number."""
    from smartkampung.akun.models import Penugasan
    from smartkampung.keuangan.langkah import SudahBertindak

    sekdes = orang("sekdes")
    db.session.add(Penugasan(pengguna_id=sekdes.id, peran="kepala_desa", sifat="plt", mulai=date(2026, 1, 1)))
    db.session.flush()
    db.session.expire(sekdes)
    sekdes.__dict__.pop("_izin_kini", None)
    sampai_dievaluasi(versi)
    with pytest.raises(SudahBertindak, match="orang lain"):
        tetapkan(versi, PERKADES, oleh=sekdes)

    tugas = next(t for t in sekdes.penugasan if t.peran == "kepala_desa")
    tugas.nomor_sk = "SK Bupati 9/2026"
    tetapkan(versi, PERKADES, oleh=sekdes)
    assert riwayat("versi", versi.id)[-1].nomor_sk == "SK Bupati 9/2026"


@pytest.mark.dua_basis
def test_geser_ditetapkan_kades_tanpa_bpd_dan_menggantikan(versi):
    sampai_berlaku(versi)
    geser = buat_perubahan(2026, "geser", "Pergeseran antarobjek", oleh=orang("sekdes"))
    with pytest.raises(LangkahSalah, match="tidak dibahas BPD"):
        sepakati(geser, "BA/2", date(2026, 11, 21), oleh=orang("bpd"))

    tetapkan(geser, Penetapan("4/2026", date(2026, 11, 21)), oleh=orang("kades"))
    undangkan(geser, "5", date(2026, 11, 21), oleh=orang("sekdes"))
    assert (versi.keadaan, geser.keadaan) == ("digantikan", "berlaku")


def test_perubahan_kedua_ditolak_tanpa_keadaan_luar_biasa(versi):
    """K-PRB-01 through the whole way."""
    sampai_berlaku(versi)
    for ke in (1, 2):
        ubah = buat_perubahan(2026, "perubahan", "Penyesuaian", oleh=orang("sekdes"))
        if ke == 2:
            assert [t.kode for t in periksa_versi(ubah) if t.sikap == "tolak"] == ["K-PRB-01"]
            return
        sepakati(ubah, "BA/2", date(2026, 11, 21), oleh=orang("bpd"))
        kirim_camat(ubah, date(2026, 11, 21), oleh=orang("sekdes"))
        catat_evaluasi(ubah, "sesuai", "1", date(2026, 11, 21), oleh=orang("sekdes"))
        tetapkan(ubah, Penetapan("6", date(2026, 11, 21), "5", date(2026, 11, 21)), oleh=orang("kades"))
        undangkan(ubah, "6", date(2026, 11, 21), oleh=orang("sekdes"))


def test_semula_yang_digantikan_tidak_lagi_utuh(versi):
    """K-PRB-03: a change that started from a version no longer in force."""
    sampai_berlaku(versi)
    ubah = buat_perubahan(2026, "perubahan", "Penyesuaian", oleh=orang("sekdes"))
    assert not any(t.kode == "K-PRB-03" for t in periksa_versi(ubah))

    versi.keadaan = "digantikan"
    db.session.flush()
    assert any(t.kode == "K-PRB-03" for t in periksa_versi(ubah))


def test_draf_yang_dihapus_membawa_isinya(versi):
    hapus_draf(versi, oleh=orang("sekdes"))

    assert db.session.scalar(db.select(db.func.count()).select_from(VersiAnggaran)) == 0


def test_versi_disepakati_tidak_bisa_ditulis_sampai_ditarik(versi):
    from smartkampung.keuangan.anggaran.versi import pastikan_bisa_ditulis

    sepakati(versi, "BA/1", date(2026, 11, 2), oleh=orang("bpd"))
    with pytest.raises(VersiTerkunci, match="disepakati bpd"):
        pastikan_bisa_ditulis(versi)
    tarik(versi, "Ada kegiatan yang tertinggal", oleh=orang("sekdes"))
    pastikan_bisa_ditulis(versi)


def test_aturan_tahun_diatur_dengan_dasar_dan_jejak(kantor, konteks):
    admin = orang("admin")
    with pytest.raises(PerluDasar):
        atur_sikap(2026, "K-APB-03", "peringatan", " ", oleh=admin)
    with pytest.raises(AturanTetap):
        atur_sikap(2026, "K-APB-01", "mati", "Perbup 1/2026", oleh=admin)
    atur_sikap(2026, "K-APB-03", "peringatan", "Perbup 1/2026", oleh=admin)
    atur_parameter(2026, "batas_30", "35", "Perbup 1/2026", oleh=admin)

    aturan = aturan_tahun(2026)
    assert (aturan.sikap("K-APB-03"), aturan.angka("batas_30"), aturan.aturan["K-APB-03"].setempat) == (
        "peringatan", 35, "Perbup 1/2026")  # fmt: skip
    assert aturan_tahun(2025).sikap("K-APB-03") == "tolak"
    assert (aturan_tahun(2030).tahun_data, aturan_tahun(2030).angka("batas_30")) == (2026, 30)


def test_bukan_pemegang_peran_hari_ini_ditolak(versi, jam):
    """K-ROL-01: the assignment ended yesterday."""
    sampai_dievaluasi(versi)
    kades = orang("kades")
    kades.penugasan[0].sampai = date(2026, 11, 21) - timedelta(days=1)
    kades.__dict__.pop("_izin_kini", None)
    with pytest.raises(TidakBoleh, match="Peran Anda"):
        tetapkan(versi, PERKADES, oleh=kades)
    assert versi.keadaan == "dievaluasi"
    assert isi_versi(versi).silpa == 0


@pytest.mark.dua_basis
def test_pemeriksaan_malam_menemukan_angka_yang_diubah_dari_luar(versi):
    from smartkampung.keuangan.anggaran.models import BarisAnggaran, BarisRAB

    assert [t for p in daftar_pemeriksaan() for t in p.jalankan()] == []
    baris = db.session.scalars(db.select(BarisAnggaran).filter_by(versi_id=versi.id)).first()
    db.session.execute(db.update(BarisAnggaran).where(BarisAnggaran.id == baris.id).values(nilai=1))
    assert "anggaran Rp1, RAB Rp50.000.000" in daftar_pemeriksaan()[0].jalankan()[0]
    db.session.execute(db.update(BarisAnggaran).where(BarisAnggaran.id == baris.id).values(nilai=50_000_000))
    sampai_berlaku(versi)
    assert list(daftar_pemeriksaan()[1].jalankan()) == []
    with pytest.raises(Exception, match="sudah terkunci"), db.session.begin_nested():
        db.session.execute(db.update(BarisRAB).where(BarisRAB.versi_id == versi.id).values(harga=2))


def test_beranda_menyebut_langkah_berikut_bagi_yang_berwenang(versi, app):
    with app.test_request_context():
        def siapa() -> dict[str, str]:
            return {n: h.ket for n in ("kades", "sekdes", "bpd", "kasi") for h in menunggu(orang(n))}

        assert siapa() == {}
        sepakati(versi, "BA/1", date(2026, 11, 2), oleh=orang("bpd"))
        assert siapa() == {"sekdes": "belum dikirim kepada camat"}
        kirim_camat(versi, date(2026, 11, 4), oleh=orang("sekdes"))
        assert siapa() == {"sekdes": "camat sampai 2 Desember 2026"}
        catat_evaluasi(versi, "sesuai", "188/12", date(2026, 11, 18), oleh=orang("sekdes"))
        assert siapa() == {"kades": "siap ditetapkan"}
        tetapkan(versi, PERKADES, oleh=orang("kades"))
        assert siapa() == {"sekdes": "belum diundangkan"}
