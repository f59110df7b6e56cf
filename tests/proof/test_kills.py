"""Web and worker are killed with SIGKILL while people learn: what was acknowledged is there, and counts once."""

import http.client
import os
import random
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from lms.accounts.commands.sessions import begin_session
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_email
from lms.accounts.views.visitor import COOKIE_KEY
from lms.app import create_app
from lms.config import read_settings
from lms.home.cli.demo import add_person
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.training.queries.readings import reading_of
from tests.journeys.site import address_of

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("kills")]

KILLS = int(os.environ.get("KILLS", "20"))
LEARNERS = 3
LMS = Path(sys.executable).with_name("lms")
MODULE = "wat-doet-roken"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Server:
    """`lms serve` with its worker, in a process group that can be killed at once."""

    port: int
    environment: dict[str, str]
    process: subprocess.Popen | None = None

    def start(self) -> float:
        """Return after how many seconds it answers."""
        begun = time.monotonic()
        words = [LMS, "serve", "--port", str(self.port), "--with-worker"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, env=self.environment, start_new_session=True, **quiet)
        while time.monotonic() - begun < 60:
            try:
                if ask(self.port, "GET", "/healthz")[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                time.sleep(0.05)
        raise AssertionError("it never answered")

    def kill(self) -> None:
        """No goodbye for anybody."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Learner:
    """Somebody who presses Verder as fast as the server answers, and remembers what was acknowledged."""

    port: int
    cookie: str
    parts: list[str]
    acknowledged: list[str] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    token: str = ""

    def learn(self) -> None:
        """Go on until the server is gone."""
        try:
            while self.parts and not self.surprises:
                self._complete(self.parts[0])
        except (OSError, http.client.HTTPException):
            return

    def _complete(self, uid: str) -> None:
        data = {"do": "next", "csrf_token": self.token}
        status, head, _ = ask(self.port, "POST", f"/modules/{MODULE}/delen/{uid}/1", self.cookie, data)
        if status == 303 and "/inloggen" not in head["Location"]:
            self.acknowledged.append(self.parts.pop(0))
        elif status == 400:  # the token belongs to the cookie: fetch both once
            _, head, page = ask(self.port, "GET", "/account", self.cookie)
            self.token, self.cookie = TOKEN.search(page)[1], head.get("Set-Cookie", self.cookie).split(";")[0]
        elif status != 503:
            self.surprises.append(f"{uid}: {status} {head.get('Location', '')}")


def ask(port: int, method: str, path: str, cookie: str = "", data: dict[str, str] | None = None):
    headers = {"Cookie": cookie} if cookie else {}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, urlencode(data) if data else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A folder with the demo programme, as `make run` leaves it."""
    given = {"LMS_DATA_DIR": str(tmp_path), "LMS_DEMO": "1", "LMS_SECRET_KEY": "only-for-proofs-" * 3}
    environment = {**os.environ, **given}
    for words in (["db", "upgrade"], ["content", "sync"], ["demo"]):
        subprocess.run([LMS, *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    app = create_app(read_settings())
    yield app, environment
    with app.app_context():
        db.engine.dispose()


def learners(app: Flask, port: int, number: int) -> dict[str, Learner]:
    """Add people who did nothing yet, with their sessions."""
    signer, found = app.session_interface.get_signing_serializer(app), {}
    with app.app_context(), unit_of_work():
        for each in range(LEARNERS):
            name = f"leerder{number}x{each}"
            add_person(name, "Leerder", Role.SOCIAL_WORKER)
            person = person_by_email(address_of(name))
            parts = [part.uid for _, parts in reading_of(MODULE, person).lessons for part in parts]
            cookie = signer.dumps({COOKIE_KEY: begin_session(person), "_permanent": True})
            found[name] = Learner(port, f"{app.config['SESSION_COOKIE_NAME']}={cookie}", parts)
    return found


def test_nothing_acknowledged_is_lost_when_everything_is_killed(installation, unused_port, record_property):
    app, environment = installation
    server, chance = Server(unused_port, environment), random.Random()  # noqa: S311 -- moments, not secrets
    everybody, starts = {}, []
    for number in range(KILLS):
        starts.append(server.start())
        group = learners(app, unused_port, number)
        everybody |= group
        threads = [threading.Thread(target=learner.learn) for learner in group.values()]
        for thread in threads:
            thread.start()
        wait_for_the_first(group)
        time.sleep(chance.uniform(0, 0.4))
        server.kill()
        for thread in threads:
            thread.join(timeout=30)

    lost = [(name, uid) for name, who in everybody.items() for uid in who.acknowledged if uid not in kept(app, name)]
    told = sum(len(who.acknowledged) for who in everybody.values())
    figures = f"{told} acknowledged, {len(lost)} lost, restart {statistics.median(starts):.1f} s (median)"
    record_property(f"{KILLS} kills", figures)
    assert [who.surprises for who in everybody.values() if who.surprises] == []
    assert lost == []
    assert told >= KILLS
    assert integrity(app) == ["ok"]
    assert differences(app, everybody) == []


def wait_for_the_first(group: dict[str, Learner]) -> None:
    """Kill while people learn: not before the first part was acknowledged."""
    for _ in range(600):
        if any(who.acknowledged or who.surprises for who in group.values()):
            return
        time.sleep(0.05)


def kept(app: Flask, name: str) -> set[str]:
    """The parts that somebody's kept progress says are done."""
    with app.app_context():
        record = reading_of(MODULE, person_by_email(address_of(name))).record
        return set(record.parts) if record else set()


def integrity(app: Flask) -> list[str]:
    connection = sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    found = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    found += [str(line) for line in connection.execute("PRAGMA foreign_key_check")]
    connection.close()
    return found


def differences(app: Flask, names: Iterable[str]) -> list[tuple]:
    """People of this proof whose kept count is not the number of rows: something counted twice, or half a write."""
    connection = sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    addresses = {address_of(name) for name in names}
    rows = connection.execute(
        "SELECT person.email, p.done_count, count(c.part_id) FROM module_progress p"
        " JOIN person ON person.id = p.person_id"
        " LEFT JOIN part_completion c ON c.person_id = p.person_id"
        " GROUP BY p.person_id, person.email HAVING p.done_count <> count(c.part_id)"
    ).fetchall()
    found = [row for row in rows if row[0] in addresses]
    connection.close()
    return found
