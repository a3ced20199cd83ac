"""Keuangan: cash documents, the cash journal, months of the books.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "bulan_buku",
        sa.Column("tahun", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bulan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("keadaan", sa.String(length=14), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("catatan", sa.String(length=500), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("tahun", "bulan", name=op.f("pk_bulan_buku")),
    )
    op.create_table(
        "pihak_keuangan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("jenis", sa.String(length=12), nullable=False),
        sa.Column("npwp", sa.String(length=22), nullable=False),
        sa.Column("pkp", sa.Boolean(), nullable=False),
        sa.Column("suket_nomor", sa.String(length=60), nullable=False),
        sa.Column("suket_mulai", sa.Date(), nullable=True),
        sa.Column("suket_sampai", sa.Date(), nullable=True),
        sa.Column("konstruksi", sa.String(length=8), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=False),
        sa.Column("telepon", sa.String(length=30), nullable=False),
        sa.Column("bank", sa.String(length=80), nullable=False),
        sa.Column("nomor_rekening", sa.String(length=40), nullable=False),
        sa.Column("atas_nama", sa.String(length=120), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "suket_mulai IS NULL OR suket_sampai IS NULL OR suket_sampai >= suket_mulai",
            name=op.f("ck_pihak_keuangan_suket"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pihak_keuangan")),
        sa.UniqueConstraint("nama", "npwp", name=op.f("uq_pihak_keuangan_nama_npwp")),
    )
    op.create_table(
        "rekening_bank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank", sa.String(length=80), nullable=False),
        sa.Column("nomor", sa.String(length=40), nullable=False),
        sa.Column("atas_nama", sa.String(length=120), nullable=False),
        sa.Column("utama", sa.Boolean(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("sumber", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rekening_bank")),
        sa.UniqueConstraint("nomor", name=op.f("uq_rekening_bank_nomor")),
        sa.UniqueConstraint("sumber", name=op.f("uq_rekening_bank_sumber")),
    )
    op.create_table(
        "rencana_penerimaan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("dasar", sa.String(length=120), nullable=False),
        sa.Column("batal", sa.Boolean(), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("sumber", sa.String(length=80), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("nilai > 0", name=op.f("ck_rencana_penerimaan_nilai")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rencana_penerimaan")),
        sa.UniqueConstraint("sumber", name=op.f("uq_rencana_penerimaan_sumber")),
    )
    with op.batch_alter_table("rencana_penerimaan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rencana_penerimaan_tahun"), ["tahun"], unique=False)

    op.create_table(
        "dokumen_kas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=8), nullable=False),
        sa.Column("cara", sa.String(length=12), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=True),
        sa.Column("nomor_teks", sa.String(length=60), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("keadaan", sa.String(length=14), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("media", sa.String(length=8), nullable=False),
        sa.Column("rekening_id", sa.Integer(), nullable=True),
        sa.Column("tujuan_id", sa.Integer(), nullable=True),
        sa.Column("pihak_id", sa.Integer(), nullable=True),
        sa.Column("pihak_nama", sa.String(length=120), nullable=False),
        sa.Column("pihak_alamat", sa.String(length=200), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("potongan", sa.BigInteger(), nullable=False),
        sa.Column("induk_id", sa.Integer(), nullable=True),
        sa.Column("rencana_id", sa.Integer(), nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("billing", sa.String(length=20), nullable=False),
        sa.Column("ntpn", sa.String(length=16), nullable=True),
        sa.Column("pka_id", sa.Integer(), nullable=True),
        sa.Column("sumber", sa.String(length=120), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("terkunci_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=True),
        sa.Column("dibuat_oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("nilai >= 0 AND potongan >= 0", name=op.f("ck_dokumen_kas_nilai")),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh_id"], ["pengguna.id"], name=op.f("fk_dokumen_kas_dibuat_oleh_id_pengguna")
        ),
        sa.ForeignKeyConstraint(["induk_id"], ["dokumen_kas.id"], name=op.f("fk_dokumen_kas_induk_id_dokumen_kas")),
        sa.ForeignKeyConstraint(
            ["pihak_id"], ["pihak_keuangan.id"], name=op.f("fk_dokumen_kas_pihak_id_pihak_keuangan")
        ),
        sa.ForeignKeyConstraint(["pka_id"], ["pengguna.id"], name=op.f("fk_dokumen_kas_pka_id_pengguna")),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_dokumen_kas_rekening_id_rekening_bank")
        ),
        sa.ForeignKeyConstraint(
            ["rencana_id"], ["rencana_penerimaan.id"], name=op.f("fk_dokumen_kas_rencana_id_rencana_penerimaan")
        ),
        sa.ForeignKeyConstraint(
            ["tujuan_id"], ["rekening_bank.id"], name=op.f("fk_dokumen_kas_tujuan_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen_kas")),
        sa.UniqueConstraint("ntpn", name=op.f("uq_dokumen_kas_ntpn")),
        sa.UniqueConstraint("sumber", name=op.f("uq_dokumen_kas_sumber")),
        sa.UniqueConstraint("tahun", "jenis", "nomor", name=op.f("uq_dokumen_kas_tahun_jenis_nomor")),
    )
    with op.batch_alter_table("dokumen_kas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dokumen_kas_induk_id"), ["induk_id"], unique=False)
        batch_op.create_index("ix_dokumen_kas_jenis", ["tahun", "jenis", "keadaan"], unique=False)
        batch_op.create_index("ix_dokumen_kas_keadaan", ["keadaan", "jenis"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_kegiatan"), ["kegiatan"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_pihak_id"), ["pihak_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_pka_id"), ["pka_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_rencana_id"), ["rencana_id"], unique=False)

    op.create_table(
        "dokumen_kas_baris",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dokumen_id", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("pajak", sa.String(length=20), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("objek_pajak", sa.String(length=12), nullable=False),
        sa.Column("pihak_id", sa.Integer(), nullable=True),
        sa.Column("pihak_nama", sa.String(length=120), nullable=False),
        sa.Column("bukti_nomor", sa.String(length=60), nullable=False),
        sa.Column("bukti_tanggal", sa.Date(), nullable=True),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_dokumen_kas_baris_nilai")),
        sa.ForeignKeyConstraint(
            ["dokumen_id"],
            ["dokumen_kas.id"],
            name=op.f("fk_dokumen_kas_baris_dokumen_id_dokumen_kas"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pihak_id"], ["pihak_keuangan.id"], name=op.f("fk_dokumen_kas_baris_pihak_id_pihak_keuangan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen_kas_baris")),
    )
    with op.batch_alter_table("dokumen_kas_baris", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dokumen_kas_baris_dokumen_id"), ["dokumen_id"], unique=False)
        batch_op.create_index("ix_dokumen_kas_baris_kunci", ["kegiatan", "rekening", "sumber_dana"], unique=False)

    op.create_table(
        "dokumen_kas_lampiran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dokumen_id", sa.Integer(), nullable=False),
        sa.Column("syarat", sa.String(length=30), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_dokumen_kas_lampiran_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["dokumen_id"],
            ["dokumen_kas.id"],
            name=op.f("fk_dokumen_kas_lampiran_dokumen_id_dokumen_kas"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen_kas_lampiran")),
    )
    with op.batch_alter_table("dokumen_kas_lampiran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dokumen_kas_lampiran_berkas_id"), ["berkas_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_lampiran_dokumen_id"), ["dokumen_id"], unique=False)

    op.create_table(
        "dokumen_kas_potongan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dokumen_id", sa.Integer(), nullable=False),
        sa.Column("baris_id", sa.Integer(), nullable=True),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("dasar", sa.BigInteger(), nullable=False),
        sa.Column("tarif", sa.BigInteger(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("usulan", sa.BigInteger(), nullable=True),
        sa.Column("alasan", sa.String(length=200), nullable=False),
        sa.Column("pihak_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("nilai >= 0 AND dasar >= 0", name=op.f("ck_dokumen_kas_potongan_nilai")),
        sa.ForeignKeyConstraint(
            ["baris_id"],
            ["dokumen_kas_baris.id"],
            name=op.f("fk_dokumen_kas_potongan_baris_id_dokumen_kas_baris"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dokumen_id"],
            ["dokumen_kas.id"],
            name=op.f("fk_dokumen_kas_potongan_dokumen_id_dokumen_kas"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pihak_id"], ["pihak_keuangan.id"], name=op.f("fk_dokumen_kas_potongan_pihak_id_pihak_keuangan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen_kas_potongan")),
    )
    with op.batch_alter_table("dokumen_kas_potongan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dokumen_kas_potongan_dokumen_id"), ["dokumen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_potongan_kode"), ["kode"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokumen_kas_potongan_pihak_id"), ["pihak_id"], unique=False)

    op.create_table(
        "jurnal_kas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("dokumen_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=12), nullable=False),
        sa.Column("media", sa.String(length=8), nullable=False),
        sa.Column("rekening_id", sa.Integer(), nullable=True),
        sa.Column("kegiatan", sa.String(length=10), nullable=False),
        sa.Column("rekening", sa.String(length=20), nullable=False),
        sa.Column("sumber_dana", sa.String(length=6), nullable=False),
        sa.Column("pajak", sa.String(length=20), nullable=False),
        sa.Column("uraian", sa.String(length=300), nullable=False),
        sa.Column("masuk", sa.BigInteger(), nullable=False),
        sa.Column("keluar", sa.BigInteger(), nullable=False),
        sa.Column("baris_id", sa.Integer(), nullable=True),
        sa.Column("potongan_id", sa.Integer(), nullable=True),
        sa.Column("membalik_id", sa.Integer(), nullable=True),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=120), nullable=False),
        sa.CheckConstraint("(media = 'bank') = (rekening_id IS NOT NULL)", name=op.f("ck_jurnal_kas_rekening")),
        sa.CheckConstraint(
            "masuk >= 0 AND keluar >= 0 AND (masuk = 0) != (keluar = 0)", name=op.f("ck_jurnal_kas_satu_sisi")
        ),
        sa.ForeignKeyConstraint(
            ["baris_id"], ["dokumen_kas_baris.id"], name=op.f("fk_jurnal_kas_baris_id_dokumen_kas_baris")
        ),
        sa.ForeignKeyConstraint(["dokumen_id"], ["dokumen_kas.id"], name=op.f("fk_jurnal_kas_dokumen_id_dokumen_kas")),
        sa.ForeignKeyConstraint(["membalik_id"], ["jurnal_kas.id"], name=op.f("fk_jurnal_kas_membalik_id_jurnal_kas")),
        sa.ForeignKeyConstraint(
            ["potongan_id"], ["dokumen_kas_potongan.id"], name=op.f("fk_jurnal_kas_potongan_id_dokumen_kas_potongan")
        ),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening_bank.id"], name=op.f("fk_jurnal_kas_rekening_id_rekening_bank")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurnal_kas")),
        sa.UniqueConstraint("membalik_id", name=op.f("uq_jurnal_kas_membalik_id")),
    )
    with op.batch_alter_table("jurnal_kas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jurnal_kas_dokumen_id"), ["dokumen_id"], unique=False)
        batch_op.create_index("ix_jurnal_kas_kunci", ["tahun", "kegiatan", "rekening", "sumber_dana"], unique=False)
        batch_op.create_index("ix_jurnal_kas_tanggal", ["tahun", "tanggal", "id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("jurnal_kas", schema=None) as batch_op:
        batch_op.drop_index("ix_jurnal_kas_tanggal")
        batch_op.drop_index("ix_jurnal_kas_kunci")
        batch_op.drop_index(batch_op.f("ix_jurnal_kas_dokumen_id"))

    op.drop_table("jurnal_kas")
    with op.batch_alter_table("dokumen_kas_potongan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_potongan_pihak_id"))
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_potongan_kode"))
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_potongan_dokumen_id"))

    op.drop_table("dokumen_kas_potongan")
    with op.batch_alter_table("dokumen_kas_lampiran", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_lampiran_dokumen_id"))
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_lampiran_berkas_id"))

    op.drop_table("dokumen_kas_lampiran")
    with op.batch_alter_table("dokumen_kas_baris", schema=None) as batch_op:
        batch_op.drop_index("ix_dokumen_kas_baris_kunci")
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_baris_dokumen_id"))

    op.drop_table("dokumen_kas_baris")
    with op.batch_alter_table("dokumen_kas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_rencana_id"))
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_pka_id"))
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_pihak_id"))
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_kegiatan"))
        batch_op.drop_index("ix_dokumen_kas_keadaan")
        batch_op.drop_index("ix_dokumen_kas_jenis")
        batch_op.drop_index(batch_op.f("ix_dokumen_kas_induk_id"))

    op.drop_table("dokumen_kas")
    with op.batch_alter_table("rencana_penerimaan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rencana_penerimaan_tahun"))

    op.drop_table("rencana_penerimaan")
    op.drop_table("rekening_bank")
    op.drop_table("pihak_keuangan")
    op.drop_table("bulan_buku")
