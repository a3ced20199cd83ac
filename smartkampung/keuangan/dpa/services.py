"""Acts on DPA: made from the budget in force, planned per month, handed in, approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.penomoran import nomor_berikut
from smartkampung.inti.tanggal import BULAN, sekarang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.dpa import jenjang
from smartkampung.keuangan.dpa.bulan import bobot_jadwal, sebar_sisa
from smartkampung.keuangan.dpa.galat import (
    AnggaranBerubah,
    BelumHabis,
    BukanPKA,
    BulanLampau,
    DPABentrok,
    SudahDiajukan,
)
from smartkampung.keuangan.dpa.models import (
    BERLAKU,
    DIAJUKAN,
    DIVERIFIKASI,
    DPA,
    DPA_AWAL,
    DPPA,
    DRAF,
    NAMA_KEADAAN,
    BarisDPA,
)
from smartkampung.keuangan.dpa.queries import Pos, Sasaran, baris_dpa, cocok, dpa_tahun, sasaran
from smartkampung.keuangan.langkah import KADES, PKA, Pelaku, pemegang, tambah_langkah


def bulan_lewat(tahun: int) -> int:
    """How many months of a fiscal year are over."""
    hari = hari_desa()
    return 0 if hari.year < tahun else 12 if hari.year > tahun else hari.month - 1


def siapkan(tahun: int, *, oleh: Pelaku) -> int:
    """Make or refresh the drafts the budget in force asks for; the PKA only those of their own kegiatan.

    A kegiatan without DPA gets one, one whose approved DPA no longer is the budget gets a DPPA, a draft is brought
    up to date. Months follow the schedule of the kegiatan; those already past keep their plan. Answers how many.
    """
    periksa_izin(oleh, "keuangan.susun", "keuangan.koordinasi", "keuangan.setujui")
    kunci_penasihat(f"dpa:{tahun}")
    target = sasaran(tahun)
    semua = oleh.punya_izin("keuangan.koordinasi") or oleh.punya_izin("keuangan.setujui")
    lama = {d.kegiatan: d for d in dpa_tahun(tahun) if not d.lanjutan}
    banyak = 0
    for kode in sorted(target.per_kegiatan.keys() | lama.keys()):
        satu = target.kegiatan(kode)
        if semua or (satu is not None and satu.pka_id == oleh.id):
            banyak += _siapkan_satu(kode, target, lama.get(kode), oleh)
    if banyak:
        catat("keuangan.dpa_disiapkan", oleh=oleh, tahun=tahun, banyak=banyak)
    return banyak


def _siapkan_satu(kode: str, target: Sasaran, lama: DPA | None, oleh: Pelaku) -> bool:
    isi = target.per_kegiatan.get(kode, {})
    if lama is None:
        return bool(isi) and bool(_buat(kode, target, None, oleh))
    if cocok(baris_dpa(lama), isi) or lama.keadaan not in (DRAF, BERLAKU):
        return False
    if lama.keadaan == BERLAKU:
        return bool(_buat(kode, target, lama, oleh))
    return selaraskan(lama, oleh=oleh, target=target)


def _buat(kode: str, target: Sasaran, dasar: DPA | None, oleh: Pelaku) -> DPA:
    satu = target.kegiatan(kode)
    dpa = DPA(
        tahun=target.versi.tahun, kegiatan=kode, urut=dasar.urut + 1 if dasar else 0,
        jenis=DPPA if dasar else DPA_AWAL, nama=satu.nama if satu else dasar.nama if dasar else kode,
        versi_id=target.versi.id, dasar_id=dasar.id if dasar else None,
        pka_id=(dasar.pka_id if dasar else None) or (satu.pka_id if satu else None),
        dibuat_pada=sekarang(), dibuat_oleh_id=oleh.id, lanjutan=False, keadaan=DRAF, versi=1, alasan_tolak="",
    )  # fmt: skip
    db.session.add(dpa)
    db.session.flush()
    _isi_baris(dpa, target, baris_dpa(dasar) if dasar else [])
    tambah_langkah("dpa", dpa.id, "buat", DRAF, oleh=oleh)
    return dpa


def _isi_baris(dpa: DPA, target: Sasaran, dasar: Sequence[BarisDPA], *, kini: Sequence[BarisDPA] = ()) -> None:
    """Write the lines the budget asks for; what was planned stays where the amount is the same."""
    satu = target.kegiatan(dpa.kegiatan)
    bobot = bobot_jadwal(dpa.tahun, satu.mulai if satu else None, satu.selesai if satu else None)
    semula: dict[Pos, BarisDPA] = {(b.rekening, b.sumber_dana): b for b in dasar}
    ada: dict[Pos, BarisDPA] = {(b.rekening, b.sumber_dana): b for b in kini}
    isi = target.per_kegiatan.get(dpa.kegiatan, {})
    terkunci = bulan_lewat(dpa.tahun) if dpa.dasar_id else 0
    for pos in sorted(isi.keys() | {p for p, b in semula.items() if b.nilai} | ada.keys()):
        baris = ada.get(pos) or BarisDPA(dpa_id=dpa.id, rekening=pos[0], sumber_dana=pos[1])
        nilai, lama = isi.get(pos, NOL), semula.get(pos)
        if baris.id is None or baris.nilai != nilai:
            contoh = (lama.bulan if lama else None) or [NOL] * 12
            baris.bulan = sebar_sisa(nilai, contoh, bobot, terkunci)
        baris.nilai, baris.semula = nilai, lama.nilai if lama else NOL
        db.session.add(baris)
    db.session.flush()


def selaraskan(dpa: DPA, *, oleh: Pelaku, target: Sasaran | None = None) -> bool:
    """Bring a draft up to the budget in force; lines whose amount stays keep their months."""
    periksa_izin(oleh, "keuangan.susun", "keuangan.koordinasi")
    _pastikan_draf(dpa)
    target = target or sasaran(dpa.tahun)
    dpa.versi_id, dpa.versi = target.versi.id, dpa.versi + 1
    catat("keuangan.dpa_disimpan", oleh=oleh, objek=("dpa", dpa.id), apa=dpa.sebutan)
    if dpa.lanjutan:  # what is carried on stays; whether the budget still holds it is asked when it is handed in
        return True
    dasar = db.session.get(DPA, dpa.dasar_id) if dpa.dasar_id else None
    kini = baris_dpa(dpa)
    sisa = [b for b in kini if b.nilai or b.semula]
    for b in kini:
        if b not in sisa:
            db.session.delete(b)
    _isi_baris(dpa, target, baris_dpa(dasar) if dasar else [], kini=sisa)
    return True


def _pastikan_draf(dpa: DPA) -> None:
    db.session.refresh(dpa, with_for_update=True)
    pastikan_draf(dpa)


def pastikan_draf(dpa: DPA) -> None:
    """Raise SudahDiajukan unless the document is a draft."""
    if not dpa.bisa_ditulis:
        raise SudahDiajukan(nama=dpa.sebutan, keadaan=NAMA_KEADAAN[dpa.keadaan].lower())


def pastikan_pka(dpa: DPA, oleh: Pelaku) -> None:
    """K-ROL-01, K-ROL-03: a holder of the role, and of this very kegiatan."""
    pemegang(oleh, PKA)
    if dpa.pka_id != oleh.id:
        orang = db.session.get(Pengguna, dpa.pka_id) if dpa.pka_id else None
        raise BukanPKA(kegiatan=dpa.kegiatan, pka=orang.nama if orang else "siapa pun belum (tunjuk PKA dulu)")


def simpan_bulan(dpa: DPA, isi: Mapping[int, Sequence[Decimal]], versi: int, *, oleh: Pelaku) -> None:
    """Write the months of some lines (by the id of the line) of a draft."""
    pastikan_pka(dpa, oleh)
    _pastikan_draf(dpa)
    if dpa.versi != versi:
        raise DPABentrok(nama=dpa.sebutan)
    for baris in baris_dpa(dpa):
        if baris.id in isi:
            _pastikan_lampau(dpa, baris, isi[baris.id])
            baris.bulan = list(isi[baris.id])
    dpa.versi += 1
    db.session.flush()
    catat("keuangan.dpa_disimpan", oleh=oleh, objek=("dpa", dpa.id), apa=dpa.sebutan)


def _pastikan_lampau(dpa: DPA, baris: BarisDPA, bulan: Sequence[Decimal]) -> None:
    """A DPPA keeps the plan of months that are over, unless what was planned is more than what is left."""
    lewat = bulan_lewat(dpa.tahun)
    if dpa.jenis != DPPA or lewat >= 12 or not baris.semula:
        return
    lama = db.session.scalar(db.select(BarisDPA).filter_by(
        dpa_id=dpa.dasar_id, rekening=baris.rekening, sumber_dana=baris.sumber_dana))  # fmt: skip
    if lama is None or sum(lama.bulan[:lewat], NOL) > baris.nilai:
        return
    for n in range(lewat):
        if bulan[n] != lama.bulan[n]:
            raise BulanLampau(bulan=BULAN[n], nilai=rupiah(lama.bulan[n]), rekening=baris.rekening)


def pastikan_cocok(dpa: DPA, baris: Iterable[BarisDPA], target: Sasaran) -> None:
    """Σ months = line, and the lines are those of the budget in force."""
    semua = list(baris)
    for b in semua:
        if b.jumlah != b.nilai:
            raise BelumHabis(rekening=b.rekening, sumber=b.sumber_dana, jumlah=rupiah(b.jumlah), nilai=rupiah(b.nilai),
                             selisih=rupiah(b.nilai - b.jumlah))  # fmt: skip
    if dpa.lanjutan:
        anggaran = target.anggaran.get(dpa.kegiatan, {})
        if any(b.nilai > anggaran.get((b.rekening, b.sumber_dana), NOL) for b in semua):
            raise AnggaranBerubah(kegiatan=dpa.kegiatan)
    elif not cocok(semua, target.per_kegiatan.get(dpa.kegiatan, {})):
        raise AnggaranBerubah(kegiatan=dpa.kegiatan)


def ajukan(dpa: DPA, *, oleh: Pelaku, target: Sasaran | None = None) -> None:
    """Hand a draft to the secretary."""
    pastikan_pka(dpa, oleh)
    jenjang.kunci_dokumen(dpa, DRAF)
    pastikan_cocok(dpa, baris_dpa(dpa), target or sasaran(dpa.tahun))
    tugas = jenjang.pastikan_berhak(dpa, oleh, PKA)
    dpa.alasan_tolak = ""
    jenjang.maju(dpa, "ajukan", DIAJUKAN, oleh=oleh, tugas=tugas)


def setujui(dpa: DPA, *, oleh: Pelaku, target: Sasaran | None = None) -> None:
    """The head approves: it gets its number, is frozen and in force; the one before is replaced."""
    jenjang.kunci_dokumen(dpa, DIVERIFIKASI)
    baris = baris_dpa(dpa)
    pastikan_cocok(dpa, baris, target or sasaran(dpa.tahun))
    tugas = jenjang.pastikan_berhak(dpa, oleh, KADES)
    jenjang.gantikan(dpa, oleh=oleh)
    jenjang.maju(dpa, "setujui", BERLAKU, oleh=oleh, tugas=tugas)
    dpa.nomor = nomor_berikut(f"keuangan:{dpa.jenis}", dpa.tahun)
    jenjang.bekukan(dpa, baris)


def tunjuk_pka(dpa: DPA, orang: Pengguna, *, oleh: Pelaku) -> None:
    """Name the official of a kegiatan, or another one in the middle of the year; only while nothing is handed in."""
    periksa_izin(oleh, "keuangan.koordinasi")
    pemegang(orang, PKA)
    _pastikan_draf(dpa)
    dpa.pka_id, dpa.versi = orang.id, dpa.versi + 1
    db.session.flush()
    catat("keuangan.pka_ditunjuk", oleh=oleh, objek=("dpa", dpa.id), apa=dpa.sebutan, nama=orang.nama)


def hapus_draf(dpa: DPA, *, oleh: Pelaku) -> None:
    """Take a draft away."""
    periksa_izin(oleh, "keuangan.koordinasi")
    _pastikan_draf(dpa)
    apa = dpa.sebutan
    db.session.delete(dpa)
    db.session.flush()
    catat("keuangan.dpa_dihapus", oleh=oleh, apa=apa)


def ketinggalan(dpa: DPA) -> bool:
    """Whether a draft no longer is what the budget asks for."""
    if not dpa.bisa_ditulis:
        return False
    target = sasaran(dpa.tahun)
    if dpa.lanjutan:
        return dpa.versi_id != target.versi.id
    return not cocok(baris_dpa(dpa), target.per_kegiatan.get(dpa.kegiatan, {}))
