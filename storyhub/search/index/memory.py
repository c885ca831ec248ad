"""What a worker keeps of the index in memory: the least recently used goes first. Knows neither postings nor Whoosh."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

ENTRY_BYTES = 400  # Key, array headers and the place in the dictionary.


class Memory:
    """Entries by key, at most `limit_bytes` together with `fixed` (what is always held: columns and lengths). Threads may share it."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._fixed = 0
        self._held = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    @property
    def nbytes(self) -> int:
        """Bytes held now, the fixed ones included."""
        return self._held + self._fixed

    def get(self, key: Hashable, load: Callable[[], Any], size: Callable[[Any], int]) -> Any:
        """The entry, or what `load` gives; two threads may load the same at once, which costs time and nothing else."""
        with self._lock:
            known = self._entries.get(key)
            if known is not None:
                self._entries.move_to_end(key)
                return known[0]
        value = load()
        self._put(key, value, size(value) + ENTRY_BYTES)
        return value

    def hold(self, fixed_bytes: int) -> None:
        """Takes notice that so much is always held from now on."""
        with self._lock:
            self._fixed = fixed_bytes
            self._shrink()

    def keep_only(self, kept: Callable[[Any], bool]) -> None:
        """Drops the entries whose keys are not `kept`."""
        with self._lock:
            for key in [key for key in self._entries if not kept(key)]:
                self._held -= self._entries.pop(key)[1]

    def _put(self, key: Hashable, value: Any, size: int) -> None:
        with self._lock:
            if key not in self._entries and size + self._fixed <= self._limit:
                self._entries[key] = value, size
                self._held += size
                self._shrink()

    def _shrink(self) -> None:
        while self._entries and self._held + self._fixed > self._limit:
            self._held -= self._entries.popitem(last=False)[1][1]
