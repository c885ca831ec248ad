"""Reads of curation for pages and verbs: plain values, by a constant number of SQL queries."""

from storyhub.curation.queries.cases import Standing, standing_of, standings
from storyhub.curation.queries.discussion import Answer, Remark, discussion, remark_to_settle
from storyhub.curation.queries.docket import DocketLine, docket
from storyhub.curation.queries.look_alikes import helpful_stories, look_alikes
from storyhub.curation.queries.proceedings import Proceedings, proceedings
from storyhub.curation.queries.votes import counted_votes, vote_of

__all__ = [
    "Answer",
    "DocketLine",
    "Proceedings",
    "Remark",
    "Standing",
    "counted_votes",
    "discussion",
    "docket",
    "helpful_stories",
    "look_alikes",
    "proceedings",
    "remark_to_settle",
    "standing_of",
    "standings",
    "vote_of",
]
