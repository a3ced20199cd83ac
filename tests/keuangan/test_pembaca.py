"""Readers from outside: the same figures, nothing they can do, no number of a person in full."""

from __future__ import annotations

from datetime import date

import pytest

from smartkampung.akun.peran import semua_peran
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.kas.models import Pihak
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.test_dasbor import BUKU
from tests.pabrik import isi_pengguna

pytestmark = [pytest.mark.acuan(BUKU), pytest.mark.satu_basis]
PEMBACA = ("pemeriksa", "bpd", "pengawas_kecamatan")
# POST because the words may be a name, or because it is written down who took a pack; they change nothing.
CARI = {"kas.awal", "kas.xlsx", "pihak_keuangan.daftar", "spp.daftar", "paket_audit.unduh_paket"}


@pytest.fixture
def kantor_pemeriksa(kantor):
    with kantor.app_context(), basis.transaksi():
        isi_pengguna("inspektorat", "pemeriksa")
        nomor = db.session.scalar(db.select(Pihak.id).order_by(Pihak.id))
        db.session.execute(db.update(Pihak).where(Pihak.id == nomor).values(
            nomor_rekening="0123456789", npwp="3510241234560001"))  # fmt: skip
    return kantor


def test_tidak_ada_tindakan_keuangan_yang_terbuka_bagi_pembaca(kantor):
    """Every route that is not a GET wants a permission no reader has, except searches that write nothing."""
    for aturan in kantor.url_map.iter_rules():
        tampilan = kantor.view_functions[aturan.endpoint]
        if not aturan.rule.startswith("/keuangan") or not aturan.methods - {"GET", "HEAD", "OPTIONS"}:
            continue
        for peran in PEMBACA:
            boleh = set(tampilan._izin) & (semua_peran()[peran].izin - {"keuangan.sepakati"})
            if boleh:
                assert aturan.endpoint in CARI or "POST" not in aturan.methods, (peran, aturan.rule)
                assert getattr(tampilan, "_tanpa_kunci_tulis", False), aturan.rule


def test_pemeriksa_melihat_angka_yang_sama_dan_tidak_lebih(kantor_pemeriksa, peramban):
    p = peramban.masuk("inspektorat")
    dasbor = p.buka("dasbor_kas.lihat").teks_semua
    lra = p.buka("laporan_keuangan.lihat", kode="lra", tahun=2026).teks_semua
    assert "Cetak resmi" not in lra
    for jalur in ("/penduduk", "/surat", "/akun/pengguna", "/keuangan/lpj/2026/kekayaan", "/keuangan/spp/baru"):
        assert p.jalur(jalur).status in (403, 404), jalur
    kaur = peramban.keluar().masuk("keuangan")
    sama = kaur.buka("laporan_keuangan.lihat", kode="lra", tahun=2026).teks_semua
    assert [b for b in lra.split() if b[0].isdigit()] == [b for b in sama.split() if b[0].isdigit()]
    assert kaur.buka("dasbor_kas.lihat").teks_semua.split("Kas di bank")[1][:20] == dasbor.split("Kas di bank")[1][:20]


def test_nomor_pihak_tersamar_bagi_pembaca(kantor_pemeriksa, peramban):
    with kantor_pemeriksa.app_context():
        nomor = db.session.scalar(db.select(Pihak.id).order_by(Pihak.id))
    for nama, tampak in (("inspektorat", False), ("bpd", False), ("keuangan", True)):
        teks = peramban.keluar().masuk(nama).buka("pihak_keuangan.lihat", pihak_id=nomor).teks_semua
        assert ("0123456789" in teks, "3510241234560001" in teks) == (tampak, tampak), nama
        assert "6789" in teks and "0001" in teks


def test_penugasan_pemeriksa_berakhir(kantor, peramban):
    """Who came for one week cannot come in after it."""
    with kantor.app_context(), basis.transaksi():
        isi_pengguna("tamu", "pemeriksa", sampai=date(2026, 11, 20))
    assert peramban.masuk("tamu").jalur("/keuangan").status == 403
