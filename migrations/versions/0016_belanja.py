"""Keuangan: warnings kept with documents, lists and payments of BLT.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blt_daftar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("nilai_bulan", sa.BigInteger(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("nilai_bulan > 0", name=op.f("ck_blt_daftar_nilai")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blt_daftar")),
    )
    with op.batch_alter_table("blt_daftar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blt_daftar_tahun"), ["tahun"], unique=False)

    op.create_table(
        "blt_bayar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("daftar_id", sa.Integer(), nullable=False),
        sa.Column("dokumen_id", sa.Integer(), nullable=True),
        sa.Column("dari", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("dari BETWEEN 1 AND 12 AND sampai BETWEEN dari AND 12", name=op.f("ck_blt_bayar_bulan")),
        sa.ForeignKeyConstraint(["daftar_id"], ["blt_daftar.id"], name=op.f("fk_blt_bayar_daftar_id_blt_daftar")),
        sa.ForeignKeyConstraint(
            ["dokumen_id"], ["dokumen_kas.id"], name=op.f("fk_blt_bayar_dokumen_id_dokumen_kas"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blt_bayar")),
    )
    with op.batch_alter_table("blt_bayar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blt_bayar_daftar_id"), ["daftar_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_blt_bayar_dokumen_id"), ["dokumen_id"], unique=False)

    op.create_table(
        "blt_penerima",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("daftar_id", sa.Integer(), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=True),
        sa.Column("nik", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("mulai", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "mulai BETWEEN 1 AND 12 AND sampai BETWEEN mulai AND 12", name=op.f("ck_blt_penerima_bulan")
        ),
        sa.ForeignKeyConstraint(
            ["daftar_id"], ["blt_daftar.id"], name=op.f("fk_blt_penerima_daftar_id_blt_daftar"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_blt_penerima_penduduk_id_penduduk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blt_penerima")),
        sa.UniqueConstraint("daftar_id", "nik", name=op.f("uq_blt_penerima_daftar_id_nik")),
    )
    with op.batch_alter_table("blt_penerima", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blt_penerima_daftar_id"), ["daftar_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_blt_penerima_penduduk_id"), ["penduduk_id"], unique=False)

    op.create_table(
        "peringatan_kas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("dokumen_id", sa.Integer(), nullable=False),
        sa.Column("aturan", sa.String(length=12), nullable=False),
        sa.Column("kalimat", sa.String(length=400), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["dokumen_id"],
            ["dokumen_kas.id"],
            name=op.f("fk_peringatan_kas_dokumen_id_dokumen_kas"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peringatan_kas")),
    )
    with op.batch_alter_table("peringatan_kas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peringatan_kas_dokumen_id"), ["dokumen_id"], unique=False)
        batch_op.create_index("ix_peringatan_kas_tahun", ["tahun", "aturan"], unique=False)

    op.create_table(
        "blt_bagian",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bayar_id", sa.Integer(), nullable=False),
        sa.Column("penerima_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("diterima_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("nilai > 0", name=op.f("ck_blt_bagian_nilai")),
        sa.ForeignKeyConstraint(
            ["bayar_id"], ["blt_bayar.id"], name=op.f("fk_blt_bagian_bayar_id_blt_bayar"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_blt_bagian_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["penerima_id"], ["blt_penerima.id"], name=op.f("fk_blt_bagian_penerima_id_blt_penerima")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blt_bagian")),
        sa.UniqueConstraint("bayar_id", "penerima_id", name=op.f("uq_blt_bagian_bayar_id_penerima_id")),
    )
    with op.batch_alter_table("blt_bagian", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blt_bagian_bayar_id"), ["bayar_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_blt_bagian_penerima_id"), ["penerima_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("blt_bagian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blt_bagian_penerima_id"))
        batch_op.drop_index(batch_op.f("ix_blt_bagian_bayar_id"))

    op.drop_table("blt_bagian")
    with op.batch_alter_table("peringatan_kas", schema=None) as batch_op:
        batch_op.drop_index("ix_peringatan_kas_tahun")
        batch_op.drop_index(batch_op.f("ix_peringatan_kas_dokumen_id"))

    op.drop_table("peringatan_kas")
    with op.batch_alter_table("blt_penerima", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blt_penerima_penduduk_id"))
        batch_op.drop_index(batch_op.f("ix_blt_penerima_daftar_id"))

    op.drop_table("blt_penerima")
    with op.batch_alter_table("blt_bayar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blt_bayar_dokumen_id"))
        batch_op.drop_index(batch_op.f("ix_blt_bayar_daftar_id"))

    op.drop_table("blt_bayar")
    with op.batch_alter_table("blt_daftar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blt_daftar_tahun"))

    op.drop_table("blt_daftar")
