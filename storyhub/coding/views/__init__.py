"""The coding desk and the teller's own choice of a law."""

from storyhub.coding.views import claiming, desk, queue
from storyhub.coding.views.blueprint import bp

__all__ = ["bp", "claiming", "desk", "queue"]
