"""The long proofs: nothing acknowledged is lost when a process is killed, and nothing scarce is sold twice."""

import random
import subprocess
import sys
import time

import pytest
from sqlalchemy import func, insert, select

from lms.kernel.db import db
from lms.kernel.durability import weaknesses
from lms.kernel.work import unit_of_work
from tests.kernel.writers import NOTES, OWN, RIDES, SEATS

KILLS = 60
WRITERS, RIDES_RIDDEN, SEATS_EACH = 8, 20, 5


def writer(app, what):
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    line = [sys.executable, "-m", "tests.kernel.writers", what, url]
    return subprocess.Popen(line, stdout=subprocess.PIPE, text=True)


@pytest.mark.proof
@pytest.mark.sqlite_only
def test_a_killed_writer_loses_nothing_it_acknowledged(app, fresh_app):
    """PostgreSQL keeps its data in a process of its own, which this does not kill."""
    OWN.create_all(db.engine)
    chance = random.Random(20261121)  # noqa: S311 -- moments, not secrets
    acknowledged = 0

    for _ in range(KILLS):
        process = writer(fresh_app, "notes")
        acknowledged = int(process.stdout.readline())
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        told = process.communicate()[0].split("\n")[:-1]  # the last piece may be half a line
        acknowledged = max([acknowledged, *map(int, told)])
        with db.engine.connect() as connection:
            kept = connection.scalar(select(func.count()).select_from(NOTES))
            assert kept >= acknowledged == connection.scalar(select(func.count()).where(NOTES.c.id <= acknowledged))
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"

    assert acknowledged > KILLS


@pytest.mark.proof
def test_parallel_writers_sell_every_seat_once(app, fresh_app):
    OWN.create_all(db.engine)
    with unit_of_work():
        db.session.execute(insert(RIDES), [{"id": n, "seats": SEATS_EACH} for n in range(RIDES_RIDDEN)])

    processes = [writer(fresh_app, "seats") for _ in range(WRITERS)]
    got = [int(process.communicate()[0]) for process in processes]

    with db.engine.connect() as connection:
        sold = connection.execute(select(SEATS.c.ride_id, func.count()).group_by(SEATS.c.ride_id)).all()
    assert [process.returncode for process in processes] == [0] * WRITERS
    assert sum(got) == RIDES_RIDDEN * SEATS_EACH
    assert dict(map(tuple, sold)) == dict.fromkeys(range(RIDES_RIDDEN), SEATS_EACH)


@pytest.mark.sqlite_only
def test_every_connection_survives_a_power_cut(database):
    """PostgreSQL is durable by the settings of its server, which the doctor reads; SQLite by those of a connection."""
    assert weaknesses(db.session.connection()) == []
