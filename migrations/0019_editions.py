"""Editions: what curators prepare, and what was frozen.

Why: a library that is cited needs numbered states that never change. Laws are kept as text with a checksum, quotes apart from them,
because a teller may take one back; files and their states are rows, so that making them survives a restart.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _edition()
    _draft()
    _frozen()


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("title_ru", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("foreword_ru", sa.Text(), nullable=False),
        sa.Column("foreword_en", sa.Text(), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("doi", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("quotes_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'frozen')", name=op.f("ck_edition_state")),
        sa.CheckConstraint(
            "(state = 'frozen') = (number IS NOT NULL AND head IS NOT NULL AND sha256 IS NOT NULL)", name=op.f("ck_edition_frozen")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_edition_created_by_id_person")),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["person.id"], name=op.f("fk_edition_frozen_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("number", name=op.f("uq_edition_number")),
        sqlite_autoincrement=True,
    )


def _draft() -> None:
    op.create_table(
        "edition_law",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_law_edition_id_edition"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_edition_law_law_id_law")),
        sa.PrimaryKeyConstraint("edition_id", "law_id", name=op.f("pk_edition_law")),
    )
    op.create_table(
        "edition_choice",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_choice_edition_id_edition"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_edition_choice_law_id_law")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_edition_choice_passage_id_passage")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_edition_choice_story_id_story")),
        sa.PrimaryKeyConstraint("edition_id", "law_id", "passage_id", name=op.f("pk_edition_choice")),
    )
    op.create_index("ix_edition_choice_passage", "edition_choice", ["passage_id"])
    op.create_index("ix_edition_choice_story", "edition_choice", ["story_id"])


def _frozen() -> None:
    op.create_table(
        "edition_part",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("law_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_part_edition_id_edition")),
        sa.PrimaryKeyConstraint("edition_id", "law_number", name=op.f("pk_edition_part")),
        sa.UniqueConstraint("edition_id", "place", name=op.f("uq_edition_part_edition_id_place")),
    )
    op.create_table(
        "edition_quote",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("law_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("polarity", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("gone", sa.String(length=12), nullable=True),
        sa.CheckConstraint("gone IN ('withdrawn', 'consent', 'restricted', 'redacted')", name=op.f("ck_edition_quote_gone")),
        sa.CheckConstraint("polarity IN ('upholds', 'violates')", name=op.f("ck_edition_quote_polarity")),
        sa.CheckConstraint("(text IS NULL) = (withdrawn_at IS NOT NULL)", name=op.f("ck_edition_quote_withdrawn")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_quote_edition_id_edition")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_edition_quote_story_id_story")),
        sa.PrimaryKeyConstraint("edition_id", "law_number", "place", name=op.f("pk_edition_quote")),
    )
    op.create_index("ix_edition_quote_story", "edition_quote", ["story_id"])
    op.create_table(
        "edition_file",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state IN ('making', 'made', 'withheld')", name=op.f("ck_edition_file_state")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_file_edition_id_edition")),
        sa.PrimaryKeyConstraint("edition_id", "name", name=op.f("pk_edition_file")),
    )


def downgrade() -> None:
    for table in ("edition_file", "edition_quote", "edition_part", "edition_choice", "edition_law", "edition"):
        op.drop_table(table)
