"""Telling a story and everything a teller does with the code."""

from storyhub.stories.views import (  # noqa: F401  # they decorate the blueprint
    answering,
    contacts,
    drafts,
    hinting,
    me_too,
    own,
    prompting,
    receipts,
    telling,
)
from storyhub.stories.views.blueprint import bp, letter_head

__all__ = ["bp", "letter_head"]
