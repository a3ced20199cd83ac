"""A Siskeudes export made from budgets of ours, in the dialects exports come in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru

KODE = "01.2001."
Baris = list[dict[str, str]]


def tabel_anggaran(postings: Mapping[str, Iterable[ButirBaru]], kegiatan: Iterable[KegiatanBaru], *,
                   tahun: int = 2026) -> dict[str, Baris]:  # fmt: skip
    """The budget tables; posting 3 carries its amounts in the columns after the change, as Siskeudes does."""
    hasil: dict[str, Baris] = {n: [] for n in ("Ta_Anggaran", "Ta_AnggaranRinci", "Ta_AnggaranLog", "Ta_Kegiatan")}
    tgl = {"2": "01/05/26 00:00:00", "4": "05/02/26 08:30:00", "3": "09/15/26 00:00:00"}
    for posting, butir in postings.items():
        jumlah: dict[object, Decimal] = {}
        for n, b in enumerate(butir, start=1):
            umum = {"KdPosting": posting, "Tahun": str(tahun), "Kd_Desa": KODE, "SumberDana": b.kunci.sumber_dana,
                    "Kd_Rincian": b.kunci.rekening + ".", "Kd_Keg": f"{KODE}{b.kunci.kegiatan or '00.00'}."}
            pak = posting == "3"
            hasil["Ta_AnggaranRinci"].append(umum | {
                "Kd_SubRinci": "01", "No_Urut": str(n), "Uraian": b.uraian, "Satuan": b.satuan,
                "JmlSatuan" + "PAK" * pak: f"{b.volume:.4f}", "HrgSatuan" + "PAK" * pak: f"{b.harga:.4f}",
                "AnggaranStlhPAK" if pak else "Anggaran": f"{b.jumlah:.4f}"})  # fmt: skip
            jumlah[b.kunci] = jumlah.get(b.kunci, Decimal(0)) + b.jumlah
        for kunci, nilai in jumlah.items():
            kegiatan_desa = f"{KODE}{kunci.kegiatan or '00.00'}."  # type: ignore[attr-defined]
            hasil["Ta_Anggaran"].append({
                "KdPosting": posting, "Tahun": str(tahun), "Kd_Desa": KODE, "Kd_keg": kegiatan_desa,
                "KD_Rincian": kunci.rekening + ".", "SumberDana": kunci.sumber_dana,  # type: ignore[attr-defined]
                "AnggaranStlhPAK" if posting == "3" else "Anggaran": f"{nilai:.4f}"})  # fmt: skip
        hasil["Ta_AnggaranLog"].append({"KdPosting": posting, "Tahun": str(tahun), "Kd_Desa": KODE,
                                        "No_Perdes": f"{posting}/2026", "TglPosting": tgl[posting], "Kunci": "1"})
    hasil["Ta_Kegiatan"] = [
        {"Tahun": str(tahun), "Kd_Desa": KODE, "Kd_Keg": f"{KODE}{k.kode}.", "ID_Keg": f"{k.kode}.",
         "Nama_Kegiatan": k.nama or "Kegiatan, dengan koma", "Pagu": f"{k.pagu:.2f}", "Lokasi": k.lokasi,
         "Keluaran": k.keluaran, "Nilai": f"{k.volume:.2f}", "Satuan": k.satuan}
        for k in kegiatan
    ]
    return hasil


def zip_siskeudes(tabel: Mapping[str, Baris], *, pemisah: str = ",", akhir: str = "\r\n", bom: bool = False,
                  koma: bool = False, balik: bool = False, folder: str = "",
                  ubah: Callable[[str], str] = str) -> bytes:  # fmt: skip
    """The ZIP; `koma`: decimal comma; `balik`: columns the other way round; `ubah`: another case of headings."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, baris in tabel.items():
            kolom = list(dict.fromkeys(k for b in baris for k in b)) or ["Tahun"]
            kolom = kolom[::-1] if balik else kolom
            isi = io.StringIO(newline="")
            penulis = csv.writer(isi, delimiter=pemisah, lineterminator=akhir)
            penulis.writerow([ubah(k) for k in kolom])
            for b in baris:
                penulis.writerow([_sel(b.get(k, ""), koma) for k in kolom])
            arsip.writestr(f"{folder}{nama}.csv", isi.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    return keluar.getvalue()


def _sel(teks: str, koma: bool) -> str:
    angka = teks.replace(".", "", 1).isdecimal() and "." in teks and not teks.endswith(".")
    return teks.replace(".", ",") if koma and angka else teks or "NULL"
