"""An index that holds what the coders' queue asks of almost every story.

Why: with many thousands of stories each page of the desk read the whole table of stories to say what is next.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_story_to_code", "story", ["state", "may_research", "lang", "call_id"])


def downgrade() -> None:
    op.drop_index("ix_story_to_code", table_name="story")
