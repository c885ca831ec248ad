"""`python3 dev.py bench problems [FILE] [--half seen|unseen|all] [--json FILE]`: do problems in plain words find the fitting laws?

FILE holds one problem a line: `id`, `lang`, `text`, `laws` (numbers of the laws that would be right) and `half`. The problems were written
by somebody who had not seen the wording of the laws. Weights and signs were chosen with the half `seen` in view; `unseen` was left alone.
Counted is a problem with one of its laws among the first 1, 3 and 5, as the block over the search results ranks them; and how often
that block is shown at all.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from config import Settings
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.laws.queries.likeness import law_likeness
from storyhub.reading.queries.fitting_laws import fitting_laws, ranked_laws
from storyhub.starter.seed import seed_demo
from storyhub.wiring import create_app

PROBLEMS = Path(__file__).with_name("problems.jsonl")
PLACES = (1, 3, 5)


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench problems", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=PROBLEMS)
    parser.add_argument("--half", choices=("seen", "unseen", "all"), default="all")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    problems = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    chosen = [problem for problem in problems if options.half in ("all", problem["half"])]
    with TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({}, data_dir=Path(folder), demo=True, indexer="off"))
        with app.test_request_context("/en/"):
            seed_demo(app, say=print)
            figures = measured(chosen)
        app.extensions["storyhub"].renderer.close()
    for name, row in figures.items():
        print(f"{name:8} {row['problems']:4} problems, right law " + ", ".join(f"first {n}: {row[f'first {n}']:5.1f} %" for n in PLACES)
              + f"; block shown {row['shown']:5.1f} %")  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measured(problems: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """By language and together: how many problems, and shares in per cent."""
    likeness = law_likeness(in_force=True)
    numbers = dict(db.session.execute(select(Law.id, Law.number)).tuples().all())
    rows: dict[str, list[dict[str, bool]]] = defaultdict(list)
    for problem in problems:
        found = [numbers[law_id] for law_id, _score in ranked_laws(likeness, problem["text"])]
        row = {f"first {n}": not set(problem["laws"]).isdisjoint(found[:n]) for n in PLACES}
        row["shown"] = bool(fitting_laws(problem["text"], lang=problem["lang"]))
        for name in (problem["lang"], "together"):
            rows[name].append(row)
    return {
        name: {"problems": len(found), **{what: 100 * sum(row[what] for row in found) / len(found) for what in found[0]}}
        for name, found in sorted(rows.items(), key=lambda named: (named[0] == "together", named[0]))
    }
