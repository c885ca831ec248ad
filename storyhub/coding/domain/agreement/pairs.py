"""Two coders at a time: how much both marked, one of them only, and neither, law by law, in the stories both read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from storyhub.coding.domain.agreement.binary import binary_kappa, known
from storyhub.coding.domain.agreement.kappa import Table, mean_of_defined
from storyhub.coding.domain.agreement.pieces import Field, Floats, Pieces, Whole


@dataclass(frozen=True, slots=True)
class PairTables:
    """`both[law, i, j]` is what coders i and j both marked, `first[law, i, j]` what i marked in what j read too, `shared[i, j]` what
    both read, `stories[i, j]` how many stories that is."""

    both: Floats
    first: Floats
    shared: Floats
    stories: Whole

    def table(self, one: int, other: int, law: int | None = None) -> Table:
        """The contingency table of a pair: (the one marked, the other marked) → stories or characters; without a law all together."""
        laws = slice(None) if law is None else slice(law, law + 1)
        both, first = float(self.both[laws, one, other].sum()), float(self.first[laws, one, other].sum())
        second = float(self.first[laws, other, one].sum())
        total = float(self.shared[one, other]) * len(self.both[laws])
        return {
            (True, True): both,
            (True, False): first - both,
            (False, True): second - both,
            (False, False): total - first - second + both,
        }

    def met(self) -> list[tuple[int, int]]:
        """The pairs that have a story in common."""
        return [(int(i), int(j)) for i, j in zip(*np.nonzero(np.triu(self.stories, 1)), strict=True)]

    def kappa(self, law: int | None = None) -> float | None:
        """Cohen's kappa; of several pairs the mean."""
        laws = slice(None) if law is None else slice(law, law + 1)
        first, total = self.first[laws].sum(axis=0), self.shared * len(self.first[laws])
        kappas = binary_kappa(self.both[laws].sum(axis=0), first, first.T, total)[np.triu(self.stories, 1) > 0]
        return mean_of_defined(known(kappa) for kappa in kappas)


def pair_tables(field: Field, pieces: Pieces, *, laws: int) -> PairTables:
    """All pairs at once, a law at a time."""
    coders = field.readers.shape[0]
    read = np.where(field.length > 0, field.readers, False).astype(np.float64)
    both, first = np.zeros((laws, coders, coders)), np.zeros((laws, coders, coders))
    order = np.argsort(pieces.law, kind="stable")
    ends = np.cumsum(np.bincount(pieces.law, minlength=laws))
    for law in range(laws):
        rows = order[(ends[law - 1] if law else 0) : ends[law]]
        marked = pieces.marked[rows].T.astype(np.float64)
        weighed = marked * pieces.length[rows]
        both[law] = weighed @ marked.T
        first[law] = weighed @ read[:, pieces.story[rows]].T
    return PairTables(both, first, (read * field.length) @ read.T, np.rint(read @ read.T).astype(np.int64))

