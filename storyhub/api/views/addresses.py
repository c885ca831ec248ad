"""Pages of the site, as whole addresses for a program."""

from __future__ import annotations

from flask import url_for

from storyhub.kit.web import settings


def story_address(public_id: str, lang: str = "en", *, sentence: int = 0) -> str:
    place = f"#s-{sentence}" if sentence else ""
    return f"{settings().base_url}{url_for('reading.story', public_id=public_id, lang=lang)}{place}"


def law_address(key: str, lang: str = "en") -> str:
    """Of a law, or of a proposal."""
    if key.startswith("P-"):
        return f"{settings().base_url}{url_for('curation.proposal', number=int(key[2:]), lang=lang)}"
    return f"{settings().base_url}{url_for('reading.law', number=int(key), lang=lang)}"


def call_address(slug: str, lang: str = "en") -> str:
    return f"{settings().base_url}{url_for('reading.call', slug=slug, lang=lang)}"


def edition_address(number: int, lang: str = "en") -> str:
    return f"{settings().base_url}{url_for('editions.edition', number=number, lang=lang)}"
