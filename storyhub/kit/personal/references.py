"""Numbers under which a firm keeps a person: orders, contracts, applications, bookings, tickets, cars and devices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyhub.kit.personal.context import before, counts_something, matches
from storyhub.kit.personal.finding import Finding, Kind
from storyhub.kit.personal.first_names import RUSSIAN

_TOKEN = re.compile(r"(?<![\w+*,@$€£.])(?<!\d[:/-])[A-ZА-ЯЁa-zа-яё]{0,6}[-/]?\d[\dA-ZА-ЯЁa-z_/-]{2,34}(?:(?![\w*@])|(?=от[\d\s]))")
_LETTERS = re.compile(r"[A-Z0-9](?<!\w.)[A-Z0-9]{4,7}(?!\w)")
_CLAIM = (
    r"заказ\w{0,3}|договор\w{0,3}|контракт\w{0,3}|заявк\w{1,2}|заявлени\w{1,2}|обращени\w{1,3}|брон\w{1,9}|накладн\w{2,3}|"
    r"трек(?:-?номер\w?)?|отправлени\w{1,2}|"
    r"посылк\w{1,2}|полис\w{0,2}|билет\w{0,2}|чек\w{0,2}|квитанци\w{1,2}|претензи\w{1,2}|тикет\w{0,2}|инцидент\w{0,2}|запрос\w{0,2}|"
    r"жалоб\w{1,2}|дел[ао]|"
    r"кейс\w?|клиент\w{0,4}|карт\w{1,2} лояльности|абонент\w{0,4}|рекламаци\w{1,2}|"
    r""
    r"imei|vin|серийн\w{2,3}|идентификатор\w?|акт\w?|рег\w{0,12}|вин|код\w? клиента|"
    r"orders?|booking|reservation|confirmation|contract|policy|ticket|claim|case|reference|ref|tracking|invoice|application|"
    r"membership|member|"
    r"frequent flyer|pnr|record locator|locator|complaint|request|customer|client|serial|receipt|parcel|shipment|itinerary|loyalty|"
    r"incident|rma|e-?ticket"
)
_NEEDS_A_WORD = (
    r"операци\w{1,2}|транзакци\w{1,2}|плат[её]ж\w{0,2}|перевод\w{0,2}|кредит\w{0,6}|вклад\w?|сотрудник\w?|ипотек\w|сертификат\w?|"
    r"закладн\w{2,3}|"
    r"талон\w?|сч[её]т\w? на оплату|employee"
)
_NUMBER_WORD = r"(?:№|#|\bN[oоº°]?\b\.?|[нН]омер\w{0,3}|number|код\w?|code|id)"
_WORD = (
    r"(?:№|#|\bN[oоº°]?\b\.?|Nº|N°|номер\w{0,3}|number|num\b|no\.|code|код\w?|id|ref(?:erence)?\b\.?|is|was|:|под|за|with|мо\w{1,3}|my|"
    r"the|n°)"
)
_DATED = r"(?:\s?от\s[\d.]{6,10}(?:\s?г\.?|\sгода)?)?"
_FILLER = r"(?:\sв\s(?:банк|поддержку|магазин|офис)|\s(?:зарегистрировано|зарегистрирована|принято|принята|получило|создано|оформлено))?"
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_CLAIM}){_FILLER}{_DATED}[\s,]{{0,2}}(?:[(«\"—–-]\s?)?(?:{_WORD}\s{{0,2}}){{0,4}}(?:[(«\"—–-]\s?)?$",
    re.IGNORECASE,
)
_BEFORE_WITH_WORD = re.compile(
    rf"(?<!\w)(?:(?:{_NEEDS_A_WORD}){_DATED}\s?{_NUMBER_WORD}|{_NUMBER_WORD}\s(?:{_NEEDS_A_WORD}))\s?[:(«—–-]?\s?$", re.IGNORECASE
)
_STAFF = re.compile(
    r"(?:[вВ]нутренн\w{2,3}\sномер\w{0,2}(?:\sсотрудника)?|\b(?:[сС]отрудни\w{1,4}|[сС]пециалист\w{0,2}|[оО]ператор\w{0,2}|"
    r"[мМ]енеджер\w{0,2})"
    r"(?:\sбанка)?)\s?[-—–,(:№\"«]{0,2}\s?$"
)
_NAME_BEFORE = re.compile(r"\b([А-ЯЁ][а-яё]{2,12})\s?[-—–,(:№\"«]{0,2}\s?$")
_SUM_BEFORE = re.compile(
    r"(?:сумм\w{0,2}|размер\w{0,2}|кредит\w{0,2}|до|от|на|плат[её]ж\w{0,2}|остат\w{1,3}|лимит\w{0,2}|одобрил\w?|взял\w?|"
    r"получ\w{1,4})\s{1,2}$",
)
_BRANCH = re.compile(r"\d{3}/\d{4}")
_LIST = re.compile(r"(?:(?:№\s?)?[A-ZА-Я]{0,3}[\d/-]{5,30}(?:,|;|\sи)\s(?:№\s?)?){1,3}$")
_CODE = re.compile(r"(?<![\w-])(?:[A-Z]{2}|[А-ЯЁ]{2})\d{7,12}(?![\w-])")
_AFTER_NUMBER = re.compile(
    rf"(?:номер\w{{0,3}}|№|number|code|код\w?)\s(?:\w{{2,14}}\s)?(?:{_CLAIM})\s?"
    r"(?:\w{1,12}\s?)?[:—–№#-]?\s?(?:is\s|was\s|номер\s)?$",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"(?:№|\bномер(?:ом|а|у)?|#|\bnumber)\s?:?\s?$", re.IGNORECASE)
_PUBLIC = re.compile(
    r"(?<!\w)(?:отделени\w{1,2}|офис\w{0,2}|банкомат\w{0,2}|терминал\w{0,2}|филиал\w{0,2}|магазин\w{0,2}|дом\w?|кабинет\w?|закон\w?|"
    r"приказ\w?|стать\w{1,2}|ФЗ|АТМ|ATM|Федераци\w|"
    r"указ\w?|постановлени\w{1,2}|лицензи\w{1,2}|ДО|рейс\w?|поезд\w?|вагон\w?|автобус\w?|аптек\w{1,2}|пункт\w?|ячейк\w|окн\w|касс\w|"
    r"flight|room|gate|"
    r"store|branch|law|model|модел\w|артикул\w?|article|sku|форм\w|маршрут\w?|офис продаж|дополнительн\w{2,3} офис\w?|индекс\w?|БИК|"
    r"ОГРН|КПП|допофис\w?|телефон\w{0,3}|phone)(?!\w)"
    r"\s?(?:\(?[\w«»]{0,12}\)?\s)?(?:от\s[\d.]{6,10}\s?(?:г\.?|года)?\s?)?(?:№|номер\w{0,3}|number|#|no\.)?\s?:?\s?$",
    re.IGNORECASE,
)
_VIN = re.compile(r"[A-HJ-NPR-Z](?<!\w.)(?=[A-Z]{0,16}\d)[A-HJ-NPR-Z0-9]{16}(?!\w)")
_PLATE = re.compile(
    r"(?<!\w)[АВЕКМНОРСТУХ](?:\d{3}[АВЕКМНОРСТУХ]{2}(?:\s?\d{2,3})?|\s\d{3}\s[АВЕКМНОРСТУХ]{2}\s\d{2,3})(?:\s?(?:rus|RUS))?(?!\w)",
)
_LONG = re.compile(r"(?<![\w+*№#.,@$€£])(?<!\d[.,:/-])\d{7,34}(?![\w*]|[.,]\d)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d?-\d\d?|\d{1,2}/\d{1,2}|(?:19|20)\d\d")
_JOINED = frozenset("-/_")
_MEASURE = re.compile(r"[\d-]+(?:mm|cm|gb|mb|tb|k?hz|mhz|ghz|kg|ml|px|mah|тр|т\.?р|руб|р|км|мм|см)", re.IGNORECASE)
_LOCATOR = re.compile(r"(?:booking|reservation|confirmation|pnr|locator|брон\w{1,9}|reference)\s?(?:number|code|ref\w*|no\.?|код|"
    r"номер)?\s?(?:is|was|:|№|#)?\s?$", re.IGNORECASE)


def found(text: str, places: Sequence[int]) -> Iterator[Finding]:
    """Findings of the kind number. Branches, flights, laws, dates and prices are nobody's."""
    for match in matches(_TOKEN, text, _with_letters(text, places)):
        yield from _token(text, match)
    for match in _LETTERS.finditer(text):
        if re.search(r"[A-Z]", match[0]) and _LOCATOR.search(before(text, match.start())):
            yield Finding(Kind.number, *match.span(), certain=False)
    for match in _VIN.finditer(text):
        yield Finding(Kind.number, *match.span(), certain=True)
    for match in matches(_PLATE, text, [at for place in places for at in (place - 2, place - 1) if at >= 0]):
        yield Finding(Kind.number, *match.span(), certain=False)
    for match in matches(_LONG, text, places):
        if _nobody_counts_so(text, *match.span()):
            yield Finding(Kind.number, *match.span(), certain=False)


def _nobody_counts_so(text: str, start: int, end: int) -> bool:
    """Whether a long row of digits without a word is a number of something: sums are round, or have a unit, or a word before them."""
    if counts_something(text, start, end) or (end - start < 9 and text[end - 2 : end] == "00"):
        return False
    words = before(text, start)
    return not _PUBLIC.search(words) and (end - start >= 9 or not _SUM_BEFORE.search(words))


def _with_letters(text: str, places: Sequence[int]) -> list[int]:
    """Where the word around each row of digits begins: up to seven letters, hyphens and strokes further left."""
    starts = []
    for place in places:
        start = place
        while start and place - start < 12 and (text[start - 1].isalnum() or text[start - 1] in _JOINED):
            start -= 1
        starts.append(start)
    return starts


def _token(text: str, match: re.Match[str]) -> Iterator[Finding]:
    token = match[0].rstrip("-/_")
    digits = sum(sign.isdigit() for sign in token)
    end = match.start() + len(token)
    if digits < 3 or len(token) < 4 or _DATE.fullmatch(token) or counts_something(text, match.start(), end):
        return
    words = _LIST.sub("", before(text, match.start()))
    if _PUBLIC.search(words) or _MEASURE.fullmatch(token):
        return
    claimed = any(pattern.search(words) for pattern in (_BEFORE, _AFTER_NUMBER, _BEFORE_WITH_WORD))
    staff = digits in (6, 7) and not token.endswith("000") and _after_a_person(words)
    named = digits >= 5 and _NUMERO.search(words) and not _BRANCH.fullmatch(token)
    if claimed or staff or named or _CODE.fullmatch(token):
        yield Finding(Kind.number, match.start(), end, certain=bool(claimed and digits >= 5))


def _after_a_person(words: str) -> bool:
    """Whether the words end with a member of the staff: `оператор`, `Богдан (`."""
    name = _NAME_BEFORE.search(words)
    return bool(_STAFF.search(words) or (name and name[1] in RUSSIAN))
