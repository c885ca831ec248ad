"""First tables: people, stories, laws, moderation, coding, audit, outbox.

Why: everything later rests on public ids that are never reused, immutable plain text that offsets count in, and an audit log that the
database itself refuses to change.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Tables that point at each other: SQLite takes these references inline, PostgreSQL only after both tables exist.
CYCLES = (
    ("fk_story_latest_revision_id_revision", "story", "revision", "latest_revision_id"),
    ("fk_story_published_revision_id_revision", "story", "revision", "published_revision_id"),
    ("fk_story_turning_point_id_passage", "story", "passage", "turning_point_id"),
    ("fk_law_current_id_law_revision", "law", "law_revision", "current_id"),
)

SQLITE_APPEND_ONLY = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""

POSTGRES_APPEND_ONLY = (
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'the audit log is append-only'; END$$""",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    op.create_table(
        "law_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name_ru", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_group")),
        sa.UniqueConstraint("slug", name=op.f("uq_law_group_slug")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("sector", sa.String(length=16), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "sector IN ('retail', 'grocery', 'food', 'hospitality', 'travel', 'transport', 'telecom', 'banking', 'insurance', 'health', 'beauty', 'education', 'software', 'delivery', 'repair', 'housing', 'utilities', 'government', 'culture', 'other')",
            name=op.f("ck_organisation_sector"),
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["organisation.id"], name=op.f("fk_organisation_merged_into_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name_key", name=op.f("uq_organisation_name_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.Column("dead_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_outbox_kind_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("handle", name=op.f("uq_person_handle")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title_ru", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("author_ru", sa.String(length=200), nullable=False),
        sa.Column("author_en", sa.String(length=200), nullable=False),
        sa.Column("note_ru", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("slug", name=op.f("uq_source_slug")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_actor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_thing", "audit", ["kind", "key"], unique=False)
    op.create_table(
        "moderation_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("story_version", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["moderator_id"], ["person.id"], name=op.f("fk_moderation_decision_moderator_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_moderation_decision_task", "moderation_decision", ["kind", "key"], unique=False)
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.CheckConstraint("role IN ('member', 'researcher', 'moderator', 'curator', 'admin')", name=op.f("ck_person_role_role")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
    )
    op.create_table(
        "person_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_session_person_id_person")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_person_session")),
    )
    op.create_index("ix_person_session_person", "person_session", ["person_id"], unique=False)
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("receipt_hash", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=8), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("rights", sa.Text(), nullable=True),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("may_research", sa.Boolean(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("may_open_data", sa.Boolean(), nullable=False),
        sa.Column("published_revision_id", sa.Integer(), nullable=True),
        sa.Column("latest_revision_id", sa.Integer(), nullable=True),
        sa.Column("turning_point_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sector", sa.String(length=16), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("tenure", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("price", sa.String(length=8), nullable=True),
        sa.Column("time", sa.String(length=8), nullable=True),
        sa.Column("service", sa.String(length=8), nullable=True),
        sa.Column("convenience", sa.Integer(), nullable=True),
        sa.Column("speed", sa.Integer(), nullable=True),
        sa.Column("empathy", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("recommend_before", sa.Integer(), nullable=True),
        sa.Column("recommend_after", sa.Integer(), nullable=True),
        sa.Column("emotional_peak", sa.Integer(), nullable=True),
        sa.Column("emotional_end", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('public', 'staff')", name=op.f("ck_story_audience")),
        sa.CheckConstraint(
            "outcome IN ('stayed', 'left', 'came_back', 'told_others', 'complained')", name=op.f("ck_story_outcome")
        ),
        sa.CheckConstraint("price IN ('below', 'met', 'exceeded')", name=op.f("ck_story_price")),
        sa.CheckConstraint(
            "sector IN ('retail', 'grocery', 'food', 'hospitality', 'travel', 'transport', 'telecom', 'banking', 'insurance', 'health', 'beauty', 'education', 'software', 'delivery', 'repair', 'housing', 'utilities', 'government', 'culture', 'other')",
            name=op.f("ck_story_sector"),
        ),
        sa.CheckConstraint("service IN ('below', 'met', 'exceeded')", name=op.f("ck_story_service")),
        sa.CheckConstraint("stage IN ('imagination', 'persuasion', 'experience', 'feedback')", name=op.f("ck_story_stage")),
        sa.CheckConstraint(
            "state IN ('received', 'in_review', 'changes_requested', 'published', 'declined', 'withdrawn', 'restricted')",
            name=op.f("ck_story_state"),
        ),
        sa.CheckConstraint("tenure IN ('first', 'under_year', 'years', 'decade')", name=op.f("ck_story_tenure")),
        sa.CheckConstraint("time IN ('below', 'met', 'exceeded')", name=op.f("ck_story_time")),
        sa.CheckConstraint("convenience BETWEEN 1 AND 5", name=op.f("ck_story_convenience")),
        sa.CheckConstraint("emotional_end BETWEEN -5 AND 5", name=op.f("ck_story_emotional_end")),
        sa.CheckConstraint("emotional_peak BETWEEN -5 AND 5", name=op.f("ck_story_emotional_peak")),
        sa.CheckConstraint("empathy BETWEEN 1 AND 5", name=op.f("ck_story_empathy")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_story_rating")),
        sa.CheckConstraint("recommend_after BETWEEN 0 AND 10", name=op.f("ck_story_recommend_after")),
        sa.CheckConstraint("recommend_before BETWEEN 0 AND 10", name=op.f("ck_story_recommend_before")),
        sa.CheckConstraint("speed BETWEEN 1 AND 5", name=op.f("ck_story_speed")),
        sa.ForeignKeyConstraint(
            ["latest_revision_id"], ["revision.id"], name=op.f("fk_story_latest_revision_id_revision"), use_alter=True
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_story_organisation_id_organisation")),
        sa.ForeignKeyConstraint(
            ["published_revision_id"], ["revision.id"], name=op.f("fk_story_published_revision_id_revision"), use_alter=True
        ),
        sa.ForeignKeyConstraint(
            ["turning_point_id"], ["passage.id"], name=op.f("fk_story_turning_point_id_passage"), use_alter=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_story_receipt_hash")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_story_source_external_id")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_story_submission_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_organisation", "story", ["organisation_id", "state"], unique=False)
    op.create_index("ix_story_state_audience_published", "story", ["state", "audience", "published_on", "id"], unique=False)
    op.create_index("ix_story_state_lang", "story", ["state", "lang"], unique=False)
    op.create_table(
        "coding_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("coders_needed", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("complete_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("coders_needed > 0", name=op.f("ck_coding_round_coders_needed")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_coding_round_closed_by_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_coding_round_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_round")),
        sa.UniqueConstraint("story_id", name=op.f("uq_coding_round_story_id")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(length=16), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('publish', 'research', 'quote', 'open_data')", name=op.f("ck_consent_kind")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_consent_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_story", "consent", ["story_id"], unique=False)
    op.create_table(
        "law",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("proposal_number", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("current_id", sa.Integer(), nullable=True),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("proposer_label", sa.String(length=64), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'declined', 'merged', 'split', 'retired')", name=op.f("ck_law_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'merged', 'split', 'retired') OR number IS NOT NULL", name=op.f("ck_law_numbered")
        ),
        sa.CheckConstraint("number IS NOT NULL OR proposal_number IS NOT NULL", name=op.f("ck_law_named")),
        sa.ForeignKeyConstraint(["current_id"], ["law_revision.id"], name=op.f("fk_law_current_id_law_revision"), use_alter=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_law_decided_by_id_person")),
        sa.ForeignKeyConstraint(["group_id"], ["law_group.id"], name=op.f("fk_law_group_id_law_group")),
        sa.ForeignKeyConstraint(["proposer_id"], ["person.id"], name=op.f("fk_law_proposer_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_law_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law")),
        sa.UniqueConstraint("number", name=op.f("uq_law_number")),
        sa.UniqueConstraint("proposal_number", name=op.f("uq_law_proposal_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_notice_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_story", "notice", ["story_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("pipeline", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("purged_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("author IN ('teller', 'moderator', 'imported')", name=op.f("ck_revision_author")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_revision_person_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_revision_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("story_id", "number", name=op.f("uq_revision_story_id_number")),
    )
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_withdrawal_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("story_id", name=op.f("uq_withdrawal_story_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "coding_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_coding_pass_coder_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["coding_round.id"], name=op.f("fk_coding_pass_round_id_coding_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_pass")),
        sa.UniqueConstraint("round_id", "coder_id", name=op.f("uq_coding_pass_round_id_coder_id")),
    )
    op.create_index("ix_coding_pass_coder", "coding_pass", ["coder_id", "finished_at"], unique=False)
    op.create_table(
        "law_lineage",
        sa.Column("old_id", sa.Integer(), nullable=False),
        sa.Column("new_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('merged_into', 'split_into', 'superseded_by')", name=op.f("ck_law_lineage_kind")),
        sa.CheckConstraint("old_id <> new_id", name=op.f("ck_law_lineage_two_laws")),
        sa.ForeignKeyConstraint(["new_id"], ["law.id"], name=op.f("fk_law_lineage_new_id_law")),
        sa.ForeignKeyConstraint(["old_id"], ["law.id"], name=op.f("fk_law_lineage_old_id_law")),
        sa.PrimaryKeyConstraint("old_id", "new_id", name=op.f("pk_law_lineage")),
    )
    op.create_table(
        "law_relation",
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.CheckConstraint("kind IN ('supports', 'in_tension_with', 'special_case_of')", name=op.f("ck_law_relation_kind")),
        sa.CheckConstraint("law_id <> other_id", name=op.f("ck_law_relation_two_laws")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_law_relation_law_id_law")),
        sa.ForeignKeyConstraint(["other_id"], ["law.id"], name=op.f("fk_law_relation_other_id_law")),
        sa.PrimaryKeyConstraint("law_id", "other_id", "kind", name=op.f("pk_law_relation")),
    )
    op.create_table(
        "law_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_ru", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("statement_ru", sa.Text(), nullable=False),
        sa.Column("statement_en", sa.Text(), nullable=False),
        sa.Column("explanation_ru", sa.Text(), nullable=False),
        sa.Column("explanation_en", sa.Text(), nullable=False),
        sa.Column("explanation_html_ru", sa.Text(), nullable=False),
        sa.Column("explanation_html_en", sa.Text(), nullable=False),
        sa.Column("how_to_apply_ru", sa.Text(), nullable=False),
        sa.Column("how_to_apply_en", sa.Text(), nullable=False),
        sa.Column("how_to_apply_html_ru", sa.Text(), nullable=False),
        sa.Column("how_to_apply_html_en", sa.Text(), nullable=False),
        sa.Column("include_ru", sa.Text(), nullable=False),
        sa.Column("include_en", sa.Text(), nullable=False),
        sa.Column("exclude_ru", sa.Text(), nullable=False),
        sa.Column("exclude_en", sa.Text(), nullable=False),
        sa.Column("aliases_ru", sa.JSON(), nullable=False),
        sa.Column("aliases_en", sa.JSON(), nullable=False),
        sa.Column("anchor_quotes_ru", sa.JSON(), nullable=False),
        sa.Column("anchor_quotes_en", sa.JSON(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("name_ru <> '' OR name_en <> ''", name=op.f("ck_law_revision_name")),
        sa.CheckConstraint("statement_ru <> '' OR statement_en <> ''", name=op.f("ck_law_revision_statement")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_law_revision_author_id_person")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_law_revision_law_id_law")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_revision")),
        sa.UniqueConstraint("law_id", "number", name=op.f("uq_law_revision_law_id_number")),
    )
    op.create_table(
        "law_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_law_source_law_id_law")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_law_source_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_source")),
        sa.UniqueConstraint("law_id", "source_id", name=op.f("uq_law_source_law_id_source_id")),
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_passage_order")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_passage_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    op.create_index("ix_passage_revision", "passage", ["revision_id"], unique=False)
    op.create_table(
        "teller_claim",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_teller_claim_law_id_law")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_teller_claim_story_id_story")),
        sa.PrimaryKeyConstraint("story_id", "law_id", name=op.f("pk_teller_claim")),
    )
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(length=8), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("orphaned_at", sa.DateTime(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("polarity IN ('upholds', 'violates', 'mixed')", name=op.f("ck_coding_polarity")),
        sa.CheckConstraint("strength BETWEEN 1 AND 3", name=op.f("ck_coding_strength")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_coding_coder_id_person")),
        sa.ForeignKeyConstraint(["law_id"], ["law.id"], name=op.f("fk_coding_law_id_law")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_coding_passage_id_passage")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_coding_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coding_coder", "coding", ["coder_id"], unique=False)
    op.create_index("ix_coding_law", "coding", ["law_id"], unique=False)
    op.create_index("ix_coding_passage", "coding", ["passage_id"], unique=False)
    op.create_index("ix_coding_story", "coding", ["story_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for name, table, other, column in CYCLES:
            op.create_foreign_key(name, table, other, [column], ["id"])
        for statement in POSTGRES_APPEND_ONLY:
            op.execute(statement)
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_APPEND_ONLY.format(verb=verb))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name, table, _other, _column in CYCLES:
            op.drop_constraint(name, table, type_="foreignkey")
        op.execute("DROP TRIGGER audit_no_change ON audit")
        op.execute("DROP FUNCTION audit_refuse()")
    op.drop_index("ix_coding_story", table_name="coding")
    op.drop_index("ix_coding_passage", table_name="coding")
    op.drop_index("ix_coding_law", table_name="coding")
    op.drop_index("ix_coding_coder", table_name="coding")
    op.drop_table("coding")
    op.drop_table("teller_claim")
    op.drop_index("ix_passage_revision", table_name="passage")
    op.drop_table("passage")
    op.drop_table("law_source")
    op.drop_table("law_revision")
    op.drop_table("law_relation")
    op.drop_table("law_lineage")
    op.drop_index("ix_coding_pass_coder", table_name="coding_pass")
    op.drop_table("coding_pass")
    op.drop_table("withdrawal")
    op.drop_table("revision")
    op.drop_index("ix_notice_story", table_name="notice")
    op.drop_table("notice")
    op.drop_table("law")
    op.drop_index("ix_consent_story", table_name="consent")
    op.drop_table("consent")
    op.drop_table("coding_round")
    op.drop_index("ix_story_state_lang", table_name="story")
    op.drop_index("ix_story_state_audience_published", table_name="story")
    op.drop_index("ix_story_organisation", table_name="story")
    op.drop_table("story")
    op.drop_index("ix_person_session_person", table_name="person_session")
    op.drop_table("person_session")
    op.drop_table("person_role")
    op.drop_index("ix_moderation_decision_task", table_name="moderation_decision")
    op.drop_table("moderation_decision")
    op.drop_index("ix_audit_thing", table_name="audit")
    op.drop_table("audit")
    op.drop_table("source")
    op.drop_table("person")
    op.drop_table("outbox")
    op.drop_table("organisation")
    op.drop_table("law_group")
