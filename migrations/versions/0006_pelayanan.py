"""Serving letters: bundles, dossier, confirmations, holders, messages, residents' PINs, kiosks.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "konfirmasi_jenis",
        sa.Column("jenis_kode", sa.String(length=60), nullable=False),
        sa.Column("siapa", sa.String(length=8), nullable=False),
        sa.CheckConstraint("siapa IN ('rt', 'rw', 'kadus')", name=op.f("ck_konfirmasi_jenis_siapa")),
        sa.PrimaryKeyConstraint("jenis_kode", name=op.f("pk_konfirmasi_jenis")),
    )
    op.create_table(
        "pengaturan_kabar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surel_aktif", sa.Boolean(), nullable=False),
        sa.Column("telegram_aktif", sa.Boolean(), nullable=False),
        sa.Column("telegram_alamat", sa.String(length=200), nullable=False),
        sa.Column("telegram_nama", sa.String(length=64), nullable=False),
        sa.Column("telegram_token", sa.String(length=400), nullable=True),
        sa.Column("telegram_urut", sa.Integer(), nullable=False),
        sa.Column("telegram_galat", sa.String(length=300), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_pengaturan_kabar_satu_baris")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengaturan_kabar")),
    )
    op.create_table(
        "teks_kabar",
        sa.Column("keadaan", sa.String(length=24), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("keadaan", name=op.f("pk_teks_kabar")),
    )
    op.create_table(
        "perangkat_kios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("didaftarkan_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("didaftarkan_oleh_id", sa.Integer(), nullable=True),
        sa.Column("terakhir_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dicabut_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["didaftarkan_oleh_id"], ["pengguna.id"], name=op.f("fk_perangkat_kios_didaftarkan_oleh_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perangkat_kios")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_perangkat_kios_token_hash")),
    )
    op.create_table(
        "berkas_warga",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("berlaku_sampai", sa.Date(), nullable=False),
        sa.Column("disetujui_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_oleh_id", sa.Integer(), nullable=True),
        sa.Column("dicatat_oleh_nama", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_berkas_warga_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["dicatat_oleh_id"], ["pengguna.id"], name=op.f("fk_berkas_warga_dicatat_oleh_id_pengguna")
        ),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_berkas_warga_penduduk_id_penduduk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas_warga")),
        sa.UniqueConstraint("penduduk_id", "kode", name=op.f("uq_berkas_warga_penduduk_id_kode")),
    )
    with op.batch_alter_table("berkas_warga", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_berkas_warga_berlaku_sampai"), ["berlaku_sampai"], unique=False)

    op.create_table(
        "paket_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_paket_surat_penduduk_id_penduduk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paket_surat")),
    )
    with op.batch_alter_table("paket_surat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paket_surat_penduduk_id"), ["penduduk_id"], unique=False)

    op.create_table(
        "pin_warga",
        sa.Column("penduduk_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("telepon", sa.String(length=20), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_pin_warga_dibuat_oleh_id_pengguna")),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_pin_warga_penduduk_id_penduduk")),
        sa.PrimaryKeyConstraint("penduduk_id", name=op.f("pk_pin_warga")),
        sa.UniqueConstraint("telepon", name=op.f("uq_pin_warga_telepon")),
    )
    op.create_table(
        "sesi_warga",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("penduduk_id", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["penduduk_id"], ["penduduk.id"], name=op.f("fk_sesi_warga_penduduk_id_penduduk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesi_warga")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sesi_warga_token_hash")),
    )
    with op.batch_alter_table("sesi_warga", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sesi_warga_penduduk_id"), ["penduduk_id"], unique=False)

    op.create_table(
        "konfirmasi_surat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.Column("wilayah_id", sa.Integer(), nullable=True),
        sa.Column("siapa", sa.String(length=8), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("telepon", sa.String(length=20), nullable=False),
        sa.Column("kode_hash", sa.String(length=64), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=True),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dijawab_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("benar", sa.Boolean(), nullable=True),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("ditutup_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("siapa IN ('rt', 'rw', 'kadus')", name=op.f("ck_konfirmasi_surat_siapa")),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_konfirmasi_surat_dibuat_oleh_id_pengguna")
        ),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_konfirmasi_surat_surat_id_surat")),
        sa.ForeignKeyConstraint(["wilayah_id"], ["wilayah.id"], name=op.f("fk_konfirmasi_surat_wilayah_id_wilayah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_konfirmasi_surat")),
        sa.UniqueConstraint("kode_hash", name=op.f("uq_konfirmasi_surat_kode_hash")),
    )
    with op.batch_alter_table("konfirmasi_surat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_konfirmasi_surat_surat_id"), ["surat_id"], unique=False)
        batch_op.create_index("ix_konfirmasi_surat_tempat", ["wilayah_id", "siapa", "id"], unique=False)

    op.create_table(
        "kabar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surat_id", sa.Integer(), nullable=False),
        sa.Column("riwayat_id", sa.Integer(), nullable=False),
        sa.Column("kanal", sa.String(length=10), nullable=False),
        sa.Column("tujuan", sa.String(length=160), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("sebab", sa.String(length=300), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("berikut_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sewa_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kanal IN ('surel', 'telegram')", name=op.f("ck_kabar_kanal")),
        sa.ForeignKeyConstraint(["riwayat_id"], ["riwayat_surat.id"], name=op.f("fk_kabar_riwayat_id_riwayat_surat")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat.id"], name=op.f("fk_kabar_surat_id_surat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kabar")),
        sa.UniqueConstraint("riwayat_id", "kanal", name=op.f("uq_kabar_riwayat_id_kanal")),
    )
    with op.batch_alter_table("kabar", schema=None) as batch_op:
        batch_op.create_index("ix_kabar_antrean", ["keadaan", "berikut_pada"], unique=False)
        batch_op.create_index(batch_op.f("ix_kabar_surat_id"), ["surat_id"], unique=False)

    with op.batch_alter_table("surat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("surel", sa.String(length=160), nullable=True))
        batch_op.add_column(sa.Column("telegram", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("paket_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pemegang_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("dipegang_pada", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_surat_paket_id"), ["paket_id"], unique=False)
        batch_op.create_index(
            "ix_surat_petugas",
            ["bulan_selesai", "verifikator_id", "jenis_kode", "menit_layanan", "tepat"],
            unique=False,
        )
        batch_op.create_foreign_key(batch_op.f("fk_surat_paket_id_paket_surat"), "paket_surat", ["paket_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_surat_pemegang_id_pengguna"), "pengguna", ["pemegang_id"], ["id"])

    with op.batch_alter_table("syarat_surat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("berkas_warga_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_syarat_surat_berkas_warga_id"), ["berkas_warga_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_syarat_surat_berkas_warga_id_berkas_warga"),
            "berkas_warga",
            ["berkas_warga_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("syarat_surat", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_syarat_surat_berkas_warga_id_berkas_warga"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_syarat_surat_berkas_warga_id"))
        batch_op.drop_column("berkas_warga_id")

    with op.batch_alter_table("surat", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_surat_pemegang_id_pengguna"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_surat_paket_id_paket_surat"), type_="foreignkey")
        batch_op.drop_index("ix_surat_petugas")
        batch_op.drop_index(batch_op.f("ix_surat_paket_id"))
        batch_op.drop_column("dipegang_pada")
        batch_op.drop_column("pemegang_id")
        batch_op.drop_column("paket_id")
        batch_op.drop_column("telegram")
        batch_op.drop_column("surel")

    with op.batch_alter_table("kabar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kabar_surat_id"))
        batch_op.drop_index("ix_kabar_antrean")

    op.drop_table("kabar")
    with op.batch_alter_table("konfirmasi_surat", schema=None) as batch_op:
        batch_op.drop_index("ix_konfirmasi_surat_tempat")
        batch_op.drop_index(batch_op.f("ix_konfirmasi_surat_surat_id"))

    op.drop_table("konfirmasi_surat")
    with op.batch_alter_table("sesi_warga", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sesi_warga_penduduk_id"))

    op.drop_table("sesi_warga")
    op.drop_table("pin_warga")
    with op.batch_alter_table("paket_surat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paket_surat_penduduk_id"))

    op.drop_table("paket_surat")
    with op.batch_alter_table("berkas_warga", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_berkas_warga_berlaku_sampai"))

    op.drop_table("berkas_warga")
    op.drop_table("perangkat_kios")
    op.drop_table("teks_kabar")
    op.drop_table("pengaturan_kabar")
    op.drop_table("konfirmasi_jenis")
