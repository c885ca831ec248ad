"""One worker process and the pipes to it. It must not know why a request is made, nor what to do when one fails."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

from storyhub.kit.text.frames import HEADER, MAX_FRAME, Message, packed, unpacked

# A busy machine may take this many times longer by the clock than a text is allowed to compute.
STARVED = 5
_ROOT = Path(__file__).resolve().parents[3]


class ChildGone(Exception):
    """The process ended before it answered."""


class ChildSilent(Exception):
    """The process did not answer in time."""


class Patience:
    """How long to wait for a worker: `seconds` of its own computing, at most `STARVED` times as long by the clock."""

    def __init__(self, pid: int | None, seconds: float) -> None:
        self._pid, self._seconds = pid, seconds
        self._cpu_before = cpu_seconds(pid)
        self._until = time.monotonic() + seconds
        self._last = time.monotonic() + seconds * STARVED

    def remaining_s(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def is_extended(self) -> bool:
        """True, and some time more, while the worker was kept from computing by others."""
        used = cpu_seconds(self._pid) - self._cpu_before
        starved = used < self._seconds * 0.9  # False for "not a number" too, where the system does not tell
        if not starved or time.monotonic() >= self._last:
            return False
        self._until = min(time.monotonic() + max(self._seconds - used, 0.05), self._last)
        return True


def cpu_seconds(pid: int | None) -> float:
    """Processor time a process has used; not a number where the system does not tell (then the clock alone decides)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return float("nan")


class Child:
    """A worker process that answers one request at a time. Not thread-safe: its owner locks."""

    def __init__(self, *, start_seconds: float) -> None:
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "storyhub.kit.text.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
            cwd="/",
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise ChildGone
        self._in, self._out = self._process.stdin, self._process.stdout
        os.set_blocking(self._in.fileno(), False)
        os.set_blocking(self._out.fileno(), False)
        try:
            self._receive(Patience(None, start_seconds))
        except BaseException:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """Process id of the worker."""
        return self._process.pid

    def ask(self, message: Message, *, seconds: float) -> Message:
        """Send one request and return its answer. After an error `end` it. Raises: ChildGone, ChildSilent

        The worker may compute for `seconds`. Where the machine is so busy that it got less than that, it is given more time by the
        clock: a harmless text must not be called too complex because a neighbour is at work.
        """
        patience = Patience(self.pid, seconds)
        self._send(packed(message), patience)
        return self._receive(patience)

    def end(self) -> None:
        """Kill the process and close the pipes; in a process forked from the owner only the pipes."""
        self._in.close()
        self._out.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
        else:
            # Popen would otherwise wait for, and warn about, a process that belongs to somebody else.
            self._process.returncode = 0

    def _send(self, frame: bytes, patience: Patience) -> None:
        rest = memoryview(frame)
        while rest:
            self._wait(select.POLLOUT, self._in.fileno(), patience)
            try:
                rest = rest[os.write(self._in.fileno(), rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChildGone from error

    def _receive(self, patience: Patience) -> Message:
        size = HEADER.unpack(self._read(HEADER.size, patience))[0]
        if size > MAX_FRAME:
            raise ChildGone
        return unpacked(self._read(size, patience))

    def _read(self, size: int, patience: Patience) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._wait(select.POLLIN, self._out.fileno(), patience)
            try:
                chunk = os.read(self._out.fileno(), size - len(data))
            except BlockingIOError:
                continue
            if not chunk:
                raise ChildGone
            data += chunk
        return bytes(data)

    def _wait(self, event: int, descriptor: int, patience: Patience) -> None:
        """Wait until the pipe is ready. `poll`, because `select` fails for descriptors above 1023."""
        poll = select.poll()
        poll.register(descriptor, event)
        while not poll.poll(patience.remaining_s() * 1000):
            if not patience.is_extended():
                raise ChildSilent


def _environment() -> dict[str, str]:
    """Only what Python needs: the worker reads hostile text and has no business with the secrets of the site."""
    paths = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PATH": os.defpath}
