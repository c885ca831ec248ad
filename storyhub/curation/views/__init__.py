"""Proposals from the first word to the decision, and what becomes of laws afterwards."""

from storyhub.curation.views import adopting, decisions, discussing, docket, news, proposals, proposing, succession, voting
from storyhub.curation.views.blueprint import bp

__all__ = ["adopting", "bp", "decisions", "discussing", "docket", "news", "proposals", "proposing", "succession", "voting"]
