"""How the pages of editions name files and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storyhub.editions.files.sayings import day
from storyhub.editions.queries.served import EditionFileCard
from storyhub.editions.views.blueprint import bp
from storyhub.kit.i18n import current_language, gettext, lazy_gettext, ngettext

# Ending → what the file is good for.
KINDS: Mapping[str, tuple[object, object]] = {
    "epub": ("EPUB", lazy_gettext("for e-readers and phones")),
    "pdf": ("PDF", lazy_gettext("for paper")),
    "html": ("HTML", lazy_gettext("one page, to keep and to print")),
    "md": ("Markdown", lazy_gettext("plain text")),
    "csv": ("CSV", lazy_gettext("for a spreadsheet")),
    "json": ("JSON", lazy_gettext("everything, for programs; the checksum is computed from it")),
    "qdc": ("QDC", lazy_gettext("codebook for programs of qualitative research")),
}
LANGUAGES = {"ru": "русский", "en": "English"}
TABLES: Mapping[str, object] = {"laws": lazy_gettext("laws"), "quotes": lazy_gettext("quotes")}
@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as the page of an edition offers it. `lang`: the language it is in, where it is in one."""

    card: EditionFileCard
    kind: object
    purpose: object
    about: object
    lang: str


def shown_files(cards: Iterable[EditionFileCard]) -> tuple[ShownFile, ...]:
    return tuple(map(_shown, cards))


def _shown(card: EditionFileCard) -> ShownFile:
    stem, _, ending = card.name.rpartition(".")
    kind, purpose = KINDS.get(ending, (ending.upper(), ""))
    lang = next((lang for lang in LANGUAGES if stem.endswith(f"-{lang}")), "")
    return ShownFile(card, kind, purpose, LANGUAGES.get(lang) or TABLES.get(stem, ""), lang)


@bp.app_template_filter("edition_change_count")
def edition_change_count(kind: str, count: int) -> str:
    """How many laws changed in this way."""
    counted = {
        "new": lambda: ngettext("%(num)s new law", "%(num)s new laws", count),
        "reworded": lambda: ngettext("%(num)s law reworded", "%(num)s laws reworded", count),
        "merged": lambda: ngettext("%(num)s law merged", "%(num)s laws merged", count),
        "split": lambda: ngettext("%(num)s law split", "%(num)s laws split", count),
        "superseded": lambda: ngettext("%(num)s law superseded", "%(num)s laws superseded", count),
        "retired": lambda: ngettext("%(num)s law no longer in it", "%(num)s laws no longer in it", count),
        "returned": lambda: ngettext("%(num)s law back again", "%(num)s laws back again", count),
        "strength": lambda: ngettext("the strength of %(num)s law moved", "the strength of %(num)s laws moved", count),
    }
    return str(counted[kind]()) if kind in counted else ""


@bp.app_template_filter("iso_day")
def iso_day(iso: str) -> str:
    """`2026-11-22` as a reader says it."""
    return day(iso, current_language())


@bp.app_template_filter("file_size")
def file_size(size: int | None) -> str:
    """In the units that a reader knows; nothing for a file that is not there."""
    if size is None:
        return ""
    if size < 1_000_000:
        return gettext("%(count)s KB", count=max(1, round(size / 1_000)))
    return gettext("%(count)s MB", count=round(size / 1_000_000, 1))
