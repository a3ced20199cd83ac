"""From a filled form to what will be booked: the journals, the goods that move, the warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from smartkampung.bumdes.buku.konsep import Konsep
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.periksa_konsep import periksa_konsep, periksa_pasangan
from smartkampung.bumdes.catat.forms import FormCatat
from smartkampung.bumdes.catat.resep import Isian, Resep
from smartkampung.bumdes.catat.services import cari_pihak
from smartkampung.bumdes.catat.services import pihak as buat_pihak
from smartkampung.bumdes.catat.waspada import waspada
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.persediaan import services as stok
from smartkampung.bumdes.persediaan.models import BarangBumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.uang import NOL

PIHAK_BARU = -1


@dataclass(frozen=True, slots=True)
class Rencana:
    """What a form would book."""

    konsep: list[Konsep]
    barang: BarangBumdes | None
    banyak: int
    waspada: list[str]


def baca(form: FormCatat, resep: Resep, buku: Buku, *, simpan: bool) -> Rencana:
    """Compose and check; a new party is made only when saving."""
    entitas = buku.entitas[int(form.entitas.data)]
    barang, banyak = _barang(form, entitas.id)
    jumlah = form.jumlah.data
    if barang is not None and not jumlah and resep.kode == "jual":
        jumlah = (barang.harga_jual * banyak / 1000).quantize(NOL)
    if not jumlah:
        raise IsianSalah(apa="Isi jumlahnya, lebih dari nol.", medan="jumlah")
    isian = Isian(
        entitas, form.tanggal.data, jumlah, form.uraian.data or "", kas=_angka(form, "kas"),
        kas_ke=_angka(form, "kas_ke"), lawan=barang.akun_stok_id if barang is not None and resep.kode == "beli"
        else _angka(form, "lawan"), cara=_teks(form, "cara"), arah=_teks(form, "arah"),
        pihak_id=_pihak(form, buku.bumdes_id, simpan), bukti=form.bukti.data or "",
        ke=buku.entitas.get(_angka(form, "ke") or 0))  # fmt: skip
    konsep = resep.susun(buku, isian)
    if barang is not None and resep.kode == "jual":
        siap = [stok.konsep_jual(barang, konsep[0], banyak)]
    else:
        siap = konsep
    return Rencana(konsep, barang, banyak, periksa(buku, siap))


def periksa(buku: Buku, konsep: Sequence[Konsep]) -> list[str]:
    """Raise what is wrong; answer what looks wrong."""
    tanda = [_berpasangan(k) if len(konsep) > 1 else k for k in konsep]
    tanpa_baru = [_tanpa_pihak_baru(k) for k in tanda]
    periksa_pasangan(buku, [periksa_konsep(buku, k) for k in tanpa_baru])
    return waspada(buku, tanpa_baru)


def _berpasangan(k: Konsep) -> Konsep:
    from dataclasses import replace

    return replace(k, pasangan="pratinjau")


def _tanpa_pihak_baru(k: Konsep) -> Konsep:
    from dataclasses import replace

    return replace(k, baris=tuple(replace(b, pihak_id=None) if b.pihak_id == PIHAK_BARU else b for b in k.baris))


def bukukan(rencana: Rencana, resep: Resep, *, oleh: Any, berkas: Sequence[Berkas]) -> Any:
    """Book what was composed; goods move with it."""
    from smartkampung.bumdes.catat.services import bukukan as langsung

    if rencana.barang is None:
        return langsung(rencana.konsep, oleh=oleh, berkas=berkas)
    act = stok.jual if resep.kode == "jual" else stok.beli
    return act(rencana.barang, rencana.konsep[0], rencana.banyak, oleh=oleh, berkas=berkas)


def _barang(form: FormCatat, entitas_id: int) -> tuple[BarangBumdes | None, int]:
    if "barang" not in form or not form.barang.data:
        return None, 0
    barang = db.session.get(BarangBumdes, int(form.barang.data))
    if barang is None or barang.entitas_id != entitas_id:
        raise IsianSalah(apa="Barang ini milik unit lain. Pilih unitnya dulu.", medan="barang")
    return barang, stok.baca_banyak(form.banyak.data or "")


def _angka(form: FormCatat, nama: str) -> int | None:
    return int(form[nama].data) if nama in form and form[nama].data else None


def _teks(form: FormCatat, nama: str) -> str:
    return form[nama].data or "" if nama in form else ""


def _pihak(form: FormCatat, bumdes_id: int, simpan: bool) -> int | None:
    nama = _teks(form, "pihak")
    if not nama:
        return None
    if simpan:
        baru = buat_pihak(bumdes_id, nama)
        return baru.id if baru else None
    ada = cari_pihak(bumdes_id, nama)
    return ada.id if ada else PIHAK_BARU
