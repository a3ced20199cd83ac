"""BUMDes: notes, semester and annual reports, distribution of profit, evidence.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bukti_peringkat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("indikator", sa.String(length=30), nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_bukti_peringkat_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_bukti_peringkat_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bukti_peringkat")),
        sa.UniqueConstraint(
            "bumdes_id", "tahun", "indikator", name=op.f("uq_bukti_peringkat_bumdes_id_tahun_indikator")
        ),
    )
    op.create_table(
        "catatan_laporan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_catatan_laporan_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catatan_laporan")),
        sa.UniqueConstraint("bumdes_id", "tahun", "versi", name=op.f("uq_catatan_laporan_bumdes_id_tahun_versi")),
    )
    op.create_table(
        "laporan_berkala",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=10), nullable=False),
        sa.Column("keadaan", sa.String(length=10), nullable=False),
        sa.Column("tenggat", sa.Date(), nullable=False),
        sa.Column("jalannya", sa.Text(), nullable=False),
        sa.Column("masalah", sa.Text(), nullable=False),
        sa.Column("rencana", sa.Text(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("musdes_nomor", sa.String(length=120), nullable=False),
        sa.Column("musdes_tanggal", sa.Date(), nullable=True),
        sa.Column("musdes_putusan", sa.Text(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("jenis IN ('semester1', 'semester2', 'tahunan')", name=op.f("ck_laporan_berkala_jenis")),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_laporan_berkala_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_laporan_berkala_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laporan_berkala")),
        sa.UniqueConstraint("bumdes_id", "tahun", "jenis", name=op.f("uq_laporan_berkala_bumdes_id_tahun_jenis")),
    )
    op.create_table(
        "tanda_laporan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("laporan_id", sa.Integer(), nullable=False),
        sa.Column("jabatan", sa.String(length=12), nullable=False),
        sa.Column("tindakan", sa.String(length=12), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan_berkala.id"], name=op.f("fk_tanda_laporan_laporan_id_laporan_berkala")
        ),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_tanda_laporan_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanda_laporan")),
    )
    with op.batch_alter_table("tanda_laporan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tanda_laporan_laporan_id"), ["laporan_id"], unique=False)

    op.create_table(
        "bagi_hasil",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("laba", sa.BigInteger(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("musdes_nomor", sa.String(length=120), nullable=False),
        sa.Column("musdes_tanggal", sa.Date(), nullable=False),
        sa.Column("jurnal_id", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_bagi_hasil_bumdes_id_bumdes")),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_bagi_hasil_jurnal_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bagi_hasil")),
        sa.UniqueConstraint("bumdes_id", "tahun", name=op.f("uq_bagi_hasil_bumdes_id_tahun")),
    )
    op.create_table(
        "bagian_hasil",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bagi_hasil_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=12), nullable=False),
        sa.Column("bobot", sa.Integer(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("dibayar_jurnal_id", sa.Integer(), nullable=True),
        sa.Column("diterima_nomor", sa.String(length=120), nullable=True),
        sa.Column("diterima_tanggal", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bagi_hasil_id"], ["bagi_hasil.id"], name=op.f("fk_bagian_hasil_bagi_hasil_id_bagi_hasil")
        ),
        sa.ForeignKeyConstraint(
            ["dibayar_jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_bagian_hasil_dibayar_jurnal_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bagian_hasil")),
        sa.UniqueConstraint("bagi_hasil_id", "kode", name=op.f("uq_bagian_hasil_bagi_hasil_id_kode")),
    )


def downgrade() -> None:
    op.drop_table("bagian_hasil")
    op.drop_table("bagi_hasil")
    with op.batch_alter_table("tanda_laporan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tanda_laporan_laporan_id"))

    op.drop_table("tanda_laporan")
    op.drop_table("laporan_berkala")
    op.drop_table("catatan_laporan")
    op.drop_table("bukti_peringkat")
