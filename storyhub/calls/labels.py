"""Words for where a call stands."""

from __future__ import annotations

from typing import Any

from storyhub.calls.domain.phase import Phase
from storyhub.kit.i18n import lazy_gettext

PHASE_LABELS: dict[Phase, Any] = {
    Phase.open: lazy_gettext("open now"),
    Phase.coming: lazy_gettext("coming"),
    Phase.past: lazy_gettext("over"),
    Phase.withdrawn: lazy_gettext("taken back"),
}


def phase_label(phase: str) -> str:
    return str(PHASE_LABELS[Phase(phase)])
