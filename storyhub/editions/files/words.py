"""The words that stand in the files of an edition, in both languages.

They are not in the message catalogues: a frozen edition is made anew after a withdrawal, and must then read as it did before, whatever
the interface has been called since. Knows no request and no locale.
"""

from __future__ import annotations

from collections.abc import Mapping

# key → (English, Russian)
WORDS: Mapping[str, tuple[str, str]] = {
    "edition": ("Edition {number}", "Издание {number}"),
    "law": ("Law {number}", "Закон {number}"),
    "cover": ("Cover", "Обложка"),
    "contents": ("Contents", "Содержание"),
    "foreword": ("Foreword", "Предисловие"),
    "include": ("When it applies", "Когда действует"),
    "exclude": ("When it does not", "Когда не действует"),
    "how_to_apply": ("How to apply it", "Как применить"),
    "evidence": ("Evidence", "Подтверждения и опровержения"),
    "no_evidence": ("No story yet: the law rests on its sources.", "Историй пока нет: закон опирается на источники."),
    "strength": ("strength {share}", "сила {share}"),
    "alpha": ("agreement of readers, alpha {value}", "согласие исследователей, альфа {value}"),
    "quotes": ("In people’s own words", "Словами рассказчиков"),
    "upholds": ("Upholds", "Подтверждает"),
    "violates": ("Violates", "Опровергает"),
    "story": ("Story {key}", "История {key}"),
    "sources": ("Sources", "Источники"),
    "relations": ("Beside other laws", "Рядом с другими законами"),
    "lineage": ("Where it comes from", "Откуда он взялся"),
    "changes": ("What changed", "Что изменилось"),
    "changes_since": ("Since edition {number}", "По сравнению с изданием {number}"),
    "first_edition": ("This is the first edition.", "Это первое издание."),
    "no_changes": ("No law changed since edition {number}.", "По сравнению с изданием {number} ни один закон не изменился."),
    "colophon": ("About this edition", "Об этом издании"),
    "cite": ("How to cite", "Как ссылаться"),
    "frozen": ("Frozen on {day}", "Зафиксировано {day}"),
    "published_by": ("Published by {name}", "Издатель: {name}"),
    "licence": ("Licence", "Лицензия"),
    "address": ("Address", "Адрес"),
    "checksum": ("Checksum of the laws (SHA-256)", "Контрольная сумма законов (SHA-256)"),
    "constant": (
        "The wordings of an edition never change. A quote goes when the person who told the story takes it back.",
        "Тексты законов в издании не меняются никогда. Цитата исчезает, если рассказчик отозвал историю.",
    ),
    "not_translated": ("not translated yet", "ещё не переведён"),
    "first_page": ("Laws of loyalty", "Законы лояльности"),
    "made_from": ("From the stories of customers", "По историям клиентов"),
    "electronic": ("electronic resource", "электронный ресурс"),
    "accessed": ("Edition of {day}.", "Издание от {day}."),
    "accessible": (
        "All of it is text with headings, a table of contents and landmarks; nothing depends on colour, sound or movement.",
        "Вся книга — текст с заголовками, содержанием и ориентирами; цвет, звук и движение ничего не значат.",
    ),
}
MOVEMENTS: Mapping[str, tuple[str, str]] = {
    "contested": ("contested", "спорный"),
    "growing": ("growing", "крепнет"),
    "fading": ("fading", "слабеет"),
    "steady": ("steady", "держится"),
}
RELATIONS: Mapping[str, tuple[str, str]] = {
    "supports": ("supports", "поддерживает"),
    "in_tension_with": ("in tension with", "спорит с"),
    "special_case_of": ("special case of", "частный случай:"),
}
RELATIONS_BACK: Mapping[str, tuple[str, str]] = {
    "supports": ("supported by", "его поддерживает"),
    "in_tension_with": ("in tension with", "спорит с"),
    "special_case_of": ("has the special case", "его частный случай:"),
}
STEPS: Mapping[str, tuple[str, str]] = {
    "merged_into": ("law {old} was merged into law {new}", "закон {old} вошёл в закон {new}"),
    "split_into": ("law {new} was split off law {old}", "закон {new} отделился от закона {old}"),
    "superseded_by": ("law {old} was superseded by law {new}", "на смену закону {old} пришёл закон {new}"),
}
# kind of change → heading
CHANGES: Mapping[str, tuple[str, str]] = {
    "new": ("New", "Новые"),
    "reworded": ("Reworded", "Сформулированы иначе"),
    "merged": ("Merged", "Объединены"),
    "split": ("Split", "Разделены"),
    "superseded": ("Superseded", "Заменены"),
    "retired": ("Retired", "Больше не действуют"),
    "returned": ("Back again", "Вернулись"),
    "strength": ("Strength moved", "Изменилась сила"),
}
# key → (English one, many; Russian one, few, many)
COUNTED: Mapping[str, tuple[tuple[str, str], tuple[str, str, str]]] = {
    "withdrawn": (
        ("{n} quote withdrawn", "{n} quotes withdrawn"),
        ("{n} цитата отозвана", "{n} цитаты отозваны", "{n} цитат отозвано"),
    ),
    "stories": (("{n} story", "{n} stories"), ("{n} история", "{n} истории", "{n} историй")),
    "organisations": (("{n} company", "{n} companies"), ("{n} компания", "{n} компании", "{n} компаний")),
    "upholding": (
        ("{n} teller upholds it", "{n} tellers uphold it"),
        ("{n} рассказчик подтверждает", "{n} рассказчика подтверждают", "{n} рассказчиков подтверждают"),
    ),
    "violating": (("{n} violates it", "{n} violate it"), ("{n} опровергает", "{n} опровергают", "{n} опровергают")),
    "laws": (("{n} law", "{n} laws"), ("{n} закон", "{n} закона", "{n} законов")),
    "quotes": (("{n} quote", "{n} quotes"), ("{n} цитата", "{n} цитаты", "{n} цитат")),
}


def word(key: str, lang: str, /, *, among: Mapping[str, tuple[str, str]] = WORDS, **values: str | int) -> str:
    """
    >>> word("edition", "ru", number=2), word("strange", "en", among=MOVEMENTS)
    ('Издание 2', 'strange')
    """
    english, russian = among.get(key, (key, key))
    return (russian if lang == "ru" else english).format(**values)


def counted(key: str, n: int, lang: str) -> str:
    """
    >>> counted("withdrawn", 1, "en"), counted("withdrawn", 3, "ru"), counted("laws", 21, "ru"), counted("laws", 12, "ru")
    ('1 quote withdrawn', '3 цитаты отозваны', '21 закон', '12 законов')
    """
    english, russian = COUNTED[key]
    if lang != "ru":
        return english[0 if n == 1 else 1].format(n=n)
    if n % 10 == 1 and n % 100 != 11:
        return russian[0].format(n=n)
    few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
    return russian[1 if few else 2].format(n=n)
