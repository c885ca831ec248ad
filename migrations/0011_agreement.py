"""How far coders agree, and what they vote for.

Why: figures of agreement are computed once and read by pages; a coder names the one law of a story when finishing it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MEASURES = ("percent", "kappa", "fleiss", "alpha", "mean_alpha", "low", "high", "both", "first", "second", "neither")
QUESTIONS = ("own_experience", "specific", "one_episode", "dated")


def upgrade() -> None:
    op.create_table(
        "agreement_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("coders", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=True) for name in MEASURES),
        sa.Column("computed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("scope IN ('overall', 'law', 'story', 'pair')", name=op.f("ck_agreement_result_scope")),
        sa.CheckConstraint("level IN ('story', 'character', 'coded', 'strength', 'polarity')", name=op.f("ck_agreement_result_level")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_agreement_result_law_id_law")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_agreement_result_story_id_story")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_agreement_result_coder_id_person")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_agreement_result_other_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_result")),
    )
    op.create_index("ix_agreement_result_scope", "agreement_result", ["scope", "level"])
    op.create_index("ix_agreement_result_law", "agreement_result", ["law_id"])
    op.create_index("ix_agreement_result_story", "agreement_result", ["story_id"])
    op.create_table(
        "coding_vote",
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("none_below", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in QUESTIONS),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("law_id IS NULL OR group_id IS NULL", name=op.f("ck_coding_vote_one_choice")),
        sa.CheckConstraint("NOT none_below OR group_id IS NOT NULL", name=op.f("ck_coding_vote_none_below")),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name=op.f("fk_coding_vote_pass_id_coding_pass"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_coding_vote_law_id_law")),
        sa.ForeignKeyConstraint(["group_id"], ["law_group.id"], name=op.f("fk_coding_vote_group_id_law_group")),
        sa.PrimaryKeyConstraint("pass_id", name=op.f("pk_coding_vote")),
    )


def downgrade() -> None:
    op.drop_table("coding_vote")
    op.drop_table("agreement_result")
