"""Penduduk: residents, families, places, search keys, imports.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("keluarga",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no_kk", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keluarga")),
        sa.UniqueConstraint("no_kk", name=op.f("uq_keluarga_no_kk"))
    )
    op.create_table("wilayah",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dusun", sa.String(length=60), nullable=False),
        sa.Column("rw", sa.String(length=10), nullable=False),
        sa.Column("rt", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wilayah")),
        sa.UniqueConstraint("dusun", "rw", "rt", name=op.f("uq_wilayah_dusun_rw_rt"))
    )
    op.create_table("impor_penduduk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("nama_berkas", sa.String(length=160), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh_nama", sa.String(length=120), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diterapkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibatalkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("baru", sa.Integer(), nullable=False),
        sa.Column("berubah", sa.Integer(), nullable=False),
        sa.Column("tetap", sa.Integer(), nullable=False),
        sa.Column("ditolak", sa.Integer(), nullable=False),
        sa.Column("peringatan", sa.Integer(), nullable=False),
        sa.Column("rincian", sa.JSON(), nullable=False),
        sa.Column("dibuat", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_impor_penduduk_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_impor_penduduk_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_penduduk"))
    )
    op.create_table("penduduk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("keluarga_id", sa.Integer(), nullable=False),
        sa.Column("wilayah_id", sa.Integer(), nullable=False),
        sa.Column("nama_urut", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("nik", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=True),
        sa.Column("nik_sementara", sa.Boolean(), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=True),
        sa.Column("nama", sa.String(length=100), nullable=False),
        sa.Column("jenis_kelamin", sa.Integer(), nullable=False),
        sa.Column("tempat_lahir", sa.String(length=100), nullable=True),
        sa.Column("tanggal_lahir", sa.Date(), nullable=True),
        sa.Column("agama", sa.Integer(), nullable=True),
        sa.Column("pendidikan_kk", sa.Integer(), nullable=True),
        sa.Column("pendidikan_sedang", sa.Integer(), nullable=True),
        sa.Column("pekerjaan", sa.Integer(), nullable=True),
        sa.Column("status_kawin", sa.Integer(), nullable=True),
        sa.Column("hubungan_keluarga", sa.Integer(), nullable=False),
        sa.Column("warganegara", sa.Integer(), nullable=True),
        sa.Column("ayah_nik", sa.String(length=16), nullable=True),
        sa.Column("nama_ayah", sa.String(length=100), nullable=True),
        sa.Column("ibu_nik", sa.String(length=16), nullable=True),
        sa.Column("nama_ibu", sa.String(length=100), nullable=True),
        sa.Column("golongan_darah", sa.Integer(), nullable=True),
        sa.Column("akta_lahir", sa.String(length=60), nullable=True),
        sa.Column("paspor", sa.String(length=45), nullable=True),
        sa.Column("paspor_akhir", sa.Date(), nullable=True),
        sa.Column("kitas", sa.String(length=45), nullable=True),
        sa.Column("akta_perkawinan", sa.String(length=60), nullable=True),
        sa.Column("tanggal_perkawinan", sa.Date(), nullable=True),
        sa.Column("akta_perceraian", sa.String(length=60), nullable=True),
        sa.Column("tanggal_perceraian", sa.Date(), nullable=True),
        sa.Column("cacat", sa.Integer(), nullable=True),
        sa.Column("cara_kb", sa.Integer(), nullable=True),
        sa.Column("hamil", sa.Integer(), nullable=True),
        sa.Column("ktp_el", sa.Integer(), nullable=True),
        sa.Column("status_rekam", sa.Integer(), nullable=True),
        sa.Column("alamat_sekarang", sa.String(length=200), nullable=True),
        sa.Column("status_dasar", sa.Integer(), nullable=False),
        sa.Column("suku", sa.String(length=100), nullable=True),
        sa.Column("tag_id_card", sa.String(length=17), nullable=True),
        sa.Column("asuransi", sa.Integer(), nullable=True),
        sa.Column("no_asuransi", sa.String(length=60), nullable=True),
        sa.Column("lintang", sa.String(length=24), nullable=True),
        sa.Column("bujur", sa.String(length=24), nullable=True),
        sa.Column("cara_masuk", sa.String(length=10), nullable=False),
        sa.Column("tanggal_masuk", sa.Date(), nullable=True),
        sa.Column("tanggal_status", sa.Date(), nullable=True),
        sa.Column("tanggal_lapor", sa.Date(), nullable=True),
        sa.Column("catatan_status", sa.String(length=200), nullable=True),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("cara_masuk IN ('awal', 'lahir', 'datang')", name=op.f("ck_penduduk_cara_masuk")),
        sa.CheckConstraint("jenis_kelamin IN (1, 2)", name=op.f("ck_penduduk_jenis_kelamin")),
        sa.ForeignKeyConstraint(["keluarga_id"], ["keluarga.id"], name=op.f("fk_penduduk_keluarga_id_keluarga")),
        sa.ForeignKeyConstraint(["wilayah_id"], ["wilayah.id"], name=op.f("fk_penduduk_wilayah_id_wilayah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penduduk"))
    )
    with op.batch_alter_table("penduduk", schema=None) as batch_op:
        batch_op.create_index("ix_penduduk_hitung", ["status_dasar", "wilayah_id", "jenis_kelamin", "hubungan_keluarga", "tanggal_lahir"], unique=False)
        batch_op.create_index(batch_op.f("ix_penduduk_keluarga_id"), ["keluarga_id"], unique=False)
        batch_op.create_index("ix_penduduk_kepala", ["status_dasar", "keluarga_id", "hubungan_keluarga"], unique=False)
        batch_op.create_index(batch_op.f("ix_penduduk_nik"), ["nik"], unique=False)
        batch_op.create_index("ix_penduduk_urut", ["status_dasar", "nama_urut", "id"], unique=False)
        batch_op.create_index("ix_penduduk_wilayah", ["wilayah_id", "status_dasar", "nama_urut"], unique=False)
        batch_op.create_index("ux_penduduk_nik_hidup", ["nik"], unique=True, sqlite_where=sa.text("status_dasar = 1"), postgresql_where=sa.text("status_dasar = 1"))

    op.create_table("impor_baris",
        sa.Column("impor_id", sa.Integer(), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sebelum", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["impor_id"], ["impor_penduduk.id"], name=op.f("fk_impor_baris_impor_id_impor_penduduk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("impor_id", "penduduk_id", name=op.f("pk_impor_baris"))
    )
    with op.batch_alter_table("impor_baris", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_impor_baris_penduduk_id"), ["penduduk_id"], unique=False)

    op.create_table("penduduk_kata",
        sa.Column("kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_penduduk_kata_penduduk_id_penduduk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kata", "penduduk_id", name=op.f("pk_penduduk_kata")),
        sqlite_with_rowid=False
    )
    with op.batch_alter_table("penduduk_kata", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penduduk_kata_penduduk_id"), ["penduduk_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("penduduk_kata", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penduduk_kata_penduduk_id"))

    op.drop_table("penduduk_kata")
    with op.batch_alter_table("impor_baris", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_impor_baris_penduduk_id"))

    op.drop_table("impor_baris")
    with op.batch_alter_table("penduduk", schema=None) as batch_op:
        batch_op.drop_index("ux_penduduk_nik_hidup", sqlite_where=sa.text("status_dasar = 1"), postgresql_where=sa.text("status_dasar = 1"))
        batch_op.drop_index("ix_penduduk_wilayah")
        batch_op.drop_index("ix_penduduk_urut")
        batch_op.drop_index(batch_op.f("ix_penduduk_nik"))
        batch_op.drop_index("ix_penduduk_kepala")
        batch_op.drop_index(batch_op.f("ix_penduduk_keluarga_id"))
        batch_op.drop_index("ix_penduduk_hitung")

    op.drop_table("penduduk")
    op.drop_table("impor_penduduk")
    op.drop_table("wilayah")
    op.drop_table("keluarga")
