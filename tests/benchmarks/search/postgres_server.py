"""A PostgreSQL cluster of our own in a folder: made, started on a socket there, stopped. It listens on no network.

The server refuses to run as root; root hands it to the account `postgres`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# One core, everything in memory, no time lost on compiling; what is read only needs no durability.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "256MB",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "autovacuum": "off",
    "fsync": "off",
    "max_wal_size": "4GB",
}


def programs() -> Path | None:
    """Where the server's programs lie, the newest version; None without a server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Runs the cluster in `folder`, making it if need be; gives the words to connect with. Stops it at the end."""
    data, sockets = folder / "data", folder / "s"
    if not (data / "PG_VERSION").exists():
        shutil.rmtree(data, ignore_errors=True)
        for path in (data, sockets):
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(0o700)
            _give(path)
        _run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items()) + f" -k {sockets}"
    # Left over from a run that was cut off: the same folder must not be served twice.
    _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", must=False)
    _run("pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "-t", "60", "start")
    try:
        yield f"host={sockets} user=postgres dbname=postgres"
    finally:
        _run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop")


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(path, account.pw_uid, account.pw_gid)


def _run(program: str, *words: object, must: bool = True) -> None:
    folder = programs()
    assert folder is not None
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*before, str(folder / program), *map(str, words)]
    # The server inherits what it is started with: a pipe would stay open as long as it runs.
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False)
    if must and done.returncode:
        raise SystemExit(f"This step failed: {' '.join(command)}")
