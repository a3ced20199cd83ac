"""Notes to the statements (CaLK): text the program composes from the books, which people may rewrite, by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.aset.models import METODE, AsetBumdes
from smartkampung.bumdes.aset.services import akumulasi
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import KAS, PERSEDIAAN, PIUTANG, UTANG, UTANG_HASIL
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.laporan.models import CatatanLaporan
from smartkampung.bumdes.lembaga.models import METODE_STOK, STANDAR, Bumdes
from smartkampung.bumdes.lembaga.services import daftar_pos
from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.uang import angka, rupiah

BAGIAN = {
    "umum": "1. Umum", "dasar": "2. Dasar penyusunan", "kebijakan": "3. Kebijakan akuntansi", "pos": "4. Rincian pos",
    "aset": "5. Aset tetap", "unit": "6. Unit usaha", "hasil": "7. Bagi hasil", "komitmen": "8. Komitmen dan kewajiban "
    "bersyarat", "sesudah": "9. Kejadian setelah tanggal laporan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BagianCatatan:
    """One part: its heading, its text, a table when there is one."""

    kode: str
    judul: str
    isi: str
    kolom: tuple[str, ...] = ()
    baris: tuple[tuple[str, ...], ...] = ()

    def untuk_tata(self) -> dict[str, Any]:
        """As the layout reads it."""
        return {"judul": self.judul, "isi": self.isi, "kolom": list(self.kolom), "baris": [list(b) for b in self.baris]}


def terbaru(bumdes: Bumdes, tahun: int) -> CatatanLaporan | None:
    """The newest version of a year."""
    return db.session.scalars(db.select(CatatanLaporan).filter_by(bumdes_id=bumdes.id, tahun=tahun).order_by(
        CatatanLaporan.versi.desc())).first()  # fmt: skip


def simpan(bumdes: Bumdes, tahun: int, isi: Mapping[str, str], versi: int, *, oleh: Pelaku) -> CatatanLaporan:
    """Keep what was written as the next version; somebody else's newer version is not overwritten."""
    pastikan(oleh, "bumdes.lapor", bumdes.id)
    kini = terbaru(bumdes, tahun)
    if (kini.versi if kini else 0) != versi:
        raise Bentrok()
    baru = CatatanLaporan(bumdes_id=bumdes.id, tahun=tahun, versi=versi + 1, pada=sekarang(), oleh=oleh.nama,
                          isi={k: v for k, v in isi.items() if k in BAGIAN})  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    catat("bumdes.catatan_disimpan", oleh=oleh, objek=("catatan_laporan", baru.id), tahun=tahun, versi=baru.versi)
    return baru


def susun(buku: Buku, sampai: date) -> list[BagianCatatan]:
    """The notes of a year: people's own words where they wrote some, tables always from the books."""
    tulis = terbaru(buku.bumdes, sampai.year)
    sendiri = tulis.isi if tulis else {}
    tabel = {"pos": _tabel_pos(buku, sampai), "aset": _tabel_aset(buku, sampai), "unit": _tabel_unit(buku, sampai)}
    return [BagianCatatan(k, judul, sendiri.get(k) or teks_bawaan(buku, k, sampai), *tabel.get(k, ((), ())))
            for k, judul in BAGIAN.items()]  # fmt: skip


def teks_bawaan(buku: Buku, kode: str, sampai: date) -> str:
    """What the program writes where nobody wrote anything."""
    return {"umum": _umum, "dasar": _dasar, "kebijakan": _kebijakan, "hasil": _hasil}.get(kode, _lain)(buku, kode,
                                                                                                       sampai)


def _umum(buku: Buku, _kode: str, _sampai: date) -> str:
    b = buku.bumdes
    hukum = f" dan berbadan hukum dengan nomor {b.badan_hukum}" if b.badan_hukum else ""
    perdes = f" dengan {b.perdes_nomor}" if b.perdes_nomor else ""
    izin = ". ".join(x for x in (f"NIB {b.nib}" if b.nib else "", f"NPWP {b.npwp}" if b.npwp else "") if x)
    return f"{b.nama_jenis} {b.nama} didirikan{perdes}{hukum}." + (f" {izin}." if izin else "") + (
        f" Kedudukan di {b.alamat}." if b.alamat else "")


def _dasar(buku: Buku, _kode: str, _sampai: date) -> str:
    return (f"Laporan keuangan disusun menurut {STANDAR[buku.bumdes.standar]} dengan memperhatikan Kepmendesa PDTT "
            "Nomor 136 Tahun 2022, atas dasar akrual dan biaya historis, dalam rupiah. Laporan konsolidasi "
            "menggabungkan pusat dan semua unit usaha sesudah menghapus rekening koran dan transaksi antar unit.")


def _kebijakan(buku: Buku, _kode: str, _sampai: date) -> str:
    stok = sorted({METODE_STOK[e.persediaan].lower() for e in buku.entitas.values() if not e.pusat})
    return ("Pendapatan diakui saat barang diserahkan atau jasa selesai. Piutang disajikan sebesar yang diperkirakan "
            f"tertagih. Persediaan dinilai dengan cara {' atau '.join(stok) or 'rata-rata bergerak'}. Aset tetap "
            "disusutkan dengan garis lurus atau saldo menurun ganda selama umur manfaatnya; tanah tidak disusutkan.")


def _hasil(buku: Buku, _kode: str, _sampai: date) -> str:
    pos = ", ".join(f"{p.nama.lower()} {angka(p.bobot, 0) if not p.bobot else _persen(p.bobot)} %"
                    for p in daftar_pos(buku.bumdes) if p.bobot)  # fmt: skip
    return f"Menurut AD/ART laba dibagi: {pos}."


def _persen(bobot: int) -> str:
    utuh, pecah = divmod(bobot, 100)
    return f"{utuh}" + (f",{pecah:02d}".rstrip("0") if pecah else "")


def _lain(_buku: Buku, kode: str, sampai: date) -> str:
    return {"pos": "Saldo pos-pos utama pada tanggal laporan:", "aset": "Harga perolehan dan penyusutan:",
            "unit": "Hasil setiap unit pada tahun ini, sebelum menghapus transaksi antar unit:",
            "komitmen": "Tidak ada komitmen atau kewajiban bersyarat yang perlu diungkapkan.",
            "sesudah": f"Tidak ada kejadian penting setelah {tanggal_panjang(sampai)}."}.get(kode, "")  # fmt: skip


def _tabel_pos(buku: Buku, sampai: date) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    a = baca(buku, list(buku.entitas), date(sampai.year, 1, 1), sampai)
    isi = [(x.sebutan, a.akhir.get(x.id, 0) * (1 if x.saldo_normal == "D" else -1)) for x in buku.dengan_peran(
        KAS, PIUTANG, PERSEDIAAN, UTANG, UTANG_HASIL)]  # fmt: skip
    return ("Pos", "Saldo"), tuple((n, rupiah(_uang(s))) for n, s in isi if s)


def _tabel_aset(buku: Buku, sampai: date) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    semua = db.session.scalars(db.select(AsetBumdes).where(
        AsetBumdes.entitas_id.in_(buku.entitas), AsetBumdes.tanggal <= sampai).order_by(AsetBumdes.tanggal))
    baris = tuple((x.nama, METODE[x.metode], rupiah(x.harga), rupiah(akumulasi(x, sampai)),
                   rupiah(x.harga - akumulasi(x, sampai))) for x in semua
                  if x.dilepas is None or x.dilepas > sampai)  # fmt: skip
    return (("Aset", "Metode", "Harga", "Penyusutan", "Nilai buku"), baris) if baris else ((), ())


def _tabel_unit(buku: Buku, sampai: date) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    baris = []
    for e in buku.entitas.values():
        a = baca(buku, [e.id], date(sampai.year, 1, 1), sampai)
        omzet = -a.jumlah(a.gerak, lambda x: x.kelompok == "PENDAPATAN")
        baris.append((e.nama, rupiah(_uang(omzet)), rupiah(_uang(a.laba(a.gerak)))))
    return ("Unit", "Pendapatan usaha", "Laba (rugi)"), tuple(baris)


def _uang(sen: int) -> Any:
    from smartkampung.bumdes.buku.saldo import uang

    return uang(sen)
