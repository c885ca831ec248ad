"""The process that renders what the public wrote, so that a text which goes wrong takes nothing else with it.

Started by `Renderer` as `python -m storyhub.kit.text.worker`; reads frames from stdin, writes frames to stdout, ends
when stdin does. It knows no settings, no database and no secrets: its environment holds none.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from storyhub.kit.text.frames import HEADER, Message, packed, unpacked
from storyhub.kit.text.problems import TextProblem
from storyhub.kit.text.rendering import render
from storyhub.kit.text.sanitizing import Sanitizer

# What rendering may use on top of what the interpreter and its libraries have mapped already.
MEMORY = 256 * 1024 * 1024
_WARM_UP = "# Warm\n\n*words* [link](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


def main() -> None:
    """Answer frames until stdin ends."""
    # Ctrl-C reaches the whole process group; the parent decides when this process ends, by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    render(_WARM_UP)
    _limit_resources()
    # Whatever a library prints must not get between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    sys.stdout = sys.stderr
    _send(answers, {"ready": True})
    while (request := _next(sys.stdin.buffer)) is not None:
        answer, healthy = _answer(request)
        _send(answers, answer)
        if not healthy:
            return


def _answer(request: Message) -> tuple[Message, bool]:
    """Return the answer, and False where this process should not be trusted with another text."""
    try:
        rendered = render(str(request["source"]), sanitizer=Sanitizer(request["sanitizer"]))
    except TextProblem as problem:
        starved = problem.params.get("limit") == MemoryError.__name__
        return {"problem": problem.code, "params": problem.params}, not starved
    except Exception as error:
        # Only the kind of error: a message of a library may quote the text.
        return {"failed": type(error).__name__}, True
    return {"html": str(rendered.html), "plain": rendered.plain, "pipeline": rendered.pipeline}, True


def _next(stream: BinaryIO) -> Message | None:
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    body = stream.read(HEADER.unpack(header)[0])
    return unpacked(body)


def _send(stream: BinaryIO, message: Message) -> None:
    frame = memoryview(packed(message))
    while frame:
        frame = frame[stream.write(frame) :]


def _limit_resources() -> None:
    limit = _mapped() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _mapped() -> int:
    """Bytes of address space in use; where the system does not tell, a usual size for this program."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return MEMORY


if __name__ == "__main__":
    main()
