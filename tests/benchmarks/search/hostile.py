"""`python3 dev.py bench hostile`: what the worst queries cost, in processor time of the whole page, on the instance of `bench page`.

Nested brackets, ten thousand terms, a megabyte, stars, tildes, mixed scripts and the like, and the naughty strings of the shared data. The
page is made in this process: the server in front refuses request lines beyond four kilobytes, so the longest never come that far.
"""

from __future__ import annotations

import argparse
import logging
import time

from config import Settings
from storyhub.wiring import create_app
from tests.benchmarks.search.instance import instance
from tests.kit.text.shared_texts import hostile_strings
from tests.search.test_parser import HOSTILE

AIM_MS, SHOWN = 100.0, 10
NAUGHTY_ONE_IN = 50


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench hostile", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="stories (default 10000)")
    options = parser.parse_args(words)
    # No address can carry a lone surrogate.
    asked = {name: text for name, text in HOSTILE.items() if name != "surrogate"}
    asked |= {f"naughty {number}": text for number, text in enumerate(hostile_strings()[::NAUGHTY_ONE_IN]) if text.isprintable()}
    app = create_app(Settings.from_env({}, data_dir=instance(options.documents), indexer="off", limits=False))
    logging.disable(logging.CRITICAL)
    client = app.test_client()
    took: list[tuple[float, int, str]] = []
    try:
        for text in ("слово word", *asked.values()):  # Dictionaries, templates and terms are read once.
            client.get("/en/search", query_string={"q": text})
        for name, text in asked.items():
            began = time.process_time()
            answer = client.get("/en/search", query_string={"q": text})
            took.append(((time.process_time() - began) * 1000, answer.status_code, name))
    finally:
        app.extensions["storyhub"].renderer.close()
    took.sort(reverse=True)
    for milliseconds, status, name in took[:SHOWN]:
        print(f"{milliseconds:8.1f} ms of processor, status {status}: {name}")
    beyond = sum(milliseconds > AIM_MS for milliseconds, _, _ in took)
    failed = sum(status >= 500 for _, status, _ in took)
    print(f"{len(took)} queries, {beyond} beyond {AIM_MS:.0f} ms, {failed} failed")
