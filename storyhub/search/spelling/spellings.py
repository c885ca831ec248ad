"""The speller of the newest state of an index. Its words are counted beside the requests, part by part: a part that was
counted is never counted again, so that a commit costs little. Until the first count is done nothing is suggested.
"""

from __future__ import annotations

import threading
import time

from storyhub.search.domain.port import Engine
from storyhub.search.spelling.speller import Speller
from storyhub.search.spelling.vocabulary import Vocabulary

WAIT_S = 0.5
# The first reader after a start waits longer: there is nothing older to answer her with.
FIRST_WAIT_S = 3.0
# A new story hardly changes what is suggested: a large vocabulary is put together anew no more often than this.
PAUSE_S = 60.0
LARGE = 50_000


class Spellings:
    """Belongs to one instance; threads share it."""

    def __init__(self, engine: Engine, *, wait_s: float = WAIT_S) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._parts: dict[str, Vocabulary] = {}
        self._generation = -1
        self._made = 0.0
        self._speller: Speller | None = None
        self._size = 0
        self._counting: threading.Thread | None = None

    def speller(self) -> Speller | None:
        """The speller, after waiting a moment for one that is being made; perhaps of a state just past, perhaps none yet."""
        generation = self._engine.generation()
        if generation != self._generation and not self._resting():
            with self._lock:
                if self._counting is None or not self._counting.is_alive():
                    self._counting = threading.Thread(target=self._count, args=(generation,), name="spellings", daemon=True)
                    self._counting.start()
                counting = self._counting
            counting.join(self._wait_s if self._speller else max(self._wait_s, FIRST_WAIT_S))
        return self._speller

    def _resting(self) -> bool:
        return self._size > LARGE and time.monotonic() - self._made < PAUSE_S

    def _count(self, generation: int) -> None:
        try:
            counted = self._engine.words(self._parts)
        except Exception:  # An index that cannot be read is told of by the search itself; here it only means no suggestions.
            return
        self._parts = {name: self._parts[name] if counts is None else Vocabulary.of(counts) for name, counts in counted.items()}
        vocabulary = Vocabulary.together(self._parts.values())
        self._speller, self._size = Speller(vocabulary), len(vocabulary)
        self._generation, self._made = generation, time.monotonic()
