"""Dates as lists of references write them. The words belong to a style, not to the language of the page, so no catalogue holds them."""

from __future__ import annotations

from datetime import date

ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
RUSSIAN = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
# Abbreviated as ГОСТ Р 7.0.12-2011 has it: months of four letters or fewer are written out.
RUSSIAN_SHORT = ["янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек."]


def american(day: date) -> str:
    """
    >>> american(date(2026, 3, 5))
    'March 5, 2026'
    """
    return f"{ENGLISH[day.month - 1]} {day.day}, {day.year}"


def long_day(day: date, lang: str) -> str:
    """
    >>> long_day(date(2026, 3, 5), "en"), long_day(date(2026, 2, 5), "ru")
    ('5 March 2026', '5 февраля 2026')
    """
    return f"{day.day} {(RUSSIAN if lang == 'ru' else ENGLISH)[day.month - 1]} {day.year}"


def numeric(day: date) -> str:
    """
    >>> numeric(date(2026, 3, 5))
    '05.03.2026'
    """
    return f"{day:%d.%m.%Y}"
