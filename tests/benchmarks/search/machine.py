"""One core, one thread, and honest clocks. Call `settle` before anything that starts threads is imported."""

from __future__ import annotations

import os
import re
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def settle() -> int:
    """Keeps this process and its children on one core, the last one it may use; returns its number."""
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    os.environ.update(dict.fromkeys(THREADS, "1"))
    return core


def own_mb(pid: int | str = "self") -> float:
    """The process's share of the memory it uses: what several processes share is divided among them."""
    match = re.search(r"Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text())
    return int(match[1]) / 1000 if match else 0.0


def processor_s(pid: int) -> float:
    """Processor time the threads of another process have used, to the nanosecond (`/proc/*/stat` counts hundredths of a second)."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9


def folder_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
