"""Reads for citations."""

from storyhub.citing.queries.stories import CitedStory, Fate, cited_story, fate_of

__all__ = ["CitedStory", "Fate", "cited_story", "fate_of"]
