"""Pages of the exchange: what can be taken out and in at the desk, and the codings of a story as annotations."""

from storyhub.exchange.views import annotations, desk, files
from storyhub.exchange.views.blueprint import bp, machines

__all__ = ["annotations", "bp", "desk", "files", "machines"]
