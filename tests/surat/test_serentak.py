"""Many signers at once, and a process killed while it signs: no number lost or doubled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.penomoran import NomorUrut
from smartkampung.inti.tanggal import jam
from smartkampung.inti.tte import SignerTanpa
from smartkampung.penduduk.models import Penduduk
from smartkampung.pengaturan import Pengaturan
from smartkampung.surat import services, terbit
from smartkampung.surat.galat import KeadaanSalah
from smartkampung.surat.models import Surat
from smartkampung.surat.periksa import daftar_pemeriksaan
from tests.anak import Anak
from tests.surat.bantu import buat_siap_ttd, orang


def _siapkan(app, banyak: int) -> list[int]:
    with app.app_context(), basis.transaksi():
        warga = db.session.scalars(db.select(Penduduk)).one()
        return [buat_siap_ttd(warga).id for _ in range(banyak)]


@pytest.mark.berat
def test_50_tanda_tangan_serentak_memberi_nomor_berurutan(loket, banyak):
    jumlah, utas_banyak = banyak(50, 200), 10
    daftar = _siapkan(loket.app, jumlah)
    galat: list[BaseException] = []

    def kerja(bagian: list[int]) -> None:
        for surat_id in bagian:
            try:
                with loket.app.app_context(), basis.transaksi():
                    terbit.tanda_tangani([surat_id], oleh=orang("kades"), signer=SignerTanpa())
            except BaseException as satu:
                galat.append(satu)

    utas = [threading.Thread(target=kerja, args=(daftar[i::utas_banyak],)) for i in range(utas_banyak)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert not galat
    with loket.app.app_context():
        nomor = sorted(db.session.scalars(db.select(Surat.nomor)))
        assert nomor == list(range(1, jumlah + 1))


def test_surat_yang_sama_ditandatangani_dua_orang_sekaligus_terbit_sekali(loket):
    (surat_id,) = _siapkan(loket.app, 1)
    hasil: list[str] = []

    def kerja() -> None:
        try:
            with loket.app.app_context(), basis.transaksi():
                terbit.tanda_tangani([surat_id], oleh=orang("kades"), signer=SignerTanpa())
            hasil.append("terbit")
        except Exception as galat:
            hasil.append(type(galat).__name__)

    utas = [threading.Thread(target=kerja) for _ in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert sorted(hasil) == ["KeadaanSalah"] * 3 + ["terbit"]


def test_ditandatangani_dan_dibatalkan_bersamaan_hanya_satu_yang_jadi(loket):
    daftar = _siapkan(loket.app, 6)
    hasil: list[str] = []

    def kerja(surat_id: int, batal: bool) -> None:
        try:
            with loket.app.app_context(), basis.transaksi():
                if batal:
                    services.batalkan(db.session.get_one(Surat, surat_id), "Pemohon pindah desa.", oleh=orang("sekdes"))
                else:
                    terbit.tanda_tangani([surat_id], oleh=orang("kades"), signer=SignerTanpa())
            hasil.append("jadi")
        except KeadaanSalah:
            hasil.append("ditolak")

    utas = [threading.Thread(target=kerja, args=(satu, batal)) for satu in daftar for batal in (True, False)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert sorted(hasil) == ["ditolak"] * 6 + ["jadi"] * 6
    with loket.app.app_context():
        for surat in db.session.scalars(db.select(Surat)):
            assert (surat.keadaan == "dibatalkan") == (surat.nomor is None)


def _tanda_tangani_semua(lapor: Callable[[int | None], None], atur: Pengaturan) -> None:
    """Sign what waits, one transaction each; report the start and every number."""
    jam.atur(datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
    app = create_app(atur)
    with app.app_context():
        daftar = list(db.session.scalars(
            db.select(Surat.id).where(Surat.keadaan == "menunggu_ttd").order_by(Surat.id)))
        lapor(None)
        for surat_id in daftar:
            with basis.transaksi():
                surat = terbit.tanda_tangani([surat_id], oleh=orang("kades"), signer=SignerTanpa())[0]
            lapor(surat.nomor)


@pytest.mark.berat
def test_mati_mendadak_saat_menandatangani_tidak_merusak_nomor(loket, banyak, pengaturan_uji):
    if pengaturan_uji.basis_data:
        pytest.skip("proses anak memakai SQLite")
    putaran = banyak(3, 100)
    _siapkan(loket.app, putaran * 7)
    disebut: set[int] = set()
    for ke in range(putaran):
        disebut |= _bunuh_di_tengah(pengaturan_uji, 0.01 + 0.012 * (ke % 7))
    with loket.app.app_context():
        terbit_nomor = sorted(db.session.scalars(db.select(Surat.nomor).where(Surat.nomor.is_not(None))))
        urut = db.session.get(NomorUrut, ("surat_keluar", 2026))
        assert terbit_nomor == list(range(1, (urut.terakhir if urut else 0) + 1))
        assert disebut <= set(terbit_nomor)
        for surat in db.session.scalars(db.select(Surat)):
            assert (surat.keadaan == "selesai") == (surat.nomor is not None) == (surat.sha256 is not None)
        assert list(daftar_pemeriksaan()[0].jalankan()) == []


def _bunuh_di_tengah(atur: Pengaturan, jeda: float) -> set[int]:
    """Start a signer, kill it a moment after its first letter; answer the numbers it told us."""
    anak = Anak(_tanda_tangani_semua, atur)
    sebut = [anak.dengar(), anak.dengar()]
    time.sleep(jeda)
    sebut += anak.bunuh()
    return {nomor for nomor in sebut if nomor}
