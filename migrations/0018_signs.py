"""How a law sounds in the mouths of people who have never heard of it.

Why: a problem typed in plain words shares few words with the wording of the law that fits it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("law_revision", sa.Column("signs_ru", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("law_revision", sa.Column("signs_en", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("law_revision", "signs_en")
    op.drop_column("law_revision", "signs_ru")
