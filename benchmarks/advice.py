"""What is measured of advice: the desk of an adviser among ten thousand, and what looks alike among fifty thousand."""

from functools import cache

from flask import Flask
from sqlalchemy import or_, select

from benchmarks.product import address_of
from lms.accounts.queries.people import person_by_email
from lms.advice.enums import State
from lms.advice.models import Advice, AdviceAnswer
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


def answered(app: Flask, name: str) -> str:
    """Return the page of a question with an answer that somebody asked, or answered, among fifty thousand."""
    fill(app, IN_ALL)
    with app.app_context():
        person = person_by_email(address_of(name))
        assert person is not None
        theirs = or_(Advice.requester_id == person.id, Advice.owner_id == person.id)
        said = (read_by(person), theirs, Advice.requester_id.is_not(None), AdviceAnswer.sent_at.is_not(None))
        found = select(Advice.number).join(AdviceAnswer, AdviceAnswer.advice_id == Advice.id).where(*said)
        number = db.session.scalar(found.order_by(Advice.id).limit(1))
        db.session.remove()
    return f"/advies/{number}"


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
