"""A member of a backup file: its name, size and checksum. A name is believed only if it is one of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storyhub.backup.domain.problem import BackupProblem

DATABASE = "storyhub.db"
SECRET = "secret.key"  # noqa: S105  # the name of a file
GLOSSARY = "glossary.toml"
EDITIONS = "editions"
MANIFEST = "manifest.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Every part begins with a letter, a digit or an underscore: neither `..` nor a hidden file, no drive, no backslash.
_EDITION_FILE = re.compile(rf"{EDITIONS}(/\w[\w.+ -]{{0,120}}){{1,6}}")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the instance, as it was when the backup was made."""

    name: str
    size: int
    sha256: str


def is_safe(name: str) -> bool:
    """Whether a restore may write a file of this name.

    >>> is_safe("editions/1/laws.csv"), is_safe("editions/../secret.key"), is_safe("/etc/passwd"), is_safe("index/1.seg")
    (True, False, False, False)
    """
    return name in (DATABASE, SECRET, GLOSSARY) or _EDITION_FILE.fullmatch(name) is not None


def read_member(data: Mapping[str, Any]) -> Member:
    """Raises: BackupProblem for anything that no backup of ours says."""
    name, size, sha256 = data.get("name"), data.get("size"), data.get("sha256")
    if not isinstance(name, str) or not is_safe(name):
        raise BackupProblem(f"the file names a member that no backup has: {str(name)[:80]!r}")
    if type(size) is not int or size < 0 or not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise BackupProblem(f"the manifest is damaged: size or checksum of {name}")
    return Member(name, size, sha256)
