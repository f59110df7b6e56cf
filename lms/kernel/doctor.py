"""``lms doctor``: what is wrong with this installation, and what to do about it; works when settings are bad too."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from io import BytesIO

import click
from flask import Flask
from sqlalchemy import select

from lms.config import Settings, SettingsProblem, problems_of, read_settings
from lms.kernel import audit, clock, files, migrations, outbox, postman, queue
from lms.kernel import db as database
from lms.kernel.db import db
from lms.kernel.durability import weaknesses

MEGABYTE = 1024 * 1024
LITTLE_ROOM = 500 * MEGABYTE
LONG_WAIT = timedelta(minutes=15)
MANY_JOBS = 1000
Check = Callable[[], object]


class Trouble(Exception):
    """Something is wrong; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """The outcome of one check."""

    name: str
    ok: bool
    message: str


def doctor_command(more: Mapping[str, Check], least_days: Mapping[str, int] | None = None) -> click.Command:
    """Return ``lms doctor``; ``more`` are checks of higher floors, which raise when something is wrong.

    ``least_days`` says what LMS_KEEP may name, see :func:`lms.config.problems_of`.
    """

    @click.command("doctor")
    @click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
    def doctor(as_json: bool) -> None:
        """Say what is wrong with this installation. Exits 1 when something is."""
        lines = list(examined(more, least_days))
        if as_json:
            click.echo(json.dumps([asdict(line) for line in lines], indent=1))
        else:
            for line in lines:
                click.echo(f"{'ok  ' if line.ok else 'FIX '} {line.name}: {line.message}")
        raise SystemExit(not all(line.ok for line in lines))

    return doctor


def examined(more: Mapping[str, Check], least_days: Mapping[str, int] | None = None) -> Iterator[Line]:
    """Return a line for each check, in the order in which to mend."""
    try:
        settings = read_settings()
    except SettingsProblem as problem:
        yield Line("settings", ok=False, message=str(problem))
        return
    found = problems_of(settings, least_days)
    yield Line("settings", ok=not found, message="; ".join(found) or "complete")
    yield _line("folder", lambda: _folder(settings))
    app = Flask("doctor", static_folder=None)  # just enough to look at what the real one would use
    app.config["SETTINGS"] = settings
    opened = _line("settings of the database", lambda: database.init_app(app, settings.database_url))
    checks = _checks(app, settings) if opened.ok else {}
    if not opened.ok:
        yield opened
    with app.app_context():
        for name, check in {**checks, **more}.items():
            yield _line(name, check)
        if opened.ok:
            db.session.remove()
            db.engine.dispose()


def _checks(app: Flask, settings: Settings) -> dict[str, Check]:
    return {
        "database": _database,
        "migrations": _migrations,
        "queue": lambda: _queue(app, settings),
        "mail server": lambda: _mail_server(settings),
        "outbox": lambda: _outbox(settings),
        "files": lambda: _files(app, settings),
        "log": _log,
    }


def _line(name: str, check: Check) -> Line:
    try:
        said = check()
    except Exception as problem:  # whatever it is, the next check must still be made
        first_line = str(problem).strip().partition("\n")[0] or type(problem).__name__
        return Line(name, ok=False, message=first_line)
    return Line(name, ok=True, message=said if isinstance(said, str) else "fine")


def _folder(settings: Settings) -> str:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.data_dir) as trial:
        trial.write(b"x")
    free = shutil.disk_usage(settings.data_dir).free
    if free < LITTLE_ROOM:
        raise Trouble(f"only {free // MEGABYTE} MB is free: make room")
    env = settings.data_dir / "lms.env"
    if env.exists() and env.stat().st_mode & 0o077:
        raise Trouble("others can read lms.env, which holds the secret key: chmod 600 it")
    return f"writable, {free // MEGABYTE} MB free"


def _database() -> str:
    with db.engine.connect() as connection:
        connection.execute(select(1))
        if found := weaknesses(connection):
            raise Trouble("; ".join(found))
        return f"{connection.dialect.name} answers, and keeps what it acknowledged"


def _migrations() -> str:
    if not migrations.is_current():
        raise Trouble("not the newest: run lms db upgrade")
    return "the newest"


def _queue(app: Flask, settings: Settings) -> str:
    queue.init_app(app, settings.queue_url, settings.data_dir)
    waiting = queue.huey_of(app).pending_count()
    if waiting > MANY_JOBS:
        raise Trouble(f"{waiting} jobs are waiting: does lms worker run?")
    return f"answers, {waiting} jobs waiting"


def _mail_server(settings: Settings) -> str:
    if not settings.mail_url:
        return "none: mail is kept and shown in the outbox"
    postman.connect(settings.mail_url).quit()
    return "answers"


def _outbox(settings: Settings) -> str:
    counted = outbox.counts()
    late = select(outbox.Mail.id).where(
        outbox.Mail.state == outbox.MailState.WAITING, outbox.Mail.due_at < clock.now() - LONG_WAIT
    )
    if settings.mail_url and db.session.scalar(late.limit(1)):
        raise Trouble("mail has waited for more than a quarter of an hour: does lms worker run?")
    if counted["parked"]:
        raise Trouble(f"{counted['parked']} mails were refused for good: look at the outbox page")
    return ", ".join(f"{number} {state}" for state, number in counted.items())


def _files(app: Flask, settings: Settings) -> str:
    files.init_app(app, settings.files_url)
    store = files.files()
    name = store.put(BytesIO(b"x"), limit=1).name
    store.delete(name)
    return "can be written"


def _log() -> str:
    if broken := audit.verify():
        raise Trouble(f"line {broken.seq}: {broken.why}; keep a copy of the database and find out who could change it")
    seq, end = audit.anchor()
    return f"whole, {seq} lines, ends with {end[:16]}"
