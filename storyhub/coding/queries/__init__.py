"""Reads of coding for pages, search and export. What is public is decided in one place, `visible.py`."""

from storyhub.coding.queries.alike import alike_laws
from storyhub.coding.queries.cards import PassageCard, passage_cards
from storyhub.coding.queries.claims import ClaimedLaw, claimed_laws
from storyhub.coding.queries.compared_text import adjudicated_rows, story_with_places
from storyhub.coding.queries.comparison import Compared, Comparison, comparison
from storyhub.coding.queries.desk import DeskCoding, DeskSentence, DeskStory, desk_story, recent_laws, round_and_pass, taken_back
from storyhub.coding.queries.evidence import EvidenceCount, PublicCoding, law_evidence_counts, public_codings
from storyhub.coding.queries.exporting import export_codings
from storyhub.coding.queries.guides import LawGuide, law_guides
from storyhub.coding.queries.law_evidence import Evidence, EvidencePage, evidence_for_law
from storyhub.coding.queries.memos import MemoCard, memos
from storyhub.coding.queries.orphans import Candidate, Orphan, my_orphans
from storyhub.coding.queries.queue import (
    Progress,
    QueueCard,
    QueueFilters,
    QueuePage,
    desk_queue,
    next_story,
    queue_progress,
)
from storyhub.coding.queries.steps import DeskStep, DeskSteps, desk_steps

__all__ = [
    "Candidate",
    "ClaimedLaw",
    "Compared",
    "Comparison",
    "DeskCoding",
    "DeskSentence",
    "DeskStep",
    "DeskSteps",
    "DeskStory",
    "Evidence",
    "EvidenceCount",
    "EvidencePage",
    "LawGuide",
    "MemoCard",
    "Orphan",
    "PassageCard",
    "Progress",
    "PublicCoding",
    "QueueCard",
    "QueueFilters",
    "QueuePage",
    "adjudicated_rows",
    "alike_laws",
    "claimed_laws",
    "comparison",
    "desk_queue",
    "desk_steps",
    "desk_story",
    "evidence_for_law",
    "export_codings",
    "law_evidence_counts",
    "law_guides",
    "memos",
    "my_orphans",
    "next_story",
    "passage_cards",
    "public_codings",
    "queue_progress",
    "recent_laws",
    "round_and_pass",
    "story_with_places",
    "taken_back",
]
