"""Russian words in Latin letters and English ones in Russian letters. There are a dozen standards and nobody keeps to
any, so every reading of each letter is tried, as long as some word of the vocabulary begins that way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from storyhub.search.spelling.vocabulary import Vocabulary

MAX_READ = 200
MAX_STEPS = 6_000
_Readings = Mapping[str, tuple[tuple[str, float], ...]]


# Passports and chats leave the soft sign out wherever it stands.
_SOFT_SIGN = 0.5
_SOFT: Final = frozenset("бвдзлмнпрстфжшчщ")


def _readings(table: str, *, softened: bool = False) -> _Readings:
    """`a:а я/0.5` → {"a": (("а", 0), ("я", 0.5))}; a reading costs what stands after the stroke, `_` is silence."""
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for row in table.split(";"):
        letters, _, options = row.strip().partition(":")
        pairs = (option.partition("/") for option in options.split())
        plain = [("" if text == "_" else text, float(cost or 0)) for text, _, cost in pairs]
        soft = [(text + "ь", cost + _SOFT_SIGN) for text, cost in plain if softened and text in _SOFT]
        found[letters] = (*plain, *soft)
    return found


# GOST 7.79 (B), ISO 9 in plain letters, passports (ICAO), BGN, the ways of telegrams and of chats.
_TO_RUSSIAN: Final = _readings("""
a:а я/0.6; b:б; v:в; g:г; d:д; e:е э/0.2 ие/0.6; z:з ж/0.4; i:и й/0.2 ы/0.6 ь/0.6; j:й ж/0.3 дж/0.6 ь/0.3 ъ/0.4 и/0.5 ы/0.6; k:к;
l:л; m:м; n:н; o:о; p:п; r:р; s:с ш/0.6; t:т; u:у ю/0.5; f:ф; h:х ш/0.7 _/0.6; c:ц к/0.3 с/0.4 ч/0.4;
y:ы й/0.1 и/0.3 у/0.6 ь/0.5; w:в/0.1 ш/0.2 щ/0.4; x:х/0.2 кс/0.1; q:я/0.3 к/0.3 щ/0.4; 4:ч/0.1; 6:ш/0.1; ':ь ъ/0.2 _/0.4;
\":ъ ь/0.2; `:ь ъ/0.1; zh:ж; kh:х; ts:ц; tc:ц/0.2; tz:ц/0.2; cz:ц; ch:ч; sh:ш; th:щ/0.9 т/0.5; shh:щ; sch:щ сч/0.3 ш/0.4; shch:щ;
sc:щ/0.6; ye:е э/0.3 ье/0.2 ъе/0.2; e':э; y':ы; je:е э/0.2 ье/0.2 ъе/0.2; yo:е йо/0.3 ье/0.4; jo:е йо/0.3 ье/0.4; io:е/0.3;
yu:ю ью/0.3 ую/0.9; ju:ю ью/0.3; iu:ю/0.2 ью/0.5; ya:я ья/0.3 ъя/0.4; ja:я ья/0.3 ъя/0.4; ia:я/0.2 ья/0.5;
ie:ъ/0.4 ъе/0.2 ье/0.2 е/0.3 ие/0.1; yi:ый/0.3 ьи/0.2; yy:ый; iy:ий ый/0.4; ij:ий; ii:ий/0.2 ии; yj:ый; ey:ей; y`:ы; e`:э;
ph:ф/0.5; ck:к/0.4; qu:кв/0.5; oo:у/0.6 оо; ee:и/0.7 ее; ioo:ио/0.9; ''':ъ; '':ъ; ``:ъ; jj:й/0.3; eh:э/0.1; jh:ж/0.3; xh:х/0.5;
dzh:дж; j':й/0.5
""", softened=True)
# The ear and the eye: «деливери», «кэшбэк», «самсунг», «микроволновка» letter by letter.
_TO_ENGLISH: Final = _readings("""
а:a u/0.6 e/0.8; б:b; в:v w/0.2; г:g h/0.4; д:d; е:e ye/0.5 ie/0.4 je/0.5 a/0.8; ж:zh/0.3 j/0.3 g/0.4 s/0.8; з:z s/0.4;
и:i e/0.4 y/0.4 ee/0.4 ea/0.6; й:y i/0.3 j/0.3; к:k c/0.2 q/0.4 ck/0.3 ch/0.6; л:l ll/0.3; м:m; н:n nn/0.4; о:o a/0.6;
п:p pp/0.4; р:r rr/0.4; с:s c/0.3 ss/0.3; т:t tt/0.3 th/0.5; у:u oo/0.3 w/0.5 ou/0.5; ф:f ph/0.4 ff/0.4; х:h kh/0.2 x/0.4 ch/0.5;
ц:ts/0.1 c/0.2 tz/0.4; ч:ch tch/0.4 c/0.5; ш:sh s/0.6 ch/0.6; щ:shch/0.1 sch/0.2 shh/0.2; ъ:_/0.1 '; ы:y i/0.4; ь:_/0.1 ';
э:e a/0.3; ю:yu ju/0.2 iu/0.2 u/0.3 ew/0.6; я:ya ja/0.2 ia/0.2; кс:x/0.1 ks; дж:j/0.2 g/0.3 dge/0.6;
ай:i/0.4 y/0.5 ai igh/0.6 ie/0.7; эй:a/0.4 ay/0.3 ai/0.4 ey/0.4; ау:ou/0.4 ow/0.4 au; оу:o/0.4 ow/0.4 ou; йо:yo; е:yo/0.4 e;
кв:qu/0.3 kv; ей:ay/0.5 ey ai/0.5 a/0.6; ер:er ur/0.6; инг:ing
""")
_SILENT_E = 0.3


def readings(vocabulary: Vocabulary, typed: str) -> list[tuple[str, float]]:
    """The words of the vocabulary a word in the other script can be read as, with what each reading costs; the cheapest first."""
    russian = any("а" <= char <= "я" for char in typed)
    return _Reader(vocabulary, typed, _TO_ENGLISH if russian else _TO_RUSSIAN, silent_e=russian).words()


class _Reader:
    """A walk through all readings, best first by depth; cut short where no word goes on that way."""

    def __init__(self, vocabulary: Vocabulary, typed: str, table: _Readings, *, silent_e: bool) -> None:
        self._vocabulary = vocabulary
        self._typed = typed
        self._table = table
        self._silent_e = silent_e
        self._found: dict[str, float] = {}
        self._steps = 0
        self._longest = max(map(len, table))

    def words(self) -> list[tuple[str, float]]:
        self._read(0, "", 0.0)
        return sorted(self._found.items(), key=lambda item: item[1])

    def _read(self, at: int, so_far: str, cost: float) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS or len(self._found) >= MAX_READ:
            return
        if at == len(self._typed):
            self._keep(so_far, cost)
            if self._silent_e:
                self._keep(so_far + "e", cost + _SILENT_E)
            return
        for size in range(min(self._longest, len(self._typed) - at), 0, -1):
            for text, extra in self._table.get(self._typed[at : at + size], ()):
                longer = so_far + text
                if not text or self._vocabulary.begins(longer):
                    self._read(at + size, longer, cost + extra)

    def _keep(self, word: str, cost: float) -> None:
        if self._vocabulary.count(word):
            self._found[word] = min(cost, self._found.get(word, cost))
