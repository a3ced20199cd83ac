"""All villages of a month in one workbook: each report's sheets one under another, with the village in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from smartkampung.desa.queries import profil
from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import Periode, sekarang, waktu_panjang
from smartkampung.kabupaten import queries
from smartkampung.kabupaten.models import DesaTerdaftar
from smartkampung.kabupaten.terima import isi_masuk
from smartkampung.rekap.baca import baca_lembar


@dataclass
class _Tumpukan:
    """One sheet growing village by village; columns are the union of what the villages sent."""

    kode: str
    judul: str
    kolom: dict[str, Kolom] = field(default_factory=dict)
    baris: list[tuple[DesaTerdaftar, dict[str, Any]]] = field(default_factory=list)
    jumlah: dict[str, Decimal | int] = field(default_factory=dict)

    def tambah(self, desa: DesaTerdaftar, lembar: Lembar) -> None:
        for k in lembar.kolom:
            self.kolom.setdefault(k.kunci, k)
            if k.jumlah:
                self.jumlah[k.kunci] = self.jumlah.get(k.kunci, 0) + lembar.jumlah(k.kunci)
        kunci = [k.kunci for k in lembar.kolom]
        self.baris += [(desa, dict(zip(kunci, b, strict=True))) for b in lembar.baris]

    def lembar(self) -> Lembar:
        depan = (Kolom("_kode", "Kode desa", lebar=15), Kolom("_desa", "Desa", lebar=22))
        baris = [(d.kode, d.nama, *(b.get(k) for k in self.kolom)) for d, b in self.baris]
        return Lembar(self.kode, self.judul, (*depan, *self.kolom.values()), baris, zona=zona())

    def kontrol(self) -> list[Kontrol]:
        return [Kontrol(f"{self.judul}: {self.kolom[k].judul}", n, ((1, self.kode, k),))
                for k, n in self.jumlah.items()]


def gabungkan(desa: Sequence[DesaTerdaftar], periode: Periode, laporan: Sequence[queries.Kolom]) -> bytes:
    """One workbook of these villages: a sheet of who has sent, then every report's sheets, and the checks."""
    from smartkampung.inti.xlsx import Sampul, buku_ke_bytes

    tumpukan: dict[str, _Tumpukan] = {}
    for kolom in laporan:
        for masuk in queries.masuk_terbaru(desa, periode, kolom.kode):
            for bagian in isi_masuk(masuk)["bagian"]:
                if bagian["kode"] == kolom.kode:
                    for satu in bagian["lembar"]:
                        kode = f"{kolom.kode}-{satu['kode']}"
                        tumpukan.setdefault(kode, _Tumpukan(kode, satu["judul"])).tambah(masuk.desa, baca_lembar(satu))
    lembar = [_lembar_siapa(desa, periode, laporan), *(t.lembar() for t in tumpukan.values())]
    keterangan = (("Kabupaten", profil().kabupaten_lengkap), ("Periode", periode.nama), ("Desa", str(len(desa))),
                  ("Disusun", waktu_panjang(sekarang(), zona())))
    return buku_ke_bytes(lembar, sampul=Sampul(f"Gabungan rekap {periode.nama}", keterangan),
                         kontrol=[k for t in tumpukan.values() for k in t.kontrol()], dibuat=sekarang())


def _lembar_siapa(desa: Sequence[DesaTerdaftar], periode: Periode, laporan: Sequence[queries.Kolom]) -> Lembar:
    kolom = (Kolom("kode", "Kode desa", lebar=15), Kolom("desa", "Desa", lebar=22), Kolom("kecamatan", "Kecamatan"),
             *(Kolom(k.kode, k.judul, lebar=22) for k in laporan))
    baris = [(b.kode, b.nama, b.kecamatan, *(f"{s.kata} ({s.ket})" if s.ket else s.kata for s in b.sel))
             for b in queries.matriks_bulan(desa, periode, laporan)]
    return Lembar("siapa", "Siapa sudah mengirim", kolom, baris)
