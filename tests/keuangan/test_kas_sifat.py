"""Whatever happens to the cash books, in any order: every invariant holds after every step, on both databases.

Post, reverse, close, reopen, restart, crash, late entry. A plain model beside the books says what they must add up to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.aturan.parameter import atur_sikap
from smartkampung.keuangan.bku.periksa import daftar_pemeriksaan as periksa_bulan
from smartkampung.keuangan.bku.tutup import buka, tutup
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru, koreksi
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import panjar_terbuka, posisi, realisasi
from tests.keuangan.kas_pabrik import rekening_bank, saldo_awal
from tests.keuangan.pabrik import buat_anggaran, orang

JALAN, KANTOR = Kunci("02.03.11", "5.3.5.03", "DDS"), Kunci("01.01.04", "5.2.1.01", "ADD")
TERIMA = {"DDS": Kunci("", "4.2.1.01", "DDS"), "ADD": Kunci("", "4.2.3.01", "ADD")}
SEN = st.integers(1, 9_999).flatmap(lambda n: st.sampled_from((1, 100, 37_777, 100_000)).map(
    lambda kali: Decimal(n * kali) / 100))  # fmt: skip
JARANG = st.integers(0, 9).map(lambda n: n == 7)
HARI = st.integers(0, 363)
MEDIA = st.sampled_from((m.DI_BANK, m.TUNAI))


class Padam(Exception):
    """The power goes out in the middle of an act."""


class BukuKas(RuleBasedStateMachine):
    """The books of one year and, beside them, sums that only know what was accepted."""

    diterima: Counter[str] = Counter()  # acts the books took, over all examples
    tahun_kosong: Iterator[int] = count(2026, -1)  # one for every example; codes begin in 2019

    def __init__(self) -> None:
        super().__init__()
        self.tahun = next(self.tahun_kosong)
        self.terima: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
        self.belanja: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
        self.pajak: dict[str, Decimal] = defaultdict(lambda: NOL)
        self.panjar = NOL
        self.tutup_bulan = 0
        self.banyak = 0
        self.dibukukan: list[int] = []
        self.terbuka: list[int] = []

    @initialize()
    def mulai(self) -> None:
        with transaksi():
            buat_anggaran(tahun=self.tahun, berlaku=True)
            atur_sikap(self.tahun, "K-BNK-01", "mati", "Perbup 1/2026", oleh=orang("sekdes"))
            self.bank = rekening_bank(f"R{self.tahun}").id
            saldo_awal(db.session.get_one(m.RekeningBank, self.bank), {"DDS": 20_000_000, "ADD": 5_000_000},
                       tahun=self.tahun)  # fmt: skip
        self.terima[Kunci("", "6.1.1.01", "DDS")], self.terima[Kunci("", "6.1.1.01", "ADD")] = (
            Decimal(20_000_000), Decimal(5_000_000))  # fmt: skip
        self.banyak = 4 - 1  # one cash row and two that split it

    # --- what people do ----------------------------------------------------------------------------

    def _kas(self, media: str, **sisi: Decimal) -> dict:
        return {"media": media, "rekening_id": self.bank if media == m.DI_BANK else None, **sisi}

    def _bukukan(self, jenis: str, hari: int, gerak: list[Gerak], *, padam: bool = False, **isi) -> int | None:
        """One act in one transaction; None when the books refuse it, which changes nothing."""
        try:
            with transaksi():
                dokumen = dokumen_baru(jenis, date(self.tahun, 1, 1) + timedelta(days=hari), oleh=orang("keuangan"),
                                       uraian=jenis, nilai=sum((g.masuk + g.keluar for g in gerak), NOL), **isi)
                bukukan(dokumen, gerak, oleh=orang("keuangan"))
                if padam:
                    raise Padam
        except (GalatDomain, Padam):
            return None
        self.banyak += len(gerak)
        type(self).diterima[jenis] += 1
        self.dibukukan.append(dokumen.id)
        return dokumen.id

    @rule(hari=HARI, media=MEDIA, dana=st.sampled_from(("DDS", "ADD")), nilai=SEN, padam=JARANG)
    def menerima(self, hari, media, dana, nilai, padam) -> None:
        kunci = TERIMA[dana]
        if self._bukukan(m.TBP, hari, [Gerak(m.R_TERIMA, kunci=kunci, **self._kas(media, masuk=nilai))], padam=padam):
            self.terima[kunci] += nilai

    @rule(hari=HARI, media=MEDIA, kunci=st.sampled_from((JALAN, KANTOR)), nilai=SEN, potong=st.integers(0, 11),
          padam=JARANG)
    def membayar(self, hari, media, kunci, nilai, potong, padam) -> None:
        pajak = (nilai * potong / 100).quantize(Decimal("0.01"))
        gerak = [Gerak(m.R_BELANJA, kunci=kunci, **self._kas(media, keluar=nilai))]
        if pajak:
            gerak.append(Gerak(m.R_POTONGAN, kunci=Kunci("", "", kunci.sumber_dana), pajak="PPN",
                               **self._kas(media, masuk=pajak)))  # fmt: skip
        if self._bukukan(m.CAIR, hari, gerak, padam=padam):
            self.belanja[kunci] += nilai
            self.pajak[kunci.sumber_dana] += pajak

    @rule(hari=HARI, dari=MEDIA, nilai=SEN)
    def memindah(self, hari, dari, nilai) -> None:
        ke = m.TUNAI if dari == m.DI_BANK else m.DI_BANK
        self._bukukan(m.MUTASI, hari, [Gerak(m.R_MUTASI, **self._kas(dari, keluar=nilai)),
                                       Gerak(m.R_MUTASI, **self._kas(ke, masuk=nilai))])  # fmt: skip

    @rule(hari=HARI, kunci=st.sampled_from((JALAN, KANTOR)), nilai=SEN, lama=st.integers(0, 40),
          bagian=st.integers(0, 100), pilih=st.integers(0, 10**6))
    def memanjar(self, hari, kunci, nilai, lama, bagian, pilih) -> None:
        """An advance, or the account of an open one: one rule, because a run may leave out any rule as a whole."""
        if self.terbuka and pilih % 2:
            self._mempertanggungjawabkan(self.terbuka[pilih % len(self.terbuka)], lama, bagian)
        else:
            self._memberi_panjar(hari, kunci, nilai)

    def _memberi_panjar(self, hari, kunci, nilai) -> None:
        with transaksi():
            spp = dokumen_baru(m.SPP, date(self.tahun, 1, 1) + timedelta(days=hari), oleh=orang("kasi"), cara=m.PANJAR,
                               nilai=nilai).id  # fmt: skip
        if self._bukukan(m.CAIR, hari, [Gerak(m.R_PANJAR, kunci=kunci, **self._kas(m.DI_BANK, keluar=nilai))],
                         induk_id=spp):  # fmt: skip
            self.dibukukan.pop()  # what rests on it comes below: not reversed here
            self.panjar += nilai
            self.terbuka.append(spp)
            self.kunci_panjar = {**getattr(self, "kunci_panjar", {}), spp: (kunci, nilai, hari)}

    def _mempertanggungjawabkan(self, spp, lama, bagian) -> None:
        kunci, nilai, hari = self.kunci_panjar[spp]
        dipakai = (nilai * bagian / 100).quantize(Decimal("0.01"))
        gerak = [Gerak(m.R_BELANJA, m.DI_PANJAR, keluar=dipakai, kunci=kunci)] if dipakai else []
        gerak += [Gerak(m.R_SISA, m.TUNAI, masuk=nilai - dipakai, kunci=kunci)] if nilai > dipakai else []
        if self._bukukan(m.SPJ, min(hari + lama, 363), gerak, induk_id=spp):
            self.dibukukan.pop()
            self.terbuka.remove(spp)
            self.panjar -= nilai
            self.belanja[kunci] += dipakai

    @rule(hari=HARI, bagian=st.integers(1, 120))
    def menyetor_pajak(self, hari, bagian) -> None:
        """The source that owes most, up to a fifth more than it owes all together."""
        dana = max(self.pajak, key=lambda d: self.pajak[d], default="")
        nilai = (self.pajak[dana] * bagian / 100).quantize(Decimal("0.01"))
        if nilai and self._bukukan(m.SETOR, max(hari, 300), [Gerak(m.R_SETOR, kunci=Kunci("", "", dana), pajak="PPN",
                                                                   **self._kas(m.DI_BANK, keluar=nilai))]):  # fmt: skip
            self.pajak[dana] -= nilai
            assert sum(self.pajak.values(), NOL) >= 0

    @rule(pilih=st.integers(0, 10**6), hari=HARI)
    def mengoreksi(self, pilih, hari) -> None:
        if not self.dibukukan:
            return
        asal = db.session.get_one(m.DokumenKas, self.dibukukan[pilih % len(self.dibukukan)])
        baris = db.session.scalars(db.select(m.JurnalKas).filter_by(dokumen_id=asal.id)).all()
        try:
            with transaksi():
                koreksi(db.session.get_one(m.DokumenKas, asal.id), date(self.tahun, 1, 1) + timedelta(days=hari),
                        "Uji", oleh=orang("keuangan"))  # fmt: skip
        except GalatDomain:
            return
        self.banyak += len(baris)
        type(self).diterima[m.KOREKSI] += 1
        self.dibukukan.remove(asal.id)
        for b in baris:
            kunci = Kunci(b.kegiatan, b.rekening, b.sumber_dana)
            if b.jenis == m.R_TERIMA:
                self.terima[kunci] -= b.masuk
            elif b.jenis == m.R_BELANJA:
                self.belanja[kunci] -= b.keluar
            elif b.jenis in (m.R_POTONGAN, m.R_SETOR):
                self.pajak[b.sumber_dana] -= b.masuk - b.keluar

    @rule(jadi=JARANG)
    def menutup_bulan(self, jadi) -> None:
        if jadi and self.tutup_bulan < 10:
            self.tutup_bulan += 1
            with transaksi():
                tutup(Periode(self.tahun, self.tutup_bulan), oleh=orang("keuangan"))

    @rule()
    def membuka_bulan(self) -> None:
        if self.tutup_bulan:
            with transaksi():
                buka(Periode(self.tahun, self.tutup_bulan), "Ada bukti yang menyusul", oleh=orang("kades"))
            self.tutup_bulan -= 1

    @rule()
    def memulai_ulang(self) -> None:
        db.session.remove()
        db.engine.dispose()

    # --- what must hold ----------------------------------------------------------------------------

    @invariant()
    def buku_sama_dengan_yang_diterima(self) -> None:
        if not self.banyak:
            return
        p, nilai = posisi(self.tahun), realisasi(self.tahun)
        assert p.selisih == 0
        assert (p.panjar, p.utang_pajak) == (self.panjar, sum(self.pajak.values(), NOL))
        assert p.silpa == sum(self.terima.values(), NOL) - sum(self.belanja.values(), NOL)
        assert {k: v for k, v in nilai.items() if v} == {
            k: v for k, v in [*self.terima.items(), *self.belanja.items()] if v}  # fmt: skip
        assert sum(panjar_terbuka(self.tahun).values(), NOL) == self.panjar
        assert db.session.scalar(db.select(db.func.count()).where(m.JurnalKas.tahun == self.tahun)) == self.banyak

    def teardown(self) -> None:
        salah = {c.nama: c.jalankan() for c in (*daftar_pemeriksaan(), *periksa_bulan())}
        salah.pop("Realisasi tidak melebihi anggaran", None)  # ceilings are checked before an SPP, not while posting
        db.session.remove()
        assert not any(salah.values()), salah


def test_semua_sifat_bertahan_dalam_urutan_apa_pun(kantor, basis_data, banyak):
    """Hypothesis takes some of its figures from the modules that are loaded: what a run does depends on which are."""
    BukuKas.diterima, BukuKas.tahun_kosong = Counter(), count(2026, -1)
    contoh, jenis, semua = (4, 2, 15) if basis_data else (8, 4, 30)
    with kantor.app_context():
        run_state_machine_as_test(BukuKas, settings=settings(
            max_examples=banyak(contoh, 7), stateful_step_count=banyak(40, 1500), deadline=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True))  # fmt: skip
    assert len(BukuKas.diterima) >= banyak(jenis, 6), BukuKas.diterima
    assert BukuKas.diterima.total() >= banyak(semua, 500), BukuKas.diterima
