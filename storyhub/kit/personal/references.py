"""Numbers under which a firm keeps a person: orders, contracts, applications, bookings, tickets, cars and devices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.context import before, counts_something
from storyhub.kit.personal.finding import Finding, Kind

_TOKEN = re.compile(r"(?<![\w+*,@$€£.])(?<!\d[:/-])[A-ZА-ЯЁa-zа-яё]{0,6}[-/]?\d[\dA-ZА-ЯЁa-z_/-]{2,34}(?![\w*@])")
_LETTERS = re.compile(r"(?<![\w])[A-Z0-9]{5,8}(?!\w)")
_CLAIM = (
    r"заказ\w{0,3}|договор\w{0,3}|контракт\w{0,3}|заявк\w{1,2}|заявлени\w{1,2}|обращени\w{1,3}|брон\w{1,9}|накладн\w{2,3}|"
    r"трек(?:-?номер\w?)?|отправлени\w{1,2}|"
    r"посылк\w{1,2}|полис\w{0,2}|билет\w{0,2}|чек\w{0,2}|квитанци\w{1,2}|претензи\w{1,2}|тикет\w{0,2}|инцидент\w{0,2}|запрос\w{0,2}|"
    r"жалоб\w{1,2}|дел[ао]|"
    r"кейс\w?|клиент\w{0,4}|карт\w{1,2} лояльности|абонент\w{0,4}|талон\w?|рекламаци\w{1,2}|операци\w{1,2}|транзакци\w{1,2}|"
    r"плат[её]ж\w?|перевод\w?|"
    r"кредит\w{0,6}|вклад\w?|imei|vin|серийн\w{2,3}|идентификатор\w?|акт\w?|сч[её]т\w?|рег\w{0,12}|вин|код\w? клиента|"
    r"orders?|booking|reservation|confirmation|contract|policy|ticket|claim|case|reference|ref|tracking|invoice|application|"
    r"membership|member|"
    r"frequent flyer|pnr|record locator|locator|complaint|request|customer|client|serial|receipt|parcel|shipment|itinerary|loyalty|"
    r"incident|rma|e-?ticket"
)
_WORD = r"(?:№|#|\bN[oо]?\b\.?|номер\w{0,3}|number|num\b|no\.|code|код\w?|id|ref(?:erence)?\b\.?|is|was|:|под|за|with|мо\w{1,3}|my|the|n°)"
_BEFORE = re.compile(rf"(?<!\w)(?:{_CLAIM})[\s,]{{0,2}}(?:[(«\"—–-]\s?)?(?:{_WORD}\s{{0,2}}){{0,4}}(?:[(«\"—–-]\s?)?$", re.IGNORECASE)
_AFTER_NUMBER = re.compile(
    rf"(?:номер\w{{0,3}}|№|number|code|код\w?)\s(?:\w{{2,14}}\s)?(?:{_CLAIM})\s?"
    r"(?:\w{1,12}\s?)?[:—–№#-]?\s?(?:is\s|was\s|номер\s)?$",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"(?:№|\bномер(?:ом|а|у)?|#|\bnumber)\s?:?\s?$", re.IGNORECASE)
_PUBLIC = re.compile(
    r"(?:отделени\w{1,2}|офис\w{0,2}|банкомат\w{0,2}|терминал\w{0,2}|филиал\w{0,2}|магазин\w{0,2}|дом\w?|кабинет\w?|закон\w?|"
    r"приказ\w?|стать\w{1,2}|ФЗ|"
    r"указ\w?|постановлени\w{1,2}|лицензи\w{1,2}|\bДО|рейс\w?|поезд\w?|вагон\w?|автобус\w?|аптек\w{1,2}|пункт\w?|ячейк\w|окн\w|касс\w|"
    r"flight|room|gate|"
    r"store|branch|law|model|модел\w|артикул\w?|article|sku|форм\w|маршрут\w?|офис продаж|дополнительн\w{2,3} офис\w?|индекс\w?|БИК|"
    r"ОГРН|КПП|допофис\w?|телефон\w{0,3}|phone)"
    r"\s?(?:\(?[\w«»]{0,12}\)?\s)?(?:№|номер\w{0,3}|number|#|no\.)?\s?:?\s?$",
    re.IGNORECASE,
)
_VIN = re.compile(r"(?<!\w)(?=[A-Z]*\d)(?=[0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?!\w)")
_PLATE = re.compile(r"(?<!\w)[АВЕКМНОРСТУХ]\s?\d{3}\s?[АВЕКМНОРСТУХ]{2}(?:\s?\d{2,3}(?:\s?rus)?)?(?!\w)", re.IGNORECASE)
_LONG = re.compile(r"(?<![\w+*№#.,@$€£])(?<!\d[.,:/-])\d{9,34}(?![\w*]|[.,]\d)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d?-\d\d?|\d{1,2}/\d{1,2}|(?:19|20)\d\d")
_LOCATOR = re.compile(r"(?:booking|reservation|confirmation|pnr|locator|брон\w{1,9}|reference)\s?(?:number|code|ref\w*|no\.?|код|"
    r"номер)?\s?(?:is|was|:|№|#)?\s?$", re.IGNORECASE)


def found(text: str) -> Iterator[Finding]:
    """Findings of the kind number. Branches, flights, laws, dates and prices are nobody's."""
    for match in _TOKEN.finditer(text):
        yield from _token(text, match)
    for match in _LETTERS.finditer(text):
        if re.search(r"[A-Z]", match[0]) and _LOCATOR.search(before(text, match.start())):
            yield Finding(Kind.number, *match.span(), certain=False)
    for pattern in (_VIN, _PLATE):
        for match in pattern.finditer(text):
            yield Finding(Kind.number, *match.span(), certain=pattern is _VIN)
    for match in _LONG.finditer(text):
        if not counts_something(text, *match.span()) and not _PUBLIC.search(before(text, match.start())):
            yield Finding(Kind.number, *match.span(), certain=False)


def _token(text: str, match: re.Match[str]) -> Iterator[Finding]:
    token = match[0].rstrip("-/_")
    digits = sum(sign.isdigit() for sign in token)
    end = match.start() + len(token)
    if digits < 3 or len(token) < 4 or _DATE.fullmatch(token) or counts_something(text, match.start(), end):
        return
    words = before(text, match.start())
    if _PUBLIC.search(words):
        return
    claimed = _BEFORE.search(words) or _AFTER_NUMBER.search(words)
    if claimed or (digits >= 5 and _NUMERO.search(words)):
        yield Finding(Kind.number, match.start(), end, certain=bool(claimed and digits >= 5))
