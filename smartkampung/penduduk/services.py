"""Acts on residents: enter, change, move to another family, record death, departure, return.

NIK and KK rules: `nik` (what blocks). Each act is audited without naming any number, and raises the
resident's `versi`; whoever saves on top of an older version is told so (DataBentrok).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from sqlalchemy import delete, insert

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import sekarang
from smartkampung.penduduk import referensi
from smartkampung.penduduk.ejaan import kata_kunci, pecah
from smartkampung.penduduk.galat import (
    DataBentrok,
    KelaminKosong,
    NIKTerpakai,
    NomorTidakSah,
    StatusTidakBerubah,
    SudahDiKeluargaIni,
    TanggalMasaDepan,
    TanggalTerbalik,
    TempatKosong,
)
from smartkampung.penduduk.models import AWAL, Keluarga, Penduduk, PendudukKata
from smartkampung.penduduk.nik import adalah_sementara, cela_kk, cela_nik, rapikan_nomor, urai_nik
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.penduduk.tata_impor import kolom_tata
from smartkampung.peristiwa import StatusPendudukBerubah

# Facts of the sheet that are columns of `penduduk` and may be changed by `ubah`.
FAKTA = tuple(k.kunci for k in kolom_tata()
              if k.kunci not in ("dusun", "rw", "rt", "no_kk", "nik", "status_dasar"))


class Pelaku(Protocol):
    """Whoever acts."""

    @property
    def id(self) -> Any: ...
    @property
    def nama(self) -> Any: ...


def ambil_untuk_ubah(penduduk_id: int) -> Penduduk | None:
    """The resident, locked against other writers until this transaction ends."""
    return db.session.get(Penduduk, penduduk_id, with_for_update=True, populate_existing=True)


def tambah(isi: Mapping[str, Any], *, oleh: Pelaku | None) -> Penduduk:
    """Enter a resident; an unknown KK number founds a family, a known one is joined (with its place)."""
    keluarga, tempat = _keluarga_dan_tempat(isi["no_kk"], isi.get("wilayah_id"))
    orang = Penduduk(keluarga_id=keluarga.id, status_dasar=HIDUP, versi=1,
                     tanggal_masuk=isi.get("tanggal_masuk"),
                     cara_masuk=isi.get("cara_masuk") or AWAL, **tempat)
    _isi_fakta(orang, {"alamat": tempat_alamat(keluarga)} | _terisi(isi))
    _isi_nik(orang, isi.get("nik"))
    _pastikan_wajar(orang)
    _tandai(orang, oleh)
    db.session.add(orang)
    db.session.flush()
    db.session.expire(keluarga, ["anggota"])
    _tulis_kata(orang)
    catat("penduduk.ditambah", oleh=oleh, objek=("penduduk", orang.id), nama=orang.nama,
          cara=orang.cara_masuk)
    return orang


def ubah(orang: Penduduk, isi: Mapping[str, Any], *, versi: int, oleh: Pelaku | None) -> list[str]:
    """Change facts; returns the names of those that changed. DataBentrok when `versi` is not the present one."""
    pastikan_versi(orang, versi)
    sebelum = {k: getattr(orang, k) for k in (*FAKTA, "wilayah_id", "nik")}
    _isi_fakta(orang, isi)
    if isi.get("wilayah_id"):
        orang.wilayah_id = isi["wilayah_id"]
    if isi.get("nik"):
        _isi_nik(orang, isi["nik"])
    _pastikan_wajar(orang)
    berubah = [k for k, lama in sebelum.items() if getattr(orang, k) != lama]
    if berubah:
        _naikkan(orang, oleh)
        db.session.expire(orang, ["wilayah"])
        if "nama" in berubah:
            _tulis_kata(orang)
        catat("penduduk.diubah", oleh=oleh, objek=("penduduk", orang.id), nama=orang.nama,
              apa=", ".join(berubah))
    return berubah


def pindah_keluarga(orang: Penduduk, no_kk: str, hubungan: int, *, wilayah_id: int | None = None,
                    versi: int, oleh: Pelaku | None) -> None:
    """Move a resident to another KK (a new number founds one: pecah KK)."""
    pastikan_versi(orang, versi)
    keluarga, tempat = _keluarga_dan_tempat(no_kk, wilayah_id)
    if keluarga.id == orang.keluarga_id:
        raise SudahDiKeluargaIni()
    orang.alamat = tempat_alamat(keluarga) or orang.alamat
    orang.keluarga_id, orang.wilayah_id = keluarga.id, tempat["wilayah_id"]
    orang.hubungan_keluarga = hubungan
    _naikkan(orang, oleh)
    db.session.expire(keluarga, ["anggota"])
    db.session.expire(orang, ["keluarga", "wilayah"])
    catat("penduduk.pindah_kk", oleh=oleh, objek=("penduduk", orang.id), nama=orang.nama)


def ubah_status(orang: Penduduk, status: int, *, tanggal: date, versi: int, oleh: Pelaku | None,
                catatan: str = "") -> None:
    """Record that somebody died, moved, was lost, left, or (status hidup) that this was a mistake.

    `tanggal` is when it happened; it counts in the month it is reported, which is today.
    """
    pastikan_versi(orang, versi)
    if orang.status_dasar == status:
        raise StatusTidakBerubah(status=referensi.nama("status_dasar", status).lower())
    _pastikan_tanggal(orang, tanggal, "tanggal")
    if status == HIDUP:
        _pastikan_nik_bebas(orang.nik, orang.id)
    orang.status_dasar = status
    orang.catatan_status = catatan or None
    orang.tanggal_status, orang.tanggal_lapor = (None, None) if status == HIDUP else (tanggal, hari_desa())
    _naikkan(orang, oleh)
    catat("penduduk.status_diubah", oleh=oleh, objek=("penduduk", orang.id), nama=orang.nama,
          status=referensi.nama("status_dasar", status), tanggal=tanggal)
    siarkan(StatusPendudukBerubah(orang.id, status == HIDUP, referensi.nama("status_dasar", status)))


def catat_dibuka(orang: Penduduk, *, oleh: Pelaku) -> None:
    """Record that somebody looked at the full numbers (UU 27/2022: reading is logged)."""
    catat("penduduk.nomor_dibuka", oleh=oleh, objek=("penduduk", orang.id), nama=orang.nama)


def pastikan_versi(orang: Penduduk, versi: int) -> None:
    """Raise DataBentrok when the editor saw an older version."""
    if orang.versi != versi:
        raise DataBentrok(oleh=orang.diubah_oleh or "program")


def tempat_alamat(keluarga: Keluarga) -> str | None:
    """The address of a family: its head's, else that of any member."""
    return next((a.alamat for a in keluarga.anggota if a.alamat), None)


def _keluarga_dan_tempat(no_kk: str, wilayah_id: int | None) -> tuple[Keluarga, dict[str, int]]:
    """The family of a number (made when it is new) and the place for its new member."""
    nomor = rapikan_nomor(no_kk)
    if cela := cela_kk(nomor):
        raise NomorTidakSah(cela, "no_kk")
    keluarga = db.session.scalar(db.select(Keluarga).filter_by(no_kk=nomor))
    if keluarga is None:
        if not wilayah_id:
            raise TempatKosong()
        keluarga = Keluarga(no_kk=nomor)
        db.session.add(keluarga)
        db.session.flush()
    tempat = wilayah_id or next((a.wilayah_id for a in keluarga.anggota), None)
    if tempat is None:
        raise TempatKosong()
    return keluarga, {"wilayah_id": tempat}


def _terisi(isi: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in isi.items() if v not in (None, "")}


def _isi_fakta(orang: Penduduk, isi: Mapping[str, Any]) -> None:
    """Write those facts that `isi` names; an empty text is no text."""
    for kunci in FAKTA:
        if kunci in isi:
            nilai = isi[kunci]
            setattr(orang, kunci, None if nilai == "" else nilai)


def _isi_nik(orang: Penduduk, nik: str | None) -> None:
    """Write the NIK; none, "0" or a number 0… is a temporary one."""
    nomor = rapikan_nomor(nik or "")
    if adalah_sementara(nomor):
        orang.nik = nomor if len(nomor) == 16 and set(nomor) != {"0"} else None
        orang.nik_sementara = True
        return
    if cela := cela_nik(nomor):
        raise NomorTidakSah(cela, "nik")
    if orang.status_dasar == HIDUP:
        _pastikan_nik_bebas(nomor, orang.id)
    orang.nik, orang.nik_sementara = nomor, False


def _pastikan_nik_bebas(nik: str | None, kecuali: int | None) -> None:
    """Raise NIKTerpakai when another living resident has this NIK."""
    if nik is None:
        return
    with db.session.no_autoflush:
        lain = db.session.scalar(db.select(Penduduk.nama).where(
            Penduduk.nik == nik, Penduduk.status_dasar == HIDUP,
            Penduduk.id != (kecuali or 0)).limit(1))
    if lain:
        raise NIKTerpakai(nama=lain)


def _pastikan_wajar(orang: Penduduk) -> None:
    """Fill what a NIK tells and refuse what cannot be."""
    if not orang.jenis_kelamin:
        urai = urai_nik(orang.nik or "")
        if urai is None:
            raise KelaminKosong()
        orang.jenis_kelamin = urai.jenis_kelamin
    if orang.tanggal_lahir and orang.tanggal_lahir > hari_desa():
        raise TanggalMasaDepan(medan="tanggal_lahir")
    for kunci in ("tanggal_perkawinan", "tanggal_perceraian", "tanggal_masuk"):
        if nilai := getattr(orang, kunci):
            _pastikan_tanggal(orang, nilai, kunci)
    orang.nama_urut = urutan_nama(orang.nama)


def _pastikan_tanggal(orang: Penduduk, tanggal: date, medan: str) -> None:
    if tanggal > hari_desa():
        raise TanggalMasaDepan(medan=medan)
    if orang.tanggal_lahir and tanggal < orang.tanggal_lahir:
        raise TanggalTerbalik(medan=medan, lahir=f"{orang.tanggal_lahir:%d-%m-%Y}")


def urutan_nama(nama: str) -> str:
    """What a name is sorted by: its words in small letters, without titles."""
    return " ".join(pecah(nama))[:60]


def _tandai(orang: Penduduk, oleh: Pelaku | None) -> None:
    orang.diubah_pada, orang.diubah_oleh = sekarang(), oleh.nama if oleh else ""


def _naikkan(orang: Penduduk, oleh: Pelaku | None) -> None:
    orang.versi += 1
    _tandai(orang, oleh)
    db.session.flush()


def _tulis_kata(orang: Penduduk) -> None:
    """Write the search keys of the name anew."""
    db.session.execute(delete(PendudukKata).where(PendudukKata.penduduk_id == orang.id))
    if kunci := kata_kunci(orang.nama):
        db.session.execute(insert(PendudukKata), [{"kata": k, "penduduk_id": orang.id} for k in kunci])
