"""Fingerprints of stories, pairs that look alike, episodes told more than once.

Also who was counted today as knowing a story, too: until the day ends, the same in every process.

Why: the same story sent twice must be seen by the moderator at once, among a hundred thousand, and must count once. Fingerprints are
keyed hashes; the worker makes them for the stories that are here already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("story", sa.Column("episode_id", sa.Integer(), nullable=True))
    op.create_index("ix_story_episode", "story", ["episode_id"])
    op.create_table(
        "story_print",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=16), nullable=False),
        sa.Column("exact", sa.String(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_print_story_id_story")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_story_print_revision_id_revision")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story_print")),
    )
    op.create_table(
        "print_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "story_id", name=op.f("pk_print_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "near_pair",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("story_id < other_id", name=op.f("ck_near_pair_order")),
        sa.CheckConstraint("verdict IN ('merged', 'one_event', 'different')", name=op.f("ck_near_pair_verdict")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_near_pair_story_id_story")),
        sa.ForeignKeyConstraint(["other_id"], ["story.id"], name=op.f("fk_near_pair_other_id_story")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_near_pair_decided_by_person")),
        sa.PrimaryKeyConstraint("story_id", "other_id", name=op.f("pk_near_pair")),
    )
    op.create_index("ix_near_pair_other", "near_pair", ["other_id"])
    op.create_table(
        "day_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_salt")),
    )
    op.create_table(
        "seen_today",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seen_today")),
    )
    op.create_index("ix_seen_today_day", "seen_today", ["day"])


def downgrade() -> None:
    for table in ("seen_today", "day_salt", "near_pair", "print_band", "story_print"):
        op.drop_table(table)
    op.drop_index("ix_story_episode", "story")
    op.drop_column("story", "episode_id")
