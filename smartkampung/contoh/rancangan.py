"""What the designer left in the invented village: a kind of its own, a draft on the table, a wedding under way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.surat import permohonan, rancangan, services
from smartkampung.surat.permohonan import BerkasPermohonan

JENIS_SENDIRI = "keterangan-petani"
_LAKI_LAKI, _BELUM_KAWIN = 1, 1
_LAHAN: list[dict[str, Any]] = [
    {"kode": "luas_lahan", "label": "Luas lahan (meter persegi)", "jenis": "angka", "dari": 50, "sampai": 500_000},
    {
        "kode": "status_lahan",
        "label": "Status lahan",
        "jenis": "pilihan",
        "pilihan": ["milik sendiri", "sewa", "garapan"],
    },
    {"kode": "kelompok_tani", "label": "Kelompok tani", "jenis": "teks", "wajib": False, "maks": 80},
    {"kode": "keperluan", "label": "Untuk keperluan", "jenis": "teks", "maks": 160},
]
_ISI = [
    {"jenis": "paragraf", "teks": "adalah benar petani di [desa_lengkap] yang mengerjakan lahan:"},
    {
        "jenis": "tabel",
        "baris": [
            ["Luas", "[luas_lahan] m² ([luas_lahan_terbilang] meter persegi)"],
            ["Status", "[status_lahan]"],
            ["Kelompok tani", "[kelompok_tani]"],
        ],
    },
    {"jenis": "paragraf", "teks": "Keterangan ini dibuat untuk **[keperluan]**, berlaku sampai [berlaku_sampai]."},
]


def isi_rancangan(bahan: Bahan) -> None:
    """Publish a kind of the village's own, leave a draft open, and take two requests with several people."""
    bahan.ke(bahan.kini - timedelta(minutes=45))
    with transaksi():
        if rancangan.terbaru(JENIS_SENDIRI) is None:  # an empty village was filled before
            _jenis_sendiri()
            _rancangan_terbuka()
        if bahan.penduduk:
            _permohonan_nikah(bahan)


def _jenis_sendiri() -> None:
    sekdes = pengguna("sekdes")
    draf = rancangan.mulai_baru("Keterangan Petani", "usaha", oleh=sekdes)
    awal = draf.isi["bagian"][:2]
    isi = draf.isi | {
        "ringkas": "Menerangkan bahwa Anda petani di desa ini, misalnya untuk pupuk bersubsidi.",
        "kata_kunci": ["petani", "pupuk", "tani", "sawah", "kelompok tani"],
        "isian": _LAHAN,
        "bagian": [*awal, *_ISI],
    }
    rancangan.simpan(draf, isi, draf.versi, oleh=sekdes)
    rancangan.terbitkan(draf, "Diminta kelompok tani untuk pupuk bersubsidi.", terhadap=None, oleh=sekdes)


def _rancangan_terbuka() -> None:
    sekdes = pengguna("sekdes")
    domisili = rancangan.terbaru("keterangan-domisili")
    if domisili is not None:
        draf = rancangan.mulai(domisili, oleh=sekdes)
        tata = {"huruf": "sans", "ukuran": 11, "spasi": "longgar"}
        rancangan.simpan(draf, draf.isi | {"tata": tata}, draf.versi, oleh=sekdes)


def _permohonan_nikah(bahan: Bahan) -> None:
    """A young man of the village who marries somebody from elsewhere, waiting for the head's signature."""
    lahir = (bahan.hari - timedelta(days=27 * 366), bahan.hari - timedelta(days=20 * 365))
    calon = db.session.scalar(
        db.select(Penduduk.id)
        .where(Penduduk.status_dasar == HIDUP, Penduduk.jenis_kelamin == _LAKI_LAKI)
        .where(Penduduk.status_kawin == _BELUM_KAWIN, Penduduk.tanggal_lahir.between(*lahir))
        .order_by(Penduduk.id)
        .limit(1)
    )
    if calon is None:
        return
    isian = {
        "nikah_tanggal": bahan.hari + timedelta(days=24),
        "nikah_tempat": "Balai nikah KUA Randuasri",
        "maskawin": "seperangkat alat salat",
        "pasangan": {"nama": "Anisa Rahmawati", "nik": "9901024503020002", "nama_ayah": "Slamet Riyadi",
                     "tempat_lahir": "Lembah Asri", "tanggal_lahir": "2002-03-05", "kewarganegaraan": "WNI",
                     "agama": "Islam", "pekerjaan": "Karyawan Swasta", "alamat": "Dusun Timur RT 002 RW 001"},
    }  # fmt: skip
    syarat = BerkasPermohonan(frozenset({"ktp", "kk", "akta_lahir"}))
    surat = permohonan.ajukan_di_loket("nikah-n1", calon, isian, syarat, oleh=pengguna("operator"))
    services.verifikasi(surat, oleh=pengguna("operator"))
