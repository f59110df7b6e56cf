"""What two hundred people do at once: a session that all of them follow, and twenty seats that all of them want.

`lms serve` answers, as it does for people, and two hundred threads ask as the pages do. Figures are seconds and shares
of one core, not ratios: what people notice here is waiting.
"""

import http.client
import os
import socket
import statistics
import sys
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from subprocess import DEVNULL, Popen
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from benchmarks.circles import crowd, open_meeting, say_something
from benchmarks.forms import form_to
from benchmarks.product import environment_of, session_cookie
from lms.kernel.db import db
from lms.meetings.enums import Part
from lms.meetings.models import Attender, Meeting

PEOPLE, SEATS, CHANGES = 200, 20, 3
#: What may pass before a change is on every screen, and before everybody knows whether they have a seat; in seconds.
MOST_LATE, MOST_WAITING, MOST_CORES = 3.0, 2.0, 1.0
#: What pressing may cost, beside the yardstick of writing; the seats that are given are told by mail too.
MOST_SPENT = 5.0
QUIET = 8.0
LMS = Path(sys.executable).with_name("lms")


@dataclass
class Server:
    """`lms serve` in a process group of its own."""

    port: int
    group: int

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection that stays open, as one browser has."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def spent(self) -> float:
        """Return how many seconds of a core it used until now."""
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = path.read_text().rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if int(words[2]) == self.group:
                ticks += int(words[11]) + int(words[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def ask(line: http.client.HTTPConnection, path: str, cookie: str, data: dict[str, str] | None = None) -> tuple:
    """Ask something; return the status, the headers and the text."""
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST" if data else "GET", path, urlencode(data) if data else None, headers)
    answer = line.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def crowds(app: Flask, folder: Path, stick: float) -> list[dict[str, object]]:
    """Return a line for each figure; ``stick`` is what writing takes the bare application, in ms.

    Waiting is judged on a machine that is ours: while others use all of its cores, it says how busy they are.
    """
    load = os.getloadavg()[0]
    busy = load > (os.cpu_count() or 1)
    with app.app_context():
        here, people = crowd(PEOPLE)
        cookies = [session_cookie(app, each) for each in people]
        wanted = open_meeting(SEATS)
        db.session.commit()
    with serving(folder) as server:
        lines = [*follow(app, server, here, cookies), *sign_up(app, server, wanted, cookies, stick)]
    for each in lines:
        each["load"] = round(load, 1)
        each["unjudged"] = busy and not each["within"] and not each["wrong"] and "(s)" in str(each["name"])
    return lines


@contextmanager
def serving(folder: Path) -> Generator[Server, None, None]:
    """Serve the product of this folder as in production."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = {**os.environ, **environment_of(folder)}
    words = [LMS, "serve", "--port", str(port)]
    process = Popen(words, env=environment, start_new_session=True, stdout=DEVNULL, stderr=DEVNULL)
    server = Server(port, process.pid)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(server: Server) -> None:
    for _ in range(300):
        try:
            if ask(server.connect(), "/healthz", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("lms serve never answered")


@dataclass
class Screen:
    """A phone in a session: it asks every two seconds, and takes the pieces when something changed."""

    server: Server
    here: str
    cookie: str
    chance: Random
    seen: dict[str, float] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    serial: str = ""

    def watch(self, stop: threading.Event, words: list[str]) -> None:
        """Look until it is over, and remember when each of the words came on the screen."""
        line = self.server.connect()
        while not stop.wait(2 * self.chance.uniform(0.9, 1.1)):
            status, _headers, _text = ask(line, f"{self.here}/stand?na={self.serial or 0}", self.cookie)
            if status == 200:
                status, _headers, text = ask(line, f"{self.here}/nu/stukken", self.cookie)
                self.serial = text.split('"serial":')[1].split("}")[0].split(",")[0].strip()
                for each in words:
                    if each in text:
                        self.seen.setdefault(each, time.monotonic())
            if status not in (200, 204):
                self.troubles.append(f"{status}")


def follow(app: Flask, server: Server, here: str, cookies: list[str]) -> list[dict[str, object]]:
    """Let everybody follow a session: how late the last screen is after a change, and what it costs while quiet."""
    screens = [Screen(server, here, each, Random(at)) for at, each in enumerate(cookies)]  # noqa: S311 -- moments
    stop, words, late, busy = threading.Event(), [], [], []
    threads = [threading.Thread(target=each.watch, args=(stop, words), daemon=True) for each in screens]
    for each in threads:
        each.start()
    time.sleep(QUIET)  # everybody has the first pieces
    begun, before = time.monotonic(), server.spent()
    time.sleep(QUIET)
    cores = (server.spent() - before) / (time.monotonic() - begun)
    for number in range(CHANGES):
        words.append(f"Verandering nummer {number}.")
        with app.app_context():
            say_something(here, words[-1])
        changed, used = time.monotonic(), server.spent()
        time.sleep(QUIET)
        late.append(max(each.seen.get(words[-1], changed + 99) - changed for each in screens))
        busy.append((server.spent() - used) / QUIET)
    stop.set()
    for each in threads:
        each.join(timeout=40)
    troubles = sum(len(each.troubles) for each in screens)
    name = f"sessie, {len(cookies)} schermen"
    return [
        line_of(f"{name}: laatste scherm (s)", statistics.median(late), MOST_LATE, troubles),
        line_of(f"{name}: kernen als er niets verandert", cores, MOST_CORES, troubles),
        line_of(f"{name}: kernen bij een verandering", statistics.median(busy), MOST_CORES, troubles),
    ]


def sign_up(app: Flask, server: Server, wanted: str, cookies: list[str], stick: float) -> list[dict[str, object]]:
    """Let everybody press at the same moment: exactly the seats there are, nobody skipped, no error."""
    before: list[float] = []
    ready = threading.Barrier(len(cookies), action=lambda: before.append(server.spent()))

    def press(cookie: str) -> tuple[float, int]:
        line = server.connect()
        _status, headers, page = ask(line, wanted, cookie)
        mine = (headers.get("Set-Cookie") or cookie).split(";")[0]
        action, fields = form_to(page, f"{wanted}/aanmelden")
        ready.wait(timeout=120)
        begun = time.monotonic()
        status = ask(line, action, mine, fields)[0]
        return time.monotonic() - begun, status

    with ThreadPoolExecutor(len(cookies)) as pool:
        answers = list(pool.map(press, cookies))
    used = server.spent() - before[0]
    with app.app_context():
        found = select(Attender.number, Attender.part).join(Meeting, Meeting.id == Attender.meeting_id)
        rows = db.session.execute(found.where(Meeting.uid == wanted.rpartition("/")[2]).order_by(Attender.number)).all()
    parts = [part for _number, part in rows]
    wrong = sum(status != 303 for _spent, status in answers)
    wrong += parts != [Part.SEAT] * SEATS + [Part.WAITING] * (len(cookies) - SEATS)
    name = f"aanmelden, {len(cookies)} mensen, {SEATS} plekken"
    return [
        line_of(f"{name}: laatste antwoord (s)", max(spent for spent, _status in answers), MOST_WAITING, wrong),
        line_of(f"{name}: rekentijd (x bare-post)", used * 1000 / len(cookies) / stick, MOST_SPENT, wrong),
    ]


def line_of(name: str, figure: float, most: float, wrong: int) -> dict[str, object]:
    """Return one line of the table; a fifth over counts as within, and nothing may go wrong."""
    return {
        "name": name,
        "figure": round(figure, 2),
        "most": most,
        "wrong": wrong,
        "within": figure <= most * 1.2 and not wrong,
    }
