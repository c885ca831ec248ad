"""Pages of the exchange: what can be taken out and in at the desk, and the codings of a story as annotations."""

from storyhub.exchange.views import desk, files
from storyhub.exchange.views.blueprint import bp

__all__ = ["bp", "desk", "files"]
