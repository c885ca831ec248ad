"""Canonical HTML for another place than a page of the site: a book, a file. It is XML as well, and its links lead somewhere from anywhere.

It takes away and writes differently; what was safe before is safe after.
"""

from __future__ import annotations

import re

from storyhub.kit.text.html import Html

_VOID = re.compile(r"<(br|hr)>")
_ALIGN = re.compile(r' align="(left|center|right)"')
_REL = re.compile(r' rel="[^"]*"')
# A heading inside a text would stand above the book's own in the table of contents of some readers.
_HEADING = re.compile(r"<(/?)h[1-6]>")


def portable_html(html: Html, address: str) -> Html:
    """`address` is the site's, without a slash at its end: links within the site begin with it.

    >>> portable_html(Html('<h2>A</h2><p>b<br><a href="/laws/7" rel="nofollow">c</a></p>'), "https://x.example")
    Html('<h6>A</h6><p>b<br/><a href="https://x.example/laws/7">c</a></p>')
    """
    text = _REL.sub("", _ALIGN.sub(r' class="align-\1"', _VOID.sub(r"<\1/>", str(html))))
    text = _HEADING.sub(lambda found: f"<{found[1]}h6>", text)
    return Html(text.replace('<a href="/', f'<a href="{address}/').replace('<a href="#', f'<a href="{address}/laws#'))
