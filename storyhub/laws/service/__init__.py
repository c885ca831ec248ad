"""The verbs of the library. None commits; each takes the actor and the moment, and raises `kit.errors`."""

from storyhub.laws.domain.drafts import LawDraft, ProposalDraft
from storyhub.laws.service.days import keep_days
from storyhub.laws.service.editing import create_law, expect_version, reword_law
from storyhub.laws.service.library import LibraryCounts, load_library
from storyhub.laws.service.proposals import accept_proposal, decline_proposal, propose_law
from storyhub.laws.service.relations import relate, unrelate
from storyhub.laws.service.wording import cleaned, draft_of

__all__ = [
    "LawDraft",
    "LibraryCounts",
    "ProposalDraft",
    "accept_proposal",
    "cleaned",
    "create_law",
    "decline_proposal",
    "draft_of",
    "expect_version",
    "keep_days",
    "load_library",
    "propose_law",
    "relate",
    "reword_law",
    "unrelate",
]
