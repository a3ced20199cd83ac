"""Writing a plan into the tables in bulk, and taking it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.ejaan import kata_kunci
from smartkampung.penduduk.galat import ImporBukanUji, ImporSudahBerubah, ImporTerpakai
from smartkampung.penduduk.models import (
    AWAL,
    DIBATALKAN,
    DITERAPKAN,
    ImporBaris,
    ImporPenduduk,
    Keluarga,
    Penduduk,
    PendudukKata,
    Wilayah,
)
from smartkampung.penduduk.nik import adalah_sementara
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.penduduk.rencana_impor import TEMPAT, Rencana, Ubah
from smartkampung.penduduk.services import FAKTA, Pelaku, urutan_nama
from smartkampung.penduduk.services_keluarga import kunci_wilayah

POTONGAN = 1000
_TANGGAL = frozenset({"tanggal_lahir", "paspor_akhir", "tanggal_perkawinan", "tanggal_perceraian",
                      "tanggal_status",
                      "tanggal_lapor"})
# Facts beside the sheet's that a row may bring: the demo data know when somebody came or left.
_RIWAYAT = ("cara_masuk", "tanggal_masuk", "tanggal_status", "tanggal_lapor")


def tulis(impor: ImporPenduduk, rencana: Rencana, *, pada: date, oleh: Pelaku | None,
          kemajuan: Kemajuan = diam) -> None:
    """Carry out a plan; notes in `impor_baris` what to take back."""
    penulis = Penulis(pada, oleh.nama if oleh else "")
    penulis.siapkan(rencana)
    total = len(rencana.baru) + len(rencana.ubah)
    for awal in range(0, len(rencana.baru), POTONGAN):
        ids = penulis.tambah([b.isi for b in rencana.baru[awal:awal + POTONGAN]])
        _catat_baris(impor, [(i, 1, None) for i in ids])
        kemajuan(min(awal + POTONGAN, len(rencana.baru)), total, "Menyimpan penduduk baru")
    for awal in range(0, len(rencana.ubah), POTONGAN):
        sebelum = penulis.ubah(rencana.ubah[awal:awal + POTONGAN])
        _catat_baris(impor, sebelum)
        kemajuan(len(rencana.baru) + min(awal + POTONGAN, len(rencana.ubah)), total, "Menyimpan perubahan")
    impor.dibuat = {"keluarga": penulis.keluarga_baru, "wilayah": penulis.wilayah_baru}
    db.session.flush()
    db.session.expire_all()
    if total >= POTONGAN:
        kenalkan_isi()


def kenalkan_isi() -> None:
    """Let PostgreSQL look at what was written in bulk; until it has, it searches as if the tables were empty."""
    if db.session.get_bind().dialect.name == "postgresql":
        for model in (Wilayah, Keluarga, Penduduk, PendudukKata):
            db.session.execute(text(f"ANALYZE {model.__tablename__}"))


class Penulis:
    """Bulk writer of residents: knows the places and families, makes those that are missing."""

    def __init__(self, pada: date, oleh: str) -> None:
        self.pada, self.oleh = pada, oleh
        self.kini: datetime = sekarang()
        self.wilayah: dict[tuple[str, str, str], int] = {}
        self.keluarga: dict[str, int] = {}
        self.wilayah_baru: list[int] = []
        self.keluarga_baru: list[int] = []

    def siapkan(self, rencana: Rencana) -> None:
        """Make the places and families a plan needs."""
        tempat = [tuple(b.isi[k] for k in TEMPAT) for b in rencana.baru]
        tempat += [u.beda["tempat"][1] for u in rencana.ubah if "tempat" in u.beda]
        kk = [b.isi["no_kk"] for b in rencana.baru]
        kk += [u.beda["no_kk"][1] for u in rencana.ubah if "no_kk" in u.beda]
        self._siapkan_wilayah(tempat)
        self._siapkan_keluarga(kk)

    def siapkan_baris(self, baris: Iterable[dict[str, Any]]) -> None:
        """Make the places and families of plain rows."""
        semua = list(baris)
        self._siapkan_wilayah([tuple(b[k] for k in TEMPAT) for b in semua])
        self._siapkan_keluarga([b["no_kk"] for b in semua])

    def _siapkan_wilayah(self, tempat: Sequence[tuple[Any, ...]]) -> None:
        self.wilayah = {kunci_wilayah(d, rw, rt): i for i, d, rw, rt in db.session.execute(
            select(Wilayah.id, Wilayah.dusun, Wilayah.rw, Wilayah.rt))}
        baru = {kunci_wilayah(*t): t for t in reversed(tempat) if kunci_wilayah(*t) not in self.wilayah}
        ids = pesan_id("wilayah", len(baru))
        for i, (kunci, _t) in zip(ids, baru.items(), strict=True):
            self.wilayah[kunci] = i
        self.wilayah_baru = ids
        _masukkan(Wilayah, [{"id": i, "dusun": t[0], "rw": t[1], "rt": t[2]}
                            for i, t in zip(ids, baru.values(), strict=True)])

    def _siapkan_keluarga(self, nomor: Sequence[str]) -> None:
        perlu = list(dict.fromkeys(nomor))
        for awal in range(0, len(perlu), 500):
            pilih = select(Keluarga.no_kk, Keluarga.id).where(Keluarga.no_kk.in_(perlu[awal:awal + 500]))
            self.keluarga.update((n, i) for n, i in db.session.execute(pilih))
        baru = [n for n in perlu if n not in self.keluarga]
        self.keluarga_baru = pesan_id("keluarga", len(baru))
        self.keluarga.update(zip(baru, self.keluarga_baru, strict=True))
        _masukkan(Keluarga, [{"id": i, "no_kk": n} for n, i in zip(baru, self.keluarga_baru, strict=True)])

    def tambah(self, baris: Sequence[dict[str, Any]]) -> list[int]:
        """Insert new residents with their search keys; returns their ids in order."""
        ids = pesan_id("penduduk", len(baris))
        _masukkan(Penduduk, [self._kolom(i, isi) for i, isi in zip(ids, baris, strict=True)])
        _masukkan(PendudukKata, [{"kata": k, "penduduk_id": i} for i, isi in zip(ids, baris, strict=True)
                                 for k in kata_kunci(isi["nama"])])
        return ids

    def _kolom(self, penduduk_id: int, isi: dict[str, Any]) -> dict[str, Any]:
        status = isi.get("status_dasar") or HIDUP
        return {
            "id": penduduk_id, "versi": 1, "keluarga_id": self.keluarga[isi["no_kk"]],
            "wilayah_id": self.wilayah[kunci_wilayah(*(isi[k] for k in TEMPAT))],
            "nama_urut": urutan_nama(isi["nama"]), "status_dasar": status, **_kolom_nik(isi["nik"]),
            **{k: isi.get(k) for k in FAKTA}, **{k: isi.get(k) for k in _RIWAYAT},
            "ayah_nik": _nik_orang_tua(isi.get("ayah_nik")), "ibu_nik": _nik_orang_tua(isi.get("ibu_nik")),
            "cara_masuk": isi.get("cara_masuk") or AWAL,
            "diubah_pada": self.kini, "diubah_oleh": self.oleh,
        }

    def ubah(self, daftar: Sequence[Ubah]) -> list[tuple[int, int, dict[str, Any]]]:
        """Update residents; answers (id, new version, columns as they were) of each."""
        baru = {u.id: self._perubahan(u) for u in daftar}
        kolom = sorted({k for isi in baru.values() for k in isi})
        lama = {b["id"]: b for b in db.session.execute(
            select(Penduduk.id, *(getattr(Penduduk,
                                          k) for k in kolom)).where(Penduduk.id.in_(baru))).mappings()}
        per_bentuk: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for i, isi in baru.items():
            per_bentuk[tuple(sorted(isi))].append({"b_id": i, **{f"b_{k}": v for k, v in isi.items()}})
        for bentuk, nilai in per_bentuk.items():
            _perbarui(bentuk, nilai)
        _tulis_ulang_kata({u.id: u.beda["nama"][1] for u in daftar if "nama" in u.beda})
        return [(u.id, u.versi + 1, _citra({k: lama[u.id][k] for k in baru[u.id]})) for u in daftar]

    def _perubahan(self, u: Ubah) -> dict[str, Any]:
        """The columns one change writes."""
        isi: dict[str, Any] = {k: nilai for k, (_,
                                                nilai) in u.beda.items() if k in FAKTA or k == "status_dasar"}
        for kunci in ("ayah_nik", "ibu_nik"):
            if kunci in isi:
                isi[kunci] = _nik_orang_tua(isi[kunci])
        if "nama" in isi:
            isi["nama_urut"] = urutan_nama(isi["nama"])
        if "nik" in u.beda:
            isi |= _kolom_nik(u.beda["nik"][1])
        if "no_kk" in u.beda:
            isi["keluarga_id"] = self.keluarga[u.beda["no_kk"][1]]
        if "tempat" in u.beda:
            isi["wilayah_id"] = self.wilayah[kunci_wilayah(*u.beda["tempat"][1])]
        if "status_dasar" in u.beda:
            isi["tanggal_lapor"] = None if isi["status_dasar"] == HIDUP else self.pada
        return isi | {"diubah_pada": self.kini, "diubah_oleh": self.oleh}


def pesan_id(tabel: str, banyak: int) -> list[int]:
    """Free primary keys, reserved inside this write transaction."""
    if not banyak:
        return []
    if db.session.get_bind().dialect.name == "postgresql":
        pilih = text("SELECT nextval(pg_get_serial_sequence(:tabel, 'id')) FROM generate_series(1, :n)")
        return list(db.session.scalars(pilih, {"tabel": tabel, "n": banyak}))
    awal = (db.session.scalar(select(func.max(db.metadata.tables[tabel].c.id))) or 0) + 1
    return list(range(awal, awal + banyak))


def _masukkan(model: Any, baris: list[dict[str, Any]]) -> None:
    if baris:
        db.session.execute(insert(model.__table__), baris)


def _perbarui(bentuk: tuple[str, ...], nilai: list[dict[str, Any]]) -> None:
    tabel = Penduduk.__table__
    pernyataan = update(tabel).where(tabel.c.id == bindparam("b_id")).values(
        versi=tabel.c.versi + 1, **{k: bindparam(f"b_{k}") for k in bentuk})
    db.session.connection().execute(pernyataan, nilai)


def _tulis_ulang_kata(nama: dict[int, str]) -> None:
    if nama:
        db.session.execute(delete(PendudukKata).where(PendudukKata.penduduk_id.in_(nama)))
        _masukkan(PendudukKata, [{"kata": k, "penduduk_id": i} for i,
                                 n in nama.items() for k in kata_kunci(n)])


def _catat_baris(impor: ImporPenduduk, daftar: Sequence[tuple[int, int, dict[str, Any] | None]]) -> None:
    _masukkan(ImporBaris, [{"impor_id": impor.id, "penduduk_id": i, "versi": v, "sebelum": s} for i, v,
                           s in daftar])


def _kolom_nik(nik: str) -> dict[str, Any]:
    return {"nik": None if nik == "0" else nik, "nik_sementara": adalah_sementara(nik)}


def _nik_orang_tua(nik: str | None) -> str | None:
    return None if nik == "0" else nik


def _citra(isi: dict[str, Any]) -> dict[str, Any]:
    """Columns as JSON can hold them."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in isi.items()}


def _dari_citra(isi: dict[str, Any]) -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for kunci, nilai in isi.items():
        if nilai is not None and kunci in _TANGGAL:
            nilai = date.fromisoformat(nilai)
        elif kunci == "diubah_pada":
            nilai = datetime.fromisoformat(nilai)
        hasil[kunci] = nilai
    return hasil


# --- taking back ----------------------------------------------------------------------------------

def batalkan(impor: ImporPenduduk, *, oleh: Pelaku | None) -> None:
    """Take a whole batch back; refused once one of its residents was changed by something else."""
    if impor.keadaan != DITERAPKAN:
        raise ImporBukanUji("Impor ini sudah dibatalkan atau belum diterapkan.")
    _pastikan_belum_berubah(impor)
    if not dapat_dibatalkan(impor):
        raise ImporBukanUji("Impor ini sudah terlalu lama untuk dibatalkan.")
    baris = db.session.execute(select(ImporBaris.penduduk_id,
                                      ImporBaris.sebelum).filter_by(impor_id=impor.id)).all()
    _pulihkan({i: _dari_citra(s) for i, s in baris if s is not None})
    try:
        _hapus_baru([i for i, s in baris if s is None], impor.dibuat)
    except IntegrityError as sebab:
        raise ImporTerpakai() from sebab
    impor.keadaan, impor.dibatalkan_pada = DIBATALKAN, sekarang()
    db.session.execute(delete(ImporBaris).where(ImporBaris.impor_id == impor.id))
    db.session.flush()
    db.session.expire_all()
    catat("penduduk.impor_dibatalkan", oleh=oleh, objek=("impor_penduduk", impor.id),
          berkas=impor.nama_berkas,
          baru=impor.baru, berubah=impor.berubah)


def dapat_dibatalkan(impor: ImporPenduduk) -> bool:
    """Whether the batch can still be taken back."""
    ada = select(func.count()).select_from(ImporBaris).where(ImporBaris.impor_id == impor.id)
    if impor.keadaan != DITERAPKAN or db.session.scalar(ada) != impor.baru + impor.berubah:
        return False  # nothing was written, or its images are forgotten by now
    return not _yang_berubah(impor)[0]


def _yang_berubah(impor: ImporPenduduk) -> tuple[int, str]:
    """How many residents of the batch were changed since (or are gone), and one of their names."""
    pilih = (select(func.count(), func.min(Penduduk.nama)).select_from(ImporBaris)
             .outerjoin(Penduduk, Penduduk.id == ImporBaris.penduduk_id)
             .where(ImporBaris.impor_id == impor.id,
                    db.or_(Penduduk.id.is_(None), Penduduk.versi != ImporBaris.versi)))
    banyak, nama = db.session.execute(pilih).one()
    return banyak, nama or "-"


def _pastikan_belum_berubah(impor: ImporPenduduk) -> None:
    banyak, nama = _yang_berubah(impor)
    if banyak:
        raise ImporSudahBerubah(banyak=banyak, nama=nama)


def _pulihkan(citra: dict[int, dict[str, Any]]) -> None:
    per_bentuk: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for i, isi in citra.items():
        per_bentuk[tuple(sorted(isi))].append({"b_id": i, **{f"b_{k}": v for k, v in isi.items()}})
    for bentuk, nilai in per_bentuk.items():
        _perbarui(bentuk, nilai)
    _tulis_ulang_kata({i: isi["nama"] for i, isi in citra.items() if "nama" in isi})


def _hapus_baru(ids: list[int], dibuat: dict[str, Any]) -> None:
    """Delete the residents a batch made, and the families and places it made that are empty now."""
    for awal in range(0, len(ids), 500):
        potongan = ids[awal:awal + 500]
        db.session.execute(delete(PendudukKata).where(PendudukKata.penduduk_id.in_(potongan)))
        db.session.execute(delete(Penduduk).where(Penduduk.id.in_(potongan)))
    for model, kolom, nama in ((Keluarga, Penduduk.keluarga_id, "keluarga"), (Wilayah, Penduduk.wilayah_id,
        "wilayah")):
        semua = dibuat.get(nama, [])
        for awal in range(0, len(semua), 500):
            db.session.execute(delete(model).where(
                model.id.in_(semua[awal:awal + 500]), ~select(Penduduk.id).where(kolom == model.id).exists()))
