"""`python3 dev.py bench spelling FOLDER [--json FILE]`: how often the first suggestion for a word is the right one.

FOLDER holds `stories/*.jsonl.gz`, `scale/ru_*.jsonl.gz` (fields text, title) and `spelling/*.jsonl.gz` (fields text, correction), and
perhaps `retrieval/*/docs.jsonl.gz` as texts kept apart. The vocabulary is that of stories and scale, at most `--documents` of them;
counting it takes a minute and is kept beside the other files of the system for passing use.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import pickle
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from storyhub.search.analysis import in_dictionary, lemmas, surface
from storyhub.search.analysis.tokens import words
from storyhub.search.spelling import Speller, Vocabulary
from storyhub.search.spelling.layout import other_layout

BYTES_A_WORD = 24 + 4 + 1 + 8
_ICAO = dict(zip("абвгдезийклмнопрстуфхыэъ", (*"abvgdeziiklmnoprstuf", "kh", "y", "e", "ie"), strict=True))
_ICAO |= {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": ""}
STANDARDS = {
    "passport (ICAO)": _ICAO,
    "GOST 7.79 B": {**_ICAO, "й": "j", "х": "x", "ц": "c", "щ": "shh", "ъ": "''", "ы": "y'", "ь": "'", "э": "e'", "ю": "yu", "я": "ya"},
    "BGN": {**_ICAO, "й": "y", "ъ": "'", "ь": "'", "ю": "yu", "я": "ya"},
    "chat": {**_ICAO, "й": "y", "х": "h", "ц": "c", "щ": "sch", "ъ": "", "ь": "", "ю": "ju", "я": "ja"},
}


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench spelling", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(argv)
    figures = measure(options.folder, options.documents)
    for name, value in figures.items():
        print(f"{name:<72} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


def measure(folder: Path, documents: int) -> dict[str, Any]:
    """All figures of one run."""
    counts = _counted(folder, documents)
    dictionary_forms = dict.fromkeys((lemma for word in counts if not word.isascii() for lemma in lemmas(word)), 1)
    before, started = _memory_mb(), time.process_time()
    vocabulary = Vocabulary.of({**dictionary_forms, **counts})
    speller = Speller(vocabulary)
    figures: dict[str, Any] = {
        "different forms of words": len(counts),
        "words kept for suggestions": len(vocabulary),
        "making the arrays, s of processor": round(time.process_time() - started, 2),
        "arrays, MB": round(len(vocabulary) * BYTES_A_WORD / 1e6, 1),
        "memory added at the most, MB": round(_memory_mb() - before),
    }
    in_dictionary("слово")  # Loads the dictionary.
    misspelt, run_together = _misspelt(folder / "spelling", counts)
    figures |= _right("slips of the pen, one word for one", speller, misspelt)
    figures |= _right("words run together (not part of the aim)", speller, run_together)
    drawn = sorted(word for word, docs in counts.items() if docs >= 3 and re.fullmatch("[а-я]{4,}", word))
    english = sorted(word for word, docs in counts.items() if docs >= 3 and re.fullmatch("[a-z]{4,}", word))
    figures |= _right("wrong layout, Russian", speller, _unlike(drawn, other_layout, counts))
    figures |= _right("wrong layout, English", speller, _unlike(english, other_layout, counts))
    for name, table in STANDARDS.items():
        figures |= _right(f"Latin letters, {name}", speller, _unlike(drawn, lambda word, table=table: _spelt(word, table), counts))
    for name, texts in _kept_apart(folder).items():
        figures |= _false("real words of " + name, speller, texts, counts)
    return figures


def _right(name: str, speller: Speller, cases: list[tuple[str, str]]) -> dict[str, Any]:
    started = time.process_time()
    found = [(meant, speller.suggest(typed)) for typed, meant in cases]
    took = (time.process_time() - started) * 1000 / max(1, len(cases))
    first = sum(bool(several) and several[0].text == meant for meant, several in found)
    sure = [several[0].text == meant for meant, several in found if several and several[0].sure]
    share = f"{100 * first / max(1, len(cases)):.1f} % of {len(cases)}"
    return {name: f"{share}; searched for unasked {len(sure)}, of these right {sum(sure)}; {took:.1f} ms each"}


def _false(name: str, speller: Speller, texts: Iterable[str], counts: Counter[str]) -> dict[str, Any]:
    """Of the words no document holds in any form: how many would be searched for in another spelling without asking."""
    known = {lemma for word in counts for lemma in lemmas(word)}
    absent = sorted({surface(word) for text in texts for word in words(text)} - set(counts))
    absent = [word for word in absent if re.fullmatch("[а-я]{3,}|[a-z]{3,}", word) and known.isdisjoint(lemmas(word))]
    chosen = random.Random(1).sample(absent, min(1_000, len(absent)))
    asked = changed = 0
    for word in chosen:
        several = speller.suggest(word, limit=1)
        changed += bool(several) and several[0].sure
        asked += bool(several) and not several[0].sure
    of = max(1, len(chosen))
    return {name: f"of {of} absent ones {100 * changed / of:.1f} % changed (and said), {100 * asked / of:.1f} % asked about"}


def _unlike(drawn: list[str], change: Callable[[str], str], counts: Counter[str]) -> list[tuple[str, str]]:
    """200 words, drawn with seed 1, whose changed form is no word of the vocabulary itself."""
    shuffled = random.Random(1).sample(drawn, len(drawn))
    pairs = ((change(word), word) for word in shuffled)
    return list(islice(((typed, word) for typed, word in pairs if typed not in counts), 200))


def _spelt(word: str, table: dict[str, str]) -> str:
    return "".join(table[letter] for letter in word)


def _misspelt(folder: Path, counts: Counter[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Words no document holds whose corrections some do: one word for one, and one word for several."""
    single: set[tuple[str, str]] = set()
    several: set[tuple[str, str]] = set()
    for row in _rows(sorted(folder.glob("*.jsonl.gz"))):
        before, after = ([surface(word) for word in words(row[name])] for name in ("text", "correction"))
        for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind != "replace":
                continue
            if j - i == m - k:
                single |= {(x, y) for x, y in zip(before[i:j], after[k:m], strict=True) if x not in counts and y in counts}
            elif j - i == 1 and before[i] not in counts and all(word in counts for word in after[k:m]):
                several.add((before[i], " ".join(after[k:m])))
    return sorted(single), sorted(several)


def _kept_apart(folder: Path) -> dict[str, list[str]]:
    """Texts the vocabulary was not counted from."""
    texts = {"corrected sentences of strangers": [row["correction"] for row in _rows(sorted((folder / "spelling").glob("*.jsonl.gz")))]}
    for path in sorted((folder / "retrieval").glob("*/docs.jsonl.gz")):
        texts[path.parent.name] = [row["text"] for row in islice(_rows([path]), 1_000)]
    return texts


def _counted(folder: Path, documents: int) -> Counter[str]:
    files = sorted((folder / "stories").glob("*.jsonl.gz")) + sorted((folder / "scale").glob("ru_*.jsonl.gz"))
    mark = hashlib.sha256(f"{[(path.name, path.stat().st_size) for path in files]}{documents}".encode()).hexdigest()[:12]
    kept = Path(tempfile.gettempdir()) / f"storyhub-vocabulary-{mark}.pickle"
    if kept.exists():
        found: Counter[str] = pickle.loads(kept.read_bytes())
        return found
    counts: Counter[str] = Counter()
    for row in islice(_rows(files), documents):
        counts.update({surface(word) for word in words(f"{row.get('title') or ''}\n{row['text']}")})
    kept.write_bytes(pickle.dumps(counts))
    return counts


def _rows(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
