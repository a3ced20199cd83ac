"""Budget: reference codes, versions, kegiatan, lines, RAB, plans, steps.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parameter_keuangan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=30), nullable=False),
        sa.Column("nilai", sa.Text(), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("diubah_oleh_id", sa.Integer(), nullable=False),
        sa.Column("diubah_oleh", sa.String(length=120), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["diubah_oleh_id"], ["pengguna.id"], name=op.f("fk_parameter_keuangan_diubah_oleh_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter_keuangan")),
        sa.UniqueConstraint("tahun", "kode", name=op.f("uq_parameter_keuangan_tahun_kode")),
    )
    op.create_table(
        "acuan_kegiatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("kelompok_30", sa.String(length=10), nullable=False),
        sa.Column("asal", sa.String(length=10), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("tahun_sampai", sa.Integer(), nullable=False),
        sa.CheckConstraint("tahun_sampai >= tahun_mulai", name=op.f("ck_acuan_kegiatan_rentang")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acuan_kegiatan")),
        sa.UniqueConstraint("kode", "tahun_mulai", name=op.f("uq_acuan_kegiatan_kode_tahun_mulai")),
    )
    op.create_table(
        "dokumen_rencana",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=5), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("sampai", sa.Integer(), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("perubahan", sa.Integer(), nullable=False),
        sa.Column("nomor_musyawarah", sa.String(length=80), nullable=False),
        sa.Column("tanggal_musyawarah", sa.Date(), nullable=True),
        sa.Column("nomor_perdes", sa.String(length=80), nullable=False),
        sa.Column("tanggal_perdes", sa.Date(), nullable=True),
        sa.CheckConstraint("sampai >= tahun", name=op.f("ck_dokumen_rencana_rentang")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen_rencana")),
        sa.UniqueConstraint("jenis", "tahun", name=op.f("uq_dokumen_rencana_jenis_tahun")),
    )
    op.create_table(
        "rekening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("asal", sa.String(length=10), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("tahun_sampai", sa.Integer(), nullable=False),
        sa.CheckConstraint("tahun_sampai >= tahun_mulai", name=op.f("ck_rekening_rentang")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rekening")),
        sa.UniqueConstraint("kode", "tahun_mulai", name=op.f("uq_rekening_kode_tahun_mulai")),
    )
    op.create_table(
        "sumber_dana",
        sa.Column("kode", sa.String(length=6), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("asal", sa.String(length=10), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("tahun_sampai", sa.Integer(), nullable=False),
        sa.CheckConstraint("tahun_sampai >= tahun_mulai", name=op.f("ck_sumber_dana_rentang")),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_sumber_dana")),
    )
    op.create_table(
        "harga_satuan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("uraian", sa.String(length=200), nullable=False),
        sa.Column("spesifikasi", sa.String(length=200), nullable=False),
        sa.Column("satuan", sa.String(length=30), nullable=False),
        sa.Column("harga", sa.BigInteger(), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("dasar", sa.String(length=160), nullable=False),
        sa.Column("berlaku_mulai", sa.Date(), nullable=False),
        sa.Column("berlaku_sampai", sa.Date(), nullable=True),
        sa.Column("dicatat_oleh_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "berlaku_sampai IS NULL OR berlaku_sampai >= berlaku_mulai", name=op.f("ck_harga_satuan_rentang")
        ),
        sa.CheckConstraint("harga >= 0", name=op.f("ck_harga_satuan_harga")),
        sa.ForeignKeyConstraint(
            ["dicatat_oleh_id"], ["pengguna.id"], name=op.f("fk_harga_satuan_dicatat_oleh_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_harga_satuan")),
        sa.UniqueConstraint("kode", "berlaku_mulai", name=op.f("uq_harga_satuan_kode_berlaku_mulai")),
    )
    with op.batch_alter_table("harga_satuan", schema=None) as batch_op:
        batch_op.create_index("ix_harga_satuan_uraian", ["uraian"], unique=False)

    op.create_table(
        "langkah_keuangan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objek", sa.String(length=20), nullable=False),
        sa.Column("objek_id", sa.Integer(), nullable=False),
        sa.Column("tindakan", sa.String(length=30), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("oleh_nama", sa.String(length=120), nullable=False),
        sa.Column("peran", sa.String(length=30), nullable=False),
        sa.Column("jabatan", sa.String(length=120), nullable=False),
        sa.Column("nomor_sk", sa.String(length=80), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["oleh_id"], ["pengguna.id"], name=op.f("fk_langkah_keuangan_oleh_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_langkah_keuangan")),
    )
    with op.batch_alter_table("langkah_keuangan", schema=None) as batch_op:
        batch_op.create_index("ix_langkah_keuangan_objek", ["objek", "objek_id", "id"], unique=False)

    op.create_table(
        "rencana_kegiatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=5), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=10), nullable=False),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("lokasi", sa.String(length=200), nullable=False),
        sa.Column("keluaran", sa.String(length=200), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("satuan", sa.String(length=30), nullable=False),
        sa.Column("pagu", sa.BigInteger(), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("pka_id", sa.Integer(), nullable=True),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.Column("sumber", sa.String(length=80), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint("pagu >= 0", name=op.f("ck_rencana_kegiatan_pagu")),
        sa.ForeignKeyConstraint(["pka_id"], ["pengguna.id"], name=op.f("fk_rencana_kegiatan_pka_id_pengguna")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rencana_kegiatan")),
        sa.UniqueConstraint("jenis", "tahun", "kode", name=op.f("uq_rencana_kegiatan_jenis_tahun_kode")),
        sa.UniqueConstraint("sumber", name=op.f("uq_rencana_kegiatan_sumber")),
    )
    op.create_table(
        "versi_anggaran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=10), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("dasar_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("luar_biasa", sa.String(length=160), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("catatan", sa.Integer(), nullable=False),
        sa.Column("nomor_kesepakatan", sa.String(length=80), nullable=False),
        sa.Column("tanggal_kesepakatan", sa.Date(), nullable=True),
        sa.Column("tanggal_dikirim", sa.Date(), nullable=True),
        sa.Column("nomor_evaluasi", sa.String(length=80), nullable=False),
        sa.Column("tanggal_evaluasi", sa.Date(), nullable=True),
        sa.Column("berkas_evaluasi_id", sa.Integer(), nullable=True),
        sa.Column("nomor_perdes", sa.String(length=80), nullable=False),
        sa.Column("tanggal_perdes", sa.Date(), nullable=True),
        sa.Column("nomor_perkades", sa.String(length=80), nullable=False),
        sa.Column("tanggal_perkades", sa.Date(), nullable=True),
        sa.Column("tanggal_diundangkan", sa.Date(), nullable=True),
        sa.Column("nomor_lembaran", sa.String(length=60), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=True),
        sa.Column("terkunci_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("berlaku_pada", sa.Date(), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("urut >= 0", name=op.f("ck_versi_anggaran_urut")),
        sa.ForeignKeyConstraint(
            ["berkas_evaluasi_id"], ["berkas.id"], name=op.f("fk_versi_anggaran_berkas_evaluasi_id_berkas")
        ),
        sa.ForeignKeyConstraint(
            ["dasar_id"], ["versi_anggaran.id"], name=op.f("fk_versi_anggaran_dasar_id_versi_anggaran")
        ),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_versi_anggaran_dibuat_oleh_id_pengguna")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versi_anggaran")),
        sa.UniqueConstraint("tahun", "urut", name=op.f("uq_versi_anggaran_tahun_urut")),
    )
    op.create_table(
        "baris_anggaran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versi_id", sa.Integer(), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("bengkok", sa.Boolean(), nullable=False),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_baris_anggaran_nilai")),
        sa.ForeignKeyConstraint(
            ["versi_id"],
            ["versi_anggaran.id"],
            name=op.f("fk_baris_anggaran_versi_id_versi_anggaran"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baris_anggaran")),
        sa.UniqueConstraint(
            "versi_id",
            "kegiatan",
            "rekening",
            "sumber_dana",
            name=op.f("uq_baris_anggaran_versi_id_kegiatan_rekening_sumber_dana"),
        ),
    )
    op.create_table(
        "kegiatan_anggaran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versi_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=10), nullable=False),
        sa.Column("nama", sa.String(length=300), nullable=False),
        sa.Column("pagu", sa.BigInteger(), nullable=False),
        sa.Column("pka_id", sa.Integer(), nullable=True),
        sa.Column("lokasi", sa.String(length=200), nullable=False),
        sa.Column("keluaran", sa.String(length=200), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("satuan", sa.String(length=30), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=True),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("laki", sa.Integer(), nullable=False),
        sa.Column("perempuan", sa.Integer(), nullable=False),
        sa.Column("artm", sa.Integer(), nullable=False),
        sa.Column("tim", sa.String(length=200), nullable=False),
        sa.Column("cara", sa.String(length=10), nullable=False),
        sa.Column("padat_karya", sa.Boolean(), nullable=False),
        sa.Column("penanda", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "mulai IS NULL OR selesai IS NULL OR selesai >= mulai", name=op.f("ck_kegiatan_anggaran_waktu")
        ),
        sa.CheckConstraint("pagu >= 0", name=op.f("ck_kegiatan_anggaran_pagu")),
        sa.ForeignKeyConstraint(["pka_id"], ["pengguna.id"], name=op.f("fk_kegiatan_anggaran_pka_id_pengguna")),
        sa.ForeignKeyConstraint(
            ["versi_id"],
            ["versi_anggaran.id"],
            name=op.f("fk_kegiatan_anggaran_versi_id_versi_anggaran"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kegiatan_anggaran")),
        sa.UniqueConstraint("versi_id", "kode", name=op.f("uq_kegiatan_anggaran_versi_id_kode")),
    )
    with op.batch_alter_table("kegiatan_anggaran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kegiatan_anggaran_pka_id"), ["pka_id"], unique=False)

    op.create_table(
        "baris_rab",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versi_id", sa.Integer(), nullable=False),
        sa.Column("baris_id", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("satuan", sa.String(length=30), nullable=False),
        sa.Column("harga", sa.BigInteger(), nullable=False),
        sa.Column("jumlah", sa.BigInteger(), nullable=False),
        sa.Column("harga_id", sa.Integer(), nullable=True),
        sa.Column("alasan_harga", sa.String(length=200), nullable=False),
        sa.Column("tanda", sa.String(length=32), nullable=True),
        sa.CheckConstraint("volume >= 0 AND harga >= 0 AND jumlah >= 0", name=op.f("ck_baris_rab_tidak_negatif")),
        sa.ForeignKeyConstraint(
            ["baris_id"], ["baris_anggaran.id"], name=op.f("fk_baris_rab_baris_id_baris_anggaran"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["harga_id"], ["harga_satuan.id"], name=op.f("fk_baris_rab_harga_id_harga_satuan")),
        sa.ForeignKeyConstraint(
            ["versi_id"], ["versi_anggaran.id"], name=op.f("fk_baris_rab_versi_id_versi_anggaran"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baris_rab")),
        sa.UniqueConstraint("tanda", name=op.f("uq_baris_rab_tanda")),
    )
    with op.batch_alter_table("baris_rab", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_baris_rab_baris_id"), ["baris_id"], unique=False)
        batch_op.create_index("ix_baris_rab_versi", ["versi_id", "baris_id", "urut"], unique=False)


def downgrade() -> None:
    op.drop_table("parameter_keuangan")
    with op.batch_alter_table("baris_rab", schema=None) as batch_op:
        batch_op.drop_index("ix_baris_rab_versi")
        batch_op.drop_index(batch_op.f("ix_baris_rab_baris_id"))

    op.drop_table("baris_rab")
    with op.batch_alter_table("kegiatan_anggaran", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kegiatan_anggaran_pka_id"))

    op.drop_table("kegiatan_anggaran")
    op.drop_table("baris_anggaran")
    op.drop_table("versi_anggaran")
    op.drop_table("rencana_kegiatan")
    with op.batch_alter_table("langkah_keuangan", schema=None) as batch_op:
        batch_op.drop_index("ix_langkah_keuangan_objek")

    op.drop_table("langkah_keuangan")
    with op.batch_alter_table("harga_satuan", schema=None) as batch_op:
        batch_op.drop_index("ix_harga_satuan_uraian")

    op.drop_table("harga_satuan")
    op.drop_table("sumber_dana")
    op.drop_table("rekening")
    op.drop_table("dokumen_rencana")
    op.drop_table("acuan_kegiatan")
