"""Small processes that write, to be killed or to compete: ``python -m tests.kernel.writers notes|seats URL``."""

import sys

from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from lms.kernel import db as database
from lms.kernel.db import db
from lms.kernel.work import unit_of_work

OWN = MetaData()
NOTES = Table("note", OWN, Column("id", Integer, primary_key=True))
RIDES = Table("ride", OWN, Column("id", Integer, primary_key=True), Column("seats", Integer, nullable=False))
SEATS = Table("seat", OWN, Column("id", Integer, primary_key=True), Column("ride_id", Integer, nullable=False))


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def write_notes() -> None:
    """Write for ever; say each number once its commit came back."""
    number = 0
    while True:
        with unit_of_work():
            number = (db.session.scalar(select(func.max(NOTES.c.id))) or 0) + 1
            db.session.execute(insert(NOTES).values(id=number))
        say(number)


def take_seats() -> None:
    """Try twice as many seats as there are, as people do: look, then take; say how many we got."""
    with unit_of_work():
        rides = db.session.execute(select(RIDES.c.id, RIDES.c.seats)).all()
    got = 0
    for ride in [*rides, *reversed(rides)] * max(ride.seats for ride in rides):
        with unit_of_work():
            db.session.execute(select(RIDES.c.id).where(RIDES.c.id == ride.id).with_for_update())
            taken = db.session.scalar(select(func.count()).where(SEATS.c.ride_id == ride.id))
            if taken < ride.seats:
                db.session.execute(insert(SEATS).values(ride_id=ride.id))
                got += 1
    say(got)


def main(what: str, url: str) -> None:
    app = Flask("writers", static_folder=None)
    database.init_app(app, url)
    with app.app_context():
        {"notes": write_notes, "seats": take_seats}[what]()
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
