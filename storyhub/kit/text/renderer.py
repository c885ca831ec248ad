"""Rendering in a warm worker process that is killed when a text takes too long. It must not know what rendering is.

Starting a worker takes a fifth of a second, a text a few milliseconds: so one is kept. CPU limits add up over the texts
of a warm process, hence a watchdog from outside.
"""

import contextlib
import os
import threading
import weakref
from collections.abc import Iterable
from types import TracebackType

from storyhub.kit.text.child import Child, ChildGone, ChildSilent
from storyhub.kit.text.frames import Message
from storyhub.kit.text.html import Html
from storyhub.kit.text.problems import TextProblem, TextProblemCode
from storyhub.kit.text.rendering import Rendered
from storyhub.kit.text.sanitizing import Sanitizer

SECONDS = 1.0
START_SECONDS = 15.0


class RendererUnavailable(RuntimeError):
    """No worker could be started: a fault of the machine, not of the text."""


class Renderer:
    """Renders texts of the public, one at a time, from any thread, before or after a fork.

    Side effects: the first text starts a process; it ends with `close`, with this object, or with this program.
    """

    def __init__(
        self,
        *,
        sanitizer: Sanitizer | str = Sanitizer.BLEACH_NH3,
        seconds: float = SECONDS,
        start_seconds: float = START_SECONDS,
    ) -> None:
        self._sanitizer = Sanitizer(sanitizer)
        self._seconds = seconds
        self._start_seconds = start_seconds
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._at_end: weakref.finalize[[Child], Renderer] | None = None
        _living.add(self)

    def render(self, source: str) -> Rendered:
        """Render one text.

        Raises: TextProblem (`too_complex` also where the worker had to be stopped), RendererUnavailable
        """
        request: Message = {"source": _sendable(source), "sanitizer": self._sanitizer}
        with self._lock:
            answer = self._ask_twice(request)
        return _rendered(answer)

    def render_many(self, sources: Iterable[str]) -> list[Rendered | TextProblem]:
        """Render texts in order; a text that is refused gives its problem in place of a rendering."""
        results: list[Rendered | TextProblem] = []
        for source in sources:
            try:
                results.append(self.render(source))
            except TextProblem as problem:
                results.append(problem)
        return results

    def close(self) -> None:
        """End the worker. Another text starts a new one."""
        with self._lock:
            self._drop()

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, None before the first text and after `close`."""
        return self._child.pid if self._child else None

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask_twice(self, request: Message) -> Message:
        """A worker killed from outside is replaced once; a text that ends two workers is to blame itself."""
        for _attempt in range(2):
            child = self._started()
            try:
                return child.ask(request, seconds=self._seconds)
            except ChildGone:
                self._drop()
            except ChildSilent:
                self._drop()
                raise TextProblem(TextProblemCode.TOO_COMPLEX, limit="time", seconds=str(self._seconds)) from None
            except BaseException:
                # Interrupted half-way: the next answer on this pipe would be to the wrong question.
                self._drop()
                raise
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit="worker")

    def _started(self) -> Child:
        if self._child is not None and self._child.owner != os.getpid():
            self._drop()
        if self._child is None:
            try:
                self._child = Child(start_seconds=self._start_seconds)
            except (ChildGone, ChildSilent, OSError) as error:
                raise RendererUnavailable("the rendering worker did not start") from error
            self._at_end = weakref.finalize(self, Child.end, self._child)
        return self._child

    def _drop(self) -> None:
        if self._at_end is not None:
            self._at_end()
        self._child = self._at_end = None

    def _forget_after_fork(self) -> None:
        """In a forked process: the lock may have been held by a thread that does not exist here."""
        self._lock = threading.Lock()
        with contextlib.suppress(OSError):
            self._drop()


_living: weakref.WeakSet[Renderer] = weakref.WeakSet()


def _forget_all() -> None:
    for renderer in list(_living):
        renderer._forget_after_fork()


os.register_at_fork(after_in_child=_forget_all)


def _sendable(source: str) -> str:
    """Nothing longer than any text may be is worth a message; the worker refuses the rest with its own reason."""
    return source[:250_000]


def _rendered(answer: Message) -> Rendered:
    if "problem" in answer:
        raise TextProblem(TextProblemCode(answer["problem"]), **answer["params"])
    if "failed" in answer:
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit=str(answer["failed"]))
    return Rendered(html=Html(answer["html"]), plain=str(answer["plain"]), pipeline=str(answer["pipeline"]))
