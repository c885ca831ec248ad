"""The coding desk and the teller's own choice of a law."""

from storyhub.coding.views import ahead, claiming, desk, queue, readers, suggesting
from storyhub.coding.views.blueprint import bp

__all__ = ["ahead", "bp", "claiming", "desk", "queue", "readers", "suggesting"]
