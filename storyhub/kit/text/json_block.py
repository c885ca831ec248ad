"""Data inside a page: JSON that no parser of HTML can mistake for the end of its element."""

from __future__ import annotations

import json
from typing import Any

from storyhub.kit.text.html import Html

# Within <script> only `<` matters; `>`, `&` and the line ends of JavaScript go for whoever reads the page by other rules.
_ESCAPED = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def json_block(data: Any) -> Html:
    """Compact JSON for a <script> of data.

    >>> json_block({"name": "</script><!--"})
    Html('{"name":"\\\\u003c/script\\\\u003e\\\\u003c!--"}')
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Html(text.encode("utf-8", "replace").decode("utf-8").translate(_ESCAPED))
