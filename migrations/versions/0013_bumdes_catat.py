"""BUMDes: recurring entries, drafts, stock, assets, imports.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "impor_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=10), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("nama_berkas", sa.String(length=160), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("judul", sa.JSON(), nullable=False),
        sa.Column("contoh", sa.JSON(), nullable=False),
        sa.Column("peta", sa.JSON(), nullable=False),
        sa.Column("hasil", sa.JSON(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh_nama", sa.String(length=120), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diterapkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_impor_bumdes_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_impor_bumdes_bumdes_id_bumdes")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_impor_bumdes_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_bumdes")),
    )
    with op.batch_alter_table("impor_bumdes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_impor_bumdes_bumdes_id"), ["bumdes_id"], unique=False)

    op.create_table(
        "barang_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("satuan", sa.String(length=20), nullable=False),
        sa.Column("akun_stok_id", sa.Integer(), nullable=False),
        sa.Column("akun_hpp_id", sa.Integer(), nullable=False),
        sa.Column("harga_jual", sa.BigInteger(), nullable=False),
        sa.Column("stok_minimum", sa.BigInteger(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["akun_hpp_id"], ["akun_bumdes.id"], name=op.f("fk_barang_bumdes_akun_hpp_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["akun_stok_id"], ["akun_bumdes.id"], name=op.f("fk_barang_bumdes_akun_stok_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_barang_bumdes_entitas_id_entitas_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barang_bumdes")),
        sa.UniqueConstraint("entitas_id", "nama", name=op.f("uq_barang_bumdes_entitas_id_nama")),
    )
    op.create_table(
        "dimuka_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("akun_id", sa.Integer(), nullable=False),
        sa.Column("akun_hasil_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("bulan BETWEEN 1 AND 600", name=op.f("ck_dimuka_bumdes_bulan")),
        sa.ForeignKeyConstraint(
            ["akun_hasil_id"], ["akun_bumdes.id"], name=op.f("fk_dimuka_bumdes_akun_hasil_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(["akun_id"], ["akun_bumdes.id"], name=op.f("fk_dimuka_bumdes_akun_id_akun_bumdes")),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_dimuka_bumdes_entitas_id_entitas_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimuka_bumdes")),
    )
    with op.batch_alter_table("dimuka_bumdes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dimuka_bumdes_entitas_id"), ["entitas_id"], unique=False)

    op.create_table(
        "jurnal_berulang",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("hari", sa.Integer(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("hari BETWEEN 1 AND 31", name=op.f("ck_jurnal_berulang_hari")),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_jurnal_berulang_entitas_id_entitas_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurnal_berulang")),
    )
    with op.batch_alter_table("jurnal_berulang", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jurnal_berulang_entitas_id"), ["entitas_id"], unique=False)

    op.create_table(
        "aset_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("mulai_susut", sa.Date(), nullable=False),
        sa.Column("harga", sa.BigInteger(), nullable=False),
        sa.Column("residu", sa.BigInteger(), nullable=False),
        sa.Column("akumulasi_awal", sa.BigInteger(), nullable=False),
        sa.Column("umur", sa.Integer(), nullable=False),
        sa.Column("metode", sa.String(length=8), nullable=False),
        sa.Column("akun_aset_id", sa.Integer(), nullable=False),
        sa.Column("akun_akumulasi_id", sa.Integer(), nullable=True),
        sa.Column("akun_beban_id", sa.Integer(), nullable=True),
        sa.Column("jurnal_id", sa.Integer(), nullable=True),
        sa.Column("dilepas", sa.Date(), nullable=True),
        sa.Column("jurnal_lepas_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("residu >= 0 AND residu <= harga", name=op.f("ck_aset_bumdes_residu")),
        sa.CheckConstraint("umur BETWEEN 0 AND 1200", name=op.f("ck_aset_bumdes_umur")),
        sa.ForeignKeyConstraint(
            ["akun_akumulasi_id"], ["akun_bumdes.id"], name=op.f("fk_aset_bumdes_akun_akumulasi_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["akun_aset_id"], ["akun_bumdes.id"], name=op.f("fk_aset_bumdes_akun_aset_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["akun_beban_id"], ["akun_bumdes.id"], name=op.f("fk_aset_bumdes_akun_beban_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_aset_bumdes_entitas_id_entitas_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_aset_bumdes_jurnal_id_jurnal_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["jurnal_lepas_id"], ["jurnal_bumdes.id"], name=op.f("fk_aset_bumdes_jurnal_lepas_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aset_bumdes")),
    )
    with op.batch_alter_table("aset_bumdes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aset_bumdes_entitas_id"), ["entitas_id"], unique=False)

    op.create_table(
        "draf_jurnal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=12), nullable=False),
        sa.Column("sumber", sa.String(length=60), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("dokumen", sa.String(length=120), nullable=False),
        sa.Column("keadaan", sa.String(length=10), nullable=False),
        sa.Column("jurnal_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_draf_jurnal_bumdes_id_bumdes")),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_draf_jurnal_jurnal_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draf_jurnal")),
        sa.UniqueConstraint("sumber", name=op.f("uq_draf_jurnal_sumber")),
    )
    with op.batch_alter_table("draf_jurnal", schema=None) as batch_op:
        batch_op.create_index("ix_draf_jurnal_keadaan", ["bumdes_id", "keadaan"], unique=False)

    op.create_table(
        "mutasi_barang",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barang_id", sa.Integer(), nullable=False),
        sa.Column("jurnal_id", sa.Integer(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("jenis", sa.String(length=8), nullable=False),
        sa.Column("banyak", sa.BigInteger(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("keterangan", sa.String(length=200), nullable=False),
        sa.Column("membalik_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("jenis IN ('masuk', 'keluar', 'opname', 'batal')", name=op.f("ck_mutasi_barang_jenis")),
        sa.ForeignKeyConstraint(
            ["barang_id"], ["barang_bumdes.id"], name=op.f("fk_mutasi_barang_barang_id_barang_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_mutasi_barang_jurnal_id_jurnal_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["membalik_id"], ["mutasi_barang.id"], name=op.f("fk_mutasi_barang_membalik_id_mutasi_barang")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutasi_barang")),
        sa.UniqueConstraint("membalik_id", name=op.f("uq_mutasi_barang_membalik_id")),
    )
    with op.batch_alter_table("mutasi_barang", schema=None) as batch_op:
        batch_op.create_index("ix_mutasi_barang_barang", ["barang_id", "tanggal", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mutasi_barang_jurnal_id"), ["jurnal_id"], unique=False)

    op.create_table(
        "susut_bumdes",
        sa.Column("aset_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("jurnal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["aset_id"], ["aset_bumdes.id"], name=op.f("fk_susut_bumdes_aset_id_aset_bumdes")),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_susut_bumdes_jurnal_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("aset_id", "bulan", name=op.f("pk_susut_bumdes")),
    )


def downgrade() -> None:
    op.drop_table("susut_bumdes")
    with op.batch_alter_table("mutasi_barang", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mutasi_barang_jurnal_id"))
        batch_op.drop_index("ix_mutasi_barang_barang")

    op.drop_table("mutasi_barang")
    with op.batch_alter_table("draf_jurnal", schema=None) as batch_op:
        batch_op.drop_index("ix_draf_jurnal_keadaan")

    op.drop_table("draf_jurnal")
    with op.batch_alter_table("aset_bumdes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aset_bumdes_entitas_id"))

    op.drop_table("aset_bumdes")
    with op.batch_alter_table("jurnal_berulang", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jurnal_berulang_entitas_id"))

    op.drop_table("jurnal_berulang")
    with op.batch_alter_table("dimuka_bumdes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dimuka_bumdes_entitas_id"))

    op.drop_table("dimuka_bumdes")
    op.drop_table("barang_bumdes")
    with op.batch_alter_table("impor_bumdes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_impor_bumdes_bumdes_id"))

    op.drop_table("impor_bumdes")
