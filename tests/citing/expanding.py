"""As much of the expansion of JSON-LD 1.1 as our documents use: a context of vocabularies, terms to addresses, values to lists.

Written from the recommendation, not from our code: it refuses what it would have to drop (a term that no vocabulary explains).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# What https://schema.org answers: every bare word is one of its own; these name addresses.
SCHEMA = "https://schema.org/"
ADDRESSES = frozenset({"url", "license", "sameAs", "contentUrl"})
KEYWORDS = frozenset({"@id", "@type", "@value", "@language"})


def expand(document: dict[str, Any]) -> dict[str, Any]:
    context = document["@context"]
    prefixes: dict[str, str] = {}
    assert "https://schema.org" in context
    for part in context:
        if isinstance(part, dict):
            prefixes |= part
    return _node({name: value for name, value in document.items() if name != "@context"}, prefixes)


def properties(node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every property of the node and of all nodes in it."""
    for name, values in node.items():
        yield name, values
        for value in values if isinstance(values, list) else ():
            if isinstance(value, dict):
                yield from properties(value)


def _node(node: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    assert "@context" not in node
    found: dict[str, Any] = {}
    for name, value in node.items():
        if name == "@type":
            found[name] = [SCHEMA + kind for kind in (value if isinstance(value, list) else [value])]
        elif name == "@id":
            assert value.startswith(("https://", "http://")), f"{value} is no whole address"
            found[name] = value
        else:
            assert name not in KEYWORDS, f"{name} stands where a node is"
            found[_term(name, prefixes)] = [_value(one, name, prefixes) for one in (value if isinstance(value, list) else [value])]
    return found


def _term(name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, rest = name.partition(":")
    if colon:
        return prefixes[prefix] + rest
    assert name.isalpha(), name
    return SCHEMA + name


def _value(value: Any, name: str, prefixes: dict[str, str]) -> Any:
    if isinstance(value, dict) and "@value" in value:
        assert set(value) == {"@value", "@language"}
        assert value["@language"] in ("ru", "en")
        return value
    if isinstance(value, dict):
        return _node(value, prefixes)
    assert isinstance(value, str | bool | int), f"{name} is {value!r}"
    return {"@id": value} if name in ADDRESSES else {"@value": value}
