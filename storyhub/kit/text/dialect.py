"""The Markdown that stories are written in. Not what is done to the HTML afterwards: its output is not safe.

Raw HTML and images are no part of the dialect: they stay visible as typed, so that nothing a teller wrote vanishes.
Indented code is not either, because people indent paragraphs; fenced code is. A heading needs a blank after `#`,
because people write hashtags.
"""

import re
import threading
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from storyhub.kit.text.problems import TextProblem, TextProblemCode

# A page has its own h1 and h2; a story starts below them and never deeper than h6.
_SHIFTED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_NOT_INLINE = ("html", "entity", "image_link", "image_reference", "short_image_ref")
_NOT_LETTERS = re.compile(r"<[^>]*>|(?:[^\w<]|_)+")
_local = threading.local()


class _HeadingShift(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = _SHIFTED.get(element.tag, element.tag)


class _SpacedHeading(HashHeaderProcessor):
    """Headings with a blank after the signs; the stock pattern also backtracks quadratically over long runs of `#`."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>[^\n]*[^\n# ])[# ]*(?:\n|$)")


def _dialect(*, emphasis: bool) -> Markdown:
    md = Markdown(
        extensions=[TableExtension(use_align_attribute=True), FencedCodeExtension(), SaneListExtension(), Nl2BrExtension()],
        output_format="html",
    )
    md.preprocessors.deregister("html_block")
    for name in _NOT_INLINE if emphasis else (*_NOT_INLINE, "em_strong"):
        md.inlinePatterns.deregister(name)
    md.parser.blockprocessors.deregister("code")
    md.parser.blockprocessors.register(_SpacedHeading(md.parser), "hashheader", 70)
    md.treeprocessors.register(_HeadingShift(md), "heading_shift", 5)
    return md


def to_unsafe_html(source: str) -> str:
    """Return the HTML of checked Markdown `source`. Not safe to show: sanitise it.

    Raises: TextProblem
    """
    if "*" in source or "_" in source:
        # Markdown loses its place in some tangles of emphasis and code (`*a**a*` before backticks) and letters vanish.
        # Without emphasis the signs stay visible, and so does every letter: that version decides what must be there.
        literal = _converted(source, emphasis=False)
        html = _converted(source, emphasis=True)
        html = literal if _broken(html) or _letters(html) != _letters(literal) else html
    else:
        html = _converted(source, emphasis=True)
    if _broken(html):
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit="markdown")
    return html


def _letters(html: str) -> str:
    return _NOT_LETTERS.sub("", html)


def _broken(html: str) -> bool:
    """Markdown's own placeholders are framed by characters that no clean source holds; none may be left."""
    return STX in html or ETX in html


def _converted(source: str, *, emphasis: bool) -> str:
    dialects: dict[bool, Markdown] | None = getattr(_local, "dialects", None)
    if dialects is None:
        dialects = _local.dialects = {}
    md = dialects.pop(emphasis, None) or _dialect(emphasis=emphasis)
    # Put back only after it went well: a conversion that broke off leaves its state behind for the next text.
    html = md.reset().convert(source)
    dialects[emphasis] = md
    return html
