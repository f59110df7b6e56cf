"""A job that is killed half-way, or a mail that is: the next time does the rest, and nobody hears a thing twice."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.advice.commands import followups, handing
from lms.advice.enums import ClosedAs, State
from lms.advice.jobs.followups import ask, close
from lms.advice.jobs.handing import back
from lms.advice.models import Advice, AdviceEvent, AdviceFollowUp
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.work import unit_of_work
from lms.programme.commands.advisers import name_adviser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person

HOW = {"origin": "test"}
MANY = 7


class Killed(BaseException):
    """The machine went off."""


@pytest.fixture
def questions(wijk, samira):
    return [a_question(wijk, samira, f"Vraag {number}?") for number in range(MANY)]


def dies_after(monkeypatch, module, name, times):
    """Let the machine go off when this is called for the so-manieth time, once."""
    real, calls = getattr(module, name), []

    def counted(*given, **more):
        calls.append(name)
        if len(calls) == times:
            raise Killed
        return real(*given, **more)

    monkeypatch.setattr(module, name, counted)


def run(job):
    with unit_of_work():
        job()
    db.session.remove()


def counted(cause):
    notices = select(Notice.object, func.count()).where(Notice.cause == cause).group_by(Notice.object)
    mails = select(Mail.object, func.count()).where(Mail.cause == cause).group_by(Mail.object)
    return dict(db.session.execute(notices).all()), dict(db.session.execute(mails).all())


@pytest.mark.parametrize("times", [1, 4, MANY])
def test_asking_what_came_goes_on_where_nothing_was_asked(monkeypatch, questions, joost, times):
    for each in questions:
        answered(each, person_by_id(joost.id))
    db.session.query(AdviceFollowUp).update({"due_on": today()})
    db.session.commit()
    dies_after(monkeypatch, followups, "tell", times)

    with pytest.raises(Killed):
        run(ask)
    before = counted("advice.followup")
    for _time in range(2):
        run(ask)

    notices, mails = counted("advice.followup")
    assert before == ({}, {})
    assert (len(notices), set(notices.values()), set(mails.values())) == (MANY, {1}, {1})


@pytest.mark.parametrize("times", [1, 3])
def test_giving_back_goes_on_where_nothing_was_given(monkeypatch, questions, wijk, joost, miriam, times):
    fixed, stood_in = joost.id, miriam.id
    db.session.query(Advice).update({"owner_id": stood_in})
    db.session.commit()
    dies_after(monkeypatch, handing, "tell", times)

    with pytest.raises(Killed):
        run(back)
    before = set(db.session.scalars(select(Advice.owner_id)))
    for _time in range(2):
        run(back)

    notices, _mails = counted("advice.handed")
    assert (before, set(db.session.scalars(select(Advice.owner_id)))) == ({stood_in}, {fixed})
    assert (len(notices), set(notices.values())) == (MANY, {1})
    assert db.session.scalar(select(func.count()).where(AdviceEvent.happened == "owner_changed")) == MANY


def test_closing_goes_on_where_nothing_was_closed(monkeypatch, questions, joost):
    for each in questions:
        answered(each, person_by_id(joost.id))
    db.session.query(AdviceFollowUp).update({"due_on": today() - timedelta(weeks=30)})
    db.session.commit()
    dies_after(monkeypatch, followups, "move", 5)

    with pytest.raises(Killed):
        run(close)
    before = set(db.session.scalars(select(Advice.state)))
    run(close)

    assert (before, set(db.session.scalars(select(Advice.state)))) == ({State.SENT}, {State.CLOSED})
    assert set(db.session.scalars(select(Advice.closed_as))) == {ClosedAs.NO_ANSWER}


def test_another_adviser_gets_all_or_nothing(monkeypatch, questions, wijk, joost, miriam):
    boss = a_person(Role.COORDINATOR)
    db.session.commit()
    dies_after(monkeypatch, handing, "own", 4)

    def name():
        name_adviser(wijk, person_by_id(miriam.id), by=person_by_id(boss.id), **HOW)

    with pytest.raises(Killed), unit_of_work():
        name()
    before = set(db.session.scalars(select(Advice.owner_id)))
    db.session.expire_all()
    with unit_of_work():
        name()

    assert (before, set(db.session.scalars(select(Advice.owner_id)))) == ({joost.id}, {miriam.id})
