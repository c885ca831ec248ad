"""The moderation desk: the queue, one task, its marks, deciding."""

from storyhub.moderation.views import answering, complaining, marks, queue, reporting, statistics, suggesting, task  # noqa: F401  # they decorate the blueprint
from storyhub.moderation.views.blueprint import bp

__all__ = ["bp"]
