"""Taking an export over: looked at first, then written once; the same file again changes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.acuan.models import LOKAL, AcuanKegiatan, Rekening, SumberDana
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_tahun
from smartkampung.keuangan.anggaran.models import (
    BERLAKU,
    DIGANTIKAN,
    DITETAPKAN,
    DRAF,
    RKP,
    DokumenRencana,
    RencanaKegiatan,
    VersiAnggaran,
)
from smartkampung.keuangan.anggaran.tulis import tulis_massal
from smartkampung.keuangan.anggaran.versi import kunci_versi
from smartkampung.keuangan.langkah import tambah_langkah
from smartkampung.keuangan.siskeudes.anggaran import NAMA_POSTING, TahunSiskeudes, VersiSiskeudes, susun
from smartkampung.keuangan.siskeudes.berkas import Kiriman
from smartkampung.keuangan.siskeudes.kas import KasTahun, ambil_kas, kunci_terpakai, ringkas_kas, susun_kas
from smartkampung.keuangan.siskeudes.kas_baca import TABEL_KAS
from smartkampung.keuangan.siskeudes.nilai import ANGGAPAN, USULAN

DASAR_LOKAL = "Siskeudes"
TABEL_ANGGARAN = frozenset({
    "Ta_Anggaran", "Ta_AnggaranRinci", "Ta_AnggaranLog", "Ta_Kegiatan", "Ta_RAB", "Ta_RABRinci", "Ref_Rek4",
    "Ref_Kegiatan", "Ref_Sumber",
})
WAJIB = ("Ta_Kegiatan", "Ta_Anggaran", "Ta_AnggaranRinci", "Ta_AnggaranLog")


class ImporDitolak(GalatDomain):
    """Something in the export cannot be taken over."""

    pesan = "Belum bisa diambil: %(sebab)s"


@dataclass
class Laporan:
    """What an import found and did, as it is shown and kept."""

    tahun: list[dict[str, Any]] = field(default_factory=list)
    tolak: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    baru: int = 0
    tetap: int = 0
    kas: list[dict[str, Any]] = field(default_factory=list)

    @property
    def dokumen_baru(self) -> int:
        """Cash documents that are not here yet."""
        return sum(k["baru"] for k in self.kas)

    def isi(self) -> dict[str, Any]:
        """Plain values."""
        anggapan = [{"medan": m, "arti": a, "keyakinan": y} for m, a, y in ANGGAPAN]
        return {"tahun": self.tahun, "tolak": self.tolak, "catatan": self.catatan, "baru": self.baru,
                "tetap": self.tetap, "kas": self.kas, "anggapan": anggapan}


def periksa(kiriman: Kiriman) -> tuple[Laporan, list[TahunSiskeudes]]:
    """Look at an export: what it holds, what would be new, what cannot be taken over."""
    laporan = Laporan(catatan=_catatan_berkas(kiriman))
    semua = susun(kiriman)
    for satu in semua:
        _periksa_kode(satu)
        laporan.tolak += [f"{satu.tahun}: {t}" for t in satu.tolak]
        laporan.catatan += [f"{satu.tahun}: {c}" for c in satu.catatan]
        if not satu.tolak:
            _bandingkan(satu, laporan)
            _periksa_kas(susun_kas(kiriman, satu.tahun, satu.kode_desa), satu, laporan)
    kode = ".".join(profil().kode.split(".")[-2:])
    asing = {s.kode_desa.strip(".") for s in semua} - {kode}
    if asing:
        laporan.catatan.append(f"Kode desa dalam berkas {', '.join(sorted(asing))}, desa ini {kode}. Pastikan "
                               "berkasnya memang milik desa ini.")
    return laporan, semua


def _catatan_berkas(kiriman: Kiriman) -> list[str]:
    hasil = [f"{b}: tidak dikenal, tidak dibaca." for b in kiriman.berkas_asing]
    for tabel in kiriman.tabel.values():
        if tabel.kolom_asing:
            hasil.append(f"{tabel.nama}.csv: kolom tidak dikenal {', '.join(tabel.kolom_asing)}.")
    hasil += [f"{nama}.csv tidak ada di dalam berkas." for nama in WAJIB if nama not in kiriman.tabel]
    lain = sorted(n for n, t in kiriman.tabel.items() if n.startswith("Ta_") and n not in TABEL_ANGGARAN | TABEL_KAS
                  and t.baris)
    if lain:
        hasil.append(f"Tidak diambil: {', '.join(lain)}.")
    return hasil


def _periksa_kas(kas: KasTahun, satu: TahunSiskeudes, laporan: Laporan) -> None:
    """What the treasury tables hold; spending under keys the last version of the budget lacks is said."""
    if not kas.dokumen and not kas.tolak:
        return
    laporan.tolak += [f"{kas.tahun}: {t}" for t in kas.tolak]
    laporan.catatan += [f"{kas.tahun}: {c}" for c in kas.catatan]
    laporan.kas.append(ringkas_kas(kas))
    ada = {b.kunci for b in satu.versi[-1].butir} if satu.versi else set()
    asing = sorted("/".join(k) for k in kunci_terpakai(kas) - ada if k.rekening[:1] in ("4", "5"))
    if asing:
        laporan.catatan.append(f"{kas.tahun}: dibukukan di luar anggaran: {', '.join(asing[:10])}.")


def _periksa_kode(satu: TahunSiskeudes) -> None:
    """Codes that neither our list nor the export's own names explain."""
    daftar = acuan(satu.tahun)
    kunci = {b.kunci for v in satu.versi for b in v.butir}
    for jenis, ada, nama, semua in (
        ("rekening", daftar.rekening, satu.rekening_lokal, {k.rekening for k in kunci}),
        ("kegiatan", daftar.kegiatan, satu.kegiatan_lokal, {k.kegiatan for k in kunci if k.rekening.startswith("5")}),
        ("sumber dana", daftar.sumber_dana, satu.sumber_lokal, {k.sumber_dana for k in kunci}),
    ):
        asing = sorted(k or "(kosong)" for k in semua if k not in ada and not nama.get(k))
        if asing:
            satu.tolak.append(f"Kode {jenis} {', '.join(asing[:10])} tidak ada dalam daftar kita maupun tabel Ref_… "
                              "berkas ini.")
    negatif = [b for v in satu.versi for b in v.butir if b.jumlah < 0 or b.volume < 0]
    satu.tolak += [f"“{b.uraian}” {rupiah(b.jumlah)} kurang dari nol." for b in negatif[:5]]


def _bandingkan(satu: TahunSiskeudes, laporan: Laporan) -> None:
    """What is there already, and whether it says the same."""
    ada = versi_tahun(satu.tahun)
    for urut, versi in enumerate(satu.versi):
        sama = urut < len(ada) and _sama(ada[urut], versi)
        keadaan = "sudah ada" if sama else "baru"
        if urut < len(ada) and not sama:
            laporan.tolak.append(f"{satu.tahun}: {ada[urut].nama} sudah ada dengan isi lain. Anggaran yang sudah ada "
                                 "tidak ditimpa; hapus drafnya, atau pakai yang ada.")
            keadaan = "berbeda"
        laporan.baru += keadaan == "baru"
        laporan.tetap += keadaan == "sudah ada"
        laporan.tahun.append({
            "tahun": satu.tahun, "versi": NAMA_POSTING[versi.posting], "keadaan": keadaan,
            "kegiatan": len(versi.kegiatan), "rab": len(versi.butir), "pendapatan": f"{versi.jumlah('4'):.2f}",
            "belanja": f"{versi.jumlah('5'):.2f}", "penerimaan": f"{versi.jumlah('6.1'):.2f}",
            "pengeluaran": f"{versi.jumlah('6.2'):.2f}", "perdes": versi.nomor_perdes,
        })
    if len(ada) > len(satu.versi):
        laporan.catatan.append(f"{satu.tahun}: di sini sudah ada {len(ada)} versi, di berkas {len(satu.versi)}.")


def _sama(ada: VersiAnggaran, versi: VersiSiskeudes) -> bool:
    jumlah: dict[Any, Any] = {}
    for b in versi.butir:
        jumlah[b.kunci] = jumlah.get(b.kunci, 0) + b.jumlah
    return ada.jenis == versi.jenis and isi_versi(ada).per_kunci == jumlah


def ambil(kiriman: Kiriman, *, oleh: Pengguna, nama: str) -> Laporan:
    """Write what is new, in one transaction; ImporDitolak when something cannot be taken over."""
    periksa_izin(oleh, "keuangan.koordinasi")
    laporan, semua = periksa(kiriman)
    if laporan.tolak:
        raise ImporDitolak(sebab=laporan.tolak[0])
    for satu in sorted(semua, key=lambda s: s.tahun):
        _tambah_kode(satu)
        _tambah_rkp(satu)
        ada = versi_tahun(satu.tahun)
        for urut, versi in enumerate(satu.versi[len(ada):], start=len(ada)):
            _tulis_versi(satu, versi, urut, oleh)
        minus = ambil_kas(kiriman, satu.tahun, satu.kode_desa, oleh=oleh)[1]
        laporan.catatan += [f"Minus pada akhir hari menurut berkas: {k}." for k in minus[:20]]
    if laporan.baru:
        catat("keuangan.siskeudes_diambil", oleh=oleh, berkas=nama, banyak=laporan.baru)
    if laporan.dokumen_baru:
        catat("keuangan.siskeudes_kas", oleh=oleh, berkas=nama, banyak=laporan.dokumen_baru)
    return laporan


def _tambah_kode(satu: TahunSiskeudes) -> None:
    """Local codes (90-99 of the regency) that the export names and we lack."""
    daftar = acuan(satu.tahun)
    kunci = {b.kunci for v in satu.versi for b in v.butir}
    lokal = {"asal": LOKAL, "dasar": DASAR_LOKAL}
    db.session.add_all(
        [Rekening(kode=k, level=4, nama=satu.rekening_lokal[k][:300], tahun_mulai=satu.tahun, **lokal)
         for k in sorted({k.rekening for k in kunci} - set(daftar.rekening))]
        + [AcuanKegiatan(kode=k, level=3, nama=satu.kegiatan_lokal[k][:300], tahun_mulai=satu.tahun, **lokal)
           for k in sorted({k.kegiatan for k in kunci} - set(daftar.kegiatan) - {""})]
        + [SumberDana(kode=k[:6], nama=satu.sumber_lokal[k][:120], rekening="", urut=90, tahun_mulai=satu.tahun,
                      **lokal)
           for k in sorted({k.sumber_dana for k in kunci} - set(daftar.sumber_dana))]
    )
    db.session.flush()


def _tambah_rkp(satu: TahunSiskeudes) -> None:
    """The kegiatan of the export as the RKP Desa of the year, unless there is one."""
    if db.session.scalar(db.select(DokumenRencana.id).filter_by(jenis=RKP, tahun=satu.tahun)) is not None:
        return
    db.session.add(DokumenRencana(jenis=RKP, tahun=satu.tahun, sampai=satu.tahun, keadaan=DITETAPKAN,
                                  nomor_perdes="menurut Siskeudes"))
    nama, kegiatan = acuan(satu.tahun), {k.kode: k for v in satu.versi for k in v.kegiatan}
    db.session.add_all(
        RencanaKegiatan(jenis=RKP, tahun=satu.tahun, kode=k.kode, nama=k.nama or nama.nama_kegiatan(k.kode),
                        pagu=k.pagu, lokasi=k.lokasi, keluaran=k.keluaran, volume=k.volume, satuan=k.satuan)
        for k in kegiatan.values()
    )
    db.session.flush()


def _tulis_versi(satu: TahunSiskeudes, versi: VersiSiskeudes, urut: int, oleh: Pengguna) -> None:
    sebelum = versi_tahun(satu.tahun)
    baru = VersiAnggaran(
        tahun=satu.tahun, jenis=versi.jenis, urut=urut, dasar_id=sebelum[-1].id if sebelum else None, keadaan=DRAF,
        alasan="Diambil dari Siskeudes", dibuat_pada=sekarang(), dibuat_oleh_id=oleh.id,
        nomor_perdes=versi.nomor_perdes[:80], nomor_perkades=versi.nomor_perkades[:80],
    )
    db.session.add(baru)
    db.session.flush()
    tulis_massal(baru, versi.kegiatan, versi.butir)
    if versi.posting != USULAN:
        for lama in sebelum:
            lama.keadaan = DIGANTIKAN if lama.keadaan == BERLAKU else lama.keadaan
        tanggal = versi.tanggal or date(satu.tahun, 1, 1)
        baru.keadaan, baru.berlaku_pada = BERLAKU, max(min(tanggal, hari_desa()), date(satu.tahun, 1, 1))
        baru.tanggal_perdes = baru.tanggal_perkades = tanggal
        kunci_versi(baru)
    tambah_langkah("versi", baru.id, "impor", baru.keadaan, oleh=oleh)


def sidik_berkas(data: bytes) -> str:
    """SHA-256 of an uploaded export."""
    return hashlib.sha256(data).hexdigest()
