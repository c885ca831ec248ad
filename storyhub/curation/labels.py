"""What the fixed words of curation are called for a reader."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.curation.domain.gate import Check
from storyhub.curation.domain.words import Age, Obstacle, SuccessionKind
from storyhub.kit.i18n import lazy_gettext, ngettext

AGES: Mapping[str, object] = {
    Age.active: lazy_gettext("open"),
    Age.quiet: lazy_gettext("up for grabs"),
    Age.overdue: lazy_gettext("a decision is due"),
}
OBSTACLES: Mapping[str, object] = {
    Obstacle.evidence: lazy_gettext("the evidence gate is not met"),
    Obstacle.too_young: lazy_gettext("it has not been open long enough"),
    Obstacle.support: lazy_gettext("it needs more support"),
    Obstacle.objection: lazy_gettext("an objection is not settled"),
    Obstacle.own: lazy_gettext("you proposed it"),
    Obstacle.only_voter: lazy_gettext("you are the only one who voted"),
}
SUCCESSIONS: Mapping[str, object] = {
    SuccessionKind.merge: lazy_gettext("merged"),
    SuccessionKind.split: lazy_gettext("split"),
    SuccessionKind.supersede: lazy_gettext("superseded"),
    SuccessionKind.retire: lazy_gettext("retired"),
}


def age_label(age: str) -> object:
    return AGES[age]


def obstacle_label(obstacle: str) -> object:
    return OBSTACLES[obstacle]


def succession_label(kind: str) -> object:
    return SUCCESSIONS[kind]


def check_label(check: Check) -> str:
    """`3 passages`: what the gate asks for, counted in words."""
    number = check.need
    match check.name:
        case "passages":
            return str(
                ngettext("%(number)s passage marked by a researcher", "%(number)s passages marked by researchers", number, number=number)
            )
        case "stories":
            return str(ngettext("from %(number)s story", "from %(number)s different stories", number, number=number))
        case "tellers":
            return str(ngettext("told by %(number)s teller", "told by %(number)s different tellers", number, number=number))
        case _:
            return str(ngettext("about %(number)s company", "about %(number)s different companies", number, number=number))


def missing_label(check: Check) -> str:
    """What is still wanted of a line of the gate, in words."""
    number = check.missing
    match check.name:
        case "passages":
            return str(ngettext("%(number)s more passage", "%(number)s more passages", number, number=number))
        case "stories":
            return str(ngettext("%(number)s more story", "%(number)s more stories", number, number=number))
        case "tellers":
            return str(ngettext("%(number)s more teller", "%(number)s more tellers", number, number=number))
        case _:
            return str(ngettext("%(number)s more company", "%(number)s more companies", number, number=number))
