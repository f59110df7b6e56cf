"""One session moves and changes its subject, a series that runs gets one more, and people are told as they should."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.circles.commands.series import add_session, change_session
from lms.circles.models import CircleSession
from lms.kernel.chance import new_uid
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.plans import Plan
from lms.meetings.enums import MeetingKind, MeetingState
from lms.meetings.models import Meeting, MeetingMove
from tests.browser import fields_of
from tests.factories.circle_talk import wrapped_up
from tests.factories.circles import (
    a_day,
    a_series,
    a_session,
    again,
    in_circle,
    sessions_in,
    whole,
)

pytestmark = pytest.mark.usefixtures("database")
DESK = "/beheer/leerkringen/leerkring-noord"


@pytest.fixture
def session(circle, ilse):
    in_circle(circle, name="Samira Bennani")
    return a_session(circle, by=ilse)


def plan_of(session, **more):
    """Return what is planned, with something else in it."""
    meeting = whole(session).meeting
    kept = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "place", "mode")}
    return Plan(**{"kind": MeetingKind.CIRCLE, "title": session.subject, **kept, **more})


def test_a_session_that_moves_keeps_its_number_and_tells_its_people_once(session, ilse):
    meeting = whole(session).meeting
    was, later = meeting.starts_at, meeting.starts_at + timedelta(days=7)
    plan = plan_of(session, title="Samen naar hulp", starts_at=later, ends_at=meeting.ends_at + timedelta(days=7))

    change_session(whole(session), plan, serial=meeting.serial, why="De zaal is dicht", by=again(ilse), origin="test")

    move = db.session.scalars(select(MeetingMove)).one()
    assert (move.old_starts_at, move.new_starts_at, move.why) == (was, later, "De zaal is dicht")
    assert (meeting.title, meeting.sequence) == ("Leerkring Noord, bijeenkomst 1: Samen naar hulp", 1)
    assert meeting.tell_after is not None
    assert (whole(session).subject, whole(session).number) == ("Samen naar hulp", 1)


def test_a_draft_moves_without_telling_anybody(circle, ilse):
    session = a_session(circle, by=ilse, published=False)
    meeting = whole(session).meeting
    change_session(
        whole(session), plan_of(session, title="Anders"), serial=meeting.serial, by=again(ilse), origin="test"
    )
    assert (meeting.tell_after, meeting.sequence, meeting.state) == (None, 0, MeetingState.DRAFT)


def test_a_session_that_began_stays_where_it_was(session, ilse):
    over = wrapped_up(session)
    with pytest.raises(Refusal, match="begonnen"):
        change_session(over, plan_of(session, title="Anders"), serial=1, by=again(ilse), origin="test")


def test_a_session_that_began_is_not_called_off(browser, session, ilse):
    meeting = wrapped_up(session).meeting
    browser.sign_in(ilse)

    page = browser.submit(f"/beheer/afspraken/{meeting.uid}/afzeggen", 422).text

    assert "Deze bijeenkomst is al begonnen. Je kunt die niet meer afzeggen." in page
    assert db.session.scalar(select(Meeting.state)) is MeetingState.PLANNED


def test_on_screen_it_says_first_how_many_people_get_a_mail(browser, session, ilse):
    browser.sign_in(ilse)
    page = browser.open(f"{DESK}/1/wijzigen")
    assert "2 mensen krijgen hierover een mail." in page

    browser.submit(f"{DESK}/1/wijzigen", **{**fields_of(page), "subject": "Wie helpt er mee?", "place": "De Brug"})

    page = browser.open(f"{DESK}/1")
    assert ("Wie helpt er mee?" in page, "De Brug" in page) == (True, True)


def test_what_was_typed_stays_when_the_day_is_behind_us(browser, session, ilse):
    browser.sign_in(ilse)
    page = browser.open(f"{DESK}/1/wijzigen")
    given = {**fields_of(page), "subject": "Wie helpt er mee?", "day": "2020-01-01"}
    page = browser.submit(f"{DESK}/1/wijzigen", 422, **given).text
    assert ("Wie helpt er mee?" in page, "Dit moment is al voorbij" in page) == (True, True)


def test_a_member_does_not_find_the_page(browser, circle, session):
    browser.sign_in(in_circle(circle, name="Teun Hofstra"))
    browser.open(f"{DESK}/1/wijzigen", 404)


def test_a_series_that_runs_gets_one_more_under_the_next_number_as_a_draft(browser, circle, session, ilse):
    series, day = whole(session).series, local(a_day(30).starts_at).date()
    browser.sign_in(ilse)
    here = f"{DESK}/reeks/{series.uid}/bijeenkomst"
    assert here in browser.open(DESK)
    given = {**fields_of(browser.open(here)), "row-day": day.isoformat(), "row-subject": "Terugkijken"}
    for _twice in range(2):
        page = browser.follow(browser.submit(here, **given))

    assert "Bijeenkomst 2 staat klaar als concept" in page
    made = sessions_in(series)
    assert [(each.number, each.subject, each.state.value) for each in made[1:]] == [(2, "Terugkijken", "draft")]


def test_without_a_day_it_asks_for_one(browser, session, ilse):
    browser.sign_in(ilse)
    here = f"{DESK}/reeks/{whole(session).series.uid}/bijeenkomst"
    given = {**fields_of(browser.open(here)), "row-subject": "Terugkijken"}
    page = browser.submit(here, 422, **given).text
    assert ("Vul een dag in" in page, "Terugkijken" in page) == (True, True)


def test_a_series_does_not_grow_without_end(circle, ilse, monkeypatch):
    monkeypatch.setattr("lms.circles.commands.series.MOST_SESSIONS", 2)
    series = a_series(circle, a_day(1), a_day(2), by=ilse)
    with pytest.raises(Refusal, match="hoogstens 2"):
        add_session(series, a_day(3), by=again(ilse), form_key=new_uid(24), origin="test")
    assert db.session.scalar(select(func.count()).select_from(CircleSession)) == 2
