"""Second factors, known devices, links in letters; what a session still waits for; one's own stories; asking to join.

Why: staff prove themselves twice; a stranger's guesses must slow down without locking anybody out; a lost password needs no operator;
members see their stories in one place and can ask to become researchers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("lang", sa.String(length=2), nullable=True))
    op.add_column("person", sa.Column("erased_at", sa.DateTime(), nullable=True))
    op.add_column("person_session", sa.Column("awaits_second", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("person_session", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("person_session", sa.Column("proved_at", sa.DateTime(), nullable=True))
    _factors()
    op.create_table(
        "known_device",
        sa.Column("device_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_known_device_person_id_person")),
        sa.PrimaryKeyConstraint("device_hash", "person_id", name=op.f("pk_known_device")),
    )
    op.create_table(
        "sign_in_delay",
        sa.Column("account_key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("account_key", name=op.f("pk_sign_in_delay")),
    )
    op.create_table(
        "access_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_link_person_id_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_link")),
    )
    op.create_index("ix_access_link_person", "access_link", ["person_id"])
    _members()


def downgrade() -> None:
    op.drop_index("ix_own_story_person", table_name="own_story")
    op.drop_index("ix_join_request_person", table_name="join_request")
    op.drop_index("ix_access_link_person", table_name="access_link")
    op.drop_index("ix_recovery_code_person", table_name="recovery_code")
    op.drop_index("ix_passkey_person", table_name="passkey")
    for table in ("own_story", "join_request", "access_link", "sign_in_delay", "known_device", "recovery_code", "passkey", "authenticator"):
        op.drop_table(table)
    for table, column in (
        ("person_session", "proved_at"),
        ("person_session", "tries"),
        ("person_session", "awaits_second"),
        ("person", "erased_at"),
        ("person", "lang"),
    ):
        op.drop_column(table, column)


def _factors() -> None:
    op.create_table(
        "authenticator",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_authenticator_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_authenticator")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index("ix_passkey_person", "passkey", ["person_id"])
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id_person")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index("ix_recovery_code_person", "recovery_code", ["person_id"])


def _members() -> None:
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'declined')", name=op.f("ck_join_request_state")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_join_request_decided_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_join_request_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_join_request_person", "join_request", ["person_id"])
    op.create_table(
        "own_story",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_own_story_person_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_own_story_story_id_story")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_own_story")),
    )
    op.create_index("ix_own_story_person", "own_story", ["person_id"])
