"""The steps of a coder's pass, memos, adjudications.

Why: what was done at the desk can be undone and done again after the page was left; researchers write down what they think;
differences between coders are settled in a layer of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coding_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_coding_step_story_id_story")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_coding_step_coder_id_person")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_coding_step_coding_id_coding"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_step")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coding_step_story", "coding_step", ["story_id", "coder_id"])
    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=8), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("law_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(about = 'story' AND story_id IS NOT NULL AND law_id IS NULL) OR (about = 'law' AND law_id IS NOT NULL AND story_id IS NULL)"
            " OR (about = 'project' AND story_id IS NULL AND law_id IS NULL)",
            name=op.f("ck_memo_about"),
        ),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_memo_story_id_story")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_memo_law_id_law")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_memo_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_memo_story", "memo", ["story_id"])
    op.create_index("ix_memo_law", "memo", ["law_id"])
    op.create_index("ix_memo_author", "memo", ["author_id"])
    with op.batch_alter_table("coding_round") as batch:
        batch.add_column(sa.Column("adjudicator_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_coding_round_adjudicator_id_person"), "person", ["adjudicator_id"], ["id"])
    op.create_table(
        "adjudication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("considered", sa.JSON(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_adjudication_story_id_story")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_adjudication_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudication")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_adjudication_story", "adjudication", ["story_id"])
    op.create_table(
        "adjudicated_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adjudication_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(length=8), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.CheckConstraint("polarity IN ('upholds', 'violates', 'mixed')", name=op.f("ck_adjudicated_coding_polarity")),
        sa.CheckConstraint("strength BETWEEN 1 AND 3", name=op.f("ck_adjudicated_coding_strength")),
        sa.ForeignKeyConstraint(
            ["adjudication_id"], ["adjudication.id"], name=op.f("fk_adjudicated_coding_adjudication_id_adjudication")
        ),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_adjudicated_coding_coding_id_coding"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_adjudicated_coding_passage_id_passage")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_adjudicated_coding_law_id_law")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudicated_coding")),
    )
    op.create_index("ix_adjudicated_coding_adjudication", "adjudicated_coding", ["adjudication_id"])


def downgrade() -> None:
    op.drop_table("adjudicated_coding")
    op.drop_table("adjudication")
    with op.batch_alter_table("coding_round") as batch:
        batch.drop_constraint(op.f("fk_coding_round_adjudicator_id_person"), type_="foreignkey")
        batch.drop_column("adjudicator_id")
    op.drop_table("memo")
    op.drop_table("coding_step")
