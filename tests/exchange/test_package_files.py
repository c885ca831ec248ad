"""QDPX packages as we write them: valid, the same bytes each time, read back as they were by us and by a reader that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from pyrefiqda import RefiProject

from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.domain.project import Project, Source
from storyhub.exchange.forms.project_in import read_package
from tests.exchange.project_factories import ANNA, CODING, GROUP, LAW, PROJECT, QUOTE, STORY, TEXT, contents, projects
from tests.exchange.schemas_of_refi import check_project


def test_a_project_is_valid_by_the_published_schema_and_its_texts_are_plain() -> None:
    files = contents(package_bytes(PROJECT))
    check_project(files["project.qde"])
    assert files.pop("project.qde")
    assert files == {f"sources/{STORY.guid}.txt": TEXT.encode()}


def test_a_project_without_anything_is_valid_because_empty_containers_are_left_out() -> None:
    xml = contents(package_bytes(Project("Nothing yet")))["project.qde"]
    check_project(xml)
    assert b"<Codes" not in xml


def test_positions_are_code_points_with_the_end_left_out() -> None:
    xml = contents(package_bytes(PROJECT))["project.qde"].decode()
    assert 'startPosition="22" endPosition="36"' in xml
    assert TEXT[22:36] == QUOTE


def test_what_is_written_is_read_back_the_same() -> None:
    read = read_package(package_bytes(PROJECT))
    assert read.project == PROJECT
    assert read.lost == ()
    assert (read.selections, read.borne_out) == (1, 1)


@settings(max_examples=150, deadline=None)
@given(projects())
def test_export_import_export_gives_the_same_bytes_for_any_text(project: Project) -> None:
    """Texts of anything but CR: emoji, combining marks, control characters, all planes."""
    data = package_bytes(project)
    check_project(contents(data)["project.qde"])
    read = read_package(data)
    assert read.project == project
    assert package_bytes(read.project) == data


def test_a_text_with_carriage_returns_is_not_written() -> None:
    with pytest.raises(ValueError, match="LF"):
        package_bytes(Project("x", sources=(Source(STORY.guid, "", "a\r\nb"),)))


def test_an_independent_reader_finds_the_same_codes_texts_and_places(tmp_path: Path) -> None:
    file = tmp_path / "stories.qdpx"
    file.write_bytes(package_bytes(PROJECT))
    read = RefiProject.load(file, extract_dir=str(tmp_path / "unpacked"))
    [group] = read.code_book.codes.code
    assert (group.guid, group.code[0].guid, group.code[0].code[0].guid) == (GROUP.guid, LAW.guid, CODING.code)
    [source] = read.sources.text_source
    path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "unpacked")
    text = path.read_bytes().decode()
    [selection] = source.plain_text_selection
    assert text[selection.start_position : selection.end_position] == QUOTE == selection.name
    [coding] = selection.coding
    assert (coding.code_ref.target_guid, coding.creating_user) == (CODING.code, ANNA.guid)
    assert (read.users.user[0].name, read.cases.case[0].name) == ("Анна", "Кафе «У моря»")
