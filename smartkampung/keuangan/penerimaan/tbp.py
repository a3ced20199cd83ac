"""TBP: income from one payer, in cash, in an account, or in kind; each line under a key of the budget."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, catat_dokumen, dokumen_baru, kunci_kas
from smartkampung.keuangan.kas.kabar import kabarkan_penerimaan
from smartkampung.keuangan.kas.models import (
    BARANG,
    DI_BANK,
    DIBUKUKAN,
    R_BELANJA,
    R_TERIMA,
    TBP,
    BarisDokumen,
    DokumenKas,
    RencanaPenerimaan,
)
from smartkampung.keuangan.kas.saldo import realisasi
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.dasar import (
    SILPA,
    ambil_rekening,
    pastikan_dianggarkan,
    pastikan_pagu,
    peringatan_tunai,
    sebut_kunci,
)
from smartkampung.keuangan.penerimaan.galat import (
    BukanPenerimaan,
    NilaiNol,
    PilihBelanja,
    RencanaLunas,
    RencanaTidakTerbuka,
    SiLPABukanTBP,
    SumberBerbeda,
)
from smartkampung.keuangan.penerimaan.rencana import diterima_per_rencana


@dataclass(frozen=True, slots=True)
class BarisTBP:
    """One line: what was received under a key."""

    kunci: Kunci
    nilai: Decimal
    uraian: str


@dataclass(frozen=True, slots=True)
class IsiTBP:
    """What a TBP says: line 1 receives the plan `rencana_id`; `belanja` is what a gift in kind was used for."""

    tanggal: date
    baris: tuple[BarisTBP, ...]
    penyetor: str
    alamat: str = ""
    media: str = DI_BANK
    rekening_id: int | None = None
    belanja: Kunci | None = None
    rencana_id: int | None = None

    @property
    def nilai(self) -> Decimal:
        """What was received in all."""
        return sum((b.nilai for b in self.baris), NOL)

    @property
    def uraian(self) -> str:
        """What it was for, line after line."""
        return "; ".join(dict.fromkeys(b.uraian for b in self.baris))


def terima(isi: IsiTBP, *, oleh: Pelaku) -> DokumenKas:
    """Post a receipt; what is worth a warning stands with its step."""
    tugas = pemegang(oleh, KEUANGAN)
    tahun = isi.tanggal.year
    kunci_kas(tahun)
    _pastikan_rencana(isi)
    catatan = _periksa(isi, tahun)
    rekening_id = ambil_rekening(isi.rekening_id).id if isi.media == DI_BANK else None
    dokumen = dokumen_baru(
        TBP, isi.tanggal, oleh=oleh, uraian=isi.uraian[:300], nilai=isi.nilai, media=isi.media, rekening_id=rekening_id,
        pihak_nama=isi.penyetor[:120], pihak_alamat=isi.alamat[:200], rencana_id=isi.rencana_id,
        kegiatan=isi.belanja.kegiatan if isi.belanja else "")  # fmt: skip
    bukukan(dokumen, _gerak(dokumen, isi, rekening_id), oleh=oleh)
    catatan += [c for c in (peringatan_tunai(tahun, isi.tanggal) if isi.media not in (DI_BANK, BARANG) else "",) if c]
    tambah_langkah("kas", dokumen.id, "bukukan", DIBUKUKAN, oleh=oleh, tugas=tugas, alasan=" ".join(catatan))
    catat_dokumen("tbp_dibukukan", dokumen, oleh=oleh)
    kabarkan_penerimaan(dokumen)
    return dokumen


def _pastikan_rencana(isi: IsiTBP) -> None:
    """Refuse to receive on a plan that was given up or has come in full."""
    rencana = db.session.get(RencanaPenerimaan, isi.rencana_id) if isi.rencana_id else None
    if rencana is None:
        return
    if rencana.batal:
        raise RencanaTidakTerbuka(alasan=rencana.alasan or "tanpa alasan")
    if diterima_per_rencana([rencana.id]).get(rencana.id, NOL) >= rencana.nilai:
        raise RencanaLunas(uraian=rencana.uraian)


def _periksa(isi: IsiTBP, tahun: int) -> list[str]:
    """Refuse what may not be received; answer what is worth a warning."""
    masuk: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    for b in isi.baris:
        _periksa_baris(b)
        masuk[b.kunci] += b.nilai
    if not masuk:
        raise NilaiNol()
    pagu = {k: pastikan_dianggarkan(k, tahun) for k in masuk}
    if isi.media == BARANG:
        _periksa_belanja(isi, tahun)
    sudah = realisasi(tahun)
    jadi = {k: sudah.get(k, NOL) + n for k, n in masuk.items()}
    return [f"Penerimaan {sebut_kunci(k, tahun)} menjadi {rupiah(n)}, melebihi anggaran {rupiah(pagu[k])}."
            for k, n in jadi.items() if n > pagu[k]]  # fmt: skip


def _periksa_baris(b: BarisTBP) -> None:
    if b.nilai <= 0:
        raise NilaiNol()
    if b.kunci.rekening == SILPA:
        raise SiLPABukanTBP()
    if b.kunci.kegiatan or not b.kunci.rekening.startswith(("4", "6.1")):
        raise BukanPenerimaan(rekening=b.kunci.rekening or "Rekening kosong")


def _periksa_belanja(isi: IsiTBP, tahun: int) -> None:
    if isi.belanja is None or not isi.belanja.rekening.startswith("5"):
        raise PilihBelanja()
    for b in isi.baris:
        if isi.belanja.sumber_dana != b.kunci.sumber_dana:
            raise SumberBerbeda(sumber=b.kunci.sumber_dana)
    pastikan_pagu(isi.belanja, isi.nilai, tahun)


def _gerak(dokumen: DokumenKas, isi: IsiTBP, rekening_id: int | None) -> list[Gerak]:
    """The lines of the document and the rows they are posted as."""
    hasil = [Gerak(R_TERIMA, isi.media, masuk=b.nilai, kunci=b.kunci, uraian=b.uraian, rekening_id=rekening_id,
                   baris_id=_baris(dokumen, urut, b).id) for urut, b in enumerate(isi.baris, start=1)]  # fmt: skip
    if isi.media == BARANG and isi.belanja is not None:
        pakai = _baris(dokumen, len(isi.baris) + 1, BarisTBP(isi.belanja, isi.nilai, isi.uraian))
        hasil.append(Gerak(R_BELANJA, BARANG, keluar=isi.nilai, kunci=isi.belanja, baris_id=pakai.id))
    return hasil


def _baris(dokumen: DokumenKas, urut: int, isi: BarisTBP) -> BarisDokumen:
    k = isi.kunci
    baris = BarisDokumen(dokumen_id=dokumen.id, urut=urut, kegiatan=k.kegiatan, rekening=k.rekening,
                         sumber_dana=k.sumber_dana, uraian=isi.uraian[:300], nilai=isi.nilai)  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    return baris
