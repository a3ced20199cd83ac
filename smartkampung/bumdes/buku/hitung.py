"""The monthly sums made anew from the lines."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from smartkampung.bumdes.buku import saldo
from smartkampung.bumdes.buku.models import BarisJurnal, SaldoBumdes
from smartkampung.extensions import db


def hitung_ulang() -> int:
    """Forget the sums and add them up again; answers how many there are."""
    b = BarisJurnal
    jumlah: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    pilih = db.select(b.entitas_id, b.akun_id, b.tanggal, b.penutup, db.func.sum(saldo.sen(b.debit)), db.func.sum(
        saldo.sen(b.kredit))).group_by(b.entitas_id, b.akun_id, b.tanggal, b.penutup)  # fmt: skip
    for e, a, hari, penutup, d, c in db.session.execute(pilih):
        sel = jumlah[e, a, saldo.bulan_kunci(hari), penutup]
        sel[0], sel[1] = sel[0] + int(d), sel[1] + int(c)
    db.session.execute(db.delete(SaldoBumdes))
    isi = [{"entitas_id": e, "akun_id": a, "bulan": n, "penutup": p, "debit": saldo.uang(d), "kredit": saldo.uang(c)}
           for (e, a, n, p), (d, c) in jumlah.items()]  # fmt: skip
    if isi:
        db.session.execute(db.insert(SaldoBumdes), isi)
    return len(isi)
