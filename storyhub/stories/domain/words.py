"""The fixed vocabularies of a story: states, consents, sectors, ratings. Values are stored; their labels are in `labels`."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """`received → in_review ⇄ changes_requested → published | declined`; `published → withdrawn | restricted`.

    A teller may withdraw in any state.
    """

    received = "received"
    in_review = "in_review"
    changes_requested = "changes_requested"
    published = "published"
    declined = "declined"
    withdrawn = "withdrawn"
    restricted = "restricted"


WAITING = frozenset({State.received, State.in_review, State.changes_requested})
MOVES: dict[State, frozenset[State]] = {
    State.received: frozenset({State.in_review, State.changes_requested, State.published, State.declined, State.withdrawn}),
    State.in_review: frozenset({State.changes_requested, State.published, State.declined, State.withdrawn}),
    State.changes_requested: frozenset({State.in_review, State.published, State.declined, State.withdrawn}),
    State.published: frozenset({State.withdrawn, State.restricted}),
    State.declined: frozenset({State.withdrawn}),
    State.restricted: frozenset({State.withdrawn, State.published}),
    State.withdrawn: frozenset(),
}


class Audience(StrEnum):
    """Who may ever read a story: everybody, or staff only (imported without a basis for publishing: research-only)."""

    public = "public"
    staff = "staff"


class ConsentKind(StrEnum):
    """Each a separate, revocable choice. Only `publish` is required."""

    publish = "publish"
    research = "research"
    quote = "quote"
    open_data = "open_data"


# The wording the teller agreed to is kept in the catalogue under this version; raise it when the wording changes.
CONSENT_WORDING = "2026-11"


# How long a text from which something was taken out stays for its teller, who sees what was changed.
REDACTED_KEPT = timedelta(days=30)


class RevisionAuthor(StrEnum):
    teller = "teller"
    moderator = "moderator"
    imported = "imported"


class Approval(StrEnum):
    """The teller's answer to an edit a moderator suggested. `superseded`: another text came before an answer did."""

    asked = "asked"
    approved = "approved"
    refused = "refused"
    superseded = "superseded"


class DeclineReason(StrEnum):
    not_a_story = "not_a_story"
    no_customer_experience = "no_customer_experience"
    personal_data = "personal_data"
    insult_or_threat = "insult_or_threat"
    advertising = "advertising"
    duplicate = "duplicate"
    other = "other"


class Sector(StrEnum):
    retail = "retail"
    grocery = "grocery"
    food = "food"
    hospitality = "hospitality"
    travel = "travel"
    transport = "transport"
    telecom = "telecom"
    banking = "banking"
    insurance = "insurance"
    health = "health"
    beauty = "beauty"
    education = "education"
    software = "software"
    delivery = "delivery"
    repair = "repair"
    housing = "housing"
    utilities = "utilities"
    government = "government"
    culture = "culture"
    other = "other"


class Stage(StrEnum):
    """Fleming's four stages of the customer's experience."""

    imagination = "imagination"
    persuasion = "persuasion"
    experience = "experience"
    feedback = "feedback"


class Tenure(StrEnum):
    first = "first"
    under_year = "under_year"
    years = "years"
    decade = "decade"


class Outcome(StrEnum):
    stayed = "stayed"
    left = "left"
    came_back = "came_back"
    told_others = "told_others"
    complained = "complained"


class Expectation(StrEnum):
    """Price, time or service against what was expected (three keys to loyalty)."""

    below = "below"
    met = "met"
    exceeded = "exceeded"
