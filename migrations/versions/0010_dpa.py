"""DPA, RAK, texts of regulations.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "naskah_peraturan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=20), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("tentang", sa.String(length=300), nullable=False),
        sa.Column("menimbang", sa.Text(), nullable=False),
        sa.Column("mengingat", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("disimpan_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disimpan_oleh_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disimpan_oleh_id"], ["pengguna.id"], name=op.f("fk_naskah_peraturan_disimpan_oleh_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_peraturan")),
        sa.UniqueConstraint("jenis", "urut", name=op.f("uq_naskah_peraturan_jenis_urut")),
    )
    op.create_table(
        "dpa",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("lanjutan", sa.Boolean(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=5), nullable=False),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("versi_id", sa.Integer(), nullable=False),
        sa.Column("dasar_id", sa.Integer(), nullable=True),
        sa.Column("pka_id", sa.Integer(), nullable=True),
        sa.Column("keadaan", sa.String(length=15), nullable=False),
        sa.Column("alasan_tolak", sa.String(length=300), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=True),
        sa.Column("dasar_silpa", sa.String(length=160), nullable=False),
        sa.Column("persen_fisik", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=True),
        sa.Column("terkunci_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("persen_fisik BETWEEN 0 AND 100", name=op.f("ck_dpa_persen_fisik")),
        sa.ForeignKeyConstraint(["dasar_id"], ["dpa.id"], name=op.f("fk_dpa_dasar_id_dpa")),
        sa.ForeignKeyConstraint(["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_dpa_dibuat_oleh_id_pengguna")),
        sa.ForeignKeyConstraint(["pka_id"], ["pengguna.id"], name=op.f("fk_dpa_pka_id_pengguna")),
        sa.ForeignKeyConstraint(["versi_id"], ["versi_anggaran.id"], name=op.f("fk_dpa_versi_id_versi_anggaran")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dpa")),
        sa.UniqueConstraint("tahun", "kegiatan", "lanjutan", "urut", name=op.f("uq_dpa_tahun_kegiatan_lanjutan_urut")),
    )
    with op.batch_alter_table("dpa", schema=None) as batch_op:
        batch_op.create_index("ix_dpa_keadaan", ["keadaan", "tahun"], unique=False)
        batch_op.create_index(batch_op.f("ix_dpa_pka_id"), ["pka_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dpa_versi_id"), ["versi_id"], unique=False)

    op.create_table(
        "rak",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("versi_id", sa.Integer(), nullable=False),
        sa.Column("dasar_id", sa.Integer(), nullable=True),
        sa.Column("keadaan", sa.String(length=15), nullable=False),
        sa.Column("alasan_tolak", sa.String(length=300), nullable=False),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=True),
        sa.Column("terkunci_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dasar_id"], ["rak.id"], name=op.f("fk_rak_dasar_id_rak")),
        sa.ForeignKeyConstraint(["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_rak_dibuat_oleh_id_pengguna")),
        sa.ForeignKeyConstraint(["versi_id"], ["versi_anggaran.id"], name=op.f("fk_rak_versi_id_versi_anggaran")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rak")),
        sa.UniqueConstraint("tahun", "urut", name=op.f("uq_rak_tahun_urut")),
    )
    with op.batch_alter_table("rak", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rak_versi_id"), ["versi_id"], unique=False)

    op.create_table(
        "dpa_baris",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dpa_id", sa.Integer(), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("semula", sa.BigInteger(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("b1", sa.BigInteger(), nullable=False),
        sa.Column("b2", sa.BigInteger(), nullable=False),
        sa.Column("b3", sa.BigInteger(), nullable=False),
        sa.Column("b4", sa.BigInteger(), nullable=False),
        sa.Column("b5", sa.BigInteger(), nullable=False),
        sa.Column("b6", sa.BigInteger(), nullable=False),
        sa.Column("b7", sa.BigInteger(), nullable=False),
        sa.Column("b8", sa.BigInteger(), nullable=False),
        sa.Column("b9", sa.BigInteger(), nullable=False),
        sa.Column("b10", sa.BigInteger(), nullable=False),
        sa.Column("b11", sa.BigInteger(), nullable=False),
        sa.Column("b12", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "b1 >= 0 AND b2 >= 0 AND b3 >= 0 AND b4 >= 0 AND b5 >= 0 AND b6 >= 0 AND b7 >= 0 AND b8 >= 0 AND b9 >= 0 AND b10 >= 0 AND b11 >= 0 AND b12 >= 0",
            name=op.f("ck_dpa_baris_bulan"),
        ),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_dpa_baris_nilai")),
        sa.ForeignKeyConstraint(["dpa_id"], ["dpa.id"], name=op.f("fk_dpa_baris_dpa_id_dpa"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dpa_baris")),
        sa.UniqueConstraint("dpa_id", "rekening", "sumber_dana", name=op.f("uq_dpa_baris_dpa_id_rekening_sumber_dana")),
    )
    op.create_table(
        "rak_baris",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rak_id", sa.Integer(), nullable=False),
        sa.Column("arah", sa.String(length=6), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("b1", sa.BigInteger(), nullable=False),
        sa.Column("b2", sa.BigInteger(), nullable=False),
        sa.Column("b3", sa.BigInteger(), nullable=False),
        sa.Column("b4", sa.BigInteger(), nullable=False),
        sa.Column("b5", sa.BigInteger(), nullable=False),
        sa.Column("b6", sa.BigInteger(), nullable=False),
        sa.Column("b7", sa.BigInteger(), nullable=False),
        sa.Column("b8", sa.BigInteger(), nullable=False),
        sa.Column("b9", sa.BigInteger(), nullable=False),
        sa.Column("b10", sa.BigInteger(), nullable=False),
        sa.Column("b11", sa.BigInteger(), nullable=False),
        sa.Column("b12", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "b1 >= 0 AND b2 >= 0 AND b3 >= 0 AND b4 >= 0 AND b5 >= 0 AND b6 >= 0 AND b7 >= 0 AND b8 >= 0 AND b9 >= 0 AND b10 >= 0 AND b11 >= 0 AND b12 >= 0",
            name=op.f("ck_rak_baris_bulan"),
        ),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_rak_baris_nilai")),
        sa.ForeignKeyConstraint(["rak_id"], ["rak.id"], name=op.f("fk_rak_baris_rak_id_rak"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rak_baris")),
        sa.UniqueConstraint(
            "rak_id",
            "kegiatan",
            "rekening",
            "sumber_dana",
            name=op.f("uq_rak_baris_rak_id_kegiatan_rekening_sumber_dana"),
        ),
    )


def downgrade() -> None:
    op.drop_table("rak_baris")
    op.drop_table("dpa_baris")
    with op.batch_alter_table("rak", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rak_versi_id"))

    op.drop_table("rak")
    with op.batch_alter_table("dpa", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dpa_versi_id"))
        batch_op.drop_index(batch_op.f("ix_dpa_pka_id"))
        batch_op.drop_index("ix_dpa_keadaan")

    op.drop_table("dpa")
    op.drop_table("naskah_peraturan")
