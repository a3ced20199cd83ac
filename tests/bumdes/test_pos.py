"""Posting: what comes into the books and what does not, numbers, pairs, reversals, locks, monthly sums."""

from __future__ import annotations

import random
import threading
import time
from datetime import date
from decimal import Decimal

import pytest

from smartkampung.bumdes import galat
from smartkampung.bumdes.buku import periode, pos, saldo
from smartkampung.bumdes.buku.bagan import akun_kode, bagan_bawaan, tambah_akun
from smartkampung.bumdes.buku.konsep import Baris
from smartkampung.bumdes.buku.konteks import buku as buka
from smartkampung.bumdes.buku.models import AkunBumdes, BarisJurnal, JurnalBumdes
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga import services
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import Periode
from tests.anak import Anak
from tests.bumdes.bantu import (
    ATK,
    JUAL,
    KAS,
    MODAL,
    PIUTANG,
    PROGRAM,
    entitas,
    jurnal,
    konsep,
    pindah,
    saldo_kode,
)
from tests.bumdes.conftest import BERDIRI, USAHA
from tests.bumdes.pasangan_anak import pindah_terus
from tests.surat.test_bsre import hanya_sqlite

HARI = date(2026, 3, 10)


pytestmark = pytest.mark.acuan(BERDIRI)


@pytest.fixture
def buku(konteks):
    return db.session.get_one(Bumdes, 1)


def test_bagan_bawaan_utuh_dan_tambahan_tidak_mengaku_kepmendesa(buku):
    akun = db.session.scalars(db.select(AkunBumdes).filter_by(bumdes_id=buku.id)).all()
    assert len(akun) == len(bagan_bawaan()) == 369
    assert all("Kepmendesa" not in a.nama_sumber for a in akun if a.sumber in ("EXT", "DESA"))
    assert akun_kode(buku.id, "2.1.04.93").kode == "2.1.04.99" and akun_kode(buku.id, "1.1.1.1").kode == KAS


def test_nomor_per_unit_dan_tahun_serta_saldo_bulanan_sama_dengan_baris(buku):
    satu = jurnal(buku, "TOKO", HARI, (KAS, 1000), (JUAL, -1000))
    dua = jurnal(buku, "TOKO", date(2026, 4, 1), (KAS, "250.50"), (JUAL, "-250.50"))
    lain = jurnal(buku, "SEWA", HARI, (KAS, 70), (JUAL, -70))
    assert [satu.nomor_teks, dua.nomor_teks, lain.nomor_teks] == ["TOKO/2026/0001", "TOKO/2026/0002", "SEWA/2026/0001"]
    assert saldo_kode(buku, KAS, date(2026, 3, 31)) == 1070
    assert saldo_kode(buku, KAS, date(2026, 12, 31), "TOKO") == Decimal("1250.50")
    ids = [e.id for e in buku.entitas]
    assert saldo.jumlah(ids, None, date(2026, 4, 15)) == saldo.dari_baris(ids, date(2026, 4, 15))
    assert saldo.jumlah(ids, date(2026, 3, 10), date(2026, 3, 31))[entitas(buku, "TOKO").id,
                                                                    akun_kode(buku.id, KAS).id] == (100_000, 0)


@hanya_sqlite
@pytest.mark.parametrize(("isi", "galatnya"), [
    (((KAS, 100), (JUAL, -99)), galat.JurnalTimpang),
    (((KAS, 100),), galat.JurnalKurang),
    (((KAS, 100), (JUAL, 100)), galat.JurnalKurang),
    (((KAS, "0.005"), (JUAL, "-0.005")), galat.BarisSalah),
    (((KAS, 100), ("4.2.00.00", -100)), galat.AkunTidakDapatDipakai),
    (((KAS, 100), ("9.9.99.99", -100)), galat.AkunTidakDapatDipakai),
    (((KAS, 100), ("3.8.01.01", -100)), galat.PerluPasangan),
])
def test_jurnal_salah_ditolak(buku, isi, galatnya):
    with pytest.raises(galatnya):
        jurnal(buku, "TOKO", HARI, *isi)
    assert db.session.scalar(db.select(db.func.count()).select_from(JurnalBumdes)) == 0


@hanya_sqlite
def test_tanggal_unit_dan_periode_dijaga(buku):
    for hari, g in ((date(2025, 12, 31), galat.TanggalJurnalSalah), (date(2027, 1, 1), galat.TanggalJurnalSalah)):
        with pytest.raises(g):
            jurnal(buku, "TOKO", hari, (KAS, 1), (JUAL, -1))
    services.tutup_unit(entitas(buku, "SEWA"), date(2026, 5, 1), "sepi", oleh=PROGRAM)
    with pytest.raises(galat.UnitTutup):
        jurnal(buku, "SEWA", date(2026, 5, 2), (KAS, 1), (JUAL, -1))
    with pytest.raises(galat.BulanBelumUrut, match="Januari 2026"):
        periode.kunci_bulan(buku, Periode(2026, 2), oleh=PROGRAM)
    periode.kunci_bulan(buku, Periode(2026, 1), oleh=PROGRAM)
    with pytest.raises(galat.PeriodeTerkunci, match="Januari 2026"):
        jurnal(buku, "TOKO", date(2026, 1, 31), (KAS, 1), (JUAL, -1))
    periode.buka_bulan(buku, Periode(2026, 1), "salah kunci", oleh=PROGRAM)
    assert jurnal(buku, "TOKO", date(2026, 1, 31), (KAS, 1), (JUAL, -1)).nomor == 1


@hanya_sqlite
@pytest.mark.parametrize("kata", ["Selisih pencatatan", "Akun sementara", "penyeimbang neraca", "Selisih"])
def test_akun_dan_uraian_penyeimbang_ditolak_dengan_jalan_keluar(buku, kata):
    with pytest.raises(galat.AkunPenyeimbang, match="Pemeriksaan"):
        tambah_akun(buku, "1.1.98.07", kata, oleh=PROGRAM)
    with pytest.raises(galat.AkunPenyeimbang):
        jurnal(buku, "TOKO", HARI, (KAS, 5), (JUAL, -5), uraian=kata)
    assert jurnal(buku, "TOKO", HARI, ("7.2.99.99", 5), (KAS, -5), uraian="Selisih kas loket").nomor == 1


def test_pasangan_pusat_unit_sekaligus_atau_tidak_sama_sekali(buku):
    jurnal(buku, "PUSAT", HARI, (KAS, 500), (MODAL, -500))
    a, b = pindah(buku, "PUSAT", "TOKO", HARI, 200)
    assert a.pasangan == b.pasangan and saldo_kode(buku, KAS, HARI) == 500
    rk = entitas(buku, "TOKO").akun_rk_id
    timpang = (konsep(buku, "PUSAT", HARI, Baris(rk, debit=Decimal(10)), (KAS, -10)),
               konsep(buku, "TOKO", HARI, (KAS, 9), ("3.8.01.01", -9)))
    with pytest.raises(galat.PasanganTimpang), db.session.begin_nested():
        pos.bukukan_pasangan(timpang, oleh=PROGRAM)
    pembalik = pos.balik(a, "salah jumlah", HARI, oleh=PROGRAM)
    assert pembalik.membalik_id == a.id and saldo_kode(buku, KAS, HARI, "TOKO") == 0
    with pytest.raises(galat.SudahDibalik), db.session.begin_nested():
        pos.balik(b, "lagi", HARI, oleh=PROGRAM)


def test_baris_tidak_dapat_diubah_atau_dihapus_dari_luar(buku):
    satu = jurnal(buku, "TOKO", HARI, (KAS, 1000), (JUAL, -1000))
    for perintah in (db.update(BarisJurnal).values(debit=5), db.delete(BarisJurnal),
                     db.update(JurnalBumdes).values(uraian="x"), db.delete(JurnalBumdes)):
        with pytest.raises(Exception, match="tidak boleh diubah"), db.session.begin_nested():
            db.session.execute(perintah.execution_options(synchronize_session=False))
    assert satu.baris[0].debit == 1000
    with pytest.raises(galat.AkunTidakDapatDipakai, match="bersaldo"):
        from smartkampung.bumdes.buku.bagan import ubah_akun

        ubah_akun(akun_kode(buku.id, KAS), "Kas", False, oleh=PROGRAM)


@hanya_sqlite
def test_arus_kas_mengikuti_akun_lawan_dan_jenis_unit(buku):
    hpp = jurnal(buku, "TOKO", HARI, (KAS, 60), (PIUTANG, 40), (JUAL, -100), ("5.1.01.01", 70), ("1.1.05.01", -70))
    lunas = jurnal(buku, "SEWA", HARI, (KAS, 30), (PIUTANG, -30))
    toko = jurnal(buku, "TOKO", HARI, (KAS, 40), (PIUTANG, -40))
    tanpa_kas = jurnal(buku, "TOKO", HARI, (ATK, 5), ("2.1.01.01", -5))
    assert [x.arus_kas for x in hpp.baris] == [None, "OM2", "OM2", "NONKAS", "NONKAS"]
    assert [lunas.baris[1].arus_kas, toko.baris[1].arus_kas] == ["OM1", "OM2"]
    assert [x.arus_kas for x in tanpa_kas.baris] == [None, None]


def test_dua_kasir_sekaligus_mendapat_nomor_berurutan(app):
    gagal = []

    def kerja():
        with app.app_context():
            try:
                for _ in range(4):
                    with basis.transaksi():
                        b = db.session.get_one(Bumdes, 1)
                        jurnal(b, "TOKO", HARI, (KAS, 10), (JUAL, -10))
            except Exception as g:
                gagal.append(g)
            db.session.remove()

    utas = [threading.Thread(target=kerja) for _ in range(2)]
    [u.start() for u in utas], [u.join() for u in utas]
    with app.app_context():
        assert not gagal, gagal
        assert list(db.session.scalars(db.select(JurnalBumdes.nomor).order_by(JurnalBumdes.nomor))) == list(range(1, 9))
        assert saldo_kode(db.session.get_one(Bumdes, 1), KAS, HARI) == 80


@pytest.mark.dua_basis
@pytest.mark.acuan(USAHA)
def test_kill_9_tidak_pernah_meninggalkan_separuh_pasangan(usaha, banyak):
    """The bookkeeper is killed at random instants: every pair is whole, and what was reported is there."""
    atur, acak, dilaporkan = usaha.extensions["smartkampung"].pengaturan, random.Random(6), 0
    with usaha.app_context():
        awal = db.session.scalar(db.select(db.func.count()).select_from(JurnalBumdes))
        db.session.rollback()
    for _ in range(banyak(2, 200)):
        anak = Anak(pindah_terus, atur)
        assert anak.dengar() == 1
        time.sleep(acak.uniform(0, 0.05))
        dilaporkan += 1 + len(anak.bunuh())
    with usaha.app_context():
        b = db.session.scalars(db.select(Bumdes)).one()
        per_pasangan = db.session.execute(db.select(JurnalBumdes.pasangan, db.func.count()).where(
            JurnalBumdes.tanggal == date(2026, 3, 5)).group_by(JurnalBumdes.pasangan)).all()  # fmt: skip
        assert {n for _, n in per_pasangan} == {2} and len(per_pasangan) >= dilaporkan
        assert db.session.scalar(db.select(db.func.count()).select_from(JurnalBumdes)) == awal + 2 * len(per_pasangan)
        assert [u.nama for u in validasi(buka(b), date(2026, 12, 31)) if not u.baik and not u.ingat] == []
