"""Surat: kinds in versions, letters, their papers and history, signers' certificates, settings.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jenis_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=60), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("klasifikasi", sa.String(length=20), nullable=False),
        sa.Column("janji_menit", sa.Integer(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("terbaru", sa.Boolean(), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jenis_surat")),
        sa.UniqueConstraint("kode", "versi", name=op.f("uq_jenis_surat_kode_versi")),
    )
    with op.batch_alter_table("jenis_surat", schema=None) as batch_op:
        batch_op.create_index("ix_jenis_surat_terbaru", ["terbaru", "nama"], unique=False)
    op.create_table(
        "pengaturan_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pakai_paraf", sa.Boolean(), nullable=False),
        sa.Column("pola_nomor", sa.String(length=120), nullable=False),
        sa.Column("hari_tautan", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_pengaturan_surat_satu_baris")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengaturan_surat")),
    )
    op.create_table(
        "sertifikat_penanda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("pkcs12", sa.LargeBinary(), nullable=False),
        sa.Column("der", sa.LargeBinary(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("berlaku_mulai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicabut_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pengguna_id"], ["pengguna.id"], name=op.f("fk_sertifikat_penanda_pengguna_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sertifikat_penanda")),
        sa.UniqueConstraint("sidik", name=op.f("uq_sertifikat_penanda_sidik")),
    )
    with op.batch_alter_table("sertifikat_penanda", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sertifikat_penanda_pengguna_id"), ["pengguna_id"], unique=False)
    op.create_table(
        "surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis_id", sa.Integer(), nullable=False),
        sa.Column("jenis_kode", sa.String(length=60), nullable=False),
        sa.Column("kanal", sa.String(length=12), nullable=False),
        sa.Column("keadaan", sa.String(length=24), nullable=False),
        sa.Column("kode_status", sa.String(length=14), nullable=False),
        sa.Column("kode_periksa", sa.String(length=14), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=True),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("nik", sa.String(length=16), nullable=False),
        sa.Column("tanggal_lahir", sa.Date(), nullable=False),
        sa.Column("jenis_kelamin", sa.String(length=1), nullable=False),
        sa.Column("telepon", sa.String(length=20), nullable=False),
        sa.Column("cocok", sa.Boolean(), nullable=True),
        sa.Column("isian", sa.JSON(), nullable=False),
        sa.Column("potret", sa.JSON(), nullable=True),
        sa.Column("diterima_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("janji_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diverifikasi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diparaf_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditandatangani_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diserahkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditutup_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verifikator_id", sa.Integer(), nullable=True),
        sa.Column("pemaraf_id", sa.Integer(), nullable=True),
        sa.Column("penanda_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=True),
        sa.Column("tahun", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Integer(), nullable=True),
        sa.Column("sufiks", sa.String(length=4), nullable=True),
        sa.Column("nomor_teks", sa.String(length=120), nullable=True),
        sa.Column("tanggal_surat", sa.Date(), nullable=True),
        sa.Column("berlaku_sampai", sa.Date(), nullable=True),
        sa.Column("penanda", sa.JSON(), nullable=True),
        sa.Column("elektronik", sa.Boolean(), nullable=True),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("bulan_masuk", sa.Integer(), nullable=False),
        sa.Column("bulan_selesai", sa.Integer(), nullable=True),
        sa.Column("bulan_tutup", sa.Integer(), nullable=True),
        sa.Column("menit_layanan", sa.Integer(), nullable=True),
        sa.Column("tepat", sa.Boolean(), nullable=True),
        sa.CheckConstraint("(nomor IS NULL) = (tahun IS NULL)", name=op.f("ck_surat_nomor_bertahun")),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_surat_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["jenis_id"], ["jenis_surat.id"], name=op.f("fk_surat_jenis_id_jenis_surat")),
        sa.ForeignKeyConstraint(["pemaraf_id"], ["pengguna.id"], name=op.f("fk_surat_pemaraf_id_pengguna")),
        sa.ForeignKeyConstraint(["penanda_id"], ["pengguna.id"], name=op.f("fk_surat_penanda_id_pengguna")),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_surat_penduduk_id_penduduk")),
        sa.ForeignKeyConstraint(["verifikator_id"], ["pengguna.id"], name=op.f("fk_surat_verifikator_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat")),
        sa.UniqueConstraint("kode_periksa", name=op.f("uq_surat_kode_periksa")),
        sa.UniqueConstraint("kode_status", name=op.f("uq_surat_kode_status")),
        sa.UniqueConstraint("register", "tahun", "nomor", "sufiks", name=op.f("uq_surat_register_tahun_nomor_sufiks")),
    )
    with op.batch_alter_table("surat", schema=None) as batch_op:
        batch_op.create_index(
            "ix_surat_bulan_masuk", ["bulan_masuk", "jenis_kode", "kanal", "jenis_kelamin", "id"], unique=False
        )
        batch_op.create_index(
            "ix_surat_bulan_selesai",
            ["bulan_selesai", "jenis_kode", "menit_layanan", "tepat", "jenis_kelamin"],
            unique=False,
        )
        batch_op.create_index("ix_surat_bulan_tutup", ["bulan_tutup", "jenis_kode", "keadaan"], unique=False)
        batch_op.create_index("ix_surat_jenis", ["jenis_kode", "id"], unique=False)
        batch_op.create_index("ix_surat_kanal", ["kanal", "id"], unique=False)
        batch_op.create_index("ix_surat_keadaan", ["keadaan", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surat_nik"), ["nik"], unique=False)
        batch_op.create_index("ix_surat_nomor", ["nomor", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surat_penduduk_id"), ["penduduk_id"], unique=False)
    op.create_table(
        "kata_surat",
        sa.Column(
            "kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_kata_surat_surat_id_surat")),
        sa.PrimaryKeyConstraint("kata", "surat_id", name=op.f("pk_kata_surat")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("kata_surat", schema=None) as batch_op:
        batch_op.create_index("ix_kata_surat_surat", ["surat_id"], unique=False)
    op.create_table(
        "riwayat_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tindakan", sa.String(length=24), nullable=False),
        sa.Column("keadaan", sa.String(length=24), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=True),
        sa.Column("oleh_nama", sa.String(length=160), nullable=False),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_riwayat_surat_oleh_id_pengguna")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_riwayat_surat_surat_id_surat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_surat")),
    )
    with op.batch_alter_table("riwayat_surat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_riwayat_surat_surat_id"), ["surat_id"], unique=False)
    op.create_table(
        "syarat_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("sifat", sa.String(length=12), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_syarat_surat_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_syarat_surat_surat_id_surat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_syarat_surat")),
        sa.UniqueConstraint("surat_id", "kode", name=op.f("uq_syarat_surat_surat_id_kode")),
    )


def downgrade() -> None:
    op.drop_table("syarat_surat")
    with op.batch_alter_table("riwayat_surat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_riwayat_surat_surat_id"))
    op.drop_table("riwayat_surat")
    with op.batch_alter_table("kata_surat", schema=None) as batch_op:
        batch_op.drop_index("ix_kata_surat_surat")
    op.drop_table("kata_surat")
    with op.batch_alter_table("surat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_surat_penduduk_id"))
        batch_op.drop_index("ix_surat_nomor")
        batch_op.drop_index(batch_op.f("ix_surat_nik"))
        batch_op.drop_index("ix_surat_keadaan")
        batch_op.drop_index("ix_surat_kanal")
        batch_op.drop_index("ix_surat_jenis")
        batch_op.drop_index("ix_surat_bulan_tutup")
        batch_op.drop_index("ix_surat_bulan_selesai")
        batch_op.drop_index("ix_surat_bulan_masuk")
    op.drop_table("surat")
    with op.batch_alter_table("sertifikat_penanda", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sertifikat_penanda_pengguna_id"))
    op.drop_table("sertifikat_penanda")
    op.drop_table("pengaturan_surat")
    with op.batch_alter_table("jenis_surat", schema=None) as batch_op:
        batch_op.drop_index("ix_jenis_surat_terbaru")
    op.drop_table("jenis_surat")
