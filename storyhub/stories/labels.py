"""The vocabularies in the reader's language, and the wording of the consents (raise `CONSENT_WORDING` when it changes)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storyhub.kit.i18n import force_locale
from storyhub.kit.i18n import lazy_gettext as _
from storyhub.stories.domain.words import ConsentKind, DeclineReason, Expectation, Outcome, Sector, Stage, State, Tenure

# Values are lazy texts, which no type describes.
Labels = Mapping[str, Any]

SECTOR_LABELS: Labels = {
    Sector.retail: _("Shops"),
    Sector.grocery: _("Groceries"),
    Sector.food: _("Cafés and restaurants"),
    Sector.hospitality: _("Hotels"),
    Sector.travel: _("Travel and airlines"),
    Sector.transport: _("Transport and taxi"),
    Sector.telecom: _("Phone and internet"),
    Sector.banking: _("Banks"),
    Sector.insurance: _("Insurance"),
    Sector.health: _("Health"),
    Sector.beauty: _("Beauty and sport"),
    Sector.education: _("Education"),
    Sector.software: _("Software and online services"),
    Sector.delivery: _("Delivery and post"),
    Sector.repair: _("Repairs and crafts"),
    Sector.housing: _("Housing and rent"),
    Sector.utilities: _("Electricity, water, heating"),
    Sector.government: _("Public services"),
    Sector.culture: _("Culture and leisure"),
    Sector.other: _("Something else"),
}
STAGE_LABELS: Labels = {
    Stage.imagination: _("Before buying: hearing, looking, imagining"),
    Stage.persuasion: _("Deciding: choosing, ordering, paying"),
    Stage.experience: _("Using it: service, delivery, daily life with it"),
    Stage.feedback: _("Afterwards: questions, complaints, thanks"),
}
STATE_LABELS: Labels = {
    State.received: _("received"),
    State.in_review: _("being read"),
    State.changes_requested: _("waiting for the teller"),
    State.published: _("published"),
    State.declined: _("declined"),
    State.withdrawn: _("withdrawn"),
    State.restricted: _("restricted"),
}
DECLINE_REASON_LABELS: Labels = {
    DeclineReason.not_a_story: _("It does not tell what happened"),
    DeclineReason.no_customer_experience: _("It is not about an experience as a customer"),
    DeclineReason.personal_data: _("It names or exposes a private person"),
    DeclineReason.insult_or_threat: _("It insults or threatens someone"),
    DeclineReason.advertising: _("It is advertising"),
    DeclineReason.duplicate: _("It is here already"),
    DeclineReason.other: _("Another reason"),
}
TENURE_LABELS: Labels = {
    Tenure.first: _("It was my first purchase"),
    Tenure.under_year: _("A customer for less than a year"),
    Tenure.years: _("A customer for some years"),
    Tenure.decade: _("A customer for ten years or more"),
}
OUTCOME_LABELS: Labels = {
    Outcome.stayed: _("I stayed"),
    Outcome.left: _("I left"),
    Outcome.came_back: _("I left and came back"),
    Outcome.told_others: _("I told others about it"),
    Outcome.complained: _("I complained"),
}
EXPECTATION_LABELS: Labels = {
    Expectation.below: _("worse than expected"),
    Expectation.met: _("as expected"),
    Expectation.exceeded: _("better than expected"),
}
FIGURE_LABELS: Labels = {
    "5": _("5 – excellent"),
    "4": _("4 – good"),
    "3": _("3 – middling"),
    "2": _("2 – weak"),
    "1": _("1 – poor"),
}
# Offered while one types where one met the company; any other words will do.
TOUCHPOINT_EXAMPLES = (
    _("Advertisement"),
    _("Website or app"),
    _("Phone call"),
    _("Entrance and first impression"),
    _("Staff"),
    _("Choosing and ordering"),
    _("Payment"),
    _("Waiting"),
    _("Delivery"),
    _("The product itself"),
    _("Complaint"),
    _("Saying goodbye"),
)
CONSENT_LABELS: Labels = {
    ConsentKind.publish: _("Publish it here. This is my own experience, or I have the right to tell it."),
    ConsentKind.research: _("Researchers may study it and mark which laws of loyalty it shows."),
    ConsentKind.quote: _("Sentences of it may be quoted in published editions of the laws."),
    ConsentKind.open_data: _("It may be part of open data sets under the licence CC BY 4.0. Copies made by others cannot be called back."),
}
# What happens when one is taken back, in the present tense: it is told before and confirmed after.
CONSENT_CONSEQUENCES: Labels = {
    ConsentKind.research: _("No researcher reads it for study any more, and what was marked in it disappears from the story and the laws."),
    ConsentKind.quote: _("Quotes of it disappear from the editions; a note stays that one was taken back."),
    ConsentKind.open_data: _("It is left out of every data set made from now on. Copies others already made cannot be called back."),
}
# Every wording a teller may have agreed to, by version. Old ones stay: the page of the code shows the one that was agreed to.
CONSENT_WORDINGS: Mapping[str, Labels] = {"2026-11": CONSENT_LABELS}


def consent_wording(kind: str, version: str, lang: str) -> str:
    """The words a teller agreed to, in the language they were read in; empty for a version that is not known."""
    with force_locale(lang):
        return label_of(CONSENT_WORDINGS.get(version, {}), kind) if version in CONSENT_WORDINGS else ""


def label_of(labels: Labels, word: str | None) -> str:
    """The text for a word; nothing for nothing, the word itself if it is not in the vocabulary."""
    return "" if not word else str(labels.get(word, word))
