"""Which letters the invented village asks for in a year: who, what, when, through which channel. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PER_SERIBU = 15  # letters per 1,000 residents and month
USAHA, DOMISILI, TIDAK_MAMPU = "keterangan-usaha", "keterangan-domisili", "keterangan-tidak-mampu"
_JENIS = ((USAHA, 42), (DOMISILI, 30), (TIDAK_MAMPU, 28))
_KANAL = (("loket", 66), ("web", 22), ("wa", 9), ("jemput_bola", 3))
_AKHIR = (("diambil", 66), ("selesai", 18), ("diantar", 5), ("ditolak", 5), ("dibatalkan", 3), ("dicabut", 3))
_NAMA_USAHA = ("Warung Barokah", "Toko Sumber Rejeki", "Kios Berkah Tani", "Bengkel Jaya Motor", "Depot Rasa Ibu",
               "Salon Ayu", "Jahit Rapi", "Ternak Lele Makmur", "Keripik Pisang Bu Nur", "Mebel Karya Kita",
               "Laundry Bersih", "Kopi Lereng", "Sayur Segar Pagi", "Isi Ulang Tirta", "Las Mandiri")
_JENIS_USAHA = ("warung kelontong", "makanan dan minuman", "bengkel sepeda motor", "peternakan ayam",
                "penjahit",
                "jasa angkutan", "budi daya ikan", "kerajinan bambu", "toko pertanian", "tukang kayu")
_KEPERLUAN = {
    USAHA: ("pengajuan kredit usaha rakyat", "melengkapi berkas pinjaman koperasi", "bantuan modal usaha",
            "pengurusan nomor induk berusaha"),
    DOMISILI: ("melamar pekerjaan", "pendaftaran sekolah", "pembukaan rekening bank", "pengurusan izin usaha"),
    TIDAK_MAMPU: ("keringanan biaya sekolah", "pengajuan beasiswa", "keringanan biaya rumah sakit"),
}
_UNTUK = {"pengajuan beasiswa": "beasiswa atau keringanan biaya sekolah",
          "keringanan biaya sekolah": "beasiswa atau keringanan biaya sekolah",
          "keringanan biaya rumah sakit": "keringanan biaya berobat"}
ALASAN = {
    "tolak": ("Usaha berada di luar wilayah desa.", "Data penduduk belum sesuai dengan kartu keluarga.",
              "Keperluan ini dilayani langsung di kecamatan."),
    "batal": ("Dibatalkan pemohon.", "Permohonan ganda; sudah dibuatkan surat."),
    "cabut": ("Alamat usaha ternyata keliru; surat diganti.", "Pemohon pindah ke luar desa."),
    "lengkapi": ("Foto tempat usaha belum terlihat jelas.", "Foto rumah belum diunggah."),
    "kembali": ("Keperluan belum jelas, mohon ditanyakan lagi.", "Alamat perlu disesuaikan dengan KK."),
}


@dataclass(frozen=True, slots=True)
class RencanaSurat:
    """One letter to be: minutes are after midnight of its day, spans in minutes."""

    hari: date
    menit: int
    jenis: str
    kanal: str
    warga: int  # index into the adults of the village
    isian: dict[str, object]
    periksa: int
    tanda_tangan: int
    ambil: int
    akhir: str
    alasan: str


def rencanakan_surat(banyak_penduduk: int, dewasa: int, benih: int, awal: date,
                     akhir: date) -> list[RencanaSurat]:
    """The letters from `awal` to the day before `akhir`, in the order they come in."""
    acak = random.Random(f"surat-{benih}")
    if not dewasa:
        return []
    rencana: list[RencanaSurat] = []
    per_hari = PER_SERIBU * banyak_penduduk / 1000 / 25
    hari = awal
    while hari < akhir:
        if hari.weekday() < 5 or (hari.weekday() == 5 and acak.random() < 0.25):
            rencana += [_satu(acak, hari, dewasa) for _ in range(_banyak(acak,
                per_hari * (1.15 if hari.weekday() == 0
                                                                                           else 1.0)))]
        hari += timedelta(days=1)
    return sorted(rencana, key=lambda r: (r.hari, r.menit))


def rencana_terbuka(benih: int, hari: date, dewasa: int) -> Iterator[RencanaSurat]:
    """Requests of this morning, as many as are asked for."""
    acak = random.Random(f"terbuka-{benih}")
    while True:
        yield _satu(acak, hari, dewasa)


def _banyak(acak: random.Random, rata: float) -> int:
    """A whole number around a mean."""
    dasar = int(rata)
    return max(0, dasar + (acak.random() < rata - dasar) + acak.choice((-1, 0, 0, 0,
        1) if rata >= 1 else (0,)))


def _satu(acak: random.Random, hari: date, dewasa: int) -> RencanaSurat:
    jenis = acak.choices([j for j, _ in _JENIS], [b for _, b in _JENIS])[0]
    kanal = acak.choices([k for k, _ in _KANAL], [b for _, b in _KANAL])[0]
    akhir = acak.choices([a for a, _ in _AKHIR], [b for _, b in _AKHIR])[0]
    menit = acak.randrange(8 * 60 + 5, 14 * 60)
    return RencanaSurat(
        hari, menit, jenis, kanal, acak.randrange(dewasa), isian_surat(acak, jenis, hari.year),
        periksa=acak.choice((4, 6, 8, 10, 12, 15, 20, 25)), tanda_tangan=_lama(acak),
        ambil=acak.randrange(5, 240),
        akhir=akhir, alasan=_alasan(acak, akhir))


def _lama(acak: random.Random) -> int:
    """Most letters are signed within the hour, a few wait until the head is back."""
    return acak.randrange(5, 42) if acak.random() < 0.86 else acak.randrange(60, 110)


def _alasan(acak: random.Random, akhir: str) -> str:
    kunci = {"ditolak": "tolak", "dibatalkan": "batal", "dicabut": "cabut"}.get(akhir)
    return acak.choice(ALASAN[kunci]) if kunci else ""


def isian_surat(acak: random.Random, jenis: str, tahun: int) -> dict[str, object]:
    """The facts a letter of that kind asks for."""
    keperluan = acak.choice(_KEPERLUAN[jenis])
    if jenis == USAHA:
        return {"nama_usaha": acak.choice(_NAMA_USAHA), "jenis_usaha": acak.choice(_JENIS_USAHA),
                "berdiri_sejak": tahun - acak.randrange(1, 15), "keperluan": keperluan}
    if jenis == DOMISILI:
        return {"tinggal_sejak": date(tahun - acak.randrange(2, 40), acak.randrange(1, 13), 1),
                "keperluan": keperluan}
    return {"untuk": _UNTUK.get(keperluan, "keperluan lain"), "keperluan": keperluan,
            "tanggungan": acak.randrange(1, 6), "alasan": "penghasilan keluarga tidak tetap"}
