"""Laws and proposals as they are found: one document each, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.kit.text import plain_of
from storyhub.laws.domain.drafts import LANGS
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRevision
from storyhub.laws.queries.cards import key_of, with_wording
from storyhub.search.domain.document import Document

# A merged, split or retired law is reached by its number and its successors, not by searching; a declined idea stays findable.
FINDABLE = (LawState.accepted, LawState.proposed, LawState.declined)


def law_documents(ids: Sequence[str]) -> Mapping[str, Document | None]:
    """The document of each law by database id, None where it is not to be found (any more). One SQL query."""
    wanted = [int(key) for key in ids if key.isdecimal()]
    rows = db.session.execute(with_wording().where(Law.id.in_(wanted), Law.state.in_(FINDABLE)))
    found: dict[str, Document | None] = dict.fromkeys(ids)
    found.update({str(law.id): _document(law, revision, group) for law, revision, group in rows})
    return found


def all_keys() -> Iterable[str]:
    """The ids of every law that has a document."""
    return [str(law_id) for law_id in db.session.execute(select(Law.id).where(Law.state.in_(FINDABLE)).order_by(Law.id)).scalars()]


def _document(law: Law, revision: LawRevision, group: LawGroup | None) -> Document:
    def both(part: str) -> list[str]:
        return [text for lang in LANGS if (text := str(getattr(revision, f"{part}_{lang}")))]

    names = both("name")
    aliases = [*revision.aliases_ru, *revision.aliases_en]
    explanations = [plain_of(html) for html in both("explanation_html")]
    langs = tuple(lang for lang in LANGS if getattr(revision, f"name_{lang}"))
    return Document(
        kind="law",
        key=str(law.id),
        # Grows with every change of the law, also one of its state that leaves the wording alone.
        revision=law.version_id,
        lang=langs[0],
        audience="public",
        title=" / ".join(names),
        text="\n\n".join([*both("statement"), *explanations, *aliases, *revision.signs_ru, *revision.signs_en]),
        date=(law.decided_at or law.created_at).date(),
        facets={
            "kind": ("law" if law.number is not None else "proposal",),
            "law": (key_of(law.number, law.proposal_number),),
            "stage": tuple(revision.stages),
            "group": (group.slug,) if group else (),
            "state": (law.state,),
            "lang": langs,
        },
        names="\n".join([*names, *aliases]),
    )
