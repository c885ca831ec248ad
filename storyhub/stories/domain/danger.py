"""Signs that somebody may be in danger: a text that threatens, or speaks of ending one's own life. They raise its place in the moderators'
queue and say nothing about the teller; a person reads the text either way.

Whole words only, in the forms in which people threaten: «убью вас» is a sign; «убийственно дорого», «убью весь день» and «a bath bomb» are
none. Found once for each text and kept with its story: after a change of the lists a migration empties the column; the worker fills it.
"""

from __future__ import annotations

import re
from enum import StrEnum


class DangerSign(StrEnum):
    """`threat`: to do violence to somebody; `self_harm`: to oneself."""

    threat = "threat"
    self_harm = "self_harm"


_WHOM_RU = r"(?:тебя|вас|его|ее|их|нас|меня|всех|кого-нибудь)"
_WHOM = r"(?:you|him|her|them|us|everyone|everybody)"
_YOURS_RU = r"(?:ваш\w*|тво\w+|ему|ей|им|вам|тебе|мне)"
_PLACE_RU = r"(?:дом\w*|магазин\w*|офис\w*|салон\w*|склад\w*|контор\w*|лавк\w*)"
_PLACE = r"(?:shop|store|office|place|building|house|home|hotel|bank|warehouse|car)"

# Written without ё and in small letters; each begins and ends at the edge of a word.
_THREATS = (
    r"убь(?:ю|ем|ют)(?!\s+(?:\w+\s+){0,2}(?:врем|час|день|дня|дней|полдня|вечер|выходн|недел|месяц|нерв|деньг|себя))",
    rf"убить\s+{_WHOM_RU}",
    rf"{_WHOM_RU}\s+убить",
    r"взорв(?:у|ем|ут)|взорвать\s+(?:\w+\s+){0,2}" + _PLACE_RU,
    r"(?:за|при)реж(?:у|ем|ут)\s+" + _WHOM_RU + r"|" + _WHOM_RU + r"\s+(?:за|при)реж(?:у|ем|ут)",
    r"(?:за|при)стрел(?:ю|им|ят|ить\s+" + _WHOM_RU + r")",
    rf"(?:прикончу|прикончим|прикончат)\s+{_WHOM_RU}|{_WHOM_RU}\s+(?:прикончу|прикончим|прикончат)",
    rf"(?:сожгу|сожжем|сожгут|спалю|подожгу|подожжем|подожгут)\s+(?:\w+\s+)?(?:{_WHOM_RU}|{_YOURS_RU}|{_PLACE_RU})",
    r"(?:за|при)душу\s+" + _WHOM_RU + r"|(?:изобью|изобьем|изобьют|покалечу|искалечу|покалечат|искалечат)",
    rf"(?:сломаю|сломаем|переломаю|переломаем|оторву|оторвем|отрежу|прострелю)\s+(?:{_YOURS_RU}\s+)?(?:ног\w*|рук\w*|ше[юи]|челюст\w*|кост\w+|голов\w+)",
    r"(?:заложи\w*|подложи\w*|заложен\w*)\s+бомб\w*|бомб[ауы]\s+(?:в|под|на)|заминир\w+",
    r"угрож\w+\s+(?:\w+\s+){0,2}(?:уби\w+|расправ\w+|нож\w+|оружи\w+|пистолет\w*|смерт\w+|физическ\w+)",
    rf"kill(?:ing)?\s+(?:{_WHOM}(?!\s+with\s+kindness)|your\s+(?:family|kids|children|wife|husband|dog))",
    rf"shoot\s+{_WHOM}(?!\s+(?:an?|another|over|back|some|the)\b)",
    rf"stab\s+{_WHOM}(?!\s+in\s+the\s+back)",
    rf"burn\s+(?:{_WHOM}|(?:down\s+(?:your|the|this|that|my)\s+{_PLACE})|(?:your|the|this|that|my)\s+(?:\w+\s+)?{_PLACE}\s+down)",
    rf"blow\s+(?:up\s+(?:{_WHOM}|(?:your|the|this|that)\s+{_PLACE})|(?:{_WHOM}|(?:your|the|this|that)\s+{_PLACE})\s+up)",
    rf"bomb\s+(?:threat|(?:you|(?:your|the|this)\s+{_PLACE}))",
    r"(?:plant|planted|place|placed|put|set\s+off|detonate|throw|there\s+is|there\s+was|has|have)\s+(?:a|the)\s+bomb",
    rf"beat\s+{_WHOM}\s+(?:up|to\s+death)|(?:break|cut\s+off|smash)\s+(?:your|his|her|their)\s+(?:neck|legs?|arms?|bones|fingers|face|head)",
    r"(?:slit|cut)\s+(?:your|his|her|their)\s+throats?|know\s+where\s+you\s+live",
)
_SELF_HARM = (
    r"повешусь|повеситься|застрелюсь|застрелиться|утоплюсь|вскр(?:ою|ыть)\s+(?:себе\s+)?вены",
    r"поконч(?:у|ить|ила?|им)\s+(?:\w+\s+)?(?:с\s+собой|с\s+жизнью)|(?:убью|убить)\s+себя|себя\s+(?:убью|убить)",
    r"налож(?:у|ить|ила?)\s+на\s+себя\s+руки|сведу\s+счеты\s+с\s+жизнью|свести\s+счеты\s+с\s+жизнью",
    r"не\s+хочу\s+(?:больше\s+)?жить(?=\s*(?:[.!?…,;)]|$))|суицид\w*|самоубийств\w*|(?:выброшусь|выпрыгну)\s+из\s+окна",
    r"(?:kill|hang|harm)(?:ing)?\s+myself|end(?:ing)?\s+my\s+(?:own\s+)?life|tak(?:e|ing)\s+my\s+own\s+life",
    r"(?:do\s+not|don't|no\s+longer)\s+want\s+to\s+(?:live(?=\s*(?:[.!?…,;)]|anymore|any\s+more|$))|be\s+alive)|better\s+off\s+dead",
    r"(?<!commercial )(?<!career )(?<!financial )(?<!business )(?<!brand )(?:suicide|suicidal)",
)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?<!\s)(?!\w)")


_SIGNS = {DangerSign.threat: _any_of(_THREATS), DangerSign.self_harm: _any_of(_SELF_HARM)}
# What the same word may be written with: by `replace`, which is many times faster than a table of characters.
_EVEN = (("ё", "е"), ("’", "'"), ("\u00ad", ""), ("\u0301", ""))


def danger_signs(text: str) -> tuple[DangerSign, ...]:
    """
    >>> danger_signs("Я вас ВЗОРВУ"), danger_signs("Убийственно дорого.")
    ((<DangerSign.threat: 'threat'>,), ())
    """
    even = " ".join(text.casefold().split())
    for letter, instead in _EVEN:
        even = even.replace(letter, instead)
    return tuple(sign for sign, pattern in _SIGNS.items() if pattern.search(even))


def kept_signs(text: str) -> str:
    """What is kept with the story: words joined by commas, empty if there is none (nothing kept: nobody has looked yet)."""
    return ",".join(danger_signs(text))
