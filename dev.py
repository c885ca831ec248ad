#!/usr/bin/env python3
"""The two commands, with nothing but Python: `python3 dev.py demo` and `python3 dev.py test`.

Makes `.venv` from `requirements.lock` when it is missing or outdated, then hands over. Any other word goes to the program itself:
`python3 dev.py import stories FILE` is `python -m storyhub import stories FILE`.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("STORYHUB_VENV", ROOT / ".venv"))
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".storyhub-stamp"
LOCK = ROOT / "requirements.lock"
# Words for people who work on StoryHub; all others are the program's own.
OWN_WORDS = {
    # Journeys are long and single tests short: whoever is done takes over half of what the other still has.
    "test": ["pytest", "-n", "2", "--dist", "worksteal"],
    "bench": ["tests.benchmarks"],
    "paint": ["tests.benchmarks.paint"],
    "marks": ["tests.benchmarks.marks"],
    "duplicates": ["tests.benchmarks.duplicates"],
    "suggestions": ["tests.benchmarks.suggestions"],
    "pictures": ["tests.journeys.pictures"],
    "faults": ["tests.faults"],
    "translations": ["storyhub.translations"],
}


def run(*words: object) -> None:
    """Runs a command; stops with its own words when it fails."""
    command = [str(word) for word in words]
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        raise SystemExit(f"This step failed: {' '.join(command)}")


def as_root(*words: str) -> list[str]:
    """The command with sudo in front where that is needed; stops with the exact command where it cannot be had."""
    command = list(words)
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo"):
        return ["sudo", *command]
    raise SystemExit(f"Please run this once as root, then again this command:\n  {' '.join(command)}")


def install_venv_module() -> None:
    """Debian keeps ensurepip in a package of its own."""
    package = f"python3.{sys.version_info[1]}-venv"
    if not shutil.which("apt-get"):
        raise SystemExit("This Python cannot make virtual environments (no ensurepip): install your system's venv package.")
    install = as_root("apt-get", "install", "-y", "--no-install-recommends", package)
    print("+", *install, flush=True)
    if subprocess.run(install, check=False).returncode:
        run(*as_root("apt-get", "update"))
        run(*install)


def wanted_stamp() -> str:
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()


def ensure_environment() -> None:
    """Makes or refreshes the virtual environment; does nothing (and takes no time) when it fits the lock."""
    if sys.version_info < (3, 11):
        raise SystemExit(f"StoryHub needs Python 3.11 or newer, this is {sys.version.split()[0]}.")
    wanted = wanted_stamp()
    if STAMP.exists() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_module()
    print("Preparing the environment (once, about a minute) …", file=sys.stderr, flush=True)
    run(sys.executable, "-m", "venv", VENV)
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", LOCK)
    STAMP.write_text(wanted)


def main() -> None:
    ensure_environment()
    words = sys.argv[1:] or ["demo"]
    module = OWN_WORDS.get(words[0])
    arguments = [*module, *words[1:]] if module else ["storyhub", *words]
    if words[0] == "test":
        os.chdir(ROOT)
    # Files named on the command line are meant relative to where the person stands, so the program is found by path.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    os.execv(PYTHON, [str(PYTHON), "-m", *arguments])


if __name__ == "__main__":
    main()
