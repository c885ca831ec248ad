"""Unsafe HTML → HTML of allow-listed parts, by two independent libraries. It must not know where the HTML came from.

bleach is no longer developed, so nh3 always has the last word; the setting SANITIZER can drop bleach altogether.
"""

import threading
from enum import StrEnum
from html import unescape

import nh3
from bleach.sanitizer import Cleaner

from storyhub.kit.text.allowed import ATTRIBUTES, SCHEMES, TAGS, allowed_attribute

_local = threading.local()


class Sanitizer(StrEnum):
    """Which layers clean the HTML; the values are those of the setting SANITIZER."""

    BLEACH_NH3 = "bleach+nh3"
    NH3 = "nh3"


def sanitize(unsafe: str, *, sanitizer: Sanitizer) -> str:
    """Return `unsafe` with everything dropped that `allowed` does not list; text inside dropped elements stays."""
    if sanitizer is Sanitizer.BLEACH_NH3:
        unsafe = _cleaner().clean(unsafe)
    return last_layer(unsafe)


def last_layer(html: str) -> str:
    """Clean by nh3 alone: fast enough to run on every read of stored HTML."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_value_if_allowed,
        url_schemes=set(SCHEMES),
        strip_comments=True,
        link_rel=None,
    )


def _value_if_allowed(tag: str, name: str, value: str) -> str | None:
    return value if allowed_attribute(tag, name, value) else None


def _cleaner() -> Cleaner:
    """One cleaner per thread: its parser has state."""
    if not hasattr(_local, "cleaner"):
        # bleach checks addresses by urlparse and lets `javascript:123` pass (digits look like a port), so the callable
        # looks at the address itself.
        _local.cleaner = Cleaner(
            tags=TAGS, attributes=_bleach_attribute, protocols=SCHEMES, strip=True, strip_comments=True
        )
    cleaner: Cleaner = _local.cleaner
    return cleaner


def _bleach_attribute(tag: str, name: str, value: str) -> bool:
    return allowed_attribute(tag, name, unescape(value))
