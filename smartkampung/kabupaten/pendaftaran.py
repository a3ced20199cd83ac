"""Villages join: codes, keys, rotation, revocation."""

from __future__ import annotations

import hmac
import json
import secrets
from datetime import timedelta
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.akun.sandi import ABJAD_KODE
from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.desa.wilayah import cari_kode, sah_kode
from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.rahasia import buka, segel
from smartkampung.inti.tanggal import sekarang
from smartkampung.kabupaten.models import AKTIF, DICABUT, DIGANTI, DesaTerdaftar, KodeGabung, KunciDesa
from smartkampung.rekap import paket
from smartkampung.rekap.tujuan import BATAS_GABUNG, FORMAT_GABUNG, FORMAT_SAMBUT, bukti

UMUR_KODE = timedelta(days=7)


class GabungDitolak(GalatDomain):
    """A village cannot join this way; the sentence is the same for every reason somebody could guess at."""

    pesan = "Kode gabung tidak cocok, sudah dipakai, atau sudah lewat tujuh hari. Minta kode baru ke kabupaten."
    status = 403
    medan = "berkas"


class DesaLuarWilayah(GalatDomain):
    """Not a village of this office."""

    pesan = "Kode %(kode)s bukan desa di wilayah %(wilayah)s. Periksa lagi kodenya."
    medan = "kode"


def undang(kode_desa: str, *, oleh: Pengguna | None = None) -> tuple[DesaTerdaftar, str]:
    """Make a one-time code for a village; a code made before stops working. Answers the village and the code."""
    wilayah = profil().kode
    resmi = cari_kode(kode_desa) if sah_kode(kode_desa) else None
    if len(kode_desa) != 13 or resmi is None or not (kode_desa + ".").startswith(wilayah + "."):
        raise DesaLuarWilayah(kode=kode_desa, wilayah=profil().kabupaten_lengkap)
    desa = db.session.scalar(db.select(DesaTerdaftar).filter_by(kode=kode_desa))
    if desa is None:
        desa = DesaTerdaftar(kode=kode_desa, nama=resmi.nama[:80], kecamatan=(resmi.kecamatan or "")[:80],
                             terdaftar_pada=sekarang())
        db.session.add(desa)
        db.session.flush()
    acak = "".join(secrets.choice(ABJAD_KODE) for _ in range(12))
    kini = sekarang()
    db.session.merge(KodeGabung(desa_id=desa.id, kode=segel(acak), dibuat_pada=kini,
                                berlaku_sampai=kini + UMUR_KODE, dipakai_sidik=None))
    db.session.flush()
    catat("kabupaten.kode_dibuat", oleh=oleh, objek=("desa_terdaftar", desa.id), desa=desa.kode)
    return desa, f"{acak[:4]}-{acak[4:8]}-{acak[8:]}"


def sambut(data: bytes) -> bytes:
    """Take a village in and answer with our own proof; GabungDitolak otherwise."""
    return jawaban(terima_permohonan(data))


def terima_permohonan(data: bytes) -> DesaTerdaftar:
    """Take a village in: prove its code and its key, keep the key. GabungDitolak otherwise."""
    isi, tertera = _baca_permohonan(data)
    kode_desa = str(isi["desa"].get("kode", ""))
    desa = db.session.scalar(db.select(DesaTerdaftar).filter_by(kode=kode_desa))
    undangan = db.session.get(KodeGabung, desa.id, with_for_update=True) if desa else None
    if desa is None or undangan is None or undangan.berlaku_sampai < sekarang():
        raise GabungDitolak()
    kode = buka(undangan.kode)
    sidik = kunci.sidik_kunci(isi["kunci_publik"])
    if undangan.dipakai_sidik not in (None, sidik) or not hmac.compare_digest(bukti(kode, isi), tertera):
        raise GabungDitolak()
    undangan.dipakai_sidik = sidik  # the same key may ask again, should our answer get lost
    simpan_kunci(desa, isi["kunci_publik"])
    desa.terakhir_pada = sekarang()
    db.session.flush()
    catat("kabupaten.desa_tergabung", objek=("desa_terdaftar", desa.id), desa=desa.kode,
          kunci=sidik)
    return desa


def dapat_dijawab(desa: DesaTerdaftar) -> bool:
    """Whether this village has joined by a code that is still good, so that our answer can be given (again)."""
    undangan = db.session.get(KodeGabung, desa.id)
    return undangan is not None and undangan.dipakai_sidik is not None and undangan.berlaku_sampai >= sekarang()


def jawaban(desa: DesaTerdaftar) -> bytes:
    """What a village that has joined gets back: who we are, our public key, and the two proofs."""
    if not dapat_dijawab(desa):
        raise GabungDitolak()
    kode = buka(db.session.get_one(KodeGabung, desa.id).kode)
    jawab = {"format": FORMAT_SAMBUT, "desa": desa.kode, "kode": profil().kode,
             "nama": profil().kabupaten_lengkap, "kunci_publik": kunci.kunci_publik(),
             "pada": sekarang().isoformat()}
    return paket.kanonik({"bukti": bukti(kode, jawab), "paket": paket.bungkus(jawab)})


def _baca_permohonan(data: bytes) -> tuple[dict[str, Any], str]:
    try:
        surat = json.loads(data)
        amplop = paket.buka(paket.kanonik(surat["paket"]), batas=BATAS_GABUNG)
        isi, tertera = amplop["isi"], str(surat["bukti"])
        sah = (isi["format"] == FORMAT_GABUNG and isinstance(isi["desa"], dict)
               and kunci.sah_kunci(isi["kunci_publik"]) and paket.tanda_cocok(amplop, isi["kunci_publik"]))
    except (ValueError, KeyError, TypeError, RecursionError, GalatDomain) as galat:
        raise GabungDitolak("Permohonan gabung ini tidak terbaca.") from galat
    if not sah:
        raise GabungDitolak("Permohonan gabung ini tidak bertanda tangan sah.")
    return isi, tertera


def simpan_kunci(desa: DesaTerdaftar, publik: str) -> None:
    """The new key is in force; the one before still proves what it signed, until it is revoked."""
    kini = sekarang()
    ada = next((k for k in desa.kunci if k.kunci_publik == publik), None)
    if ada is not None and ada.keadaan == DICABUT:
        raise GabungDitolak("Kunci desa ini sudah dicabut. Buat kunci baru, lalu gabung lagi.")
    for lama in desa.kunci:
        if lama.keadaan == AKTIF and lama is not ada:
            lama.keadaan, lama.sampai = DIGANTI, kini
    if ada is not None:
        ada.keadaan, ada.sampai = AKTIF, None
    else:
        desa.kunci.insert(0, KunciDesa(kunci_publik=publik, sidik=kunci.sidik_kunci(publik), keadaan=AKTIF,
                                       sejak=kini))


def cabut_kunci(desa: DesaTerdaftar, *, oleh: Pengguna | None = None) -> int:
    """Trust no key of this village any more, and no open code; answers how many keys were revoked."""
    dicabut = [k for k in desa.kunci if k.keadaan != DICABUT]
    for satu in dicabut:
        satu.keadaan, satu.sampai = DICABUT, sekarang()
    undangan = db.session.get(KodeGabung, desa.id)
    if undangan is not None:
        db.session.delete(undangan)
    db.session.flush()
    catat("kabupaten.kunci_dicabut", oleh=oleh, objek=("desa_terdaftar", desa.id), desa=desa.kode,
          banyak=len(dicabut))
    return len(dicabut)
