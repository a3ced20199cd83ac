"""What serving adds to the demo: a confirmation that waits, a bundle, kept papers, a kind that asks the RT."""

from __future__ import annotations

import io
from datetime import date

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.queries import FaktaPenduduk, fakta
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.surat import permohonan
from smartkampung.surat.definisi import Isian
from smartkampung.surat.jenis import muat_jenis
from smartkampung.surat.konfirmasi import services as konfirmasi
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.paket import services as paket
from smartkampung.surat.paket.definisi import paket_warga
from smartkampung.surat.permohonan import BerkasPermohonan, Unggahan

DOMISILI = "keterangan-domisili"
BAYI = {
    "bayi_nama": "Aisyah Putri", "bayi_kelamin": "Perempuan", "bayi_tempat": "Puskesmas Randuasri", "anak_ke": 2,
    "berat": 3100, "panjang": 49,
    "ayah": {"nama": "Hendra Wijaya", "umur": "33", "pekerjaan": "Wiraswasta"},
    "hubungan_pelapor": "ibu kandung", "anak_lahir": "Randuasri, hari ini",
}  # fmt: skip


def isi_pelayanan(bahan: Bahan) -> None:
    """Some of this morning's visitors; nothing when nobody lives here."""
    with transaksi():
        bahan.ke(bahan.kini)
        muat_jenis()
        warga = _ibu(bahan)
        if warga:
            _tanya_rt(warga[0])
            _paket_kelahiran(warga[1], bahan.hari)
            _simpan_foto(warga[2])


def _ibu(bahan: Bahan) -> list[int]:
    """Three married women whose birth date is known."""
    lahir = Penduduk.tanggal_lahir.between(date(bahan.hari.year - 45, 1, 1), date(bahan.hari.year - 25, 1, 1))
    pilih = db.select(Penduduk.id).where(
        Penduduk.status_dasar == HIDUP, Penduduk.status_kawin == 2, Penduduk.jenis_kelamin == 2, lahir
    )
    ada = list(db.session.scalars(pilih.order_by(Penduduk.id).limit(3)))
    return ada if len(ada) == 3 else []


def _tanya_rt(penduduk_id: int) -> None:
    """Domicile letters ask the head of the RT here; one of them waits for his answer."""
    jenis = db.session.scalars(db.select(JenisSurat).filter_by(kode=DOMISILI, terbaru=True)).one()
    konfirmasi.atur(jenis, "rt", oleh=pengguna("sekdes"))
    isian = {"keperluan": "pembukaan rekening bank", "tinggal_sejak": date(2019, 3, 1)}
    berkas = BerkasPermohonan(frozenset(("ktp", "kk")))
    surat = permohonan.ajukan_di_loket(DOMISILI, penduduk_id, isian, berkas, oleh=pengguna("operator"))
    konfirmasi.minta(surat, "rt", "Bapak Slamet", "081234567890", oleh=pengguna("operator"))


def _paket_kelahiran(penduduk_id: int, hari: date) -> None:
    """A birth: certificate, letter for the akta, and the family card in one visit, ready to be signed."""
    bundel = paket_warga("kelahiran", penduduk_id)
    dipilih = frozenset(bundel.jenis)
    orang = fakta(penduduk_id)
    assert orang is not None
    isian = bundel.bawaan()
    for medan in bundel.medan(dipilih):
        isian.setdefault(medan.kunci, _isi(medan.untuk[0][1], medan.isian, orang, hari))
    syarat = frozenset(satu.kode for satu in bundel.syarat(dipilih))
    daftar = paket.ajukan(bundel, dipilih, isian, BerkasPermohonan(syarat), oleh=pengguna("operator"))
    paket.verifikasi(daftar[0], oleh=pengguna("operator"), diterima=syarat)


def _isi(kode: str, isian: Isian, ibu: FaktaPenduduk, hari: date) -> object:
    """A believable answer to one question about the birth; what need not be answered stays empty."""
    if kode == "bayi_tanggal":
        return hari
    if kode == "ibu":
        return {"penduduk_id": ibu.id, "nama": ibu.nama}
    return BAYI.get(kode) or (isian.pilihan[0] if isian.pilihan and isian.wajib else None)


def _simpan_foto(penduduk_id: int) -> None:
    """A photo of a shop, kept with consent for the next letter."""
    from PIL import Image

    gambar = io.BytesIO()
    Image.new("RGB", (640, 420), (150, 116, 70)).save(gambar, "JPEG", quality=70)
    isian = {"nama_usaha": "Toko Sumber Rejeki", "jenis_usaha": "warung kelontong", "berdiri_sejak": 2015,
             "keperluan": "pengajuan kredit usaha rakyat"}  # fmt: skip
    berkas = BerkasPermohonan(
        frozenset(("ktp", "kk", "foto_usaha")), {"foto_usaha": Unggahan(gambar.getvalue(), "toko.jpg", "image/jpeg")},
        simpan=frozenset(("foto_usaha",)),
    )  # fmt: skip
    permohonan.ajukan_di_loket("keterangan-usaha", penduduk_id, isian, berkas, oleh=pengguna("operator"))
