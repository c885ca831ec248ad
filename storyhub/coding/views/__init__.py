"""The coding desk and the teller's own choice of a law."""

from storyhub.coding.views import (
    agreement,
    agreement_desk,
    ahead,
    changing,
    claiming,
    comparing,
    desk,
    memos,
    orphans,
    proposing,
    queue,
    readers,
    suggesting,
    training,
    training_result,
    training_set,
)
from storyhub.coding.views.blueprint import bp

__all__ = [
    "agreement",
    "agreement_desk",
    "ahead",
    "bp",
    "changing",
    "claiming",
    "comparing",
    "desk",
    "memos",
    "orphans",
    "proposing",
    "queue",
    "readers",
    "suggesting",
    "training",
    "training_result",
    "training_set",
]
