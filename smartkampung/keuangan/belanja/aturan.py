"""The rules an SPP meets when it is handed in, approved and paid (K-SPP-02 to 07, K-PJR-03, K-PBJ-01, K-PJK-05)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.tanggal import BULAN, sekarang, tanggal_panjang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.models import PENYEDIA
from smartkampung.keuangan.aturan.models import MATI, TOLAK
from smartkampung.keuangan.aturan.parameter import AturanTahun, aturan_tahun
from smartkampung.keuangan.belanja.galat import AturanMenolak, BedaDaftarBLT
from smartkampung.keuangan.belanja.models import BagianBLT, BayarBLT, PeringatanKas
from smartkampung.keuangan.belanja.pajak import PPH22, adalah_pengadaan, dpp, pajak_pada
from smartkampung.keuangan.belanja.panjar import panjar_lewat
from smartkampung.keuangan.belanja.plafon import AnggaranKegiatan, Terpakai, anggaran_kegiatan, dpa_kumulatif, hitung
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, RAK
from smartkampung.keuangan.kas.models import (
    DIBATALKAN,
    DRAF,
    PANJAR,
    SPP,
    BarisDokumen,
    DokumenKas,
    LampiranKas,
    Pihak,
)
from smartkampung.keuangan.langkah import Pelaku

BANYAK_KALIMAT = 4


@dataclass(frozen=True, slots=True)
class Langgar:
    """One rule that an SPP does not meet, with its figures."""

    kode: str
    kalimat: str


@dataclass(frozen=True)
class Bahan:
    """What the rules look at: the SPP, its lines, the rules of the year, what is used without this SPP, its budget."""

    spp: DokumenKas
    baris: Sequence[BarisDokumen]
    aturan: AturanTahun
    pakai: Terpakai
    anggaran: AnggaranKegiatan

    @property
    def per_kunci(self) -> dict[Kunci, Decimal]:
        hasil: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
        for b in self.baris:
            hasil[Kunci(b.kegiatan, b.rekening, b.sumber_dana)] += b.nilai
        return dict(hasil)


def periksa_spp(spp: DokumenKas, baris: Sequence[BarisDokumen]) -> list[Langgar]:
    """Everything an SPP does not meet, rules that are switched off left out. Call `kunci_kas` before deciding."""
    anggaran = anggaran_kegiatan(spp.tahun, spp.kegiatan)
    pakai = hitung(spp.tahun, kecuali=spp.id, kegiatan=spp.kegiatan)
    bahan = Bahan(spp, baris, aturan_tahun(spp.tahun), pakai, anggaran)
    semua: list[Langgar] = []
    for aturan in (_dokumen_disetujui, _ada_dalam_anggaran, _pagu, _rencana_bulanan, _uang_sumber, _penyedia,
                   _panjar_lewat, _pengadaan, _pecah_pajak, _blt):  # fmt: skip
        semua += aturan(bahan)
    return [satu for satu in semua if bahan.aturan.sikap(satu.kode) != MATI]


def pastikan(spp: DokumenKas, baris: Sequence[BarisDokumen]) -> list[Langgar]:
    """Refuse what the rules refuse; answer what they only warn about."""
    semua, aturan = periksa_spp(spp, baris), aturan_tahun(spp.tahun)
    tolak = [satu for satu in semua if aturan.sikap(satu.kode) == TOLAK]
    if tolak:
        raise AturanMenolak(kalimat=" ".join(f"{t.kalimat} ({t.kode})." for t in tolak[:BANYAK_KALIMAT]))
    return semua


def pastikan_daftar_blt(spp: DokumenKas) -> None:
    """Raise BedaDaftarBLT when an SPP that pays BLT is not the sum of its payment list."""
    pilih = db.select(db.func.sum(BagianBLT.nilai)).join(BayarBLT, BayarBLT.id == BagianBLT.bayar_id)
    daftar = db.session.scalar(pilih.where(BayarBLT.dokumen_id == spp.id))
    if daftar is not None and daftar != spp.nilai:
        raise BedaDaftarBLT(spp=rupiah(spp.nilai), daftar=rupiah(daftar))


def simpan_peringatan(dokumen: DokumenKas, semua: Iterable[Langgar], *, oleh: Pelaku) -> None:
    """Keep the warnings of a document in place of those it had."""
    db.session.execute(db.delete(PeringatanKas).where(PeringatanKas.dokumen_id == dokumen.id))
    for satu in semua:
        db.session.add(PeringatanKas(tahun=dokumen.tahun, dokumen_id=dokumen.id, aturan=satu.kode,
                                     kalimat=satu.kalimat[:400], pada=sekarang(), oleh=oleh.nama))  # fmt: skip
    db.session.flush()


def peringatan(dokumen: DokumenKas) -> list[PeringatanKas]:
    """The warnings kept with a document."""
    return list(db.session.scalars(db.select(PeringatanKas).filter_by(dokumen_id=dokumen.id).order_by(
        PeringatanKas.id)))  # fmt: skip


def sebut(kunci: Kunci, tahun: int) -> str:
    """`5.3.5.03 Belanja Modal Bahan Baku (DDS)`."""
    return f"{kunci.rekening} {acuan(tahun).nama_rekening(kunci.rekening)} ({kunci.sumber_dana})"


def _dokumen_disetujui(b: Bahan) -> Iterator[Langgar]:
    tahun, kegiatan = b.spp.tahun, b.spp.kegiatan
    if kegiatan and not db.session.scalar(
        db.select(DPA.id).filter_by(tahun=tahun, kegiatan=kegiatan, keadaan=BERLAKU).limit(1)):
        yield Langgar("K-SPP-06", f"DPA kegiatan {kegiatan} belum disetujui")
    if not db.session.scalar(db.select(RAK.id).filter_by(tahun=tahun, keadaan=BERLAKU).limit(1)):
        yield Langgar("K-SPP-06", f"RAK {tahun} belum disetujui")


def _ada_dalam_anggaran(b: Bahan) -> Iterator[Langgar]:
    for kunci in b.per_kunci:
        if kunci not in b.anggaran.pagu:
            yield Langgar("K-SPP-04", f"{sebut(kunci, b.spp.tahun)} tidak ada dalam anggaran kegiatan ini")


def _pagu(b: Bahan) -> Iterator[Langgar]:
    ada = b.anggaran.pagu
    for kunci, nilai in b.per_kunci.items():
        sisa = ada.get(kunci, NOL) - b.pakai.kunci.get(kunci, NOL)
        if kunci in ada and nilai > sisa:
            yield Langgar("K-SPP-02", f"{sebut(kunci, b.spp.tahun)}: diminta {rupiah(nilai)}, sisa anggaran "
                                      f"{rupiah(max(NOL, sisa))}")  # fmt: skip


def _rencana_bulanan(b: Bahan) -> Iterator[Langgar]:
    bulan = b.spp.tanggal.month
    rencana = dpa_kumulatif(b.spp.tahun, b.spp.kegiatan, bulan)
    if rencana is None:
        return
    for kunci, nilai in b.per_kunci.items():
        sisa = rencana.get(kunci, NOL) - b.pakai.kunci.get(kunci, NOL)
        if nilai > sisa:
            yield Langgar("K-SPP-03", f"{sebut(kunci, b.spp.tahun)}: diminta {rupiah(nilai)}, sisa rencana DPA sampai "
                                      f"{BULAN[bulan - 1]} {rupiah(max(NOL, sisa))}")  # fmt: skip


def _uang_sumber(b: Bahan) -> Iterator[Langgar]:
    minta: dict[str, Decimal] = defaultdict(lambda: NOL)
    for kunci, nilai in b.per_kunci.items():
        minta[kunci.sumber_dana] += nilai
    for sumber, nilai in minta.items():
        kas = b.pakai.kas.get(sumber, NOL)
        if nilai > kas:
            yield Langgar("K-SPP-05", f"Uang {sumber} di kas {rupiah(kas)}, kurang {rupiah(nilai - kas)}")


def _penyedia(b: Bahan) -> Iterator[Langgar]:
    if b.anggaran.cara == PENYEDIA and b.spp.cara == PANJAR:
        yield Langgar("K-SPP-07", "Kegiatan ini memakai penyedia, jadi dibayar definitif sesudah barangnya diterima, "
                                  "bukan dengan panjar")  # fmt: skip


def _panjar_lewat(b: Bahan) -> Iterator[Langgar]:
    if b.spp.cara != PANJAR:
        return
    for p in panjar_lewat(b.spp.tahun):
        if p.kegiatan == b.spp.kegiatan and p.spp_id != b.spp.id:
            yield Langgar("K-PJR-03", f"Panjar {p.nomor} kegiatan ini lewat waktu sejak {tanggal_panjang(p.tenggat)}, "
                                      f"sisanya {rupiah(p.terbuka)}")  # fmt: skip


def _lain_pengadaan(b: Bahan, pihak_id: int) -> list[tuple[BarisDokumen, DokumenKas]]:
    """Lines to the same vendor for the same kegiatan in other SPP near this one's date."""
    jarak = timedelta(days=int(b.aturan.angka("pecah_hari") or 30))
    pilih = db.select(BarisDokumen, DokumenKas).join(DokumenKas, DokumenKas.id == BarisDokumen.dokumen_id).where(
        DokumenKas.jenis == SPP, DokumenKas.keadaan.not_in((DRAF, DIBATALKAN)), DokumenKas.id != b.spp.id,
        BarisDokumen.pihak_id == pihak_id, DokumenKas.kegiatan == b.spp.kegiatan,
        DokumenKas.tanggal.between(b.spp.tanggal - jarak, b.spp.tanggal + jarak))  # fmt: skip
    return [(baris, spp) for baris, spp in db.session.execute(pilih)]


def _pengadaan(b: Bahan) -> Iterator[Langgar]:
    """K-PBJ-01: above a limit without the papers of that way, or below it only because it was split."""
    langsung, penawaran = (b.aturan.angka(k) or NOL for k in ("batas_langsung", "batas_penawaran"))
    ada = set(db.session.scalars(db.select(LampiranKas.syarat).filter_by(dokumen_id=b.spp.id)))
    for pihak_id, nilai in _per_penyedia(b).items():
        nama = db.session.get_one(Pihak, pihak_id).nama
        lain = sum((x.nilai for x, _spp in _lain_pengadaan(b, pihak_id) if adalah_pengadaan(x.objek_pajak)), NOL)
        for batas, syarat, cara in ((penawaran, "lelang", "lelang"), (langsung, "penawaran", "permintaan penawaran")):
            if not batas or syarat in ada:
                continue
            if nilai > batas:
                yield Langgar("K-PBJ-01", f"Paket {nama} {rupiah(nilai)} melebihi {rupiah(batas)}: perlu {cara}")
                break
            if nilai + lain > batas:
                yield Langgar("K-PBJ-01", f"Paket {nama} {rupiah(nilai)} bersama SPP lain yang berdekatan menjadi "
                                          f"{rupiah(nilai + lain)}, melewati {rupiah(batas)}")  # fmt: skip
                break


def _per_penyedia(b: Bahan) -> dict[int, Decimal]:
    hasil: dict[int, Decimal] = defaultdict(lambda: NOL)
    for x in b.baris:
        if x.pihak_id and adalah_pengadaan(x.objek_pajak):
            hasil[x.pihak_id] += x.nilai
    return dict(hasil)


def _pecah_pajak(b: Bahan) -> Iterator[Langgar]:
    """K-PJK-05: purchases of one vendor on one day, each below the threshold, together above it."""
    pajak = pajak_pada(PPH22, b.spp.tanggal)
    ambang = pajak.ambang if pajak else None
    if ambang is None:
        return
    for pihak_id in _per_penyedia(b):
        pihak = db.session.get_one(Pihak, pihak_id)
        lain = [x for x, spp in _lain_pengadaan(b, pihak_id) if (x.bukti_tanggal or spp.tanggal) in _hari(b, pihak_id)]
        milik = [x for x in b.baris if x.pihak_id == pihak_id]
        dasar = [dpp(x.nilai, pkp=pihak.pkp) for x in (*milik, *lain) if x.objek_pajak in ("barang", "barang_bebas")]
        if len(dasar) > 1 and max(dasar) <= ambang < sum(dasar, NOL):
            yield Langgar("K-PJK-05", f"Belanja kepada {pihak.nama} pada hari yang sama berjumlah "
                                      f"{rupiah(sum(dasar, NOL))} tanpa PPN, melewati {rupiah(ambang)}")  # fmt: skip


def _blt(b: Bahan) -> Iterator[Langgar]:
    """K-APB-05: so much per recipient and month, so many months at once, as the payment list says."""
    bayar = db.session.scalars(db.select(BayarBLT).filter_by(dokumen_id=b.spp.id)).first()
    if bayar is None:
        return
    bagian = db.session.scalars(db.select(BagianBLT).filter_by(bayar_id=bayar.id)).all()
    nilai, batas = max((x.nilai / x.bulan for x in bagian), default=NOL), b.aturan.angka("blt_per_kpm")
    if batas and nilai > batas:
        yield Langgar("K-APB-05", f"BLT {rupiah(nilai)} per bulan, paling banyak {rupiah(batas)}")
    bulan, batas_bulan = max((x.bulan for x in bagian), default=0), b.aturan.angka("blt_bulan")
    if batas_bulan and bulan > batas_bulan:
        yield Langgar("K-APB-05", f"BLT dibayar untuk {bulan} bulan sekaligus, paling banyak {batas_bulan:f} bulan")


def _hari(b: Bahan, pihak_id: int) -> set[object]:
    return {x.bukti_tanggal or b.spp.tanggal for x in b.baris if x.pihak_id == pihak_id}
