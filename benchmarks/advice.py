"""What is measured of advice: the desk of an adviser among ten thousand, and what looks alike among fifty thousand."""

from functools import cache

from flask import Flask
from sqlalchemy import select

from benchmarks.product import address_of
from lms.accounts.queries.people import person_by_email
from lms.advice.enums import State
from lms.advice.models import Advice
from lms.advice.policy import read_by
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from tests.factories.many_advice import ask_many

ON_DESKS, IN_ALL = 10_000, 50_000
DESK = {"bureau, 10.000 adviezen": "/advies", "overdracht, 10.000 adviezen": "/advies/overdracht"}


@cache
def fill(app: Flask, many: int = ON_DESKS) -> tuple[()]:
    """Let neighbourhoods have asked so many questions, once."""
    with app.app_context():
        with unit_of_work():
            ask_many(many)
        db.session.remove()
    return ()


def question(app: Flask, name: str) -> str:
    """Return the page on which an adviser answers a question of theirs, among fifty thousand."""
    fill(app, IN_ALL)
    with app.app_context():
        person = person_by_email(address_of(name))
        assert person is not None
        mine = (read_by(person), Advice.owner_id == person.id, Advice.state == State.IN_PROGRESS)
        number = db.session.scalar(select(Advice.number).where(*mine).order_by(Advice.id.desc()).limit(1))
        db.session.remove()
    return f"/advies/{number}/antwoord"
