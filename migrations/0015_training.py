"""Training: stories with reference marks, newcomers' runs through them, and why somebody was admitted without.

Why: who joins the research first codes stories whose marks are settled and sees where she differs. Tables of their own, so that
nothing of it can ever be counted as evidence.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

POLARITIES = "polarity IN ('upholds', 'violates', 'mixed')"


def upgrade() -> None:
    op.add_column("join_request", sa.Column("untrained_why", sa.Text(), nullable=True))
    _set()
    _runs()


def _set() -> None:
    op.create_table(
        "training_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_training_item_story_id_story")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_training_item_revision_id_revision")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_training_item_coder_id_person")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_training_item_added_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_item")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_training_item_story", "training_item", ["story_id"])
    op.create_table(
        "training_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(length=8), nullable=False),
        sa.CheckConstraint(POLARITIES, name=op.f("ck_training_reference_polarity")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["training_item.id"], name=op.f("fk_training_reference_item_id_training_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_training_reference_law_id_law")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_reference")),
    )
    op.create_index("ix_training_reference_item", "training_reference", ["item_id"])


def _runs() -> None:
    op.create_table(
        "training_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_run_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_run")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_training_run_person", "training_run", ["person_id"])
    op.create_table(
        "training_reading",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["training_run.id"], name=op.f("fk_training_reading_run_id_training_run"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_id"], ["training_item.id"], name=op.f("fk_training_reading_item_id_training_item")),
        sa.PrimaryKeyConstraint("run_id", "item_id", name=op.f("pk_training_reading")),
    )
    op.create_table(
        "training_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(POLARITIES, name=op.f("ck_training_coding_polarity")),
        sa.ForeignKeyConstraint(["run_id"], ["training_run.id"], name=op.f("fk_training_coding_run_id_training_run"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_id"], ["training_item.id"], name=op.f("fk_training_coding_item_id_training_item")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_training_coding_law_id_law")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_coding")),
    )
    op.create_index("ix_training_coding_run", "training_coding", ["run_id", "item_id"])


def downgrade() -> None:
    for table in ("training_coding", "training_reading", "training_run", "training_reference", "training_item"):
        op.drop_table(table)
    op.drop_column("join_request", "untrained_why")
