"""Limits: bombs are stopped or cheap, real stories pass."""

import contextlib
import re
import time
from pathlib import Path

import pytest

from storyhub.kit.text import Renderer, TextProblem, check_limits, clean_source, render, sentences
from tests.kit.text.bombs import SIZE, bombs
from tests.kit.text.shared_texts import real_stories

BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_less_than_a_second(name: str) -> None:
    text = BOMBS[name]
    assert 0 < len(text) <= SIZE
    # Time of this process rather than of the clock: other programs of the machine are not the bomb.
    start = time.process_time()
    plain = text
    with contextlib.suppress(TextProblem):
        plain = render(text).plain
    rendered = time.process_time()
    sentences(plain)
    assert rendered - start < 1.0
    assert time.process_time() - rendered < 1


def test_all_bombs_together_leave_the_worker_small() -> None:
    with Renderer() as renderer:
        renderer.render("first")
        for text in BOMBS.values():
            renderer.render_many([text])
        renderer.render("last")
        status = Path(f"/proc/{renderer.worker_pid}/status").read_text(encoding="ascii")
    peaks = re.findall(r"VmHWM:\s+(\d+) kB", status)
    assert 0 < int(peaks[0]) < 256 * 1024


@pytest.mark.parametrize(
    ("limit", "allowed", "refused"),
    [
        ("brackets", "[a] " * 200, "[a] " * 201),
        ("link_targets", "[a](b) " * 100, "[a](b) " * 101),
        ("declarations", "<! " * 50, "<! " * 51),
        ("parentheses", "(a) " * 1000, "(a) " * 1001),
        ("emphasis", "*a* " * 500, "*a* " * 500 + "*"),
        ("run", "*" * 300, "*" * 301),
        ("backticks", "`a` " * 250, "`a` " * 250 + "`"),
        ("rules", "a\n---\n\n" * 100, "a\n---\n\n" * 101),
        ("rules", "a\n===\n\n" * 100, "a\n===\n\n" * 101),
        ("headings", "# a\n" * 200, "# a\n" * 201),
        ("list_items", "- a\n" * 500, "- a\n" * 501),
        ("quotes", "> a\n" * 500, "> a\n" * 501),
        ("lines", "a\n" * 1500, "a\n" * 1501),
        ("nesting", "> " * 10 + "a", "> " * 11 + "a"),
        ("nesting", "- " * 10 + "a", "> - " * 6 + "a"),
        ("nesting", "- a\n    - b", "- a\n" + " " * 45 + "- b"),
        ("table_rows", "|a|\n|-|\n" + "|a|\n" * 100, "|a|\n|-|\n" + "|a|\n" * 101),
        ("table_columns", "a|" * 12 + "a\n" + "-|" * 12 + "-", "|" + "a|" * 13 + "\n|" + "-|" * 13),
        ("bracket_reach", "[" * 20 + "a" * 19_000, "[" * 22 + "a" * 19_000),
    ],
)
def test_each_limit_has_an_edge(limit: str, allowed: str, refused: str) -> None:
    check_limits(allowed)
    with pytest.raises(TextProblem) as caught:
        check_limits(refused)
    assert (caught.value.code, caught.value.params["limit"]) == ("too_complex", limit)


def test_bars_between_words_are_not_a_table() -> None:
    check_limits("Home | Shop | Cart\n" * 500 + "a | " * 100)


def test_real_stories_pass() -> None:
    refused = 0
    stories = real_stories()
    for text in stories:
        try:
            check_limits(clean_source(text))
        except TextProblem:
            refused += 1
    assert len(stories) > 16_000
    assert refused / len(stories) <= 0.001
