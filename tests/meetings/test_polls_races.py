"""Choosing, answering and asking at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.meetings.commands.polls.answering import COMPLETE, answer
from lms.meetings.commands.polls.choosing import choose_date
from lms.meetings.enums import Vote
from lms.meetings.models import Attender, DateInvite, DatePoll, DateVote, Meeting
from lms.meetings.queries.polls import own_invite, poll_at
from tests.browser import Browser
from tests.clock_changes import YEAR
from tests.factories.polls import BY, a_poll, a_team, answers, dates_of
from tests.factories.programme import a_member
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_two_people_who_choose_at_once_make_one_meeting(app):
    here, director, people = a_team("Bas Jansen", "Fatma Aydin")
    deputy = a_member(here, Role.DEPUTY_DIRECTOR, name="Dirk")
    poll = a_poll(here, director, people)
    ids, uids = [each.id for each in dates_of(poll)], [director.uid, deputy.uid] * 4

    def choose(number):
        with app.app_context(), unit_of_work():
            by = person_by_uid(uids[number])
            found = poll_at(poll.uid, by)
            option = next(each for each in dates_of(found) if each.id == ids[number % 3 % 2])
            try:
                return choose_date(found, option, by, **BY).id
            except Refusal:
                return None

    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(choose, range(8))) - {None}

    db.session.rollback()
    chosen = db.session.scalars(select(DatePoll)).one()
    assert made == {chosen.meeting_id}
    assert (count(Meeting), chosen.state) == (1, "chosen")
    assert count(Attender) in (3, 4)  # a deputy who chooses comes, too


def test_everybody_who_answers_at_once_is_kept_and_the_organiser_hears_it_once(app):
    here, director, people = a_team(*(f"Lid {number}" for number in range(8)))
    poll = a_poll(here, director, people)
    said = {each.uid: Vote.YES for each in dates_of(poll)}
    uids, uid = [each.uid for each in people] * 2, poll.uid

    def say(who):
        with app.app_context(), unit_of_work():
            answer(own_invite(uid, person_by_uid(who)), said)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(say, uids))

    db.session.rollback()
    told = select(func.count()).select_from(Notice).where(Notice.cause == COMPLETE)
    assert (count(DateVote), db.session.scalar(told)) == (16, 1)


def test_a_form_that_is_sent_many_times_at_once_asks_once(app):
    _here, director, [bas] = a_team("Bas Jansen")
    tabs = [Browser(app).sign_in(director) for _ in range(6)]
    sent = {
        "form_key": "a" * 24,
        "kind": "team",
        "title": "Overleg",
        "minutes": "60",
        "dates-0-day": f"{YEAR}-12-01",
        "dates-0-at": "10:00",
        "dates-1-day": f"{YEAR}-12-02",
        "deadline": f"{YEAR}-11-01",
        "people": [bas.uid],
        "act": "stuur",
    }

    found = at_once(*((tab, "/beheer/datumprikker/nieuw/oosterveld", sent) for tab in tabs))

    assert len({response.headers.get("Location") for response in found}) == 1
    assert (count(DatePoll), count(DateInvite)) == (1, 1)
    poll = db.session.scalars(select(DatePoll)).one()
    assert len(answers(poll, Vote.YES, Vote.NO)) == 2
