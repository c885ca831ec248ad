"""Laws and proposals for tests, made by the verbs themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import WRITES, db, transaction
from storyhub.laws.domain.drafts import LawDraft, ProposalDraft
from storyhub.laws.models import Law, LawGroup
from storyhub.laws.service import create_law, propose_law

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
_numbers = count(1)


def law_draft(**over: Any) -> LawDraft:
    """A whole law in both languages."""
    mark = next(_numbers)
    values: dict[str, Any] = {
        "name_ru": f"Запас в обещании {mark}",
        "name_en": f"Slack in the promise {mark}",
        "statement_ru": "Кому назвали срок с запасом, тот возвращается охотнее.",
        "statement_en": "Whoever was given a time with slack comes back more readily.",
        "explanation_ru": "Человек строит вокруг срока **день**.",
        "explanation_en": "People build a **day** around it.",
        **over,
    }
    return LawDraft(**values)


def proposal_draft(lang: str = "ru", **over: Any) -> ProposalDraft:
    mark = next(_numbers)
    texts = {
        "ru": {"name": f"Спасибо от руки {mark}", "statement": "Написанное от руки спасибо помнят дольше скидки."},
        "en": {"name": f"A written thank-you {mark}", "statement": "A thank-you by hand is remembered longer than a discount."},
    }
    return ProposalDraft.in_language(lang, **{**texts[lang], **over})


def make_law(number: int | None = None, **over: Any) -> Law:
    """A law in force. Committed (detached) outside a transaction, flushed inside one."""
    return _kept(lambda: create_law(law_draft(**over), actor=OPERATOR, now=NOW, number=number))


def make_proposal(lang: str = "ru", *, actor: Any = OPERATOR, story_id: int | None = None, **over: Any) -> Law:
    """An open proposal in one language; by the operator unless another actor is given."""
    label = actor.name or actor.label
    return _kept(lambda: propose_law(proposal_draft(lang, **over), proposer_label=label, actor=actor, story_id=story_id, now=NOW))


def make_group(slug: str = "promise", **over: Any) -> LawGroup:
    values = {"name_ru": "Обещание", "name_en": "Promise", "position": 0, **over}
    return _kept(lambda: _added(LawGroup(slug=slug, **values)))


def _added(row: Any) -> Any:
    db.session.add(row)
    return row


def _kept(make: Any) -> Any:
    if db.session.info.get(WRITES):
        row = make()
        db.session.flush()
        return row
    with transaction():
        row = make()
    db.session.refresh(row)
    db.session.expunge(row)
    return row
