"""Who pressed a button today, in memory only: pseudonyms that change every day, forgotten at midnight and with the process."""

from __future__ import annotations

import threading
from datetime import date

# Beyond this the memory would be a way to fill the machine; the rest of the day then counts without it.
MOST = 100_000


class SeenToday:
    """A set of keys for one day. Knows no addresses: what a key stands for is its giver's secret."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = date.min
        self._keys: set[str] = set()

    def is_new(self, key: str, *, today: date) -> bool:
        """True the first time a key is seen on a day."""
        with self._lock:
            if today != self._day:
                self._day, self._keys = today, set()
            if key in self._keys:
                return False
            if len(self._keys) < MOST:
                self._keys.add(key)
            return True

    def forget(self, key: str) -> None:
        """As if it had not been seen: what it was for did not happen."""
        with self._lock:
            self._keys.discard(key)
