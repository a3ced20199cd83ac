"""The treasury of the invented village: last year whole and closed, this year so far, months closed by three hands."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from smartkampung.akun.models import Pengguna, Penugasan
from smartkampung.contoh.bahan import Bahan, pengguna, saat
from smartkampung.contoh.kas_tahun import PIHAK, BukuTahun, tulis_tahun
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, rab_versi, versi_berlaku
from smartkampung.keuangan.bku.tahun import ajukan_tutup_tahun, isi_akhir, tutup_tahun
from smartkampung.keuangan.bku.tanda import BULAN, SETUJUI, TUTUP, VERIFIKASI, hitung_sidik, nomor_bulan
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.koran.bukti import catat_saldo
from smartkampung.keuangan.langkah import LangkahKeuangan
from smartkampung.keuangan.laporan.kemajuan import IsiKemajuan, catat_kemajuan
from smartkampung.keuangan.penerimaan.awal import IsiAwal, tulis_awal

SILPA = "6.1.1.01"
_PERIKSA = (("kasi", "ajukan", m.DIAJUKAN), ("sekdes", "verifikasi", m.DIVERIFIKASI))
RANTAI = {
    m.SPP: (*_PERIKSA, ("kades", "setujui", m.DISETUJUI)),
    m.SPJ: (*_PERIKSA, ("kades", "sahkan", m.DISAHKAN)),
    m.CAIR: (("keuangan", "cairkan", m.DICAIRKAN),),
}
TUTUP_BULAN = (("keuangan", TUTUP, m.DITUTUP), ("sekdes", VERIFIKASI, m.BULAN_DIVERIFIKASI),
               ("kades", SETUJUI, m.BULAN_DISETUJUI))  # fmt: skip


def isi_kas(bahan: Bahan) -> None:
    """Last year and this year up to a week ago; nothing where no budget is in force."""
    bahan.ke(bahan.kini)
    lalu, kini = bahan.hari.year - 1, bahan.hari.year
    with transaksi():
        if versi_berlaku(kini) is None or versi_berlaku(lalu) is None:
            return
        bank = m.RekeningBank(bank="Bank Randuasri", nomor="0099-01-000123-30-5", utama=True,
                              atas_nama="Pemerintah Desa Sumberwangi")  # fmt: skip
        pihak = {kata: m.Pihak(**isi) for kata, isi in PIHAK.items()}
        db.session.add_all([bank, *pihak.values()])
        db.session.flush()
        acak = random.Random(bahan.benih)
        for tahun, akhir in ((lalu, date(lalu, 12, 31)), (kini, bahan.hari - timedelta(days=7))):
            b = _buka(tahun, akhir, bank.id, pihak, acak)
            tulis_tahun(b)
            _langkah(b)
            _tutup_bulan(tahun, akhir)
            _kemajuan(b)


def _buka(tahun: int, akhir: date, bank: int, pihak: dict[str, m.Pihak], acak: random.Random) -> BukuTahun:
    """A year to be written: the first one begins with the SiLPA of its budget, the next with what was left."""
    versi = versi_berlaku(tahun)
    assert versi is not None
    isi, rab = isi_versi(versi), rab_versi(versi)
    if db.session.get(m.BulanBuku, (tahun - 1, m.SETAHUN)) is None:
        silpa = {x.kunci.sumber_dana: x.nilai for x in isi.saring(SILPA)}
        awal = IsiAwal({bank: sum(silpa.values(), NOL)}, silpa=silpa)
        tulis_awal(tahun, awal, oleh=pengguna("keuangan"))
    else:
        awal = isi_akhir(tahun - 1)
    nama: dict[Kunci, str] = {x.kunci: rab[x.id][0].uraian for x in isi.baris if rab.get(x.id)}
    b = BukuTahun(tahun, akhir, isi, acuan(tahun), nama, bank, pihak, acak)
    b.kas.update(awal.silpa)
    for (kode, dana), nilai in awal.pajak.items():
        b.utang[kode, dana] += nilai
        b.kas[dana] += nilai
    return b


def _langkah(b: BukuTahun) -> None:
    """Who signed which step of a document, an hour apart on its day."""
    orang, nomor = _orang(), {d.sumber: d.dokumen_id for d in b.dokumen}
    semua = [satu for d in b.dokumen for milik in ({d.sumber, d.induk} if d.jenis == m.CAIR else {d.sumber})
             for satu in _tanda("kas", nomor[milik] or 0, d.tanggal, RANTAI.get(d.jenis, ()), orang)]  # fmt: skip
    db.session.execute(db.insert(LangkahKeuangan), semua)


def _orang() -> dict[str, tuple[Pengguna, Penugasan]]:
    """Who signs, and as what."""
    return {n: (o := pengguna(n), o.peran_kini()[0]) for n in ("kasi", "sekdes", "kades", "keuangan")}


def _tanda(objek: str, nomor: int, hari: date, rantai: Sequence[tuple[str, str, str]],
           orang: Mapping[str, tuple[Pengguna, Penugasan]]) -> list[dict[str, Any]]:  # fmt: skip
    """The steps of a chain as rows."""
    hasil = []
    for ke, (nama, tindakan, keadaan) in enumerate(rantai):
        o, t = orang[nama]
        hasil.append({"objek": objek, "objek_id": nomor, "tindakan": tindakan, "keadaan": keadaan, "oleh_id": o.id,
                      "oleh_nama": o.nama, "peran": t.peran, "jabatan": t.nama_peran, "nomor_sk": t.nomor_sk,
                      "alasan": "", "pada": saat(hari, 540 + ke * 60)})  # fmt: skip
    return hasil


def _tutup_bulan(tahun: int, akhir: date) -> None:
    """Months that are over are closed and approved; the last one still waits for the secretary. December: the year."""
    bulan, orang = Periode(tahun, 1), _orang()
    while bulan.akhir <= akhir:
        baru = bulan.sesudah().akhir > akhir and akhir.month < 12
        rantai = TUTUP_BULAN[:1] if baru else TUTUP_BULAN
        pada = bulan.akhir + timedelta(days=3)
        for nomor, saldo in posisi(tahun, bulan.akhir).bank.items():
            catat_saldo(db.session.get_one(m.RekeningBank, nomor), bulan, saldo, "", oleh=pengguna("keuangan"))
        db.session.add(m.BulanBuku(tahun=tahun, bulan=bulan.bulan, keadaan=rantai[-1][2], pada=saat(pada, 600),
                                   sidik=hitung_sidik(tahun, bulan.bulan), catatan="",
                                   oleh=pengguna("keuangan").nama))  # fmt: skip
        db.session.execute(db.insert(LangkahKeuangan),
                           _tanda(BULAN, nomor_bulan(tahun, bulan.bulan), pada, rantai, orang))  # fmt: skip
        bulan = bulan.sesudah()
        if bulan.tahun != tahun:
            break
    db.session.flush()
    if akhir.month == 12:
        ajukan_tutup_tahun(tahun, oleh=pengguna("keuangan"))
        tutup_tahun(tahun, oleh=pengguna("kades"))


def _kemajuan(b: BukuTahun) -> None:
    """How far each kegiatan is: about as far as its money, a few behind."""
    nyata: dict[str, Decimal] = defaultdict(lambda: NOL)
    for d in b.dokumen:
        for g, _ in d.gerak:
            if g.jenis == m.R_BELANJA and g.kunci.kegiatan:
                nyata[g.kunci.kegiatan] += g.keluar
    kasi = pengguna("kasi")
    for kode, pagu in b.isi.per_kegiatan.items():
        satu = b.isi.kegiatan[kode]
        if satu.pka_id != kasi.id or not pagu:
            continue
        uang = int(nyata[kode] * 100 / pagu)
        selesai = b.akhir.month == 12 or uang > 97
        persen = 100 if selesai else max(0, uang - b.acak.choice((0, 2, 5, 30)))
        volume = (satu.volume * persen / 100).quantize(Decimal("0.01"))
        catat_kemajuan(b.tahun, kode, IsiKemajuan(b.akhir, persen, volume, "selesai" if selesai else ""), oleh=kasi)
