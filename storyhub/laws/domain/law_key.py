"""How a law or proposal is named: `12` once accepted, `P-7` while (or if never more than) a proposal."""

from __future__ import annotations

import re

PROPOSAL = re.compile(r"P-([1-9]\d{0,8})", re.ASCII)
LAW = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def proposal_key(proposal_number: int) -> str:
    """
    >>> proposal_key(7)
    'P-7'
    """
    return f"P-{proposal_number}"


def proposal_number(key: str) -> int | None:
    """
    >>> proposal_number("P-7"), proposal_number("P-07"), proposal_number("7")
    (7, None, None)
    """
    match = PROPOSAL.fullmatch(key)
    return int(match[1]) if match else None


def law_number(key: str) -> int | None:
    """
    >>> law_number("12"), law_number("012"), law_number("P-7")
    (12, None, None)
    """
    return int(key) if LAW.fullmatch(key) else None
