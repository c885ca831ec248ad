"""Why a file as a whole is not read. The code is for tests and the log, the sentence for the person."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext

REASONS: Mapping[str, object] = {
    "not-zip": lazy_gettext("This is not a QDPX file, or only a part of one: it cannot be opened as a ZIP archive."),
    "encrypted": lazy_gettext("The archive is protected by a password. Please export it without one."),
    "no-project": lazy_gettext("The archive holds no project.qde, so it is not a REFI-QDA project."),
    "two-projects": lazy_gettext("The archive holds more than one project, or two files of the same name."),
    "outside": lazy_gettext("The archive holds a file name that points outside it. Such a file is not opened."),
    "many-entries": lazy_gettext("The archive holds more files than are read here."),
    "bomb": lazy_gettext("The archive would be far larger unpacked than is read here."),
    "damaged": lazy_gettext("The archive is damaged: a file in it does not have the content it claims to have."),
    "large-xml": lazy_gettext("The XML in the file is larger than is read here."),
    "not-xml": lazy_gettext("The XML of the file cannot be read: it is broken or only a part of it is there."),
    "entities": lazy_gettext("The XML declares a document type or entities. Such files are not read: they can point at others."),
    "deep-xml": lazy_gettext("The XML is nested deeper, or has more parts, than any project needs."),
    "other-format": lazy_gettext("This is XML, but not a codebook or project of REFI-QDA 1.0."),
    "no-guid": lazy_gettext("Something in the file lacks its GUID or its name, or has one that is none."),
    "same-guid": lazy_gettext("Two different things in the file have the same GUID, so that one cannot tell which is meant."),
}


def refusal(code: str, detail: str = "") -> Invalid:
    """The error to raise. `detail` must not hold words of a text."""
    return Invalid(REASONS[code], log=f"{code} {detail}".strip())
