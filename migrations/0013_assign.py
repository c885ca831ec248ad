"""Who reads which story: places that run out, skipped stories, the history of passes, and whether a pass was blind.

Why: two researchers must not begin the same story where one is needed; a pass opened again after its coder could see the others
must never pass for an independent one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("coding_round", sa.Column("wanted_at", sa.DateTime(), nullable=True))
    op.add_column("coding_round", sa.Column("reopened_at", sa.DateTime(), nullable=True))
    op.add_column("coding_pass", sa.Column("is_blind", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "pass_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("step IN ('finished', 'reopened', 'round_closed', 'round_reopened')", name=op.f("ck_pass_event_step")),
        sa.ForeignKeyConstraint(["round_id"], ["coding_round.id"], name=op.f("fk_pass_event_round_id_coding_round"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_pass_event_coder_id_person")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_pass_event_actor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_event")),
    )
    op.create_index("ix_pass_event_round", "pass_event", ["round_id"])
    _places()


def _places() -> None:
    op.create_table(
        "coding_claim",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_coding_claim_story_id_story")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_coding_claim_coder_id_person")),
        sa.ForeignKeyConstraint(["assigned_by_id"], ["person.id"], name=op.f("fk_coding_claim_assigned_by_id_person")),
        sa.PrimaryKeyConstraint("story_id", "coder_id", name=op.f("pk_coding_claim")),
    )
    op.create_index("ix_coding_claim_coder", "coding_claim", ["coder_id"])
    op.create_table(
        "coding_skip",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("reason IN ('not_my_field', 'unclear', 'upsetting', 'other')", name=op.f("ck_coding_skip_reason")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_coding_skip_story_id_story")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_coding_skip_coder_id_person")),
        sa.PrimaryKeyConstraint("story_id", "coder_id", name=op.f("pk_coding_skip")),
    )
    op.create_index("ix_coding_skip_coder", "coding_skip", ["coder_id"])


def downgrade() -> None:
    op.drop_table("coding_skip")
    op.drop_table("coding_claim")
    op.drop_table("pass_event")
    op.drop_column("coding_pass", "is_blind")
    op.drop_column("coding_round", "reopened_at")
    op.drop_column("coding_round", "wanted_at")
