"""Reads of the open data: which stories are in them, what changed when, and the rows of every table."""

from storyhub.dataset.queries.changes import Changes, changes, open_stories
from storyhub.dataset.queries.library import newest_wording
from storyhub.dataset.queries.rows import Asked, rows_of

__all__ = ["Asked", "Changes", "changes", "newest_wording", "open_stories", "rows_of"]
