"""What the things that are left behind are called for people."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.exchange.domain.counting import Counting
from storyhub.exchange.domain.losses import Loss
from storyhub.kit.i18n import gettext, lazy_gettext

LOSSES: Mapping[Loss, object] = {
    Loss.other_media: lazy_gettext("Pictures, PDF, sound and film: only texts are taken"),
    Loss.rich_text: lazy_gettext("Formatting of texts: the plain text beside it is taken"),
    Loss.outside_path: lazy_gettext("Texts that lie outside the file: they are never fetched"),
    Loss.no_text: lazy_gettext("Sources whose text is not in the file"),
    Loss.unreadable_text: lazy_gettext("Texts in an encoding other than UTF-8"),
    Loss.bad_position: lazy_gettext("Passages with positions that are not in the text"),
    Loss.graphs: lazy_gettext("Graphs"),
    Loss.unknown_part: lazy_gettext("Parts that the format does not have"),
    Loss.unknown_entry: lazy_gettext("Files in the archive that do not belong to the format"),
    Loss.dangling: lazy_gettext("References to something that is not in the file"),
    Loss.unknown_code: lazy_gettext("Codings with a code that is no law here"),
    Loss.group_coded: lazy_gettext("Codings with a group of codes: here only laws are marked"),
    Loss.no_polarity: lazy_gettext("Codings that do not say whether the law is upheld or violated"),
    Loss.no_strength: lazy_gettext("Codings without a strength: they are taken as “clear”"),
    Loss.unknown_source: lazy_gettext("Coded texts that are no story here"),
    Loss.other_words: lazy_gettext("Coded texts that differ from the story published here"),
    Loss.not_to_be_coded: lazy_gettext("Texts of stories that are not, or no longer, open to coding"),
    Loss.unknown_user: lazy_gettext("Codings by somebody who has no account here"),
    Loss.refused_coding: lazy_gettext("Codings that the coding desk would not take either"),
    Loss.uncoded_selection: lazy_gettext("Passages without a code"),
    Loss.notes: lazy_gettext("Notes on texts, passages and the project: memos are written here"),
    Loss.facts: lazy_gettext("Variables and cases: what tellers said stays as it is"),
    Loss.collections: lazy_gettext("Sets and links"),
    Loss.formatting: lazy_gettext("Stories as plain text, without their formatting and earlier versions"),
    Loss.other_language: lazy_gettext("Laws in one language only, without examples and sources"),
    Loss.rounds: lazy_gettext("Stories without what their rounds hold besides: who finished when, votes, settled differences, agreement"),
    Loss.touchpoints: lazy_gettext("Stories without their touchpoints"),
    Loss.others_memos: lazy_gettext("Memos"),
}


def loss_label(kind: Loss) -> object:
    return LOSSES[kind]


def counting_label(way: Counting) -> str:
    """How the other program counted, in a sentence."""
    said = [gettext("UTF-16 units") if way.utf16 else gettext("characters (code points)")]
    said.append(gettext("a line end of two characters counts two") if way.crlf else gettext("a line end counts one"))
    said.append(gettext("the end is the last character") if way.inclusive else gettext("the end is the one after the last"))
    return ", ".join(said)
