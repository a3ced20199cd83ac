"""Papers behind a voucher of the treasurer: a photo or PDF of the bank's slip, the tax receipt, the transfer."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_unggahan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.kas.bukukan import catat_dokumen
from smartkampung.keuangan.kas.models import DokumenKas, LampiranKas
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang

BUKTI, BANYAK = "bukti", 10


class BerkasKosong(GalatDomain):
    """No file came."""

    pesan = "Pilih foto atau PDF buktinya dulu."
    medan = "berkas"


class TerlaluBanyakLampiran(GalatDomain):
    """A voucher is no archive."""

    pesan = "Satu bukti memuat paling banyak %(banyak)s lampiran. Gabungkan halamannya menjadi satu PDF."
    medan = "berkas"


def lampirkan(dokumen: DokumenKas, data: bytes, nama: str, *, oleh: Pelaku) -> LampiranKas:
    """Put a paper behind a voucher; it may come after the posting, for it changes no figure."""
    pemegang(oleh, KEUANGAN)
    if not data:
        raise BerkasKosong()
    pilih = db.select(db.func.count()).select_from(LampiranKas).filter_by(dokumen_id=dokumen.id)
    if (db.session.scalar(pilih) or 0) >= BANYAK:
        raise TerlaluBanyakLampiran(banyak=BANYAK)
    berkas = simpan_unggahan(data, nama)
    satu = LampiranKas(dokumen_id=dokumen.id, syarat=BUKTI, berkas_id=berkas.id, pada=sekarang(), oleh=oleh.nama)
    db.session.add(satu)
    db.session.flush()
    catat_dokumen("kas_dilampiri", dokumen, oleh=oleh, syarat=BUKTI)
    return satu
