"""Sentences and coded passages marked up in story HTML, and hits in plain text. It must not know what a law is."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from storyhub.kit.text.allowed import safe_href
from storyhub.kit.text.flow import OUTSIDE, Close, Open, Text, Token, serialise, tokens_of, walk
from storyhub.kit.text.html import Html
from storyhub.kit.text.spans import Span

SLOTS = 8
# So many laws of the same words can be told by their colours; with more the words only say that there are more.
MOST_COLOURS = 2
_WORD = re.compile(r"[a-z][a-z-]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to show: its place, its colour slot, and the link that follows it. Without a slot it lies over the others uncoloured.

    `label` is read out (and shown on pointing) for the short `number_text`; `ident` becomes the id of the first piece.
    """

    start: int
    end: int
    slot: int | None
    href: str
    label: str
    number_text: str
    polarity: str = ""
    ident: str = ""


def mark_up(html: Html, *, sentences: Sequence[Span] = (), marks: Sequence[Mark] = ()) -> Html:
    """Wrap sentences in `span.sentence` and passages in `mark.passage`, leaving the plain text as it was.

    Both are cut at element boundaries and nested properly; ids stand on first pieces only and never twice. A passage
    that holds no text is left out. Overlapping sentences are cut: the earlier one keeps its text.
    """
    return Html(serialise(_Marking(sentences, marks).run(walk(tokens_of(html)))))


class _Marking:
    """One pass over the tokens; what has been opened stays inside one text node, so nesting cannot go wrong."""

    def __init__(self, sentences: Sequence[Span], marks: Sequence[Mark]) -> None:
        self._sentences = _cut(sentences)
        self._starts = [span.start for _, span in self._sentences]
        self._marks = [mark for mark in marks if mark.start < mark.end]
        cuts = {place for mark in self._marks for place in (mark.start, mark.end)}
        self._cuts = sorted(cuts)
        self._ends: dict[Mark, int] = {}
        self._ids: set[str] = set()
        self._notes: list[Mark] = []
        self._links = 0

    def run(self, tokens: Sequence[Token]) -> Iterator[Token]:
        self._find_last_pieces(tokens)
        for token in tokens:
            if isinstance(token, Text):
                if token.start < 0:
                    yield token
                else:
                    yield from self._text(token)
                continue
            if token.tag == "a":
                self._links += 1 if isinstance(token, Open) else -1
            yield token
            yield from self._law_notes()

    def _find_last_pieces(self, tokens: Sequence[Token]) -> None:
        """A passage may end in the gap between two blocks: its note follows the last text it covers."""
        texts = [token for token in tokens if isinstance(token, Text) and token.start >= 0]
        starts = [text.start for text in texts]
        for mark in self._marks:
            index = bisect_right(starts, mark.end - 1) - 1
            if index >= 0:
                end = min(mark.end, texts[index].end)
                if end > mark.start:
                    self._ends[mark] = end

    def _text(self, text: Text) -> Iterator[Token]:
        position = text.start
        while position < text.end:
            index, sentence, end = self._piece(position, text.end)
            inner = self._passages(text, position, end)
            if sentence is None:
                yield from inner
            else:
                yield Open("span", self._sentence_attributes(index, sentence))
                yield from inner
                yield Close("span")
            position = end

    def _piece(self, position: int, limit: int) -> tuple[int, Span | None, int]:
        """Return the sentence at `position` (number, place) and where its piece, or the gap before the next, ends."""
        at = bisect_right(self._starts, position) - 1
        if at >= 0 and position < self._sentences[at][1].end:
            index, span = self._sentences[at]
            return index, span, min(limit, span.end)
        following = self._starts[at + 1] if at + 1 < len(self._starts) else limit
        return 0, None, min(limit, following)

    def _passages(self, text: Text, start: int, end: int) -> Iterator[Token]:
        """Yield the texts between `start` and `end`, cut where any passage begins or ends."""
        inside = self._cuts[bisect_right(self._cuts, start) :]
        places = [start, *_below(inside, end), end]
        for begin, stop in pairwise(places):
            piece = Text(text.data[begin - text.start : stop - text.start])
            covering = [mark for mark in self._marks if mark.start <= begin and stop <= mark.end]
            if covering:
                yield from self._mark(piece, covering)
            else:
                yield piece
            self._notes.extend(mark for mark in covering if self._ends.get(mark) == stop)
            yield from self._law_notes()

    def _mark(self, piece: Text, covering: list[Mark]) -> Iterator[Token]:
        attributes = {"class": _classes(covering)}
        fresh = [mark.ident for mark in dict.fromkeys(covering) if self._is_new(mark.ident)]
        if fresh:
            attributes["id"] = fresh[0]
        yield Open("mark", attributes)
        for ident in fresh[1:]:
            # A second passage may begin at the same place, and an element has one id only.
            yield Open("span", {"class": "passage__start", "id": ident})
            yield Close("span")
        yield piece
        yield Close("mark")

    def _sentence_attributes(self, index: int, span: Span) -> dict[str, str]:
        attributes = {"class": "sentence", "data-start": str(span.start), "data-end": str(span.end)}
        if self._is_new(f"s-{index}"):
            attributes["id"] = f"s-{index}"
        return attributes

    def _is_new(self, ident: str) -> bool:
        if not ident or ident in self._ids:
            return False
        self._ids.add(ident)
        return True

    def _law_notes(self) -> Iterator[Token]:
        """Yield the waiting notes, unless we are inside a link: links do not nest."""
        if self._links:
            return
        for mark in self._notes:
            yield Open("sup", {"class": "passage__law", OUTSIDE: ""})
            if safe_href(mark.href):
                yield Open("a", {"href": mark.href, "title": mark.label, "aria-label": mark.label})
                yield Text(mark.number_text, start=-1)
                yield Close("a")
            else:
                yield Text(mark.number_text, start=-1)
            yield Close("sup")
        self._notes.clear()


def _cut(sentences: Sequence[Span]) -> list[tuple[int, Span]]:
    """Number the sentences as given, order them, and cut what overlaps."""
    cut: list[tuple[int, Span]] = []
    done = 0
    for index, span in sorted(enumerate(sentences, start=1), key=lambda numbered: numbered[1]):
        start = max(span.start, done)
        if start < span.end:
            cut.append((index, Span(start, span.end)))
            done = span.end
    return cut


def _below(places: Sequence[int], end: int) -> Iterator[int]:
    for place in places:
        if place >= end:
            return
        yield place


def _classes(covering: Sequence[Mark]) -> str:
    names = ["passage"]
    coloured = [mark.slot % SLOTS for mark in covering if mark.slot is not None]
    names += [f"passage--{slot}" for slot in coloured]
    names += [f"passage--{mark.polarity}" for mark in covering if _WORD.fullmatch(mark.polarity)]
    if len(coloured) > 1:
        names.append("passage--overlap")
    if len(set(coloured)) > MOST_COLOURS:
        names.append("passage--many")
    return " ".join(dict.fromkeys(names))


def highlight(plain: str, spans: Sequence[Span], *, around: Span | None = None) -> Html:
    """Return plain text, escaped, with `mark.hit` around `spans`; with `around` only that part, … where it is cut."""
    window = Span(0, len(plain)) if around is None else Span(max(0, around.start), min(len(plain), around.end))
    parts = ["…" if window.start > 0 else ""]
    done = window.start
    for span in sorted(spans):
        start, end = max(span.start, done), min(span.end, window.end)
        if start >= end:
            continue
        parts += [escape(plain[done:start]), f'<mark class="hit">{escape(plain[start:end])}</mark>']
        done = end
    parts += [escape(plain[done : window.end]), "…" if window.end < len(plain) else ""]
    return Html("".join(parts))
