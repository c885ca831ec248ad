"""A moderator's edit and the teller's answer to it; drafts kept on the server; "me too"; signs of spam.

Why: a moderator may take out what endangers somebody and suggest other words, but the teller sees and decides; a story begun on a
phone can be gone on with elsewhere; readers can say that they know this, too; a text that looks like advertising is read sooner, not refused.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revision", sa.Column("approval", sa.String(length=10), nullable=True))
    op.add_column("revision", sa.Column("redacted", sa.String(length=200), nullable=True))
    op.add_column("revision", sa.Column("purge_after", sa.DateTime(), nullable=True))
    op.add_column("story", sa.Column("spam_signs", sa.String(length=120), nullable=True))
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_draft_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_expires_at", "draft", ["expires_at"])
    op.create_table(
        "me_too",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_me_too_person_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_me_too_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_me_too")),
        sa.UniqueConstraint("story_id", "person_id", name=op.f("uq_me_too_story_id_person_id")),
    )


def downgrade() -> None:
    op.drop_table("me_too")
    op.drop_index("ix_draft_expires_at", table_name="draft")
    op.drop_table("draft")
    op.drop_column("story", "spam_signs")
    op.drop_column("revision", "purge_after")
    op.drop_column("revision", "redacted")
    op.drop_column("revision", "approval")
