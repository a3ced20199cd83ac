"""Drafts of SPP: begun by the PKA of the kegiatan, written line by line, with taxes proposed on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci, versi_berlaku
from smartkampung.keuangan.belanja import lampiran
from smartkampung.keuangan.belanja.galat import (
    BarisSalah,
    BukanPKA,
    SPPBentrok,
    SPPTerkunci,
    TidakAdaBaris,
)
from smartkampung.keuangan.belanja.pajak import objek_rekening, usulkan
from smartkampung.keuangan.belanja.plafon import anggaran_kegiatan, isi_berlaku
from smartkampung.keuangan.dpa.models import BERLAKU, DPA
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.kas.bukukan import catat_dokumen, dokumen_baru
from smartkampung.keuangan.kas.bulan import pastikan_tanggal
from smartkampung.keuangan.kas.models import (
    DEFINITIF,
    DRAF,
    NAMA_KEADAAN,
    PANJAR,
    PEMBIAYAAN,
    SPJ,
    SPP,
    BarisDokumen,
    DokumenKas,
    Pihak,
    PotonganDokumen,
)
from smartkampung.keuangan.langkah import PKA, Pelaku, pemegang


@dataclass(frozen=True, slots=True)
class BarisIsian:
    """One line as it was typed; `id` is that of the line it changes."""

    kunci: Kunci
    nilai: Decimal
    uraian: str = ""
    pihak: str = ""  # a name; the profile is found by it
    bukti_nomor: str = ""
    bukti_tanggal: date | None = None
    objek: str = ""  # proposed from the account when empty
    id: int | None = None


@dataclass(frozen=True, slots=True)
class IsianSPP:
    """The head of an SPP and its lines."""

    tanggal: date
    uraian: str
    cara: str
    baris: Sequence[BarisIsian]
    pihak: str = ""


def pka_kegiatan(tahun: int, kegiatan: str) -> int | None:
    """The account of the PKA of a kegiatan: as the DPA in force says, else as the budget does."""
    pilih = db.select(DPA.pka_id).filter_by(tahun=tahun, kegiatan=kegiatan, keadaan=BERLAKU)
    dari_dpa = db.session.scalar(pilih.order_by(DPA.lanjutan).limit(1))
    if dari_dpa:
        return dari_dpa
    return anggaran_kegiatan(tahun, kegiatan).pka_id


def kegiatan_pka(tahun: int, pengguna_id: int) -> list[str]:
    """The kegiatan of a year that a person is PKA of, in the order of their codes."""
    isi = isi_berlaku(tahun)
    milik = {k: satu.pka_id for k, satu in isi.kegiatan.items()}
    pilih = db.select(DPA.kegiatan, DPA.pka_id).where(DPA.tahun == tahun, DPA.keadaan == BERLAKU, DPA.pka_id.is_not(
        None)).order_by(DPA.lanjutan.desc())  # fmt: skip
    milik |= dict(db.session.execute(pilih).tuples().all())
    return sorted(k for k, pka in milik.items() if pka == pengguna_id)


def pastikan_pka(tahun: int, kegiatan: str, oleh: Pelaku) -> None:
    """K-ROL-03: only the PKA of the kegiatan; SPP pembiayaan belong to no kegiatan, so any PKA."""
    pemegang(oleh, PKA)
    pka = pka_kegiatan(tahun, kegiatan) if kegiatan else oleh.id
    if pka != oleh.id:
        raise BukanPKA(kegiatan=kegiatan, pka=nama_pka([pka]).get(pka or 0, "yang belum ditunjuk"))


def milik(dokumen: DokumenKas, oleh: Pelaku) -> bool:
    """Whether an SPP or SPJ is this person's to write: the PKA of its kegiatan now, who took it over from the last."""
    berkegiatan = dokumen.kegiatan and versi_berlaku(dokumen.tahun) is not None
    pka = pka_kegiatan(dokumen.tahun, dokumen.kegiatan) if berkegiatan else dokumen.pka_id
    return bool(pka == oleh.id)


def buat(kegiatan: str, isian: IsianSPP, *, oleh: Pelaku, tahun: int | None = None) -> DokumenKas:
    """Begin an SPP: a draft of the PKA."""
    tahun = tahun or isian.tanggal.year
    pastikan_pka(tahun, kegiatan, oleh)
    spp = dokumen_baru(SPP, isian.tanggal, oleh=oleh, tahun=tahun, kegiatan=kegiatan, cara=_cara(kegiatan, isian.cara),
                       pka_id=oleh.id)  # fmt: skip
    _tulis(spp, isian)
    catat_dokumen("spp_dibuat", spp, oleh=oleh)
    return spp


def simpan(spp: DokumenKas, isian: IsianSPP, versi: int, *, oleh: Pelaku) -> None:
    """Write a draft anew: its head and its lines."""
    pastikan_draf(spp)
    pastikan_pka(spp.tahun, spp.kegiatan, oleh)
    if versi != spp.versi:
        raise SPPBentrok(nama=spp.sebutan)
    spp.cara, spp.versi = _cara(spp.kegiatan, isian.cara), spp.versi + 1
    _tulis(spp, isian)
    catat_dokumen("spp_disimpan", spp, oleh=oleh)


def pastikan_draf(spp: DokumenKas) -> None:
    """Read the state anew under a lock; SPPTerkunci unless it is a draft."""
    db.session.refresh(spp, with_for_update=True)
    if spp.keadaan != DRAF:
        raise SPPTerkunci(nama=spp.sebutan, keadaan=NAMA_KEADAAN[spp.keadaan].lower())


def _cara(kegiatan: str, cara: str) -> str:
    return (cara if cara in (PANJAR, DEFINITIF) else DEFINITIF) if kegiatan else PEMBIAYAAN


def _tulis(spp: DokumenKas, isian: IsianSPP) -> None:
    pastikan_tanggal(spp.tahun, isian.tanggal)
    pihak = cari_pihak(isian.pihak)
    spp.tanggal, spp.uraian = isian.tanggal, isian.uraian[:300]
    spp.pihak_id, spp.pihak_nama = pihak.id if pihak else None, isian.pihak[:120]
    boleh = set(anggaran_kegiatan(spp.tahun, spp.kegiatan).pagu)
    tulis_baris(spp, isian.baris, boleh, berpihak=spp.cara != PANJAR)


def cari_pihak(nama: str) -> Pihak | None:
    """The profile a typed name means: the name alone, or `nama (NPWP)` where several share it."""
    rapi = nama.strip()
    if not rapi:
        return None
    depan, _, ekor = rapi.rpartition(" (")
    syarat = db.or_(Pihak.nama == rapi, db.and_(Pihak.nama == depan, Pihak.npwp == ekor.rstrip(")")))
    return db.session.scalars(db.select(Pihak).where(syarat, Pihak.aktif).order_by(Pihak.id)).first()


def tulis_baris(dokumen: DokumenKas, isian: Sequence[BarisIsian], boleh: set[Kunci], *, berpihak: bool) -> None:
    """Replace the lines of a draft. Taxes of a line that stayed as it was stay too, else they are proposed anew."""
    isi = [b for b in isian if b.nilai]
    if not isi:
        raise TidakAdaBaris()
    lama = {b.id: b for b in baris_dokumen(dokumen)}
    tetap: set[int] = set()
    for urut, satu in enumerate(isi, start=1):
        if satu.nilai < 0:
            raise BarisSalah(nomor=urut, sebab="jumlahnya kurang dari nol")
        if satu.kunci not in boleh:
            raise BarisSalah(nomor=urut, sebab=f"rekening {satu.kunci.rekening} dengan sumber "
                             f"{satu.kunci.sumber_dana} tidak ada dalam anggaran kegiatan ini (K-SPP-04)")  # fmt: skip
        tetap.add(_satu_baris(dokumen, urut, satu, lama.get(satu.id or 0), berpihak=berpihak))
    for nomor, b in lama.items():
        if nomor not in tetap:
            db.session.delete(b)
    db.session.flush()
    hitung_ulang(dokumen)


def _satu_baris(dokumen: DokumenKas, urut: int, isi: BarisIsian, lama: BarisDokumen | None, *, berpihak: bool) -> int:
    nama = (isi.pihak or (dokumen.pihak_nama if dokumen.jenis == SPP else "")) if berpihak else ""
    pihak = cari_pihak(nama)
    objek = (isi.objek or objek_rekening(isi.kunci.rekening)) if berpihak else ""
    nilai = {"kegiatan": isi.kunci.kegiatan, "rekening": isi.kunci.rekening, "sumber_dana": isi.kunci.sumber_dana,
             "uraian": (isi.uraian or dokumen.uraian)[:300], "nilai": isi.nilai, "objek_pajak": objek,
             "pihak_id": pihak.id if pihak else None, "pihak_nama": nama[:120],
             "bukti_nomor": isi.bukti_nomor[:60], "bukti_tanggal": isi.bukti_tanggal}  # fmt: skip
    dasar = ("nilai", "objek_pajak", "pihak_id", "bukti_tanggal", "sumber_dana")
    baris = lama or BarisDokumen(dokumen_id=dokumen.id)
    berubah = lama is None or any(getattr(lama, k) != nilai[k] for k in dasar)
    baris.urut = urut
    for medan, x in nilai.items():
        setattr(baris, medan, x)
    db.session.add(baris)
    db.session.flush()
    if berpihak and berubah:
        usulkan_baris(dokumen, baris)
    elif not berpihak:
        db.session.execute(db.delete(PotonganDokumen).where(PotonganDokumen.baris_id == baris.id))
    return baris.id


def usulkan_baris(dokumen: DokumenKas, baris: BarisDokumen) -> None:
    """Put the proposed taxes on a line in place of those it has."""
    db.session.execute(db.delete(PotonganDokumen).where(PotonganDokumen.baris_id == baris.id))
    pihak = db.session.get(Pihak, baris.pihak_id) if baris.pihak_id else None
    for u in usulkan(baris.nilai, pihak, baris.bukti_tanggal or dokumen.tanggal, baris.objek_pajak):
        db.session.add(PotonganDokumen(dokumen_id=dokumen.id, baris_id=baris.id, kode=u.kode, dasar=u.dasar,
                                       sumber_dana=baris.sumber_dana, tarif=u.tarif, nilai=u.nilai, usulan=u.nilai,
                                       pihak_id=baris.pihak_id))  # fmt: skip
    db.session.flush()


def hitung_ulang(dokumen: DokumenKas) -> None:
    """Bring the sums of a draft up to its lines."""
    dokumen.nilai = sum((b.nilai for b in baris_dokumen(dokumen)), NOL)
    dokumen.potongan = sum((p.nilai for p in potongan_dokumen(dokumen)), NOL)
    db.session.flush()


def baris_dokumen(dokumen: DokumenKas) -> list[BarisDokumen]:
    """The lines of a document, in order."""
    pilih = db.select(BarisDokumen).filter_by(dokumen_id=dokumen.id).order_by(BarisDokumen.urut, BarisDokumen.id)
    return list(db.session.scalars(pilih))


def penerima(dokumen: DokumenKas) -> str:
    """Who is paid: the one named on the document, else those on its lines."""
    nama = list(dict.fromkeys(b.pihak_nama for b in baris_dokumen(dokumen) if b.pihak_nama))
    lain = f" dan {len(nama) - 2} lainnya" if len(nama) > 2 else ""
    return dokumen.pihak_nama or ", ".join(nama[:2]) + lain


def potongan_dokumen(dokumen: DokumenKas) -> list[PotonganDokumen]:
    """The taxes withheld in a document, in the order of its lines."""
    pilih = db.select(PotonganDokumen).filter_by(dokumen_id=dokumen.id).order_by(PotonganDokumen.id)
    return list(db.session.scalars(pilih))


def hapus_draf(dokumen: DokumenKas, *, oleh: Pelaku) -> None:
    """Take away a draft that never had a number; with a number it is voided instead."""
    pastikan_draf(dokumen)
    if not milik(dokumen, oleh) or dokumen.nomor is not None:
        raise SPPTerkunci(nama=dokumen.sebutan, keadaan="bernomor atau milik PKA lain")
    catat_dokumen("spj_dihapus" if dokumen.jenis == SPJ else "spp_dihapus", dokumen, oleh=oleh)
    for satu in lampiran.lampiran(dokumen):
        lampiran.hapus(dokumen, satu.id, oleh=oleh)
    for model in (PotonganDokumen, BarisDokumen):
        db.session.execute(db.delete(model).where(model.dokumen_id == dokumen.id))
    db.session.delete(dokumen)
    db.session.flush()

