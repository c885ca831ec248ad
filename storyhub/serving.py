"""Serving by gunicorn: threads in one or more worker processes, one line on stdout when the site answers.

Knows the app only as something to build; settings come in.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from storyhub.kit.web import addresses

THREADS = 8
READY_TIMEOUT_S = 120


def free_port(host: str, wanted: int) -> int:
    """`wanted`, or the next of 50 ports above it that nobody listens on.

    Raises: OSError if all of them are taken.
    """
    for port in range(wanted, wanted + 50):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port between {wanted} and {wanted + 49} on {host}")


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn without a configuration file. The app is built in each worker, after the fork."""

    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make_app = make_app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make_app()


def serve(make_app: Callable[[], Flask], *, host: str, port: int, workers: int, announce: Callable[[str], None]) -> None:
    """Serves until stopped. Calls `announce(address)` once the site answers. Never returns normally."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    reachable = address.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")  # noqa: S104  # read, not bound

    def announce_once(worker: Any) -> None:
        # In the worker, never in the master: a thread that holds a lock while the master forks leaves it locked in the child for good.
        if worker.age == 1:
            threading.Thread(target=_announce, args=(reachable, address, announce), daemon=True).start()

    options = {
        "bind": f"{f'[{host}]' if ':' in host else host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 60,
        "graceful_timeout": 15,
        "keepalive": 5,
        # A little more than the site itself takes, so that its own page answers.
        "limit_request_line": addresses.LONGEST_LINE,
        "loglevel": "warning",
        "proc_name": "storyhub",
        "control_socket_disable": True,
        "post_worker_init": announce_once,
    }
    Server(make_app, options).run()


def _announce(reachable: str, address: str, announce: Callable[[str], None]) -> None:
    """Waits for the first good answer; a listening socket alone is no promise."""
    until = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{reachable}/healthz", timeout=5) as answer:  # noqa: S310  # our own http address
                if answer.status == 200:
                    announce(address)
                    return
        except OSError:
            time.sleep(0.1)
    print("StoryHub did not answer within two minutes; see the log above.", file=sys.stderr, flush=True)
