"""Signs of danger in a story's newest text are kept with the story.

Why: the queue puts the dangerous first, and reading every waiting text for it took seconds with some thousand of them. Existing
stories stay empty here; the worker looks at them in batches.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("story", sa.Column("danger_signs", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("story", "danger_signs")
