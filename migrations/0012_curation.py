"""Votes, discussion and evidence gate of proposals; merging, splitting, superseding and retiring laws.

Why: a law has to earn its place in the open, by rules nobody can bend, and what was cited once has to resolve for ever. Votes are
append-only: the database refuses to change or delete one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SQLITE_APPEND_ONLY = (
    """CREATE TRIGGER proposal_vote_no_update BEFORE UPDATE ON proposal_vote
    BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END""",
    """CREATE TRIGGER proposal_vote_no_delete BEFORE DELETE ON proposal_vote
    BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END""",
)
POSTGRES_APPEND_ONLY = (
    """CREATE FUNCTION proposal_vote_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'votes are append-only'; END$$""",
    "CREATE TRIGGER proposal_vote_no_change BEFORE UPDATE OR DELETE ON proposal_vote FOR EACH ROW EXECUTE FUNCTION proposal_vote_refuse()",
)


def upgrade() -> None:
    _proposals()
    _laws()
    statements = SQLITE_APPEND_ONLY if op.get_bind().dialect.name == "sqlite" else POSTGRES_APPEND_ONLY
    for statement in statements:
        op.execute(statement)


def _proposals() -> None:
    op.create_table(
        "proposal_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("cast_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("value BETWEEN -1 AND 1", name=op.f("ck_proposal_vote_value")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_proposal_vote_law_id_law")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proposal_vote_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_vote")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposal_vote_law", "proposal_vote", ["law_id", "person_id"])
    op.create_index("ix_proposal_vote_person", "proposal_vote", ["person_id"])
    op.create_table(
        "proposal_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('support', 'objection', 'answer')", name=op.f("ck_proposal_remark_kind")),
        sa.CheckConstraint("(kind = 'answer') = (objection_id IS NOT NULL)", name=op.f("ck_proposal_remark_answers")),
        sa.CheckConstraint("resolved_at IS NULL OR kind = 'objection'", name=op.f("ck_proposal_remark_resolved")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_proposal_remark_law_id_law")),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["proposal_remark.id"], name=op.f("fk_proposal_remark_objection_id_proposal_remark")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_proposal_remark_author_id_person")),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["person.id"], name=op.f("fk_proposal_remark_resolved_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_remark")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposal_remark_law", "proposal_remark", ["law_id"])
    op.create_index("ix_proposal_remark_author", "proposal_remark", ["author_id"])
    op.create_table(
        "proposal_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_proposal_adoption_law_id_law")),
        sa.ForeignKeyConstraint(["previous_id"], ["person.id"], name=op.f("fk_proposal_adoption_previous_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proposal_adoption_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_adoption")),
    )
    op.create_index("ix_proposal_adoption_law", "proposal_adoption", ["law_id"])
    op.create_table(
        "proposal_salvage",
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("declined_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("law_id <> declined_id", name=op.f("ck_proposal_salvage_two_proposals")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_proposal_salvage_law_id_law")),
        sa.ForeignKeyConstraint(["declined_id"], ["law.id"], name=op.f("fk_proposal_salvage_declined_id_law")),
        sa.PrimaryKeyConstraint("law_id", name=op.f("pk_proposal_salvage")),
    )
    op.create_index("ix_proposal_salvage_declined", "proposal_salvage", ["declined_id"])


def _laws() -> None:
    op.create_table(
        "succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("carried", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('merge', 'split', 'supersede', 'retire')", name=op.f("ck_succession_kind")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_succession_law_id_law")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_succession_actor_id_person")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_succession_undone_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_succession_law", "succession", ["law_id"])
    op.create_table(
        "succession_heir",
        sa.Column("succession_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["succession_id"], ["succession.id"], name=op.f("fk_succession_heir_succession_id_succession")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_succession_heir_law_id_law")),
        sa.PrimaryKeyConstraint("succession_id", "law_id", name=op.f("pk_succession_heir")),
    )
    op.create_index("ix_succession_heir_law", "succession_heir", ["law_id"])
    op.create_table(
        "coding_move",
        sa.Column("succession_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["succession_id"], ["succession.id"], name=op.f("fk_coding_move_succession_id_succession")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_coding_move_coding_id_coding")),
        sa.ForeignKeyConstraint(["from_id"], ["law.id"], name=op.f("fk_coding_move_from_id_law")),
        sa.ForeignKeyConstraint(["to_id"], ["law.id"], name=op.f("fk_coding_move_to_id_law")),
        sa.PrimaryKeyConstraint("succession_id", "coding_id", name=op.f("pk_coding_move")),
    )
    op.create_index("ix_coding_move_coding", "coding_move", ["coding_id"])
    op.create_table(
        "law_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("succession_id", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_law_news_person_id_person")),
        sa.ForeignKeyConstraint(["succession_id"], ["succession.id"], name=op.f("fk_law_news_succession_id_succession")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_news")),
    )
    op.create_index("ix_law_news_person", "law_news", ["person_id", "seen_at"])


def downgrade() -> None:
    for table in ("law_news", "coding_move", "succession_heir", "succession"):
        op.drop_table(table)
    for table in ("proposal_salvage", "proposal_adoption", "proposal_remark", "proposal_vote"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION proposal_vote_refuse()")
