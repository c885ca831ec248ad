"""The edition as a PDF. Needs weasyprint, as the extra `pdf` brings it."""

from __future__ import annotations

import re
import zlib

import pytest

from storyhub.editions.files import MAKERS
from storyhub.editions.files.pdf import is_offered, pdf_book
from tests.editions.snapshots import snapshot


def test_a_pdf_embeds_its_letters_and_is_the_same_each_time() -> None:
    pytest.importorskip("weasyprint")
    small = snapshot(laws=snapshot().laws[:1], changes=())
    made = pdf_book(small, "ru")
    assert made.startswith(b"%PDF-")
    # The descriptions of fonts stand in packed streams.
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    assert any(b"/FontFile" in zlib.decompressobj().decompress(stream) for stream in packed if stream[:1] == b"x")
    assert made == pdf_book(small, "ru")


def test_where_nothing_can_set_pages_no_pdf_is_offered() -> None:
    assert any(maker.name == "book-ru.pdf" for maker in MAKERS) == is_offered()
