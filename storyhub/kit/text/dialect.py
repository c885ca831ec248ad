"""The Markdown that stories are written in. It must not know what is done to the HTML afterwards: its output is not safe.

Raw HTML and images are no part of the dialect: they stay visible as typed, so that nothing a teller wrote vanishes.
Indented code is not either, because people indent paragraphs; fenced code is. A heading needs a blank after `#`, because
people write hashtags.
"""

import re
import threading
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

# A page has its own h1 and h2; a story starts below them and never deeper than h6.
_SHIFTED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_NOT_INLINE = ("html", "entity", "image_link", "image_reference", "short_image_ref")
_local = threading.local()


class _HeadingShift(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = _SHIFTED.get(element.tag, element.tag)


class _SpacedHeading(HashHeaderProcessor):
    """Headings with a blank after the signs; the stock pattern also backtracks quadratically over long runs of `#`."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>[^\n]*[^\n# ])[# ]*(?:\n|$)")


def _dialect() -> Markdown:
    md = Markdown(
        extensions=[TableExtension(use_align_attribute=True), FencedCodeExtension(), SaneListExtension()],
        output_format="html",
    )
    md.preprocessors.deregister("html_block")
    for name in _NOT_INLINE:
        md.inlinePatterns.deregister(name)
    md.parser.blockprocessors.deregister("code")
    md.parser.blockprocessors.register(_SpacedHeading(md.parser), "hashheader", 70)
    md.treeprocessors.register(_HeadingShift(md), "heading_shift", 5)
    return md


def to_unsafe_html(source: str) -> str:
    """Return the HTML of checked Markdown `source`. Not safe to show: sanitise it."""
    if not hasattr(_local, "md"):
        _local.md = _dialect()
    md: Markdown = _local.md
    try:
        return md.reset().convert(source)
    except BaseException:
        # A conversion that broke off leaves its state behind; the next text must not inherit it.
        del _local.md
        raise
