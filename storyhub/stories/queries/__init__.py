"""Reads of stories for pages, each with a constant number of SQL queries."""

from storyhub.stories.queries.cards import (
    OrganisationName,
    StoryCard,
    StoryCounts,
    StoryFilters,
    newest_cards,
    story_cards,
    story_cards_after,
    story_counts,
    story_list,
)
from storyhub.stories.queries.drafts import find_draft
from storyhub.stories.queries.edits import Edit, edits_of, text_before
from storyhub.stories.queries.export import export_rows
from storyhub.stories.queries.receipt import Choice, Message, Receipt, receipt_of, restriction_of, sentence_spans
from storyhub.stories.queries.sectors import STORY_SECTOR, in_sector

__all__ = [
    "STORY_SECTOR",
    "Choice",
    "Edit",
    "Message",
    "OrganisationName",
    "Receipt",
    "StoryCard",
    "StoryCounts",
    "StoryFilters",
    "edits_of",
    "export_rows",
    "find_draft",
    "in_sector",
    "newest_cards",
    "receipt_of",
    "restriction_of",
    "sentence_spans",
    "story_cards",
    "story_cards_after",
    "story_counts",
    "story_list",
    "text_before",
]
