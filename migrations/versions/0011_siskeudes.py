"""Imports from Siskeudes.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "impor_siskeudes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("keadaan", sa.String(length=10), nullable=False),
        sa.Column("laporan", sa.JSON(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_impor_siskeudes_berkas_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_siskeudes")),
    )


def downgrade() -> None:
    op.drop_table("impor_siskeudes")
