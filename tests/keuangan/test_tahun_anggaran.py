"""A fiscal year worked by hand (tests/contoh/tahun-anggaran.yaml): posted by the people whose acts they are, through
every report, to the sen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru
from smartkampung.keuangan.belanja import jenjang, lampiran, spj, spp
from smartkampung.keuangan.belanja.cair import cairkan
from smartkampung.keuangan.bku.kertas import kertas_buku
from smartkampung.keuangan.kas.bukukan import koreksi
from smartkampung.keuangan.kas.models import DI_BANK, TUNAI, Pihak, RekeningBank
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import posisi, realisasi
from smartkampung.keuangan.laporan.kegiatan import capaian
from smartkampung.keuangan.laporan.lra import isi_lra, kertas_lra
from smartkampung.keuangan.laporan.minta import S1, Minta
from smartkampung.keuangan.penerimaan.awal import IsiAwal, bukukan_awal
from smartkampung.keuangan.penerimaan.bunga import bukukan_bunga
from smartkampung.keuangan.penerimaan.pindah import belum_disetor, mutasi, setorkan
from smartkampung.keuangan.penerimaan.tbp import BarisTBP, IsiTBP, terima
from smartkampung.keuangan.setor.setor import IsiSetor, setor
from tests.acuan import KANTOR, Acuan
from tests.keuangan.belanja_pabrik import pada_hari
from tests.keuangan.dpa_pabrik import rak_disetujui, semua_disetujui
from tests.keuangan.kas_pabrik import rekening_bank
from tests.keuangan.pabrik import buat_anggaran, orang
from tests.sapuan.alat import gambar

CONTOH = yaml.safe_load((Path(__file__).parents[1] / "contoh" / "tahun-anggaran.yaml").read_text(encoding="utf-8"))
TAHUN, HASIL = CONTOH["tahun"], CONTOH["hasil"]


def uang(nilai):
    """A figure of the file, exact."""
    return Decimal(str(nilai)).quantize(Decimal("0.01"))


def kunci(teks):
    return Kunci(*teks.split("/"))


def isi_tahun(app):
    """The whole year, posted."""
    with app.app_context(), transaksi():
        kasi = orang("kasi").id
        kegiatan = [KegiatanBaru(k, pka_id=kasi) for k in sorted({b[0] for b in CONTOH["anggaran"]} - {""})]
        buat_anggaran([tuple(b) for b in CONTOH["anggaran"]], tahun=TAHUN, berlaku=True, kegiatan=kegiatan)
        semua_disetujui(TAHUN)
        rak_disetujui(TAHUN)
        db.session.add_all(Pihak(**p) for p in CONTOH["pihak"])
        bank = rekening_bank().id
        awal = CONTOH["awal"]
        utang = {(k, s): uang(n) for k, isi in awal["pajak"].items() for s, n in isi.items()}
        silpa = {s: uang(n) for s, n in awal["silpa"].items()}
        bukukan_awal(TAHUN, IsiAwal({bank: uang(awal["bank"])}, silpa=silpa, pajak=utang), oleh=orang("keuangan"))
        for p in CONTOH["peristiwa"]:
            jalankan(p, bank)


def jalankan(p, bank):
    """One event by the people whose act it is."""
    kaur, hari, nilai = orang("keuangan"), p["tanggal"], uang(p.get("nilai", 0))
    if "terima" in p:
        media = TUNAI if p.get("tunai") else DI_BANK
        d = terima(IsiTBP(hari, (BarisTBP(kunci(p["terima"]), nilai, "Penerimaan"),), "Penyetor", media=media,
                          rekening_id=None if p.get("tunai") else bank), oleh=kaur)  # fmt: skip
        if "koreksi" in p:
            koreksi(d, p["koreksi"], "Tercatat dua kali", oleh=kaur)
    elif "sts" in p:
        setorkan(hari, [t.dokumen.id for t in belum_disetor(TAHUN)], bank, oleh=kaur)
    elif "tarik" in p:
        mutasi(hari, uang(p["tarik"]), bank, None, "Tarik tunai", oleh=kaur)
    elif "ke_bank" in p:
        mutasi(hari, uang(p["ke_bank"]), None, bank, "Setor sisa", oleh=kaur)
    elif "setor" in p:
        setor(IsiSetor(hari, p["setor"], nilai, p["ntpn"], rekening_id=bank), oleh=kaur)
    elif "bunga" in p:
        bukukan_bunga(hari, bank, uang(p["bunga"]), uang(p["pajak"]), uang(p["biaya"]),
                      "|4.3.6.01|DLL", p["kunci_biaya"].replace("/", "|"), oleh=kaur)  # fmt: skip
    else:
        belanja(p, bank, nilai)


def belanja(p, bank, nilai):
    """An SPP through its chain, and the SPJ of an advance."""
    kasi, sekdes, kades, kaur = (orang(n) for n in ("kasi", "sekdes", "kades", "keuangan"))
    baris = spp.BarisIsian(kunci(p["kunci"]), nilai, "Belanja", p.get("pihak", ""), objek=p.get("objek", ""))
    with pada_hari(p["tanggal"]):
        satu = spp.buat(kunci(p["kunci"]).kegiatan, spp.IsianSPP(p["tanggal"], "Belanja", p["spp"], [baris]), oleh=kasi)
        if p["spp"] == "pembiayaan":
            lampiran.tambah(satu, "perdes", gambar(), "perdes.jpg", oleh=kasi)
        jenjang.ajukan(satu, oleh=kasi, sptb=True)
        jenjang.verifikasi(satu, oleh=sekdes)
        jenjang.setujui(satu, oleh=kades)
    cairkan(satu, p["cair"], TUNAI if p.get("tunai") else DI_BANK, bank, oleh=kaur)
    if "spj" in p:
        s = p["spj"]
        isi = spp.BarisIsian(kunci(p["kunci"]), uang(s["nilai"]), "Konsumsi", s["pihak"], objek=s["objek"])
        satu = spj.buat(satu, spj.IsianSPJ(s["tanggal"], "SPJ", [isi]), oleh=kasi)
        lampiran.tambah(satu, "kuitansi", gambar(), "nota.jpg", oleh=kasi)
        spj.ajukan(satu, oleh=kasi)
        jenjang.verifikasi(satu, oleh=sekdes)
        spj.sahkan(satu, oleh=kades, tanggal=s["tanggal"])


pytestmark = [pytest.mark.acuan(Acuan("tahun_anggaran", isi_tahun, KANTOR)), pytest.mark.satu_basis]


def baris_kertas(kertas, ke=0):
    return [b.nilai for b in kertas.bagian[ke].baris]


def test_posisi_akhir_dan_pemeriksaan(kantor, konteks):
    p = posisi(TAHUN)
    bank = db.session.scalars(db.select(RekeningBank.id)).one()
    assert (p.bank, p.tunai) == ({bank: uang(HASIL["bank"])}, NOL)
    assert p.per_sumber == {s: uang(n) for s, n in HASIL["per_sumber"].items()}
    assert (p.utang_pajak, p.panjar, p.selisih) == (0, 0, 0)
    assert posisi(TAHUN, date(2026, 5, 12)).panjar == HASIL["panjar_12_mei"]
    assert [t for c in daftar_pemeriksaan() for t in c.jalankan()] == []


def test_lra_setahun_dan_semester(kantor, konteks):
    for minta, hasil in ((Minta(TAHUN), HASIL["lra"]), (Minta(TAHUN, S1), HASIL["lra_semester_1"])):
        lra = isi_lra(minta)
        nilai = {k: lra.jumlah(k, 1) for k in ("4", "4.1", "4.2", "4.3", "5", "6.1", "6.2")}
        nilai["surplus"] = nilai["4"] - nilai["5"]
        nilai["silpa"] = nilai["surplus"] + nilai["6.1"] - nilai["6.2"]
        assert {k: nilai[k] for k in hasil} == {k: uang(n) for k, n in hasil.items()}
        kertas = baris_kertas(kertas_lra(minta))
        assert kertas[-1]["realisasi"] == uang(hasil["silpa"]), kertas[-1]


def test_realisasi_per_kegiatan(kantor, konteks):
    per = {c.kode: c.nyata for c in capaian(Minta(TAHUN))}
    assert per == {k: uang(n) for k, n in HASIL["kegiatan"].items()}
    assert sum(v for k, v in realisasi(TAHUN).items() if k.rekening[0] == "5") == sum(per.values())


def test_buku_kas_umum_per_bulan(kantor, konteks):
    """Received, paid and carried, as the closing block of each month says."""
    for bulan, (masuk, keluar, saldo) in HASIL["bku"].items():
        isi = baris_kertas(kertas_buku("buku-kas-umum", TAHUN, bulan, bulan))
        bulan_ini = next(b for b in isi if b.get("uraian") == "Jumlah bulan ini")
        akhir = next(b for b in isi if b.get("uraian") == "Saldo")
        assert (bulan_ini["masuk"], bulan_ini["keluar"], akhir["saldo"]) == (uang(masuk), uang(keluar), uang(saldo))


def test_buku_pembantu(kantor, konteks):
    """Bank and till end where the BKU says; each tax was deposited whole; the advance is closed."""
    akhir = {k: [b.nilai for bag in kertas_buku(k, TAHUN).bagian for b in bag.baris if b.nilai.get("saldo") is not None]
             for k in ("buku-bank", "buku-tunai", "buku-panjar")}  # fmt: skip
    assert [akhir[k][-1]["saldo"] for k in akhir] == [uang(HASIL["bank"]), NOL, NOL]
    for kode, (pungut, setoran) in HASIL["pajak"].items():
        bagian = kertas_buku("buku-pajak", TAHUN, pajak=kode).bagian
        isi = [b.nilai for bag in bagian for b in bag.baris if b.nilai.get("dokumen")]
        assert (sum(b["masuk"] or NOL for b in isi), sum(b["keluar"] or NOL for b in isi)) == (pungut, setoran)
        assert all(b["ntpn"] for b in isi if b["keluar"])
