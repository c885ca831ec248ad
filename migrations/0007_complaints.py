"""Complaints about the site itself.

Why: complaining to us has to be the easiest thing; the answer is read with a code, and what came of complaints is public.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("remedy", sa.String(length=16), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "topic IN ('broken', 'hard_to_use', 'treated_badly', 'my_data', 'wrong', 'other')", name=op.f("ck_complaint_topic")
        ),
        sa.CheckConstraint("remedy IN ('mended', 'explained', 'refused')", name=op.f("ck_complaint_remedy")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_complaint_answered_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_complaint_submission_key")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_complaint_code_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_complaint_open", "complaint", ["answered_at", "received_at"])


def downgrade() -> None:
    op.drop_table("complaint")
