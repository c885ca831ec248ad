"""The moderation desk: the queue, one task, its marks, deciding."""

from storyhub.moderation.views import (  # noqa: F401  # they decorate the blueprint
    answering,
    claiming,
    complaining,
    intake,
    marks,
    near,
    queue,
    reporting,
    statistics,
    suggesting,
    task,
    thanks,
)
from storyhub.moderation.views.blueprint import bp

__all__ = ["bp"]
