"""Calls for stories.

Why: a question asked in public, for a time, brings stories that nobody would have told unasked; a story says which call it answers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title_ru", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_html_ru", sa.Text(), nullable=False),
        sa.Column("text_html_en", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_call_days")),
        sa.CheckConstraint("goal BETWEEN 1 AND 100000", name=op.f("ck_call_goal")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_call_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("slug", name=op.f("uq_call_slug")),
        sqlite_autoincrement=True,
    )
    # In words of its own: altering the table another way would copy it, and the copy would lose its checks.
    op.execute('ALTER TABLE story ADD COLUMN call_id INTEGER CONSTRAINT fk_story_call_id_call REFERENCES "call" (id)')
    op.create_index("ix_story_call", "story", ["call_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_story_call", table_name="story")
    op.drop_column("story", "call_id")
    op.drop_table("call")
