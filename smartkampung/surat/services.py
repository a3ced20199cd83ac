"""Acts on a request after it came in: verify, ask, initial, return, refuse, cancel, hand over, void.

Signing stands in `terbit`, making a request in `permohonan`. Every act checks the permission and the
state, writes one row of history, and one link of the audit chain.
"""

from __future__ import annotations

from collections.abc import Mapping

from smartkampung.extensions import db
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat import pegang, warga
from smartkampung.surat.catatan import Pelaku, bulan_dari, pastikan_alasan, pastikan_boleh, tandai, tanpa_nik
from smartkampung.surat.galat import SyaratBelumLengkap
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.konfirmasi import services as konfirmasi
from smartkampung.surat.models import Surat
from smartkampung.surat.pengaturan import pengaturan_surat
from smartkampung.surat.permohonan import DITERIMA, cocokkan, pastikan_sesuai, pastikan_warga
from smartkampung.surat.verifikator import pastikan_verifikator


def verifikasi(
    surat: Surat, *, oleh: Pelaku, diterima: frozenset[str] = frozenset(), penduduk_id: int | None = None
) -> None:
    """State that identity and papers are right; the request goes on to paraf or signature.

    `diterima` are the codes of papers seen now, `penduduk_id` the resident a web request belongs to.
    """
    periksa_izin(oleh, "surat.verifikasi")
    pastikan_verifikator(definisi_dari(surat.jenis), oleh)
    pastikan_boleh(surat, "verifikasi")
    pegang.pastikan(surat, oleh)
    if penduduk_id is not None and penduduk_id != surat.penduduk_id:
        cocokkan(surat, penduduk_id)
    pastikan_sesuai(surat.jenis, warga.ambil(pastikan_warga(surat)))
    konfirmasi.pastikan(surat)
    _terima_syarat(surat, diterima)
    kurang = [satu.nama for satu in surat.syarat if satu.sifat != "pilihan" and satu.keadaan not in DITERIMA]
    if kurang:
        raise SyaratBelumLengkap(syarat=", ".join(kurang))
    surat.diverifikasi_pada, surat.verifikator_id, surat.alasan = sekarang(), oleh.id, ""
    surat.keadaan = Keadaan.MENUNGGU_PARAF if pengaturan_surat().pakai_paraf else Keadaan.MENUNGGU_TTD
    tandai(surat, "diverifikasi", oleh)


def _terima_syarat(surat: Surat, kode: frozenset[str]) -> None:
    for satu in surat.syarat:
        if satu.kode in kode and satu.keadaan not in DITERIMA:
            satu.keadaan, satu.catatan = ("diterima" if satu.ada_berkas else "ditunjukkan"), ""
    db.session.flush()


def minta_lengkapi(
    surat: Surat, alasan: str, *, oleh: Pelaku, kurang: Mapping[str, str], diterima: frozenset[str] = frozenset()
) -> None:
    """Ask the requester for what is missing; `kurang` maps paper codes to the reason, `diterima` are those accepted
    now, the others stay as they are. Without words of its own the request is explained by its papers."""
    periksa_izin(oleh, "surat.verifikasi")
    pastikan_boleh(surat, "minta_lengkapi")
    pegang.pastikan(surat, oleh)
    sebut = [f"{s.nama}{f' ({kurang[s.kode]})' if kurang[s.kode] else ''}" for s in surat.syarat if s.kode in kurang]
    surat.alasan = pastikan_alasan(alasan or (f"Mohon lengkapi: {', '.join(sebut)}." if sebut else ""))
    _terima_syarat(surat, diterima - set(kurang))
    for satu in surat.syarat:
        if satu.kode in kurang:
            satu.keadaan, satu.catatan = "kurang", kurang[satu.kode]
    surat.keadaan = Keadaan.PERLU_DILENGKAPI
    tandai(surat, "diminta_lengkapi", oleh, surat.alasan)


def paraf(surat: Surat, *, oleh: Pelaku) -> None:
    """The secretary's initial: the draft may go to the signer."""
    periksa_izin(oleh, "surat.paraf")
    pastikan_boleh(surat, "paraf")
    surat.diparaf_pada, surat.pemaraf_id = sekarang(), oleh.id
    surat.keadaan = Keadaan.MENUNGGU_TTD
    tandai(surat, "diparaf", oleh)


def kembalikan(surat: Surat, alasan: str, *, oleh: Pelaku) -> None:
    """Send it back to the verifier with a reason; paraf and verification are to be done again."""
    periksa_izin(oleh, "surat.paraf", "surat.tanda_tangani")
    pastikan_boleh(surat, "kembalikan")
    surat.alasan = pastikan_alasan(alasan)
    surat.keadaan = Keadaan.DIPROSES
    surat.diverifikasi_pada = surat.verifikator_id = surat.diparaf_pada = surat.pemaraf_id = None
    tandai(surat, "dikembalikan", oleh, surat.alasan, alasan=tanpa_nik(surat.alasan))


def tolak(surat: Surat, alasan: str, *, oleh: Pelaku) -> None:
    """Refuse the request with a reason the requester reads on the status page."""
    periksa_izin(oleh, "surat.verifikasi", "surat.tanda_tangani")
    _tutup(surat, "tolak", "ditolak", Keadaan.DITOLAK, alasan, oleh)


def batalkan(surat: Surat, alasan: str, *, oleh: Pelaku) -> None:
    """Cancel at the requester's wish, or because it was entered by mistake."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi", "surat.cabut")
    if surat.nomor is not None:  # its number is void with it and stays in the register
        periksa_izin(oleh, "surat.cabut")
    _tutup(surat, "batalkan", "dibatalkan", Keadaan.DIBATALKAN, alasan, oleh)


def _tutup(surat: Surat, tindakan: str, jadi: str, keadaan: Keadaan, alasan: str, oleh: Pelaku) -> None:
    pastikan_boleh(surat, tindakan)
    pegang.pastikan(surat, oleh)
    surat.alasan = pastikan_alasan(alasan)
    surat.keadaan = keadaan
    surat.ditutup_pada = sekarang()
    surat.bulan_tutup = bulan_dari(surat.ditutup_pada)
    tandai(surat, jadi, oleh, surat.alasan, alasan=tanpa_nik(surat.alasan))


def serahkan(surat: Surat, penerima: str, *, oleh: Pelaku, diantar: bool = False) -> None:
    """Note that the paper was fetched by, or brought to, somebody."""
    periksa_izin(oleh, "surat.buat", "surat.verifikasi")
    pastikan_boleh(surat, "antar" if diantar else "ambil")
    surat.keadaan = Keadaan.DIANTAR if diantar else Keadaan.DIAMBIL
    surat.diserahkan_pada = sekarang()
    tandai(surat, str(surat.keadaan), oleh, penerima.strip(), nomor=surat.nomor_teks)


def cabut(surat: Surat, alasan: str, *, oleh: Pelaku) -> None:
    """Void an issued letter: its number and file stay, the check page says so, the number is never reused."""
    periksa_izin(oleh, "surat.cabut")
    pastikan_boleh(surat, "cabut")
    surat.alasan = pastikan_alasan(alasan)
    surat.keadaan = Keadaan.DICABUT
    kini = sekarang()
    surat.ditutup_pada, surat.bulan_tutup = kini, bulan_dari(kini)
    tandai(surat, "dicabut", oleh, surat.alasan, nomor=surat.nomor_teks, alasan=tanpa_nik(surat.alasan))
