"""Reads of coding for pages, search and export. What is public is decided in one place, `visible.py`."""

from storyhub.coding.queries.agreement import Agreement, law_agreement, overall_agreement
from storyhub.coding.queries.alike import alike_laws
from storyhub.coding.queries.cards import PassageCard, passage_cards
from storyhub.coding.queries.claims import ClaimedLaw, claimed_laws
from storyhub.coding.queries.compared_text import adjudicated_rows, story_with_places
from storyhub.coding.queries.comparison import Compared, Comparison, comparison
from storyhub.coding.queries.contradicting import AgainstFilters, AgainstPage, stories_against
from storyhub.coding.queries.desk import DeskCoding, DeskSentence, DeskStory, desk_story, recent_laws, round_and_pass, taken_back
from storyhub.coding.queries.evidence import EvidenceCount, PublicCoding, law_evidence_counts, public_codings
from storyhub.coding.queries.exporting import export_codings
from storyhub.coding.queries.grade_shown import ShownGrade, shown_grade
from storyhub.coding.queries.graded import research_graded, stories_graded
from storyhub.coding.queries.grades import StoryGrade, own_vote, research_grade, story_grades
from storyhub.coding.queries.guides import LawGuide, law_guides
from storyhub.coding.queries.law_evidence import Evidence, EvidencePage, evidence_for_law
from storyhub.coding.queries.law_figures import LawFigures, law_figures
from storyhub.coding.queries.law_moments import TurningPoints, turning_points
from storyhub.coding.queries.law_strength import LawStrength, law_strengths
from storyhub.coding.queries.memos import MemoCard, memos
from storyhub.coding.queries.orphans import Candidate, Orphan, my_orphans
from storyhub.coding.queries.queue import (
    Progress,
    QueueCard,
    QueueFilters,
    QueuePage,
    desk_queue,
    first_waiting,
    next_story,
    queue_progress,
)
from storyhub.coding.queries.steps import DeskStep, DeskSteps, desk_steps

__all__ = [
    "AgainstFilters",
    "AgainstPage",
    "Agreement",
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
    "LawFigures",
    "LawGuide",
    "LawStrength",
    "MemoCard",
    "Orphan",
    "PassageCard",
    "Progress",
    "PublicCoding",
    "QueueCard",
    "QueueFilters",
    "QueuePage",
    "ShownGrade",
    "StoryGrade",
    "TurningPoints",
    "adjudicated_rows",
    "alike_laws",
    "claimed_laws",
    "comparison",
    "desk_queue",
    "desk_steps",
    "desk_story",
    "evidence_for_law",
    "export_codings",
    "first_waiting",
    "law_agreement",
    "law_evidence_counts",
    "law_figures",
    "law_guides",
    "law_strengths",
    "memos",
    "my_orphans",
    "next_story",
    "overall_agreement",
    "own_vote",
    "passage_cards",
    "public_codings",
    "queue_progress",
    "recent_laws",
    "research_grade",
    "research_graded",
    "round_and_pass",
    "shown_grade",
    "stories_against",
    "stories_graded",
    "story_grades",
    "story_with_places",
    "taken_back",
    "turning_points",
]
