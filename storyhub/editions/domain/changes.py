"""What became of the laws since the last edition. Pure: two editions and the library's lineage in, a list of changes out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from storyhub.editions.domain.snapshot import Change, FrozenLaw, Step

# A law that says the same in other words is another wording; other names, stages or sources of it are not.
WORDING = ("name", "statement", "explanation", "how_to_apply", "include", "exclude")
KINDS = {"merged_into": "merged", "split_into": "split", "superseded_by": "superseded"}


def changes_since(
    before: Sequence[FrozenLaw],
    now: Sequence[FrozenLaw],
    *,
    ever: Collection[int],
    lineage: Iterable[Step],
    in_force: Collection[int],
    least_percent: int,
) -> tuple[Change, ...]:
    """In the order of the laws' numbers; of one law first what it says, then how strong it is.

    `ever` are the numbers of all earlier editions, `in_force` those of the library now, `lineage` every step it knows. A strength has
    moved when it changed by `least_percent` hundredths or more, or came or went.
    """
    was, steps = {law.number: law for law in before}, tuple(lineage)
    here = {law.number: law for law in now}
    found: list[Change] = []
    for number in sorted(was.keys() | here.keys()):
        if number not in was:
            found.append(Change(kind="returned" if number in ever else "new", number=number))
        elif number not in here:
            found.append(_gone(number, steps, in_force))
        else:
            found.extend(_changed(was[number], here[number], least_percent))
    return tuple(found)


def _gone(number: int, steps: Sequence[Step], in_force: Collection[int]) -> Change:
    if number in in_force:
        return Change(kind="retired", number=number, left_out=True)
    heirs = [step for step in steps if step.old == number]
    for word, kind in KINDS.items():
        if chosen := tuple(sorted(step.new for step in heirs if step.kind == word)):
            return Change(kind=kind, number=number, other=chosen)  # type: ignore[arg-type]  # the words of `Change.kind`
    return Change(kind="retired", number=number)


def _changed(was: FrozenLaw, now: FrozenLaw, least_percent: int) -> Iterator[Change]:
    if any(getattr(was, part) != getattr(now, part) for part in WORDING):
        yield Change(kind="reworded", number=now.number)
    old, new = was.evidence.strength, now.evidence.strength
    if has_moved(old, new, least_percent):
        yield Change(kind="strength", number=now.number, was=old, now=new)


def has_moved(was: float | None, now: float | None, least_percent: int) -> bool:
    """
    >>> has_moved(0.50, 0.55, 5), has_moved(0.50, 0.549, 5), has_moved(None, 0.2, 5), has_moved(None, None, 5)
    (True, False, True, False)
    """
    if was is None or now is None:
        return was is not now
    # In whole millionths: 0.55 - 0.5 is a little more than a twentieth, 0.60 - 0.55 a little less.
    return abs(round((now - was) * 1_000_000)) >= least_percent * 10_000


