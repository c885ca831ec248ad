"""The rules of setting, on text in which a mark stands for each thing that must not be read. Use `typography`, not this.

Nothing here adds or takes away a blank: a blank becomes one that does not break, a sign becomes a finer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from storyhub.kit.text.quoting import OPAQUE, TAG, set_quotes

__all__ = ["NUMBER", "OPAQUE", "TAG", "set_text"]

# Stands for a value that will be a number.
NUMBER = "\ue002"
NBSP = "\N{NO-BREAK SPACE}"

_SHORT_RU = "а|без|в|во|для|до|за|и|из|изо|или|к|как|ко|на|над|не|ни|но|о|об|обо|от|по|под|при|про|с|со|у|что|я"
_NAMED_EN = "answers?|chapters?|ch|figure|key|laws?|no|pages?|part|pp?|proposals?|question|step|stories|story|table|version"
_NAMED_RU = (
    r"закон(?:а|у|ом|е|ы|ов)?|глав(?:а|ы|е|у|ой)|ключ(?:а|е|ом|и)?|шаг(?:а|е|и)?|верси(?:я|и|ю|ей)|част(?:ь|и)|предложени(?:е|я|ю|и)"
    r"|истори(?:я|и|ю|ей)|гл\.|стр\.|с\.|п\.|рис\.|табл\.|кн\.|т\."
)
_UNITS_EN = (
    "%|°C|kg|g|km|m|cm|mm|h|min|GB|MB|days?|hours?|minutes?|seconds?|weeks?|months?|years?|times?|people|percent|laws?|stories|story|"
    "thousand|million|pounds?|dollars?|euros?|roubles?|customers?|characters?|words?"
)
_DIGIT = rf"[\d{NUMBER}]"
_DIGITS = " ".join(f"0123456789{NUMBER}")
_START = rf"(?<![\w\-’'{OPAQUE}{NUMBER}])"
_NUMBERED = rf"(?={TAG}*(?:[PS]-)?{_DIGIT})"


@dataclass(frozen=True, slots=True)
class Rule:
    """What to look for and what to put there; tried only on texts that hold one of `needs`, if any are named: that is faster."""

    pattern: re.Pattern[str]
    by: str | Callable[[re.Match[str]], str]
    needs: tuple[str, ...]

    def apply(self, text: str) -> str:
        if self.needs and not any(needed in text for needed in self.needs):
            return text
        return self.pattern.sub(self.by, text)


def _rule(pattern: str, by: str | Callable[[re.Match[str]], str] = NBSP, *, needs: str = "", flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), by, tuple(needs.split()))


def _range(found: re.Match[str]) -> str:
    """`10-15` is a range; `24-7`, `2026-04` and `223-3222` are something else."""
    left, right = found[1], found[2]
    rising = left[0] != "0" and int(left) < int(right) and len(right) <= len(left) + (len(left) < 3)
    return f"{left}–{right}" if rising else found[0]


_COMMON = (
    _rule(r"(?<!\.)\.\.\.(?!\.)", "…", needs="..."),
    _rule(r"(?<![\w\-–./,:+])(\d{1,4})-(\d{1,4})(?![\w\-–/]|[.,:]\d)", _range, needs="-"),
    _rule(r"(?<=[^\W\d_])'(?=[^\W\d_])", "’", needs="'"),
    # 10 000
    _rule(r"(?<=\d) (?=\d{3}(?!\d))"),
    _rule(rf"(?<=[№§]) (?={TAG}*\S)", needs="№ §"),
    # A. C. Doyle
    _rule(r"(?<![\w.])(?!I\.)([^\W\d_a-zа-яё]\.) (?=[^\W\d_a-zа-яё](?:\.|[a-zа-яё]))", rf"\1{NBSP}"),
)
_BY_LANGUAGE: dict[str, tuple[Rule, ...]] = {
    "ru": (
        _rule(rf"(?<=[^\s\d]) ({TAG}*)[-–](?={TAG}* )", rf"{NBSP}\1—", needs="- –"),
        _rule(rf"(?<=\d) ({TAG}*)[-–](?={TAG}* {TAG}*[^\s\d])", rf"{NBSP}\1—", needs="- –"),
        _rule(rf"(?<=\S) (?={TAG}*—)", needs="—"),
        _rule(r"(?m)^— (?=\S)", f"—{NBSP}", needs="—"),
        _rule(rf"\b{_START}((?:{_SHORT_RU}){TAG}*) (?=\S)", rf"\1{NBSP}", flags=re.IGNORECASE),
        _rule(rf" (?=(?:бы|б|же|ж|ли|ль)(?![\w-]))(?<=[\w»“{TAG}{OPAQUE}{NUMBER}] )"),
        _rule(rf"({_DIGIT}{TAG}*) (?={TAG}*(?:(?!(?:{_SHORT_RU})\b)[а-яё]{{1,10}}(?![\w-])|[%°₽€$]))", rf"\1{NBSP}", needs=_DIGITS),
        _rule(rf"\b{_START}({_NAMED_RU}) {_NUMBERED}", rf"\1{NBSP}", needs=_DIGITS, flags=re.IGNORECASE),
        _rule(rf"{_START}(т\.) (?=[депк]\.)", rf"\1{NBSP}", needs="т."),
        _rule(rf"{_START}(ул\.|им\.|см\.|ср\.) (?=\S)", rf"\1{NBSP}", needs="ул. им. см. ср."),
    ),
    "en": (
        _rule(rf"(?<=[^\s\d]) ({TAG}*)-(?={TAG}* )", rf"{NBSP}\1–", needs="-"),
        _rule(rf"(?<=\S) (?={TAG}*[—–]{TAG}* )", needs="— –"),
        _rule(rf"\b{_START}((?:{_NAMED_EN})\.?{TAG}*) {_NUMBERED}", rf"\1{NBSP}", needs=_DIGITS, flags=re.IGNORECASE),
        _rule(rf"({_DIGIT}{TAG}*) (?={TAG}*(?:{_UNITS_EN})(?![\w-]))", rf"\1{NBSP}", needs=_DIGITS),
        _rule(r"(?<=\w)'(?!\w)|'(?=\d)", "’", needs="'"),
    ),
}


def set_text(text: str, lang: str) -> str:
    """Apply every rule once, quotes last: they look at what stands around them."""
    for rule in (*_COMMON, *_BY_LANGUAGE[lang]):
        text = rule.apply(text)
    return set_quotes(text, lang)
