"""Telling a story and everything a teller does with the code."""

from storyhub.stories.views import answering, drafts, hinting, me_too, prompting, receipts, telling  # noqa: F401  # they decorate the blueprint
from storyhub.stories.views.blueprint import bp

__all__ = ["bp"]
