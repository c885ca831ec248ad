"""A place in a plain text. It must not know what is said about that place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` up to, not including, `end`, counted from 0."""

    start: int
    end: int
