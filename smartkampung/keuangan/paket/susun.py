"""Making an audit pack: file by file into a ZIP on the disk, hashed on the way, the list signed at the end."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from smartkampung import __version__
from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas, folder_unggahan, hapus_berkas, simpan_jalur
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.kunci_kantor import kunci_publik, sidik_kunci, tanda_tangani
from smartkampung.inti.pdf import lepaskan
from smartkampung.inti.tanggal import Periode, sekarang, tanggal_panjang
from smartkampung.inti.tugas import Kemajuan
from smartkampung.keuangan.belanja.register import REGISTER
from smartkampung.keuangan.bku.kertas import BUKU_BANK, NAMA_BUKU, kertas_buku
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import json_kertas, pdf_kertas, xlsx_kertas
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.laporan.daftar import jenis_laporan
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN
from smartkampung.keuangan.laporan.minta import TANGGAL, Minta
from smartkampung.keuangan.laporan.models import PaketAudit
from smartkampung.keuangan.laporan.register import kertas_register
from smartkampung.keuangan.paket.bukti import dokumen_masa, kertas_bukti, lampiran_dokumen
from smartkampung.keuangan.paket.data import TABEL, Tabel, csv_tabel
from smartkampung.keuangan.paket.segel import BENTUK, MANIFES, TANDA, tulis_manifes

MIME = "application/zip"
LAPORAN_PAKET = ("lra", "realisasi-kegiatan")
KETERANGAN = """Paket audit keuangan desa

buku/     buku kas umum, bank, kas tunai, pajak, panjar, dan register (PDF per bulan, XLSX)
laporan/  laporan realisasi anggaran dan kegiatan (PDF, XLSX, JSON)
bukti/    kumpulan bukti per bulan (PDF) dan lampirannya
data/     jurnal, dokumen, baris, dan potongan pajak sebagai CSV (UTF-8, koma, titik desimal)
manifes.json, manifes.sig  daftar isi dengan SHA-256 dan tanda tangan Ed25519 desa

Memeriksa keutuhan: smartkampung periksa paket NAMA-BERKAS.zip
Sidik kunci desa dapat dicocokkan dengan yang tercetak di halaman paket audit desa.
"""


class MasaPaket(GalatDomain):
    """A span that is none, or reaches over a year."""

    pesan = "Pilih hari pertama dan terakhir dalam tahun %(tahun)s, yang pertama lebih dulu, paling akhir hari ini."
    medan = "sampai"


@dataclass
class Tulis:
    """A ZIP being written: each file is hashed as it goes in."""

    zip_: zipfile.ZipFile
    berkas: dict[str, dict[str, Any]] = field(default_factory=dict)

    def tambah(self, nama: str, isi: bytes | Iterable[bytes]) -> None:
        """Write one file, whole or in pieces."""
        hitung, ukuran = hashlib.sha256(), 0
        with self.zip_.open(nama, "w", force_zip64=True) as keluar:
            for potong in (isi,) if isinstance(isi, bytes) else isi:
                keluar.write(potong)
                hitung.update(potong)
                ukuran += len(potong)
        self.berkas[nama] = {"sha256": hitung.hexdigest(), "ukuran": ukuran}


def periksa_masa(tahun: int, dari: date, sampai: date) -> None:
    """Raise MasaPaket unless it is a span of one year that has come."""
    if not date(tahun, 1, 1) <= dari <= sampai <= min(date(tahun, 12, 31), hari_desa()):
        raise MasaPaket(tahun=tahun)


def buat_paket(*, kemajuan: Kemajuan, tahun: int, dari: date, sampai: date, oleh_id: int) -> str:
    """Make a pack and keep it; the work of a Tugas, answers the address of its page."""
    oleh = db.session.get_one(Pengguna, oleh_id)
    periksa_izin(oleh, *PENYUSUN)
    periksa_masa(tahun, dari, sampai)
    with tempfile.TemporaryDirectory(dir=folder_unggahan()) as folder:
        jalur = Path(folder) / "paket.zip"
        banyak = tulis_paket(jalur, tahun, dari, sampai, kemajuan=kemajuan)
        db.session.rollback()
        with transaksi():
            satu = _simpan(jalur, tahun, dari, sampai, banyak, db.session.get_one(Pengguna, oleh_id))
            nomor = satu.id
    return f"/keuangan/paket/{nomor}"


def _simpan(jalur: Path, tahun: int, dari: date, sampai: date, banyak: int, oleh: Pelaku) -> PaketAudit:
    nama = f"paket-audit-{profil().kode}-{dari:%Y%m%d}-{sampai:%Y%m%d}.zip"
    berkas = simpan_jalur(jalur, nama, MIME)
    satu = PaketAudit(tahun=tahun, dari=dari, sampai=sampai, banyak=banyak, sidik=berkas.sha256, berkas_id=berkas.id,
                      pada=sekarang(), oleh_id=oleh.id, oleh=oleh.nama)  # fmt: skip
    db.session.add(satu)
    db.session.flush()
    catat("keuangan.paket_dibuat", oleh=oleh, objek=("paket_audit", satu.id), apa=sebut_masa(dari, sampai),
          banyak=banyak, sidik=satu.sidik[:16])  # fmt: skip
    return satu


def sebut_masa(dari: date, sampai: date) -> str:
    """`1 Januari 2026 sampai 30 Juni 2026`."""
    return f"{tanggal_panjang(dari)} sampai {tanggal_panjang(sampai)}"


def tulis_paket(jalur: Path, tahun: int, dari: date, sampai: date, *, kemajuan: Kemajuan) -> int:
    """Write the pack to a file; answers how many files it lists. Only a month of vouchers is in memory at a time."""
    langkah = list(_langkah(tahun, dari, sampai))
    with zipfile.ZipFile(jalur, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zip_:
        tulis = Tulis(zip_)
        tulis.tambah("BACA-SAYA.txt", KETERANGAN.encode())
        for ke, (pesan, kerja) in enumerate(langkah):
            kemajuan(ke, len(langkah), pesan)
            kerja(tulis)
            db.session.expire_all()
            lepaskan()
        data = tulis_manifes(_manifes(tulis, jalur, tahun, dari, sampai))
        zip_.writestr(MANIFES, data)
        zip_.writestr(TANDA, tanda_tangani(data) + "\n")
    kemajuan(len(langkah), len(langkah), "Selesai")
    return len(tulis.berkas)


def _langkah(tahun: int, dari: date, sampai: date) -> Iterator[tuple[str, Callable[[Tulis], None]]]:
    for tabel in TABEL.values():
        yield tabel.judul, partial(_tabel, tabel=tabel, tahun=tahun, dari=dari, sampai=sampai)
    for nama, jalur, susun in _buku(tahun):
        yield nama, partial(_lembar, jalur=jalur, kertas=partial(susun, dari.month, sampai.month))
        for bulan in range(dari.month, sampai.month + 1):
            yield nama, partial(_cetak, jalur=f"{jalur}-{tahun}-{bulan:02d}", kertas=partial(susun, bulan, bulan))
    minta = Minta(tahun, TANGGAL, sampai, rinci=True)
    for kode in LAPORAN_PAKET:
        yield jenis_laporan(kode).nama, partial(_laporan, kode=kode, minta=minta)
    for bulan in range(dari.month, sampai.month + 1):
        p = Periode(tahun, bulan)
        yield f"Bukti {p.nama}", partial(_bukti, periode=p, dari=max(dari, p.awal), sampai=min(sampai, p.akhir))


def _buku(tahun: int) -> Iterator[tuple[str, str, Callable[[int, int], Kertas]]]:
    """(name, path, paper of some months) of every book and register."""
    for kode, nama in NAMA_BUKU.items():
        for rekening in _rekening() if kode == BUKU_BANK else [None]:
            nomor = rekening.id if rekening else None
            yield (nama, f"buku/{kode}" + (f"-{_aman(rekening.nomor)}" if rekening else ""),
                   partial(_kertas_buku, kode, tahun, nomor))  # fmt: skip
    for kode, register in REGISTER.items():
        yield register.judul, f"buku/register-{kode}", partial(_kertas_register, kode, tahun)


def _kertas_buku(kode: str, tahun: int, rekening_id: int | None, dari: int, sampai: int) -> Kertas:
    return kertas_buku(kode, tahun, dari, sampai, rekening_id=rekening_id)


def _kertas_register(kode: str, tahun: int, dari: int, sampai: int) -> Kertas:
    """One month, or the whole year."""
    return kertas_register(kode, tahun, dari if dari == sampai else None)


def _tabel(tulis: Tulis, *, tabel: Tabel, tahun: int, dari: date, sampai: date) -> None:
    tulis.tambah(f"data/{tabel.kode}.csv", csv_tabel(tabel, tahun, dari, sampai))


def _lembar(tulis: Tulis, *, jalur: str, kertas: Callable[[], Kertas]) -> None:
    tulis.tambah(f"{jalur}.xlsx", xlsx_kertas(kertas()))


def _cetak(tulis: Tulis, *, jalur: str, kertas: Callable[[], Kertas]) -> None:
    tulis.tambah(f"{jalur}.pdf", pdf_kertas(kertas()))


def _laporan(tulis: Tulis, *, kode: str, minta: Minta) -> None:
    kertas = jenis_laporan(kode).susun(minta)
    tulis.tambah(f"laporan/{kode}.pdf", pdf_kertas(kertas))
    tulis.tambah(f"laporan/{kode}.xlsx", xlsx_kertas(kertas))
    tulis.tambah(f"laporan/{kode}.json", json.dumps(json_kertas(kertas), ensure_ascii=False, indent=1).encode())


def _rekening() -> list[RekeningBank]:
    return list(db.session.scalars(db.select(RekeningBank).order_by(RekeningBank.id)))


def _bukti(tulis: Tulis, *, periode: Periode, dari: date, sampai: date) -> None:
    dokumen = dokumen_masa(periode.tahun, dari, sampai)
    if not dokumen:
        return
    tulis.tambah(f"bukti/{periode.kode}.pdf", pdf_kertas(kertas_bukti(periode, dokumen)))
    nomor = {d.id: _aman(d.nomor_teks or str(d.id)) for d in dokumen}
    for dokumen_id, lampiran in lampiran_dokumen(dokumen).items():
        for satu in lampiran:
            nama = f"bukti/{periode.kode}/{nomor[dokumen_id]}/{satu.id}-{_aman(satu.syarat)}-{_aman(satu.berkas.nama)}"
            tulis.tambah(nama, baca_berkas(satu.berkas))


def _aman(nama: str) -> str:
    """A name for a path inside the ZIP."""
    return "".join(c if c.isalnum() or c in "._-" else "-" for c in nama).strip(".")[:80] or "berkas"


def _manifes(tulis: Tulis, jalur: Path, tahun: int, dari: date, sampai: date) -> dict[str, Any]:
    desa = profil()
    banyak, masuk, keluar = _jumlah(tahun, dari, sampai)
    return {
        "format": BENTUK, "program": __version__, "dibuat": sekarang().isoformat(timespec="seconds"),
        "desa": {"kode": desa.kode, "nama": desa.nama}, "tahun": tahun, "dari": dari.isoformat(),
        "sampai": sampai.isoformat(), "kunci": kunci_publik(),
        "jurnal": {"baris": banyak, "masuk": f"{masuk:.2f}", "keluar": f"{keluar:.2f}"}, "berkas": tulis.berkas,
    }  # fmt: skip


def _jumlah(tahun: int, dari: date, sampai: date) -> tuple[int, Decimal, Decimal]:
    """The journal added up by the database, beside the rows that were written."""
    tabel = TABEL["jurnal"].pilih(tahun, dari, sampai).order_by(None).subquery()
    banyak, masuk, keluar = db.session.execute(
        db.select(db.func.count(), db.func.sum(tabel.c.masuk), db.func.sum(tabel.c.keluar))).one()  # fmt: skip
    return banyak, masuk or Decimal(0), keluar or Decimal(0)


def hapus_paket(satu: PaketAudit, *, oleh: Pelaku) -> None:
    """Forget a pack; it can be made again."""
    periksa_izin(oleh, *PENYUSUN)
    berkas = satu.berkas
    catat("keuangan.paket_dihapus", oleh=oleh, apa=sebut_masa(satu.dari, satu.sampai))
    db.session.delete(satu)
    db.session.flush()
    hapus_berkas(berkas)


def sidik_kunci_desa() -> str:
    """The short name of this village's key, to compare with what a pack says."""
    return sidik_kunci(kunci_publik())


