"""What a story is about, by its coders' votes: iNaturalist's community rule over a tree of groups and laws. Pure.

A vote for a node counts for it and for all its ancestors. Of a node x: cumulative = votes on x or below it; disagreement = votes that
are neither above nor below x; explicit disagreement = votes on an ancestor that say outright "but not this branch". A coarse vote
without that costs nothing. score = cumulative / (cumulative + disagreement + explicit disagreement); among the nodes with at least two
cumulative votes and a score strictly above 2/3 the lowest one is the consensus.
(Rule: iNaturalist, app/models/observation.rb, `get_community_taxon`; unlike there, the cut-off is a filter and not a sorting.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

THRESHOLD = Fraction(2, 3)
LEAST = 2

Tree = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Vote:
    """`on` a node of the tree; `against` nodes below it whose branches the vote explicitly disagrees with."""

    on: str
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consensus:
    """The node agreed on, None where there is none; `votes` were counted, `cumulative` of them on it or below it."""

    node: str | None
    votes: int
    cumulative: int = 0
    score: Fraction | None = None


def consensus(tree: Tree, votes: Sequence[Vote]) -> Consensus:
    """`tree` gives the parent of each node, None for the root; votes on nodes it does not know (hidden, withdrawn) do not count."""
    current = [vote for vote in votes if vote.on in tree]
    if len(current) < LEAST:
        return Consensus(None, len(current))
    found = [_judged(tree, current, node) for node in dict.fromkeys(node for vote in current for node in line(tree, vote.on))]
    agreed = [one for one in found if one.cumulative >= LEAST and one.score is not None and one.score > THRESHOLD]
    return max(agreed, key=lambda one: len(line(tree, one.node or "")), default=Consensus(None, len(current)))


def line(tree: Tree, node: str) -> tuple[str, ...]:
    """The node, its parent and so on up to the root.

    >>> line({"law": "group", "group": "root", "root": None}, "law")
    ('law', 'group', 'root')
    """
    found = []
    up: str | None = node
    while up is not None:
        found.append(up)
        up = tree.get(up)
    return tuple(found)


def _judged(tree: Tree, votes: Sequence[Vote], node: str) -> Consensus:
    ancestors = set(line(tree, node))
    below = [node in line(tree, vote.on) for vote in votes]
    beside = [vote.on not in ancestors and not under for vote, under in zip(votes, below, strict=True)]
    explicit = [vote.on in ancestors and vote.on != node and _denies(tree, votes, vote, ancestors) for vote in votes]
    cumulative = sum(below)
    return Consensus(node, len(votes), cumulative, Fraction(cumulative, cumulative + sum(beside) + sum(explicit)))


def _denies(tree: Tree, votes: Sequence[Vote], vote: Vote, ancestors: set[str]) -> bool:
    """Whether a branch that the vote disagrees with contains the node, and somebody still votes for it."""
    for against in vote.against:
        down = line(tree, against)
        branch = set(down[: down.index(vote.on)]) if vote.on in down else set()
        supported = any(other.on in branch or against in line(tree, other.on) for other in votes)
        if supported and branch & ancestors:
            return True
    return False
