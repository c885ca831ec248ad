"""Whether the one who looks is to repeat the training: for the desk's pages, and before she begins a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storyhub.coding.domain.training_due import Terms
from storyhub.coding.queries.training_due import Trained, trained, training_due
from storyhub.coding.views.blueprint import bp
from storyhub.kit.web import current_actor, now, settings


def training_terms() -> Terms:
    """What the settings ask of the training."""
    known = settings()
    return Terms(required=known.training == "required", days=known.training_days, grace_days=known.training_grace_days)


def trained_by(handles: Iterable[str]) -> Mapping[str, Trained]:
    """Who has finished it, under the settings of this site."""
    return trained(handles, training_terms())


@bp.app_template_global("training_due")
def my_training_due() -> str:
    """`no`, `due` or `late`."""
    return str(training_due(current_actor(), training_terms(), now=now()))
