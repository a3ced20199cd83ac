"""Messages to residents: texts, wa.me, e-mail and Telegram through the outbox, against real servers on loopback."""

from __future__ import annotations

import email
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from smartkampung.extensions import db
from smartkampung.pengaturan import Surel
from smartkampung.portal.kirim_kabar import detik
from smartkampung.surat import services
from smartkampung.surat.kabar import services as kabar
from smartkampung.surat.kabar.models import Kabar, PengaturanKabar
from smartkampung.surat.kabar.nomor import nomor_wa, tautan_wa
from smartkampung.surat.kabar.queries import tautan_telegram
from smartkampung.surat.kabar.teks import BAWAAN, teks_kabar
from smartkampung.surat.models import Surat
from tests.peramban import Peramban
from tests.rekap.test_surel import peladen  # noqa: F401
from tests.surat.bantu import buat_permohonan, buat_terbit, buat_warga, orang
from tests.surat.test_halaman import warga as warga_satu

TOKEN = "123456789:AAkanari-telegram_token0123456789abcd"


class LayananTelegram(BaseHTTPRequestHandler):
    """Enough of the Bot API: updates to hand out, messages taken, and what to answer instead."""

    def do_POST(self):
        isi = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        perintah = self.path.rsplit("/", 1)[1]
        catatan = self.server.catatan
        catatan.append((self.path, perintah, isi))
        status, jawab = self.server.jawab.get(perintah, (200, None))
        if status == 200:
            hasil = [u for u in self.server.kabar if self.nomor(u) >= isi.get("offset", 0)]
            jawab = {"ok": True, "result": hasil if perintah == "getUpdates" else {"message_id": 1}}
        data = json.dumps(jawab).encode() if not isinstance(jawab, bytes) else jawab
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    @staticmethod
    def nomor(kabar):
        nomor = kabar.get("update_id") if isinstance(kabar, dict) else None
        return nomor if isinstance(nomor, int) else 0

    def log_message(self, *_):
        pass


@pytest.fixture
def telegram():
    layanan = ThreadingHTTPServer(("127.0.0.1", 0), LayananTelegram)
    layanan.catatan, layanan.jawab, layanan.kabar = [], {}, []
    threading.Thread(target=layanan.serve_forever, args=(0.02,), daemon=True).start()
    layanan.alamat = f"http://127.0.0.1:{layanan.server_port}"
    yield layanan
    layanan.shutdown()
    layanan.server_close()


def nyalakan(telegram=None, surel=False):
    kabar.atur_saluran(surel=surel, telegram=telegram is not None, nama="@SumberwangiBot" if telegram else "",
                       alamat=telegram.alamat if telegram else "https://api.telegram.org",
                       token=TOKEN if telegram else "", oleh=orang("sekdes"))  # fmt: skip


def atur_smtp(app, port):
    keadaan = app.extensions["smartkampung"]
    keadaan.pengaturan = replace(keadaan.pengaturan, surel=Surel(
        peladen="127.0.0.1", port=port, keamanan="tanpa", pengirim="desa@sumberwangi.contoh"))  # fmt: skip


def mulai(nomor, teks, jenis="private"):
    return {"update_id": nomor, "message": {"text": teks, "chat": {"id": 7000 + nomor, "type": jenis}}}


def keadaan(app):
    with app.app_context():
        return [(k.kanal, k.keadaan) for k in db.session.scalars(db.select(Kabar).order_by(Kabar.id))]


# --- numbers and texts ---------------------------------------------------------------------------


@pytest.mark.parametrize(("teks", "nomor"), [
    ("0812-3456-7890", "6281234567890"), ("+62 812 3456 7890", "6281234567890"), ("6281234567890", "6281234567890"),
    ("81234567890", "6281234567890"), ("+60 12-345 6789", "60123456789"), ("(0399) 123456", None), ("", None),
    ("0812", None), ("bukan nomor", None), ("9901012005790007", None)])  # fmt: skip
def test_nomor_whatsapp_dirapikan_atau_ditolak(teks, nomor):
    assert nomor_wa(teks) == nomor


def test_tautan_wa_hanya_membawa_teks():
    urai = urlsplit(tautan_wa("081234567890", "Halo & selamat? #1\nya"))
    assert (urai.netloc, urai.path, urai.fragment) == ("wa.me", "/6281234567890", "")
    assert parse_qs(urai.query) == {"text": ["Halo & selamat? #1\nya"]}


def test_tiap_keadaan_punya_teks_tanpa_nik(kecil):
    surat = buat_permohonan(buat_warga())
    surat.alasan = "NIK 9901012005790007 tidak cocok."
    for keadaan_surat in BAWAAN:
        surat.keadaan = keadaan_surat
        teks = teks_kabar(surat)
        assert "Sutrisno bin Karto" in teks and "[" not in teks and "9901012005790007" not in teks


def test_teks_desa_dipakai_dan_yang_salah_ditolak(kecil):
    surat = buat_permohonan(buat_warga())
    assert kabar.atur_teks(BAWAAN | {"diterima": "Salam, [jenis] [nama] kami kerjakan."}, oleh=orang("sekdes")) == 1
    assert teks_kabar(surat) == "Salam, Keterangan Usaha Sutrisno bin Karto kami kerjakan."
    with pytest.raises(kabar.TeksSalah, match="nik"):
        kabar.atur_teks({"diterima": "NIK Anda [nik]"}, oleh=orang("sekdes"))
    with pytest.raises(kabar.TeksSalah, match="nomor panjang"):
        kabar.atur_teks({"diterima": "9901 0120 0579 0007"}, oleh=orang("sekdes"))
    kabar.atur_teks({}, oleh=orang("sekdes"))
    assert teks_kabar(surat).startswith("Permohonan Keterangan Usaha")


def test_tombol_whatsapp_di_halaman_surat_dan_selesai(loket, tulis):
    tulis(lambda: setattr(buat_permohonan(warga_satu()), "telepon", "0812 3456 7890"))
    loket.masuk("operator")
    for hal in (loket.buka("surat.lihat", surat_id=1), loket.buka("loket.selesai", surat_id=1)):
        tautan = hal.tautan("lewat WhatsApp")
        assert tautan.startswith("https://wa.me/6281234567890?text=") and "9901012005790007" not in tautan


# --- outbox --------------------------------------------------------------------------------------


def test_tanpa_diatur_tidak_ada_yang_dikirim(loket, tulis):
    def isi():
        surat = buat_permohonan(warga_satu())
        surat.surel, surat.telegram = "warga@contoh.id", "7001"
        services.batalkan(surat, "Dibatalkan pemohon.", oleh=orang("operator"))
        assert tautan_telegram(surat) is None

    tulis(isi)
    with loket.app.app_context():
        assert detik() == 0
    assert keadaan(loket.app) == []


def test_surel_sampai_sekali_lalu_yang_ditolak_berhenti(loket, tulis, peladen, jam):  # noqa: F811
    kotak, port = peladen()
    atur_smtp(loket.app, port)

    def isi():
        nyalakan(surel=True)
        surat = buat_permohonan(warga_satu())
        surat.surel = "warga@contoh.id"
        services.tolak(surat, "Usahanya di desa lain.", oleh=orang("operator"))

    tulis(isi)
    with loket.app.app_context():
        assert (detik(), detik()) == (1, 0)
    assert keadaan(loket.app) == [("surel", "dikirim")]
    surat = email.message_from_bytes(kotak.pesan[0], policy=email.policy.default)
    assert surat["To"] == "warga@contoh.id" and surat["Auto-Submitted"] == "auto-generated"
    assert "Usahanya di desa lain." in surat.get_content() and "9901012005790007" not in surat.as_string()


def test_surel_tanpa_peladen_menunggu_dan_berhenti_sesudah_tiga_hari(loket, tulis, jam):
    atur_smtp(loket.app, 1)

    def isi():
        nyalakan(surel=True)
        surat = buat_permohonan(warga_satu())
        surat.surel = "warga@contoh.id"
        services.batalkan(surat, "Dibatalkan pemohon.", oleh=orang("operator"))

    tulis(isi)
    with loket.app.app_context():
        assert detik() == 1 and detik() == 0
    assert keadaan(loket.app) == [("surel", "menunggu")]
    jam.maju(days=3, minutes=1)
    with loket.app.app_context():
        detik()
    assert keadaan(loket.app) == [("surel", "gagal")]
    hal = loket.masuk("sekdes").buka("kabar.terkirim")
    assert "tidak terkirim selama tiga hari" in hal.teks_semua
    hal.kirim("Coba lagi")
    assert keadaan(loket.app) == [("surel", "menunggu")]


def test_telegram_disambungkan_dengan_kode_lalu_dikabari(loket, tulis, telegram):
    def isi():
        nyalakan(telegram)
        surat = buat_permohonan(warga_satu())
        return tautan_telegram(surat), surat.kode_status.replace("-", "")

    tautan, kode = tulis(isi)
    assert tautan == f"https://t.me/SumberwangiBot?start={kode}"
    telegram.kabar = [mulai(1, "/start AAAAAAAAAAAA"), mulai(2, f"/start {kode}", "group"), mulai(3, "halo"),
                      mulai(4, f"/start {kode}"), {"update_id": "x"}, "rusak"]  # fmt: skip
    with loket.app.app_context():
        assert detik() == 1 and detik() == 0
        assert db.session.get(Surat, 1).telegram == "7004"
        assert db.session.get(PengaturanKabar, 1).telegram_urut == 5
        assert TOKEN not in str(db.session.execute(db.select(PengaturanKabar.__table__)).first())
    kirim = [isi for _j, perintah, isi in telegram.catatan if perintah == "sendMessage"]
    assert len(kirim) == 1 and kirim[0]["chat_id"] == "7004" and "Keterangan Usaha" in kirim[0]["text"]
    assert "9901012005790007" not in json.dumps(kirim)
    assert telegram.catatan[0][0] == f"/bot{TOKEN}/getUpdates"
    tulis(lambda: services.verifikasi(db.session.get(Surat, 1), oleh=orang("operator")))
    tulis(lambda: services.kembalikan(db.session.get(Surat, 1), "Perlu dicek.", oleh=orang("sekdes")))
    tulis(lambda: services.tolak(db.session.get(Surat, 1), "Usahanya di desa lain.", oleh=orang("operator")))
    with loket.app.app_context():
        assert detik() == 1
    assert "belum dapat dibuatkan" in telegram.catatan[-1][2]["text"]


GALAT = ((403, {"ok": False}, "gagal"), (429, {"ok": False, "parameters": {"retry_after": 900}}, "menunggu"),
         (500, b"<html>", "menunggu"), (401, {"ok": False}, "menunggu"), (400, {"ok": False}, "gagal"))  # fmt: skip


def test_galat_telegram_dikatakan_dan_dicoba_lagi_bila_pantas(loket, tulis, telegram, jam):
    def satu():
        surat = buat_permohonan(warga_satu())
        surat.telegram = "7001"
        services.batalkan(surat, "Dibatalkan pemohon.", oleh=orang("operator"))

    tulis(lambda: nyalakan(telegram))
    for status, jawab, jadi in GALAT:
        tulis(satu)
        telegram.jawab["sendMessage"] = (status, jawab)
        with loket.app.app_context():
            assert detik() == 1 and detik() == 0
            baris = db.session.scalars(db.select(Kabar).order_by(Kabar.id.desc())).first()
            assert baris.keadaan == jadi and baris.sebab and TOKEN not in baris.sebab, status
        telegram.jawab.clear()
        jam.maju(minutes=16)
        with loket.app.app_context():
            assert detik() == (jadi == "menunggu"), status


def test_telegram_tidak_terjangkau_diberitahukan_dan_pulih(loket, tulis, telegram):
    tulis(lambda: nyalakan(telegram))
    telegram.jawab["getUpdates"] = (401, {"ok": False})
    with loket.app.app_context():
        detik()
    hal = loket.masuk("sekdes").buka("kabar.saluran")
    assert "token bot ditolak Telegram" in hal.teks_semua and TOKEN not in hal.isi.decode()
    telegram.jawab.clear()
    with loket.app.app_context():
        detik()
    assert "token bot ditolak" not in loket.buka("kabar.saluran").teks_semua


def test_saluran_yang_tidak_dapat_jalan_ditolak_di_medannya(loket):
    hal = loket.masuk("sekdes").buka("kabar.saluran")
    for isi, kalimat in (
        ({"surel": "y"}, "Surel belum diatur"), ({"telegram": "y", "nama": "Bot"}, "Isi token bot"),
        ({"telegram": "y", "nama": "Bot", "token": "bukan"}, "titik dua"),
        ({"telegram": "y", "nama": "a b", "token": TOKEN}, "nama bot tanpa @"),
        ({"alamat": "http://jahat.contoh"}, "harus diawali https"),
    ):  # fmt: skip
        ulang = hal.kirim("Simpan", **isi)
        assert ulang.status == 422 and any(kalimat in g for g in ulang.galat), ulang.galat
    assert Peramban(loket.app).masuk("operator").klien.get("/surat/atur/kabar/saluran").status_code == 403


def test_satu_tindakan_satu_kabar_meski_antre_dua_kali(kecil, telegram):
    nyalakan(telegram)
    surat = buat_terbit(buat_warga())
    surat.telegram = "7001"
    assert len(kabar.antre(surat, surat.riwayat[0].id)) == 1
    assert kabar.antre(surat, surat.riwayat[0].id) == []

