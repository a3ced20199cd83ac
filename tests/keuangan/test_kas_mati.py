"""kill -9 while posting: what was reported is there, whole; the books close; numbers have no gap."""

from __future__ import annotations

import random
import time

import pytest

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.kas.models import DokumenKas
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from tests.anak import Anak
from tests.keuangan.kas_anak import bukukan_terus
from tests.keuangan.kas_pabrik import rekening_bank, saldo_awal
from tests.keuangan.pabrik import buat_anggaran


@pytest.mark.berat
def test_kill_9_di_saat_apa_pun_meninggalkan_buku_yang_utuh(kantor, banyak):
    with kantor.app_context(), transaksi():
        buat_anggaran(berlaku=True)
        saldo_awal(rekening_bank(), {"DDS": 900_000_000})
    atur, acak, dilaporkan = kantor.extensions["smartkampung"].pengaturan, random.Random(9), []
    for ke in range(banyak(4, 200)):
        anak = Anak(bukukan_terus, atur, ke)
        dilaporkan.append(anak.dengar())
        time.sleep(acak.uniform(0, 0.08))
        dilaporkan += anak.bunuh()
    with kantor.app_context():
        ada = set(db.session.scalars(db.select(DokumenKas.nomor_teks)))
        assert set(dilaporkan) <= ada and len(dilaporkan) == len(set(dilaporkan))
        assert db.session.scalar(db.select(DokumenKas.id).where(DokumenKas.terkunci_pada.is_(None))) is None
        assert not any(c.jalankan() for c in daftar_pemeriksaan())
