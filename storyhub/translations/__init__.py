"""The message catalogues. English is the source text in the code; every other language has a folder here.

`python3 dev.py translations` finds the texts, updates the catalogues and compiles them; the tests fail while one is incomplete.
Compiled messages are set typographically (no-break blanks, dashes, quotes), so that a page pays nothing for it; `messages.po` stays as
translators typed it. Of ours it imports that setting only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from storyhub.kit.text import typeset

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
LANGUAGES = ("ru",)
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}
PLACE = re.compile(r"%\((\w+)\)s")


def extracted(templates: Path) -> Catalog:
    """Every text of the code and the templates, without line numbers: these would change with every commit."""
    catalog = Catalog(charset="utf-8")
    for folder in (PACKAGE, templates):
        found = extract_from_dir(folder, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True)
        for name, _line, message, _comments, context in found:
            catalog.add(message, None, [(f"{folder.name}/{name}", 0)], context=context)
    return catalog


def refresh(templates: Path) -> dict[str, int]:
    """Updates and compiles each catalogue. Returns how many messages each language still lacks."""
    source, lacking = extracted(templates), {}
    for language in LANGUAGES:
        catalog = _read(language)
        catalog.update(source, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        folder = _folder(language)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "messages.po").write_bytes(_as_po(catalog))
        (folder / "messages.mo").write_bytes(_as_mo(_read(language)))
        lacking[language] = sum(bool(message.id) and not _is_translated(message.string) for message in catalog)
    return lacking


def problems(templates: Path) -> Iterator[str]:
    """Everything that is wrong with the catalogues, one sentence each; nothing means complete."""
    source = extracted(templates)
    wanted = {(message.id, message.context) for message in source if message.id}
    for language in LANGUAGES:
        catalog = _read(language)
        known = {(message.id, message.context) for message in catalog if message.id}
        yield from (f"{language}: not in the catalogue: {message!r}" for message in sorted(wanted - known, key=repr))
        yield from (f"{language}: no longer used: {message!r}" for message in sorted(known - wanted, key=repr))
        for message in catalog:
            if not message.id:
                continue
            if message.fuzzy or not _is_translated(message.string):
                yield f"{language}: not translated: {message.id!r}"
            elif not _same_places(message.id, message.string):
                yield f"{language}: other placeholders than {message.id!r}"
        if (_folder(language) / "messages.mo").read_bytes() != _as_mo(catalog):
            yield f"{language}: messages.mo is older than messages.po"


def _folder(language: str) -> Path:
    return HERE / language / "LC_MESSAGES"


def _read(language: str) -> Catalog:
    path = _folder(language) / "messages.po"
    if not path.exists():
        header = "# StoryHub in another language. MIT licence, as the code."
        return Catalog(locale=language, charset="utf-8", project="StoryHub", version="1", header_comment=header, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _as_po(catalog: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalog, omit_header=False, sort_output=True, include_lineno=False, width=130)
    # Dates and tool versions say nothing and would differ on every machine.
    changing = (b'"POT-Creation', b'"PO-Revision', b'"Generated')
    return b"".join(line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(changing))


def _as_mo(catalog: Catalog) -> bytes:
    """Compiled, set, and without the header's dates, so that the same messages give the same bytes."""
    fixed = datetime(2026, 1, 1, tzinfo=UTC)
    plain = Catalog(locale=catalog.locale, charset="utf-8", header_comment="", creation_date=fixed, revision_date=fixed)
    for message in catalog:
        if message.id:
            plain.add(message.id, _set(message.string, str(catalog.locale_identifier)), context=message.context)
    buffer = BytesIO()
    write_mo(buffer, plain)
    return buffer.getvalue()


Text = str | tuple[str, ...] | list[str] | None


def _set(string: Text, language: str) -> Text:
    """Every form of a message in the typography of its language."""
    if isinstance(string, tuple | list):
        return tuple(typeset(form, language) for form in string)
    return typeset(string or "", language)


def _is_translated(string: Text) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _same_places(source: Text, translated: Text) -> bool:
    """Every placeholder of the translation is one the code fills in, and none is missing from the last form."""
    asked = set(PLACE.findall(" ".join(source) if isinstance(source, tuple | list) else source or ""))
    forms = list(translated) if isinstance(translated, tuple | list) else [translated or ""]
    return all(set(PLACE.findall(form)) <= asked for form in forms) and set(PLACE.findall(forms[-1])) == asked
