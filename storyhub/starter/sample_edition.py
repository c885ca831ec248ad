"""The first edition of the sample library, so that a stranger sees what an edition is. Made through the verbs a curator uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from storyhub.coding.domain.strength import StrengthRules
from storyhub.editions.domain.drafts import EditionWords
from storyhub.editions.models import Edition, EditionLaw
from storyhub.editions.queries.draft import EditionRules
from storyhub.editions.queries.quotable import quotable_for
from storyhub.editions.service import choose_quotes, freeze, save_words, start_draft
from storyhub.kit.actor import Actor
from storyhub.kit.db import db

QUOTES = 2  # Under each law, where there are so many.
WORDS = EditionWords(
    title_ru="Законы лояльности: первое издание",
    title_en="Laws of Loyalty: the first edition",
    foreword_ru=(
        "Всё здесь вымышлено для примера: и рассказчики, и компании. Законы же можно проверить на своих клиентах.\n\n"
        "Читайте с любого места. Выберите один закон, понаблюдайте за ним день или неделю и спросите себя, насколько он силён у вас. "
        "Рядом с каждым стоят слова тех, кто его подтверждает, и тех, кто с ним спорит.\n\n"
        "Если с вами было иначе — расскажите: следующее издание сложится из новых историй."
    ),
    foreword_en=(
        "Everything here is invented as an example: tellers and companies alike. The laws can be tried on customers of your own.\n\n"
        "Begin anywhere. Take one law, watch it for a day or a week, and ask yourself how strong it is where you work. Beside each "
        "stand the words of those who bear it out, and of those who disagree.\n\n"
        "If it was otherwise with you, tell us: the next edition will be made of new stories."
    ),
)


def freeze_first(curator: Actor, *, address: str, publisher: str, now: datetime) -> Edition | None:
    """Edition 1 of the laws in force; None where there is an edition already, a draft included. Its files are made by the worker."""
    if db.session.execute(select(Edition.id).limit(1)).first() is not None:
        return None
    edition = start_draft(actor=curator, now=now)
    save_words(edition, replace(WORDS, publisher=publisher), version=edition.version_id, actor=curator, now=now)
    for law_id in db.session.execute(select(EditionLaw.law_id).where(EditionLaw.edition_id == edition.id)).scalars().all():
        quotes = [quote.passage_id for quote in quotable_for(law_id, limit=QUOTES)]
        if quotes:
            choose_quotes(edition, law_id, quotes, actor=curator, now=now)
    return freeze(edition, confirmed=None, rules=EditionRules(address=address, strength=StrengthRules()), actor=curator, now=now)
