"""Texts made to exhaust a Markdown renderer, each at most 20,000 characters long, by name."""

import string
from collections.abc import Callable

SIZE = 20_000


def _filled(unit: str, *, before: str = "", after: str = "") -> str:
    room = SIZE - len(before) - len(after)
    return before + (unit * (room // len(unit) + 1))[:room] + after


def _deep_list(indent: int) -> str:
    lines: list[str] = []
    while sum(map(len, lines)) < SIZE - 400:
        lines.append(" " * (indent * (len(lines) % 100)) + "- a\n")
    return "".join(lines)[:SIZE]


def _deepening(unit: str) -> str:
    return "\n".join(unit * depth + " a" for depth in range(1, 190))[:SIZE]


def _wide_table(columns: int) -> str:
    head = "|" + "a|" * columns + "\n|" + "-|" * columns + "\n"
    return (head + "|\n" * SIZE)[:SIZE]


_UNITS = {
    "open brackets": "[",
    "close brackets": "]",
    "bracket pairs": "[]",
    "empty links": "[]()",
    "short links": "[a](b)",
    "reference links": "[a][b]",
    "link starts": "[a](",
    "nested link starts": "[a](<",
    "link titles": '[a](b "c',
    "cdata starts": "<![",
    "cdata full": "<![CDATA[",
    "comment starts": "<!--",
    "images": "![",
    "image starts": "![a](",
    "instructions": "<?",
    "tag starts": "<a ",
    "tag attributes": "<a b=",
    "autolinks": "<http://a",
    "automails": "<a@b",
    "mail halves": "a@",
    "setext": "a\n=\n",
    "setext dashes": "a\n-\n",
    "rules": "---\n",
    "rules in text": "a\n---\n",
    "rule halves": "- - - ",
    "stars in rule": "* * *\n",
    "quote lines": "> a\n",
    "quotes nested": "> ",
    "quotes tight": ">",
    "quote blocks": "> a\n\n",
    "hash lines": "# a\n",
    "hash run lines": "######\n",
    "hash in text": "a\n# b\n",
    "list items": "- a\n",
    "list blocks": "- a\n\n",
    "list markers": "- ",
    "number markers": "1. ",
    "number lines": "1. a\n",
    "mixed lists": "- a\n1. b\n",
    "indented": "    a\n\n",
    "emphasis pairs": "*a*",
    "emphasis opens": "*a ",
    "emphasis closes": "a* ",
    "emphasis double": "**a ",
    "emphasis mixed": "*a **b ",
    "emphasis triple": "***a** ",
    "emphasis inner": "a*b",
    "underscores": "_a ",
    "underscores inner": "a_b",
    "under and star": "*_",
    "under and star text": "*a_b ",
    "code spans": "`a`",
    "code opens": "`a ",
    "fences": "```\n",
    "fence opens": "```a\n",
    "tilde fences": "~~~\n",
    "fence languages": "```{ .a\n",
    "escapes": "\\",
    "escaped stars": "\\*",
    "entities": "&amp;",
    "number entities": "&#1;",
    "ampersands": "&a",
    "definitions": "[a]: b\n",
    "definition starts": "[a]:\n",
    "pipes": "|",
    "pipe lines": "|\n",
    "pipe rows": "a|b\n",
    "table breaks": "a|b\n-|-\n",
    "table blocks": "a|b\n-|-\nc|d\n\n",
    "table in dashes": "|-",
    "line breaks": "a  \n",
    "blank lines": "\n",
    "lines": "a\n",
    "blocks": "a\n\n",
    "urls": "http://a.b ",
    "url in url": "http://a",
    "www": "www.",
    "www words": "www.a ",
    "dotted words": "a.",
    "dashed words": "a-",
    "slashes": "http:/",
    "accents": "e\u0301",
    "accents only": "\u0301",
    "accents in emphasis": "*\u0301*a",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "sentences": "A. ",
    "smiles": ":) ",
    "letters": "a",
    "russian letters": "ж",
    "tabs": "\t",
    "blanks": "a ",
    "many blanks": "a" + " " * 99,
    "placeholders": "klzzwxh:0001",
    "wzxhzdk": "wzxhzdk:1",
}


def bombs() -> dict[str, str]:
    """Return every bomb by name."""
    found: dict[str, Callable[[], str] | str] = {
        "link then brackets": _filled("(", before="[a]("),
        "link then close": _filled(")", before="[a]("),
        "link then angle": _filled("<", before="[a](<"),
        "link then quotes": _filled('"', before="[a](b "),
        "link then apostrophes": _filled("' ", before="[a](b '"),
        "200 open brackets": "[" * 200,
        "8000 open brackets": "[" * 8000,
        "heading of hashes": _filled("#", before="# "),
        "heading of hashes broken": _filled("#", before="# ", after="x"),
        "heading of blanks": _filled(" ", before="# ", after="x"),
        "blanks then letter": _filled(" ", before="a", after="x"),
        "blank run in list": _filled(" ", before="- ", after="x"),
        "wide table": _wide_table(1000),
        "table of 100 columns": _wide_table(100),
        "table of 12 columns": _wide_table(12),
        "deep list": _deep_list(4),
        "deep list by 2": _deep_list(2),
        "deepening quotes": _deepening("> "),
        "deepening tight quotes": _deepening(">"),
        "deepening list": "\n".join(" " * 4 * depth + "- a" for depth in range(98))[:SIZE],
        "deepening list in quotes": "\n".join("> " * 9 + " " * 4 * (depth % 10) + "- a" for depth in range(300))[:SIZE],
        "closing stars": _filled("*", before=_filled("*a ")[: SIZE // 2]),
        "closing stars apart": (_filled("*a ")[: SIZE // 2] + _filled("b* "))[:SIZE],
        "closing strong apart": (_filled("**a ")[: SIZE // 2] + _filled("b** "))[:SIZE],
        "long definition": "[a]: http://x/" + "y" * 10_000 + "\n\n" + "[a] " * 190,
        "many ticks": " ".join("`" * n for n in range(1, 195))[:SIZE],
        "many ticks down": " ".join("`" * n for n in range(195, 1, -1))[:SIZE],
        "ends in link": _filled("a ", after="[a](http://b)"),
    }
    found |= {f"only {char!r}": _filled(char) for char in string.punctuation}
    found |= {f"lines of {char!r}": _filled(char * 40 + "\n") for char in string.punctuation}
    found |= {f"{char!r} between words": _filled(f"a {char}b{char} ") for char in string.punctuation}
    found |= {name: _filled(unit) for name, unit in _UNITS.items()}
    return {name: text if isinstance(text, str) else text() for name, text in found.items()}
