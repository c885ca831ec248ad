"""Tiny readers of what we write, made for the tests from what the formats say, and nothing of our writers in them."""

from __future__ import annotations

import re

_COMMANDS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
}  # fmt: skip


def read_bibtex(source: str) -> tuple[str, str, dict[str, str]]:
    """(type, key, fields) of the one entry. Braces are counted as BibTeX does: a backslash does not hide one."""
    head = re.match(r"@(\w+)\{([^,\s]+),\s*", source)
    assert head
    fields, at = {}, head.end()
    while source[at] != "}":
        name = re.compile(r"(\w+)\s*=\s*").match(source, at)
        assert name, source[at:]
        value, at = _value(source, name.end())
        fields[name[1]] = value
        assert source[at] == ","
        at = re.compile(r",\s*").match(source, at).end()  # type: ignore[union-attr]
    assert source[at:].strip() == "}"
    return head[1], head[2], fields


def _value(source: str, at: int) -> tuple[str, int]:
    if source[at] != "{":
        end = source.index(",", at)
        return source[at:end], end
    depth, start = 0, at
    while True:
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        at += 1
        if depth == 0:
            return source[start + 1 : at - 1], at


def from_latex(text: str) -> str:
    """What a title in double braces says."""
    assert (text[0], text[-1]) == ("{", "}")
    return re.sub(r"\\(?:(\w+)\{\}|([&%$#_]))", lambda found: _COMMANDS[found[1]] if found[1] else found[2], text[1:-1])


def read_ris(source: str) -> dict[str, str]:
    """The tags of the one entry; each stands once."""
    lines = source.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    tags = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines[:-1]]
    assert all(tags)
    assert [tag[1] for tag in tags if tag][:: len(tags) - 1] == ["TY", "ER"]
    found = {tag[1]: tag[2] for tag in tags if tag}
    assert len(found) == len(tags)
    return found
