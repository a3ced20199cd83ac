"""Incoming letters, dispositions.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surat_masuk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("tanggal_diterima", sa.Date(), nullable=False),
        sa.Column("pengirim", sa.String(length=160), nullable=False),
        sa.Column("nomor_surat", sa.String(length=120), nullable=False),
        sa.Column("tanggal_surat", sa.Date(), nullable=False),
        sa.Column("perihal", sa.String(length=300), nullable=False),
        sa.Column("ringkas", sa.Text(), nullable=False),
        sa.Column("sifat", sa.String(length=10), nullable=False),
        sa.Column("klasifikasi", sa.String(length=20), nullable=False),
        sa.Column("keadaan", sa.String(length=10), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_oleh_id", sa.Integer(), nullable=False),
        sa.Column("dicatat_oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_surat_masuk_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["dicatat_oleh_id"], ["pengguna.id"], name=op.f("fk_surat_masuk_dicatat_oleh_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat_masuk")),
        sa.UniqueConstraint("register", "tahun", "nomor", name=op.f("uq_surat_masuk_register_tahun_nomor")),
    )
    with op.batch_alter_table("surat_masuk", schema=None) as batch_op:
        batch_op.create_index("ix_surat_masuk_keadaan", ["keadaan", "id"], unique=False)
        batch_op.create_index("ix_surat_masuk_tahun", ["tahun", "nomor"], unique=False)

    op.create_table(
        "disposisi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("masuk_id", sa.Integer(), nullable=False),
        sa.Column("induk_id", sa.Integer(), nullable=True),
        sa.Column("dari_id", sa.Integer(), nullable=False),
        sa.Column("dari_nama", sa.String(length=160), nullable=False),
        sa.Column("kepada_id", sa.Integer(), nullable=False),
        sa.Column("kepada_nama", sa.String(length=160), nullable=False),
        sa.Column("instruksi", sa.Text(), nullable=False),
        sa.Column("tenggat", sa.Date(), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibaca_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("laporan", sa.Text(), nullable=True),
        sa.Column("ditarik_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("selesai_pada IS NULL OR ditarik_pada IS NULL", name=op.f("ck_disposisi_satu_akhir")),
        sa.ForeignKeyConstraint(["dari_id"], ["pengguna.id"], name=op.f("fk_disposisi_dari_id_pengguna")),
        sa.ForeignKeyConstraint(["induk_id"], ["disposisi.id"], name=op.f("fk_disposisi_induk_id_disposisi")),
        sa.ForeignKeyConstraint(["kepada_id"], ["pengguna.id"], name=op.f("fk_disposisi_kepada_id_pengguna")),
        sa.ForeignKeyConstraint(["masuk_id"], ["surat_masuk.id"], name=op.f("fk_disposisi_masuk_id_surat_masuk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposisi")),
    )
    with op.batch_alter_table("disposisi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposisi_dari_id"), ["dari_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disposisi_induk_id"), ["induk_id"], unique=False)
        batch_op.create_index("ix_disposisi_kepada", ["kepada_id", "selesai_pada", "ditarik_pada"], unique=False)
        batch_op.create_index(batch_op.f("ix_disposisi_masuk_id"), ["masuk_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("disposisi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposisi_masuk_id"))
        batch_op.drop_index("ix_disposisi_kepada")
        batch_op.drop_index(batch_op.f("ix_disposisi_induk_id"))
        batch_op.drop_index(batch_op.f("ix_disposisi_dari_id"))

    op.drop_table("disposisi")
    with op.batch_alter_table("surat_masuk", schema=None) as batch_op:
        batch_op.drop_index("ix_surat_masuk_tahun")
        batch_op.drop_index("ix_surat_masuk_keadaan")

    op.drop_table("surat_masuk")
