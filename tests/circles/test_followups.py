"""Six weeks later: who was there is asked once, reminded once, and what they tell is a moment."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.commands.people import end_grant
from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.circles.commands.followups import answer_followup
from lms.circles.enums import Used, ValueLevel
from lms.circles.jobs.after import ask, remind
from lms.circles.models import FollowUp
from lms.kernel.chance import new_uid
from lms.kernel.clock import local, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.enums import Attendance
from lms.programme.models import Moment
from tests.factories.circle_talk import attended, reported
from tests.factories.circles import a_facilitator, a_session, again, in_circle
from tests.factories.programme import a_member, a_neighbourhood

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def samira(circle):
    place = a_neighbourhood("Oosterveld")
    leads = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    return in_circle(circle, person=leads, place=place)


@pytest.fixture
def session(circle, samira):
    session = a_session(circle, by=a_facilitator(circle))
    reported(session)
    return session


def days_later(days: int) -> None:
    """Let days go by for what was planned."""
    for row in db.session.scalars(select(FollowUp)):
        row.due_on -= timedelta(days=days)
        row.asked_at = row.asked_at and row.asked_at - timedelta(days=days)
    db.session.commit()


def causes() -> list[str]:
    """Return what people were asked."""
    asked = Notice.cause.in_(("circle.followup", "circle.followup_again"))
    return list(db.session.scalars(select(Notice.cause).where(asked).order_by(Notice.id)))


def test_six_weeks_later_people_are_asked_once_reminded_once_and_then_left_alone(session):
    row = db.session.scalars(select(FollowUp)).one()
    assert row.due_on == local(session.meeting.starts_at).date() + timedelta(days=42)
    days_later((row.due_on - today()).days)
    for _day in range(4):
        ask()
        remind()
        days_later(7)
    assert causes() == ["circle.followup", "circle.followup_again"]


def test_who_turns_out_to_have_been_away_is_not_asked(session, samira):
    attended(session, samira, how=Attendance.ABSENT)
    days_later(60)
    ask()
    days_later(7)
    remind()
    assert causes() == []


def test_what_somebody_used_becomes_a_moment_and_its_words_stand_once(session, samira):
    days_later(60)
    ask()
    row, key = db.session.scalars(select(FollowUp)).one(), new_uid(24)
    told = {"level": ValueLevel.APPLIED, "form_key": key, "by": again(samira)}
    answer_followup(row, Used.PARTLY, "Alleen de koffie lukte", **told)
    moment = db.session.scalars(select(Moment)).one()
    assert (row.used, row.level, row.why, row.moment_id) == (Used.PARTLY, ValueLevel.APPLIED, "", moment.id)
    assert (moment.text, moment.neighbourhood_id) == ("Alleen de koffie lukte", row.neighbourhood_id)
    with pytest.raises(Refusal, match="al verteld"):
        answer_followup(row, Used.YES, "Nog eens", **told)


def test_who_left_the_team_tells_it_without_speaking_for_the_neighbourhood(session, samira):
    days_later(60)
    ask()
    end_grant(next(each for each in again(samira).grants if each.role is Role.NEIGHBOURHOOD_DIRECTOR))
    row = db.session.scalars(select(FollowUp)).one()
    answer_followup(row, Used.YES, "Elke week koffie", form_key=new_uid(24), by=again(samira))
    assert (row.why, row.moment_id, db.session.scalars(select(Moment)).all()) == ("Elke week koffie", None, [])


def test_who_answered_is_not_reminded(session, samira):
    days_later(60)
    ask()
    answer_followup(db.session.scalars(select(FollowUp)).one(), Used.NO, "Te druk", form_key="", by=again(samira))
    days_later(7)
    remind()
    assert causes() == ["circle.followup"]


def test_who_told_it_in_another_tab_reads_what_was_told(browser, session, samira, monkeypatch):
    def in_two_tabs(followup, used, why, **told):
        answer_followup(followup, Used.PARTLY, "Alleen de koffie lukte", **told)
        return answer_followup(followup, used, why, **told)

    monkeypatch.setattr("lms.circles.views.reports.answer_followup", in_two_tabs)
    days_later(60)
    ask()
    db.session.commit()
    page = f"/leerkringen/{session.circle.slug}/{session.number}/zes-weken"
    browser.sign_in(again(samira)).open(page)

    told = browser.submit(page, expect=422, used="no", why="Nog eens", form_key=new_uid(24)).text

    assert "Alleen de koffie lukte" in told
