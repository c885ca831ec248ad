"""The curators' editing of laws, and the history of their wordings. Proposals have their pages in curation."""

from storyhub.laws.views import editing, history, relations
from storyhub.laws.views.blueprint import bp

__all__ = ["bp", "editing", "history", "relations"]
