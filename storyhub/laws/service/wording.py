"""From a draft to a row: texts cleaned and measured, Markdown rendered once, one `LawRevision` a wording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, clean_source, law_html
from storyhub.laws.domain.drafts import LANGS, LISTS, MARKDOWN, NAME_MAX, STATEMENT_MAX, TEXT_MAX, LawDraft, ProposalDraft
from storyhub.laws.domain.entry import ITEM, ITEMS
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.queries.editing import law_draft

Draft = TypeVar("Draft", LawDraft, ProposalDraft)
LIMITS = {"name": NAME_MAX, "statement": STATEMENT_MAX}


def cleaned(draft: Draft) -> Draft:
    """The draft as it will be stored. Raises: Invalid for a text that is too long or cannot be read."""
    changes: dict[str, Any] = {}
    for field, value in asdict(draft).items():
        part, _, lang = field.rpartition("_")
        if lang not in LANGS:
            continue
        with told_as_invalid(field):
            changes[field] = _items(value) if part in LISTS else _text(part, value)
    return replace(draft, **changes)


def _text(part: str, value: str) -> str:
    text = clean_source(value, max_chars=LIMITS.get(part, TEXT_MAX))
    return " ".join(text.split()) if part == "name" else text


def _items(items: tuple[str, ...]) -> tuple[str, ...]:
    """Distinct, non-empty lines, in order."""
    found = dict.fromkeys(" ".join(clean_source(item, max_chars=ITEM).split()) for item in items)
    return tuple(item for item in found if item)[:ITEMS]


def rendered(draft: LawDraft | ProposalDraft) -> dict[str, str]:
    """The `…_html` columns. Raises: Invalid for Markdown that cannot be rendered."""
    columns: dict[str, str] = {}
    for part in MARKDOWN:
        for lang in LANGS:
            source = getattr(draft, f"{part}_{lang}", "")
            with told_as_invalid(f"{part}_{lang}"):
                columns[f"{part}_html_{lang}"] = str(law_html(source)) if source else ""
    return columns


@contextmanager
def told_as_invalid(field: str) -> Iterator[None]:
    """Turns a text that cannot be taken into the error a person is told."""
    try:
        yield
    except TextProblem as problem:
        message = lazy_gettext("A text is too long, or holds something that cannot be shown (%(field)s).", field=field)
        raise Invalid(message, log=f"{field}: {problem}") from problem


def add_revision(law: Law, draft: LawDraft | ProposalDraft, *, why: str, actor: Actor, now: datetime) -> LawRevision:
    """Makes a cleaned draft the wording in force. The law must have been flushed."""
    last = db.session.execute(select(func.max(LawRevision.number)).where(LawRevision.law_id == law.id)).scalar()
    columns = {name: _storable(value) for name, value in asdict(draft).items() if name not in ("group", "slug")}
    revision = LawRevision(
        law_id=law.id,
        number=(last or 0) + 1,
        author_id=actor.person_id,
        why=why,
        created_at=now,
        **columns,
        **rendered(draft),
    )
    db.session.add(revision)
    db.session.flush()
    law.current = revision
    db.session.flush()
    return revision


def _storable(value: object) -> object:
    return [str(item) for item in value] if isinstance(value, tuple) else value


def draft_of(law: Law) -> LawDraft:
    """The law as a draft: what an edit starts from and is compared with."""
    return law_draft(law, wording_of(law), law.group)


def wording_of(law: Law) -> LawRevision:
    """The wording in force. Raises: LookupError for a row no verb made."""
    if law.current is None:
        raise LookupError(f"law {law.id} has no wording")
    return law.current
