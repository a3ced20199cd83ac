"""The demo's kabupaten: the demo village joined, its past months sent, neighbours in every state.

Neighbours are invented from the demo village's own recap with other figures, each signed with a key of its
own that nobody keeps.
"""

from __future__ import annotations

import copy
import random
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import Flask

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import HASH_AWAL
from smartkampung.desa.queries import profil
from smartkampung.desa.wilayah import KodeWilayah, daftar_anak
from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa, pengaturan, zona
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.kabupaten import pendaftaran
from smartkampung.kabupaten.models import KodeGabung
from smartkampung.kabupaten.terima import terima
from smartkampung.rekap import paket, services
from smartkampung.rekap.jenis import semua_jenis
from smartkampung.rekap.models import HTTP, KotakKeluar, Rekap, TujuanRekap
from smartkampung.rekap.susun import RekapTidakCocok, isi_paket
from smartkampung.rekap.tanda_terima import buka, terapkan
from smartkampung.rekap.tujuan import baca_sambutan, catat_gabung, permohonan_gabung, simpan_tujuan

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

BANYAK_BULAN = 4


def hubungkan_demo(desa: Flask, kabupaten: Flask, alamat: str) -> None:
    """Join both apps without a network (neither is serving yet), send the past months, add neighbours.

    Does nothing when they are joined already. Only in demo mode.
    """
    with desa.app_context():
        if not (pengaturan().demo or pengaturan().uji):
            raise RuntimeError("neighbours are invented only in demo mode")
        if db.session.scalar(db.select(TujuanRekap.id).limit(1)) or not semua_jenis():
            return
    _gabungkan(desa, kabupaten, alamat)
    _kirim_bulan_lalu(desa, kabupaten)
    _isi_tetangga(desa, kabupaten)


def _gabungkan(desa: Flask, kabupaten: Flask, alamat: str) -> None:
    with desa.app_context():
        kode_desa = profil().kode
    with kabupaten.app_context(), transaksi():
        _, kode = pendaftaran.undang(kode_desa)
    with desa.app_context():
        permohonan = permohonan_gabung(kode)
    with kabupaten.app_context(), transaksi():
        sambutan = pendaftaran.sambut(permohonan)
    with desa.app_context(), transaksi():
        tujuan = simpan_tujuan(None, nama="Dinas PMD Kabupaten", kanal=HTTP, alamat=alamat)
        catat_gabung(tujuan, baca_sambutan(sambutan, kode))
        services.simpan_jadwal(None, jenis="bulanan", hari=1, jam=time(8), tujuan=[tujuan.id])


def _bulan() -> list[Periode]:
    periode, hasil = Periode.dari(hari_desa()), []
    for _ in range(BANYAK_BULAN):
        periode = periode.sebelum()
        hasil.append(periode)
    return hasil[::-1]


def _kirim_bulan_lalu(desa: Flask, kabupaten: Flask) -> None:
    with desa.app_context():
        bulan = _bulan()
    for periode in bulan:
        with desa.app_context(), transaksi():
            try:
                rekap = services.susun_rekap("bulanan", periode)
            except RekapTidakCocok:
                rekap = services.susun_rekap("bulanan", periode, alasan="Data contoh.")
            if not rekap.boleh_dikirim:
                kades = db.session.scalars(db.select(Pengguna).filter_by(nama_pengguna="kades")).one()
                services.setujui(rekap, oleh=kades)
            baris = services.kirim_sekarang(rekap, db.session.scalars(db.select(TujuanRekap)).one())
            data, nomor, saat = baca_berkas(rekap.json), baris.id, _saat(periode, timedelta(hours=8, minutes=20))
        with kabupaten.app_context(), transaksi():
            jawab = terima(data, jalur="http", pada=saat)
        with desa.app_context(), transaksi():
            baris = db.session.get_one(KotakKeluar, nomor)
            terapkan(baris, buka(jawab.tanda_terima, baris.tujuan.kunci_penerima), jawab.tanda_terima.decode())
            baris.selesai_pada = baris.dikirim_pada = saat


def _saat(periode: Periode, sesudah: timedelta) -> datetime:
    """An instant after the end of a month, never in the future."""
    return min(periode.rentang(zona())[1] + sesudah, sekarang())


# --- neighbours ---------------------------------------------------------------------------------------

def _isi_tetangga(desa: Flask, kabupaten: Flask) -> None:
    with desa.app_context():
        acuan = {r.periode: isi_paket(r) for r in db.session.scalars(db.select(Rekap).order_by(Rekap.revisi))}
        diri = next(iter(acuan.values()))["desa"]["kode"]
        tetangga = sorted((w for w in daftar_anak(diri[:8]) if w.kode != diri), key=lambda w: w.kode)
        bulan = _bulan()
    acak = random.Random(2026)
    for urut, wilayah in enumerate(tetangga):
        kali = 0.55 + acak.random() * 0.9
        with kabupaten.app_context(), transaksi():
            rahasia = _daftarkan(wilayah)
            for periode in bulan[:-1]:
                _kirim(_ubah(acuan[periode.kode], wilayah, kali), rahasia, _saat(periode, timedelta(hours=30 + urut)))
            _bulan_terakhir(_ubah(acuan[bulan[-1].kode], wilayah, kali), rahasia, urut % 6, bulan[-1])


def _daftarkan(wilayah: KodeWilayah) -> Ed25519PrivateKey:
    rahasia = kunci.kunci_baru()
    desa, _kode = pendaftaran.undang(wilayah.kode)
    pendaftaran.simpan_kunci(desa, kunci.kunci_publik(rahasia))
    db.session.execute(db.delete(KodeGabung).where(KodeGabung.desa_id == desa.id))
    db.session.flush()
    return rahasia


def _kirim(isi: dict[str, Any], rahasia: Ed25519PrivateKey, saat: datetime) -> None:
    terima(paket.kanonik(paket.bungkus(isi, rahasia)), jalur="http", pada=saat)


def _bulan_terakhir(isi: dict[str, Any], rahasia: Ed25519PrivateKey, rupa: int, periode: Periode) -> None:
    """The last month shows every state: on time, revised, refused, silent, late, not joining the month before."""
    cepat, lambat = _saat(periode, timedelta(days=1, hours=9)), _saat(periode, timedelta(days=11, hours=2))
    if rupa == 3:
        return
    if rupa == 2:
        for kontrol in isi["bagian"][0]["kontrol"][:1]:
            kontrol["nilai"] += 3
    if rupa == 5:
        for lembar in isi["bagian"][0]["lembar"]:
            _geser_awal(lembar)
        _hitung_ulang(isi)
        isi |= {"temuan": ["Jumlah awal bulan tidak sama dengan akhir bulan lalu."],
                "alasan_temuan": "Pembetulan data ganda dari pendataan ulang dusun."}
    _kirim(isi, rahasia, lambat if rupa == 4 else cepat)
    if rupa == 1:
        revisi = copy.deepcopy(isi) | {"revisi": 1, "sebelumnya": paket.sidik(paket.kanonik(isi))}
        _geser_awal(revisi["bagian"][0]["lembar"][0], 1)
        _hitung_ulang(revisi)
        _kirim(revisi, rahasia, lambat)


def _geser_awal(lembar: dict[str, Any], letak: int | None = None) -> None:
    """Raise one figure of the first row, so that something differs."""
    nama = [k["kunci"] for k in lembar["kolom"]]
    if letak is None and "awal" not in nama:
        return
    kolom = nama.index("awal") if letak is None else letak
    if lembar["baris"] and isinstance(lembar["baris"][0][kolom], int):
        lembar["baris"][0][kolom] += 13 if letak is None else 2


def _ubah(acuan: dict[str, Any], wilayah: KodeWilayah, kali: float) -> dict[str, Any]:
    """The same sheets with other whole numbers, added up anew."""
    isi = copy.deepcopy(acuan)
    isi["desa"] = {**isi["desa"], "kode": wilayah.kode, "nama": wilayah.nama}
    isi |= {"revisi": 0, "sebelumnya": None, "perbedaan": [], "temuan": [], "alasan_temuan": "",
            "saksi_audit": HASH_AWAL}
    for lembar in paket.semua_lembar(isi).values():
        kolom = [k["jenis"] for k in lembar["kolom"]]
        lembar["baris"] = [[round(s * kali) if j == "angka" and isinstance(s, int) and s > 9 else s
                            for j, s in zip(kolom, baris, strict=True)] for baris in lembar["baris"]]
    _hitung_ulang(isi)
    return isi


def _hitung_ulang(isi: dict[str, Any]) -> None:
    """Make sums of rows, totals and checks agree with the cells."""
    semua = paket.semua_lembar(isi)
    for lembar in semua.values():
        nama = [k["kunci"] for k in lembar["kolom"]]
        if {"laki", "perempuan", "jumlah"} <= set(nama) and "lain" not in nama:
            for baris in lembar["baris"]:
                baris[nama.index("jumlah")] = (baris[nama.index("laki")] or 0) + (baris[nama.index("perempuan")] or 0)
        lembar["jumlah"] = {k: _polos(paket.jumlah_kolom(lembar, k), v) for k, v in (lembar["jumlah"] or {}).items()
                            } or None
    for bagian in isi["bagian"]:
        for kontrol in bagian["kontrol"]:
            nilai = sum((tanda * paket.jumlah_kolom(semua[kode], kolom) for tanda, kode, kolom in kontrol["suku"]),
                        start=Decimal(0))
            kontrol["nilai"] = _polos(nilai, kontrol["nilai"])


def _polos(nilai: Decimal, seperti: Any) -> Any:
    return f"{nilai:.2f}" if isinstance(seperti, str) else int(nilai)
