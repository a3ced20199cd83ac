"""Acts on families and on the places of the village (dusun, RW, RT)."""

from __future__ import annotations

from sqlalchemy import func, update

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.penduduk.cakupan import ikuti_nama_dusun, kunci_dusun
from smartkampung.penduduk.galat import BukanAnggota, KKTerpakai, NomorTidakSah, WilayahAda, WilayahDipakai
from smartkampung.penduduk.models import Keluarga, Penduduk, Wilayah
from smartkampung.penduduk.nik import cela_kk, rapikan_nomor
from smartkampung.penduduk.referensi import KEPALA_KELUARGA
from smartkampung.penduduk.services import Pelaku

FAMILI_LAIN = 9


def ubah_keluarga(keluarga: Keluarga, *, no_kk: str, alamat: str, wilayah_id: int,
                  oleh: Pelaku | None) -> None:
    """Correct the number, or write another address and place for all living members."""
    nomor = rapikan_nomor(no_kk) or keluarga.no_kk
    if cela := cela_kk(nomor):
        raise NomorTidakSah(cela, "no_kk")
    lain = db.session.scalar(db.select(Keluarga).where(Keluarga.no_kk == nomor, Keluarga.id != keluarga.id))
    if lain is not None:
        raise KKTerpakai(nama=nama_kepala(lain))
    keluarga.no_kk = nomor
    for orang in keluarga.anggota:
        if orang.hidup and (orang.alamat, orang.wilayah_id) != (alamat or None, wilayah_id):
            orang.alamat, orang.wilayah_id = alamat or None, wilayah_id
            _naikkan(orang, oleh)
            db.session.flush()
            db.session.expire(orang, ["wilayah"])
    db.session.flush()
    catat("penduduk.keluarga_diubah", oleh=oleh, objek=("keluarga", keluarga.id), nama=nama_kepala(keluarga))


def tetapkan_kepala(keluarga: Keluarga, penduduk_id: int, *, oleh: Pelaku | None) -> None:
    """Make a living member the head; a living head before becomes another relative."""
    baru = next((a for a in keluarga.anggota if a.id == penduduk_id and a.hidup), None)
    if baru is None:
        raise BukanAnggota()
    for orang in keluarga.anggota:
        if orang.hidup and orang.hubungan_keluarga == KEPALA_KELUARGA and orang is not baru:
            orang.hubungan_keluarga = FAMILI_LAIN
            _naikkan(orang, oleh)
    if baru.hubungan_keluarga != KEPALA_KELUARGA:
        baru.hubungan_keluarga = KEPALA_KELUARGA
        _naikkan(baru, oleh)
    db.session.flush()
    catat("penduduk.kepala_ditetapkan", oleh=oleh, objek=("keluarga", keluarga.id), nama=baru.nama)


def nama_kepala(keluarga: Keluarga) -> str:
    """The head's name, or of whoever stands first when the family has none."""
    hidup = [a for a in keluarga.anggota if a.hidup] or list(keluarga.anggota)
    kepala = next((a for a in hidup if a.hubungan_keluarga == KEPALA_KELUARGA), None)
    return kepala.nama if kepala else hidup[0].nama if hidup else "(tanpa anggota)"


def tambah_wilayah(dusun: str, rw: str, rt: str, *, oleh: Pelaku | None) -> Wilayah:
    """Add an RT."""
    tempat = Wilayah(dusun=dusun, rw=rw or "-", rt=rt or "-")
    _pastikan_belum_ada(tempat)
    db.session.add(tempat)
    db.session.flush()
    catat("penduduk.wilayah_disimpan", oleh=oleh, objek=("wilayah", tempat.id), nama=tempat.uraian)
    return tempat


def ubah_wilayah(tempat: Wilayah, dusun: str, rw: str, rt: str, *, oleh: Pelaku | None) -> None:
    """Rename an RT; a new dusun name is given to all RT of that dusun."""
    lama = tempat.dusun
    baru = Wilayah(id=tempat.id, dusun=dusun, rw=rw or "-", rt=rt or "-")
    _pastikan_belum_ada(baru)
    if dusun != lama:
        db.session.execute(update(Wilayah).where(Wilayah.dusun == lama).values(dusun=dusun))
        ikuti_nama_dusun(lama, dusun)
    tempat.dusun, tempat.rw, tempat.rt = baru.dusun, baru.rw, baru.rt
    db.session.flush()
    catat("penduduk.wilayah_disimpan", oleh=oleh, objek=("wilayah", tempat.id), nama=tempat.uraian)


def hapus_wilayah(tempat: Wilayah, *, oleh: Pelaku | None) -> None:
    """Delete an RT nobody is registered at."""
    banyak = db.session.scalar(db.select(func.count()).select_from(Penduduk).filter_by(wilayah_id=tempat.id))
    if banyak:
        raise WilayahDipakai(tempat=tempat.uraian, banyak=banyak)
    catat("penduduk.wilayah_dihapus", oleh=oleh, objek=("wilayah", tempat.id), nama=tempat.uraian)
    db.session.delete(tempat)
    db.session.flush()


def _pastikan_belum_ada(tempat: Wilayah) -> None:
    with db.session.no_autoflush:
        kunci = kunci_wilayah(tempat.dusun, tempat.rw, tempat.rt)
        for lain in db.session.scalars(db.select(Wilayah)):
            if lain.id != tempat.id and kunci_wilayah(lain.dusun, lain.rw, lain.rt) == kunci:
                raise WilayahAda(tempat=lain.uraian)


def kunci_wilayah(dusun: str, rw: str, rt: str) -> tuple[str, str, str]:
    """What makes two spellings the same place: `DUSUN KRAJAN`, RT 2 and `Krajan`, RT 002."""
    return kunci_dusun(dusun), _nomor(rw), _nomor(rt)


def _nomor(teks: str) -> str:
    bersih = teks.strip().upper()
    return str(int(bersih)) if bersih.isascii() and bersih.isdigit() else bersih


def _naikkan(orang: Penduduk, oleh: Pelaku | None) -> None:
    orang.versi += 1
    orang.diubah_pada, orang.diubah_oleh = sekarang(), oleh.nama if oleh else ""
