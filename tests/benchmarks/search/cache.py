"""What takes long to make is kept: one folder per corpus and peer under the system's temporary directory."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CACHE = Path(tempfile.gettempdir()) / "storyhub-bench"


def kept(name: str, make: Callable[[Path], object], *, fresh: bool = False, is_sound: Callable[[Path], bool] = lambda _: True) -> Path:
    """The folder of that name, made when it is missing, unfinished, unsound or when `fresh`. A cut-off run leaves no half of one."""
    folder, done = CACHE / name, CACHE / name / "DONE"
    if done.exists() and not fresh and is_sound(folder):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.perf_counter()
    make(folder)
    done.touch()
    print(f"{name} is made: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return folder


def packages(name: str, *requirements: str) -> Path:
    """A folder for `PYTHONPATH` with packages that do not belong into the site's own environment."""

    def install(folder: Path) -> None:
        pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", str(folder), *requirements]
        if subprocess.run(pip, check=False).returncode:
            raise SystemExit(f"{name} cannot be installed")

    return kept(f"packages/{name}", install)
