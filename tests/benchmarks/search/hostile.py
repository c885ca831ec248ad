"""`python3 dev.py bench hostile`: what the worst queries cost, in processor time of the whole page, on the instance of `bench page`.

Nested brackets, ten thousand terms, a megabyte, stars, tildes, mixed scripts and the like, and the naughty strings of the shared data. The
page is made in this process, so that also those reach it whose request line the server in front refuses (beyond eight kilobytes).
"""

from __future__ import annotations

import argparse
import logging
import time

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from config import Settings
from storyhub.wiring import create_app
from tests.benchmarks.search.instance import instance
from tests.kit.text.shared_texts import hostile_strings
from tests.search.test_parser import HOSTILE

AIM_MS, SHOWN = 100.0, 10
NAUGHTY_ONE_IN = 50
ROUNDS = 3


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench hostile", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="stories (default 10000)")
    options = parser.parse_args(words)
    # No address can carry a lone surrogate.
    asked = {name: text for name, text in HOSTILE.items() if name != "surrogate"}
    asked |= {f"naughty {number}": text for number, text in enumerate(hostile_strings()[::NAUGHTY_ONE_IN]) if text.isprintable()}
    app = create_app(Settings.from_env({}, data_dir=instance(options.documents), indexer="off", limits=False))
    logging.disable(logging.CRITICAL)
    took: list[tuple[float, int, str]] = []
    try:
        _answer(app, "слово word")
        for name, text in asked.items():
            # Dictionaries, templates and terms are read the first time; of the others the middle one counts.
            _answer(app, text)
            answers = sorted(_answer(app, text) for _ in range(ROUNDS))
            took.append((*answers[ROUNDS // 2], name))
    finally:
        app.extensions["storyhub"].renderer.close()
    took.sort(reverse=True)
    for milliseconds, status, name in took[:SHOWN]:
        print(f"{milliseconds:8.1f} ms of processor, status {status}: {name}")
    beyond = sum(milliseconds > AIM_MS for milliseconds, _, _ in took)
    failed = sum(status >= 500 for _, status, _ in took)
    print(f"{len(took)} queries, {beyond} beyond {AIM_MS:.0f} ms, {failed} failed")


def _answer(app: Flask, text: str) -> tuple[float, int]:
    """(milliseconds of processor, status). The request is made before the clock starts: encoding a megabyte is not the site's work."""
    environ = EnvironBuilder(path="/en/search", query_string={"q": text}).get_environ()
    began = time.thread_time()  # Words are counted for spelling beside the first questions, once.
    _, status, _ = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    return (time.thread_time() - began) * 1000, int(status.split()[0])
