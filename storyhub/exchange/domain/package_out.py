"""A project as a QDPX package: a ZIP with `project.qde` and a text file for each source. The same bytes for the same project."""

from __future__ import annotations

import io
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from storyhub.exchange.domain.project import Project
from storyhub.exchange.domain.project_out import text_file, write_project

# The earliest moment a ZIP can name: when a file was written says nothing about what is in it.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def write_package(project: Project, to: IO[bytes]) -> None:
    """Writes the package. Texts: UTF-8 without a byte order mark, LF.

    Raises: ValueError for a text with CR, in which other programs would count otherwise.
    """
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=6) as package:
        with package.open(_entry("project.qde"), "w") as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
            write_project(project, text.write)
        for source in project.sources:
            if "\r" in source.text:
                raise ValueError("the lines of a source end with LF")
            package.writestr(_entry(f"sources/{text_file(source)}"), source.text.encode())


def package_bytes(project: Project) -> bytes:
    """The package in memory, for projects of a bounded size."""
    buffer = io.BytesIO()
    write_package(project, buffer)
    return buffer.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, NO_TIME)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, 0o644 << 16
    return entry
