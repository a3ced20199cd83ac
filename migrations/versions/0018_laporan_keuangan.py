"""Keuangan: progress of kegiatan, printed reports, their texts and typed figures, audit packs.

Revision ID: 0018
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kekayaan_desa",
        sa.Column("tahun", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.String(length=30), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_kekayaan_desa_nilai")),
        sa.PrimaryKeyConstraint("tahun", "pos", name=op.f("pk_kekayaan_desa")),
    )
    op.create_table(
        "program_masuk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=200), nullable=False),
        sa.Column("kegiatan", sa.String(length=200), nullable=False),
        sa.Column("lokasi", sa.String(length=160), nullable=False),
        sa.Column("sumber", sa.String(length=120), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_program_masuk_nilai")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_masuk")),
    )
    with op.batch_alter_table("program_masuk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_program_masuk_tahun"), ["tahun"], unique=False)

    op.create_table(
        "realisasi_terbit",
        sa.Column("tahun", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("masa", sa.String(length=10), nullable=False),
        sa.Column("terbit", sa.Boolean(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("tahun", name=op.f("pk_realisasi_terbit")),
    )
    op.create_table(
        "cetakan_laporan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=30), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("minta", sa.JSON(), nullable=False),
        sa.Column("judul", sa.String(length=200), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_cetakan_laporan_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_cetakan_laporan_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cetakan_laporan")),
        sa.UniqueConstraint("jenis", "kunci", "versi", name=op.f("uq_cetakan_laporan_jenis_kunci_versi")),
    )
    with op.batch_alter_table("cetakan_laporan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cetakan_laporan_berkas_id"), ["berkas_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cetakan_laporan_oleh_id"), ["oleh_id"], unique=False)
        batch_op.create_index("ix_cetakan_laporan_tahun", ["tahun", "id"], unique=False)

    op.create_table(
        "kemajuan_kegiatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("persen", sa.Integer(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("keterangan", sa.String(length=10), nullable=False),
        sa.Column("catatan", sa.String(length=500), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("foto_id", sa.Integer(), nullable=True),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("persen BETWEEN 0 AND 100", name=op.f("ck_kemajuan_kegiatan_persen")),
        sa.CheckConstraint("volume >= 0", name=op.f("ck_kemajuan_kegiatan_volume")),
        sa.ForeignKeyConstraint(["foto_id"], ["berkas.id"], name=op.f("fk_kemajuan_kegiatan_foto_id_berkas")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_kemajuan_kegiatan_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kemajuan_kegiatan")),
    )
    with op.batch_alter_table("kemajuan_kegiatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kemajuan_kegiatan_foto_id"), ["foto_id"], unique=False)
        batch_op.create_index("ix_kemajuan_kegiatan_kegiatan", ["tahun", "kegiatan", "tanggal", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kemajuan_kegiatan_oleh_id"), ["oleh_id"], unique=False)

    op.create_table(
        "naskah_laporan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bagian", sa.String(length=20), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_naskah_laporan_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_laporan")),
        sa.UniqueConstraint("tahun", "bagian", "urut", name=op.f("uq_naskah_laporan_tahun_bagian_urut")),
    )
    with op.batch_alter_table("naskah_laporan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_naskah_laporan_oleh_id"), ["oleh_id"], unique=False)

    op.create_table(
        "paket_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("dari", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=False),
        sa.Column("banyak", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_paket_audit_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_paket_audit_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paket_audit")),
    )
    with op.batch_alter_table("paket_audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paket_audit_berkas_id"), ["berkas_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paket_audit_oleh_id"), ["oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paket_audit_tahun"), ["tahun"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("paket_audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paket_audit_tahun"))
        batch_op.drop_index(batch_op.f("ix_paket_audit_oleh_id"))
        batch_op.drop_index(batch_op.f("ix_paket_audit_berkas_id"))

    op.drop_table("paket_audit")
    with op.batch_alter_table("naskah_laporan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_naskah_laporan_oleh_id"))

    op.drop_table("naskah_laporan")
    with op.batch_alter_table("kemajuan_kegiatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kemajuan_kegiatan_oleh_id"))
        batch_op.drop_index("ix_kemajuan_kegiatan_kegiatan")
        batch_op.drop_index(batch_op.f("ix_kemajuan_kegiatan_foto_id"))

    op.drop_table("kemajuan_kegiatan")
    with op.batch_alter_table("cetakan_laporan", schema=None) as batch_op:
        batch_op.drop_index("ix_cetakan_laporan_tahun")
        batch_op.drop_index(batch_op.f("ix_cetakan_laporan_oleh_id"))
        batch_op.drop_index(batch_op.f("ix_cetakan_laporan_berkas_id"))

    op.drop_table("cetakan_laporan")
    op.drop_table("realisasi_terbit")
    with op.batch_alter_table("program_masuk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_program_masuk_tahun"))

    op.drop_table("program_masuk")
    op.drop_table("kekayaan_desa")
