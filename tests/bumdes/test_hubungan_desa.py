"""The share of the village, from the Musdes to both ledgers: expected once, received once, paid once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.bumdes.buku import periode, pos
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konteks import buku as buka
from smartkampung.bumdes.catat import services as catat
from smartkampung.bumdes.catat.models import DIBUKUKAN, DITOLAK, MENUNGGU, DrafJurnal
from smartkampung.bumdes.hubungan import services as hasil
from smartkampung.bumdes.hubungan.cocok import cocokkan
from smartkampung.bumdes.laporan.tutup import tutup_tahun
from smartkampung.bumdes.lembaga import services as lembaga
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import koreksi
from smartkampung.keuangan.kas.models import TBP, DokumenKas, RencanaPenerimaan
from smartkampung.keuangan.penerimaan.tbp import BarisTBP, IsiTBP, terima
from smartkampung.peristiwa import (
    PenerimaanDikoreksi,
    PenyertaanModalDicairkan,
    PenyertaanModalDikoreksi,
)
from tests.acuan import KANTOR, Acuan
from tests.bumdes.bantu import KAS, MODAL, PROGRAM, dirikan, isi_tahun, saldo_kode
from tests.bumdes.conftest import komit
from tests.keuangan.kas_pabrik import didengar, rekening_bank, saldo_awal
from tests.keuangan.pabrik import buat_anggaran, orang
from tests.pabrik import isi_pengguna
from tests.peramban import Peramban

HASIL_USAHA = Kunci("", "4.1.1.01", "PAD")
UTANG_DESA = "2.1.08.01"


def _isi() -> None:
    """An enterprise whose year 2025 is closed, and a village that expects five million of it in its budget."""
    b = dirikan(date(2025, 1, 1))
    isi_tahun(b)
    while periode.bulan_berikut(b).tahun == 2025:
        periode.kunci_bulan(b, periode.bulan_berikut(b), oleh=PROGRAM)
    tutup_tahun(b, 2025, oleh=PROGRAM)
    buat_anggaran([(*HASIL_USAHA, 5_000_000), ("01.01.04", "5.2.1.01", "PAD", 5_000_000)], berlaku=True)
    saldo_awal(rekening_bank(), {"PAD": 1_000_000})


pytestmark = pytest.mark.acuan(Acuan("hubungan_desa", komit(_isi), KANTOR))


@pytest.fixture
def usaha(kantor, konteks):
    """The enterprise, in a transaction."""
    return db.session.get_one(Bumdes, 1)


@pytest.fixture
def desa(usaha):
    """The village's share of the year, of which nothing is paid or received."""
    satu = hasil.tetapkan(usaha, 2025, Decimal(4_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    return next(b for b in satu.bagian if b.kode == "desa")


def terima_desa(nilai: Decimal, tanggal: date = date(2026, 3, 9)) -> DokumenKas:
    """The village's receipt of its share."""
    rencana = db.session.scalars(db.select(RencanaPenerimaan)).one()
    baris = (BarisTBP(HASIL_USAHA, nilai, "Bagi hasil"),)
    return terima(IsiTBP(tanggal, baris, "BUM Desa", rekening_id=1, rencana_id=rencana.id), oleh=orang("keuangan"))


def tolak_bukti(bukti: DokumenKas, tanggal: date = date(2026, 3, 12)) -> list[PenerimaanDikoreksi]:
    """The village reverses a receipt; answers what it announces."""
    with didengar(PenerimaanDikoreksi) as kabar:
        koreksi(bukti, tanggal, "Salah rekening", oleh=orang("keuangan"))
    return kabar


def draf() -> list[tuple[str, bool]]:
    """State of each draft, and whether it reverses another."""
    return [(d.keadaan, d.membalik_id is not None) for d in db.session.scalars(
        db.select(DrafJurnal).order_by(DrafJurnal.id).execution_options(populate_existing=True))]  # fmt: skip


def bukukan_setoran(b: Bumdes) -> None:
    """The bendahara books the waiting draft of the share."""
    (satu,) = catat.draf_menunggu(b.id)
    catat.bukukan_draf(satu, b.pusat, akun_kode(b.id, UTANG_DESA).id, akun_kode(b.id, KAS).id, oleh=PROGRAM)


def selisih(b: Bumdes) -> Decimal:
    """What the two ledgers differ by in 2026."""
    return sum(((x.desa or NOL) - (x.bumdes or NOL) for x in cocokkan(buka(b), 2026)), NOL)


def test_dari_musdes_sampai_kedua_buku_cocok(usaha):
    satu = hasil.tetapkan(usaha, 2025, Decimal(4_000_000), "BA-1", date(2026, 3, 1), oleh=PROGRAM)
    desa = next(b for b in satu.bagian if b.kode == "desa")
    rencana = db.session.scalars(db.select(RencanaPenerimaan)).one()
    assert (rencana.rekening, rencana.sumber_dana, rencana.nilai) == ("4.1.1.01", "PAD", desa.nilai)
    hasil.bayar(desa, date(2026, 3, 8), akun_kode(usaha.id, KAS).id, oleh=PROGRAM)

    isi = IsiTBP(date(2026, 3, 9), (BarisTBP(HASIL_USAHA, desa.nilai, "Bagi hasil"),), "BUM Desa", rekening_id=1,
                 rencana_id=rencana.id)  # fmt: skip
    bukti = terima(isi, oleh=orang("keuangan"))
    db.session.refresh(desa)
    assert (desa.diterima_nomor, desa.diterima_tanggal) == (bukti.nomor_teks, date(2026, 3, 9))
    assert [b.cocok for b in cocokkan(buka(usaha), 2026)] == [True]
    with pytest.raises(GalatDomain):
        terima(isi, oleh=orang("keuangan"))
    with pytest.raises(GalatDomain, match="Kas desa sudah menerimanya"):
        hasil.batal_bayar(desa, "Salah", oleh=PROGRAM)


def test_koreksi_penerimaan_menutup_draf_yang_menunggu(usaha, desa):
    bukti = terima_desa(desa.nilai)
    (fakta,) = tolak_bukti(bukti)
    siarkan(fakta)
    db.session.refresh(desa)
    assert (desa.diterima_nomor, desa.diterima_tanggal) == (None, None)
    satu = db.session.scalars(db.select(DrafJurnal)).one()
    assert (satu.keadaan, bukti.nomor_teks in satu.alasan, "Salah rekening" in satu.alasan) == (DITOLAK, True, True)
    with pytest.raises(Bentrok):
        catat.bukukan_draf(satu, usaha.pusat, akun_kode(usaha.id, UTANG_DESA).id, akun_kode(usaha.id, KAS).id,
                           oleh=PROGRAM)
    assert selisih(usaha) == 0


def test_koreksi_sesudah_dibukukan_menunggu_dibalik_lalu_diterima_lagi(usaha, desa):
    bukti = terima_desa(desa.nilai)
    bukukan_setoran(usaha)
    (fakta,) = tolak_bukti(bukti)
    siarkan(fakta)
    assert draf() == [(DIBUKUKAN, False), (MENUNGGU, True)]
    assert saldo_kode(usaha, UTANG_DESA, date(2026, 12, 31)) == 0  # nothing is reversed by itself
    assert selisih(usaha) == -desa.nilai
    (balik,) = catat.draf_menunggu(usaha.id)
    with pytest.raises(Bentrok, match="membalik jurnal"):
        catat.bukukan_draf(balik, usaha.pusat, 1, 2, oleh=PROGRAM)
    catat.bukukan_pembalik(balik, date(2026, 3, 13), oleh=PROGRAM)
    db.session.refresh(desa)
    assert desa.dibayar_jurnal_id is None
    assert saldo_kode(usaha, UTANG_DESA, date(2026, 12, 31)) == -desa.nilai
    with pytest.raises(Bentrok):
        catat.bukukan_pembalik(balik, date(2026, 3, 13), oleh=PROGRAM)
    siarkan(fakta)
    baru = terima_desa(desa.nilai, date(2026, 3, 14))
    bukukan_setoran(usaha)
    siarkan(fakta)
    db.session.refresh(desa)
    assert desa.diterima_nomor == baru.nomor_teks
    assert draf() == [(DIBUKUKAN, False), (DIBUKUKAN, True), (DIBUKUKAN, False)]
    assert ([b.cocok for b in cocokkan(buka(usaha), 2026)], selisih(usaha)) == ([True], 0)


def test_desa_membukukan_lagi_sebelum_jurnal_dibalik_menutup_pembaliknya(usaha, desa):
    bukti = terima_desa(desa.nilai)
    bukukan_setoran(usaha)
    tolak_bukti(bukti)
    baru = terima_desa(desa.nilai, date(2026, 3, 14))
    assert draf() == [(DIBUKUKAN, False), (DITOLAK, True)]
    assert ([b.cocok for b in cocokkan(buka(usaha), 2026)], selisih(usaha)) == ([True], 0)
    tolak_bukti(baru, date(2026, 3, 15))
    assert draf() == [(DIBUKUKAN, False), (DITOLAK, True), (MENUNGGU, True)]


def test_koreksi_atas_bagian_yang_dibayar_sendiri_hanya_menghapus_tanda_terima(usaha, desa):
    hasil.bayar(desa, date(2026, 3, 8), akun_kode(usaha.id, KAS).id, oleh=PROGRAM)
    tolak_bukti(terima_desa(desa.nilai))
    assert draf() == []
    db.session.refresh(desa)
    assert (desa.diterima_nomor, desa.dibayar is not None) == (None, True)
    hasil.batal_bayar(desa, "Desa tidak menerimanya", oleh=PROGRAM)
    assert selisih(usaha) == 0


def test_batal_bayar_menyelesaikan_pembalik_yang_menunggu(usaha, desa):
    bukti = terima_desa(desa.nilai)
    bukukan_setoran(usaha)
    tolak_bukti(bukti)
    hasil.batal_bayar(desa, "Salah", oleh=PROGRAM)
    assert draf() == [(DIBUKUKAN, False), (DIBUKUKAN, True)]


def test_jurnal_yang_sudah_dibalik_sendiri_tidak_dibalik_lagi(usaha, desa):
    bukti = terima_desa(desa.nilai)
    bukukan_setoran(usaha)
    db.session.refresh(desa)
    pos.balik(desa.dibayar, "Keliru", date(2026, 3, 10), oleh=PROGRAM)
    tolak_bukti(bukti)
    assert draf() == [(DIBUKUKAN, False), (DIBUKUKAN, True)]
    db.session.refresh(desa)
    assert desa.dibayar_jurnal_id is None
    assert selisih(usaha) == 0


def test_penerimaan_sebagian_bagian_disebut_oleh_bukti_yang_masih_berdiri(usaha, desa):
    keliru = terima_desa(desa.nilai - 1000)
    benar = terima_desa(desa.nilai)
    tolak_bukti(keliru)
    db.session.refresh(desa)
    assert (desa.diterima_nomor, draf()) == (benar.nomor_teks, [(DITOLAK, False), (MENUNGGU, False)])
    bukukan_setoran(usaha)
    assert ([b.cocok for b in cocokkan(buka(usaha), 2026)], selisih(usaha)) == ([True], 0)


def modal(b: Bumdes, n: int) -> PenyertaanModalDicairkan:
    """The village pays capital, and the draft is booked."""
    fakta = PenyertaanModalDicairkan("", date(2026, 3, n), Decimal(10_000_000), f"CAIR {n}", f"desa:cair:{n}")
    siarkan(fakta)
    return fakta


def modal_dikoreksi(f: PenyertaanModalDicairkan) -> None:
    """The village reverses it, announced twice."""
    for _n in range(2):
        siarkan(PenyertaanModalDikoreksi(f.bumdes, date(2026, 3, 20), f.nilai, f.dokumen, f.sumber, "KOR 1", "Ganda"))


def bukukan_modal(b: Bumdes) -> None:
    """The bendahara books the waiting draft of capital."""
    (satu,) = catat.draf_menunggu(b.id)
    catat.bukukan_draf(satu, b.pusat, akun_kode(b.id, KAS).id, akun_kode(b.id, MODAL).id, oleh=PROGRAM)


def test_koreksi_modal_menutup_draf_atau_menunggu_dibalik(usaha):
    modal_dikoreksi(modal(usaha, 5))
    assert (draf(), selisih(usaha)) == ([(DITOLAK, False)], 0)
    fakta = modal(usaha, 6)
    bukukan_modal(usaha)
    modal_dikoreksi(fakta)
    assert (draf()[1:], selisih(usaha)) == ([(DIBUKUKAN, False), (MENUNGGU, True)], -10_000_000)
    (balik,) = catat.draf_menunggu(usaha.id)
    catat.bukukan_pembalik(balik, date(2026, 3, 21), oleh=PROGRAM)
    assert (selisih(usaha), hasil.kekayaan_dipisahkan(usaha, date(2026, 3, 31))) == (0, 50_000_000)
    modal(usaha, 22)
    bukukan_modal(usaha)
    assert [b.cocok for b in cocokkan(buka(usaha), 2026)] == [True, True, True]
    assert selisih(usaha) == 0
    modal_dikoreksi(PenyertaanModalDicairkan("", date(2026, 3, 1), Decimal(1), "CAIR 9", "desa:cair:9"))
    assert len(draf()) == 4


def test_koreksi_modal_yang_ditolak_dibalik_tampak_sebagai_selisih(usaha):
    fakta = modal(usaha, 6)
    bukukan_modal(usaha)
    modal_dikoreksi(fakta)
    (balik,) = catat.draf_menunggu(usaha.id)
    catat.tolak_draf(balik, "Uangnya ada", oleh=PROGRAM)
    assert selisih(usaha) == -10_000_000


def test_cerita_koreksi_dari_halaman_sampai_rekonsiliasi_nol(kantor):
    with kantor.app_context(), basis.transaksi():
        b = db.session.get_one(Bumdes, 1)
        bendum = isi_pengguna("bendum", "rt_rw")
        lembaga.angkat(b, "bendahara", bendum.nama, date(2026, 1, 1), pengguna=bendum, oleh=PROGRAM)
        nilai = next(x.nilai for x in hasil.tetapkan(b, 2025, Decimal(4_000_000), "BA-1", date(2026, 3, 1),
                                                     oleh=PROGRAM).bagian if x.kode == "desa")  # fmt: skip
    kaur, bendum = Peramban(kantor).masuk("keuangan"), Peramban(kantor).masuk("bendum")

    def terima_dari_halaman(tanggal: str) -> None:
        isi = kaur.buka("penerimaan.tbp", rencana=1).kirim("Bukukan", tanggal=tanggal, penyetor="BUM Desa")
        assert "dibukukan" in isi.pesan[0]

    terima_dari_halaman("2026-03-09")
    assert "Tersimpan" in bendum.buka("beranda.lihat").ikuti("Bukukan").kirim("Bukukan").pesan[0]
    with kantor.app_context():
        tbp = db.session.scalars(db.select(DokumenKas.id).filter_by(jenis=TBP)).one()
    jadi = kaur.buka("kas.koreksi", dokumen_id=tbp).kirim("Koreksi", tanggal="2026-03-12", alasan="Salah rekening")
    assert "dikoreksi" in jadi.pesan[0]
    assert "satu sisi" in bendum.buka("hasil_bumdes.rekonsiliasi", bumdes_id=1, tahun=2026).teks_semua
    assert "mungkin perlu dibalik" in bendum.buka("catat_bumdes.pilih", bumdes_id=1).teks_semua
    periksa = bendum.buka("beranda.lihat").ikuti("Periksa")
    assert "Salah rekening" in periksa.teks_semua and "tidak jadi masuk kas desa" in periksa.teks_semua
    assert "Jurnal dibalik" in periksa.kirim("Balik jurnal").pesan[0]
    terima_dari_halaman("2026-03-14")
    assert "Tersimpan" in bendum.buka("beranda.lihat").ikuti("Bukukan").kirim("Bukukan").pesan[0]
    cocok = bendum.buka("hasil_bumdes.rekonsiliasi", bumdes_id=1, tahun=2026).teks_semua
    assert "satu sisi" not in cocok and cocok.count(f"Rp{int(nilai):,}".replace(",", ".")) == 2
    with kantor.app_context():
        assert selisih(db.session.get_one(Bumdes, 1)) == 0
