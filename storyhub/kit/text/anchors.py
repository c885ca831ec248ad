"""Finding a passage again in a changed text, by its words and what stood around them. Pure; never guesses."""


def surrounding(plain: str, start: int, end: int, width: int = 32) -> tuple[str, str]:
    """Return up to `width` characters before `start` and after `end`: the prefix and suffix kept with a passage."""
    return plain[max(0, start - width) : start], plain[end : end + width]


def find_unique(plain: str, exact: str, prefix: str, suffix: str) -> int | None:
    """Return where `exact` starts between `prefix` and `suffix`, or None unless that is found exactly once.

    Two finds are as bad as none: a passage must never move to a look-alike.
    """
    if not exact:
        return None
    needle = prefix + exact + suffix
    first = plain.find(needle)
    if first < 0 or plain.find(needle, first + 1) >= 0:
        return None
    return first + len(prefix)
