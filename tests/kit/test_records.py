"""Record files: what is written is read back; a bad line never takes its neighbours along."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from storyhub.kit.records import UnreadableFile, read_records, source_name, write_records

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1)


@given(
    rows=st.lists(st.fixed_dictionaries({"id": TEXT, "text": TEXT}), max_size=5),
    ending=st.sampled_from([".jsonl", ".csv", ".jsonl.gz", ".csv.gz"]),
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_what_is_written_is_read_back(tmp_path: Path, rows: list[dict[str, str]], ending: str):
    path = tmp_path / f"rows{ending}"

    assert write_records(path, rows) == len(rows)

    assert [line.record for line in read_records(path)] == rows


def test_a_bad_line_is_named_and_its_neighbours_are_read(tmp_path: Path):
    path = tmp_path / "some.jsonl"
    path.write_bytes(b'{"id": 1}\n{"id": \n\xff\xfe\n\n[1]\n{"id": 6}\n')

    lines = list(read_records(path))

    assert [(line.number, line.record) for line in lines if line.record] == [(1, {"id": 1}), (6, {"id": 6})]
    assert [(line.number, line.reason) for line in lines if not line.record] == [
        (2, "not JSON (Expecting value)"),
        (3, "not UTF-8 text"),
        (5, "not a JSON object"),
    ]


def test_a_csv_row_with_too_few_fields_or_foreign_bytes_is_reported(tmp_path: Path):
    path = tmp_path / "some.csv"
    path.write_bytes(b"\xef\xbb\xbfid,text\n1,good\n2\n3,\xff\n4,again good\n")

    lines = list(read_records(path))

    assert [line.record for line in lines if line.record] == [{"id": "1", "text": "good"}, {"id": "4", "text": "again good"}]
    assert [line.reason for line in lines if line.reason] == ["another number of fields than the first line", "not UTF-8 text"]


def test_a_file_that_is_cut_off_says_so(tmp_path: Path):
    whole = gzip.compress(b'{"id": 1}\n' * 1000)
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(UnreadableFile, match=r"cut\.jsonl\.gz"):
        list(read_records(path))


def test_a_file_of_another_kind_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableFile, match=r"jsonl or \.csv"):
        list(read_records(tmp_path / "story.docx"))


def test_the_source_is_the_name_without_endings():
    assert source_name(Path("a/b/ru_bank_stories.jsonl.gz")) == "ru_bank_stories"


def test_an_interrupted_export_leaves_the_old_file_whole(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    write_records(path, [{"id": "old"}])

    def breaks():
        yield {"id": "new"}
        raise RuntimeError("power")

    with pytest.raises(RuntimeError):
        write_records(path, breaks())

    assert [line.record for line in read_records(path)] == [{"id": "old"}]
    assert [file.name for file in tmp_path.iterdir()] == ["rows.jsonl"]
