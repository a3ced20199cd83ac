"""BUMDes: identity, organs, units, chart, journals, monthly sums.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("jenis", sa.String(length=10), nullable=False),
        sa.Column("perdes_nomor", sa.String(length=120), nullable=False),
        sa.Column("perdes_tanggal", sa.Date(), nullable=True),
        sa.Column("badan_hukum", sa.String(length=120), nullable=False),
        sa.Column("badan_hukum_tanggal", sa.Date(), nullable=True),
        sa.Column("nib", sa.String(length=20), nullable=False),
        sa.Column("npwp", sa.String(length=30), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=False),
        sa.Column("telepon", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=160), nullable=False),
        sa.Column("standar", sa.String(length=10), nullable=False),
        sa.Column("mulai_buku", sa.Date(), nullable=False),
        sa.Column("tenggat_semester1", sa.String(length=5), nullable=False),
        sa.Column("tenggat_semester2", sa.String(length=5), nullable=False),
        sa.Column("tenggat_tahunan", sa.String(length=5), nullable=False),
        sa.Column("publik", sa.Boolean(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("jenis IN ('bumdes', 'bumdesma')", name=op.f("ck_bumdes_jenis")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bumdes")),
        sa.UniqueConstraint("kode", name=op.f("uq_bumdes_kode")),
    )
    op.create_table(
        "akun_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("nama_asli", sa.String(length=120), nullable=False),
        sa.Column("kelompok", sa.String(length=24), nullable=False),
        sa.Column("saldo_normal", sa.String(length=1), nullable=False),
        sa.Column("arus_kas", sa.String(length=12), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=1), nullable=False),
        sa.Column("sumber", sa.String(length=8), nullable=False),
        sa.Column("peran", sa.String(length=12), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.CheckConstraint("jenis IN ('H', 'D')", name=op.f("ck_akun_bumdes_jenis")),
        sa.CheckConstraint("saldo_normal IN ('D', 'K')", name=op.f("ck_akun_bumdes_saldo_normal")),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_akun_bumdes_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_akun_bumdes")),
        sa.UniqueConstraint("bumdes_id", "kode", name=op.f("uq_akun_bumdes_bumdes_id_kode")),
    )
    op.create_table(
        "periode_bumdes",
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bulan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_periode_bumdes_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("bumdes_id", "tahun", "bulan", name=op.f("pk_periode_bumdes")),
    )
    op.create_table(
        "pihak_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("kontak", sa.String(length=120), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_pihak_bumdes_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pihak_bumdes")),
        sa.UniqueConstraint("bumdes_id", "nama", name=op.f("uq_pihak_bumdes_bumdes_id_nama")),
    )
    op.create_table(
        "pos_bagi_hasil",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=12), nullable=False),
        sa.Column("bobot", sa.Integer(), nullable=False),
        sa.CheckConstraint("bobot >= 0 AND bobot <= 10000", name=op.f("ck_pos_bagi_hasil_bobot")),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_pos_bagi_hasil_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pos_bagi_hasil")),
        sa.UniqueConstraint("bumdes_id", "kode", name=op.f("uq_pos_bagi_hasil_bumdes_id_kode")),
    )
    op.create_table(
        "entitas_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("pusat", sa.Boolean(), nullable=False),
        sa.Column("kode", sa.String(length=12), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("ditutup", sa.Date(), nullable=True),
        sa.Column("persediaan", sa.String(length=6), nullable=False),
        sa.Column("tenaga_kerja", sa.Integer(), nullable=False),
        sa.Column("kontak", sa.String(length=120), nullable=False),
        sa.Column("akun_rk_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("ditutup IS NULL OR ditutup >= mulai", name=op.f("ck_entitas_bumdes_masa")),
        sa.ForeignKeyConstraint(
            ["akun_rk_id"], ["akun_bumdes.id"], name=op.f("fk_entitas_bumdes_akun_rk_id_akun_bumdes")
        ),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_entitas_bumdes_bumdes_id_bumdes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitas_bumdes")),
        sa.UniqueConstraint("bumdes_id", "kode", name=op.f("uq_entitas_bumdes_bumdes_id_kode")),
    )
    op.create_table(
        "jurnal_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("jenis", sa.String(length=12), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("bukti", sa.String(length=60), nullable=False),
        sa.Column("pasangan", sa.String(length=32), nullable=True),
        sa.Column("membalik_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("sumber", sa.String(length=60), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=True),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_jurnal_bumdes_bumdes_id_bumdes")),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_jurnal_bumdes_dibuat_oleh_id_pengguna")
        ),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_jurnal_bumdes_entitas_id_entitas_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["membalik_id"], ["jurnal_bumdes.id"], name=op.f("fk_jurnal_bumdes_membalik_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurnal_bumdes")),
        sa.UniqueConstraint("bumdes_id", "sumber", name=op.f("uq_jurnal_bumdes_bumdes_id_sumber")),
        sa.UniqueConstraint("entitas_id", "tahun", "nomor", name=op.f("uq_jurnal_bumdes_entitas_id_tahun_nomor")),
        sa.UniqueConstraint("membalik_id", name=op.f("uq_jurnal_bumdes_membalik_id")),
    )
    with op.batch_alter_table("jurnal_bumdes", schema=None) as batch_op:
        batch_op.create_index("ix_jurnal_bumdes_pasangan", ["pasangan"], unique=False)
        batch_op.create_index("ix_jurnal_bumdes_semua", ["bumdes_id", "tanggal", "id"], unique=False)
        batch_op.create_index("ix_jurnal_bumdes_tanggal", ["entitas_id", "tanggal", "id"], unique=False)

    op.create_table(
        "organ_bumdes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bumdes_id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=True),
        sa.Column("jabatan", sa.String(length=12), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("nomor_sk", sa.String(length=80), nullable=False),
        sa.Column("pengguna_id", sa.Integer(), nullable=True),
        sa.Column("penugasan_id", sa.Integer(), nullable=True),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.CheckConstraint("sampai IS NULL OR sampai >= mulai", name=op.f("ck_organ_bumdes_rentang")),
        sa.ForeignKeyConstraint(["bumdes_id"], ["bumdes.id"], name=op.f("fk_organ_bumdes_bumdes_id_bumdes")),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_organ_bumdes_entitas_id_entitas_bumdes")
        ),
        sa.ForeignKeyConstraint(["pengguna_id"], ["pengguna.id"], name=op.f("fk_organ_bumdes_pengguna_id_pengguna")),
        sa.ForeignKeyConstraint(
            ["penugasan_id"], ["penugasan.id"], name=op.f("fk_organ_bumdes_penugasan_id_penugasan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organ_bumdes")),
    )
    with op.batch_alter_table("organ_bumdes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organ_bumdes_bumdes_id"), ["bumdes_id"], unique=False)
        batch_op.create_index("ix_organ_bumdes_pengguna", ["pengguna_id", "mulai"], unique=False)

    op.create_table(
        "saldo_bumdes",
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("akun_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("penutup", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("debit", sa.BigInteger(), nullable=False),
        sa.Column("kredit", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["akun_id"], ["akun_bumdes.id"], name=op.f("fk_saldo_bumdes_akun_id_akun_bumdes")),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_saldo_bumdes_entitas_id_entitas_bumdes")
        ),
        sa.PrimaryKeyConstraint("entitas_id", "akun_id", "bulan", "penutup", name=op.f("pk_saldo_bumdes")),
    )
    op.create_table(
        "baris_jurnal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jurnal_id", sa.Integer(), nullable=False),
        sa.Column("entitas_id", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("penutup", sa.Boolean(), nullable=False),
        sa.Column("akun_id", sa.Integer(), nullable=False),
        sa.Column("debit", sa.BigInteger(), nullable=False),
        sa.Column("kredit", sa.BigInteger(), nullable=False),
        sa.Column("uraian", sa.String(length=200), nullable=False),
        sa.Column("unit_lawan_id", sa.Integer(), nullable=True),
        sa.Column("pihak_id", sa.Integer(), nullable=True),
        sa.Column("arus_kas", sa.String(length=12), nullable=True),
        sa.CheckConstraint(
            "debit >= 0 AND kredit >= 0 AND (debit = 0) != (kredit = 0)", name=op.f("ck_baris_jurnal_satu_sisi")
        ),
        sa.ForeignKeyConstraint(["akun_id"], ["akun_bumdes.id"], name=op.f("fk_baris_jurnal_akun_id_akun_bumdes")),
        sa.ForeignKeyConstraint(
            ["entitas_id"], ["entitas_bumdes.id"], name=op.f("fk_baris_jurnal_entitas_id_entitas_bumdes")
        ),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_baris_jurnal_jurnal_id_jurnal_bumdes")
        ),
        sa.ForeignKeyConstraint(["pihak_id"], ["pihak_bumdes.id"], name=op.f("fk_baris_jurnal_pihak_id_pihak_bumdes")),
        sa.ForeignKeyConstraint(
            ["unit_lawan_id"], ["entitas_bumdes.id"], name=op.f("fk_baris_jurnal_unit_lawan_id_entitas_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baris_jurnal")),
    )
    with op.batch_alter_table("baris_jurnal", schema=None) as batch_op:
        batch_op.create_index("ix_baris_jurnal_akun", ["akun_id", "tanggal", "id", "entitas_id"], unique=False)
        batch_op.create_index("ix_baris_jurnal_hari", ["entitas_id", "tanggal"], unique=False)
        batch_op.create_index(batch_op.f("ix_baris_jurnal_jurnal_id"), ["jurnal_id"], unique=False)
        batch_op.create_index(
            "ix_baris_jurnal_lawan",
            ["unit_lawan_id", "tanggal"],
            unique=False,
            postgresql_where=sa.text("unit_lawan_id IS NOT NULL"),
            sqlite_where=sa.text("unit_lawan_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_baris_jurnal_pihak",
            ["pihak_id", "akun_id"],
            unique=False,
            postgresql_where=sa.text("pihak_id IS NOT NULL"),
            sqlite_where=sa.text("pihak_id IS NOT NULL"),
        )

    op.create_table(
        "bukti_jurnal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jurnal_id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_bukti_jurnal_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["jurnal_id"], ["jurnal_bumdes.id"], name=op.f("fk_bukti_jurnal_jurnal_id_jurnal_bumdes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bukti_jurnal")),
    )
    with op.batch_alter_table("bukti_jurnal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bukti_jurnal_jurnal_id"), ["jurnal_id"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("bukti_jurnal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bukti_jurnal_jurnal_id"))

    op.drop_table("bukti_jurnal")
    with op.batch_alter_table("baris_jurnal", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_baris_jurnal_pihak",
            postgresql_where=sa.text("pihak_id IS NOT NULL"),
            sqlite_where=sa.text("pihak_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_baris_jurnal_lawan",
            postgresql_where=sa.text("unit_lawan_id IS NOT NULL"),
            sqlite_where=sa.text("unit_lawan_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_baris_jurnal_jurnal_id"))
        batch_op.drop_index("ix_baris_jurnal_hari")
        batch_op.drop_index("ix_baris_jurnal_akun")

    op.drop_table("baris_jurnal")
    op.drop_table("saldo_bumdes")
    with op.batch_alter_table("organ_bumdes", schema=None) as batch_op:
        batch_op.drop_index("ix_organ_bumdes_pengguna")
        batch_op.drop_index(batch_op.f("ix_organ_bumdes_bumdes_id"))

    op.drop_table("organ_bumdes")
    with op.batch_alter_table("jurnal_bumdes", schema=None) as batch_op:
        batch_op.drop_index("ix_jurnal_bumdes_tanggal")
        batch_op.drop_index("ix_jurnal_bumdes_semua")
        batch_op.drop_index("ix_jurnal_bumdes_pasangan")

    op.drop_table("jurnal_bumdes")
    op.drop_table("entitas_bumdes")
    op.drop_table("pos_bagi_hasil")
    op.drop_table("pihak_bumdes")
    op.drop_table("periode_bumdes")
    op.drop_table("akun_bumdes")
    op.drop_table("bumdes")
