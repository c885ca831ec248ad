"""The ledger of changes: when what is given out of a story, law or edition last changed, and that it is gone.

Why: whoever harvests the library must learn of every change and every withdrawal, in an order that stays while changes happen. The
worker fills it for what is here already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("datestamp", sa.DateTime(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_record")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_public_record_kind_key")),
        sa.UniqueConstraint("seq", name=op.f("uq_public_record_seq")),
    )
    op.create_index("ix_public_record_datestamp", "public_record", ["datestamp", "seq"])
    op.create_table(
        "public_record_set",
        sa.Column("spec", sa.String(length=80), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["public_record.id"], name=op.f("fk_public_record_set_record_id_public_record")
        ),
        sa.PrimaryKeyConstraint("spec", "record_id", name=op.f("pk_public_record_set")),
    )
    op.create_index("ix_public_record_set_record", "public_record_set", ["record_id"])
    op.create_table(
        "ledger_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled_seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_clock_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_clock")),
    )


def downgrade() -> None:
    for table in ("ledger_clock", "public_record_set", "public_record"):
        op.drop_table(table)
