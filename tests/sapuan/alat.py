"""What the sweeps share: an office with something in every corner, and a walk over every page of a role."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tugas import mulai_tugas
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import permohonan, rancangan, sertifikat, services
from smartkampung.surat.jenis import muat_jenis
from smartkampung.surat.permohonan import BerkasPermohonan, Unggahan
from tests.acuan import KANTOR, Acuan
from tests.peramban import Peramban
from tests.surat.bantu import (
    FRASA,
    ISIAN,
    LENGKAP,
    buat_permohonan,
    buat_sertifikat_kades,
    buat_siap_ttd,
    buat_terbit,
    buat_warga,
    orang,
)

PDF_ASING = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def gambar() -> bytes:
    """A small photo."""
    keluar = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(keluar, "JPEG")
    return keluar.getvalue()


def isi_pojok(app: Flask) -> None:
    """Residents, letters in every state (one signed with a key), uploads, a certificate, finished work."""
    with app.app_context(), basis.transaksi():
        muat_jenis()
        warga = buat_warga()
        buat_sertifikat_kades()
        buat_terbit(warga, signer=sertifikat.signer_untuk(orang("kades").id, FRASA))
        services.cabut(buat_terbit(warga), "Nama usahanya keliru.", oleh=orang("kades"))
        buat_siap_ttd(warga)
        services.minta_lengkapi(buat_permohonan(warga), "Foto usaha buram.", oleh=orang("operator"),
                                kurang={"foto_usaha": "buram"})
        services.tolak(buat_permohonan(warga), "Usahanya di desa lain.", oleh=orang("operator"))
        berkas = {"foto_usaha": Unggahan(gambar(), "usaha.jpg", "image/jpeg"),
                  "pengantar_rt": Unggahan(PDF_ASING, "pengantar.pdf", "application/pdf")}
        permohonan.ajukan_di_loket("keterangan-usaha", warga.id, ISIAN["keterangan-usaha"],
                                   BerkasPermohonan(LENGKAP - set(berkas), berkas), oleh=orang("operator"))
        jenis = rancangan.terbaru("ahli-waris")
        assert jenis is not None
        draf = rancangan.mulai(jenis, oleh=orang("sekdes"))
        rancangan.simpan(draf, draf.isi | {"judul": "<b>Judul</b>", "bagian": []}, draf.versi, oleh=orang("sekdes"))
        mulai_tugas("Memeriksa berkas", lambda kemajuan: "/beranda", pengguna_id=orang("sekdes").id)


POJOK = Acuan("pojok", isi_pojok, KANTOR, berkas=True)


def jelajah(peramban: Peramban, awal: str = "/beranda", batas: int = 150) -> Iterator[tuple[str, TestResponse]]:
    """Open every page that links lead to from `awal`, pages and files, one of each shape of address."""
    antre, sudah = [awal], set()
    while antre and len(sudah) < batas:
        jalur = antre.pop(0)
        bentuk = re.sub(r"\d+", "0", urlsplit(jalur).path)
        if (bentuk, urlsplit(jalur).query[:12]) in sudah:
            continue
        sudah.add((bentuk, urlsplit(jalur).query[:12]))
        jawab = peramban.klien.get(jalur)
        yield jalur, jawab
        if jawab.mimetype == "text/html" and jawab.data and jawab.status_code == 200:
            pohon = lxml.html.fromstring(jawab.get_data(as_text=True))
            antre += [str(h) for h in pohon.xpath("//a/@href|//img/@src|//link/@href|//script/@src|//use/@href")
                      if str(h).startswith("/")]
        elif jawab.location and jawab.location.startswith("/"):
            antre.append(jawab.location)


def semua_warga() -> list[Penduduk]:
    return list(db.session.scalars(db.select(Penduduk).order_by(Penduduk.id)))
