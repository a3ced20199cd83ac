"""Rekap and kabupaten: schedules, destinations, recaps, outbox; villages, keys, inbox, reports.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('desa_terdaftar',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kode', sa.String(length=13), nullable=False),
    sa.Column('nama', sa.String(length=80), nullable=False),
    sa.Column('kecamatan', sa.String(length=80), nullable=False),
    sa.Column('terdaftar_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('terakhir_pada', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desa_terdaftar')),
    sa.UniqueConstraint('kode', name=op.f('uq_desa_terdaftar_kode'))
    )
    op.create_table('jadwal_rekap',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('jenis', sa.String(length=30), nullable=False),
    sa.Column('hari', sa.Integer(), nullable=False),
    sa.Column('jam', sa.Time(), nullable=False),
    sa.Column('aktif', sa.Boolean(), nullable=False),
    sa.Column('perlu_persetujuan', sa.Boolean(), nullable=False),
    sa.CheckConstraint('hari BETWEEN 0 AND 28', name=op.f('ck_jadwal_rekap_hari')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jadwal_rekap'))
    )
    op.create_index(op.f('ix_jadwal_rekap_jenis'), 'jadwal_rekap', ['jenis'], unique=False)
    op.create_table('kendala_rekap',
    sa.Column('jenis', sa.String(length=30), nullable=False),
    sa.Column('periode', sa.String(length=7), nullable=False),
    sa.Column('sebab', sa.String(length=20), nullable=False),
    sa.Column('kalimat', sa.JSON(), nullable=False),
    sa.Column('sejak', sa.DateTime(timezone=True), nullable=False),
    sa.Column('berikut_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kali', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('jenis', 'periode', name=op.f('pk_kendala_rekap'))
    )
    op.create_table('laporan',
    sa.Column('kode', sa.String(length=30), nullable=False),
    sa.Column('judul', sa.String(length=80), nullable=False),
    sa.Column('hari', sa.Integer(), nullable=False),
    sa.Column('aktif', sa.Boolean(), nullable=False),
    sa.Column('urut', sa.Integer(), nullable=False),
    sa.CheckConstraint('hari BETWEEN 1 AND 28', name=op.f('ck_laporan_hari')),
    sa.PrimaryKeyConstraint('kode', name=op.f('pk_laporan'))
    )
    op.create_table('penolakan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('desa_kode', sa.String(length=13), nullable=False),
    sa.Column('jenis', sa.String(length=30), nullable=False),
    sa.Column('periode', sa.String(length=7), nullable=False),
    sa.Column('revisi', sa.Integer(), nullable=False),
    sa.Column('bagian', sa.JSON(), nullable=False),
    sa.Column('sebab', sa.String(length=300), nullable=False),
    sa.Column('jalur', sa.String(length=10), nullable=False),
    sa.Column('kali', sa.Integer(), nullable=False),
    sa.Column('pertama_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('terakhir_pada', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_penolakan')),
    sa.UniqueConstraint('desa_kode', 'jenis', 'periode', 'revisi', 'sebab', name=op.f('uq_penolakan_desa_kode_jenis_periode_revisi_sebab'))
    )
    op.create_index('ix_penolakan_periode', 'penolakan', ['periode'], unique=False)
    op.create_table('tujuan_rekap',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nama', sa.String(length=80), nullable=False),
    sa.Column('kanal', sa.String(length=10), nullable=False),
    sa.Column('alamat', sa.String(length=300), nullable=False),
    sa.Column('aktif', sa.Boolean(), nullable=False),
    sa.Column('bertanda_terima', sa.Boolean(), nullable=False),
    sa.Column('kunci_penerima', sa.String(length=60), nullable=False),
    sa.Column('nama_penerima', sa.String(length=120), nullable=False),
    sa.Column('kode_penerima', sa.String(length=13), nullable=False),
    sa.Column('tergabung_pada', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kanal IN ('http','surel','folder')", name=op.f('ck_tujuan_rekap_kanal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tujuan_rekap')),
    sa.UniqueConstraint('nama', name=op.f('uq_tujuan_rekap_nama'))
    )
    op.create_table('jadwal_tujuan',
    sa.Column('jadwal_id', sa.Integer(), nullable=False),
    sa.Column('tujuan_id', sa.Integer(), nullable=False),
    sa.Column('mulai', sa.String(length=7), nullable=False),
    sa.ForeignKeyConstraint(['jadwal_id'], ['jadwal_rekap.id'], name=op.f('fk_jadwal_tujuan_jadwal_id_jadwal_rekap'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tujuan_id'], ['tujuan_rekap.id'], name=op.f('fk_jadwal_tujuan_tujuan_id_tujuan_rekap'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('jadwal_id', 'tujuan_id', name=op.f('pk_jadwal_tujuan'))
    )
    op.create_table('kode_gabung',
    sa.Column('desa_id', sa.Integer(), nullable=False),
    sa.Column('kode', sa.String(length=300), nullable=False),
    sa.Column('dibuat_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('berlaku_sampai', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dipakai_sidik', sa.String(length=16), nullable=True),
    sa.ForeignKeyConstraint(['desa_id'], ['desa_terdaftar.id'], name=op.f('fk_kode_gabung_desa_id_desa_terdaftar')),
    sa.PrimaryKeyConstraint('desa_id', name=op.f('pk_kode_gabung'))
    )
    op.create_table('kunci_desa',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('desa_id', sa.Integer(), nullable=False),
    sa.Column('kunci_publik', sa.String(length=60), nullable=False),
    sa.Column('sidik', sa.String(length=16), nullable=False),
    sa.Column('keadaan', sa.String(length=10), nullable=False),
    sa.Column('sejak', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sampai', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("keadaan IN ('aktif','diganti','dicabut')", name=op.f('ck_kunci_desa_keadaan')),
    sa.ForeignKeyConstraint(['desa_id'], ['desa_terdaftar.id'], name=op.f('fk_kunci_desa_desa_id_desa_terdaftar')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kunci_desa')),
    sa.UniqueConstraint('desa_id', 'kunci_publik', name=op.f('uq_kunci_desa_desa_id_kunci_publik'))
    )
    op.create_table('rekap',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('jenis', sa.String(length=30), nullable=False),
    sa.Column('periode', sa.String(length=7), nullable=False),
    sa.Column('revisi', sa.Integer(), nullable=False),
    sa.Column('sidik', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('json_id', sa.Integer(), nullable=False),
    sa.Column('xlsx_id', sa.Integer(), nullable=False),
    sa.Column('perbedaan', sa.JSON(), nullable=False),
    sa.Column('temuan', sa.JSON(), nullable=False),
    sa.Column('alasan', sa.String(length=500), nullable=False),
    sa.Column('dibuat_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dibuat_oleh_id', sa.Integer(), nullable=True),
    sa.Column('perlu_persetujuan', sa.Boolean(), nullable=False),
    sa.Column('disetujui_pada', sa.DateTime(timezone=True), nullable=True),
    sa.Column('disetujui_oleh_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['dibuat_oleh_id'], ['pengguna.id'], name=op.f('fk_rekap_dibuat_oleh_id_pengguna')),
    sa.ForeignKeyConstraint(['disetujui_oleh_id'], ['pengguna.id'], name=op.f('fk_rekap_disetujui_oleh_id_pengguna')),
    sa.ForeignKeyConstraint(['json_id'], ['berkas.id'], name=op.f('fk_rekap_json_id_berkas')),
    sa.ForeignKeyConstraint(['xlsx_id'], ['berkas.id'], name=op.f('fk_rekap_xlsx_id_berkas')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rekap')),
    sa.UniqueConstraint('jenis', 'periode', 'revisi', name=op.f('uq_rekap_jenis_periode_revisi'))
    )
    op.create_table('rekap_masuk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('desa_id', sa.Integer(), nullable=False),
    sa.Column('jenis', sa.String(length=30), nullable=False),
    sa.Column('judul', sa.String(length=200), nullable=False),
    sa.Column('periode', sa.String(length=7), nullable=False),
    sa.Column('revisi', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('bagian', sa.JSON(), nullable=False),
    sa.Column('temuan', sa.JSON(), nullable=False),
    sa.Column('alasan', sa.String(length=500), nullable=False),
    sa.Column('jalur', sa.String(length=10), nullable=False),
    sa.Column('kunci_sidik', sa.String(length=16), nullable=False),
    sa.Column('saksi_audit', sa.String(length=64), nullable=False),
    sa.Column('disusun_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('diterima_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('berkas_id', sa.Integer(), nullable=False),
    sa.Column('tanda_terima', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['berkas_id'], ['berkas.id'], name=op.f('fk_rekap_masuk_berkas_id_berkas')),
    sa.ForeignKeyConstraint(['desa_id'], ['desa_terdaftar.id'], name=op.f('fk_rekap_masuk_desa_id_desa_terdaftar')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rekap_masuk')),
    sa.UniqueConstraint('desa_id', 'jenis', 'periode', 'revisi', name=op.f('uq_rekap_masuk_desa_id_jenis_periode_revisi'))
    )
    op.create_index('ix_rekap_masuk_periode', 'rekap_masuk', ['periode', 'desa_id'], unique=False)
    op.create_index(op.f('ix_rekap_masuk_sha256'), 'rekap_masuk', ['sha256'], unique=False)
    op.create_table('kotak_keluar',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rekap_id', sa.Integer(), nullable=False),
    sa.Column('tujuan_id', sa.Integer(), nullable=False),
    sa.Column('jenis', sa.String(length=30), nullable=False),
    sa.Column('periode', sa.String(length=7), nullable=False),
    sa.Column('revisi', sa.Integer(), nullable=False),
    sa.Column('keadaan', sa.String(length=20), nullable=False),
    sa.Column('sebab', sa.String(length=500), nullable=False),
    sa.Column('jatuh_tempo_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dibuat_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('berikut_pada', sa.DateTime(timezone=True), nullable=False),
    sa.Column('percobaan', sa.Integer(), nullable=False),
    sa.Column('mungkin_kali', sa.Integer(), nullable=False),
    sa.Column('sewa', sa.String(length=32), nullable=True),
    sa.Column('sewa_sampai', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dikirim_pada', sa.DateTime(timezone=True), nullable=True),
    sa.Column('selesai_pada', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tanda_terima', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['rekap_id'], ['rekap.id'], name=op.f('fk_kotak_keluar_rekap_id_rekap')),
    sa.ForeignKeyConstraint(['tujuan_id'], ['tujuan_rekap.id'], name=op.f('fk_kotak_keluar_tujuan_id_tujuan_rekap')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kotak_keluar')),
    sa.UniqueConstraint('jenis', 'periode', 'revisi', 'tujuan_id', name=op.f('uq_kotak_keluar_jenis_periode_revisi_tujuan_id'))
    )
    op.create_index('ix_kotak_keluar_antrean', 'kotak_keluar', ['keadaan', 'berikut_pada'], unique=False)
    op.create_index(op.f('ix_kotak_keluar_rekap_id'), 'kotak_keluar', ['rekap_id'], unique=False)
    op.create_index(op.f('ix_kotak_keluar_tujuan_id'), 'kotak_keluar', ['tujuan_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_kotak_keluar_tujuan_id'), table_name='kotak_keluar')
    op.drop_index(op.f('ix_kotak_keluar_rekap_id'), table_name='kotak_keluar')
    op.drop_index('ix_kotak_keluar_antrean', table_name='kotak_keluar')
    op.drop_table('kotak_keluar')
    op.drop_index(op.f('ix_rekap_masuk_sha256'), table_name='rekap_masuk')
    op.drop_index('ix_rekap_masuk_periode', table_name='rekap_masuk')
    op.drop_table('rekap_masuk')
    op.drop_table('rekap')
    op.drop_table('kunci_desa')
    op.drop_table('kode_gabung')
    op.drop_table('jadwal_tujuan')
    op.drop_table('tujuan_rekap')
    op.drop_index('ix_penolakan_periode', table_name='penolakan')
    op.drop_table('penolakan')
    op.drop_table('laporan')
    op.drop_table('kendala_rekap')
    op.drop_index(op.f('ix_jadwal_rekap_jenis'), table_name='jadwal_rekap')
    op.drop_table('jadwal_rekap')
    op.drop_table('desa_terdaftar')
