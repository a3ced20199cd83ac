"""Acts about messages: the village's texts and channels, and putting a message into the outbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.rahasia import segel
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import loopback
from smartkampung.peristiwa import SuratBertindak
from smartkampung.surat.catatan import Pelaku, tanpa_nik
from smartkampung.surat.kabar.models import Kabar, PengaturanKabar, TeksKabar
from smartkampung.surat.kabar.teks import BAWAAN, kode_asing, teks_kabar
from smartkampung.surat.models import Surat

DIKABARI = frozenset(
    {"diajukan", "diminta_lengkapi", "ditandatangani", "ditolak", "dibatalkan", "dicabut", "dihentikan"}
)
_TOKEN = re.compile(r"\d{5,15}:[A-Za-z0-9_-]{20,80}")
_NAMA_BOT = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


class TeksSalah(GalatDomain):
    """A text with a placeholder nobody knows, or with a number that may be a NIK."""

    pesan = "Kode [%(kode)s] tidak dikenal. Pakai nama, jenis, desa, kode, alamat, janji, atau alasan."


class SaluranSalah(GalatDomain):
    """A channel that cannot work as it is set up."""


def pengaturan_kabar() -> PengaturanKabar:
    """The village's choices; everything off before anybody chose."""
    from smartkampung.surat.kabar.models import TELEGRAM_RESMI

    return db.session.get(PengaturanKabar, 1) or PengaturanKabar(
        id=1, surel_aktif=False, telegram_aktif=False, telegram_alamat=TELEGRAM_RESMI, telegram_nama="",
        telegram_urut=0, telegram_galat="",
    )  # fmt: skip


def surel_siap() -> bool:
    """Whether an SMTP account stands in desa.toml."""
    surel = pengaturan().surel
    return bool(surel.peladen and surel.pengirim)


def atur_teks(teks: Mapping[str, str], *, oleh: Pelaku) -> int:
    """Keep the village's own texts; one that is empty or as the program has it goes back to the program's."""
    periksa_izin(oleh, "surat.atur")
    berubah = 0
    for keadaan in BAWAAN:
        baru = teks.get(keadaan, "").strip()
        for asing in kode_asing(baru):
            raise TeksSalah(kode=asing, medan=f"teks_{keadaan}")
        if tanpa_nik(baru) != baru:
            raise TeksSalah("Jangan menulis nomor panjang seperti NIK di teks kabar.", medan=f"teks_{keadaan}")
        berubah += _simpan_teks(keadaan, "" if baru == BAWAAN[keadaan] else baru)
    db.session.flush()
    if berubah:
        catat("surat.kabar_diatur", oleh=oleh, apa=f"{berubah} teks")
    return berubah


def _simpan_teks(keadaan: str, baru: str) -> bool:
    ada = db.session.get(TeksKabar, keadaan)
    if (ada.teks if ada else "") == baru:
        return False
    if ada is None:
        db.session.add(TeksKabar(keadaan=keadaan, teks=baru))
    elif baru:
        ada.teks = baru
    else:
        db.session.delete(ada)
    return True


def atur_saluran(
    *, surel: bool, telegram: bool, alamat: str, nama: str, token: str, oleh: Pelaku
) -> None:
    """Switch channels on and off. An empty token keeps the present one; what cannot work is refused."""
    periksa_izin(oleh, "surat.atur")
    isi = pengaturan_kabar()
    nama = nama.strip().removeprefix("@")
    if surel and not surel_siap():
        raise SaluranSalah("Surel belum diatur di desa.toml (bagian [surel]). Minta admin mengisinya.", medan="surel")
    bagian = urlsplit(alamat)
    if not (bagian.scheme == "https" or (bagian.scheme == "http" and loopback(bagian.hostname or ""))):
        raise SaluranSalah("Alamat Telegram harus diawali https://.", medan="alamat")
    if token and not _TOKEN.fullmatch(token):
        raise SaluranSalah("Token bot terdiri dari angka, titik dua, lalu huruf dan angka. Salin dari @BotFather.",
                           medan="token")  # fmt: skip
    if telegram and not (token or isi.telegram_token):
        raise SaluranSalah("Isi token bot dulu.", medan="token")
    if telegram and not _NAMA_BOT.fullmatch(nama):
        raise SaluranSalah("Isi nama bot tanpa @, misalnya SumberwangiBot.", medan="nama")
    if token or alamat.rstrip("/") != isi.telegram_alamat:
        isi.telegram_urut = 0
    isi.surel_aktif, isi.telegram_aktif, isi.telegram_nama = surel, telegram, nama
    isi.telegram_alamat = alamat.rstrip("/")
    isi.telegram_token = segel(token) if token else isi.telegram_token
    db.session.add(isi)
    db.session.flush()
    nyala = [kata for kata, ya in (("surel", surel), ("Telegram", telegram)) if ya]
    catat("surat.kabar_diatur", oleh=oleh, apa=f"saluran {' dan '.join(nyala) or 'dimatikan'}")


def saat_bertindak(fakta: SuratBertindak) -> None:
    """After an act people are told about: a message for each channel the resident and the village use."""
    if fakta.tindakan in DIKABARI:
        antre(db.session.get_one(Surat, fakta.surat_id), fakta.riwayat_id)


def antre(surat: Surat, riwayat_id: int) -> list[Kabar]:
    """Put a message about the present state into the outbox; nothing when no channel is set up, or twice."""
    isi = pengaturan_kabar()
    tujuan = {
        "surel": surat.surel if isi.surel_aktif else None,
        "telegram": surat.telegram if isi.telegram_aktif else None,
    }
    teks, kini = teks_kabar(surat), sekarang()
    ada = set(db.session.scalars(db.select(Kabar.kanal).filter_by(riwayat_id=riwayat_id)))
    hasil = [
        Kabar(surat_id=surat.id, riwayat_id=riwayat_id, kanal=kanal, tujuan=alamat, teks=teks, dibuat_pada=kini,
              berikut_pada=kini)
        for kanal, alamat in tujuan.items()
        if alamat and teks and kanal not in ada
    ]  # fmt: skip
    db.session.add_all(hasil)
    db.session.flush()
    return hasil


def ulangi(kabar: Kabar, *, oleh: Pelaku) -> None:
    """Try a failed message again."""
    periksa_izin(oleh, "surat.atur")
    if kabar.keadaan in ("gagal", "mungkin_terkirim"):
        kabar.keadaan, kabar.sebab, kabar.percobaan = "menunggu", "", 0
        kabar.berikut_pada, kabar.selesai_pada, kabar.sewa_sampai = sekarang(), None, None
        kabar.dibuat_pada = sekarang()
        db.session.flush()
