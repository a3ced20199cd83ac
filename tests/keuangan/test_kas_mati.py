"""kill -9 while posting: what was reported is there, whole; the books close; numbers have no gap."""

from __future__ import annotations

import random
import time

import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.aturan.parameter import atur_sikap
from smartkampung.keuangan.bku.periksa import daftar_pemeriksaan as periksa_bulan
from smartkampung.keuangan.kas.models import BulanBuku, DokumenKas
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.langkah import LangkahKeuangan
from tests.anak import Anak
from tests.keuangan.kas_anak import bukukan_terus
from tests.keuangan.kas_pabrik import rekening_bank, saldo_awal
from tests.keuangan.pabrik import buat_anggaran, orang


@pytest.mark.berat
def test_kill_9_di_saat_apa_pun_meninggalkan_buku_yang_utuh(kantor, banyak):
    with kantor.app_context(), transaksi():
        buat_anggaran(berlaku=True)
        saldo_awal(rekening_bank(), {"DDS": 900_000_000})
        atur_sikap(2026, "K-BNK-01", "mati", "Perbup 1/2026", oleh=orang("sekdes"))
    atur, acak, dilaporkan = kantor.extensions["smartkampung"].pengaturan, random.Random(9), []
    for ke in range(banyak(3, 200)):
        anak = Anak(bukukan_terus, atur, ke)
        dilaporkan.append(anak.dengar())
        time.sleep(acak.uniform(0, 0.08))
        dilaporkan += anak.bunuh()
    with kantor.app_context():
        ada = set(db.session.scalars(db.select(DokumenKas.nomor_teks)))
        nomor = [x for x in dilaporkan if "/" in x]
        assert nomor and set(nomor) <= ada and len(nomor) == len(set(nomor))
        assert db.session.scalar(db.select(DokumenKas.id).where(DokumenKas.terkunci_pada.is_(None))) is None
        assert not any(c.jalankan() for c in (*daftar_pemeriksaan(), *periksa_bulan()))
        langkah = db.session.scalars(db.select(LangkahKeuangan.tindakan).filter_by(objek="bulan").order_by(
            LangkahKeuangan.id)).all()  # fmt: skip
        assert langkah == [("tutup", "buka")[n % 2] for n in range(len(langkah))]
        tertutup = db.session.get(BulanBuku, (2026, 1)) is not None
        assert tertutup == (len(langkah) % 2 == 1)
