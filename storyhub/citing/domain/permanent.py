"""Permanent addresses: without a language, never reused, never dead. `base` is the instance's address without a slash at its end."""

from __future__ import annotations


def law_address(base: str, number: int) -> str:
    """
    >>> law_address("https://x.example", 12)
    'https://x.example/laws/12'
    """
    return f"{base}/laws/{number}"


def story_address(base: str, public_id: str, sentence: int | None = None) -> str:
    """
    >>> story_address("https://x.example", "S-000123", 4)
    'https://x.example/stories/S-000123#s-4'
    """
    return f"{base}/stories/{public_id}" + (f"#s-{sentence}" if sentence else "")


def edition_address(base: str, number: int, law: int | None = None) -> str:
    """
    >>> edition_address("https://x.example", 1), edition_address("https://x.example", 1, 12)
    ('https://x.example/editions/1', 'https://x.example/editions/1/laws/12')
    """
    return f"{base}/editions/{number}" + (f"/laws/{law}" if law else "")
