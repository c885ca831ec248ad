"""A codebook of another program: which law each code is here. The library is never changed by a file; at most proposals are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storyhub.exchange.domain.codebook import Code, Codebook, every_code
from storyhub.exchange.domain.laws_here import meanings
from storyhub.exchange.domain.mapping import key_and_name
from storyhub.exchange.queries.matching import laws_here
from storyhub.kit.actor import Actor
from storyhub.laws.domain.drafts import NAME_MAX, STATEMENT_MAX, ProposalDraft
from storyhub.laws.service.proposals import propose_law


@dataclass(frozen=True, slots=True)
class TakenCodebook:
    """`known`: name of a code and the law it is; `unknown`: names of codes that are none and were not proposed."""

    known: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    proposed: int


def take_codebook(codebook: Codebook, *, site: str, propose: bool, lang: str, actor: Actor, now: datetime) -> TakenCodebook:
    """With `propose` codes that are no law and say something become proposals, in the language `lang`. Raises: Forbidden, Invalid."""
    meant = meanings(codebook.codes, laws_here(site, told={}))
    known, unknown, proposed = [], [], 0
    for code in every_code(codebook.codes):
        if code.guid in meant:
            known.append((code.name, meant[code.guid].key))
        elif code.is_codable:
            if propose and _says_something(code):
                name = key_and_name(code.name)[1] or code.name
                draft = ProposalDraft.in_language(lang, name=name, statement=code.description)
                propose_law(draft, proposer_label=codebook.origin or "QDC", actor=actor, story_id=None, now=now)
                proposed += 1
            else:
                unknown.append(code.name)
    return TakenCodebook(tuple(known), tuple(unknown), proposed)


def _says_something(code: Code) -> bool:
    return 0 < len(code.description.strip()) <= STATEMENT_MAX and 0 < len(code.name.strip()) <= NAME_MAX
