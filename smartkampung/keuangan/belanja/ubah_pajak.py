"""Taxes of a draft set by hand: the invoice is the authority, and every other figure than the proposed has a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from smartkampung.extensions import db
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.uang import NOL, baca_rupiah, rupiah
from smartkampung.keuangan.belanja.galat import BarisSalah, PajakPerluAlasan
from smartkampung.keuangan.belanja.pajak import nama_pajak, pajak_pada, pph, tarif_teks, usulkan
from smartkampung.keuangan.belanja.spp import baris_dokumen, hitung_ulang, pastikan_draf, pastikan_pka, potongan_dokumen
from smartkampung.keuangan.kas.bukukan import catat_dokumen
from smartkampung.keuangan.kas.models import BarisDokumen, DokumenKas, PotonganDokumen
from smartkampung.keuangan.langkah import Pelaku

MEDAN = ("kode", "dasar", "tarif", "nilai", "alasan")


@dataclass
class PajakForm:
    """One tax of a line on the screen: the texts as typed, and what is wrong."""

    baris_id: int
    nomor: int
    isi: dict[str, str]
    usulan: Decimal | None = None
    galat: str = ""

    def nama(self, medan: str) -> str:
        """The name of an input."""
        return f"p{self.baris_id}-{self.nomor}-{medan}"


@dataclass(frozen=True, slots=True)
class IsianPajak:
    """One tax of a line as it shall be."""

    baris_id: int
    kode: str
    dasar: Decimal
    tarif: Decimal
    nilai: Decimal
    alasan: str = ""


@dataclass
class BarisPajak:
    """A line with the taxes on it."""

    baris: BarisDokumen
    pajak: list[PajakForm] = field(default_factory=list)


def usulan_baris(dokumen: DokumenKas, baris: BarisDokumen) -> dict[str, PotonganDokumen]:
    """What is proposed for a line, by code; not written."""
    hari = baris.bukti_tanggal or dokumen.tanggal
    return {u.kode: PotonganDokumen(kode=u.kode, dasar=u.dasar, tarif=u.tarif, nilai=u.nilai, usulan=u.nilai)
            for u in usulkan(baris.nilai, baris.pihak, hari, baris.objek_pajak)}  # fmt: skip


def dari_dokumen(dokumen: DokumenKas) -> list[BarisPajak]:
    """The lines with their taxes, those proposed and not there, and room for one more."""
    ada = potongan_dokumen(dokumen)
    hasil = []
    for b in baris_dokumen(dokumen):
        usul = usulan_baris(dokumen, b)
        milik = [p for p in ada if p.baris_id == b.id]
        tampil = [(p, usul[p.kode].nilai if p.kode in usul else None) for p in milik]
        kode_ada = {p.kode for p in milik}
        tampil += [(u, u.nilai) for k, u in usul.items() if k not in kode_ada]
        pajak = [PajakForm(b.id, n, _teks(p, tersimpan=p in milik), nilai) for n, (p, nilai) in enumerate(tampil)]
        hasil.append(BarisPajak(b, [*pajak, PajakForm(b.id, len(pajak), dict.fromkeys(MEDAN, ""))]))
    return hasil


def _teks(p: PotonganDokumen, *, tersimpan: bool) -> dict[str, str]:
    return {"kode": p.kode, "dasar": rupiah(p.dasar, simbol=False), "tarif": tarif_teks(p.tarif).rstrip("%"),
            "nilai": rupiah(p.nilai, simbol=False) if tersimpan else "0", "alasan": p.alasan or ""}  # fmt: skip


def isi_ulang(semua: list[BarisPajak], form: Mapping[str, str]) -> None:
    """Put what was sent in place of what stands."""
    for satu in semua:
        for p in satu.pajak:
            p.isi = {m: (rapikan(form.get(p.nama(m), "")) or "")[:200] for m in MEDAN}


def baca(dokumen: DokumenKas, semua: list[BarisPajak]) -> list[IsianPajak]:
    """The taxes as typed; what cannot be read gets a sentence instead."""
    hasil = []
    for satu in semua:
        for p in satu.pajak:
            if p.isi["kode"]:
                try:
                    hasil.append(_satu(dokumen, satu.baris, p))
                except (ValueError, InvalidOperation):
                    p.galat = "Tulis dasar dan jumlah dengan angka, dan tarif seperti 1,5."
    return hasil


def _satu(dokumen: DokumenKas, baris: BarisDokumen, p: PajakForm) -> IsianPajak:
    if pajak_pada(p.isi["kode"], baris.bukti_tanggal or dokumen.tanggal) is None:
        raise ValueError(p.isi["kode"])
    dasar = baca_rupiah(p.isi["dasar"]) if p.isi["dasar"] else baris.nilai
    tarif = Decimal((p.isi["tarif"] or "0").replace(",", "."))
    nilai = baca_rupiah(p.isi["nilai"]) if p.isi["nilai"] else pph(dasar, tarif)
    if not (0 <= tarif <= 100 and dasar >= 0 and nilai >= 0):
        raise ValueError(p.isi["tarif"])
    return IsianPajak(baris.id, p.isi["kode"], dasar, tarif, nilai, p.isi["alasan"])


def simpan(dokumen: DokumenKas, isian: Sequence[IsianPajak], *, oleh: Pelaku) -> None:
    """Write the taxes of a draft anew; a figure that is not the proposed one needs a reason (K-PJK-01)."""
    pastikan_draf(dokumen)
    pastikan_pka(dokumen.tahun, dokumen.kegiatan, oleh)
    db.session.execute(db.delete(PotonganDokumen).where(PotonganDokumen.dokumen_id == dokumen.id))
    for nomor, b in enumerate(baris_dokumen(dokumen), start=1):
        milik = {i.kode: i for i in isian if i.baris_id == b.id}
        if sum((i.nilai for i in milik.values()), NOL) > b.nilai:
            raise BarisSalah(nomor=nomor, sebab="jumlah pajaknya lebih dari nilainya")
        usul = usulan_baris(dokumen, b)
        for kode in milik.keys() | usul.keys():
            _tulis(dokumen, b, kode, milik.get(kode), usul.get(kode))
    db.session.flush()
    hitung_ulang(dokumen)
    dokumen.versi += 1
    catat_dokumen("pajak_diubah", dokumen, oleh=oleh)


def _tulis(dokumen: DokumenKas, b: BarisDokumen, kode: str, isi: IsianPajak | None,
           usul: PotonganDokumen | None) -> None:  # fmt: skip
    nilai, diusulkan = (isi.nilai if isi else NOL), (usul.nilai if usul else NOL)
    alasan = isi.alasan if isi else ""
    if nilai != diusulkan and not alasan:
        raise PajakPerluAlasan(kode=nama_pajak(kode), usulan=rupiah(diusulkan))
    if not nilai and not diusulkan:
        return
    asal = isi or usul
    assert asal is not None
    db.session.add(PotonganDokumen(
        dokumen_id=dokumen.id, baris_id=b.id, kode=kode, sumber_dana=b.sumber_dana, dasar=asal.dasar,
        tarif=asal.tarif, nilai=nilai, usulan=usul.nilai if usul else None, alasan=alasan[:200], pihak_id=b.pihak_id,
    ))  # fmt: skip
