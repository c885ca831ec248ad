"""Documents for tests of search: `make_document(**over)` and a fixed small shelf that most tests read from."""

from __future__ import annotations

from datetime import date
from typing import Any

from storyhub.search.domain.document import Document


def make_document(key: str = "1", **over: Any) -> Document:
    values: dict[str, Any] = {
        "kind": "story",
        "key": key,
        "revision": 1,
        "lang": "ru",
        "audience": "public",
        "title": "",
        "text": "",
        "date": None,
        "facets": {},
    }
    return Document(**{**values, **over})


SHELF = (
    make_document(
        "1",
        title="Возврат денег",
        text="Мне не вернули деньги за билеты. Ещё ждали в очереди, а кол-центр молчал.",
        date=date(2024, 5, 1),
        facets={"law": ("12", "P-7"), "stage": ("after",), "org": ("Сбер Банк",)},
    ),
    make_document(
        "2",
        title="Карта",
        text="Банк списал комиссию за обслуживание кредитной карты. Оператор всё исправил за минуту.",
        date=date(2025, 2, 3),
        facets={"law": ("12",), "stage": ("use",)},
    ),
    make_document(
        "3",
        lang="en",
        title="Lost luggage",
        text="We waited in queues; the agents' answer was rude. My luggage was lost twice.",
        date=date(2026, 1, 9),
        facets={"law": ("3",), "stage": ("use",)},
    ),
    make_document("4", lang="en", audience="staff", title="Under review", text="A secret queue nobody may see yet."),
    make_document(
        "12",
        kind="law",
        lang="",
        title="Верни деньги сразу / Refund at once",
        text="Возврат без вопросов. A refund without questions.",
        names="закон возврата",
        facets={"lang": ("ru", "en"), "law": ("12",), "group": ("money",)},
    ),
)
