"""A year of letters for the invented village.

The latest (some 300 with PDF) are made by the same acts the counter uses, each at its own time, with PDF; those before
them are rows without files, as an old register would be taken over. A few stay open for the tour.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from smartkampung.akun.demo import SANDI_DEMO
from smartkampung.akun.models import Pengguna
from smartkampung.contoh.bahan import Bahan, pengguna, saat
from smartkampung.contoh.baris_surat import tulis_baris
from smartkampung.contoh.rencana_surat import ALASAN, RencanaSurat, rencana_terbuka, rencanakan_surat
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tte import Signer, SignerTanpa
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.surat import permohonan, sertifikat, services, terbit
from smartkampung.surat.jenis import muat_jenis
from smartkampung.surat.models import Surat
from smartkampung.surat.pengaturan import atur

BANYAK_PDF, BANYAK_TTE = 325, 90  # of 325 requests some 300 become a letter
PER_TRANSAKSI = 60
# What is open this morning: state and how many.
_TERBUKA = (("diterima", 4), ("perlu_dilengkapi", 2), ("diproses", 1), ("menunggu_ttd", 5),
            ("menunggu_paraf", 1))

Kejadian = tuple[datetime, int, Callable[[], object]]


def isi_surat(bahan: Bahan) -> None:
    """Letters of a year in all states; nothing when nobody lives here."""
    dewasa = _dewasa(bahan)
    rencana = rencanakan_surat(bahan.penduduk, len(dewasa), bahan.benih, bahan.awal, bahan.hari)
    lama, baru = rencana[:-BANYAK_PDF], rencana[-BANYAK_PDF:]
    if not rencana:
        return
    with transaksi():
        muat_jenis()
        tulis_baris(lama, dewasa, bahan)
        if baru:
            bahan.ke(saat(baru[0].hari, 7 * 60))
            _buat_sertifikat()
    Pelayanan(bahan, dewasa).jalani(baru)


def _dewasa(bahan: Bahan) -> list[int]:
    """Ids of adult residents; the register's order is the same for the same seed."""
    batas = bahan.hari - timedelta(days=18 * 366)
    pilih = db.select(Penduduk.id).where(Penduduk.status_dasar == HIDUP, Penduduk.tanggal_lahir <= batas)
    return list(db.session.scalars(pilih.order_by(Penduduk.id)))


def _buat_sertifikat() -> None:
    """The head's own certificate; its passphrase is the demo password, so that visitors can sign."""
    kades = pengguna("kades")
    if sertifikat.sertifikat_berlaku(kades.id) is None:
        sertifikat.simpan_sertifikat(sertifikat.siapkan_sertifikat(kades.nama, SANDI_DEMO), oleh=kades)


class Pelayanan:
    """The counter, the verifier and the head at work, one act after another in time."""

    def __init__(self, bahan: Bahan, dewasa: list[int]) -> None:
        self.bahan, self.dewasa = bahan, dewasa
        self.acak = random.Random(f"pelayanan-{bahan.benih}")
        self.surat: dict[int, int] = {}

    @property
    def operator(self) -> Pengguna:
        return pengguna("operator")

    @property
    def kasi(self) -> Pengguna:
        return pengguna("kasi")

    @property
    def kades(self) -> Pengguna:
        return pengguna("kades")

    def jalani(self, rencana: list[RencanaSurat]) -> None:
        """Live through the letters, then leave some open."""
        tte = sertifikat.signer_untuk(self.kades.id, SANDI_DEMO) if rencana else SignerTanpa()
        kejadian: list[Kejadian] = []
        for nomor, r in enumerate(rencana):
            signer = tte if nomor >= len(rencana) - BANYAK_TTE else SignerTanpa()
            kejadian += self._kejadian(nomor, r, signer)
        kejadian.sort(key=lambda k: (k[0], k[1]))
        for awal in range(0, len(kejadian), PER_TRANSAKSI):
            with transaksi():
                for pada, _nomor, kerja in kejadian[awal:awal + PER_TRANSAKSI]:
                    self.bahan.ke(pada)
                    kerja()
            db.session.expunge_all()
            self.bahan.kemajuan(min(awal + PER_TRANSAKSI, len(kejadian)), len(kejadian), "Melayani surat setahun")
        with transaksi():
            self._tinggalkan_terbuka()

    def _kejadian(self, nomor: int, r: RencanaSurat, signer: Signer) -> list[Kejadian]:
        """The acts of one letter with their times."""
        masuk = saat(r.hari, r.menit)
        diperiksa = masuk + timedelta(minutes=r.periksa)
        selesai = diperiksa + timedelta(minutes=r.tanda_tangan)
        hasil: list[Kejadian] = [(masuk, nomor, lambda: self._ajukan(nomor, r))]
        if r.akhir in ("ditolak", "dibatalkan"):
            tutup = services.tolak if r.akhir == "ditolak" else services.batalkan
            return [*hasil, (diperiksa, nomor, lambda: tutup(self._ambil(nomor), r.alasan,
                                                             oleh=self.operator))]
        hasil.append((diperiksa, nomor, lambda: self._verifikasi(nomor)))
        hasil.append((selesai, nomor, lambda: self._tanda_tangani(nomor, signer)))
        sesudah = selesai + timedelta(minutes=r.ambil)
        if r.akhir in ("diambil", "diantar"):
            hasil.append((sesudah, nomor, lambda: self._serahkan(nomor, r.akhir == "diantar")))
        elif r.akhir == "dicabut":
            hasil.append((sesudah, nomor, lambda: services.cabut(self._ambil(nomor), r.alasan,
                                                                 oleh=self.kades)))
        return hasil

    def _ambil(self, nomor: int) -> Surat:
        return db.session.get_one(Surat, self.surat[nomor])

    def _ajukan(self, nomor: int, r: RencanaSurat) -> Surat:
        orang = db.session.get_one(Penduduk, self.dewasa[r.warga])
        if r.kanal == "web":
            assert orang.tanggal_lahir is not None
            pemohon = permohonan.Pemohon(orang.nama, orang.nik or "", orang.tanggal_lahir,
                                         "0812" + f"{nomor:08d}")
            surat = permohonan.ajukan_dari_web(r.jenis, pemohon, r.isian, permohonan.BerkasPermohonan())
        else:
            surat = permohonan.ajukan_di_loket(r.jenis, orang.id, r.isian, permohonan.BerkasPermohonan(),
                                               oleh=self.operator, kanal=r.kanal,
                                               telepon="0812" + f"{nomor:08d}" if r.kanal == "wa" else "")
        self.surat[nomor] = surat.id
        return surat

    def _verifikasi(self, nomor: int) -> None:
        surat = self._ambil(nomor)
        semua = frozenset(s.kode for s in surat.syarat)
        services.verifikasi(surat, oleh=self.acak.choice((self.operator, self.kasi)), diterima=semua)

    def _tanda_tangani(self, nomor: int, signer: Signer) -> None:
        terbit.tanda_tangani([self.surat[nomor]], oleh=self.kades, signer=signer)

    def _serahkan(self, nomor: int, diantar: bool) -> None:
        surat = self._ambil(nomor)
        services.serahkan(surat, surat.nama, oleh=self.operator, diantar=diantar)

    def _tinggalkan_terbuka(self) -> None:
        """This morning's requests, so that the tour has something to do."""
        mulai = self.bahan.kini - timedelta(minutes=3 * sum(n for _, n in _TERBUKA) + 6)
        contoh = rencana_terbuka(self.bahan.benih, self.bahan.hari, len(self.dewasa))
        menit = 0
        for keadaan, banyak in _TERBUKA:
            for _ in range(banyak):
                menit += 3
                self.bahan.ke(mulai + timedelta(minutes=menit))
                self._buka(next(contoh), keadaan, -menit)

    def _buka(self, r: RencanaSurat, keadaan: str, nomor: int) -> None:
        self._ajukan(nomor, r)
        surat = self._ambil(nomor)
        if keadaan == "perlu_dilengkapi":
            kurang = {s.kode: "belum jelas" for s in surat.syarat if s.sifat == "wajib"}
            services.minta_lengkapi(surat, self.acak.choice(ALASAN["lengkapi"]), oleh=self.operator,
                                    kurang=kurang)
        elif keadaan in ("menunggu_ttd", "diproses"):
            self._verifikasi(nomor)
            if keadaan == "diproses":
                services.kembalikan(surat, self.acak.choice(ALASAN["kembali"]), oleh=self.kades)
        elif keadaan == "menunggu_paraf":
            self._dengan_paraf(nomor)

    def _dengan_paraf(self, nomor: int) -> None:
        """Paraf is off in the demo; one letter shows how it waits."""
        sekdes = pengguna("sekdes")
        atur(pakai_paraf=True, oleh=sekdes)
        self._verifikasi(nomor)
        atur(pakai_paraf=False, oleh=sekdes)
