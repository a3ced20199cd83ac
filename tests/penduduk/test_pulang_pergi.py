"""Export and import again: every cell of the 97 published rows and of 1,000 full made-up rows comes back."""

import io
import json
import random
from datetime import date
from pathlib import Path

import pytest
import python_calamine

from smartkampung.contoh.warga import buat_warga
from smartkampung.extensions import db
from smartkampung.penduduk import ekspor as keluar
from smartkampung.penduduk import impor as masuk
from smartkampung.penduduk import referensi
from smartkampung.penduduk.models import ImporPenduduk, Keluarga, Penduduk, PendudukKata, Wilayah
from smartkampung.penduduk.tata_impor import kolom_tata
from tests.penduduk.lembar_uji import JUDUL, PADA, buku, csv_teks

ASLI = Path(__file__).parent / "berkas" / "penduduk_opensid.xlsx"
ANEH = ("=1+1", "+62", "-5", "@nama", "<b>x</b>", "D'Angelo", "José, S.Pd.", "{{ 7 }}", "a;b,c", "100%", "| ls",
        "Ma`ruf", "山田", "\"kutip\"")


def lengkap(banyak: int) -> list[dict]:
    """Rows in which every one of the 43 columns is filled, with awkward texts in the text columns."""
    acak = random.Random(43)
    hasil = []
    for w in buat_warga(banyak, 11, PADA)[:banyak]:
        baris = {}
        for k in kolom_tata():
            nilai = w.get(k.kunci)
            if nilai is None and k.jenis == "kode":
                nilai = acak.choice([n for n, _ in referensi.pilihan(k.kelompok) if (k.kunci,
                    n) != ("ktp_el", 3)])
            elif nilai is None and k.jenis == "tanggal":
                nilai = date(acak.randrange(1950, 2024), acak.randrange(1, 13), acak.randrange(1, 29))
            elif nilai is None and k.jenis == "nik":
                nilai = "9901012005700001"
            elif nilai is None:
                nilai = acak.choice(ANEH)[: k.panjang]
            baris[k.judul] = nilai if isinstance(nilai, date) else str(nilai)
        hasil.append(baris)
    return hasil


def asli() -> list[dict]:
    judul, *isi = python_calamine.load_workbook(str(ASLI)).get_sheet_by_index(0).iter_rows()
    return [dict(zip(judul, sel, strict=True)) for sel in isi]


def muat(jalur: Path) -> ImporPenduduk:
    impor = ImporPenduduk(nama_berkas=jalur.name, dibuat_pada=masuk.sekarang())
    db.session.add(impor)
    db.session.flush()
    masuk.terapkan(impor, masuk.baca_semua(jalur, PADA), pada=PADA, oleh=None)
    return impor


def keluarkan(bentuk: str, jalur: Path) -> Path:
    with jalur.open("wb") as berkas:
        keluar.ekspor(bentuk, berkas, oleh=None)
    return jalur


def isi_xlsx(jalur: Path) -> dict[str, dict]:
    judul, *baris = python_calamine.load_workbook(str(jalur)).get_sheet_by_index(0).iter_rows()
    assert judul == JUDUL
    return {b[6]: dict(zip(judul, b, strict=True)) for b in baris}


def kosongkan() -> None:
    for model in (PendudukKata, Penduduk, Keluarga, Wilayah):
        db.session.execute(db.delete(model))


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
@pytest.mark.parametrize("sumber", [asli, lambda: lengkap(1000)], ids=["97 baris nyata", "1000 baris penuh"])
def test_keluar_lalu_masuk_lagi_sama_persis(konteks, buat_desa, tmp_path, bentuk, sumber):
    buat_desa()
    semula = sumber()
    muat(buku(tmp_path, semula))
    jalur = keluarkan(bentuk, tmp_path / f"keluar.{bentuk}")
    assert masuk.bandingkan(masuk.baca_semua(jalur, PADA), PADA, "99.01.01.2001",
                            sesi=db.session()).tetap == len(semula)

    kosongkan()
    assert muat(jalur).baru == len(semula)
    akhir = isi_xlsx(keluarkan("xlsx", tmp_path / "akhir.xlsx"))
    beda = [(b["nik"], j, b[j],
             akhir[b["nik"]][j]) for b in semula for j in JUDUL if b[j] != akhir[b["nik"]][j]]
    assert beda == []


def test_csv_buatan_sendiri_berhuruf_utf8_dan_rumus_dijinakkan(konteks, buat_desa, tmp_path):
    buat_desa()
    muat(buku(tmp_path, lengkap(30)))
    teks = keluarkan("csv", tmp_path / "a.csv").read_text(encoding="utf-8-sig")

    assert not any(sel.startswith(("=", "+", "@",
                                   "|")) for baris in teks.splitlines() for sel in baris.split(","))
    assert csv_teks([]).splitlines()[0] == teks.splitlines()[0]


def test_json_memuat_semua_dan_tanpa_nik_tetap_nol(konteks, buat_desa, tmp_path):
    buat_desa()
    baris = asli()[:3]
    baris[0]["nik"] = "0"
    muat(buku(tmp_path, baris))
    isi = json.loads(keluarkan("json", tmp_path / "a.json").read_text(encoding="utf-8"))

    assert sorted(b["nik"] for b in isi)[0] == "0" and len(isi) == 3
    assert {b["tanggallahir"] for b in isi} == {f"{b['tanggallahir']:%Y-%m-%d}" for b in baris}


def test_lembar_kosong_tetap_terbaca(konteks):
    penampung = io.BytesIO()
    assert keluar.PENULIS["xlsx"](penampung, iter(())) == 0
    penampung.seek(0)
    assert python_calamine.load_workbook(penampung).get_sheet_by_index(0).to_python() == [JUDUL]
