"""What the sweeps share: an office with something in every corner, and a walk over every page of a role."""

from __future__ import annotations

import io
import re
from collections import Counter, deque
from collections.abc import Collection, Iterator
from urllib.parse import parse_qs, urlsplit

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

VARIAN = 4
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


def jelajah(peramban: Peramban, awal: str = "/beranda", *,
            kecuali: Collection[str] = ()) -> Iterator[tuple[str, TestResponse]]:
    """Open what links lead to from `awal`, pages and files; of each route the first VARIAN kinds of address.

    Addresses are of one kind when they differ in numbers only, in the path or after the question mark.
    `kecuali` are addresses that somebody else has opened; `awal` is opened all the same.
    """
    peta = peramban.app.url_map.bind("localhost")
    antre, sudah, per_rute = deque([awal]), set(), Counter()
    while antre:
        jalur = antre.popleft()
        bagian = urlsplit(jalur)
        macam = re.sub(r"\d+", "0", bagian.path), *sorted(parse_qs(bagian.query, keep_blank_values=True))
        rute = peta.match(bagian.path)[0] if peta.test(bagian.path) else macam
        if macam in sudah or per_rute[rute] >= VARIAN or (jalur in kecuali and jalur != awal):
            continue
        sudah.add(macam)
        per_rute[rute] += 1
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
