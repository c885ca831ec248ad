"""The fixed vocabularies of a law: states, stages, kinds of relations."""

from __future__ import annotations

from enum import StrEnum


class LawState(StrEnum):
    """`proposed → accepted | declined`; `accepted → merged | split | retired`. Numbers survive all of them."""

    proposed = "proposed"
    accepted = "accepted"
    declined = "declined"
    merged = "merged"
    split = "split"  # type: ignore[assignment]  # the name of a method of str, which no word of a vocabulary needs
    retired = "retired"


class LawStage(StrEnum):
    """Fleming's four stages; the same words as a story's stage."""

    imagination = "imagination"
    persuasion = "persuasion"
    experience = "experience"
    feedback = "feedback"


class RelationKind(StrEnum):
    supports = "supports"
    in_tension_with = "in_tension_with"
    special_case_of = "special_case_of"


class LineageKind(StrEnum):
    merged_into = "merged_into"
    split_into = "split_into"
    superseded_by = "superseded_by"
