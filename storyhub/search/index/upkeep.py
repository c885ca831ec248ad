"""Which segments to write anew, and how much of that at once. Many small segments make searches slow, deleted documents
stay on the disk until their segment is rewritten, and whoever merges holds up the changes behind.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

SEGMENTS_PER_TIER = 4
TIER_BASE = 8
MAX_DELETED_SHARE = 0.2
COMMIT_S = 0.3  # What a commit may spend on merging; a reader waits for its change meanwhile.
SLOWEST = 1e6  # bytes a second
IDLE_S = 1.5  # What a turn with nothing else to do may spend.


@dataclass(frozen=True, slots=True)
class State:
    """A segment as far as upkeep is concerned."""

    documents: int
    deleted: int
    size: int  # bytes

    @property
    def live(self) -> int:
        return self.documents - self.deleted


class Pace:
    """How many bytes of segments a second of merging does on this machine: careful at first, then as measured, but never so slow that
    nothing would be merged again.
    """

    def __init__(self, bytes_per_s: float = 8e6) -> None:
        self.bytes_per_s = bytes_per_s

    def worth(self, seconds: float) -> int:
        """How many bytes may be merged in so many seconds."""
        return int(self.bytes_per_s * seconds)

    @contextmanager
    def measured(self, size: int) -> Iterator[None]:
        """Learns from the merge inside; from a tiny one nothing."""
        started = time.monotonic()
        yield
        taken = time.monotonic() - started
        if size > 100_000:
            self.bytes_per_s = max(0.5 * self.bytes_per_s + 0.5 * size / max(taken, 1e-3), SLOWEST)


def due(segments: Sequence[State], worth: int) -> list[list[int]]:
    """Groups of places of segments that should become one segment each, of at most `worth` bytes altogether, the small ones first.

    A segment that is mostly deletions is a group of its own. What is due but too large waits for a turn that may spend more.
    """
    tiers: dict[int, list[int]] = defaultdict(list)
    groups: list[list[int]] = []
    for place, segment in enumerate(segments):
        if segment.live and segment.deleted / segment.documents > MAX_DELETED_SHARE:
            groups.append([place])
        elif segment.live:
            tiers[int(math.log(segment.live, TIER_BASE))].append(place)
    groups += [tier for tier in tiers.values() if len(tier) >= SEGMENTS_PER_TIER]
    return _within(groups, segments, worth)


def _within(groups: list[list[int]], segments: Sequence[State], worth: int) -> list[list[int]]:
    """As many of the groups as are worth it; of a group too large its smallest segments, if there are at least two."""
    chosen: list[list[int]] = []
    for group in sorted(groups, key=lambda group: sum(segments[place].size for place in group)):
        part: list[int] = []
        for place in sorted(group, key=lambda place: segments[place].size):
            if segments[place].size > worth:
                break
            worth -= segments[place].size
            part.append(place)
        if len(part) > 1 or (part and len(group) == 1):
            chosen.append(sorted(part))
    return chosen
