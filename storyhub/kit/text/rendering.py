"""Markdown source → safe HTML and plain text, in this process. It must not know about worker processes or rows."""

from dataclasses import dataclass

from storyhub.kit.text.dialect import to_unsafe_html
from storyhub.kit.text.flow import plain_text, serialise
from storyhub.kit.text.html import Html
from storyhub.kit.text.limits import check_limits
from storyhub.kit.text.problems import TextProblem, TextProblemCode
from storyhub.kit.text.sanitizing import Sanitizer, last_layer, sanitize
from storyhub.kit.text.source import clean_source
from storyhub.kit.text.tidying import tidy

# Raise it whenever the same source may give other HTML or plain text: stored renderings of an older one are made anew.
PIPELINE = "1"

MAX_HTML = 200_000
_MAX_GROWTH = 20
_GROWTH_FREE = 2_000


@dataclass(frozen=True, slots=True)
class Rendered:
    """One rendering: what a page shows, what offsets count in, and the version that made both."""

    html: Html
    plain: str
    pipeline: str


def render(source: str, *, sanitizer: Sanitizer = Sanitizer.BLEACH_NH3) -> Rendered:
    """Render Markdown. Text from the public goes through a `Renderer` instead, which can be stopped.

    Cleans and checks `source` itself; both change nothing that has been through them.

    Raises: TextProblem
    """
    source = clean_source(source)
    check_limits(source)
    try:
        unsafe = to_unsafe_html(source)
        _check_growth(source, unsafe)
        tokens = tidy(sanitize(unsafe, sanitizer=sanitizer))
    except (RecursionError, MemoryError) as error:
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit=type(error).__name__) from error
    html = serialise(tokens)
    _check_growth(source, html)
    return Rendered(html=Html(html), plain=plain_text(tokens), pipeline=PIPELINE)


def law_html(source: str) -> Html:
    """Render the explanation of a law. Written by staff, and sanitised all the same.

    Raises: TextProblem
    """
    return render(source).html


def stored_html(stored: str) -> Html:
    """Return HTML read back from the database as something a page may print.

    It is cleaned again, which changes nothing that `render` made: a row altered by other means runs no script.
    """
    return Html(serialise(tidy(last_layer(stored))))


def _check_growth(source: str, html: str) -> None:
    limit = min(MAX_HTML, _GROWTH_FREE + _MAX_GROWTH * len(source))
    if len(html) > limit:
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit="output", max=limit)
