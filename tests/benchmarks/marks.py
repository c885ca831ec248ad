"""`python3 dev.py marks [FILE…]`: how well `kit.personal` finds what points at a person, against texts that people marked.

Each line of a file is `{"id", "text", "spans": [[start, end, kind], …]}`, in code points. Without a FILE the sentences of
`tests/kit/personal/labelled.jsonl` are measured, the third that was held out of tuning also by itself; a FILE comes after them.
`--stories FOLDER --labels FILE` measures labels kept without their texts: lines `{"id", "file", "spans"}`, the text is looked up by id
in `FOLDER/<file>`.

Rules. A label is found when a finding of the same kind covers the same place: both share at least 80 % of their union, counted in letters
and digits only (signs and blanks at the edges are nobody's data). For names half of the union is enough: whether a surname's initial
belongs to it is not worth an argument. Each label and each finding counts once. Recall: found labels by all labels of the kind;
precision: findings that met a label of their kind by all findings of the kind. A dash: there is nothing to count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyhub.kit.personal import Finding, Kind, findings

LABELLED = Path(__file__).resolve().parents[1] / "kit/personal/labelled.jsonl"
FORMATTED = (Kind.email, Kind.phone, Kind.card, Kind.account, Kind.passport, Kind.snils, Kind.inn, Kind.number, Kind.link, Kind.handle)
Label = tuple[int, int, str]


@dataclass
class Score:
    """Counts by kind."""

    labels: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)

    def recall(self, *kinds: str) -> float | None:
        return _share(self.met, self.labels, kinds)

    def precision(self, *kinds: str) -> float | None:
        return _share(self.met, self.findings, kinds)


def _share(part: Counter[str], whole: Counter[str], kinds: Iterable[str]) -> float | None:
    kinds = tuple(kinds)
    total = sum(whole[kind] for kind in kinds)
    return sum(part[kind] for kind in kinds) / total if total else None


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py marks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="further labelled files")
    parser.add_argument("--stories", type=Path, help="folder with the stories that --labels speaks of")
    parser.add_argument("--labels", type=Path, help="labels without texts")
    parser.add_argument("--misses", action="store_true", help="print what was missed or found wrongly (shows the texts)")
    options = parser.parse_args()
    rows = list(read(LABELLED))
    report("labelled.jsonl", rows, options.misses)
    report("labelled.jsonl, the held-out third", [row for row in rows if held_out(row["id"])], misses=False)
    for file in options.files:
        report(file.name, list(read(file)), options.misses)
    if options.stories and options.labels:
        report(options.labels.name, list(with_texts(options.labels, options.stories)), options.misses)


def read(file: Path) -> Iterator[dict[str, Any]]:
    raw = file.read_bytes()
    lines = (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8").split("\n")
    yield from (json.loads(line) for line in lines if line.strip())


def with_texts(labels: Path, stories: Path) -> Iterator[dict[str, Any]]:
    """Labels joined with their stories, each folder file read once."""
    rows = list(read(labels))
    for name in sorted({row["file"] for row in rows}):
        texts = {str(story["id"]): story["text"] for story in read(stories / name)}
        yield from ({**row, "text": texts[row["id"]]} for row in rows if row["file"] == name)


def held_out(name: str) -> bool:
    """Every third sentence: not looked at while the finders were tuned."""
    return int(name[1:]) % 3 == 0


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """Counts over labelled texts."""
    total = Score()
    for row in rows:
        labels = [(start, end, kind) for start, end, kind in row["spans"]]
        found = findings(row["text"])
        total.labels.update(kind for *_, kind in labels)
        total.findings.update(f.kind.value for f in found)
        total.met.update(kind for *_, kind in meetings(row["text"], labels, found))
    return total


def meetings(text: str, labels: list[Label], found: Iterable[Finding]) -> Iterator[Label]:
    """The labels that a finding of their kind meets; each finding meets one."""
    free = list(found)
    for label in labels:
        hit = next((f for f in free if meets(text, label, f)), None)
        if hit:
            free.remove(hit)
            yield label


def meets(text: str, label: Label, found: Finding) -> bool:
    """See the rules at the top."""
    start, end, kind = label
    places = ((start, end), (found.start, found.end))
    ours, theirs = ({at for at in range(*place) if text[at].isalnum() or text[at] in "*@"} for place in places)
    need = 0.5 if found.kind is Kind.name else 0.8
    return found.kind.value == kind and bool(ours & theirs) and len(ours & theirs) >= need * len(ours | theirs)


def report(title: str, rows: list[dict[str, Any]], misses: bool) -> None:
    """One table; with `misses` also each difference."""
    before = time.process_time()
    total = score(rows)
    took = time.process_time() - before
    characters = sum(len(row["text"]) for row in rows)
    print(f"\n{title}: {len(rows)} texts, {characters} characters, {1e3 * took * 20_000 / max(1, characters):.1f} ms per 20,000 characters")
    print(f"{'kind':<12}{'n':>6}{'recall':>9}{'precision':>11}")
    for name, kinds in [*((kind.value, (kind.value,)) for kind in Kind), ("formatted", tuple(kind.value for kind in FORMATTED))]:
        n = sum(total.labels[kind] for kind in kinds)
        print(f"{name:<12}{n:>6}{_figure(total.recall(*kinds)):>9}{_figure(total.precision(*kinds)):>11}")
    if misses:
        for row in rows:
            differences(row)


def differences(row: dict[str, Any]) -> None:
    """What was missed (-) and what was found without a label (+), with its surroundings."""
    text, found = row["text"], list(findings(row["text"]))
    labels = [(start, end, kind) for start, end, kind in row["spans"]]
    met = set(meetings(text, labels, found))
    extra = [f for f in found if not any(meets(text, label, f) for label in met)]
    lines = [("-", s, e, k) for s, e, k in labels if (s, e, k) not in met] + [("+", f.start, f.end, f.kind.value) for f in extra]
    for sign, start, end, kind in sorted(lines, key=lambda line: line[1]):
        seen = f"{text[max(0, start - 40) : start]}⟦{text[start:end]}⟧{text[end : end + 20]}".replace("\n", " ")
        print(f"{sign} {row['id']} {start}-{end} {kind}: {seen}")


def _figure(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


if __name__ == "__main__":
    main()
