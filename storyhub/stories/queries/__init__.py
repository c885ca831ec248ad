"""Reads of stories for pages, each with a constant number of SQL queries."""

from storyhub.stories.queries.cards import (
    OrganisationName,
    StoryCard,
    StoryCounts,
    StoryFilters,
    newest_cards,
    story_cards,
    story_counts,
    story_list,
)
from storyhub.stories.queries.export import export_rows
from storyhub.stories.queries.receipt import Message, Receipt, receipt_of, restriction_of, sentence_spans
from storyhub.stories.queries.sectors import STORY_SECTOR, in_sector

__all__ = [
    "STORY_SECTOR",
    "Message",
    "OrganisationName",
    "Receipt",
    "StoryCard",
    "StoryCounts",
    "StoryFilters",
    "export_rows",
    "in_sector",
    "newest_cards",
    "receipt_of",
    "restriction_of",
    "sentence_spans",
    "story_cards",
    "story_counts",
    "story_list",
]
