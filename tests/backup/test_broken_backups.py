"""Backups that are cut off, changed, hostile or from elsewhere: a sentence, and the place stays empty."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storyhub.backup.service import restoring
from tests.backup.backup_instances import Files, altered, files_of, packed, run

Change = Callable[[Files, dict[str, Any]], None]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an instance without stories."""
    folder = tmp_path_factory.mktemp("small")
    assert run(folder / "site", "status").exit_code in (0, 1)
    made = run(folder / "site", "backup", folder / "kept.zip")
    assert made.exit_code == 0, made.output
    return folder / "kept.zip"


def refused(file: Path, there: Path) -> str:
    """What a check and a restore say, which is the same; nothing is written by either."""
    check, restore = run(there, "restore", file, "--check"), run(there, "restore", file)
    assert (check.exit_code, restore.exit_code) == (1, 1), restore.output
    assert "Traceback" not in restore.output
    assert not there.exists()
    assert check.output.splitlines()[-1] == restore.output.splitlines()[-1]
    return restore.output


def test_a_file_cut_off_anywhere_is_refused(kept: Path, tmp_path: Path):
    whole = kept.read_bytes()
    for part in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.zip").write_bytes(whole[:part])
        assert "damaged or cut off" in refused(tmp_path / "cut.zip", tmp_path / "there")


def test_a_flipped_bit_is_found_by_its_checksum(kept: Path, tmp_path: Path):
    whole = bytearray(kept.read_bytes())
    for place in range(200, len(whole) // 2, len(whole) // 7):
        broken = bytearray(whole)
        broken[place] ^= 4
        (tmp_path / "flipped.zip").write_bytes(broken)
        assert "damaged" in refused(tmp_path / "flipped.zip", tmp_path / "there")


def _other_database(files: Files, _manifest: dict[str, Any]) -> None:
    files["storyhub.db"] = files["storyhub.db"][:-1] + b"x"


def _climbing(files: Files, manifest: dict[str, Any]) -> None:
    files["../escaped.txt"] = b"out"
    manifest["members"].append({"name": "../escaped.txt", "size": 3, "sha256": hashlib.sha256(b"out").hexdigest()})


def _absolute(files: Files, manifest: dict[str, Any]) -> None:
    files["/tmp/escaped.txt"] = b"out"
    manifest["members"].append({"name": "/tmp/escaped.txt", "size": 3, "sha256": hashlib.sha256(b"out").hexdigest()})


def _an_index(files: Files, manifest: dict[str, Any]) -> None:
    files["index/pointer"] = b"gen-1"
    manifest["members"].append({"name": "index/pointer", "size": 5, "sha256": hashlib.sha256(b"gen-1").hexdigest()})


def _stowaway(files: Files, _manifest: dict[str, Any]) -> None:
    files["editions/extra.txt"] = b"not in the manifest"


def _missing(files: Files, _manifest: dict[str, Any]) -> None:
    del files["secret.key"]


def _newer_schema(_files: Files, manifest: dict[str, Any]) -> None:
    manifest["schema"] = "9999"


def _newer_format(_files: Files, manifest: dict[str, Any]) -> None:
    manifest["format"] = "storyhub-backup/2"


def _without_counts(_files: Files, manifest: dict[str, Any]) -> None:
    del manifest["counts"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_other_database, "checksum does not fit"),
        (_climbing, "no backup has: '../escaped.txt'"),
        (_absolute, "no backup has: '/tmp/escaped.txt'"),
        (_an_index, "no backup has: 'index/pointer'"),
        (_stowaway, "other files than its manifest names"),
        (_missing, "other files than its manifest names"),
        (_newer_schema, "a newer version made"),
        (_newer_format, "a newer version"),
        (_without_counts, "manifest is damaged"),
    ],
)
def test_what_was_changed_is_named(kept: Path, tmp_path: Path, change: Change, says: str):
    assert says in refused(altered(kept, tmp_path / "changed.zip", change), tmp_path / "there")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed.zip"]


def test_other_files_are_no_backups(tmp_path: Path):
    (tmp_path / "words.zip").write_text("not a zip at all")
    packed(tmp_path / "other.zip", {"readme.txt": b"hello"})
    packed(tmp_path / "list.zip", {"manifest.json": b"[]"})
    packed(tmp_path / "deep.zip", {"manifest.json": b"[" * 100_000})

    assert "damaged or cut off" in refused(tmp_path / "words.zip", tmp_path / "there")
    assert "not a backup" in refused(tmp_path / "other.zip", tmp_path / "there")
    assert "not a backup" in refused(tmp_path / "list.zip", tmp_path / "there")
    assert "not a backup" in refused(tmp_path / "deep.zip", tmp_path / "there")
    assert "cannot be read" in refused(tmp_path / "missing.zip", tmp_path / "there")


def test_a_bomb_is_not_unpacked(kept: Path, tmp_path: Path):
    zeros = bytes(65 << 20)

    def grow(files: Files, manifest: dict[str, Any]) -> None:
        files["storyhub.db"] = zeros
        for member in manifest["members"]:
            if member["name"] == "storyhub.db":
                member.update(size=len(zeros), sha256=hashlib.sha256(zeros).hexdigest())

    assert "would unpack to 68,157,440 bytes" in refused(altered(kept, tmp_path / "bomb.zip", grow), tmp_path / "there")


def test_a_member_twice_is_refused(kept: Path, tmp_path: Path):
    double = tmp_path / "double.zip"
    double.write_bytes(kept.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(double, "a") as archive:
        archive.writestr("storyhub.db", "another one")

    assert "other files than its manifest names" in refused(double, tmp_path / "there")


def test_a_database_that_lies_about_itself_leaves_the_place_empty(kept: Path, tmp_path: Path):
    def another(files: Files, manifest: dict[str, Any]) -> None:
        manifest["counts"]["story"] = 7

    done = run(tmp_path / "there", "restore", altered(kept, tmp_path / "lies.zip", another))

    assert done.exit_code == 1
    assert "not the one its manifest describes" in done.output
    assert not (tmp_path / "there").exists()


def test_a_full_disk_is_seen_before_anything_is_written(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(restoring, "ROOM", 10**12)

    done = run(tmp_path / "there", "restore", kept)

    assert done.exit_code == 1
    assert "not enough room" in done.output
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("line", ["{}", "not json", '{"ledger": 2, "highest_story": 1}', ""])
def test_half_a_ledger_is_refused(kept: Path, tmp_path: Path, line: str):
    (tmp_path / "ledger.jsonl").write_text(line)

    done = run(tmp_path / "there", "restore", kept, "--ledger", tmp_path / "ledger.jsonl")

    assert done.exit_code == 1
    assert "ledger" in done.output
    assert not (tmp_path / "there").exists()


def test_the_manifest_is_plain_to_read(kept: Path):
    manifest = json.loads(files_of(kept)["manifest.json"])
    assert manifest["format"] == "storyhub-backup/1"
    assert manifest["counts"]["story"] == 0
