"""``lms serve`` and ``lms worker``: the web process and the background process."""

import logging
import os
import signal
import subprocess  # noqa: S404 -- starts our own worker
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication
from huey.consumer import Consumer
from sqlalchemy.exc import SQLAlchemyError

from lms.kernel.db import db
from lms.kernel.postman import send_due
from lms.kernel.queue import huey_of, run_waiting

log = logging.getLogger(__name__)
SCRIPT = Path(sys.executable).with_name("lms")
PATIENCE = 10  # seconds for work that is under way when we are told to stop


class Background(Consumer):
    """Does the jobs, and leaves signals to us: the mail must stop too."""

    def _set_signal_handlers(self) -> None:
        """Keep the handlers that :func:`worker_command` set."""


class Web(BaseApplication):
    """Gunicorn with threads, the application loaded before it forks."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.options = options
        self.app = app
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self.app


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=int, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=int, help="Web processes.")
@click.option("--threads", default=4, show_default=True, type=int, help="Threads a process.")
@click.option("--with-worker", is_flag=True, help="Run the background worker beside it.")
@with_appcontext
def serve_command(host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Answer web requests until it is stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- gunicorn needs the application itself
    beside = [_start_beside()] if with_worker else []
    threading.Thread(target=_announce, args=(host, port), daemon=True).start()
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": True,
        "keepalive": 15,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "graceful_timeout": 15,
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_fork": lambda _server, _worker: _own_connections(app),
        "on_exit": lambda _server: _stop(beside),
    }
    Web(app, options).run()


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is waiting, and stop.")
@click.option("--beside", type=int, hidden=True, help="Stop when this process is no longer the parent.")
@with_appcontext
def worker_command(once: bool, beside: int | None) -> None:
    """Do background work and send mail until it is stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- threads need the application itself
    if once:
        run_waiting()
        while send_due().sent:
            pass
        return
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    consumer = Background(huey_of(app), workers=1, shutdown_timeout=PATIENCE)
    consumer.start()
    log.info("worker", extra={"event": "started"})
    pause = 1.0
    while not stopped.wait(pause) and beside in {None, os.getppid()}:
        consumer.check_worker_health()
        pause = _carry_mail(stopped)  # the consumer's own threads do the jobs
    consumer.stop(graceful=True)


def _start_beside() -> subprocess.Popen:
    return subprocess.Popen([str(SCRIPT), "worker", "--beside", str(os.getpid())])  # noqa: S603 -- our own command


def _carry_mail(stopped: threading.Event) -> float:
    """Send what is due; return how many seconds to wait for the next round."""
    try:
        done = send_due(keep_going=lambda: not stopped.is_set())
    except SQLAlchemyError:
        log.exception("mail")
        return 10.0
    return 1.0 if done.reachable else 30.0


def _announce(host: str, port: int) -> None:
    """Say where it runs, once it answers; the web process itself tells nobody when it does."""
    address = f"http://{host}:{port}"
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 -- our own address
                click.echo(f"Kringwijs draait op {address}")
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)


def _own_connections(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose(close=False)


def _stop(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE + 5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
