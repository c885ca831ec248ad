"""Words for how often letters come."""

from __future__ import annotations

from storyhub.kit.i18n import lazy_gettext
from storyhub.saved.domain.words import Every

EVERY_LABELS = {
    Every.never: lazy_gettext("no letters"),
    Every.day: lazy_gettext("at most one letter a day"),
    Every.week: lazy_gettext("at most one letter a week"),
}
