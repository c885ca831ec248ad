"""The program itself: help without a database, `--data` anywhere, a real server that says when it is ready."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from storyhub.serving import free_port

ROOT = Path(__file__).resolve().parents[2]


def program(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "storyhub", *words], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_help_names_every_word():
    done = program("--help")

    assert done.returncode == 0
    for word in ("demo", "start", "migrate", "import", "export", "people", "search", "indexer", "status"):
        assert word in done.stdout


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_data_folder_may_stand_anywhere_on_the_line(tmp_path: Path, place: int):
    words = ["people", "list"]
    words[place:place] = ["--data", str(tmp_path / "here")]

    assert program(*words).returncode == 0
    assert (tmp_path / "here" / "storyhub.db").exists()


def test_start_empty_serves_an_instance_without_samples(tmp_path: Path):
    port = free_port("127.0.0.1", 8600)
    command = [sys.executable, "-m", "storyhub", "start", "--empty", "--port", str(port), "--data", str(tmp_path)]
    log = tmp_path / "server.log"
    with log.open("w") as errors:
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        assert server.stdout is not None
        assert select.select([server.stdout], [], [], 60)[0], f"not ready within a minute: {log.read_text()[-3000:]}"
        assert server.stdout.readline().strip() == f"StoryHub is ready at http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/stories", timeout=20) as page:
            assert page.status == 200
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        server.stdout.close()
    counted = json.loads(program("status", "--json", "--data", str(tmp_path)).stdout)
    assert (counted["stories"], counted["laws"], counted["people"]) == ({}, 0, 0)
    assert counted["problems"] == []


def test_a_busy_port_gives_way_to_the_next():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert free_port("127.0.0.1", port) > port


def test_a_setting_that_cannot_be_used_is_one_line(tmp_path: Path):
    env = {**os.environ, "STORYHUB_BASE_URL": "http://stories.example", "STORYHUB_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "storyhub", "status"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("Error: STORYHUB_BASE_URL")
    assert "Traceback" not in done.stderr
