"""One peer in one process: opens its index, asks every question for the first time, then again and again. Started by `command`.

Prints JSON: per question the seconds of the first use (where none of its words was used before) and of each round after, by the clock
and of the processor; hits; facets; memory.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.search.machine import folder_mb, own_mb, settle

MOST_ROUNDS = 25


def main(peer: str, folder: str, asked: str, order: str, seconds: str) -> None:
    settle()
    # Only now: what they bring along starts its threads when it is imported.
    from storyhub.search.domain.query import Term
    from tests.benchmarks.search.peers import module

    questions = json.loads(Path(asked).read_text(encoding="utf-8"))
    before = own_mb()
    began = time.perf_counter()
    reader = module(peer).Reader(Path(folder))
    reader.search(Term("qqqq"))  # Found nowhere: opening is not part of any question.
    opened = time.perf_counter() - began
    try:
        figures = _measure(reader, questions, random.Random(int(order)), float(seconds))
        # PostgreSQL answers from a process of its own, which was not there before.
        memory = reader.memory_mb() - (0 if peer == "postgresql" else before)
        figures.update(opened_s=opened, memory_mb=memory, disk_mb=folder_mb(Path(folder)))
    finally:
        getattr(reader, "close", lambda: None)()
    json.dump(figures, sys.stdout)


def _measure(reader: Any, questions: list[str], chance: random.Random, seconds: float) -> dict[str, Any]:
    from storyhub.search.analysis import lemmas
    from storyhub.search.query import parse

    queries = [(parse(text).query, _terms(text)) for text in questions]
    lemmas.cache_clear()
    first: dict[int, tuple[float, float]] = {}
    used: set[str] = set()
    for place in chance.sample(range(len(queries)), len(queries)):
        query, terms = queries[place]
        if used.isdisjoint(terms):
            first[place] = _timed(reader, query)[:2]
            used |= terms
    rounds: list[list[tuple[float, float]]] = []
    answers: list[Any] = []
    until = time.perf_counter() + seconds
    while seconds and len(rounds) < MOST_ROUNDS and (not rounds or time.perf_counter() < until):
        asked = [_timed(reader, query) for query, _ in queries]
        rounds.append([one[:2] for one in asked])
        answers = [one[2] for one in asked]
    return {
        "first": first,
        "rounds": rounds,
        "totals": [answer.total for answer in answers],
        "facets": [{name: dict(sorted(counts.items())) for name, counts in answer.facets.items()} for answer in answers],
    }


def _terms(text: str) -> set[str]:
    """Whatever part of an index a question reads."""
    from storyhub.search.analysis import lemmas, tokenise

    return {term for token in tokenise(text) for term in (*lemmas(token.word), token.word)}


def _timed(reader: Any, query: Any) -> tuple[float, float, Any]:
    used, began = reader.processor_s(), time.perf_counter()
    answer = reader.search(query)
    return time.perf_counter() - began, reader.processor_s() - used, answer


if __name__ == "__main__":
    main(*sys.argv[1:])
