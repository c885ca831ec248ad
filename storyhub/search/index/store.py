"""The index on disk: one directory per build, a pointer to the current one, a manifest in each. Knows files, not
Whoosh.

    <root>/CURRENT               name of the directory readers use, swapped atomically
    <root>/WRITE.lock            held by whoever writes; freed by the kernel when it dies; never deleted
    <root>/g00000007/            a Whoosh index and
    <root>/g00000007/MANIFEST    versions, document count, size and checksum of every file
    <root>/g00000007/DAMAGED     left by a reader that stumbled; says why this build must be replaced
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from storyhub.search.domain.port import EngineBusy

_BUILD = re.compile(r"g([0-9]{8})")
GRACE_S = 60.0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a sound build looks like. `files` maps a file name to (bytes, CRC-32)."""

    schema: str
    analysis: str
    commit: int
    documents: int
    files: dict[str, tuple[int, int]]


class Store:
    """Builds under one root directory, private (0700): an index holds pickles and what the texts say."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The directory readers use, or None when there is none."""
        try:
            name = (self.root / "CURRENT").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        path = self.root / name
        return path if _BUILD.fullmatch(name) and path.is_dir() else None

    def number(self, build: Path) -> int:
        """The running number of a build."""
        match = _BUILD.fullmatch(build.name)
        return int(match[1]) if match else 0

    def create(self) -> Path:
        """A new, empty build directory; nobody reads it before `publish`."""
        self._make_root()
        numbers = [self.number(path) for path in self.root.iterdir()]
        path = self.root / f"g{max(numbers, default=0) + 1:08d}"
        path.mkdir(mode=0o700)
        return path

    def publish(self, build: Path) -> None:
        """Makes a finished build the current one; after a power loss one of the two is current, and whole."""
        for path in [*build.iterdir(), build]:
            _sync(path)
        _replace(self.root / "CURRENT", build.name)
        _sync(self.root)

    def sweep(self, *, grace_s: float = GRACE_S) -> None:
        """Removes builds that are not current, once readers had time to move on. Call with the write lock held."""
        current = self.current()
        with suppress(OSError):
            swapped = (self.root / "CURRENT").stat().st_mtime
            if current is not None and time.time() - swapped >= grace_s:
                for path in self.root.iterdir():
                    if _BUILD.fullmatch(path.name) and path != current:
                        shutil.rmtree(path, ignore_errors=True)

    def others(self) -> list[Path]:
        """Builds that are not the current one, finished or not."""
        return [path for path in self.root.iterdir() if _BUILD.fullmatch(path.name) and path != self.current()]

    def discard(self, build: Path) -> None:
        shutil.rmtree(build, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the write lock. Raises: EngineBusy when another process or thread holds it."""
        self._make_root()
        descriptor = os.open(self.root / "WRITE.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise EngineBusy("the index is being written to") from error
            yield
        finally:
            os.close(descriptor)

    def manifest(self, build: Path) -> Manifest | None:
        """The manifest of a build; None when it is missing or unreadable."""
        try:
            found = json.loads((build / "MANIFEST").read_text(encoding="utf-8"))
            files = {str(name): (int(size), int(crc)) for name, (size, crc) in found.pop("files").items()}
            return Manifest(files=files, **found)
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return None

    def write_manifest(self, build: Path, *, schema: str, analysis: str, commit: int, documents: int) -> None:
        """Notes the state after a commit. Files never change once written, so only new ones are read for a checksum."""
        before = self.manifest(build)
        known = before.files if before else {}
        files: dict[str, tuple[int, int]] = {}
        for path in sorted([*build.glob("*.seg"), *build.glob(f"*_{commit}.toc")]):
            size = path.stat().st_size
            kept = known.get(path.name)
            files[path.name] = kept if kept and kept[0] == size else (size, _checksum(path))
        manifest = Manifest(schema, analysis, commit, documents, files)
        _replace(build / "MANIFEST", json.dumps(asdict(manifest)))

    def damage(self, build: Path) -> str | None:
        """What a reader reported about a build, or None."""
        try:
            return (build / "DAMAGED").read_text(encoding="utf-8", errors="replace") or "damaged"
        except OSError:
            return None

    def report_damage(self, build: Path, reason: str) -> None:
        """Tells the indexer, which may be another process, that a build must be replaced."""
        with suppress(OSError):
            (build / "DAMAGED").write_text(reason, encoding="utf-8")

    def misfit(self, build: Path, manifest: Manifest, *, deep: bool) -> str | None:
        """The first file that is not as the manifest says; `deep` compares checksums as well as sizes."""
        for name, (size, crc) in manifest.files.items():
            try:
                if (build / name).stat().st_size != size:
                    return f"{name}: size"
                if deep and _checksum(build / name) != crc:
                    return f"{name}: checksum"
            except OSError:
                return f"{name}: missing"
        return None

    def _make_root(self) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.chmod(0o700)


def _replace(path: Path, content: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _checksum(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
    return crc
