"""The ground: accounts, audit, identity, numbers, files, keys.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "berkas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("ukuran", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("lokasi", sa.String(length=80), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas")),
        sa.UniqueConstraint("lokasi", name=op.f("uq_berkas_lokasi")),
    )
    op.create_table(
        "catatan_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pelaku_id", sa.Integer(), nullable=True),
        sa.Column("pelaku_nama", sa.String(length=120), nullable=False),
        sa.Column("peristiwa", sa.String(length=60), nullable=False),
        sa.Column("objek_jenis", sa.String(length=40), nullable=True),
        sa.Column("objek_id", sa.String(length=60), nullable=True),
        sa.Column("rincian", sa.JSON(), nullable=False),
        sa.Column("hash_sebelum", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catatan_audit")),
    )
    with op.batch_alter_table("catatan_audit", schema=None) as batch_op:
        batch_op.create_index("ix_catatan_audit_objek", ["objek_jenis", "objek_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_catatan_audit_pada"), ["pada"], unique=False)
        batch_op.create_index(batch_op.f("ix_catatan_audit_pelaku_id"), ["pelaku_id"], unique=False)
        batch_op.create_index("ix_catatan_audit_peristiwa", ["peristiwa", "id"], unique=False)

    op.create_table(
        "detak",
        sa.Column("nama", sa.String(length=30), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("catatan", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_detak")),
    )
    op.create_table(
        "hari_libur",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("tanggal", name=op.f("pk_hari_libur")),
    )
    op.create_table(
        "jam_layanan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hari", sa.Integer(), nullable=False),
        sa.Column("buka", sa.Time(), nullable=False),
        sa.Column("tutup", sa.Time(), nullable=False),
        sa.CheckConstraint("hari BETWEEN 0 AND 6", name=op.f("ck_jam_layanan_hari")),
        sa.CheckConstraint("tutup > buka", name=op.f("ck_jam_layanan_rentang")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jam_layanan")),
    )
    op.create_table(
        "kunci_formulir",
        sa.Column("kunci", sa.String(length=64), nullable=False),
        sa.Column("lokasi", sa.String(length=2000), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kunci", name=op.f("pk_kunci_formulir")),
    )
    with op.batch_alter_table("kunci_formulir", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kunci_formulir_dibuat_pada"), ["dibuat_pada"], unique=False)

    op.create_table(
        "nomor_dilompati",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("dari", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.String(length=200), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomor_dilompati")),
    )
    op.create_table(
        "nomor_urut",
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("terakhir", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("register", "tahun", name=op.f("pk_nomor_urut")),
    )
    op.create_table(
        "pengguna",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama_pengguna", sa.String(length=40), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("nip", sa.String(length=30), nullable=False),
        sa.Column("kata_sandi", sa.String(length=200), nullable=False),
        sa.Column("ganti_sandi", sa.Boolean(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("totp", sa.String(length=300), nullable=True),
        sa.Column("totp_terpakai", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengguna")),
        sa.UniqueConstraint("nama_pengguna", name=op.f("uq_pengguna_nama_pengguna")),
    )
    op.create_table(
        "percobaan",
        sa.Column("kunci", sa.String(length=120), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("mulai_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tahan_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("kunci", name=op.f("pk_percobaan")),
    )
    op.create_table(
        "tugas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("selesai", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("pesan", sa.String(length=500), nullable=False),
        sa.Column("hasil_url", sa.String(length=500), nullable=True),
        sa.Column("pengguna_id", sa.Integer(), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tugas")),
    )
    op.create_table(
        "desa",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=13), nullable=False),
        sa.Column("nama", sa.String(length=80), nullable=False),
        sa.Column("kecamatan", sa.String(length=80), nullable=False),
        sa.Column("kabupaten", sa.String(length=80), nullable=False),
        sa.Column("provinsi", sa.String(length=80), nullable=False),
        sa.Column("sebutan_desa", sa.String(length=30), nullable=False),
        sa.Column("sebutan_dusun", sa.String(length=30), nullable=False),
        sa.Column("sebutan_kepala", sa.String(length=40), nullable=False),
        sa.Column("sebutan_kecamatan", sa.String(length=30), nullable=False),
        sa.Column("sebutan_kabupaten", sa.String(length=30), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=False),
        sa.Column("kode_pos", sa.String(length=5), nullable=False),
        sa.Column("telepon", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=160), nullable=False),
        sa.Column("situs", sa.String(length=160), nullable=False),
        sa.Column("zona", sa.String(length=20), nullable=False),
        sa.Column("kertas", sa.String(length=4), nullable=False),
        sa.Column("kop", sa.String(length=20), nullable=False),
        sa.Column("logo_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_desa_satu_baris")),
        sa.ForeignKeyConstraint(["logo_id"], ["berkas.id"], name=op.f("fk_desa_logo_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desa")),
    )
    op.create_table(
        "kode_pemulihan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("dipakai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["pengguna_id"],
            ["pengguna.id"],
            name=op.f("fk_kode_pemulihan_pengguna_id_pengguna"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kode_pemulihan")),
    )
    with op.batch_alter_table("kode_pemulihan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kode_pemulihan_pengguna_id"), ["pengguna_id"], unique=False)

    op.create_table(
        "penugasan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=False),
        sa.Column("peran", sa.String(length=30), nullable=False),
        sa.Column("sifat", sa.String(length=10), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.Column("nomor_sk", sa.String(length=80), nullable=False),
        sa.Column("cakupan", sa.String(length=40), nullable=False),
        sa.CheckConstraint("sampai IS NULL OR sampai >= mulai", name=op.f("ck_penugasan_rentang")),
        sa.ForeignKeyConstraint(
            ["pengguna_id"], ["pengguna.id"], name=op.f("fk_penugasan_pengguna_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penugasan")),
    )
    with op.batch_alter_table("penugasan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penugasan_pengguna_id"), ["pengguna_id"], unique=False)
        batch_op.create_index("ix_penugasan_peran", ["peran", "mulai"], unique=False)

    op.create_table(
        "perangkat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("jabatan", sa.String(length=80), nullable=False),
        sa.Column("niap", sa.String(length=30), nullable=False),
        sa.Column("nip", sa.String(length=30), nullable=False),
        sa.Column("pangkat", sa.String(length=60), nullable=False),
        sa.Column("nomor_sk", sa.String(length=80), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("sampai IS NULL OR sampai >= mulai", name=op.f("ck_perangkat_rentang")),
        sa.ForeignKeyConstraint(
            ["pengguna_id"], ["pengguna.id"], name=op.f("fk_perangkat_pengguna_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perangkat")),
        sa.UniqueConstraint("jabatan", "nama", "mulai", name=op.f("uq_perangkat_jabatan_nama_mulai")),
    )
    with op.batch_alter_table("perangkat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_perangkat_pengguna_id"), ["pengguna_id"], unique=False)

    op.create_table(
        "sesi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=False),
        sa.Column("penuh", sa.Boolean(), nullable=False),
        sa.Column("alamat", sa.String(length=64), nullable=False),
        sa.Column("perangkat", sa.String(length=160), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pengguna_id"], ["pengguna.id"], name=op.f("fk_sesi_pengguna_id_pengguna"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesi")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sesi_token_hash")),
    )
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sesi_pengguna_id"), ["pengguna_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sesi_pengguna_id"))

    op.drop_table("sesi")
    with op.batch_alter_table("perangkat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_perangkat_pengguna_id"))

    op.drop_table("perangkat")
    with op.batch_alter_table("penugasan", schema=None) as batch_op:
        batch_op.drop_index("ix_penugasan_peran")
        batch_op.drop_index(batch_op.f("ix_penugasan_pengguna_id"))

    op.drop_table("penugasan")
    with op.batch_alter_table("kode_pemulihan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kode_pemulihan_pengguna_id"))

    op.drop_table("kode_pemulihan")
    op.drop_table("desa")
    op.drop_table("tugas")
    op.drop_table("percobaan")
    op.drop_table("pengguna")
    op.drop_table("nomor_urut")
    op.drop_table("nomor_dilompati")
    with op.batch_alter_table("kunci_formulir", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kunci_formulir_dibuat_pada"))

    op.drop_table("kunci_formulir")
    op.drop_table("jam_layanan")
    op.drop_table("hari_libur")
    op.drop_table("detak")
    with op.batch_alter_table("catatan_audit", schema=None) as batch_op:
        batch_op.drop_index("ix_catatan_audit_peristiwa")
        batch_op.drop_index(batch_op.f("ix_catatan_audit_pelaku_id"))
        batch_op.drop_index(batch_op.f("ix_catatan_audit_pada"))
        batch_op.drop_index("ix_catatan_audit_objek")

    op.drop_table("catatan_audit")
    op.drop_table("berkas")
