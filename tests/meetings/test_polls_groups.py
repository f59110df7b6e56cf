"""A group of another feature is asked for a date in the same way; that feature says who may, and plans the meeting."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.slots import EXTENSION
from lms.meetings.enums import MeetingKind, MeetingState, PollState
from lms.meetings.models import DatePoll, Meeting
from lms.meetings.slots import DATE_POLL_GROUPS, Askable, DatePollGroup, GroupWords
from tests.browser import Browser, fields_of
from tests.factories.people import a_person
from tests.factories.polls import dates_of

KEY = "kring:noord"
NEW = f"/beheer/datumprikker/nieuw/{KEY}"


@pytest.fixture
def group(app, database):
    """A circle of two people, whose facilitator asks."""
    facilitator, member = a_person(name="Fenna Fase"), a_person(name="Lena Lid")

    def plan(poll, starts_at, ends_at, people, by):
        meeting = Meeting(
            kind=MeetingKind.CIRCLE,
            state=MeetingState.PLANNED,
            organiser_id=by.id,
            title=f"{poll.title}: {len(people)}",
            starts_at=starts_at,
            ends_at=ends_at,
        )
        db.session.add(meeting)
        db.session.flush()
        return meeting

    filled = app.extensions[EXTENSION]
    before = list(filled[DATE_POLL_GROUPS])
    filled[DATE_POLL_GROUPS] = [
        DatePollGroup(
            prefix="kring",
            asks=lambda actor: actor.id == facilitator.id,
            may_ask=lambda actor, key: actor.id == facilitator.id and key == KEY,
            managed=lambda actor: DatePoll.host.in_([KEY] if actor.id == facilitator.id else []),
            told=lambda key: GroupWords("Leerkring Noord", "/kringen/noord") if key == KEY else None,
            people=lambda _key, _actor: [Askable(member)],
            plan=plan,
        )
    ]
    yield facilitator, member
    filled[DATE_POLL_GROUPS] = before


def test_who_may_ask_the_group_finds_a_date_and_its_feature_plans_the_meeting(browser, group):
    facilitator, _member = group
    browser.sign_in(facilitator)
    days = [(today() + timedelta(days=number)).isoformat() for number in (14, 15)]
    form = fields_of(browser.open(NEW))
    sent = {**form, "dates-0-day": days[0], "dates-0-at": "13:30", "dates-1-day": days[1], "act": "stuur"}

    own = browser.submit(NEW, **sent).headers["Location"]
    poll = db.session.scalars(select(DatePoll)).one()
    browser.submit(f"{own}/kies/{dates_of(poll)[0].uid}")

    assert "kind" not in form
    assert "Leerkring Noord" in browser.open(own)
    meeting = db.session.scalars(select(Meeting)).one()
    assert (poll.host, poll.state, poll.meeting_id) == (KEY, PollState.CHOSEN, meeting.id)
    assert meeting.title == "Overleg Leerkring Noord: 2"


def test_others_do_not_learn_of_the_group_or_its_poll(app, group):
    _facilitator, member = group
    browser = Browser(app).sign_in(member)

    browser.open(NEW, expect=404)
    browser.open(NEW.replace("noord", "zuid"), expect=404)
    browser.open("/beheer/datumprikker/nieuw/onbekend:noord", expect=404)
    browser.open("/beheer/datumprikker", expect=403)
