"""The older letters of the invented village: rows without files, written in bulk with their history."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert

from smartkampung.contoh.bahan import Bahan, pengguna, saat
from smartkampung.contoh.rencana_surat import RencanaSurat
from smartkampung.desa.queries import penandatangan_sebagai
from smartkampung.desa.waktu_layanan import Kalender
from smartkampung.extensions import db
from smartkampung.inti.db import setelah_komit
from smartkampung.inti.penomoran import NomorUrut, folder_kunci, tandai_tertinggi
from smartkampung.penduduk.ejaan import kata_kunci
from smartkampung.penduduk.tulis_impor import pesan_id
from smartkampung.surat import naskah, warga
from smartkampung.surat.catatan import bulan_dari
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.kode import kode_baru
from smartkampung.surat.models import JenisSurat, KataSurat, RiwayatSurat, Surat
from smartkampung.surat.nomor.pola import nomor_teks
from smartkampung.surat.permohonan import bersihkan_isian

BASAH = "tanda tangan basah"


def tulis_baris(rencana: list[RencanaSurat], dewasa: list[int], bahan: Bahan) -> None:
    """Write closed letters with number, dates, minutes and history, but without PDF."""
    if not rencana:
        return
    penulis = _Penulis(bahan)
    ids = pesan_id("surat", len(rencana))
    for awal in range(0, len(rencana), 500):
        potongan = list(zip(ids[awal:awal + 500], rencana[awal:awal + 500], strict=True))
        penulis.tulis([(i, r, dewasa[r.warga]) for i, r in potongan])
        bahan.kemajuan(min(awal + 500, len(rencana)), len(rencana), "Menulis surat lama")
    penulis.simpan_nomor()


class _Penulis:
    """Knows the kinds, the hours, the people, and the running numbers."""

    def __init__(self, bahan: Bahan) -> None:
        self.jenis: dict[str, JenisSurat] = {
            j.kode: j for j in db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))}
        self.definisi: dict[str, Definisi] = {k: definisi_dari(j) for k, j in self.jenis.items()}
        self.kalender = Kalender(bahan.awal - timedelta(days=1), bahan.hari + timedelta(days=400))
        self.operator, self.kades = pengguna("operator"), pengguna("kades")
        self.nomor: dict[tuple[str, int], int] = defaultdict(int)
        self.penanda = _potret_penanda(self.kades.id, bahan)

    def tulis(self, daftar: list[tuple[int, RencanaSurat, int]]) -> None:
        surat: list[dict[str, Any]] = []
        riwayat: list[dict[str, Any]] = []
        kata: list[dict[str, Any]] = []
        for i, r, penduduk_id in daftar:
            orang = warga.ambil(penduduk_id)
            baris = self._baris(i, r, orang)
            surat.append(baris)
            riwayat += self._riwayat(baris, r)
            kata += [{"kata": k, "surat_id": i} for k in kata_kunci(orang.nama)]
        for model, isi in ((Surat, surat), (RiwayatSurat, riwayat), (KataSurat, kata)):
            db.session.execute(insert(model.__table__), isi)  # type: ignore[arg-type]

    def _baris(self, surat_id: int, r: RencanaSurat, orang: warga.Warga) -> dict[str, Any]:
        jenis, definisi = self.jenis[r.jenis], self.definisi[r.jenis]
        masuk = saat(r.hari, r.menit)
        diperiksa = masuk + timedelta(minutes=r.periksa)
        isi: dict[str, Any] = dict.fromkeys(_KOLOM) | {
            "id": surat_id, "jenis_id": jenis.id, "jenis_kode": jenis.kode, "kanal": r.kanal,
            "keadaan": r.akhir,
            "kode_status": kode_baru(), "kode_periksa": kode_baru(), "penduduk_id": orang.id,
            "nama": orang.nama,
            "nik": orang.nik, "tanggal_lahir": orang.tanggal_lahir, "jenis_kelamin": orang.jenis_kelamin,
            "telepon": "", "cocok": True, "isian": bersihkan_isian(definisi, r.isian,
                                                                   petugas=r.kanal != "web"),
            "diterima_pada": masuk, "janji_pada": self.kalender.tambah(masuk, jenis.janji_menit),
            "alasan": r.alasan,
            "bulan_masuk": bulan_dari(masuk)}
        if r.akhir in ("ditolak", "dibatalkan"):
            return isi | {"ditutup_pada": diperiksa, "bulan_tutup": bulan_dari(diperiksa)}
        return isi | self._terbit(r, orang, diperiksa, isi)

    def _terbit(self, r: RencanaSurat, orang: warga.Warga, diperiksa: datetime, isi: dict[str,
        Any]) -> dict[str, Any]:
        jenis, definisi = self.jenis[r.jenis], self.definisi[r.jenis]
        selesai = diperiksa + timedelta(minutes=r.tanda_tangan)
        sesudah = selesai + timedelta(minutes=r.ambil)
        kunci = (definisi.register, r.hari.year)
        self.nomor[kunci] += 1
        hasil = {
            "potret": orang.potret, "register": kunci[0], "tahun": kunci[1], "nomor": self.nomor[kunci],
            "sufiks": "",
            "nomor_teks": nomor_teks(Surat(jenis=jenis), r.hari, self.nomor[kunci]), "tanggal_surat": r.hari,
            "berlaku_sampai": naskah.berlaku_sampai(r.hari, definisi.berlaku), "penanda": self.penanda,
            "elektronik": False, "diverifikasi_pada": diperiksa, "verifikator_id": self.operator.id,
            "penanda_id": self.kades.id, "ditandatangani_pada": selesai, "bulan_selesai": bulan_dari(selesai),
            "menit_layanan": self.kalender.menit(isi["diterima_pada"], selesai),
            "tepat": selesai <= isi["janji_pada"]}
        if r.akhir in ("diambil", "diantar"):
            hasil["diserahkan_pada"] = sesudah
        elif r.akhir == "dicabut":
            hasil |= {"ditutup_pada": sesudah, "bulan_tutup": bulan_dari(sesudah)}
        return hasil

    def _riwayat(self, s: dict[str, Any], r: RencanaSurat) -> list[dict[str, Any]]:
        petugas, kades = (self.operator.id, self.operator.nama), (self.kades.id, self.kades.nama)
        pemohon = (None, "Pemohon") if r.kanal == "web" else petugas
        urut = [("diajukan", "diterima", s["diterima_pada"], pemohon, "")]
        if s["ditandatangani_pada"]:
            urut += [("diverifikasi", "menunggu_ttd", s["diverifikasi_pada"], petugas, ""),
                     ("ditandatangani", "selesai", s["ditandatangani_pada"], kades, BASAH)]
        if s["diserahkan_pada"]:
            urut.append((r.akhir, r.akhir, s["diserahkan_pada"], petugas, s["nama"]))
        if s["ditutup_pada"]:
            urut.append((r.akhir, r.akhir, s["ditutup_pada"], kades if r.akhir == "dicabut" else petugas,
                         r.alasan))
        return [{"surat_id": s["id"], "tindakan": t, "keadaan": k, "pada": p, "oleh_id": o[0],
                 "oleh_nama": o[1],
                 "keterangan": ket} for t, k, p, o, ket in urut]

    def simpan_nomor(self) -> None:
        """Leave the registers where the last row stands."""
        folder = folder_kunci()
        for (register, tahun), terakhir in self.nomor.items():
            db.session.add(NomorUrut(register=register, tahun=tahun, terakhir=terakhir))
            setelah_komit(partial(tandai_tertinggi, folder, register, tahun, terakhir))
        db.session.flush()


_KOLOM = tuple(k.name for k in Surat.__table__.columns)


def _potret_penanda(pengguna_id: int, bahan: Bahan) -> dict[str, Any]:
    siapa = penandatangan_sebagai(pengguna_id, bahan.hari)
    assert siapa is not None
    return {"nama": siapa.nama, "nip": siapa.nip, "cara": siapa.cara, "jabatan": list(siapa.baris_jabatan),
            "label": BASAH, "sidik": None}
