"""`python3 dev.py faults`: kills the web worker with SIGKILL again and again while stories are being sent, then counts.

Every story that was acknowledged with a code must be there afterwards, once; a story that was sent again after a kill must have got the
same code. Prints one table; exit status 1 if anything was lost or doubled. Takes some minutes, hence a command of its own.
"""

from __future__ import annotations

import argparse
import http.client
import http.cookiejar
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[2]
PORT = 8790
SENDERS = 3


@dataclass
class Tally:
    """What the senders saw. Appending to a list is safe between threads."""

    codes: list[str] = field(default_factory=list)
    resent: int = 0
    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Teller:
    """One person's browser: cookies, forms, patience."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def page(self, path: str, data: dict[str, str] | None = None) -> BeautifulSoup:
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        with self.opener.open(self.address + path, body, timeout=20) as answer:
            return BeautifulSoup(answer.read().decode(), "html.parser")

    def patient_page(self, path: str, data: dict[str, str] | None = None) -> tuple[BeautifulSoup, int]:
        """Tries again while the server is away, as a person reloading does. Returns the page and how often it was sent again."""
        for attempt in range(200):
            try:
                return self.page(path, data), attempt
            except urllib.error.HTTPError:
                raise
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        raise RuntimeError("the server did not come back")


def fields(form: Tag) -> dict[str, str]:
    """The form as a browser would send it, boxes unticked."""
    found = {}
    for element in form.select("input[name], textarea[name]"):
        if element.get("type") not in ("checkbox", "submit", "radio"):
            found[str(element["name"])] = element.get_text() if element.name == "textarea" else str(element.get("value", ""))
    return found


def form_to(page: BeautifulSoup, ending: str) -> dict[str, str]:
    for form in page.select("main form"):
        if str(form.get("action", "")).endswith(ending):
            return fields(form)
    raise AssertionError(f"no form to {ending}")


def tell(address: str, number: int, tally: Tally) -> None:
    """Tells one story from the first page to its code, sending again whatever a kill interrupted."""
    teller = Teller(address)
    text = f"Story number {number}: the parcel came late, the shop called me first, and I have stayed with them ever since."
    page, _ = teller.patient_page("/en/tell")
    page, _ = teller.patient_page("/en/tell", {**form_to(page, "/tell"), "text": text, "publish": "y"})
    ready = form_to(page, "/tell/send")
    page, again = teller.patient_page("/en/tell/send", ready)
    tally.codes.append(code := code_of(page))
    if again:
        tally.resent += 1
    page, _ = teller.patient_page("/en/tell/send", ready)
    if code_of(page) != code:
        tally.changed.append(code)


def code_of(page: BeautifulSoup) -> str:
    element = page.select_one("[data-receipt-code], .receipt__code")
    assert element is not None, page.get_text(" ")[:400]
    return re.sub(r"\s+", "", element.get_text())


def send_until(stop: threading.Event, address: str, first: int, tally: Tally) -> None:
    number = first
    while not stop.is_set():
        try:
            tell(address, number, tally)
        except (AssertionError, urllib.error.HTTPError) as error:
            tally.refused.append(f"{type(error).__name__}: {error}"[:300])
        number += SENDERS


def workers(master: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def kill_often(master: int, kills: int, tally: Tally) -> int:
    """Kills whichever worker serves, at a random moment, once it has acknowledged something since the last kill."""
    numbers, done = random.Random(7), 0
    while done < kills:
        before, until = len(tally.codes), time.monotonic() + 20
        while len(tally.codes) == before and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(numbers.uniform(0, 0.08))
        for worker in workers(master)[:1]:
            os.kill(worker, signal.SIGKILL)
            done += 1
    return done


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storyhub-faults-") as scratch:
        return run(Path(scratch), options.kills)


def run(data: Path, kills: int) -> int:
    env = {**os.environ, "STORYHUB_DATA_DIR": str(data), "STORYHUB_LIMITS": "0"}
    command = [sys.executable, "-m", "storyhub", "start", "--empty", "--port", str(PORT)]
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    assert "ready at" in line, line
    address, tally, stop = line.split(" ready at ")[1].strip(), Tally(), threading.Event()
    senders = [threading.Thread(target=send_until, args=(stop, address, first, tally)) for first in range(SENDERS)]
    started = time.monotonic()
    try:
        for sender in senders:
            sender.start()
        done = kill_often(server.pid, kills, tally)
    finally:
        stop.set()
        for sender in senders:
            sender.join(60)
        server.terminate()
        server.wait(30)
    return report(data, tally, done, time.monotonic() - started)


def report(data: Path, tally: Tally, kills: int, seconds: float) -> int:
    connection = sqlite3.connect(data / "storyhub.db")
    stories = connection.execute("SELECT count(*) FROM story").fetchone()[0]
    texts = connection.execute("SELECT count(DISTINCT source) FROM revision").fetchone()[0]
    intact = connection.execute("PRAGMA integrity_check").fetchone()[0]
    unannounced = connection.execute("SELECT count(*) FROM story WHERE receipt_hash IS NULL").fetchone()[0]
    connection.close()
    lost = len(set(tally.codes)) - stories if stories < len(set(tally.codes)) else 0
    rows = {
        "kills": kills,
        "seconds": round(seconds),
        "codes given": len(tally.codes),
        "different codes": len(set(tally.codes)),
        "sent again after a kill": tally.resent,
        "stories stored": stories,
        "stories stored twice": stories - texts,
        "acknowledged and lost": lost,
        "code changed on sending again": len(tally.changed),
        "stored without a code": unannounced,
        "refused": len(tally.refused),
        "integrity_check": intact,
    }
    for name, value in rows.items():
        print(f"{name:<32} {value}")
    for refusal in tally.refused[:5]:
        print("refused:", refusal)
    bad = lost or tally.changed or stories != texts or tally.refused or unannounced or intact != "ok"
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
