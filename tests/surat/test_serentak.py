"""Many signers at once, and a process killed while it signs: no number lost or doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.penomoran import NomorUrut
from smartkampung.inti.tte import SignerTanpa
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import services, terbit
from smartkampung.surat.galat import KeadaanSalah
from smartkampung.surat.models import Surat
from smartkampung.surat.periksa import daftar_pemeriksaan
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


ANAK = """
import sys
from pathlib import Path
from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import jam
from datetime import datetime, UTC
from smartkampung.inti.tte import SignerTanpa
from smartkampung.pengaturan import Pengaturan
from smartkampung.surat import services, terbit
from smartkampung.surat.galat import KeadaanSalah
from smartkampung.surat.models import Surat
from smartkampung.akun.models import Pengguna
jam.atur(datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
app = create_app(Pengaturan(instance=Path(sys.argv[1]), uji=True, totp_wajib=False, basis_data=sys.argv[2]))
with app.app_context():
    daftar = list(db.session.scalars(db.select(Surat.id).where(Surat.keadaan == "menunggu_ttd").order_by(Surat.id)))
    print("siap", flush=True)
    for surat_id in daftar:
        with basis.transaksi():
            oleh = db.session.scalars(db.select(Pengguna).filter_by(nama_pengguna="kades")).one()
            surat = terbit.tanda_tangani([surat_id], oleh=oleh, signer=SignerTanpa())[0]
        print(surat.nomor, flush=True)
"""


@pytest.mark.berat
def test_mati_mendadak_saat_menandatangani_tidak_merusak_nomor(loket, banyak, pengaturan_uji):
    if pengaturan_uji.basis_data:
        pytest.skip("proses anak memakai SQLite")
    putaran = banyak(4, 100)
    _siapkan(loket.app, putaran * 4)
    disebut: set[int] = set()
    for ke in range(putaran):
        disebut |= _bunuh_di_tengah(pengaturan_uji.instance, 0.02 + 0.023 * (ke % 7))
    with loket.app.app_context():
        terbit_nomor = sorted(db.session.scalars(db.select(Surat.nomor).where(Surat.nomor.is_not(None))))
        urut = db.session.get(NomorUrut, ("surat_keluar", 2026))
        assert terbit_nomor == list(range(1, (urut.terakhir if urut else 0) + 1))
        assert disebut <= set(terbit_nomor)
        for surat in db.session.scalars(db.select(Surat)):
            assert (surat.keadaan == "selesai") == (surat.nomor is not None) == (surat.sha256 is not None)
        assert list(daftar_pemeriksaan()[0].jalankan()) == []


def _bunuh_di_tengah(instance: Path, jeda: float) -> set[int]:
    """Start a signer, kill it a moment after its first letter; answer the numbers it told us."""
    anak = subprocess.Popen([sys.executable, "-c", ANAK, str(instance), ""], stdout=subprocess.PIPE, text=True,
                            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})  # fmt: skip
    baris = [anak.stdout.readline(), anak.stdout.readline()]
    time.sleep(jeda)
    anak.send_signal(signal.SIGKILL)
    baris += anak.stdout.read().splitlines()
    anak.wait()
    return {int(satu) for satu in baris if satu.strip().isdecimal()}
