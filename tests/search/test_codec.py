"""Array segments hold what Whoosh itself would have written, whatever the commits, deletions and merges before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from storyhub.search.domain.document import Document
from storyhub.search.index import WhooshEngine
from storyhub.search.index.batch import Batch
from storyhub.search.index.codec import SegmentFile, merge_segments
from storyhub.search.index.library import query, scoring, searching, spans
from storyhub.search.index.schema import DAY, EXACT, IDENT, REVISION, TEXT, TITLE, WEIGHT, WORD_FIELDS
from storyhub.search.index.snapshot import open_index
from storyhub.search.index.vocabulary import Vocabulary
from tests.search.documents import SHELF, make_document
from tests.search.plain_whoosh import plain_index

WORDS = ("деньги", "денег", "стали", "Ёлка", "елка", "queues", "don't", "a\u0301", "5", "x" * 200, "-", "東京")
CAREFUL = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
documents_strategy = st.lists(
    st.tuples(texts, texts, texts, st.sampled_from(((), ("1",), ("P-2", "1"), ("ё", "\ud800")))), min_size=1, max_size=9
).map(
    lambda rows: [
        make_document(str(n), title=a, text=b, names=c, revision=n * 70_000, date=date(2024, 1, 1 + n), facets={"law": laws})
        for n, (a, b, c, laws) in enumerate(rows)
    ]
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("codec")


def build_of(root: Path) -> Path:
    return root / (root / "CURRENT").read_text()


def content(reader: Any) -> dict[Any, Any]:
    """All that a Whoosh reader says about its documents, by ident and not by number."""
    names = {docnum: ident for ident in reader.lexicon(IDENT) for docnum in reader.postings(IDENT, ident).all_ids()}
    said: dict[Any, Any] = {"documents": sorted(names.values())}
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        found = []
        while matcher.is_active():
            positions = tuple(matcher.value_as("positions")) if field in (TEXT, EXACT, TITLE) else ()
            found.append((names[matcher.id()], matcher.weight(), positions))
            matcher.next()
        if found:
            said[field, term] = sorted(found)
    for field in (TEXT, EXACT, TITLE):
        said[field, "lengths"] = sorted((names[docnum], reader.doc_field_length(docnum, field) or 0) for docnum in names)
    for column in (IDENT, REVISION, DAY, WEIGHT):
        values = reader.column_reader(column)
        said[column] = sorted((names[docnum], values[docnum]) for docnum in names)
    return said


def statistics(reader: Any) -> dict[Any, Any]:
    """What scoring uses."""
    said: dict[Any, Any] = {field: reader.field_length(field) for field in (TEXT, EXACT, TITLE)}
    said |= {(field, "longest"): reader.max_field_length(field) for field in (TEXT, EXACT, TITLE) if said[field]}
    for field, term in reader.all_terms():
        info = reader.term_info(field, term)
        worth = (info.max_weight(), info.min_length(), info.max_length()) if field in (TEXT, EXACT, TITLE) else ()
        said[field, term] = (info.weight(), info.doc_frequency(), reader.doc_frequency(field, term), reader.frequency(field, term), *worth)
    return said


@CAREFUL
@given(
    documents=documents_strategy,
    cuts=st.lists(st.integers(0, 9), max_size=4),
    gone=st.frozensets(st.integers(0, 8), max_size=3),
    data=st.data(),
)
def test_an_index_holds_what_whoosh_would_have_written(
    scratch: Path, documents: list[Document], cuts: list[int], gone: frozenset[int], data: st.DataObject
) -> None:
    root, plain = scratch / os.urandom(8).hex(), scratch / os.urandom(8).hex()
    engine = WhooshEngine(root)
    edges = [0, *sorted(min(cut, len(documents)) for cut in cuts), len(documents)]
    engine.rebuild(documents[: edges[1]])
    for start, end in pairwise(edges[1:]):
        engine.apply(documents[start:end], [])
    dropped = {f"story:{number}" for number in gone}
    engine.apply([], sorted(dropped))
    kept = [document for document in documents if document.ident not in dropped]
    again = documents[:1] if data.draw(st.booleans()) else []
    engine.apply(again, [])
    engine.expunge()
    kept += [document for document in again if document not in kept]
    if kept:
        mine, other = open_index(build_of(root)).reader(), plain_index(plain, kept).reader()
        assert content(mine) == content(other)
        assert statistics(mine) == statistics(other)


def queries() -> Iterator[Any]:
    money, steel, queue = query.Term(TEXT, "деньги"), query.Term(TEXT, "сталь"), query.Term(EXACT, "queues")
    yield from (money, steel, queue, query.Or([money, steel]), query.And([money, queue]))
    yield query.AndMaybe(money, query.Term(TITLE, "деньги"))
    yield spans.SpanNear(money, query.Or([steel, query.Term(TEXT, "стать")]), slop=1, ordered=True)
    yield query.Prefix(EXACT, "ден")
    yield query.FuzzyTerm(EXACT, "денгги", maxdist=2, prefixlength=2)


@CAREFUL
@given(documents=documents_strategy)
def test_whoosh_finds_and_scores_the_same_in_both(scratch: Path, documents: list[Document]) -> None:
    root, plain = scratch / os.urandom(8).hex(), scratch / os.urandom(8).hex()
    WhooshEngine(root).rebuild(documents)
    weighting = scoring.BM25F(B=0.75, K1=1.2)
    mine = searching.Searcher(open_index(build_of(root)).reader(), weighting=weighting)
    other = searching.Searcher(plain_index(plain, documents).reader(), weighting=weighting)

    for asked in queries():
        for limit in (None, 2):
            hits = [[(hit.docnum, hit.score) for hit in searcher.search(asked, limit=limit)] for searcher in (mine, other)]
            assert [docnum for docnum, _ in hits[0]] == [docnum for docnum, _ in hits[1]]
            assert [score for _, score in hits[0]] == pytest.approx([score for _, score in hits[1]], abs=1e-5)


def segment(path: Path, documents: list[Document]) -> SegmentFile:
    batch = Batch(Vocabulary(WORD_FIELDS))
    for document in documents:
        batch.add(document)
    batch.write(path)
    return SegmentFile(path)


@CAREFUL
@given(documents=documents_strategy, data=st.data())
def test_merging_gives_the_bytes_of_writing_at_once(scratch: Path, documents: list[Document], data: st.DataObject) -> None:
    folder = scratch / os.urandom(8).hex()
    folder.mkdir()
    cut = data.draw(st.integers(0, len(documents)))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(documents), max_size=len(documents))))
    assume(kept.any())  # Of a segment with nothing left in it nothing is written.
    halves = [documents[:cut], documents[cut:]]
    files = [segment(folder / f"{number}", half) for number, half in enumerate(halves)]

    count = merge_segments(folder / "merged", files, [kept[:cut], kept[cut:]])
    segment(folder / "once", [document for document, keep in zip(documents, kept, strict=True) if keep])

    merged, once = SegmentFile(folder / "merged"), SegmentFile(folder / "once")
    assert count == merged.documents == once.documents
    assert (merged.fields, merged.totals) == (once.fields, once.totals)
    for name in once.fields:
        for one, two in zip(as_lists(merged, name), as_lists(once, name), strict=True):
            assert one == two


def as_lists(file: SegmentFile, name: str) -> Iterator[Any]:
    field = file.field(name)
    yield field.terms
    for values in (field.starts, field.docs, field.counts, field.positions):
        yield None if values is None else values.tolist()


@pytest.mark.parametrize("size", [0, 7, 15, 16, 200])
def test_a_segment_cut_short_is_an_error(tmp_path: Path, size: int) -> None:
    segment(tmp_path / "whole", list(SHELF))
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:size])

    with pytest.raises((OSError, EOFError, ValueError)):
        SegmentFile(tmp_path / "cut")


def test_a_segment_cut_short_beneath_a_reader_is_an_error(tmp_path: Path) -> None:
    file = segment(tmp_path / "whole", list(SHELF))
    (tmp_path / "whole").write_bytes(b"")

    with pytest.raises(EOFError):
        file.lexicon(TEXT)
