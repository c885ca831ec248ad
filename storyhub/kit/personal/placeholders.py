"""The word that stands in a story for what was taken out. Part of the story's text, so in the story's language, not the reader's."""

from __future__ import annotations

from storyhub.kit.personal.finding import Kind

_WORDS: dict[Kind, tuple[str, str]] = {
    Kind.email: ("почта", "email"),
    Kind.phone: ("телефон", "phone"),
    Kind.card: ("карта", "card"),
    Kind.account: ("счёт", "account"),
    Kind.passport: ("паспорт", "passport"),
    Kind.snils: ("СНИЛС", "insurance number"),
    Kind.inn: ("ИНН", "tax number"),
    Kind.number: ("номер", "number"),
    Kind.link: ("ссылка", "link"),
    Kind.handle: ("аккаунт", "profile"),
    Kind.name: ("имя", "name"),
    Kind.profanity: ("брань", "expletive"),
}


def placeholder(kind: Kind, lang: str) -> str:
    """`[телефон]` in a Russian text, `[phone]` in any other.

    >>> placeholder(Kind.phone, "ru"), placeholder(Kind.phone, "en")
    ('[телефон]', '[phone]')
    """
    russian, english = _WORDS[kind]
    return f"[{russian if lang == 'ru' else english}]"
