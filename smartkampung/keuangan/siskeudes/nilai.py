"""Values of the export: money, numbers, dates, codes; and what is assumed about its coding."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from smartkampung.inti.uang import NOL, SEN
from smartkampung.keuangan.acuan.kode import baku_kegiatan, baku_rekening

# (field, what is taken for true, how sure): shown with every import, changed here when somebody knows better.
ANGGAPAN = (
    ("KdPosting", "1 usulan, 2 awal, 3 PAK (perubahan), 4 Perkades (pergeseran); tidak pernah dijumlahkan", "terlihat"),
    ("AnggaranStlhPAK", "jumlah sesudah perubahan, untuk posting 3; untuk posting 4 bila terisi", "terlihat/anggapan"),
    ("Kd_Keg", "kode desa + bidang.sub.kegiatan; 00.00 berarti tanpa kegiatan", "terlihat/anggapan"),
    ("Kd_Rincian", "empat tingkat pertama adalah rekening objek", "terlihat"),
    ("Ta_Kegiatan.Nilai, NilaiPAK", "volume keluaran", "anggapan"),
    ("Jn_SPP", "UM panjar, LS definitif, PBY pembiayaan", "terlihat"),
    ("KdBayar", "1 tunai, 2 bank, 3 swadaya barang; kosong dianggap bank", "terlihat/anggapan"),
    ("Kd_Mutasi", "1 bank ke tunai, 2 tunai ke bank, 3 penerimaan, 4 biaya", "terlihat"),
    ("Potongan", "7.1.1.01 PPN, .02 PPh 21, .03 PPh 22, .04 PPh 23, .05 PPh 4(2), .06 PPh final", "terlihat/anggapan"),
    ("Sisa panjar dan potongan SPJ", "kembali dan dipotong tunai; medianya tidak ada dalam Siskeudes", "anggapan"),
    ("Ta_Pencairan", "dibukukan pada Tgl_Cek sebesar rincian SPP", "terlihat"),
    ("SiLPA per sumber dana", "dari kredit 6.1.1.01 dalam Ta_JurnalUmumRinci", "terlihat"),
    ("RKP Desa", "daftar kegiatan Siskeudes dianggap RKP tahun itu bila belum ada", "anggapan"),
)
AWAL, PAK, PERKADES, USULAN = "2", "3", "4", "1"
_TAHUN = re.compile(r"(19|20)[0-9]{2}")


def uang(teks: str) -> Decimal:
    """`1234567`, `1234567.0000`, `1234567,00`, `1.234.567,00`; nothing is nought; ValueError when it is no amount."""
    return desimal(teks).quantize(SEN, ROUND_HALF_UP)


def desimal(teks: str) -> Decimal:
    """A number with a decimal point or comma; ValueError when it is none."""
    bersih = teks.strip().replace(" ", "").removeprefix("Rp")
    if not bersih:
        return NOL
    if "," in bersih and "." in bersih:
        bersih = bersih.replace(".", "") if bersih.rindex(",") > bersih.rindex(".") else bersih.replace(",", "")
    bersih = bersih.replace(",", ".")
    if bersih.count(".") > 1:
        bersih = bersih.replace(".", "")
    try:
        nilai = Decimal(bersih)
    except InvalidOperation as galat:
        raise ValueError(teks) from galat
    if not nilai.is_finite() or abs(nilai) > 10**13:
        raise ValueError(teks)
    return nilai


def tanggal(teks: str) -> date | None:
    """`12/31/25 00:00:00` (month first), `2025-12-31`, `31-12-2025`; None when it is none."""
    bersih = teks.strip().split(" ")[0].split("T")[0]
    for pola in ("%m/%d/%y", "%m/%d/%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(bersih, pola).date()  # noqa: DTZ007  (a day, no instant)
        except ValueError:
            continue
    return None


def tahun(teks: str) -> int | None:
    """The year in a text."""
    cocok = _TAHUN.search(teks)
    return int(cocok.group()) if cocok else None


def kegiatan(teks: str, kode_desa: str) -> str:
    """The kegiatan without the village's prefix; "" for none (`00.00.`, `00.00.00.`)."""
    kode = baku_kegiatan(teks, awalan=kode_desa)
    return "" if set(kode) <= {"0", "."} else kode


def rekening(teks: str) -> str:
    """The objek of a Kd_Rincian, whatever hangs below it."""
    return ".".join(baku_rekening(teks).split(".")[:4])
