"""A version as a workbook and back: nothing lost, wrong rows named, two published budgets as real input."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartkampung.cli import grup
from smartkampung.contoh.anggaran import butir_contoh, kegiatan_contoh
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.buku_kerja import terapkan_buku_kerja, tulis_buku_kerja, uji_buku_kerja
from smartkampung.keuangan.anggaran.isi import Baris, IsiAnggaran, Kegiatan, Kunci, isi_versi, rab_versi
from smartkampung.keuangan.anggaran.tulis import tulis_massal
from smartkampung.keuangan.anggaran.versi import buat_versi_awal, sidik_versi
from smartkampung.keuangan.aturan.services import periksa_versi
from smartkampung.keuangan.kertas.anggaran import baris_anggaran, baris_perubahan
from tests.keuangan.pabrik import buat_anggaran, butir, orang, rkp
from tests.peramban import Peramban

pytestmark = pytest.mark.satu_basis
NYATA = json.loads((Path(__file__).parent.parent / "contoh/lra_desa.json").read_text(encoding="utf-8"))["desa"]


def contoh(tahun=2026):
    versi = buat_versi_awal(tahun, oleh=orang("sekdes"))
    kegiatan = [
        replace(k, tim="Tim <b>A</b>, B") for k in kegiatan_contoh(tahun, orang("kasi"))
    ]
    tulis_massal(versi, kegiatan, [*butir_contoh(), butir("02.03.11", "5.3.5.03", "DDS", Decimal("0.01"))])
    return versi


def isi_baris(versi):
    isi, rab = isi_versi(versi), rab_versi(versi)
    return sorted((*b.kunci, b.bengkok, r.uraian, r.volume, r.satuan, r.harga, r.jumlah, r.alasan_harga)
                  for b in isi.baris for r in rab[b.id])  # fmt: skip


def simpan(tmp_path, data):
    jalur = tmp_path / "anggaran.xlsx"
    jalur.write_bytes(data)
    return jalur


@pytest.mark.dua_basis
def test_keluar_lalu_masuk_tidak_kehilangan_apa_pun(kantor, konteks, tmp_path):
    asal = contoh()
    jalur = simpan(tmp_path, tulis_buku_kerja(asal))
    tujuan = buat_versi_awal(2027, oleh=orang("sekdes"))
    terapkan_buku_kerja(tujuan, uji_buku_kerja(tujuan, jalur), oleh=orang("sekdes"))

    assert isi_baris(tujuan) == isi_baris(asal)
    lama, baru = isi_versi(asal).kegiatan, isi_versi(tujuan).kegiatan
    assert {k: replace(v, id=0, versi=1) for k, v in baru.items()} == {
        k: replace(v, id=0, versi=1) for k, v in lama.items()
    }


def test_masuk_lagi_ke_versi_yang_sama_tidak_mengubah_apa_pun(kantor, konteks, tmp_path):
    versi = contoh()
    sidik = sidik_versi(versi)
    uji = uji_buku_kerja(versi, simpan(tmp_path, tulis_buku_kerja(versi)))

    assert uji.ringkas | {"baris_tetap": 0} == dict.fromkeys(uji.ringkas, 0)
    terapkan_buku_kerja(versi, uji, oleh=orang("sekdes"))
    assert sidik_versi(versi) == sidik


def ubah(data, kerjakan):
    buku = openpyxl.load_workbook(io.BytesIO(data))
    kerjakan(buku["RAB"])
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def kepala(lembar):
    return next(n for n in range(1, 10) if lembar.cell(n, 1).value == "kegiatan")


def test_csv_kegiatan_membaca_pagu_dan_tidak_mencopot_pka(kantor, konteks, tmp_path):
    versi = contoh()
    lama = next(k for k in isi_versi(versi).kegiatan.values() if k.pka_id)
    jalur = tmp_path / "anggaran.csv"
    jalur.write_text(f"kode;nama;pagu;pka\n{lama.kode};Baru;1.234.567,50;Bukan Siapa\n03.01.01;Pos;abc;\n")
    uji = uji_buku_kerja(versi, jalur)
    terapkan_buku_kerja(versi, uji, oleh=orang("sekdes"))

    kini = isi_versi(versi).kegiatan[lama.kode]
    assert (kini.nama, kini.pagu, kini.pka_id) == ("Baru", Decimal("1234567.50"), lama.pka_id)
    assert [(nomor, nilai) for _l, nomor, nilai, _k in uji.tolak] == [(3, "03.01.01")]


def test_baris_salah_disebut_lembar_dan_nomornya_yang_lain_masuk(kantor, konteks, tmp_path):
    versi = buat_anggaran()

    def kerjakan(lembar):
        n = kepala(lembar)
        lembar.cell(n + 4, 7).value = 61_000_000  # price changed
        lembar.cell(n + 5, 2).value = "5.1.2"  # a parent code
        lembar.cell(n + 6, 5).value = "banyak"
        lembar.append(["02.03.11", "5.3.5.04", "DDS", "=SUM(A1)", "1,5", "hari", 100_000])

    uji = uji_buku_kerja(versi, simpan(tmp_path, ubah(tulis_buku_kerja(versi), kerjakan)))
    assert (uji.ubah, uji.baru, [t[0] for t in uji.tolak]) == (1, 0, ["RAB", "RAB", "RAB"])
    kalimat = " ".join(t[3] for t in uji.tolak)
    assert "5.1.2 bukan rekening objek" in kalimat and "Tulis volume" in kalimat
    terapkan_buku_kerja(versi, uji, oleh=orang("sekdes"))
    assert isi_versi(versi).penerimaan == 61_000_000


def test_dari_halaman_dan_baris_perintah(app, kantor, tmp_path, monkeypatch):
    from smartkampung.inti import db as basis

    with app.app_context(), basis.transaksi():
        versi = buat_anggaran().id
    sekdes = Peramban(app).masuk("sekdes")
    data = sekdes.jalur(f"/keuangan/anggaran/versi/{versi}/anggaran.xlsx").isi
    halaman = sekdes.buka("buku_anggaran.impor", versi_id=versi)
    uji = halaman.kirim("Periksa", berkas=(io.BytesIO(data), "a.xlsx"), uji="y")
    assert "0 baris baru, 0 berubah, 13 tetap, 0 ditolak" in uji.teks_semua
    assert (
        sekdes.buka("buku_anggaran.impor", versi_id=versi)
        .kirim("Periksa", berkas=(io.BytesIO(b"rusak"), "a.xlsx"))
        .status
        == 422
    )
    monkeypatch.setattr("smartkampung.inti.perintah.pastikan_skema", lambda: None)
    monkeypatch.setattr(
        "smartkampung.pengaturan.Pengaturan.muat", lambda *_a, **_k: app.extensions["smartkampung"].pengaturan
    )
    jalur = tmp_path / "keluar.xlsx"
    assert CliRunner().invoke(grup, ["ekspor", "anggaran", str(jalur), "--tahun", "2026"]).exit_code == 0
    masuk = CliRunner().invoke(grup, ["impor", "anggaran", str(jalur), "--tahun", "2026", "--format", "json"])
    assert (masuk.exit_code, json.loads(masuk.output)["baris_tetap"]) == (0, 13)
    assert (
        "Belum ada anggaran tahun 2031"
        in CliRunner().invoke(grup, ["ekspor", "anggaran", str(jalur), "--tahun", "2031"]).output
    )


# --- two published budgets ------------------------------------------------------------------------------

BIDANG = {"5.01": "01.01.04", "5.02": "02.03.11", "5.03": "03.03.06", "5.04": "04.02.01", "5.05": "05.01.00"}
OBJEK = {"4.1.4": "4.1.4.90", "4.3.9": "4.3.9.90"}


def baris_nyata(desa):
    """Published rows as lines: income by its jenis, spending by its bidang, one test kegiatan and source each."""
    for b in desa["baris"]:
        if b["kode"].startswith("5."):
            yield BIDANG[b["kode"]], "5.2.1.90", "DLL", Decimal(b["anggaran"])
        elif b["kode"].count(".") == 2:
            yield "", OBJEK.get(b["kode"], b["kode"] + ".01"), "DLL", Decimal(b["anggaran"])


@pytest.mark.parametrize(("nomor", "defisit"), [(0, "−Rp378.392.826 "), (1, "−Rp252.916.141,47 ")])
def test_anggaran_yang_terbit_memberi_setiap_jumlah_yang_terbit(kantor, konteks, nomor, defisit):
    desa = NYATA[nomor]
    rkp(BIDANG.values(), tahun=desa["tahun_anggaran"])
    versi = buat_anggaran(baris_nyata(desa), tahun=desa["tahun_anggaran"])
    kertas = {b.nilai.get("uraian", ""): b.nilai.get("anggaran") for b in baris_anggaran(isi_versi(versi))}
    isi = isi_versi(versi)

    for b in desa["baris"]:
        kode = b["kode"]
        terbit = Decimal(b["anggaran"])
        hitung = (
            isi.jumlah("5", kegiatan=kode[2:])
            if kode[0] == "5"
            else isi.jumlah(kode + ("" if kode.count(".") == 2 else "."))
        )
        assert hitung == terbit, kode
    assert isi.pendapatan == Decimal(desa["total_terbit"]["pendapatan"]["anggaran"])
    assert kertas["Jumlah pendapatan"] == isi.pendapatan and kertas["Jumlah belanja"] == isi.belanja
    temuan = [t.kalimat for t in periksa_versi(versi) if t.kode == "K-APB-01"]
    assert len(temuan) == 1 and f"selisih {defisit}" in temuan[0]


@pytest.mark.parametrize("nomor", [0, 1])
def test_anggaran_yang_terbit_menutup_dengan_silpa(kantor, konteks, nomor):
    desa = NYATA[nomor]
    rkp(BIDANG.values(), tahun=desa["tahun_anggaran"])
    semua = list(baris_nyata(desa))
    kurang = sum(n for _, r, _, n in semua if r[0] == "5") - sum(n for _, r, _, n in semua if r[0] == "4")
    versi = buat_anggaran([*semua, ("", "6.1.1.01", "DLL", kurang)], tahun=desa["tahun_anggaran"])

    assert not [t for t in periksa_versi(versi) if t.kode in ("K-APB-01", "K-APB-02")]


# --- random budgets keep their balance in every view --------------------------------------------------------

KEGIATAN = ("01.01.01", "01.01.04", "02.03.11", "04.02.01", "05.03.00")
kunci = st.builds(lambda k, r, s: Kunci(k if r[0] == "5" else "", r, s), st.sampled_from(KEGIATAN),
                  st.sampled_from(("4.1.2.01", "4.2.1.01", "5.1.1.01", "5.2.1.01", "5.3.5.03", "6.1.1.01", "6.2.2.01")),
                  st.sampled_from(("PAD", "ADD", "DDS")))  # fmt: skip
isi_acak = st.dictionaries(kunci, st.integers(0, 10**12).map(lambda s: Decimal(s) / 100), max_size=25)


def tutup(nilai):
    """Close each source by SiLPA received or capital paid."""
    nilai = dict(nilai)
    for sumber in {k.sumber_dana for k in nilai}:
        sisa = sum((n if k.rekening[0] == "4" or k.rekening.startswith("6.1") else -n for k, n in nilai.items()
                    if k.sumber_dana == sumber), NOL)  # fmt: skip
        penutup = Kunci("", "6.2.2.01" if sisa > 0 else "6.1.1.01", sumber)
        nilai[penutup] = nilai.get(penutup, NOL) + abs(sisa)
    return nilai


def isi_dari(nilai):
    baris = tuple(Baris(n, k, v) for n, (k, v) in enumerate(sorted(nilai.items())))
    return IsiAnggaran(2026, {k: Kegiatan(0, k, k) for k in KEGIATAN}, baris)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(isi_acak, isi_acak)
def test_anggaran_acak_berimbang_di_semua_tampilan(app, satu, dua):
    awal, ubah_ = isi_dari(tutup(satu)), isi_dari(tutup(dua))
    with app.app_context():
        kertas = {b.nilai.get("uraian"): b.nilai.get("anggaran") for b in baris_anggaran(awal, objek=True)}
        perubahan = {b.nilai.get("uraian"): b.nilai for b in baris_perubahan(awal, ubah_)}
    assert awal.silpa == 0 and all(n.selisih == 0 for n in awal.per_sumber.values())
    assert sum(awal.per(lambda b: b.kunci.kegiatan[:2], awal.saring("5")).values()) == awal.belanja
    assert sum(awal.per_kegiatan.values()) == awal.belanja
    if awal.baris:
        assert kertas["Jumlah pendapatan"] == awal.pendapatan and kertas["Jumlah belanja"] == awal.belanja
    if awal.baris and ubah_.baris:
        assert perubahan["Jumlah belanja"]["selisih"] == ubah_.belanja - awal.belanja
