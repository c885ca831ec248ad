"""Touchpoints of a story; the laws that past days had.

Why: expected against received is asked place by place; and the law of a day that is over must not change when the library does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "touchpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.CheckConstraint("expected BETWEEN 1 AND 5", name=op.f("ck_touchpoint_expected")),
        sa.CheckConstraint("received BETWEEN 1 AND 5", name=op.f("ck_touchpoint_received")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_touchpoint_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoint")),
        sa.UniqueConstraint("story_id", "position", name=op.f("uq_touchpoint_story_id_position")),
    )
    op.create_table(
        "law_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_law_day_law_id_law")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_law_day")),
    )


def downgrade() -> None:
    op.drop_table("law_day")
    op.drop_table("touchpoint")
