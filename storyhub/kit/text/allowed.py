"""What a story's HTML may consist of: one list, used by every layer that cleans. Nothing else decides this."""

import re

SCHEMES = frozenset({"http", "https", "mailto"})
INLINE = frozenset({"a", "code", "em", "strong"})
VOID = frozenset({"br", "hr"})
TAGS = (
    INLINE
    | VOID
    | frozenset(
        {
            "p",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
    )
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"align"}),
    "th": frozenset({"align"}),
}
LINK_REL = "nofollow ugc noopener noreferrer"

# Browsers drop tabs and line ends inside an address and read a backslash as a slash, so `/\evil` and `/<tab>/evil`
# would leave the site: an address with any of these is no address.
_HREF = re.compile(r"(?:https?://[^\s/\\]|mailto:[^\s\\]|#|/(?![/\\]))[^\s\\\x00-\x20\x7f<>\"]*", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,9}")
_ALIGN = frozenset({"left", "center", "right"})


def safe_href(href: str) -> bool:
    """Tell whether an unescaped address is http, https, mailto, a fragment or a path on this site."""
    return _HREF.fullmatch(href) is not None


def allowed_attribute(tag: str, name: str, value: str) -> bool:
    """Tell whether `tag` may carry `name` with this unescaped value."""
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "href":
        return safe_href(value)
    if name == "align":
        return value in _ALIGN
    return _NUMBER.fullmatch(value) is not None
