"""Migrations go up and down on both databases, lose no rows, and end at the models' schema."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import DateTime, Integer, MetaData, NullPool, create_engine, inspect, text

from smartkampung import create_app, lokasi
from smartkampung.extensions import db
from smartkampung.inti.db import IKUT_INDUK, KOLOM_BEKU, TABEL_HANYA_TAMBAH, transaksi
from smartkampung.inti.skema import SkemaBerbeda, mutakhirkan, pastikan_skema, skema_basis_data, skema_program
from smartkampung.pengaturan import Pengaturan
from tests.pabrik import isi_desa, isi_pengguna


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def app_kosong(request, tmp_path):
    """An app on an empty database (no tables)."""
    alamat = ""
    if request.param == "postgresql":
        if not request.config.getoption("--postgresql"):
            pytest.skip("only with --postgresql")
        alamat = request.getfixturevalue("peladen_postgresql").baru()
        mesin = create_engine(alamat, poolclass=NullPool)
        with mesin.begin() as koneksi:
            koneksi.execute(text("DROP SCHEMA public CASCADE"))
            koneksi.execute(text("CREATE SCHEMA public"))
    app = create_app(Pengaturan(instance=tmp_path, uji=True, totp_wajib=False, basis_data=alamat))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _pemicu(koneksi) -> set[str]:
    if koneksi.dialect.name == "sqlite":
        return set(koneksi.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'")).scalars())
    return set(koneksi.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).scalars())


def test_naik_sampai_skema_model(app_kosong):
    with app_kosong.app_context():
        mutakhirkan()
        with db.engine.connect() as koneksi:
            beda = [b for b in compare_metadata(MigrationContext.configure(koneksi, opts={"compare_type": True}),
                                                db.metadata) if not _hanya_nama_jenis(b)]
            assert not beda, beda
            harap = {f"tolak_{j}_{t}" for t in TABEL_HANYA_TAMBAH | set(KOLOM_BEKU) for j in ("ubah", "hapus")}
            harap |= {f"ikut_{j}_{t}" for t in IKUT_INDUK for j in ("insert", "update", "delete")}
            assert harap <= _pemicu(koneksi)
        pastikan_skema()


def _hanya_nama_jenis(beda) -> bool:
    return isinstance(beda, list) and all(b[0] == "modify_type" for b in beda)


def test_turun_satu_satu_lalu_naik_lagi_tanpa_kehilangan_baris(app_kosong):
    with app_kosong.app_context():
        mutakhirkan()
        with transaksi():
            isi_desa()
            isi_pengguna("kades", "kepala_desa")
        db.session.remove()
        urutan = [r.revision for r in ScriptDirectory(str(lokasi.folder_migrasi())).walk_revisions()]
        for revisi in urutan[1:]:
            db.engine.dispose()
            downgrade(revision=revisi)
            assert skema_basis_data() == revisi
        with db.engine.connect() as koneksi:
            assert koneksi.execute(text("SELECT count(*) FROM pengguna")).scalar() == 1
            assert koneksi.execute(text("SELECT count(*) FROM catatan_audit")).scalar() == 2
        db.engine.dispose()
        upgrade()
        assert skema_basis_data() == skema_program()
        with db.engine.connect() as koneksi:
            assert koneksi.execute(text("SELECT count(*) FROM pengguna")).scalar() == 1
            assert "tolak_ubah_catatan_audit" in _pemicu(koneksi)
        db.engine.dispose()
        downgrade(revision="base")
        with db.engine.connect() as koneksi:
            assert set(inspect(koneksi).get_table_names()) <= {"alembic_version"}


def _isi(koneksi, tabel, **isi):
    """A row written past the models: what a column needs and is not told is nought, empty, or the first instant."""
    kosong = {c.name: datetime(2026, 1, 1, tzinfo=None if koneksi.dialect.name == "sqlite" else UTC)
              if isinstance(c.type, DateTime) else 0 if isinstance(c.type, Integer) else ""
              for c in tabel.columns if not c.nullable and not c.primary_key}  # fmt: skip
    return koneksi.execute(tabel.insert().values(kosong | isi))


def test_bulan_blt_yang_dibayar_diurai_dari_pembayaran_lama(app_kosong):
    """0019: the months of a share follow from the payments that stood when it was made; and back to their count."""
    with app_kosong.app_context():
        mutakhirkan()
        db.engine.dispose()
        downgrade(revision="0018")
        with transaksi():
            isi_desa()
            oleh = isi_pengguna("kasi", "kaur_kasi").id
        with transaksi() as sesi:
            meta = MetaData()
            meta.reflect(sesi.connection(), only=["blt_daftar", "blt_penerima", "blt_bayar", "blt_bagian",
                                                  "dokumen_kas", "langkah_keuangan"])  # fmt: skip
            _riwayat_blt(sesi.connection(), meta.tables, oleh)
        db.session.remove()
        db.engine.dispose()
        upgrade()
        assert _bulan() == [[1, 2, 3], [2, 3], [4, 5], [4, 5], [6], [6, 7], [1, 2, 3], [2, 3]]
        db.engine.dispose()
        downgrade(revision="0018")
        with db.engine.connect() as koneksi:
            assert koneksi.execute(text("SELECT bulan FROM blt_bagian ORDER BY id")).scalars().all() == [
                3, 2, 2, 2, 1, 2, 3, 2]


def _bulan() -> list[list[int]]:
    with db.engine.connect() as koneksi:
        semua = koneksi.execute(text("SELECT bulan_dibayar FROM blt_bagian ORDER BY id")).scalars()
        return [json.loads(b) if isinstance(b, str) else b for b in semua]


def _riwayat_blt(koneksi, t, oleh: int) -> None:
    """Paid January to March; March to May; a draft of June that was deleted; June and July, for one who then left
    after June; then the first payment was voided and paid again."""
    mulai = datetime(2026, 2, 1, tzinfo=None if koneksi.dialect.name == "sqlite" else UTC)
    _isi(koneksi, t["blt_daftar"], id=1, tahun=2026, nama="BLT", nilai_bulan=30_000_000)
    for nomor, (awal, akhir) in enumerate(((1, 12), (2, 6)), start=1):
        _isi(koneksi, t["blt_penerima"], id=nomor, daftar_id=1, nik=str(nomor), mulai=awal, sampai=akhir)
    for nomor in (1, 2, 4, 5):
        _isi(koneksi, t["dokumen_kas"], id=nomor, jenis="spp", keadaan="dibatalkan" if nomor == 1 else "draf",
             tahun=2026, tanggal=mulai.date(), dibuat_oleh_id=oleh)  # fmt: skip
    bagian = (1, 3, ((1, 3), (2, 2))), (3, 5, ((1, 2), (2, 2))), (6, 6, ((1, 1),)), (6, 7, ((2, 2),)), (
        1, 5, ((1, 3), (2, 2)))
    for nomor, (dari, sampai, isi) in enumerate(bagian, start=1):
        _isi(koneksi, t["blt_bayar"], id=nomor, daftar_id=1, dokumen_id=None if nomor == 3 else nomor, dari=dari,
             sampai=sampai, dibuat_pada=mulai + timedelta(days=nomor))  # fmt: skip
        for siapa, banyak in isi:
            _isi(koneksi, t["blt_bagian"], bayar_id=nomor, penerima_id=siapa, bulan=banyak, nilai=1)
    _isi(koneksi, t["langkah_keuangan"], objek="kas", objek_id=1, tindakan="batalkan", oleh_id=oleh,
         pada=mulai + timedelta(days=4, hours=12))  # fmt: skip


def test_nomor_migrasi_berurutan():
    berkas = sorted(p.name[:4] for p in (Path(lokasi.folder_migrasi()) / "versions").glob("*.py"))
    assert berkas == [f"{n:04d}" for n in range(1, len(berkas) + 1)]


def test_program_yang_berjalan_tidak_memuat_alembic(tmp_path):
    """Starting, and asking which schema it is, leaves eleven megabytes to the village."""
    perintah = ("import sys\nfrom pathlib import Path\nfrom smartkampung import create_app\n"
                "from smartkampung.inti.skema import skema_program\nfrom smartkampung.pengaturan import Pengaturan\n"
                "app = create_app(Pengaturan(instance=Path(sys.argv[1]), uji=True))\n"
                "print(skema_program(), 'alembic' in sys.modules, 'flask_migrate' in sys.modules)")  # fmt: skip
    hasil = subprocess.run([sys.executable, "-c", perintah, str(tmp_path)], capture_output=True, text=True, check=True)
    assert hasil.stdout.split()[1:] == ["False", "False"]


def test_basis_data_kosong_dan_lebih_baru_ditolak_dengan_kalimat(app_kosong):
    with app_kosong.app_context():
        with pytest.raises(SkemaBerbeda, match="smartkampung siapkan"):
            pastikan_skema()
        mutakhirkan()
        with transaksi() as sesi:
            sesi.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(SkemaBerbeda, match="lebih baru"):
            pastikan_skema()
        with transaksi() as sesi:
            sesi.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        with pytest.raises(SkemaBerbeda, match="smartkampung perbarui"):
            pastikan_skema()
