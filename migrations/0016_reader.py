"""Saved searches, of people and of visitors who get letters about one.

Why: a question that is asked again and again can be kept, and a letter says what is new to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("every", sa.String(length=8), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (address IS NULL)", name=op.f("ck_saved_search_owner")),
        sa.CheckConstraint("every IN ('never', 'day', 'week')", name=op.f("ck_saved_search_every")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_search_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_saved_search_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_saved_search_person_id"), "saved_search", ["person_id"])
    op.create_index(op.f("ix_saved_search_address"), "saved_search", ["address"])


def downgrade() -> None:
    op.drop_table("saved_search")
