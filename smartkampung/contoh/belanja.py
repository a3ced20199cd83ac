"""Spending of the invented village: one kegiatan walked through its steps by the people of the demo, and what waits."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from smartkampung.contoh.bahan import Bahan, pengguna, saat
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import BULAN
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, rab_versi, versi_berlaku
from smartkampung.keuangan.anggaran.models import PENYEDIA
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.belanja import blt, jenjang, lampiran, spj, spp
from smartkampung.keuangan.belanja.cair import cairkan
from smartkampung.keuangan.belanja.pajak import objek_rekening
from smartkampung.keuangan.belanja.plafon import isi_berlaku, plafon
from smartkampung.keuangan.kas.models import DEFINITIF, DI_BANK, PANJAR, PERORANGAN, DokumenKas, Pihak, RekeningBank
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.referensi import HIDUP

LANGKAH = ("draf", "diajukan", "diverifikasi", "disetujui", "dicairkan")
BULAT = Decimal(50_000)
PENERIMA_BLT = 24


@dataclass(frozen=True)
class Belanja:
    """What is to be spent: the lines of one kegiatan, how, on which day, and how far the paper has come."""

    baris: Sequence[spp.BarisIsian]
    uraian: str
    tanggal: date
    cara: str = DEFINITIF
    sampai: str = "dicairkan"
    media: str = DI_BANK


def jalankan(bahan: Bahan, b: Belanja) -> DokumenKas:
    """Walk an SPP through the chain: kasi, sekdes, kades, keuangan, an hour apart; stops at `sampai`."""
    isian = spp.IsianSPP(b.tanggal, b.uraian, b.cara, b.baris)
    bahan.ke(min(saat(b.tanggal, 540), bahan.kini))
    satu = spp.buat(b.baris[0].kunci.kegiatan, isian, oleh=pengguna("kasi"))
    if b.cara == DEFINITIF:
        for kode in ("penerimaan", "kuitansi"):
            lampiran.tambah(satu, kode, foto(f"{kode} {satu.id}"), f"{kode}.jpg", oleh=pengguna("kasi"))
    sampai = LANGKAH.index(b.sampai)
    if sampai > 0:
        jenjang.ajukan(satu, oleh=pengguna("kasi"), sptb=True)
    if sampai > 1:
        bahan.ke(min(saat(b.tanggal, 600), bahan.kini))
        jenjang.verifikasi(satu, oleh=pengguna("sekdes"))
    if sampai > 2:
        bahan.ke(min(saat(b.tanggal, 660), bahan.kini))
        jenjang.setujui(satu, oleh=pengguna("kades"))
    if sampai > 3:
        bahan.ke(min(saat(b.tanggal, 780), bahan.kini))
        cairkan(satu, b.tanggal, b.media, _rekening(), oleh=pengguna("keuangan"))
    return satu


def pertanggungjawabkan(bahan: Bahan, panjar: DokumenKas, baris: Sequence[spp.BarisIsian], tanggal: date, *,
                        sampai: str = "disahkan") -> DokumenKas:  # fmt: skip
    """Account for an advance; stops at diajukan, diverifikasi or disahkan."""
    bahan.ke(min(saat(tanggal, 540), bahan.kini))
    satu = spj.buat(panjar, spj.IsianSPJ(tanggal, panjar.uraian, baris), oleh=pengguna("kasi"))
    lampiran.tambah(satu, "kuitansi", foto(f"nota {satu.id}"), "nota.jpg", oleh=pengguna("kasi"))
    spj.ajukan(satu, oleh=pengguna("kasi"))
    if sampai in ("diverifikasi", "disahkan"):
        jenjang.verifikasi(satu, oleh=pengguna("sekdes"))
    if sampai == "disahkan":
        spj.sahkan(satu, oleh=pengguna("kades"), tanggal=tanggal)
    return satu


def _rekening() -> int | None:
    return db.session.scalar(db.select(RekeningBank.id).filter_by(aktif=True).order_by(RekeningBank.utama.desc()))


def foto(teks: str) -> bytes:
    """A small picture that no other paper has."""
    from PIL import Image, ImageDraw

    gambar = Image.new("RGB", (480, 320), "#f4efe3")
    pena = ImageDraw.Draw(gambar)
    pena.rectangle((24, 24, 456, 296), outline="#14603c", width=3)
    pena.text((48, 140), teks, fill="#1b2320")
    keluar = io.BytesIO()
    gambar.save(keluar, "JPEG", quality=70)
    return keluar.getvalue()


def isi_belanja_kini(bahan: Bahan) -> None:
    """Today: one SPP in each state, a paid advance with its SPJ on the way, a list of BLT recipients."""
    with transaksi():
        if versi_berlaku(bahan.hari.year) is None or _rekening() is None:
            return
        siap = _yang_bisa(bahan)
        for keadaan, (kunci, nilai) in zip(LANGKAH[:4], siap[1:], strict=False):
            baris = spp.BarisIsian(kunci, nilai, pihak=_pihak(kunci), bukti_tanggal=bahan.hari - timedelta(days=1),
                                   bukti_nomor=f"N-{kunci.rekening[-2:]}/{bahan.hari:%m}")  # fmt: skip
            jalankan(bahan, Belanja([baris], _keperluan(kunci), bahan.hari, sampai=keadaan))
        if siap:
            kunci, nilai = siap[0]
            panjar = jalankan(bahan, Belanja([spp.BarisIsian(kunci, nilai)], _keperluan(kunci), bahan.hari, PANJAR))
            isi = spp.BarisIsian(kunci, nilai - BULAT, pihak=_pihak(kunci), bukti_nomor="12")
            pertanggungjawabkan(bahan, panjar, [isi], bahan.hari, sampai="diajukan")
        _blt(bahan)


def _yang_bisa(bahan: Bahan) -> list[tuple[Kunci, Decimal]]:
    """A key of each kegiatan of the kasi that has room for goods or services, with a believable part of it."""
    tahun, hasil = bahan.hari.year, list[tuple[Kunci, Decimal]]()
    for kode in spp.kegiatan_pka(tahun, pengguna("kasi").id):
        if isi_berlaku(tahun).kegiatan[kode].cara == PENYEDIA and not hasil:
            continue  # the first one becomes the advance
        for p in plafon(tahun, kode, bahan.hari - timedelta(days=2)):
            if p.boleh >= 1_000_000 and p.kunci.rekening.startswith(("5.2", "5.3")):
                nilai = min(p.boleh / 2, Decimal(2_750_000 + 1_350_000 * (len(hasil) % 4)))
                hasil.append((p.kunci, (nilai / BULAT).quantize(Decimal(1), ROUND_DOWN) * BULAT))
                break
    return hasil


def _pihak(kunci: Kunci) -> str:
    """Whom the village buys that from: a shop with goods, a firm with services, people for honours and wages."""
    objek = objek_rekening(kunci.rekening)
    perorangan = objek in ("honor", "upah", "gaji")
    pilih = db.select(Pihak.nama).where(Pihak.aktif, (Pihak.jenis == PERORANGAN) == perorangan, Pihak.npwp != "")
    semua = list(db.session.scalars(pilih.order_by(Pihak.id)))
    return semua[(objek in ("jasa", "sewa", "boga")) * (len(semua) - 1)] if semua else ""


def _keperluan(kunci: Kunci) -> str:
    """What the cost plan says it is for."""
    versi = versi_berlaku(hari_desa().year)
    assert versi is not None
    baris = next(b for b in isi_versi(versi).baris if b.kunci == kunci)
    rab = rab_versi(versi, kunci.kegiatan).get(baris.id)
    nama = rab[0].uraian if rab else acuan(versi.tahun).nama_rekening(kunci.rekening)
    return f"{nama}, {BULAN[hari_desa().month - 1]}"


def _blt(bahan: Bahan) -> None:
    """A list paid from the kegiatan of keadaan mendesak, when there is one."""
    tahun = bahan.hari.year
    isi = isi_berlaku(tahun)
    calon = [b.kunci for b in isi.saring("5.4") if b.nilai and spp.pka_kegiatan(tahun, b.kunci.kegiatan) == pengguna(
        "kasi").id]  # fmt: skip
    kunci = next(iter(sorted(calon, key=lambda k: (isi.kegiatan[k.kegiatan].penanda != "blt",
                                                   k.sumber_dana != "DDS"))), None)  # fmt: skip
    if kunci is None:
        return
    nilai = aturan_tahun(tahun).angka("blt_per_kpm") or Decimal(300_000)
    daftar = blt.simpan_daftar(None, blt.IsianBLT(tahun, f"BLT Desa {tahun}", f"Keputusan Kepala Desa 4/{tahun}", kunci,
                                                  nilai), oleh=pengguna("kasi"))  # fmt: skip
    tua = db.select(Penduduk.id).where(Penduduk.status_dasar == HIDUP, Penduduk.nik.is_not(None)).order_by(
        Penduduk.tanggal_lahir).limit(PENERIMA_BLT)  # fmt: skip
    for n, nomor in enumerate(db.session.scalars(tua).all()):
        dasar = ("lansia tunggal", "sakit menahun", "difabel")[n % 3]
        blt.tambah_penerima(daftar, blt.IsianPenerima(dasar, 1, 12, penduduk_id=nomor), oleh=pengguna("kasi"))
