"""What waits for somebody in their circles, for a start page: each thing one line that leads to where it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Date, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.circles.enums import Hushed, Stage
from lms.circles.models import (
    CheckIn,
    Circle,
    CircleAgreement,
    CircleSession,
    FeedbackReceipt,
    FeedbackRound,
    FollowUp,
    Prework,
    PreworkAnswer,
    Report,
)
from lms.circles.models.followup import TOO_LATE
from lms.circles.policy import CIRCLE, facilitates
from lms.circles.queries.agreements import agreements_of
from lms.circles.queries.attending import went
from lms.circles.queries.checkins import said_something
from lms.circles.queries.confidential import READER, readable
from lms.kernel.clock import local, now, today
from lms.kernel.db import Moment, db
from lms.meetings.enums import Answer, MeetingState, Part
from lms.meetings.models import Attender, Meeting
from lms.programme.policy import places

#: How long before a session people are asked what they bring.
AHEAD = timedelta(weeks=3)
MOST = 5
MOST_SESSIONS = 40


class Waits(StrEnum):
    """What somebody can do for a circle now."""

    USED = "used"
    TAKE_HOME = "take_home"
    REPORT = "report"
    PREWORK = "prework"
    CHECK_IN = "check_in"
    LEAD = "lead"


@dataclass(frozen=True)
class ToDo:
    """One thing to do about one session, at the latest on a day; for what was used, the day it was asked for."""

    what: Waits
    session: CircleSession
    on: date


@dataclass(frozen=True)
class InCircles:
    """What waits for somebody, what is due first at the top, and what they still do for others."""

    todo: Sequence[ToDo] = field(default_factory=tuple)
    promised: Sequence[CircleAgreement] = field(default_factory=tuple)


def start_in_circles(person: Actor) -> InCircles:
    """Return what waits for somebody in their circles: two statements, and none for who is in no circle."""
    mine = places(person, CIRCLE, Role.CIRCLE_MEMBER, Role.CIRCLE_FACILITATOR)
    if not mine:
        return InCircles()
    asked = {"reader": person.id or 0, "mine": sorted(mine), "moment": now(), "day": today()}
    asked |= {"ahead": now() + AHEAD, "long_ago": today() - TOO_LATE}
    found = [each for row in db.session.execute(_waiting(), asked) for each in _of(row, person)]
    return InCircles(sorted(found, key=lambda each: each.on)[:MOST], agreements_of(person))


def _of(row: Row[Any], person: Actor) -> Iterator[ToDo]:
    session, comes, checkin, due_on, prepared, last_answer, last_correction, asked = tuple(row)
    day = local(session.meeting.starts_at).date()
    coming = session.meeting.state is MeetingState.PLANNED and now() < session.meeting.starts_at < now() + AHEAD
    if coming and facilitates(person, session.circle):
        yield ToDo(Waits.LEAD, session, day)
    elif coming and comes:
        if due_on is not None and prepared is None:
            yield ToDo(Waits.PREWORK, session, due_on)
        if checkin is None:
            yield ToDo(Waits.CHECK_IN, session, day)
    for what, on in ((Waits.USED, asked), (Waits.TAKE_HOME, last_answer), (Waits.REPORT, last_correction)):
        if on is not None:
            yield ToDo(what, session, on)


@cache
def _waiting() -> Select[*tuple[Any, ...]]:
    """Return each session that may ask something, with what this person did for it already; built once."""
    number, here = READER, CircleSession.id
    moment, day = bindparam("moment", type_=Moment), bindparam("day", type_=Date)
    comes = and_(Attender.part == Part.EXPECTED, Attender.answer == Answer.NONE)
    coming = (Meeting.state == MeetingState.PLANNED, Meeting.starts_at > moment, Meeting.starts_at < bindparam("ahead"))
    own = (FollowUp.session_id == here, FollowUp.person_id == number, FollowUp.due_on > bindparam("long_ago"))
    asked = (FollowUp.asked_at.is_not(None), FollowUp.answered_at.is_(None), went())
    open_yet = (Report.session_id == here, Report.fixed_at.is_(None), Report.last_day >= day)
    for_them = readable(READER, Hushed.SESSION, here)
    owes = (FeedbackReceipt.session_id == here, FeedbackReceipt.person_id == number, ~FeedbackReceipt.answered)
    round_ = (FeedbackRound.session_id == FeedbackReceipt.session_id, FeedbackRound.closed_on.is_(None))
    dates = (Prework.due_on, PreworkAnswer.id, FeedbackRound.last_day, Report.last_day, FollowUp.due_on)
    return (
        select(CircleSession, comes, CheckIn.id, *dates)
        .join(CircleSession.circle)
        .join(CircleSession.meeting)
        .outerjoin(Attender, and_(Attender.meeting_id == Meeting.id, Attender.person_id == number))
        .outerjoin(CheckIn, and_(CheckIn.session_id == here, CheckIn.person_id == number, said_something()))
        .outerjoin(Prework, Prework.session_id == here)
        .outerjoin(PreworkAnswer, and_(PreworkAnswer.session_id == here, PreworkAnswer.person_id == number))
        .outerjoin(FeedbackReceipt, and_(*owes))
        .outerjoin(FeedbackRound, and_(*round_, FeedbackRound.last_day >= day))
        .outerjoin(Report, and_(*open_yet, for_them))
        .outerjoin(FollowUp, and_(*own, *asked, for_them))
        .where(Circle.id.in_(bindparam("mine", expanding=True)))
        .where(
            or_(
                and_(*coming, CircleSession.stage == Stage.BEFORE),
                *(row.is_not(None) for row in (FeedbackRound.session_id, Report.session_id, FollowUp.session_id)),
            )
        )
        .options(contains_eager(CircleSession.circle), contains_eager(CircleSession.meeting))
        .order_by(Meeting.starts_at, CircleSession.id)
        .limit(MOST_SESSIONS)
    )
