"""Redactions, claims, readers' reports, requests for removal; what an undo of a decision needs.

Why: personal data is replaced place by place and only kind and place are kept; two moderators must not do the same work; readers may
report a story; and nobody takes a published story off the page alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("moderation_decision") as table:
        table.add_column(sa.Column("version_after", sa.Integer(), nullable=True))
        table.add_column(sa.Column("before", sa.JSON(), nullable=True))
        table.add_column(sa.Column("undone_at", sa.DateTime(), nullable=True))
    _redaction()
    op.create_table(
        "task_claim",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_claim_person_id_person")),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_task_claim")),
    )
    _flag()
    _removal_request()


def _redaction() -> None:
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_redaction_order")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_redaction_story_id_story")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_redaction_revision_id_revision")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_redaction_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_index("ix_redaction_revision", "redaction", ["revision_id", "start"])
    op.create_index("ix_redaction_story", "redaction", ["story_id"])


def _flag() -> None:
    reasons = "'threat', 'personal_data', 'hate', 'advertising', 'invented', 'duplicate', 'other'"
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(f"reason IN ({reasons})", name=op.f("ck_flag_reason")),
        sa.CheckConstraint("outcome IN ('kept', 'edited', 'taken_off')", name=op.f("ck_flag_outcome")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_flag_story_id_story")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_flag_passage_id_passage")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_flag_answered_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_flag_story", "flag", ["story_id", "answered_at"])
    op.create_index("ix_flag_open", "flag", ["answered_at", "at"])


def _removal_request() -> None:
    op.create_table(
        "removal_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("removal", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("removal IN ('restrict', 'remove')", name=op.f("ck_removal_request_removal")),
        sa.CheckConstraint("answer IN ('confirmed', 'refused', 'taken_back')", name=op.f("ck_removal_request_answer")),
        sa.CheckConstraint(
            "answered_by IS NULL OR answered_by != asked_by OR answer = 'taken_back'", name=op.f("ck_removal_request_two_people")
        ),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_removal_request_story_id_story")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_removal_request_asked_by_person")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_removal_request_answered_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal_request")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_removal_request_open", "removal_request", ["answered_at", "asked_at"])
    op.create_index("ix_removal_request_story", "removal_request", ["story_id"])


def downgrade() -> None:
    for name in ("removal_request", "flag", "task_claim", "redaction"):
        op.drop_table(name)
    with op.batch_alter_table("moderation_decision") as table:
        for name in ("undone_at", "before", "version_after"):
            table.drop_column(name)
