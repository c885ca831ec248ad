"""Coarse words, Russian and English, as a hint for a moderator: roots with their usual prefixes and the common ways of hiding letters.

Never certain: whether a word stays is a person's decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.finding import Finding, Kind

_PREFIX = r"(?:за|на|вы|по|до|у|о|от|отъ|въ|съ|раз|разъ|рас|из|изъ|ис|под|подъ|про|пере|при|об|объ|недо|не|ни|долбо|мозго|сверх|худо)?"
_RUSSIAN = (
    rf"{_PREFIX}[хx][уy](?:[йияюеё]|ле\b|ли\b|[лй]н)\w*",
    r"\w{0,12}п[иi]зд\w*|\w{0,8}пёзд\w*",
    rf"{_PREFIX}[её]б(?:а|у(?!рг)|л|ё|е|и|н|ы|т|ош)\w*|\w{{0,8}}(?:долбо|мозго)[её]б\w*|[её]б\b",
    r"(?:[оа]|недо|разъ|про)?бляд\w*|блят\w{0,2}|бля",
    r"муд(?:ак|ач|ил|оз|ень|ня)\w*",
    r"сук(?:а|и|у|ой|е|ин\w{0,3})|суч(?:ка|ку|ара|ий|ье)",
    r"г[ао]ндон\w{0,3}|п[ие]д[оа]р\w{0,5}|педрил\w{0,2}",
    r"(?:за|об|у|на|по)?говн\w{1,8}|(?:за)?дерьм\w{1,6}",
    r"жоп\w{1,5}|(?:за|на|об|по|вы|про|у|ус|обо)?сра(?:л\w{0,2}|ть|н\w{1,5}|ч\w?)|засран\w{1,4}",
    r"залуп\w{0,5}|шлюх\w{0,3}|манд[аыеу]|мандавош\w{1,3}|(?:обо|на|по)?сс(?:ать|ал\w?|ыт)|др[оа]ч(?:ит|ат|ер|ун|ил)\w{0,3}",
    r"(?:на|по|о|до|ни)хер(?:а|у|ач\w*|е[лнт]\w*|ов\w*)?|хер(?:а|у|ом|н[яюеи]|ней|ов\w{1,3})?",
    r"ублюд\w{2,4}",
)
_HIDE = r"[*@#$%&•]"
_HIDDEN = (
    rf"(?:на|по){_HIDE}{{2,3}}[йяюе]",
    r"(?:пи|пиз|ху|бля|нах|[её]б)\.{2,}",
    rf"{_PREFIX}[хx]{_HIDE}{{1,3}}[йяюеиёвн]\w{{0,6}}|{_PREFIX}[хx]у{_HIDE}\w{{0,6}}|(?:на|по)\s?[хx]{_HIDE}{{2,3}}",
    rf"п{_HIDE}{{1,6}}[дцз]\w{{0,6}}|пи{_HIDE}{{1,4}}[дцаеоу]?\w{{0,5}}|п[иi]з{_HIDE}\w{{0,6}}",
    rf"б{_HIDE}{{1,4}}(?:[дт]?ь|дь|ть)|бл{_HIDE}{{1,4}}\w{{0,4}}|бля{_HIDE}{{1,3}}",
    rf"{_PREFIX}[её]{_HIDE}{{1,4}}(?:ат?ь?|ан\w{{0,4}}|ть|н\w{{1,5}}|л\w{{1,4}}|у\w{{0,3}}|т)|{_PREFIX}[её]б{_HIDE}{{1,3}}\w{{0,5}}",
    rf"м{_HIDE}{{1,2}}д[ао]к\w{{0,3}}|муд{_HIDE}к\w{{0,2}}|с{_HIDE}к[аи]|су{_HIDE}{{1,2}}[аи]?|г{_HIDE}{{1,2}}вн\w|г{_HIDE}{{2,3}}но|"
    rf"ж{_HIDE}п\w|ж{_HIDE}{{2,3}}а",
)
_LATIN = (r"blya(?:t|d)?\w?", r"suka", r"pizd\w{1,6}", r"na\s?hu[iyj]", r"hu[iy]nya", r"zaeba\w{1,4}")
_ENGLISH = (
    r"\w{0,10}f[uv]ck\w{0,8}|fck(?:ing|ed)?|phuck\w{0,4}|fuk(?:ing|ed)?|motherf\w{1,9}|wtf|stfu|effing|f-ing",
    r"(?:bull|horse|dip|ape|bat|dog)?shit(?:ty|s|ting|e|head\w?|hole\w?|show\w?|ter|tiest|bag\w?|faced)?",
    r"(?:son of a )?bitch(?:es|y|ing|ed)?|cunts?|assholes?|arseholes?|a-holes?|dickheads?|dumb\s?ass(?:es)?|jack\s?ass(?:es)?|"
    r"bad-?ass|smart-?ass",
    r"bastards?|bollocks|wankers?|twats?|sluts?|whores?|fagg?ots?|douche(?:bag)?s?|pissed|piss off|goddamn|bullcrap|pricks?|nigg(?:er|"
    r"a)s?",
)
_ENGLISH_HIDDEN = (
    rf"f{_HIDE}{{1,6}}(?:c?k?(?:ing|ed|er\w?|in)?)|fu{_HIDE}{{1,2}}k?\w{{0,4}}|f{_HIDE}ck\w{{0,4}}",
    rf"(?:bull)?s?h{_HIDE}t\w{{0,3}}|(?:bull)?sh{_HIDE}{{1,3}}t?|(?:bull)?s{_HIDE}{{2,3}}t?|b{_HIDE}{{1,3}}tch\w{{0,2}}|b{_HIDE}{{4}}|"
    rf"a{_HIDE}{{2,3}}hole\w?|c{_HIDE}{{1,2}}nt",
)
_PLAIN = re.compile("|".join((*_RUSSIAN, *_LATIN, *_ENGLISH)), re.IGNORECASE)
_MASKED = re.compile(rf"(?<![\w*@#])(?:{'|'.join((*_HIDDEN, *_ENGLISH_HIDDEN))})(?![\w@#])", re.IGNORECASE)
_STARRED = re.compile(rf"{_HIDE}|(?:пи|из|ху|бля|ах|[её]б)\.\.")
# Letters that every coarse word has: only words around them are looked at closely.
_ROOT_WORDS = """
ху xу хy xy пизд пiзд пёзд еб ёб бляд блят бля муда муди мудо мудн муде сука суки суку суке сукой сукин сучк сучар суку сучий сучье
гандон гондон пидо пида педо педр педа
говн дерьм жоп срал срат сран срач залуп шлюх манд ссать ссал ссыт дроч драч хер ублюд blya suka pizd nahu na+hu huin huyn zaeba fuck
fvck fck fuk phuck motherf wtf
stfu effing f-ing shit bitch cunt asshole arsehole a-hole dickhead dumbass dumb+ass jackass jack+ass badass bad-ass smartass smart-ass
bastard bollocks wanker twat slut
whore fagg fago douche pissed piss+off goddamn bullcrap prick nigg
"""
_ROOTS = tuple(root.replace("+", " ") for root in _ROOT_WORDS.split())
_MARKS = frozenset("*@#")
_SIGNS = frozenset("*@#$%&•-")
_LETTER = re.compile(r"[\w-]")


def found(text: str) -> Iterator[Finding]:
    """Findings of the kind profanity."""
    for start, end in _words(text):
        masked = text[start - 1 : start] in _MARKS or text[end : end + 1] in _MARKS
        if not masked and _PLAIN.fullmatch(text, start, end) and not text.startswith(" и задор", end):
            yield Finding(Kind.profanity, start, end, certain=False)
    yield from _hidden(text)


def _hidden(text: str) -> Iterator[Finding]:
    """Words with a sign or dots in place of letters; a word is tried once, wherever its signs are."""
    end = 0
    for star in _STARRED.finditer(text):
        start = star.start()
        while start > max(end, star.start() - 12) and (text[start - 1].isalpha() or text[start - 1] in _SIGNS):
            start -= 1
        if text[max(0, start - 3) : start].lower() in ("на ", "по "):
            start -= 3
        match = _MASKED.match(text, start) if star.start() >= end else None
        if match:
            end = match.end()
            yield Finding(Kind.profanity, *match.span(), certain=False)


def _words(text: str) -> set[tuple[int, int]]:
    """The words that hold one of the roots. Plain searching: an alternation of fifty roots would be tried at every letter."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower()[0] for sign in text)
    places = set()
    for root in _ROOTS:
        at = lower.find(root)
        while at >= 0:
            places.add(_word(text, at, at + len(root)))
            at = lower.find(root, at + len(root))
    return places


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole word around a place; a very long one is cut, for nobody swears in two hundred letters."""
    low, high = start - 60, end + 60
    while start > max(low, 0) and _LETTER.match(text, start - 1):
        start -= 1
    while end < min(high, len(text)) and _LETTER.match(text, end):
        end += 1
    return start, end
