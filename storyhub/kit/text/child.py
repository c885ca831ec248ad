"""One worker process and the pipes to it. It must not know why a request is made, nor what to do when one fails."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

from storyhub.kit.text.frames import HEADER, MAX_FRAME, Message, packed, unpacked

_ROOT = Path(__file__).resolve().parents[3]


class ChildGone(Exception):
    """The process ended before it answered."""


class ChildSilent(Exception):
    """The process did not answer in time."""


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
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        os.set_blocking(self._in.fileno(), False)
        os.set_blocking(self._out.fileno(), False)
        try:
            self._receive(time.monotonic() + start_seconds)
        except BaseException:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """Process id of the worker."""
        return self._process.pid

    def ask(self, message: Message, *, seconds: float) -> Message:
        """Send one request and return its answer. Raises: ChildGone, ChildSilent; after either, `end` it."""
        deadline = time.monotonic() + seconds
        self._send(packed(message), deadline)
        return self._receive(deadline)

    def end(self) -> None:
        """Kill the process and close the pipes. In a process forked from the owner only the pipes: it is not our child."""
        self._in.close()
        self._out.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
        else:
            # Popen would otherwise wait for, and warn about, a process that belongs to somebody else.
            self._process.returncode = 0

    def _send(self, frame: bytes, deadline: float) -> None:
        rest = memoryview(frame)
        while rest:
            self._wait(select.POLLOUT, self._in.fileno(), deadline)
            try:
                rest = rest[os.write(self._in.fileno(), rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChildGone from error

    def _receive(self, deadline: float) -> Message:
        size = HEADER.unpack(self._read(HEADER.size, deadline))[0]
        if size > MAX_FRAME:
            raise ChildGone
        return unpacked(self._read(size, deadline))

    def _read(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._wait(select.POLLIN, self._out.fileno(), deadline)
            try:
                chunk = os.read(self._out.fileno(), size - len(data))
            except BlockingIOError:
                continue
            if not chunk:
                raise ChildGone
            data += chunk
        return bytes(data)

    def _wait(self, event: int, descriptor: int, deadline: float) -> None:
        """Wait until the pipe is ready. `poll`, because `select` fails for descriptors above 1023."""
        poll = select.poll()
        poll.register(descriptor, event)
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not poll.poll(remaining * 1000):
            raise ChildSilent


def _environment() -> dict[str, str]:
    """Only what Python needs: the worker reads hostile text and has no business with the secrets of the site."""
    paths = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PATH": os.defpath}
