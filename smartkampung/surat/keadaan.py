"""The states of a request, the acts that lead from one to the next, and the words people see.

The public sees only the seven words of the service standard (criterion ESR-3), through one mapping.
"""

from __future__ import annotations

from enum import StrEnum


class Keadaan(StrEnum):
    """Where a request stands."""

    DRAF = "draf"
    DITERIMA = "diterima"
    PERLU_DILENGKAPI = "perlu_dilengkapi"
    DIPROSES = "diproses"
    MENUNGGU_PARAF = "menunggu_paraf"
    MENUNGGU_TTD = "menunggu_ttd"
    MENUNGGU_TTD_ELEKTRONIK = "menunggu_ttd_elektronik"
    SELESAI = "selesai"
    DIAMBIL = "diambil"
    DIANTAR = "diantar"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"
    DICABUT = "dicabut"


K = Keadaan
DI_LOKET = (K.DITERIMA, K.PERLU_DILENGKAPI, K.DIPROSES)
TERBUKA = (K.DRAF, *DI_LOKET, K.MENUNGGU_PARAF, K.MENUNGGU_TTD, K.MENUNGGU_TTD_ELEKTRONIK)
TERBIT = (K.SELESAI, K.DIAMBIL, K.DIANTAR)

BOLEH: dict[str, tuple[Keadaan, ...]] = {
    "lengkapi": (K.PERLU_DILENGKAPI,),
    "verifikasi": DI_LOKET,
    "minta_lengkapi": (K.DITERIMA, K.DIPROSES),
    "tolak": DI_LOKET,
    "paraf": (K.MENUNGGU_PARAF,),
    "tanda_tangani": (K.MENUNGGU_TTD,),
    "selesaikan": (K.MENUNGGU_TTD_ELEKTRONIK,),  # its number is given, only the signature is missing
    "mundurkan": (K.MENUNGGU_PARAF, K.MENUNGGU_TTD),
    "kembalikan": (K.MENUNGGU_PARAF, K.MENUNGGU_TTD),
    "batalkan": TERBUKA,
    "ubah": DI_LOKET,
    "ambil": (K.SELESAI,),
    "antar": (K.SELESAI,),
    "cabut": TERBIT,
}

NAMA = {
    K.DRAF: "Draf",
    K.DITERIMA: "Diterima",
    K.PERLU_DILENGKAPI: "Perlu dilengkapi",
    K.DIPROSES: "Diproses",
    K.MENUNGGU_PARAF: "Menunggu paraf",
    K.MENUNGGU_TTD: "Menunggu tanda tangan",
    K.MENUNGGU_TTD_ELEKTRONIK: "Menunggu tanda tangan elektronik",
    K.SELESAI: "Selesai",
    K.DIAMBIL: "Diambil",
    K.DIANTAR: "Diantar",
    K.DITOLAK: "Ditolak",
    K.DIBATALKAN: "Dibatalkan",
    K.DICABUT: "Dicabut",
}
RUPA = {
    K.DRAF: "diam",
    K.DITERIMA: "jalan",
    K.PERLU_DILENGKAPI: "tunggu",
    K.DIPROSES: "jalan",
    K.MENUNGGU_PARAF: "tunggu",
    K.MENUNGGU_TTD: "tunggu",
    K.MENUNGGU_TTD_ELEKTRONIK: "tunggu",
    K.SELESAI: "baik",
    K.DIAMBIL: "baik",
    K.DIANTAR: "baik",
    K.DITOLAK: "buruk",
    K.DIBATALKAN: "diam",
    K.DICABUT: "buruk",
}
KATA_PUBLIK = {
    K.DRAF: "diterima",
    K.DITERIMA: "diterima",
    K.PERLU_DILENGKAPI: "perlu dilengkapi",
    K.DIPROSES: "diproses",
    K.MENUNGGU_PARAF: "diproses",
    K.MENUNGGU_TTD: "menunggu tanda tangan",
    K.MENUNGGU_TTD_ELEKTRONIK: "menunggu tanda tangan",
    K.SELESAI: "selesai",
    K.DIAMBIL: "diambil",
    K.DIANTAR: "diambil",
    K.DITOLAK: "ditolak",
    K.DIBATALKAN: "ditolak",
    K.DICABUT: "ditolak",
}
TINDAKAN = {
    "diajukan": "Diterima",
    "dilengkapi": "Dilengkapi",
    "diminta_lengkapi": "Diminta melengkapi",
    "diubah": "Isian diubah",
    "diverifikasi": "Diverifikasi",
    "diparaf": "Diparaf",
    "dimundurkan": "Tanggal dimundurkan",
    "dimajukan": "Tanggal mundur dihapus",
    "dinomori": "Diberi nomor",
    "gagal_ttd": "Tanda tangan belum berhasil",
    "ditandatangani": "Ditandatangani",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
    "dibatalkan": "Dibatalkan",
    "dicabut": "Dicabut",
    "diambil": "Diambil",
    "diantar": "Diantar",
    "diambil_alih": "Diambil alih",
    "dihentikan": "Berhenti dulu",
    "dilanjutkan": "Dilanjutkan",
    "janji_diubah": "Janji selesai disesuaikan",
    "konfirmasi_diminta": "Konfirmasi diminta",
    "konfirmasi_dijawab": "Konfirmasi dijawab",
    "konfirmasi_dilewati": "Diteruskan tanpa konfirmasi",
}
RUPA_TINDAKAN = {
    "dihentikan": "tunggu",
    "konfirmasi_dilewati": "tunggu",
    "diminta_lengkapi": "tunggu",
    "dikembalikan": "tunggu",
    "gagal_ttd": "tunggu",
    "ditandatangani": "baik",
    "ditolak": "buruk",
    "dicabut": "buruk",
    "dibatalkan": "diam",
}
KANAL = {
    "loket": "loket",
    "web": "situs desa",
    "wa": "WhatsApp",
    "kiosk": "kiosk",
    "jemput_bola": "jemput bola",
}


def boleh(tindakan: str, keadaan: str) -> bool:
    """Whether an act is possible in a state."""
    return keadaan in BOLEH[tindakan]
