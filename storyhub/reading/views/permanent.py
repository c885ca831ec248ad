"""Addresses for ever: without a language, the same whoever reads. They lead to the page in the reader's language."""

from __future__ import annotations

from urllib.parse import urlsplit

from storyhub.kit.web import settings


def permanent(path: str) -> str:
    """`/laws/12` as a whole address of this instance."""
    return settings().base_url + path


def law_permanent(key: str) -> str:
    return permanent(f"/proposals/{key}" if key.startswith("P-") else f"/laws/{key}")


def story_permanent(public_id: str) -> str:
    return permanent(f"/stories/{public_id}")


def tag(day: str, thing: str) -> str:
    """A name (RFC 4151) for what has no address of its own, given out on a day."""
    return f"tag:{urlsplit(settings().base_url).hostname},{day}:{thing}"
