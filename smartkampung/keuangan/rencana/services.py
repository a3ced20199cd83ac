"""Acts on the plans: kegiatan in and out, musyawarah, Perdes, and a change after it was set."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.models import (
    DITETAPKAN,
    DRAF,
    JENIS_RENCANA,
    RKP,
    RPJM,
    DokumenRencana,
    RencanaKegiatan,
)
from smartkampung.keuangan.anggaran.tulis import periksa_nilai
from smartkampung.keuangan.galat import KodeTidakDikenal
from smartkampung.keuangan.langkah import Pelaku, tambah_langkah
from smartkampung.peristiwa import KegiatanDiusulkan, RKPDitetapkan

MUSYAWARAH = "dimusyawarahkan"
NAMA_RENCANA = {DRAF: "Draf", MUSYAWARAH: "Dimusyawarahkan", DITETAPKAN: "Ditetapkan"}
RUPA_RENCANA = {DRAF: "diam", MUSYAWARAH: "jalan", DITETAPKAN: "baik"}


class RencanaTerkunci(GalatDomain):
    """It was set."""

    pesan = "%(nama)s sudah ditetapkan. Buka sebagai perubahan dulu, dengan alasannya."
    status = 409


class RencanaKosong(GalatDomain):
    """Nothing planned."""

    pesan = "%(nama)s belum berisi kegiatan."


class RencanaLangkahSalah(GalatDomain):
    """Not the next step."""

    pesan = "%(nama)s sedang “%(keadaan)s”, jadi langkah ini belum bisa dilakukan."
    status = 409


class SudahDirencanakan(GalatDomain):
    """Twice the same kegiatan."""

    pesan = "Kegiatan %(kode)s sudah ada dalam rencana tahun %(tahun)s."
    medan = "kode"


class IsianRencanaSalah(GalatDomain):
    """Something is missing or out of order."""

    pesan = "Lengkapi isiannya."


@dataclass(frozen=True, slots=True)
class IsiRencana:
    """A planned kegiatan as typed."""

    kode: str
    nama: str = ""
    lokasi: str = ""
    keluaran: str = ""
    volume: Decimal = NOL
    satuan: str = ""
    pagu: Decimal = NOL
    sumber_dana: str = ""
    pka_id: int | None = None
    keterangan: str = ""


def nama_dokumen(dokumen: DokumenRencana) -> str:
    """`RKP Desa 2026`, `RPJM Desa 2024–2031`."""
    masa = f"{dokumen.tahun}–{dokumen.sampai}" if dokumen.sampai != dokumen.tahun else str(dokumen.tahun)
    return f"{JENIS_RENCANA[dokumen.jenis]} {masa}"


def dokumen(jenis: str, tahun: int) -> DokumenRencana | None:
    """The plan that holds a year."""
    pilih = db.select(DokumenRencana).where(
        DokumenRencana.jenis == jenis, DokumenRencana.tahun <= tahun, DokumenRencana.sampai >= tahun
    )
    return db.session.scalars(pilih.order_by(DokumenRencana.tahun.desc())).first()


def buat_dokumen(jenis: str, tahun: int, sampai: int, *, oleh: Pelaku | None) -> DokumenRencana:
    """Begin a plan; the spans of one kind do not overlap. Without `oleh` another area began it."""
    if oleh is not None:
        periksa_izin(oleh, "keuangan.koordinasi")
    if jenis not in JENIS_RENCANA or not 2015 <= tahun <= sampai <= min(2110, tahun + 8):
        raise IsianRencanaSalah("Tahun rencana antara 2015 dan 2110, paling lama delapan tahun.", medan="tahun")
    kunci_penasihat(f"rencana:{jenis}")
    ada = db.session.scalars(db.select(DokumenRencana).where(
        DokumenRencana.jenis == jenis, DokumenRencana.tahun <= sampai, DokumenRencana.sampai >= tahun)).first()
    if ada is not None:
        raise IsianRencanaSalah("%(nama)s sudah ada untuk tahun itu.", medan="tahun", nama=nama_dokumen(ada))
    baris = DokumenRencana(jenis=jenis, tahun=tahun, sampai=sampai if jenis == RPJM else tahun, keadaan=DRAF)
    db.session.add(baris)
    db.session.flush()
    if oleh is not None:
        tambah_langkah("rencana", baris.id, "buat", DRAF, oleh=oleh)
    catat("keuangan.rencana_dibuat", oleh=oleh, objek=("dokumen_rencana", baris.id), nama=nama_dokumen(baris))
    return baris


def _terbuka(baris: DokumenRencana) -> None:
    db.session.refresh(baris, with_for_update=True)
    if baris.keadaan == DITETAPKAN:
        raise RencanaTerkunci(nama=nama_dokumen(baris))


def _periksa(isi: IsiRencana, tahun: int) -> IsiRencana:
    daftar = acuan(tahun)
    if isi.kode not in daftar.kegiatan or isi.kode.count(".") != 2:
        raise KodeTidakDikenal(kode=isi.kode or "(kosong)", daftar="kegiatan", tahun=tahun, medan="kode")
    if isi.sumber_dana and isi.sumber_dana not in daftar.sumber_dana:
        raise KodeTidakDikenal(kode=isi.sumber_dana, daftar="sumber dana", tahun=tahun, medan="sumber_dana")
    periksa_nilai(isi.pagu, medan="pagu")
    periksa_nilai(isi.volume, medan="volume")
    return isi


def simpan_rencana(baris: DokumenRencana, tahun: int, isi: IsiRencana, *, oleh: Pelaku,
                   lama: RencanaKegiatan | None = None, cacah: int = 0) -> RencanaKegiatan:
    """Add a planned kegiatan of a year, or change one that was read as `cacah`."""
    periksa_izin(oleh, "keuangan.koordinasi")
    _terbuka(baris)
    if not baris.tahun <= tahun <= baris.sampai:
        raise IsianRencanaSalah("Tahun %(tahun)s di luar %(nama)s.", medan="tahun", tahun=tahun,
                                nama=nama_dokumen(baris))
    _periksa(isi, tahun)
    if lama is not None and lama.versi != cacah:
        raise Bentrok()
    kembar = db.session.scalar(db.select(RencanaKegiatan).filter_by(jenis=baris.jenis, tahun=tahun, kode=isi.kode))
    if kembar is not None and kembar is not lama:
        raise SudahDirencanakan(kode=isi.kode, tahun=tahun)
    rencana = lama or RencanaKegiatan(jenis=baris.jenis, tahun=tahun, versi=0)
    for nama, nilai in asdict(isi).items():
        setattr(rencana, nama, nilai)
    rencana.nama = isi.nama or acuan(tahun).nama_kegiatan(isi.kode)
    rencana.versi += 1
    db.session.add(rencana)
    db.session.flush()
    catat("keuangan.rencana_disimpan", oleh=oleh, objek=("dokumen_rencana", baris.id), kode=isi.kode,
          nama=nama_dokumen(baris))
    return rencana


def hapus_rencana(baris: DokumenRencana, rencana: RencanaKegiatan, *, oleh: Pelaku) -> None:
    """Take a planned kegiatan out of an open plan."""
    periksa_izin(oleh, "keuangan.koordinasi")
    _terbuka(baris)
    catat("keuangan.rencana_dihapus", oleh=oleh, objek=("dokumen_rencana", baris.id), kode=rencana.kode,
          nama=nama_dokumen(baris))
    db.session.delete(rencana)
    db.session.flush()


def salin_dari_rpjm(baris: DokumenRencana, *, oleh: Pelaku) -> int:
    """Take the kegiatan that the RPJM Desa plans for the year of an RKP Desa; answer how many are new."""
    periksa_izin(oleh, "keuangan.koordinasi")
    _terbuka(baris)
    pilih = db.select(RencanaKegiatan).filter_by(tahun=baris.tahun)
    ada = {r.kode for r in db.session.scalars(pilih.filter_by(jenis=RKP))}
    asal = [r for r in db.session.scalars(pilih.filter_by(jenis=RPJM)) if r.kode not in ada]
    kolom = [k.name for k in RencanaKegiatan.__table__.columns if k.name not in ("id", "jenis", "sumber", "versi")]
    db.session.add_all(RencanaKegiatan(jenis=RKP, versi=1, **{k: getattr(r, k) for k in kolom}) for r in asal)
    db.session.flush()
    if asal:
        catat("keuangan.rencana_disalin", oleh=oleh, objek=("dokumen_rencana", baris.id), nama=nama_dokumen(baris),
              banyak=len(asal))
    return len(asal)


def musyawarahkan(baris: DokumenRencana, nomor: str, tanggal: date, *, oleh: Pelaku) -> None:
    """The musrenbang has discussed it."""
    _maju(baris, DRAF, MUSYAWARAH, tanggal, None, oleh)
    baris.nomor_musyawarah, baris.tanggal_musyawarah = nomor.strip()[:80], tanggal
    db.session.flush()


def tetapkan_rencana(baris: DokumenRencana, nomor: str, tanggal: date, *, oleh: Pelaku) -> None:
    """The Perdes sets it; the budget of the year may take its kegiatan."""
    _maju(baris, MUSYAWARAH, DITETAPKAN, tanggal, baris.tanggal_musyawarah, oleh)
    baris.nomor_perdes, baris.tanggal_perdes = nomor.strip()[:80], tanggal
    db.session.flush()
    if baris.jenis == RKP:
        siarkan(RKPDitetapkan(baris.tahun))


def _maju(baris: DokumenRencana, dari: str, ke: str, tanggal: date, sejak: date | None, oleh: Pelaku) -> None:
    periksa_izin(oleh, "keuangan.koordinasi")
    db.session.refresh(baris, with_for_update=True)
    if baris.keadaan != dari:
        raise RencanaLangkahSalah(nama=nama_dokumen(baris), keadaan=NAMA_RENCANA[baris.keadaan].lower())
    if tanggal > hari_desa() or (sejak and tanggal < sejak):
        raise IsianRencanaSalah("Tanggal ini di depan, atau sebelum musyawarahnya.", medan="tanggal")
    masa = RencanaKegiatan.tahun.between(baris.tahun, baris.sampai)
    if db.session.scalar(db.select(RencanaKegiatan.id).filter_by(jenis=baris.jenis).where(masa).limit(1)) is None:
        raise RencanaKosong(nama=nama_dokumen(baris))
    baris.keadaan = ke
    tambah_langkah("rencana", baris.id, ke, ke, oleh=oleh)
    catat("keuangan.rencana_melangkah", oleh=oleh, objek=("dokumen_rencana", baris.id), nama=nama_dokumen(baris),
          keadaan=NAMA_RENCANA[ke].lower())


def buka_perubahan(baris: DokumenRencana, alasan: str, *, oleh: Pelaku) -> None:
    """Open a plan that was set, because it changes; it goes the same way again."""
    periksa_izin(oleh, "keuangan.koordinasi")
    db.session.refresh(baris, with_for_update=True)
    if baris.keadaan != DITETAPKAN:
        raise RencanaLangkahSalah(nama=nama_dokumen(baris), keadaan=NAMA_RENCANA[baris.keadaan].lower())
    if not alasan.strip():
        raise IsianRencanaSalah("Tulis alasan perubahannya.", medan="alasan")
    baris.keadaan, baris.perubahan = DRAF, baris.perubahan + 1
    tambah_langkah("rencana", baris.id, "buka", DRAF, oleh=oleh, alasan=alasan.strip())
    catat("keuangan.rencana_melangkah", oleh=oleh, objek=("dokumen_rencana", baris.id), nama=nama_dokumen(baris),
          keadaan="perubahan: " + alasan.strip())


def saat_diusulkan(usul: KegiatanDiusulkan) -> None:
    """Another area proposed a kegiatan: it stands in the draft of the year's RKP Desa, once per `sumber`."""
    if db.session.scalar(db.select(RencanaKegiatan.id).filter_by(sumber=usul.sumber)) is not None:
        return
    baris = dokumen(RKP, usul.tahun) or buat_dokumen(RKP, usul.tahun, usul.tahun, oleh=None)
    _terbuka(baris)
    kembar = db.select(RencanaKegiatan.id).filter_by(jenis=RKP, tahun=usul.tahun, kode=usul.kode)
    if db.session.scalar(kembar) is not None:
        raise SudahDirencanakan(kode=usul.kode, tahun=usul.tahun)
    isi = _periksa(IsiRencana(usul.kode, usul.nama, usul.lokasi, pagu=usul.pagu), usul.tahun)
    db.session.add(RencanaKegiatan(**asdict(isi) | {"nama": isi.nama or acuan(usul.tahun).nama_kegiatan(isi.kode)},
                                   jenis=RKP, tahun=usul.tahun, sumber=usul.sumber, versi=1))
    db.session.flush()
