"""People's names in Russian text: with a patronymic, initials, a first name, or a word before them that says who it is.

Streets, ships and firms named after people are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.context import before
from storyhub.kit.personal.finding import Finding, Kind
from storyhub.kit.personal.first_names import RUSSIAN, RUSSIAN_ALONE

_CAP = r"[А-ЯЁ][а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?"
_WORD = re.compile(r"[А-ЯЁ](?<!\w.)(?<!\w-.)[а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?(?![\w-])")
_GAP = re.compile(r"[ \u00a0]{1,2}")
_NO_PATRONYMIC = r"(?!(?:Осн|Дух|Церк|Верх|Угол|Усл|Вин|Чин|Сан|Кр|Р|Люб|Ур|Безусл|Гол|Н)овн|(?:Дн|Др|Дер|Ежедн|Повседн|Гн)евн)"
_PATRONYMIC = re.compile(
    rf"{_NO_PATRONYMIC}[А-ЯЁ][а-яё]{{1,14}}(?:[оеь]вич(?:а|у|ем|е)?|[ое]вн(?:а|ы|е|у|ой|ою)|(?:ин)?ичн(?:а|ы|е|у|ой)|"
    r"(?:Иль|Кузьм|Лук|Фом|Никит)ич(?:а|у|ом|е)?)"
)
_ILYICH = re.compile(r"(?:Ильич|Кузьмич|Лукич|Фомич|Никитич|Саввич)(?:а|у|ом|ем|е)?")
_SURNAME = re.compile(
    r"[А-ЯЁ][а-яё]{1,20}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|ой|е|ых)?|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)|енко|ченко|[нмрлхшвтд]ко|"
    r"чук\w{0,2}|юк\w{0,2}|ук\w?|"
    r"(?:ян|янц)(?:а|у|ом|е)?|дзе|швили|(?:ман|берг|штейн|ер|ец|ик|ак|як|ай|ой|ей|ых|их|ич|ун|ль|рь|ба|га|да|та|ша|ца|ыш|уш|аш|ут|ет|"
    r"ит|от|ат)(?:а|у|ом|ем|е)?)(?:-[А-ЯЁ][а-яё]+)?"
)
_SURE_SURNAME = re.compile(r"[А-ЯЁ][а-яё]{1,20}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|ой|е)?|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)|енко|"
    r"чук\w{0,2}|ян(?:а|у)?|дзе|швили)(?:-[А-ЯЁ][а-яё]+)?")
_INITIALS = re.compile(
    rf"(?<![\w.-])(?:(?P<last>{_CAP})[ \u00a0]?[А-ЯЁ]\.[ \u00a0]?(?:[А-ЯЁ](?:\.|(?![\w])))?|"
    rf"[А-ЯЁ]\.[ \u00a0]?(?:[А-ЯЁ]\.[ \u00a0]?)?(?P<first>{_CAP}))(?![\w-])"
)
_ABBREVIATION = re.compile(r"(?:Т\.\s?[КЕДПОНЧ]|И\.\s?О|Р\.\s?[SS]|П\.\s?С|Н\.\s?Э)\.")
_LIKE_A_STREET = re.compile(r"(?:ск|цк)(?:ая|ой|ую|ого|ому)$")
_INITIAL_BEFORE = re.compile(r"[А-ЯЁ]\.\s?$")
_NOT_A_PERSON = re.compile(
    r"(?:\bул\.?|улиц\w{1,2}|площад\w{1,2}|\bпл\.|проспект\w?|\bпр-?т\.?|\bпр\.|метро|\bм\.|станци\w{1,2}|\bст\.|\bим\.?|(?<!по )имени|"
    r"переул\w{1,4}|\bпер\.|шоссе|бульвар\w?|\bб-р|"
    r"набережн\w{2,3}|парк\w?|музе\w{1,2}|магазин\w{0,2}|кафе|ресторан\w?|бренд\w?|марк\w|фирм\w|компани\w{1,2}|банк|тариф\w?|"
    r"карт\w{1,2}|аэропорт\w?|театр\w?|памятник\w?|"
    r"город\w?|\bг\.|посёлк\w|поселк\w|деревн\w|област\w|район\w?|отел\w{1,2}|салон\w?|сеть|сети|ассистент\w?|робот\w?|бот\w?|"
    r"помощник\w?|колонк\w|станц\w+|дядя|дяди|папа)\s[«\"“]?$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:зовут|звали|по имени|представил(?:ся|ась|ись)(?: как)?|с уважением|подпис[ьи]|фамили\w{1,2}|сотрудни\w{1,4}|менеджер\w{0,2}|"
    r"оператор\w{0,2}|консультант\w{0,2}|специалист\w{0,2}|"
    r"продавец|продавц\w{1,2}|кассир\w{0,2}|директор\w{0,2}|администратор\w{0,2}|управляющ\w{2,3}|врач\w{0,2}|доктор\w{0,2}|"
    r"курьер\w{0,2}|мастер\w{0,2}|водител\w{1,3}|"
    r"господин\w?|госпож\w{1,2}|г-н\w?|г-ж\w|гражданин\w?|гражданк\w|товарищ\w?|инженер\w{0,2}|бухгалтер\w{0,2}|юрист\w{0,2}|"
    r"риелтор\w{0,2}|риэлтор\w{0,2}|начальни\w{1,3}|работни\w{1,4}|девушк\w{1,2}|некая|некий|\bИП)"
    r"\s?[,:—–-]?\s?$",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?:меня зовут|меня звали|е[гё]о? зовут|зовут|по имени|представил(?:ся|ась)(?: как)?|с уважением|фамили\w{1,2}|"
    r"г-н\w?|г-ж\w|господин\w?|госпож\w{1,2})\s?[,:—–-]?\s?$", re.IGNORECASE)
_FIRM = re.compile(r"\s(?:и Ко\b|& |и партн|и сыновья|банк)|[»\"”]", re.IGNORECASE)
_STOP_WORDS = """
Тинькофф Тиньков Альфа Сбер Сбербанк Газпром Яндекс Озон Авито Купер Магнит Россия Москва Ростов Саратов Псков Тамбов Азов Киров
Королев Королёв Чехов Серпухов Пушкин Пушкино Петербург Новый Старый Отчество Отчеству Имени Имя Спасибо Добрый Уважаемый Уважаемая
Уважаемые Здравствуйте
Привет Когда Потом Очень Один Далее Банк Банка Господин Интернет Клиент Магазин Договор Кредит Офис Сегодня Вчера Затем Этот Какой
Такой Первый Второй Русский Московский Российский Советский Ленинский Московская Российская Северный Магазине Заказ Отдел Никто
Понедельник Вторник Четверг Январь Февраль Апрель Октябрь Менеджер Сотрудник Оператор Консультант Специалист Администратор
Директор Кассир Доктор Курьер Мастер Продавец Вопрос Ответ Итак Просто Звонок Звоню Рассказываю Центр Отель Номер Билет Билеты
Поезд Самолёт Самолет Рейс Он Она Они Мой Мне Меня Мы Вы Вас Нам Его Ей Её Им Как Так Но Да Нет Все Всё Это По На Большое Огромное
Отдельное Ситуация История Покупатель Пользователь Ведущий Старший Главный
"""
_STOP = frozenset(_STOP_WORDS.split())


_SHAPES = (
    *(("SFP", True), ("FPS", True), ("FP", True), ("XFP", True), ("FPX", True)),
    *(("FS", False), ("SF", False), ("F", False), ("P", False)),
)


def found(text: str) -> Iterator[Finding]:
    """Findings of the kind name in Cyrillic letters."""
    yield from _with_initials(text)
    words = [match.span() for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        until = at + 1
        while until < min(at + 4, len(words)) and _GAP.fullmatch(text, words[until - 1][1], words[until][0]):
            until += 1
        place = _person(text, words[at:until])
        if place:
            yield place
        at += 1 if place is None else max(1, sum(1 for w in words[at:until] if w[0] < place.end))


def _with_initials(text: str) -> Iterator[Finding]:
    for match in _INITIALS.finditer(text):
        surname = match["last"] or match["first"]
        two = match[0].count(".") > 1 or bool(re.search(r"\.[ \u00a0]?[А-ЯЁ]$", match[0]))
        if surname in _STOP or _NOT_A_PERSON.search(before(text, match.start(), 20)):
            continue
        if _INITIAL_BEFORE.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        if _ABBREVIATION.match(match[0]) and not _SURE_SURNAME.fullmatch(surname):
            continue
        if two or surname in RUSSIAN or (_SURE_SURNAME.fullmatch(surname) and not _LIKE_A_STREET.search(surname)):
            yield Finding(Kind.name, *match.span(), certain=two)


def _person(text: str, words: list[tuple[int, int]]) -> Finding | None:
    """Whether the words from the first one on are a person, and how far."""
    said = [text[start:end] for start, end in words]
    start = words[0][0]
    length, certain = _shape(said)
    previous = text[max(0, start - 30) : start].rstrip(" \u00a0,:—–-")
    if not length and (said[0] in _STOP or not previous[-1:].isalpha()):
        return None
    context = before(text, start, 40)
    if not length and _SAID.search(context):
        strong = bool(_STRONG.search(context))
        length = 1 if strong or said[0] in RUSSIAN or _SURE_SURNAME.fullmatch(said[0]) else 0
    if not length or (not certain and (_NOT_A_PERSON.search(context) or _FIRM.match(text, words[length - 1][1]))):
        return None
    if certain and _NOT_A_PERSON.search(context):
        return None
    return Finding(Kind.name, start, words[length - 1][1], certain=certain)


def _shape(said: list[str]) -> tuple[int, bool]:
    """How many of the words are one person's name, by their own form, and whether that is beyond doubt."""
    kinds = "".join(_letter(word) for word in said)
    for pattern, certain in _SHAPES:
        if kinds.startswith(pattern.replace("X", "S")) or (pattern == "FP" and re.match(r"[FSX]P", kinds) and said[0] not in _STOP):
            if len(pattern) == 1 and said[0] not in RUSSIAN_ALONE and pattern == "F":
                return 0, False
            return len(pattern), certain
    return 0, False


def _letter(word: str) -> str:
    """F a first name, P a patronymic, S perhaps a surname, X none of them."""
    if word in RUSSIAN:
        return "F"
    if word in _STOP:
        return "X"
    if _PATRONYMIC.fullmatch(word) or _ILYICH.fullmatch(word):
        return "P"
    return "S" if _SURNAME.fullmatch(word) else "X"
