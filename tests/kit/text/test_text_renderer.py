"""The worker process: kept warm, killed when it hangs, replaced when it dies, never shared across a fork."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyhub.kit.text import Rendered, Renderer, Sanitizer, TextProblem, render
from storyhub.kit.text.renderer import RendererUnavailable


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_of(renderer: Renderer) -> int:
    assert renderer.worker_pid is not None
    return renderer.worker_pid


@pytest.mark.parametrize("sanitizer", [*Sanitizer, "nh3"])
def test_it_renders_what_render_renders(sanitizer: Sanitizer | str) -> None:
    source = "# Привет\n\n*мир* \U0001f600 [a](http://b.c) <b>\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    with Renderer(sanitizer=sanitizer) as renderer:
        assert renderer.render(source) == render(source, sanitizer=Sanitizer(sanitizer))


def test_it_starts_with_the_first_text_and_stays(renderer: Renderer) -> None:
    assert renderer.worker_pid is None
    renderer.render("a")
    pid = pid_of(renderer)
    renderer.render("b")
    assert renderer.worker_pid == pid


def test_problems_come_back_with_their_numbers(renderer: Renderer) -> None:
    with pytest.raises(TextProblem) as caught:
        renderer.render("[" * 201)
    assert (caught.value.code, caught.value.params) == ("too_complex", {"limit": "brackets", "max": 200, "count": 201})
    with pytest.raises(TextProblem) as caught:
        renderer.render("a\ud800")
    assert caught.value.code == "lone_surrogate"
    with pytest.raises(TextProblem) as caught:
        renderer.render("a" * 2_000_000)
    assert caught.value.code == "too_long"


def test_a_text_is_not_called_complex_because_the_machine_is_busy() -> None:
    """The worker stands still for longer than it may compute, through no fault of the text."""
    with Renderer(seconds=0.4) as renderer:
        renderer.render("a")
        pid = pid_of(renderer)
        os.kill(pid, signal.SIGSTOP)
        threading.Timer(0.8, os.kill, (pid, signal.SIGCONT)).start()

        assert renderer.render("*b*").plain == "b"
        assert pid_of(renderer) == pid


def test_a_worker_that_does_not_answer_is_killed_in_time() -> None:
    with Renderer(seconds=0.3) as renderer:
        renderer.render("a")
        pid = pid_of(renderer)
        os.kill(pid, signal.SIGSTOP)
        start = time.monotonic()
        with pytest.raises(TextProblem) as caught:
            renderer.render("ж" * 20_000)
        assert 0.25 < time.monotonic() - start < 6
        assert (caught.value.code, caught.value.params["limit"]) == ("too_complex", "time")
        assert not is_running(pid)
        assert renderer.render("after").plain == "after"
        assert pid_of(renderer) != pid


def test_a_worker_killed_from_outside_is_replaced_unnoticed(renderer: Renderer) -> None:
    renderer.render("a")
    for _ in range(3):
        os.kill(pid_of(renderer), signal.SIGKILL)
        assert renderer.render("b").plain == "b"


def test_many_texts_keep_their_order(renderer: Renderer) -> None:
    results = renderer.render_many(["a", "\x00", "[" * 300, "b"])
    assert [result.plain if isinstance(result, Rendered) else str(result.code) for result in results] == [
        "a",
        "control_characters",
        "too_complex",
        "b",
    ]


def test_threads_get_their_own_answers(renderer: Renderer) -> None:
    wrong: list[str] = []

    def work(name: str) -> None:
        for number in range(25):
            text = f"{name} {number}"
            if renderer.render(text).plain != text:
                wrong.append(text)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_close_ends_the_process_and_another_text_starts_a_new_one(renderer: Renderer) -> None:
    renderer.render("a")
    pid = pid_of(renderer)
    renderer.close()
    renderer.close()
    assert renderer.worker_pid is None
    assert not is_running(pid)
    assert renderer.render("b").plain == "b"


def test_it_ends_with_its_owner() -> None:
    renderer = Renderer()
    renderer.render("a")
    pid = pid_of(renderer)
    del renderer
    assert not is_running(pid)


_FORKING = """
import os, sys, threading
from storyhub.kit.text import Renderer

renderer = Renderer()
renderer.render("before")
before = renderer.worker_pid
renderer._lock.acquire()  # as if another thread were rendering at the moment of the fork
child = os.fork()
if child == 0:
    assert renderer.worker_pid is None
    assert renderer.render("in the child").plain == "in the child"
    assert renderer.worker_pid != before
    renderer.close()
    sys.exit(0)
renderer._lock.release()
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert renderer.render("in the parent").plain == "in the parent"
assert renderer.worker_pid == before
print("well", renderer.worker_pid)
"""


def test_a_fork_gets_a_worker_of_its_own_and_leaves_the_other_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _FORKING], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    word, pid = done.stdout.split()
    assert word == "well"
    # The program has ended without `close`, and its worker with it.
    assert not is_running(int(pid))


def test_the_worker_ends_when_its_owner_is_killed() -> None:
    program = (
        "import time; from storyhub.kit.text import Renderer as R; r = R(); r.render('a'); "
        "print(r.worker_pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    deadline = time.monotonic() + 5
    while _alive_and_not_zombie(pid) and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert not _alive_and_not_zombie(pid)


def _alive_and_not_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_worker_has_no_secrets_and_no_web_framework(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYHUB_SECRET_KEY", "s3cret")
    renderer.render("a")
    assert b"s3cret" not in Path(f"/proc/{renderer.worker_pid}/environ").read_bytes()
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, storyhub.kit.text.worker; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "markdown" in loaded
    assert not {"flask", "werkzeug", "sqlalchemy", "whoosh"} & set(loaded)


def test_the_worker_cannot_use_more_memory_than_it_may(renderer: Renderer) -> None:
    renderer.render("a")
    limits = Path(f"/proc/{renderer.worker_pid}/limits").read_text(encoding="ascii").splitlines()
    line = next(line for line in limits if line.startswith("Max address space"))
    assert 256 * 2**20 <= int(line.split()[3]) <= 512 * 2**20


def test_a_machine_that_cannot_start_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(RendererUnavailable):
        Renderer().render("a")


def test_a_watchdog_stops_real_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    # Far less time than the costliest allowed text takes: whether or not limits stop it, the clock does.
    with Renderer(seconds=0.005) as renderer, pytest.raises(TextProblem) as caught:
        renderer.render("http://a.b " * 1_800)
    assert caught.value.params["limit"] == "time"
