"""Telling a story and everything a teller does with the code."""

from storyhub.stories.views import contacts, own, prompting, receipts, telling  # noqa: F401  # they decorate the blueprint
from storyhub.stories.views.blueprint import bp, letter_head

__all__ = ["bp", "letter_head"]
