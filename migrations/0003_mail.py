"""Letters, the address a teller may give, and notes of thanks.

Why: what is to be mailed is written down in the transaction that has a reason for it, so that no letter is lost and none is sent for
something that did not happen. A teller who wants to hear what became of the story may say where; the address stands apart from the story.
Staff thank tellers by hand: who did is kept here, the words stay among the messages that a withdrawal empties.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
USES = ("publish", "research", "quote", "open_data")


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("unsubscribe", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("reference", name=op.f("uq_letter_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_letter_to_address"), "letter", ["to_address"])
    op.create_index(op.f("ix_letter_topic"), "letter", ["topic"])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_contact_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("story_id", name=op.f("uq_contact_story_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_contact_token_hash")),
    )
    op.create_index(op.f("ix_contact_delete_on"), "contact", ["delete_on"])
    op.create_table(
        "thanks_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_thanks_note_story_id_story")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_thanks_note_notice_id_notice")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_thanks_note_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks_note")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_thanks_note_notice_id")),
        sa.UniqueConstraint("story_id", "person_id", name=op.f("uq_thanks_note_story_id_person_id")),
    )
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("mailed_at", sa.DateTime(), nullable=True))
    _consent_kinds(*USES, "contact")


def downgrade() -> None:
    op.execute("DELETE FROM consent WHERE kind = 'contact'")
    _consent_kinds(*USES)
    op.drop_table("thanks_note")
    with op.batch_alter_table("notice") as notice:
        notice.drop_column("mailed_at")
    op.drop_table("contact")
    op.drop_table("letter")


def _consent_kinds(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("consent", table_kwargs={"sqlite_autoincrement": True}) as consent:
        consent.drop_constraint(op.f("ck_consent_kind"), type_="check")
        consent.create_check_constraint(op.f("ck_consent_kind"), f"kind IN ({listed})")
