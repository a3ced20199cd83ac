"""Keuangan: bank statements, their matches, balances entered.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cocok_koran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rekening_id", sa.Integer(), nullable=False),
        sa.Column("cara", sa.String(length=10), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_cocok_koran_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cocok_koran")),
    )
    with op.batch_alter_table("cocok_koran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cocok_koran_rekening_id"), ["rekening_id"], unique=False)

    op.create_table(
        "impor_koran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rekening_id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("nama_berkas", sa.String(length=160), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("judul", sa.JSON(), nullable=False),
        sa.Column("contoh", sa.JSON(), nullable=False),
        sa.Column("dibaca", sa.Boolean(), nullable=False),
        sa.Column("baru", sa.Integer(), nullable=False),
        sa.Column("sudah_ada", sa.Integer(), nullable=False),
        sa.Column("tolak", sa.JSON(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_impor_koran_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_impor_koran_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_koran")),
        sa.UniqueConstraint("rekening_id", "sidik", name=op.f("uq_impor_koran_rekening_id_sidik")),
    )
    op.create_table(
        "pengaturan_rekening",
        sa.Column("rekening_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kunci_bunga", sa.String(length=60), nullable=False),
        sa.Column("kunci_biaya", sa.String(length=60), nullable=False),
        sa.Column("peta", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_pengaturan_rekening_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("rekening_id", name=op.f("pk_pengaturan_rekening")),
    )
    op.create_table(
        "saldo_koran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rekening_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("saldo", sa.BigInteger(), nullable=False),
        sa.Column("penjelasan", sa.String(length=500), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_saldo_koran_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saldo_koran")),
    )
    with op.batch_alter_table("saldo_koran", schema=None) as batch_op:
        batch_op.create_index("ix_saldo_koran_bulan", ["rekening_id", "tahun", "bulan", "id"], unique=False)

    op.create_table(
        "baris_koran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rekening_id", sa.Integer(), nullable=False),
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(length=64), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("masuk", sa.BigInteger(), nullable=False),
        sa.Column("keluar", sa.BigInteger(), nullable=False),
        sa.Column("saldo", sa.BigInteger(), nullable=True),
        sa.Column("cocok_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "masuk >= 0 AND keluar >= 0 AND (masuk = 0) != (keluar = 0)", name=op.f("ck_baris_koran_satu_sisi")
        ),
        sa.ForeignKeyConstraint(["cocok_id"], ["cocok_koran.id"], name=op.f("fk_baris_koran_cocok_id_cocok_koran")),
        sa.ForeignKeyConstraint(["impor_id"], ["impor_koran.id"], name=op.f("fk_baris_koran_impor_id_impor_koran")),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_baris_koran_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baris_koran")),
        sa.UniqueConstraint("rekening_id", "kunci", name=op.f("uq_baris_koran_rekening_id_kunci")),
    )
    with op.batch_alter_table("baris_koran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_baris_koran_cocok_id"), ["cocok_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_baris_koran_impor_id"), ["impor_id"], unique=False)
        batch_op.create_index("ix_baris_koran_tanggal", ["rekening_id", "tanggal"], unique=False)

    op.create_table(
        "buku_koran",
        sa.Column("rekening_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dokumen_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cocok_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["cocok_id"], ["cocok_koran.id"], name=op.f("fk_buku_koran_cocok_id_cocok_koran")),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen_kas.id"], name=op.f("fk_buku_koran_dokumen_id_dokumen_kas")),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_buku_koran_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("rekening_id", "dokumen_id", name=op.f("pk_buku_koran")),
    )
    with op.batch_alter_table("buku_koran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_buku_koran_cocok_id"), ["cocok_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("buku_koran", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_buku_koran_cocok_id"))

    op.drop_table("buku_koran")
    with op.batch_alter_table("baris_koran", schema=None) as batch_op:
        batch_op.drop_index("ix_baris_koran_tanggal")
        batch_op.drop_index(batch_op.f("ix_baris_koran_impor_id"))
        batch_op.drop_index(batch_op.f("ix_baris_koran_cocok_id"))

    op.drop_table("baris_koran")
    with op.batch_alter_table("saldo_koran", schema=None) as batch_op:
        batch_op.drop_index("ix_saldo_koran_bulan")

    op.drop_table("saldo_koran")
    op.drop_table("pengaturan_rekening")
    op.drop_table("impor_koran")
    with op.batch_alter_table("cocok_koran", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cocok_koran_rekening_id"))

    op.drop_table("cocok_koran")
