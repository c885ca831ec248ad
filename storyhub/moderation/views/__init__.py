"""The moderation desk: the queue, one task, deciding."""

from flask import Blueprint

bp = Blueprint("moderation", __name__)

# Imported for their routes, which need `bp` to exist first.
from storyhub.moderation.views import queue, task, thanks  # noqa: E402, F401

__all__ = ["bp"]
