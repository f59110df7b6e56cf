"""The processes of an installation: they stop when they are told to, and only then."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kernel.mail_server import MailServer, OnThisMachine, free_port

LMS = str(Path(sys.executable).with_name("lms"))
SOON = 15


@pytest.fixture
def installation(tmp_path) -> dict[str, str]:
    """The environment of an empty installation."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    given = {"LMS_DATA_DIR": str(tmp_path), "LMS_DEMO": "1", "LMS_SECRET_KEY": "only-for-tests-" * 3}
    environment = {**own, **given}
    subprocess.run([LMS, "db", "upgrade"], env=environment, check=True, capture_output=True)
    return environment


def started(words: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen:
    """Start a command in a process group of its own, as a terminal does."""
    with log.open("w") as file:
        return subprocess.Popen([LMS, *words], env=environment, stdout=file, stderr=file, start_new_session=True)


def wait_for(text: str, log: Path) -> None:
    wait_until(lambda: text in log.read_text(), log)


def wait_until(it_is_so: Callable[[], bool], log: Path) -> None:
    """Look again and again: another process tells us nothing else."""
    until = time.monotonic() + 30
    while not it_is_so():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_when_it_is_told_to(installation, tmp_path, sign):
    log = tmp_path / "log"
    worker = started(["worker"], installation, log)
    wait_for('"event": "started"', log)

    worker.send_signal(sign)

    try:
        assert worker.wait(timeout=SOON) == 0, log.read_text()
    finally:
        worker.kill()
    assert "Traceback" not in log.read_text()


def test_the_worker_goes_on_when_the_shell_that_started_it_ends(installation, tmp_path):
    log, arrived = tmp_path / "log", MailServer()
    controller = OnThisMachine(arrived)
    controller.start()
    environment = {**installation, "LMS_MAIL_URL": controller.url}
    shell = f"{LMS} worker > {log} 2>&1 & echo $!; while ! grep -q started {log}; do sleep 0.1; done"
    done = subprocess.run(["sh", "-c", shell], env=environment, stdout=subprocess.PIPE, check=True, timeout=30)

    invite = [LMS, "person", "invite", "--name", "Nieuw", "--role", "editor", "nieuw@example.org"]
    subprocess.run(invite, env=environment, check=True, capture_output=True)

    try:
        wait_until(lambda: bool(arrived.received), log)
    finally:
        os.kill(int(done.stdout), signal.SIGKILL)
        controller.stop()


def test_ctrl_c_ends_web_and_worker(installation, tmp_path):
    log, port = tmp_path / "log", free_port()
    web = started(["serve", "--port", str(port), "--workers", "1", "--with-worker"], installation, log)
    wait_for('"event": "started"', log)
    wait_for("Kringwijs draait op", log)
    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()

    os.killpg(web.pid, signal.SIGINT)

    try:
        assert web.wait(timeout=SOON) == 0, log.read_text()
        with pytest.raises(ProcessLookupError):
            os.killpg(web.pid, 0)
    finally:
        web.kill()
    assert "Traceback" not in log.read_text()
