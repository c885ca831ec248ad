"""What the fixed words of the library are called for a reader."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.words import LawStage, LawState, LineageKind, RelationKind

LAW_STATES: Mapping[str, object] = {
    LawState.proposed: lazy_gettext("proposed"),
    LawState.accepted: lazy_gettext("accepted"),
    LawState.declined: lazy_gettext("declined"),
    LawState.merged: lazy_gettext("merged into another law"),
    LawState.split: lazy_gettext("split into several laws"),
    LawState.retired: lazy_gettext("retired"),
}
LAW_STAGES: Mapping[str, object] = {
    LawStage.imagination: lazy_gettext("imagination"),
    LawStage.persuasion: lazy_gettext("persuasion"),
    LawStage.experience: lazy_gettext("experience"),
    LawStage.feedback: lazy_gettext("feedback"),
}
RELATIONS: Mapping[str, object] = {
    RelationKind.supports: lazy_gettext("supports"),
    RelationKind.in_tension_with: lazy_gettext("in tension with"),
    RelationKind.special_case_of: lazy_gettext("special case of"),
}
RELATIONS_BACK: Mapping[str, object] = {
    RelationKind.supports: lazy_gettext("supported by"),
    RelationKind.in_tension_with: lazy_gettext("in tension with"),
    RelationKind.special_case_of: lazy_gettext("has the special case"),
}
LINEAGE: Mapping[str, object] = {
    LineageKind.merged_into: lazy_gettext("merged into"),
    LineageKind.split_into: lazy_gettext("split into"),
    LineageKind.superseded_by: lazy_gettext("superseded by"),
}
# The parts of a wording, as forms and the history call them.
PARTS: Mapping[str, object] = {
    "name": lazy_gettext("Name"),
    "statement": lazy_gettext("Statement"),
    "explanation": lazy_gettext("Explanation"),
    "include": lazy_gettext("When it applies"),
    "exclude": lazy_gettext("When it does not"),
    "how_to_apply": lazy_gettext("How to apply it"),
    "aliases": lazy_gettext("Other names"),
    "signs": lazy_gettext("How it sounds"),
    "anchor_quotes": lazy_gettext("Examples in people’s own words"),
    "stages": lazy_gettext("Stages"),
}


def law_state_label(state: str) -> object:
    return LAW_STATES[state]


def law_stage_label(stage: str) -> object:
    return LAW_STAGES[stage]


def relation_label(kind: str, *, back: bool = False) -> object:
    """`supports`, or read from the other end, `supported by`."""
    return (RELATIONS_BACK if back else RELATIONS)[kind]


def lineage_label(kind: str) -> object:
    return LINEAGE[kind]


def law_part_label(part: str) -> object:
    return PARTS[part]
