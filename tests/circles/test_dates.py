"""A facilitator asks the people of a circle when they can; choosing a date makes the next session and invites them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.circles.enums import MemberRole
from lms.circles.models import CircleSession
from lms.circles.queries.polls import circle_polls_managed, key_of, may_ask_circle
from lms.circles.queries.sessions import sessions_of
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.meetings.commands.plans import cancel_meeting
from lms.meetings.enums import MeetingState, PollState
from lms.meetings.models import Attender, DatePoll
from tests.browser import fields_of
from tests.factories.circles import a_circle, a_day, a_facilitator, a_series, a_session, again, in_circle, whole
from tests.factories.people import a_person
from tests.factories.polls import dates_of

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


def asked(browser, circle) -> DatePoll:
    """Ask the circle for a date as a facilitator does."""
    new = f"/beheer/datumprikker/nieuw/{key_of(circle)}"
    days = [(today() + timedelta(days=number)).isoformat() for number in (14, 15)]
    form = {**fields_of(browser.open(new)), "title": "Samen op weg naar hulp"}
    sent = {**form, "dates-0-day": days[0], "dates-0-at": "13:30", "dates-1-day": days[1], "act": "stuur"}
    browser.submit(new, **sent)
    return db.session.scalars(select(DatePoll)).one()


def test_the_chosen_date_is_the_next_session_of_the_series_and_invites_who_was_asked(browser, circle, ilse, samira):
    series = a_series(circle, by=ilse)
    in_circle(circle, MemberRole.GUEST, name="Gijs Gast")
    browser.sign_in(ilse)
    assert f"/beheer/datumprikker/nieuw/{key_of(circle)}" in browser.open("/beheer/leerkringen/leerkring-noord")
    poll = asked(browser, circle)
    for _twice in range(2):
        browser.submit(f"/beheer/datumprikker/{poll.uid}/kies/{dates_of(poll)[0].uid}")

    session = whole(db.session.scalars(select(CircleSession).where(CircleSession.number == 2)).one())
    invited = set(db.session.scalars(select(Attender.person_id).where(Attender.meeting_id == session.meeting_id)))
    assert (session.series_id, session.subject) == (series.id, "Samen op weg naar hulp")
    assert (session.meeting.state, session.meeting_id) == (MeetingState.PLANNED, poll.meeting_id)
    assert (poll.state, invited) == (PollState.CHOSEN, {ilse.id, samira.id})


def test_a_circle_without_a_series_gets_one(browser, circle, ilse, samira):
    browser.sign_in(ilse)
    poll = asked(browser, circle)
    browser.submit(f"/beheer/datumprikker/{poll.uid}/kies/{dates_of(poll)[0].uid}")
    session = whole(db.session.scalars(select(CircleSession)).one())
    assert (session.number, session.series.title) == (1, "Leerkring Noord")


def test_who_plans_a_circle_asks_and_looks_after_it_in_python_and_in_sql(browser, circle, ilse, samira):
    browser.sign_in(ilse)
    poll = asked(browser, circle)
    other = a_facilitator(a_circle("Leerkring Zuid"), "Peter Bos")
    for person, may in ((ilse, True), (samira, False), (other, False), (a_person(Role.COORDINATOR), True)):
        actor = again(person)
        found = db.session.scalar(select(DatePoll.id).where(DatePoll.id == poll.id, circle_polls_managed(actor)))
        assert (may_ask_circle(actor, poll.host), found is not None) == (may, may)


def test_the_list_of_polls_offers_the_own_circles_and_no_others(browser, circle, ilse):
    a_circle("Leerkring Zuid")
    page = browser.sign_in(ilse).open("/beheer/datumprikker")
    assert ("Leerkring Noord" in page, "Leerkring Zuid" in page) == (True, False)


def test_a_member_does_not_find_the_page_to_ask(browser, circle, samira):
    browser.sign_in(samira).open(f"/beheer/datumprikker/nieuw/{key_of(circle)}", 404)


def test_a_draft_that_was_called_off_is_told_to_nobody_and_what_people_were_invited_to_is(circle, ilse, samira):
    session = a_session(circle, a_day(30), by=ilse)
    draft = a_session(circle, a_day(40), by=ilse, published=False)
    cancel_meeting(draft.meeting, ilse)
    cancel_meeting(session.meeting, ilse)

    assert [each.id for each in sessions_of(circle, again(samira))] == [session.id]
    assert [each.id for each in sessions_of(circle, again(ilse))] == [session.id, draft.id]
