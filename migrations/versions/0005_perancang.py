"""Perancang surat: whose version a kind's is, what was changed, and drafts of next versions.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("jenis_surat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asal", sa.String(length=10), server_default="bawaan", nullable=False))
        batch_op.add_column(sa.Column("sidik_bawaan", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("catatan", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("oleh_nama", sa.String(length=160), server_default="", nullable=False))
    op.create_table(
        "rancangan_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=60), nullable=False),
        sa.Column("dasar_id", sa.Integer(), nullable=True),
        sa.Column("asal", sa.String(length=10), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_oleh", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["dasar_id"], ["jenis_surat.id"], name=op.f("fk_rancangan_surat_dasar_id_jenis_surat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rancangan_surat")),
        sa.UniqueConstraint("kode", name=op.f("uq_rancangan_surat_kode")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("rancangan_surat")
    with op.batch_alter_table("jenis_surat", schema=None) as batch_op:
        batch_op.drop_column("oleh_nama")
        batch_op.drop_column("catatan")
        batch_op.drop_column("sidik_bawaan")
        batch_op.drop_column("asal")
