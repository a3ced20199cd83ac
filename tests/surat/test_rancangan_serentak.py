"""Several people on one draft at once, on both databases: one wins, the others are told."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.galat import GalatDomain
from smartkampung.surat import rancangan
from smartkampung.surat.models import JenisSurat, RancanganSurat
from tests.surat.bantu import orang

USAHA = "keterangan-usaha"


def berebut(app, kerja: Callable[[], None]) -> Counter[str]:
    hasil: Counter[str] = Counter()
    siap = threading.Barrier(4)

    def jalan() -> None:
        siap.wait()
        try:
            with app.app_context(), basis.transaksi():
                kerja()
            hasil["jadi"] += 1
        except GalatDomain as galat:
            hasil[type(galat).__name__] += 1

    utas = [threading.Thread(target=jalan) for _ in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    return hasil


def test_mulai_simpan_dan_terbit_bersamaan_tidak_menggandakan_dan_tidak_menimpa(loket):
    app, ambil = loket.app, rancangan.terbaru
    assert berebut(app, lambda: rancangan.mulai(ambil(USAHA), oleh=orang("sekdes"))) == {"jadi": 4}
    with app.app_context():
        draf = db.session.scalars(db.select(RancanganSurat)).one()
        kunci, lama = draf.id, ambil(USAHA).id

    def simpan() -> None:
        satu = db.session.get(RancanganSurat, kunci)
        judul = threading.current_thread().name
        rancangan.simpan(satu, satu.isi | {"judul": judul}, 1, oleh=orang("sekdes"))

    assert berebut(app, simpan) == {"jadi": 1, "RancanganBerubah": 3}

    def terbit() -> None:
        satu = db.session.get(RancanganSurat, kunci)
        if satu is None:
            raise rancangan.VersiBerubah()
        rancangan.terbitkan(satu, "", terhadap=lama, oleh=orang("sekdes"))

    assert berebut(app, terbit) == {"jadi": 1, "VersiBerubah": 3}
    with app.app_context():
        versi = db.session.scalars(db.select(JenisSurat.versi).filter_by(kode=USAHA).order_by(JenisSurat.versi)).all()
        assert versi == [1, 2] and db.session.scalar(db.select(RancanganSurat)) is None
