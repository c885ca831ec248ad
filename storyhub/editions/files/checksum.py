"""The checksum that stands in the books: of the laws and all that never changes, so it outlives every withdrawal."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

from storyhub.editions.domain.snapshot import Snapshot


def laws_checksum(snapshot: Snapshot) -> str:
    kept = replace(snapshot, quotes=(), doi="")
    return hashlib.sha256(json.dumps(asdict(kept), sort_keys=True, ensure_ascii=False).encode()).hexdigest()
