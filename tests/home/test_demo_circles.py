"""The circles of the demo programme show what circles are for."""

import pytest
from sqlalchemy import func, select

from lms.accounts.queries.people import person_by_email
from lms.circles.enums import Polarity, Stage, Visibility
from lms.circles.models import (
    CheckIn,
    Circle,
    CircleAgreement,
    CircleSession,
    FollowUp,
    Insight,
    InsightUse,
    ReportLine,
)
from lms.circles.queries.agreements import look_back_of
from lms.circles.queries.contradictions import contradictions_of
from lms.circles.queries.learning import learning_agenda_of
from lms.circles.queries.sessions import sessions_of
from lms.home.cli.circled import meet_in_circles
from lms.home.cli.demo import PEOPLE, add_person
from lms.home.cli.met import meet
from lms.home.cli.towns import build_towns
from lms.kernel.db import db
from lms.meetings.enums import Part
from lms.meetings.models import Attender, Meeting
from tests.factories.programme import a_programme


@pytest.fixture
def circle(database) -> Circle:
    """The circle of the first director, with everything around it."""
    programme = a_programme()
    for each in PEOPLE:
        add_person(*each)
    meet_in_circles(build_towns(programme, demo("coordinator")))
    meet(demo("wijkregisseur"), demo("sleutelpersoon"))
    return db.session.query(Circle).filter_by(slug="leerkring-noord").one()


def demo(name):
    return person_by_email(f"{name}@demo.kringwijs.example")


def count(thing, *conditions):
    return db.session.scalar(select(func.count()).select_from(thing).where(*conditions))


def test_one_of_everything_that_circles_are_for_is_there(circle):
    facilitator = demo("begeleider")
    sessions = sessions_of(circle, facilitator)
    coming = next(each for each in sessions if each.can_be_planned)
    [question] = learning_agenda_of(circle, facilitator).rows

    assert [each.stage for each in sessions[:3]] == [Stage.FINAL] * 3
    assert set(db.session.scalars(select(Insight.polarity).where(Insight.circle_id == circle.id))) == set(Polarity)
    shared = select(Insight.id).where(Insight.circle_id == circle.id, Insight.visibility == Visibility.PUBLIC)
    assert count(InsightUse, InsightUse.insight_id.in_(shared)) == 5
    assert count(ReportLine) > 0
    assert len(contradictions_of(circle, facilitator)) == 1
    assert (
        len(look_back_of(coming, facilitator).agreements)
        == count(CircleAgreement, CircleAgreement.circle_id == circle.id)
        == 3
    )
    assert count(CheckIn, CheckIn.session_id == coming.id) == 2
    assert count(FollowUp, FollowUp.person_id == demo("wijkregisseur").id, FollowUp.asked_at.is_not(None)) == 2
    assert question.asks_for_more
    assert count(CircleSession, CircleSession.stage == Stage.WRAPPING_UP) == 0


def test_an_open_evening_has_a_line_of_people_who_wait(circle):
    rows = select(Attender.part, func.count()).join(Meeting, Meeting.id == Attender.meeting_id)
    found = db.session.execute(rows.where(Meeting.open_to_all).group_by(Attender.part)).all()

    assert dict(tuple(row) for row in found) == {Part.SEAT: 4, Part.WAITING: 2}
