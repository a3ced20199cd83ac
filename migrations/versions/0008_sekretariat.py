"""Incoming letters, dispositions, deliveries, regulations, retention.

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
        "jangka_simpan",
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("aktif", sa.Integer(), nullable=False),
        sa.Column("inaktif", sa.Integer(), nullable=False),
        sa.Column("nasib", sa.String(length=10), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_jangka_simpan")),
    )
    op.create_table(
        "pemusnahan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=120), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("cara", sa.String(length=120), nullable=False),
        sa.Column("saksi", sa.Text(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pemusnahan")),
    )
    op.create_table(
        "produk_hukum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=10), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("nomor_teks", sa.String(length=120), nullable=False),
        sa.Column("tentang", sa.String(length=300), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("tanggal_ditetapkan", sa.Date(), nullable=False),
        sa.Column("tanggal_kesepakatan", sa.Date(), nullable=True),
        sa.Column("nomor_dilaporkan", sa.String(length=120), nullable=False),
        sa.Column("tanggal_dilaporkan", sa.Date(), nullable=True),
        sa.Column("nomor_diundangkan", sa.String(length=60), nullable=False),
        sa.Column("tanggal_diundangkan", sa.Date(), nullable=True),
        sa.Column("dicabut_dengan", sa.String(length=200), nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("alasan_batal", sa.String(length=300), nullable=True),
        sa.Column("publik", sa.Boolean(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_produk_hukum_berkas_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_produk_hukum")),
        sa.UniqueConstraint("jenis", "tahun", "nomor", name=op.f("uq_produk_hukum_jenis_tahun_nomor")),
    )
    with op.batch_alter_table("produk_hukum", schema=None) as batch_op:
        batch_op.create_index("ix_produk_hukum_publik", ["publik", "id"], unique=False)

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

    op.create_table(
        "arsip_musnah",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pemusnahan_id", sa.Integer(), nullable=False),
        sa.Column("surat_id", sa.Integer(), nullable=True),
        sa.Column("masuk_id", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.String(length=120), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("isi", sa.String(length=300), nullable=False),
        sa.Column("klasifikasi", sa.String(length=20), nullable=False),
        sa.CheckConstraint("(surat_id IS NULL) != (masuk_id IS NULL)", name=op.f("ck_arsip_musnah_satu_surat")),
        sa.ForeignKeyConstraint(["masuk_id"], ["surat_masuk.id"], name=op.f("fk_arsip_musnah_masuk_id_surat_masuk")),
        sa.ForeignKeyConstraint(
            ["pemusnahan_id"], ["pemusnahan.id"], name=op.f("fk_arsip_musnah_pemusnahan_id_pemusnahan")
        ),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_arsip_musnah_surat_id_surat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arsip_musnah")),
        sa.UniqueConstraint("masuk_id", name=op.f("uq_arsip_musnah_masuk_id")),
        sa.UniqueConstraint("surat_id", name=op.f("uq_arsip_musnah_surat_id")),
    )
    with op.batch_alter_table("arsip_musnah", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_arsip_musnah_pemusnahan_id"), ["pemusnahan_id"], unique=False)

    op.create_table(
        "ekspedisi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surat_id", sa.Integer(), nullable=True),
        sa.Column("luar_id", sa.Integer(), nullable=True),
        sa.Column("nomor_surat", sa.String(length=120), nullable=False),
        sa.Column("tanggal_surat", sa.Date(), nullable=False),
        sa.Column("isi", sa.String(length=300), nullable=False),
        sa.Column("tujuan", sa.String(length=160), nullable=False),
        sa.Column("tanggal_kirim", sa.Date(), nullable=False),
        sa.Column("cara", sa.String(length=10), nullable=False),
        sa.Column("pengantar", sa.String(length=120), nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("diterima_nama", sa.String(length=120), nullable=True),
        sa.Column("diterima_pada", sa.Date(), nullable=True),
        sa.Column("bukti_id", sa.Integer(), nullable=True),
        sa.Column("alasan_batal", sa.String(length=300), nullable=True),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("(surat_id IS NULL) != (luar_id IS NULL)", name=op.f("ck_ekspedisi_satu_surat")),
        sa.ForeignKeyConstraint(["bukti_id"], ["berkas.id"], name=op.f("fk_ekspedisi_bukti_id_berkas")),
        sa.ForeignKeyConstraint(["luar_id"], ["surat_luar.id"], name=op.f("fk_ekspedisi_luar_id_surat_luar")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_ekspedisi_surat_id_surat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ekspedisi")),
    )
    with op.batch_alter_table("ekspedisi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ekspedisi_luar_id"), ["luar_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ekspedisi_surat_id"), ["surat_id"], unique=False)
        batch_op.create_index("ix_ekspedisi_tanggal", ["tanggal_kirim", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ekspedisi", schema=None) as batch_op:
        batch_op.drop_index("ix_ekspedisi_tanggal")
        batch_op.drop_index(batch_op.f("ix_ekspedisi_surat_id"))
        batch_op.drop_index(batch_op.f("ix_ekspedisi_luar_id"))

    op.drop_table("ekspedisi")
    with op.batch_alter_table("arsip_musnah", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_arsip_musnah_pemusnahan_id"))

    op.drop_table("arsip_musnah")
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
    with op.batch_alter_table("produk_hukum", schema=None) as batch_op:
        batch_op.drop_index("ix_produk_hukum_publik")

    op.drop_table("produk_hukum")
    op.drop_table("pemusnahan")
    op.drop_table("jangka_simpan")
