"""The manifest of a backup: when, by which version, which schema, how many rows, which members with which checksums."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from storyhub.backup.domain.member import DATABASE, SECRET, Member, read_member
from storyhub.backup.domain.problem import BackupProblem

FORMAT = "storyhub-backup/1"
# A manifest names at most some thousand files of editions.
LARGEST = 16 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """`secret`: a short trace of the instance's secret, by which a restore sees whether it has the right one; it does not give it away."""

    created_at: str
    app: str
    schema: str
    counts: dict[str, int]
    audit_rows: int
    audit_head: str
    secret: str
    members: tuple[Member, ...]
    format: str = FORMAT

    @property
    def holds_secret(self) -> bool:
        return any(member.name == SECRET for member in self.members)

    @property
    def size(self) -> int:
        """All members together, unpacked, in bytes."""
        return sum(member.size for member in self.members)

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def trace_of(secret: str) -> str:
    """Enough to tell two secrets apart, far too little to find one.

    >>> trace_of("a" * 40) == trace_of("a" * 40), trace_of("a" * 40) == trace_of("b" * 40), len(trace_of("a" * 40))
    (True, False, 6)
    """
    return hmac.new(secret.encode(), b"which secret a backup belongs to", hashlib.sha256).hexdigest()[:6]


def read_manifest(raw: bytes) -> Manifest:
    """Raises: BackupProblem if it is not a manifest of this format."""
    try:
        data = json.loads(raw)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BackupProblem("the manifest cannot be read: this is not a backup of StoryHub, or it is damaged") from error
    if not isinstance(data, dict) or not str(data.get("format", "")).startswith("storyhub-backup/"):
        raise BackupProblem("this is not a backup of StoryHub")
    if data["format"] != FORMAT:
        raise BackupProblem(f"a newer version of StoryHub made this backup ({str(data['format'])[:40]}): restore it with that version")
    try:
        return _read(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupProblem("the manifest is damaged") from error


def _read(data: Mapping[str, Any]) -> Manifest:
    members = tuple(read_member(member) for member in data["members"])
    names = [member.name for member in members]
    if DATABASE not in names or len(set(names)) != len(names):
        raise BackupProblem("the manifest is damaged: a database is missing, or a name stands there twice")
    texts = {name: data[name] for name in ("created_at", "app", "schema", "audit_head", "secret")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise BackupProblem("the manifest is damaged")
    datetime.fromisoformat(texts["created_at"])
    counts = {str(table): int(rows) for table, rows in data["counts"].items()}
    return Manifest(**texts, counts=counts, audit_rows=int(data["audit_rows"]), members=members)
