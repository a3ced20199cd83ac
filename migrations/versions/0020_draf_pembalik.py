"""BUMDes: a draft may reverse the journal of another; what the village received of a share may be taken back.

The triggers that keep columns from changing are written anew after every migration, so `diterima_nomor` and
`diterima_tanggal` of `bagian_hasil` may change from here on.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draf_jurnal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("membalik_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_draf_jurnal_membalik_id_draf_jurnal"), "draf_jurnal", ["membalik_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("draf_jurnal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_draf_jurnal_membalik_id_draf_jurnal"), type_="foreignkey")
        batch_op.drop_column("membalik_id")
