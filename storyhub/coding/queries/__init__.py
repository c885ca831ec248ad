"""Reads of coding for pages, search and export. What is public is decided in one place, `visible.py`."""

from storyhub.coding.queries.cards import PassageCard, passage_cards
from storyhub.coding.queries.claims import ClaimedLaw, claimed_laws
from storyhub.coding.queries.desk import DeskCoding, DeskSentence, DeskStory, desk_story, recent_laws, taken_back
from storyhub.coding.queries.evidence import EvidenceCount, PublicCoding, law_evidence_counts, public_codings
from storyhub.coding.queries.exporting import export_codings
from storyhub.coding.queries.guides import LawGuide, law_guides
from storyhub.coding.queries.law_evidence import Evidence, EvidencePage, evidence_for_law
from storyhub.coding.queries.queue import (
    Orphan,
    Progress,
    QueueCard,
    QueueFilters,
    QueuePage,
    desk_queue,
    first_waiting,
    my_orphans,
    next_story,
    queue_progress,
)

__all__ = [
    "ClaimedLaw",
    "DeskCoding",
    "DeskSentence",
    "DeskStory",
    "Evidence",
    "EvidenceCount",
    "EvidencePage",
    "LawGuide",
    "Orphan",
    "PassageCard",
    "Progress",
    "PublicCoding",
    "QueueCard",
    "QueueFilters",
    "QueuePage",
    "claimed_laws",
    "desk_queue",
    "desk_story",
    "evidence_for_law",
    "export_codings",
    "first_waiting",
    "law_evidence_counts",
    "law_guides",
    "my_orphans",
    "next_story",
    "passage_cards",
    "public_codings",
    "queue_progress",
    "recent_laws",
    "taken_back",
]
