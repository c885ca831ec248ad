"""People's names in English text: with a title, a first name, or words before them that say who it is.

Brands named after people are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.context import before
from storyhub.kit.personal.finding import Finding, Kind
from storyhub.kit.personal.first_names import ENGLISH, ENGLISH_ALONE

_CAP = r"[A-Z](?:[a-zé]{1,20}|['’][A-Z][a-z]{1,20}|c[A-Z][a-z]{1,20})(?:-[A-Z][a-zé]{1,20})?"
_TITLE = re.compile(rf"(?<![\w-])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|"
    rf"Madam)\b\.?[ \u00a0](?P<name>{_CAP}(?:[ ](?:[A-Z]\.[ ])?{_CAP})?)(?![\w-])")
_SAID = re.compile(
    rf"(?:\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]he|[Tt]heir)\s(?:\w{{2,10}}['’]s\s)?names?\s(?:is|was)|\bnamed|\b[Cc]alled\s(?:herself|"
    rf"himself)|\bintroduced\s(?:herself|himself)\sas|\b(?:[Kk]ind|[Bb]est|[Ww]arm)?\s?[Rr]egards|"
    rf"\b[Ss]incerely|\b[Ss]igned|\b(?:agent|representative|rep|manager|supervisor|waiter|waitress|server|attendant|steward|"
    rf"stewardess|clerk|receptionist|technician|driver|assistant)(?:\s(?:named|called))?)[,:]?\s{{1,3}}"
    rf"(?P<name>{_CAP}(?:[ ](?:[A-Z]\.[ ]?)?{_CAP})?)(?![\w-])"
)
_FULL = re.compile(rf"(?<![\w&-])(?P<first>{_CAP})(?P<rest>(?:[ ][A-Z]\.)?[ ](?P<last>{_CAP}))?(?![\w-])")
_BRANDS_WORDS = """
Marks Johnson Johnnie Ben Jerry Tommy Calvin Ralph Hugo Michael Giorgio Paul Karen Yves Mary Jack Papa Wendy Trader Jimmy Kate
Marc Elizabeth Harley Charles Morgan Louis Victoria Martens Oetker Pepper Clean Doors Fields Potter Bean Muscle Coffee
"""
_BRANDS = frozenset(_BRANDS_WORDS.split())
_BRAND = re.compile(
    r"Tommy Hilfiger|Calvin Klein|Ralph Lauren|Hugo Boss|Michael Kors|Giorgio Armani|Paul Smith|Karen Millen|Yves Rocher|Mary Kay|"
    r"Jack (?:Daniel|Wolfskin)|Jimmy (?:Choo|John)|Kate Spade|"
    r"Marc Jacobs|Elizabeth Arden|Charles (?:Schwab|Tyrwhitt|de Gaulle)|Louis Vuitton|Christian (?:Dior|Louboutin)|"
    r"Victoria(?:['’]s)? Secret|Harry Potter|John (?:Lewis|Deere|F|Wayne Airport)|Ben (?:&|and) Jerry|George Foreman|"
    r"Bobby Brown|Steve Madden|Kenneth Cole|Jenny Craig|Robert Half|Edward Jones|Raymond James|Stanley|Craig?slist|Alex[ah]|Alexa|"
    r"Martin Luther|San |St |Saint |Peter Pan|Thomas Cook|Thomas the|Philip Morris|Oscar Mayer|Betty Crocker|Aunt |Uncle |"
    r"Patrick['’]s|Dr\.? (?:Martens|Pepper|Oetker|Scholl)|Virgin|Diana Ross|Leo Messi|Anna Karenina|Jane Eyre|James Bond|Robin Hood|"
    r"Martin Scorsese|Carl['’]s Jr|Ann Taylor|Eddie Bauer|Kelly Blue"
)
_NOT_A_SURNAME_WORDS = """
I The And But So He She It They We You My Our His Her In On At To For From With Air Airlines Airways Airport Hotel Bank Street
Road Avenue Park Beach Island City County Center Centre Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
March April June July August September October November December International Inn Resort Store Shop Restaurant Cafe
"""
_NOT_A_SURNAME = frozenset(_NOT_A_SURNAME_WORDS.split())
_PLACE_AFTER = re.compile(r"[ ](?:&|Street|St\b|Road|Rd|Avenue|Ave|Airport|International|Hotel|Inn|Bank|Island|Park|Beach|Square|"
    r"Hospital|University|Station|Inc|Ltd|LLC|Co\b|Motors)|['’]s (?:Airport|Cathedral|Hospital)")
_PLACE_BEFORE = re.compile(
    r"(?:&|\bSt\.?|\bSaint|\bSan|\bPort|\bLake|\bMount|\bFort|\bKing|\bQueen|\bPrince|\bthe|\bBrand|\bby)\s$", re.IGNORECASE
)


def found(text: str) -> Iterator[Finding]:
    """Findings of the kind name in Latin letters; a title before it (Mr) is not part of the name."""
    for match in _TITLE.finditer(text):
        if match["name"].split()[0] not in _BRANDS and not _PLACE_AFTER.match(text, match.end()):
            yield _name(text, *match.span("name"), certain=True)
    for match in _SAID.finditer(text):
        if match["name"].split()[0] not in _NOT_A_SURNAME:
            yield _name(text, *match.span("name"), certain=False)
    for match in _FULL.finditer(text):
        yield from _first(text, match)


def _first(text: str, match: re.Match[str]) -> Iterator[Finding]:
    first, last = match["first"], match["last"]
    if first not in ENGLISH or _BRAND.match(text, match.start()) or _PLACE_BEFORE.search(before(text, match.start(), 8)):
        return
    if last and last not in _NOT_A_SURNAME and not _PLACE_AFTER.match(text, match.end()):
        yield Finding(Kind.name, *match.span(), certain=False)
    elif first in ENGLISH_ALONE and not _PLACE_AFTER.match(text, match.end("first")):
        yield Finding(Kind.name, *match.span("first"), certain=False)


def _name(text: str, start: int, end: int, *, certain: bool) -> Finding:
    """Without a second word that only begins what comes next."""
    words = text[start:end].split()
    if len(words) > 1 and words[-1] in _NOT_A_SURNAME:
        end = start + len(words[0])
    return Finding(Kind.name, start, end, certain=certain)
