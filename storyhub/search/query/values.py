"""Russian words for the values of fields whose values are a fixed few: `вид:закон`, `язык:русский`, `стадия:покупка`."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "lang": {"ru": "русский рус по-русски russian", "en": "английский англ eng по-английски english"},
    "kind": {
        "story": "история истории рассказ рассказы stories",
        "law": "закон законы laws",
        "proposal": "предложение предложения proposals",
        "passage": "отрывок отрывки фрагмент фрагменты цитата цитаты passages",
    },
    "polarity": {
        "upholds": "подтверждает соблюдает соблюдён соблюден за uphold upheld",
        "violates": "нарушает нарушен нарушение против violate violated",
        "mixed": "смешанная смешанный смешанно оба",
    },
    "stage": {
        "imagination": "воображение представление до",
        "persuasion": "убеждение выбор покупка",
        "experience": "опыт пользование использование",
        "feedback": "отклик обратная-связь после",
    },
    "state": {
        "accepted": "принят принятый действует",
        "proposed": "предложен предложенный открыт",
        "declined": "отклонён отклонен",
    },
    "sector": {
        "retail": "магазины магазин розница торговля",
        "grocery": "продукты",
        "food": "кафе рестораны ресторан общепит",
        "hospitality": "гостиницы гостиница отели отель",
        "travel": "путешествия авиакомпании туризм",
        "transport": "транспорт такси",
        "telecom": "связь телефон интернет",
        "banking": "банки банк",
        "insurance": "страхование страховка",
        "health": "здоровье медицина",
        "beauty": "красота спорт",
        "education": "образование учёба учеба",
        "software": "программы софт",
        "delivery": "доставка почта",
        "repair": "ремонт",
        "housing": "жильё жилье аренда",
        "utilities": "жкх коммуналка",
        "government": "госуслуги государство",
        "culture": "культура досуг",
        "other": "другое прочее",
    },
}
_VALUES: Final = {name: {word: value for value, words in row.items() for word in words.split()} for name, row in _WORDS.items()}


def value_meant(name: str, typed: str) -> str:
    """The value of a field as the index spells it; a word that is not known stays as it is.

    >>> value_meant("lang", "русский"), value_meant("org", "русский")
    ('ru', 'русский')
    """
    return _VALUES.get(name, {}).get(typed, typed)
