"""Proposals, decisions on them, and the curators' editing of laws."""

from storyhub.laws.views import decisions, editing, history, proposals, relations
from storyhub.laws.views.blueprint import bp

__all__ = ["bp", "decisions", "editing", "history", "proposals", "relations"]
