"""What waits for somebody in their circles, for a start page: each thing one line that leads to where it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Date,
    Row,
    Select,
    String,
    and_,
    bindparam,
    false,
    literal,
    null,
    or_,
    select,
    union_all,
)

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.circles.enums import AgreementState, Hushed, Stage
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
from lms.circles.models.work import CLOSED
from lms.circles.policy import CIRCLE, circles_spoken_in
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
ON_CARD = 3
MOST_SESSIONS = 40


class Waits(StrEnum):
    """What somebody can do for a circle now."""

    USED = "used"
    TAKE_HOME = "take_home"
    REPORT = "report"
    PREWORK = "prework"
    CHECK_IN = "check_in"
    LEAD = "lead"


class ToDo(NamedTuple):
    """One thing to do about one session, at the latest on a day; for what was used, the day it was asked for."""

    what: Waits
    circle: str
    name: str
    number: int
    subject: str
    on: date


class Promise(NamedTuple):
    """What somebody still does for a circle."""

    circle: str
    uid: str
    title: str
    due_on: date
    stuck: bool


@dataclass(frozen=True)
class InCircles:
    """What waits for somebody, what is due first at the top, and what they still do for others."""

    todo: Sequence[ToDo] = field(default_factory=tuple)
    promised: Sequence[Promise] = field(default_factory=tuple)


def start_in_circles(person: Actor) -> InCircles:
    """Return what waits for somebody in their circles: one statement, and none for who is in no circle."""
    mine = circles_spoken_in(person)
    if not mine:
        return InCircles()
    asked = {"reader": person.id or 0, "mine": mine, "moment": now(), "day": today()}
    asked |= {"ahead": now() + AHEAD, "long_ago": today() - TOO_LATE}
    rows = db.session.execute(_waiting_and_promised(), asked).all()
    led = places(person, CIRCLE, Role.CIRCLE_FACILITATOR)
    sessions = sorted((row for row in rows if row.uid is None), key=lambda row: (row.starts_at, row.id))
    promised = sorted((row for row in rows if row.uid is not None), key=lambda row: (row.due_on, row.id))
    found = (each for row in sessions for each in _of(row, leads=row.circle_id in led))
    return InCircles(
        sorted(found, key=lambda each: each.on)[:MOST],
        [Promise(row.slug, row.uid, row.title, row.due_on, bool(row.stuck)) for row in promised],
    )


def _of(row: Row[Any], *, leads: bool) -> Iterator[ToDo]:
    for what, on in _asked(row, leads=leads):
        if on is not None:
            yield ToDo(what, row.slug, row.name, row.number, row.title, on)


def _asked(row: Row[Any], *, leads: bool) -> Iterator[tuple[Waits, date | None]]:
    day = local(row.starts_at).date()
    if row.coming and leads:
        yield Waits.LEAD, day
    elif row.coming and row.comes:
        yield Waits.PREWORK, row.due_on if row.prepared is None else None
        yield Waits.CHECK_IN, day if row.checked_in is None else None
    yield Waits.USED, row.asked
    yield Waits.TAKE_HOME, row.last_answer
    yield Waits.REPORT, row.last_correction


@cache
def _waiting_and_promised() -> CompoundSelect[*tuple[Any, ...]]:
    """Return each session that may ask something, and what this person still does; built once.

    A row with a ``uid`` is an agreement, any other a session.
    """
    waiting, promised = _waiting().subquery(), _promised().subquery()
    nothing = {"uid": literal(None, String), "stuck": false()}
    names = ["uid", "stuck", *waiting.c.keys()]
    return union_all(
        select(*(nothing[name].label(name) if name in nothing else waiting.c[name] for name in names)),
        select(*(promised.c[name] if name in promised.c else null().label(name) for name in names)),
    )


def _promised() -> Select[*tuple[Any, ...]]:
    agreed = CircleAgreement
    here = (Circle.id.in_(bindparam("mine", expanding=True)), agreed.state.not_in(CLOSED))
    told = (agreed.uid, (agreed.state == AgreementState.STUCK).label("stuck"), agreed.id, agreed.title, agreed.due_on)
    own = select(*told, Circle.slug).join(agreed.circle).where(agreed.owner_id == READER, *here)
    return own.order_by(agreed.due_on, agreed.id).limit(ON_CARD)


def _waiting() -> Select[*tuple[Any, ...]]:
    """Return each session that may ask something, with what this person did for it already."""
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
    told = (here, CircleSession.number, CircleSession.subject.label("title"), Meeting.starts_at)
    did = (comes.label("comes"), CheckIn.id.label("checked_in"), PreworkAnswer.id.label("prepared"))
    days = (FeedbackRound.last_day.label("last_answer"), Report.last_day.label("last_correction"))
    in_time = and_(*coming).label("coming")
    return (
        select(Circle.id.label("circle_id"), Circle.slug, Circle.name, *told, in_time, *did, Prework.due_on, *days)
        .add_columns(FollowUp.due_on.label("asked"))
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
        .order_by(Meeting.starts_at, CircleSession.id)
        .limit(MOST_SESSIONS)
    )
