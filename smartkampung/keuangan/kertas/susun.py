"""Every paper by its code: from a version, a kegiatan, a DPA, a RAK."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.pdf import TandaTangan
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, isi_versi, rab_versi
from smartkampung.keuangan.anggaran.models import GESER, VersiAnggaran
from smartkampung.keuangan.dpa.models import DPA, RAK
from smartkampung.keuangan.dpa.queries import baris_banyak, baris_dpa, dpa_tahun, nama_pka
from smartkampung.keuangan.dpa.rak import arus_kas
from smartkampung.keuangan.kertas.anggaran import baris_anggaran, baris_perubahan
from smartkampung.keuangan.kertas.bentuk import BagianKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.kegiatan import bagian_rab, bagian_rab_lain, bagian_rkkd
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.kertas.rencana import bagian_dpa, bagian_rak, bagian_rka
from smartkampung.keuangan.langkah import LangkahKeuangan, riwayat

NAMA_KERTAS = {
    "apbdes": "APBDes (lampiran Perdes)", "penjabaran": "Penjabaran APBDes (lampiran Perkades)",
    "perubahan": "Perubahan APBDes, semula dan menjadi", "penjabaran-perubahan": "Penjabaran perubahan APBDes",
    "rkkd": "Rencana Kerja Kegiatan Desa (RKKD)", "rka": "Rencana Kegiatan dan Anggaran (RKA)",
    "rab": "Rencana Anggaran Biaya (RAB)",
}  # fmt: skip
PER_KEGIATAN = ("rka", "rab")
PERUBAHAN = ("perubahan", "penjabaran-perubahan")


class BukanPerubahan(GalatDomain):
    """The first version of a year has nothing before it."""

    pesan = "%(nama)s adalah versi pertama tahun ini, jadi belum ada semula dan menjadi."
    status = 404


def kertas_versi(kode: str, versi: VersiAnggaran, kegiatan: str | None = None) -> Kertas:
    """A paper of a version; RKA and RAB of one kegiatan, or of all of them."""
    if kode not in NAMA_KERTAS:
        raise TidakDitemukan()
    bentuk, isi = tata(kode), isi_versi(versi)
    if kegiatan and kegiatan not in isi.kegiatan:
        raise TidakDitemukan()
    bagian = _SUSUN[kode](versi, kegiatan)
    nama = "-".join(x for x in (kode, str(versi.tahun), f"v{versi.urut}", kegiatan) if x)
    tanggal = versi.tanggal_perkades if bentuk.lampiran == "perkades" else versi.tanggal_perdes
    return Kertas(
        bentuk, judul_tata(bentuk, versi.tahun), versi.tahun, nama, bagian, lampiran=_lampiran(bentuk.lampiran, versi),
        tanda_tangan=() if kode in PER_KEGIATAN else blok_tanda(bentuk.tanda_tangan, pada=tanggal), kaki=_kaki(versi),
    )  # fmt: skip


def _bertanda(kode: str, isi: IsiAnggaran, bagian: Iterable[tuple[str, BagianKertas]]) -> tuple[BagianKertas, ...]:
    """Parts per kegiatan, each with the signatures of its PKA and the others."""
    tanda: dict[int | None, tuple[TandaTangan, ...]] = {}
    hasil = []
    for kegiatan, satu in bagian:
        pka = isi.kegiatan[kegiatan].pka_id
        if pka not in tanda:
            tanda[pka] = blok_tanda(tata(kode).tanda_tangan, pka_id=pka)
        hasil.append(replace(satu, tanda_tangan=tanda[pka]))
    return tuple(hasil)


def _kaki(versi: VersiAnggaran) -> str:
    tanda = f" · sidik {versi.sidik[:12]}" if versi.sidik else " · draf, belum ditetapkan"
    return f"{versi.nama} · {profil().nama_lengkap}{tanda}"


def _lampiran(jenis: str, versi: VersiAnggaran) -> tuple[str, ...]:
    """The heading of an annex: of which regulation it is."""
    if not jenis:
        return ()
    desa = profil()
    if jenis == "perkades" or versi.jenis == GESER:
        nama = f"Peraturan {desa.sebutan_kepala} {desa.nama}"
        nomor, tanggal = versi.nomor_perkades, versi.tanggal_perkades
    else:
        nama, nomor, tanggal = f"Peraturan {desa.nama_lengkap}", versi.nomor_perdes, versi.tanggal_perdes
    return ("LAMPIRAN", nama, nomor_peraturan(nomor, tanggal.year if tanggal else versi.tahun),
            f"Tanggal {tanggal_panjang(tanggal) if tanggal else '……'}", f"tentang {versi.nama}")  # fmt: skip


def nomor_peraturan(nomor: str, tahun: int) -> str:
    """`Nomor 5 Tahun 2026`; a number that names its year already (`5/2026`) stands as it is."""
    return f"Nomor {nomor}" if str(tahun) in nomor else f"Nomor {nomor or '……'} Tahun {tahun}"


def _dasar(versi: VersiAnggaran) -> VersiAnggaran:
    if versi.dasar is None:
        raise BukanPerubahan(nama=versi.nama)
    return versi.dasar


def _anggaran(versi: VersiAnggaran, _kegiatan: str | None, *, objek: bool) -> tuple[BagianKertas, ...]:
    return (BagianKertas(baris_anggaran(isi_versi(versi), objek=objek)),)


def _perubahan(versi: VersiAnggaran, _kegiatan: str | None, *, objek: bool) -> tuple[BagianKertas, ...]:
    return (BagianKertas(baris_perubahan(isi_versi(_dasar(versi)), isi_versi(versi), objek=objek)),)


def _rkkd(versi: VersiAnggaran, _kegiatan: str | None) -> tuple[BagianKertas, ...]:
    isi = isi_versi(versi)
    return (bagian_rkkd(isi, nama_pka(k.pka_id for k in isi.kegiatan.values())),)


def _rab(versi: VersiAnggaran, kegiatan: str | None) -> tuple[BagianKertas, ...]:
    isi, rab = isi_versi(versi), rab_versi(versi, kegiatan)
    semua = [kegiatan] if kegiatan else sorted(isi.kegiatan)
    lain = () if kegiatan else (bagian_rab_lain(isi, rab),)
    return (*_bertanda("rab", isi, ((k, bagian_rab(isi.kegiatan[k], isi, rab)) for k in semua)), *lain)


def _rka(versi: VersiAnggaran, kegiatan: str | None) -> tuple[BagianKertas, ...]:
    isi = isi_versi(versi)
    semua = [kegiatan] if kegiatan else sorted(isi.kegiatan)
    ada = {d.kegiatan: d for d in dpa_tahun(versi.tahun) if not d.lanjutan and d.versi_id == versi.id
           and d.kegiatan in semua}  # fmt: skip
    baris = baris_banyak(ada.values())
    bagian = ((k, bagian_rka(isi.kegiatan[k], isi, baris[ada[k].id] if k in ada else None)) for k in semua)
    return _bertanda("rka", isi, bagian)


_SUSUN: dict[str, Callable[[VersiAnggaran, str | None], tuple[BagianKertas, ...]]] = {
    "apbdes": partial(_anggaran, objek=False), "penjabaran": partial(_anggaran, objek=True),
    "perubahan": partial(_perubahan, objek=False), "penjabaran-perubahan": partial(_perubahan, objek=True),
    "rkkd": _rkkd, "rab": _rab, "rka": _rka,
}  # fmt: skip


def kertas_dpa(dpa: DPA) -> Kertas:
    """A DPA, DPPA or DPAL with the signatures it has."""
    versi = db.session.get_one(VersiAnggaran, dpa.versi_id)
    bentuk, sudah = tata(dpa.jenis), langkah_tanda("dpa", dpa.id, "pka")
    nomor = f"Nomor {dpa.nomor:04d}/{dpa.jenis.upper()}/{profil().kode}/{dpa.tahun}" if dpa.nomor else "Draf"
    return Kertas(
        bentuk, (*judul_tata(bentuk, dpa.tahun), nomor), dpa.tahun,
        f"{dpa.jenis}-{dpa.tahun}-{dpa.kegiatan}-{dpa.urut}", (bagian_dpa(dpa, baris_dpa(dpa), isi_versi(versi)),),
        tanda_tangan=blok_tanda(bentuk.tanda_tangan, pka_id=dpa.pka_id, langkah=sudah), kaki=_kaki_sidik(dpa),
    )  # fmt: skip


def kertas_dpa_tahun(tahun: int) -> Kertas:
    """All DPA and DPAL of a year as one paper, each with its own signatures; those on their way stand in for none."""
    dokumen: dict[tuple[str, bool], DPA] = {}
    for satu in dpa_tahun(tahun):
        if (satu.kegiatan, satu.lanjutan) not in dokumen:
            dokumen[satu.kegiatan, satu.lanjutan] = satu
    bentuk, isi = tata("dpa"), baris_banyak(dokumen.values())
    bagian = []
    for satu in dokumen.values():
        versi = isi_versi(db.session.get_one(VersiAnggaran, satu.versi_id))
        tanda = blok_tanda(bentuk.tanda_tangan, pka_id=satu.pka_id, langkah=langkah_tanda("dpa", satu.id, "pka"))
        bagian.append(replace(bagian_dpa(satu, isi[satu.id], versi), judul=satu.sebutan, tanda_tangan=tanda))
    return Kertas(bentuk, judul_tata(bentuk, tahun), tahun, f"dpa-{tahun}", tuple(bagian))


def kertas_rak(rak: RAK) -> Kertas:
    """The cash plan with the signatures it has."""
    bentuk, arus = tata("rak"), arus_kas(rak)
    catatan = [f"Saldo akhir {bulan} di bawah nol." for bulan, _saldo in arus.minus]
    return Kertas(
        bentuk, judul_tata(bentuk, rak.tahun), rak.tahun, f"rak-{rak.tahun}-{rak.urut}",
        (bagian_rak(arus, rak.tahun),), catatan=(*catatan, *([rak.catatan] if rak.catatan else [])),
        tanda_tangan=blok_tanda(bentuk.tanda_tangan, langkah=langkah_tanda("rak", rak.id, "keuangan")),
        kaki=_kaki_sidik(rak),
    )  # fmt: skip


def _kaki_sidik(dokumen: DPA | RAK) -> str:
    nama = dokumen.sebutan if isinstance(dokumen, DPA) else dokumen.nama
    tanda = f" · sidik {dokumen.sidik[:12]}" if dokumen.sidik else f" · {dokumen.lencana[0].lower()}"
    return f"{nama} · {profil().nama_lengkap}{tanda}"


def langkah_tanda(objek: str, objek_id: int, penyusun: str) -> dict[str, LangkahKeuangan]:
    """The steps since the last draft that stand as signatures."""
    siapa = {"ajukan": penyusun, "verifikasi": "sekdes", "setujui": "kades"}
    hasil: dict[str, LangkahKeuangan] = {}
    for satu in riwayat(objek, objek_id):
        if satu.keadaan == "draf":
            hasil.clear()
        elif satu.tindakan in siapa:
            hasil[siapa[satu.tindakan]] = satu
    return hasil
