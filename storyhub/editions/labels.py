"""What the words of an edition are called on the desk."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.editions.domain.checklist import Lack
from storyhub.editions.domain.words import FileState
from storyhub.kit.i18n import lazy_gettext

LACKS: Mapping[str, object] = {
    Lack.title: lazy_gettext("The title is missing"),
    Lack.laws: lazy_gettext("There is no law in it"),
    Lack.law_gone: lazy_gettext("No longer in force, so they must be left out"),
    Lack.foreword: lazy_gettext("The foreword is empty"),
    Lack.publisher: lazy_gettext("The publisher is not named"),
    Lack.quote_lost: lazy_gettext("A chosen quote cannot be printed: its text changed, or its teller took the consent back"),
    Lack.law_left_out: lazy_gettext("In force, but left out"),
    Lack.law_untranslated: lazy_gettext("Not written in both languages"),
    Lack.law_without_evidence: lazy_gettext("Few tellers say anything about them"),
    Lack.law_without_quote: lazy_gettext("Without a quote"),
}
TROUBLES: Mapping[str, object] = {
    "disk_full": lazy_gettext("The disk is full. As soon as there is room, the file is made; nothing is lost."),
    "not_written": lazy_gettext("The data folder cannot be written to. It is tried again every minute."),
    "not_made": lazy_gettext("It could not be made and is tried again; the operator’s log says why."),
}
FILE_STATES: Mapping[str, object] = {
    FileState.making: lazy_gettext("being made"),
    FileState.made: lazy_gettext("made"),
    FileState.withheld: lazy_gettext("withheld until it is made anew"),
}


def lack_label(lack: str) -> str:
    return str(LACKS.get(lack, lack))


def trouble_label(trouble: str) -> str:
    return str(TROUBLES.get(trouble, trouble))


def file_state_label(state: str) -> str:
    return str(FILE_STATES.get(state, state))
