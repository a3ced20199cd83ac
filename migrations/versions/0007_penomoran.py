"""Numbering schemes, numbers of letters made outside, archive imports, BSrE, letters that were read.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "layanan_tte",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("versi", sa.String(length=4), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=False),
        sa.Column("pengguna", sa.String(length=120), nullable=False),
        sa.Column("sandi", sa.String(length=600), nullable=False),
        sa.Column("tampak", sa.Boolean(), nullable=False),
        sa.Column("tenggat", sa.Integer(), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_layanan_tte_satu_baris")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layanan_tte")),
    )
    op.create_table(
        "skema_nomor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("skema", sa.String(length=12), nullable=False),
        sa.Column("awal", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_nama", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skema_nomor")),
    )
    with op.batch_alter_table("skema_nomor", schema=None) as batch_op:
        batch_op.create_index("ix_skema_nomor_tahun", ["tahun", "id"], unique=False)

    op.create_table(
        "impor_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("nama_berkas", sa.String(length=160), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("judul", sa.JSON(), nullable=False),
        sa.Column("contoh", sa.JSON(), nullable=False),
        sa.Column("peta", sa.JSON(), nullable=False),
        sa.Column("lanjutkan", sa.Boolean(), nullable=False),
        sa.Column("baru", sa.Integer(), nullable=False),
        sa.Column("tetap", sa.Integer(), nullable=False),
        sa.Column("ditolak", sa.Integer(), nullable=False),
        sa.Column("peringatan", sa.Integer(), nullable=False),
        sa.Column("rincian", sa.JSON(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh_nama", sa.String(length=120), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diterapkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibatalkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_impor_surat_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_impor_surat_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_surat")),
    )
    op.create_table(
        "surat_luar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asal", sa.String(length=8), nullable=False),
        sa.Column("keadaan", sa.String(length=10), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=True),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=True),
        sa.Column("nomor_teks", sa.String(length=120), nullable=False),
        sa.Column("tanggal_surat", sa.Date(), nullable=True),
        sa.Column("jenis", sa.String(length=160), nullable=False),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("nik", sa.String(length=16), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=True),
        sa.Column("pamong", sa.String(length=160), nullable=False),
        sa.Column("perihal", sa.String(length=300), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("alasan_batal", sa.String(length=300), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("impor_id", sa.Integer(), nullable=True),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_oleh", sa.String(length=120), nullable=False),
        sa.Column("ditutup_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditutup_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("register IS NULL OR nomor IS NOT NULL", name=op.f("ck_surat_luar_register_bernomor")),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_surat_luar_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["impor_id"], ["impor_surat.id"], name=op.f("fk_surat_luar_impor_id_impor_surat")),
        sa.ForeignKeyConstraint(
            ["penduduk_id"], ["penduduk.id"], name=op.f("fk_surat_luar_penduduk_id_penduduk"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat_luar")),
        sa.UniqueConstraint("register", "tahun", "nomor", name=op.f("uq_surat_luar_register_tahun_nomor")),
    )
    with op.batch_alter_table("surat_luar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surat_luar_impor_id"), ["impor_id"], unique=False)
        batch_op.create_index("ix_surat_luar_keadaan", ["keadaan", "id"], unique=False)
        batch_op.create_index("ix_surat_luar_nik", ["nik"], unique=False)
        batch_op.create_index("ix_surat_luar_nomor", ["nomor"], unique=False)
        batch_op.create_index(batch_op.f("ix_surat_luar_penduduk_id"), ["penduduk_id"], unique=False)
        batch_op.create_index("ix_surat_luar_tahun", ["tahun", "nomor"], unique=False)

    op.create_table(
        "kata_luar",
        sa.Column(
            "kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("luar_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["luar_id"], ["surat_luar.id"], name=op.f("fk_kata_luar_luar_id_surat_luar"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kata", "luar_id", name=op.f("pk_kata_luar")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("kata_luar", schema=None) as batch_op:
        batch_op.create_index("ix_kata_luar_luar", ["luar_id"], unique=False)

    op.create_table(
        "bacaan_surat",
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pengguna_id"], ["pengguna.id"], name=op.f("fk_bacaan_surat_pengguna_id_pengguna")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_bacaan_surat_surat_id_surat")),
        sa.PrimaryKeyConstraint("surat_id", "pengguna_id", name=op.f("pk_bacaan_surat")),
    )
    op.create_table(
        "kiriman_tte",
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.Column("berkas_asli_id", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("dicoba_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sebab", sa.String(length=300), nullable=False),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sertifikat_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["berkas_asli_id"], ["berkas.id"], name=op.f("fk_kiriman_tte_berkas_asli_id_berkas")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_kiriman_tte_surat_id_surat")),
        sa.PrimaryKeyConstraint("surat_id", name=op.f("pk_kiriman_tte")),
    )
    with op.batch_alter_table("pengaturan_surat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kode_unit", sa.String(length=30), server_default="", nullable=False))

    with op.batch_alter_table("surat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tanggal_mundur", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("surat", schema=None) as batch_op:
        batch_op.drop_column("tanggal_mundur")

    with op.batch_alter_table("pengaturan_surat", schema=None) as batch_op:
        batch_op.drop_column("kode_unit")

    op.drop_table("kiriman_tte")
    op.drop_table("bacaan_surat")
    op.drop_table("kata_luar")
    with op.batch_alter_table("surat_luar", schema=None) as batch_op:
        batch_op.drop_index("ix_surat_luar_tahun")
        batch_op.drop_index(batch_op.f("ix_surat_luar_penduduk_id"))
        batch_op.drop_index("ix_surat_luar_nomor")
        batch_op.drop_index("ix_surat_luar_nik")
        batch_op.drop_index("ix_surat_luar_keadaan")
        batch_op.drop_index(batch_op.f("ix_surat_luar_impor_id"))

    op.drop_table("surat_luar")
    op.drop_table("impor_surat")
    with op.batch_alter_table("skema_nomor", schema=None) as batch_op:
        batch_op.drop_index("ix_skema_nomor_tahun")

    op.drop_table("skema_nomor")
    op.drop_table("layanan_tte")
